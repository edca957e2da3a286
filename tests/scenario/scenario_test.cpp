#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "support/house.h"

namespace lagrum {
namespace {

using test::House;

TEST(Workflows, LoadWithoutAFinding) {
  std::string found;
  for (const Diagnostic& diagnostic : House::get().findings())
    found += to_string(diagnostic) + "\n";

  EXPECT_TRUE(House::get().loaded()) << found;
  EXPECT_EQ(found, "");
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, ComesOutAsWritten) {
  ASSERT_TRUE(House::get().loaded());
  Diagnostics diagnostics;

  const auto report =
      scenario::run(GetParam(), House::get().workspace(), House::get().surroundings(), diagnostics);

  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  std::string failures;
  for (const scenario::Failure& failure : report->failures)
    failures += to_string(failure.source) + ": " + failure.message + "\n";
  EXPECT_EQ(failures, "");
  EXPECT_GT(report->checks, 0U);
}

std::string name_of(const testing::TestParamInfo<std::string>& parameter) {
  std::string name = parameter.param;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Shipped, Scenario, testing::ValuesIn(test::shipped_scenarios()), name_of);

TEST(Story, IsToldWhereItRefersToAMissingFile) {
  ASSERT_TRUE(House::get().loaded());
  const std::string name = "workflows/se/kontakt/scenarios/06-promise-broken.xml";
  scenario::Surroundings surroundings = House::get().surroundings();
  surroundings.read = [&](const std::string& path) -> Result<std::string> {
    LAGRUM_ASSIGN(std::string bytes, test::read_source(path));
    if (path == name) bytes.replace(bytes.find("02-promise-kept"), 2, "99");
    return bytes;
  };
  Diagnostics diagnostics;

  const auto report = scenario::run(name, House::get().workspace(), surroundings, diagnostics);

  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  ASSERT_EQ(report->failures.size(), 1U);
  EXPECT_EQ(report->failures[0].source.file, name);
  EXPECT_EQ(report->failures[0].source.line, 7U);
  EXPECT_THAT(report->failures[0].message, testing::HasSubstr("99-promise-kept.xml"));
}

TEST(Workflows, HaveEveryTransitionTakenBySomeScenario) {
  ASSERT_TRUE(House::get().loaded());
  std::set<std::string> left;
  for (const auto& workflow : House::get().workspace().workflows()) {
    for (const std::string& transition : workflow.transitions)
      left.insert(workflow.id + ": " + transition);
  }

  for (const std::string& file : test::shipped_scenarios()) {
    Diagnostics diagnostics;
    const auto report =
        scenario::run(file, House::get().workspace(), House::get().surroundings(), diagnostics);
    ASSERT_TRUE(report.has_value()) << to_string(report.error());
    const std::string id = report->workflow.substr(0, report->workflow.find('@'));
    for (const std::string& transition : report->transitions) left.erase(id + ": " + transition);
  }

  EXPECT_THAT(left, testing::IsEmpty());
}

}  // namespace
}  // namespace lagrum
