#include "verify/layout.h"

#include <set>

#include "base/words.h"
#include "verify/norm_parts.h"

namespace lagrum::verify {
namespace {

using law::Condition;
using law::Formula;
using law::Norm;
using enum Layout::Phase;
using enum Layout::Answered;
using enum Layout::Progress;
using enum Layout::Day;
using Watch = Layout::Watch;
using AwaitedDay = Layout::AwaitedDay;

/// Finds out what a norm needs.
class Maker {
 public:
  explicit Maker(Layout& made) : law_(made.laws), made_(made) {}

  void make(std::size_t norm) {
    made_.recording = law_.act_with(law::ActRole::kJudgement);
    made_.watches.reserve(1 + Layout::kWatchesMax);
    add_watch(norm, false);
    if (made_.aim.lifting == Lifting::kAll) add_overriders(0);
    add_verdicts();
    for (const std::string& clock : made_.aim.heard) hear(clock);
    add_clocks();
    add_renewals();
    add_orders();
    find_view();
  }

 private:
  std::uint32_t new_slot(std::uint32_t value) {
    made_.initial.push_back(value);
    return static_cast<std::uint32_t>(made_.initial.size() - 1);
  }

  /// Norms that go before the one watched there where they speak, and before these in turn.
  // NOLINTNEXTLINE(misc-no-recursion): overrides come to an end, no ring of them is loaded
  void add_overriders(std::size_t place) {
    for (const std::size_t index : law_.overriders(made_.watches[place].norm)) {
      const Norm& special = law_.norms()[index];
      if (special.mode != law::Mode::kWarn && special.mode != law::Mode::kEnforce) continue;
      if (!made_.in_force(special)) continue;
      const std::size_t added = add_watch(index, true);
      made_.watches[place].overriders.push_back(added);
      add_overriders(added);
    }
  }

  /// Answers the place of the watch.
  std::size_t add_watch(std::size_t index, bool is_overrider) {
    const Norm& norm = law_.norms()[index];
    Watch watch;
    watch.norm = index;
    const auto is_left_out = [&](const Condition& condition) {
      return made_.aim.lifting == Lifting::kNone && !is_overrider &&
             std::any_of(norm.unless.begin(), norm.unless.end(), [&](const law::Clause& clause) {
               bool found = false;
               walk(clause.conditions, true,
                    [&](const Condition& each, bool) { found = found || &each == &condition; });
               return found;
             });
    };
    for_each_condition(norm, [&](const Condition& condition, bool helps) {
      if (is_left_out(condition)) return;
      Watch::Leaf leaf{&condition, helps, false, false, false, {}, 0};
      if (std::holds_alternative<law::Respond>(norm.content)) {
        leaf.scope = norm.where && holds_condition(norm.where->conditions, condition);
        leaf.excuse = !leaf.scope;
      }
      switch (condition.kind) {
        case Condition::Kind::kDone: {
          const bool calls = !condition.when.empty() && !condition.when.calls().empty();
          leaf.late = calls || reads_any(condition.when, {"act", "case", "party"}) ||
                      ((leaf.scope || leaf.excuse) && reads_any(condition.when, {"trigger"}));
          if (leaf.late) {
            for (const std::string& path : condition.when.reads())
              if (is_plain(path)) leaf.kept.push_back(first_of(path));
          }
          leaf.slot = new_slot(Layout::kNothing);
          break;
        }
        case Condition::Kind::kJudged:
          leaf.slot = new_slot(kUnanswered);
          break;
        case Condition::Kind::kReached:
          if (condition.clock.empty() && condition.date_act != "act")
            leaf.slot = day_slot(condition, norm);
          else if (!condition.of.empty())
            leaf.slot = new_slot(0);  // 1 where such an act was done in another matter
          break;
        case Condition::Kind::kVerdict:
        case Condition::Kind::kGiven:
        case Condition::Kind::kAll:
        case Condition::Kind::kAny:
        case Condition::Kind::kNot:
          break;
      }
      watch.leaf_of[&condition] = watch.leaves.size();
      watch.leaves.push_back(std::move(leaf));
    });
    for_each_formula(norm, [&](const Formula& formula) {
      for (const std::string& path : formula.reads()) {
        if (!path.starts_with("trigger.")) continue;
        const std::string name = first_of(path.substr(8));
        if (!contains(watch.trigger_reads, name)) watch.trigger_reads.push_back(name);
      }
    });
    if (const auto* forbid = std::get_if<law::Forbid>(&norm.content)) {
      watch.opens = forbid->from;
      watch.opens_when = &forbid->from_when;
    } else if (const auto* contain = std::get_if<law::Contain>(&norm.content)) {
      watch.opens = contain->from;
      watch.opens_when = &contain->from_when;
    } else if (const auto* permit = std::get_if<law::Permit>(&norm.content)) {
      watch.opens = permit->from;
    } else if (const auto* respond = std::get_if<law::Respond>(&norm.content)) {
      watch.opens = respond->to;
      watch.opens_when = &respond->when;
    }
    if (watch.opens.empty() && norm.per.anchored()) watch.opens = norm.per.acts;
    watch.reopens = is_overrider;
    watch.from_start = watch.opens.empty();
    watch.status = new_slot(watch.from_start ? kOpen : kWaiting);
    watch.trigger = new_slot(Layout::kNothing);
    watch.used = new_slot(0);
    made_.watches.push_back(std::move(watch));
    return made_.watches.size() - 1;
  }

