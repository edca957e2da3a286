#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "lagrum/lint.h"
#include "support/changed_files.h"
#include "support/house.h"
#include "support/seed.h"

namespace lagrum {
namespace {

using test::House;

TEST(Workflows, LoadWithoutAFinding) {
  std::string found;
  for (const Diagnostic& diagnostic : House::get().findings())
    found += to_string(diagnostic) + "\n";

  EXPECT_TRUE(House::get().loaded()) << found;
  EXPECT_EQ(found, "");
}

/// Each story is played once in a process.
const Result<scenario::Report>& played(const std::string& story) {
  static std::map<std::string, Result<scenario::Report>> reports;
  const auto known = reports.find(story);
  if (known != reports.end()) return known->second;
  Diagnostics diagnostics;
  return reports
      .emplace(story, scenario::run(story, House::get().workspace(), House::get().surroundings(),
                                    diagnostics))
      .first->second;
}

/// Plays the story with its text changed at one place.
Result<scenario::Report> played_with(const std::string& story, const std::string& text,
                                     const std::string& instead) {
  scenario::Surroundings surroundings = House::get().surroundings();
  surroundings.read = [&](const std::string& path) -> Result<std::string> {
    LAGRUM_ASSIGN(std::string bytes, test::read_source(path));
    if (path != story) return bytes;
    const std::size_t at = bytes.find(text);
    EXPECT_NE(at, std::string::npos) << "the story has changed";
    if (at != std::string::npos) bytes.replace(at, text.size(), instead);
    return bytes;
  };
  Diagnostics diagnostics;
  return scenario::run(story, House::get().workspace(), surroundings, diagnostics);
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, ComesOutAsWritten) {
  ASSERT_TRUE(House::get().loaded());

  const auto& report = played(GetParam());

  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  std::string failures;
  for (const scenario::Failure& failure : report->failures)
    failures += to_string(failure.source) + ": " + failure.message + "\n";
  EXPECT_EQ(failures, "");
  EXPECT_GT(report->checks, 0U);
}

std::string name_of(const testing::TestParamInfo<std::string>& parameter) {
  std::string name = parameter.param;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

/// All of them; under sanitizers, where a story takes seconds, some that chance draws.
std::vector<std::string> stories_to_play() {
  std::vector<std::string> stories = test::shipped_scenarios();
  if (test::kSanitized)
    test::Chance().choose(stories, test::repetitions(stories.size(), stories.size()));
  return stories;
}

INSTANTIATE_TEST_SUITE_P(Shipped, Scenario, testing::ValuesIn(stories_to_play()), name_of);

TEST(Story, IsToldWhereItRefersToAMissingFile) {
  ASSERT_TRUE(House::get().loaded());
  const std::string name = "workflows/se/kontakt/scenarios/06-promise-broken.xml";

  const auto report = played_with(name, "02-promise-kept", "99-promise-kept");

  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  ASSERT_EQ(report->failures.size(), 1U);
  EXPECT_EQ(report->failures[0].source.file, name);
  EXPECT_EQ(report->failures[0].source.line, 7U);
  EXPECT_THAT(report->failures[0].message, testing::HasSubstr("99-promise-kept.xml"));
}

/// An expectation about what is not there would come true whatever happens.
struct UnknownRow {
  const char* name;
  const char* text;
  const char* instead;
  const char* message;
};
void PrintTo(const UnknownRow& row, std::ostream* out) { *out << row.name; }

class StoryThatNames : public testing::TestWithParam<UnknownRow> {};

TEST_P(StoryThatNames, SomethingUnknownIsNotPlayed) {
  const UnknownRow& row = GetParam();
  const std::string name = "workflows/se/kontakt/scenarios/02-promise-kept.xml";

  const auto report = played_with(name, row.text, row.instead);

  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().source.file, name);
  EXPECT_GT(report.error().source.line, 1U);
  EXPECT_THAT(report.error().message, testing::HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, StoryThatNames,
    testing::Values(
        UnknownRow{"Norm", "<then>", R"(<then><duty norm="se.fl.6.servce" is="none"/>)",
                   "did you mean 'se.fl.6.service'"},
        UnknownRow{"Clock", "<then>", R"(<then><clock id="se.fl.6.calback" is="none"/>)",
                   "did you mean 'se.fl.6.callback'"},
        UnknownRow{"Phase", "<then>", R"(<then><phase is="servce"/>)", "did you mean 'service'"},
        UnknownRow{"Act", "<then>", R"(<then><act type="contact.recieved"/>)",
                   "did you mean 'contact.received'"},
        UnknownRow{"Data", R"(<with name="physically_on")", R"(<with name="physicaly_on")",
                   "did you mean 'physically_on'"}),
    [](const testing::TestParamInfo<UnknownRow>& row) { return row.param.name; });

/// What comes out otherwise than the story says.
struct FailureRow {
  const char* name;
  const char* story;
  const char* text;
  const char* instead;
  const char* message;
};
void PrintTo(const FailureRow& row, std::ostream* out) { *out << row.name; }

class StoryThatSays : public testing::TestWithParam<FailureRow> {};

TEST_P(StoryThatSays, SomethingElseIsToldWhatCameOut) {
  const FailureRow& row = GetParam();

  const auto report = played_with(row.story, row.text, row.instead);

  ASSERT_TRUE(report.has_value()) << to_string(report.error());
  ASSERT_FALSE(report->failures.empty());
  EXPECT_THAT(report->failures[0].message, testing::HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, StoryThatSays,
    testing::Values(
        FailureRow{"Party", "workflows/se/kontakt/scenarios/01-answered-at-once.xml", "<then>",
                   R"(<then><clock id="se.fl.6.callback" is="none" party="nobody"/>)",
                   "expected a party of the case, found 'nobody'"},
        FailureRow{"ArrivalToCome", "workflows/se/kontakt/scenarios/02-promise-kept.xml",
                   R"("physically_on" value="2026-10-24")", R"("physically_on" value="2026-10-25")",
                   "expected a day not after 2026-10-24 for 'physically_on'"},
        FailureRow{"PoliceByAParty", "workflows/se/serveringstillstand/scenarios/01-story.xml",
                   R"(from="police" event="police-answers")",
                   R"(from="5599000104" event="police-answers")",
                   "expected one of the roles police"},
        FailureRow{"PostToCome", "workflows/se/serveringstillstand/scenarios/01-story.xml",
                   R"(event="open-post"><with name="on" value="2027-02-17")",
                   R"(event="open-post"><with name="on" value="2027-02-18")",
                   "expected a day not after 2027-02-17 for 'on'"}),
    [](const testing::TestParamInfo<FailureRow>& row) { return row.param.name; });

// --- bases

TEST(Bases, ThatAreIdsOfNormsAreWarnedOf) {
  std::vector<SourceFile> files = test::shipped_sources();
  test::replace_in(files, "workflows/se/kontakt/workflow.scxml", R"(l:basis="SFS 2017:900 27 §")",
                   R"(l:basis="se.fl.27.note")");
  Diagnostics loading;
  const auto workspace = Workspace::load(files, House::get().zones(), loading);
  ASSERT_TRUE(workspace.has_value());
  Diagnostics shipped;
  Diagnostics diagnostics;

  lint::check_bases(House::get().workspace(), shipped);
  lint::check_bases(*workspace, diagnostics);

  EXPECT_THAT(shipped.all(), testing::IsEmpty());
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all().front().rule, "basis");
  EXPECT_THAT(diagnostics.all().front().message, testing::HasSubstr("which is cited as 'SFS"));
}

// --- mappings

struct MappingRow {
  const char* name;
  const char* text;
  const char* instead;
  const char* rule;
  const char* message;
};
void PrintTo(const MappingRow& row, std::ostream* out) { *out << row.name; }

class MappingThatNames : public testing::TestWithParam<MappingRow> {};

TEST_P(MappingThatNames, WhatItsWorkflowDoesNotTakeIsAFault) {
  const MappingRow& row = GetParam();
  std::vector<SourceFile> files = test::shipped_sources();
  test::replace_in(files, "workflows/se/serveringstillstand/mapping.xml", row.text, row.instead);
  Diagnostics loading;
  const auto workspace = Workspace::load(files, House::get().zones(), loading);
  ASSERT_TRUE(workspace.has_value());
  Diagnostics diagnostics;

  lint::check_mappings(*workspace, diagnostics);

  ASSERT_FALSE(diagnostics.all().empty());
  EXPECT_EQ(diagnostics.all().front().rule, row.rule);
  EXPECT_GT(diagnostics.all().front().source.line, 1U);
  EXPECT_THAT(diagnostics.all().front().message, testing::HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, MappingThatNames,
    testing::Values(MappingRow{"Data", R"(into="application")", R"(into="aplication")",
                               "unknown-data", "did you mean 'application'"},
                    MappingRow{"Member", R"(to="name")", R"(to="nam")", "unknown-member",
                               "did you mean 'name'"},
                    MappingRow{"Type", R"(as="number")", "", "wrong-type",
                               "found a rule that gives string"}),
    [](const testing::TestParamInfo<MappingRow>& row) { return row.param.name; });

TEST(Mappings, OfTheShippedWorkflowsSetWhatTheyTake) {
  Diagnostics diagnostics;

  lint::check_mappings(House::get().workspace(), diagnostics);

  EXPECT_THAT(diagnostics.all(), testing::IsEmpty());
}

TEST(Mappings, ForTheSameFilesAreAFault) {
  std::vector<SourceFile> files = test::shipped_sources();
  files.push_back({"workflows/se/kontakt/mapping.xml",
                   test::read_source("workflows/se/serveringstillstand/mapping.xml").value()});
  Diagnostics loading;
  const auto workspace = Workspace::load(files, House::get().zones(), loading);
  ASSERT_TRUE(workspace.has_value());
  Diagnostics diagnostics;

  lint::check_mappings(*workspace, diagnostics);

  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all().front().rule, "second-mapping");
}

TEST(Workflows, HaveEveryTransitionTakenBySomeScenario) {
  if (test::kSanitized && !test::long_run()) GTEST_SKIP() << "takes every story";
  ASSERT_TRUE(House::get().loaded());
  std::set<std::string> left;
  for (const auto& workflow : House::get().workspace().workflows()) {
    for (const std::string& transition : workflow.transitions)
      left.insert(workflow.id + ": " + transition);
  }

  for (const std::string& file : test::shipped_scenarios()) {
    const auto& report = played(file);
    ASSERT_TRUE(report.has_value()) << to_string(report.error());
    const std::string id = report->workflow.substr(0, report->workflow.find('@'));
    for (const std::string& transition : report->transitions) left.erase(id + ": " + transition);
  }

  EXPECT_THAT(left, testing::IsEmpty());
}

}  // namespace
}  // namespace lagrum
