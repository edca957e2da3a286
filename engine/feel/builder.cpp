#include "feel/builder.h"

#include <algorithm>

#include "feel/evaluator.h"
#include "feel/functions.h"
#include "feel/operators.h"
#include "feel/temporal.h"

namespace lagrum::feel {
namespace {

bool may_be_boolean(const Type& type) {
  return is_open(type.kind) || type.kind == Type::Kind::kBoolean;
}

bool has_order(Type::Kind kind) {
  using Kind = Type::Kind;
  return kind != Kind::kBoolean && kind != Kind::kList && kind != Kind::kContext &&
         kind != Kind::kRange && kind != Kind::kFunction;
}

}  // namespace

Position Program::position(std::uint32_t offset) const {
  Position result = source;
  if (result.line == 0) result.line = 1;
  if (result.column == 0) result.column = 1;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++result.line;
      result.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {  // not inside a character
      ++result.column;
    }
  }
  return result;
}

Builder::Builder(std::string_view text, const Position& source, Profile profile)
    : profile_(profile) {
  program_.text = std::string(text);
  program_.source = source;
}

std::uint32_t Builder::fail(std::size_t offset, const std::string& message) {
  if (!error_) {
    error_ = Error{ErrorCode::kInvalidArgument,
                   message,
                   program_.position(static_cast<std::uint32_t>(offset)),
                   {}};
  }
  return constant(Value(), Type::any(), offset);
}

std::uint32_t Builder::fault(std::size_t offset, std::string message) {
  return node(Op::kFault, {}, Type::any(), offset, name(std::move(message)));
}

std::uint32_t Builder::amiss(std::size_t offset, const std::string& message) {
  return strict() ? fail(offset, message) : fault(offset, message);
}

std::uint32_t Builder::name(std::string name) {
  program_.names.push_back(std::move(name));
  return static_cast<std::uint32_t>(program_.names.size() - 1);
}

std::uint32_t Builder::type(Type type) {
  program_.types.push_back(std::move(type));
  return static_cast<std::uint32_t>(program_.types.size() - 1);
}

void Builder::need_slots(std::size_t slots) {
  program_.slots = std::max(program_.slots, static_cast<std::uint32_t>(slots));
}

std::uint32_t Builder::constant(Value value, Type type, std::size_t offset) {
  program_.constants.push_back(std::move(value));
  Node made;
  made.op = Op::kConstant;
  made.a = static_cast<std::uint32_t>(program_.constants.size() - 1);
  made.offset = static_cast<std::uint32_t>(offset);
  program_.nodes.push_back(made);
  types_.push_back(std::move(type));
  depths_.push_back(1);
  return static_cast<std::uint32_t>(program_.nodes.size() - 1);
}

bool Builder::can_fold(Op op, const std::vector<std::uint32_t>& children, std::uint32_t a) const {
  const bool pure = op == Op::kList || op == Op::kRange || op == Op::kHalfRange ||
                    (op >= Op::kNegate && op <= Op::kGreaterEqual) ||
                    (op == Op::kCall && builtins()[a].pure);
  return pure && !failed() &&
         std::all_of(children.begin(), children.end(),
                     [&](std::uint32_t child) { return is_constant(child); });
}

std::uint32_t Builder::node(Op op, const std::vector<std::uint32_t>& children, Type type,
                            std::size_t offset, std::uint32_t a, std::uint32_t b) {
  Node made;
  made.op = op;
  made.first = static_cast<std::uint32_t>(program_.edges.size());
  made.count = static_cast<std::uint32_t>(children.size());
  made.a = a;
  made.b = b;
  made.offset = static_cast<std::uint32_t>(offset);
  std::uint32_t depth = 0;
  for (const std::uint32_t child : children) depth = std::max(depth, depths_[child]);
  if (++depth > kTreeDepthMax) return fail(offset, "expected an expression of less depth than 400");
  program_.edges.insert(program_.edges.end(), children.begin(), children.end());
  program_.nodes.push_back(made);
  types_.push_back(std::move(type));
  depths_.push_back(depth);
  const auto index = static_cast<std::uint32_t>(program_.nodes.size() - 1);
  if (!can_fold(op, children, a)) return index;
  const Environment nothing;
  Outcome outcome = Evaluator(program_, nothing).evaluate(index);
  if (outcome.value.is_null() || !outcome.issues.empty() || names_zone(outcome.value)) return index;
  return constant(std::move(outcome.value), Type(types_[index]), offset);
}

std::uint32_t Builder::arithmetic(Op op, std::uint32_t left, std::uint32_t right,
                                  std::size_t offset) {
  auto result = arithmetic_type(op, type_of(left), type_of(right));
  if (!result && !strict()) result = Type::any();
  if (!result) {
    return fail(offset, "'" + std::string(symbol(op)) + "' does not take " +
                            to_string(type_of(left)) + " and " + to_string(type_of(right)));
  }
  return node(op, {left, right}, std::move(*result), offset);
}

std::uint32_t Builder::comparison(Op op, std::uint32_t left, std::uint32_t right,
                                  std::size_t offset) {
  const Type& a = type_of(left);
  const Type& b = type_of(right);
  const bool equality = op == Op::kEqual || op == Op::kNotEqual;
  const bool fits = comparable(a, b) && (equality || (has_order(a.kind) && has_order(b.kind)));
  if (!fits && strict()) {
    return fail(offset, "cannot compare " + to_string(a) + " with " + to_string(b) + " by '" +
                            std::string(symbol(op)) + "'");
  }
  return node(op, {left, right}, Type::of(Type::Kind::kBoolean), offset);
}

std::uint32_t Builder::logic(Op op, std::uint32_t left, std::uint32_t right, std::size_t offset) {
  for (const std::uint32_t operand : {left, right}) {
    if (strict() && !may_be_boolean(type_of(operand))) {
      return fail(offset, "'" + std::string(symbol(op)) + "' expects booleans, found " +
                              to_string(type_of(operand)));
    }
  }
  return node(op, {left, right}, Type::of(Type::Kind::kBoolean), offset);
}

std::uint32_t Builder::negation(std::uint32_t operand, std::size_t offset) {
  using Kind = Type::Kind;
  const Type type = type_of(operand);
  const bool fits = is_open(type.kind) || type.kind == Kind::kNumber ||
                    type.kind == Kind::kDuration || type.kind == Kind::kMonthsDuration ||
                    type.kind == Kind::kSecondsDuration;
  if (!fits && strict())
    return fail(offset, "'-' expects a number or duration, found " + to_string(type));
  return node(Op::kNegate, {operand}, fits ? type : Type::any(), offset);
}

Program Builder::finish(std::uint32_t root) {
  program_.root = root;
  program_.kinds.reserve(types_.size());
  for (const Type& type : types_) program_.kinds.push_back(type.kind);
  return std::move(program_);
}

}  // namespace lagrum::feel
