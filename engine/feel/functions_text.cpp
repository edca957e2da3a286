#include <array>
#include <cstring>
#include <string>

#include "feel/functions.h"
#include "feel/operators.h"
#include "feel/pattern.h"
#include "feel/scanner.h"

namespace lagrum::feel {
namespace {

constexpr const char* kTooLong = "expected a result of at most 4 MiB";

/// The code points of UTF-8 text; a byte that is no UTF-8 stands for itself.
std::u32string points_of(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at++]);
    const int more = first >= 0xF0 ? 3 : (first >= 0xE0 ? 2 : (first >= 0xC0 ? 1 : 0));
    char32_t point = more == 0 ? first : (first & (0x3FU >> more));
    for (int i = 0; i < more && at < text.size(); ++i) {
      point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    points += point;
  }
  return points;
}

std::string text_of(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) append_utf8(text, point);
  return text;
}

/// A run of letters whose other case lies `distance` further; with `step` 2 the cases alternate.
struct CaseRow {
  char32_t first;  ///< first and last upper-case letter
  char32_t last;
  char32_t distance;
  char32_t step;
};

/// Latin, Greek and Cyrillic. Independent of locale, so that every machine gives the same result.
constexpr std::array kCases = {
    CaseRow{U'A', U'Z', 32, 1},    CaseRow{0xC0, 0xD6, 32, 1},    CaseRow{0xD8, 0xDE, 32, 1},
    CaseRow{0x100, 0x12E, 1, 2},   CaseRow{0x132, 0x136, 1, 2},   CaseRow{0x139, 0x147, 1, 2},
    CaseRow{0x14A, 0x176, 1, 2},   CaseRow{0x179, 0x17D, 1, 2},   CaseRow{0x391, 0x3A1, 32, 1},
    CaseRow{0x3A3, 0x3AB, 32, 1},  CaseRow{0x400, 0x40F, 80, 1},  CaseRow{0x410, 0x42F, 32, 1},
    CaseRow{0x1E00, 0x1E94, 1, 2}, CaseRow{0x1EA0, 0x1EFE, 1, 2},
};

char32_t lower(char32_t point) {
  for (const CaseRow& row : kCases) {
    if (point >= row.first && point <= row.last && (point - row.first) % row.step == 0)
      return point + row.distance;
  }
  return point;
}

char32_t upper(char32_t point) {
  for (const CaseRow& row : kCases) {
    const char32_t first = row.first + row.distance;
    if (point >= first && point <= row.last + row.distance && (point - first) % row.step == 0) {
      return point - row.distance;
    }
  }
  return point;
}

Value change_case(const std::string& text, char32_t (*change)(char32_t)) {
  std::u32string points = points_of(text);
  for (char32_t& point : points) point = change(point);
  return text_of(points);
}

Value substring(Call& call) {
  const std::u32string points = points_of(call.text(0));
  const auto size = static_cast<std::int64_t>(points.size());
  std::int64_t start = 0;
  if (!call.whole(1, start) || start == 0 || start > size || start < -size) {
    return call.fail("expected a start position from 1 to " + std::to_string(size) +
                     " or from the end, found " + to_string(call.number(1)));
  }
  const std::int64_t from = start > 0 ? start - 1 : size + start;
  std::int64_t length = size - from;
  if (call[2].number() != nullptr && (!call.whole(2, length) || length < 1)) {
    return call.fail("expected a length of at least 1, found " + to_string(call.number(2)));
  }
  return text_of(std::u32string_view(points).substr(static_cast<std::size_t>(from),
                                                    static_cast<std::size_t>(length)));
}

Value string_length(Call& call) {
  return Value::integer(static_cast<std::int64_t>(points_of(call.text(0)).size()));
}

Value upper_case(Call& call) { return change_case(call.text(0), upper); }
Value lower_case(Call& call) { return change_case(call.text(0), lower); }

