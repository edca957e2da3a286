#include "feel/pattern_syntax.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "feel/scanner.h"

namespace lagrum::feel {
namespace {

constexpr char32_t kLastPoint = 0x10FFFF;

Error bad(std::string_view pattern, const std::string& why) {
  return Error{
      ErrorCode::kInvalidArgument,
      "expected a regular expression of XPath, found '" + std::string(pattern) + "': " + why,
      {},
      {}};
}

/// What a letter after '\' stands for: inside a class, and as a class of its own.
struct Escape {
  char letter;
  std::string_view inside;
  bool negated;
};

constexpr std::array kEscapes = {
    Escape{'d', R"(\p{Nd})", false},
    Escape{'D', R"(\p{Nd})", true},
    Escape{'s', R"(\t\n\r )", false},
    Escape{'S', R"(\t\n\r )", true},
    Escape{'w', R"(\p{P}\p{Z}\p{C})", true},
    Escape{'W', R"(\p{P}\p{Z}\p{C})", false},
    Escape{'i', R"(:_\p{L})", false},
    Escape{'I', R"(:_\p{L})", true},
    Escape{'c', R"(:_\-.\x{B7}\p{L}\p{Nd}\p{M})", false},
    Escape{'C', R"(:_\-.\x{B7}\p{L}\p{Nd}\p{M})", true},
};

/// Blocks of Unicode, as "\p{IsBasicLatin}" names them.
struct Block {
  std::string_view name;
  char32_t first;
  char32_t last;
};

constexpr std::array kBlocks = {
    Block{"BasicLatin", 0x0000, 0x007F},
    Block{"Latin-1Supplement", 0x0080, 0x00FF},
    Block{"LatinExtended-A", 0x0100, 0x017F},
    Block{"LatinExtended-B", 0x0180, 0x024F},
    Block{"IPAExtensions", 0x0250, 0x02AF},
    Block{"SpacingModifierLetters", 0x02B0, 0x02FF},
    Block{"CombiningDiacriticalMarks", 0x0300, 0x036F},
    Block{"Greek", 0x0370, 0x03FF},
    Block{"GreekandCoptic", 0x0370, 0x03FF},
    Block{"Cyrillic", 0x0400, 0x04FF},
    Block{"Armenian", 0x0530, 0x058F},
    Block{"Hebrew", 0x0590, 0x05FF},
    Block{"Arabic", 0x0600, 0x06FF},
    Block{"Devanagari", 0x0900, 0x097F},
    Block{"Thai", 0x0E00, 0x0E7F},
    Block{"LatinExtendedAdditional", 0x1E00, 0x1EFF},
    Block{"GreekExtended", 0x1F00, 0x1FFF},
    Block{"GeneralPunctuation", 0x2000, 0x206F},
    Block{"CurrencySymbols", 0x20A0, 0x20CF},
    Block{"Arrows", 0x2190, 0x21FF},
    Block{"MathematicalOperators", 0x2200, 0x22FF},
    Block{"Hiragana", 0x3040, 0x309F},
    Block{"Katakana", 0x30A0, 0x30FF},
    Block{"CJKUnifiedIdeographs", 0x4E00, 0x9FFF},
    Block{"HangulSyllables", 0xAC00, 0xD7A3},
};

constexpr std::string_view kSingles = R"(nrt\|.-^?*+{}()[]$)";

using Span = std::pair<char32_t, char32_t>;

std::string hex(char32_t point) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (; point != 0 || digits.empty(); point /= 16)
    digits.insert(digits.begin(), kDigits[point % 16]);
  return R"(\x{)" + digits + "}";
}

std::string text_of(const std::vector<Span>& spans) {
  std::string text;
  for (const auto& [first, last] : spans) {
    text += hex(first);
    if (last != first) text += "-" + hex(last);
  }
  return text;
}

/// The points outside the spans.
std::vector<Span> complement(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> result;
  char32_t next = 0;
  for (const auto& [first, last] : spans) {
    if (first > next) result.emplace_back(next, first - 1);
    next = std::max(next, static_cast<char32_t>(last + 1));
  }
  if (next <= kLastPoint) result.emplace_back(next, kLastPoint);
  return result;
}

/// A class such as "[a-z\d]": points, and classes by their names.
struct Class {
  std::vector<Span> spans;
  std::string named;  ///< as it stands inside RE2's brackets
  std::size_t names = 0;
  bool negated = false;

  bool plain() const { return names == 0; }
  std::vector<Span> points() const { return negated ? complement(spans) : spans; }
  std::string text() const {
    if (spans.empty() && named.empty()) return R"([^\x{0}-\x{10FFFF}])";
    return std::string(negated ? "[^" : "[") + text_of(spans) + named + "]";
  }
};

/// Translates one pattern, from left to right.
class Translator {
 public:
  Translator(std::string_view pattern, const PatternFlags& flags)
      : pattern_(pattern), flags_(flags) {}

