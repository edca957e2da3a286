// The twelve worked traces of the language, each as one story from its first act to its last, on
// the shipped packs. Where a day or a verdict differs from the draft, the test says why.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// 6.1 Right to ask for a decision. The draft warns of the premature request; a party is warned of
// nothing, so that it is recorded, void.
TEST(Trace, Nr1RequestForDecision_SFS_2017_900_12) {
  Story story = general();
  story.does(act("2026-04-14 10:00", "application.received"));
  EXPECT_THAT(story.clocks("se.fl.12.six-months", "2026-04-15 10:00"),
              ElementsAre("running 2026-10-14"));
  EXPECT_THAT(story.does(requested("2026-10-14 10:00")), Contains("record se.fl.12.window for A"));
  EXPECT_FALSE(story.folded(story.last()).has_effect);
  EXPECT_THAT(story.duties("se.fl.12.request", "2026-10-15 10:00"), IsEmpty());
  EXPECT_THAT(story.does(requested("2026-12-08 10:00")), IsEmpty());
  EXPECT_THAT(story.duties("se.fl.12.request", "2026-12-08 11:00"), ElementsAre("open 2027-01-05"));
  Story late = general();
  late.does(act("2026-04-14 10:00", "application.received"));
  late.does(requested("2026-12-08 10:00"));
  story.does(act("2027-01-05 10:00", "request.refused", decision({{"opens", "request"}})));
  EXPECT_THAT(story.verdicts("se.fl.12.request", "2027-01-06 10:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(late.verdicts("se.fl.12.request", "2027-01-05 23:59"), ElementsAre("pending"));
  EXPECT_THAT(late.verdicts("se.fl.12.request", "2027-01-06 00:00"), ElementsAre("violated"));
  late.does(made("2027-01-11 10:00"));
  EXPECT_THAT(late.duties("se.fl.12.request", "2027-01-12 10:00"), ElementsAre("late 2027-01-05"));
  story.does(requested("2027-02-01 10:00"));
  EXPECT_FALSE(story.folded(story.last()).has_effect);
}

// 6.2 Incomplete application
TEST(Trace, Nr2IncompleteApplication_SFS_2017_900_20) {
  Story story = general();
  story.does(act("2026-10-01 10:00", "application.received"));
  EXPECT_THAT(story.tried(order("2026-10-06 09:00")), ElementsAre("warn se.fl.20.help"));
  story.does(act("2026-10-06 10:00", "help.given"));
  EXPECT_THAT(story.does(order("2026-10-20 10:00")), IsEmpty());
  EXPECT_THAT(story.tried(dismissal("2026-11-03 10:00", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));
  Story cured = general();
  for (const Deed& deed : {act("2026-10-06 10:00", "help.given"), order("2026-10-20 10:00"),
                           act("2026-11-04 08:00", "deficiency.cured")})
    cured.does(deed);
  story.does(judged("2026-11-04 08:00", "se.fl.20.blocks", true));
  EXPECT_THAT(story.does(dismissal("2026-11-04 09:00", "deficiency")), IsEmpty());
  EXPECT_THAT(cured.tried(dismissal("2026-11-04 09:00", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));
}

/// A decision told on 28 May 2026, and a letter by post on 22 June that appeals it.
Story posted(bool eves_are_working_days, bool unlikely = false) {
  Story story(shipped_law({"se.administrative"}, eves_are_working_days), facts());
  story.does(judged("2026-05-02 08:00", "se.fl.23.sufficient", true));
  story.does(made("2026-05-20 10:00"));
  story.does(notified("2026-05-28 10:00", "A", "2026-05-28"));
  Deed letter = act("2026-06-22 09:00", "document.received",
                    {{"channel", "post"}, {"physically_on", on("2026-06-22")}, {"kind", "appeal"}});
  letter.channel = "post";
  letter.party = "A";
  story.does(letter);
  Deed appeal = appealed_by("2026-06-22 09:00", "A");
  appeal.document = story.last();
  story.does(appeal);
  if (unlikely) story.does(judged("2026-06-23 10:00", "se.fl.22.unlikely", true));
  return story;
}

// 6.3 Letter by post
TEST(Trace, Nr3LetterByPost_SFS_2017_900_22) {
  const auto last = [](const Story& story) {
    return to_string(story.folded(story.last()).legal_day);
  };
  const Story ordinary = posted(false);
  const Story working = posted(true);

  EXPECT_THAT(ordinary.clocks("se.fl.44.appeal", "2026-06-10 10:00"),
              ElementsAre("running 2026-06-18"));
  EXPECT_EQ(last(ordinary), "2026-06-18");
  EXPECT_THAT(ordinary.verdicts("se.fl.44.time", "2026-06-23 10:00"), ElementsAre("fulfilled"));
  EXPECT_EQ(last(working), "2026-06-19");
  EXPECT_THAT(working.verdicts("se.fl.44.time", "2026-06-23 10:00"), ElementsAre("violated"));
  const Story unlikely = posted(false, true);
  EXPECT_THAT(unlikely.verdicts("se.fl.44.time", "2026-06-24 10:00"), ElementsAre("violated"));
  EXPECT_THAT(unlikely.effects(), ElementsAre("arrival.deemed 2026-06-22 se.fl.22.arrival"));
}

// 6.4 Communication
TEST(Trace, Nr4Communication_SFS_2017_900_25) {
  Story story = general();
  story.does(material("2026-11-16 10:00", true));
  EXPECT_THAT(story.tried(made("2026-11-20 10:00")), ElementsAre("refuse se.fl.25.comm for A"));
  story.does(told_of("2026-11-20 10:30", "2026-12-11"));
  Story silent = general();
  silent.does(material("2026-11-16 10:00", true));
  silent.does(told_of("2026-11-20 10:30", "2026-12-11"));
  story.does(act("2026-12-10 14:02", "party.replied", {{"final", true}}, "A"));
  Story more = general();
  more.does(material("2026-11-16 10:00", true));
  more.does(told_of("2026-11-20 10:30", "2026-12-11"));
  more.does(act("2026-12-10 14:02", "party.replied", {{"final", true}}, "A"));

  EXPECT_THAT(story.does(made("2027-01-12 10:00")), IsEmpty());
  EXPECT_THAT(silent.tried(made("2026-12-11 10:00")), ElementsAre("refuse se.fl.25.wait for A"));
  EXPECT_THAT(silent.tried(made("2026-12-12 00:00")), IsEmpty());
  more.does(material("2026-12-14 10:00", true));
  EXPECT_THAT(more.tried(made("2027-01-12 10:00")), ElementsAre("refuse se.fl.25.comm for A"));
}

// 6.5 Conflict of interest
TEST(Trace, Nr5ConflictOfInterest_SFS_2017_725_6_28) {
  Story story = municipal();
  Deed declared = act("2026-11-03 10:00", "conflict.declared", {{"person", "bo"}});
  declared.actor = "bo";
  story.does(declared);
  EXPECT_THAT(story.duties("se.kl.6.30.step", "2026-11-03 11:00"), ElementsAre("open 2026-11-04"));
  EXPECT_THAT(story.tried(note("2026-11-04 09:00", "bo")), ElementsAre("refuse se.kl.6.28.jav"));
  story.does(act("2026-11-04 10:00", "officer.replaced", {{"person", "bo"}, {"by", "anna"}}));
  EXPECT_THAT(story.duties("se.kl.6.30.step", "2026-11-05 10:00"),
              ElementsAre("fulfilled 2026-11-04"));
  EXPECT_THAT(story.does(note("2026-11-05 10:00", "anna")), IsEmpty());
  EXPECT_THAT(story.tried(finding("2026-11-10 10:00", false, "bo", people({"bo"}))),
              Contains("refuse se.kl.jav.self"));
  Story confirmed = municipal();
  confirmed.does(declared);
  confirmed.does(
      finding("2026-11-10 10:00", true, "eva", people({"eva", "ulf", "ida", "ove", "siv"})));
  story.does(
      finding("2026-11-10 10:00", false, "eva", people({"eva", "ulf", "ida", "ove", "siv"})));
  EXPECT_THAT(story.tried(note("2026-11-11 10:00", "bo")), IsEmpty());
  EXPECT_THAT(confirmed.tried(note("2026-11-11 10:00", "bo")), Contains("refuse se.kl.6.28.jav"));
}

/// Told on paper outside the system on 14 January 2027, without information on appeal; appealed on
/// 9 February and found late on the tenth.
Story late_after_faulty_notice() {
  Story story = general();
  story.does(made("2027-01-12 10:00"));
  Deed notice = notified("2027-01-14 10:00", "A", "2027-01-14");
  notice.with.erase("appeal_information");
  notice.outside = true;
  story.does(notice);
  story.does(appealed_by("2027-02-09 10:00", "A"));
  return story;
}

// 6.6 Late appeal after a faulty notice
TEST(Trace, Nr6LateAppealAfterAFaultyNotice_SFS_2017_900_45) {
  Story story = late_after_faulty_notice();
  EXPECT_THAT(story.verdicts("se.fl.33.appealinfo", "2027-01-15 10:00"), ElementsAre("violated"));
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2027-02-09 10:00"),
              ElementsAre("reached 2027-02-04"));
  EXPECT_TRUE(story.folded(story.last()).has_effect);
  EXPECT_THAT(story.duties("se.fl.46.handover", "2027-02-09 11:00"),
              ElementsAre("open 2027-02-16"));
  EXPECT_THAT(story.tried(appeal_act("2027-02-10 09:00", "appeal.handed-over")),
              Contains("refuse se.fl.45.test for A"));
  story.does(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", false}}));
  EXPECT_THAT(story.verdicts("se.fl.45.count", "2027-02-10 11:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-10 11:00"), ElementsAre("resting 2027-02-17"));
  const auto dismissed = [](std::string at) {
    Deed deed = appeal_act(std::move(at), "appeal.dismissed",
                           decision({{"ground", "late"}, {"appeal_information", "text"}}));
    deed.opens = "appeal-dismissal";
    return deed;
  };
  EXPECT_THAT(story.tried(dismissed("2027-02-10 12:00")),
              ElementsAre("refuse se.fl.45.cause for A"));
  Story caused = late_after_faulty_notice();
  caused.does(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", false}}));
  story.does(judged("2027-02-11 09:00", "se.fl.45.cause", false));
  EXPECT_THAT(story.does(dismissed("2027-02-11 10:00")), IsEmpty());
  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-12 10:00"),
              ElementsAre("fulfilled 2027-02-17"));
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2027-02-12 10:00"),
              ElementsAre("reached 2027-02-04", "none"));
  caused.does(judged("2027-02-11 09:00", "se.fl.45.cause", true));
  caused.does(appeal_act("2027-02-11 10:00", "must-change.tested", {{"outcome", "stands"}}));
  EXPECT_THAT(caused.does(appeal_act("2027-02-11 11:00", "appeal.handed-over")), IsEmpty());
  EXPECT_THAT(caused.duties("se.fl.45.late", "2027-02-12 10:00"), ElementsAre("lapsed 2027-02-17"));
  EXPECT_THAT(caused.duties("se.fl.46.handover", "2027-02-12 10:00"),
              ElementsAre("fulfilled 2027-02-16"));
}

Story two_told(std::initializer_list<const char*> parties) {
  Story story = general(facts(parties));
  story.does(made("2026-02-27 10:00"));
  story.does(notified("2026-03-02 10:00", "A", "2026-03-02"));
  story.does(notified("2026-03-13 10:00", "B", "2026-03-13"));
  return story;
}

// 6.7 Several parties. An appeal out of time is recorded, for the same reason, and tested.
TEST(Trace, Nr7SeveralParties_SFS_2017_900_44) {
  Story story = two_told({"A", "B", "C"});

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-14 10:00"),
              ElementsAre("running 2026-03-23", "running 2026-04-07", "none"));
  EXPECT_THAT(story.tried(appealed_by("2026-03-24 10:00", "A")),
              Contains("record se.fl.44.time for A"));
  EXPECT_THAT(story.tried(appealed_by("2026-04-07 23:30", "B")), IsEmpty());
  EXPECT_THAT(story.tried(finality("2026-06-01 10:00")), Contains("refuse se.final.early"));
}

// 6.8 Finality
TEST(Trace, Nr8Finality_SFS_2017_900_44) {
  Story story = two_told({"A", "B"});

  EXPECT_THAT(story.tried(finality("2026-03-24 10:00")), Contains("refuse se.final.early"));
  EXPECT_THAT(story.tried(finality("2026-04-07 10:00")), Contains("refuse se.final.early"));
  EXPECT_THAT(story.tried(finality("2026-04-08 08:00")), ElementsAre("warn se.final.stamp"));
  Story unserved = two_told({"A", "B", "C"});
  EXPECT_THAT(unserved.tried(finality("2026-04-08 08:00")), Contains("refuse se.final.early"));
  story.does(act("2026-04-08 09:30", "post.opened", {{"on", on("2026-04-08")}}));
  EXPECT_THAT(story.does(finality("2026-04-08 10:00")), IsEmpty());
}

// 6.9 A licence applies at once
TEST(Trace, Nr9LicenceAppliesAtOnce_SFS_2010_1622_10_1) {
  const auto granted = [](Context more) {
    Story story = licence();
    more.set("outcome", Value("partly"));
    story.does(made("2027-01-12 10:00", std::move(more)));
    return story;
  };
  Story story = granted({});
  story.does(enforced("2027-01-12 15:00"));
  EXPECT_THAT(story.verdicts("se.fl.35.enforce", "2027-01-13 10:00"),
              ElementsAre("lifted by se.alk.10.1.effect"));
  Story finally = granted({{"effect_from_finality", true}});
  EXPECT_THAT(finally.tried(enforced("2027-01-12 15:00")), Contains("refuse se.fl.35.enforce"));
  Story stayed = granted({});
  stayed.does(act("2027-01-20 10:00", "enforcement.stayed", {{"by", "court"}}));
  EXPECT_THAT(stayed.tried(enforced("2027-01-21 10:00")), Contains("refuse se.fl.35.enforce"));
  EXPECT_THAT(stayed.tried(enforced("2027-01-21 10:00")), Contains("refuse se.fl.48.stay"));
}

Story permit_case(const char* begun = "2026-01-12") {
  Facts known = municipal_facts();
  known.case_data.set("begun", on(begun));
  known.case_data.set("kind", Value("building-permit"));
  Story story = sufficient({"se.building", "se.municipal", "se.administrative"}, std::move(known));
  story.does(act("2026-01-12 10:00", "application.received"));
  return story;
}
Deed weeks_more(std::string at, std::int64_t weeks) {
  return act(std::move(at), "time.extended",
             {{"by", Value(SecondsDuration{weeks * 7 * 86400, 0})}, {"reasons", "text"}});
}
/// Checked on 26 January 2026, ordered on this day, cured on 16 February.
Story cured_permit(const char* ordered, const char* begun = "2026-01-12") {
  Story story = permit_case(begun);
  story.does(act("2026-01-26 10:00", "completeness.checked", {{"complete", false}}));
  Deed cure = order(std::string(ordered) + " 10:00");
  cure.with.set("cure_by", on("2026-02-20"));
  story.does(cure);
  story.does(act("2026-02-16 10:00", "deficiency.cured"));
  return story;
}

// 6.10 The decision time of a building permit
TEST(Trace, Nr10BuildingPermitTime_SFS_2010_900_9_99) {
  EXPECT_THAT(permit_case().clocks("se.pbl.9.27.time", "2026-01-13 10:00"),
              ElementsAre("running 2026-03-23"));
  EXPECT_THAT(permit_case().clocks("se.pbl.9.27.window", "2026-01-13 10:00"),
              ElementsAre("running 2026-02-02"));
  Story story = cured_permit("2026-01-30");
  EXPECT_THAT(story.duties("se.pbl.9.22.order", "2026-02-16 11:00"),
              ElementsAre("fulfilled 2026-02-02"));
  EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-02-16 11:00"),
              ElementsAre("running 2026-04-27"));
  EXPECT_THAT(story.duties("se.pbl.9.27a.info", "2026-02-16 11:00"), Not(IsEmpty()));
  Story expired = cured_permit("2026-01-30");
  story.does(judged("2026-04-20 09:00", "se.pbl.9.99.needed", true));
  EXPECT_THAT(story.does(weeks_more("2026-04-20 10:00", 6)), IsEmpty());
  EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-04-20 11:00"),
              ElementsAre("running 2026-06-08"));
  EXPECT_THAT(story.does(weeks_more("2026-06-01 10:00", 2)), Contains("warn se.pbl.9.27.extend"));
  EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-06-01 11:00"),
              ElementsAre("running 2026-06-08"));
  // Day 21 is 2 February; an order on day 22 moves nothing.
  EXPECT_THAT(cured_permit("2026-02-02").clocks("se.pbl.9.27.time", "2026-02-16 11:00"),
              ElementsAre("running 2026-04-27"));
  EXPECT_THAT(cured_permit("2026-02-03").clocks("se.pbl.9.27.time", "2026-02-16 11:00"),
              ElementsAre("running 2026-03-23"));
  expired.does(judged("2026-04-20 09:00", "se.pbl.9.99.needed", true));
  EXPECT_THAT(expired.does(weeks_more("2026-04-28 10:00", 6)), Contains("warn se.pbl.9.27.extend"));
  EXPECT_FALSE(expired.folded(expired.last()).has_effect);
  Story older = permit_case("2025-11-28");
  older.does(act("2026-02-02 10:00", "application.changed", {{"own_initiative", true}}));
  older.does(act("2026-02-03 10:00", "consent.answered"));
  EXPECT_THAT(older.clocks("se.pbl.9.27.time", "2026-02-04 10:00"),
              ElementsAre("running 2026-03-23"));
}

