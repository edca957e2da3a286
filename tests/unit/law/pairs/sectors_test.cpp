// Notifiable activities, flammable goods, public places and tobacco: a lawful and an unlawful story
// for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Story judged_under(const char* pack, Facts known) {
  return sufficient({pack, "se.municipal", "se.administrative"}, std::move(known));
}

// --- SFS 1998:808 9 kap., SFS 1998:899: notifications

Facts notification(bool listed) {
  return with(with(municipal_facts(), "kind", "environment-notification"), "screening_listed",
              listed);
}
Deed notification_received() {
  return act("2026-03-02 10:00", "application.received", {{"wants", "text"}}, "A");
}
Story notified_activity(bool listed) {
  Story story = judged_under("se.environment", notification(listed));
  story.does(notification_received());
  return story;
}
Deed started(std::string at) { return act(std::move(at), "activity.started"); }

// SFS 1998:899 25 g §: a copy to the county administrative board at once.
TEST(Pair, se_mf_25g_copy) {
  Story unlawful = notified_activity(false);
  Story lawful = notified_activity(false);
  unlawful.does(act("2026-03-02 11:00", "notification.copied", {{"to", "police"}}));
  lawful.does(act("2026-03-02 11:00", "notification.copied", {{"to", "lansstyrelsen"}}));

  EXPECT_THAT(unlawful.duties("se.mf.25g.copy", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.mf.25g.copy", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
}

// SFS 1998:808 9 kap. 6 c §: whatever is needed is decided before the activity may start.
TEST(Pair, se_mb_9_c6w) {
  for (const char* answer : {"decision.made", "precautions.ordered", "no-action.told"}) {
    Story story = notified_activity(false);
    EXPECT_THAT(story.duties("se.mb.9.c6w", "2026-04-01 10:00"), ElementsAre("open 2026-04-13"));
    story.does(act("2026-04-02 10:00", answer));
    EXPECT_THAT(story.duties("se.mb.9.c6w", "2026-04-14 10:00"),
                ElementsAre("fulfilled 2026-04-13"))
        << answer;
  }

  EXPECT_THAT(notified_activity(false).duties("se.mb.9.c6w", "2026-04-14 10:00"),
              ElementsAre("overdue 2026-04-13"));
  EXPECT_THAT(notified_activity(true).duties("se.mb.9.c6w", "2026-04-14 10:00"), IsEmpty());
}

// SFS 1998:808 9 kap. 6 c §: at the earliest six weeks after the notification.
TEST(Pair, se_mb_9_c6w_start) {
  Story story = notified_activity(false);

  EXPECT_THAT(against(story, "se.mb.9.c6w.start", started("2026-04-12 10:00")),
              ElementsAre("record se.mb.9.c6w.start"));

  EXPECT_THAT(judged_by(story, "se.mb.9.c6w.start", started("2026-04-13 10:00")),
              ElementsAre("fulfilled"));
  Story other_day =
      judged_under("se.environment", with(notification(false), "other_start_day", true));
  other_day.does(notification_received());
  EXPECT_THAT(against(other_day, "se.mb.9.c6w.start", started("2026-03-20 10:00")), IsEmpty());
}

// SFS 1998:899 26 a–26 c §§: a screening decision within six weeks.
TEST(Pair, se_mf_26c_screen) {
  const Story unlawful = notified_activity(true);
  Story lawful = notified_activity(true);
  lawful.does(act("2026-04-13 15:00", "screening.decided", {{"significant", false}}));

  EXPECT_THAT(unlawful.duties("se.mf.26c.screen", "2026-04-14 00:00"),
              ElementsAre("overdue 2026-04-13"));
  EXPECT_THAT(unlawful.verdicts("se.mf.26c.screen", "2026-04-14 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.mf.26c.screen", "2026-04-14 00:00"),
              ElementsAre("fulfilled 2026-04-13"));
}

// SFS 1998:899 26 c §: made longer with reasons and a new last day, before the time has ended.
TEST(Pair, se_mf_26c_extend) {
  const auto extended = [](std::string at) {
    return act(std::move(at), "time.extended",
               {{"by", Value(SecondsDuration{std::int64_t{14} * 86400, 0})}, {"reasons", "text"}});
  };
  Story story = notified_activity(true);
  for (const char* item : {"by", "reasons"}) {
    Deed without = extended("2026-04-01 10:00");
    without.with.erase(item);
    EXPECT_THAT(against(story, "se.mf.26c.extend", without), ElementsAre("warn se.mf.26c.extend"))
        << item;
  }
  EXPECT_THAT(against(story, "se.mf.26c.extend", extended("2026-04-14 10:00")),
              ElementsAre("warn se.mf.26c.extend"));

  EXPECT_THAT(judged_by(story, "se.mf.26c.extend", extended("2026-04-01 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(story.clocks("se.mf.26c.time", "2026-04-02 10:00"),
              ElementsAre("running 2026-04-27"));
}

// SFS 1998:899 26 d §: after the screening an order, or word that nothing will be done.
TEST(Pair, se_mf_26d_follow) {
  Story unlawful = notified_activity(true);
  Story lawful = notified_activity(true);
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-20 10:00", "screening.decided", {{"significant", false}}));
  }
  lawful.does(act("2026-03-23 10:00", "no-action.told"));

  EXPECT_THAT(unlawful.duties("se.mf.26d.follow", "2026-03-28 10:00"),
              ElementsAre("overdue 2026-03-27"));

  EXPECT_THAT(lawful.duties("se.mf.26d.follow", "2026-03-28 10:00"),
              ElementsAre("fulfilled 2026-03-27"));
}

// SFS 1998:899 26 e §: no start before a negative screening decision, however long it takes; waste
// treatment waits for the precautions too.
TEST(Pair, se_mf_26e_start) {
  const auto screened = [](bool significant) {
    return act("2026-05-04 10:00", "screening.decided", {{"significant", significant}});
  };
  Story story = notified_activity(true);
  EXPECT_THAT(against(story, "se.mf.26e.start", started("2026-05-05 10:00")),
              ElementsAre("record se.mf.26e.start"));
  Story significant = notified_activity(true);
  significant.does(screened(true));
  EXPECT_THAT(against(significant, "se.mf.26e.start", started("2026-05-05 10:00")),
              ElementsAre("record se.mf.26e.start"));

  story.does(screened(false));

  EXPECT_THAT(judged_by(story, "se.mf.26e.start", started("2026-05-05 10:00")),
              ElementsAre("fulfilled"));
  Story waste = judged_under("se.environment", with(notification(true), "waste_treatment", true));
  waste.does(notification_received());
  waste.does(screened(false));
  EXPECT_THAT(against(waste, "se.mf.26e.start", started("2026-05-05 10:00")),
              ElementsAre("record se.mf.26e.start"));
  waste.does(act("2026-05-05 09:00", "precautions.ordered", {{"kind", "precautions"}}));
  EXPECT_THAT(against(waste, "se.mf.26e.start", started("2026-05-05 10:00")), IsEmpty());
}

// SFS 1998:899 38, 38 a §§: certain premises and cooling towers wait six weeks.
TEST(Pair, se_mf_38_6w) {
  Story story = judged_under("se.environment", with(municipal_facts(), "hygiene_activity", true));
  story.does(notification_received());

  EXPECT_THAT(against(story, "se.mf.38.6w", started("2026-04-12 10:00")),
              ElementsAre("record se.mf.38.6w"));

  EXPECT_THAT(judged_by(story, "se.mf.38.6w", started("2026-04-13 10:00")),
              ElementsAre("fulfilled"));
}

// --- SFS 2010:1075: flammable goods

Story flammables() {
  return judged_under("se.flammables", with(municipal_facts(), "kind", "flammables"));
}
Story complete_flammables() {
  Story story = flammables();
  story.does(act("2026-03-02 10:00", "application.complete"));
  return story;
}

// SFS 2010:1075 14 a §: the police are consulted unless that is unnecessary.
TEST(Pair, se_brand_14a) {
  Story story = flammables();
  EXPECT_THAT(against(story, "se.brand.14a", made("2026-05-04 10:00")),
              ElementsAre("warn se.brand.14a"));

  story.does(act("2026-04-01 10:00", "referral.answered", {{"from", "police"}}));

  EXPECT_THAT(judged_by(story, "se.brand.14a", made("2026-05-04 10:00")), ElementsAre("fulfilled"));
  Story simple = flammables();
  simple.does(judged("2026-04-01 10:00", "se.brand.14a.unnecessary", true));
  EXPECT_THAT(against(simple, "se.brand.14a", made("2026-05-04 10:00")), IsEmpty());
}

// SFS 2010:1075 17 §: decided within three months of a complete application.
TEST(Pair, se_brand_17_decide) {
  const Story unlawful = complete_flammables();
  Story lawful = complete_flammables();
  lawful.does(made("2026-06-02 15:00"));

  EXPECT_THAT(unlawful.duties("se.brand.17.decide", "2026-06-03 00:00"),
              ElementsAre("overdue 2026-06-02"));
  EXPECT_THAT(unlawful.verdicts("se.brand.17.decide", "2026-06-03 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.brand.17.decide", "2026-06-03 00:00"),
              ElementsAre("fulfilled 2026-06-02"));
}

Deed made_longer(std::string at) {
  return act(std::move(at), "time.extended",
             {{"by", Value(MonthsDuration{3})}, {"reasons", "text"}});
}

// SFS 2010:1075 17 §: once, with reasons, before the time has ended.
TEST(Pair, se_brand_17_extend) {
  Story story = complete_flammables();
  Deed silent = made_longer("2026-05-04 10:00");
  silent.with.erase("reasons");
  EXPECT_THAT(against(story, "se.brand.17.extend", silent), ElementsAre("warn se.brand.17.extend"));
  EXPECT_THAT(against(story, "se.brand.17.extend", made_longer("2026-06-03 10:00")),
              ElementsAre("warn se.brand.17.extend"));

  EXPECT_THAT(judged_by(story, "se.brand.17.extend", made_longer("2026-05-04 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(story.clocks("se.brand.17.time", "2026-05-05 10:00"),
              ElementsAre("running 2026-09-02"));
  EXPECT_THAT(against(story, "se.brand.17.extend", made_longer("2026-08-03 10:00")),
              ElementsAre("warn se.brand.17.extend"));
}

// SFS 2010:1075 17 §: the applicant is told the reasons before the original time ends.
TEST(Pair, se_brand_17_told) {
  Story unlawful = complete_flammables();
  Story lawful = complete_flammables();
  for (Story* story : {&unlawful, &lawful}) story->does(made_longer("2026-05-04 10:00"));
  lawful.does(act("2026-05-05 10:00", "extension.told", {{"reasons", "text"}}, "A"));

  EXPECT_THAT(unlawful.duties("se.brand.17.told", "2026-06-03 00:00", "A"),
              ElementsAre("overdue 2026-06-02"));

  EXPECT_THAT(lawful.duties("se.brand.17.told", "2026-06-03 00:00", "A"),
              ElementsAre("fulfilled 2026-06-02"));
}

// SFS 2010:1075 19 §: renewal is sought at the latest four weeks before expiry.
TEST(Pair, se_brand_19) {
  Story story = flammables();
  story.does(act("2026-03-02 10:00", "permit.issued",
                 {{"on", on("2026-03-02")}, {"valid_to", on("2027-03-01")}}));
  const auto sought = [](std::string at) {
    return Deed{.at = std::move(at), .type = "permit.renewal-sought", .party = "A", .actor = "A"};
  };

  EXPECT_THAT(against(story, "se.brand.19", sought("2027-02-02 10:00")),
              ElementsAre("record se.brand.19"));

  EXPECT_THAT(judged_by(story, "se.brand.19", sought("2027-02-01 15:00")),
              ElementsAre("fulfilled"));
}

Deed passed_on(std::string at) {
  return act(std::move(at), "business.handed-over", {{"on", on("2026-06-01")}});
}

// SFS 2010:1075 20 §: the handing over is notified before it happens.
TEST(Pair, se_brand_20_before) {
  Story story = flammables();
  EXPECT_THAT(against(story, "se.brand.20.before", passed_on("2026-06-01 10:00")),
              ElementsAre("record se.brand.20.before"));

  story.does(act("2026-05-25 10:00", "handover.notified", {}, "A"));

  EXPECT_THAT(judged_by(story, "se.brand.20.before", passed_on("2026-06-01 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2010:1075 20 §: a new application within three months.
TEST(Pair, se_brand_20_apply) {
  Story unlawful = flammables();
  Story lawful = flammables();
  for (Story* story : {&unlawful, &lawful}) story->does(passed_on("2026-06-01 10:00"));
  lawful.does(act("2026-08-31 10:00", "handover.application", {}, "A"));

  EXPECT_THAT(unlawful.duties("se.brand.20.apply", "2026-09-02 00:00"),
              ElementsAre("overdue 2026-09-01"));

  EXPECT_THAT(lawful.duties("se.brand.20.apply", "2026-09-02 00:00"),
              ElementsAre("fulfilled 2026-09-01"));
}

// --- SFS 1993:1617 3 kap.: public places; the police decide

Facts place_facts() { return with(facts(), "kind", "public-place"); }
Story place(Facts known = place_facts()) {
  return judged_under("se.public-places", std::move(known));
}
Deed statement(std::string at, bool adverse) {
  return act(std::move(at), "municipality.stated", {{"adverse", adverse}});
}
Deed permitted(Context more = {}) {
  more.set("outcome", Value("granted"));
  return made("2026-05-04 10:00", std::move(more));
}

// SFS 1993:1617 3 kap. 2 §: no permit before the municipality's statement, none against it.
TEST(Pair, se_ordl_3_2_veto) {
  Story story = place();
  EXPECT_THAT(against(story, "se.ordl.3.2.veto", permitted()),
              ElementsAre("refuse se.ordl.3.2.veto"));
  EXPECT_THAT(
      against(story, "se.ordl.3.2.veto", made("2026-05-04 10:00", {{"outcome", "refused"}})),
      IsEmpty());
  story.does(statement("2026-04-01 10:00", true));
  EXPECT_THAT(against(story, "se.ordl.3.2.veto", permitted()),
              ElementsAre("refuse se.ordl.3.2.veto"));
  Story turned = place();
  turned.does(statement("2026-04-01 10:00", false));
  turned.does(statement("2026-04-02 10:00", true));
  EXPECT_THAT(against(turned, "se.ordl.3.2.veto", permitted()),
              ElementsAre("refuse se.ordl.3.2.veto"));

  story.does(statement("2026-04-20 10:00", false));

  EXPECT_THAT(judged_by(story, "se.ordl.3.2.veto", permitted()), ElementsAre("fulfilled"));
  Story of_others = place(with(place_facts(), "land_of_others", true));
  EXPECT_THAT(against(of_others, "se.ordl.3.2.veto", permitted()), IsEmpty());
}

// SFS 1993:1617 3 kap. 2, 15 §§: the municipality's conditions go into the permit.
TEST(Pair, se_ordl_3_2_conditions) {
  const auto stated = [](std::string at, Value conditions) {
    return act(std::move(at), "municipality.stated",
               {{"adverse", false}, {"conditions", std::move(conditions)}});
  };
  Story story = place();
  story.does(stated("2026-04-01 10:00", people({"clear path", "until 22"})));

  EXPECT_THAT(against(story, "se.ordl.3.2.conditions", permitted()),
              ElementsAre("refuse se.ordl.3.2.conditions"));
  EXPECT_THAT(
      against(story, "se.ordl.3.2.conditions", permitted({{"conditions", people({"until 22"})}})),
      ElementsAre("refuse se.ordl.3.2.conditions"));

  EXPECT_THAT(
      judged_by(story, "se.ordl.3.2.conditions",
                permitted({{"conditions", people({"until 22", "clear path", "no music"})}})),
      ElementsAre("fulfilled"));
  // A later statement takes the place of the first.
  Story restated = place();
  restated.does(stated("2026-04-01 10:00", people({"clear path", "until 22"})));
  restated.does(stated("2026-04-20 10:00", people({"clear path"})));
  EXPECT_THAT(against(restated, "se.ordl.3.2.conditions",
                      permitted({{"conditions", people({"clear path"})}})),
              IsEmpty());
}

// SFS 1993:1617 3 kap. 16 §: it is said how the municipality's statement is reviewed.
TEST(Pair, se_ordl_3_16) {
  Story story = place();
  story.does(permitted());
  Deed notice = notified("2026-05-06 10:00", "A", "2026-05-06");
  EXPECT_THAT(against(story, "se.ordl.3.16", notice), ElementsAre("warn se.ordl.3.16"));

  notice.with.set("municipal_review", Value("text"));

  EXPECT_THAT(judged_by(story, "se.ordl.3.16", notice), ElementsAre("fulfilled"));
}

// --- SFS 2019:223: tobacco; the text was not read, so that the norms only observe

Story tobacco() {
  Story story = judged_under("se.tobacco", with(municipal_facts(), "kind", "tobacco"));
  story.does(act("2026-03-02 10:00", "application.complete"));
  return story;
}

// SFS 2019:223: four months from a complete application, as municipalities say.
TEST(Pair, se_tob_decide) {
  const Story unlawful = tobacco();
  Story lawful = tobacco();
  lawful.does(made("2026-07-02 15:00"));

  EXPECT_THAT(unlawful.duties("se.tob.decide", "2026-07-03 00:00"),
              ElementsAre("overdue 2026-07-02"));

  EXPECT_THAT(lawful.duties("se.tob.decide", "2026-07-03 00:00"),
              ElementsAre("fulfilled 2026-07-02"));
}

// SFS 2019:223: extended with reasons before the time has ended.
TEST(Pair, se_tob_extend) {
  Story story = tobacco();
  Deed silent = made_longer("2026-05-04 10:00");
  silent.with.erase("reasons");

  EXPECT_THAT(against(story, "se.tob.extend", silent), ElementsAre("record se.tob.extend"));
  EXPECT_THAT(against(story, "se.tob.extend", made_longer("2026-07-03 10:00")),
              ElementsAre("record se.tob.extend"));

  EXPECT_THAT(judged_by(story, "se.tob.extend", made_longer("2026-05-04 10:00")),
              ElementsAre("fulfilled"));
}

}  // namespace
}  // namespace lagrum::law
