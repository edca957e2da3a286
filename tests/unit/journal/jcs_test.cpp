// What is hashed is written as RFC 8785 says. Pairs of cyberphone/json-canonicalization.
#include <gtest/gtest.h>

#include "lagrum/json.h"
#include "support/shared.h"

namespace lagrum::journal {
namespace {

struct PairRow {
  const char* name;
  bool in_profile;  ///< fractions and exponents are not
};

void PrintTo(const PairRow& row, std::ostream* out) { *out << row.name; }

class JcsPair : public testing::TestWithParam<PairRow> {};

TEST_P(JcsPair, IsWrittenCanonicallyOrRefused) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found";
  const auto folder = *shared / "conformance/interop/audit/jcs-testdata";
  const std::string file = std::string(GetParam().name) + ".json";

  const auto json = parse_json(test::read_bytes(folder / "input" / file));

  ASSERT_EQ(json.has_value(), GetParam().in_profile);
  if (!json) return;
  EXPECT_EQ(canonical(*json).value(), test::read_bytes(folder / "output" / file));
}

INSTANTIATE_TEST_SUITE_P(Rfc8785, JcsPair,
                         testing::Values(PairRow{"arrays", true}, PairRow{"french", true},
                                         PairRow{"structures", false}, PairRow{"unicode", true},
                                         PairRow{"values", false}, PairRow{"weird", true}),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace lagrum::journal
