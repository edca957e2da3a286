#include "lagrum/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/catalogue.h"

namespace lagrum {
namespace {

TEST(Language, IsReadFromItsTag) {
  for (const Language language : kLanguages) {
    EXPECT_EQ(parse_language(to_string(language)), language);
  }
  EXPECT_EQ(parse_language("sv-SE"), Language::kSwedish);
  EXPECT_EQ(parse_language("da-DK"), Language::kDanish);
  EXPECT_EQ(parse_language("en-GB"), Language::kEnglish);
}

TEST(Language, IsEnglishForEverythingElse) {
  for (const char* tag : {"", "s", "de", "fi-FI", "x-sv"}) {
    EXPECT_EQ(parse_language(tag), Language::kEnglish) << tag;
  }
}

TEST(Texts, GiveTheLanguageAskedFor) {
  const Texts texts({{"sv", "ärende"}, {"da", "sag"}, {"en", "case"}});

  EXPECT_EQ(texts.in(Language::kSwedish), "ärende");
  EXPECT_EQ(texts.in(Language::kDanish), "sag");
  EXPECT_EQ(texts.in(Language::kEnglish), "case");
}

TEST(Texts, FallBackToEnglishThenSwedishThenDanish) {
  Texts texts;
  EXPECT_EQ(texts.in(Language::kDanish), "");
  EXPECT_TRUE(texts.empty());

  texts.set("da", "sag");
  EXPECT_EQ(texts.in(Language::kSwedish), "sag");
  texts.set("sv", "ärende");
  EXPECT_EQ(texts.in(Language::kEnglish), "ärende");
  texts.set("en", "case");
  EXPECT_EQ(Texts({{"en", "case"}, {"da", "sag"}}).in(Language::kSwedish), "case");
  EXPECT_EQ(texts.all().size(), 3U);
}

TEST(Message, IsTheKeyWhereThereIsNoSuchSentence) {
  EXPECT_EQ(message(Language::kSwedish, "no.such.sentence"), "no.such.sentence");
}

TEST(Message, IsTheSentenceOfTheLanguage) {
  ASSERT_FALSE(catalogue().empty());
  const CatalogueRow& row = catalogue().front();

  EXPECT_EQ(message(Language::kSwedish, row.key).substr(0, row.sv.find('{')),
            row.sv.substr(0, row.sv.find('{')));
  EXPECT_EQ(message(Language::kDanish, row.key).substr(0, row.da.find('{')),
            row.da.substr(0, row.da.find('{')));
}

/// The names in braces, or nothing where the braces do not match.
std::multiset<std::string> placeholders(std::string_view pattern, bool& balanced) {
  std::multiset<std::string> names;
  balanced = true;
  for (std::size_t at = 0; (at = pattern.find_first_of("{}", at)) != std::string_view::npos;) {
    const std::size_t close = pattern.find_first_of("{}", at + 1);
    balanced = balanced && pattern[at] == '{' && close != std::string_view::npos &&
               pattern[close] == '}' && close > at + 1;
    if (!balanced) return {};
    names.emplace(pattern.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  return names;
}

TEST(Message, PutsEachValueInItsPlace) {
  bool balanced = false;
  for (const CatalogueRow& row : catalogue()) {
    std::map<std::string, std::string> values;
    for (const std::string& name : placeholders(row.en, balanced)) values[name] = "<" + name + ">";

    const std::string text = message(Language::kEnglish, row.key, values);

    EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << row.key;
    for (const auto& [name, value] : values) {
      EXPECT_NE(text.find(value), std::string::npos) << row.key;
    }
  }
}

TEST(Catalogue, IsOrderedByKeyAndHasEachOnce) {
  const auto rows = catalogue();

  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LT(rows[i - 1].key, rows[i].key);
}

TEST(Catalogue, IsCompleteInEveryLanguage) {
  for (const CatalogueRow& row : catalogue()) {
    EXPECT_FALSE(row.key.empty());
    for (const std::string_view text : {row.sv, row.da, row.en}) {
      EXPECT_FALSE(text.empty()) << row.key;
      EXPECT_EQ(text.find_first_not_of(" \t\n"), 0U) << row.key;
    }
  }
}

TEST(Catalogue, HasTheSameValuesInEveryLanguage) {
  for (const CatalogueRow& row : catalogue()) {
    bool sv = false;
    bool da = false;
    bool en = false;
    const auto expected = placeholders(row.en, en);
    EXPECT_EQ(placeholders(row.sv, sv), expected) << row.key;
    EXPECT_EQ(placeholders(row.da, da), expected) << row.key;
    EXPECT_TRUE(sv && da && en) << "braces of " << row.key;
  }
}

}  // namespace
}  // namespace lagrum
