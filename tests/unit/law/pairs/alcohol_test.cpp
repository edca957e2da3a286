// The Alcohol Act: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Story licence_of(const char* permit) {
  return sufficient({"se.alcohol", "se.municipal", "se.administrative"},
                    with(licence_facts(), "permit", permit));
}
Deed decided(const char* outcome) { return made("2027-01-12 10:00", {{"outcome", outcome}}); }
Deed opinion(const char* from) {
  return act("2026-12-01 10:00", "referral.answered", {{"from", from}});
}

// SFS 2010:1622 8 kap. 11 §: a permanent permit, or a temporary one for the public, is not granted
// without the opinion of the police, unless the latter is of insignificant extent.
TEST(Pair, se_alk_8_11_police) {
  for (const char* permit : {"permanent-public", "permanent-closed", "temporary-public"}) {
    Story story = licence_of(permit);
    story.does(opinion("neighbour"));
    for (const char* outcome : {"granted", "partly"}) {
      EXPECT_THAT(against(story, "se.alk.8.11.police", decided(outcome)),
                  ElementsAre("refuse se.alk.8.11.police"))
          << permit << " " << outcome;
    }
    EXPECT_THAT(against(story, "se.alk.8.11.police", decided("refused")), IsEmpty());

    story.does(opinion("police"));

    EXPECT_THAT(judged_by(story, "se.alk.8.11.police", decided("granted")),
                ElementsAre("fulfilled"));
  }
  Story party = licence_of("temporary-closed");
  EXPECT_THAT(against(party, "se.alk.8.11.police", decided("granted")), IsEmpty());
  Story minor = licence_of("temporary-public");
  minor.does(judged("2026-12-01 10:00", "se.alk.8.11.minor", true));
  EXPECT_THAT(against(minor, "se.alk.8.11.police", decided("granted")), IsEmpty());
}

// SFS 2010:1622 8 kap. 11 § 4 st.: in or beside a military area the commander is heard too.
TEST(Pair, se_alk_8_11_commander) {
  Story story = sufficient({"se.alcohol", "se.municipal", "se.administrative"},
                           with(licence_facts(), "military_area", true));
  story.does(opinion("police"));
  EXPECT_THAT(against(story, "se.alk.8.11.commander", decided("granted")),
              ElementsAre("warn se.alk.8.11.commander"));

  story.does(opinion("commander"));

  EXPECT_THAT(judged_by(story, "se.alk.8.11.commander", decided("granted")),
              ElementsAre("fulfilled"));
  Story elsewhere = licence();
  EXPECT_THAT(against(elsewhere, "se.alk.8.11.commander", decided("granted")), IsEmpty());
  EXPECT_THAT(against(story, "se.alk.8.11.commander", decided("refused")), IsEmpty());
}

// SFS 2010:1622 8 kap. 12 § 2 st.: the knowledge test is passed, or not needed, before a permit.
TEST(Pair, se_alk_8_12_test) {
  for (const char* answer : {"test.passed", "test.exempted"}) {
    Story story = licence();
    EXPECT_THAT(against(story, "se.alk.8.12.test", decided("granted")),
                ElementsAre("refuse se.alk.8.12.test"));
    EXPECT_THAT(against(story, "se.alk.8.12.test", decided("refused")), IsEmpty());

    story.does(act("2026-12-02 10:00", answer, {{"person", "A"}}));

    EXPECT_THAT(judged_by(story, "se.alk.8.12.test", decided("granted")), ElementsAre("fulfilled"))
        << answer;
  }
  Story farm = licence_of("farm-sale");
  EXPECT_THAT(against(farm, "se.alk.8.12.test", decided("granted")), IsEmpty());
}

// SFS 2010:1622 8 kap. 12 § 1 st.: only to one who has shown suitability.
TEST(Pair, se_alk_8_12_suitable) {
  Story story = licence();
  story.does(judged("2026-12-03 10:00", "se.alk.8.12.suitable", false));
  EXPECT_THAT(against(story, "se.alk.8.12.suitable", decided("granted")),
              ElementsAre("refuse se.alk.8.12.suitable"));

  story.does(judged("2026-12-04 10:00", "se.alk.8.12.suitable", true));

  EXPECT_THAT(judged_by(story, "se.alk.8.12.suitable", decided("granted")),
              ElementsAre("fulfilled"));
  Story other = licence();
  EXPECT_THAT(against(other, "se.alk.8.12.suitable", decided("refused")), IsEmpty());
}

// SFS 2010:1636 5 §: decided within four months of a complete application.
TEST(Pair, se_alkf_5_decide) {
  Story unlawful = licence();
  Story lawful = licence();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-10-31 10:00", "application.complete"));
  }
  lawful.does(made("2027-03-01 15:00", {{"outcome", "refused"}}));

  EXPECT_THAT(unlawful.duties("se.alkf.5.decide", "2027-03-02 00:00"),
              ElementsAre("overdue 2027-03-01"));
  EXPECT_THAT(unlawful.verdicts("se.alkf.5.decide", "2027-03-02 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.alkf.5.decide", "2027-03-02 00:00"),
              ElementsAre("fulfilled 2027-03-01"));
  EXPECT_THAT(lawful.verdicts("se.alkf.5.decide", "2027-03-02 00:00"), ElementsAre("fulfilled"));

  Story withdrawn = licence();
  withdrawn.does(act("2026-10-31 10:00", "application.complete"));
  withdrawn.does(act("2026-11-30 10:00", "application.withdrawn"));
  EXPECT_THAT(withdrawn.duties("se.alkf.5.decide", "2027-03-02 00:00"),
              ElementsAre("lapsed 2027-03-01"));
}

