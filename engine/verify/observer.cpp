#include "verify/observer.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>

#include "base/words.h"
#include "verify/layout.h"
#include "verify/norm_parts.h"
#include "verify/pool.h"

namespace lagrum::verify {

/// What is left of the acts that a `done` looks for.
struct Kept {
  bool after_seen = false;    ///< an act of `after` was done
  bool before_seen = false;   ///< and since then one of `before`
  bool elsewhere = false;     ///< one was done in another matter, where `of` looks too
  std::vector<Context> acts;  ///< those that still count, by what is yet to be read of them
};

std::string kept_key(const Kept& kept) {
  std::vector<std::string> texts;
  for (const Context& act : kept.acts) texts.push_back(to_string(Value(act)));
  std::sort(texts.begin(), texts.end());
  std::string key = kept.after_seen ? "+" : "-";
  key += kept.before_seen ? "+" : "-";
  key += kept.elsewhere ? "+" : "-";
  for (const std::string& text : texts) key += text + "\n";
  return key;
}
std::string context_key(const Context& context) { return to_string(Value(context)); }

namespace {

using law::Condition;
using law::Formula;
using law::Frame;
using law::Norm;
using enum Layout::Phase;
using enum Layout::Answered;
using enum Layout::Progress;
using enum Layout::Day;
using Watch = Layout::Watch;
using AwaitedDay = Layout::AwaitedDay;

/// Among what is kept of an act that opens an instance: the party of the instance.
constexpr std::string_view kOwner = " party";

}  // namespace

class Observer::Impl {
 public:
  Impl(const law::Law& law, std::size_t norm, Aim aim)
      : law_(law), layout_(law, norm, std::move(aim)) {
    LAGRUM_CHECK(kept_.number_of(Kept{}) == Layout::kNothing &&
                 triggers_.number_of(Context{}) == Layout::kNothing);
  }

  const View& view() const { return layout_.view; }
  std::size_t width() const { return layout_.initial.size(); }
  const State& initial() const { return layout_.initial; }

  Said take(std::span<std::uint32_t> state, const std::vector<Act>& acts, const law::Facts& facts,
            Chooser& chooser) {
    begin(state, facts, chooser);
    for (std::size_t i = 0; i < acts.size(); ++i) take(acts[i]);
    end_command(acts);
    return std::move(said_);
  }

  std::vector<Move> awaited(std::span<const std::uint32_t> state) const {
    std::vector<Move> found;
    for (const auto& [index, slot] : layout_.clock_slots) {
      if (!runs(index, state[slot]) || !law_.clocks()[index].after.empty()) continue;
      if (comes_too_soon(state, index)) continue;
      found.push_back(
          Move{Move::Kind::kTime, "clock.expired." + law_.clocks()[index].id, false, slot});
    }
    for (const AwaitedDay& day : layout_.days) {
      if (state[day.slot] == kAhead)
        found.push_back(Move{Move::Kind::kTime, day.event(), false, day.slot});
    }
    for (const auto& [index, slot] : layout_.clock_slots) {
      const law::ClockDecl& clock = law_.clocks()[index];
      if (state[slot] != kRunning || clock.after.empty()) continue;
      const bool too_early = layout_.any_slot(clock.after, [state](std::uint32_t leader) {
        return state[leader] != kReached && state[leader] != kNoInstance;
      });
      if (!too_early)
        found.push_back(Move{Move::Kind::kTime, "clock.expired." + clock.id, false, slot});
    }
    for (const auto& [index, slot] : layout_.others) {
      if (state[slot] != 0)
        found.push_back(
            Move{Move::Kind::kTime, "clock.expired." + law_.clocks()[index].id, false, slot});
    }
    return found;
  }

  bool ties(const std::string& event) const {
    return std::any_of(layout_.clock_slots.begin(), layout_.clock_slots.end(),
                       [&](const auto& each) {
                         return event == "clock.expired." + law_.clocks()[each.first].id;
                       }) ||
           std::any_of(layout_.days.begin(), layout_.days.end(),
                       [&](const AwaitedDay& day) { return event == day.event(); });
  }

  Said reach(std::span<std::uint32_t> state, const Move& move, const law::Facts& facts,
             Chooser& chooser) {
    begin(state, facts, chooser);
    for (const auto& [index, slot] : layout_.clock_slots) {
      if (slot != move.place) continue;
      at(slot) = kReached;
      expire(index);
    }
    for (const AwaitedDay& day : layout_.days) {
      if (day.slot == move.place) at(day.slot) = kPast;
    }
    return std::move(said_);
  }

  std::vector<ClockAt> clocks(std::span<const std::uint32_t> state) const {
    using At = ClockAt::Phase;
    constexpr std::array<At, 6> kPhases = {At::kNone, At::kRunning, At::kReached,
                                           At::kNone, At::kStands,  At::kNone};
    std::vector<ClockAt> found;
    for (const auto& [index, slot] : layout_.clock_slots)
      found.push_back({index, kPhases[state[slot]]});
    return found;
  }

  bool owes(std::span<const std::uint32_t> state) const {
    const Norm& norm = law_.norms()[layout_.watches.front().norm];
    const std::uint32_t status = state[layout_.watches.front().status];
    const auto* respond = std::get_if<law::Respond>(&norm.content);
    return respond != nullptr && (status == kOpen || (status == kOverdue && respond->persist));
  }

 private:
  static constexpr std::uint32_t kLaterMax = 3;

  /// Runs, or may run again at any time.
  bool runs(std::size_t clock, std::uint32_t phase) const {
    return phase == kRunning || layout_.goes_on_by_itself(clock, phase);
  }

  static bool contains_index(const std::vector<std::size_t>& all, std::size_t one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  }

  // ---- taking a command

  void begin(std::span<std::uint32_t> state, const law::Facts& facts, Chooser& chooser) {
    state_ = state;
    chooser_ = &chooser;
    said_ = Said{};
    begun_.clear();
    case_data_ = Value(facts.case_data);
    const auto party = facts.parties.find(std::string(kParty));
    party_data_ = party != facts.parties.end() ? Value(party->second) : Value();
  }

