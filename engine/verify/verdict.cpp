#include "verify/verdict.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "base/words.h"
#include "verify/norm_parts.h"
#include "verify/search.h"
#include "verify/timing.h"
#include "verify/unfollowed.h"

namespace lagrum::verify {
namespace {

using law::Norm;
using statechart::Chart;

/// How often what is not known is looked at anew because a breach rests on it.
constexpr std::size_t kRoundsMax = 3;
/// How often a search is made anew because no calendar allows the run that was found.
constexpr std::size_t kOrdersMax = 8;
/// Such a look may hold this many states, and so many times more than the one before.
constexpr std::size_t kCloserMin = 200'000;
constexpr std::size_t kCloserFactor = 4;

/// So many norms that refuse are looked at together.
constexpr std::size_t kBesideMax = 3;

/// Attributes that the engine gives every act.
const std::vector<std::string> kSetByEngine = {"type", "actor", "role", "recorded_time",
                                               "legal_day"};

/// Whom the norm binds: outside the authority nobody is stopped.
bool binds_authority(const Norm& norm) {
  if (const auto* power = std::get_if<law::Power>(&norm.content))
    return law::is_authority_role(power->holder);
  const auto* forbid = std::get_if<law::Forbid>(&norm.content);
  return forbid == nullptr || forbid->bearer.empty() || law::is_authority_role(forbid->bearer);
}

bool may_refuse(const Norm& norm) {
  const auto blocks = [&](const auto& content) {
    if constexpr (requires { content.guarantee; })
      return content.guarantee == law::Guarantee::kBlock;
    else
      return false;
  };
  return norm.mode == law::Mode::kEnforce && std::visit(blocks, norm.content) &&
         binds_authority(norm);
}

bool only_lifts(const Norm& norm) {
  return std::holds_alternative<law::Permit>(norm.content) ||
         std::holds_alternative<law::Disapply>(norm.content);
}

/// True where the norm rests on questions that people answer.
bool asks_people(const Norm& norm) {
  bool found = false;
  for_each_condition(norm, [&](const law::Condition& condition, bool) {
    found = found || condition.kind == law::Condition::Kind::kJudged;
  });
  return found;
}

/// The side matters that acts of the chart name, and where data says which, any.
struct Matters {
  std::set<std::string> all;
  std::set<std::string> of_acts;  ///< of those that were asked for
  bool by_data = false;           ///< data says which for some act,
  bool of_acts_by_data = false;   ///< and for one of these
};

Matters matters_named(const Chart& chart, const law::ActSet& acts) {
  Matters found;
  for_each_act(chart, [&](const statechart::Perform& perform) {
    for (const statechart::With& with : perform.attributes) {
      if (with.name != "regarding" && with.name != "opens") continue;
      const Value* constant =
          with.value && with.value->code ? with.value->code->constant() : nullptr;
      const std::string* matter = constant != nullptr ? constant->string() : nullptr;
      const bool asked = acts.contains(ActType(perform.act.type));
      if (matter == nullptr) {
        found.by_data = true;
        found.of_acts_by_data = found.of_acts_by_data || asked;
        continue;
      }
      found.all.insert(*matter);
      if (asked) found.of_acts.insert(*matter);
    }
  });
  if (found.by_data) found.all.emplace(kSomeMatter);
  return found;
}

/// The matters in which the norm may speak of acts of the chart; the main one first.
std::vector<std::string> matters_of(const Chart& chart, const law::ActSet& acts) {
  const Matters named = matters_named(chart, acts);
  std::vector<std::string> matters = {std::string()};
  const std::set<std::string>& side = named.of_acts_by_data ? named.all : named.of_acts;
  for (const std::string& matter :
       side)  // what may be done in any may be done in one that is named
    if (matter != kSomeMatter || side.size() == 1) matters.push_back(matter);
  return matters;
}

/// Types of acts that the workflow does, and those that the engine does as what comes of them.
std::set<std::string> performed_by(const Chart& chart, const law::Law& law) {
  std::set<std::string> performed;
  for_each_act(chart,
               [&](const statechart::Perform& perform) { performed.insert(perform.act.type); });
  for (bool more = true; more;) {
    more = false;
    for (const Norm& norm : law.norms()) {
      const auto* deem = std::get_if<law::Deem>(&norm.content);
      if (deem == nullptr) continue;
      const bool caused = std::ranges::any_of(
          performed, [&](const std::string& act) { return deem->to.contains(ActType(act)); });
      more = (caused && performed.insert(deem->act).second) || more;
    }
  }
  return performed;
}

/// The roles of parties that the norm tells apart; one that is unknown where it tells none.
std::vector<std::string> roles_of(const Norm& norm) {
  std::vector<std::string> roles;
  for_each_formula(norm, [&](const law::Formula& formula) {
    if (!contains(formula.reads(), "party.role")) return;
    for (const auto& [name, use] : formula.uses()) {
      for (const Value& value : use.constants)
        if (name == "role" && value.string() != nullptr && !contains(roles, *value.string()))
          roles.push_back(*value.string());
    }
  });
  if (roles.empty()) roles.emplace_back();
  return roles;
}

/// The clocks of whose end the chart hears.
std::set<std::string> heard_by(const Chart& chart, const law::Law& law) {
  std::set<std::string> heard;
  for (const law::ClockDecl& clock : law.clocks())
    if (contains(chart.events(), "clock.expired." + clock.id)) heard.insert(clock.id);
  return heard;
}

class Weighing {
 public:
  Weighing(const Chart& chart, const law::Law& law, std::size_t norm, const std::string& authority,
           Date begun, std::size_t states_max, Columns columns)
      : chart_(chart),
        law_(law),
        index_(norm),
        norm_(law.norms()[norm]),
        authority_(authority),
        begun_(begun),
        states_max_(states_max),
        columns_(columns) {
    performed_ = performed_by(chart, law);
    result_.norm = norm_.id;
    result_.pack = norm_.pack;
    result_.valid_from = norm_.valid_from;
    result_.cite = norm_.cite;
    result_.mode = law::to_string(norm_.mode);
    result_.title = norm_.title;
    result_.summary = norm_.summary;
  }

