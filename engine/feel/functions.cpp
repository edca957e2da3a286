#include "feel/functions.h"

#include <algorithm>

#include "feel/decimal.h"
#include "feel/evaluator.h"
#include "feel/operators.h"

namespace lagrum::feel {
namespace {

std::string_view unpadded(std::string_view text) {
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(' ') - start + 1);
}

Type::Kind kind_named(std::string_view name) {
  const Result<Type> type = parse_type(unpadded(name));
  LAGRUM_CHECK(type.has_value());
  return type->kind;
}

Parameter read_parameter(std::string_view text, Gather& gather) {
  const std::size_t colon = text.find(':');
  std::string_view name = unpadded(text.substr(0, colon));
  Parameter parameter;
  parameter.kind = kind_named(text.substr(colon + 1));
  if (name.ends_with("...") || name.ends_with("*")) {
    gather = name.back() == '*' ? Gather::kUnwrap : Gather::kRest;
    name.remove_suffix(name.back() == '*' ? 1 : 3);
  }
  if (name.ends_with("?")) {
    parameter.optional = true;
    name.remove_suffix(1);
  }
  parameter.name = std::string(name);
  return parameter;
}

Builtin read_row(const BuiltinRow& row) {
  const std::string_view text = row.signature;
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(") -> ");
  Builtin builtin;
  builtin.name = std::string(text.substr(0, open));
  builtin.result = Type::of(kind_named(text.substr(close + 5)));
  builtin.body = row.body;
  builtin.pure = row.pure;
  std::string_view rest = text.substr(open + 1, close - open - 1);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    builtin.parameters.push_back(read_parameter(rest.substr(0, comma), builtin.gather));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return builtin;
}

std::vector<Builtin> read_all() {
  std::vector<Builtin> all;
  for (const auto& rows : {text_functions(), list_functions(), number_functions(),
                           range_functions(), time_functions()}) {
    std::transform(rows.begin(), rows.end(), std::back_inserter(all), read_row);
  }
  return all;
}

}  // namespace

const Value& Call::operator[](std::size_t index) const {
  static const Value kMissing;
  return index < arguments_.size() ? *arguments_[index] : kMissing;
}

bool Call::whole(std::size_t index, std::int64_t& value) const {
  const auto cut = round(number(index), 0, Rounding::kDown);
  return cut && cut->to_integer(value);
}

Value Call::fail(const std::string& message) { return evaluator_.fail_call(node_, message); }

Value Call::fail_unknown(const std::string& message) {
  return evaluator_.fail_unknown(node_, message);
}

Value Call::invoke(const Value& function, List arguments) {
  return evaluator_.invoke(node_, function, std::move(arguments));
}

const std::optional<DateTime>& Call::now() const { return evaluator_.environment().now; }
bool Call::at_any_time() const { return evaluator_.environment().any_time; }
const ZoneRules* Call::zones() const { return evaluator_.environment().zones; }

bool Call::spend(std::uint64_t steps) const { return evaluator_.spend(steps, node_); }

std::optional<bool> Call::equals(const Value& a, const Value& b) const {
  return evaluator_.equal(a, b, node_);
}

std::optional<int> Call::order(const Value& a, const Value& b) const {
  return feel::order(a, b, zones());
}

std::size_t Builtin::required() const {
  if (gather != Gather::kNone) return parameters.size();
  return static_cast<std::size_t>(std::count_if(
      parameters.begin(), parameters.end(), [](const Parameter& row) { return !row.optional; }));
}

const std::vector<Builtin>& builtins() {
  static const std::vector<Builtin> kAll = read_all();
  return kAll;
}

std::size_t Builtin::place_of(std::string_view parameter) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& row) { return row.name == parameter; });
  return static_cast<std::size_t>(found - parameters.begin());
}

std::optional<std::size_t> builtin_row(std::string_view name, std::size_t arguments,
                                       std::span<const std::string> names) {
  const auto& all = builtins();
  const auto takes = [&](const Builtin& row) {
    const std::size_t most = row.gather == Gather::kNone ? row.parameters.size() : arguments;
    return row.name == name && arguments >= row.required() && arguments <= most &&
           std::all_of(names.begin(), names.end(), [&](const std::string& one) {
             return one.empty() || row.place_of(one) < row.parameters.size();
           });
  };
  const auto found = std::find_if(all.begin(), all.end(), takes);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

// NOLINTNEXTLINE(misc-no-recursion): a type is as deep as it was read
bool may_take(Type::Kind kind, const Type& argument) {
  using Kind = Type::Kind;
  if (kind == Kind::kAny || kind == argument.kind || kind == Kind::kList) return true;
  if (argument.kind == Kind::kAny || argument.kind == Kind::kNull) return true;
  if (argument.kind == Kind::kList) return !argument.element || may_take(kind, *argument.element);
  const auto is_duration = [](Kind one) {
    return one == Kind::kDuration || one == Kind::kMonthsDuration || one == Kind::kSecondsDuration;
  };
  return (kind == Kind::kDuration && is_duration(argument.kind)) ||
         (argument.kind == Kind::kDuration && is_duration(kind));
}

const Value& coerced(Type::Kind kind, const Value& argument, Value& room) {
  if (kind == Type::Kind::kAny || argument.is_null()) return argument;
  if (kind == Type::Kind::kList) {
    if (argument.list() != nullptr) return argument;
    return room = Value(List{argument});
  }
  if (argument.list() == nullptr || argument.list()->size() != 1) return argument;
  return argument.list()->front();
}

}  // namespace lagrum::feel