  std::uint32_t day_slot(const Condition& condition, const Norm& norm) {
    AwaitedDay day{condition.date_act, condition.date_attribute, nullptr, 0};
    if (condition.date_act == "trigger") {
      const law::ActSet& opening = opening_acts(norm);
      day.of_trigger = &norm;
      day.act = opening.names().size() == 1 ? *opening.names().begin() : std::string("trigger");
    }
    for (const AwaitedDay& known : made_.days) {
      const bool same = known.act == day.act && known.attribute == day.attribute &&
                        known.of_trigger == day.of_trigger;
      if (same) return known.slot;
    }
    day.slot = new_slot(kUnset);
    made_.days.push_back(day);
    return made_.days.back().slot;
  }

  /// Norms whose verdict is asked for: judged on the way, each time its act is done.
  void add_verdicts() {
    std::set<std::string> wanted;
    for (const Watch& watch : made_.watches) {
      for (const Watch::Leaf& leaf : watch.leaves)
        if (leaf.condition->kind == Condition::Kind::kVerdict) wanted.insert(leaf.condition->norm);
    }
    for (const std::string& id : wanted) {
      for (const std::size_t index : law_.versions(id)) {
        if (!made_.in_force(law_.norms()[index]) || made_.watches.size() >= Layout::kWatchesMax)
          continue;
        made_.verdicts[id] = add_watch(index, true);
      }
    }
  }

  /// Whose end is heard, and those whose ends it follows.
  void hear(const std::string& name) {
    if (!heard_.insert(name).second) return;
    for (const std::size_t index : law_.clocks_named(name))
      if (!law_.clocks()[index].after.empty()) hear(law_.clocks()[index].after);
  }

  void want_clock(const std::string& name) {
    for (const std::size_t index : law_.clocks_named(name)) {
      const law::ClockDecl& clock = law_.clocks()[index];
      const bool valid = (!clock.valid_from || *clock.valid_from <= made_.aim.begun) &&
                         (!clock.valid_to || made_.aim.begun <= *clock.valid_to);
      if (!valid || made_.clock_slots.contains(index)) continue;
      if (!clock.after.empty()) want_clock(clock.after);
      const bool by_act = clock.after.empty()
                              ? clock.per.anchored()
                              : !made_.any_slot(clock.after, [this](std::uint32_t slot) {
                                  return made_.initial[slot] != kNoInstance;
                                });
      made_.clock_slots.emplace(index, new_slot(by_act ? kNoInstance : kNotStarted));
      const bool of_many = clock.per.party || clock.per.anchored() || !clock.after.empty();
      if (of_many && (heard_.contains(clock.id) || heard_.contains(clock.group)))
        made_.others.emplace(index, new_slot(0));
      for (const std::size_t special : law_.clock_overriders(index)) {
        want_clock(law_.clocks()[special].id);
        if (clock.per.anchored() && law_.clocks()[special].per.anchored())
          made_.apart[{index, special}] = new_slot(0);
      }
    }
  }

  void add_clocks() {
    for (const Watch& watch : made_.watches) {
      const Norm& norm = law_.norms()[watch.norm];
      for (const Watch::Leaf& leaf : watch.leaves) {
        want_clock(leaf.condition->clock);
        want_clock(leaf.condition->within);
      }
      if (const auto* respond = std::get_if<law::Respond>(&norm.content)) {
        want_clock(respond->within);
        want_clock(respond->outer);
      }
      for_each_formula(norm, [&](const Formula& formula) {
        for (const feel::ExtensionCall& call : formula.calls()) {
          if (static_cast<law::Function>(call.function) == law::Function::kDue &&
              !call.arguments.empty() && call.arguments.front().string() != nullptr)
            want_clock(*call.arguments.front().string());
        }
      });
    }
  }

