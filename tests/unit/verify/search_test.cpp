#include "verify/search.h"

#include <gtest/gtest.h>

#include "cases/workspace_state.h"
#include "support/house.h"

namespace lagrum::verify {
namespace {

Found found(const char* workflow, const std::string& norm, std::size_t early_look) {
  const auto* loaded = *test::House::get().workspace().state()->newest(WorkflowId(workflow));
  const law::Law& law = loaded->law;
  Aim aim;
  aim.begun = parse_date("2026-03-02").value();
  aim.lifting = Lifting::kNone;
  std::size_t index = 0;
  while (law.norms()[index].id != norm) ++index;
  Observer observer(law, index, aim);
  Steps steps(loaded->chart, law, observer.view());
  Reach reach;
  reach.early_look = early_look;
  return search(steps, observer, reach);
}

TEST(Search, EndsWithADutyThatNothingOfWhatItSawCanMeet) {
  const Found whole = found("se.bygglov", "se.osl.5.1", kProductStatesMax);
  ASSERT_TRUE(whole.complete);
  ASSERT_TRUE(whole.hopeless);
  const Found early = found("se.bygglov", "se.osl.5.1", 1);
  ASSERT_TRUE(early.hopeless);
  EXPECT_FALSE(early.complete);
  EXPECT_LT(early.states, whole.states);
  EXPECT_GE(early.hopeless->size(), whole.hopeless->size());
}

TEST(Search, TakesWhatItDidNotSeeForAWayToMeetADuty) {
  const Found whole = found("se.bygglov", "se.fl.12.request", kProductStatesMax);
  ASSERT_TRUE(whole.judged);
  ASSERT_FALSE(whole.hopeless);
  const Found early = found("se.bygglov", "se.fl.12.request", 1);
  EXPECT_FALSE(early.hopeless);
  EXPECT_TRUE(early.complete);
  EXPECT_EQ(early.states, whole.states);
}

}  // namespace
}  // namespace lagrum::verify