  std::uint32_t& at(std::uint32_t slot) { return state_[slot]; }

  /// The acts that concern the party that is looked at.
  static bool of_party(const Act& act) { return act.party.empty() || act.party.str() == kParty; }

  bool in_matter(const Act& act) const {
    return act.regarding == layout_.aim.matter || law_.regards_case(act.type);
  }

  /// In the matter in which the duty is met.
  bool in_matter_of_answers(const Act& act, const law::Respond& respond) const {
    return respond.in_main ? act.regarding.empty() || law_.regards_case(act.type) : in_matter(act);
  }

  /// An instance has a party where the norm has one for each, or where the act that it hangs on
  /// has one.
  bool counts_for_party(const Act& act, const Watch& watch) const {
    const Norm& norm = law_.norms()[watch.norm];
    const bool by_party =
        norm.per.party || triggers_[state_[watch.trigger]].find(kOwner) != nullptr;
    return !by_party || of_party(act);
  }

  bool counts(const Act& act, const Watch& watch) const {
    return counts_for_party(act, watch) && in_matter(act);
  }

  Frame frame(const Act* act, const Act* judged, const Watch& watch) {
    Frame frame;
    frame.act = act;
    frame.judged = judged;
    trigger_act_.attributes = triggers_[at(watch.trigger)];
    frame.trigger = &trigger_act_;
    frame.case_data = &case_data_;
    frame.party_data = &party_data_;
    frame.call = [this](law::Function function, std::span<const Value> arguments) -> Result<Value> {
      if (function != law::Function::kDue || arguments.empty() || arguments[0].string() == nullptr)
        return Value(Erased{});
      bool any = false;
      for (const std::size_t index : law_.clocks_named(*arguments[0].string())) {
        const auto slot = layout_.clock_slots.find(index);
        if (slot == layout_.clock_slots.end() || at(slot->second) == kNoInstance) continue;
        if (at(slot->second) == kNotStarted || at(slot->second) == kVoid) return Value();
        any = true;
      }
      return any ? Value(Erased{}) : Value();
    };
    return frame;
  }

  /// The truth of what may be unknown: then as it helps in good faith, else both ways.
  bool settle(std::optional<bool> truth, bool helps_when_true, const std::string& what) {
    if (truth) return *truth;
    if (layout_.aim.in_good_faith) return helps_when_true;
    said_.guessed.insert(what);
    return chooser_->yes();
  }
  bool either(std::optional<bool> truth) { return truth ? *truth : chooser_->yes(); }

  bool holds(const Formula& formula, const Act* act, const Act* judged, const Watch& watch,
             bool helps) {
    if (formula.empty()) return true;
    return settle(formula.judge(frame(act, judged, watch)), helps, formula.text());
  }
  bool applies(const Formula& formula, const Act* act, const Act* judged, const Watch& watch) {
    if (formula.empty()) return true;
    return either(formula.judge(frame(act, judged, watch)));
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
  bool holds(const Condition& condition, const Act* judged, const Watch& watch, bool helps) {
    // NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
    const auto inner = [&](const Condition& each) {
      return holds(each, judged, watch, condition.kind == Condition::Kind::kNot ? !helps : helps);
    };
    const Watch::Leaf& leaf = watch.leaves[watch.leaf_of.at(&condition)];
    switch (condition.kind) {
      case Condition::Kind::kDone:
        return done(leaf, judged, watch, helps);
      case Condition::Kind::kReached:
        return reached(condition, leaf, helps);
      case Condition::Kind::kJudged: {
        const std::uint32_t answer = at(leaf.slot);
        if (condition.answer == Condition::Answer::kAny) return answer != kUnanswered;
        const bool is =
            answer == kUnanswered ? law_.asks().at(condition.ask).default_answer : answer == kYes;
        return is == (condition.answer == Condition::Answer::kYes);
      }
      case Condition::Kind::kVerdict: {
        const auto other = layout_.verdicts.find(condition.norm);
        if (other == layout_.verdicts.end() || condition.is == "lapsed" ||
            is_duty(layout_.watches[other->second]))
          return settle(std::nullopt, helps, "verdict " + condition.norm);
        const std::uint32_t said = at(layout_.watches[other->second].used);
        return condition.is == "violated" ? (said & 2U) != 0 : (said & 3U) == 1;
      }
      case Condition::Kind::kGiven:
        return holds(condition.that, judged, judged, watch, helps);
      case Condition::Kind::kAll:
        return std::all_of(condition.inner.begin(), condition.inner.end(), inner);
      case Condition::Kind::kAny:
        return std::any_of(condition.inner.begin(), condition.inner.end(), inner);
      case Condition::Kind::kNot:
        return !std::all_of(condition.inner.begin(), condition.inner.end(), inner);
    }
    LAGRUM_CHECK(false);
  }

  bool all_hold(const std::vector<Condition>& conditions, const Act* judged, const Watch& watch,
                bool helps) {
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
      return holds(condition, judged, watch, helps);
    });
  }

  bool is_duty(const Watch& watch) const {
    return std::holds_alternative<law::Respond>(law_.norms()[watch.norm].content);
  }

  bool done(const Watch::Leaf& leaf, const Act* judged, const Watch& watch, bool helps) {
    const Kept& kept = kept_[at(leaf.slot)];
    if (!leaf.condition->after.empty() && !kept.after_seen) return false;
    if (!leaf.condition->within.empty() && !any_started(leaf.condition->within)) return false;
    for (const Context& attributes : kept.acts) {
      if (!leaf.late) return true;
      Act act;
      act.attributes = attributes;
      if (holds(leaf.condition->when, &act, judged, watch, helps)) return true;
    }
    if (!kept.elsewhere) return false;
    return settle(std::nullopt, helps, "done " + comma_list(leaf.condition->acts.names()));
  }

