// What is checked when workflows, law and the organisation have met. Each row changes one text of a
// shipped file.
#include "lagrum/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "support/changed_files.h"
#include "support/house.h"

namespace lagrum {
namespace {

constexpr const char* kContact = "workflows/se/kontakt/workflow.scxml";

struct CheckRow {
  const char* name;
  const char* text;
  const char* instead;
  Severity severity;
  const char* rule;
  const char* message;
};
void PrintTo(const CheckRow& row, std::ostream* out) { *out << row.name; }

class WorkspaceCheck : public testing::TestWithParam<CheckRow> {};

TEST_P(WorkspaceCheck, IsNamedWithItsPlace) {
  const CheckRow& row = GetParam();
  std::vector<SourceFile> files = test::sources_around("kontakt");
  test::replace_in(files, kContact, row.text, row.instead);
  Diagnostics diagnostics;

  const auto workspace = Workspace::load(files, test::House::get().zones(), diagnostics);

  EXPECT_EQ(workspace.has_value(), row.severity == Severity::kWarning);
  std::vector<Diagnostic> all = diagnostics.all();
  std::erase_if(all, [](const Diagnostic& each) {  // it has roles in other workflows
    return each.source.file.ends_with("/organisation.xml");
  });
  ASSERT_THAT(all, testing::SizeIs(1));
  const Diagnostic& found = all.front();
  EXPECT_EQ(found.severity, row.severity);
  EXPECT_EQ(found.rule, row.rule);
  EXPECT_EQ(found.source.file, kContact);
  EXPECT_GT(found.source.line, 0U);
  EXPECT_THAT(found.message, testing::HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WorkspaceCheck,
    testing::Values(
        CheckRow{"AFactThatNormsAskFor", R"(<l:fact name="case.employment" expr="false"/>)", "",
                 Severity::kWarning, "unstated-fact", "found none for case.employment"},
        CheckRow{"AClockThatIsNot", R"(event="act.arrival.deemed")",
                 R"(event="clock.expired.se.fl.6.calback")", Severity::kError, "unknown-clock",
                 "did you mean 'se.fl.6.callback'"},
        CheckRow{"AnEventThatNeverComes", R"(event="act.arrival.deemed")",
                 R"(event="clock.expird.se.fl.6.callback")", Severity::kError, "unknown-event",
                 "found 'clock.expird' (did you mean 'clock.expired'?)"},
        CheckRow{"ADayThatNeverComes", R"("date.reached.callback.promised.by")",
                 R"("date.reach.callback.promised.by")", Severity::kError, "unknown-event",
                 "did you mean 'date.reached'"},
        CheckRow{"ADayOfNoAct", R"("date.reached.callback.promised.by")",
                 R"("date.reached.callback.promise.by")", Severity::kError, "unknown-act",
                 "did you mean 'callback.promised'"},
        CheckRow{"ADayThatIsNot", R"("date.reached.callback.promised.by")",
                 R"("date.reached.callback.promised.on")", Severity::kError,
                 "unknown-act-attribute", "expected a date of 'callback.promised'"},
        CheckRow{"AStateThatIsNot", R"(event="act.arrival.deemed")",
                 R"(event="done.state.contakt")", Severity::kError, "unknown-state",
                 "expected a state in the event 'done.state.contakt'"},
        CheckRow{"ATaskOfNobody", R"(<l:task id="answer" role="officer">)",
                 R"(<l:task id="answer" role="oficer">)", Severity::kError, "unknown-role",
                 "did you mean 'officer'"},
        CheckRow{
            "AFactOfTheEngine", R"(<l:fact name="case.employment" expr="false"/>)",
            R"(<l:fact name="case.employment" expr="false"/><l:fact name="case.begun" expr="null"/>)",
            Severity::kError, "unknown-fact", "found 'case.begun'"},
        CheckRow{"AnActorOfOnesChoice", R"(<l:with name="channel"/>)",
                 R"(<l:with name="channel"/><l:with name="actor"/>)", Severity::kError,
                 "unknown-act-attribute", "found 'actor'"},
        CheckRow{"ARoleThatNobodyHas", R"(l:by="registrar officer")", R"(l:by="registra officer")",
                 Severity::kError, "unknown-role", "did you mean 'registrar'"}),
    [](const testing::TestParamInfo<CheckRow>& row) { return row.param.name; });

/// What is found when `text` stands as `instead` in all versions of the letter about delay.
Diagnostics findings_of_delay(const std::string& text, const std::string& instead) {
  constexpr const char* kDelay = "workflows/se/serveringstillstand/texts/delay.xml";
  std::vector<SourceFile> files = test::sources_around("serveringstillstand");
  for (SourceFile& file : files) {
    if (file.name != kDelay) continue;
    for (std::size_t at = 0; (at = file.bytes.find(text, at)) != std::string::npos;
         at += instead.size())
      file.bytes.replace(at, text.size(), instead);
  }
  Diagnostics diagnostics;
  EXPECT_FALSE(Workspace::load(files, test::House::get().zones(), diagnostics).has_value());
  return diagnostics;
}

struct LetterRow {
  const char* name;
  const char* text;
  const char* instead;
  const char* message;
};
void PrintTo(const LetterRow& row, std::ostream* out) { *out << row.name; }

class LetterCheck : public testing::TestWithParam<LetterRow> {};

TEST_P(LetterCheck, NamesAMisspeltValueWithItsPlace) {
  const Diagnostics diagnostics = findings_of_delay(GetParam().text, GetParam().instead);

  const std::vector<Diagnostic> errors = test::errors_of(diagnostics);
  ASSERT_EQ(errors.size(), 3U) << "one of each language";
  const Diagnostic& found = errors.front();
  EXPECT_EQ(found.rule, "unknown-value");
  EXPECT_THAT(found.source.file, testing::EndsWith("texts/delay.xml"));
  EXPECT_GT(found.source.line, 1U);
  EXPECT_GT(found.source.column, 1U);
  EXPECT_THAT(found.message, testing::HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LetterCheck,
    testing::Values(LetterRow{"OfTheAct", "act.expected_on", "act.expected_no",
                              "expected a value of 'delay.notified' in the letter, found "
                              "'act.expected_no' (did you mean 'expected_on'?)"},
                    LetterRow{"OfAnotherAct", "act.expected_on", "act.notice.dispatched.om",
                              "did you mean 'on'"},
                    LetterRow{"OfNoAct", "act.expected_on", "act.notice.dispatch.on",
                              "expected an act of the packs in the letter"},
                    LetterRow{"InACondition", "act.expected_on\"/>",
                              "act.expected_on\"/></p><when test=\"act.expected_no = null\">"
                              "<p>?</p></when><p>",
                              "did you mean 'expected_on'"},
                    LetterRow{"OfTheCase", "case.begun", "case.began", "did you mean 'begun'"},
                    LetterRow{"OfNobody", "officer.name", "oficer.name", "did you mean 'officer'"}),
    [](const testing::TestParamInfo<LetterRow>& row) { return row.param.name; });

/// What is found in the shipped files after `change`.
std::vector<Diagnostic> found_after(const std::function<void(std::vector<SourceFile>&)>& change) {
  std::vector<SourceFile> files = test::shipped_sources();
  change(files);
  Diagnostics diagnostics;
  EXPECT_FALSE(Workspace::load(files, test::House::get().zones(), diagnostics).has_value());
  return diagnostics.all();
}

TEST(WorkspaceFiles, ThatAreOfNoKnownKindAreNamed) {
  const std::vector<Diagnostic> found = found_after([](std::vector<SourceFile>& files) {
    files.push_back({"workflows/se/kontakt/mapping.xml", "<html><body/></html>"});
  });

  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().rule, "unknown-file");
  EXPECT_EQ(found.front().source.file, "workflows/se/kontakt/mapping.xml");
  EXPECT_THAT(found.front().message, testing::HasSubstr("found 'html' of namespace ''"));
}

TEST(WorkspaceFiles, OfAnotherNamespaceAreNamedWithTheRightOne) {
  const std::vector<Diagnostic> found = found_after([](std::vector<SourceFile>& files) {
    test::replace_in(files, kContact, "2005/07/scxml", "2005/07/scxlm");
  });

  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().rule, "unknown-file");
  EXPECT_THAT(found.front().message, testing::HasSubstr("http://www.w3.org/2005/07/scxml"));
}

TEST(WorkspaceFiles, WithAFaultOfTheirOwnHideWhatFollowsFromIt) {
  const std::vector<Diagnostic> found = found_after([](std::vector<SourceFile>& files) {
    test::replace_in(files, "workflows/law/se/administrative.xml", "guarantee=", "guarante=");
  });

  const auto at_fault = [](const Diagnostic& each) {
    return each.source.file == "workflows/law/se/administrative.xml";
  };
  EXPECT_TRUE(std::all_of(found.begin(), found.end(), at_fault));
  EXPECT_LE(found.size(), 3U);
  EXPECT_EQ(found.back().rule, "not-checked");
  EXPECT_THAT(found.back().message, testing::HasSubstr(kContact));
}

TEST(WorkspaceFiles, ThatAreUnreadableHideWhatFollowsFromThem) {
  const std::vector<Diagnostic> found = found_after([](std::vector<SourceFile>& files) {
    test::replace_in(files, "workflows/law/se/calendar.xml", "</calendar>", "</calender>");
  });

  for (const Diagnostic& each : found)
    EXPECT_EQ(each.source.file, "workflows/law/se/calendar.xml") << to_string(each);
}

TEST(WorkspaceFiles, ThatSeveralWorkflowsUseAreFaultyOnce) {
  const std::vector<Diagnostic> found = found_after([](std::vector<SourceFile>& files) {
    test::replace_in(files, "workflows/law/se/administrative.xml",
                     R"(<group name="delegable" acts=")",
                     R"(<group name="delegable" acts="no.such )");
  });

  EXPECT_EQ(std::count_if(found.begin(), found.end(),
                          [](const Diagnostic& each) {
                            return each.message.find("no.such") != std::string::npos;
                          }),
            1);
}

TEST(WorkspaceFiles, NamePacksThatAreThere) {
  const std::vector<Diagnostic> found = found_after([](std::vector<SourceFile>& files) {
    test::replace_in(files, kContact, R"(l:law="se.)", R"(l:law="se.x)");
  });

  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().rule, "unknown-pack");
  EXPECT_EQ(found.front().source.file, kContact);
  EXPECT_GT(found.front().source.line, 0U);
}

}  // namespace
}  // namespace lagrum
