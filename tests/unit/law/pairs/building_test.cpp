// The Planning and Building Act in its two wordings: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2025:974, transitional provision 2: the wording is that of the day the case began.
constexpr const char* kOlder = "2025-11-28";
constexpr const char* kNewer = "2026-01-12";
constexpr std::array kBothWordings = {kOlder, kNewer};

/// A case of this kind, begun on this day. A applies and is served, the neighbour N is not.
Facts building_facts(const char* begun, const char* kind = "building-permit") {
  Facts known = municipal_facts();
  known.case_data.set("begun", on(begun));
  known.case_data.set("kind", Value(kind));
  known.case_data.set("granted", Value(true));
  for (const char* name : {"deviation", "defence_area", "sensitive_place"})
    known.case_data.set(name, Value(false));
  known.parties["A"].set("to_be_served", Value(true));
  known.parties["N"] = party("N");
  known.parties["N"].set("role", Value("neighbour"));
  known.parties["N"].set("to_be_served", Value(false));
  return known;
}
Story building(Facts known) {
  return sufficient({"se.building", "se.municipal", "se.administrative"}, std::move(known));
}
Story permit(const char* begun) { return building(building_facts(begun)); }
/// One that was applied for on Monday 12 January 2026.
Story applied(Facts known) {
  Story story = building(std::move(known));
  story.does(act("2026-01-12 10:00", "application.received"));
  return story;
}
Story applied(const char* begun, const char* kind = "building-permit") {
  return applied(building_facts(begun, kind));
}
Deed permit_decided(std::string at, const char* outcome = "granted") {
  return made(std::move(at), {{"outcome", outcome}});
}
Deed heard(std::string at, bool notice_board = true) {
  return act(std::move(at), "neighbours.heard",
             {{"message", true}, {"notice_board", notice_board}, {"reply_by", on("2026-02-20")}});
}
Deed published(std::string at, const char* day, const char* place) {
  return act(std::move(at), "decision.published", {{"on", on(day)}, {"place", place}});
}
bool is_older(std::string_view begun) { return begun == kOlder; }
const char* place_of(const char* begun) {
  return is_older(begun) ? "official-gazette" : "notice-board";
}
Value weeks(std::int64_t count) { return Value(SecondsDuration{count * 7 * 86400, 0}); }
Deed extended(std::string at, Value by) {
  return act(std::move(at), "time.extended", {{"by", std::move(by)}, {"reasons", "text"}});
}
Value share(std::string_view text) { return Value(Decimal::parse(text).value()); }

// SFS 2010:900 9 kap. 27 a, 100 §§: word of the time, the fee and appeal; anew when the start
// moves.
TEST(Pair, se_pbl_9_27a_info) {
  const Context all = {{"time_limits", "text"}, {"fee_reduction", "text"}, {"appeal", "text"}};
  for (const char* begun : kBothWordings) {
    Story unlawful = applied(begun);
    unlawful.does(act("2026-01-13 10:00", "start-information.sent", {{"time_limits", "text"}}));
    Story lawful = applied(begun);
    lawful.does(act("2026-01-13 10:00", "start-information.sent", all));

    EXPECT_THAT(unlawful.duties("se.pbl.9.27a.info", "2026-01-20 10:00"),
                ElementsAre("overdue 2026-01-19"));

    EXPECT_THAT(lawful.duties("se.pbl.9.27a.info", "2026-01-20 10:00"),
                ElementsAre("fulfilled 2026-01-19"));
    lawful.does(act("2026-02-02 10:00", "application.supplemented", {{"own_initiative", true}}));
    EXPECT_THAT(lawful.duties("se.pbl.9.27a.info", "2026-02-02 11:00"),
                ElementsAre("fulfilled 2026-01-19", "open 2026-02-09"));
  }
  Story older = applied(kOlder);
  Story newer = applied(kNewer);
  for (Story* story : {&older, &newer}) {
    story->does(act("2026-01-13 10:00", "start-information.sent", all));
    story->does(act("2026-02-02 10:00", "application.changed", {{"own_initiative", true}}));
  }
  EXPECT_THAT(older.duties("se.pbl.9.27a.info", "2026-02-02 11:00"),
              ElementsAre("fulfilled 2026-01-19"));
  EXPECT_THAT(newer.duties("se.pbl.9.27a.info", "2026-02-02 11:00"),
              ElementsAre("fulfilled 2026-01-19", "open 2026-02-09"));
}

// SFS 2010:900 9 kap. 22, 91 §§: the order within three weeks. Day 21 is Monday 2 February.
TEST(Pair, se_pbl_9_22_order) {
  for (const char* begun : kBothWordings) {
    Story unlawful = applied(begun);
    Story lawful = applied(begun);
    for (Story* story : {&unlawful, &lawful})
      story->does(act("2026-01-26 10:00", "completeness.checked", {{"complete", false}}));
    Deed ordered = order("2026-02-02 23:00");
    ordered.with.set("cure_by", on("2026-02-20"));
    lawful.does(ordered);
    ordered.at = "2026-02-03 08:00";
    unlawful.does(ordered);

    EXPECT_THAT(unlawful.duties("se.pbl.9.22.order", "2026-02-04 10:00"),
                ElementsAre("overdue 2026-02-02"));

    EXPECT_THAT(lawful.duties("se.pbl.9.22.order", "2026-02-04 10:00"),
                ElementsAre("fulfilled 2026-02-02"));
    for (Story* story : {&unlawful, &lawful})
      story->does(act("2026-02-16 10:00", "deficiency.cured"));
    EXPECT_THAT(unlawful.clocks("se.pbl.9.27.time", "2026-02-17 10:00"),
                ElementsAre("running 2026-03-23"));
    EXPECT_THAT(lawful.clocks("se.pbl.9.27.time", "2026-02-17 10:00"),
                ElementsAre("running 2026-04-27"));
  }
}