  bool any_started(const std::string& name) {
    return any_clock(name, [](std::uint32_t phase) { return phase != kNotStarted; });
  }
  template <class Test>
  bool any_clock(const std::string& name, Test&& test) {
    const std::vector<std::size_t>& named = law_.clocks_named(name);
    return std::any_of(named.begin(), named.end(), [&](std::size_t index) {
      const auto slot = layout_.clock_slots.find(index);
      return slot != layout_.clock_slots.end() && exists(index) && test(at(slot->second));
    });
  }

  /// True where the clock has an instance that nothing shuts out.
  // NOLINTNEXTLINE(misc-no-recursion): at most kClockChainMax deep
  bool exists(std::size_t index) {
    const law::ClockDecl& clock = law_.clocks()[index];
    const auto slot = layout_.clock_slots.find(index);
    if (slot == layout_.clock_slots.end() || at(slot->second) == kNoInstance) return false;
    if (!applies(clock.that, nullptr, nullptr, layout_.watches.front())) return false;
    const std::vector<std::size_t>& stronger = law_.clock_overriders(index);
    return std::none_of(stronger.begin(), stronger.end(), [&](std::size_t other) {
      const auto its = layout_.clock_slots.find(other);
      const auto apart = layout_.apart.find({index, other});
      const bool another =
          apart != layout_.apart.end() && at(apart->second) != 0;  // of another decision
      return its != layout_.clock_slots.end() && !another && at(its->second) != kNotStarted &&
             exists(other);
    });
  }

  bool reached(const Condition& condition, const Watch::Leaf& leaf, bool helps) {
    if (condition.clock.empty()) {
      if (condition.date_act == "act")
        return settle(std::nullopt, helps, "act." + condition.date_attribute);
      return at(leaf.slot) == kPast;
    }
    const auto is = [](std::uint32_t phase) { return phase == kReached; };
    const bool own = condition.every ? !any_clock(condition.clock, std::not_fn(is))
                                     : any_clock(condition.clock, is);
    const bool decides = own != condition.every || condition.of.empty() || at(leaf.slot) == 0;
    return decides ? own : settle(std::nullopt, helps, "reached " + condition.clock);
  }

  bool excepted(const Act* judged, const Watch& watch) {
    const Norm& norm = law_.norms()[watch.norm];
    return std::any_of(norm.unless.begin(), norm.unless.end(), [&](const law::Clause& clause) {
      const bool left_out = layout_.aim.lifting == Lifting::kNone && !clause.conditions.empty() &&
                            !watch.leaf_of.contains(&clause.conditions.front());
      if (left_out) return false;
      return holds(clause.that, judged, judged, watch, true) &&
             all_hold(clause.conditions, judged, watch, true);
    });
  }

  bool in_scope(const Act* judged, const Watch& watch) {
    const Norm& norm = law_.norms()[watch.norm];
    if (!layout_.in_force(norm)) return false;
    return !norm.where || (applies(norm.where->that, judged, judged, watch) &&
                           all_apply(norm.where->conditions, judged, watch));
  }
  bool all_apply(const std::vector<Condition>& conditions, const Act* judged, const Watch& watch) {
    return all_hold(conditions, judged, watch, false);
  }

  /// True where a norm that goes before this one speaks; a permit, or one that replaces it.
  // NOLINTNEXTLINE(misc-no-recursion): overrides come to an end, no ring of them is loaded
  bool overridden(const Act& act, const Watch& general) {
    for (const std::size_t place : general.overriders) {
      const Watch& watch = layout_.watches[place];
      const Norm& special = law_.norms()[watch.norm];
      if (const auto* permit = std::get_if<law::Permit>(&special.content)) {
        if (!permit->acts.contains(act.type) || at(watch.status) != kOpen) continue;
        if (!applies(permit->when, &act, &act, watch)) continue;
      } else if (std::holds_alternative<law::Deem>(special.content)) {
        continue;
      }
      if (in_scope(&act, watch) && !excepted(&act, watch) && !overridden(act, watch)) return true;
    }
    return false;
  }

  /// True where the act lacks a field that it must have.
  bool lacks_field(const std::vector<law::Field>& fields, const Act& act, const Watch& watch) {
    for (const law::Field& field : fields) {
      if (!applies(field.when, &act, &act, watch)) continue;
      const Value value = law::attribute(act, field.name);
      if (field.is.empty()) {
        if (law::is_blank(value)) return true;
        continue;
      }
      const Value wanted = field.is.evaluate(frame(&act, &act, watch));
      const bool unknown = value.erased() != nullptr || wanted.is_null();
      if (!settle(unknown ? std::nullopt : std::optional(value == wanted), true,
                  field.name + " = " + field.is.text()))
        return true;
    }
    return false;
  }

  /// What the norm of a watch says of an act: nothing where it does not speak.
  std::optional<bool> judge(const Act& act, const Watch& watch) {
    const Norm& norm = law_.norms()[watch.norm];
    const bool judges = !std::holds_alternative<law::Respond>(norm.content) &&
                        !std::holds_alternative<law::Deem>(norm.content) &&
                        !std::holds_alternative<law::Permit>(norm.content) &&
                        !std::holds_alternative<law::Disapply>(norm.content);
    if (!judges || !acts_of(norm).contains(act.type) || at(watch.status) != kOpen)
      return std::nullopt;
    if (!counts(act, watch)) return std::nullopt;
    if (!applies(when_of(norm), &act, &act, watch)) return std::nullopt;
    if (!in_scope(&act, watch) || excepted(&act, watch)) return std::nullopt;
    bool violated = false;
    if (const auto* forbid = std::get_if<law::Forbid>(&norm.content)) {
      violated = forbid->until.empty() || !all_hold(forbid->until, &act, watch, true);
    } else if (const auto* contain = std::get_if<law::Contain>(&norm.content)) {
      violated = lacks_field(contain->fields, act, watch);
    } else if (const auto* power = std::get_if<law::Power>(&norm.content)) {
      violated = !all_hold(power->conditions, &act, watch, true) ||
                 (power->max && used_by(act, watch) >= *power->max);
    }
    return violated;
  }

