#include "tck.h"

#include <gtest/gtest.h>

#include <iostream>

#include "support/shared.h"

namespace lagrum::test {
namespace {

/// Result nodes of compliance level 2 that pass, in all and of those that expect a value. They may
/// rise.
constexpr int kLevel2Passed = 126;
constexpr int kLevel2ValuesPassed = 110;

TEST(DmnTck, Level2DoesNotFallBehind) {
  const auto shared = shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/dmn-tck";

  const TckTally tally = run_tck_folder(*shared / "conformance" / "dmn-tck" / "compliance-level-2");

  std::cout << "passed " << tally.passed << " of " << tally.total << ", of which value cases "
            << tally.values_passed << " of " << tally.values << "\n";
  for (const std::string& failure : tally.failures) std::cout << "  " << failure << "\n";
  EXPECT_GE(tally.passed, kLevel2Passed);
  EXPECT_GE(tally.values_passed, kLevel2ValuesPassed);
}

}  // namespace
}  // namespace lagrum::test