struct LateRow {
  const char* decided;
  const char* share;
};

// 6.11 The fee of a late permit: 1, 7, 8, 16, 28 and 29 days after Monday 23 March
TEST(Trace, Nr11FeeOfALatePermit_SFS_2010_900_12_8a) {
  for (const LateRow& row :
       {LateRow{"2026-03-23", "0"}, LateRow{"2026-03-24", "0.2"}, LateRow{"2026-03-30", "0.2"},
        LateRow{"2026-03-31", "0.4"}, LateRow{"2026-04-08", "0.6"}, LateRow{"2026-04-20", "0.8"},
        LateRow{"2026-04-21", "1"}}) {
    Story story = permit_case();
    story.does(made(std::string(row.decided) + " 10:00", {{"outcome", "granted"}}));
    const auto fee = [](std::string_view share) {
      return act(
          "2026-06-22 10:00", "fee.decided",
          decision({{"reduction", Value(Decimal::parse(share).value())}, {"reckoning", "text"}}));
    };

    EXPECT_THAT(against(story, "se.pbl.12.8a.fee", fee(row.share)), IsEmpty()) << row.decided;
    EXPECT_THAT(against(story, "se.pbl.12.8a.fee", fee("0.1")),
                ElementsAre(StartsWith("refuse se.pbl.12.8a.fee")))
        << row.decided;
  }
}