  /// The searches that the verdict rests on: for each matter and role the one that it ended with.
  const std::vector<Look>& looks() const { return looks_; }

  NormResult run() {
    if (only_lifts(norm_)) return settled(Verdict::kRuntimeOnly, "verify.lifts");
    if (std::holds_alternative<law::Deem>(norm_.content))
      return settled(Verdict::kRuntimeOnly, "verify.engine-act");
    if (!is_in_force(norm_)) return settled(Verdict::kVacuous, "verify.not-in-force");
    if (!performs(acts_of(norm_))) return settled(Verdict::kNotMapped, "verify.not-mapped");
    if (is_elsewhere()) return settled(Verdict::kVacuous, "verify.elsewhere");
    const law::ActSet& opening = opening_acts(norm_);
    if (!opening.empty() && !performs(opening)) return settled(Verdict::kVacuous, "verify.vacuous");
    if (always_carries()) return settled(Verdict::kProved, "verify.carried");
    for (const std::string& matter : matters_of(chart_, acts_of(norm_)))
      for (const std::string& role : roles_of(norm_)) look(matter, role);
    return verdict();
  }

 private:
  bool is_in_force(const Norm& norm) const {
    return (!norm.valid_from || *norm.valid_from <= begun_) &&
           (!norm.valid_to || begun_ <= *norm.valid_to);
  }
  bool is_duty() const { return std::holds_alternative<law::Respond>(norm_.content); }

  /// True where the norm is for another kind of authority.
  bool is_elsewhere() const {
    if (!norm_.where || norm_.where->that.empty() || authority_.empty()) return false;
    Context known;
    for (const std::string& path : norm_.where->that.reads()) {
      if (!path.starts_with("case.")) return false;
      known.set(path.substr(5), Erased{});
    }
    if (known.find("authority") == nullptr) return false;
    known.set("authority", Value(authority_));
    const Value data(known);
    law::Frame frame;
    frame.case_data = &data;
    return norm_.where->that.judge(frame) == false;
  }

  /// True where the workflow does one of the acts, or the engine does as what comes of its acts.
  bool performs(const law::ActSet& acts) const {
    return std::ranges::any_of(performed_,
                               [&](const std::string& act) { return acts.contains(ActType(act)); });
  }

  /// What a board does alone the engine records as the board's: the attribute `body` is there.
  bool is_done_by_board_alone(const std::string& type) const {
    bool alone = true;
    for (const statechart::TransitionInfo& transition : chart_.transitions()) {
      const bool does =
          std::any_of(transition.acts.begin(), transition.acts.end(),
                      [&](const statechart::ActSpec& act) { return act.type == type; });
      alone = alone && (!does || transition.roles == std::vector<std::string>{"board"});
    }
    return alone &&
           std::none_of(chart_.states().begin(), chart_.states().end(),
                        [&](const statechart::StateInfo& state) {
                          return std::any_of(state.acts.begin(), state.acts.end(),
                                             [&](const auto& act) { return act.type == type; });
                        });
  }

