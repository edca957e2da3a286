#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/house.h"

namespace lagrum {
namespace {

using test::House;

std::shared_ptr<const Directory> directory() {
  return House::get().workspace().organisation("workflows/se/organisation.xml");
}
Date day(const std::string& text) { return parse_date(text).value(); }

TEST(Organisation, GivesOnePersonForAllAccounts) {
  const auto by_id = directory()->find("anna", day("2026-11-02"));
  const auto by_account = directory()->find("annalm-adm", day("2026-11-02"));

  ASSERT_TRUE(by_id && by_account);
  EXPECT_EQ(by_id->id, by_account->id);
}

TEST(Organisation, MapsLocalRolesToThoseOfThePacks) {
  const auto bo = directory()->find("bo", day("2026-11-02"));

  ASSERT_TRUE(bo);
  ASSERT_FALSE(bo->roles.empty());
  EXPECT_EQ(bo->roles.front().name, "delegate");
  EXPECT_EQ(bo->roles.front().generic, "decider");
}

TEST(Organisation, KnowsNoStranger) {
  EXPECT_FALSE(directory()->find("mallory", day("2026-11-02")));
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
  const auto actor = directory()->find(row.person, day(row.on));
  ASSERT_TRUE(actor);
  Context data{{"outcome", Value(row.outcome)}};
  if (!row.claimed.empty()) data.set("clause", Value(row.claimed));

  const DelegationAnswer answer =
      directory()->delegation(*actor, ActType(row.act), data, day(row.on)).value();

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
                    DelegationRow{"NoteNeedsNone", "anna", "note.made", "", "", "2026-10-23", false,
                                  ""},
                    DelegationRow{"BoardNeedsNone", "social-board", "decision.made", "refused", "",
                                  "2027-01-27", false, ""}),
    [](const testing::TestParamInfo<DelegationRow>& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum
