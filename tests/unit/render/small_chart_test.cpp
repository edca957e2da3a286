// One small chart that has each thing a picture shows, told in both forms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/render.h"
#include "support/changed_files.h"
#include "support/house.h"

namespace lagrum::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kChart = "workflows/se/small/workflow.scxml";

constexpr std::string_view kText = R"(<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1" version="1.0"
       datamodel="feel" name="se.small" initial="work" l:version="2.3.4" l:valid-from="2026-01-01"
       l:law="se.administrative" l:calendar="se" l:decisions="decisions.dmn">
  <l:title xml:lang="sv">Ett "litet" flöde</l:title>
  <l:title xml:lang="da">Et "lille" forløb</l:title>
  <l:title xml:lang="en">A "small" workflow</l:title>
  <datamodel>
    <data id="patience" expr='"3d"'/>
    <data id="seats" expr="3"/>
    <data id="class" expr='""'/>
  </datamodel>
  <parallel id="work">
    <history id="work.before" type="deep"><transition target="track watch"/></history>
    <transition event="note" l:by="officer">
      <l:act type="note.made" l:basis="SFS 2017:900 27 §"><l:with name="fact"/></l:act>
    </transition>
    <state id="track" initial="asked">
      <transition event="promise" type="internal" target="promised" l:by="officer delegate court"/>
      <transition event="restart" target="asked quiet" l:by="manager"/>
      <transition event="hold" cond="seats = 3" target="paused" l:by="manager"/>
      <state id="asked">
        <onentry>
          <l:evaluate decision="class_of" into="class"/>
          <l:task id="t" role="officer"><l:title xml:lang="en">Send notes</l:title></l:task>
          <send event="remind" delay="30d"/>
        </onentry>
        <transition event="remind" target="promised"><send event="late" delayexpr="patience"/></transition>
      </state>
      <state id="promised">
        <onentry><send event="remind" delayexpr='@"P2DT12H"'/><raise event="told"/></onentry>
        <transition event="remind told late" target="asked"/>
      </state>
    </state>
    <state id="watch" initial="quiet">
      <state id="quiet"><transition event="look" target="quiet" l:by="officer"/></state>
    </state>
  </parallel>
  <state id="paused">
    <transition event="resume" target="work.before" l:by="manager"/>
    <transition event="again" target="paused" l:by="manager"/>
  </state>
</scxml>
)";

constexpr std::string_view kDecisions = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
  <inputData id="i" name="seats"><variable id="iv" name="seats" typeRef="number"/></inputData>
  <decision id="c" name="class_of">
    <variable id="cv" name="class_of" typeRef="string"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <literalExpression id="l"><text>if seats > 2 then "A" else "B"</text></literalExpression>
  </decision>
</definitions>
)";

/// The shipped workspace and the small chart, with `instead` for the first `text` in it.
Workspace with_small(const std::string& text = {}, const std::string& instead = {}) {
  std::vector<SourceFile> files = shipped_sources();
  files.push_back({kChart, std::string(kText)});
  files.push_back({"workflows/se/small/decisions.dmn", std::string(kDecisions)});
  if (!text.empty()) replace_in(files, kChart, text, instead);
  return workspace_of(files);
}

const Workspace& small() {
  static const Workspace kSmall = with_small();
  return kSmall;
}

/// The texts of a drawing, a line for each; what a line goes on with is another.
std::string texts_of(const std::string& svg) {
  std::string all;
  const auto document = xml::Document::parse(svg, "picture.svg").value();
  std::vector<xml::Element> open = {document.root()};
  while (!open.empty()) {
    const xml::Element element = open.back();
    open.pop_back();
    if (element.local() == "text") all += element.trimmed_text() + "\n";
    for (const xml::Element& child : element.children()) open.push_back(child);
  }
  return all;
}

std::string drawn(Language language, const Workspace& workspace = small()) {
  return texts_of(render::svg(workspace, WorkflowId("se.small"), language).value());
}

std::string mermaid(Language language) {
  return render::mermaid(small(), WorkflowId("se.small"), language).value();
}

/// The alias of a state in Mermaid, or of its text.
std::string alias_of(const std::string& mermaid, const std::string& state) {
  const std::string head = "state \"" + state + "\" as ";
  const auto at = mermaid.find(head);
  if (at == std::string::npos) return "no alias";
  const auto begin = at + head.size();
  return mermaid.substr(begin, mermaid.find_first_of(" \n", begin) - begin);
}

// ---- what both forms say

