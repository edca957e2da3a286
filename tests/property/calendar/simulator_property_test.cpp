#include <gtest/gtest.h>

#include "property/calendar/day_simulator.h"
#include "support/seed.h"
#include "support/shared.h"

namespace lagrum::calendar {
namespace {

using std::chrono::days;
using test::Chance;

constexpr std::size_t kSchedules = 100'000;
constexpr std::size_t kSchedulesLong = 2'000'000;

Calendar shipped_days(const std::string& folder) {
  const auto document = xml::Document::parse(
      test::read_bytes(LAGRUM_SOURCE_DIR "/workflows/law/" + folder + "/calendar.xml"),
      "calendar.xml");
  Diagnostics diagnostics;
  return Calendar::load(document.value(), {}, diagnostics).value();
}

/// Whether a day is in a set, asked once for each day.
class Table {
 public:
  Table(const Calendar& calendar, const std::string& set) {
    for (Date day = kFirst; day < kLast; day += days{1}) open_.push_back(calendar.in_set(set, day));
  }
  bool operator()(Date day) const {
    return open_.at(static_cast<std::size_t>((day - kFirst).count()));
  }

 private:
  static constexpr Date kFirst{std::chrono::year{1960} / 1 / 1};
  static constexpr Date kLast{std::chrono::year{2110} / 1 / 1};
  std::vector<bool> open_;
};

struct Territory {
  Calendar calendar;
  std::string roll;
  std::string count;
  Table rolls_to;
  Table counts;
};
Territory territory(const std::string& folder, const std::string& roll, const std::string& count) {
  const Calendar calendar = shipped_days(folder);
  return {calendar, roll, count, Table(calendar, roll), Table(calendar, count)};
}

Period some_period(Chance& chance) {
  constexpr std::array kUnits = {Unit::kDays, Unit::kWeeks, Unit::kMonths, Unit::kYears,
                                 Unit::kHalfMonths};
  const Unit unit = kUnits.at(chance.below(kUnits.size()));
  if (unit == Unit::kHalfMonths) return Period{1 + 2 * chance.between(0, 4), unit};
  const int most = unit == Unit::kDays ? 60 : unit == Unit::kYears ? 1 : 8;
  return Period{chance.between(0, most), unit};
}

TimeLimit some_schedule(Chance& chance, const Territory& place) {
  TimeLimit limit;
  limit.start = Date{std::chrono::year{1995} / 1 / 1} + days{chance.between(0, 365 * 60)};
  limit.length = some_period(chance);
  limit.kind = chance.below(2) == 0 ? Kind::kLatestAct : static_cast<Kind>(chance.between(0, 3));
  if (chance.below(4) > 0) limit.roll = place.roll;
  if (limit.length.unit == Unit::kDays && chance.below(2) == 0) limit.days = place.count;
  for (int i = chance.between(-1, 2); i > 0; --i)
    limit.extensions.push_back({some_period(chance), static_cast<From>(chance.between(0, 2)), "E"});
  if (limit.kind == Kind::kBackward) return limit;
  for (int i = chance.between(-2, 3); i > 0; --i) {
    const Date from = limit.start + days{chance.between(-20, 120)};
    Suspension standing{from, from + days{chance.between(0, 60)}, "S"};
    if (chance.below(8) == 0) standing.until.reset();
    limit.suspensions.push_back(standing);
  }
  return limit;
}

std::string shown(const TimeLimit& limit) {
  std::string text = lagrum::to_string(limit.start) + " " + to_string(limit.length) + " " +
                     std::string(to_string(limit.kind)) + " roll=" + limit.roll +
                     " days=" + limit.days;
  for (const Extension& each : limit.extensions)
    text += " +" + to_string(each.by) + "@" + std::to_string(static_cast<int>(each.from));
  for (const Suspension& each : limit.suspensions) {
    text += " [" + lagrum::to_string(each.from) + "," +
            (each.until ? lagrum::to_string(*each.until) : std::string()) + "]";
  }
  return text;
}

DaySimulator::Rules rules_of(const TimeLimit& limit, const Territory& place) {
  DaySimulator::Rules rules;
  const bool moves = limit.kind == Kind::kLatestAct && !limit.roll.empty() &&
                     place.calendar.moves(limit.roll, limit.length);
  if (moves) {
    rules.rolls_to = std::cref(place.rolls_to);
    rules.least = place.calendar.least_days(limit.roll, limit.length);
  }
  if (!limit.days.empty()) rules.counts = std::cref(place.counts);
  return rules;
}

TEST(DaySimulatorProperty, LivesToTheSameDays) {
  const std::array places = {territory("se", "se.vardag", "se.arbetsdag"),
                             territory("dk", "dk.hverdag", "dk.arbejdsdag"),
                             territory("nl", "nl.werkdag", "nl.werkdag")};
  Chance chance;
  std::size_t still = 0;
  std::size_t moved = 0;
  const std::size_t runs = test::repetitions(kSchedules, kSchedulesLong);
  for (std::size_t run = 0; run < runs; ++run) {
    const Territory& place = places.at(chance.below(places.size()));
    const TimeLimit limit = some_schedule(chance, place);

    const auto computed = compute_days(place.calendar, limit);
    const DaySimulator::Lived lived = DaySimulator(limit, rules_of(limit, place)).live();

    ASSERT_TRUE(computed.has_value()) << shown(limit) << "\n" << to_string(computed.error());
    ASSERT_EQ(computed->suspended, lived.stands_still) << shown(limit);
    still += lived.stands_still ? 1U : 0U;
    if (lived.stands_still) continue;
    moved += lived.raw_end != lived.due ? 1U : 0U;
    ASSERT_EQ(lagrum::to_string(computed->raw_end), lagrum::to_string(lived.raw_end))
        << place.calendar.id() << " " << shown(limit);
    ASSERT_EQ(lagrum::to_string(computed->due), lagrum::to_string(lived.due))
        << place.calendar.id() << " " << shown(limit);
  }
  EXPECT_GT(still, runs / 100);
  EXPECT_GT(moved, runs / 25);
}

}  // namespace
}  // namespace lagrum::calendar
