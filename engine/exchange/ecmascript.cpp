#include "exchange/ecmascript.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/words.h"
#include "base/xml_text.h"

namespace lagrum::exchange {
namespace {

using Kind = Term::Kind;

/// How close an operator binds; a higher power binds closer.
enum Power : int {
  kChoicePower,
  kOrPower,
  kAndPower,
  kEqualityPower,
  kOrderPower,
  kSumPower,
  kProductPower,
  kUnaryPower,
  kPrimaryPower,
};

/// An operator of two operands: as written, as the term says it, and how close it binds. The first
/// row of a term's operator is how it is written.
struct Operator {
  std::string_view written;
  Kind kind;
  std::string_view term;
  int power;
};

/// Longer symbols stand before those they begin with.
constexpr std::array kOperators = {
    Operator{"||", Kind::kOr, "", kOrPower},
    Operator{"&&", Kind::kAnd, "", kAndPower},
    Operator{"===", Kind::kCompare, "=", kEqualityPower},
    Operator{"!==", Kind::kCompare, "!=", kEqualityPower},
    Operator{"==", Kind::kCompare, "=", kEqualityPower},
    Operator{"!=", Kind::kCompare, "!=", kEqualityPower},
    Operator{"<=", Kind::kCompare, "<=", kOrderPower},
    Operator{">=", Kind::kCompare, ">=", kOrderPower},
    Operator{"<", Kind::kCompare, "<", kOrderPower},
    Operator{">", Kind::kCompare, ">", kOrderPower},
    Operator{"+", Kind::kCalculate, "+", kSumPower},
    Operator{"-", Kind::kCalculate, "-", kSumPower},
    Operator{"*", Kind::kCalculate, "*", kProductPower},
};

/// Symbols that begin like one of the operators and are another.
constexpr std::array<std::string_view, 9> kOtherSymbols = {
    "<<", ">>", "++", "--", "+=", "-=", "*=", "**", "=>"};

constexpr std::string_view kReserved =
    "arguments await break case catch class const continue debugger default delete do else enum "
    "eval export extends false finally for function if import in instanceof interface let new null "
    "package return static super switch this throw true try typeof undefined var void while with "
    "yield";

struct Escaped {
  char letter;
  char meant;
};
constexpr std::array kEscaped = {Escaped{'n', '\n'}, Escaped{'r', '\r'}, Escaped{'t', '\t'},
                                 Escaped{'b', '\b'}, Escaped{'f', '\f'}, Escaped{'v', '\v'}};

bool is_letter(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string made = "'";
  while (!text.empty()) {
    const xml::Character character = xml::first_character(text);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    const char32_t code = character.code;
    if (code == '\'' || code == '\\') {
      made += '\\';
      made += text.front();
    } else if (code < 0x20 || code == 0x2028 || code == 0x2029) {
      made += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) made += kHex[code >> shift & 15U];
    } else {
      made += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return made + "'";
}

const Operator& operator_of(const Term& term) {
  return *std::find_if(kOperators.begin(), kOperators.end(), [&](const Operator& row) {
    return row.kind == term.kind && row.term == term.text;
  });
}

std::string written(const Term& term, int power);

// NOLINTBEGIN(misc-no-recursion): bounded by kTermDepthMax

std::string infix(const Term& term, int& own) {
  const Operator& row = operator_of(term);
  own = row.power;
  const bool null_test =
      term.is(Kind::kCompare) && row.power == kEqualityPower && term.parts[1].is(Kind::kNull);
  const std::string symbol(null_test ? row.written.substr(0, 2) : row.written);
  std::string made = written(term.parts[0], own);
  for (std::size_t i = 1; i < term.parts.size(); ++i)
    made += " " + symbol + " " + written(term.parts[i], own + 1);
  return made;
}

std::string listed(const Term& term) {
  std::string made;
  for (std::size_t i = 0; i < term.parts.size(); ++i) {
    if (i > 0) made += ", ";
    if (term.is(Kind::kContext)) made += quoted(term.names[i]) + ": ";
    made += written(term.parts[i], kChoicePower);
  }
  return made;
}

std::string plain(const Term& term, int& own) {
  own = kPrimaryPower;
  switch (term.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kTrue:
      return "true";
    case Kind::kFalse:
      return "false";
    case Kind::kNumber:
      if (term.text.starts_with('-')) own = kUnaryPower;
      return term.text;
    case Kind::kPath:
      return term.text;
    case Kind::kText:
      return quoted(term.text);
    case Kind::kCount:
      return written(term.parts[0], kPrimaryPower) + ".length";
    case Kind::kIn:
      return "In(" + quoted(term.text) + ")";
    case Kind::kList:
      return "[" + listed(term) + "]";
    case Kind::kContext:
      return "({" + listed(term) + "})";
    case Kind::kIs:
      own = kEqualityPower;
      return "typeof " + written(term.parts[0], kUnaryPower) + " === " + quoted(term.text);
    case Kind::kNot:
      own = kUnaryPower;
      return "!" + written(term.parts[0], kUnaryPower);
    case Kind::kNegative:
      own = kUnaryPower;
      return "-" + written(term.parts[0], kPrimaryPower);
    case Kind::kChoice:
      own = kChoicePower;
      return written(term.parts[0], kOrPower) + " ? " + written(term.parts[1], kChoicePower) +
             " : " + written(term.parts[2], kChoicePower);
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kCompare:
    case Kind::kCalculate:
      break;
  }
  return infix(term, own);
}

std::string written(const Term& term, int power) {
  int own = 0;
  std::string made = plain(term, own);
  return own < power ? "(" + made + ")" : made;
}

/// Most operands of one expression, and so the depth of its tree.
constexpr std::size_t kOperandsMax = kTermDepthMax;

/// Reads by recursive descent. The first fault ends the reading: nothing more matches.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Term> read() {
    Term term = expression();
    if (!error_ && !done()) fail("an operator or the end of the text");
    if (error_) return *error_;
    return term;
  }