struct SaidRow {
  const char* name;
  Language language;
  const char* text;
};
void PrintTo(const SaidRow& row, std::ostream* out) { *out << row.name; }

class Said : public testing::TestWithParam<SaidRow> {};

TEST_P(Said, InBothForms) {
  EXPECT_THAT(drawn(GetParam().language), HasSubstr(GetParam().text));
  EXPECT_THAT(mermaid(GetParam().language), HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(
    Small, Said,
    testing::Values(SaidRow{"RolesSv", Language::kSwedish, "av handläggare, delegat, court"},
                    SaidRow{"RolesDa", Language::kDanish, "af sagsbehandler, bemyndiget, court"},
                    SaidRow{"RolesEn", Language::kEnglish, "by officer, delegate, court"},
                    SaidRow{"RoleOfATask", Language::kDanish, "Send notes (sagsbehandler)"},
                    SaidRow{"WaitSv", Language::kSwedish, "◷ remind efter 30 d"},
                    SaidRow{"WaitDa", Language::kDanish, "◷ remind efter 30 d"},
                    SaidRow{"WaitEn", Language::kEnglish, "◷ remind after 30 d"},
                    SaidRow{"WaitOfAConstant", Language::kEnglish, "◷ remind after 2 d 12 h"},
                    SaidRow{"WaitThatIsWorkedOut", Language::kEnglish, "◷ late after [patience]"},
                    SaidRow{"EventAtOnce", Language::kEnglish, "» told"},
                    SaidRow{"TitleIdAndVersion", Language::kSwedish, "se.small, version 2.3.4"}),
    [](const auto& row) { return row.param.name; });

TEST(SmallChart, NamesTheDecisionWhereItIsTaken) {
  EXPECT_THAT(drawn(Language::kSwedish), HasSubstr("▦ Beslutsregel (DMN): class_of"));
  EXPECT_THAT(drawn(Language::kDanish), HasSubstr("▦ Beslutningsregel (DMN): class_of"));
  const std::string text = mermaid(Language::kEnglish);
  EXPECT_THAT(text, HasSubstr(alias_of(text, "asked") + " : ▦ Decision rule (DMN)#58; class_of\n"));
}

TEST(SmallChart, SaysWhoMayOnlyWhereSomebodyMay) {
  const std::string text = mermaid(Language::kEnglish);

  EXPECT_THAT(text, HasSubstr(" : remind<br/>◷ late after [patience]\n"));
}

TEST(SmallChart, ShowsTheWaitWhereItBegins) {
  const std::string text = mermaid(Language::kEnglish);

  EXPECT_THAT(text, HasSubstr(alias_of(text, "asked") + " : ◷ remind after 30 d\n"));
  EXPECT_THAT(text, HasSubstr(alias_of(text, "promised") + " : ◷ remind after 2 d 12 h\n"));
}

TEST(SmallChart, IsHeadedByItsTitle) {
  EXPECT_THAT(drawn(Language::kDanish), HasSubstr("Et \"lille\" forløb\n"));
  EXPECT_THAT(mermaid(Language::kSwedish),
              testing::StartsWith("---\ntitle: \"Ett \\\"litet\\\" flöde (se.small, version "
                                  "2.3.4)\"\n---\nstateDiagram-v2\n"));
}

TEST(SmallChart, IsHeadedByItsIdWhereItHasNoTitle) {
  std::string titles(kText);
  titles = titles.substr(titles.find("  <l:title"),
                         titles.find("  <datamodel>") - titles.find("  <l:title"));
  const Workspace untitled = with_small(titles, "");

  EXPECT_THAT(render::mermaid(untitled, WorkflowId("se.small"), Language::kEnglish).value(),
              testing::StartsWith("---\ntitle: \"se.small, version 2.3.4\"\n"));
}

// ---- Mermaid

TEST(SmallChart, TellsMermaidTheActWithItsProvision) {
  EXPECT_THAT(mermaid(Language::kEnglish), HasSubstr(" : § note.made (SFS 2017#58;900 27 §)\n"));
}

TEST(SmallChart, TellsMermaidOfAHistoryBesideTheRegions) {
  const std::string text = mermaid(Language::kEnglish);
  const std::string work = "  state \"work\" as " + alias_of(text, "work") + " {\n";
  const auto begin = text.find(work);
  ASSERT_NE(begin, std::string::npos);
  const std::string inside = text.substr(begin, text.find("\n  }\n", begin) - begin);

  const auto regions = inside.find("\n    --\n");
  EXPECT_NE(regions, std::string::npos) << "between track and watch";
  EXPECT_EQ(inside.find("\n    --\n", regions + 1), std::string::npos) << "two regions, not three";
  EXPECT_THAT(inside, Not(HasSubstr("(H)")));
  const std::string history = alias_of(text, "work.before (H)");
  EXPECT_THAT(text, HasSubstr("\n  state \"work.before (H)\" as " + history + "\n"));
  EXPECT_THAT(text, HasSubstr(alias_of(text, "paused") + " --> " + history + " : resume"));
}

TEST(SmallChart, TellsMermaidAStayFromAReturn) {
  const std::string text = mermaid(Language::kEnglish);
  const std::string paused = alias_of(text, "paused");
  const std::string quiet = alias_of(text, "quiet");
  const std::string work = alias_of(text, "work");

  EXPECT_THAT(text, HasSubstr("\n  " + work + "said : ↻ note (by officer)\n"));
  EXPECT_THAT(text, Not(HasSubstr(" : note")));
  EXPECT_THAT(text, HasSubstr("\n  " + paused + " --> " + paused + " : again (by manager)\n"));
  EXPECT_THAT(text, HasSubstr(quiet + " --> " + quiet + " : look (by officer)\n"));
}

TEST(SmallChart, TellsMermaidOfAStepInsideWithoutLeaving) {
  const std::string text = mermaid(Language::kEnglish);

  EXPECT_THAT(text, HasSubstr("said : promise (by officer, delegate, court) → promised\n"));
  EXPECT_THAT(text, Not(HasSubstr(" --> " + alias_of(text, "track") + " : promise")));
}

TEST(SmallChart, TellsMermaidOfALoopInItsRegion) {
  const std::string text = mermaid(Language::kEnglish);
  const std::string track = alias_of(text, "track");

  const auto loop = text.find(track + " --> " + track + " : restart (by manager) → asked\n");
  EXPECT_LT(loop, text.find("\n    --\n"));
}

TEST(SmallChart, TellsMermaidOfNoArrowBetweenRegions) {
  const std::string text = mermaid(Language::kEnglish);
  const std::string work = alias_of(text, "work");

  EXPECT_THAT(text, HasSubstr(work + " --> " + work + " : restart (by manager) → quiet\n"));
  EXPECT_THAT(text, Not(HasSubstr(alias_of(text, "track") + " --> " + alias_of(text, "watch"))));
}

// ---- a drawing

TEST(SmallChart, ShortensALongGuardAndTellsItWhole) {
  std::string guard = "seats = 1";
  for (int i = 2; i < 40; ++i) guard += " or seats = " + std::to_string(i);
  const Workspace workspace = with_small("cond=\"seats = 3\"", "cond=\"" + guard + "\"");

  const std::string svg =
      render::svg(workspace, WorkflowId("se.small"), Language::kEnglish).value();

  EXPECT_THAT(svg, HasSubstr("<title>hold [" + guard + "] → paused</title>"));
  const std::string texts = texts_of(svg);
  EXPECT_THAT(texts, HasSubstr("…] → paused\n"));
  EXPECT_THAT(texts, Not(HasSubstr("seats = 39")));
}

TEST(SmallChart, KeepsAShortGuardAsItIs) {
  const std::string svg = render::svg(small(), WorkflowId("se.small"), Language::kEnglish).value();

  EXPECT_THAT(svg, HasSubstr(">hold [seats = 3] → paused</text>"));
  EXPECT_THAT(svg, Not(HasSubstr("…")));
}

TEST(SmallChart, ShortensALongTextAndTellsItWhole) {
  std::string title = "Send";
  for (int i = 0; i < 100; ++i) title += " note" + std::to_string(i);
  const Workspace workspace = with_small("Send notes", title);

  const std::string svg =
      render::svg(workspace, WorkflowId("se.small"), Language::kEnglish).value();

  EXPECT_THAT(svg, HasSubstr("<title>Task: " + title + " (officer)</title>"));
  EXPECT_THAT(texts_of(svg), HasSubstr(" …\n"));
  EXPECT_THAT(texts_of(svg), Not(HasSubstr("note99")));
}

TEST(SmallChart, BreaksAWordThatHasMoreThanALine) {
  const std::string word(70, 'm');
  const Workspace workspace = with_small("Send notes", word);

  const std::string svg =
      render::svg(workspace, WorkflowId("se.small"), Language::kEnglish).value();

  EXPECT_THAT(svg, Not(HasSubstr(word)));
  EXPECT_THAT(texts_of(svg), HasSubstr(word.substr(0, 20) + "\n"));
}

}  // namespace
}  // namespace lagrum::test
