#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>

#include "statechart/interpreter.h"
#include "support/shared.h"

// Whole workflows, loaded and walked for some steps without their law.
namespace lagrum::statechart {
namespace {

using Ids = std::vector<std::string>;

// The early draft writes names in expressions with hyphens; they are names with '_' now.
std::string with_plain_names(std::string text) {
  static const std::regex kName("<l:(with|payload) name=\"([A-Za-z]+)-([a-z-]+)\"");
  static const std::regex kRead("get value\\(_event\\.data, \"([a-z]+)-([a-z]+)\"\\)");
  text = std::regex_replace(text, kRead, "_event.data.$1_$2");
  for (std::string before; before != text;) {
    before = text;
    text = std::regex_replace(text, kName, "<l:$1 name=\"$2_$3\"");
  }
  return text;
}

class DraftedWorkflow : public testing::Test {
 protected:
  void SetUp() override {
    const auto shared = test::shared_dir();
    if (!shared) GTEST_SKIP() << "shared data not found: draft";
    const std::filesystem::path folder = *shared / "draft" / "serveringstillstand";
    const auto decisions = parsed(test::read_bytes(folder / "decisions.dmn"));
    Diagnostics diagnostics;
    model_.emplace(dmn::Model::load(decisions, diagnostics).value());
    const auto document = parsed(with_plain_names(test::read_bytes(folder / "workflow.scxml")));
    LoadContext context;
    context.decisions = &*model_;
    Result<Chart> chart = Chart::load(document, context, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << to_string(diagnostic);
    ASSERT_TRUE(chart.has_value());
    chart_.emplace(std::move(chart).value());
    ASSERT_TRUE(start(*chart_, session_, "c1", surroundings_).has_value());
  }

  static xml::Document parsed(const std::string& text) {
    return xml::Document::parse(text, "draft").value();
  }

  Trace send(std::string name, Context data = {}) {
    const auto trace =
        process(*chart_, session_, {.name = std::move(name), .data = Value(std::move(data))},
                surroundings_);
    EXPECT_TRUE(trace.has_value()) << to_string(trace.error());
    return trace ? *trace : Trace();
  }

  bool active(std::string_view state) const { return is_active(*chart_, session_, state); }

  std::optional<dmn::Model> model_;
  std::optional<Chart> chart_;
  Session session_;
  Surroundings surroundings_{Instant(std::chrono::hours(24 * 20'000)),
                             DateTime{{2024, 10, 4}, TimeOfDay()}};
};

Ids acts_of(const Trace& trace) {
  Ids types;
  for (const PerformedAct& act : trace.acts) types.push_back(act.type);
  return types;
}

TEST_F(DraftedWorkflow, HasTheStatesAndTransitionsOfItsNotes) {
  EXPECT_EQ(chart_->transitions().size(), 111u);
  EXPECT_EQ(std::count_if(chart_->states().begin(), chart_->states().end(),
                          [](const StateInfo& state) { return state.kind != "history"; }),
            94);
}

TEST_F(DraftedWorkflow, StartsInEveryRegion) {
  EXPECT_EQ(session_.configuration, (Ids{"arriving", "delay.none", "request.none", "extension.none",
                                         "staffing.quiet", "insight.quiet"}));
}

TEST_F(DraftedWorkflow, TakesAnApplicationInAndChecksIt) {
  const Trace applied = send("apply", {{"application", Context{{"wants", "decision"}}},
                                       {"parties", List{Context{{"id", "a"}}}},
                                       {"channel", "e-service"}});
  EXPECT_EQ(acts_of(applied), (Ids{"document.received", "application.received"}));
  EXPECT_EQ(*applied.acts[1].attributes.find("wants"), Value("decision"));

  const Trace registered = send("register");
  EXPECT_EQ(registered.decisions.size(), 1u);
  EXPECT_TRUE(registered.errors.empty()) << to_string(registered.errors[0]);
  EXPECT_TRUE(active("checking"));

  EXPECT_EQ(acts_of(send("check")), Ids{"completeness.checked"});
  EXPECT_TRUE(active("curing.asked"));
}

TEST_F(DraftedWorkflow, DeclaresAConflictWithoutTouchingTheCourse) {
  send("apply", {{"application", Context{}}, {"parties", List{}}});

  send("declare-conflict");

  EXPECT_TRUE(active("staffing.question"));
  EXPECT_TRUE(active("registering"));
}

TEST_F(DraftedWorkflow, SurvivesARestartAtEachStep) {
  for (const char* event : {"apply", "register", "declare-conflict", "withdraw", "strike-out"}) {
    const auto json = to_json(session_);
    ASSERT_TRUE(json.has_value());
    const auto restored = session_from_json(*json, *chart_);
    ASSERT_TRUE(restored.has_value()) << to_string(restored.error());
    EXPECT_TRUE(*restored == session_);

    send(event, {{"application", Context{}}, {"parties", List{}}});
  }
  EXPECT_TRUE(active("after-decision"));
  EXPECT_TRUE(active("standing.notified"));
}

}  // namespace
}  // namespace lagrum::statechart
