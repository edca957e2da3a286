#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/changed_files.h"
#include "support/house.h"

namespace lagrum {
namespace {

using test::House;

std::shared_ptr<const Directory> directory() {
  return House::get().workspace().organisation("workflows/se/organisation.xml");
}
Date day(const std::string& text) { return parse_date(text).value(); }
const WorkflowId kPermits("se.serveringstillstand");
const WorkflowId kNobodys("se.parkering");

TEST(Organisation, GivesOnePersonForAllAccounts) {
  const auto by_id = directory()->find("anna", kPermits, day("2026-11-02"));
  const auto by_account = directory()->find("annalm-adm", kPermits, day("2026-11-02"));

  ASSERT_TRUE(by_id && by_account);
  EXPECT_EQ(by_id->id, by_account->id);
}

TEST(Organisation, MapsLocalRolesToThoseOfThePacks) {
  const auto bo = directory()->find("bo", kPermits, day("2026-11-02"));

  ASSERT_TRUE(bo);
  ASSERT_FALSE(bo->roles.empty());
  EXPECT_EQ(bo->roles.front().name, "delegate");
  EXPECT_EQ(bo->roles.front().generic, "decider");
}

TEST(Organisation, KnowsNoStranger) {
  EXPECT_FALSE(directory()->find("mallory", kPermits, day("2026-11-02")));
}

// KL (2017:725) 6 kap. 37 §, 7 kap. 5-6 §§: who decides for the board holds a delegation on that
// day.
struct DelegationRow {
  std::string name;
  std::string person;
  std::string act;
  std::string outcome;
  std::string claimed;
  std::string on;
  bool needed;
  std::string held;
};
void PrintTo(const DelegationRow& row, std::ostream* out) { *out << row.name; }

class Delegations : public testing::TestWithParam<DelegationRow> {};

TEST_P(Delegations, FollowTheOrder) {
  const DelegationRow& row = GetParam();
  const auto actor = directory()->find(row.person, kPermits, day(row.on));
  ASSERT_TRUE(actor);
  Context data{{"outcome", Value(row.outcome)}};
  if (!row.claimed.empty()) data.set("clause", Value(row.claimed));

  const DelegationAnswer answer =
      directory()->delegation(*actor, kPermits, ActType(row.act), data, day(row.on)).value();

  EXPECT_EQ(answer.needed, row.needed);
  EXPECT_EQ(answer.held ? answer.held->clause : "", row.held);
  if (row.needed && row.held.empty()) {
    EXPECT_EQ(answer.provision, "SFS 2017:725 6 kap. 37 §, 7 kap. 5–6 §§");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Order, Delegations,
    testing::Values(DelegationRow{"GrantByDelegate", "bo", "decision.made", "partly", "",
                                  "2027-01-12", true, "A1"},
                    DelegationRow{"RefusalByDelegate", "bo", "decision.made", "refused", "",
                                  "2027-01-12", true, "A2"},
                    DelegationRow{"WrongClauseClaimed", "bo", "decision.made", "refused", "A1",
                                  "2027-01-12", true, ""},
                    DelegationRow{"BeforeItWasGiven", "bo", "decision.made", "partly", "",
                                  "2026-01-31", true, ""},
                    DelegationRow{"WithoutDelegation", "eva", "decision.made", "partly", "",
                                  "2027-01-12", true, ""},
                    DelegationRow{"OrderByOfficer", "anna", "deficiency.ordered", "", "",
                                  "2026-10-23", true, "A4"},
                    DelegationRow{"ClauseCoversNoStatement", "bo", "statement.made", "", "",
                                  "2027-01-12", true, ""},
                    DelegationRow{"NoteNeedsNone", "anna", "note.made", "", "", "2026-10-23", false,
                                  ""},
                    DelegationRow{"BoardNeedsNone", "social-board", "decision.made", "refused", "",
                                  "2027-01-27", false, ""}),
    [](const testing::TestParamInfo<DelegationRow>& row) { return row.param.name; });

// KL 6 kap. 37 §: a board gives away what is its own.
TEST(Organisation, OrderCoversNoWorkflowOutsideItsBodysRemit) {
  const auto bo = directory()->find("bo", kNobodys, day("2027-01-12"));
  ASSERT_TRUE(bo);

  const DelegationAnswer answer =
      House::get()
          .workspace()
          .organisation("workflows/se/organisation.xml")
          ->delegation(*bo, kNobodys, ActType("deficiency.ordered"), {}, day("2027-01-12"))
          .value();

  EXPECT_TRUE(answer.needed);
  EXPECT_FALSE(answer.held);
  EXPECT_EQ(answer.provision, "SFS 2017:725 6 kap. 37 §, 7 kap. 5–6 §§");
}

/// The shipped files, with one text of the organisation file changed.
std::shared_ptr<const Directory> changed(const std::string& text, const std::string& instead,
                                         std::vector<Diagnostic>& found) {
  std::vector<SourceFile> files = test::shipped_sources();
  test::replace_in(files, "workflows/se/organisation.xml", text, instead);
  Diagnostics diagnostics;
  const auto workspace = Workspace::load(files, House::get().zones(), diagnostics);
  found = diagnostics.all();
  return workspace ? workspace->organisation("workflows/se/organisation.xml") : nullptr;
}

/// A second body with a remit of its own.
constexpr const char* kOther = R"(<body id="other-board" members="3">
    <title xml:lang="sv">Annan</title><title xml:lang="da">Andet</title><title xml:lang="en">Other</title>
    <remit workflow="se.kontakt" cite="-"/>
  </body>
  <role-map local="delegate")";

TEST(Organisation, RoleHoldsInTheWorkflowsOfItsUnitsBodyOnly) {
  std::vector<Diagnostic> found;
  const auto changed_to = changed(R"(<remit workflow="se.serveringstillstand se.kontakt")",
                                  R"(<remit workflow="se.serveringstillstand")", found);
  const auto with_other = changed(R"(<role-map local="delegate")", kOther, found);

  ASSERT_TRUE(changed_to && with_other);
  const Date on = day("2026-11-02");
  EXPECT_EQ(with_other->find("anna", WorkflowId("se.kontakt"), on)->roles.size(), 1U);
  EXPECT_EQ(with_other->find("other-board", WorkflowId("se.kontakt"), on)->roles.size(), 1U);
  EXPECT_THAT(with_other->find("other-board", kPermits, on)->roles, testing::IsEmpty());
  // Nobody's workflow in particular: from every unit.
  EXPECT_EQ(changed_to->find("anna", WorkflowId("se.kontakt"), on)->roles.size(), 1U);
}

TEST(Organisation, WithoutARemitIsCompetentForAllWorkflows) {
  std::vector<Diagnostic> found;
  const auto all = changed(
      R"(<remit workflow="se.serveringstillstand se.kontakt" cite="SFS 2010:1622 9 kap. 5 §; reglemente för socialnämnden"/>)",
      "", found);

  ASSERT_TRUE(all);
  const auto anna = all->find("anna", kNobodys, day("2026-11-02"));
  EXPECT_EQ(anna->roles.size(), 1U);
  EXPECT_TRUE(all->delegation(*anna, kNobodys, ActType("deficiency.ordered"), {}, day("2026-11-02"))
                  .value()
                  .held);
}

TEST(Organisation, NamesWhoBearsAName) {
  EXPECT_THAT(directory()->named("Cecilia Öbergh"), testing::ElementsAre("cecilia"));
  EXPECT_THAT(directory()->named("Nils Nobody"), testing::IsEmpty());
}

// Who takes which step is said in the workflow and in the work order.
TEST(Organisation, HoldsTheWorkOrderAgainstTheWorkflow) {
  const std::string given = R"(<step roles="registrar" events="open-post"/>)";
  const auto told = [&](const std::string& instead) {
    std::vector<Diagnostic> found;
    EXPECT_TRUE(changed(given, instead, found));
    std::vector<std::string> rules;
    for (const Diagnostic& each : found) rules.push_back(each.rule);
    return rules;
  };
  using testing::ElementsAre;

  EXPECT_THAT(told(given), testing::IsEmpty());
  EXPECT_THAT(told(R"(<step roles="officer registrar" events="open-post"/>)"),
              testing::Each("step-withheld"));
  EXPECT_THAT(told(R"(<step roles="officer" events="open-post"/>)"),
              testing::UnorderedElementsAre("step-withheld", "step-not-given"));
  EXPECT_THAT(told(given + R"(<step roles="officer" events="lend-out"/>)"),
              ElementsAre("step-missing"));
}

struct FaultRow {
  std::string name;
  std::string text;
  std::string instead;
  Severity severity;
  std::string rule;
  std::string message;
};
void PrintTo(const FaultRow& row, std::ostream* out) { *out << row.name; }

class OrganisationFault : public testing::TestWithParam<FaultRow> {};

TEST_P(OrganisationFault, IsNamedWithItsPlace) {
  const FaultRow& row = GetParam();
  std::vector<Diagnostic> found;

  const auto loaded = changed(row.text, row.instead, found);

  EXPECT_EQ(loaded != nullptr, row.severity == Severity::kWarning);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().severity, row.severity);
  EXPECT_EQ(found.front().rule, row.rule);
  EXPECT_EQ(found.front().source.file, "workflows/se/organisation.xml");
  EXPECT_GT(found.front().source.line, 1U);
  EXPECT_THAT(found.front().message, testing::HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, OrganisationFault,
    testing::Values(FaultRow{"AnActThatIsNot", R"(id="A4" acts="deficiency.ordered")",
                             R"(id="A4" acts="deficiency.orderd")", Severity::kError, "unknown-act",
                             "did you mean 'deficiency.ordered'"},
                    FaultRow{"ABodyThatIsNot", R"(of="social-board")", R"(of="socal-board")",
                             Severity::kError, "unknown-body", "did you mean 'social-board'"},
                    FaultRow{"AClauseThatIsNot", R"(id="A4")", R"(id="B4")", Severity::kError,
                             "unknown-clause", "found 'A4'"},
                    FaultRow{"AUnitUnderNothingKnown", R"(id="registry" under="social-board")",
                             R"(id="registry" under="social-bord")", Severity::kError,
                             "unknown-unit", "did you mean 'social-board'"},
                    FaultRow{"AUnitUnderItself", R"(id="registry" under="social-board")",
                             R"(id="registry" under="registry")", Severity::kError, "circular-unit",
                             "in a circle"},
                    FaultRow{"AKindThatNormsDoNotAskFor", R"(kind="municipality")",
                             R"(kind="municipalty")", Severity::kError, "unknown-kind",
                             "did you mean 'municipality'"},
                    FaultRow{"AWorkflowThatIsNotLoaded",
                             R"(workflow="se.serveringstillstand se.kontakt")",
                             R"(workflow="se.serveringstillstand se.kontackt")", Severity::kWarning,
                             "unknown-workflow", "did you mean 'se.kontakt'"},
                    FaultRow{"ARoleOfNoWorkflow", R"(<role is="officer" in="contact-centre"/>)",
                             R"(<role is="oficer" in="contact-centre"/>)", Severity::kWarning,
                             "unknown-role", "did you mean 'officer'"},
                    FaultRow{"AGenericRoleOfNoPack", R"(local="secretary" is="officer")",
                             R"(local="secretary" is="oficer")", Severity::kWarning, "unknown-role",
                             "did you mean 'officer'"}),
    [](const testing::TestParamInfo<FaultRow>& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum
