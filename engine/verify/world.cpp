#include "verify/world.h"

#include <algorithm>
#include <array>

#include "base/words.h"
#include "feel/claims.h"
#include "feel/unknown.h"
#include "lifecycle/case_lifecycle.h"
#include "statechart/entry_set.h"

namespace lagrum::verify {
namespace {

using statechart::Chart;

constexpr std::string_view kEventData = "_event.data.";
Value perhaps() { return Value(Erased{feel::kPerhapsNull}); }
/// Lists of more parts, and numbers farther from 0, count as unknown: there is no end of them.
constexpr std::size_t kListMax = 3;
constexpr std::int64_t kNumberMax = 8;
/// Values that a type allows; of more, those that are compared with stand for all.
constexpr std::size_t kListedMax = 8;
constexpr std::string_view kOther = "something else";
/// Sends that wait alike are told apart up to so many; of more any may be left.
constexpr std::size_t kAlikeMax = 3;
/// Attributes of one act that may lack, each by itself; past it the act is not followed.
constexpr std::size_t kLackingMax = 8;
constexpr std::string_view kOfAct = "act.";

std::string root_of(const std::string& path) { return path.substr(0, path.find('.')); }

/// What an expression reads of the event: the first name after "_event.data.".
std::optional<std::string> input_of(const std::string& path) {
  if (!path.starts_with(kEventData)) return std::nullopt;
  return root_of(path.substr(kEventData.size()));
}

bool is_scalar(const feel::Type& type) {
  return type.kind != feel::Type::Kind::kList && type.kind != feel::Type::Kind::kContext &&
         type.kind != feel::Type::Kind::kAny;
}

Value widened(Value value) {
  if (value.list() != nullptr && value.list()->size() > kListMax) return Erased{};
  std::int64_t whole = 0;
  if (value.number() != nullptr &&
      (!value.number()->to_integer(whole) || whole > kNumberMax || whole < -kNumberMax))
    return Erased{};
  return value;
}

template <class Visit>
void for_each_block(const Chart::Tables& tables, Visit&& visit) {
  visit(tables.script);
  for (const statechart::Transition& transition : tables.transitions) visit(transition.content);
  for (const statechart::State& state : tables.states) {
    visit(state.entry.content);
    for (const statechart::Block& block : state.on_entry) visit(block);
    for (const statechart::Block& block : state.on_exit) visit(block);
  }
}

const std::vector<std::string>& reads_of(const statechart::Formula& formula) {
  static const std::vector<std::string> kNothing;
  return formula.code ? formula.code->reads() : kNothing;
}

/// True where an instruction keeps what is read at a path, or gives it to a loop, a decision or an
/// event.
bool hands_on(const statechart::Instruction& instruction, const std::string& path,
              const std::string& input) {
  const auto reads = [&](const statechart::Formula& formula) {
    return contains(reads_of(formula), path);
  };
  if (const auto* assign = std::get_if<statechart::Assign>(&instruction))
    return reads(assign->value);
  if (const auto* script = std::get_if<statechart::Script>(&instruction))
    return reads(script->value);
  if (const auto* loop = std::get_if<statechart::Foreach>(&instruction)) return reads(loop->array);
  if (const auto* decide = std::get_if<statechart::Decide>(&instruction))
    return std::any_of(decide->inputs.begin(), decide->inputs.end(), [&](const auto& given) {
      return given.first == input && given.second == statechart::kNone;
    });
  const auto* send = std::get_if<statechart::Send>(&instruction);
  if (send == nullptr) return false;
  const statechart::Payload& payload = send->payload;
  return (payload.content && reads(*payload.content)) ||
         std::any_of(payload.parameters.begin(), payload.parameters.end(),
                     [&](const auto& parameter) { return reads(parameter.value); });
}

std::string text_of(const Value& value) {
  return value.string() != nullptr ? *value.string() : std::string();
}

}  // namespace

std::string value_key(const Value& value) { return to_string(value); }

std::string pending_key(const std::vector<statechart::PendingSend>& pending) {
  std::string key;
  for (const statechart::PendingSend& send : pending)
    key += send.sendid + "|" + send.event.name + "|" + to_string(send.event.data) + "\n";
  return key;
}

/// Beside kEnded a bit of a state's last word: the case has been opened.
constexpr std::uint32_t kOpened = 2;

/// Answers for the unknown where any answer will do.
class Erring final : public statechart::Oracle {
 public:
  bool looks_at(const statechart::ActSpec&) const override { return true; }
  bool looks_at(const statechart::With&) const override { return true; }
  bool looks_at(std::uint32_t) const override { return true; }
  bool knows(statechart::StateIndex) const override { return true; }
  bool rests(statechart::StateIndex) const override { return false; }
  bool holds(const statechart::Formula&) override { return true; }
  void gives_up(const Position&) override {}
};

/// Answers for the unknown: both ways.
class World::Answers final : public statechart::Oracle {
 public:
  Answers(World& world, Chooser& chooser) : world_(world), chooser_(chooser) {}
  bool holds(const statechart::Formula& condition) override {
    world_.unknown_guards_.insert(condition.text);
    return chooser_.yes();
  }
  bool looks_at(const statechart::ActSpec& act) const override {
    return world_.view_.acts.contains(act.type);
  }
  bool looks_at(const statechart::With& attribute) const override {
    return world_.view_.attributes.contains(attribute.name);
  }
  bool looks_at(std::uint32_t slot) const override {
    return std::binary_search(world_.known_.begin(), world_.known_.end(), slot);
  }
  bool knows(statechart::StateIndex state) const override { return !world_.rests_.contains(state); }
  bool rests(statechart::StateIndex state) const override {
    return world_.rests_.contains(state) || world_.resting_roots_.contains(state);
  }
  void gives_up(const Position& source) override { world_.gaps_.insert(to_string(source)); }