  /// True where each act that must carry fields has them as the chart is written: by the engine, by
  /// its basis, or by a value that is no null.
  bool always_carries() const {
    const auto* contain = std::get_if<law::Contain>(&norm_.content);
    if (contain == nullptr) return false;
    bool all = true;
    for_each_act(chart_, [&](const statechart::Perform& perform) {
      if (!contain->acts.contains(ActType(perform.act.type))) return;
      for (const law::Field& field : contain->fields) {
        const bool by_engine = contains(kSetByEngine, field.name);
        const bool by_board = field.name == "body" && is_done_by_board_alone(perform.act.type);
        const bool by_basis = field.name == "basis" && !perform.act.basis.empty();
        const bool by_chart = std::any_of(
            perform.attributes.begin(), perform.attributes.end(),
            [&](const statechart::With& with) {
              const Value* constant =
                  with.value && with.value->code ? with.value->code->constant() : nullptr;
              return with.name == field.name && constant != nullptr && !constant->is_null();
            });
        all = all && field.is.empty() && (by_engine || by_board || by_basis || by_chart);
      }
    });
    return all;
  }

  NormResult settled(Verdict verdict, std::string reason, std::string detail = {}) {
    result_.alone = result_.enforced = verdict;
    result_.reason = std::move(reason);
    result_.detail = std::move(detail);
    return std::move(result_);
  }

  /// Looks until no calendar stands against the run that was found, as far as that can be learned:
  /// what is learned holds for every run.
  Found found_with(const Aim& aim, const std::set<std::string>& variables, const Reach& reach,
                   bool only_told = false) {
    for (;;) {
      Found found = found_untimed(aim, variables, reach, only_told);
      const std::optional<Run>& run = is_duty() ? found.hopeless : found.violation;
      if (!run || orders_.size() >= kOrdersMax) return found;
      const Timing timing = time_run(*run, chart_, law_, begun_);
      if (!timing.learned || std::ranges::find(orders_, *timing.learned) != orders_.end())
        return found;
      orders_.push_back(*timing.learned);
      result_.learned.push_back(*timing.conflict);
    }
  }

  Found found_untimed(Aim aim, const std::set<std::string>& variables, const Reach& reach,
                      bool only_told) {
    aim.orders = orders_;
    Observer observer(law_, index_, aim, beside_);
    const auto key = std::tuple(aim.party_role, aim.lifting, variables, only_told, beside_);
    std::unique_ptr<Steps>& steps = steps_[key];
    if (steps == nullptr) {
      View view = view_of(observer, chart_, law_, authority_, variables);
      view.only_told = only_told;
      steps = std::make_unique<Steps>(chart_, law_, std::move(view));
    }
    Found found = search(*steps, observer, reach);
    result_.states += found.states;
    result_.edges += found.edges;
    gaps_.insert(found.gaps.begin(), found.gaps.end());
    return found;
  }

  /// Looks again with the data that guards on the way to a breach read, until it stands or falls;
  /// `variables` become those.
  Found found_surely(const Aim& aim, std::set<std::string>& variables) {
    Found found = found_with(aim, variables, {states_max_, !is_duty()});
    for (std::size_t round = 0; round < kRoundsMax; ++round) {
      const bool breached = found.hopeless || (found.violation && !is_duty());
      std::set<std::string> read = variables;
      if (!breached || !add_read(found.unknown_guards, read)) break;
      const std::size_t more = std::min(states_max_, kCloserMin + kCloserFactor * found.states);
      Found closer = found_with(aim, read, {more, !is_duty()});
      const bool told = closer.complete || closer.hopeless || (closer.violation && !is_duty());
      if (!told) break;  // too many: what was found before stands
      found = std::move(closer);
      variables = std::move(read);
    }
    return found;
  }

  /// Adds the data items that the guards read; false where there are none that are new.
  bool add_read(const std::set<std::string>& guards, std::set<std::string>& variables) const {
    const std::size_t before = variables.size();
    for (const statechart::Transition& transition : chart_.tables().transitions) {
      if (!transition.guard || !transition.guard->code || !guards.contains(transition.guard->text))
        continue;
      for (const std::string& path : transition.guard->code->reads())
        variables.insert(path.substr(0, path.find('.')));
    }
    variables.erase("_event");
    return variables.size() > before;
  }