  Result<std::string> translate() {
    while (why_.empty() && at_ < pattern_.size()) take();
    if (why_.empty() && open_ > 0) why_ = "expected ')'";
    if (!why_.empty()) return bad(pattern_, why_);
    return std::move(result_);
  }

 private:
  bool fail(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    return false;
  }

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }

  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  void skip_blanks() {
    while (flags_.skips_blanks && at_ < pattern_.size() && is_blank(pattern_[at_])) ++at_;
  }

  void take() {
    skip_blanks();
    if (at_ >= pattern_.size()) return;
    const char c = peek();
    switch (c) {
      case '\\':
        ++at_;
        skip_blanks();
        take_escape();
        return;
      case '[':
        ++at_;
        if (const auto made = take_class(0)) result_ += made->text();
        return;
      case '.':
        result_ += flags_.dot_is_any ? "(?s:.)" : R"([^\n\r])";
        break;
      case '(':
        take_group();
        return;
      case ')':
        if (open_ == 0) fail("a ')' too many");
        --open_;
        result_ += c;
        break;
      case '{':
        take_count();
        return;
      case '}':
      case ']':
        fail(std::string("'") + c + "' stands alone");
        return;
      default:
        result_ += c;  // also the bytes of a longer character
    }
    ++at_;
  }

  void take_group() {
    result_ += '(';
    ++at_;
    ++open_;
    skip_blanks();
    if (peek() != '?') return;
    if (peek(1) != ':') {
      fail("expected '(?:' for a group that is not captured");
      return;
    }
    result_ += "?:";
    at_ += 2;
  }

  /// "{2}", "{2,}" or "{2,5}".
  void take_count() {
    std::string count = "{";
    ++at_;
    const auto digits = [&] {
      const std::size_t size = count.size();
      for (skip_blanks(); peek() >= '0' && peek() <= '9'; skip_blanks()) count += pattern_[at_++];
      return count.size() > size;
    };
    bool fits = digits();
    if (fits && peek() == ',') {
      count += pattern_[at_++];
      digits();
    }
    if (!fits || peek() != '}') {
      fail("expected a count such as {2} or {2,5}");
      return;
    }
    ++at_;
    result_ += count + "}";
  }

  /// After '\', outside a class.
  void take_escape() {
    if (peek() >= '0' && peek() <= '9') {
      fail("back-references are not carried out");
      return;
    }
    Class made;
    if (!take_class_escape(made)) return;
    result_ += made.text();
  }

  /// After '\': a character or a named class, put into `into`.
  bool take_class_escape(Class& into) {
    const char c = peek();
    if (c == 'p' || c == 'P') return take_property(into);
    const auto row = std::find_if(kEscapes.begin(), kEscapes.end(),
                                  [&](const Escape& escape) { return escape.letter == c; });
    if (row != kEscapes.end()) {
      ++at_;
      return add_named(into, std::string(row->inside), row->negated);
    }
    const auto point = single_escape();
    if (point) into.spans.emplace_back(*point, *point);
    return point.has_value();
  }

  /// A negated name alone is a negated class; RE2 has no other way to write it inside brackets.
  bool add_named(Class& into, const std::string& inside, bool negated) {
    ++into.names;
    if (!negated) {
      into.named += inside;
      return true;
    }
    if (!into.spans.empty() || into.names > 1 || into.negated)
      return fail("such a class inside another one is not carried out");
    into.named = inside;
    into.negated = true;
    return true;
  }

  std::optional<char32_t> single_escape() {
    const char c = peek();
    if (c == '\0' || kSingles.find(c) == std::string_view::npos) {
      fail(std::string("there is no '\\") + c + "'");
      return std::nullopt;
    }
    ++at_;
    if (c == 'n') return U'\n';
    if (c == 'r') return U'\r';
    return c == 't' ? U'\t' : static_cast<char32_t>(c);
  }

  /// "p{Lu}" or "P{IsBasicLatin}".
  bool take_property(Class& into) {
    const bool negated = peek() == 'P';
    ++at_;
    skip_blanks();
    const std::size_t close = pattern_.find('}', at_);
    if (peek() != '{' || close == std::string_view::npos) return fail("expected '{' after '\\p'");
    std::string name;
    for (++at_; at_ < close; ++at_) {
      if (!flags_.skips_blanks || !is_blank(pattern_[at_])) name += pattern_[at_];
    }
    at_ = close + 1;
    if (name.starts_with("Is")) return take_block(into, name.substr(2), negated);
    const bool known = (name.size() == 1 || name.size() == 2) &&
                       std::string_view("LMNPZSC").find(name[0]) != std::string_view::npos;
    if (!known) return fail("there is no category '" + name + "'");
    ++into.names;
    into.named += std::string(negated ? R"(\P{)" : R"(\p{)") + name + "}";
    return true;
  }

  bool take_block(Class& into, std::string_view name, bool negated) {
    const auto block = std::find_if(kBlocks.begin(), kBlocks.end(),
                                    [&](const Block& one) { return one.name == name; });
    if (block == kBlocks.end()) return fail("the block '" + std::string(name) + "' is not known");
    std::vector<Span> spans = {{block->first, block->last}};
    if (negated) spans = complement(std::move(spans));
    into.spans.insert(into.spans.end(), spans.begin(), spans.end());
    return true;
  }

  std::optional<char32_t> class_point() {
    const char c = peek();
    if (c == '\0' || c == '[' || c == ']') {
      fail("expected ']' at the end of a class");
      return std::nullopt;
    }
    const auto first = static_cast<unsigned char>(c);
    const int more = first >= 0xF0 ? 3 : (first >= 0xE0 ? 2 : (first >= 0xC0 ? 1 : 0));
    char32_t point = more == 0 ? first : (first & (0x3FU >> more));
    ++at_;
    for (int i = 0; i < more; ++i, ++at_)
      point = (point << 6) | (static_cast<unsigned char>(peek()) & 0x3FU);
    return point;
  }

  /// After '[', up to its ']'.
  // NOLINTNEXTLINE(misc-no-recursion): bounded by kClassDepthMax
  std::optional<Class> take_class(std::size_t depth) {
    constexpr std::size_t kClassDepthMax = 8;
    Class made;
    const bool negated = peek() == '^';
    if (negated) ++at_;
    bool any = false;
    while (why_.empty() && peek() != ']') {
      if (any && peek() == '-' && peek(1) == '[') {
        at_ += 2;
        const auto minus = depth < kClassDepthMax ? take_class(depth + 1) : std::nullopt;
        if (!minus || peek() != ']') {
          fail("expected one class after '-' at the end of a class");
          return std::nullopt;
        }
        ++at_;
        return difference(negate(std::move(made), negated), *minus);
      }
      if (!take_member(made)) return std::nullopt;
      any = true;
    }
    if (!why_.empty()) return std::nullopt;
    ++at_;
    if (!any) fail("expected a class that is not empty");
    return negate(std::move(made), negated);
  }

  static Class negate(Class made, bool negated) {
    made.negated = made.negated != negated;
    return made;
  }

  bool take_member(Class& made) {
    std::optional<char32_t> first;
    if (peek() == '\\') {
      ++at_;
      const std::size_t size = made.spans.size();
      const std::size_t names = made.names;
      if (peek() != '\0' && kSingles.find(peek()) == std::string_view::npos)
        return take_class_escape(made);
      if (!take_class_escape(made) || made.names != names) return why_.empty();
      first = made.spans[size].first;
      made.spans.pop_back();
    } else {
      first = class_point();
    }
    if (!first) return false;
    char32_t last = *first;
    const bool spans = peek() == '-' && peek(1) != ']' && peek(1) != '[' && peek(1) != '\0';
    if (spans) {
      ++at_;
      const bool escaped = peek() == '\\';
      if (escaped) ++at_;
      const auto end = escaped ? single_escape() : class_point();
      if (!end) return false;
      last = *end;
    }
    if (last < *first) return fail("a range in a class runs backwards");
    made.spans.emplace_back(*first, last);
    return true;
  }

  /// `a` without `b`: what is neither outside `a` nor in `b`.
  std::optional<Class> difference(const Class& a, const Class& b) {
    Class result;
    result.negated = true;
    if (a.plain()) {
      result.spans = complement(a.points());
    } else if (a.negated) {
      result.spans = a.spans;
      result.named = a.named;
    } else if (a.spans.empty() && a.named.rfind('{') == 2) {  // one category: "\p{Nd}"
      result.named = a.named;
      result.named[1] = a.named[1] == 'p' ? 'P' : 'p';
    } else {
      fail("a class less another one is carried out for characters alone");
      return std::nullopt;
    }
    if (b.plain()) {
      const auto points = b.points();
      result.spans.insert(result.spans.end(), points.begin(), points.end());
    } else if (!b.negated) {
      result.named += b.named;
      result.spans.insert(result.spans.end(), b.spans.begin(), b.spans.end());
    } else {
      fail("a class less another one is carried out for characters alone");
      return std::nullopt;
    }
    result.names = result.named.empty() ? 0 : 1;
    if (result.plain()) return Class{complement(std::move(result.spans)), {}, 0, false};
    if (flags_.ignores_case) {  // RE2 would also leave out the letters of the other case
      fail("a class less a named one is not carried out with the flag 'i'");
      return std::nullopt;
    }
    return result;
  }

  std::string_view pattern_;
  const PatternFlags& flags_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;
  std::string result_;
  std::string why_;
};

}  // namespace

Result<std::string> translate_pattern(std::string_view pattern, const PatternFlags& flags) {
  return Translator(pattern, flags).translate();
}

}  // namespace lagrum::feel
