#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "lagrum/diagnostic.h"

namespace lagrum::test {

/// Whether somebody can go where an error is; in the file `name` where one is given.
inline bool has_place(const Diagnostics& diagnostics, std::string_view name = {}) {
  return std::any_of(
      diagnostics.all().begin(), diagnostics.all().end(), [&](const Diagnostic& each) {
        const bool here = name.empty() ? !each.source.file.empty() : each.source.file == name;
        return each.severity == Severity::kError && here && each.source.line > 0;
      });
}

/// All that was found, a line each.
inline std::string all_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.all()) text += to_string(each) + "\n";
  return text;
}

}  // namespace lagrum::test