 private:
  bool done() {
    at_ = std::min(text_.find_first_not_of(xml::kSpace, at_), text_.size());
    return at_ == text_.size();
  }

  bool next_is(std::string_view symbol) {
    done();
    return text_.substr(at_).starts_with(symbol);
  }

  bool accept(std::string_view symbol) {
    if (!next_is(symbol)) return false;
    at_ += symbol.size();
    return true;
  }

  void expect(std::string_view symbol) {
    if (!accept(symbol)) fail("'" + std::string(symbol) + "'");
  }

  std::string_view word() {
    done();
    std::size_t end = at_;
    while (end < text_.size() && (is_letter(text_[end]) || (end > at_ && is_digit(text_[end]))))
      ++end;
    return text_.substr(at_, end - at_);
  }

  std::string found_here() {
    if (done()) return "the end of the text";
    const std::string_view name = word();
    const std::size_t size = std::max<std::size_t>(xml::first_character(text_.substr(at_)).size, 1);
    return "'" + std::string(name.empty() ? text_.substr(at_, size) : name) + "'";
  }

  Term fail(const std::string& expected) {
    if (!error_) {
      const std::string found = found_here();
      const auto column =
          static_cast<std::uint32_t>(xml::TextIndex(text_).position(at_, {}).column);
      error_ = Error{ErrorCode::kInvalidArgument,
                     "expected " + expected + " of the subset that is translated, found " + found,
                     Position{{}, 1, column},
                     {}};
    }
    at_ = text_.size();
    return {};
  }

  Term expression() {
    Term term = binary(kChoicePower);
    if (accept("?")) {
      Term then = expression();
      expect(":");
      term = choice(std::move(term), std::move(then), expression());
    }
    return term;
  }

  const Operator* next_operator(int power) {
    for (const std::string_view other : kOtherSymbols) {
      if (next_is(other)) return nullptr;
    }
    for (const Operator& row : kOperators) {
      if (!next_is(row.written)) continue;
      if (row.power <= power) return nullptr;
      accept(row.written);
      return &row;
    }
    return nullptr;
  }

  Term binary(int power) {
    Term left = unary();
    while (const Operator* row = next_operator(power)) {
      Term right = binary(row->power);
      if (error_) return {};
      left = joined_by(*row, std::move(left), std::move(right));
    }
    return left;
  }

