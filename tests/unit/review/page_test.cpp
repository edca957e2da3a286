#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_case.h"
#include "soundness.h"

namespace lagrum::review {
namespace {

using testing::HasSubstr;
using testing::Not;

class Page : public testing::TestWithParam<Language> {
 protected:
  std::string page_ = small_page(GetParam());
};

TEST_P(Page, IsWellFormedFetchesNothingAndLeadsToWhatIsThere) { expect_sound(page_); }

TEST_P(Page, ShowsAHostileTitleAsText) {
  EXPECT_THAT(page_, Not(HasSubstr("<script")));
  EXPECT_THAT(page_, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"x\" ]]&gt;"));
}

TEST_P(Page, ShowsCdataOfALetterAsText) {
  EXPECT_THAT(page_, Not(HasSubstr("<img")));
  EXPECT_THAT(page_, HasSubstr("&lt;img src=\"x\"&gt;"));
  EXPECT_THAT(page_, HasSubstr("<mark>[party.name]</mark> &amp; "));
}

TEST_P(Page, HasWordsForEverything) {
  EXPECT_FALSE(lacks_words(page_));
  EXPECT_THAT(page_.substr(page_.find("</style>")), Not(HasSubstr("{"))) << "a gap left open";
}

TEST_P(Page, NamesItsLanguage) {
  EXPECT_THAT(page_, HasSubstr("lang=\"" + std::string(to_string(GetParam())) + "\""));
}

INSTANTIATE_TEST_SUITE_P(Languages, Page, testing::ValuesIn(kLanguages),
                         [](const auto& row) { return std::string(to_string(row.param)); });

/// What stands on the English page between two texts.
std::string between(const std::string& from, const std::string& to) {
  static const std::string kPage = small_page(Language::kEnglish);
  const std::size_t begin = kPage.find(from);
  EXPECT_NE(begin, std::string::npos) << from;
  if (begin == std::string::npos) return {};
  const std::size_t end = kPage.find(to, begin + from.size());
  return kPage.substr(begin, end - begin);
}

TEST(PageSays, WhoMayDoWhatOnWhichConditionAndWhereItLeads) {
  const std::string state = between("id=\"state-handled\"", "</div>\n<div class=\"state\"");

  EXPECT_THAT(state, HasSubstr("May be done by delegate: <strong>Decided</strong>"));
  EXPECT_THAT(state, HasSubstr("Only if the case's “ready” is yes"));
  EXPECT_THAT(state, HasSubstr("<code>ready = true</code>"));
  EXPECT_THAT(state, HasSubstr("(XX 2 §)"));
  EXPECT_THAT(state, HasSubstr("Leads to <a href=\"#state-done\">"));
}

TEST(PageSays, WhatComesByItself) {
  EXPECT_THAT(between("id=\"state-work\"", "id=\"state-handled\""),
              HasSubstr("the time has run out: <a href=\"#clock-xx.weeks\">Four weeks</a>"));
}

TEST(PageSays, WhatWaitsForAnActAndWhichOfItsValuesDecideNothing) {
  const std::string act = between("id=\"act-act.heard\"", "</tr>");

  EXPECT_THAT(act, HasSubstr("Is counted in: <a href=\"#norm-xx.hear\">Hear first</a>"));
  EXPECT_THAT(act, HasSubstr("reads: <code>adverse</code>."));
  EXPECT_THAT(act, Not(HasSubstr("<code>from</code>")));
}

TEST(PageSays, WhichNormsRestOnBlockingAndHowTheyAreBreached) {
  const std::string group = between("id=\"verdict-relies-on-block\"", "</table>");

  EXPECT_THAT(group, HasSubstr("Hear first"));
  EXPECT_THAT(group, HasSubstr("This breaches “Hear first”: Decided."));
}

TEST(PageSays, WhenLateIsABreachAndWhenNot) {
  const std::string late = between("id=\"late\"", "</table>");

  EXPECT_THAT(late, HasSubstr("A breach of law; it stays even if it is done later."));
  EXPECT_THAT(late, HasSubstr("No breach by time alone: the law sets no day; the system reminds "
                              "after 1 week."));
}

TEST(PageSays, HowADayComesAboutAlsoAcrossAHoliday) {
  const std::string clock = between("id=\"clock-xx.weeks\"", "<section");

  EXPECT_THAT(clock, HasSubstr("starts on Thursday 1 January 2026; the day is "
                               "<strong>Thursday 29 January 2026</strong>"));
  // Good Friday to Easter Monday
  EXPECT_THAT(clock, HasSubstr("starts on Friday 6 March 2026; the day is "
                               "<strong>Tuesday 7 April 2026</strong>"));
  EXPECT_THAT(clock, HasSubstr("That this applies here is a reading."));
}

TEST(PageSays, WhoDecidesAndWhoMayNot) {
  EXPECT_THAT(between("id=\"barred\"", "</ul>"), HasSubstr("Not alone"));
  EXPECT_THAT(between("Which acts are decisions", "</p>"), HasSubstr("Decided"));
}

TEST(PageSays, WhichJudgementsAreOpenAndWhereTheyAreAnswered) {
  const std::string ask = between("id=\"ask-xx.needless\"", "</tr>");

  EXPECT_THAT(ask, HasSubstr("no, until answered"));
  EXPECT_THAT(ask, HasSubstr("Not alone"));
  EXPECT_THAT(ask, HasSubstr("#state-work"));
}

TEST(PageSays, WhatIsUncertain) {
  const std::string uncertain = between("id=\"uncertain\"", "</section>");

  EXPECT_THAT(uncertain, HasSubstr("Nobody knows why."));
  EXPECT_THAT(uncertain, HasSubstr("Practice of courts or the ombudsman."));
  EXPECT_THAT(uncertain, HasSubstr("Small Act (XX 1): The text was not read."));
  EXPECT_THAT(uncertain, HasSubstr("<strong>5</strong> of 5"));
}

TEST(PageSays, WhatTheWorkflowDoesNotTouch) {
  EXPECT_THAT(between("id=\"verdict-not-mapped\"", "</ul>"), HasSubstr("Never met"));
}

TEST(PageSays, ThatItHasNoPictures) {
  EXPECT_THAT(small_page(Language::kEnglish), HasSubstr("The pictures are missing"));
}

TEST(PageSays, WhetherAStoryEndsAsItShould) {
  Material material;
  scenario::Report story;
  story.file = "small/scenarios/01.xml";
  story.title = "A <story>";
  story.workflow = "xx.small@1.2.3";
  story.failures.push_back({{}, "expected <this>"});
  material.stories.push_back(story);

  const std::string page = small_page(Language::kEnglish, material);

  expect_sound(page);
  EXPECT_THAT(page, HasSubstr("A &lt;story&gt;"));
  EXPECT_THAT(page, HasSubstr("not as it should"));
  EXPECT_THAT(page, HasSubstr("Together the stories take 0 of the workflow's 6 steps."));
}

TEST(PageFails, OnAWorkflowThatIsNotLoaded) {
  Material material;
  material.report = &small_report();
  const auto made = page(small_case(), WorkflowId("xx.smal"), material, Language::kEnglish);

  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kNotFound);
}

TEST(PageFails, OnAReportOfAnotherWorkflow) {
  verify::Report report = small_report();
  report.version = "9";
  Material material;
  material.report = &report;
  const auto made = page(small_case(), WorkflowId("xx.small"), material, Language::kEnglish);

  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "expected a report of 'xx.small@1.2.3', found one of 'xx.small@9'");
}

}  // namespace
}  // namespace lagrum::review
