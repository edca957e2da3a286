#include "mapping/path.h"

#include <algorithm>
#include <charconv>

#include "lagrum/diagnostic.h"

namespace lagrum::intake {
namespace {

constexpr std::size_t kNumberMax = 100'000;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name(std::string_view name) {
  if (name.empty() || !is_letter(name.front())) return false;
  for (const char c : name) {
    if (!is_letter(c) && c != '-' && !(c >= '0' && c <= '9')) return false;
  }
  return true;
}

/// "[3]" as 3, "" as 0; nothing else.
bool parse_number(std::string_view text, std::size_t& number) {
  if (text.empty()) return true;
  if (text.size() < 3 || text.front() != '[' || text.back() != ']') return false;
  const char* end = text.data() + text.size() - 1;
  const auto [stop, error] = std::from_chars(text.data() + 1, end, number);
  return error == std::errc() && stop == end && number >= 1 && number <= kNumberMax;
}

std::uint32_t characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::vector<xml::Element> descend(const std::vector<xml::Element>& from, const Step& step,
                                  std::string_view ns) {
  std::vector<xml::Element> found;
  for (const xml::Element& parent : from) {
    std::vector<xml::Element> children = parent.children(ns, step.name);
    if (step.number == 0) {
      found.insert(found.end(), children.begin(), children.end());
    } else if (step.number <= children.size()) {
      found.push_back(children[step.number - 1]);
    }
  }
  return found;
}

}  // namespace

Result<Path> parse_path(std::string_view text, const Position& source) {
  Path path{std::string(text), {}};
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    const std::size_t bracket = std::min(part.find('['), part.size());
    Step step{std::string(part.substr(0, bracket)), 0};
    if (!is_name(step.name) || !parse_number(part.substr(bracket), step.number) ||
        path.steps.size() == kPathStepsMax) {
      Position at = source;
      at.column += characters(text.substr(0, begin));
      return Error{
          ErrorCode::kInvalidArgument,
          "expected element names such as 'Values/Rad[2]/Value', found '" + std::string(part) + "'",
          std::move(at),
          {}};
    }
    path.steps.push_back(std::move(step));
    begin = end + 1;
  }
  return path;
}

std::vector<xml::Element> resolve(const Path& path, xml::Element start, std::string_view ns) {
  std::vector<xml::Element> current = {start};
  for (const Step& step : path.steps) current = descend(current, step, ns);
  return current;
}

Missing missing(const Path& path, xml::Element start, std::string_view ns) {
  std::vector<xml::Element> current = {start};
  for (const Step& step : path.steps) {
    std::vector<xml::Element> next = descend(current, step, ns);
    if (!next.empty()) {
      current = std::move(next);
      continue;
    }
    std::vector<std::string> names;
    for (const xml::Element& child : current.front().children()) names.emplace_back(child.local());
    const std::string number = step.number > 1 ? "[" + std::to_string(step.number) + "]" : "";
    return Missing{current.front(), "found no " + step.name + number + " in " +
                                        std::string(current.front().local()) +
                                        suggestion(step.name, names)};
  }
  return Missing{current.front(), "found it"};
}

}  // namespace lagrum::intake