  Term joined_by(const Operator& row, Term left, Term right) {
    std::vector<Term> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    if (row.kind == Kind::kAnd) return all_of(std::move(parts));
    if (row.kind == Kind::kOr) return any_of(std::move(parts));
    if (row.kind == Kind::kCompare && row.power == kEqualityPower) {
      if (parts[1].is(Kind::kIs)) std::swap(parts[0], parts[1]);
      if (parts[0].is(Kind::kIs) && parts[0].text.empty())
        return type_test(std::move(parts[0]), parts[1], row.term == "=");
      if (parts[0].is(Kind::kNull)) std::swap(parts[0], parts[1]);
    }
    return {row.kind, std::string(row.term), std::move(parts)};
  }

  /// "typeof path" compared with a text.
  Term type_test(Term test, const Term& with, bool equal) {
    constexpr std::array<std::string_view, 3> kTypes = {"number", "string", "boolean"};
    if (with.is(Kind::kText) && with.text == "undefined")
      return compare(equal ? "=" : "!=", std::move(test.parts[0]), {});
    if (!with.is(Kind::kText) || !contains(kTypes, with.text))
      return fail("'number', 'string', 'boolean' or 'undefined' beside typeof");
    Term made = is_type(with.text, std::move(test.parts[0]));
    return equal ? made : negation(std::move(made));
  }

  Term unary() {
    if (++operands_ > kOperandsMax) return fail("an expression of fewer operands");
    return signed_or_primary();
  }

  Term signed_or_primary() {
    for (const std::string_view other : kOtherSymbols) {
      if (next_is(other)) return fail("an operand");
    }
    if (accept("!")) return negation(unary());
    if (accept("-")) {
      Term operand = unary();
      if (operand.is(Kind::kNumber) && !operand.text.starts_with('-'))
        return {Kind::kNumber, "-" + operand.text};
      Term made{Kind::kNegative};
      made.parts.push_back(std::move(operand));
      return made;
    }
    if (word() == "typeof") {
      accept("typeof");
      Term operand = unary();
      if (error_) return {};
      if (!operand.is(Kind::kPath)) return fail("a path after typeof");
      return is_type({}, std::move(operand));  // its type follows; see type_test
    }
    return primary();
  }

  Term primary() {
    if (done()) return fail("an expression");
    const char c = text_[at_];
    if (c == '\'' || c == '"') return string();
    if (is_digit(c) || c == '.') return number();
    if (c == '[') return list();
    if (c == '{') return object();
    if (accept("(")) {
      Term inner = expression();
      expect(")");
      return inner;
    }
    return name();
  }

  Term name() {
    const std::string_view first = word();
    constexpr std::array kWords = {std::pair{std::string_view("null"), Kind::kNull},
                                   std::pair{std::string_view("undefined"), Kind::kNull},
                                   std::pair{std::string_view("true"), Kind::kTrue},
                                   std::pair{std::string_view("false"), Kind::kFalse}};
    for (const auto& row : kWords) {
      if (row.first != first) continue;
      at_ += first.size();
      return {row.second};
    }
    if (!is_identifier(first)) return fail("a literal, a path or In('state')");
    at_ += first.size();
    if (next_is("(")) return first == "In" ? in_state() : fail("no call but In('state')");
    return path(std::string(first));
  }

  Term path(std::string text) {
    while (accept(".")) {
      const std::string_view member = word();
      if (member.empty()) return fail("the name of a member");
      at_ += member.size();
      if (next_is("(")) return fail("no call but In('state')");
      if (member == "length") {
        Term made{Kind::kCount};
        made.parts.push_back({Kind::kPath, std::move(text)});
        return made;
      }
      text += "." + std::string(member);
    }
    if (next_is("[")) return fail("no index");
    return {Kind::kPath, std::move(text)};
  }

  Term in_state() {
    expect("(");
    if (!next_is("'") && !next_is("\"")) return fail("the id of a state as a text");
    Term id = string();
    expect(")");
    return {Kind::kIn, std::move(id.text)};
  }