  /// False for an act of the engine's in this matter, for this party, of which nothing is the
  /// cause.
  bool has_cause(const Act& act) {
    const auto effect = layout_.effects.find(act.type.str());
    return effect == layout_.effects.end() || !in_matter(act) || !of_party(act) ||
           at(effect->second) != 0;
  }
  void note_causes(const Act& act) {
    if (layout_.effects.empty() || !in_matter(act) || !of_party(act)) return;
    for (std::size_t index : law_.index(act.type).deems) {
      const auto& deem = std::get<law::Deem>(law_.norms()[index].content);
      const auto effect = layout_.effects.find(deem.act);
      if (effect == layout_.effects.end() || !layout_.in_force(law_.norms()[index])) continue;
      const bool may =
          deem.when.empty() || deem.when.judge(frame(&act, &act, layout_.watches.front())) != false;
      if (may) at(effect->second) = 1;
    }
  }

  void take(const Act& act) {
    said_.impossible = said_.impossible || (!act.by_norm.empty() && !has_cause(act));
    for (const auto& [id, place] : layout_.verdicts) {
      const Watch& watch = layout_.watches[place];
      const bool open = at(watch.status) == kOpen;
      if (!open && act_opens(act, watch)) continue;
      const std::optional<bool> violated = judge(act, watch);
      if (violated) at(watch.used) |= *violated ? 3U : 1U;
    }
    const Watch& own = layout_.watches.front();
    bool is_void = false;
    if (const std::optional<bool> violated = judge(act, own)) {
      said_.judged = true;
      is_void = *violated && voids(law_.norms()[own.norm]);
      if (*violated && !overridden(act, own)) {
        said_.violated = true;
        if (said_.act.empty()) said_.act = act.type.str();
      }
    }
    if (is_void || (may_be_void(act) && chooser_->yes())) return;
    count_use(act, own);
    note_causes(act);
    take_duty(act);
    for (const Watch& watch : layout_.watches) note(act, watch);
    took_.clear();
    note_others(act);
    for (const auto& [index, slot] : layout_.clock_slots) move_clock(act, index, slot);
    note_orders();
    for (const auto& [pair, slot] : layout_.apart) {
      const bool weaker = took_.contains(pair.first);
      const bool stronger = took_.contains(pair.second);
      if (weaker || stronger) at(slot) = weaker && stronger ? 0 : 1;
    }
    set_days(act);
    for (std::size_t i = 0; i < layout_.watches.size(); ++i) open(act, layout_.watches[i], i != 0);
  }

  static bool voids(const Norm& norm) {
    if (norm.mode != law::Mode::kWarn && norm.mode != law::Mode::kEnforce) return false;
    const auto* forbid = std::get_if<law::Forbid>(&norm.content);
    const auto* power = std::get_if<law::Power>(&norm.content);
    return (forbid != nullptr && forbid->invalid == law::Invalid::kVoid) ||
           (power != nullptr && power->invalid == law::Invalid::kVoid);
  }

  static bool blocks(const Norm& norm) {
    return std::visit(
        [](const auto& content) {
          if constexpr (requires { content.guarantee; })
            return content.guarantee == law::Guarantee::kBlock;
          else
            return false;
        },
        norm.content);
  }

  /// True where another norm may take the act its effect. An act that is refused is not done.
  bool may_be_void(const Act& act) const {
    const std::vector<std::size_t>& judges = law_.index(act.type).judged_by;
    return std::any_of(judges.begin(), judges.end(), [&](std::size_t index) {
      const Norm& norm = law_.norms()[index];
      return index != layout_.watches.front().norm && layout_.in_force(norm) && voids(norm) &&
             !(norm.mode == law::Mode::kEnforce && blocks(norm));
    });
  }

  /// How often a power was used by this party, by the others, and by acts that name none; ten bits
  /// each.
  static constexpr std::uint32_t kUses = 1U << 10U;
  static std::uint32_t kind_of_party(const Act& act) {
    if (act.party.empty()) return 2;
    return act.party.str() == kParty ? 0 : 1;
  }
  std::uint32_t used_by(const Act& act, const Watch& watch) {
    const std::uint32_t used = at(watch.used);
    const std::uint32_t ours = used % kUses;
    const std::uint32_t others = used / kUses % kUses;
    const std::uint32_t nobodys = used / kUses / kUses;
    const std::array<std::uint32_t, 3> all = {ours + nobodys, others + nobodys,
                                              ours + others + nobodys};
    return all[kind_of_party(act)];
  }
  void count_use(const Act& act, const Watch& watch) {
    const auto* power = std::get_if<law::Power>(&law_.norms()[watch.norm].content);
    if (power == nullptr || !power->max || !power->acts.contains(act.type) || !in_matter(act))
      return;
    if (used_by(act, watch) > *power->max) return;  // more tells nothing
    if (!applies(power->when, &act, &act, watch)) return;
    constexpr std::array<std::uint32_t, 3> kOne = {1U, kUses, kUses * kUses};
    at(watch.used) += kOne[kind_of_party(act)];
  }

  // ---- what is kept of acts

  void note(const Act& act, const Watch& watch) {
    for (const Watch::Leaf& leaf : watch.leaves) {
      const Condition::Kind kind = leaf.condition->kind;
      if (kind == Condition::Kind::kDone) forget_followed(act, leaf);
      if (kind == Condition::Kind::kDone) note_elsewhere(act, watch, leaf);
      if (kind == Condition::Kind::kReached && leaf.condition->of.contains(act.type) &&
          law::decided_matter(act) != layout_.aim.matter && counts_for_party(act, watch))
        at(leaf.slot) = 1;
      if (!counts(act, watch)) continue;
      if (kind == Condition::Kind::kDone) note_done(act, watch, leaf);
      if (kind == Condition::Kind::kJudged) note_answer(act, leaf);
    }
  }

  /// What is done in a matter that is not looked at may count too, where `of` widens the condition
  /// to any.
  void note_elsewhere(const Act& act, const Watch& watch, const Watch::Leaf& leaf) {
    if (leaf.condition->of.empty() || !leaf.condition->acts.contains(act.type)) return;
    if (in_matter(act) || !counts_for_party(act, watch)) return;
    Kept kept = kept_[at(leaf.slot)];
    kept.elsewhere = true;
    at(leaf.slot) = kept_.number_of(kept);
  }

