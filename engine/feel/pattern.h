#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::feel {

/// Longest pattern in bytes.
inline constexpr std::size_t kPatternBytesMax = 1000;
/// Longest text that functions make of others, in bytes.
inline constexpr std::size_t kTextBytesMax = std::size_t{4} << 20;

/// A regular expression as XPath's functions take it (XQuery and XPath Functions 3.1, 5.6).
/// Matching takes time in proportion to the text; what would need more, such as back-references, is
/// refused.
class Pattern {
 public:
  /// `flags` are any of "s", "m", "i", "x" and "q". Fails with kInvalidArgument for a pattern or
  /// flag that the standard doesn't have, or that is not carried out.
  static Result<Pattern> compile(std::string_view pattern, std::string_view flags);

  /// Steps that it takes to compile it and to match a text of so many bytes.
  std::uint64_t cost(std::size_t bytes) const;

  /// True when the pattern matches a part of the text.
  bool found_in(std::string_view text) const;
  /// `text` with each match replaced; "$1" to "$9" in `replacement` are groups, "$0" the match,
  /// "\\$" and "\\\\" themselves. Fails for another "$" or "\\", and for a pattern that matches
  /// nothing at all; kOutOfRange where the result would be longer than kTextBytesMax.
  Result<std::string> replaced_in(std::string_view text, std::string_view replacement) const;
  /// The parts of the text between matches. Fails for a pattern that matches nothing at all.
  Result<std::vector<std::string>> split(std::string_view text) const;

  struct State;

 private:
  explicit Pattern(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace lagrum::feel