 private:
  World& world_;
  Chooser& chooser_;
};

World::World(const Chart& chart, const law::Law& law, View view)
    : chart_(chart),
      law_(law),
      view_(std::move(view)),
      rests_(chart.tables().states.size()),
      resting_roots_(chart.tables().states.size()),
      in_phase_(chart.tables().states.size()),
      instance_(chart),
      runner_(chart),
      data_(chart.tables().variables.size(), perhaps()) {
  const Chart::Tables& tables = chart_.tables();
  surroundings_.local_now = DateTime{CivilDate{2026, 1, 7}, TimeOfDay{}};
  find_known();
  instance_.place(std::vector<std::uint64_t>(tables.mark_words), data_, false);
  find_resting();
  find_moves();
  find_openings();
  marks_words_ = static_cast<std::uint32_t>(tables.mark_words);
  marks_.resize(tables.mark_words);
  namings_ = Namings(tables, law_, view_.acts, known_, rests_);
  width_ = namings_at() + namings_.words() + 2;  // and what waits, and how it stands
  after_.resize(width_);
}

void World::find_known() {
  const Chart::Tables& tables = chart_.tables();
  std::set<std::uint32_t> known;
  std::set<std::string> inputs;
  const auto note = [&](const std::vector<std::string>& paths) {
    bool is_new = false;
    for (const std::string& path : paths) {
      if (const auto input = input_of(path)) is_new = inputs.insert(*input).second || is_new;
      for (std::uint32_t slot = 0; slot < tables.variables.size(); ++slot) {
        const statechart::Variable& variable = tables.variables[slot];
        if (variable.name != root_of(path)) continue;
        if (is_scalar(variable.type) || view_.variables.contains(variable.name))
          is_new = known.insert(slot).second || is_new;
      }
    }
    return is_new;
  };
  for (const std::string& name : view_.variables) note({name});
  for (const statechart::Fact& fact : tables.facts) {
    if (view_.facts.contains(fact.name)) note(reads_of(fact.value));
  }
  for_each_block(tables, [&](const statechart::Block& block) {
    for (const statechart::Instruction& instruction : block) {
      const auto* perform = std::get_if<statechart::Perform>(&instruction);
      if (perform == nullptr || !view_.acts.contains(perform->act.type)) continue;
      for (const statechart::With& with : perform->attributes) {
        if (!view_.attributes.contains(with.name)) continue;
        if (with.value)
          note(reads_of(*with.value));
        else
          inputs.insert(with.name);
      }
    }
  });
  for (bool more = true; more;) {
    more = false;
    for_each_block(tables, [&](const statechart::Block& block) {
      for (const statechart::Instruction& instruction : block) {
        const auto* assign = std::get_if<statechart::Assign>(&instruction);
        if (assign != nullptr && known.contains(assign->location.slot))
          more = note(reads_of(assign->value)) || more;
        const auto* decide = std::get_if<statechart::Decide>(&instruction);
        if (decide == nullptr || !known.contains(decide->into.slot)) continue;
        for (const auto& [name, slot] : decide->inputs) {
          more = inputs.insert(name).second || more;
          if (slot != statechart::kNone) more = note({tables.variables[slot].name}) || more;
        }
      }
    });
  }
  known_.assign(known.begin(), known.end());
  for (const std::string& event : chart_.events()) {
    const statechart::EventKind* kind = tables.kind_of(event);
    if (kind == nullptr) continue;
    Kind& made =
        kinds_.emplace(event, Kind{statechart::StateSet(tables.states.size()), {}, {}, {}, {}})
            .first->second;
    for (const statechart::Transition& transition : tables.transitions)
      if (statechart::takes(transition, *kind)) made.takers.insert(transition.source);
    const std::vector<std::string> required = chart_.required_data(event);
    for (const feel::Type::Member& member : chart_.event_data(event)) {
      made.data.set(member.name, contains(required, member.name) ? Value(Erased{}) : perhaps());
      const List listed = chart_.allowed_values(event, member.name);
      if (!inputs.contains(member.name) && !is_told_apart(*kind, member, listed)) continue;
      if (view_.fields.contains(member.name)) {
        if (!contains(required, member.name)) made.lacking.push_back(member.name);
        continue;
      }
      std::vector<Value> domain = domain_of(*kind, member.name, member.type, listed);
      if (!contains(required, member.name)) domain.emplace_back(nullptr);
      made.inputs.push_back({member.name, std::move(domain)});
    }
    made.unknown = Value(made.data);
  }
}

// A region may rest where nothing that it does is looked at, and nothing that it does keeps others
// from doing what they do. What it may tell others comes by itself then.
bool World::can_rest(statechart::StateIndex region) {
  const Chart::Tables& tables = chart_.tables();
  const auto is_inside = [&](statechart::StateIndex state) {
    return state == region || tables.is_descendant(state, region);
  };
  const std::set<std::string>& acts = view_.only_told ? view_.told : view_.acts;
  const auto is_seen = [&](const statechart::Block& block) {
    return std::any_of(block.begin(), block.end(), [&](const statechart::Instruction& each) {
      if (const auto* perform = std::get_if<statechart::Perform>(&each))
        return acts.contains(perform->act.type);
      std::uint32_t slot = statechart::kNone;
      if (const auto* assign = std::get_if<statechart::Assign>(&each)) slot = assign->location.slot;
      if (const auto* decide = std::get_if<statechart::Decide>(&each)) slot = decide->into.slot;
      return slot != statechart::kNone && std::binary_search(known_.begin(), known_.end(), slot);
    });
  };
  for (statechart::StateIndex i = region; i <= tables.states[region].last; ++i) {
    const statechart::State& state = tables.states[i];
    if (is_seen(state.entry.content) ||
        std::any_of(state.on_entry.begin(), state.on_entry.end(), is_seen) ||
        std::any_of(state.on_exit.begin(), state.on_exit.end(), is_seen))
      return false;
  }
  for (const statechart::Transition& inner : tables.transitions) {
    if (!is_inside(inner.source)) continue;
    if (!std::all_of(inner.targets.begin(), inner.targets.end(), is_inside)) return false;
    if (is_seen(inner.content) && is_seen_in_part(inner)) return false;
  }
  return true;
}

/// True unless the transition only records answers to questions that nobody looks at.
bool World::is_seen_in_part(const statechart::Transition& transition) {
  const Chart::Tables& tables = chart_.tables();
  const law::ActDecl* recording = law_.act_with(law::ActRole::kJudgement);
  const bool others = std::any_of(
      transition.content.begin(), transition.content.end(),
      [&](const statechart::Instruction& each) {
        const auto* perform = std::get_if<statechart::Perform>(&each);
        return perform == nullptr
                   ? std::holds_alternative<statechart::Assign>(each) ||
                         std::holds_alternative<statechart::Decide>(each)
                   : view_.acts.contains(perform->act.type) &&
                         (recording == nullptr || perform->act.type != recording->type.str());
      });
  if (others || transition.descriptors.empty()) return true;
  const auto index = static_cast<std::size_t>(&transition - tables.transitions.data());
  return std::any_of(kinds_.begin(), kinds_.end(), [&](const auto& kind) {
    if (!statechart::takes(transition, *tables.kind_of(kind.first))) return false;
    Erring unknown;
    runner_.set_oracle(&unknown);
    runner_.preview(instance_, static_cast<statechart::TransitionIndex>(index),
                    {.name = kind.first, .data = Value(kind.second.data)}, surroundings_);
    const statechart::Trace& trace = runner_.trace();
    return !trace.errors.empty() || std::any_of(trace.acts.begin(), trace.acts.end(),
                                                [&](const auto& act) { return is_looked_at(act); });
  });
}

/// True for an act that may matter: its kind is looked at, and it answers no other question.
bool World::is_looked_at(const statechart::PerformedAct& act) const {
  if (!view_.acts.contains(act.type)) return false;
  const law::ActDecl* recording = law_.act_with(law::ActRole::kJudgement);
  if (recording == nullptr || recording->type.str() != act.type) return true;
  const Value* asked = act.attributes.find("ask");
  if (asked == nullptr || asked->string() == nullptr) return true;
  const auto wanted = view_.values.find("ask");
  return wanted != view_.values.end() &&
         std::find(wanted->second.begin(), wanted->second.end(), *asked) != wanted->second.end();
}

void World::find_resting() {
  const Chart::Tables& tables = chart_.tables();
  for (statechart::StateIndex i = 0; i < tables.states.size(); ++i) {
    if (tables.states[i].kind != statechart::StateKind::kParallel) continue;
    for (const statechart::StateIndex region : tables.states[i].children) {
      if (view_.whole && !view_.rest.contains(tables.states[region].id)) continue;
      if (rests_.contains(region) || !can_rest(region)) continue;
      statechart::EntrySet first(tables, {});
      first.compute({region}, i);
      resting_.push_back({region, first.states()});
      resting_roots_.insert(region);
      for (statechart::StateIndex inner = region + 1; inner <= tables.states[region].last; ++inner)
        rests_.insert(inner);
    }
  }
}

/// Puts a region where it begins, in a configuration or in what a history holds.
void World::lay_to_rest(const Region& region, std::span<std::uint64_t> words,
                        statechart::StateIndex first) const {
  const Chart::Tables& tables = chart_.tables();
  const auto bit = [&](statechart::StateIndex state) -> std::pair<std::size_t, std::uint64_t> {
    return {(state - first) / 64, std::uint64_t{1} << ((state - first) % 64)};
  };
  bool active = false;
  for (statechart::StateIndex inner = region.root; inner <= tables.states[region.root].last;
       ++inner) {
    if (inner < first || bit(inner).first >= words.size()) continue;
    const auto [word, mask] = bit(inner);
    active = active || (words[word] & mask) != 0;
    if (inner != region.root) words[word] &= ~mask;
  }
  if (!active) return;
  for (const statechart::StateIndex state : region.first) {
    if (state == region.root || state < first) continue;
    const auto [word, mask] = bit(state);
    if (word < words.size()) words[word] |= mask;
  }
}

/// True for a value that guards read and of which all that it may be is known.
bool World::is_told_apart(const statechart::EventKind& kind, const feel::Type::Member& member,
                          const List& listed) const {
  const bool few = !listed.empty() && listed.size() <= kListedMax;
  if (!few && member.type.kind != feel::Type::Kind::kBoolean) return false;
  const std::string path = std::string(kEventData) + member.name;
  return std::ranges::any_of(
      chart_.tables().transitions, [&](const statechart::Transition& transition) {
        return transition.guard && contains(reads_of(*transition.guard), path) &&
               statechart::takes(transition, kind);
      });
}

std::vector<Value> World::domain_of(const statechart::EventKind& kind, const std::string& name,
                                    const feel::Type& type, const List& listed) const {
  std::vector<Value> domain;
  std::string declared;
  for (const auto& [id, act] : law_.vocabulary().acts) {
    const law::AttributeDecl* attribute = act.attribute(name);
    if (attribute != nullptr && view_.acts.contains(id)) declared = attribute->type;
  }
  if (name == "party" || declared == "party") {
    domain = {Value(kParty), Value(kOtherParty)};
  } else if (declared == "person") {
    const auto reading = reading_of(kind, name);
    domain = people_named(std::array{name}, reading ? reading->constants : std::vector<Value>{});
  } else if (type.kind == feel::Type::Kind::kBoolean) {
    domain = {Value(false), Value(true)};
  } else if (!listed.empty() && listed.size() <= kListedMax) {
    domain.assign(listed.rbegin(), listed.rend());  // what lets most happen is often named first
  } else {
    const auto reading = reading_of(kind, name);
    const std::set<std::string> names = reading ? reading->attributes : std::set{name};
    bool closed = type.kind == feel::Type::Kind::kString && reading;
    const auto add = [&](const std::vector<Value>& values) {
      for (const Value& each : values)
        if (std::find(domain.begin(), domain.end(), each) == domain.end()) domain.push_back(each);
    };
    for (const std::string& attribute : names) {
      const auto mentioned = view_.values.find(attribute);
      if (mentioned != view_.values.end()) add(mentioned->second);
      closed = closed && !view_.open.contains(attribute);
    }
    if (closed && !domain.empty()) {
      add(reading->constants);
      domain.emplace_back(kOther);
    } else {
      domain.emplace_back(Erased{});
    }
  }
  std::erase_if(domain, [](const Value& value) { return value.is_null(); });
  return domain;
}

std::optional<World::Reading> World::reading_of(const statechart::EventKind& kind,
                                                const std::string& input) const {
  const Chart::Tables& tables = chart_.tables();
  const std::string path = std::string(kEventData) + input;
  Reading reading{{}, {input}};
  bool closed = true;
  const auto look = [&](const statechart::Formula& formula) {
    if (!formula.code || !contains(formula.code->reads(), path)) return;
    for (const feel::Use& use : feel::uses_of(formula.code->program())) {
      if (use.members.size() < 2 || use.members[0] != "data" || use.members[1] != input) continue;
      closed = closed && use.compared && use.members.size() == 2;
      reading.constants.insert(reading.constants.end(), use.constants.begin(), use.constants.end());
    }
  };
  const auto look_in = [&](const statechart::Block& block) {
    for (const statechart::Instruction& each : block) {
      if (const auto* branch = std::get_if<statechart::Branch>(&each)) look(branch->condition);
      if (const auto* perform = std::get_if<statechart::Perform>(&each)) {
        for (const statechart::With& with : perform->attributes) {
          if (!with.value || !with.value->code || !contains(with.value->code->reads(), path))
            continue;
          if (with.value->text == path)
            reading.attributes.insert(with.name);
          else
            look(*with.value);  // what is made of it may be read in any way
        }
      }
      closed = closed && !hands_on(each, path, input);  // to be compared with anything later
    }
  };
  for (const statechart::Transition& transition : tables.transitions) {
    if (!transition.descriptors.empty() && !statechart::takes(transition, kind)) continue;
    if (transition.guard) look(*transition.guard);
    look_in(transition.content);
  }
  look_in(tables.script);
  for (const statechart::State& state : tables.states) {
    look_in(state.entry.content);
    for (const statechart::Block& block : state.on_entry) look_in(block);
    for (const statechart::Block& block : state.on_exit) look_in(block);
  }
  if (!closed) return std::nullopt;
  return reading;
}

void World::find_moves() {
  const Chart::Tables& tables = chart_.tables();
  std::map<std::string, std::set<std::string>> roles;
  for (const statechart::TransitionInfo& info : tables.transition_infos) {
    for (const std::string& event : info.events)
      roles[event].insert(info.roles.begin(), info.roles.end());
  }
  for (const auto& [event, by] : roles) {
    Move move;
    move.event = event;
    const bool of_engine = event.starts_with("act.") || event.starts_with("clock.") ||
                           event.starts_with("date.reached.");
    const auto kind = kinds_.find(event);
    const bool rests = !view_.whole && kind != kinds_.end() &&
                       (!awake(kind->second.takers) || changes_nothing(event));
    const bool told = by.empty() && !of_engine && raised_at_rest(event);
    if (rests || (by.empty() && !of_engine && !told)) continue;  // the chart raises it itself
    move.kind = by.empty() ? Move::Kind::kEngine : Move::Kind::kDone;
    move.by_authority = std::any_of(
        by.begin(), by.end(), [](const std::string& role) { return law::is_authority_role(role); });
    moves_.push_back(std::move(move));
  }
  for (const std::string& act : view_.effects) {
    const Move effect{Move::Kind::kEngine, std::string(kOfAct) + act, false, 0};
    if (std::ranges::none_of(moves_, [&](const Move& move) { return move.event == effect.event; }))
      moves_.push_back(effect);
  }
  if (!view_.whole || !resting_.empty())  // what rests may have let others go on
    moves_.push_back(Move{Move::Kind::kEngine, "", false, 0});
}

/// True where some of the states does not rest.
bool World::awake(const statechart::StateSet& states) const {
  for (statechart::StateIndex i = 0; i < chart_.tables().states.size(); ++i)
    if (states.contains(i) && !rests_.contains(i)) return true;
  return false;
}

/// True where every transition on the event stays where it is and does nothing that is looked at.
bool World::changes_nothing(const std::string& event) {
  const Chart::Tables& tables = chart_.tables();
  const statechart::EventKind* kind = tables.kind_of(event);
  return std::all_of(
      tables.transitions.begin(), tables.transitions.end(),
      [&](const statechart::Transition& transition) {
        if (!statechart::takes(transition, *kind) || rests_.contains(transition.source))
          return true;
        if (!transition.targets.empty()) return false;
        const bool tells = std::any_of(
            transition.content.begin(), transition.content.end(),
            [&](const statechart::Instruction& each) {
              if (const auto* assign = std::get_if<statechart::Assign>(&each))
                return std::binary_search(known_.begin(), known_.end(), assign->location.slot);
              return !std::holds_alternative<statechart::Perform>(each) &&
                     !std::holds_alternative<statechart::Log>(each);
            });
        return !tells && !is_seen_in_part(transition);
      });
}

/// True where only a region that rests raises the event, or where it tells of such a region's end.
bool World::raised_at_rest(const std::string& event) const {
  if (event.starts_with("done.state.")) return !resting_.empty();
  const Chart::Tables& tables = chart_.tables();
  bool raised = false;
  const auto look = [&](const statechart::Block& block, statechart::StateIndex state) {
    for (const statechart::Instruction& each : block) {
      const auto* raise = std::get_if<statechart::Raise>(&each);
      const auto* send = std::get_if<statechart::Send>(&each);
      if ((raise != nullptr && raise->event == event) ||
          (send != nullptr && (send->event.formula || send->event.text == event)))
        raised = raised || rests_.contains(state) || resting_roots_.contains(state);
    }
  };
  for (const statechart::Transition& transition : tables.transitions)
    look(transition.content, transition.source);
  for (statechart::StateIndex i = 0; i < tables.states.size(); ++i) {
    for (const statechart::Block& block : tables.states[i].on_entry) look(block, i);
    for (const statechart::Block& block : tables.states[i].on_exit) look(block, i);
    look(tables.states[i].entry.content, i);
  }
  return raised;
}

/// Notes which transitions may open a case; none where what the engine does by itself may open one.
void World::find_openings() {
  const auto moves = [&](const ActType& type) {
    const law::ActDecl* act = law_.act(type);
    const auto move = act == nullptr ? std::nullopt : lifecycle::parse_move(act->moves);
    const auto first = lifecycle::moves_from(lifecycle::Phase::kNone);
    return move && std::find(first.begin(), first.end(), *move) != first.end();
  };
  const bool by_effect =
      std::any_of(law_.norms().begin(), law_.norms().end(), [&](const law::Norm& norm) {
        const auto* deem = std::get_if<law::Deem>(&norm.content);
        return deem != nullptr && moves(ActType(deem->act));
      });
  if (by_effect) return;
  const Chart::Tables& tables = chart_.tables();
  for (statechart::StateIndex i = 0; i < tables.states.size(); ++i) {
    const auto info =
        std::find_if(chart_.states().begin(), chart_.states().end(),
                     [&](const auto& each) { return each.id == tables.states[i].id; });
    if (info != chart_.states().end() && !info->phase.empty()) in_phase_.insert(i);
    const bool by_entry = info != chart_.states().end() &&
                          std::any_of(info->acts.begin(), info->acts.end(),
                                      [&](const auto& act) { return moves(ActType(act.type)); });
    if (by_entry) return;
  }
  for (const statechart::TransitionInfo& info : chart_.transitions())
    openings_.push_back(std::any_of(info.acts.begin(), info.acts.end(),
                                    [&](const auto& act) { return moves(ActType(act.type)); }));
}

/// True where the last step opened a case, or left it where none need be.
bool World::opens() const {
  if (openings_.empty() || !meets(in_phase_)) return true;
  return std::any_of(taken_.begin(), taken_.end(),
                     [&](std::size_t transition) { return openings_[transition]; });
}

std::vector<Move> World::pending(std::span<const std::uint32_t> state) {
  std::vector<Move> found;
  const std::vector<statechart::PendingSend>& waiting = pendings_[state[width_ - 2]];
  for (std::uint32_t i = 0; i < waiting.size(); ++i)
    found.push_back(Move{Move::Kind::kPending, waiting[i].event.name, false, i});
  return found;
}

void World::put(std::span<const std::uint32_t> state) {
  for (std::size_t i = 0; i < marks_words_; ++i)
    marks_[i] = state[2 * i] | std::uint64_t{state[2 * i + 1]} << 32U;
  for (std::size_t i = 0; i < known_.size(); ++i)
    data_[known_[i]] = values_[state[2 * marks_words_ + i]];
  instance_.place(marks_, data_, (state[width_ - 1] & kEnded) != 0);
  const auto& waiting = pendings_[state[width_ - 2]];
  if (!waiting.empty()) instance_.own_extras().pending = waiting;
}

void World::keep() {
  const statechart::Instance& instance = instance_;
  std::ranges::copy(instance.all_marks(), marks_.begin());
  const std::span<std::uint64_t> marks(marks_);
  const Chart::Tables& tables = chart_.tables();
  for (const Region& region : resting_) {
    lay_to_rest(region, marks.first(tables.configuration_words), 0);
    const std::span<std::uint64_t> histories = marks.subspan(tables.configuration_words);
    for (const statechart::StateIndex history : tables.histories) {
      const statechart::HeldPlace& held = tables.states[history].held;
      lay_to_rest(region, held.in(histories), held.first);
    }
  }
  for (std::size_t i = 0; i < marks_words_; ++i) {
    after_[2 * i] = static_cast<std::uint32_t>(marks[i]);
    after_[2 * i + 1] = static_cast<std::uint32_t>(marks[i] >> 32U);
  }
  for (std::size_t i = 0; i < known_.size(); ++i)
    after_[2 * marks_words_ + i] = values_.number_of(widened(instance.data()[known_[i]]));
  std::vector<statechart::PendingSend> waiting;
  for (statechart::PendingSend send : instance.extras().pending) {
    send.due = Instant{};
    send.event.data = widened(send.event.data);
    const std::string key = pending_key({send});
    const auto alike = std::ranges::count_if(
        waiting, [&](const auto& other) { return pending_key({other}) == key; });
    if (static_cast<std::size_t>(alike) < kAlikeMax) waiting.push_back(std::move(send));
  }
  std::ranges::stable_sort(waiting, {}, [](const auto& send) { return pending_key({send}); });
  after_[width_ - 2] = pendings_.number_of(waiting);
  after_[width_ - 1] = instance.finished() ? kEnded : 0;
}

/// False for word of a state's end while what does not rest in it has not come to its end.
bool World::may_come(const Move& move) const {
  constexpr std::string_view kDone = "done.state.";
  if (move.kind != Move::Kind::kEngine || !move.event.starts_with(kDone)) return true;
  const Chart::Tables& tables = chart_.tables();
  const statechart::StateIndex state =
      tables.find(std::string_view(move.event).substr(kDone.size()));
  if (state == statechart::kNone) return false;
  const auto active = std::as_const(instance_).configuration();
  const auto is_active = [&](statechart::StateIndex each) {
    return (active[each / 64] >> (each % 64) & 1U) != 0;
  };
  if (!is_active(state)) return false;
  if (tables.states[state].kind != statechart::StateKind::kParallel)
    return rests_.contains(state) || resting_roots_.contains(state);
  const std::vector<statechart::StateIndex>& regions = tables.states[state].children;
  return std::all_of(regions.begin(), regions.end(), [&](statechart::StateIndex region) {
    const std::vector<statechart::StateIndex>& inner = tables.states[region].children;
    return resting_roots_.contains(region) ||
           std::any_of(inner.begin(), inner.end(), [&](statechart::StateIndex each) {
             return tables.states[each].kind == statechart::StateKind::kFinal && is_active(each);
           });
  });
}

/// True where one of the states is active.
bool World::meets(const statechart::StateSet& states) const {
  const auto active = std::as_const(instance_).configuration();
  const auto words = states.words();
  for (std::size_t i = 0; i < active.size(); ++i)
    if ((active[i] & words[i]) != 0) return true;
  return false;
}

bool World::step(std::span<const std::uint32_t> from, const Move& move, Chooser& chooser) {
  acts_.clear();
  taken_.clear();
  unknown_guards_.clear();
  failed_ = false;
  endless_ = false;
  Answers answers(*this, chooser);
  runner_.set_oracle(&answers);
  Status status;
  if (move.kind == Move::Kind::kStart) {
    instance_ = statechart::Instance(chart_);
    status = runner_.start(instance_, "case", surroundings_);
  } else {
    put(from);
    if (instance_.finished() || !may_come(move)) return false;
    statechart::Event raised{.name = move.event};
    if (move.kind == Move::Kind::kPending) {
      auto& waiting = instance_.own_extras().pending;
      const statechart::PendingSend due = waiting[move.place];
      raised = due.event;
      const auto alike = std::ranges::count_if(
          waiting, [&](const auto& other) { return pending_key({other}) == pending_key({due}); });
      const bool many = static_cast<std::size_t>(alike) >= kAlikeMax;
      if (!many || chooser.yes()) waiting.erase(waiting.begin() + move.place);
    } else {
      const auto kind = kinds_.find(move.event);
      if (kind != kinds_.end()) {
        if (!meets(kind->second.takers)) {
          if (move.kind != Move::Kind::kTime && !is_effect(move)) return false;
        } else if (!kind->second.inputs.empty() || !kind->second.lacking.empty()) {
          Context data = kind->second.data;
          const std::vector<std::string>& lacking = kind->second.lacking;
          const std::size_t lacks = chooser.pick(lacking.size() + 1);
          for (std::size_t i = 0; i < lacking.size(); ++i)
            data.set(lacking[i], i == lacks ? Value() : Value(Erased{}));
          for (const Input& input : kind->second.inputs)
            data.set(input.name, input.domain[chooser.pick(input.domain.size())]);
          raised.data = Value(std::move(data));
        } else {
          raised.data = kind->second.unknown;
        }
      }
    }
    status = runner_.process(instance_, raised, surroundings_);
  }
  if (!status) {
    failed_ = true;
    endless_ = status.error().code == ErrorCode::kOutOfRange;
    if (status.error().code != ErrorCode::kInvalidArgument) gaps_.insert(status.error().message);
    return false;
  }
  const statechart::Trace trace = std::move(runner_.trace());
  failed_ = !trace.errors.empty() || !trace.unsettled.empty();
  for (const Error& error : trace.unsettled) unsettled_.emplace(error.message, error.source);
  const bool may_be_idle = move.kind == Move::Kind::kStart || move.kind == Move::Kind::kTime ||
                           move.kind == Move::Kind::kPending || is_effect(move);
  if (!may_be_idle && trace.transitions.empty()) return false;
  taken_ = trace.transitions;
  if (!trace.errors.empty() && trace.taken) return false;  // the engine refuses such a command
  keep();
  const bool was_open = move.kind != Move::Kind::kStart && (from[width_ - 1] & kOpened) != 0;
  const bool is_open = was_open || opens();
  if (is_open) after_[width_ - 1] |= kOpened;
  if (!is_open && move.kind != Move::Kind::kStart) return false;  // there is no case yet
  read_facts();
  const bool by_party = move.kind == Move::Kind::kDone && !move.by_authority;
  const bool begins = move.kind == Move::Kind::kStart;
  namings_.begin(begins ? from.first(0) : from.subspan(namings_at(), namings_.words()), taken_);
  if (is_effect(move)) acts_.push_back(effect(move, chooser));
  for (const statechart::PerformedAct& performed : trace.acts) {
    if (!is_looked_at(performed)) continue;
    acts_.push_back(made(performed, chooser));
    if (by_party && acts_.back().party.empty())
      acts_.back().party = PartyId(std::string(chooser.yes() ? kOtherParty : kParty));
  }
  namings_.keep(std::span(after_).subspan(namings_at(), namings_.words()));
  return true;
}

void World::read_facts() {
  facts_ = law::Facts{};
  Context party{{"id", Value(kParty)},
                {"role", view_.party_role.empty() ? Value(Erased{}) : Value(view_.party_role)}};
  Context& own = facts_.parties[std::string(kParty)];
  own = party;
  for (const statechart::Fact& fact : chart_.tables().facts) {
    if (!view_.facts.contains(fact.name)) continue;
    const std::string name = fact.name.substr(fact.name.find('.') + 1);
    Value value =
        runner_.fact(instance_, fact, fact.of_party ? Value(party) : Value(), surroundings_);
    (fact.of_party ? own : facts_.case_data).set(name, std::move(value));
  }
  facts_.case_data.set("begun", Erased{});
  facts_.case_data.set("authority",
                       view_.authority.empty() ? Value(Erased{}) : Value(view_.authority));
}

PartyId World::named_by(const statechart::PerformedAct& performed, Chooser& chooser) {
  Namings::Named* before = namings_.of(performed);
  const bool other = before == nullptr || *before == Namings::Named::kNobodyYet
                         ? chooser.yes()
                         : *before == Namings::Named::kOther;
  if (before != nullptr) *before = other ? Namings::Named::kOther : Namings::Named::kThis;
  return PartyId(std::string(other ? kOtherParty : kParty));
}

Act World::made(const statechart::PerformedAct& performed, Chooser& chooser) {
  Act act;
  act.type = ActType(performed.type);
  act.basis = performed.basis;
  act.attributes = performed.attributes;
  const law::ActDecl* declared = law_.act(act.type);
  const auto names_party = [&](const std::string& name) {
    const law::AttributeDecl* own = declared == nullptr ? nullptr : declared->attribute(name);
    return name == "party" || (own != nullptr && own->type == "party");
  };
  std::vector<std::string> lacking;  // one that lacks is enough
  std::size_t apart = 0;             // each of these may lack
  for (const auto& [name, value] : performed.attributes.entries()) {
    if (value != perhaps()) continue;
    act.attributes.set(name, Erased{});
    if (names_party(name)) continue;
    if (view_.fields.contains(name)) {
      lacking.push_back(name);
    } else if (view_.attributes.contains(name)) {
      if (++apart > kLackingMax)
        gaps_.insert(act.type.str() + "." + name);
      else if (name == "regarding" || name == "opens" ? view_.matters.empty() : chooser.yes())
        act.attributes.set(name, nullptr);
    }
  }
  const std::size_t lacks = lacking.empty() ? 0 : chooser.pick(lacking.size() + 1);
  if (lacks < lacking.size()) act.attributes.set(lacking[lacks], nullptr);
  for (auto* own : {&act.regarding, &act.opens}) {
    const char* name = own == &act.regarding ? "regarding" : "opens";
    *own = matter_of(performed.attributes.find(name), chooser);
    act.attributes.erase(name);
  }
  const Value* named = act.attributes.find("party");
  if (declared != nullptr && (named == nullptr || named->is_null())) {
    for (const law::AttributeDecl& attribute : declared->attributes)
      if (attribute.type == "party") named = act.attributes.find(attribute.name);
  }
  if (named != nullptr && named->erased() != nullptr) {
    act.party = named_by(performed, chooser);
  } else if (named != nullptr && named->string() != nullptr) {
    act.party = PartyId(*named->string());
  } else if (law_.index(act.type).needs_party) {
    act.party = PartyId(std::string(kParty));  // the only one there is
  }
  act.attributes.erase("party");
  if (view_.attributes.contains("persons") || view_.attributes.contains("actor")) {
    const std::vector<Value> people =
        people_named(std::array<std::string, 2>{"actor", "persons"}, {});
    const Value& actor = people[chooser.pick(people.size())];
    List persons{actor};
    const bool with_others =
        declared != nullptr &&
        std::ranges::any_of(declared->attributes, &law::AttributeDecl::takes_part);
    for (const Value& other : people)
      if (with_others && other != actor && chooser.yes()) persons.push_back(other);
    act.attributes.set("actor", actor);
    act.attributes.set("persons", Value(std::move(persons)));
  }
  for (const char* unknown :
       {"actor", "persons", "legal_day", "recorded_time", "role", "channel"}) {
    if (act.attributes.find(unknown) == nullptr) act.attributes.set(unknown, Erased{});
  }
  return act;
}

/// Those who are looked at, and whom the law names by these attributes, or something else.
std::vector<Value> World::people_named(std::span<const std::string> names,
                                       const std::vector<Value>& more) const {
  std::vector<Value> people(kPeople.begin(),
                            kPeople.begin() + static_cast<std::ptrdiff_t>(view_.people));
  const auto add = [&](const std::vector<Value>& values) {
    for (const Value& value : values)
      if (value.string() != nullptr && std::ranges::find(people, value) == people.end())
        people.push_back(value);
  };
  for (const std::string& name : names) {
    const auto named = view_.values.find(name);
    if (named != view_.values.end()) add(named->second);
  }
  add(more);
  return people;
}

/// The matter that an act regards or opens, as it says; where that is not known, any there is.
std::string World::matter_of(const Value* said, Chooser& chooser) const {
  if (said == nullptr || said->erased() == nullptr || view_.matters.empty())
    return said == nullptr ? std::string() : text_of(*said);
  const bool may_be_main = *said == perhaps();
  const std::size_t number = chooser.pick(view_.matters.size() + (may_be_main ? 1 : 0));
  return number == view_.matters.size()
             ? std::string()
             : *std::next(view_.matters.begin(), static_cast<std::ptrdiff_t>(number));
}

/// True where the engine itself does an act, as a norm says that it counts as done.
bool World::is_effect(const Move& move) const {
  return move.kind == Move::Kind::kEngine && move.event.starts_with(kOfAct) &&
         view_.effects.contains(move.event.substr(kOfAct.size()));
}

/// Such an act. It has the party and the matter of the act that it comes of, which the norm knows.
Act World::effect(const Move& move, Chooser& chooser) {
  statechart::PerformedAct performed;
  performed.type = move.event.substr(kOfAct.size());
  if (const law::ActDecl* declared = law_.act(ActType(performed.type))) {
    for (const law::AttributeDecl& attribute : declared->attributes) {
      const bool by_engine = attribute.name == "on" || attribute.name == "rule";
      if (view_.attributes.contains(attribute.name))
        performed.attributes.set(attribute.name, by_engine ? Value(Erased{}) : perhaps());
    }
  }
  if (!view_.matters.empty()) performed.attributes.set("regarding", perhaps());
  performed.attributes.set("party", Erased{});
  Act act = made(performed, chooser);
  if (chooser.yes()) act.party = PartyId();
  act.by_norm = "effect";
  return act;
}

Footprint World::footprint(const Move& move) const {
  const bool begins = move.kind == Move::Kind::kStart || move.kind == Move::Kind::kPending;
  const bool of_rest = move.kind == Move::Kind::kEngine &&
                       (move.event.empty() || move.event.starts_with("done.state."));
  if (!begins && !of_rest) return footprint_of(chart_.tables(), move.event);
  Footprint all(chart_.tables().states.size());
  all.whole = true;
  return all;
}

World::State World::mask_of(const Footprint& footprint) const {
  constexpr std::uint32_t kAll = ~std::uint32_t{0};
  const Chart::Tables& tables = chart_.tables();
  if (footprint.whole) return State(width_, kAll);
  State mask(width_);
  const auto cover = [&](statechart::StateIndex state) {
    mask[state / 32] |= std::uint32_t{1} << (state % 32);
  };
  for (statechart::StateIndex state = footprint.states.next(0); state != statechart::kNone;
       state = footprint.states.next(state + 1))
    cover(state);
  statechart::StateSet asked(tables.states.size());
  std::set<std::string> roots;
  for (const statechart::Fact& fact : tables.facts) {
    if (!view_.facts.contains(fact.name)) continue;
    if (!add_asked(tables, fact.value, asked)) return State(width_, kAll);
    for (const std::string& path : reads_of(fact.value)) roots.insert(root_of(path));
  }
  for (statechart::StateIndex state = asked.next(0); state != statechart::kNone;
       state = asked.next(state + 1))
    cover(state);
  for (const statechart::StateIndex history : footprint.histories) {
    const statechart::HeldPlace& held = tables.states[history].held;
    const std::size_t first = 2 * (tables.configuration_words + held.at);
    std::fill_n(mask.begin() + static_cast<std::ptrdiff_t>(first), 2 * held.words, kAll);
  }
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const bool covered =
        footprint.slots.contains(known_[i]) || roots.contains(tables.variables[known_[i]].name);
    if (covered) mask[2 * marks_words_ + i] = kAll;
  }
  std::fill_n(mask.begin() + static_cast<std::ptrdiff_t>(namings_at()), namings_.words(), kAll);
  if (footprint.sends) mask[width_ - 2] = kAll;
  mask[width_ - 1] = kAll;
  return mask;
}

std::vector<std::string> World::resting() const {
  std::vector<std::string> ids;
  for (const Region& region : resting_) ids.push_back(chart_.tables().states[region.root].id);
  return ids;
}

statechart::StateSet World::active(std::span<const std::uint32_t> state) const {
  const std::size_t count = chart_.tables().states.size();
  statechart::StateSet states(count);
  for (statechart::StateIndex i = 0; i < count; ++i)
    if ((state[i / 32] >> (i % 32) & 1U) != 0) states.insert(i);
  return states;
}

bool World::is_final(std::span<const std::uint32_t> state) const {
  return (state[width_ - 1] & kEnded) != 0;
}

std::string World::describe(std::span<const std::uint32_t> state) const {
  std::vector<std::string> ids;
  const Chart::Tables& tables = chart_.tables();
  for (std::uint32_t i = 1; i < tables.states.size(); ++i) {
    const bool active = (state[i / 32] >> (i % 32) & 1U) != 0;
    if (active && tables.is_atomic(i)) ids.push_back(tables.states[i].id);
  }
  return comma_list(ids);
}

}  // namespace lagrum::verify
