// Every row of the two files of known dates, read as they are. A row of another form than those
// known here fails, so that a new row is not passed over.
#include <gmock/gmock.h>

#include <map>
#include <set>
#include <sstream>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      found.emplace_back();
    } else if (letter != '\r') {
      found.back() += letter;
    }
  }
  return found;
}

std::vector<Row> rows_of(const std::filesystem::path& file) {
  std::istringstream text(test::read_bytes(file));
  std::string line;
  std::getline(text, line);
  const std::vector<std::string> names = fields(line);
  std::vector<Row> rows;
  while (std::getline(text, line)) {
    if (line.empty()) continue;
    const std::vector<std::string> values = fields(line);
    EXPECT_EQ(values.size(), names.size()) << line;
    Row row;
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) row[names[i]] = values[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

/// "3 weeks" as a period.
Period words(const std::string& text) {
  static const std::map<std::string, Unit> kUnits = {
      {"day", Unit::kDays},    {"days", Unit::kDays},    {"week", Unit::kWeeks},
      {"weeks", Unit::kWeeks}, {"month", Unit::kMonths}, {"months", Unit::kMonths},
      {"year", Unit::kYears},  {"years", Unit::kYears}};
  std::istringstream stream(text);
  Period period;
  std::string unit;
  stream >> period.count >> unit;
  EXPECT_TRUE(kUnits.contains(unit)) << text;
  if (kUnits.contains(unit)) period.unit = kUnits.at(unit);
  return period;
}

Computed ended(const Calendar& calendar, TimeLimit limit) {
  const auto computed = compute(calendar, limit);
  EXPECT_TRUE(computed.has_value()) << to_string(computed.error());
  return computed.value();
}

// --- Sweden

/// The days that a row's note tells of, in order.
std::vector<std::string> days_in(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find("20"); at != std::string::npos; at = text.find("20", at + 2)) {
    const std::string day = text.substr(at, 10);
    if (parse_date(day)) found.push_back(day);
  }
  return found;
}

class SwedishFile : public testing::Test {
 protected:
  Date latest(Date from, const std::string& length) const {
    return ended(se_, {.start = from, .length = words(length), .roll = "se.vardag"}).due;
  }
  Date deemed(Date from, const std::string& length) const {
    return ended(se_, {.start = from, .length = words(length), .kind = Kind::kDeemedEvent}).due;
  }

  /// A last day, raw and moved.
  void expect_last_day(const Row& row) const {
    const Computed computed = ended(se_, {.start = day(row.at("input_date")),
                                          .length = words(row.at("period")),
                                          .roll = "se.vardag"});
    EXPECT_EQ(lagrum::to_string(computed.raw_end), row.at("raw_end_or_intermediate"));
    EXPECT_EQ(lagrum::to_string(computed.due), row.at("result_date"));
  }
  /// DelgL 22, 26 §§: control message on the next working day, served after two weeks; three weeks
  /// to appeal, final the day after.
  void expect_simplified_service(const Row& row) const {
    const Date sent = day(row.at("input_date"));
    const Date control =
        ended(se_, {.start = sent, .length = {1, Unit::kDays}, .days = "se.arbetsdag"}).due;
    const Date served = deemed(sent, "2 weeks");
    const Date last = latest(served, "3 weeks");
    EXPECT_EQ(lagrum::to_string(served), row.at("raw_end_or_intermediate"));
    EXPECT_EQ(lagrum::to_string(last), row.at("result_date"));
    const std::vector<std::string> told = days_in(row.at("note"));
    ASSERT_GE(told.size(), 4U);
    EXPECT_EQ(lagrum::to_string(control), told[0]);
    EXPECT_EQ(lagrum::to_string(last + std::chrono::days{1}), told[3]);
  }
  void expect_row(const Row& row) const {
    const std::string& id = row.at("id");
    if (row.at("period") == "previous working day") {
      EXPECT_EQ(lagrum::to_string(se_.previous_in("se.arbetsdag", day(row.at("input_date")))),
                row.at("result_date"));
    } else if (row.at("period") == "2 weeks served + 3 weeks appeal") {
      expect_simplified_service(row);
    } else if (id == "SE-26") {  // the last of several times decides
      const std::vector<std::string> told = days_in(row.at("note"));
      const Date first = latest(day("2026-03-02"), "3 weeks");
      const Date second = latest(day(row.at("input_date")), "3 weeks");
      EXPECT_EQ(lagrum::to_string(first), told.at(0));
      EXPECT_EQ(lagrum::to_string(second), row.at("raw_end_or_intermediate"));
      EXPECT_EQ(lagrum::to_string(std::max(first, second) + std::chrono::days{1}),
                row.at("result_date"));
    } else if (id == "SE-28") {  // a fifth for each week begun
      const Date last = latest(day(row.at("input_date")), "10 weeks");
      EXPECT_EQ(lagrum::to_string(last), row.at("raw_end_or_intermediate"));
      const auto late = (day(row.at("result_date")) - last).count();
      EXPECT_EQ(late, 16);
      EXPECT_EQ((late + 6) / 7, 3);
    } else if (id == "SE-29") {  // adjusted, announced, three weeks
      const Date adjusted = latest(day(row.at("input_date")), "14 days");
      const Date announced = latest(adjusted, "2 days");
      const Computed appeal =
          ended(se_, {.start = announced, .length = words("3 weeks"), .roll = "se.vardag"});
      EXPECT_EQ(lagrum::to_string(adjusted), days_in(row.at("note")).at(0));
      EXPECT_EQ(lagrum::to_string(announced), days_in(row.at("note")).at(1));
      EXPECT_EQ(lagrum::to_string(appeal.raw_end), row.at("raw_end_or_intermediate"));
      EXPECT_EQ(lagrum::to_string(appeal.due), row.at("result_date"));
    } else if (id == "SE-30") {
      EXPECT_EQ(lagrum::to_string(ended(se_, {.start = day(row.at("input_date")),
                                              .length = words(row.at("period")),
                                              .kind = Kind::kEarliestAct})
                                      .due),
                row.at("result_date"));
    } else {
      expect_last_day(row);
    }
  }

  const Calendar se_ = shipped("se", false);
};

TEST_F(SwedishFile, HoldsInEveryRow) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: law/se-dates.csv";
  const std::vector<Row> rows = rows_of(*shared / "law/se-dates.csv");
  EXPECT_GE(rows.size(), 22U);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.at("id"));
    expect_row(row);
  }
}

// --- Denmark, the Union and others: the few days that their rows need, beside the shipped
// calendars

Calendar with_days(const std::string& id, const std::string& days) {
  const Loaded loaded =
      load("<calendar xmlns='urn:lagrum:calendar:1' id='" + id +
           "' territory='X' zone='Europe/Berlin' "
           "version='1'><title xml:lang='en'>X</title>" +
           days +
           "<day-set id='open' use='roll'><title xml:lang='en'>Open</title>"
           "<blocked weekdays='saturday sunday' days='public'/></day-set></calendar>");
  EXPECT_TRUE(loaded.calendar.has_value()) << to_string(loaded.calendar.error());
  return loaded.calendar.value();
}
std::string public_day(const std::string& id, const std::string& rule) {
  return "<day id='" + id + "' " + rule + " public='true'><title xml:lang='en'>" + id +
         "</title></day>";
}

class ForeignFile : public testing::Test {
 protected:
  struct Place {
    Calendar calendar;
    std::string roll;
    std::string days;
  };
  static std::map<std::string, Place> places() {
    const std::string common =
        public_day("new-year", "fixed='01-01'") + public_day("good-friday", "easter='-2'") +
        public_day("easter-monday", "easter='1'") + public_day("ascension", "easter='39'") +
        public_day("whit-monday", "easter='50'") + public_day("christmas", "fixed='12-25'") +
        public_day("boxing-day", "fixed='12-26'");
    const std::string german =
        common + public_day("may-day", "fixed='05-01'") + public_day("unity-day", "fixed='10-03'");
    return {
        {"dk", {shipped("dk", true), "dk.hverdag", "dk.arbejdsdag"}},
        {"dk_ext_fri", {shipped("dk", true), "dk.hverdag.benefits", "dk.arbejdsdag"}},
        {"nl", {shipped("nl"), "nl.werkdag", "nl.werkdag"}},
        {"de_be", {with_days("de.be", german), "open", "open"}},
        {"de_by",
         {with_days("de.by", german + public_day("corpus-christi", "easter='60'")), "open",
          "open"}},
        {"no",
         {with_days("no", common + public_day("maundy-thursday", "easter='-3'")), "open", "open"}},
        {"fi",
         {with_days("fi", common + public_day("midsummer-eve",
                                              "weekday='friday' from='06-19' to='06-25'")),
          "open", "open"}}};
  }

  /// Rows whose result is no last day of one time, or which say so in words only.
  struct Special {
    std::vector<std::string> lengths;  ///< one after the other
    std::vector<Kind> kinds;
    bool rolls = true;
  };
  static const std::map<std::string, Special>& specials() {
    static const Kind last = Kind::kLatestAct;
    static const Kind deemed = Kind::kDeemedEvent;
    static const Kind earliest = Kind::kEarliestAct;
    static const std::map<std::string, Special> kRows = {
        {"DK-11", {{"40 days"}, {last}, false}},
        {"DE-02", {{"4 days"}, {deemed}}},
        {"DE-05", {{"4 days", "1 month"}, {deemed, last}}},
        {"DE-06", {{"4 days", "1 month"}, {last, last}}},  // the fiction moves too
        {"DE-09", {{"3 months", "1 day"}, {earliest, earliest}}},
        {"NL-04", {{"2 weeks", "1 day"}, {last, earliest}}},
        {"EU-05", {{"10 days"}, {Kind::kBackward}}},
        {"FI-01", {{"7 days"}, {deemed}}}};
    return kRows;
  }

  static Date last_day(const Place& place, Date from, const std::string& length, Kind kind,
                       bool rolls, std::vector<Suspension> standing = {}) {
    TimeLimit limit{.start = from, .length = {}, .kind = kind};
    if (rolls) limit.roll = place.roll;
    std::string text = length;
    const std::size_t working = text.find("working ");
    if (working != std::string::npos) {
      text.erase(working, 8);
      limit.days = place.days;
    }
    limit.length = words(text);
    limit.suspensions = std::move(standing);
    return ended(place.calendar, limit).due;
  }

  static void expect_row(const Row& row) {
    const std::string& id = row.at("id");
    const std::map<std::string, Place> all = places();
    if (id == "NL-06" || id == "NL-07") {  // amounts: steps of fourteen days, 42 at most
      const int late = std::stoi(row.at("trigger"));
      int amount = 0;
      for (int each = 1; each <= std::min(late, 42); ++each)
        amount += each <= 14 ? 23 : each <= 28 ? 35 : 45;
      EXPECT_EQ(std::to_string(amount), row.at("expected"));
      return;
    }
    ASSERT_TRUE(all.contains(row.at("calendar"))) << row.at("calendar");
    const Place& place = all.at(row.at("calendar"));
    Date at = day(row.at("trigger"));
    if (id == "NL-03") {  // Awb 4:15: stands still from the day after the invitation
      at = last_day(place, at, "8 weeks", Kind::kLatestAct, true,
                    {Suspension{day("2026-02-16"), day("2026-03-05"), "Awb 4:15"}});
    } else if (const auto special = specials().find(id); special != specials().end()) {
      for (std::size_t i = 0; i < special->second.lengths.size(); ++i)
        at = last_day(place, at, special->second.lengths[i], special->second.kinds[i],
                      special->second.rolls);
    } else {
      at = last_day(place, at, row.at("period"), Kind::kLatestAct, true);
    }
    EXPECT_EQ(lagrum::to_string(at), row.at("expected"));
  }
};

TEST_F(ForeignFile, HoldsInEveryRow) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: law/dk-eu-dates.csv";
  const std::vector<Row> rows = rows_of(*shared / "law/dk-eu-dates.csv");
  EXPECT_GE(rows.size(), 28U);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.at("id"));
    expect_row(row);
  }
}

}  // namespace
}  // namespace lagrum::calendar
