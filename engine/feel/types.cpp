#include "feel/types.h"

#include <algorithm>
#include <array>

#include "lagrum/diagnostic.h"

namespace lagrum::feel {
namespace {

using Kind = Type::Kind;

constexpr std::size_t kTypeDepthMax = 32;

struct Named {
  std::string_view name;
  Kind kind;
};

/// The first name of a kind is the one FEEL writes.
constexpr std::array kNames = {
    Named{"Any", Kind::kAny},
    Named{"Null", Kind::kNull},
    Named{"number", Kind::kNumber},
    Named{"string", Kind::kString},
    Named{"boolean", Kind::kBoolean},
    Named{"date", Kind::kDate},
    Named{"time", Kind::kTime},
    Named{"date and time", Kind::kDateTime},
    Named{"years and months duration", Kind::kMonthsDuration},
    Named{"days and time duration", Kind::kSecondsDuration},
    Named{"duration", Kind::kDuration},
    Named{"list", Kind::kList},
    Named{"context", Kind::kContext},
    Named{"range", Kind::kRange},
    Named{"function", Kind::kFunction},
    Named{"any", Kind::kAny},
    Named{"date-time", Kind::kDateTime},
    Named{"dateTime", Kind::kDateTime},
    Named{"yearMonthDuration", Kind::kMonthsDuration},
    Named{"dayTimeDuration", Kind::kSecondsDuration},
};

std::string_view name_of(Kind kind) {
  return std::find_if(kNames.begin(), kNames.end(),
                      [&](const Named& row) { return row.kind == kind; })
      ->name;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

Error unknown_type(std::string_view name) {
  std::vector<std::string> candidates;
  candidates.reserve(std::size(kNames));
  for (const Named& row : kNames) candidates.emplace_back(row.name);
  return Error{ErrorCode::kNotFound, not_known("a FEEL type", name, candidates), {}, {}};
}

Result<Type> parse(std::string_view text, std::size_t depth);

/// The parts of "a: number, b: list<string>" between commas that are in no brackets.
std::vector<std::string_view> split_members(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') ++open;
    if (text[i] == '>') --open;
    if (text[i] != ',' || open != 0) continue;
    parts.push_back(text.substr(start, i - start));
    start = i + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

// NOLINTBEGIN(misc-no-recursion): bounded by kTypeDepthMax

Result<Type> parse_members(std::string_view text, std::size_t depth) {
  std::vector<Type::Member> members;
  for (const std::string_view part : split_members(text)) {
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos) return unknown_type(text);
    LAGRUM_ASSIGN(Type type, parse(part.substr(colon + 1), depth + 1));
    members.push_back(Type::Member{std::string(trimmed(part.substr(0, colon))), std::move(type)});
  }
  return Type::context_of(std::move(members));
}

Result<Type> parse_generic(std::string_view text, std::size_t open, std::size_t depth) {
  const std::string_view outer = trimmed(text.substr(0, open));
  if (outer == "function") return Type::of(Kind::kFunction);  // its signature is not compared
  if (text.back() != '>') return unknown_type(text);
  const std::string_view inner = text.substr(open + 1, text.size() - open - 2);
  if (outer == "context") return parse_members(inner, depth);
  if (outer != "list" && outer != "range") return unknown_type(text);
  LAGRUM_ASSIGN(Type element, parse(inner, depth + 1));
  Type type = Type::list_of(std::move(element));
  type.kind = outer == "list" ? Kind::kList : Kind::kRange;
  return type;
}

Result<Type> parse(std::string_view text, std::size_t depth) {
  text = trimmed(text);
  if (depth > kTypeDepthMax) {
    return Error{ErrorCode::kOutOfRange, "expected a type of at most 32 levels", {}, {}};
  }
  const std::size_t open = text.find('<');
  if (open != std::string_view::npos) return parse_generic(text, open, depth);
  for (const Named& row : kNames) {
    if (row.name == text) return Type::of(row.kind);
  }
  return unknown_type(text);
}

bool list_conforms(const List& list, const Type& type) {
  if (!type.element) return true;
  for (const Value& element : list)
    if (!conforms(element, *type.element)) return false;
  return true;
}

bool context_conforms(const Context& context, const Type& type) {
  if (!type.members) return true;
  for (const Type::Member& member : *type.members) {
    const Value* value = context.find(member.name);
    if (value != nullptr && !conforms(*value, member.type)) return false;
  }
  return true;
}

bool range_conforms(const RangeValue& range, const Type& type) {
  return !type.element ||
         (conforms(range.low, *type.element) && conforms(range.high, *type.element));
}

// NOLINTEND(misc-no-recursion)

}  // namespace

const Type* type_of(const std::vector<Type::Member>& members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Type::Member& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->type;
}

std::vector<std::string> names_of(const std::vector<Type::Member>& members) {
  std::vector<std::string> names;
  names.reserve(members.size());
  for (const Type::Member& member : members) names.push_back(member.name);
  return names;
}

Type Type::list_of(Type element) {
  return Type{Kind::kList, std::make_shared<const Type>(std::move(element)), nullptr, {}};
}

Type Type::context_of(std::vector<Member> members) {
  return Type{
      Kind::kContext, nullptr, std::make_shared<const std::vector<Member>>(std::move(members)), {}};
}

// NOLINTBEGIN(misc-no-recursion): a type is as deep as it was read

std::string to_string(const Type& type) {
  if (!type.name.empty()) return type.name;
  std::string name(name_of(type.kind));
  if (type.element) return name + "<" + to_string(*type.element) + ">";
  if (!type.members) return name;
  std::string text;
  for (const Type::Member& member : *type.members) {
    text += (text.empty() ? "" : ", ") + member.name + ": " + to_string(member.type);
  }
  return name + "<" + text + ">";
}

Result<Type> parse_type(std::string_view name) { return parse(name, 0); }

bool conforms(const Value& value, const Type& type) {
  if (value.is_null()) return true;
  switch (type.kind) {
    case Kind::kAny:
      return true;
    case Kind::kNull:
      return false;
    case Kind::kNumber:
      return value.number() != nullptr;
    case Kind::kString:
      return value.string() != nullptr;
    case Kind::kBoolean:
      return value.boolean() != nullptr;
    case Kind::kDate:
      return value.date() != nullptr;
    case Kind::kTime:
      return value.time() != nullptr;
    case Kind::kDateTime:
      return value.date_time() != nullptr;
    case Kind::kMonthsDuration:
      return value.months_duration() != nullptr;
    case Kind::kSecondsDuration:
      return value.seconds_duration() != nullptr;
    case Kind::kDuration:
      return value.months_duration() != nullptr || value.seconds_duration() != nullptr;
    case Kind::kList:
      return value.list() != nullptr && list_conforms(*value.list(), type);
    case Kind::kContext:
      return value.context() != nullptr && context_conforms(*value.context(), type);
    case Kind::kRange:
      return value.range() != nullptr && range_conforms(*value.range(), type);
    case Kind::kFunction:
      return value.function() != nullptr;
  }
  return false;
}

// NOLINTEND(misc-no-recursion)

}  // namespace lagrum::feel
