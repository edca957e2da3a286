#include <gtest/gtest.h>

#include "lagrum/schemas.h"
#include "small_case.h"

namespace lagrum::review {
namespace {

Result<Reasons> load(const std::string& inside, Diagnostics& diagnostics,
                     const std::string& workflow = "xx.small") {
  const std::string text = "<verdicts xmlns=\"urn:lagrum:verdicts:1\" workflow=\"" + workflow +
                           "\">\n" + inside + "\n</verdicts>";
  const xml::Document document = xml::Document::parse(text, "small/verdicts.xml").value();
  return Reasons::load(document, small_case(), diagnostics);
}

std::string first_fault(const std::string& inside, const std::string& workflow = "xx.small") {
  Diagnostics diagnostics;
  EXPECT_FALSE(load(inside, diagnostics, workflow));
  return diagnostics.all().empty() ? std::string() : to_string(diagnostics.all().front());
}

TEST(Reasons, AreReadForEachNormOfARow) {
  Diagnostics diagnostics;
  const auto reasons = load(
      "<verdict norms=\"xx.hear xx.time\" alone=\"relies-on-block\" enforced=\"proved\" "
      "scenario=\"scenarios/01.xml\"><reason xml:lang=\"sv\">Därför</reason><reason "
      "xml:lang=\"en\">Because</reason></verdict>",
      diagnostics);

  ASSERT_TRUE(reasons);
  EXPECT_EQ(reasons->workflow, "xx.small");
  ASSERT_EQ(reasons->all.size(), 2U);
  const WrittenReason* time = reasons->find("xx.time");
  ASSERT_NE(time, nullptr);
  EXPECT_EQ(time->alone, verify::Verdict::kReliesOnBlock);
  EXPECT_EQ(time->enforced, verify::Verdict::kProved);
  EXPECT_EQ(time->reason.in(Language::kSwedish), "Därför");
  EXPECT_EQ(time->scenario, "scenarios/01.xml");
  EXPECT_EQ(reasons->find("xx.never"), nullptr);
}

TEST(Reasons, TakeTheFirstVerdictForBothWhereOneIsWritten) {
  Diagnostics diagnostics;
  const auto reasons = load("<verdict norms=\"xx.hear\" alone=\"refuted\"/>", diagnostics);

  EXPECT_EQ(reasons.value().all.front().enforced, verify::Verdict::kRefuted);
}

TEST(Reasons, NameWhatIsUnknownWithItsPlace) {
  EXPECT_EQ(first_fault("<verdict norms=\"xx.heer\" alone=\"proved\"/>"),
            "small/verdicts.xml:2:17: error: expected a norm of the workflow's packs, found "
            "'xx.heer' (did you mean 'xx.hear'?) [unknown-norm]");
  EXPECT_EQ(first_fault("<verdict norms=\"xx.hear xx.hear\" alone=\"proved\"/>"),
            "small/verdicts.xml:2:17: error: expected each norm once, found 'xx.hear' again "
            "[norm-twice]");
  EXPECT_NE(first_fault("<verdict norms=\"xx.hear\" alone=\"proven\"/>")
                .find("small/verdicts.xml:2:33: error: expected one of the verdicts proved, "),
            std::string::npos);
  EXPECT_NE(first_fault("", "xx.smal").find("(did you mean 'xx.small'?)"), std::string::npos);
}

TEST(Reasons, AreHeldToTheirSchema) {
  const auto schema = schema_for(kVerdictsNamespace);
  ASSERT_TRUE(schema);
  const auto faults = [&](const std::string& inside) {
    Diagnostics diagnostics;
    const std::string text =
        "<verdicts xmlns=\"urn:lagrum:verdicts:1\" workflow=\"xx.small\">" + inside + "</verdicts>";
    (*schema)->validate(xml::Document::parse(text, "v.xml").value(), diagnostics);
    return diagnostics.error_count();
  };

  EXPECT_EQ(faults("<verdict norms=\"a b\" alone=\"proved\"/>"), 0U);
  EXPECT_GT(faults("<verdict norms=\"\" alone=\"proved\"/>"), 0U);
  EXPECT_GT(faults("<verdict norms=\"a\" alone=\"proven\"/>"), 0U);
  EXPECT_GT(faults("<verdict norms=\"a\" alone=\"proved\"><reason>x</reason></verdict>"), 0U);
  EXPECT_GT(faults("<verdict norms=\"a\" alone=\"proved\"><reason xml:lang=\"sv\">x</reason>"
                   "<reason xml:lang=\"sv\">y</reason></verdict>"),
            0U);
}

std::string differences(const std::string& inside) {
  Diagnostics diagnostics;
  std::string told;
  for (const Difference& each : compare(load(inside, diagnostics).value(), small_report()))
    told += text(each, Language::kEnglish) + "\n";
  return told;
}

constexpr std::string_view kRest =
    "<verdict norms=\"xx.self\" alone=\"refuted\"><reason xml:lang=\"en\">x</reason></verdict>"
    "<verdict norms=\"xx.promise\" alone=\"relies-on-block\" enforced=\"proved-if-timely\"/>"
    "<verdict norms=\"xx.never\" alone=\"not-mapped\"><reason xml:lang=\"en\">x</reason></verdict>";

TEST(Comparison, FindsNothingWhereAllIsAsWritten) {
  EXPECT_EQ(
      differences(std::string(kRest) +
                  "<verdict norms=\"xx.hear\" alone=\"relies-on-block\" enforced=\"proved\"/>"),
      "");
}

TEST(Comparison, TellsAVerdictThatIsAnother) {
  EXPECT_EQ(differences(std::string(kRest) + "\n<verdict norms=\"xx.hear\" alone=\"proved\"/>"),
            "small/verdicts.xml:3:1: xx.hear: expected proved, found relies-on-block → proved\n");
}

TEST(Comparison, TellsAVerdictThatNeedsAReasonAndHasNone) {
  EXPECT_EQ(differences(std::string(kRest).substr(0, kRest.rfind("<verdict "))),
            "small/verdicts.xml:1:1: xx.never: expected a written reason for not-mapped, found "
            "none\n");
}

}  // namespace
}  // namespace lagrum::review
