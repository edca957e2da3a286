#include "statechart/checks.h"

#include <algorithm>
#include <set>

#include "statechart/expressions.h"
#include "support.h"

namespace lagrum::statechart {
namespace {

Diagnostics findings(const std::string& body) {
  const Law law;
  Diagnostics diagnostics;
  (void)load(scxml(body, "name='w' l:law='x'"), law.context(), diagnostics);
  return diagnostics;
}

class StructureRule : public testing::TestWithParam<RuleRow> {};

TEST_P(StructureRule, AcceptsTheGoodChart) {
  const Diagnostics diagnostics = findings(GetParam().good);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    ADD_FAILURE() << to_string(diagnostic);
  }
}

TEST_P(StructureRule, FindsTheFault) {
  const Diagnostics diagnostics = findings(GetParam().bad);

  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].rule, GetParam().rule);
  EXPECT_NE(diagnostics.all()[0].message.find(GetParam().says), std::string::npos)
      << diagnostics.all()[0].message;
}

constexpr RuleRow kLeaves[] = {
    {"region to its own inside",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e' type='internal' "
     "target='r2'/><state id='r1'/><state "
     "id='r2'/></state><state id='s'/></parallel>",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e' target='r2'/><state "
     "id='r1'/><state "
     "id='r2'/></state><state id='s'/></parallel>",
     "leaves-parallel", "write type=\"internal\""},
    {"leaving for good",
     "<state id='top'><parallel id='p'><state id='r'><transition l:by='c' event='e' "
     "target='out'/></state><state "
     "id='s'/></parallel><state id='out'/></state>",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e' target='s1'/></state><state "
     "id='s'><state id='s1'/></state><state id='t'/></parallel>",
     "leaves-parallel", "2 regions it does not name"},
    {"inside a region",
     "<parallel id='p'><state id='r'><state id='r1'><transition l:by='c' event='e' "
     "target='r2'/></state><state "
     "id='r2'/></state><state id='s'/></parallel>",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e' target='h'/><history "
     "id='h'><transition "
     "target='r1'/></history><state id='r1'/></state><state id='s'/></parallel>",
     "leaves-parallel", "leaves and re-enters"},
    {"every region named",
     "<parallel id='p'><transition l:by='c' event='e' target='r1 s1'/><state id='r'><state "
     "id='r1'/></state><state "
     "id='s'><state id='s1'/></state></parallel>",
     "<parallel id='p'><transition l:by='c' event='e' target='r1'/><state id='r'><state "
     "id='r1'/></state><state "
     "id='s'><state id='s1'/></state></parallel>",
     "leaves-parallel", "1 region"},
    {"the outermost parallel is named",
     "<parallel id='q'><parallel id='p'><state id='r'><transition l:by='c' event='e' "
     "type='internal' "
     "target='r1'/><state id='r1'/></state><state id='s'/></parallel><state id='t'/></parallel>",
     "<parallel id='q'><parallel id='p'><state id='r'><transition l:by='c' event='e' "
     "target='r1'/><state "
     "id='r1'/></state><state id='s'/></parallel><state id='t'/></parallel>",
     "leaves-parallel", "within 'q'"},
    {"into a region beside",
     "<parallel id='p'><state id='r'><state id='r1'><transition l:by='c' event='e' target='r1 s1'/>"
     "</state></state><state id='s'><state id='s1'/></state></parallel>",
     "<parallel id='p'><state id='r'><state id='r1'><transition l:by='c' event='e' target='s1'/>"
     "</state></state><state id='s'><state id='s1'/></state></parallel>",
     "leaves-parallel", "1 region it does not name"},
    {"all of it begins anew",
     "<state id='top'><parallel id='p'><state id='r'><transition l:by='c' event='e' target='p'/>"
     "</state><state id='s'/></parallel></state>",
     "<state id='top'><parallel id='p'><state id='r'><transition l:by='c' event='e' target='top'/>"
     "</state><state id='s'/></parallel></state>",
     "leaves-parallel", "name 'p' where all of it is to begin anew"},
};

