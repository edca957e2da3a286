#include "verify/chooser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lagrum::verify {
namespace {

using ::testing::ElementsAre;

TEST(Chooser, MakesEveryCombinationOfWhatIsAsked) {
  Chooser chooser;
  std::vector<std::string> made;
  do {
    std::string run = std::to_string(chooser.pick(2));
    if (run == "1") run += std::to_string(chooser.pick(3));
    made.push_back(run);
  } while (chooser.next());

  EXPECT_THAT(made, ElementsAre("0", "10", "11", "12"));
}

TEST(Chooser, RunsOnceWhereNothingIsAsked) {
  Chooser chooser;

  EXPECT_FALSE(chooser.next());
  EXPECT_EQ(chooser.pick(1), 0U);
  EXPECT_FALSE(chooser.next());
}

}  // namespace
}  // namespace lagrum::verify