  /// Acts that are now followed by one of `without`, of their own party or of none.
  void forget_followed(const Act& act, const Watch::Leaf& leaf) {
    const Condition& condition = *leaf.condition;
    if (condition.without.empty() || !condition.without.contains(act.type) || !in_matter(act))
      return;
    Kept kept = kept_[at(leaf.slot)];
    std::erase_if(kept.acts, [&](const Context& other) {
      const Value* party = other.find("party");
      if (!condition.without_when.empty() && !chooser_->yes()) return false;
      return act.party.empty() || party == nullptr || party->string() == nullptr ||
             *party->string() == act.party.str();
    });
    at(leaf.slot) = kept_.number_of(kept);
  }

  void note_done(const Act& act, const Watch& watch, const Watch::Leaf& leaf) {
    const Condition& condition = *leaf.condition;
    Kept kept = kept_[at(leaf.slot)];
    if (!condition.after.empty() && condition.after.contains(act.type)) {
      kept.after_seen = true;
      kept.before_seen = false;
      kept.acts.clear();
    }
    const bool from_here = condition.after.empty() || kept.after_seen;
    if (from_here && !condition.before.empty() && condition.before.contains(act.type))
      kept.before_seen = true;
    const bool looked_for = condition.acts.contains(act.type) && from_here && !kept.before_seen &&
                            (condition.within.empty() || inside(condition.within));
    if (looked_for && (leaf.late || holds(condition.when, &act, nullptr, watch, leaf.helps))) {
      Context attributes;
      for (const std::string& name : leaf.kept) attributes.set(name, law::attribute(act, name));
      if (!condition.without.empty())
        attributes.set("party", act.party.empty() ? Value() : Value(act.party.str()));
      const std::string key = context_key(attributes);
      const bool known = std::any_of(kept.acts.begin(), kept.acts.end(), [&](const Context& other) {
        return context_key(other) == key;
      });
      if (!known) kept.acts.push_back(std::move(attributes));
    }
    at(leaf.slot) = kept_.number_of(kept);
  }

  /// Whether what is done now is done within a clock; one that starts later may start this very
  /// day.
  bool inside(const std::string& clock) {
    if (any_clock(clock, [](std::uint32_t phase) { return phase == kReached; })) return false;
    return any_started(clock) || chooser_->yes();
  }

  /// A clock begins anew: what was done before that day was not done within it.
  void forget_outside(std::size_t clock) {
    for (const Watch& watch : layout_.watches) {
      for (const Watch::Leaf& leaf : watch.leaves) {
        if (leaf.condition->kind != Condition::Kind::kDone || leaf.condition->within.empty() ||
            !contains_index(law_.clocks_named(leaf.condition->within), clock))
          continue;
        Kept kept = kept_[at(leaf.slot)];
        if (kept.acts.empty() || chooser_->yes()) continue;
        kept.acts.clear();
        at(leaf.slot) = kept_.number_of(kept);
      }
    }
  }

  void note_answer(const Act& act, const Watch::Leaf& leaf) {
    if (layout_.recording == nullptr || act.type != layout_.recording->type) return;
    const Value asked = law::attribute(act, "ask");
    const bool may = asked.erased() != nullptr && chooser_->yes();
    const bool is = asked.string() != nullptr && *asked.string() == leaf.condition->ask;
    if (!is && !may) return;
    const Value answer = law::attribute(act, "answer");
    if (answer.is_null()) return;
    const bool yes = answer.boolean() != nullptr ? *answer.boolean() : chooser_->yes();
    at(leaf.slot) = yes ? kYes : kNo;
  }

