#include "exchange/feel_terms.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "exchange/ecmascript.h"
#include "feel/functions.h"
#include "feel/operators.h"
#include "feel/program.h"

namespace lagrum::exchange {
namespace {

using feel::Node;
using feel::Op;
using Kind = Term::Kind;
using TypeKind = feel::Type::Kind;

/// So many digits a double holds of every decimal number.
constexpr std::size_t kDigitsMax = 15;

/// What stands outside the subset, in words.
struct Outside {
  Op op;
  std::string_view name;
};
constexpr std::array kOutside = {
    Outside{Op::kRange, "a range"},
    Outside{Op::kHalfRange, "a range"},
    Outside{Op::kDivide, "a division, whose result a double seldom holds"},
    Outside{Op::kPower, "a power"},
    Outside{Op::kBetween, "'between'"},
    Outside{Op::kFor, "'for'"},
    Outside{Op::kSome, "'some'"},
    Outside{Op::kEvery, "'every'"},
    Outside{Op::kFilter, "a filter"},
    Outside{Op::kInstanceOf, "'instance of'"},
    Outside{Op::kInvoke, "a call"},
    Outside{Op::kFunction, "a function"},
    Outside{Op::kLocal, "a name of the expression's own"},
    Outside{Op::kAdd, "arithmetic on something else than numbers"},
    Outside{Op::kSubtract, "arithmetic on something else than numbers"},
    Outside{Op::kMultiply, "arithmetic on something else than numbers"},
};

/// What one gives where the other is false, of values that can be compared.
struct Opposite {
  std::string_view op;
  std::string_view of;
};
constexpr std::array kOpposites = {Opposite{"=", "!="}, Opposite{"!=", "="}, Opposite{"<", ">="},
                                   Opposite{">=", "<"}, Opposite{">", "<="}, Opposite{"<=", ">"}};

std::string opposite(std::string_view op) {
  const auto* row = std::find_if(kOpposites.begin(), kOpposites.end(),
                                 [&](const Opposite& each) { return each.op == op; });
  return std::string(row->of);
}

bool is_whole(const std::string& digits) {
  return digits.find_first_of(".eE") == std::string::npos;
}

bool doubles_hold(const std::string& digits) {
  return digits.find_first_of("eE") == std::string::npos &&
         std::count_if(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }) <=
             static_cast<std::ptrdiff_t>(kDigitsMax);
}

bool may_be(TypeKind kind, TypeKind wanted) { return kind == wanted || feel::is_open(kind); }

std::optional<Term> scalar(const Value& value) {
  if (value.is_null()) return Term{};
  if (const bool* truth = value.boolean()) return Term{*truth ? Kind::kTrue : Kind::kFalse};
  if (const std::string* text = value.string()) return Term{Kind::kText, *text};
  if (const Decimal* number = value.number()) {
    std::string digits = to_string(*number);
    if (doubles_hold(digits)) return Term{Kind::kNumber, std::move(digits)};
  }
  return std::nullopt;
}

// NOLINTNEXTLINE(misc-no-recursion): a constant is as deep as the text that made it
std::optional<Term> constant(const Value& value) {
  if (value.list() == nullptr) return scalar(value);
  Term made{Kind::kList};
  for (const Value& element : *value.list()) {
    std::optional<Term> part = constant(element);
    if (!part) return std::nullopt;
    made.parts.push_back(std::move(*part));
  }
  return made;
}

/// The type that typeof names for a constant; empty for null.
std::string_view type_of(const Term& scalar_term) {
  if (scalar_term.is(Kind::kText)) return "string";
  if (scalar_term.is(Kind::kNumber)) return "number";
  return scalar_term.is(Kind::kNull) ? "" : "boolean";
}

/// From a program to terms. `truth` and `falsity` are the two sides of FEEL's three-valued logic:
/// where neither is true, FEEL has null.
class TermMaker {
 public:
  TermMaker(const feel::Program& program, const VariableNames& names)
      : program_(program), names_(names) {}

  // NOLINTBEGIN(misc-no-recursion): the tree is at most feel::kTreeDepthMax deep

  Result<Term> truth(std::uint32_t index) const { return side(index, true); }

  /// True where FEEL says true and nowhere else, for what also does something where it is not.
  Result<Term> exact_truth(std::uint32_t index) const {
    LAGRUM_TRY(check_exact(index));
    return truth(index);
  }

  Result<Term> value(std::uint32_t index) const {
    const Node& node = at(index);
    if (node.op == Op::kConstant) return constant_at(index);
    if (node.op == Op::kVariable || node.op == Op::kMember) return path(index);
    if (node.op == Op::kList || node.op == Op::kContext) return collection(index);
    if (node.op == Op::kIf) {
      LAGRUM_ASSIGN(Term condition, exact_truth(child(node, 0)));
      LAGRUM_ASSIGN(Term then, value(child(node, 1)));
      LAGRUM_ASSIGN(Term otherwise, value(child(node, 2)));
      return choice(std::move(condition), std::move(then), std::move(otherwise));
    }
    if (is_arithmetic(index) || is_count(node)) return number_value(index);
    return truth_value(index);
  }

 private:
  const Node& at(std::uint32_t index) const { return program_.nodes[index]; }
  std::uint32_t child(const Node& node, std::uint32_t number) const {
    return program_.child(node, number);
  }
  TypeKind kind(std::uint32_t index) const { return program_.kinds[index]; }

  Error outside(std::uint32_t index, const std::string& found) const {
    return {ErrorCode::kInvalidArgument,
            "expected an expression of the subset that is translated, found " + found,
            program_.position(at(index).offset),
            {}};
  }

  Error outside(std::uint32_t index) const {
    const Node& node = at(index);
    if (node.op == Op::kCall)
      return outside(index, "the function '" + feel::builtins()[node.a].name + "'");
    const auto* row = std::find_if(kOutside.begin(), kOutside.end(),
                                   [&](const Outside& each) { return each.op == node.op; });
    return outside(index, row == kOutside.end() ? "something else" : std::string(row->name));
  }

  bool is_call(const Node& node, std::string_view name) const {
    return node.op == Op::kCall && feel::builtins()[node.a].name == name && node.count == 1;
  }

  bool is_count(const Node& node) const {
    return is_call(node, "count") && kind(child(node, 0)) == TypeKind::kList;
  }

  bool is_arithmetic(std::uint32_t index) const {
    const Op op = at(index).op;
    return kind(index) == TypeKind::kNumber &&
           (op == Op::kAdd || op == Op::kSubtract || op == Op::kMultiply || op == Op::kNegate);
  }

  Result<Term> constant_at(std::uint32_t index) const {
    const Value& value = program_.constants[at(index).a];
    if (std::optional<Term> term = constant(value)) return std::move(*term);
    return outside(index, value.number() != nullptr
                              ? "a number of more than " + std::to_string(kDigitsMax) + " digits"
                              : "a " + std::string(type_name(value)));
  }

  // Through contexts only: what FEEL reads of a list or a date under a name, ECMAScript does not.
  Result<Term> path(std::uint32_t index) const {
    const Node& node = at(index);
    if (node.op == Op::kVariable) {
      if (node.a >= names_.size() || !is_identifier(names_[node.a])) {
        return outside(index, "a name that ECMAScript keeps for itself");
      }
      return Term{Kind::kPath, names_[node.a]};
    }
    if (node.op != Op::kMember) return outside(index);
    const TypeKind base = kind(child(node, 0));
    const std::string& member = program_.names[node.a];
    if (!may_be(base, TypeKind::kContext) || !is_member_name(member))
      return outside(index, "the member '" + member + "' of " + to_string(feel::Type::of(base)));
    LAGRUM_ASSIGN(Term made, path(child(node, 0)));
    made.text += "." + member;
    return made;
  }

  Result<Term> collection(std::uint32_t index) const {
    const Node& node = at(index);
    Term made{node.op == Op::kList ? Kind::kList : Kind::kContext};
    for (std::uint32_t i = 0; i < node.count; ++i) {
      if (node.op == Op::kContext) made.names.push_back(program_.names[node.a + i]);
      LAGRUM_ASSIGN(Term part, value(child(node, i)));
      made.parts.push_back(std::move(part));
    }
    return made;
  }

  // ---- numbers

  Result<Term> number(std::uint32_t index) const {
    const Node& node = at(index);
    if (is_count(node)) return count(node);
    if (is_arithmetic(index)) return calculation(index);
    if (!may_be(kind(index), TypeKind::kNumber))
      return outside(index, "an order of " + to_string(feel::Type::of(kind(index))));
    return node.op == Op::kConstant ? constant_at(index) : path(index);
  }

  Result<Term> count(const Node& node) const {
    LAGRUM_ASSIGN(Term list, path(child(node, 0)));
    Term made{Kind::kCount};
    made.parts.push_back(std::move(list));
    return made;
  }

