#include "feel/types.h"

#include <algorithm>
#include <array>

#include "feel/function.h"
#include "feel/scanner.h"
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

Error unknown_type(std::string_view name, const Types& known) {
  std::vector<std::string> candidates;
  candidates.reserve(std::size(kNames) + known.size());
  for (const Named& row : kNames) candidates.emplace_back(row.name);
  for (const auto& [defined, type] : known) candidates.push_back(defined);
  return Error{ErrorCode::kNotFound, not_known("a FEEL type", name, candidates), {}, {}};
}

/// Takes types from the text that a scanner moves over.
class TypeReader {
 public:
  TypeReader(Scanner& scanner, const Types& known) : scanner_(scanner), known_(known) {}

  // NOLINTBEGIN(misc-no-recursion): bounded by kTypeDepthMax

  Result<Type> take() {
    if (depth_ >= kTypeDepthMax)
      return Error{ErrorCode::kOutOfRange, "expected a type of at most 32 levels", {}, {}};
    ++depth_;
    Result<Type> type = take_one();
    --depth_;
    return type;
  }

 private:
  Result<Type> take_one() {
    const std::size_t start = scanner_.here();
    Type best;
    std::size_t end = start;
    const auto consider = [&](std::string_view name, const auto& make) {
      const std::size_t matched = scanner_.match(name);
      if (matched == std::string_view::npos || matched <= end) return;
      end = matched;
      best = make();
    };
    for (const auto& [name, type] : known_) consider(name, [&type = type] { return type; });
    const bool defined = end > start;
    for (const Named& row : kNames) consider(row.name, [&] { return Type::of(row.kind); });
    if (end == start) {
      std::string found = scanner_.words();
      scanner_.move_to(start);
      return unknown_type(found, known_);
    }
    scanner_.move_to(end);
    if (defined || !scanner_.accept("<")) return best;
    return take_parts(best.kind);
  }

  Result<Type> take_parts(Kind kind) {
    if (kind == Kind::kFunction) return take_function();
    if (kind == Kind::kContext) {
      LAGRUM_ASSIGN(std::vector<Type::Member> members, take_members(true));
      return Type::context_of(std::move(members));
    }
    if (kind != Kind::kList && kind != Kind::kRange) return unknown_type("<", known_);
    LAGRUM_ASSIGN(Type element, take());
    if (!scanner_.accept(">")) return unknown_type("<", known_);
    return kind == Kind::kList ? Type::list_of(std::move(element))
                               : Type::range_of(std::move(element));
  }

  Result<Type> take_function() {
    LAGRUM_ASSIGN(std::vector<Type::Member> parameters, take_members(false));
    if (!scanner_.accept("->")) return unknown_type("function", known_);
    LAGRUM_ASSIGN(Type result, take());
    return Type::function_of(std::move(parameters), std::move(result));
  }

  /// The parts up to ">": types, with a name before each where it is a context's.
  Result<std::vector<Type::Member>> take_members(bool named) {
    std::vector<Type::Member> members;
    if (scanner_.accept(">")) return members;
    do {
      Type::Member member;
      if (named) {
        member.name = std::string(scanner_.until(":,<>"));
        if (member.name.empty() || !scanner_.accept(":")) return unknown_type("context", known_);
      }
      LAGRUM_ASSIGN(member.type, take());
      members.push_back(std::move(member));
    } while (scanner_.accept(","));
    if (!scanner_.accept(">")) return unknown_type("<", known_);
    return members;
  }

  // NOLINTEND(misc-no-recursion)

  Scanner& scanner_;
  const Types& known_;
  std::size_t depth_ = 0;
};

/// What is asked of a value of some type.
enum class Ask : std::uint8_t { kMayStand, kIsOne };

// NOLINTBEGIN(misc-no-recursion): a type is as deep as it was read

bool fits(const Value& value, const Type& type, Ask ask);

bool list_fits(const List& list, const Type& type, Ask ask) {
  return !type.element || std::all_of(list.begin(), list.end(), [&](const Value& element) {
    return fits(element, *type.element, ask);
  });
}

bool context_fits(const Context& context, const Type& type, Ask ask) {
  if (!type.members) return true;
  return std::all_of(type.members->begin(), type.members->end(), [&](const Type::Member& member) {
    const Value* value = context.find(member.name);
    return value == nullptr ? ask == Ask::kMayStand : fits(*value, member.type, ask);
  });
}

bool range_fits(const RangeValue& range, const Type& type, Ask ask) {
  return !type.element ||
         (fits(range.low, *type.element, ask) && fits(range.high, *type.element, ask));
}

bool fits(const Value& value, const Type& type, Ask ask) {
  if (value.is_null()) return true;
  if (!conforms(value, type.kind)) return false;
  if (type.kind == Kind::kList) return list_fits(*value.list(), type, ask);
  if (type.kind == Kind::kContext) return context_fits(*value.context(), type, ask);
  if (type.kind == Kind::kRange) return range_fits(*value.range(), type, ask);
  return type.kind != Kind::kFunction || conforms(value.function()->type(), type);
}

Type element_or_any(const Type& type) { return type.element ? *type.element : Type::any(); }

bool members_conform(const Type& type, const Type& wanted) {
  if (!wanted.members) return true;
  return type.members && std::all_of(wanted.members->begin(), wanted.members->end(),
                                     [&](const Type::Member& member) {
                                       const Type* found = type_of(*type.members, member.name);
                                       return found != nullptr && conforms(*found, member.type);
                                     });
}

/// Parameters the other way round: who wants a function gives it what he declares.
bool functions_conform(const Type& type, const Type& wanted) {
  if (!wanted.members) return true;
  if (!type.members || type.members->size() != wanted.members->size()) return !type.members;
  for (std::size_t i = 0; i < type.members->size(); ++i) {
    if (!conforms((*wanted.members)[i].type, (*type.members)[i].type)) return false;
  }
  return conforms(element_or_any(type), element_or_any(wanted));
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

Type Type::range_of(Type element) {
  return Type{Kind::kRange, std::make_shared<const Type>(std::move(element)), nullptr, {}};
}

Type Type::function_of(std::vector<Member> parameters, Type result) {
  return Type{Kind::kFunction,
              std::make_shared<const Type>(std::move(result)),
              std::make_shared<const std::vector<Member>>(std::move(parameters)),
              {}};
}

Type Type::context_of(std::vector<Member> members) {
  return Type{
      Kind::kContext, nullptr, std::make_shared<const std::vector<Member>>(std::move(members)), {}};
}

// NOLINTBEGIN(misc-no-recursion): a type is as deep as it was read

std::string to_string(const Type& type) {
  if (!type.name.empty()) return type.name;
  std::string name(name_of(type.kind));
  const bool function = type.kind == Kind::kFunction;
  if (type.element && !function) return name + "<" + to_string(*type.element) + ">";
  if (!type.members) return name;
  std::string text;
  for (const Type::Member& member : *type.members) {
    text +=
        (text.empty() ? "" : ", ") + (function ? "" : member.name + ": ") + to_string(member.type);
  }
  return name + "<" + text + ">" + (function ? " -> " + to_string(element_or_any(type)) : "");
}

Result<Type> take_type(Scanner& scanner, const Types& known) {
  return TypeReader(scanner, known).take();
}

Result<Type> parse_type(std::string_view name, const Types& known) {
  // Most are a plain name, as stored values have them; one that is known hides a built-in one.
  if (const auto defined = known.find(name); defined != known.end()) return defined->second;
  const auto* plain = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const Named& row) { return row.name == name; });
  if (plain != kNames.end()) return Type::of(plain->kind);
  Scanner scanner(name);
  Result<Type> type = take_type(scanner, known);
  if (!type || scanner.done()) return type;
  return unknown_type(name, known);
}

bool conforms(const Value& value, const Type& type) { return fits(value, type, Ask::kMayStand); }

Status check_fit(const Value& value, const Type& type) {
  if (value.context() != nullptr && type.members && type.kind == Kind::kContext) {
    for (const auto& [name, member] : value.context()->entries()) {
      const Type* wanted = type_of(*type.members, name);
      if (wanted == nullptr) {
        return Error{ErrorCode::kInvalidArgument,
                     "expected a member of " + to_string(type) + ", found '" + name + "'" +
                         suggestion(name, names_of(*type.members)),
                     {},
                     {}};
      }
      const Status fit = check_fit(member, *wanted);
      if (!fit)
        return Error{ErrorCode::kInvalidArgument, name + ": " + fit.error().message, {}, {}};
    }
  }
  if (value.list() != nullptr && type.kind == Kind::kList && type.element) {
    for (const Value& item : *value.list()) LAGRUM_TRY(check_fit(item, *type.element));
  }
  if (conforms(value, type)) return {};
  return Error{ErrorCode::kInvalidArgument,
               "expected " + to_string(type) + ", found " + shown(value),
               {},
               {}};
}

std::string shown(const Value& value) {
  constexpr std::size_t kShownBytesMax = 1000;
  return to_string(value, kShownBytesMax);
}

bool instance_of(const Value& value, const Type& type) {
  return value.is_null() ? type.kind == Kind::kNull : fits(value, type, Ask::kIsOne);
}

bool conforms(const Type& type, const Type& wanted) {
  if (wanted.kind == Kind::kAny || type.kind == Kind::kNull) return true;
  if (wanted.kind == Kind::kDuration &&
      (type.kind == Kind::kMonthsDuration || type.kind == Kind::kSecondsDuration))
    return true;
  if (type.kind != wanted.kind) return false;
  if (wanted.kind == Kind::kFunction) return functions_conform(type, wanted);
  if (wanted.kind == Kind::kContext) return members_conform(type, wanted);
  return !wanted.element || conforms(element_or_any(type), *wanted.element);
}

// NOLINTEND(misc-no-recursion)

}  // namespace lagrum::feel
