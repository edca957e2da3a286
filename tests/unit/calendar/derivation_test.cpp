#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

Derivation derivation(const TimeLimit& limit, bool eves_are_working_days = false) {
  return compute(shipped("se", eves_are_working_days), limit).value().derivation;
}

TimeLimit appeal() {
  return TimeLimit{.start = day("2026-03-13"),
                   .length = period("P3W"),
                   .roll = "se.vardag",
                   .cite = "SFS 2017:900 44 §"};
}

TEST(Derivation, IsToldInSwedish) {
  EXPECT_EQ(
      derivation(appeal()).in(Language::kSwedish),
      "Börjar löpa fredagen den 13 mars 2026; dagen räknas inte med. (SFS 2017:900 44 §)\n"
      "3 veckor framåt är samma veckodag: fredagen den 3 april 2026. (SFS 1930:173 1 §)\n"
      "Flyttas förbi långfredagen, lördag, påskdagen och annandag påsk till tisdagen den 7 april "
      "2026. (SFS 1930:173 2 §)\n"
      "Sista dag är tisdagen den 7 april 2026; en åtgärd den dagen är i tid. (SFS 2017:900 44 "
      "§)\n");
}

TEST(Derivation, IsToldInDanish) {
  EXPECT_EQ(
      derivation(appeal()).in(Language::kDanish),
      "Løber fra fredag den 13. marts 2026; dagen regnes ikke med. (SFS 2017:900 44 §)\n"
      "3 uger frem er samme ugedag: fredag den 3. april 2026. (SFS 1930:173 1 §)\n"
      "Flyttes forbi langfredag, lørdag, påskedag og 2. påskedag til tirsdag den 7. april 2026. "
      "(SFS 1930:173 2 §)\n"
      "Sidste dag er tirsdag den 7. april 2026; en handling den dag er rettidig. "
      "(SFS 2017:900 44 §)\n");
}

TEST(Derivation, IsToldInEnglish) {
  EXPECT_EQ(
      derivation(appeal()).in(Language::kEnglish),
      "Runs from Friday 13 March 2026; that day is not counted. (SFS 2017:900 44 §)\n"
      "Counting 3 weeks forward leads to the same weekday: Friday 3 April 2026. (SFS 1930:173 1 "
      "§)\n"
      "Moves past Good Friday, Saturday, Easter Day and Easter Monday to Tuesday 7 April 2026. "
      "(SFS 1930:173 2 §)\n"
      "The last day is Tuesday 7 April 2026; an act on that day is in time. (SFS 2017:900 44 §)\n");
}

TEST(Derivation, TellsOfAMonthThatLacksTheDay) {
  TimeLimit clamped = appeal();
  clamped.start = day("2027-01-31");
  clamped.length = period("P1M");

  EXPECT_EQ(
      derivation(clamped).steps.at(1).text.in(Language::kSwedish),
      "1 månad framåt är en månad utan dag 31; månadens sista dag gäller: söndagen den 28 februari "
      "2027.");
}

TEST(Derivation, TellsOfExtensionAndSuspension) {
  TimeLimit limit = appeal();
  limit.start = day("2026-01-12");
  limit.length = period("P10W");
  limit.extensions = {{period("P10W"), From::kStart, "SFS 2010:900 9 kap. 99 §"}};
  limit.suspensions = {{day("2026-02-01"), day("2026-02-05"), "SFS 2010:900 9 kap. 102 §"}};

  const Derivation told = derivation(limit);

  EXPECT_EQ(told.steps.at(2).text.in(Language::kSwedish),
            "Förlängs med 10 veckor, lagda till tiden från startdagen: måndagen den 1 juni 2026.");
  EXPECT_EQ(told.steps.at(3).text.in(Language::kSwedish),
            "Stod stilla i 3 dagar (måndagen den 2 februari 2026 – onsdagen den 4 februari 2026); "
            "slutdagen "
            "blir torsdagen den 4 juni 2026.");
}

TEST(Derivation, MarksReadings) {
  TimeLimit counted = appeal();
  counted.start = day("2026-12-23");
  counted.length = period("P1D");
  counted.days = "se.arbetsdag";
  counted.cite = "";

  for (const auto& [language, word] : {std::pair{Language::kSwedish, "; tolkning)"},
                                       std::pair{Language::kDanish, "; fortolkning)"},
                                       std::pair{Language::kEnglish, "; interpretation)"}}) {
    EXPECT_THAT(derivation(counted).in(language), testing::HasSubstr(word));
  }
  EXPECT_THAT(derivation(counted).in(Language::kEnglish),
              testing::EndsWith("in time. (interpretation)\n"));
}

TEST(Derivation, HasOneSentenceForEachKindOfEnd) {
  const std::array<std::string_view, 4> expected = {"The last day is", "May be done from",
                                                    "Counts as having", "To be done by"};
  for (const Kind kind :
       {Kind::kLatestAct, Kind::kEarliestAct, Kind::kDeemedEvent, Kind::kBackward}) {
    TimeLimit each = appeal();
    each.kind = kind;

    EXPECT_THAT(derivation(each).steps.back().text.in(Language::kEnglish),
                testing::StartsWith(std::string(expected[static_cast<std::size_t>(kind)])));
  }
}

}  // namespace
}  // namespace lagrum::calendar
