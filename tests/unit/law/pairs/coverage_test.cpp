// Each shipped norm has a pair, and each pair a norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::IsEmpty;

const std::vector<std::string> kShippedPacks = {
    "se.alcohol",       "se.building", "se.environment", "se.flammables",
    "se.public-places", "se.tobacco",  "se.municipal",   "se.administrative"};

/// A norm's id as the name of a test: "se.fl.16-18.jav" is se_fl_16_18_jav.
std::string test_name(std::string id) {
  std::replace_if(
      id.begin(), id.end(), [](char c) { return c == '.' || c == '-'; }, '_');
  return id;
}

std::set<std::string> registered() {
  std::set<std::string> names;
  const ::testing::UnitTest& program = *::testing::UnitTest::GetInstance();
  for (int i = 0; i < program.total_test_suite_count(); ++i) {
    const ::testing::TestSuite& suite = *program.GetTestSuite(i);
    if (std::string_view(suite.name()) != "Pair") continue;
    for (int j = 0; j < suite.total_test_count(); ++j) names.insert(suite.GetTestInfo(j)->name());
  }
  return names;
}

TEST(Pairs, CoverEveryShippedNorm) {
  std::set<std::string> without_norm = registered();
  std::set<std::string> without_pair;
  const Law law = shipped_law(kShippedPacks);
  for (const Norm& norm : law.norms()) without_pair.insert(test_name(norm.id));

  for (const std::string& name : registered()) without_pair.erase(name);
  for (const Norm& norm : law.norms()) without_norm.erase(test_name(norm.id));

  EXPECT_THAT(without_pair, IsEmpty());
  EXPECT_THAT(without_norm, IsEmpty());
}

/// Places of conditions that a refusal could only show as an expression.
std::vector<std::string> unspoken(const std::string& norm,
                                  const std::vector<Condition>& conditions) {
  std::vector<std::string> found;
  for (const Condition& condition : conditions) {
    if (condition.kind == Condition::Kind::kNot) continue;  // says what may not be, not what must
    if (condition.kind == Condition::Kind::kGiven && condition.title.empty())
      found.push_back(norm + ": " + condition.that.text());
    for (std::string& inner : unspoken(norm, condition.inner)) found.push_back(std::move(inner));
  }
  return found;
}

TEST(Refusals, OfTheShippedPacksShowNoExpression) {
  const Law law = shipped_law(kShippedPacks);

  for (const Norm& norm : law.norms()) {
    if (const auto* forbid = std::get_if<Forbid>(&norm.content)) {
      EXPECT_THAT(unspoken(norm.id, forbid->until), IsEmpty());
    }
    if (const auto* power = std::get_if<Power>(&norm.content)) {
      EXPECT_THAT(unspoken(norm.id, power->conditions), IsEmpty());
    }
  }
}

}  // namespace
}  // namespace lagrum::law
