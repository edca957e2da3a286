#include "exchange/term.h"

#include <algorithm>
#include <utility>

namespace lagrum::exchange {
namespace {

using Kind = Term::Kind;

Term joined(Kind kind, std::vector<Term> parts) {
  Term made{kind};
  for (Term& part : parts) {
    if (!part.is(kind)) {
      made.parts.push_back(std::move(part));
      continue;
    }
    for (Term& inner : part.parts) made.parts.push_back(std::move(inner));
  }
  if (made.parts.size() == 1) return std::move(made.parts.front());
  return made;
}

bool is_order(const Term& term) {
  return term.is(Kind::kCompare) && term.text != "=" && term.text != "!=";
}

bool reads(const Term& term, const Term& path) {
  const std::vector<Term> operands = operands_of(term);
  return std::find(operands.begin(), operands.end(), path) != operands.end();
}

/// Whether `term` is true for no value of `path` but a number.
// NOLINTNEXTLINE(misc-no-recursion): bounded by kTermDepthMax
bool needs_number(const Term& term, const Term& path) {
  if (term.is(Kind::kAnd)) {
    for (const Term& part : term.parts) {
      if (needs_number(part, path)) return true;
    }
    return false;
  }
  if (is_order(term)) return reads(term, path);
  // With "=" null has an answer: only an operand of arithmetic must be a number.
  return term.is(Kind::kCompare) && term.text == "=" &&
         std::any_of(term.parts.begin(), term.parts.end(),
                     [&](const Term& side) { return !side.is(Kind::kPath) && reads(side, path); });
}

bool is_number_check(const Term& term) { return term.is(Kind::kIs) && term.text == "number"; }

/// Drops each check for a number that another part makes by itself.
void drop_number_checks(std::vector<Term>& parts) {
  for (std::size_t i = 0; i < parts.size();) {
    const bool made_elsewhere = is_number_check(parts[i]) &&
                                std::any_of(parts.begin(), parts.end(), [&](const Term& other) {
                                  return needs_number(other, parts[i].parts[0]);
                                });
    if (made_elsewhere) {
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

/// The type of a constant that text forms of both languages share; empty for others.
std::string_view type_of_constant(const Term& term) {
  if (term.is(Kind::kText)) return "string";
  if (term.is(Kind::kNumber)) return "number";
  return term.is(Kind::kTrue) || term.is(Kind::kFalse) ? "boolean" : "";
}

/// Whether the two say together: the path is null, or of the constant's type and not the constant.
bool is_difference(const Term& null_test, const Term& rest) {
  if (!null_test.is(Kind::kCompare) || null_test.text != "=" ||
      !null_test.parts[1].is(Kind::kNull) || !rest.is(Kind::kAnd) || rest.parts.size() != 2)
    return false;
  const Term& check = rest.parts[0];
  const Term& difference = rest.parts[1];
  return check.is(Kind::kIs) && difference.is(Kind::kCompare) && difference.text == "!=" &&
         check.parts[0] == null_test.parts[0] && difference.parts[0] == null_test.parts[0] &&
         type_of_constant(difference.parts[1]) == check.text;
}

void join_differences(std::vector<Term>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (!is_difference(parts[i], parts[i + 1])) continue;
    parts[i] = Term(parts[i + 1].parts[1]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i + 1));
  }
}

bool only_number_checks(const Term& condition, const Term& of) {
  const std::vector<Term> parts =
      condition.is(Kind::kAnd) ? condition.parts : std::vector<Term>{condition};
  return std::all_of(parts.begin(), parts.end(), [&](const Term& part) {
    return is_number_check(part) && reads(of, part.parts[0]);
  });
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTermDepthMax
void gather_operands(const Term& term, std::vector<Term>& found) {
  if (term.is(Kind::kPath)) {
    if (std::find(found.begin(), found.end(), term) == found.end()) found.push_back(term);
  } else if (term.is(Kind::kCompare) || term.is(Kind::kCalculate) || term.is(Kind::kNegative)) {
    for (const Term& part : term.parts) gather_operands(part, found);
  }
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTermDepthMax
Term::Term(const Term& other) : Term(other.kind, other.text) {
  names = other.names;
  for (const Term& part : other.parts) parts.push_back(Term(part));
}

Term& Term::operator=(const Term& other) { return *this = Term(other); }

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTermDepthMax
bool operator==(const Term& a, const Term& b) {
  if (a.kind != b.kind || a.text != b.text || a.names != b.names ||
      a.parts.size() != b.parts.size())
    return false;
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (!(a.parts[i] == b.parts[i])) return false;
  }
  return true;
}

Term compare(std::string_view op, Term left, Term right) {
  Term made{Kind::kCompare, std::string(op)};
  made.parts.push_back(std::move(left));
  made.parts.push_back(std::move(right));
  return made;
}

Term is_type(std::string_view type, Term path) {
  Term made{Kind::kIs, std::string(type)};
  made.parts.push_back(std::move(path));
  return made;
}

Term negation(Term part) {
  Term made{Kind::kNot};
  made.parts.push_back(std::move(part));
  return made;
}

Term choice(Term condition, Term then, Term otherwise) {
  Term made{Kind::kChoice};
  made.parts.push_back(std::move(condition));
  made.parts.push_back(std::move(then));
  made.parts.push_back(std::move(otherwise));
  return made;
}

Term all_of(std::vector<Term> parts) { return joined(Kind::kAnd, std::move(parts)); }
Term any_of(std::vector<Term> parts) { return joined(Kind::kOr, std::move(parts)); }

std::vector<Term> operands_of(const Term& term) {
  std::vector<Term> found;
  gather_operands(term, found);
  return found;
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTermDepthMax
Term simplified(Term term) {
  if (term.is(Kind::kAnd) || term.is(Kind::kOr)) {
    if (term.is(Kind::kAnd)) drop_number_checks(term.parts);
    if (term.is(Kind::kOr)) join_differences(term.parts);
    for (Term& part : term.parts) part = simplified(std::move(part));
    return joined(term.kind, std::move(term.parts));
  }
  if (term.is(Kind::kChoice)) {
    for (Term& part : term.parts) part = simplified(std::move(part));
  }
  return term;
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTermDepthMax
Term simplified_value(Term term) {
  if (term.is(Kind::kList) || term.is(Kind::kContext)) {
    for (Term& part : term.parts) part = simplified_value(std::move(part));
  }
  if (!term.is(Kind::kChoice)) return term;
  if (term.parts[2].is(Kind::kNull) && only_number_checks(term.parts[0], term.parts[1]))
    return Term(term.parts[1]);
  term.parts[0] = simplified(std::move(term.parts[0]));
  term.parts[1] = simplified_value(std::move(term.parts[1]));
  term.parts[2] = simplified_value(std::move(term.parts[2]));
  return term;
}

}  // namespace lagrum::exchange
