// The decision, and its change: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2017:900 31 §: a written decision shows its day, what it says, who decided, who presented and
// who took part.
TEST(Pair, se_fl_31_items) {
  Story story = general();
  for (const char* item : {"date", "content", "deciders", "rapporteurs", "participants"}) {
    Deed without = made("2026-11-20 10:00");
    without.with.erase(item);
    EXPECT_THAT(against(story, "se.fl.31.items", without), ElementsAre("refuse se.fl.31.items"))
        << item;
  }

  EXPECT_THAT(judged_by(story, "se.fl.31.items", made("2026-11-20 10:00")),
              ElementsAre("fulfilled"));

  // An automated decision has nobody who decided; a spoken one has no document.
  Deed automated = made("2026-11-21 10:00", {{"automated", true}});
  automated.with.erase("deciders");
  EXPECT_THAT(judged_by(story, "se.fl.31.items", automated), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.fl.31.items",
                      act("2026-11-22 10:00", "decision.made", {{"written", false}})),
              IsEmpty());
}

// SFS 2017:900 32 §: a decision carries clarifying reasons, unless obviously unnecessary.
TEST(Pair, se_fl_32_reasons) {
  Story story = general();
  Deed bare = made("2026-11-20 10:00");
  bare.with.erase("reasons");
  Story excepted = general();
  excepted.does(judged("2026-11-19 10:00", "se.fl.32.unnecessary", true));

  EXPECT_THAT(against(story, "se.fl.32.reasons", bare), ElementsAre("refuse se.fl.32.reasons"));

  EXPECT_THAT(judged_by(story, "se.fl.32.reasons", made("2026-11-20 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(excepted, "se.fl.32.reasons", bare), IsEmpty());
}

// SFS 2017:900 37 § 2 st.: a favourable decision is changed to a party's detriment only for one of
// three grounds.
TEST(Pair, se_fl_37_favour) {
  const Deed changed = act("2026-12-10 10:00", "decision.changed",
                           decision({{"to", "text"}, {"favourable", true}, {"detriment", true}}));
  Story unlawful = general();
  unlawful.does(made("2026-11-20 10:00"));

  EXPECT_THAT(against(unlawful, "se.fl.37.favour", changed), ElementsAre("refuse se.fl.37.favour"));

  for (const char* ground : {"se.fl.37.reservation", "se.fl.37.safety", "se.fl.37.misled"}) {
    Story lawful = general();
    lawful.does(made("2026-11-20 10:00"));
    lawful.does(judged("2026-12-09 10:00", ground, true));
    EXPECT_THAT(judged_by(lawful, "se.fl.37.favour", changed), ElementsAre("fulfilled")) << ground;
  }

  for (const char* other : {"favourable", "detriment"}) {
    Deed free = changed;
    free.with.set(other, Value(false));
    EXPECT_THAT(against(unlawful, "se.fl.37.favour", free), IsEmpty()) << other;
  }
}

}  // namespace
}  // namespace lagrum::law