  Result<Term> calculation(std::uint32_t index) const {
    const Node& node = at(index);
    Term made{node.op == Op::kNegate ? Kind::kNegative : Kind::kCalculate,
              node.op == Op::kNegate ? std::string() : std::string(feel::symbol(node.op))};
    for (std::uint32_t i = 0; i < node.count; ++i) {
      LAGRUM_ASSIGN(Term part, number(child(node, i)));
      if (part.is(Kind::kNumber) && !is_whole(part.text))
        return outside(child(node, i), "arithmetic with a fraction, which doubles round");
      made.parts.push_back(std::move(part));
    }
    return made;
  }

  static std::vector<Term> number_checks(const Term& term) {
    std::vector<Term> checks;
    for (Term& operand : operands_of(term)) checks.push_back(is_type("number", std::move(operand)));
    return checks;
  }

  Result<Term> number_value(std::uint32_t index) const {
    LAGRUM_ASSIGN(Term term, number(index));
    std::vector<Term> checks = number_checks(term);
    if (checks.empty()) return term;
    return choice(all_of(std::move(checks)), std::move(term), {});
  }

  // ---- truth

  struct Side {
    Op op;
    Result<Term> (TermMaker::*say)(std::uint32_t index, bool wanted) const;
  };
  static const std::array<Side, 14> kSides;

  // A term that is true where the condition is (`wanted`), or where it is false.
  Result<Term> side(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    for (const Side& row : kSides) {
      if (row.op == node.op) return (this->*row.say)(index, wanted);
    }
    return is_call(node, "not") ? side(child(node, 0), !wanted) : outside(index);
  }

  Result<Term> literal(std::uint32_t index, bool wanted) const {
    const bool* held = program_.constants[at(index).a].boolean();
    return Term{held != nullptr && *held == wanted ? Kind::kTrue : Kind::kFalse};
  }

  Result<Term> flag(std::uint32_t index, bool wanted) const {
    LAGRUM_ASSIGN(Term read, path(index));
    return compare("=", std::move(read), {wanted ? Kind::kTrue : Kind::kFalse});
  }

  // Of two paths, and of arithmetic beside "=", ECMAScript knows only some cases in which FEEL says
  // true.
  Status check_exact(std::uint32_t index) const {
    const Node& node = at(index);
    const bool equality = node.op == Op::kEqual || node.op == Op::kNotEqual;
    if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) {
      const std::uint32_t left = child(node, 0);
      const std::uint32_t right = child(node, 1);
      const bool calculates = is_arithmetic(left) || is_arithmetic(right);
      const bool literal_beside = at(left).op == Op::kConstant || at(right).op == Op::kConstant;
      if (equality ? calculates || !literal_beside : !calculates && !literal_beside) {
        return outside(index,
                       "a comparison without literal, or by '=' with arithmetic, in the "
                       "condition of an 'if'");
      }
    }
    for (std::uint32_t i = 0; i < node.count; ++i) LAGRUM_TRY(check_exact(child(node, i)));
    return {};
  }

  // "and" is true where both are, false where one is; "or" the other way round.
  Result<Term> both(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    LAGRUM_ASSIGN(Term left, side(child(node, 0), wanted));
    LAGRUM_ASSIGN(Term right, side(child(node, 1), wanted));
    std::vector<Term> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    const bool all = (node.op == Op::kAnd) == wanted;
    return all ? all_of(std::move(parts)) : any_of(std::move(parts));
  }

  Result<Term> chosen(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    LAGRUM_ASSIGN(Term condition, exact_truth(child(node, 0)));
    LAGRUM_ASSIGN(Term then, side(child(node, 1), wanted));
    LAGRUM_ASSIGN(Term otherwise, side(child(node, 2), wanted));
    return choice(std::move(condition), std::move(then), std::move(otherwise));
  }

  std::string operator_of(const Node& node, bool wanted) const {
    const std::string op(feel::symbol(node.op));
    return wanted ? op : opposite(op);
  }