constexpr RuleRow kTwice[] = {
    {"two regions",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition></state><state id='s'><transition l:by='c' event='f'><l:act "
     "type='form.seen' "
     "l:basis='§'/></transition></state></parallel>",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition></state><state id='s'><transition l:by='c' event='e'><l:act "
     "type='form.seen' "
     "l:basis='§'/></transition></state></parallel>",
     "same-act-twice", "'form.seen'"},
    {"region and what another enters",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition></state><state id='s'><transition l:by='c' event='f' "
     "type='internal' target='s2'/><state id='s1'/><state id='s2'><onentry><l:act "
     "type='form.seen' l:basis='§'/></onentry></state></state></parallel>",
     "<parallel id='p'><state id='r'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition></state><state id='s'><transition l:by='c' event='e' "
     "type='internal' target='s2'/><state id='s1'/><state id='s2'><onentry><l:act "
     "type='form.seen' l:basis='§'/></onentry></state></state></parallel>",
     "same-act-twice", "by what it leaves and enters"},
    {"ancestor and region",
     "<state id='top'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition><state "
     "id='r'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition></state></state>",
     "<state id='top'><transition l:by='c' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition><parallel "
     "id='p'><state id='r'><transition l:by='c' event='e.f'><l:act type='form.seen' "
     "l:basis='§'/></transition></state><state id='s'/></parallel></state>",
     "same-act-twice", "top --e-->"},
    {"one preempts the other",
     "<state id='top'><transition l:by='c' event='e' target='out'><l:act type='form.seen' "
     "l:basis='§'/></transition><parallel id='p'><state id='r'><state id='r1'><transition l:by='c' "
     "event='e' "
     "target='r2'><l:act type='form.seen' l:basis='§'/></transition></state><state "
     "id='r2'/></state><state "
     "id='s'/></parallel></state><state id='out'/>",
     "<state id='top'><transition l:by='c' event='e' target='out'><l:act type='form.seen' "
     "l:basis='§'/></transition><parallel id='p'><state id='r'><state id='r1'><transition "
     "l:by=\'c\' event='e'><l:act type='form.seen' "
     "l:basis='§'/></transition></state></state><state "
     "id='s'/></parallel></state><state id='out'/>",
     "same-act-twice", "'form.seen'"},
};

constexpr RuleRow kTwiceUnlessGuarded[] = {
    {"guards that compare one thing",
     "<datamodel><data id='n' expr='1'/></datamodel><parallel id='p'><state id='r'><transition "
     "l:by='c' event='e' cond='n = null'><l:act type='form.seen' l:basis='§ 1'/></transition>"
     "</state><state id='s'><transition l:by='c' event='e' cond='n != null and n > 3'><l:act "
     "type='form.seen' l:basis='§ 1'/></transition></state></parallel>",
     "<datamodel><data id='n' expr='1'/></datamodel><parallel id='p'><state id='r'><transition "
     "l:by='c' event='e' cond='n &lt; 5'><l:act type='form.seen' l:basis='§ 1'/></transition>"
     "</state><state id='s'><transition l:by='c' event='e' cond='n &gt; 3'><l:act "
     "type='form.seen' l:basis='§ 1'/></transition></state></parallel>",
     "same-act-twice", "'form.seen'"},
    {"guards that ask for a state",
     "<parallel id='p'><state id='r'><state id='r1'><transition l:by='c' event='f' target='r2'/>"
     "</state><state id='r2'/></state><state id='s'><transition l:by='c' event='e' "
     "cond='In(\"r1\")'><l:act type='form.seen' l:basis='§ 1'/></transition></state><state id='t'>"
     "<transition l:by='c' event='e' cond='In(\"r2\")'><l:act type='form.seen' l:basis='§ 1'/>"
     "</transition></state></parallel>",
     "<parallel id='p'><state id='r'><state id='r1'><transition l:by='c' event='f' target='r2'/>"
     "</state><state id='r2'/></state><state id='s'><transition l:by='c' event='e' "
     "cond='In(\"r1\")'><l:act type='form.seen' l:basis='§ 1'/></transition></state><state id='t'>"
     "<transition l:by='c' event='e' cond='In(\"r\")'><l:act type='form.seen' l:basis='§ 1'/>"
     "</transition></state></parallel>",
     "same-act-twice", "'form.seen'"},
};