  void look(const std::string& matter, const std::string& role) {
    Aim aim;
    aim.matter = matter;
    aim.party_role = role;
    aim.begun = begun_;
    aim.heard = heard_by(chart_, law_);
    aim.lifting = Lifting::kNone;
    std::set<std::string> variables;
    Unfollowed left_out = unfollowed(law_, index_, aim);
    gaps_.merge(left_out.expressions);
    changes_.merge(left_out.changes);
    Found found = found_surely(aim, variables);
    note(found);
    if (is_duty()) {
      looked(aim, variables, found);
      if (!found.hopeless) return;
      keep(found, *found.hopeless, aim);
      if (held_by_others_ && columns_ == Columns::kBoth)
        look_beside_others(aim, std::move(found), variables);
      return;
    }
    const bool may_be_lifted = !norm_.unless.empty() || !law_.overriders(index_).empty();
    if (found.violation && may_be_lifted) {
      aim.lifting = Lifting::kAll;
      variables.clear();
      found = found_surely(aim, variables);
      note(found);
      gated_ = gated_ || !found.violation;
    }
    looked(aim, variables, found);
    if (found.violation) {
      keep(found, *found.violation, aim);
      if (columns_ == Columns::kAlone) return;
      if (may_refuse(norm_))
        look_whether_it_goes_on(aim);
      else if (held_by_others_)
        look_beside_others(aim, std::move(found), variables);
    } else if (aim.lifting == Lifting::kNone) {
      look_in_bad_faith(aim, variables, may_be_lifted);
    }
  }

  /// Whether a case can go on wherever the norm refuses. What is refused with less that lifts the
  /// norm is no less; so the first that is enough is.
  void look_whether_it_goes_on(Aim aim) {
    std::optional<bool> goes_on;
    for (const Lifting lifting : {Lifting::kNone, Lifting::kOwn, Lifting::kAll}) {
      aim.lifting = lifting;
      const Found found = found_with(aim, {}, {states_max_, false}, true);
      goes_on = found.goes_on;
      if (found.always_goes_on) break;
    }
    sure_ = sure_ && goes_on;
    goes_on_ = goes_on_ && goes_on.value_or(true);
  }

  /// Whether it holds where norms refuse that some breach runs into: those that refuse a breach are
  /// put beside it, until none is left or one that nothing refuses.
  void look_beside_others(const Aim& aim, Found found, const std::set<std::string>& variables) {
    const std::size_t more = std::min(states_max_, kCloserMin + kCloserFactor * found.states);
    while (beside_.size() < kBesideMax) {
      const auto& breach = is_duty() ? found.hopeless : found.violation;
      if (!breach) break;
      const std::optional<std::size_t> other = refuses(*breach, aim, variables);
      if (!other) break;
      beside_.push_back(*other);
      found = found_with(aim, variables, {more, !is_duty()});
    }
    const bool holds = found.complete && (is_duty() ? !found.hopeless : !found.violation);
    held_by_others_ = holds;
    for (const std::size_t other : beside_) helpers_.insert(law_.norms()[other].id);
    beside_.clear();
  }

  /// A norm that refuses some command of a run.
  std::optional<std::size_t> refuses(const Run& run, const Aim& aim,
                                     const std::set<std::string>& variables) {
    std::set<std::string> done;
    for (const Step& step : run) {
      for (const std::size_t index : step.transitions)
        for (const statechart::Instruction& each : chart_.tables().transitions[index].content)
          if (const auto* perform = std::get_if<statechart::Perform>(&each))
            done.insert(perform->act.type);
    }
    for (std::size_t other = 0; other < law_.norms().size(); ++other) {
      const Norm& norm = law_.norms()[other];
      const bool judges = std::any_of(done.begin(), done.end(), [&](const std::string& act) {
        return acts_of(norm).contains(ActType(act));
      });
      if (other == index_ || !judges || !may_refuse(norm) || !is_in_force(norm)) continue;
      if (std::find(beside_.begin(), beside_.end(), other) != beside_.end()) continue;
      beside_.push_back(other);
      Reach reach{states_max_, false};
      reach.along = &run;
      const Found followed = found_untimed(aim, variables, reach, false);
      beside_.pop_back();
      if (!(is_duty() ? followed.hopeless : followed.violation)) return other;
    }
    return std::nullopt;
  }