// 6.12 Legality review and the void clock
TEST(Trace, Nr12LegalityReview_SFS_2017_725_13_5) {
  Story story = municipal(review_facts());
  story.does(act("2026-11-25 18:00", "board.met", {{"on", on("2026-11-25")}}));
  story.does(made("2026-11-25 18:30"));
  EXPECT_THAT(story.duties("se.kl.5.69", "2026-11-26 10:00"), ElementsAre("open 2026-12-09"));
  story.does(act("2026-12-09 10:00", "minutes.adjusted", {{"on", on("2026-12-09")}}));
  EXPECT_THAT(story.duties("se.kl.8.12", "2026-12-09 11:00"), ElementsAre("open 2026-12-11"));
  const auto announced = [](std::string at, const char* day) {
    return act(std::move(at), "minutes.announced", {{"on", on(day)}, {"kept_at", "town hall"}});
  };
  story.does(announced("2026-12-11 10:00", "2026-12-11"));
  EXPECT_THAT(story.clocks("se.kl.13.5.appeal", "2026-12-12 10:00"),
              ElementsAre("running 2027-01-04"));
  Story kept = municipal(review_facts());
  for (const Deed& deed :
       {act("2026-11-25 18:00", "board.met", {{"on", on("2026-11-25")}}), made("2026-11-25 18:30"),
        act("2026-12-09 10:00", "minutes.adjusted", {{"on", on("2026-12-09")}}),
        announced("2026-12-11 10:00", "2026-12-11")})
    kept.does(deed);
  const Deed removed = act("2026-12-18 10:00", "announcement.removed", {{"on", on("2026-12-18")}});
  EXPECT_THAT(story.does(removed), ElementsAre("warn se.kl.8.12.keep"));
  EXPECT_THAT(story.tried(finality("2027-01-05 10:00")), Contains("refuse se.final.early"));
  story.does(announced("2026-12-21 10:00", "2026-12-21"));
  EXPECT_THAT(story.clocks("se.kl.13.5.appeal", "2026-12-22 10:00"),
              ElementsAre("running 2027-01-11"));
  story.does(act("2027-01-12 09:00", "post.opened", {{"on", on("2027-01-12")}}));
  EXPECT_THAT(story.does(finality("2027-01-12 10:00")), IsEmpty());
  kept.does(act("2027-01-05 09:00", "post.opened", {{"on", on("2027-01-05")}}));
  EXPECT_THAT(kept.tried(finality("2027-01-04 23:00")), Contains("refuse se.final.early"));
  EXPECT_THAT(kept.does(finality("2027-01-05 10:00")), IsEmpty());
}