/// The place of the first `wanted`, in time in proportion to both texts.
std::size_t find_text(const std::string& text, const std::string& wanted) {
  const void* found = memmem(text.data(), text.size(), wanted.data(), wanted.size());
  return found == nullptr ? std::string::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

Value substring_before(Call& call) {
  const std::size_t at = find_text(call.text(0), call.text(1));
  return at == std::string::npos ? Value("") : Value(call.text(0).substr(0, at));
}

Value substring_after(Call& call) {
  const std::size_t at = find_text(call.text(0), call.text(1));
  return at == std::string::npos ? Value("") : Value(call.text(0).substr(at + call.text(1).size()));
}

Value contains_text(Call& call) {
  return find_text(call.text(0), call.text(1)) != std::string::npos;
}
Value starts_with(Call& call) { return call.text(0).starts_with(call.text(1)); }
Value ends_with(Call& call) { return call.text(0).ends_with(call.text(1)); }

/// The pattern of argument 1 with the flags of argument `flags`; nothing with an issue where there
/// is none.
std::optional<Pattern> pattern_of(Call& call, std::size_t flags) {
  auto pattern = Pattern::compile(call.text(1), call[flags].is_null() ? "" : call.text(flags));
  if (!pattern) {
    call.fail(pattern.error().message);
    return std::nullopt;
  }
  if (!call.spend(pattern->cost(call.text(0).size()))) return std::nullopt;
  return std::move(*pattern);
}

Value matches_pattern(Call& call) {
  const auto pattern = pattern_of(call, 2);
  return pattern ? Value(pattern->found_in(call.text(0))) : Value();
}

Value replace(Call& call) {
  const auto pattern = pattern_of(call, 3);
  if (!pattern) return nullptr;
  auto text = pattern->replaced_in(call.text(0), call.text(2));
  return text ? Value(std::move(*text)) : call.fail(text.error().message);
}

Value split(Call& call) {
  const auto pattern = pattern_of(call, 2);
  if (!pattern) return nullptr;
  auto parts = pattern->split(call.text(0));
  if (!parts) return call.fail(parts.error().message);
  return List(std::make_move_iterator(parts->begin()), std::make_move_iterator(parts->end()));
}

Value string_join(Call& call) {
  const std::string delimiter = call[1].string() != nullptr ? call.text(1) : std::string();
  std::string text;
  bool first = true;
  for (const Value& part : call.list(0)) {
    if (part.is_null()) continue;
    if (part.string() == nullptr)
      return call.fail("expected strings, found " + std::string(type_name(part)));
    if (!first) text += delimiter;
    text += *part.string();
    first = false;
    if (text.size() > kTextBytesMax) return call.fail(kTooLong);
  }
  return text;
}

Value to_text(Call& call) {
  if (call[0].is_null()) return nullptr;
  std::string text = plain_text(call[0]);
  return text.size() > kTextBytesMax ? call.fail(kTooLong) : Value(std::move(text));
}

/// The separator argument as one character of `allowed`, NUL for null, or nothing when it is
/// another text.
std::optional<char> separator(const Value& value, std::string_view allowed) {
  if (value.is_null()) return '\0';
  if (value.string() == nullptr || value.string()->size() != 1) return std::nullopt;
  const char c = value.string()->front();
  return allowed.find(c) == std::string_view::npos ? std::nullopt : std::optional<char>(c);
}

Value to_number(Call& call) {
  const auto grouping = separator(call[1], " ,.");
  const auto point = separator(call[2], ".,");
  if (!grouping || !point || (*grouping != '\0' && *grouping == *point)) {
    return call.fail(
        "expected a grouping separator ' ', ',' or '.' and another decimal separator '.' or ','");
  }
  std::string text;
  for (const char c : call.text(0)) {
    if (*grouping != '\0' && c == *grouping) continue;
    text += *point != '\0' && c == *point ? '.' : c;
  }
  const auto number = Decimal::parse(text);
  return number ? Value(*number) : call.fail(number.error().message);
}

Value negation(Call& call) {
  if (call[0].boolean() != nullptr) return !*call[0].boolean();
  if (call[0].is_null()) return nullptr;
  return call.fail("expected a boolean, found " + std::string(type_name(call[0])));
}

/// What is not given is null.
Value identity(Call& call) { return call[0] == call[1]; }

constexpr std::array kTextFunctions = {
    BuiltinRow{"not(negand: Any) -> boolean", negation},
    BuiltinRow{"is(value1: Any, value2: Any) -> boolean", identity},
    BuiltinRow{"is(value1: Any) -> boolean", identity},
    BuiltinRow{"is(value2: Any) -> boolean", identity},
    BuiltinRow{"string(from: Any) -> string", to_text},
    BuiltinRow{
        "number(from: string, grouping separator?: string, decimal separator?: string) -> number",
        to_number},
    BuiltinRow{"substring(string: string, start position: number, length?: number) -> string",
               substring},
    BuiltinRow{"string length(string: string) -> number", string_length},
    BuiltinRow{"upper case(string: string) -> string", upper_case},
    BuiltinRow{"lower case(string: string) -> string", lower_case},
    BuiltinRow{"substring before(string: string, match: string) -> string", substring_before},
    BuiltinRow{"substring after(string: string, match: string) -> string", substring_after},
    BuiltinRow{"contains(string: string, match: string) -> boolean", contains_text},
    BuiltinRow{"starts with(string: string, match: string) -> boolean", starts_with},
    BuiltinRow{"ends with(string: string, match: string) -> boolean", ends_with},
    BuiltinRow{"matches(input: string, pattern: string, flags?: string) -> boolean",
               matches_pattern},
    BuiltinRow{
        "replace(input: string, pattern: string, replacement: string, flags?: string) -> string",
        replace},
    BuiltinRow{"split(string: string, delimiter: string) -> list", split},
    BuiltinRow{"string join(list: list, delimiter?: string) -> string", string_join},
};

}  // namespace

std::span<const BuiltinRow> text_functions() { return kTextFunctions; }

}  // namespace lagrum::feel
