#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "law/history.h"
#include "law/law.h"
#include "statechart/runner.h"
#include "verify/chooser.h"
#include "verify/footprint.h"
#include "verify/namings.h"
#include "verify/pool.h"

namespace lagrum::verify {

/// The party that is looked at, and one that stands for all others. What holds for the first holds
/// for every party, since nothing of a workflow or norm depends on who a party is.
inline constexpr std::string_view kParty = "party";
inline constexpr std::string_view kOtherParty = "another";
/// Two people are enough to tell "the same" from "another"; one more for each whom an act of the
/// past is still known by.
inline constexpr std::string_view kSomebody = "one";
inline constexpr std::string_view kSomebodyElse = "somebody else";
inline constexpr std::array<std::string_view, 4> kPeople = {kSomebody, kSomebodyElse, "a third",
                                                            "a fourth"};
/// A side matter that no workflow names: any that data may name.
inline constexpr std::string_view kSomeMatter = "some matter";

/// What of a workflow is looked at; everything else is unknown, and may be anything.
struct View {
  std::set<std::string> acts;  ///< types of acts
  std::set<std::string> told;  ///< of these, those that are remembered; others are judged only
  /// Whether a region that does nothing but what is judged is left as it begins, too.
  bool only_told = false;
  std::set<std::string> attributes;  ///< of these acts
  /// Of these, those that an act need only carry: whether several lack at once tells nothing more.
  std::set<std::string> fields;
  std::set<std::string> facts;      ///< "case.kind", "party.may_appeal"
  std::set<std::string> variables;  ///< data items beside those that the above rest on
  /// Values that tell apart what the law tells apart, by the name of the attribute.
  std::map<std::string, std::vector<Value>> values;
  /// Nothing rests, and all that may come does: for what is asked of the workflow itself.
  bool whole = false;
  std::set<std::string> rest;  ///< but for these regions, where they may rest
  std::set<std::string> open;  ///< attributes that are read in other ways than by comparing these
  /// Types of acts that the engine itself does, where a norm says that they count as done.
  std::set<std::string> effects;
  std::set<std::string> matters;  ///< side matters that acts may regard, where data says which
  std::size_t people = 2;         ///< so many tell apart all whom the law tells apart
  std::string authority;          ///< the kind of the authority; empty for any
  std::string party_role;         ///< of the party that is looked at
};

/// The texts by which values and waiting sends are the same.
std::string value_key(const Value& value);
std::string pending_key(const std::vector<statechart::PendingSend>& pending);

/// Something that can happen to a case.
struct Move {
  enum class Kind : std::uint8_t {
    kStart,    ///< the case begins
    kDone,     ///< somebody raises an event
    kPending,  ///< a send of the chart's falls due
    kEngine,   ///< the engine raises an event: an effect, a clock, a day
    kTime,     ///< a clock or day that a norm looks at is reached; the chart may hear of it
  };
  Kind kind = Kind::kStart;
  std::string event;
  bool by_authority = false;  ///< somebody of the authority may do it
  std::uint32_t place = 0;    ///< kPending: which; kTime: of what is waited for
};

/// Where a clock of the law stands, by its number there.
struct ClockAt {
  enum class Phase : std::uint8_t { kNone, kRunning, kStands, kReached };
  std::size_t clock = 0;
  Phase phase = Phase::kNone;
};

/// A workflow as a system of states: its chart, run by the machine that runs cases, with what is
/// not looked at unknown. A state is a few numbers. Borrows the chart and the law; belongs to one
/// caller.
class World {
 public:
  using State = std::vector<std::uint32_t>;
  static constexpr std::uint32_t kEnded = 1;  ///< bit of the last word: the case is at its end

  World(const statechart::Chart& chart, const law::Law& law, View view);

  /// The numbers of a state.
  std::size_t width() const { return width_; }
  /// What people and the engine may raise, in the order of the chart's events.
  const std::vector<Move>& moves() const { return moves_; }

  /// The moves that are sends waiting in this state.
  std::vector<Move> pending(std::span<const std::uint32_t> state);

  /// One macrostep from a state, as the choices have it; false where nothing takes the move. What
  /// was done stands in acts() and facts(), where it leads to in after().
  bool step(std::span<const std::uint32_t> from, const Move& move, Chooser& chooser);
  const std::vector<Act>& acts() const { return acts_; }
  const law::Facts& facts() const { return facts_; }
  const State& after() const { return after_; }
  /// Transitions taken by the last step, guards that the unknown decided, and whether something
  /// failed in it.
  const std::vector<std::size_t>& taken() const { return taken_; }
  bool failed() const { return failed_; }
  const std::set<std::string>& unknown_guards() const { return unknown_guards_; }
  /// Where the exploration stands for less than all there is; empty where nowhere.
  const std::set<std::string>& gaps() const { return gaps_; }
  /// The last step came to no end.
  bool endless() const { return endless_; }
  /// What guards said that were neither true nor false though all they read is known.
  const std::map<std::string, Position>& unsettled() const { return unsettled_; }
  statechart::StateSet active(std::span<const std::uint32_t> state) const;

