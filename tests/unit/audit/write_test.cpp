#include "support.h"

namespace lagrum::audit {
namespace {

using ::testing::HasSubstr;

/// One case with a violation, of a name that every format has to write with care.
Came careful() {
  WrittenLog log;
  log.with("=<A>,\"1\"")
      .event("open", "2026-03-01")
      .event("notify", "2026-03-20")
      .event("other", "2026-03-21");
  return run(*load(kMapping).audit, log, {.only_norm = "xx.notice"});
}

TEST(AuditJson, HoldsVerdictsActsAndHowTheDayCameAbout) {
  const auto json = parse_json(careful().json);

  ASSERT_TRUE(json) << to_string(json.error());
  EXPECT_EQ(json->text("case"), "=<A>,\"1\"");
  EXPECT_EQ((*json)["verdicts"].text("xx.notice"), "violated");
  const Json& finding = (*json)["findings"].array()->at(0);
  EXPECT_EQ(finding["act"].text("on"), "2026-03-20");
  EXPECT_EQ(finding["trigger"].text("act"), "case.opened");
  EXPECT_EQ(finding.text("due"), "2026-03-11");
  EXPECT_EQ(finding["days"].array()->at(0)["steps"].array()->front().text("cite"), "1 §");
}

TEST(AuditCsv, IsReadAsTextBySpreadsheets) {
  EXPECT_EQ(
      careful().csv,
      "\"'=<A>,\"\"1\"\"\",,xx.notice,,violated,case.opened,2026-03-01,notice.sent,2026-03-20,"
      "2026-03-11\n");
}

TEST(AuditPage, ShowsNothingOfALogAsMarkup) {
  const std::string page = careful().page;

  EXPECT_THAT(page, HasSubstr("=&lt;A&gt;,&quot;1&quot;"));
  EXPECT_THAT(page, HasSubstr("Audit of &lt;log&gt;"));
  EXPECT_THAT(page, HasSubstr("The last day is Wednesday 11 March 2026"));
}

TEST(AuditText, CountsCasesAndNamesWhatIsNoAct) {
  const std::string text = careful().text;

  EXPECT_THAT(text, HasSubstr("1 cases, 3 events, judged as of 2026-03-21"));
  EXPECT_THAT(text, HasSubstr("violated: 1 (too late: 1, not at all: 0)"));
  EXPECT_THAT(text, HasSubstr("Activities that are no legal act: other (1)"));
}

}  // namespace
}  // namespace lagrum::audit
