#include <gtest/gtest.h>

#include "lagrum/calendar.h"
#include "support/seed.h"
#include "support/shared.h"

namespace lagrum::calendar {
namespace {

using test::Chance;

constexpr int kLimitsTried = 500;

Calendar sweden() {
  const auto document = xml::Document::parse(
      test::read_bytes(LAGRUM_SOURCE_DIR "/workflows/law/se/calendar.xml"), "calendar.xml");
  Diagnostics diagnostics;
  return Calendar::load(document.value(), {}, diagnostics).value();
}

TimeLimit some_limit(Chance& chance) {
  TimeLimit limit;
  limit.start = Date{std::chrono::year{chance.between(1990, 2090)} / 1 / 1} +
                std::chrono::days{chance.between(0, 365)};
  limit.length = Period{chance.between(0, 20), static_cast<Unit>(chance.between(0, 3))};
  limit.roll = "se.vardag";
  for (int i = chance.between(0, 2); i > 0; --i) {
    limit.extensions.push_back(
        {Period{chance.between(1, 10), static_cast<Unit>(chance.between(0, 2))},
         static_cast<From>(chance.between(0, 2)), "Act"});
  }
  for (int i = chance.between(0, 2); i > 0; --i) {
    const Date from = limit.start + std::chrono::days{chance.between(-10, 60)};
    limit.suspensions.push_back({from, from + std::chrono::days{chance.between(0, 30)}, "Act"});
  }
  return limit;
}

TEST(ComputeProperty, EndsOnTheFirstOpenDayFromTheRawEnd) {
  const Calendar calendar = sweden();
  Chance chance;
  for (int run = 0; run < kLimitsTried; ++run) {
    const auto computed = compute(calendar, some_limit(chance));

    ASSERT_TRUE(computed.has_value());
    ASSERT_TRUE(calendar.in_set("se.vardag", computed->due));
    for (Date date = computed->raw_end; date < computed->due; date += std::chrono::days{1}) {
      ASSERT_FALSE(calendar.in_set("se.vardag", date));
    }
  }
}

TEST(ComputeProperty, NeverEndsEarlierWithMoreTime) {
  const Calendar calendar = sweden();
  Chance chance;
  for (int run = 0; run < kLimitsTried; ++run) {
    const TimeLimit limit = some_limit(chance);
    TimeLimit more = limit;
    more.extensions.push_back({Period{chance.between(0, 10), Unit::kWeeks}, From::kStart, "Act"});

    ASSERT_LE(compute(calendar, limit).value().due, compute(calendar, more).value().due);
  }
}

TEST(ComputeProperty, TellsOfEveryDateItGives) {
  const Calendar calendar = sweden();
  Chance chance;
  for (int run = 0; run < kLimitsTried; ++run) {
    const auto computed = compute(calendar, some_limit(chance));

    const std::vector<Step>& steps = computed.value().derivation.steps;
    ASSERT_EQ(steps.front().as, "start");
    ASSERT_EQ(steps.back().as, "due");
    ASSERT_EQ(steps.back().on, computed->due);
    ASSERT_EQ(steps[steps.size() - 2].on, computed->due);
    for (const Step& step : steps) ASSERT_EQ(step.text.all().size(), kLanguages.size());
  }
}

}  // namespace
}  // namespace lagrum::calendar