// SFS 2010:1636 5 §: made longer by four months at most, with reasons before the time has ended.
TEST(Pair, se_alkf_5_extend) {
  const auto extended = [](std::string at) {
    return act(std::move(at), "time.extended",
               {{"by", Value(MonthsDuration{4})}, {"reasons", "text"}});
  };
  Story story = licence();
  story.does(act("2026-10-31 10:00", "application.complete"));
  Deed silent = extended("2027-01-10 10:00");
  silent.with.erase("reasons");

  EXPECT_THAT(against(story, "se.alkf.5.extend", silent), ElementsAre("warn se.alkf.5.extend"));
  EXPECT_THAT(against(story, "se.alkf.5.extend", extended("2027-03-02 10:00")),
              ElementsAre("warn se.alkf.5.extend"));

  EXPECT_THAT(judged_by(story, "se.alkf.5.extend", extended("2027-01-10 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.alkf.5.extend", extended("2027-02-10 10:00")),
              ElementsAre("warn se.alkf.5.extend"));
  Story incomplete = licence();
  incomplete.does(act("2026-10-31 10:00", "application.received"));
  EXPECT_THAT(against(incomplete, "se.alkf.5.extend", extended("2027-01-10 10:00")),
              ElementsAre("warn se.alkf.5.extend"));
  // A void one leaves the time as it is.
  incomplete.does(act("2026-11-30 10:00", "application.complete"));
  incomplete.does(silent);
  EXPECT_THAT(incomplete.clocks("se.alkf.5.decision", "2027-02-01 10:00"),
              ElementsAre("running 2027-03-30"));
}

/// A licence that may lawfully be granted, decided on 12 January 2027.
Story after(const char* outcome) {
  Story story = licence();
  story.does(opinion("police"));
  story.does(act("2026-12-02 10:00", "test.passed", {{"person", "A"}}));
  story.does(judged("2026-12-03 10:00", "se.alk.8.12.suitable", true));
  story.does(decided(outcome));
  return story;
}

// SFS 2010:1636 5 §: by four months at most, stated in months or in days.
TEST(Pair, se_alkf_5_cap) {
  Story story = licence();
  story.does(act("2026-10-31 10:00", "application.complete"));
  const auto extended = [](Value by) {
    return act("2027-01-10 10:00", "time.extended", {{"by", std::move(by)}, {"reasons", "text"}});
  };
  const auto days = [](std::int64_t count) { return Value(SecondsDuration{count * 86400, 0}); };

  for (const Value& long_one : {Value(MonthsDuration{7}), days(124)}) {
    EXPECT_THAT(against(story, "se.alkf.5.cap", extended(long_one)),
                ElementsAre("warn se.alkf.5.cap"));
  }

  for (const Value& lawful : {Value(MonthsDuration{4}), days(120)}) {
    EXPECT_THAT(against(story, "se.alkf.5.cap", extended(lawful)), IsEmpty());
  }
}

// SFS 2010:1622 9 kap. 7 § 1 st.: copies to the Public Health Agency, the county board and the
// police.
TEST(Pair, se_alk_9_7) {
  const Story unlawful = after("refused");
  Story lawful = after("refused");
  lawful.does(act("2027-01-13 10:00", "copies.sent",
                  {{"to", people({"police", "folkhalsomyndigheten", "lansstyrelsen"})}}));

  EXPECT_THAT(unlawful.duties("se.alk.9.7", "2027-01-20 10:00"), ElementsAre("overdue 2027-01-19"));

  EXPECT_THAT(lawful.duties("se.alk.9.7", "2027-01-20 10:00"), ElementsAre("fulfilled 2027-01-19"));
}

// SFS 2010:1622 9 kap. 7 § 2 st.: who has got a permit gets a proof of it.
TEST(Pair, se_alk_9_7_proof) {
  const Story unlawful = after("granted");
  Story lawful = after("granted");
  lawful.does(act("2027-01-13 10:00", "permit.issued", {{"on", on("2027-01-13")}}));

  EXPECT_THAT(unlawful.duties("se.alk.9.7.proof", "2027-01-20 10:00"),
              ElementsAre("overdue 2027-01-19"));
  EXPECT_THAT(after("refused").duties("se.alk.9.7.proof", "2027-01-20 10:00"), IsEmpty());

  EXPECT_THAT(lawful.duties("se.alk.9.7.proof", "2027-01-20 10:00"),
              ElementsAre("fulfilled 2027-01-19"));
}

// SFS 2010:1622 10 kap. 1 § 3 st.: the decision applies at once, unless it says otherwise or a stay
// holds. It lifts SFS 2017:900 35 §, which speaks where this norm is silent.
TEST(Pair, se_alk_10_1_effect) {
  const Deed enforced = act("2027-01-12 15:00", "enforcement.started", {{"early", true}});
  Story lawful = after("granted");
  Story deferred = licence();
  deferred.does(made("2027-01-12 10:00", {{"outcome", "refused"}, {"effect_from_finality", true}}));
  Story stayed = after("granted");
  stayed.does(act("2027-01-12 14:00", "enforcement.stayed", {{"by", "court"}}));

  for (Story* story : {&deferred, &stayed}) {
    EXPECT_THAT(against(*story, "se.fl.35.enforce", enforced),
                ElementsAre("refuse se.fl.35.enforce"));
    EXPECT_THAT(against(*story, "se.fl.35.weigh", enforced), ElementsAre("warn se.fl.35.weigh"));
  }

  EXPECT_THAT(judged_by(lawful, "se.fl.35.enforce", enforced),
              ElementsAre("lifted by se.alk.10.1.effect"));
  EXPECT_THAT(lawful.verdicts("se.fl.35.weigh", "2027-01-12 16:00"),
              ElementsAre("lifted by se.alk.10.1.effect"));
  stayed.does(act("2027-01-13 10:00", "court.decided", {{"final", false}}));
  Deed after_stay = enforced;
  after_stay.at = "2027-01-13 15:00";
  EXPECT_THAT(judged_by(stayed, "se.fl.35.enforce", after_stay),
              ElementsAre("lifted by se.alk.10.1.effect"));
  Story other_kind =
      sufficient({"se.alcohol", "se.municipal", "se.administrative"}, municipal_facts());
  other_kind.does(made("2027-01-12 10:00"));
  EXPECT_THAT(against(other_kind, "se.fl.35.enforce", enforced),
              ElementsAre("refuse se.fl.35.enforce"));
}

// SFS 2010:1622 8 kap. 11 §, SFS 2017:900 20, 23 §§: what was changed after the opinion is not
// granted unseen.
TEST(Pair, se_alk_8_11_changed) {
  Story story = licence();
  story.does(act("2026-11-10 10:00", "referral.answered", {{"from", "police"}}));
  const Deed granted = made("2026-12-01 10:00", {{"outcome", "granted"}});
  EXPECT_THAT(against(story, "se.alk.8.11.changed", granted), IsEmpty());
  story.does(act("2026-11-12 10:00", "application.changed"));

  EXPECT_THAT(against(story, "se.alk.8.11.changed", granted),
              ElementsAre("warn se.alk.8.11.changed"));
  EXPECT_THAT(
      against(story, "se.alk.8.11.changed", made("2026-12-01 10:00", {{"outcome", "refused"}})),
      IsEmpty());

  story.does(act("2026-11-20 10:00", "referral.answered", {{"from", "police"}}));
  EXPECT_THAT(against(story, "se.alk.8.11.changed", granted),
              ElementsAre("warn se.alk.8.11.changed"));
  story.does(act("2026-11-20 11:00", "completeness.checked", {{"complete", true}}));
  EXPECT_THAT(judged_by(story, "se.alk.8.11.changed", granted), ElementsAre("fulfilled"));
}

// SFS 2010:1636 5 §: the applicant is told of the extension before the original time ends.
TEST(Pair, se_alkf_5_told) {
  Story story = licence();
  story.does(act("2026-10-30 10:00", "application.complete"));
  story.does(act("2027-02-10 10:00", "time.extended",
                 {{"by", Value(MonthsDuration{4})}, {"reasons", "text"}}));
  EXPECT_THAT(story.duties("se.alkf.5.told", "2027-02-11 10:00", "A"),
              ElementsAre("open 2027-03-01"));
  EXPECT_THAT(story.duties("se.alkf.5.told", "2027-03-02 10:00", "A"),
              ElementsAre("overdue 2027-03-01"));

  story.does(act("2027-02-12 10:00", "extension.notified", {{"reasons", "text"}}, "A"));
  EXPECT_THAT(story.duties("se.alkf.5.told", "2027-03-02 10:00", "A"),
              ElementsAre("fulfilled 2027-03-01"));
}

// SFS 2010:1622 9 kap. 7 § 2 st., 10 kap. 1 §: a permit that a court has quashed is neither proved
// nor put into effect.
TEST(Pair, se_alk_10_1_quashed) {
  const Deed enforced = act("2027-01-12 15:00", "enforcement.started");
  const Deed proved = act("2027-01-12 15:00", "permit.issued");
  Story unlawful = sufficient({"se.alcohol", "se.municipal", "se.administrative"},
                              with(licence_facts(), "permit_quashed", true));
  Story lawful = licence();

  for (const Deed& deed : {enforced, proved}) {
    EXPECT_THAT(against(unlawful, "se.alk.10.1.quashed", deed),
                ElementsAre("refuse se.alk.10.1.quashed"));
    EXPECT_THAT(against(lawful, "se.alk.10.1.quashed", deed), IsEmpty());
  }
}

}  // namespace
}  // namespace lagrum::law
