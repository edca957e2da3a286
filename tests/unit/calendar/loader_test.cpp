#include <gmock/gmock.h>

#include <algorithm>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

using testing::HasSubstr;

constexpr std::string_view kTitle = "<title xml:lang='en'>T</title>";

/// A calendar that is right in every part; rows replace one part. Lines count from 1.
constexpr std::string_view kGood =
    R"(<calendar xmlns='urn:lagrum:calendar:1' id='x' territory='X' zone='Etc/UTC' version='1'>
  <title xml:lang='en'>X</title>
  <counting cite='Act 1' units='weeks months'/>
  <day id='x.a' fixed='02-29' public='true' cite='Act 2'><title xml:lang='en'>A</title></day>
  <day id='x.b' easter='-2' public='true'><title xml:lang='en'>B</title><note>N</note></day>
  <day id='x.c' date='2026-08-10' public='false'><title xml:lang='en'>C</title></day>
  <day id='x.d' weekday='saturday' from='06-20' to='06-26' public='0' valid-from='2005-04-01' valid-to='2005-04-01'><title xml:lang='en'>D</title></day>
  <switch id='x.s' value='1'><title xml:lang='en'>S</title></switch>
  <day-set id='x.open' use='roll' cite='Act 3'><title xml:lang='en'>O</title><blocked weekdays='saturday sunday'/><blocked days='public x.c' unless='x.s'/></day-set>
</calendar>)";

struct FaultRow {
  std::string_view name;
  std::string_view part;         ///< of the good calendar
  std::string_view replacement;  ///< what stands there instead
  std::string_view rule;
  std::string_view at;       ///< the text at whose first place the diagnostic points
  std::string_view message;  ///< part of it
};

void PrintTo(const FaultRow& row, std::ostream* out) { *out << row.name; }

std::string replaced(std::string_view part, std::string_view replacement) {
  std::string text(kGood);
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), replacement);
}

/// Line and column of the first place of `part`; the sample is plain ASCII.
Position position_of(std::string_view part, std::string_view text) {
  const std::string_view before = text.substr(0, text.find(part));
  const auto lines = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = before.rfind('\n') + 1;
  return Position{"calendar.xml", lines + 1,
                  static_cast<std::uint32_t>(before.size() - line_start + 1)};
}

TEST(CalendarLoad, TakesACalendarThatUsesEveryPart) {
  const Loaded loaded = load(std::string(kGood));

  ASSERT_TRUE(loaded.calendar.has_value()) << to_string(loaded.calendar.error());
  EXPECT_TRUE(loaded.diagnostics.all().empty());
  const Calendar& calendar = *loaded.calendar;
  EXPECT_EQ(calendar.id(), "x");
  EXPECT_EQ(calendar.territory(), "X");
  EXPECT_EQ(calendar.zone(), "Etc/UTC");
  EXPECT_EQ(calendar.version(), "1");
  EXPECT_EQ(calendar.title().in(Language::kEnglish), "X");
  EXPECT_THAT(calendar.sets(), testing::ElementsAre("x.open"));
  EXPECT_THAT(calendar.switches(), testing::ElementsAre("x.s"));
  EXPECT_EQ(calendar.set_cite("x.open"), "Act 3");
  EXPECT_EQ(calendar.set_use("x.open"), SetUse::kRoll);
  EXPECT_EQ(calendar.counting_cite(Unit::kWeeks), "Act 1");
  EXPECT_EQ(calendar.counting_cite(Unit::kDays), "");
}

class CalendarFaults : public testing::TestWithParam<FaultRow> {};

TEST_P(CalendarFaults, GiveOneDiagnosticWithPosition) {
  const FaultRow& row = GetParam();

  const std::string text = replaced(row.part, row.replacement);

  const Loaded loaded = load(text);

  ASSERT_FALSE(loaded.calendar.has_value());
  ASSERT_EQ(loaded.diagnostics.all().size(), 1U) << to_string(loaded.calendar.error());
  const Diagnostic& found = loaded.diagnostics.all().front();
  EXPECT_EQ(found.rule, row.rule);
  EXPECT_EQ(to_string(found.source), to_string(position_of(row.at, text)));
  EXPECT_THAT(found.message, HasSubstr(std::string(row.message)));
  EXPECT_EQ(loaded.calendar.error().source, found.source);
}

