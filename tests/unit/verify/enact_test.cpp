// A breach as a story that the engine plays, and what a change moves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_house.h"
#include "support/house.h"

namespace lagrum::verify {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kContact = "se.kontakt";

Stage on_shipped_house() {
  const scenario::Surroundings surroundings = test::House::get().surroundings();
  return {surroundings.new_store, surroundings.zones, surroundings.signer,
          "workflows/se/organisation.xml"};
}

NormResult shipped(const std::string& norm) {
  Options options;
  options.norms = {norm};
  return check(test::House::get().workspace(), WorkflowId(kContact), options).value().norms.at(0);
}

TEST(Enact, WritesWhatTheEngineSaysAtTheEnd) {
  const auto made =
      enact(test::House::get().workspace(), WorkflowId(kContact), shipped("se.osl.5.2"),
            on_shipped_house(), "workflows/se/kontakt/scenarios/breach.xml");

  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->said, "violated");
  EXPECT_THAT(made->by_hand, IsEmpty());
  EXPECT_THAT(made->scenario, HasSubstr(R"(organisation="../../organisation.xml")"));
  EXPECT_THAT(made->scenario, HasSubstr(R"(<warned norm="se.osl.5.2"/>)"));
  EXPECT_THAT(made->scenario,
              HasSubstr(R"(<verdict norm="se.osl.5.2" act="document.registered" is="violated"/>)"));
}

TEST(Enact, SaysWhereTheEngineDoesNotFollow) {
  const auto made = enact(test::House::get().workspace(), WorkflowId(kContact),
                          shipped("se.fl.6.callback"), on_shipped_house(), "breach.xml");

  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->said, "");
  EXPECT_THAT(made->by_hand, SizeIs(1));
  EXPECT_THAT(made->scenario, HasSubstr("By hand: "));
}

TEST(Enact, NeedsARunAndAnOrganisation) {
  const NormResult proved = shipped("se.log.integrity");
  const NormResult breached = shipped("se.osl.5.2");
  Stage nowhere = on_shipped_house();
  nowhere.organisation = "workflows/se/organization.xml";
  const Workspace& workspace = test::House::get().workspace();

  const auto no_run = enact(workspace, WorkflowId(kContact), proved, on_shipped_house(), "b.xml");
  const auto nobody = enact(workspace, WorkflowId(kContact), breached, nowhere, "b.xml");

  ASSERT_FALSE(no_run.has_value());
  EXPECT_EQ(no_run.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(no_run.error().message, HasSubstr("proved"));
  ASSERT_FALSE(nobody.has_value());
  EXPECT_EQ(nobody.error().code, ErrorCode::kNotFound);
}

Report report_of(const std::vector<NormResult>& norms) {
  Report report;
  report.norms = norms;
  return report;
}

NormResult said(const std::string& norm, Verdict alone, Verdict enforced) {
  NormResult result;
  result.norm = norm;
  result.mode = "enforce";
  result.alone = alone;
  result.enforced = enforced;
  return result;
}

TEST(Diff, TellsWhatMovesAndWhatIsWorse) {
  const Report before = report_of({said("xx.a", Verdict::kProved, Verdict::kProved),
                                   said("xx.b", Verdict::kRefuted, Verdict::kRefuted),
                                   said("xx.c", Verdict::kReliesOnBlock, Verdict::kProved),
                                   said("xx.d", Verdict::kProved, Verdict::kProved)});
  const Report now = report_of({said("xx.a", Verdict::kReliesOnBlock, Verdict::kProved),
                                said("xx.b", Verdict::kProved, Verdict::kProved),
                                said("xx.c", Verdict::kReliesOnBlock, Verdict::kProved),
                                said("xx.e", Verdict::kProved, Verdict::kProved)});

  const std::vector<Moved> moved = diff(before, now);

  ASSERT_THAT(moved, SizeIs(4));
  EXPECT_EQ(moved[0].norm, "xx.a");
  EXPECT_TRUE(moved[0].worse);
  EXPECT_EQ(moved[1].norm, "xx.b");
  EXPECT_FALSE(moved[1].worse);
  EXPECT_EQ(moved[2].norm, "xx.e");
  EXPECT_FALSE(moved[2].alone_before.has_value());
  EXPECT_FALSE(moved[2].worse);
  EXPECT_EQ(moved[3].norm, "xx.d");  // no longer there
  EXPECT_TRUE(moved[3].worse);
  EXPECT_THAT(text(moved, Language::kEnglish), HasSubstr("4 verdicts move, 2 for the worse."));
}

TEST(Diff, HoldsEachVersionOfANormAgainstItself) {
  NormResult older = said("xx.a", Verdict::kProved, Verdict::kProved);
  NormResult newer = said("xx.a", Verdict::kVacuous, Verdict::kVacuous);
  newer.valid_from = parse_date("2025-12-01").value();
  const Report both = report_of({older, newer});

  EXPECT_THAT(diff(both, both), IsEmpty());
  EXPECT_THAT(diff(report_of({older}), report_of({newer})), SizeIs(1));
  EXPECT_THAT(diff(report_of({older}), both), SizeIs(1));
}

TEST(Diff, OfTheSameReportIsEmpty) {
  const Report report = report_of({said("xx.a", Verdict::kProved, Verdict::kProved)});

  EXPECT_THAT(diff(report, report), IsEmpty());
  EXPECT_EQ(text(diff(report, report), Language::kEnglish), "No verdict moves.\n");
}

}  // namespace
}  // namespace lagrum::verify
