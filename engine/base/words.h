#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace lagrum {

/// The words of a list attribute, which white space parts.
std::vector<std::string> words(std::string_view text);

/// "'a', 'b' or 'c'"; for messages that say what was expected.
std::string one_of(const std::vector<std::string>& names);

/// "a, b, c"; for lists of names.
std::string comma_list(const std::vector<std::string>& names);

/// "a b c"; how a list attribute writes its words.
std::string space_list(const std::vector<std::string>& names);

/// Whether a list of names has this one.
template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace lagrum