  /// What is asked about the next act of a kind begins anew with it.
  void end_command(const std::vector<Act>& acts) {
    for (const Watch& watch : layout_.watches) {
      for (const Watch::Leaf& leaf : watch.leaves) {
        if (leaf.condition->kind != Condition::Kind::kJudged) continue;
        const law::Ask& ask = law_.asks().at(leaf.condition->ask);
        const bool anew =
            ask.per.anchored() && std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
              return ask.per.acts.contains(act.type) && counts(act, watch);
            });
        if (anew) at(leaf.slot) = kUnanswered;
      }
    }
  }

  /// Days that the act which opens an instance has fixed.
  void set_days_of_trigger(const Act& act, const Watch& watch) {
    for (const AwaitedDay& day : layout_.days) {
      if (day.of_trigger == &law_.norms()[watch.norm])
        at(day.slot) = law::attribute(act, day.attribute).is_null() ? kUnset : kAhead;
    }
  }

  void set_days(const Act& act) {
    for (const AwaitedDay& day : layout_.days) {
      if (day.of_trigger != nullptr || day.act != act.type.str() ||
          !counts(act, layout_.watches.front()))
        continue;
      at(day.slot) = law::attribute(act, day.attribute).is_null() ? kUnset : kAhead;
    }
  }

  // ---- opening

  bool act_opens(const Act& act, const Watch& watch) {
    if (watch.opens.empty() || !watch.opens.contains(act.type)) return false;
    const Norm& norm = law_.norms()[watch.norm];
    const bool by_decision = !norm.per.group.empty();
    if ((norm.per.party || (norm.per.anchored() && !by_decision)) && !of_party(act)) return false;
    const std::string& matter = by_decision ? law::decided_matter(act) : act.regarding;
    if (matter == layout_.aim.matter) return true;
    // a duty belongs to the matter of its trigger alone
    return law_.regards_case(act.type) && !std::holds_alternative<law::Respond>(norm.content);
  }

  /// What counts only from here on is forgotten: at the trigger of a duty not what its conditions
  /// look at, and with the act that a duty hangs on what its exceptions look at too.
  void reset(const Watch& watch, bool with_excuses = true) {
    for (const Watch::Leaf& leaf : watch.leaves) {
      if (leaf.scope || (leaf.excuse && !with_excuses)) continue;
      if (leaf.condition->kind == Condition::Kind::kDone) at(leaf.slot) = kept_.number_of(Kept{});
      if (leaf.condition->kind == Condition::Kind::kJudged) at(leaf.slot) = kUnanswered;
    }
  }

  void keep_trigger(const Act& act, const Watch& watch) {
    Context kept;
    const Norm& norm = law_.norms()[watch.norm];
    if (norm.per.anchored() && norm.per.group.empty() && !act.party.empty())
      kept.set(kOwner, Value(act.party.str()));
    for (const std::string& name : watch.trigger_reads) kept.set(name, law::attribute(act, name));
    set_days_of_trigger(act, watch);
    at(watch.trigger) = triggers_.number_of(kept);
  }

  void open(const Act& act, const Watch& watch, bool always) {
    const Norm& norm = law_.norms()[watch.norm];
    const bool is_duty = std::holds_alternative<law::Respond>(norm.content);
    if (is_duty && !always) return;  // take_duty opens it
    if (close_ended(act, watch)) return;
    if (!act_opens(act, watch)) return;
    if (!always && at(watch.status) == kOpen && !chooser_->yes()) return;
    if (!always && at(watch.status) == kWaiting && !chooser_->yes()) return;
    if (!always && at(watch.status) == kClosed) return;
    if (watch.opens_when != nullptr && !watch.opens_when->empty() &&
        !applies(*watch.opens_when, &act, &act, watch))
      return;
    at(watch.status) = kOpen;
    keep_trigger(act, watch);
    const bool counts_from_here = norm.per.anchored() || !watch.opens.empty();
    if (counts_from_here) reset(watch);
    if (always) at(watch.used) = 0;
  }

  bool close_ended(const Act& act, const Watch& watch) {
    const Norm& norm = law_.norms()[watch.norm];
    if (at(watch.status) != kOpen || !norm.per.anchored()) return false;
    for (const std::string& anchor : norm.per.acts.names()) {
      const law::ActDecl* declared = law_.act(ActType(anchor));
      if (declared == nullptr || declared->ended_by.empty()) continue;
      if (!declared->ended_by.contains(act.type) || !counts(act, watch)) continue;
      at(watch.status) = kClosed;
      return true;
    }
    return false;
  }

  // ---- duties

  bool is_owed(const Watch& watch) const {
    return state_[watch.status] == kOpen || state_[watch.status] == kOverdue;
  }

  bool opens_duty(const Act& act, const Watch& watch, const law::Respond& respond) {
    return act_opens(act, watch) && applies(respond.when, &act, &act, watch) &&
           in_scope(&act, watch) && !overridden(act, watch);
  }

  /// Of duties of which one act answers one, those that were opened after the chosen one and are
  /// still owed: whose, two bits for each, the latest last.
  static std::uint32_t owner_bits(const Act& act) {
    if (act.party.empty()) return 1;
    return act.party.str() == kParty ? 2 : 3;
  }

  void note_later(const Act& act, const Watch& watch, const law::Respond& respond) {
    const Norm& norm = law_.norms()[watch.norm];
    const bool opens = norm.per.anchored() && norm.per.acts.contains(act.type) &&
                       respond.to.contains(act.type) && in_matter(act) &&
                       applies(respond.when, &act, &act, watch) && in_scope(&act, watch) &&
                       !overridden(act, watch);
    const bool full = (at(watch.used) >> 2 * (kLaterMax - 1)) != 0;
    if (opens && !full) at(watch.used) = at(watch.used) << 2 | owner_bits(act);
  }

  /// True where the latest of them that the act can answer takes it.
  bool take_later(const Act& act, const Watch& watch) {
    const std::uint32_t own = owner_bits(act);
    for (std::uint32_t i = 0; i < kLaterMax; ++i) {
      const std::uint32_t owner = at(watch.used) >> 2 * i & 3U;
      if (owner == 0) return false;
      if (own != 1 && owner != 1 && owner != own) continue;
      const std::uint32_t later = at(watch.used) & ((1U << 2 * i) - 1);
      at(watch.used) = at(watch.used) >> 2 * (i + 1) << 2 * i | later;
      return true;
    }
    return false;
  }

  void take_duty(const Act& act) {
    const Watch& watch = layout_.watches.front();
    const Norm& norm = law_.norms()[watch.norm];
    const auto* respond = std::get_if<law::Respond>(&norm.content);
    if (respond == nullptr) return;
    if (is_owed(watch)) {
      const bool in_its_matter = in_matter_of_answers(act, *respond);
      const bool counted = counts_for_party(act, watch) && in_its_matter;
      const bool in_time = at(watch.status) == kOpen || respond->persist;
      const bool meets = respond->with.contains(act.type) && (counted || respond->single) &&
                         in_its_matter && in_time && !lacks_field(respond->fields, act, watch);
      const bool taken = meets && take_later(act, watch);
      if (meets && counted && !taken) {
        said_.judged = true;
        at(watch.status) = kFulfilled;
      } else if (counted && !taken && respond->lapses.contains(act.type)) {
        at(watch.status) = kClosed;
      }
      if (!is_owed(watch)) at(watch.used) = 0;
    }
    if (respond->single && is_owed(watch)) note_later(act, watch, *respond);
    if (at(watch.status) == kWaiting && norm.per.anchored() && norm.per.acts.contains(act.type) &&
        !respond->to.contains(act.type) && in_matter(act) && chooser_->yes())
      reset(watch);  // it is this act that the duty will hang on
    if (at(watch.status) != kWaiting || !opens_duty(act, watch, *respond)) return;
    if (!chooser_->yes()) return;  // it is another one that is looked at
    at(watch.status) = kOpen;
    said_.judged = true;
    keep_trigger(act, watch);
    reset(watch, norm.per.anchored() && norm.per.acts.contains(act.type));
    if (respond->within.empty()) return;
    for (const std::size_t clock : law_.clocks_named(respond->within)) {
      const auto slot =
          layout_.clock_slots.find(clock);  // its time may be over: the first start counts
      if (slot != layout_.clock_slots.end() && at(slot->second) == kReached && exists(clock))
        expire(clock);
    }
  }

  void expire(std::size_t clock) {
    const Watch& watch = layout_.watches.front();
    const Norm& norm = law_.norms()[watch.norm];
    const auto* respond = std::get_if<law::Respond>(&norm.content);
    if (respond == nullptr || at(watch.status) != kOpen) return;
    const bool outer = contains_index(law_.clocks_named(respond->outer), clock);
    if (!outer && !contains_index(law_.clocks_named(respond->within), clock)) return;
    if (!outer && excepted(nullptr, watch)) return;
    at(watch.status) = kOverdue;
    said_.judged = true;
    said_.violated = true;
    said_.act = "clock.expired." + law_.clocks()[clock].id;
  }

  // ---- clocks

  bool starts(const law::ClockStart& start, const Act& act) {
    if (!start.acts.contains(act.type)) return false;
    if (!start.on.empty() && law::attribute(act, start.on).is_null()) return false;
    return applies(start.when, &act, &act, layout_.watches.front());
  }

  /// Whether the act counts in the matter that is looked at, for a clock.
  bool in_matter_of(const law::ClockDecl& clock, const Act& act) const {
    const bool decides = !clock.per.group.empty() && clock.per.acts.contains(act.type);
    const std::string& matter = decides ? law::decided_matter(act) : act.regarding;
    return matter == layout_.aim.matter || law_.regards_case(act.type);
  }

  /// Instances of clocks that are not looked at: of another party, in another matter, after a
  /// second act of those that each has one, or that follow such a clock.
  void note_others(const Act& act) {
    for (const auto& [index, slot] : layout_.others) {
      const law::ClockDecl& clock = law_.clocks()[index];
      if (!clock.after.empty()) continue;
      const bool anchors = clock.per.anchored() && clock.per.acts.contains(act.type);
      const bool begins =
          anchors || (!clock.per.anchored() &&
                      std::ranges::any_of(clock.starts, [&](const law::ClockStart& start) {
                        return start.acts.contains(act.type);
                      }));
      if (!begins) continue;
      const bool of_other = (clock.per.party && !of_party(act)) || !in_matter_of(clock, act);
      if (of_other || (anchors && at(layout_.clock_slots.at(index)) != kNoInstance)) at(slot) = 1;
    }
    for (const auto& [index, slot] : layout_.others) {
      const std::vector<std::size_t>& leaders = law_.clocks_named(law_.clocks()[index].after);
      if (std::ranges::any_of(leaders, [&](std::size_t leader) {
            const auto other = layout_.others.find(leader);
            return other != layout_.others.end() && at(other->second) != 0;
          }))
        at(slot) = 1;
    }
  }

  /// The act ends what the clock hangs on: it is gone.
  bool ends(const law::ClockDecl& clock, const Act& act) const {
    return std::ranges::any_of(clock.per.acts.names(), [&](const std::string& anchor) {
      const law::ActDecl* declared = law_.act(ActType(anchor));
      return declared != nullptr && !declared->ended_by.empty() &&
             declared->ended_by.contains(act.type);
    });
  }

  /// The act lengthens the clock, or would if it is allowed.
  bool lengthens(const law::ClockDecl& clock, const Act& act) const {
    if (!clock.extend) return false;
    return std::ranges::any_of(law_.versions(clock.extend->under), [&](std::size_t power) {
      return acts_of(law_.norms()[power]).contains(act.type);
    });
  }

  void move_clock(const Act& act, std::size_t index, std::uint32_t slot) {
    const law::ClockDecl& clock = law_.clocks()[index];
    if (!clock.after.empty()) {
      follow(clock, slot);
      return;
    }
    if (clock.per.party && !of_party(act)) return;
    if (!in_matter_of(clock, act)) return;
    if (at(slot) != kNoInstance && ends(clock, act)) at(slot) = kNoInstance;
    if (at(slot) == kReached && lengthens(clock, act) && chooser_->yes()) at(slot) = kRunning;
    if (clock.per.anchored() && clock.per.acts.contains(act.type)) {
      if (at(slot) == kNoInstance || chooser_->yes()) {
        at(slot) = kNotStarted;
        took_.insert(index);
      }
    }
    if (at(slot) == kNoInstance) return;
    if (at(slot) == kNotStarted) {
      const bool begins =
          std::any_of(clock.starts.begin(), clock.starts.end(),
                      [&](const law::ClockStart& start) { return starts(start, act); });
      if (begins) at(slot) = kRunning;
      if (begins) begun_[index] = true;
      return;
    }
    if (at(slot) == kRunning && !clock.voids.empty() && clock.voids.contains(act.type)) {
      at(slot) = kVoid;
      return;
    }
    for (const law::ClockDecl::Suspend& suspend : clock.suspends) {
      if (at(slot) == kRunning && suspend.from.contains(act.type))
        at(slot) = kSuspended;
      else if (at(slot) == kSuspended && suspend.until.contains(act.type))
        at(slot) = kRunning;
    }
    for (const law::ClockDecl::Restart& restart : clock.restarts) {
      if (!starts(restart.start, act)) continue;
      if (at(slot) == kReached && !restart.always) continue;
      // Whether its conditions hold is left open: a running clock stays running.
      if (at(slot) != kRunning && !restart.conditions.empty() && !chooser_->yes()) continue;
      at(slot) = kRunning;
      begun_[index] = restart.conditions.empty();
      forget_outside(index);
      const bool renews = restart.fresh && clock.extend &&
                          clock.extend->under == law_.norms()[layout_.watches.front().norm].id;
      if (renews && (restart.conditions.empty() || chooser_->yes()))
        at(layout_.watches.front().used) = 0;
    }
  }

  /// True where a clock that began no later than this one, and ends before it, still runs.
  bool comes_too_soon(std::span<const std::uint32_t> state, std::size_t clock) const {
    return std::any_of(layout_.orders.begin(), layout_.orders.end(), [&](const auto& each) {
      return each.first.late == clock && state[each.second] != 0 &&
             state[layout_.clock_slots.at(each.first.early)] == kRunning;
    });
  }

  /// After an act: the clocks in `begun_` began by its command, or began anew.
  void note_orders() {
    for (const auto& [order, slot] : layout_.orders) {
      const auto late = begun_.find(order.late);
      const bool early_runs = at(layout_.clock_slots.at(order.early)) == kRunning;
      if (late != begun_.end())
        at(slot) = early_runs && (late->second || at(slot) != 0) ? 1 : 0;
      else if (begun_.contains(order.early))
        at(slot) = 0;
    }
  }

  /// A clock that comes after others counts from their last days: it has started where they have,
  /// and the one that is least far decides.
  void follow(const law::ClockDecl& clock, std::uint32_t slot) {
    std::uint32_t least = kNoInstance;
    layout_.any_slot(clock.after, [&](std::uint32_t leader) {
      const std::uint32_t phase = at(leader);
      if (phase != kNoInstance) least = std::min(least, as_followed(clock, phase));
      return false;
    });
    const bool stays = least == kReached && at(slot) == kReached;
    at(slot) = least == kReached && !stays ? kRunning : least;
  }

  /// How far one that is followed is; of those that stand, one that may go on by itself runs.
  std::uint32_t as_followed(const law::ClockDecl& follower, std::uint32_t phase) const {
    const std::vector<std::size_t>& leaders = law_.clocks_named(follower.after);
    if (std::ranges::any_of(
            leaders, [&](std::size_t leader) { return layout_.goes_on_by_itself(leader, phase); }))
      return kRunning;
    return phase == kVoid || phase == kSuspended ? std::uint32_t{kNotStarted} : phase;
  }

  const law::Law& law_;
  const Layout layout_;
  Pool<Kept, kept_key> kept_;
  Pool<Context, context_key> triggers_;

  // of the command that is taken
  std::span<std::uint32_t> state_;
  Chooser* chooser_ = nullptr;
  Said said_;
  Value case_data_;
  Value party_data_;
  Act trigger_act_;
  std::set<std::size_t> took_;  // clocks that begin to hang on the act that is taken
  /// Clocks that begin by the command, or begin anew; false where only perhaps.
  std::map<std::size_t, bool> begun_;
};

namespace {

/// What both look at. A field that one only wants to be there and the other reads is read.
void join(View& view, const View& other) {
  for (const std::string& field : other.fields)
    if (!view.attributes.contains(field)) view.fields.insert(field);
  std::erase_if(view.fields, [&](const std::string& field) {
    return other.attributes.contains(field) && !other.fields.contains(field);
  });
  for (const auto& [name, values] : other.values) {
    std::vector<Value>& all = view.values[name];
    for (const Value& value : values)
      if (std::find(all.begin(), all.end(), value) == all.end()) all.push_back(value);
  }
  view.people = std::max(view.people, other.people);
  for (const auto which :
       {&View::acts, &View::told, &View::attributes, &View::facts, &View::open, &View::effects})
    (view.*which).insert((other.*which).begin(), (other.*which).end());
}

}  // namespace

Observer::Observer(const law::Law& law, std::size_t norm, const Aim& aim,
                   const std::vector<std::size_t>& beside) {
  parts_.push_back({std::make_unique<Impl>(law, norm, aim), 0});
  Aim lenient = aim;
  lenient.in_good_faith = true;
  lenient.lifting = Lifting::kAll;
  for (const std::size_t other : beside)
    parts_.push_back({std::make_unique<Impl>(law, other, lenient), 0});
  view_ = parts_.front().impl->view();
  for (Part& part : parts_) {
    part.first = width_;
    width_ += part.impl->width();
    if (part.first != 0) join(view_, part.impl->view());
  }
}
Observer::~Observer() = default;

