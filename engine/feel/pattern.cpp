#include "feel/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "feel/pattern_syntax.h"

namespace lagrum::feel {
namespace {

/// Memory that one pattern may take while it matches.
constexpr std::int64_t kMemoryMax = std::int64_t{4} << 20;

Error bad_pattern(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, {}};
}

Error matches_nothing() {
  return bad_pattern("expected a pattern that does not match the empty text");
}

/// The characters of a run of decimal digits from `at` on that name a group of at most `groups`.
std::size_t group_digits(std::string_view text, std::size_t at, std::size_t groups,
                         std::size_t& group) {
  group = static_cast<std::size_t>(text[at] - '0');
  std::size_t size = 1;
  while (at + size < text.size() && text[at + size] >= '0' && text[at + size] <= '9') {
    const std::size_t longer = group * 10 + static_cast<std::size_t>(text[at + size] - '0');
    if (longer > groups) break;
    group = longer;
    ++size;
  }
  return size;
}

/// The replacement as text and numbers of groups.
struct Piece {
  std::string text;
  std::optional<std::size_t> group;
};

Result<std::vector<Piece>> pieces_of(std::string_view replacement, std::size_t groups) {
  std::vector<Piece> pieces;
  const auto add = [&](char c) {
    if (pieces.empty() || pieces.back().group) pieces.push_back({});
    pieces.back().text += c;
  };
  for (std::size_t at = 0; at < replacement.size(); ++at) {
    const char c = replacement[at];
    const char next = at + 1 < replacement.size() ? replacement[at + 1] : '\0';
    if (c == '\\' && (next == '\\' || next == '$')) {
      add(next);
      ++at;
    } else if (c == '$' && next >= '0' && next <= '9') {
      std::size_t group = 0;
      at += group_digits(replacement, at + 1, groups, group);
      pieces.push_back({{}, group});
    } else if (c == '$' || c == '\\') {
      return bad_pattern("expected '$' with a digit, '\\$' or '\\\\' in the replacement, found '" +
                         std::string(replacement) + "'");
    } else {
      add(c);
    }
  }
  return pieces;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
std::string string(re2::StringPiece part) { return {part.data(), part.size()}; }

}  // namespace

struct Pattern::State {
  State(const std::string& pattern, const RE2::Options& options) : expression(pattern, options) {}

  bool match(std::string_view text, std::size_t from, std::vector<re2::StringPiece>& groups) const {
    return expression.Match(piece(text), from, text.size(), RE2::UNANCHORED, groups.data(),
                            static_cast<int>(groups.size()));
  }
  bool matches_empty() const { return RE2::FullMatch("", expression); }
  std::size_t groups() const {
    return static_cast<std::size_t>(expression.NumberOfCapturingGroups());
  }

  RE2 expression;
};

Result<Pattern> Pattern::compile(std::string_view pattern, std::string_view flags) {
  if (pattern.size() > kPatternBytesMax)
    return bad_pattern("expected a pattern of at most 1000 bytes");
  if (flags.find_first_not_of("smixq") != std::string_view::npos) {
    return bad_pattern("expected flags of 's', 'm', 'i', 'x' and 'q', found '" +
                       std::string(flags) + "'");
  }
  const auto has = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  std::string translated = RE2::QuoteMeta(piece(pattern));
  if (!has('q')) {
    LAGRUM_ASSIGN(translated, translate_pattern(pattern, {has('s'), has('x'), has('i')}));
  }
  if (has('m')) translated = "(?m)" + translated;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(!has('i'));
  options.set_max_mem(kMemoryMax);
  auto state = std::make_shared<const State>(translated, options);
  if (!state->expression.ok()) {
    return bad_pattern("expected a regular expression, found '" + std::string(pattern) + "' (" +
                       state->expression.error() + ")");
  }
  return Pattern(std::move(state));
}

std::uint64_t Pattern::cost(std::size_t bytes) const {
  constexpr std::uint64_t kMovesPerStep = 256;
  const auto size = static_cast<std::uint64_t>(state_->expression.ProgramSize());
  return size + size * bytes / kMovesPerStep;
}

bool Pattern::found_in(std::string_view text) const {
  return RE2::PartialMatch(piece(text), state_->expression);
}

Result<std::string> Pattern::replaced_in(std::string_view text,
                                         std::string_view replacement) const {
  if (state_->matches_empty()) return matches_nothing();
  LAGRUM_ASSIGN(const std::vector<Piece> pieces, pieces_of(replacement, state_->groups()));
  std::vector<re2::StringPiece> groups(state_->groups() + 1);
  std::string result;
  std::size_t from = 0;
  while (from <= text.size() && state_->match(text, from, groups)) {
    const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
    if (groups[0].empty()) return matches_nothing();
    result += text.substr(from, start - from);
    for (const Piece& one : pieces) {
      result += one.text;
      if (one.group && *one.group < groups.size()) result += string(groups[*one.group]);
    }
    from = start + groups[0].size();
    if (result.size() > kTextBytesMax)
      return Error{ErrorCode::kOutOfRange, "expected a result of at most 4 MiB", {}, {}};
  }
  result += text.substr(std::min(from, text.size()));
  return result;
}

Result<std::vector<std::string>> Pattern::split(std::string_view text) const {
  if (state_->matches_empty()) return matches_nothing();
  std::vector<re2::StringPiece> groups(1);
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size() && state_->match(text, from, groups)) {
    const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
    if (groups[0].empty()) return matches_nothing();
    parts.emplace_back(text.substr(from, start - from));
    from = start + groups[0].size();
  }
  parts.emplace_back(text.substr(std::min(from, text.size())));
  return parts;
}

}  // namespace lagrum::feel
