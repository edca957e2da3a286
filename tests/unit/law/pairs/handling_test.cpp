// Help, form, representatives, referrals and votes: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2017:900 8 § 2 st.: what another authority holds is fetched there before an order.
TEST(Pair, se_fl_8_fetch) {
  for (const char* way : {"information.fetched", "referral.sent"}) {
    Story story = general();
    EXPECT_THAT(against(story, "se.fl.8.fetch", order("2026-10-20 10:00")), IsEmpty());
    story.does(judged("2026-10-19 10:00", "se.fl.8.elsewhere", true));
    EXPECT_THAT(against(story, "se.fl.8.fetch", order("2026-10-20 10:00")),
                ElementsAre("warn se.fl.8.fetch"));

    story.does(act("2026-10-19 11:00", way));

    EXPECT_THAT(judged_by(story, "se.fl.8.fetch", order("2026-10-20 10:00")),
                ElementsAre("fulfilled"))
        << way;
  }
}

// SFS 2017:900 9 § 2 st.: handling is in writing unless the authority decides otherwise.
TEST(Pair, se_fl_9_written) {
  Story story = general();
  const Deed spoken = made("2026-03-02 10:00", {{"written", false}});
  EXPECT_THAT(against(story, "se.fl.9.written", spoken), ElementsAre("record se.fl.9.written"));
  EXPECT_THAT(against(story, "se.fl.9.written", made("2026-03-02 10:00")), IsEmpty());

  story.does(act("2026-03-02 09:00", "oral-form.decided", {{"reasons", "text"}}));

  EXPECT_THAT(judged_by(story, "se.fl.9.written", spoken), ElementsAre("fulfilled"));
}

