// What law packs seldom mean, said with place and provision.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/lint.h"
#include "support/changed_files.h"
#include "support/house.h"

namespace lagrum {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// A pack that the workspace does not know, with what the test adds.
std::string pack(const std::string& body, const std::string& calendar = "se") {
  return R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.test" version="1" territory="SE" calendar=")" +
         calendar + R"(">
  <title xml:lang="sv">Prov</title><title xml:lang="da">Prøve</title><title xml:lang="en">Test</title>
  <source cite="XX 2026:1" as-of="2026-01-01" status="read">
    <title xml:lang="sv">Prov</title><title xml:lang="da">Prøve</title><title xml:lang="en">Test</title></source>
  <vocabulary>
    <act type="thing.asked" role="document"><title xml:lang="sv">a</title><title xml:lang="da">a</title><title xml:lang="en">a</title></act>
    <act type="thing.done"><title xml:lang="sv">a</title><title xml:lang="da">a</title><title xml:lang="en">a</title></act>
  </vocabulary>
)" + body +
         "\n</law-pack>\n";
}

constexpr const char* kTexts =
    R"(<title xml:lang="sv">a</title><title xml:lang="da">a</title><title xml:lang="en">a</title>)"
    R"(<summary xml:lang="sv">a</summary><summary xml:lang="da">a</summary><summary xml:lang="en">a</summary>)";

std::string norm(const std::string& id, const std::string& more, const std::string& content) {
  return R"(<norm id=")" + id +
         R"(" cite="XX 3 §" rank="act" source="statute" review="none" mode="warn" )" + more + ">" +
         kTexts +
         R"(<reason xml:lang="sv">a</reason><reason xml:lang="da">a</reason><reason xml:lang="en">a</reason>)" +
         content + "</norm>";
}

constexpr const char* kForbid = R"(<forbid act="thing.asked" guarantee="warn"/>)";

/// What is found in the pack: at load, or when it loads, by the checks of the law.
std::vector<Diagnostic> found_in(const std::string& text) {
  std::vector<SourceFile> files = test::shipped_sources();
  files.push_back({"pack.xml", text});
  Diagnostics diagnostics;
  const auto workspace = Workspace::load(files, test::House::get().zones(), diagnostics);
  if (workspace) lint::check_law(*workspace, diagnostics);
  std::vector<Diagnostic> found = diagnostics.all();
  std::erase_if(found, [](const Diagnostic& each) { return each.source.file != "pack.xml"; });
  return found;
}

TEST(LawLint, PassesASoundPack) {
  for (const Diagnostic& each : found_in(pack(norm("xx.a", "", kForbid))))
    EXPECT_EQ(each.severity, Severity::kNote) << to_string(each);
}

TEST(LawLint, PassesTheShippedPacksWithNotesAlone) {
  Diagnostics diagnostics;

  lint::check_law(test::House::get().workspace(), diagnostics);

  for (const Diagnostic& each : diagnostics.all())
    EXPECT_EQ(each.severity, Severity::kNote) << to_string(each);
}

struct Finding {
  std::string name;
  std::string text;
  std::string rule;
  std::string says;
  Severity severity = Severity::kWarning;
  std::string provision = "XX 3 §";
};
void PrintTo(const Finding& row, std::ostream* stream) { *stream << row.name; }

class LawFinding : public testing::TestWithParam<Finding> {};

TEST_P(LawFinding, IsSaidWithPlaceAndProvision) {
  const std::vector<Diagnostic> found = found_in(GetParam().text);

  const auto said = std::find_if(found.begin(), found.end(), [](const Diagnostic& each) {
    return each.rule == GetParam().rule;
  });
  ASSERT_NE(said, found.end()) << (found.empty() ? "nothing" : to_string(found.front()));
  EXPECT_THAT(said->message, HasSubstr(GetParam().says));
  EXPECT_EQ(said->severity, GetParam().severity);
  EXPECT_EQ(said->provision, GetParam().provision);
  EXPECT_GT(said->source.line, 1U);
  EXPECT_GT(said->source.column, 0U);
}

constexpr const char* kClock =
    R"(<clock id="xx.week" cite="XX 3 §" starts="thing.asked" length="P1W" kind="latest-act" roll="se.vardag")";
constexpr const char* kTitles =
    R"(><title xml:lang="sv">a</title><title xml:lang="da">a</title><title xml:lang="en">a</title></clock>)";

