#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/value.h"

namespace lagrum::feel {

class Scanner;

/// A FEEL type, as declared for data, event values, act attributes and decision inputs.
struct Type {
  enum class Kind : std::uint8_t {
    kAny,
    kNull,
    kNumber,
    kString,
    kBoolean,
    kDate,
    kTime,
    kDateTime,
    kMonthsDuration,
    kSecondsDuration,
    kDuration,  // kDuration: either duration
    kList,
    kContext,
    kRange,
    kFunction,
  };
  struct Member;

  Kind kind = Kind::kAny;
  std::shared_ptr<const Type> element;  ///< of a list or range, a function's result; null means Any
  std::shared_ptr<const std::vector<Member>> members;  ///< of a context, a function's parameters;
                                                       ///< null means any
  std::string name;  ///< of the item definition it came from; may be empty

  static Type any() { return {}; }
  static Type of(Kind kind) { return Type{kind, nullptr, nullptr, {}}; }
  static Type list_of(Type element);
  static Type range_of(Type element);
  static Type context_of(std::vector<Member> members);
  static Type function_of(std::vector<Member> parameters, Type result);
};

/// True where nothing is said about the kind of value.
inline bool is_open(Type::Kind kind) {
  return kind == Type::Kind::kAny || kind == Type::Kind::kNull;
}

struct Type::Member {
  std::string name;
  Type type;
};

/// The type of the member with this name; null if there is none.
const Type* type_of(const std::vector<Type::Member>& members, std::string_view name);

/// The members' names in their order, for messages that say what is known.
std::vector<std::string> names_of(const std::vector<Type::Member>& members);

/// Item definitions by name.
using Types = std::map<std::string, Type, std::less<>>;

/// "list<string>", "context<a: number>", "function<number> -> string", or the item definition's
/// name.
std::string to_string(const Type& type);

/// A built-in FEEL type by name ("number", "days and time duration", …), one of the project's
/// short names for act attributes ("date-time", "duration", "list"), or one of `known`, which hides
/// a built-in one. kNotFound names the nearest one.
Result<Type> parse_type(std::string_view name, const Types& known = {});

/// Takes the type that stands at the scanner's place; what follows it stays. Fails as parse_type.
Result<Type> take_type(Scanner& scanner, const Types& known);

/// True when `value` may stand where `type` is declared; null conforms to every type, and a context
/// may lack members.
bool conforms(const Value& value, const Type& type);
/// The same of a type of which only the kind is declared.
inline bool conforms(const Value& value, Type::Kind kind) {
  // By kind, which alternatives of Value::Variant are of it, as bits.
  constexpr std::array<std::uint32_t, static_cast<std::size_t>(Type::Kind::kFunction) + 1> kOfKind =
      {
          0x3FFFU,     // Any
          0x1U,        // Null
          1U << 2U,    // number
          1U << 3U,    // string
          1U << 1U,    // boolean
          1U << 4U,    // date
          1U << 5U,    // time
          1U << 6U,    // date and time
          1U << 7U,    // years and months duration
          1U << 8U,    // days and time duration
          0x3U << 7U,  // duration
          1U << 9U,    // list
          1U << 10U,   // context
          1U << 11U,   // range
          1U << 12U,   // function
      };
  const std::uint32_t allowed = kOfKind[static_cast<std::size_t>(kind)] | 1U;
  return (allowed >> value.variant().index() & 1U) != 0;
}

/// A value as messages show it: to_string, of at most a thousand bytes.
std::string shown(const Value& value);

/// Fails with kInvalidArgument where the value does not conform, and where a context in it has a
/// member that its type does not know, with the nearest that it knows.
Status check_fit(const Value& value, const Type& type);

/// FEEL's `instance of`: as conforms, but null is of type Null alone and a context has each member.
bool instance_of(const Value& value, const Type& type);

/// True when each value of type `type` may stand where `wanted` is declared.
bool conforms(const Type& type, const Type& wanted);

}  // namespace lagrum::feel
