// What the language says of times: a ladder of them on one duty, what stands still and why, what
// begins afresh, hours, and which of several clocks and acts count. On a small pack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kTimesPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx.times" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="application.received"/>
    <act type="application.withdrawn"/>
    <act type="time.agreed"><with name="by" type="date"/></act>
    <act type="decision.made"><with name="reasons" type="string"/><with name="kind" type="string"/></act>
    <act type="material.asked"><with name="reply_by" type="date"/><with name="important" type="boolean"/></act>
    <act type="material.given"/>
    <act type="case.deferred"/>
    <act type="case.resumed"/>
    <act type="time.extended"><with name="by" type="duration"/><with name="reasons" type="string"/></act>
    <act type="case.remitted"/>
    <act type="alarm.raised"><with name="at" type="date-time"/></act>
    <act type="alarm.answered"/>
    <act type="question.put"/>
    <act type="question.answered"/>
    <act type="opinion.given"><with name="from" type="string"/><with name="favourable" type="boolean"/><with name="terms" type="list"/></act>
    <act type="permit.granted"><with name="terms" type="list"/></act>
    <act type="order.given"/>
    <act type="order.used"/>
    <act type="judgement.recorded" role="judgement"><with name="ask" type="string"/><with name="answer" type="boolean"/><with name="reason" type="string"/></act>
  </vocabulary>
  <ask id="xx.exceptional" cite="XX 1 §" role="officer" default="no" per="case"/>
  <clock id="xx.published" cite="XX 2 §" basis="published" starts="application.received" length="P30D" kind="latest-act" roll="none" group="xx.aims"/>
  <clock id="xx.agreed" cite="XX 3 §" basis="agreed" starts="time.agreed" on="by" length="P0D" kind="latest-act" roll="none" group="xx.aims">
    <restart act="time.agreed" on="by" always="true"/>
  </clock>
  <clock id="xx.limit" cite="XX 4 §" starts="application.received" length="P2M" kind="latest-act" roll="se.vardag">
    <restart act="case.remitted" always="true" fresh="true"/>
    <extend under="xx.extend" up-to="P2M" from="start"/>
    <suspend from="material.asked" until="material.given" until-on="reply_by" when="important != false" cite="XX 5 §"><title xml:lang="en">the party was asked for material</title><title xml:lang="sv">parten hade ombetts om underlag</title><title xml:lang="da">parten var bedt om materiale</title></suspend>
    <suspend from="case.deferred" until="case.resumed" up-to="P10D" cite="XX 6 §"><title xml:lang="en">the case was put off</title></suspend>
  </clock>
  <clock id="xx.outer" cite="XX 7 §" starts="application.received" length="P6M" kind="latest-act" roll="none"/>
  <clock id="xx.hours" cite="XX 8 §" starts="alarm.raised" on="at" length="PT24H" kind="latest-act" roll="none" per="alarm.raised"/>
  <clock id="xx.window" cite="XX 9 §" starts="order.given" length="P1W" kind="latest-act" roll="none"/>
  <norm id="xx.decide" cite="XX 10 §" rank="act" source="statute" mode="warn">
    <respond to="application.received case.remitted" with="decision.made" promptly="P1W" target="xx.aims" within="xx.limit" outer="xx.outer" persist="true" lapses="application.withdrawn"/>
    <unless><judged ask="xx.exceptional"/></unless>
  </norm>
  <norm id="xx.extend" cite="XX 11 §" rank="act" source="statute" mode="warn">
    <power act="time.extended" holder="authority" max="1" invalid="void" guarantee="warn"><given that="act.reasons != null"/><not><reached clock="xx.limit"/></not></power>
  </norm>
  <norm id="xx.alarm" cite="XX 12 §" rank="act" source="statute" mode="warn" per="alarm.raised">
    <respond to="alarm.raised" with="alarm.answered" within="xx.hours" persist="true"/>
  </norm>
  <norm id="xx.answer" cite="XX 13 §" rank="act" source="statute" mode="warn" per="question.put">
    <where><not><done act="decision.made" when="reasons != null"/></not></where>
    <respond to="question.put" with="question.answered" promptly="P1D" days="se.arbetsdag"/>
    <unless><done act="alarm.answered"/></unless>
  </norm>
  <norm id="xx.terms" cite="XX 14 §" rank="act" source="statute" mode="enforce">
    <contain act="permit.granted" from="opinion.given" from-when="favourable" guarantee="block"><field name="terms" is="trigger.terms"/></contain>
  </norm>
  <norm id="xx.favour" cite="XX 15 §" rank="act" source="statute" mode="enforce">
    <forbid act="permit.granted" guarantee="block"><until><done act="opinion.given" when="favourable" without="opinion.given" without-when="favourable = false and from = trigger.from"/></until></forbid>
  </norm>
  <norm id="xx.in-order" cite="XX 16 §" rank="act" source="statute" mode="enforce">
    <forbid act="alarm.answered" guarantee="block"><until><done act="order.used" within="xx.window"/></until></forbid>
    <unless><not><done act="order.used"/></not></unless>
  </norm>
  <norm id="xx.idle" cite="XX 17 §" rank="act" source="unseen" mode="observe">
    <forbid act="time.agreed" invalid="void" guarantee="warn"/>
  </norm>
</law-pack>
)xml";

Law times_law() {
  Diagnostics diagnostics;
  auto law = Law::load({document(std::string(kTimesPack.substr(1)))}, {"xx.times"}, swedish_days(),
                       diagnostics);
  EXPECT_TRUE(law.has_value()) << (law ? "" : to_string(law.error()));
  return law.value();
}

Story untouched() { return Story(times_law(), Facts{}); }
Story received() {
  Story story = untouched();
  story.does({.at = "2026-01-12 10:00", .type = "application.received"});
  return story;
}
Deed agreed(std::string at, const char* by) {
  return {.at = std::move(at), .type = "time.agreed", .with = {{"by", on(by)}}};
}
Deed extension(std::string at) {
  return {.at = std::move(at),
          .type = "time.extended",
          .with = {{"by", Value(MonthsDuration{1})}, {"reasons", "text"}}};
}
Deed decided(std::string at) { return {.at = std::move(at), .type = "decision.made"}; }

/// "limit ahead 2026-03-12 statute", …, of the duty opened last.
std::vector<std::string> times(const Story& story, std::string_view norm, std::string_view time) {
  std::vector<std::string> found;
  for (const DutyView& duty : story.monitor().duties(story.instant(time))) {
    if (story.monitor().law().norms()[duty.norm].id != norm) continue;
    found.clear();
    for (const DutyTime& each : duty.times) {
      found.push_back(std::string(to_string(each.rung)) + " " +
                      std::string(to_string(each.standing)) + " " + to_string(each.due) + " " +
                      std::string(to_string(each.basis)));
    }
  }
  return found;
}
std::string work_by(const Story& story, std::string_view time) {
  std::string found;
  for (const DutyView& duty : story.monitor().duties(story.instant(time))) {
    if (story.monitor().law().norms()[duty.norm].id == "xx.decide")
      found = duty.work_by ? to_string(*duty.work_by) : "none";
  }
  return found;
}
std::string derivation(const Story& story, std::string_view clock, std::string_view time) {
  for (const ClockView& view : story.monitor().clocks(story.instant(time))) {
    if (story.monitor().law().clocks()[view.clock].id == clock)
      return view.derivation.in(Language::kEnglish);
  }
  return {};
}

// --- a ladder of times

TEST(Ladder, ReportsEachTimeAndTheEarliestGovernsTheWork) {
  Story story = received();
  story.does(agreed("2026-01-13 10:00", "2026-02-02"));

  EXPECT_THAT(times(story, "xx.decide", "2026-02-05 10:00"),
              ElementsAre("promptly missed 2026-01-19 statute", "target ahead 2026-02-11 published",
                          "target missed 2026-02-02 agreed", "limit ahead 2026-03-12 statute",
                          "outer ahead 2026-07-12 statute"));
  EXPECT_EQ(work_by(story, "2026-02-05 10:00"), "2026-01-19");
  EXPECT_THAT(story.duties("xx.decide", "2026-02-05 10:00"), ElementsAre("open 2026-03-12"));
}

