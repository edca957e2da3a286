// What audits ask of the language of packs: values that acts carry, acts before others, what came
// too late, and prohibitions that nothing has met.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="case.opened"/><act type="fee.paid"><with name="amount" type="number"/></act>
    <act type="fee.waived"><with name="amount" type="number"/></act>
    <act type="reply.sent"/><act type="permit.issued"/><act type="matter.closed"/>
    <group name="settling" acts="fee.paid fee.waived"/>
  </vocabulary>
  <clock id="xx.ten" cite="1 §" starts="case.opened" length="P10D" kind="latest-act" roll="none"/>
  <norm id="xx.reply" cite="1 §" rank="act" source="statute" mode="warn">
    <respond to="case.opened" with="reply.sent" within="xx.ten"/>
    <unless><done act="fee.waived" before="reply.sent fee.paid"/></unless>
  </norm>
  <norm id="xx.settled" cite="2 §" rank="act" source="statute" mode="warn">
    <forbid act="permit.issued" guarantee="warn">
      <until><given that='sum(values("settling", "amount")) >= 10 and values("fee.paid", "amount")[-1] > 1'/></until>
    </forbid>
  </norm>
  <norm id="xx.after" cite="3 §" rank="act" source="statute" mode="warn">
    <forbid act="permit.issued" from="matter.closed" guarantee="warn"><until><done act="reply.sent"/></until></forbid>
  </norm>
</law-pack>)xml";

Story begun() {
  Story story(law_of({document(kPack)}, {"xx"}, swedish_days()), {});
  story.does({.at = "2026-03-02 10:00", .type = "case.opened"});
  return story;
}

Deed paid(const char* at, const char* type, int amount) {
  return {.at = at, .type = type, .with = {{"amount", Value::integer(amount)}}};
}

TEST(Values, AreThoseOfTheActsBeforeInTheirOrder) {
  Story story = begun();
  story.does(paid("2026-03-03 10:00", "fee.paid", 3));
  story.does(paid("2026-03-04 10:00", "fee.waived", 5));
  EXPECT_THAT(story.tried({.at = "2026-03-05 09:00", .type = "permit.issued"}),
              ElementsAre("warn xx.settled"));

  story.does(paid("2026-03-05 10:00", "fee.paid", 2));

  EXPECT_THAT(story.tried({.at = "2026-03-06 10:00", .type = "permit.issued"}), ElementsAre());
}

TEST(Values, OfUnknownActsAndAttributesAreFaultsOfThePack) {
  for (const auto& [right, wrong, said] :
       {std::tuple{"values(\"settling\"", "values(\"setling\"", "did you mean 'settling'?"},
        std::tuple{"\"fee.paid\", \"amount\"", "\"fee.paid\", \"amont\"",
                   "did you mean 'amount'?"}}) {
    std::string pack = kPack;
    pack.replace(pack.find(right), std::string_view(right).size(), wrong);
    Diagnostics diagnostics;

    EXPECT_FALSE(Law::load({document(pack)}, {"xx"}, swedish_days(), diagnostics));
    EXPECT_THAT(diagnostics.all().front().message, HasSubstr(said));
  }
}

TEST(DoneBefore, CountsActsAheadOfTheFirstOfTheOthers) {
  Story waived_first = begun();
  waived_first.does(paid("2026-03-03 10:00", "fee.waived", 3));
  waived_first.does(paid("2026-03-04 10:00", "fee.paid", 3));
  Story paid_first = begun();
  paid_first.does(paid("2026-03-03 10:00", "fee.paid", 3));
  paid_first.does(paid("2026-03-04 10:00", "fee.waived", 3));

  EXPECT_THAT(waived_first.duties("xx.reply", "2026-04-01 10:00"),
              ElementsAre("resting 2026-03-12"));
  EXPECT_THAT(paid_first.duties("xx.reply", "2026-04-01 10:00"), ElementsAre("overdue 2026-03-12"));
}

TEST(OverdueDuty, NamesTheFirstActThatCameTooLate) {
  Story story = begun();
  story.does({.at = "2026-03-13 10:00", .type = "reply.sent"});
  const Sequence late = story.last();
  story.does({.at = "2026-03-14 10:00", .type = "reply.sent"});

  const std::vector<VerdictView> verdicts =
      story.monitor().verdicts(parse_instant("2026-04-01T10:00:00Z").value());

  ASSERT_EQ(verdicts.size(), 1);
  EXPECT_EQ(verdicts.front().too_late, late);
  EXPECT_EQ(verdicts.front().due, day("2026-03-12"));
}

TEST(UntestedProhibition, IsPendingUntilItIsLifted) {
  const Instant now = parse_instant("2026-04-01T10:00:00Z").value();
  Story story = begun();
  story.does({.at = "2026-03-13 10:00", .type = "matter.closed"});

  ASSERT_EQ(story.monitor().untested(now).size(), 1);
  EXPECT_EQ(story.monitor().untested(now).front().verdict, Verdict::kPending);

  story.does({.at = "2026-03-14 10:00", .type = "reply.sent"});
  EXPECT_EQ(story.monitor().untested(now).front().verdict, Verdict::kFulfilled);

  story.does({.at = "2026-03-15 10:00", .type = "permit.issued"});
  EXPECT_TRUE(story.monitor().untested(now).empty());
}

}  // namespace
}  // namespace lagrum::law
