#include "statechart/vocabulary.h"

#include "support.h"

namespace lagrum::statechart {
namespace {

Diagnostics checked(const std::string& text, Profile profile = Profile::kCase) {
  Diagnostics diagnostics;
  const auto document = xml::Document::parse(text, "test.scxml");
  EXPECT_TRUE(document.has_value()) << text;
  if (document) check_vocabulary(document->root(), profile, diagnostics);
  return diagnostics;
}

class Vocabulary : public testing::TestWithParam<RuleRow> {};

TEST_P(Vocabulary, AcceptsTheGoodForm) {
  const Diagnostics diagnostics = checked(scxml(GetParam().good));
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    ADD_FAILURE() << to_string(diagnostic);
  }
}

TEST_P(Vocabulary, RefusesTheNearBadOne) {
  const Diagnostics diagnostics = checked(scxml(GetParam().bad));

  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].rule, GetParam().rule);
  EXPECT_NE(diagnostics.all()[0].message.find(GetParam().says), std::string::npos)
      << diagnostics.all()[0].message;
  EXPECT_GT(diagnostics.all()[0].source.line, 0u);
}

constexpr RuleRow kRows[] = {
    {"element", "<state id='a'/>", "<stat id='a'/>", "unknown-element", "did you mean 'state'"},
    {"our element", "<state><onentry><l:act type='a.b' l:basis='§'/></onentry></state>",
     "<state><onentry><l:akt type='a.b' l:basis='§'/></onentry></state>", "unknown-element",
     "did you mean 'l:act'"},
    {"foreign namespace", "<x:note xmlns:x='urn:x'><state/></x:note><state/>", "<l:note/><state/>",
     "unknown-element", "<l:note>"},
    {"attribute", "<state id='a' initial='b'><state id='b'/></state>",
     "<state id='a' inital='b'><state id='b'/></state>", "unknown-attribute",
     "did you mean 'initial'"},
    {"our attribute", "<state l:phase='final'/>", "<state l:phas='final'/>", "unknown-attribute",
     "did you mean 'l:phase'"},
    {"prefix left out", "<state><transition event='e' l:by='clerk'/></state>",
     "<state><transition event='e' by='clerk'/></state>", "unknown-attribute", "found 'by'"},
    {"foreign attribute", "<state xmlns:x='urn:x' x:colour='red'/>", "<state colour='red'/>",
     "unknown-attribute", "'colour'"},
    {"place", "<state><transition event='e'><raise event='x'/></transition></state>",
     "<state><raise event='x'/></state>", "misplaced-element", "in <state>"},
    {"task on entry", "<state><onentry><l:task id='t' role='clerk'/></onentry></state>",
     "<state><onexit><l:task id='t' role='clerk'/></onexit></state>", "misplaced-element",
     "<l:task>"},
    {"required", "<datamodel><data id='x'/></datamodel>", "<datamodel><data/></datamodel>",
     "missing-attribute", "'id'"},
    {"basis", "<state><onentry><l:act type='a.b' l:basis='§ 1'/></onentry></state>",
     "<state><onentry><l:act type='a.b'/></onentry></state>", "missing-basis", "cites"},
    {"value", "<state><transition type='internal'/></state>",
     "<state><transition type='intern'/></state>", "bad-value", "did you mean 'internal'"},
    {"phase", "<state l:phase='preparation'/>", "<state l:phase='preparations'/>", "bad-value",
     "did you mean 'preparation'"},
    {"script", "<state><onentry><log expr='1'/></onentry></state>",
     "<state><onentry><script>x</script></onentry></state>", "not-supported",
     "not taken in a workflow: <script>"},
    {"invoke", "<state/>", "<state><invoke/></state>", "not-supported", "<invoke>"},
    {"data from a file", "<datamodel><data id='x' expr='1'/></datamodel>",
     "<datamodel><data id='x' src='x.json'/></datamodel>", "not-supported", "<data> src"},
};

INSTANTIATE_TEST_SUITE_P(Rules, Vocabulary, testing::ValuesIn(kRows));

TEST(VocabularyRoot, RefusesAnotherDatamodel) {
  EXPECT_TRUE(checked(scxml("<state/>", "datamodel='feel'")).all().empty());

  const Diagnostics diagnostics = checked(scxml("<state/>", "datamodel='ecmascript'"));

  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].rule, "datamodel");
}

TEST(VocabularyRoot, RefusesLateBinding) {
  EXPECT_TRUE(checked(scxml("<state/>", "binding='early'")).all().empty());
  EXPECT_EQ(checked(scxml("<state/>", "binding='late'")).all().at(0).rule, "not-supported");
}

TEST(VocabularyRoot, TakesAllOfTheLanguageUnderTheProfileOfTheStandard) {
  const std::string text = scxml(
      "<datamodel><data id='x' src='x.json'/><data id='y'><b/></data></datamodel><script>{z: 1}"
      "</script><state><invoke src='x.scxml' autoforward='true'><finalize/></invoke></state>",
      "binding='late'");

  EXPECT_TRUE(checked(text, Profile::kStandard).all().empty());
  EXPECT_EQ(checked(text).all().size(), 5u);
}

TEST(VocabularyRoot, LetsNoFinalizeSend) {
  const auto with = [](const std::string& content) {
    return scxml("<state><invoke src='x'><finalize>" + content + "</finalize></invoke></state>");
  };

  EXPECT_TRUE(checked(with("<log/>"), Profile::kStandard).all().empty());
  EXPECT_EQ(checked(with("<send event='e'/>"), Profile::kStandard).all().at(0).rule,
            "misplaced-element");
}

TEST(VocabularyRoot, RefusesAnotherRoot) {
  Diagnostics diagnostics;
  const auto document = xml::Document::parse("<scxml version='1.0'/>", "test.scxml");

  EXPECT_FALSE(check_vocabulary(document->root(), Profile::kCase, diagnostics));

  EXPECT_EQ(diagnostics.all().at(0).rule, "unknown-element");
}

TEST(VocabularyRoot, StopsAtDepth) {
  std::string text;
  for (int i = 0; i < 110; ++i) text = "<state>" + text + "</state>";
  Diagnostics diagnostics;
  const auto document = xml::Document::parse(scxml(text), "test.scxml");
  ASSERT_TRUE(document.has_value()) << to_string(document.error());

  EXPECT_FALSE(check_vocabulary(document->root(), Profile::kCase, diagnostics));

  EXPECT_EQ(diagnostics.all().at(0).rule, "too-deep");
}

}  // namespace
}  // namespace lagrum::statechart
