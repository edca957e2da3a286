// The day of arrival, the incomplete application and the power of attorney: a lawful and an
// unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Monday 22 June 2026, after Midsummer, unless said otherwise.
Deed came_by(const char* channel, const char* day = "2026-06-22") {
  return Deed{.at = std::string(day) + " 10:00",
              .type = "document.received",
              .with = {{"physically_on", on(day)}},
              .channel = channel};
}

// SFS 2017:900 22 § 1 st.: a document has arrived on the day it reaches the authority, also on a
// Sunday. The rule is silent where a special one fixes the day.
TEST(Pair, se_fl_22_arrival) {
  Story story = general();
  story.does(came_by("e-mail", "2026-06-21"));
  Story special = general();
  special.does(came_by("post"));

  EXPECT_THAT(caused_by(story, "se.fl.22.arrival"), ElementsAre("arrival.deemed 2026-06-21"));

  EXPECT_THAT(caused_by(special, "se.fl.22.arrival"), IsEmpty());
}

// SFS 2017:900 22 § 2 st.: a letter counts as arrived the working day before, unless it is unlikely
// that it was sorted out for the authority then.
TEST(Pair, se_fl_22_post) {
  Story posted = general();
  posted.does(came_by("post"));
  Story unlikely = general();
  unlikely.does(came_by("post"));
  unlikely.does(judged("2026-06-22 11:00", "se.fl.22.unlikely", true));
  Story mailed = general();
  mailed.does(came_by("e-mail"));

  EXPECT_THAT(posted.effects(), ElementsAre("arrival.deemed 2026-06-18 se.fl.22.post"));

  EXPECT_THAT(unlikely.effects(), ElementsAre("arrival.deemed 2026-06-22 se.fl.22.arrival"));
  EXPECT_THAT(caused_by(mailed, "se.fl.22.post"), IsEmpty());
}

// SFS 2017:900 22 § 3 st.: what lies in the authority's box at the first emptying of the day counts
// as arrived the working day before.
TEST(Pair, se_fl_22_box) {
  Story box = general();
  box.does(came_by("own-letterbox"));
  Story counter = general();
  counter.does(came_by("counter"));

  EXPECT_THAT(box.effects(), ElementsAre("arrival.deemed 2026-06-18 se.fl.22.box"));

  EXPECT_THAT(caused_by(counter, "se.fl.22.box"), IsEmpty());
  EXPECT_THAT(counter.effects(), ElementsAre("arrival.deemed 2026-06-22 se.fl.22.arrival"));
}

// SFS 2017:900 20 § 1 st.: help comes before an order.
TEST(Pair, se_fl_20_help) {
  Story story = general();
  EXPECT_THAT(against(story, "se.fl.20.help", order("2026-10-20 10:00")),
              ElementsAre("warn se.fl.20.help"));

  story.does(act("2026-10-06 10:00", "help.given"));

  EXPECT_THAT(judged_by(story, "se.fl.20.help", order("2026-10-20 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 20 § 2 st.: dismissed only where the defect blocks, was ordered cured and was not.
TEST(Pair, se_fl_20_order) {
  const Deed dismissed = dismissal("2026-11-04 09:00", "deficiency");
  Story never_ordered = general();
  never_ordered.does(judged("2026-11-04 08:00", "se.fl.20.blocks", true));
  Story cured = general();
  cured.does(order("2026-10-20 10:00"));
  cured.does(act("2026-11-03 10:00", "deficiency.cured"));
  cured.does(judged("2026-11-04 08:00", "se.fl.20.blocks", true));
  Story lawful = general();
  lawful.does(order("2026-10-20 10:00"));
  EXPECT_THAT(against(lawful, "se.fl.20.order", dismissed), ElementsAre("refuse se.fl.20.order"));
  lawful.does(judged("2026-11-03 08:00", "se.fl.20.blocks", true));

  EXPECT_THAT(against(never_ordered, "se.fl.20.order", dismissed),
              ElementsAre("refuse se.fl.20.order"));
  EXPECT_THAT(against(cured, "se.fl.20.order", dismissed), ElementsAre("refuse se.fl.20.order"));
  EXPECT_THAT(against(lawful, "se.fl.20.order", dismissal("2026-11-03 23:59", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));

  EXPECT_THAT(judged_by(lawful, "se.fl.20.order", dismissed), ElementsAre("fulfilled"));

  Story complete = general();
  complete.does(order("2026-10-20 10:00"));
  complete.does(act("2026-11-02 10:00", "completeness.checked", {{"complete", true}}));
  complete.does(judged("2026-11-03 08:00", "se.fl.20.blocks", true));
  EXPECT_THAT(against(complete, "se.fl.20.order", dismissed), ElementsAre("refuse se.fl.20.order"));
  // What came in did not cure the defect.
  Story insufficient = general();
  insufficient.does(order("2026-10-20 10:00"));
  insufficient.does(act("2026-11-01 10:00", "deficiency.cured"));
  insufficient.does(act("2026-11-02 10:00", "completeness.checked", {{"complete", false}}));
  insufficient.does(judged("2026-11-03 08:00", "se.fl.20.blocks", true));
  EXPECT_THAT(judged_by(insufficient, "se.fl.20.order", dismissed), ElementsAre("fulfilled"));
  EXPECT_THAT(against(never_ordered, "se.fl.20.order", dismissal("2026-11-04 09:00", "no-right")),
              IsEmpty());
}

// SFS 2017:900 20 § 2 st.: a dismissal that names no ground, or one that nobody knows, is judged as
// one for a defect; what was found of an earlier defect says nothing of a later one.
TEST(Hidden, NoGroundIsNoWayAroundTheOrder_se_fl_20_order) {
  Story story = general();
  Deed silent = dismissal("2026-11-04 09:00", "");
  silent.with.erase("ground");

  EXPECT_THAT(against(story, "se.fl.20.order", silent), ElementsAre("refuse se.fl.20.order"));
  EXPECT_THAT(against(story, "se.fl.20.order", dismissal("2026-11-04 09:00", "other")),
              ElementsAre("refuse se.fl.20.order"));

  EXPECT_THAT(against(story, "se.fl.20.order", dismissal("2026-11-04 09:00", "wrong-authority")),
              IsEmpty());
}

TEST(Hidden, WhatAnEarlierDefectBlockedIsNoAnswer_se_fl_20_order) {
  Story story = general();
  story.does(order("2026-10-10 10:00"));
  story.does(judged("2026-10-11 08:00", "se.fl.20.blocks", true));
  story.does(order("2026-10-20 10:00"));
  const Deed dismissed = dismissal("2026-11-04 09:00", "deficiency");

  EXPECT_THAT(against(story, "se.fl.20.order", dismissed), ElementsAre("refuse se.fl.20.order"));

  story.does(judged("2026-11-03 08:00", "se.fl.20.blocks", true));
  EXPECT_THAT(against(story, "se.fl.20.order", dismissed), IsEmpty());
}

// SFS 2017:900 20 § 2 st.: the order says that the application may otherwise be dismissed.
TEST(Pair, se_fl_20_items) {
  Story story = general();
  for (const char* item : {"deficiencies", "cure_by", "consequence"}) {
    Deed without = order("2026-10-20 10:00");
    without.with.erase(item);
    EXPECT_THAT(against(story, "se.fl.20.items", without), ElementsAre("refuse se.fl.20.items"))
        << item;
  }

  EXPECT_THAT(judged_by(story, "se.fl.20.items", order("2026-10-20 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 20 § 2 st.: time is given to cure, so it lies ahead.
TEST(Pair, se_fl_20_time) {
  Story story = general();

  EXPECT_THAT(against(story, "se.fl.20.time", order("2026-11-04 10:00")),
              ElementsAre("refuse se.fl.20.time"));

  EXPECT_THAT(judged_by(story, "se.fl.20.time", order("2026-10-20 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 15 §: dismissed for want of a power of attorney only where the representative signed
// what opened the case and the order was not obeyed.
TEST(Pair, se_fl_15_poa) {
  const Deed dismissed = dismissal("2026-11-04 09:00", "authority-to-act");
  Story signed_by_party = general();
  signed_by_party.does(order("2026-10-20 10:00"));
  const Facts known = with(facts(), "opened_by_representative", true);
  Deed for_it = order("2026-10-20 10:00");
  for_it.with.set("deficiencies", people({"power of attorney"}));
  Story never_ordered = general(known);
  Story of_another_thing = general(known);
  of_another_thing.does(order("2026-10-20 10:00"));
  Deed mild = for_it;
  mild.with.erase("consequence");
  mild.outside = true;
  Story without_consequence = general(known);
  without_consequence.does(mild);
  Story proved = general(known);
  proved.does(for_it);
  proved.does(act("2026-11-02 10:00", "deficiency.cured"));
  Story lawful = general(known);
  lawful.does(for_it);

  for (Story* story :
       {&signed_by_party, &never_ordered, &of_another_thing, &without_consequence, &proved}) {
    EXPECT_THAT(against(*story, "se.fl.15.poa", dismissed), ElementsAre("refuse se.fl.15.poa"));
  }
  EXPECT_THAT(against(lawful, "se.fl.15.poa", dismissal("2026-11-03 23:59", "authority-to-act")),
              ElementsAre("refuse se.fl.15.poa"));

  EXPECT_THAT(judged_by(lawful, "se.fl.15.poa", dismissed), ElementsAre("fulfilled"));
  EXPECT_THAT(against(never_ordered, "se.fl.15.poa", dismissal("2026-11-04 09:00", "deficiency")),
              IsEmpty());
}

// SFS 2017:900 15 §: something else than the power of attorney does not obey the order for it, and
// a representative who did not sign the opening document is not ordered on pain of dismissal.
TEST(Hidden, SomethingElseIsNoPowerOfAttorney_se_fl_15_poa) {
  Deed for_it = order("2026-10-20 10:00");
  for_it.with.set("deficiencies", people({"power of attorney"}));
  Story story = general(with(facts(), "opened_by_representative", true));
  story.does(for_it);
  story.does(act("2026-11-02 10:00", "deficiency.cured"));
  const Deed dismissed = dismissal("2026-11-04 09:00", "authority-to-act");
  EXPECT_THAT(against(story, "se.fl.15.poa", dismissed), ElementsAre("refuse se.fl.15.poa"));
  story.does(act("2026-11-02 11:00", "completeness.checked",
                 {{"complete", false}, {"deficiencies", people({"power of attorney"})}}));
  EXPECT_THAT(against(story, "se.fl.15.poa", dismissed), IsEmpty());

  for_it.with.erase("consequence");
  Story later = general(with(facts(), "opened_by_representative", false));
  EXPECT_THAT(against(later, "se.fl.20.items", for_it), IsEmpty());
  Story opening = general(with(facts(), "opened_by_representative", true));
  EXPECT_THAT(against(opening, "se.fl.20.items", for_it), ElementsAre("refuse se.fl.20.items"));
}

}  // namespace
}  // namespace lagrum::law
