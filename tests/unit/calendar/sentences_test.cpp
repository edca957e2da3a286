#include "calendar/sentences.h"

#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

TEST(Words, OfADateAreThoseOfTheLanguage) {
  const Date date = day("2026-10-31");

  EXPECT_EQ(in_words(Language::kSwedish, date), "lördagen den 31 oktober 2026");
  EXPECT_EQ(in_words(Language::kDanish, date), "lørdag den 31. oktober 2026");
  EXPECT_EQ(in_words(Language::kEnglish, date), "Saturday 31 October 2026");
}

TEST(Words, OfAWeekNameEachDay) {
  const std::array<std::string_view, 7> expected = {"måndagen", "tisdagen", "onsdagen", "torsdagen",
                                                    "fredagen", "lördagen", "söndagen"};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string words =
        in_words(Language::kSwedish, day("2026-06-22") + std::chrono::days{i});

    EXPECT_THAT(words, testing::StartsWith(std::string(expected[i])));
  }
}

TEST(Words, OfAPeriodTellOneFromMany) {
  EXPECT_EQ(in_words(Language::kSwedish, period("P1W")), "1 vecka");
  EXPECT_EQ(in_words(Language::kSwedish, period("P4M")), "4 månader");
  EXPECT_EQ(in_words(Language::kDanish, period("P1M")), "1 måned");
  EXPECT_EQ(in_words(Language::kDanish, period("P3W")), "3 uger");
  EXPECT_EQ(in_words(Language::kEnglish, period("P1D")), "1 day");
  EXPECT_EQ(in_words(Language::kEnglish, period("P2Y")), "2 years");
}

TEST(Words, OfAListEndWithAnd) {
  EXPECT_EQ(list_in_words(Language::kSwedish, {"a"}), "a");
  EXPECT_EQ(list_in_words(Language::kSwedish, {"a", "b"}), "a och b");
  EXPECT_EQ(list_in_words(Language::kDanish, {"a", "b", "c"}), "a, b og c");
  EXPECT_EQ(list_in_words(Language::kEnglish, {}), "");
}

TEST(Sentences, HaveNoGapLeftInAnyLanguage) {
  const auto gaps = [](Language) {
    return Gaps{{"date", "x"}, {"period", "x"}, {"direction", "x"}, {"number", "x"}, {"set", "x"},
                {"days", "x"}, {"ground", "x"}, {"end", "x"},       {"time", "x"}};
  };

  for (int each = 0; each <= static_cast<int>(Sentence::kDueDeemedMoment); ++each) {
    const Texts texts = say(static_cast<Sentence>(each), gaps);

    ASSERT_EQ(texts.all().size(), kLanguages.size());
    for (const auto& [language, text] : texts.all()) {
      EXPECT_THAT(text, testing::EndsWith(".")) << language;
      EXPECT_THAT(text, testing::Not(testing::HasSubstr("{"))) << language;
    }
  }
}

}  // namespace
}  // namespace lagrum::calendar