  /// What of a state a move depends on and may change.
  Footprint footprint(const Move& move) const;
  /// The bits of a state's words that a footprint covers.
  State mask_of(const Footprint& footprint) const;

  /// Ids of the regions that do nothing that is looked at.
  std::vector<std::string> resting() const;
  /// Within a region that rests; whether it is left as it begins, with the region itself.
  bool rests(statechart::StateIndex state) const { return rests_.contains(state); }
  bool is_asleep(statechart::StateIndex state) const {
    return rests_.contains(state) || resting_roots_.contains(state);
  }
  bool is_final(std::span<const std::uint32_t> state) const;
  std::string describe(std::span<const std::uint32_t> state) const;
  /// Data items that are known at most.
  const std::vector<std::uint32_t>& known_slots() const { return known_; }

 private:
  class Answers;
  struct Input {
    std::string name;
    std::vector<Value> domain;
  };

  void find_known();
  void find_resting();
  bool is_seen_in_part(const statechart::Transition& transition);
  bool is_looked_at(const statechart::PerformedAct& act) const;
  bool can_rest(statechart::StateIndex region);
  void find_moves();
  bool awake(const statechart::StateSet& states) const;
  bool changes_nothing(const std::string& event);
  bool raised_at_rest(const std::string& event) const;
  bool meets(const statechart::StateSet& states) const;
  /// What is asked of a value that an event brings: the constants that the chart compares it with,
  /// and the attributes that it is handed on as.
  struct Reading {
    std::vector<Value> constants;
    std::set<std::string> attributes;
  };
  /// Nothing where the chart reads it otherwise.
  std::optional<Reading> reading_of(const statechart::EventKind& kind,
                                    const std::string& input) const;
  bool may_come(const Move& move) const;
  void find_openings();
  bool opens() const;
  bool is_told_apart(const statechart::EventKind& kind, const feel::Type::Member& member,
                     const List& listed) const;
  std::vector<Value> domain_of(const statechart::EventKind& kind, const std::string& name,
                               const feel::Type& type, const List& listed) const;
  void put(std::span<const std::uint32_t> state);
  void keep();
  void read_facts();
  Act made(const statechart::PerformedAct& performed, Chooser& chooser);
  bool is_effect(const Move& move) const;
  Act effect(const Move& move, Chooser& chooser);
  std::string matter_of(const Value* said, Chooser& chooser) const;
  std::vector<Value> people_named(std::span<const std::string> names,
                                  const std::vector<Value>& more) const;
  PartyId named_by(const statechart::PerformedAct& performed, Chooser& chooser);
  /// Where a state keeps whom namings were taken to name.
  std::size_t namings_at() const { return std::size_t{2} * marks_words_ + known_.size(); }

  const statechart::Chart& chart_;
  const law::Law& law_;
  View view_;
  std::vector<std::uint32_t> known_;  // slots of data items, ascending
  /// Regions that do nothing that is looked at: they are left as they begin.
  struct Region {
    statechart::StateIndex root = 0;
    std::vector<statechart::StateIndex> first;  // its states where it begins
  };
  void lay_to_rest(const Region& region, std::span<std::uint64_t> words,
                   statechart::StateIndex first) const;
  std::vector<Region> resting_;
  statechart::StateSet rests_;  // states of these regions, but for their roots
  statechart::StateSet resting_roots_;
  std::vector<Move> moves_;
  struct Kind {
    statechart::StateSet takers;       // states that have transitions for the event
    Context data;                      // all that it carries, unknown
    Value unknown;                     // the same as a value
    std::vector<Input> inputs;         // what is known of it
    std::vector<std::string> lacking;  // of which at most one lacks
  };
  std::map<std::string, Kind> kinds_;  // by event
  std::uint32_t marks_words_ = 0;
  std::size_t width_ = 0;
  /// A case begins with an act that moves it (`moves` in the packs): without one it has no phase,
  /// and stands in no state that has one.
  std::vector<bool> openings_;     // by transition: performs such an act; empty where all may begin
  statechart::StateSet in_phase_;  // states that have a phase

  Namings namings_;
  Pool<Value, value_key> values_;
  Pool<std::vector<statechart::PendingSend>, pending_key> pendings_;
  statechart::Instance instance_;
  statechart::Runner runner_;
  statechart::Surroundings surroundings_;
  std::vector<Value> data_;
  std::vector<std::uint64_t> marks_;

  std::vector<Act> acts_;
  law::Facts facts_;
  State after_;
  std::vector<std::size_t> taken_;
  bool failed_ = false;
  bool endless_ = false;
  std::set<std::string> unknown_guards_;
  std::set<std::string> gaps_;
  std::map<std::string, Position> unsettled_;
};

}  // namespace lagrum::verify
