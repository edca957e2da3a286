// The shipped workflows that are verified in a second: their written reasons hold, and so do their
// pages.
#include <gtest/gtest.h>

#include <map>

#include "lagrum/review.h"
#include "soundness.h"
#include "support/house.h"

namespace lagrum::review {
namespace {

class Shipped : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    report_ = &report_of(GetParam());
    const std::string file = "workflows/se/" + GetParam() + "/" + std::string(kVerdictsFile);
    const std::string bytes = test::read_source(file).value();
    Diagnostics diagnostics;
    reasons_ = Reasons::load(xml::Document::parse(bytes, file).value(),
                             test::House::get().workspace(), diagnostics)
                   .value();
  }

  /// Searched once for all the tests.
  static const verify::Report& report_of(const std::string& name) {
    static std::map<std::string, verify::Report> reports;
    auto found = reports.find(name);
    if (found == reports.end()) {
      found =
          reports
              .emplace(
                  name,
                  verify::check(test::House::get().workspace(), WorkflowId("se." + name)).value())
              .first;
    }
    return found->second;
  }

  const verify::Report* report_ = nullptr;
  Reasons reasons_;
};

TEST_P(Shipped, IsAsItsWrittenReasonsSay) {
  for (const Difference& each : compare(reasons_, *report_))
    ADD_FAILURE() << text(each, Language::kEnglish);
}

TEST_P(Shipped, NamesStoriesThatAreThere) {
  for (const WrittenReason& each : reasons_.all) {
    if (each.scenario.empty()) continue;
    const auto story = test::read_source("workflows/se/" + GetParam() + "/" + each.scenario);
    ASSERT_TRUE(story) << each.norm;
    EXPECT_NE(story->find("\"" + each.norm + "\""), std::string::npos)
        << each.scenario << " does not name " << each.norm;
  }
}

TEST_P(Shipped, HasASoundPageInEveryLanguage) {
  Material material;
  material.report = report_;
  material.reasons = &reasons_;
  material.read = test::read_source;
  material.organisation = "workflows/se/organisation.xml";
  for (const Language language : kLanguages) {
    const auto made =
        page(test::House::get().workspace(), WorkflowId("se." + GetParam()), material, language);
    ASSERT_TRUE(made) << to_string(made.error());
    expect_sound(*made);
    EXPECT_FALSE(lacks_words(*made));
  }
}

// SFS 2017:725 6 kap. 38 §: what is of greater importance is not delegated.
TEST_P(Shipped, TellsTheLimitsOfDelegationWhereItDecides) {
  Material material;
  material.report = report_;
  material.reasons = &reasons_;
  material.read = test::read_source;
  material.organisation = "workflows/se/organisation.xml";
  const auto made = page(test::House::get().workspace(), WorkflowId("se." + GetParam()), material,
                         Language::kEnglish);
  ASSERT_TRUE(made) << to_string(made.error());
  const std::size_t from = made->find("id=\"barred\"");
  ASSERT_NE(from, std::string::npos);
  const std::string barred = made->substr(from, made->find("</ul>", from) - from);

  const bool decides = GetParam() == "utlamnande";
  EXPECT_EQ(barred.find("6 kap. 37–38 §§") != std::string::npos, decides) << barred;
}

INSTANTIATE_TEST_SUITE_P(Workflows, Shipped, testing::Values("kontakt", "utlamnande"),
                         [](const auto& row) { return row.param; });

}  // namespace
}  // namespace lagrum::review