Observer::State Observer::initial() const {
  State all;
  for (const Part& part : parts_)
    all.insert(all.end(), part.impl->initial().begin(), part.impl->initial().end());
  return all;
}

/// What the norm says by `visit(part)`, and whether those beside it refuse.
template <class Visit>
Said Observer::of_parts(Visit&& visit) {
  Said own = visit(parts_.front());
  for (std::size_t i = 1; i < parts_.size(); ++i)
    own.refused = visit(parts_[i]).violated || own.refused;
  return own;
}

Said Observer::take(std::span<std::uint32_t> state, const std::vector<Act>& acts,
                    const law::Facts& facts, Chooser& chooser) {
  return of_parts([&](const Part& part) {
    const auto own = state.subspan(part.first, part.impl->width());
    return part.impl->take(own, acts, facts, chooser);
  });
}

std::vector<Move> Observer::awaited(std::span<const std::uint32_t> state) const {
  std::vector<Move> all;
  for (const Part& part : parts_) {
    for (Move& move : part.impl->awaited(state.subspan(part.first, part.impl->width()))) {
      move.place += static_cast<std::uint32_t>(part.first);
      all.push_back(std::move(move));
    }
  }
  return all;
}

bool Observer::ties(const std::string& event) const { return parts_.front().impl->ties(event); }

Said Observer::reach(std::span<std::uint32_t> state, const Move& move, const law::Facts& facts,
                     Chooser& chooser) {
  return of_parts([&](const Part& part) {
    const auto own = state.subspan(part.first, part.impl->width());
    for (Move& each : part.impl->awaited(own)) {
      const bool is_it = each.place + part.first == move.place;
      // The same day or clock of another may be the same or another.
      if (is_it || (each.event == move.event && chooser.yes()))
        return part.impl->reach(own, each, facts, chooser);
    }
    return Said{};
  });
}

bool Observer::owes(std::span<const std::uint32_t> state) const {
  return parts_.front().impl->owes(state.first(parts_.front().impl->width()));
}
std::vector<ClockAt> Observer::clocks(std::span<const std::uint32_t> state) const {
  return parts_.front().impl->clocks(state.first(parts_.front().impl->width()));
}

}  // namespace lagrum::verify
