#include <gtest/gtest.h>

#include "irp_suite.h"
#include "support/shared.h"

// The W3C implementation report's tests for SCXML 1.0, read as templates, with FEEL as datamodel.
namespace lagrum::statechart {
namespace {

// A ratchet: a manifest with more tests raises them, none may pass fewer.
constexpr std::size_t kMandatory = 115;
constexpr std::size_t kOptional = 1;

TEST(ScxmlConformance, PassesEveryAutomatedTestOfWhatIsThere) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/scxml-irp";

  const Result<IrpReport> report = run_irp(*shared / "conformance" / "scxml-irp");

  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  for (const std::string& line : report->failed) ADD_FAILURE() << line;
  EXPECT_GE(report->mandatory.passed, kMandatory);
  EXPECT_GE(report->optional.passed, kOptional);
}

}  // namespace
}  // namespace lagrum::statechart
