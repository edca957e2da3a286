#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "verify/pool.h"
#include "verify/states.h"
#include "verify/world.h"

namespace lagrum::verify {

/// What a command tells a norm: its acts, and the facts after it.
struct Label {
  std::vector<Act> acts;
  law::Facts facts;
};
std::string label_key(const Label& label);

/// One command of a run.
struct Step {
  Move move;
  std::vector<Act> acts;  ///< those that are looked at
  std::vector<std::size_t> transitions;
  std::string state;                 ///< the active states after it
  std::vector<ClockAt> clocks = {};  ///< of the norm, after it
};

/// The steps of a workflow, for any number of norms that look at the same of it. A step is worked
/// out once for all states that are the same in what it may read or change (Footprint). Belongs to
/// one caller.
class Steps {
 public:
  /// How a step is made, and what it tells.
  struct Deed {
    std::uint32_t label;
    std::uint32_t move;
    std::uint32_t run;    ///< of the chooser that made it
    std::uint32_t alike;  ///< the same where the label is, and who may do it
  };
  struct Edge {
    std::uint32_t to;
    std::uint32_t deed;
  };

  /// What one move does to all states that are the same in what it reads.
  struct Effect {
    std::uint32_t deed;
    World::State after;  ///< of the words of its place
  };
  struct Effects {
    std::uint32_t example = 0;  ///< the state that it was worked out on
    bool shared = true;  ///< nothing failed: it is the same wherever the state is the same here
    std::vector<Effect> all;
  };
  /// What of a state a move reads and changes, and what was worked out of it.
  struct Place {
    std::vector<std::uint32_t> words;  ///< their numbers, and the bits of each
    std::vector<std::uint32_t> masks;
    std::vector<bool> transitions;  ///< that may be taken; empty for any
    States seen;
    std::vector<Effects> effects;  ///< by the number in `seen`
  };

  Steps(const statechart::Chart& chart, const law::Law& law, View view)
      : world_(chart, law, std::move(view)),
        states_(world_.width()),
        taken_(chart.tables().transitions.size()) {}

  const World& world() const { return world_; }
  std::vector<Move> pending(std::uint32_t state) { return world_.pending(states_[state]); }
  std::string described(std::uint32_t state) const { return world_.describe(states_[state]); }
  bool is_final(std::uint32_t state) const { return world_.is_final(states_[state]); }
  const Label& label(std::uint32_t number) const { return labels_[number]; }
  const Move& move(std::uint32_t number) const { return moves_[number]; }
  const Deed& deed(std::uint32_t number) const { return deeds_[number]; }
  statechart::StateSet active(std::uint32_t state) const { return world_.active(states_[state]); }
  /// Transitions that some step has taken so far, pairs of them that one step took, guards that
  /// were neither true nor false, and moves of which some step came to no end.
  const std::vector<bool>& taken() const { return taken_; }
  const std::set<std::pair<std::size_t, std::size_t>>& together() const { return together_; }
  const std::map<std::string, Position>& unsettled() const { return world_.unsettled(); }
  const std::set<std::uint32_t>& endless() const { return endless_; }
  std::uint32_t number_of(const Move& move);
  std::size_t moves() const { return moves_.size(); }
  /// The words of a state, and how many states were met.
  Words operator[](std::uint32_t state) const { return states_[state]; }
  std::size_t size() const { return states_.size(); }
  /// What was worked out of a move; null where nothing was.
  const Place* place(std::uint32_t move) const {
    return move < places_.size() ? places_[move].get() : nullptr;
  }
  /// What a move does in a state, and where its edges lead: all of them, also those that are alike.
  const Effects& effects_of(std::uint32_t state, std::uint32_t move);
  std::vector<Edge> edges_by(const Effects& effects, std::uint32_t state, std::uint32_t move);

  /// Where moves lead from a state, but for those of time; of steps alike to one state the first.
  const std::vector<Edge>& from(std::uint32_t state);
  /// Where this one leads; kNoState is before the beginning.
  const std::vector<Edge>& from(std::uint32_t state, std::uint32_t move);
  /// The same, worked out on this very state.
  std::vector<Edge> directly(std::uint32_t state, std::uint32_t move);
  /// Such a step again, for people. Guards that the unknown decided are added to `unknown_guards`.
  Step shown(std::uint32_t state, const Edge& edge, std::set<std::string>& unknown_guards);

 private:
  void note_taken();
  World::State words_of(std::uint32_t state) const;
  Place& place_of(std::uint32_t move);
  std::uint32_t noted(const Deed& deed);
  std::vector<Edge> shared_or_own(std::uint32_t state, std::uint32_t move);
  void keep_first_alike(std::vector<Edge>& edges) const;
  Effects worked_out(const World::State& from, std::uint32_t move, const Place& place);

  World world_;
  States states_;
  World::State part_;  // of the state that is looked at
  Pool<Label, label_key> labels_;
  std::vector<Move> moves_;
  std::vector<std::unique_ptr<Place>> places_;  // by move
  std::map<std::tuple<Move::Kind, std::string, std::uint32_t>, std::uint32_t> move_numbers_;
  std::vector<bool> taken_;
  std::set<std::pair<std::size_t, std::size_t>> together_;
  std::set<std::uint32_t> endless_;
  std::vector<std::uint32_t> always_;  // moves that need not wait
  std::vector<Deed> deeds_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> deed_numbers_;
  std::map<std::tuple<std::uint32_t, Move::Kind, bool, std::uint32_t>, std::uint32_t> alike_;
  std::vector<std::optional<std::vector<Edge>>> known_;          // by state
  std::unordered_map<std::uint64_t, std::vector<Edge>> by_one_;  // by state and move
};

}  // namespace lagrum::verify