  Result<Term> equality(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    std::uint32_t left = child(node, 0);
    std::uint32_t right = child(node, 1);
    if (at(left).op == Op::kConstant) std::swap(left, right);
    const std::string op = operator_of(node, wanted);
    const bool calculates = is_arithmetic(left) || is_arithmetic(right);
    if (calculates) return numbers(left, right, op);
    LAGRUM_ASSIGN(Term operand, is_count(at(left)) ? count(at(left)) : path(left));
    if (at(right).op != Op::kConstant) return equal_paths(index, std::move(operand), right, op);
    LAGRUM_ASSIGN(Term with, constant_at(right));
    if (with.is(Kind::kList)) return outside(right, "a comparison with a list");
    const std::string_view type = type_of(with);
    if (op == "=" || type.empty() || operand.is(Kind::kCount))
      return compare(op, std::move(operand), std::move(with));
    std::vector<Term> known;
    known.push_back(is_type(type, operand));
    known.push_back(compare(op, operand, std::move(with)));
    std::vector<Term> either;
    either.push_back(compare("=", std::move(operand), {}));
    either.push_back(all_of(std::move(known)));
    return any_of(std::move(either));
  }

  // Identical values are equal in FEEL; that two differ, ECMAScript cannot say of all values.
  Result<Term> equal_paths(std::uint32_t index, Term left, std::uint32_t right,
                           const std::string& op) const {
    if (op != "=") return outside(index, "two paths that are to differ");
    LAGRUM_ASSIGN(Term other, is_count(at(right)) ? count(at(right)) : path(right));
    return compare(op, std::move(left), std::move(other));
  }

  Result<Term> order(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    return numbers(child(node, 0), child(node, 1), operator_of(node, wanted));
  }

  Result<Term> numbers(std::uint32_t left, std::uint32_t right, const std::string& op) const {
    LAGRUM_ASSIGN(Term first, number(left));
    LAGRUM_ASSIGN(Term second, number(right));
    Term compared = compare(op, std::move(first), std::move(second));
    std::vector<Term> parts = number_checks(compared);
    parts.push_back(std::move(compared));
    return all_of(std::move(parts));
  }

  Result<Term> membership(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    LAGRUM_ASSIGN(const Term operand, path(child(node, 0)));
    std::vector<Term> parts;
    for (std::uint32_t i = 1; i < node.count; ++i) {
      const Node& test = at(child(node, i));
      if (test.op != Op::kTestValue || at(child(test, 0)).op != Op::kConstant)
        return outside(child(node, i), "a test other than one for a literal");
      LAGRUM_ASSIGN(Term with, constant_at(child(test, 0)));
      if (!with.is(Kind::kList)) {
        parts.push_back(compare(wanted ? "=" : "!=", operand, std::move(with)));
        continue;
      }
      for (Term& element : with.parts) {
        if (element.is(Kind::kList)) return outside(child(test, 0), "a list in a list");
        parts.push_back(compare(wanted ? "=" : "!=", operand, std::move(element)));
      }
    }
    if (parts.empty()) return Term{wanted ? Kind::kFalse : Kind::kTrue};
    return wanted ? any_of(std::move(parts)) : all_of(std::move(parts));
  }

  Result<Term> in_state(std::uint32_t index, bool wanted) const {
    const Node& node = at(index);
    const Node& id = at(child(node, 0));
    const std::string* text = id.op == Op::kConstant ? program_.constants[id.a].string() : nullptr;
    if (text == nullptr) return outside(index, "In() of something else than a literal");
    Term made{Kind::kIn, *text};
    return wanted ? made : negation(std::move(made));
  }

  // True, false, or null where FEEL has neither.
  Result<Term> truth_value(std::uint32_t index) const {
    LAGRUM_ASSIGN(Term held, truth(index));
    const bool two_valued =
        held.is(Kind::kIn) || (held.is(Kind::kCompare) && held.parts[1].is(Kind::kNull));
    if (two_valued) return held;
    LAGRUM_ASSIGN(Term denied, side(index, false));
    return choice(std::move(held), {Kind::kTrue}, choice(std::move(denied), {Kind::kFalse}, {}));
  }

  // NOLINTEND(misc-no-recursion)

  const feel::Program& program_;
  const VariableNames& names_;
};

const std::array<TermMaker::Side, 14> TermMaker::kSides = {{
    {Op::kConstant, &TermMaker::literal},
    {Op::kVariable, &TermMaker::flag},
    {Op::kMember, &TermMaker::flag},
    {Op::kAnd, &TermMaker::both},
    {Op::kOr, &TermMaker::both},
    {Op::kEqual, &TermMaker::equality},
    {Op::kNotEqual, &TermMaker::equality},
    {Op::kLess, &TermMaker::order},
    {Op::kLessEqual, &TermMaker::order},
    {Op::kGreater, &TermMaker::order},
    {Op::kGreaterEqual, &TermMaker::order},
    {Op::kIn, &TermMaker::membership},
    {Op::kExtension, &TermMaker::in_state},
    {Op::kIf, &TermMaker::chosen},
}};