INSTANTIATE_TEST_SUITE_P(
    Packs, LawFinding,
    testing::Values(
        Finding{"Ring",
                pack(norm("xx.a", R"(overrides="xx.b")", kForbid) +
                     norm("xx.b", R"(overrides="xx.c")", kForbid) +
                     norm("xx.c", R"(overrides="xx.a")", kForbid)),
                "override-cycle", "'xx.a' comes round to itself", Severity::kError},
        Finding{"RingOfEffects",
                pack(norm("xx.a", "",
                          R"(<deem act="thing.asked" to="thing.asked" on="trigger.legal_day"/>)")),
                "deem-cycle", "'xx.a' comes round to itself", Severity::kError},
        Finding{"OverlappingVersions",
                pack(norm("xx.a", R"(valid-from="2020-01-01")", kForbid) +
                     norm("xx.a", R"(valid-from="2021-01-01")", kForbid)),
                "overlapping-versions", "found two that overlap", Severity::kError},
        Finding{"DaysBetweenVersions",
                pack(norm("xx.a", R"(valid-from="2020-01-01" valid-to="2020-12-31")", kForbid) +
                     norm("xx.a", R"(valid-from="2021-03-01")", kForbid)),
                "validity-gap", "none from 2021-01-01 to before 2021-03-01"},
        Finding{"EndBeforeBegin",
                pack(norm("xx.a", R"(valid-from="2021-01-01" valid-to="2020-12-31")", kForbid)),
                "validity", "2021-01-01", Severity::kError},
        Finding{"ClockNobodyWaitsFor",
                pack(norm("xx.a", "", kForbid) + kClock + std::string(kTitles)), "idle-clock",
                "waits for the clock 'xx.week'"},
        Finding{
            "EnforcedPolicy",
            pack(
                R"(<norm id="xx.a" cite="XX 3 §" rank="policy" source="statute" review="none" mode="enforce">)" +
                std::string(kTexts) + kForbid + "</norm>"),
            "enforce-too-much", "found enforce on a policy"},
        Finding{
            "TextInOneLanguage",
            pack(
                R"(<norm id="xx.a" cite="XX 3 §" rank="act" source="statute" review="none" mode="warn">)"
                R"(<title xml:lang="sv">a</title><summary xml:lang="sv">a</summary>)" +
                std::string(kForbid) + "</norm>"),
            "missing-text", "found none in da"}),
    [](const auto& row) { return row.param.name; });

/// Notes on the shipped pack of alcohol law with one more act, which nobody does, and one more
/// norm.
std::vector<Diagnostic> found_with(const std::string& content) {
  constexpr const char* kFile = "workflows/law/se/alcohol.xml";
  std::vector<SourceFile> files = test::shipped_sources();
  test::replace_in(files, kFile, "<vocabulary>", R"(<vocabulary><act type="thing.done"><title
    xml:lang="sv">a</title><title xml:lang="da">a</title><title xml:lang="en">a</title></act>)");
  test::replace_in(files, kFile, "</law-pack>", norm("xx.a", "", content) + "</law-pack>");
  Diagnostics diagnostics;
  const auto workspace = Workspace::load(files, test::House::get().zones(), diagnostics);
  EXPECT_TRUE(workspace.has_value()) << to_string(workspace.error());
  if (workspace) lint::check_law(*workspace, diagnostics);
  std::vector<Diagnostic> found = diagnostics.all();
  std::erase_if(found, [](const Diagnostic& each) { return each.provision != "XX 3 §"; });
  return found;
}

TEST(LawLint, NotesANormWhoseTriggerNoActProduces) {
  for (const char* content : {R"(<respond to="thing.done" with="decision.made" promptly="P1D"/>)",
                              R"(<forbid act="thing.done" guarantee="warn"/>)"}) {
    const std::vector<Diagnostic> found = found_with(content);

    ASSERT_EQ(found.size(), 1U) << content;
    EXPECT_EQ(found[0].rule, "never-done");
    EXPECT_EQ(found[0].severity, Severity::kNote);
    EXPECT_THAT(found[0].message, HasSubstr("thing.done, which 'xx.a' speaks of"));
  }
}

TEST(LawLint, NotesAPackThatNoWorkflowNames) {
  const std::vector<Diagnostic> found = found_in(pack(norm("xx.a", "", kForbid)));

  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "unnamed-pack");
  EXPECT_EQ(found[0].severity, Severity::kNote);
}

TEST(LawLint, NamesACalendarThatIsNotThere) {
  const std::vector<Diagnostic> found = found_in(pack(norm("xx.a", "", kForbid), "sw"));

  ASSERT_THAT(found, testing::Not(IsEmpty()));
  EXPECT_EQ(found[0].rule, "unknown-calendar");
  EXPECT_EQ(found[0].severity, Severity::kError);
  EXPECT_THAT(found[0].message, HasSubstr("found 'sw'"));
}

}  // namespace
}  // namespace lagrum
