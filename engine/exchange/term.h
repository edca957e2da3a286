#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lagrum::exchange {

/// What FEEL and ECMAScript can both say, as a tree. Its writers and readers are in ecmascript.h
/// and feel_terms.h; nobody evaluates it.
struct Term {
  enum class Kind : std::uint8_t {
    kNull,
    kTrue,
    kFalse,
    kNumber,     ///< text: its digits
    kText,       ///< text: the string itself
    kPath,       ///< text: names with dots between them
    kCount,      ///< how many elements part 0, a path, has
    kIn,         ///< text: id of a state
    kIs,         ///< part 0 is a value of the type in `text`: number, string, boolean
    kNot,        ///< part 0
    kAnd,        ///< all parts, of which none is kAnd itself
    kOr,         ///< any part, of which none is kOr itself
    kCompare,    ///< parts 0 and 1 by the FEEL operator in `text`
    kCalculate,  ///< parts 0 and 1 by the operator in `text`: + - *
    kNegative,   ///< part 0
    kChoice,     ///< part 1 where part 0 is true, else part 2
    kList,       ///< its elements
    kContext,    ///< values by `names`
  };

  // NOLINTNEXTLINE(google-explicit-constructor): a kind without parts is a term
  Term(Kind of = Kind::kNull, std::string said = {}, std::vector<Term> inside = {})
      : kind(of), text(std::move(said)), parts(std::move(inside)) {}
  Term(const Term& other);
  Term(Term&&) = default;
  Term& operator=(const Term& other);
  Term& operator=(Term&&) = default;
  ~Term() = default;

  Kind kind;
  std::string text;
  std::vector<Term> parts;
  std::vector<std::string> names;

  bool is(Kind other) const { return kind == other; }
};

bool operator==(const Term& a, const Term& b);

/// The deepest tree that is made or read.
inline constexpr std::size_t kTermDepthMax = 400;

Term compare(std::string_view op, Term left, Term right);
Term is_type(std::string_view type, Term path);
Term negation(Term part);
Term choice(Term condition, Term then, Term otherwise);
/// All of the parts; those that are themselves such a term are taken apart.
Term all_of(std::vector<Term> parts);
Term any_of(std::vector<Term> parts);

/// The paths whose values arithmetic reads in `term`, each once.
std::vector<Term> operands_of(const Term& term);

/// `term` as a condition of which only `true` counts, without what FEEL checks by itself: that an
/// operand of an order or of arithmetic is a number, that a text differs from null. True for the
/// same values as before.
Term simplified(Term term);
/// The same of a term whose value is wanted.
Term simplified_value(Term term);

}  // namespace lagrum::exchange