INSTANTIATE_TEST_SUITE_P(
    Form, CalendarFaults,
    testing::Values(
        FaultRow{"UnknownElement", "<switch id", "<swtch/><switch id", "unknown-element",
                 "<swtch/>", "found 'swtch' (did you mean 'switch'?)"},
        FaultRow{"ElementOfAnotherNamespace", "<switch id", "<day xmlns='urn:other'/><switch id",
                 "unknown-element", "<day xmlns='urn:other'", "found 'day' of another namespace"},
        FaultRow{"UnknownAttribute", "fixed='02-29'", "fixed='02-29' publick='true'",
                 "unknown-attribute", "true' public='true' cite",
                 "found 'publick' (did you mean 'public'?)"},
        FaultRow{"MissingAttribute", " zone='Etc/UTC'", "", "missing-attribute", "<calendar",
                 "expected attribute 'zone' on <calendar>, found none"},
        FaultRow{"MissingLanguage", "<title xml:lang='en'>S", "<title>S", "missing-attribute",
                 "<title>S", "expected attribute 'xml:lang' on <title>"},
        FaultRow{"EmptyLanguage", "<title xml:lang='en'>S", "<title xml:lang=''>S", "bad-value",
                 "'>S", "expected a language"},
        FaultRow{"MissingTitle", "<title xml:lang='en'>X</title>", "", "missing-element",
                 "<calendar", "expected <title> inside <calendar>"},
        FaultRow{"EmptyTitle", ">S</title>", "> </title>", "bad-value", "<title xml:lang='en'> ",
                 "found no text"},
        FaultRow{"TwoTitlesInOneLanguage", ">S</title>", ">S</title><title xml:lang='en'>Z</title>",
                 "duplicate-title", "<title xml:lang='en'>Z", "found another in 'en'"},
        FaultRow{"TwoCountings", "<day id='x.a'",
                 "<counting cite='Act 9' units='days'/><day id='x.a'", "too-many",
                 "<counting cite='Act 9'", "expected at most 1 <counting>"},
        FaultRow{"WrongOrder", "<counting cite='Act 1' units='weeks months'/>\n  <day id='x.a'",
                 "<day id='x.z' fixed='01-01' public='true'><title xml:lang='en'>Z</title></day>\n"
                 "  <counting cite='Act 1' units='weeks'/><day id='x.a'",
                 "element-order", "<counting", "expected <counting> before <day>"},
        FaultRow{"StrayText", "<switch id", "text<switch id", "text-not-allowed", "<calendar",
                 "found text"},
        FaultRow{
            "NoSet",
            "<day-set id='x.open' use='roll' cite='Act 3'><title xml:lang='en'>O</title><blocked "
            "weekdays='saturday sunday'/><blocked days='public x.c' unless='x.s'/></day-set>",
            "", "missing-element", "<calendar", "expected <day-set>"},
        FaultRow{"SetWithoutRows",
                 "<blocked weekdays='saturday sunday'/><blocked days='public x.c' unless='x.s'/>",
                 "", "missing-element", "<day-set", "expected <blocked> inside <day-set>"}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Values, CalendarFaults,
    testing::Values(
        FaultRow{"BadId", "id='x.d'", "id='x.D'", "bad-id", "x.D'", "found 'x.D'"},
        FaultRow{"BadCalendarId", "id='x' ", "id='x.' ", "bad-id", "x.' ", "found 'x.'"},
        FaultRow{"EmptyZone", "'Etc/UTC'", "''", "bad-value", "' version",
                 "expected a text in 'zone'"},
        FaultRow{"NoUnits", "units='weeks months'", "units=''", "bad-value", "'/>",
                 "expected days, weeks"},
        FaultRow{"UnknownUnit", "units='weeks months'", "units='weks months'", "bad-value", "weks",
                 "found 'weks' (did you mean 'weeks'?)"},
        FaultRow{"NoSuchDate", "fixed='02-29'", "fixed='02-30'", "bad-value", "02-30",
                 "expected a month and day such as 06-20 in 'fixed', found '02-30'"},
        FaultRow{"NoSuchBoolean", "public='true'><title xml:lang='en'>B",
                 "public='yes'><title xml:lang='en'>B", "bad-value", "yes",
                 "expected true or false in 'public', found 'yes'"},
        FaultRow{"NoNumber", "easter='-2'", "easter='two'", "bad-value", "two", "found 'two'"},
        FaultRow{"EasterOffsetPastTheYear", "easter='-2'", "easter='251'", "bad-value", "251",
                 "-80 to 250"},
        FaultRow{"EasterOffsetBeforeTheYear", "easter='-2'", "easter='-81'", "bad-value", "-81",
                 "-80 to 250"},
        FaultRow{"NoSuchDay", "date='2026-08-10'", "date='2026-08-32'", "bad-value", "2026-08-32",
                 "found '2026-08-32'"},
        FaultRow{"UnknownWeekday", "weekday='saturday' from", "weekday='saturdy' from",
                 "unknown-weekday", "saturdy", "found 'saturdy' (did you mean 'saturday'?)"},
        FaultRow{"NoLeast", "use='roll'", "use='roll' least='zero'", "bad-value", "zero",
                 "expected a number from 1 to 9 in 'least', found 'zero'"},
        FaultRow{"LeastFromWithoutLeast", "use='roll'", "use='roll' least-from='P3D'",
                 "missing-attribute", "<day-set", "expected attribute 'least'"},
        FaultRow{"NoPeriodAsLongest", "use='roll'", "use='roll' longest='P90D 12W'", "bad-value",
                 "P90D", "expected periods such as P90D P12W in 'longest', found '12W'"},
        FaultRow{"UnknownUse", "use='roll'", "use='rol'", "bad-value", "rol'",
                 "expected roll or count"}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Meaning, CalendarFaults,
    testing::Values(
        FaultRow{"NoRule", "fixed='02-29' ", "", "one-rule", "<day id='x.a'", "found none"},
        FaultRow{"TwoRules", "fixed='02-29'", "fixed='02-29' easter='1'", "one-rule",
                 "<day id='x.a'", "found fixed, easter"},
        FaultRow{"RangeWithoutWeekday", "fixed='02-29'", "fixed='02-29' to='03-01'", "one-rule",
                 "03-01", "only beside 'weekday', found them beside 'fixed'"},
        FaultRow{"WeekdayWithoutEnd", " to='06-26'", "", "missing-attribute", "<day id='x.d'",
                 "'to' beside 'weekday'"},
        FaultRow{"RangeThatEndsBeforeItBegins", "from='06-20' to='06-26'",
                 "from='06-26' to='06-20'", "range", "06-20'",
                 "expected 'to' on or after 'from' (06-26), found '06-20'"},
        FaultRow{"RangeOfSixDays", "to='06-26'", "to='06-25'", "range", "06-25", "found 6"},
        FaultRow{"RangeOfEightDays", "to='06-26'", "to='06-27'", "range", "06-27", "found 8"},
        FaultRow{"RangeOverTheLeapDay", "from='06-20' to='06-26'", "from='02-25' to='03-02'",
                 "range", "03-02", "expected seven days"},
        FaultRow{"ValidityThatEndsBeforeItBegins", "valid-to='2005-04-01'", "valid-to='2005-03-31'",
                 "range", "2005-03-31", "expected 'valid-to' on 2005-04-01 or later"},
        FaultRow{"DayTwice", "id='x.b'", "id='x.a'", "duplicate-id", "x.a' easter",
                 "found 'x.a' again"},
        FaultRow{"SetNamedAsADay", "id='x.open'", "id='x.a'", "duplicate-id", "x.a' use",
                 "found 'x.a' again"},
        FaultRow{"UnknownDay", "days='public x.c'", "days='publik x.c'", "unknown-day", "publik",
                 "found 'publik' (did you mean 'public'?)"},
        FaultRow{"UnknownSwitch", "unless='x.s'", "unless='x.t'", "unknown-switch", "x.t",
                 "found 'x.t' (did you mean 'x.s'?)"},
        FaultRow{"UnknownBlockedWeekday", "'saturday sunday'", "'saturday sonday'",
                 "unknown-weekday", "saturday sonday", "found 'sonday'"},
        FaultRow{"RowThatBlocksNothing", "<blocked weekdays='saturday sunday'/>", "<blocked/>",
                 "missing-attribute", "<blocked/>", "expected attribute 'weekdays' or 'days'"},
        FaultRow{"SetWithoutAnyOpenDay", "'saturday sunday'",
                 "'monday tuesday wednesday thursday friday saturday sunday'", "blocks-everything",
                 "<day-set", "leaves 0 weekdays"},
        FaultRow{"UnknownWiderCalendar", "territory='X'", "territory='X' within='y'",
                 "unknown-calendar", "y' zone", "found 'y'"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(CalendarLoad, RefusesAnotherDocument) {
  const Loaded loaded = load("<calendar xmlns='urn:lagrum:calendar:2'/>");

  ASSERT_FALSE(loaded.calendar.has_value());
  EXPECT_EQ(loaded.diagnostics.error_count(), 1U);
  EXPECT_THAT(loaded.calendar.error().message, HasSubstr("urn:lagrum:calendar:1"));
}

TEST(CalendarLoad, ReportsEveryFaultInTheOrderOfTheText) {
  std::string text = replaced("fixed='02-29'", "fixed='02-30'");
  text.replace(text.find("<switch"), 7, "<swtch/><switch");
  text.replace(text.find("unless='x.s'"), 12, "unless='x.t'");

  const Loaded loaded = load(text);

  std::vector<std::string> rules;
  for (const Diagnostic& each : loaded.diagnostics.all()) rules.push_back(each.rule);
  EXPECT_THAT(rules, testing::ElementsAre("bad-value", "unknown-element", "unknown-switch"));
  EXPECT_THAT(loaded.calendar.error().message, HasSubstr("and 2 more"));
}

TEST(CalendarLoad, NamesTheProvisionOfTheDayAtFault) {
  const Loaded loaded = load(replaced("fixed='02-29'", "fixed='02-30'"));

  EXPECT_EQ(loaded.diagnostics.all().front().provision, "Act 2");
}

TEST(CalendarLoad, TakesASchemaLocation) {
  const Loaded loaded =
      load(replaced("id='x' ",
                    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                    "xsi:schemaLocation='urn:lagrum:calendar:1 calendar.xsd' id='x' "));

  EXPECT_TRUE(loaded.calendar.has_value());
}

/// `count` public days on dates of their own.
std::string one_off_days(int count) {
  std::string days;
  for (int i = 0; i < count; ++i) {
    days += "<day id='x.n" + std::to_string(i) + "' date='" +
            lagrum::to_string(day("2026-01-01") + std::chrono::days{i}) + "' public='true'>" +
            std::string(kTitle) + "</day>";
  }
  return days;
}

TEST(CalendarLoad, TakesNamedDaysUpToTheBoundThatLeavesDaysOpen) {
  // 57 weeks of 5 open weekdays in 400 days; each named day falls at most twice within them.
  for (const auto& [count, loads] : {std::pair{139, true}, std::pair{140, false}}) {
    const Loaded loaded = load(replaced("<switch id", one_off_days(count) + "<switch id"));

    EXPECT_EQ(loaded.calendar.has_value(), loads) << count;
  }
}

TEST(WiderTerritory, LendsDaysSwitchesAndSets) {
  const Calendar wider = load(std::string(kGood)).calendar.value();
  const std::string text =
      "<calendar xmlns='urn:lagrum:calendar:1' id='y' territory='X-Y' zone='Etc/UTC' version='2' "
      "within='x'>" +
      std::string(kTitle) + "<day id='y.a' fixed='03-03' public='true'>" + std::string(kTitle) +
      "</day></calendar>";

  const Loaded loaded =
      load(text, [&](std::string_view id) { return id == "x" ? &wider : nullptr; });

  ASSERT_TRUE(loaded.calendar.has_value()) << to_string(loaded.calendar.error());
  EXPECT_EQ(loaded.calendar->id(), "y");
  const Calendar strict = loaded.calendar->with_switch("x.s", false).value();
  EXPECT_FALSE(strict.in_set("x.open", day("2026-03-03")));
  EXPECT_FALSE(strict.in_set("x.open", day("2026-04-03")));
  EXPECT_TRUE(wider.with_switch("x.s", false)->in_set("x.open", day("2026-03-03")));
  EXPECT_EQ(loaded.calendar->counting_cite(Unit::kMonths), "Act 1");
}

TEST(WiderTerritory, KeepsItsIds) {
  const Calendar wider = load(std::string(kGood)).calendar.value();

  const Loaded loaded =
      load(replaced("id='x' ", "id='y' within='x' "), [&](std::string_view) { return &wider; });

  ASSERT_FALSE(loaded.calendar.has_value());
  EXPECT_EQ(loaded.diagnostics.error_count(), 6U);  // four days, the switch, the set
  EXPECT_EQ(loaded.diagnostics.all().front().rule, "duplicate-id");
}

TEST(WiderTerritory, IsNotBlockedForGoodByTheNarrowerOne) {
  const Calendar wider = load(std::string(kGood)).calendar.value();
  const std::string text =
      "<calendar xmlns='urn:lagrum:calendar:1' id='y' territory='X-Y' zone='Etc/UTC' version='2' "
      "within='x'>" +
      std::string(kTitle) + one_off_days(200) + "</calendar>";

  const Loaded loaded = load(text, [&](std::string_view) { return &wider; });

  ASSERT_FALSE(loaded.calendar.has_value());
  EXPECT_EQ(loaded.diagnostics.all().front().rule, "blocks-everything");
}

}  // namespace
}  // namespace lagrum::calendar