// SFS 2017:900 13 §: an interpreter where the right needs one.
TEST(Pair, se_fl_13_lang) {
  Story story = general();
  EXPECT_THAT(against(story, "se.fl.13.lang", made("2026-03-02 10:00")), IsEmpty());
  story.does(judged("2026-02-20 10:00", "se.fl.13.needed", true));
  EXPECT_THAT(against(story, "se.fl.13.lang", made("2026-03-02 10:00")),
              ElementsAre("warn se.fl.13.lang for A"));

  story.does(act("2026-02-23 10:00", "interpreter.provided", {}, "A"));

  EXPECT_THAT(judged_by(story, "se.fl.13.lang", made("2026-03-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 14 § 2 st.: a representative is excluded by a decision with reasons.
TEST(Pair, se_fl_14_exclude) {
  Story story = general();

  EXPECT_THAT(against(story, "se.fl.14.exclude",
                      act("2026-03-02 10:00", "representative.excluded", {{"person", "R"}})),
              ElementsAre("warn se.fl.14.exclude"));

  EXPECT_THAT(judged_by(story, "se.fl.14.exclude",
                        act("2026-03-02 10:00", "representative.excluded",
                            {{"person", "R"}, {"reasons", "text"}})),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 19 §: what opens a case says what is wanted.
TEST(Pair, se_fl_19_open) {
  Story story = general();

  EXPECT_THAT(
      against(story, "se.fl.19.open", act("2026-03-02 10:00", "application.received", {}, "A")),
      ElementsAre("record se.fl.19.open"));

  EXPECT_THAT(judged_by(story, "se.fl.19.open",
                        act("2026-03-02 10:00", "application.received", {{"wants", "text"}}, "A")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 26 §: a referral says to whom and by when, unless another order is more suitable.
TEST(Pair, se_fl_26_remiss) {
  Story story = general();
  const Deed undated = act("2026-03-02 10:00", "referral.sent", {{"to", "police"}});
  EXPECT_THAT(against(story, "se.fl.26.remiss", undated), ElementsAre("warn se.fl.26.remiss"));

  EXPECT_THAT(judged_by(story, "se.fl.26.remiss",
                        act("2026-03-02 10:00", "referral.sent",
                            {{"to", "police"}, {"reply_by", on("2026-03-30")}})),
              ElementsAre("fulfilled"));
  story.does(judged("2026-03-02 09:00", "se.fl.26.other-order", true));
  EXPECT_THAT(against(story, "se.fl.26.remiss", undated), IsEmpty());
}

// SFS 2017:900 16 § 3: not at two authorities in the same matter. The norm speaks only where the
// person takes part; it has no way of being fulfilled.
TEST(Pair, se_sod_appeal) {
  const Deed noted =
      act("2026-03-01 10:00", "lower-decision.noted", {{"people", people({"bo", "carl"})}});
  Story story = general();
  story.does(noted);

  EXPECT_THAT(against(story, "se.sod.appeal", note("2026-03-02 10:00", "bo")),
              ElementsAre("warn se.sod.appeal"));

  EXPECT_THAT(against(story, "se.sod.appeal", note("2026-03-02 10:00", "anna")), IsEmpty());
  Story own = municipal();
  own.does(noted);
  EXPECT_THAT(against(own, "se.sod.appeal", note("2026-03-02 10:00", "bo")), IsEmpty());
}

// SFS 2017:900 29 §: a vote is open and its outcome recorded; elections may be secret.
TEST(Pair, se_fl_29_vote) {
  Story story = general();
  const auto vote = [](Context carried) {
    return act("2026-03-02 10:00", "vote.held", std::move(carried));
  };

  EXPECT_THAT(against(story, "se.fl.29.vote", vote({{"result", "5–4"}})),
              ElementsAre("warn se.fl.29.vote"));
  EXPECT_THAT(against(story, "se.fl.29.vote", vote({{"result", "5–4"}, {"open", false}})),
              ElementsAre("warn se.fl.29.vote"));
  EXPECT_THAT(against(story, "se.fl.29.vote", vote({{"open", true}})),
              ElementsAre("warn se.fl.29.vote"));

  EXPECT_THAT(judged_by(story, "se.fl.29.vote", vote({{"result", "5–4"}, {"open", true}})),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.fl.29.vote",
                      vote({{"result", "Eva"}, {"open", false}, {"election", true}})),
              IsEmpty());
}

// SFS 2017:900 30 §: who is of another opinion has it recorded.
TEST(Pair, se_fl_30_dissent) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "dissent.stated", {{"person", "bo"}}));
  }
  unlawful.does(act("2026-03-02 11:00", "dissent.recorded", {{"person", "carl"}}));
  lawful.does(act("2026-03-02 11:00", "dissent.recorded", {{"person", "bo"}}));

  EXPECT_THAT(unlawful.duties("se.fl.30.dissent", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.fl.30.dissent", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
}

// SFS 2017:900 30 §: before the decision is dispatched.
TEST(Pair, se_fl_30_time) {
  Story story = general();
  story.does(made("2026-03-02 10:00"));
  EXPECT_THAT(judged_by(story, "se.fl.30.time",
                        act("2026-03-02 11:00", "dissent.recorded", {{"person", "bo"}})),
              ElementsAre("fulfilled"));

  story.does(notified("2026-03-04 10:00", "A", "2026-03-04"));

  EXPECT_THAT(against(story, "se.fl.30.time",
                      act("2026-03-05 10:00", "dissent.recorded", {{"person", "bo"}})),
              ElementsAre("warn se.fl.30.time"));
}

// SFS 2017:725 6 kap. 28 § 3: nobody supervises an activity that he or she is tied to. The norm
// speaks only where the person takes part; it has no way of being fulfilled.
TEST(Pair, se_kl_6_28_3_supervision) {
  const Deed noted =
      act("2026-03-01 10:00", "activity-ties.noted", {{"people", people({"bo", "carl"})}});
  Story story = municipal();
  story.does(noted);

  EXPECT_THAT(against(story, "se.kl.6.28.3.supervision", note("2026-03-02 10:00", "bo")),
              ElementsAre("warn se.kl.6.28.3.supervision"));

  EXPECT_THAT(against(story, "se.kl.6.28.3.supervision", note("2026-03-02 10:00", "anna")),
              IsEmpty());
  story.does(judged("2026-03-01 11:00", "se.kl.6.29.irrelevant", true));
  EXPECT_THAT(against(story, "se.kl.6.28.3.supervision", note("2026-03-02 10:00", "bo")),
              IsEmpty());
  Story state = municipal(with(municipal_facts(), "authority", "state"));
  state.does(noted);
  EXPECT_THAT(against(state, "se.kl.6.28.3.supervision", note("2026-03-02 10:00", "bo")),
              IsEmpty());
}

// --- SFS 2017:725: the meetings of a board

// SFS 2017:725 4 kap. 25–26 §§: nobody abstains in exercise of authority. The norm speaks only
// where somebody did; it has no way of being fulfilled.
TEST(Pair, se_kl_4_26) {
  const auto vote = [](std::initializer_list<const char*> abstained) {
    return act("2026-03-02 10:00", "vote.held",
               {{"result", "5–3"}, {"open", true}, {"abstained", people(abstained)}});
  };
  Story story = municipal(with(municipal_facts(), "exercise_of_authority", true));

  EXPECT_THAT(against(story, "se.kl.4.26", vote({"m1"})), ElementsAre("warn se.kl.4.26"));

  EXPECT_THAT(against(story, "se.kl.4.26", vote({})), IsEmpty());
  Story other = municipal();
  EXPECT_THAT(against(other, "se.kl.4.26", vote({"m1"})), IsEmpty());
}

// SFS 2017:725 4 kap. 27 §: an elected member enters a reservation before the meeting ends.
TEST(Pair, se_kl_4_27) {
  const auto reservation = [](bool elected, bool before_end) {
    return act("2026-03-02 10:00", "dissent.recorded",
               {{"person", "m1"}, {"elected", elected}, {"before_end", before_end}});
  };
  Story story = municipal();

  EXPECT_THAT(against(story, "se.kl.4.27", reservation(true, false)),
              ElementsAre("warn se.kl.4.27"));

  EXPECT_THAT(judged_by(story, "se.kl.4.27", reservation(true, true)), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.kl.4.27", reservation(false, false)), IsEmpty());
}

// SFS 2017:725 5 kap. 65–67 §§, 6 kap. 35 §: what minutes show.
TEST(Pair, se_kl_6_35_minutes) {
  Story story = municipal();
  const Deed minutes = act("2026-03-02 10:00", "minutes.drawn-up",
                           {{"served", people({"m1"})},
                            {"proposals", people({})},
                            {"votes", "none"},
                            {"decisions", people({"§ 12"})},
                            {"participants", people({"m1"})},
                            {"reservations", people({})}});
  for (const char* item :
       {"served", "proposals", "votes", "decisions", "participants", "reservations"}) {
    Deed without = minutes;
    without.with.erase(item);
    EXPECT_THAT(against(story, "se.kl.6.35.minutes", without),
                ElementsAre("warn se.kl.6.35.minutes"))
        << item;
  }

  EXPECT_THAT(judged_by(story, "se.kl.6.35.minutes", minutes), ElementsAre("fulfilled"));
}

}  // namespace
}  // namespace lagrum::law