  /// Whether it is breached where what is unknown is not as the law wants.
  void look_in_bad_faith(Aim aim, const std::set<std::string>& variables, bool may_be_lifted) {
    aim.in_good_faith = false;
    Found found = found_with(aim, variables, {states_max_, true});
    if (found.violation && may_be_lifted) {
      aim.lifting = Lifting::kAll;
      found = found_with(aim, variables, {states_max_, true});
    }
    doubted_ = doubted_ || found.violation;
    guessed_.insert(found.guessed.begin(), found.guessed.end());
    complete_ = complete_ && found.complete;
  }

  /// True where the search came to its end, or found what it was made for.
  bool is_answered(const Found& found) const {
    return found.complete || (is_duty() ? found.hopeless.has_value() : found.violation.has_value());
  }

  void looked(const Aim& aim, const std::set<std::string>& variables, const Found& found) {
    Aim held = aim;
    held.orders = orders_;
    looks_.push_back({std::move(held), variables, found.violation ? found.violation->size() : 0,
                      is_answered(found), found.states, found.edges});
  }

  void note(const Found& found) {
    complete_ = complete_ && is_answered(found);
    judged_ = judged_ || found.judged;
  }

  /// Keeps the shortest run.
  void keep(const Found& found, const Run& run, const Aim& aim) {
    if (!result_.run.empty() && result_.run.size() <= run.size()) return;
    result_.run.clear();
    const Timing timing = time_run(run, chart_, law_, begun_);
    result_.conflict = timing.conflict;
    for (std::size_t i = 0; i < run.size(); ++i) {
      result_.run.push_back(shown(run[i]));
      if (!timing.dates.empty()) result_.run.back().on = timing.dates[i];
    }
    result_.matter = aim.matter;
    result_.party_role = aim.party_role;
    result_.breach = is_duty() ? std::string() : found.violating_act;
    result_.guards = found.unknown_guards;
  }

  /// Fields of the norm that the act should carry and lacks.
  std::vector<std::string> lacking(const Act& act) const {
    const auto* contain = std::get_if<law::Contain>(&norm_.content);
    const auto* respond = std::get_if<law::Respond>(&norm_.content);
    if (contain == nullptr && respond == nullptr) return {};
    const law::ActSet& acts = contain != nullptr ? contain->acts : respond->with;
    std::vector<std::string> names;
    if (!acts.contains(act.type)) return names;
    for (const law::Field& field : contain != nullptr ? contain->fields : respond->fields)
      if (law::attribute(act, field.name).is_null()) names.push_back(field.name);
    return names;
  }

  Event shown(const Step& step) const {
    Event event;
    event.event = step.move.event;
    event.state = step.state;
    for (const std::size_t index : step.transitions) {
      const statechart::TransitionInfo& transition = chart_.transitions()[index];
      event.transitions.push_back(transition.name);
      for (const std::string& role : transition.roles)
        if (!contains(event.by, role)) event.by.push_back(role);
    }
    for (const Act& act : step.acts) {
      event.acts.push_back(act.type.str());
      event.bases.push_back(act.basis);
      event.parties.push_back(act.party.str());
      event.attributes.push_back(act.attributes);
      for (const auto& [name, value] : act.attributes.entries()) {
        const bool told = value.erased() == nullptr && name != "actor" && name != "persons";
        if (told) event.values.push_back(name + " = " + plain_text(value));
      }
      for (const std::string& field : lacking(act)) {
        if (act.attributes.find(field) != nullptr) continue;  // told as null already
        event.values.push_back(field + " = null");
        event.attributes.back().set(field, nullptr);
      }
    }
    return event;
  }

