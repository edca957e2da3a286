#include "tck.h"

#include <gtest/gtest.h>

#include <iostream>

#include "support/shared.h"

namespace lagrum::test {
namespace {

/// Result nodes of a compliance level that pass, in all and of those that expect a value. They may
/// rise.
struct Ratchet {
  const char* level;
  int passed;
  int values_passed;
};

void PrintTo(const Ratchet& ratchet, std::ostream* out) { *out << ratchet.level; }

class DmnTck : public testing::TestWithParam<Ratchet> {};

TEST_P(DmnTck, DoesNotFallBehind) {
  const auto shared = shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/dmn-tck";
  const std::string folder = std::string("compliance-level-") + GetParam().level;

  const TckTally tally = run_tck_folder(*shared / "conformance" / "dmn-tck" / folder);

  std::cout << report(tally);
  EXPECT_GE(tally.passed, GetParam().passed);
  EXPECT_GE(tally.values_passed, GetParam().values_passed);
}

INSTANTIATE_TEST_SUITE_P(Levels, DmnTck,
                         testing::Values(Ratchet{"2", 126, 110}, Ratchet{"3", 2388, 1370}),
                         [](const testing::TestParamInfo<Ratchet>& row) {
                           return std::string("Level") + row.param.level;
                         });

}  // namespace
}  // namespace lagrum::test
