#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "feel/types.h"
#include "lagrum/value.h"

namespace lagrum::feel {

class Evaluator;

/// A call of a built-in function while it is carried out. Arguments have the declared types or are
/// null where the parameter is of type Any or was left out.
class Call {
 public:
  Call(Evaluator& evaluator, std::uint32_t node, std::span<const Value* const> arguments)
      : evaluator_(evaluator), node_(node), arguments_(arguments) {}

  std::size_t size() const { return arguments_.size(); }
  /// The argument, or null where it was left out.
  const Value& operator[](std::size_t index) const;
  const List& list(std::size_t index) const { return *arguments_[index]->list(); }
  const std::string& text(std::size_t index) const { return *arguments_[index]->string(); }
  const Decimal& number(std::size_t index) const { return *arguments_[index]->number(); }
  const Context& context(std::size_t index) const { return *arguments_[index]->context(); }

  /// Counts steps of the evaluation; false, with an issue, when its bound is reached.
  bool spend(std::uint64_t steps) const;
  /// The argument without its fraction; false where it doesn't fit 64 bits.
  bool whole(std::size_t index, std::int64_t& value) const;

  /// Null, with an issue at the call: the function's name and `message`.
  Value fail(const std::string& message);
  /// The same where what it hangs on is not known: as where an erased value was read.
  Value fail_unknown(const std::string& message);
  /// The value, or null with an issue where there is none.
  template <class T>
  Value value_or_fail(const std::optional<T>& value, const std::string& message) {
    return value ? Value(*value) : fail(message);
  }
  /// Calls a function value that was given as an argument.
  Value invoke(const Value& function, List arguments);
  const std::optional<DateTime>& now() const;
  bool at_any_time() const;
  const ZoneRules* zones() const;
  /// FEEL's `=` and order, by the evaluation's zone rules.
  std::optional<bool> equals(const Value& a, const Value& b) const;
  std::optional<int> order(const Value& a, const Value& b) const;

 private:
  Evaluator& evaluator_;
  std::uint32_t node_;
  std::span<const Value* const> arguments_;
};

struct Parameter {
  std::string name;
  Type::Kind kind = Type::Kind::kAny;
  bool optional = false;
};

/// How surplus arguments become the last parameter, which is a list.
enum class Gather : std::uint8_t {
  kNone,
  kRest,    ///< all arguments from the last parameter on, as a list
  kUnwrap,  ///< the same, but a single list stands for itself: min(1, 2) and min([1, 2])
};

/// A function of FEEL itself.
struct Builtin {
  std::string name;
  std::vector<Parameter> parameters;
  Gather gather = Gather::kNone;
  Type result;
  Value (*body)(Call&) = nullptr;
  bool pure = true;  ///< same arguments, same result: may be carried out at compile time

  std::size_t required() const;
  /// The place of the parameter of that name; their number where there is none.
  std::size_t place_of(std::string_view parameter) const;
};

/// A signature such as "substring(string: string, start position: number, length?: number) ->
/// string" and what carries it out. "name..." gathers the rest, "name*" gathers and unwraps.
struct BuiltinRow {
  std::string_view signature;
  Value (*body)(Call&);
  bool pure = true;
};

std::span<const BuiltinRow> text_functions();
std::span<const BuiltinRow> list_functions();
std::span<const BuiltinRow> number_functions();
std::span<const BuiltinRow> range_functions();
std::span<const BuiltinRow> time_functions();

/// All functions of FEEL; those of one name stand together. The index is the number in Op::kCall.
const std::vector<Builtin>& builtins();

/// The first row of that name which takes so many arguments, all of these names where they are
/// named; its number, or nothing.
std::optional<std::size_t> builtin_row(std::string_view name, std::size_t arguments,
                                       std::span<const std::string> names);

/// True where an argument of type `argument` may be given for a parameter of kind `kind`: the same
/// type, an unknown one, or a list of one for an element and an element for a list of one.
bool may_take(Type::Kind kind, const Type& argument);

/// The argument as the parameter wants it: a list of one, made in `room`, for an element, an
/// element for a list of one; else itself. It may stand in `room`.
const Value& coerced(Type::Kind kind, const Value& argument, Value& room);

}  // namespace lagrum::feel