  NormResult verdict() {
    if (!result_.run.empty()) {
      const bool is_others =
          held_by_others_ && !helpers_.empty() && complete_ && gaps_.empty() && changes_.empty();
      if (is_others && binds_authority(norm_)) {
        result_.alone = Verdict::kReliesOnBlock;
        result_.enforced = is_duty() ? Verdict::kProvedIfTimely : Verdict::kProved;
        result_.reason = "verify.beside";
        result_.detail = comma_list({helpers_.begin(), helpers_.end()});
      } else if (is_duty()) {
        result_.alone = result_.enforced = Verdict::kRefuted;
        result_.reason = "verify.hopeless";
      } else if (!binds_authority(norm_)) {
        result_.alone = result_.enforced = Verdict::kRuntimeOnly;
        result_.reason = "verify.party";
      } else if (may_refuse(norm_)) {
        result_.alone = Verdict::kReliesOnBlock;
        const bool followed = gaps_.empty() && changes_.empty();
        result_.enforced = !goes_on_           ? Verdict::kRefuted
                           : sure_ && followed ? Verdict::kProved
                                               : Verdict::kInconclusive;
        result_.reason = !goes_on_  ? "verify.stuck"
                         : !sure_   ? "verify.bound"
                         : followed ? "verify.blocked"
                                    : "verify.unsure";
      } else {
        result_.alone = result_.enforced = Verdict::kRefuted;
        result_.reason = "verify.breached";
      }
      return std::move(result_);
    }
    if (!complete_) return settled(Verdict::kInconclusive, "verify.bound");
    if (!gaps_.empty()) return settled(Verdict::kInconclusive, "verify.gap", *gaps_.begin());
    if (!changes_.empty())
      return settled(Verdict::kInconclusive, "verify.changes",
                     comma_list({changes_.begin(), changes_.end()}));
    if (!judged_) return settled(Verdict::kVacuous, "verify.vacuous");
    if (is_duty()) return settled(Verdict::kProvedIfTimely, "verify.timely");
    if (doubted_) {
      const std::vector<std::string> texts(guessed_.begin(), guessed_.end());
      return settled(Verdict::kRuntimeOnly, "verify.unknown", comma_list(texts));
    }
    if (gated_ || asks_people(norm_)) return settled(Verdict::kGated, "verify.gated");
    return settled(Verdict::kProved, "verify.proved");
  }

  const Chart& chart_;
  const law::Law& law_;
  std::size_t index_;
  const Norm& norm_;
  std::string authority_;
  Date begun_;
  std::size_t states_max_;
  Columns columns_;
  std::set<std::string> performed_;  // types of acts
  std::vector<Order> orders_;        // what was learned from runs that no calendar allows

  /// By what they look at: for every matter and in good faith or not it is the same.
  std::map<std::tuple<std::string, Lifting, std::set<std::string>, bool, std::vector<std::size_t>>,
           std::unique_ptr<Steps>>
      steps_;
  std::vector<std::size_t> beside_;  // norms that refuse beside it
  NormResult result_;
  std::vector<Look> looks_;
  bool complete_ = true;  // no bound was reached before a breach
  bool sure_ = true;      // it is known whether cases go on where it refuses
  bool judged_ = false;
  bool gated_ = false;
  bool doubted_ = false;  // it is breached where what is unknown is not as the law wants
  bool goes_on_ = true;
  bool held_by_others_ = true;  // where they refuse
  std::set<std::string> helpers_;
  std::set<std::string> guessed_;
  std::set<std::string> gaps_;
  std::set<std::string> changes_;  // of the law, while cases run
};

}  // namespace

void for_each_act(const Chart& chart,
                  const std::function<void(const statechart::Perform&)>& visit) {
  const Chart::Tables& tables = chart.tables();
  const auto look = [&](const statechart::Block& block) {
    for (const statechart::Instruction& each : block)
      if (const auto* perform = std::get_if<statechart::Perform>(&each)) visit(*perform);
  };
  for (const statechart::Transition& transition : tables.transitions) look(transition.content);
  for (const statechart::State& state : tables.states) {
    look(state.entry.content);
    for (const statechart::Block& block : state.on_entry) look(block);
    for (const statechart::Block& block : state.on_exit) look(block);
  }
}

View view_of(const Observer& observer, const Chart& chart, const law::Law& law,
             const std::string& authority, const std::set<std::string>& variables) {
  View view = observer.view();
  const std::set<std::string> performed = performed_by(chart, law);
  std::erase_if(view.effects, [&](const std::string& act) { return !performed.contains(act); });
  const Matters named = matters_named(chart, {});
  if (named.by_data) view.matters = named.all;
  view.authority = authority;
  view.variables = variables;
  return view;
}

std::vector<Look> looks_at(const Chart& chart, const law::Law& law, std::size_t norm,
                           const std::string& authority, Date begun, std::size_t states_max) {
  Weighing weighing(chart, law, norm, authority, begun, states_max, Columns::kAlone);
  weighing.run();
  return weighing.looks();
}

NormResult weigh(const Chart& chart, const law::Law& law, std::size_t norm,
                 const std::string& authority, Date begun, std::size_t states_max,
                 Columns columns) {
  return Weighing(chart, law, norm, authority, begun, states_max, columns).run();
}

}  // namespace lagrum::verify
