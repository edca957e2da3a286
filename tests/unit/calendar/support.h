#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/calendar.h"
#include "support/shared.h"

namespace lagrum::calendar {

/// A date that is known to be right: day("2026-04-07").
inline Date day(std::string_view text) { return parse_date(text).value(); }
inline Period period(std::string_view text) { return parse_period(text).value(); }

struct Loaded {
  Result<Calendar> calendar;
  Diagnostics diagnostics;
};

inline Loaded load(const std::string& text, const Calendar::Wider& wider = {}) {
  const auto document = xml::Document::parse(text, "calendar.xml");
  EXPECT_TRUE(document.has_value()) << (document ? "" : document.error().message);
  Diagnostics diagnostics;
  auto calendar = Calendar::load(document.value(), wider, diagnostics);
  return Loaded{std::move(calendar), std::move(diagnostics)};
}

/// The calendar of a shipped law folder: shipped("se").
inline Calendar shipped(const std::string& folder) {
  Loaded loaded =
      load(test::read_bytes(LAGRUM_SOURCE_DIR "/workflows/law/" + folder + "/calendar.xml"));
  EXPECT_TRUE(loaded.calendar.has_value()) << to_string(loaded.calendar.error());
  return loaded.calendar.value();
}

/// The shipped calendar with its one interpretation switch set.
inline Calendar shipped(const std::string& folder, bool switched_on) {
  const Calendar calendar = shipped(folder);
  return calendar.with_switch(calendar.switches().at(0), switched_on).value();
}

/// A date as a statute's practice gives it: one computation in a chain.
struct Leg {
  std::string from;  ///< a date, or the due day of an earlier leg by its index: "#0"
  std::string_view length;
  std::string_view raw_end;
  std::string_view due;
  Kind kind = Kind::kLatestAct;
  std::string roll;
  std::string days;
};

/// One case from practice, with every interpretation switch said.
struct DateRow {
  std::string_view name;  ///< also the test's name, so letters and digits alone
  std::string_view provision;
  bool switch_on;
  std::vector<Leg> legs;
};

inline void PrintTo(const DateRow& row, std::ostream* out) { *out << row.name; }

inline std::string name_of(const testing::TestParamInfo<DateRow>& row) {
  return std::string(row.param.name);
}

/// Computes each leg and compares raw end and due day with what the row says.
inline void expect_dates(const Calendar& calendar, const DateRow& row) {
  std::vector<Date> dues;
  for (const Leg& leg : row.legs) {
    const Date start =
        leg.from.front() == '#' ? dues.at(std::stoul(leg.from.substr(1))) : day(leg.from);
    const auto computed = compute(calendar, TimeLimit{.start = start,
                                                      .length = period(leg.length),
                                                      .kind = leg.kind,
                                                      .roll = leg.roll,
                                                      .days = leg.days,
                                                      .extensions = {},
                                                      .suspensions = {},
                                                      .cite = std::string(row.provision)});
    ASSERT_TRUE(computed.has_value()) << to_string(computed.error());
    EXPECT_EQ(lagrum::to_string(computed->raw_end), leg.raw_end) << row.provision;
    EXPECT_EQ(lagrum::to_string(computed->due), leg.due) << row.provision;
    dues.push_back(computed->due);
  }
}

}  // namespace lagrum::calendar
