#include <gmock/gmock.h>

#include <set>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

/// The movable days of a year, month and day.
struct Year {
  int year;
  std::string_view good_friday;
  std::string_view easter_day;
  std::string_view easter_monday;
  std::string_view ascension;
  std::string_view whit_sunday;
  std::string_view midsummer_eve;
  std::string_view midsummer_day;
  std::string_view all_saints;
};

constexpr std::array kYears = {
    Year{2020, "04-10", "04-12", "04-13", "05-21", "05-31", "06-19", "06-20", "10-31"},
    Year{2021, "04-02", "04-04", "04-05", "05-13", "05-23", "06-25", "06-26", "11-06"},
    Year{2022, "04-15", "04-17", "04-18", "05-26", "06-05", "06-24", "06-25", "11-05"},
    Year{2023, "04-07", "04-09", "04-10", "05-18", "05-28", "06-23", "06-24", "11-04"},
    Year{2024, "03-29", "03-31", "04-01", "05-09", "05-19", "06-21", "06-22", "11-02"},
    Year{2025, "04-18", "04-20", "04-21", "05-29", "06-08", "06-20", "06-21", "11-01"},
    Year{2026, "04-03", "04-05", "04-06", "05-14", "05-24", "06-19", "06-20", "10-31"},
    Year{2027, "03-26", "03-28", "03-29", "05-06", "05-16", "06-25", "06-26", "11-06"},
    Year{2028, "04-14", "04-16", "04-17", "05-25", "06-04", "06-23", "06-24", "11-04"},
    Year{2029, "03-30", "04-01", "04-02", "05-10", "05-20", "06-22", "06-23", "11-03"},
    Year{2030, "04-19", "04-21", "04-22", "05-30", "06-09", "06-21", "06-22", "11-02"},
};

constexpr std::array<std::string_view, 8> kFixed = {"01-01", "01-06", "05-01", "06-06",
                                                    "12-24", "12-25", "12-26", "12-31"};

std::set<std::string> expected(const Year& year) {
  std::set<std::string> days;
  const std::string prefix = std::to_string(year.year) + "-";
  for (const std::string_view each : kFixed) days.insert(prefix + std::string(each));
  for (const std::string_view each :
       {year.good_friday, year.easter_day, year.easter_monday, year.ascension, year.whit_sunday,
        year.midsummer_eve, year.midsummer_day, year.all_saints}) {
    days.insert(prefix + std::string(each));
  }
  return days;
}

/// The days of a year that the calendar knows by a name, not by their weekday alone.
std::set<std::string> named_days(const Calendar& calendar, const std::string& set, int year) {
  std::set<std::string> days;
  const Date first{std::chrono::year{year} / 1 / 1};
  for (Date date = first; date < Date{std::chrono::year{year + 1} / 1 / 1};
       date += std::chrono::days{1}) {
    for (const Reason& reason : calendar.blocked_by(set, date)) {
      if (reason.day.starts_with(calendar.id() + ".")) days.insert(lagrum::to_string(date));
    }
  }
  return days;
}

// SFS 1989:253 1 § lists the public holidays; SFS 1930:173 2 § adds three eves.
TEST(SwedishHolidays, From2020To2030AreThoseOfTheAct) {
  const Calendar calendar = shipped("se");

  for (const Year& year : kYears) {
    EXPECT_EQ(named_days(calendar, "se.vardag", year.year), expected(year)) << year.year;
  }
}

struct DayRow {
  std::string_view date;
  std::string_view day;  ///< id of the named day, or empty for none
};

std::string named_day(const Calendar& calendar, const std::string& set, std::string_view date) {
  for (const Reason& reason : calendar.blocked_by(set, day(date))) {
    if (reason.day.starts_with(calendar.id() + ".")) return reason.day;
  }
  return "";
}

// SFS 2004:1320: Whit Monday gives way to the National Day from 1 April 2005.
TEST(SwedishHolidays, ExchangeWhitMondayForTheNationalDayIn2005) {
  const Calendar calendar = shipped("se");

  for (const DayRow& row : {DayRow{"2004-05-31", "se.whit-monday"}, DayRow{"2005-05-16", ""},
                            DayRow{"2004-06-06", ""}, DayRow{"2005-06-06", "se.national-day"}}) {
    EXPECT_EQ(named_day(calendar, "se.vardag", row.date), row.day) << row.date;
  }
}

TEST(SwedishHolidays, LeaveOutTheDaysThatManyTakeForHolidays) {
  const Calendar calendar = shipped("se");

  // Twelfth Night Eve, Maundy Thursday, Walpurgis Night, the Friday after Ascension, All Saints'
  // Eve.
  for (const char* each : {"2026-01-05", "2026-04-02", "2026-04-30", "2026-05-15", "2026-10-30"}) {
    EXPECT_TRUE(calendar.in_set("se.vardag", day(each))) << each;
  }
}

TEST(DanishHolidays, Of2026AreTheTenThatAreLeft) {
  EXPECT_THAT(
      named_days(shipped("dk"), "dk.hverdag", 2026),
      testing::ElementsAre("2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06",
                           "2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26"));
}

// LOV nr 214 af 06/03/2023.
TEST(DanishHolidays, KeptThePrayerDayUntil2023) {
  const Calendar calendar = shipped("dk");

  EXPECT_EQ(named_day(calendar, "dk.hverdag", "2023-05-05"), "dk.prayer-day");
  EXPECT_EQ(named_day(calendar, "dk.hverdag", "2024-04-26"), "");
}

class ShippedCalendars : public testing::TestWithParam<const char*> {};

TEST_P(ShippedCalendars, AreValidByTheSchema) {
  const std::string folder = LAGRUM_SOURCE_DIR "/schemas/1/";
  const auto schema =
      xml::Schema::compile({{"calendar.xsd", test::read_bytes(folder + "calendar.xsd")},
                            {"xml.xsd", test::read_bytes(folder + "xml.xsd")}});
  ASSERT_TRUE(schema.has_value()) << to_string(schema.error());
  const auto document =
      xml::Document::parse(test::read_bytes(LAGRUM_SOURCE_DIR "/workflows/law/" +
                                            std::string(GetParam()) + "/calendar.xml"),
                           "calendar.xml");
  Diagnostics diagnostics;

  schema->validate(document.value(), diagnostics);

  EXPECT_FALSE(diagnostics.has_errors()) << to_string(diagnostics.to_error());
}

TEST_P(ShippedCalendars, HaveEveryTitleInThreeLanguages) {
  const auto document =
      xml::Document::parse(test::read_bytes(LAGRUM_SOURCE_DIR "/workflows/law/" +
                                            std::string(GetParam()) + "/calendar.xml"),
                           "calendar.xml");
  std::vector<xml::Element> titled = document.value().root().children();
  titled.push_back(document.value().root());

  for (const xml::Element& element : titled) {
    if (element.local() == "title" || element.local() == "counting") continue;
    std::set<std::string> languages;
    for (const auto& [language, text] : xml::texts(element, "title")) languages.insert(language);
    EXPECT_THAT(languages, testing::ElementsAre("da", "en", "sv")) << to_string(element.position());
  }
}

INSTANTIATE_TEST_SUITE_P(All, ShippedCalendars, testing::Values("se", "dk"));

}  // namespace
}  // namespace lagrum::calendar