// --- values at the border

struct MonthsRow {
  const char* received;
  const char* last;
};

// Six months from the last days of August end on the last day of February (SFS 1930:173 1 §).
TEST(Border, SixMonthsFromTheEndOfAugust_SFS_2017_900_12) {
  for (const MonthsRow& row :
       {MonthsRow{"2026-08-29", "2027-02-28"}, MonthsRow{"2026-08-31", "2027-02-28"},
        MonthsRow{"2027-08-29", "2028-02-29"}, MonthsRow{"2027-08-31", "2028-02-29"}}) {
    Story story = general();
    story.does(act(std::string(row.received) + " 10:00", "application.received"));

    EXPECT_THAT(story.clocks("se.fl.12.six-months", std::string(row.received) + " 11:00"),
                ElementsAre(std::string("running ") + row.last));
  }
}

struct PenaltyRow {
  int days;
  const char* amount;
};

/// A penalty that grows by day in steps of fourteen, as Awb 4:17: a field that the clock decides.
constexpr std::string_view kPenaltyPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx.penalty" version="1" territory="NL" calendar="se">
  <vocabulary>
    <act type="default.noticed"/>
    <act type="decision.made"/>
    <act type="penalty.decided"><with name="amount" type="number"/></act>
  </vocabulary>
  <clock id="xx.two-weeks" cite="Awb 4:17" starts="default.noticed" length="P2W" kind="latest-act" roll="none"/>
  <norm id="xx.decide" cite="Awb 4:17" rank="act" source="statute" mode="warn">
    <respond to="default.noticed" with="decision.made" within="xx.two-weeks" persist="true"/>
  </norm>
  <norm id="xx.amount" cite="Awb 4:17" rank="act" source="statute" mode="enforce">
    <contain act="penalty.decided" guarantee="block">
      <field name="amount" is='23 * min(14, days late("xx.decide")) + 35 * max(0, min(14, days late("xx.decide") - 14)) + 45 * max(0, min(14, days late("xx.decide") - 28))'/>
    </contain>
  </norm>
