#pragma once

#include <string>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum::feel {

/// The flags that change how a pattern is written.
struct PatternFlags {
  bool dot_is_any = false;    ///< "s": '.' also matches ends of lines
  bool skips_blanks = false;  ///< "x": blanks outside classes mean nothing
  bool ignores_case = false;  ///< "i"
};

/// An XPath regular expression in RE2's syntax. Fails with kInvalidArgument for what XPath doesn't
/// have (RE2 has more) and for back-references, which take more than time in proportion.
Result<std::string> translate_pattern(std::string_view pattern, const PatternFlags& flags);

}  // namespace lagrum::feel
