#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lagrum::statechart {

/// The words of a list attribute, which white space parts.
std::vector<std::string> words(std::string_view text);

/// "'a', 'b' or 'c'"; for messages.
std::string joined(const std::vector<std::string>& names);

}  // namespace lagrum::statechart
