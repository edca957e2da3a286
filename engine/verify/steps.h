#pragma once

#include <deque>
#include <map>
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
  std::string state;  ///< the active states after it
};

/// The steps of a workflow, each worked out once, for any number of norms that look at the same of
/// it. Belongs to one caller.
class Steps {
 public:
  struct Edge {
    std::uint32_t to;
    std::uint32_t label;
    std::uint32_t run;  ///< of the chooser that made it
  };

  Steps(const statechart::Chart& chart, const law::Law& law, View view)
      : world_(chart, law, std::move(view)), states_(world_.width()) {}

  const World& world() const { return world_; }
  bool is_final(std::uint32_t state) const { return world_.is_final(states_[state]); }
  const Label& label(std::uint32_t number) const { return labels_[number]; }
  const Move& move(std::uint32_t number) const { return moves_[number]; }
  std::uint32_t number_of(const Move& move);

  /// The moves that lead somewhere from a state, by their numbers.
  const std::vector<std::uint32_t>& moves_from(std::uint32_t state);
  /// Where a move leads from a state; kNoState is before the beginning.
  const std::vector<Edge>& from(std::uint32_t state, std::uint32_t move);
  /// Such a step again, for people. Guards that the unknown decided are added to `unknown_guards`.
  Step shown(std::uint32_t state, std::uint32_t move, std::uint32_t run,
             std::set<std::string>& unknown_guards);

 private:
  World::State words_of(std::uint32_t state) const;

  World world_;
  States states_;
  Pool<Label, label_key> labels_;
  std::vector<Move> moves_;
  std::map<std::tuple<Move::Kind, std::string, std::uint32_t>, std::uint32_t> move_numbers_;
  std::unordered_map<std::uint64_t, std::vector<Edge>> known_;  // by state and move
  std::deque<std::optional<std::vector<std::uint32_t>>> moves_from_;
};

}  // namespace lagrum::verify
