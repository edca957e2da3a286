#include "verify/guesses.h"

#include <algorithm>
#include <set>

#include "base/words.h"
#include "feel/claims.h"
#include "feel/expression.h"
#include "statechart/tables.h"
#include "verify/norm_parts.h"
#include "verify/world.h"

namespace lagrum::verify {
namespace {

using feel::Type;

constexpr std::string_view kOfEvent = "_event.data.";
/// Types are nested no deeper; past it a value is null.
constexpr int kDepthMax = 6;

std::string first_name(const std::string& path) { return path.substr(0, path.find('.')); }

std::optional<std::string> carried(const std::string& path) {
  if (!path.starts_with(kOfEvent)) return std::nullopt;
  return first_name(path.substr(kOfEvent.size()));
}

const std::vector<std::string>& paths_of(const statechart::Formula& formula) {
  static const std::vector<std::string> kNothingRead;
  return formula.code ? formula.code->reads() : kNothingRead;
}

template <class Visit>
void each_formula(const statechart::Chart::Tables& tables, Visit&& visit) {
  const auto look = [&](const statechart::Block& block) {
    for (const statechart::Instruction& each : block) {
      if (const auto* branch = std::get_if<statechart::Branch>(&each)) visit(branch->condition);
      if (const auto* assign = std::get_if<statechart::Assign>(&each)) visit(assign->value);
      if (const auto* perform = std::get_if<statechart::Perform>(&each)) {
        for (const statechart::With& with : perform->attributes)
          if (with.value) visit(*with.value);
      }
    }
  };
  for (const statechart::Transition& transition : tables.transitions) {
    if (transition.guard) visit(*transition.guard);
    look(transition.content);
  }
  for (const statechart::State& state : tables.states) {
    look(state.entry.content);
    for (const statechart::Block& block : state.on_entry) look(block);
    for (const statechart::Block& block : state.on_exit) look(block);
  }
}

/// Visits what fills the acts of an event of the run: the number of the act, and the attribute.
template <class Visit>
void each_filled(const statechart::Chart& chart, const Event& event, Visit&& visit) {
  for (std::size_t t = 0; t < chart.tables().transitions.size(); ++t) {
    if (!contains(event.transitions, chart.transitions()[t].name)) continue;
    for (const statechart::Instruction& each : chart.tables().transitions[t].content) {
      const auto* perform = std::get_if<statechart::Perform>(&each);
      if (perform == nullptr) continue;
      for (std::size_t a = 0; a < event.acts.size(); ++a) {
        if (event.acts[a] != perform->act.type) continue;
        for (const statechart::With& with : perform->attributes) visit(a, with);
      }
    }
  }
}

void add_value(std::vector<Value>& values, const Value& value) {
  if (!value.is_null() && std::ranges::find(values, value) == values.end()) values.push_back(value);
}

}  // namespace

Guesses::Guesses(const cases::Workflow& workflow, const NormResult& norm,
                 std::map<std::string, std::string> people)
    : workflow_(workflow), norm_(norm), people_(std::move(people)) {
  gather();
}

void Guesses::gather() {
  const statechart::Chart::Tables& tables = workflow_.chart.tables();
  std::map<std::string, std::vector<std::string>> kept_as;  // a data item, and what fills it
  for (const statechart::Transition& transition : tables.transitions) {
    for (const statechart::Instruction& each : transition.content) {
      const auto* assign = std::get_if<statechart::Assign>(&each);
      if (assign == nullptr || assign->location.slot == statechart::kNone) continue;
      for (const std::string& path : paths_of(assign->value)) {
        if (const auto name = carried(path))
          kept_as[tables.variables[assign->location.slot].name].push_back(*name);
      }
    }
  }
  const auto look = [&](const statechart::Formula& formula) {
    if (!formula.code) return;
    std::set<std::string> roots;
    for (const std::string& path : paths_of(formula))
      roots.insert(carried(path).value_or(first_name(path)));
    for (const feel::Use& use : feel::uses_of(formula.code->program())) {
      const bool of_event = use.members.size() >= 2 && use.members[0] == "data";
      if (!of_event && roots.size() != 1) continue;  // of which one is not said
      const std::string name = of_event ? use.members[1] : *roots.begin();
      const auto sources = kept_as.find(name);
      for (const Value& constant : use.constants) {
        add_value(compared_[name], constant);
        if (of_event || sources == kept_as.end()) continue;
        for (const std::string& source : sources->second) add_value(compared_[source], constant);
      }
    }
  };
  for (const Event& event : norm_.run) {
    each_filled(workflow_.chart, event, [&](std::size_t a, const statechart::With& with) {
      const Value* value = event.attributes[a].find(with.name);
      if (value == nullptr || !value->is_null() || !with.value) return;
      for (const std::string& path : paths_of(*with.value)) {
        const std::size_t dot = path.rfind('.');
        if (dot != std::string::npos) missing_.insert(path.substr(dot + 1));
      }
    });
  }
  for (const Event& event : norm_.run) {  // what lets the run go on is tried first
    for (std::size_t t = 0; t < tables.transitions.size(); ++t) {
      const bool taken = contains(event.transitions, workflow_.chart.transitions()[t].name);
      if (taken && tables.transitions[t].guard) look(*tables.transitions[t].guard);
    }
  }
  each_formula(tables, look);
  for (const law::Norm& norm : workflow_.law.norms()) {
    for_each_formula(norm, [&](const law::Formula& formula) {
      for (const auto& [name, use] : formula.uses())
        for (const Value& constant : use.constants) add_value(compared_[name], constant);
    });
  }
  for (const auto& [id, act] : workflow_.law.vocabulary().acts)
    for (const law::AttributeDecl& attribute : act.attributes)
      declared_.emplace(attribute.name, attribute.type);
}

/// What stands in the run for people and parties is put in words of the case.
std::optional<Value> Guesses::real(const Value& value, const Moment& moment) const {
  const std::string* text = value.string();
  if (text == nullptr) return value;
  if (*text == kParty) return Value(moment.party);
  if (*text == kOtherParty) return Value(moment.other_party);
  const auto person = people_.find(*text);
  return person != people_.end() ? Value(person->second) : value;
}

/// Two parties, so that another one is there too.
std::vector<Value> Guesses::parties() const {
  const std::string role = norm_.party_role.empty() ? "applicant" : norm_.party_role;
  const auto party = [&](const std::string& id, const std::string& name, const std::string& as) {
    return Value(Context{{"id", Value(id)}, {"role", Value(as)}, {"name", Value(name)}});
  };
  const Value first = party("party-1", "Pia Pettersson", role);
  const Value second =
      party("party-2", "Per Persson", role == "applicant" ? "neighbour" : "applicant");
  return {Value(List{first}), Value(List{first, second})};
}

// NOLINTNEXTLINE(misc-no-recursion): at most kDepthMax deep
std::vector<Value> Guesses::any(const std::string& name, const Type& type, const Moment& moment,
                                int depth) const {
  const auto known = compared_.find(name);
  const auto declared = declared_.find(name);
  const std::string as = declared != declared_.end() ? declared->second : std::string();
  std::vector<Value> values;
  const auto add_known = [&] {
    if (known == compared_.end()) return;
    for (const Value& value : known->second)
      if (feel::conforms(value, type)) add_value(values, value);
  };
  if (as == "person" && type.kind != Type::Kind::kList) {
    values = {Value(moment.another), Value(moment.who)};
    std::erase_if(values, [](const Value& value) { return value.string()->empty(); });
    return values;
  }
  if (as == "party") {
    values = {Value(moment.party)};
    if (!moment.other_party.empty()) values.emplace_back(moment.other_party);
    return values;
  }
  const CivilDate today = to_civil(moment.day);
  switch (type.kind) {
    case Type::Kind::kBoolean:
      return {Value(true), Value(false)};
    case Type::Kind::kNumber:
      add_known();
      for (const int each : {1, 100, 0}) add_value(values, Value::integer(each));
      return values;
    case Type::Kind::kDate:
      return {Value(today), Value(moment.day - std::chrono::days(1)),
              Value(moment.day + std::chrono::days(14)), Value(moment.day - std::chrono::days(60))};
    case Type::Kind::kDateTime:
      return {Value(DateTime{today, TimeOfDay{}})};
    case Type::Kind::kString:
      add_known();
      add_value(values, Value("As the run has it"));
      return values;
    case Type::Kind::kAny:
      add_known();
      add_value(values, Value("As the run has it"));
      return values;
    case Type::Kind::kList: {
      const Type& element = type.element == nullptr ? Type::any() : *type.element;
      const bool of_parties = element.kind == Type::Kind::kContext && element.members != nullptr &&
                              feel::type_of(*element.members, "id") != nullptr &&
                              feel::type_of(*element.members, "role") != nullptr;
      if (of_parties) return parties();
      if (element.kind == Type::Kind::kContext && depth < kDepthMax)
        return {Value(List{any(name, element, moment, depth + 1).front()}), Value(List{})};
      if (moment.is_body) {
        values = {Value(List{}), Value(List{Value(moment.another)})};
        return values;
      }
      values = {Value(List{Value(moment.who)}), Value(List{})};
      if (!moment.another.empty()) values.push_back(Value(List{Value(moment.another)}));
      return values;
    }
    case Type::Kind::kContext: {
      Context whole;
      Context in_part;
      if (type.members != nullptr && depth < kDepthMax) {
        for (const Type::Member& member : *type.members) {
          const auto inner = any(member.name, member.type, moment, depth + 1);
          if (inner.empty()) continue;
          whole.set(member.name, inner.front());
          if (!missing_.contains(member.name)) in_part.set(member.name, inner.front());
        }
      }
      if (in_part.size() < whole.size()) values = {Value(std::move(in_part))};
      values.emplace_back(std::move(whole));
      return values;
    }
    case Type::Kind::kMonthsDuration:
    case Type::Kind::kSecondsDuration:
    case Type::Kind::kDuration:
      add_known();
      for (const char* text :
           {R"(duration("P14D"))", R"(duration("P400D"))", R"(duration("P1M"))"}) {
        const auto value = feel::value_of(text, {}, Position{});
        if (value && feel::conforms(*value, type)) add_value(values, *value);
      }
      return values;
    case Type::Kind::kNull:
    case Type::Kind::kTime:
    case Type::Kind::kRange:
    case Type::Kind::kFunction:
      return {};
  }
  return {};
}

std::vector<Choice> Guesses::of(const Event& event, const Moment& moment) const {
  const statechart::Chart& chart = workflow_.chart;
  const std::vector<std::string> required = chart.required_data(event.event);
  std::map<std::string, std::vector<Value>> wanted;  // as the run has it; null for left out
  std::set<std::string> copied;                      // those that acts carry as they are
  each_filled(chart, event, [&](std::size_t a, const statechart::With& with) {
    const Value* value = event.attributes[a].find(with.name);
    if (with.name == "party" && !event.parties[a].empty()) {
      wanted["party"].emplace_back(event.parties[a]);
      copied.insert("party");
      return;
    }
    if (value == nullptr || value->erased() != nullptr) return;
    if (!with.value) {
      wanted[with.name].push_back(*value);
      copied.insert(with.name);
      return;
    }
    for (const std::string& path : paths_of(*with.value)) {
      const auto name = carried(path);
      if (!name) continue;
      wanted[*name].push_back(*value);
      if (with.value->text == path) copied.insert(*name);
    }
  });
  std::vector<Choice> choices;
  for (const Type::Member& member : chart.event_data(event.event)) {
    Choice choice{member.name, {}};
    const bool must = contains(required, member.name);
    const auto found = wanted.find(member.name);
    if (found != wanted.end()) {
      for (const Value& value : found->second) {
        if (value.is_null())
          choice.values.emplace_back();
        else if (feel::conforms(value, member.type))
          choice.values.emplace_back(real(value, moment));
      }
      std::erase_if(choice.values, [&](const auto& value) { return !value && must; });
    }
    // A clause that is claimed must be the right one; the engine finds it by itself.
    if (member.name == "clause" && !must) choice.values.insert(choice.values.begin(), std::nullopt);
    const bool fixed = !choice.values.empty() && copied.contains(member.name);
    const bool large = member.type.kind == Type::Kind::kContext ||
                       (member.type.kind == Type::Kind::kList && member.type.element != nullptr &&
                        member.type.element->kind == Type::Kind::kContext);
    if (!fixed && large && !must) choice.values.emplace_back();
    std::vector<Value> others = any(member.name, member.type, moment, 0);
    for (const Value& value : chart.allowed_values(event.event, member.name))
      add_value(others, value);
    for (Value& value : others) {
      if (!chart.not_allowed(event.event, member.name, value).empty()) continue;
      if (std::ranges::find(choice.values, std::optional<Value>(value)) == choice.values.end())
        choice.values.emplace_back(std::move(value));
    }
    if (fixed) choice.values.resize(std::min(choice.values.size(), found->second.size()));
    if (fixed && member.name == "party" && !must) choice.values.emplace_back();
    if (!fixed && !large && !must) choice.values.emplace_back();
    if (!choice.values.empty()) choices.push_back(std::move(choice));
  }
  return choices;
}

}  // namespace lagrum::verify
