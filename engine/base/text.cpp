#include "lagrum/text.h"

#include <algorithm>

#include "base/catalogue.h"

namespace lagrum {
namespace {

const std::string kNoText;

std::string_view in_language(const CatalogueRow& row, Language language) {
  switch (language) {
    case Language::kSwedish:
      return row.sv;
    case Language::kDanish:
      return row.da;
    case Language::kEnglish:
      return row.en;
  }
  return row.en;
}

}  // namespace

std::string_view to_string(Language language) {
  switch (language) {
    case Language::kSwedish:
      return "sv";
    case Language::kDanish:
      return "da";
    case Language::kEnglish:
      return "en";
  }
  return "en";
}

Language parse_language(std::string_view tag) {
  const std::string_view primary = tag.substr(0, 2);
  if (primary == "sv") return Language::kSwedish;
  if (primary == "da") return Language::kDanish;
  return Language::kEnglish;
}

const std::string& Texts::in(Language language) const {
  for (const std::string_view tag : {to_string(language), std::string_view("en"),
                                     std::string_view("sv"), std::string_view("da")}) {
    const auto found = by_language_.find(std::string(tag));
    if (found != by_language_.end()) return found->second;
  }
  return kNoText;
}

std::string message(Language language, std::string_view key,
                    const std::map<std::string, std::string>& values) {
  const auto rows = catalogue();
  const auto row =
      std::lower_bound(rows.begin(), rows.end(), key,
                       [](const CatalogueRow& a, std::string_view b) { return a.key < b; });
  if (row == rows.end() || row->key != key) return std::string(key);
  const std::string_view pattern = in_language(*row, language);
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at);
    text += pattern.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const auto value = values.find(std::string(pattern.substr(open + 1, close - open - 1)));
    if (value != values.end()) text += value->second;
    at = close + 1;
  }
  return text;
}

}  // namespace lagrum