constexpr RuleRow kTwiceInOne[] = {
    {"transition and entry",
     "<state id='a'><transition l:by='c' event='e' target='b'><l:act type='form.seen' "
     "l:basis='§ 1'/></transition></state><state id='b'/>",
     "<state id='a'><transition l:by='c' event='e' target='b'><l:act type='form.seen' "
     "l:basis='§ 1'/></transition></state><state id='b'><onentry><l:act type='form.seen' "
     "l:basis='§ 1'/></onentry></state>",
     "same-act-twice", "'form.seen' once"},
    {"branches of a choice",
     "<state id='a'><transition l:by='c' event='e'><if cond='1 = 1'><l:act type='form.seen' "
     "l:basis='§ 1'/><elseif cond='1 = 2'/><l:act type='form.seen' l:basis='§ 1'/><else/><l:act "
     "type='form.seen' l:basis='§ 1'/></if></transition></state>",
     "<state id='a'><transition l:by='c' event='e'><l:act type='form.seen' l:basis='§ 1'/><if "
     "cond='1 = 1'><log expr='1'/><else/><log expr='2'/></if><l:act type='form.seen' l:basis='§ "
     "1'/></transition></state>",
     "same-act-twice", "'form.seen' once"},
};

constexpr RuleRow kOthers[] = {
    {"round without events",
     "<state id='a'><transition l:by='c' event='e' target='b'/></state><state id='b'><transition "
     "target='d'/></state><state id='d'><transition cond='In(\"b\")' target='b'/><transition "
     "l:by='c' event='f' target='a'/></state>",
     "<state id='a'><transition l:by='c' event='e' target='b'/></state><state id='b'><transition "
     "target='d'/></state><state id='d'><transition target='b'/></state>",
     "eventless-loop", "from 'b' back to it"},
    {"eventless loop", "<state id='a'><transition target='b'/></state><state id='b'/>",
     "<state id='a'><transition><log expr='1'/></transition></state>", "eventless-loop", "'a'"},
    {"eventless self-transition", "<state id='a'><transition cond='In(\"a\")' target='a'/></state>",
     "<state id='a'><transition target='a'/></state>", "eventless-loop", "enabled again"},
    {"eventless into itself",
     "<state id='a'><transition l:by='c' event='e' target='b'/><state id='b'/></state>",
     "<state id='a'><transition target='b'/><state id='b'/></state>", "eventless-loop", "'a'"},
    {"phases in two regions",
     "<parallel id='p'><state id='r' l:phase='preparation'><state id='r1' "
     "l:phase='decision'/></state><state "
     "id='s'/></parallel>",
     "<parallel id='p'><state id='r'><state id='r1' l:phase='decision'/></state><state id='s' "
     "l:phase='final'/></parallel>",
     "phases-at-once", "'s' and on 'r1'"},
    {"unreachable state",
     "<state id='a'><transition l:by='c' event='e' target='b'/></state><state id='b'/>",
     "<state id='a'/><state id='b'><state id='c'/></state>", "unreachable-state", "'b'"},
    {"reached by a history",
     "<state id='a'><transition l:by='c' event='e' target='h'/></state><state id='b'><history "
     "id='h'><transition "
     "target='d'/></history><state id='d'/></state>",
     "<state id='a'><transition l:by='c' event='e' target='h'/></state><state id='b'><history "
     "id='h'><transition "
     "target='d'/></history><state id='c'/><state id='d'/></state>",
     "unreachable-state", "'c'"},
};