TEST(Ladder, PassingATargetIsNoBreachAndTheLimitIs) {
  Story story = received();
  story.does(decided("2026-03-12 10:00"));

  EXPECT_THAT(story.verdicts("xx.decide", "2026-03-20 10:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.clocks("xx.published", "2026-03-20 10:00"), ElementsAre("overdue 2026-02-11"));
  EXPECT_THAT(story.clocks("xx.limit", "2026-03-20 10:00"), ElementsAre("met 2026-03-12"));
  Story late = received();
  late.does(decided("2026-03-13 10:00"));
  EXPECT_THAT(late.verdicts("xx.decide", "2026-03-20 10:00"), ElementsAre("violated"));
}

TEST(Ladder, KeepsATargetOnItsDay) {
  Story story = received();
  story.does(agreed("2026-01-13 10:00", "2026-02-02"));
  story.does(decided("2026-02-02 23:30"));

  EXPECT_THAT(times(story, "xx.decide", "2026-03-20 10:00"),
              ElementsAre("promptly missed 2026-01-19 statute", "target kept 2026-02-11 published",
                          "target kept 2026-02-02 agreed", "limit kept 2026-03-12 statute",
                          "outer kept 2026-07-12 statute"));
}

TEST(Ladder, IsExcusedFromTheLimitButNotFromTheOuterOne) {
  Story story = received();
  story.does(judged("2026-03-01 10:00", "xx.exceptional", true));

  EXPECT_THAT(story.duties("xx.decide", "2026-07-12 10:00"), ElementsAre("resting 2026-07-12"));
  EXPECT_THAT(story.duties("xx.decide", "2026-07-13 10:00"), ElementsAre("overdue 2026-07-12"));
  EXPECT_THAT(story.verdicts("xx.decide", "2026-07-13 10:00"), ElementsAre("violated"));
}

TEST(Ladder, WarnsOnTheWayToEachTime) {
  Story story = received();
  std::vector<std::string> warned;
  for (const Wake& wake : story.monitor().wakes(story.instant("2026-01-12 11:00"), {})) {
    if (wake.kind == Wake::Kind::kNear && wake.id == "xx.published")
      warned.push_back(std::to_string(wake.percent) + " % on " + to_string(wake.day));
  }

  EXPECT_THAT(warned,
              ElementsAre("50 % on 2026-01-27", "75 % on 2026-02-03", "90 % on 2026-02-08"));
}

TEST(Alarm, CountsTheDaysOfItsSet) {
  Story story = untouched();
  story.does({.at = "2026-01-16 10:00", .type = "question.put"});  // a Friday

  EXPECT_THAT(story.duties("xx.answer", "2026-01-17 10:00"), ElementsAre("open 2026-01-19"));
}

// --- standing still

TEST(Standing, TellsEachGroundAndItsProvision) {
  Story story = received();
  story.does({.at = "2026-01-20 10:00",
              .type = "material.asked",
              .with = {{"reply_by", on("2026-02-20")}}});
  story.does({.at = "2026-01-26 10:00", .type = "material.given"});
  story.does({.at = "2026-02-02 10:00", .type = "case.deferred"});
  story.does({.at = "2026-02-05 10:00", .type = "case.resumed"});

  // Five days and two: 12 March and 7 days.
  EXPECT_THAT(story.clocks("xx.limit", "2026-02-06 10:00"), ElementsAre("running 2026-03-19"));
  const std::string told = derivation(story, "xx.limit", "2026-02-06 10:00");
  EXPECT_THAT(told, HasSubstr("Stood still for 5 days (Wednesday 21 January 2026 – Sunday 25 "
                              "January 2026): the party was asked for material. The end becomes "
                              "Tuesday 17 March 2026. (XX 5 §)"));
  EXPECT_THAT(told,
              HasSubstr("the case was put off. The end becomes Thursday 19 March 2026. (XX 6 §)"));
}

TEST(Standing, EndsByItselfAfterTheDayToReply) {
  Story story = received();
  story.does({.at = "2026-01-20 10:00",
              .type = "material.asked",
              .with = {{"reply_by", on("2026-01-30")}}});

  EXPECT_THAT(story.clocks("xx.limit", "2026-01-21 10:00"), ElementsAre("running 2026-03-23"));
  story.does({.at = "2026-02-10 10:00", .type = "material.given"});
  EXPECT_THAT(story.clocks("xx.limit", "2026-02-11 10:00"), ElementsAre("running 2026-03-23"));
}

TEST(Standing, LastsNoLongerThanTheLawLetsIt) {
  Story story = received();
  story.does({.at = "2026-01-20 10:00", .type = "case.deferred"});

  EXPECT_THAT(story.clocks("xx.limit", "2026-05-11 10:00"), ElementsAre("overdue 2026-03-23"));
}

TEST(Standing, PassesOverWhatItsTestLeavesOut) {
  Story story = received();
  story.does({.at = "2026-01-20 10:00",
              .type = "material.asked",
              .with = {{"reply_by", on("2026-01-30")}, {"important", false}}});

  EXPECT_THAT(story.clocks("xx.limit", "2026-01-21 10:00"), ElementsAre("running 2026-03-12"));
}

// --- beginning afresh

TEST(FreshStart, LetsTheTimeBeExtendedAgain) {
  Story story = received();
  EXPECT_THAT(story.does(extension("2026-02-02 10:00")), IsEmpty());
  EXPECT_THAT(story.tried(extension("2026-02-03 10:00")), ElementsAre("warn xx.extend"));
  EXPECT_THAT(story.clocks("xx.limit", "2026-02-04 10:00"), ElementsAre("running 2026-04-13"));
  story.does(decided("2026-04-10 10:00"));

  story.does({.at = "2026-06-01 10:00", .type = "case.remitted"});

  EXPECT_THAT(story.clocks("xx.limit", "2026-06-02 10:00"), ElementsAre("running 2026-08-03"));
  EXPECT_THAT(story.does(extension("2026-06-03 10:00")), IsEmpty());
  EXPECT_THAT(story.clocks("xx.limit", "2026-06-04 10:00"), ElementsAre("running 2026-09-01"));
  EXPECT_THAT(story.tried(extension("2026-06-05 10:00")), ElementsAre("warn xx.extend"));
}

TEST(Restart, LeavesTheEarlierDutyBehind) {
  Story story = received();
  story.does(decided("2026-02-10 10:00"));
  EXPECT_THAT(story.clocks("xx.limit", "2026-02-11 10:00"), ElementsAre("met 2026-03-12"));

  story.does({.at = "2026-06-01 10:00", .type = "case.remitted"});

  EXPECT_THAT(story.clocks("xx.limit", "2026-06-02 10:00"), ElementsAre("running 2026-08-03"));
  story.does(decided("2026-07-01 10:00"));
  EXPECT_THAT(story.clocks("xx.limit", "2026-07-02 10:00"), ElementsAre("met 2026-08-03"));
}

TEST(DaysLate, StopWhereTheDutyLapses) {
  Story story = received();
  story.does({.at = "2026-03-14 10:00", .type = "application.withdrawn"});

  EXPECT_THAT(story.duties("xx.decide", "2027-03-14 10:00"), ElementsAre("late 2026-03-12"));
}

// --- hours

TEST(HourClock, RunsFromTheMomentThatTheActNames) {
  Story story = untouched();
  DateTime at;
  at.date = {2026, 10, 24};
  at.time.second_of_day = 14 * 3600;
  story.does({.at = "2026-10-24 15:00", .type = "alarm.raised", .with = {{"at", Value(at)}}});

  EXPECT_THAT(story.duties("xx.alarm", "2026-10-25 12:59"), ElementsAre("open 2026-10-25"));
  EXPECT_THAT(story.duties("xx.alarm", "2026-10-25 13:00"), ElementsAre("overdue 2026-10-25"));
  EXPECT_THAT(derivation(story, "xx.hours", "2026-10-25 10:00"),
              HasSubstr("Counting 24 hours forward leads to Sunday 25 October 2026 at 13:00."));
  Story answered = untouched();
  answered.does({.at = "2026-10-24 15:00", .type = "alarm.raised", .with = {{"at", Value(at)}}});
  answered.does({.at = "2026-10-25 13:01", .type = "alarm.answered"});
  EXPECT_THAT(answered.verdicts("xx.alarm", "2026-10-26 10:00"), ElementsAre("violated"));
}

// --- what counts

TEST(Scope, OfADutyLooksAtTheWholePast) {
  Story reasoned = untouched();
  reasoned.does({.at = "2026-01-12 10:00", .type = "decision.made", .with = {{"reasons", "text"}}});
  reasoned.does({.at = "2026-01-13 10:00", .type = "question.put"});
  Story silent = untouched();
  silent.does(decided("2026-01-12 10:00"));
  silent.does({.at = "2026-01-13 10:00", .type = "question.put"});

  EXPECT_THAT(reasoned.duties("xx.answer", "2026-01-13 11:00"), IsEmpty());
  EXPECT_THAT(silent.duties("xx.answer", "2026-01-13 11:00"), ElementsAre("open 2026-01-14"));
}

TEST(Fields, AreThoseOfAnEarlierAct) {
  Story story = untouched();
  story.does({.at = "2026-01-12 10:00",
              .type = "opinion.given",
              .with = {{"from", "A"}, {"favourable", true}, {"terms", people({"guard"})}}});
  const auto granted = [](std::initializer_list<const char*> terms) {
    return Deed{
        .at = "2026-01-13 10:00", .type = "permit.granted", .with = {{"terms", people(terms)}}};
  };

  EXPECT_THAT(story.tried(granted({"fence"})), ElementsAre("refuse xx.terms"));
  EXPECT_THAT(story.tried(granted({"fence", "guard"})), IsEmpty());
}

TEST(Without, LooksAtWhoSaidOtherwise) {
  const auto opinion = [](std::string at, const char* from, bool favourable) {
    return Deed{.at = std::move(at),
                .type = "opinion.given",
                .with = {{"from", from}, {"favourable", favourable}}};
  };
  const Deed granted{.at = "2026-01-20 10:00", .type = "permit.granted"};
  Story another = untouched();
  another.does(opinion("2026-01-12 10:00", "A", true));
  another.does(opinion("2026-01-13 10:00", "B", false));
  Story same = untouched();
  same.does(opinion("2026-01-12 10:00", "A", true));
  same.does(opinion("2026-01-13 10:00", "A", false));

  EXPECT_THAT(another.tried(granted), IsEmpty());
  EXPECT_THAT(same.tried(granted), ElementsAre("refuse xx.favour"));
}

TEST(Within, BeginsWithTheClock) {
  const auto tried = [](const char* used) {
    Story story = untouched();
    story.does({.at = "2026-01-12 10:00", .type = "order.given"});
    story.does({.at = std::string(used) + " 11:00", .type = "order.used"});
    return story.tried({.at = "2026-02-20 10:00", .type = "alarm.answered"});
  };
  Story early = untouched();
  early.does({.at = "2026-01-11 10:00", .type = "order.used"});
  early.does({.at = "2026-01-12 10:00", .type = "order.given"});

  EXPECT_THAT(tried("2026-01-12"), IsEmpty());
  EXPECT_THAT(tried("2026-01-19"), IsEmpty());
  EXPECT_THAT(tried("2026-01-20"), ElementsAre("refuse xx.in-order"));
  EXPECT_THAT(early.tried({.at = "2026-02-20 10:00", .type = "alarm.answered"}),
              ElementsAre("refuse xx.in-order"));
}

TEST(Void, IsNothingByANormThatOnlyObserves) {
  Story story = received();
  story.does(agreed("2026-01-13 10:00", "2026-02-02"));

  EXPECT_TRUE(story.folded(story.last()).has_effect);
  Diagnostics diagnostics;
  const auto law = Law::load({document(std::string(kTimesPack.substr(1)))}, {"xx.times"},
                             swedish_days(), diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all()[0].rule, "idle-void");
  EXPECT_TRUE(law.has_value());
}

TEST(Extension, IsALengthOfWholeDaysOrMonths) {
  ClockDecl weeks;
  weeks.length = {10, calendar::Unit::kWeeks};
  const auto of = [&](const char* by) {
    Act act;
    act.attributes.set("by", parse_value("duration", by).value());
    return extension_by(act, weeks);
  };

  EXPECT_EQ(of("P42D"), (calendar::Period{6, calendar::Unit::kWeeks}));
  EXPECT_EQ(of("P3D"), (calendar::Period{3, calendar::Unit::kDays}));
  EXPECT_EQ(of("P1M"), (calendar::Period{1, calendar::Unit::kMonths}));
  for (const char* none : {"P0D", "-P3D", "PT5H", "P1DT5H", "-P1M"})
    EXPECT_EQ(of(none), std::nullopt);
}

}  // namespace
}  // namespace lagrum::law