  /// The clocks under whose fresh starts a power may be used anew.
  void add_renewals() {
    const std::string& norm = law_.norms()[made_.watches.front().norm].id;
    for (const law::ClockDecl& clock : law_.clocks()) {
      const bool renews = std::any_of(clock.restarts.begin(), clock.restarts.end(),
                                      [](const auto& restart) { return restart.fresh; });
      if (renews && clock.extend && clock.extend->under == norm) want_clock(clock.id);
    }
  }

  /// What the calendar says of clocks that are looked at.
  void add_orders() {
    for (const Order& order : made_.aim.orders) {
      if (made_.clock_slots.contains(order.early) && made_.clock_slots.contains(order.late))
        made_.orders.emplace_back(order, new_slot(0));
    }
  }

  void see_acts(const law::ActSet& acts) {
    if (acts.is_any()) {
      for (const auto& [id, act] : law_.vocabulary().acts) made_.view.acts.insert(id);
    } else {
      made_.view.acts.insert(acts.names().begin(), acts.names().end());
    }
  }

  void see_value(const std::string& name, const Value& value) {
    if (value.is_null()) return;
    std::vector<Value>& values = made_.view.values[name];
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }

  void see_formula(const Formula& formula) {
    for (const std::string& path : formula.reads()) {
      std::string name = first_of(path);
      if (!is_plain(path)) {
        name = first_of(path.substr(path.find('.') + 1));
        if (path.starts_with("case.") || path.starts_with("party.")) {
          made_.view.facts.insert(path.substr(0, path.find('.')) + "." + name);
          continue;
        }
      }
      made_.view.attributes.insert(name);
    }
    for (const auto& [name, use] : formula.uses()) {
      for (const Value& constant : use.constants) see_value(name, constant);
      if (!use.compared) made_.view.open.insert(name);
    }
    const bool of_people = formula.reads_attribute("persons") || formula.reads_attribute("actor");
    if (!of_people) return;
    for (const Value& text : formula.texts()) see_value("persons", text);  // whom it may name
  }

  void see_start(const law::ClockStart& start) {
    see_acts(start.acts);
    see_formula(start.when);
    if (!start.on.empty()) made_.view.attributes.insert(start.on);
  }

  void find_view() {
    for (const char* always : {"regarding", "opens", "party"}) made_.view.attributes.insert(always);
    for (const auto& [id, act] : law_.vocabulary().acts) {
      for (const law::AttributeDecl& attribute : act.attributes)
        if (attribute.type == "party") made_.view.attributes.insert(attribute.name);
    }
    for (const Watch& watch : made_.watches) {
      const Norm& norm = law_.norms()[watch.norm];
      const auto* power = std::get_if<law::Power>(&norm.content);
      const bool is_own = &watch == &made_.watches.front();
      if (!is_own || (power != nullptr && power->max)) see_acts(acts_of(norm));
      see_acts(watch.opens);
      see_acts(norm.per.acts);
      for (const std::string& anchor : norm.per.acts.names()) {
        if (const law::ActDecl* declared = law_.act(ActType(anchor))) see_acts(declared->ended_by);
      }
      if (const auto* respond = std::get_if<law::Respond>(&norm.content)) {
        see_acts(respond->with);
        see_acts(respond->lapses);
      }
      if (const auto* fields = fields_of(norm)) {
        for (const law::Field& field : *fields) made_.view.attributes.insert(field.name);
      }
      for (const Watch::Leaf& leaf : watch.leaves) {
        const Condition& condition = *leaf.condition;
        for (const law::ActSet* acts : {&condition.acts, &condition.after, &condition.before,
                                        &condition.without, &condition.of})
          see_acts(*acts);
        if (condition.kind == Condition::Kind::kReached && !condition.date_act.empty() &&
            condition.date_act != "act") {
          if (condition.date_act != "trigger") made_.view.acts.insert(condition.date_act);
          made_.view.attributes.insert(condition.date_attribute);
        }
        if (condition.kind == Condition::Kind::kJudged && made_.recording != nullptr) {
          made_.view.acts.insert(made_.recording->type.str());
          for (const char* name : {"ask", "answer"}) made_.view.attributes.insert(name);
          see_value("ask", Value(condition.ask));
          see_acts(law_.asks().at(condition.ask).per.acts);
        }
      }
      for_each_formula(norm, [&](const Formula& formula) { see_formula(formula); });
    }
    for (const auto& [index, slot] : made_.clock_slots) {
      const law::ClockDecl& clock = law_.clocks()[index];
      see_formula(clock.that);
      for (const law::ClockStart& start : clock.starts) see_start(start);
      for (const law::ClockDecl::Restart& restart : clock.restarts) see_start(restart.start);
      for (const law::ClockDecl::Suspend& suspend : clock.suspends) {
        see_acts(suspend.from);
        see_acts(suspend.until);
      }
      see_acts(clock.voids);
      see_acts(clock.per.acts);
      for (const std::string& anchor : clock.per.acts.names())
        if (const law::ActDecl* declared = law_.act(ActType(anchor))) see_acts(declared->ended_by);
      if (clock.extend) {
        for (const std::size_t power : law_.versions(clock.extend->under))
          see_acts(acts_of(law_.norms()[power]));
      }
    }
    see_effects();
    see_people();
    made_.view.told = made_.view.acts;
    see_acts(acts_of(law_.norms()[made_.watches.front().norm]));
    find_fields();
    made_.view.party_role = made_.aim.party_role;
  }