// ---- FEEL as text

/// How strongly parts hold together.
struct FeelPower {
  enum : int { kWhole, kAny, kAll, kCompare, kSum, kProduct, kUnary, kSingle };
};

std::string feel_quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    if (c == '\n') {
      made += "\\n";
    } else if (c == '\r') {
      made += "\\r";
    } else if (c == '\t') {
      made += "\\t";
    } else {
      made += c;
    }
  }
  return made + "\"";
}

std::string feel_written(const Term& term, int power);

// NOLINTBEGIN(misc-no-recursion): bounded by kTermDepthMax

std::string feel_joined(const Term& term, std::string_view between, int power) {
  std::string made;
  for (const Term& part : term.parts)
    made += (made.empty() ? std::string() : std::string(between)) + feel_written(part, power);
  return made;
}

std::string feel_entries(const Term& term) {
  std::string made;
  for (std::size_t i = 0; i < term.parts.size(); ++i) {
    const std::string& name = term.names[i];
    made += (i == 0 ? "" : ", ") + (is_member_name(name) ? name : feel_quoted(name)) + ": " +
            feel_written(term.parts[i], FeelPower::kWhole);
  }
  return made;
}

std::string feel_plain(const Term& term, int& own) {
  own = FeelPower::kSingle;
  switch (term.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kTrue:
      return "true";
    case Kind::kFalse:
      return "false";
    case Kind::kNumber:
      if (term.text.starts_with('-')) own = FeelPower::kUnary;
      return term.text;
    case Kind::kPath:
      return term.text;
    case Kind::kText:
      return feel_quoted(term.text);
    case Kind::kCount:
      return "count(" + feel_written(term.parts[0], FeelPower::kWhole) + ")";
    case Kind::kIn:
      return "In(" + feel_quoted(term.text) + ")";
    case Kind::kNot:
      return "not(" + feel_written(term.parts[0], FeelPower::kWhole) + ")";
    case Kind::kList:
      return "[" + feel_joined(term, ", ", FeelPower::kWhole) + "]";
    case Kind::kContext:
      return "{" + feel_entries(term) + "}";
    case Kind::kIs:
      return feel_written(term.parts[0], FeelPower::kSingle) + " instance of " + term.text;
    case Kind::kNegative:
      own = FeelPower::kUnary;
      return "-" + feel_written(term.parts[0], FeelPower::kSingle);
    case Kind::kAnd:
      own = FeelPower::kAll;
      return feel_joined(term, " and ", FeelPower::kCompare);
    case Kind::kOr:
      own = FeelPower::kAny;
      return feel_joined(term, " or ", FeelPower::kAll);
    case Kind::kCompare:
      own = FeelPower::kCompare;
      return feel_joined(term, " " + term.text + " ", FeelPower::kSum);
    case Kind::kCalculate:
      own = term.text == "*" ? FeelPower::kProduct : FeelPower::kSum;
      return feel_written(term.parts[0], own) + " " + term.text + " " +
             feel_written(term.parts[1], own + 1);
    case Kind::kChoice:
      own = FeelPower::kWhole;
      return "if " + feel_written(term.parts[0], FeelPower::kAny) + " then " +
             feel_written(term.parts[1], FeelPower::kAny) + " else " +
             feel_written(term.parts[2], FeelPower::kWhole);
  }
  return {};
}

std::string feel_written(const Term& term, int power) {
  int own = 0;
  std::string made = feel_plain(term, own);
  return own < power ? "(" + made + ")" : made;
}

// NOLINTEND(misc-no-recursion)

}  // namespace

Result<Term> condition_of(const feel::Expression& expression, const VariableNames& names) {
  const feel::Program& program = expression.program();
  return TermMaker(program, names).truth(program.root);
}

Result<Term> branch_of(const feel::Expression& expression, const VariableNames& names) {
  const feel::Program& program = expression.program();
  return TermMaker(program, names).exact_truth(program.root);
}

Result<Term> value_of(const feel::Expression& expression, const VariableNames& names) {
  const feel::Program& program = expression.program();
  return TermMaker(program, names).value(program.root);
}

std::string to_feel(const Term& term) { return feel_written(term, FeelPower::kWhole); }

}  // namespace lagrum::exchange
