#include "support.h"

namespace lagrum::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// --- a duty with a last day

TEST(AuditedDuty, IsFulfilledOnItsLastDayByTheLocalCalendar) {
  WrittenLog log;  // summer time ends between the days: 10 days and an hour
  log.with("A")
      .event("open", "2026-10-20T00:00:00+02:00")
      .event("notify", "2026-10-30T23:30:00+01:00");

  EXPECT_THAT(found(log, "xx.notice"),
              ElementsAre("A xx.notice fulfilled 2026-10-30 due 2026-10-30"));
}

TEST(AuditedDuty, IsViolatedByTheActThatCameTooLate) {
  WrittenLog log;
  log.with("A")
      .event("open", "2026-03-01T10:00:00+01:00")
      .event("notify", "2026-03-12T00:00:00+01:00");

  EXPECT_THAT(found(log, "xx.notice"),
              ElementsAre("A xx.notice violated 2026-03-12 due 2026-03-11"));
}

TEST(AuditedDuty, IsViolatedOrPendingAtTheNewestTimeOfTheWholeLog) {
  WrittenLog log;
  log.with("A").event("open", "2026-03-01T10:00:00Z");
  log.with("B").event("open", "2026-03-02T10:00:00Z");
  log.with("C").event("open", "2026-03-12T00:30:00Z").event("notify", "2026-03-12T10:00:00Z");

  EXPECT_THAT(
      found(log, "xx.notice"),
      ElementsAre("C xx.notice fulfilled 2026-03-12 due 2026-03-22",
                  "A xx.notice violated due 2026-03-11", "B xx.notice pending due 2026-03-12"));
}

TEST(AuditedDuty, IsJudgedAsOfTheHorizonThatIsSaid) {
  WrittenLog log;
  log.with("A").event("open", "2026-03-01T10:00:00Z");

  EXPECT_THAT(found(log, "xx.notice", parse_instant("2026-03-12T00:00:00Z").value()),
              ElementsAre("A xx.notice violated due 2026-03-11"));
}

TEST(AuditedDuty, IsExemptByWhatWasDoneBeforeAndInTime) {
  WrittenLog log;
  log.with("A")
      .event("open", "2026-03-01")
      .event("pay", "2026-03-11")
      .event("notify", "2026-03-20");
  log.with("B")
      .event("open", "2026-03-01")
      .event("pay", "2026-03-12")
      .event("notify", "2026-03-20");
  log.with("C")
      .event("open", "2026-03-01")
      .event("pay", "2026-03-11")
      .event("notify", "2026-03-11");

  EXPECT_THAT(found(log, "xx.notice"),
              ElementsAre("A xx.notice exempt 2026-03-20 due 2026-03-11",
                          "B xx.notice violated 2026-03-20 due 2026-03-11",
                          "C xx.notice fulfilled 2026-03-11 due 2026-03-11"));
}

// --- prohibitions

TEST(AuditedProhibition, AddsUpWhatActsCarry) {
  WrittenLog log;
  log.with("A")
      .event("open", "2026-03-01", {{"fee", "0.3"}})
      .event("pay", "2026-03-02", {{"amount", "0.1"}})
      .event("issue", "2026-03-03")
      .event("pay", "2026-03-04", {{"amount", "0.2"}})
      .event("issue", "2026-03-05");

  EXPECT_THAT(found(log, "xx.paid"),
              ElementsAre("A xx.paid violated 2026-03-03", "A xx.paid fulfilled 2026-03-05"));
}

TEST(AuditedProhibition, WithoutEndIsKeptWhereNothingIsDone) {
  WrittenLog log;
  log.with("A").event("revoke", "2026-03-01", {{"final", "yes"}});
  log.with("B").event("revoke", "2026-03-01", {{"final", "yes"}}).event("pay", "2026-03-02");
  log.with("C").event("revoke", "2026-03-01", {{"final", "no"}}).event("pay", "2026-03-02");

  EXPECT_THAT(found(log, "xx.revoked"),
              ElementsAre("A xx.revoked fulfilled", "B xx.revoked violated 2026-03-02"));
}

TEST(AuditedProhibition, ThatAnActLiftsIsOpenUntilThen) {
  WrittenLog log;
  log.with("A").event("revoke", "2026-03-01").event("notify", "2026-03-02");
  log.with("B").event("revoke", "2026-03-01");

  EXPECT_THAT(found(log, "xx.again"), ElementsAre("A xx.again fulfilled", "B xx.again pending"));
}

// --- what cannot be known

TEST(Audit, IsNeverGreenWhereAnActIsNotMapped) {
  WrittenLog log;
  log.with("A").event("issue", "2026-03-01");
  const Loaded loaded = load(kMapping);

  const Came came = run(*loaded.audit, log);

  EXPECT_THAT(loaded.audit->norms()[4].unmapped, ElementsAre("inspection.held"));
  EXPECT_EQ(came.totals.norms[4].cases[static_cast<std::size_t>(Verdict::kNotObservable)], 1);
  EXPECT_THAT(came.text, HasSubstr("not observable: the log does not show inspection.held"));
}

TEST(Audit, IsNeverGreenWhereDataOfTheCaseIsNotMapped) {
  EXPECT_THAT(load(kMapping).audit->norms().back().unmapped, ElementsAre("case.size"));

  const Loaded loaded =
      load(mapping_of("<data name=\"case.size\" from=\"case:size\" as=\"number\"/>"
                      "<activity name=\"issue\" act=\"permit.issued\"/><activity name=\"notify\" "
                      "act=\"notice.sent\"/>"));
  WrittenLog log;
  log.with("A", {{"case:size", "12"}}).event("issue", "2026-03-01");
  log.with("B", {{"case:size", "9"}}).event("issue", "2026-03-01");

  EXPECT_THAT(run(*loaded.audit, log, {.only_norm = "xx.big"}).found,
              ElementsAre("A xx.big violated 2026-03-01"));
}

TEST(Audit, KnowsNotWhatOnlyAPersonCouldHaveJudged) {
  WrittenLog log;
  log.with("A").event("issue", "2026-03-01");
  log.with("B").event("notify", "2026-03-01").event("issue", "2026-03-01");

  EXPECT_THAT(found(log, "xx.asked"),
              ElementsAre("A xx.asked unknown 2026-03-01", "B xx.asked fulfilled 2026-03-01"));
}

TEST(Audit, KnowsNotWhatALostEventWouldSay) {
  WrittenLog log;
  log.with("A").event("open", "2026-03-01").event("notify", "").event("note", "2026-05-01");
  const Loaded loaded = load(kMapping);

  const Came came = run(*loaded.audit, log);

  EXPECT_THAT(came.found, ElementsAre("A xx.notice unknown due 2026-03-11"));
  EXPECT_EQ(came.faults.events_left_out(), 1);
}

TEST(Audit, CountsWhatDoesNotApply) {
  WrittenLog log;
  log.with("A").event("note", "2026-03-01");
  const Loaded loaded = load(kMapping);

  const Came came = run(*loaded.audit, log);

  EXPECT_THAT(came.found, IsEmpty());
  EXPECT_EQ(came.totals.cases, 1);
  EXPECT_EQ(came.totals.norms[0].cases[static_cast<std::size_t>(Verdict::kNotApplicable)], 1);
}

// --- faults of the log

struct Faulty {
  const char* name;
  Fields events;  ///< activity and time
  const char* rule;
  std::uint64_t left_out;
};
void PrintTo(const Faulty& row, std::ostream* stream) { *stream << row.name; }

class FaultyLog : public ::testing::TestWithParam<Faulty> {};

TEST_P(FaultyLog, IsNamedWithItsPlace) {
  WrittenLog log;
  log.with("A");
  for (const auto& [activity, time] : GetParam().events) log.event(activity, time);
  const Loaded loaded = load(kMapping);

  const Came came = run(*loaded.audit, log);

  ASSERT_EQ(came.faults.shown().size(), 1);
  EXPECT_EQ(came.faults.shown().front().rule, GetParam().rule);
  EXPECT_EQ(came.faults.shown().front().source.line, 2);
  EXPECT_EQ(came.faults.events_left_out(), GetParam().left_out);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FaultyLog,
    ::testing::Values(
        Faulty{"MissingTime", {{"open", "2026-03-01"}, {"pay", ""}}, "missing-time", 1},
        Faulty{"ImpossibleTime",
               {{"open", "2026-03-01"}, {"pay", "2026-02-30"}},
               "impossible-time",
               1},
        Faulty{"OutOfOrder", {{"open", "2026-03-02"}, {"pay", "2026-03-01"}}, "out-of-order", 0},
        Faulty{"MixedZones",
               {{"open", "2026-03-01"}, {"pay", "2026-03-02T00:00:00Z"}},
               "mixed-zones",
               0},
        Faulty{"LikeEvents", {{"open", "2026-03-01"}, {"open", "2026-03-01"}}, "like-event", 0}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Audit, LeavesOutAnEventWhoseIdComesAgain) {
  WrittenLog log;
  log.with("A").event("pay", "2026-03-01", {{"no", "1"}}).event("pay", "2026-03-01", {{"no", "1"}});
  std::string mapping = kMapping;
  mapping.replace(mapping.find("actor=\"who\""), 11, "event=\"no\"");
  const Loaded loaded = load(mapping);

  const Came came = run(*loaded.audit, log);

  EXPECT_THAT(came.faults.counts(),
              ElementsAre(std::pair<const std::string, std::uint64_t>("duplicate-event", 1)));
  EXPECT_EQ(came.faults.events_left_out(), 1);
}

TEST(Audit, LeavesOutACaseOfTooManyEvents) {
  WrittenLog log;
  log.with("A");
  for (int i = 0; i <= 10'000; ++i) log.event("note", "2026-03-01");
  const Loaded loaded = load(kMapping);

  EXPECT_EQ(run(*loaded.audit, log).faults.cases_left_out(), 1);
}

TEST(Audit, LeavesOutACaseWithoutAnId) {
  WrittenLog log;
  log.with("").event("pay", "2026-03-01");
  const Loaded loaded = load(kMapping);

  EXPECT_EQ(run(*loaded.audit, log).faults.cases_left_out(), 1);
}

// --- questions to the audit

TEST(Audit, CountsByWhatTheCaseIs) {
  WrittenLog log;
  log.with("A", {{"case:channel", "web"}})
      .event("open", "2026-03-01")
      .event("notify", "2026-03-02");
  log.with("B", {{"case:channel", "post"}})
      .event("open", "2026-03-01")
      .event("notify", "2026-04-02");
  const Loaded loaded = load(kMapping);

  const Came came = run(*loaded.audit, log, {.group_by = "channel"});

  EXPECT_EQ(came.totals.groups.at("web")[0].cases[static_cast<std::size_t>(Verdict::kFulfilled)],
            1);
  EXPECT_EQ(came.totals.groups.at("post")[0].cases[static_cast<std::size_t>(Verdict::kViolated)],
            1);
}

TEST(Audit, SaysWhichGroupsAndNormsThereAre) {
  WrittenLog log;
  const auto zones = calendar::system_zone_rules();
  Faults faults;
  const Loaded loaded = load(kMapping);
  const auto error = [&](const audit::Run& options) {
    return loaded.audit->run(log, options, *zones, faults, [](const CaseReport&) {})
        .error()
        .message;
  };

  EXPECT_THAT(error({.group_by = "chanel"}), HasSubstr("did you mean 'channel'?"));
  EXPECT_THAT(error({.only_norm = "xx.notise"}), HasSubstr("did you mean 'xx.notice'?"));
}

}  // namespace
}  // namespace lagrum::audit