  /// Acts that the engine does by itself. Where all that they may come of is looked at anyway, they
  /// come only of that; else at any time, for to look at more costs more than it tells.
  void see_effects() {
    std::set<std::string> coarse;
    for (const Norm& norm : law_.norms()) {
      const auto* deem = std::get_if<law::Deem>(&norm.content);
      const bool effective = norm.mode == law::Mode::kWarn || norm.mode == law::Mode::kEnforce;
      if (deem == nullptr || !effective || !made_.in_force(norm) ||
          !made_.view.acts.contains(deem->act))
        continue;
      made_.view.effects.insert(deem->act);
      const bool seen =
          !deem->to.is_any() && std::ranges::all_of(deem->to.names(), [&](const std::string& act) {
            return made_.view.acts.contains(act);
          });
      if (!seen) coarse.insert(deem->act);
    }
    for (const std::string& act : made_.view.effects)
      if (!coarse.contains(act)) made_.effects[act] = new_slot(0);
  }

  /// People are told apart from as many as the norm knows of.
  void see_people() {
    const auto of_people = [](const std::string& name) {
      return name == "persons" || name == "actor";
    };
    for (const Watch& watch : made_.watches) {
      if (std::ranges::any_of(watch.trigger_reads, of_people)) ++made_.view.people;
      for (const Watch::Leaf& leaf : watch.leaves)
        if (std::ranges::any_of(leaf.kept, of_people)) ++made_.view.people;
    }
    made_.view.people = std::clamp<std::size_t>(made_.view.people - 1, 2, kPeople.size());
  }

  /// Fields that no expression reads.
  void find_fields() {
    std::set<std::string> read;
    const auto note = [&](const Formula& formula) {
      for (const std::string& path : formula.reads())
        read.insert(first_of(is_plain(path) ? path : path.substr(path.find('.') + 1)));
    };
    for (const Watch& watch : made_.watches) {
      const Norm& norm = law_.norms()[watch.norm];
      for_each_formula(norm, note);
      if (const auto* fields = fields_of(norm)) {
        for (const law::Field& field : *fields)
          if (field.is.empty()) made_.view.fields.insert(field.name);
      }
    }
    for (const auto& [index, slot] : made_.clock_slots) {
      const law::ClockDecl& clock = law_.clocks()[index];
      note(clock.that);
      for (const law::ClockStart& start : clock.starts) read.insert(start.on);
      for (const law::ClockDecl::Restart& restart : clock.restarts) read.insert(restart.start.on);
    }
    for (const AwaitedDay& day : made_.days) read.insert(day.attribute);
    for (const char* own : {"regarding", "opens", "party", "ask", "answer"}) read.insert(own);
    std::erase_if(made_.view.fields,
                  [&](const std::string& field) { return read.contains(field); });
  }

  const law::Law& law_;
  Layout& made_;
  std::set<std::string> heard_;  // clocks, and groups of them
};

}  // namespace

Layout::Layout(const law::Law& law, std::size_t norm, Aim with) : laws(law), aim(std::move(with)) {
  Maker(*this).make(norm);
}

}  // namespace lagrum::verify