// SFS 2010:900 9 kap. 25–26, 94–97 §§: neighbours are heard; from 1 December 2025 also by a notice.
TEST(Pair, se_pbl_9_25_neighbour) {
  for (const char* begun : kBothWordings) {
    Story story = building(with(building_facts(begun), "deviation", true));
    for (const char* outcome : {"granted", "refused"}) {
      EXPECT_THAT(
          against(story, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00", outcome)),
          ElementsAre("refuse se.pbl.9.25.neighbour"));
    }
    Story elsewhere = permit(begun);
    EXPECT_THAT(against(elsewhere, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
                IsEmpty());
    Story notification =
        building(with(building_facts(begun, "building-notification"), "deviation", true));
    EXPECT_THAT(against(notification, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
                IsEmpty());
    Story unassessed = building(with(building_facts(begun), "deviation", Value()));
    EXPECT_THAT(against(unassessed, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
                ElementsAre("refuse se.pbl.9.25.neighbour"));

    Story obvious = building(with(building_facts(begun), "deviation", true));
    obvious.does(judged("2026-02-02 10:00", "se.pbl.9.94.refusal", true));
    EXPECT_THAT(
        against(obvious, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00", "refused")),
        IsEmpty());
    EXPECT_THAT(against(obvious, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
                ElementsAre("refuse se.pbl.9.25.neighbour"));
    Story far_away = building(with(building_facts(begun), "deviation", true));
    far_away.does(judged("2026-02-02 10:00", "se.pbl.9.94.no-matter", true));
    EXPECT_THAT(against(far_away, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
                IsEmpty());

    story.does(heard("2026-02-02 10:00"));
    EXPECT_THAT(judged_by(story, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
                ElementsAre("fulfilled"));
  }
  Story older = building(with(building_facts(kOlder), "deviation", true));
  Story newer = building(with(building_facts(kNewer), "deviation", true));
  for (Story* story : {&older, &newer}) story->does(heard("2026-02-02 10:00", false));
  EXPECT_THAT(against(older, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
              IsEmpty());
  EXPECT_THAT(against(newer, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
              ElementsAre("refuse se.pbl.9.25.neighbour"));
  Story range =
      building(with(with(building_facts(kNewer), "deviation", true), "defence_area", true));
  range.does(heard("2026-02-02 10:00"));
  EXPECT_THAT(against(range, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
              ElementsAre("refuse se.pbl.9.25.neighbour"));
  range.does(act("2026-02-03 10:00", "consent.asked", {{"to", "defence"}}));
  EXPECT_THAT(against(range, "se.pbl.9.25.neighbour", permit_decided("2026-03-02 10:00")),
              IsEmpty());
}

// SFS 2010:900 9 kap. 94–97 §§: the message says how to reply; the time runs out before the
// decision.
TEST(Pair, se_pbl_9_25_wait) {
  for (const char* begun : kBothWordings) {
    Story story = building(with(building_facts(begun), "deviation", true));
    story.does(heard("2026-02-02 10:00"));

    EXPECT_THAT(against(story, "se.pbl.9.25.wait", permit_decided("2026-02-20 15:00")),
                ElementsAre("warn se.pbl.9.25.wait"));

    EXPECT_THAT(judged_by(story, "se.pbl.9.25.wait", permit_decided("2026-02-21 10:00")),
                ElementsAre("fulfilled"));
  }
}

// SFS 2010:900 9 kap. 94–97 §§: heard anew on a change that is contrary to the plan.
TEST(Pair, se_pbl_9_25_changed) {
  Story story = building(with(building_facts(kNewer), "deviation", true));
  Story harmless = building(with(building_facts(kNewer), "deviation", true));
  for (Story* each : {&story, &harmless}) {
    each->does(heard("2026-02-02 10:00"));
    each->does(act("2026-02-23 10:00", "application.changed", {{"own_initiative", true}}));
    EXPECT_THAT(against(*each, "se.pbl.9.25.changed", permit_decided("2026-03-02 10:00")),
                ElementsAre("warn se.pbl.9.25.changed"));
    EXPECT_THAT(
        against(*each, "se.pbl.9.25.changed", permit_decided("2026-03-02 10:00", "refused")),
        IsEmpty());
  }

  harmless.does(judged("2026-02-24 10:00", "se.pbl.9.96.harmless", true));
  EXPECT_THAT(against(harmless, "se.pbl.9.25.changed", permit_decided("2026-03-02 10:00")),
              IsEmpty());
  story.does(heard("2026-02-24 10:00"));
  EXPECT_THAT(judged_by(story, "se.pbl.9.25.changed", permit_decided("2026-03-02 10:00")),
              ElementsAre("fulfilled"));
}

Deed letter(const char* from) {
  Deed deed = material("2026-02-02 10:00");
  deed.with.set("from", Value(from));
  return deed;
}

// SFS 2010:900 9 kap. 26, 98 §§: the applicant gets the material with a time to reply. For him or
// her it takes the place of SFS 2017:900 25 §, which speaks for the neighbour.
TEST(Pair, se_pbl_9_98_comm) {
  for (const char* begun : kBothWordings) {
    Story story = permit(begun);
    story.does(letter("authority"));
    EXPECT_THAT(against(story, "se.pbl.9.98.comm", permit_decided("2026-03-02 10:00")),
                ElementsAre("refuse se.pbl.9.98.comm for A"));
    EXPECT_THAT(against(story, "se.fl.25.comm", permit_decided("2026-03-02 10:00")),
                ElementsAre("refuse se.fl.25.comm for N"));
    Story own = permit(begun);
    own.does(letter("A"));
    EXPECT_THAT(against(own, "se.pbl.9.98.comm", permit_decided("2026-03-02 10:00")), IsEmpty());
    Story needless = permit(begun);
    needless.does(letter("authority"));
    needless.does(judged("2026-02-03 10:00", "se.pbl.9.98.unnecessary", true));
    EXPECT_THAT(against(needless, "se.pbl.9.98.comm", permit_decided("2026-03-02 10:00")),
                IsEmpty());

    story.does(told_of("2026-02-03 10:00", "2026-02-20", "A"));
    EXPECT_THAT(judged_by(story, "se.pbl.9.98.comm", permit_decided("2026-03-02 10:00")),
                ElementsAre("fulfilled"));
  }
}

// SFS 2010:900 9 kap. 26, 98 §§: the fixed time is waited for, unless the reply is final.
TEST(Pair, se_pbl_9_98_wait) {
  for (const char* begun : kBothWordings) {
    Story story = permit(begun);
    Story replied = permit(begun);
    for (Story* each : {&story, &replied}) {
      each->does(letter("authority"));
      each->does(told_of("2026-02-03 10:00", "2026-02-20", "A"));
      EXPECT_THAT(against(*each, "se.pbl.9.98.wait", permit_decided("2026-02-20 15:00")),
                  ElementsAre("refuse se.pbl.9.98.wait for A"));
    }

    replied.does(act("2026-02-10 10:00", "party.replied", {{"final", true}}, "A"));
    EXPECT_THAT(against(replied, "se.pbl.9.98.wait", permit_decided("2026-02-20 15:00")),
                IsEmpty());
    EXPECT_THAT(judged_by(story, "se.pbl.9.98.wait", permit_decided("2026-02-21 10:00")),
                ElementsAre("fulfilled"));
  }
}

// SFS 2010:900 9 kap. 80, 97 §§: in a total-defence area no permit without consent.
TEST(Pair, se_pbl_9_80_consent) {
  const auto answered = [](std::string at, bool consents) {
    return act(std::move(at), "consent.answered", {{"from", "defence"}, {"consents", consents}});
  };
  Story story = building(with(building_facts(kNewer), "defence_area", true));
  EXPECT_THAT(against(story, "se.pbl.9.80.consent", permit_decided("2026-03-02 10:00")),
              ElementsAre("refuse se.pbl.9.80.consent"));
  EXPECT_THAT(against(story, "se.pbl.9.80.consent", permit_decided("2026-03-02 10:00", "refused")),
              IsEmpty());
  Story older = building(with(building_facts(kOlder), "defence_area", true));
  EXPECT_THAT(against(older, "se.pbl.9.80.consent", permit_decided("2026-03-02 10:00")), IsEmpty());
  story.does(answered("2026-02-02 10:00", false));
  EXPECT_THAT(against(story, "se.pbl.9.80.consent", permit_decided("2026-03-02 10:00")),
              ElementsAre("refuse se.pbl.9.80.consent"));

  story.does(answered("2026-02-09 10:00", true));
  EXPECT_THAT(judged_by(story, "se.pbl.9.80.consent", permit_decided("2026-03-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2010:900 9 kap. 24, 93 §§: coordinated with the environmental board.
TEST(Pair, se_pbl_9_24_coord) {
  for (const char* begun : kBothWordings) {
    Story story = building(with(building_facts(begun), "environmental_notification", true));
    Story special = building(with(building_facts(begun), "environmental_notification", true));
    EXPECT_THAT(against(story, "se.pbl.9.24.coord", permit_decided("2026-03-02 10:00")),
                ElementsAre("warn se.pbl.9.24.coord"));

    special.does(judged("2026-02-02 10:00", "se.pbl.9.24.special", true));
    EXPECT_THAT(against(special, "se.pbl.9.24.coord", permit_decided("2026-03-02 10:00")),
                IsEmpty());
    story.does(act("2026-02-02 10:00", "boards.coordinated", {{"with_board", "text"}}));
    EXPECT_THAT(judged_by(story, "se.pbl.9.24.coord", permit_decided("2026-03-02 10:00")),
                ElementsAre("fulfilled"));
  }
}

// SFS 2010:900 9 kap. 27, 99 §§: decided within ten weeks, from a court’s return anew.
TEST(Pair, se_pbl_9_27_decide) {
  for (const char* begun : kBothWordings) {
    const Story unlawful = applied(begun);
    Story lawful = applied(begun);
    lawful.does(permit_decided("2026-03-23 23:00"));

    EXPECT_THAT(unlawful.duties("se.pbl.9.27.decide", "2026-03-24 10:00"),
                ElementsAre("overdue 2026-03-23"));

    EXPECT_THAT(lawful.duties("se.pbl.9.27.decide", "2026-03-24 10:00"),
                ElementsAre("fulfilled 2026-03-23"));
    lawful.does(act("2026-06-01 10:00", "case.remitted"));
    EXPECT_THAT(lawful.duties("se.pbl.9.27.decide", "2026-06-02 10:00"),
                Contains("open 2026-08-10"));
    Story put_off = applied(begun);
    put_off.does(act("2026-03-02 10:00", "decision.deferred", {{"ground", "plan"}}));
    put_off.does(act("2026-03-13 10:00", "deferral.ended"));
    EXPECT_THAT(put_off.clocks("se.pbl.9.27.time", "2026-03-14 10:00"),
                ElementsAre("running 2026-04-02"));
    Story withdrawn = applied(begun);
    withdrawn.does(act("2026-02-02 10:00", "application.withdrawn"));
    EXPECT_THAT(withdrawn.duties("se.pbl.9.27.decide", "2026-03-24 10:00"),
                ElementsAre("lapsed 2026-03-23"));
  }
  // A change and the answer on consent are new starts from 1 December 2025 only.
  for (const Deed& start :
       {act("2026-02-16 10:00", "application.changed", {{"own_initiative", true}}),
        act("2026-02-16 10:00", "consent.answered", {{"consents", true}})}) {
    Story older = applied(kOlder);
    Story newer = applied(kNewer);
    older.does(start);
    newer.does(start);
    EXPECT_THAT(older.clocks("se.pbl.9.27.time", "2026-02-17 10:00"),
                ElementsAre("running 2026-03-23"));
    EXPECT_THAT(newer.clocks("se.pbl.9.27.time", "2026-02-17 10:00"),
                ElementsAre("running 2026-04-27"));
  }
}

/// That more time is needed has been judged.
Story needing_time(const char* begun, const char* kind = "building-permit") {
  Story story = applied(begun, kind);
  story.does(judged("2026-01-20 10:00", "se.pbl.9.99.needed", true));
  return story;
}

// SFS 2010:900 9 kap. 27, 99 §§: extended once, where necessary, with reasons, before the end.
TEST(Pair, se_pbl_9_27_extend) {
  for (const char* begun : kBothWordings) {
    Story story = needing_time(begun);
    Deed silent = extended("2026-03-02 10:00", weeks(6));
    silent.with.erase("reasons");
    EXPECT_THAT(against(story, "se.pbl.9.27.extend", silent),
                ElementsAre("warn se.pbl.9.27.extend"));
    EXPECT_THAT(against(story, "se.pbl.9.27.extend", extended("2026-03-24 10:00", weeks(6))),
                ElementsAre("warn se.pbl.9.27.extend"));
    Story unjudged = applied(begun);
    EXPECT_THAT(against(unjudged, "se.pbl.9.27.extend", extended("2026-03-02 10:00", weeks(6))),
                ElementsAre("warn se.pbl.9.27.extend"));

    EXPECT_THAT(judged_by(story, "se.pbl.9.27.extend", extended("2026-03-23 10:00", weeks(6))),
                ElementsAre("fulfilled"));
    EXPECT_THAT(against(story, "se.pbl.9.27.extend", extended("2026-03-30 10:00", weeks(2))),
                ElementsAre("warn se.pbl.9.27.extend"));
    EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-03-31 10:00"),
                ElementsAre("running 2026-05-04"));
  }
}

// SFS 2010:900 9 kap. 27 a, 100 §§: the applicant is told before the first time ends.
TEST(Pair, se_pbl_9_27_told) {
  for (const char* begun : kBothWordings) {
    Story unlawful = needing_time(begun);
    Story lawful = needing_time(begun);
    for (Story* story : {&unlawful, &lawful}) story->does(extended("2026-03-02 10:00", weeks(6)));
    lawful.does(act("2026-03-23 10:00", "extension.notified", {{"reasons", "text"}}, "A"));

    EXPECT_THAT(unlawful.duties("se.pbl.9.27.told", "2026-03-24 10:00"),
                ElementsAre("overdue 2026-03-23"));

    EXPECT_THAT(lawful.duties("se.pbl.9.27.told", "2026-03-24 10:00"),
                ElementsAre("fulfilled 2026-03-23"));
  }
}

// SFS 2010:900 9 kap. 27, 99 §§, SFS 2011:338 6 kap. 5 §: ten weeks more at most, or four.
TEST(Pair, se_pbl_9_27_cap) {
  for (const char* begun : kBothWordings) {
    Story story = needing_time(begun);
    Story notified = needing_time(begun, "building-notification");
    EXPECT_THAT(against(story, "se.pbl.9.27.cap", extended("2026-02-02 10:00", weeks(11))),
                ElementsAre("warn se.pbl.9.27.cap"));
    EXPECT_THAT(against(notified, "se.pbl.9.27.cap", extended("2026-02-02 10:00", weeks(5))),
                ElementsAre("warn se.pbl.9.27.cap"));

    EXPECT_THAT(against(story, "se.pbl.9.27.cap", extended("2026-02-02 10:00", weeks(10))),
                IsEmpty());
    EXPECT_THAT(against(notified, "se.pbl.9.27.cap", extended("2026-02-02 10:00", weeks(4))),
                IsEmpty());
    story.does(extended("2026-02-02 10:00", weeks(11)));
    EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-02-03 10:00"),
                ElementsAre("running 2026-06-01"));
  }
}

// SFS 2010:900 9 kap. 45–46 §§, SFS 2011:338 6 kap. 5 §: a notification within four weeks.
TEST(Pair, se_pbl_9_45_decide) {
  for (const char* begun : kBothWordings) {
    const Story unlawful = applied(begun, "building-notification");
    Story lawful = applied(begun, "building-notification");
    lawful.does(act("2026-02-09 10:00", "start-permission.given", {{"content", "text"}}));

    EXPECT_THAT(unlawful.duties("se.pbl.9.45.decide", "2026-02-10 10:00"),
                ElementsAre("overdue 2026-02-09"));
    EXPECT_THAT(unlawful.duties("se.pbl.9.27.decide", "2026-02-10 10:00"), IsEmpty());

    EXPECT_THAT(lawful.duties("se.pbl.9.45.decide", "2026-02-10 10:00"),
                ElementsAre("fulfilled 2026-02-09"));
  }
}

// SFS 2010:900 9 kap. 45–46 §§, SFS 2011:338 6 kap. 5 §: extended once.
TEST(Pair, se_pbl_9_45_extend) {
  for (const char* begun : kBothWordings) {
    Story story = needing_time(begun, "building-notification");
    EXPECT_THAT(against(story, "se.pbl.9.45.extend", extended("2026-02-10 10:00", weeks(4))),
                ElementsAre("warn se.pbl.9.45.extend"));

    EXPECT_THAT(judged_by(story, "se.pbl.9.45.extend", extended("2026-02-09 10:00", weeks(4))),
                ElementsAre("fulfilled"));
    EXPECT_THAT(against(story, "se.pbl.9.45.extend", extended("2026-02-16 10:00", weeks(1))),
                ElementsAre("warn se.pbl.9.45.extend"));
    EXPECT_THAT(story.clocks("se.pbl.9.45.time", "2026-02-17 10:00"),
                ElementsAre("running 2026-03-09"));
  }
}

// SFS 2010:900 9 kap. 45–46, 100 §§, SFS 2011:338 6 kap. 5 §: who notified is told of the
// extension.
TEST(Pair, se_pbl_9_45_told) {
  for (const char* begun : kBothWordings) {
    Story unlawful = needing_time(begun, "building-notification");
    Story lawful = needing_time(begun, "building-notification");
    for (Story* story : {&unlawful, &lawful}) story->does(extended("2026-02-02 10:00", weeks(4)));
    lawful.does(act("2026-02-09 10:00", "extension.notified", {{"reasons", "text"}}, "A"));

    EXPECT_THAT(unlawful.duties("se.pbl.9.45.told", "2026-02-10 10:00"),
                ElementsAre("overdue 2026-02-09"));

    EXPECT_THAT(lawful.duties("se.pbl.9.45.told", "2026-02-10 10:00"),
                ElementsAre("fulfilled 2026-02-09"));
  }
}

// SFS 2010:900 12 kap. 8 a §: a fifth for each week begun. The last day is Monday 23 March 2026, of
// a notification Monday 9 February.
TEST(Pair, se_pbl_12_8a_fee) {
  struct Row {
    int days_late;
    const char* reduction;
  };
  const auto fee = [](std::string_view reduction) {
    return act("2026-06-20 10:00", "fee.decided",
               {{"reduction", share(reduction)}, {"reckoning", "text"}});
  };
  const auto late = [](const char* last_day, int days) {
    return to_string(day(last_day) + std::chrono::days(days)) + " 10:00";
  };
  for (const char* begun : kBothWordings) {
    for (const Row& row : {Row{0, "0"}, Row{1, "0.2"}, Row{7, "0.2"}, Row{8, "0.4"}, Row{28, "0.8"},
                           Row{29, "1"}, Row{60, "1"}}) {
      Story permit_case = applied(begun);
      permit_case.does(permit_decided(late("2026-03-23", row.days_late)));
      Story notification = applied(begun, "building-notification");
      notification.does(permit_decided(late("2026-02-09", row.days_late)));
      for (Story* story : {&permit_case, &notification}) {
        EXPECT_THAT(against(*story, "se.pbl.12.8a.fee", fee("0.1")),
                    ElementsAre("refuse se.pbl.12.8a.fee"));
        Deed unshown = fee(row.reduction);
        unshown.with.erase("reckoning");
        EXPECT_THAT(against(*story, "se.pbl.12.8a.fee", unshown),
                    ElementsAre("refuse se.pbl.12.8a.fee"));

        EXPECT_THAT(judged_by(*story, "se.pbl.12.8a.fee", fee(row.reduction)),
                    ElementsAre("fulfilled"))
            << row.days_late;
      }
    }
    Story withdrawn = applied(begun);
    withdrawn.does(act("2026-02-02 10:00", "application.withdrawn"));
    EXPECT_THAT(against(withdrawn, "se.pbl.12.8a.fee", fee("0")), IsEmpty());
  }
}

// SFS 2010:900 5 kap. 4 §: a planning notice within four months, unless otherwise agreed.
TEST(Pair, se_pbl_5_4_planbesked) {
  for (const char* begun : kBothWordings) {
    Story unlawful = permit(begun);
    Story lawful = permit(begun);
    Story agreed = permit(begun);
    for (Story* story : {&unlawful, &lawful, &agreed})
      story->does(act("2026-01-12 10:00", "planning-notice.requested", {{"complete", true}}));
    lawful.does(act("2026-05-12 10:00", "planning-notice.given", {{"outcome", "yes"}}));
    agreed.does(act("2026-02-02 10:00", "planning-notice.agreed"));

    EXPECT_THAT(unlawful.duties("se.pbl.5.4.planbesked", "2026-05-13 10:00"),
                ElementsAre("overdue 2026-05-12"));

    EXPECT_THAT(lawful.duties("se.pbl.5.4.planbesked", "2026-05-13 10:00"),
                ElementsAre("fulfilled 2026-05-12"));
    EXPECT_THAT(agreed.duties("se.pbl.5.4.planbesked", "2026-05-13 10:00"),
                ElementsAre("resting 2026-05-12"));
    Story unfinished = permit(begun);
    unfinished.does(act("2026-01-12 10:00", "planning-notice.requested", {{"complete", false}}));
    EXPECT_THAT(unfinished.duties("se.pbl.5.4.planbesked", "2026-05-13 10:00"), IsEmpty());
  }
}

// SFS 2010:900 9 kap. 41, 108 §§: served on the applicant; not on a neighbour without unmet views.
TEST(Pair, se_pbl_9_41) {
  for (const char* begun : kBothWordings) {
    Story unlawful = permit(begun);
    Story lawful = permit(begun);
    Story needless = permit(begun);
    for (Story* story : {&unlawful, &lawful, &needless})
      story->does(permit_decided("2026-03-02 10:00"));
    unlawful.does(act("2026-03-03 09:00", "notice.dispatched",
                      {{"form", "ordinary"}}));  // sent is not served
    unlawful.does(notified("2026-03-03 10:00", "A", "2026-03-03"));
    Deed proved = notified("2026-03-03 10:00", "A", "2026-03-03");
    proved.with.set("evidence", Value("receipt"));
    lawful.does(proved);
    needless.does(judged("2026-03-03 10:00", "se.pbl.9.108.unnecessary", true));

    EXPECT_THAT(unlawful.duties("se.pbl.9.41", "2026-03-24 10:00"),
                ElementsAre("overdue 2026-03-23"));

    EXPECT_THAT(lawful.duties("se.pbl.9.41", "2026-03-24 10:00"),
                ElementsAre("fulfilled 2026-03-23"));
    EXPECT_THAT(needless.duties("se.pbl.9.41", "2026-03-24 10:00"),
                ElementsAre("resting 2026-03-23"));
  }
}

// SFS 2010:900 9 kap. 41 a, 109 §§: published, in the gazette or from 1 December 2025 on the notice
// board.
TEST(Pair, se_pbl_9_41_publish) {
  for (const char* begun : kBothWordings) {
    Story unlawful = permit(begun);
    Story lawful = permit(begun);
    Story refused = permit(begun);
    for (Story* story : {&unlawful, &lawful}) story->does(permit_decided("2026-03-02 10:00"));
    refused.does(permit_decided("2026-03-02 10:00", "refused"));
    unlawful.does(
        published("2026-03-03 10:00", "2026-03-03", place_of(is_older(begun) ? kNewer : kOlder)));
    lawful.does(published("2026-03-03 10:00", "2026-03-03", place_of(begun)));

    EXPECT_THAT(unlawful.duties("se.pbl.9.41.publish", "2026-03-10 10:00"),
                ElementsAre("overdue 2026-03-09"));
    EXPECT_THAT(refused.duties("se.pbl.9.41.publish", "2026-03-10 10:00"), IsEmpty());

    EXPECT_THAT(lawful.duties("se.pbl.9.41.publish", "2026-03-10 10:00"),
                ElementsAre("fulfilled 2026-03-09"));
  }
}

// SFS 2010:900 9 kap. 41 b, 110 §§: a message at the latest on the day of publication.
TEST(Pair, se_pbl_9_41_neighbours) {
  const auto told = [](std::string at, const char* by) {
    return act(std::move(at), "neighbours.told", {{"by", by}}, "N");
  };
  for (const char* begun : kBothWordings) {
    Story unlawful = permit(begun);
    Story lawful = permit(begun);
    Story needless = permit(begun);
    for (Story* story : {&unlawful, &lawful, &needless}) {
      story->does(permit_decided("2026-03-02 10:00"));
      story->does(published("2026-03-04 10:00", "2026-03-04", place_of(begun)));
    }
    unlawful.does(told("2026-03-04 15:00", "publication"));
    unlawful.does(told("2026-03-05 10:00", "message"));
    lawful.does(told("2026-03-04 15:00", "message"));
    needless.does(judged("2026-03-04 15:00", "se.pbl.9.110.no-matter", true));

    EXPECT_THAT(unlawful.duties("se.pbl.9.41.neighbours", "2026-03-05 15:00"),
                ElementsAre("late 2026-03-04"));

    EXPECT_THAT(lawful.duties("se.pbl.9.41.neighbours", "2026-03-05 15:00"),
                ElementsAre("fulfilled 2026-03-04"));
    EXPECT_THAT(needless.duties("se.pbl.9.41.neighbours", "2026-03-05 15:00"),
                ElementsAre("resting 2026-03-04"));
  }
}

// SFS 2010:900 9 kap. 41 a–b, 109–110 §§: publication takes the place of SFS 2017:900 33 § for one
// who is not served with a permit.
TEST(Pair, se_pbl_9_41_others) {
  for (const char* begun : kBothWordings) {
    Story lawful = permit(begun);
    lawful.does(permit_decided("2026-03-02 10:00"));
    Story refused = building(with(building_facts(begun), "granted", false));
    refused.does(permit_decided("2026-03-02 10:00", "refused"));

    EXPECT_THAT(lawful.duties("se.fl.33.notify", "2026-03-10 10:00", "N"), IsEmpty());
    EXPECT_THAT(lawful.duties("se.fl.33.notify", "2026-03-10 10:00", "A"),
                ElementsAre("overdue 2026-03-09"));
    EXPECT_THAT(refused.duties("se.fl.33.notify", "2026-03-10 10:00", "N"),
                ElementsAre("overdue 2026-03-09"));
  }
}

/// Decided and published on Friday 10 April 2026.
Story open_to_appeal(const char* begun) {
  Story story = permit(begun);
  story.does(permit_decided("2026-04-08 10:00"));
  story.does(published("2026-04-10 10:00", "2026-04-10", place_of(begun)));
  return story;
}

// SFS 2010:900 13 kap. 16 § 3 st.: three weeks from one week after the publication, in the place
// of SFS 2017:900 44 §.
TEST(Pair, se_pbl_13_16) {
  for (const char* begun : kBothWordings) {
    Story story = open_to_appeal(begun);
    EXPECT_THAT(story.clocks("se.pbl.13.16.appeal", "2026-04-13 10:00"),
                ElementsAre("running 2026-05-08"));
    EXPECT_THAT(against(story, "se.pbl.13.16", appealed_by("2026-05-09 10:00", "N")),
                ElementsAre("record se.pbl.13.16 for N"));
    EXPECT_THAT(against(story, "se.fl.44.time", appealed_by("2026-05-09 10:00", "N")), IsEmpty());
    Story elsewhere = permit(begun);
    elsewhere.does(permit_decided("2026-04-08 10:00"));
    elsewhere.does(published("2026-04-10 10:00", "2026-04-10", "newspaper"));
    EXPECT_THAT(elsewhere.clocks("se.pbl.13.16.appeal", "2026-04-13 10:00"), ElementsAre("none"));

    EXPECT_THAT(judged_by(story, "se.pbl.13.16", appealed_by("2026-05-08 23:00", "N")),
                ElementsAre("fulfilled"));
    EXPECT_THAT(against(story, "se.pbl.13.16", appealed_by("2026-05-09 10:00", "A")), IsEmpty());
  }
}

// SFS 2010:900 13 kap. 16 § 3 st., SFS 2017:900 45 §: the test agrees with the publication.
TEST(Pair, se_pbl_13_16_count) {
  const auto tested = [](bool in_time) {
    return act("2026-05-11 10:00", "timeliness.tested", {{"appellant", "N"}, {"in_time", in_time}},
               "N");
  };
  for (const char* begun : kBothWordings) {
    Story late = open_to_appeal(begun);
    late.does(appealed_by("2026-05-09 10:00", "N"));
    Story timely = open_to_appeal(begun);
    timely.does(appealed_by("2026-05-08 10:00", "N"));

    EXPECT_THAT(against(late, "se.pbl.13.16.count", tested(true)),
                ElementsAre("warn se.pbl.13.16.count for N"));
    EXPECT_THAT(against(late, "se.fl.45.count", tested(false)), IsEmpty());
    EXPECT_THAT(against(timely, "se.pbl.13.16.count", tested(false)),
                ElementsAre("warn se.pbl.13.16.count for N"));

    EXPECT_THAT(judged_by(late, "se.pbl.13.16.count", tested(false)), ElementsAre("fulfilled"));
    EXPECT_THAT(judged_by(timely, "se.pbl.13.16.count", tested(true)), ElementsAre("fulfilled"));
  }
}

// SFS 2010:900 9 kap. 42 a §, wording to 30 November 2025: four weeks after the publication and not
// before the start permission. A holder's breach is recorded, never refused.
TEST(Pair, se_pbl_9_42a) {
  Story story = open_to_appeal(kOlder);
  const auto work = [](std::string at) { return act(std::move(at), "work.started"); };
  EXPECT_THAT(against(story, "se.pbl.9.42a", work("2026-05-08 10:00")),
              ElementsAre("record se.pbl.9.42a"));
  story.does(act("2026-04-13 10:00", "start-permission.given", {{"content", "text"}}));
  EXPECT_THAT(against(story, "se.pbl.9.42a", work("2026-05-07 10:00")),
              ElementsAre("record se.pbl.9.42a"));
  Story newer = open_to_appeal(kNewer);
  EXPECT_THAT(against(newer, "se.pbl.9.42a", work("2026-04-13 10:00")), IsEmpty());

  EXPECT_THAT(against(story, "se.pbl.9.42a", work("2026-05-08 10:00")), IsEmpty());
  story.does(judged("2026-04-14 10:00", "se.pbl.9.42a.interest", true));
  EXPECT_THAT(judged_by(story, "se.pbl.9.42a", work("2026-04-15 10:00")), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-04-15 11:00")), IsEmpty());
}

// SFS 2010:900 9 kap. 114 §, 10 kap. 3 §: the permit applies at once, the work waits for the start
// permission, and for finality where that is ordered.
TEST(Pair, se_pbl_9_114) {
  const auto work = [](std::string at) { return act(std::move(at), "work.started"); };
  const Deed start = act("2026-04-13 10:00", "start-permission.given", {{"content", "text"}});
  Story story = open_to_appeal(kNewer);
  EXPECT_THAT(against(story, "se.pbl.9.114", work("2026-04-14 10:00")),
              ElementsAre("record se.pbl.9.114"));
  Story held = permit(kNewer);
  held.does(made("2026-04-08 10:00", {{"outcome", "granted"}, {"effect_from_finality", true}}));
  held.does(start);
  EXPECT_THAT(against(held, "se.pbl.9.114", work("2026-04-14 10:00")),
              ElementsAre("record se.pbl.9.114"));

  story.does(start);
  EXPECT_THAT(judged_by(story, "se.pbl.9.114", work("2026-04-14 10:00")), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-04-14 11:00")), IsEmpty());
  Story notification = building(building_facts(kNewer, "building-notification"));
  notification.does(permit_decided("2026-04-08 10:00"));
  EXPECT_THAT(against(notification, "se.fl.35.enforce", enforced("2026-04-14 11:00")),
              ElementsAre("refuse se.fl.35.enforce"));
}

// SFS 2010:900 9 kap. 114 § 2 st.: tied to finality where irreparable harm is at risk.
TEST(Pair, se_pbl_9_114_hold) {
  Story story = building(with(building_facts(kNewer), "sensitive_place", true));
  Deed held = permit_decided("2026-03-02 10:00");
  held.with.set("effect_from_finality", Value(true));
  EXPECT_THAT(against(story, "se.pbl.9.114.hold", permit_decided("2026-03-02 10:00")),
              ElementsAre("warn se.pbl.9.114.hold"));
  EXPECT_THAT(against(story, "se.pbl.9.114.hold", permit_decided("2026-03-02 10:00", "refused")),
              IsEmpty());
  Story older = building(with(building_facts(kOlder), "sensitive_place", true));
  EXPECT_THAT(against(older, "se.pbl.9.114.hold", permit_decided("2026-03-02 10:00")), IsEmpty());

  EXPECT_THAT(against(story, "se.pbl.9.114.hold", held), IsEmpty());
  story.does(judged("2026-02-02 10:00", "se.pbl.9.114.harm", false));
  EXPECT_THAT(judged_by(story, "se.pbl.9.114.hold", permit_decided("2026-03-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2010:900 9 kap. 101 §: a case sent back has its time anew, and with it the one extension.
TEST(Hidden, ACaseSentBackMayBeExtendedAnew_se_pbl_9_27_extend) {
  for (const char* begun : kBothWordings) {
    Story story = applied(begun);
    story.does(judged("2026-03-02 09:00", "se.pbl.9.99.needed", true));
    story.does(extended("2026-03-02 10:00", weeks(6)));
    EXPECT_THAT(against(story, "se.pbl.9.27.extend", extended("2026-03-03 10:00", weeks(1))),
                ElementsAre("warn se.pbl.9.27.extend"));
    story.does(permit_decided("2026-03-30 10:00"));

    story.does(act("2026-09-07 10:00", "case.remitted"));

    EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-09-08 10:00"),
                ElementsAre("running 2026-11-16"));
    EXPECT_THAT(against(story, "se.pbl.9.27.extend", extended("2026-09-09 10:00", weeks(2))),
                IsEmpty());
    story.does(extended("2026-09-09 10:00", weeks(2)));
    EXPECT_THAT(story.clocks("se.pbl.9.27.time", "2026-09-10 10:00"),
                ElementsAre("running 2026-11-30"));
  }
}

// SFS 2017:725 6 kap. 37 §: a start permission is a decision of the board's, which it may delegate.
TEST(Hidden, AStartPermissionIsDelegated_se_kl_7_5) {
  EXPECT_TRUE(permit(kNewer)
                  .monitor()
                  .law()
                  .acts_named("delegable")
                  ->contains(ActType("start-permission.given")));
}

}  // namespace
}  // namespace lagrum::law