constexpr RuleRow kWarnings[] = {
    {"behind one without guard",
     "<state id='a'><transition l:by='c' event='e.f'/><transition l:by='c' event='e'/></state>",
     "<state id='a'><transition l:by='c' event='e'/><transition l:by='c' event='e.f'/></state>",
     "dead-transition", "always comes before it"},
    {"behind one with a guard",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='a'><transition l:by='c' event='e' "
     "cond='n = 1'/><transition l:by='c' event='e'/></state>",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='a'><transition l:by='c' event='e' "
     "cond='1 = 1'/><transition l:by='c' event='e' cond='n = 1'/></state>",
     "dead-transition", "always comes before it"},
    {"guard that is false", "<state id='a'><transition l:by='c' event='e' cond='true'/></state>",
     "<state id='a'><transition l:by='c' event='e' cond='1 = 2'/></state>", "dead-transition",
     "found '1 = 2'"},
    {"one of two regions leaves",
     "<state id='top'><parallel id='p'><state id='r'><transition l:by='c' event='e' target='out'/>"
     "</state><state id='s'><transition l:by='c' event='f' target='out'/></state></parallel>"
     "<state id='out'/></state>",
     "<state id='top'><parallel id='p'><state id='r'><transition l:by='c' event='e' target='out'/>"
     "</state><state id='s'><transition l:by='c' event='e' target='out'/></state></parallel>"
     "<state id='out'/></state>",
     "order-decides", "the order in the file prefers 'r --e--> out#1'"},
    {"two regions write",
     "<datamodel><data id='n'/><data id='m'/></datamodel><parallel id='p'><state "
     "id='r'><transition "
     "l:by='c' event='e'><assign location='n' expr='1'/></transition></state><state id='s'>"
     "<transition l:by='c' event='e'><assign location='m' expr='2'/></transition></state>"
     "</parallel>",
     "<datamodel><data id='n'/><data id='m'/></datamodel><parallel id='p'><state "
     "id='r'><transition "
     "l:by='c' event='e'><assign location='n' expr='1'/></transition></state><state id='s'>"
     "<transition l:by='c' event='e'><assign location='n' expr='2'/></transition></state>"
     "</parallel>",
     "written-twice", "to write 'n'"},
    {"two regions write, one at events of a family",
     "<datamodel><data id='n'/></datamodel><parallel id='p'><state id='r'><transition "
     "l:by='c' event='e.a f'><assign location='n' expr='1'/></transition></state><state id='s'>"
     "<transition l:by='c' event='e.b'><assign location='n' expr='2'/></transition></state>"
     "</parallel>",
     "<datamodel><data id='n'/></datamodel><parallel id='p'><state id='r'><transition "
     "l:by='c' event='e.a f'><assign location='n' expr='1'/></transition></state><state id='s'>"
     "<transition l:by='c' event='e'><assign location='n' expr='2'/></transition></state>"
     "</parallel>",
     "written-twice", "found that 'r --e.a f--> #1' in line"},
    {"behind one that takes more",
     "<state id='a'><transition l:by='c' event='e f.a'/><transition l:by='c' event='e f'/></state>",
     "<state id='a'><transition l:by='c' event='e f g'/><transition l:by='c' event='f.a e'/>"
     "</state>",
     "dead-transition", "'a --e f g--> #1'"},
    {"end that is waited for",
     "<state id='a'><transition event='done.state.a' target='b'/><state id='x'><transition "
     "l:by='c' event='e' target='y'/></state><final id='y'/></state><state id='b'/>",
     "<state id='a'><transition event='done.state.a' target='b'/><state id='x'/></state>"
     "<state id='b'/>",
     "join-never-reached", "'a', which has no final state"},
    {"join of regions",
     "<parallel id='p'><transition event='done.state.p'/><state id='r'><final id='r1'/></state>"
     "<state id='s'><final id='s1'/></state></parallel>",
     "<parallel id='p'><transition event='done.state.p'/><state id='r'><final id='r1'/></state>"
     "<state id='s'/></parallel>",
     "join-never-reached", "of whose regions one"},
    {"self-transition that acts again",
     "<state id='a'><onentry><l:act type='form.seen' l:basis='§ 1'/></onentry><transition l:by='c' "
     "event='e'/></state>",
     "<state id='a'><onentry><l:act type='form.seen' l:basis='§ 1'/></onentry><transition l:by='c' "
     "event='e' target='a'/></state>",
     "reenters", "performs 'form.seen'"},
    {"self-transition that waits again",
     "<state id='a'><onentry><log/></onentry><transition l:by='c' event='e' target='a'/></state>",
     "<state id='a'><onentry><send event='t' delay='5s'/></onentry><transition l:by='c' event='e' "
     "target='a'/><transition event='t'/></state>",
     "reenters", "begins the wait for 't'"},
    {"self-transition after which something inside waits again",
     "<state id='a'><transition event='t'/><transition l:by='c' event='e'/><state id='b'><onentry>"
     "<send event='t' delay='5s'/></onentry></state></state>",
     "<state id='a'><transition event='t'/><transition l:by='c' event='e' target='a'/><state "
     "id='b'><onentry><send event='t' delay='5s'/></onentry></state></state>",
     "reenters", "all inside begins anew"},
    {"transition inside that acts again",
     "<state id='a'><onentry><l:act type='form.seen' l:basis='§ 1'/></onentry><transition l:by='c' "
     "event='e' type='internal' target='b'/><state id='b'/></state>",
     "<state id='a'><onentry><l:act type='form.seen' l:basis='§ 1'/></onentry><transition l:by='c' "
     "event='e' target='b'/><state id='b'/></state>",
     "reenters", "expected type=\"internal\""},
    {"behind one with the same guard",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='a'><transition l:by='c' event='e' "
     "cond='n = 1'/><transition l:by='c' event='e' cond='n = 2'/></state>",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='a'><transition l:by='c' event='e' "
     "cond='n = 1'/><transition l:by='c' event='e' cond='n = 1'/></state>",
     "dead-transition", "always comes before it"},
    {"in a state that is left at once",
     "<state id='a'><transition cond='In(\"b\")' target='b'/><transition l:by='c' event='e' "
     "target='b'/></state><state id='b'/>",
     "<state id='a'><transition target='b'/><transition l:by='c' event='e' target='b'/></state>"
     "<state id='b'/>",
     "dead-transition", "leaves it before any is taken"},
    {"one of two regions leaves by a guard",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='top'><parallel id='p'>"
     "<state id='r'><transition l:by='c' event='e' cond='n = 1' target='out'/></state>"
     "<state id='s'><transition l:by='c' event='e' cond='not(n = 1)' target='out'/></state>"
     "</parallel><state id='out'/></state>",
     "<datamodel><data id='n' expr='1'/></datamodel><state id='top'><parallel id='p'>"
     "<state id='r'><transition l:by='c' event='e' cond='n = 1' target='out'/></state>"
     "<state id='s'><transition l:by='c' event='e' cond='not(n = 2)' target='out'/></state>"
     "</parallel><state id='out'/></state>",
     "order-decides", "the order in the file prefers"},
    {"two regions write on entry",
     "<datamodel><data id='n'/><data id='m'/></datamodel><parallel id='p'><state id='r'><onentry>"
     "<assign location='n' expr='1'/></onentry></state><state id='s'><onentry><assign "
     "location='m' expr='2'/></onentry></state></parallel>",
     "<datamodel><data id='n'/><data id='m'/></datamodel><parallel id='p'><state id='r'><onentry>"
     "<assign location='n' expr='1'/></onentry></state><state id='s'><onentry><assign "
     "location='n' expr='2'/></onentry></state></parallel>",
     "written-twice", "to write 'n', found that of 'r' in line"},
    {"event that nobody takes",
     "<state id='a'><onentry><raise event='remind'/></onentry><transition event='remind'/></state>",
     "<state id='a'><onentry><raise event='remnd'/></onentry><transition l:by='c' event='remind'/>"
     "</state>",
     "nobody-takes", "found 'remnd' (did you mean 'remind'?)"},
    {"wait that nobody began",
     "<state id='a'><onentry><send event='t' id='reminder' delay='5s'/></onentry><onexit><cancel "
     "sendid='reminder'/></onexit><transition event='t'/></state>",
     "<state id='a'><onentry><send event='t' id='reminder' delay='5s'/></onentry><onexit><cancel "
     "sendid='remainder'/></onexit><transition event='t'/></state>",
     "unknown-send", "did you mean 'reminder'?"},
    {"state that nothing leaves",
     "<state id='a'><transition l:by='c' event='e' target='b'/><transition l:by='c' event='f' "
     "target='z'/></state><state id='b'><transition l:by='c' event='g' target='a'/></state>"
     "<final id='z'/>",
     "<state id='a'><transition l:by='c' event='e' target='b'/><transition l:by='c' event='f' "
     "target='z'/></state><state id='b'/><final id='z'/>",
     "trap-state", "to leave 'b'"},
};