  Term list() {
    Term made{Kind::kList};
    accept("[");
    while (!error_ && !next_is("]")) {
      made.parts.push_back(expression());
      if (!accept(",")) break;
    }
    expect("]");
    return made;
  }

  Term object() {
    Term made{Kind::kContext};
    accept("{");
    while (!error_ && !next_is("}")) {
      std::string key(word());
      if (key.empty()) {
        if (!next_is("'") && !next_is("\"")) return fail("the name of an entry");
        key = string().text;
      } else {
        at_ += key.size();
      }
      expect(":");
      made.names.push_back(std::move(key));
      made.parts.push_back(expression());
      if (!accept(",")) break;
    }
    expect("}");
    return made;
  }

  Term number() {
    const std::size_t start = at_;
    const auto digits = [&] {
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    };
    digits();
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      digits();
    }
    const std::string digits_read(text_.substr(start, at_ - start));
    const bool sound = digits_read.front() != '.' && digits_read.back() != '.' &&
                       (digits_read.size() == 1 || digits_read[0] != '0' || digits_read[1] == '.');
    if (!sound || (at_ < text_.size() && is_letter(text_[at_]))) {
      at_ = start;
      return fail("a number as 12 or 12.5");
    }
    return {Kind::kNumber, digits_read};
  }

  Term string() {
    const char quote = text_[at_++];
    Term made{Kind::kText};
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] != '\\') {
        made.text += text_[at_++];
        continue;
      }
      ++at_;
      if (!take_escape(made.text)) return fail("an escape such as \\n or \\u00e5");
    }
    if (at_ >= text_.size()) return fail("a quote at the end of the text");
    ++at_;
    return made;
  }

  bool take_escape(std::string& made) {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    if (c == 'u' || c == 'x') return take_code(made, c == 'u' ? 4 : 2);
    for (const Escaped& row : kEscaped) {
      if (row.letter != c) continue;
      made += row.meant;
      return true;
    }
    if (is_digit(c) || is_letter(c)) return false;
    made += c;
    return true;
  }

  bool take_code(std::string& made, std::size_t digits) {
    const std::optional<char32_t> first = code_of(digits);
    if (!first) return false;
    char32_t code = *first;
    if (code >= 0xD800 && code <= 0xDBFF && text_.substr(at_).starts_with("\\u")) {
      at_ += 2;
      const std::optional<char32_t> second = code_of(4);
      if (!second || *second < 0xDC00 || *second > 0xDFFF) return false;
      code = 0x10000 + ((code - 0xD800) << 10U) + (*second - 0xDC00);
    }
    if (code == 0 || (code >= 0xD800 && code <= 0xDFFF)) return false;
    xml::append_character(made, code);
    return true;
  }

  std::optional<char32_t> code_of(std::size_t digits) {
    constexpr std::string_view kHex = "0123456789abcdefABCDEF";
    if (text_.size() - at_ < digits) return std::nullopt;
    char32_t code = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const std::size_t place = kHex.find(text_[at_++]);
      if (place == std::string_view::npos) return std::nullopt;
      code = code * 16 + static_cast<char32_t>(place < 16 ? place : place - 6);
    }
    return code;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t operands_ = 0;
  std::optional<Error> error_;
};

/// Whether a "typeof" stands where no comparison took it.
bool has_open_type(const Term& term) {
  if (term.is(Kind::kIs) && term.text.empty()) return true;
  return std::any_of(term.parts.begin(), term.parts.end(), has_open_type);
}

// NOLINTEND(misc-no-recursion)

}  // namespace

std::string to_ecmascript(const Term& term) { return written(term, kChoicePower); }

Result<Term> read_ecmascript(std::string_view text) {
  LAGRUM_ASSIGN(Term term, Reader(text).read());
  if (!has_open_type(term)) return term;
  return Error{ErrorCode::kInvalidArgument,
               "expected typeof of a path beside === and a text, found another use",
               Position{{}, 1, 1},
               {}};
}

bool is_member_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) && name != "length" &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

bool is_identifier(std::string_view name) {
  return is_member_name(name) && !contains(words(kReserved), name);
}

}  // namespace lagrum::exchange
