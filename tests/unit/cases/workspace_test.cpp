// What is checked when workflows, law and the organisation have met. Each row changes one text of a
// shipped file.
#include "lagrum/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

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
  std::vector<SourceFile> files = test::shipped_sources();
  const auto contact = std::find_if(files.begin(), files.end(),
                                    [](const SourceFile& file) { return file.name == kContact; });
  ASSERT_NE(contact, files.end());
  const std::size_t at = contact->bytes.find(row.text);
  ASSERT_NE(at, std::string::npos) << "the workflow has changed";
  contact->bytes.replace(at, std::string(row.text).size(), row.instead);
  Diagnostics diagnostics;

  const auto workspace = Workspace::load(files, test::House::get().zones(), diagnostics);

  EXPECT_EQ(workspace.has_value(), row.severity == Severity::kWarning);
  ASSERT_EQ(diagnostics.all().size(), 1U);
  const Diagnostic& found = diagnostics.all().front();
  EXPECT_EQ(found.severity, row.severity);
  EXPECT_EQ(found.rule, row.rule);
  EXPECT_EQ(found.source.file, kContact);
  EXPECT_GT(found.source.line, 0U);
  EXPECT_THAT(found.message, testing::HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WorkspaceCheck,
    testing::Values(CheckRow{"AFactThatNormsAskFor",
                             R"(<l:fact name="case.employment" expr="false"/>)", "",
                             Severity::kWarning, "unstated-fact", "found none for case.employment"},
                    CheckRow{"AClockThatIsNot", R"(event="act.arrival.deemed")",
                             R"(event="clock.expired.se.fl.6.calback")", Severity::kError,
                             "unknown-clock", "did you mean 'se.fl.6.callback'"},
                    CheckRow{"ARoleThatNobodyHas", R"(l:by="registrar officer")",
                             R"(l:by="registra officer")", Severity::kError, "unknown-role",
                             "did you mean 'registrar'"}),
    [](const testing::TestParamInfo<CheckRow>& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum
