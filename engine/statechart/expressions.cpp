#include "statechart/expressions.h"

#include <algorithm>
#include <utility>

namespace lagrum::statechart {
namespace {

using feel::Type;

Type text_type() { return Type::of(Type::Kind::kString); }

Type event_type(const Type& data) {
  return Type::context_of({{"name", text_type()},
                           {"type", text_type()},
                           {"sendid", text_type()},
                           {"origin", text_type()},
                           {"origintype", text_type()},
                           {"invokeid", text_type()},
                           {"data", data}});
}

bool is_name_part(char c) {
  return c == '_' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

struct SystemName {
  std::string_view name;
  SystemSlot slot;
};

constexpr SystemName kSystemNames[] = {
    {"_event", SystemSlot::kEvent},
    {"_name", SystemSlot::kName},
    {"_sessionid", SystemSlot::kSessionId},
    {"_ioprocessors", SystemSlot::kIoProcessors},
};

bool is_system_name(std::string_view name) {
  return std::any_of(std::begin(kSystemNames), std::end(kSystemNames),
                     [&](const SystemName& each) { return each.name == name; });
}

SystemSlots system_slots(const feel::Expression& code) {
  SystemSlots slots = 0;
  for (const std::string& path : code.reads()) {
    for (const SystemName& each : kSystemNames) {
      if (path.starts_with(each.name)) slots |= bit_of(each.slot);
    }
  }
  return slots;
}

}  // namespace

namespace {

// A context may lack members or have more; one that lacks some and has others is another.
// NOLINTNEXTLINE(misc-no-recursion): a type is as deep as it was read
bool members_may_be(const std::vector<Type::Member>& found,
                    const std::vector<Type::Member>& expected) {
  bool unknown = false;
  for (const Type::Member& member : found) {
    const Type* wanted = feel::type_of(expected, member.name);
    unknown = unknown || wanted == nullptr;
    if (wanted != nullptr && !may_be(member.type, *wanted)) return false;
  }
  const bool lacks = std::any_of(expected.begin(), expected.end(), [&](const Type::Member& member) {
    return feel::type_of(found, member.name) == nullptr;
  });
  return !unknown || !lacks;
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): a type is as deep as it was read
bool may_be(const Type& found, const Type& expected) {
  using Kind = Type::Kind;
  if (found.kind == Kind::kAny || found.kind == Kind::kNull) return true;
  if (found.kind == Kind::kContext && expected.kind == Kind::kContext && found.members &&
      expected.members)
    return members_may_be(*found.members, *expected.members);
  if (expected.kind == Kind::kAny || expected.kind == found.kind) return true;
  const auto is_duration = [](Kind kind) {
    return kind == Kind::kDuration || kind == Kind::kMonthsDuration ||
           kind == Kind::kSecondsDuration;
  };
  return is_duration(found.kind) && is_duration(expected.kind) &&
         (found.kind == Kind::kDuration || expected.kind == Kind::kDuration);
}

Position shifted(Position position, std::size_t columns) {
  if (position.column > 0) position.column += static_cast<std::uint32_t>(columns);
  return position;
}

feel::Scope Expressions::scope(const Type& event_data, bool with_party) const {
  feel::Scope scope;
  for (const Variable& variable : tables_.variables)
    scope.add_variable(variable.name, variable.type);
  // In the order of SystemSlot.
  scope.add_variable("_event", event_type(event_data));
  scope.add_variable("_name", text_type());
  scope.add_variable("_sessionid", text_type());
  scope.add_variable("_ioprocessors", Type::any());
  if (with_party) scope.add_variable("party", Type::any());
  scope.add_function("In", {"id"}, Type::of(Type::Kind::kBoolean));
  return scope;
}

Type Expressions::type_named(std::string_view name, const Position& position) {
  std::vector<std::string> defined;
  if (context_.decisions != nullptr) {
    const feel::Types& types = context_.decisions->types();
    const auto found = types.find(std::string(name));
    if (found != types.end()) return found->second;
    for (const auto& [type_name, type] : types) defined.push_back(type_name);
  }
  const Result<Type> built_in = feel::parse_type(name);
  if (built_in) return *built_in;
  const std::string near = suggestion(name, defined);
  diagnostics_.error(
      "unknown-type", position,
      near.empty() ? built_in.error().message
                   : "expected a FEEL type or an item definition of the decision model, found '" +
                         std::string(name) + "'" + near);
  return Type::any();
}

std::string Expressions::fault(std::string_view rule, const Position& position,
                               std::string message) {
  if (context_.profile == Profile::kCase) diagnostics_.error(std::string(rule), position, message);
  return message;
}

Formula Expressions::compile(std::string_view text, const Position& position,
                             const feel::Scope& scope, const Type& expected) {
  Formula formula{std::string(text), position};
  Result<feel::Expression> code = feel::Expression::compile(text, scope, position);
  if (!code) {
    const Position& at = code.error().source.line > 0 ? code.error().source : position;
    formula.fault = fault("expression", at, code.error().message);
    return formula;
  }
  if (!may_be(code->type(), expected)) {
    formula.fault = fault("wrong-type", position,
                          "expected a value of type " + to_string(expected) + ", found " +
                              to_string(code->type()) + " in '" + formula.text + "'");
  }
  check_states_named(text, position);
  formula.code = std::move(code).value();
  formula.reads = system_slots(*formula.code);
  return formula;
}

std::optional<Formula> Expressions::attribute(const xml::Element& element, std::string_view local,
                                              const feel::Scope& scope, const Type& expected) {
  const auto text = element.attribute(local);
  if (!text) return std::nullopt;
  return compile(*text, element.attribute_position(local), scope, expected);
}

// In("id") with a literal id must name a state.
void Expressions::check_states_named(std::string_view text, const Position& position) {
  constexpr std::string_view kCall = "In(\"";
  for (auto at = text.find(kCall); at != std::string_view::npos; at = text.find(kCall, at + 1)) {
    if (at > 0 && is_name_part(text[at - 1])) continue;
    const auto begin = at + kCall.size();
    const auto end = text.find('"', begin);
    const std::string_view id = text.substr(begin, end - begin);
    if (end == std::string_view::npos || tables_.find(id) != kNone) continue;
    fault("unknown-state", shifted(position, begin),
          not_known("the id of a state", id, state_ids()));
  }
}

std::vector<std::string> Expressions::state_ids() const {
  std::vector<std::string> ids;
  if (diagnostics_.error_count() >= kSuggestionsMax) return ids;
  for (const auto& [id, state] : tables_.state_by_id) ids.push_back(id);
  return ids;
}

std::vector<std::string> Expressions::variable_names() const {
  std::vector<std::string> names;
  if (diagnostics_.error_count() >= kSuggestionsMax) return names;
  for (const Variable& variable : tables_.variables) names.push_back(variable.name);
  return names;
}

std::uint32_t Expressions::slot_of(std::string_view name) const {
  const auto found = std::find_if(tables_.variables.begin(), tables_.variables.end(),
                                  [&](const Variable& variable) { return variable.name == name; });
  return found == tables_.variables.end()
             ? kNone
             : static_cast<std::uint32_t>(found - tables_.variables.begin());
}

Location Expressions::location(std::string_view text, const Position& position) {
  Location location{std::string(text), position, kNone, {}, Type::any(), {}, false};
  Result<LocationPath> path = parse_location(text);
  if (!path) {
    const std::uint32_t column = std::max<std::uint32_t>(path.error().source.column, 1);
    location.fault = fault("location", shifted(position, column - 1), path.error().message);
    return location;
  }
  const std::uint32_t slot = slot_of(path->root);
  if (slot == kNone) {
    location.fault =
        fault("unknown-location", position,
              is_system_name(path->root) ? "expected a data item, found the system variable '" +
                                               path->root + "', which cannot be set"
                                         : not_known("a data item", path->root, variable_names()));
    return location;
  }
  Result<Type> type = type_at(tables_.variables[slot].type, path->steps);
  if (!type) {
    location.fault = fault("unknown-location", position, type.error().message);
    return location;
  }
  location.slot = slot;
  location.steps = std::move(path->steps);
  location.type = std::move(type).value();
  location.restricted = tables_.decisions && tables_.decisions->restricts(location.type.name);
  return location;
}

Location Expressions::location(const xml::Element& element, std::string_view local) {
  const std::string text = element.attribute_or_empty(local);
  return location(text, element.attribute_position(local));
}

}  // namespace lagrum::statechart
