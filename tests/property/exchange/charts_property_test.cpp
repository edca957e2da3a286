// Random charts there and back: the same states and transitions, and, where all of the chart could
// be said, the same steps on the same events.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/plain.h"
#include "random_chart.h"
#include "statechart/interpreter.h"
#include "statechart/tables.h"

namespace lagrum::exchange {
namespace {

using naive::Trial;
using statechart::Chart;

const Instant kStart{std::chrono::hours(24 * 20'000)};

Result<Chart> loaded(const std::string& text) {
  Diagnostics diagnostics;
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(text, "random.scxml"));
  return Chart::load(document, {}, diagnostics);
}

/// The chart as it comes back; empty where an expression cannot be said, or a test failed.
std::string there_and_back(const Chart& chart, Datamodel datamodel) {
  Diagnostics diagnostics;
  const Result<std::string> plain = plain_chart(chart, datamodel, diagnostics);
  if (!plain) {
    EXPECT_EQ(datamodel, Datamodel::kEcmascript) << to_string(plain.error());
    return {};
  }
  const Result<std::string> back = workflow_from(*plain, "plain.scxml", diagnostics);
  EXPECT_TRUE(back) << to_string(back.error()) << "\n" << *plain;
  return back ? *back : std::string();
}

std::string structure_of(const Chart& chart) {
  std::string text;
  for (const statechart::StateInfo& state : chart.states())
    text += state.kind + " " + state.id + " in " + state.parent + "\n";
  for (std::size_t i = 0; i < chart.states().size() + 1; ++i) {
    for (const statechart::StateIndex target : chart.tables().states[i].entry.targets)
      text += std::to_string(i) + " begins in " + std::to_string(target) + "\n";
  }
  for (std::size_t i = 0; i < chart.transitions().size(); ++i) {
    text += chart.transitions()[i].name;
    text += chart.tables().transitions[i].internal ? " internal" : "";
    text += chart.transitions()[i].guard.empty() ? "\n" : " guarded\n";
  }
  return text;
}

/// What the chart does with the inputs, as text.
std::string steps_of(const Chart& chart, const Trial& trial) {
  std::string text;
  statechart::Session session;
  statechart::Surroundings surroundings{kStart, std::nullopt};
  const auto tell = [&](const auto& done) {
    if (!done) text += "fails; ";
    for (const std::string& id : session.configuration) text += id + " ";
    for (const auto& [name, value] : session.data.entries())
      text += name + "=" + to_string(value) + " ";
    text += "\n";
  };
  tell(statechart::start(chart, session, "s1", surroundings));
  for (const naive::Input& input : trial.inputs) {
    surroundings.now += input.wait;
    if (input.event.name.empty()) {
      tell(statechart::advance(chart, session, surroundings));
      continue;
    }
    statechart::Event event{.name = input.event.name};
    if (input.event.value) event.data = Value(Context{{"v", Value::integer(*input.event.value)}});
    tell(statechart::process(chart, session, event, surroundings));
  }
  return text;
}

TEST(ChartsProperty, ComeBackWithTheSameStatesTransitionsAndSteps) {
  test::Chance chance;
  std::size_t charts = 0;
  std::size_t said = 0;
  for (int i = 0; i < (test::long_run() ? 5'000 : 300); ++i) {
    const Trial trial = naive::random_trial(chance);
    const std::string text = naive::to_xml(trial.chart);
    const Result<Chart> chart = loaded(text);
    if (!chart) continue;  // the case profile refuses what fails on purpose
    ++charts;

    const Result<Chart> of_null = loaded(there_and_back(*chart, Datamodel::kNull));
    ASSERT_TRUE(of_null) << text;
    EXPECT_EQ(structure_of(*of_null), structure_of(*chart)) << text;

    const std::string back = there_and_back(*chart, Datamodel::kEcmascript);
    if (back.empty()) continue;
    ++said;
    const Result<Chart> of_script = loaded(back);
    ASSERT_TRUE(of_script) << back;
    EXPECT_EQ(structure_of(*of_script), structure_of(*chart)) << text;
    ASSERT_EQ(steps_of(*of_script, trial), steps_of(*chart, trial)) << text << "\n" << back;
  }

  EXPECT_GT(charts, 50U);
  EXPECT_GT(said, 10U);
  std::cout << charts << " charts, " << said << " of them in ECMAScript, too\n";
}

/// A chart with all that import looks at.
constexpr std::string_view kForeign =
    "<?xml version='1.0'?>\r\n<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' "
    "xmlns:qt='urn:qt'><qt:i g=\"1;2\"/><datamodel><data id='d' expr='[1, \"a\"]'/></datamodel>"
    "<state id='a'><invoke type='urn:lagrum:task' id='t'><content><scxml version='1.0' name='r'>"
    "<state/></scxml></content></invoke><transition event='e' cond=\"d.length &gt; 0 || d.x !== "
    "'y'\">"
    "<log label='urn:lagrum:assign d null'/><send type='urn:lagrum:act' event='x.y' "
    "target='urn:lagrum:basis:b%20c'><param name='p' expr='_event.data.p'/></send></transition>"
    "<transition event='lagrum.guard'><log label='urn:lagrum:guard In(\"a\")'/></transition>"
    "</state><!-- end --></scxml>";

TEST(ChartsProperty, AFileThatIsChangedAtRandomIsRefusedOrLoads) {
  test::Chance chance;
  constexpr std::string_view kBytes = "<>/\"'=&;:. \n%#[](){}aexl0\xC3\xA5\x80";
  std::size_t taken = 0;
  for (int i = 0; i < (test::long_run() ? 100'000 : 3'000); ++i) {
    std::string bytes(kForeign);
    for (int changes = chance.between(1, 3); changes > 0; --changes) {
      const std::size_t at = chance.below(bytes.size());
      const std::size_t kind = chance.below(3);
      if (kind == 0) bytes.erase(at, 1 + chance.below(6));
      if (kind == 1) bytes.insert(at, 1, kBytes[chance.below(kBytes.size())]);
      if (kind == 2) bytes[at] = kBytes[chance.below(kBytes.size())];
    }
    Diagnostics diagnostics;

    const Result<std::string> made = workflow_from(bytes, "changed.scxml", diagnostics);

    ASSERT_TRUE(made || made.error().source.line > 0) << bytes << "\n" << to_string(made.error());
    if (!made) continue;
    ++taken;
    ASSERT_TRUE(loaded(*made)) << bytes << "\n" << *made;
    Diagnostics again;
    ASSERT_EQ(*workflow_from(*made, "again.scxml", again), *made);
  }
  EXPECT_GT(taken, 100U);
}

}  // namespace
}  // namespace lagrum::exchange