INSTANTIATE_TEST_SUITE_P(TwiceUnlessGuarded, StructureRule, testing::ValuesIn(kTwiceUnlessGuarded));
INSTANTIATE_TEST_SUITE_P(TwiceInOne, StructureRule, testing::ValuesIn(kTwiceInOne));
INSTANTIATE_TEST_SUITE_P(Warnings, StructureRule, testing::ValuesIn(kWarnings));
INSTANTIATE_TEST_SUITE_P(LeavesParallel, StructureRule, testing::ValuesIn(kLeaves));
INSTANTIATE_TEST_SUITE_P(SameActTwice, StructureRule, testing::ValuesIn(kTwice));
INSTANTIATE_TEST_SUITE_P(Others, StructureRule, testing::ValuesIn(kOthers));

TEST(CheckEnds, WarnsOfACaseThatNeverEnds) {
  const auto rules = [](const std::string& target) {
    Diagnostics diagnostics;
    const auto document =
        xml::Document::parse(scxml("<state id='a'><transition l:by='c' event='e' target='" +
                                       target + "'/></state><state id='b'/><final id='end'/>",
                                   "name='w' l:law='x'"),
                             "test.scxml");
    (void)Chart::load(*document, {}, diagnostics);
    std::set<std::string> found;
    for (const Diagnostic& each : diagnostics.all()) found.insert(each.rule);
    return found;
  };

  EXPECT_FALSE(rules("end").contains("never-final"));
  EXPECT_TRUE(rules("b").contains("never-final"));
}