</law-pack>
)xml";

TEST(Border, ThePenaltyGrowsFrom23To1442_Awb_4_17) {
  for (const PenaltyRow& row : {PenaltyRow{1, "23"}, PenaltyRow{14, "322"}, PenaltyRow{15, "357"},
                                PenaltyRow{28, "812"}, PenaltyRow{29, "857"}, PenaltyRow{30, "902"},
                                PenaltyRow{42, "1442"}, PenaltyRow{50, "1442"}}) {
    Story story(
        law_of({document(std::string(kPenaltyPack.substr(1)))}, {"xx.penalty"}, swedish_days()),
        Facts{});
    story.does(act("2026-05-18 10:00", "default.noticed"));
    story.does(act(to_string(day("2026-06-01") + std::chrono::days{row.days}) + " 10:00",
                   "decision.made"));
    const auto penalty = [](std::string_view amount) {
      return act("2026-08-01 10:00", "penalty.decided",
                 {{"amount", Value(Decimal::parse(amount).value())}});
    };

    EXPECT_THAT(story.tried(penalty(row.amount)), IsEmpty()) << row.days;
    EXPECT_THAT(story.tried(penalty("22")), ElementsAre("refuse xx.amount")) << row.days;
  }
}

}  // namespace
}  // namespace lagrum::law
