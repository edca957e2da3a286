// What one text of the law says otherwise than another.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/law.h"
#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string norm(const std::string& attributes, const std::string& inside) {
  return R"(<norm id="xx.a" cite="XX 1 §" )" + attributes + ">" + inside + "</norm>\n";
}

std::string pack(const std::string& body) {
  return R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.test" version="1">
  <vocabulary><act type="thing.done"><title xml:lang="sv">Sak gjord</title>
    <title xml:lang="en">Thing done</title></act></vocabulary>
)" + body +
         "</law-pack>\n";
}

std::vector<RuleChange> changes(const std::string& before, const std::string& now) {
  return diff({document(pack(before))}, {document(pack(now))});
}

struct Change {
  std::string name;
  std::string before;
  std::string now;
  std::string text;  ///< in English, without the sum
};
void PrintTo(const Change& row, std::ostream* stream) { *stream << row.name; }

class LawDiff : public ::testing::TestWithParam<Change> {};

TEST_P(LawDiff, SaysWhatChanged) {
  const std::vector<RuleChange> found = changes(GetParam().before, GetParam().now);

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(to_text(found[0], Language::kEnglish), GetParam().text);
}

constexpr const char* kForbid = R"(<forbid act="thing.done" guarantee="warn"/>)";
constexpr const char* kClock = R"(<clock id="xx.week" cite="XX 2 §" starts="thing.done" )";

INSTANTIATE_TEST_SUITE_P(
    Rules, LawDiff,
    ::testing::Values(
        Change{"NewNorm", "", norm("", kForbid), "Added: norm xx.a (XX 1 §)\n"},
        Change{"NormThatIsGone", norm("", kForbid), "", "Removed: norm xx.a (XX 1 §)\n"},
        Change{"Mode", norm(R"(mode="warn")", kForbid), norm(R"(mode="observe")", kForbid),
               "Changed: norm xx.a (XX 1 §)\n    mode: warns → observes\n"},
        Change{"Guarantee", norm("", kForbid),
               norm("", R"(<forbid act="thing.done" guarantee="block"/>)"),
               "Changed: norm xx.a (XX 1 §)\n    guarantee: warns → blocks\n"},
        Change{"LengthOfAClock", kClock + std::string(R"(length="P3W"/>)"),
               kClock + std::string(R"(length="P14D"/>)"),
               "Changed: clock xx.week (XX 2 §)\n    length: 3 weeks → 14 days\n"},
        Change{
            "NewException", norm("", kForbid),
            norm("", std::string(kForbid) + R"(<unless><judged ask="xx.q"/></unless>)"),
            "Changed: norm xx.a (XX 1 §)\n    unless: nothing → it is judged [question xx.q]\n"}),
    [](const auto& row) { return row.param.name; });

TEST(LawDiffs, PassOverWhatSaysNothing) {
  const std::string before = norm(R"(mode="warn" rank="act")", kForbid);
  const std::string now = "<!-- said otherwise -->\n" +
                          norm(R"(rank="act"   mode="warn")", "\n  " + std::string(kForbid) + "\n");

  EXPECT_THAT(changes(before, now), IsEmpty());
}

TEST(LawDiffs, HoldVersionsAgainstTheOneOfTheSameDay) {
  const std::string first = norm(R"(valid-from="2020-01-01" mode="warn")", kForbid);
  const std::string second = norm(R"(valid-from="2026-01-01" mode="observe")", kForbid);

  const std::vector<RuleChange> found = changes(first, second + first);

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, ChangeKind::kAdded);
  EXPECT_EQ(found[0].source.line, 4U);
}

TEST(LawDiffs, SayWhatEachVersionOfARuleSaysOtherwise) {
  const std::string first = norm(R"(valid-from="2020-01-01" mode="warn")", kForbid);
  const std::string second = norm(R"(valid-from="2026-01-01" mode="observe")", kForbid);

  const std::vector<RuleChange> found = versions_of({document(pack(second + first))}, "xx.a");

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(to_text(found[0], Language::kEnglish), HasSubstr("mode: warns → observes"));
  EXPECT_THAT(versions_of({document(pack(first))}, "xx.a"), IsEmpty());
}

TEST(LawDiffs, TakeAClockOfANormsNameForAnotherRule) {
  std::string clock = kClock + std::string(R"(length="P3W"/>)");
  clock.replace(clock.find("xx.week"), 7, "xx.a");

  EXPECT_THAT(versions_of({document(pack(clock + norm("", kForbid)))}, "xx.a"), IsEmpty());
}

TEST(LawDiffs, AreToldInThreeLanguagesAndAsJson) {
  const std::vector<RuleChange> found =
      changes(norm(R"(mode="warn")", kForbid), norm(R"(mode="observe")", kForbid));

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(to_text(found, Language::kSwedish), HasSubstr("läge: "));
  EXPECT_THAT(to_text(found, Language::kDanish), HasSubstr("tilstand: "));
  const Json told = to_json(found[0]);
  EXPECT_EQ(told.text("change") + " " + told.text("rule") + " " + told.text("id"),
            "changed norm xx.a");
  EXPECT_EQ((*told["parts"].array())[0].text("part"), "mode");
  EXPECT_EQ(to_text(std::vector<RuleChange>(), Language::kEnglish).empty(), false);
}

}  // namespace
}  // namespace lagrum::law