/// A parallel of regions with so many states each, each of which takes the event `e`.
std::string regions_of(int regions, int states, const std::string& content) {
  std::string text = "<parallel id='p'>";
  for (int region = 0; region < regions; ++region) {
    const std::string id = "r" + std::to_string(region);
    text += "<state id='" + id + "'>";
    for (int state = 0; state < states; ++state) {
      text += "<state id='" + id + "s" + std::to_string(state) +
              "'><transition l:by='c' event='e'>" + content + "</transition></state>";
    }
    text += "</state>";
  }
  return text + "</parallel>";
}

std::size_t count_of(const Diagnostics& diagnostics, std::string_view rule) {
  const auto is_of = [&](const Diagnostic& each) { return each.rule == rule; };
  return static_cast<std::size_t>(
      std::count_if(diagnostics.all().begin(), diagnostics.all().end(), is_of));
}

TEST(CheckActsOnce, SaysOnceOfEachTransitionThatAnotherPerformsItsAct) {
  const std::string act = "<l:act type='form.seen' l:basis='§ 1'/>";

  EXPECT_EQ(count_of(findings(regions_of(1, 30, act)), "same-act-twice"), 0U);
  EXPECT_EQ(count_of(findings(regions_of(2, 30, act)), "same-act-twice"), 30U);
  EXPECT_EQ(count_of(findings(regions_of(3, 30, act)), "same-act-twice"), 60U);
}

TEST(CheckStructure, SaysWhereItHasNotComparedAll) {
  const Diagnostics diagnostics = findings(regions_of(2, 4'000, ""));

  EXPECT_FALSE(diagnostics.has_errors());
  EXPECT_EQ(count_of(diagnostics, "too-many"), 1U);
  EXPECT_EQ(count_of(findings(regions_of(1, 8'000, "")), "too-many"), 0U);
}

TEST(Load, RefusesHistoriesThatLeadRoundInCircles) {
  EXPECT_TRUE(
      findings("<state id='a'><transition l:by='c' event='e' target='s'/></state><state "
               "id='s' initial='h'><history id='h'><transition target='h'/></history><state "
               "id='d'/></state>")
          .has_errors());
}

TEST(Load, RefusesEventsWithoutANameAndActsWithoutABasis) {
  const auto of_event = [](const std::string& event) {
    return count_of(findings("<state id='a'><transition l:by='c' event='" + event + "'/></state>"),
                    "bad-value");
  };
  const std::string act =
      "<state id='a'><onentry><l:act type='form.seen' l:basis=' '/></onentry></state>";

  EXPECT_EQ(of_event(".*"), 0U);
  EXPECT_EQ(of_event("."), 1U);
  EXPECT_EQ(of_event("a.."), 1U);
  EXPECT_EQ(of_event(" "), 1U);
  EXPECT_EQ(count_of(findings(act), "missing-basis"), 1U);
}

TEST(Load, SuggestsNamesForTheFirstFaultsAlone) {
  std::string text;
  for (std::size_t i = 0; i < kSuggestionsMax + 20; ++i)
    text += "<state id='a" + std::to_string(i) +
            "'><transition l:by='c' event='e' target='b1'/></state>";
  const Diagnostics diagnostics = findings(text);

  ASSERT_EQ(diagnostics.all().size(), kSuggestionsMax + 20);
  EXPECT_EQ(diagnostics.all()[kSuggestionsMax - 1].message,
            "expected the id of a state, found 'b1' (did you mean 'a1'?)");
  EXPECT_EQ(diagnostics.all()[kSuggestionsMax].message, "expected the id of a state, found 'b1'");
}

TEST(CheckLeftRegions, LetsPlainScxmlRestartAParallel) {
  Diagnostics diagnostics;

  EXPECT_TRUE(load(scxml(kLeaves[0].bad), {}, diagnostics).has_value());
  EXPECT_FALSE(load(scxml(kLeaves[0].bad, "name='w' l:law='x'"), {}, diagnostics).has_value());
}

TEST(IsOfEngine, KnowsTheFamilies) {
  for (const char* event :
       {"act.x", "clock.near.x", "date.reached.x.y", "done.state.x", "error.y", "judge.x"}) {
    EXPECT_TRUE(is_of_engine(event)) << event;
  }
  for (const char* event : {"action", "actx.y", "decide", "judgement", "clocks.near"}) {
    EXPECT_FALSE(is_of_engine(event)) << event;
  }
}

}  // namespace
}  // namespace lagrum::statechart
