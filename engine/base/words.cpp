#include "base/words.h"

namespace lagrum {

std::vector<std::string> words(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::vector<std::string> list;
  for (auto begin = text.find_first_not_of(kSpace); begin != std::string_view::npos;) {
    const auto end = text.find_first_of(kSpace, begin);
    list.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(kSpace, end);
  }
  return list;
}

std::string one_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

namespace {

std::string joined(const std::vector<std::string>& names, const char* between) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : between) + names[i];
  return text;
}

}  // namespace

std::string comma_list(const std::vector<std::string>& names) { return joined(names, ", "); }

std::string space_list(const std::vector<std::string>& names) { return joined(names, " "); }

}  // namespace lagrum
