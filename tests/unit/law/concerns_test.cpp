// Whom an act concerns: a clock that gives way for one decision alone, a decision in one party's
// matter, an act toward all, and a group that another pack adds to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kConcernsPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx.concerns" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="decision.made"/>
    <act type="appeal.dismissed"/>
    <act type="decision.notified"><with name="on" type="date"/></act>
    <act type="decision.published" toward="all" moves="informed" moves-for="party.served = false"><with name="on" type="date"/></act>
    <act type="decision.sent" moves="informed"/>
    <act type="decision.final"/>
    <group name="decision" acts="decision.made appeal.dismissed"><with name="reasons" type="string"/></group>
    <group name="permit" acts="decision.made"/>
    <data name="party.served" type="boolean">Served</data>
  </vocabulary>
  <clock id="xx.told" cite="XX 1 §" starts="decision.notified" on="on" length="P3W" per="party decision" kind="latest-act" roll="none" group="appeals"/>
  <clock id="xx.published" cite="XX 2 §" starts="decision.published" on="on" length="P4W" per="party permit" overrides="xx.told" that="party.served = false" kind="latest-act" roll="none" group="appeals"/>
  <norm id="xx.final" cite="XX 3 §" rank="act" source="statute" mode="enforce">
    <forbid act="decision.final" guarantee="block"><until><reached clock="appeals" every="true" of="decision"/></until></forbid>
  </norm>
  <norm id="xx.reasons" cite="XX 4 §" rank="act" source="statute" mode="enforce">
    <contain act="decision" guarantee="block"><field name="reasons"/></contain>
  </norm>
</law-pack>
)xml";

constexpr std::string_view kAddingPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx.adding" version="1" territory="SE" calendar="se" uses="xx.concerns">
  <vocabulary>
    <act type="start.permitted"/>
    <group name="decision" acts="start.permitted" adds="true"/>
  </vocabulary>
</law-pack>
)xml";

Facts concerned() {
  Facts known;
  for (const auto& [id, served] :
       {std::pair{"A", true}, std::pair{"B", true}, std::pair{"N", false}})
    known.parties[id] = Context{{"id", id}, {"served", served}};
  return known;
}
Story concerning(const std::vector<std::string>& packs = {"xx.concerns"}) {
  return Story(law_of({document(std::string(kConcernsPack.substr(1))),
                       document(std::string(kAddingPack.substr(1)), "adding.xml")},
                      packs, swedish_days()),
               concerned());
}
Deed reasoned(std::string at, const char* type) {
  return {.at = std::move(at), .type = type, .with = {{"reasons", "text"}}};
}
Deed told(std::string at, const char* who, const char* day) {
  return {
      .at = std::move(at), .type = "decision.notified", .with = {{"on", on(day)}}, .party = who};
}
/// Decided on 2 March 2026 and published on the third, A and B told on the fourth.
Story published_decision() {
  Story story = concerning();
  story.does(reasoned("2026-03-02 10:00", "decision.made"));
  story.does(
      {.at = "2026-03-03 10:00", .type = "decision.published", .with = {{"on", on("2026-03-03")}}});
  story.does(told("2026-03-04 10:00", "A", "2026-03-04"));
  story.does(told("2026-03-04 10:00", "B", "2026-03-04"));
  return story;
}
Deed turned_away(const char* who) {
  Deed deed = reasoned("2026-03-09 10:00", "appeal.dismissed");
  deed.party = who;
  deed.opens = "appeal-dismissal";
  return deed;
}

TEST(OverridingClock, GivesWayForItsOwnDecisionAlone) {
  Story story = published_decision();
  EXPECT_THAT(story.clocks("xx.told", "2026-03-05 10:00", "N"), IsEmpty());
  EXPECT_THAT(story.clocks("xx.published", "2026-03-05 10:00", "N"),
              ElementsAre("running 2026-03-31"));

  story.does(turned_away("N"));
  Deed notice = told("2026-03-10 10:00", "N", "2026-03-10");
  notice.with.set("regarding", Value("appeal-dismissal"));
  story.does(notice);

  EXPECT_THAT(story.clocks("xx.published", "2026-03-10 11:00", "N"),
              ElementsAre("running 2026-03-31"));
  EXPECT_THAT(story.clocks("xx.told", "2026-03-10 11:00", "N"), ElementsAre("none"));
}

TEST(SideMatter, IsThatOfThePartyItsDecisionNames) {
  Story story = published_decision();
  story.does(turned_away("A"));

  EXPECT_THAT(story.clocks("xx.told", "2026-03-10 10:00", "A"),
              ElementsAre("running 2026-03-25", "none"));
  EXPECT_THAT(story.clocks("xx.told", "2026-03-10 10:00", "B"), ElementsAre("running 2026-03-25"));
}

TEST(SideMatter, OfNobodyByNameConcernsAll) {
  Story story = published_decision();
  story.does(turned_away(""));

  EXPECT_THAT(story.clocks("xx.told", "2026-03-10 10:00", "B"),
              ElementsAre("running 2026-03-25", "none"));
}

TEST(ActTowardAll, StartsTheClockOfEachPartyAndNamesNone) {
  const Story story = published_decision();
  const Law& law = story.monitor().law();

  EXPECT_FALSE(law.index(ActType("decision.published")).needs_party);
  EXPECT_TRUE(law.index(ActType("decision.notified")).needs_party);
}

TEST(ActTowardAll, InformsThePartiesThatItIsFor) {
  const Story story = published_decision();
  const Law& law = story.monitor().law();
  Act published;
  published.type = ActType("decision.published");
  Act sent;
  sent.type = ActType("decision.sent");

  EXPECT_TRUE(law.moves_for(published, Context{{"served", false}}));
  EXPECT_FALSE(law.moves_for(published, Context{{"served", true}}));
  EXPECT_TRUE(law.moves_for(sent, Context{{"served", true}}));
}

TEST(Field, IsNotRecordedByABlankText) {
  Story story = concerning();
  const auto with_reasons = [&](const Value& reasons) {
    return story.tried(
        {.at = "2026-03-02 10:00", .type = "decision.made", .with = {{"reasons", reasons}}});
  };

  EXPECT_THAT(with_reasons(Value("")), ElementsAre("refuse xx.reasons"));
  EXPECT_THAT(with_reasons(Value(" \n")), ElementsAre("refuse xx.reasons"));
  EXPECT_THAT(with_reasons(Value("-")), IsEmpty());
  EXPECT_THAT(with_reasons(Value(List{})), IsEmpty());
}

// Where nobody sees them, what is asked for may have been undone.
TEST(Mentions, NeedTheActsThatUndoWhatIsAskedFor) {
  std::string text(kConcernsPack.substr(1));
  const std::string reached = R"(<reached clock="appeals" every="true" of="decision"/>)";
  text.replace(text.find(reached), reached.size(),
               R"(<done act="decision.made" without="appeal.dismissed"/>)");
  const Law law = law_of({document(text)}, {"xx.concerns"}, swedish_days());

  const std::vector<ActSet>& needed = law.mentions(0).needed;
  EXPECT_TRUE(std::any_of(needed.begin(), needed.end(), [](const ActSet& acts) {
    return acts.contains(ActType("appeal.dismissed"));
  }));
}

TEST(GroupOfAnotherPack, TakesInMoreActs) {
  Story story = concerning({"xx.adding", "xx.concerns"});

  EXPECT_THAT(story.tried({.at = "2026-03-02 10:00", .type = "start.permitted"}),
              ElementsAre("refuse xx.reasons"));
  EXPECT_THAT(story.tried(reasoned("2026-03-02 10:00", "start.permitted")), IsEmpty());
}

TEST(GroupOfAnotherPack, MustBeThere) {
  std::string text(kAddingPack.substr(1));
  text.replace(text.find("name=\"decision\""), 15, "name=\"decisions\"");
  Diagnostics diagnostics;
  const auto law =
      Law::load({document(std::string(kConcernsPack.substr(1))), document(text, "adding.xml")},
                {"xx.adding"}, swedish_days(), diagnostics);

  EXPECT_FALSE(law.has_value());
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all()[0].rule, "unknown-group");
  EXPECT_THAT(diagnostics.all()[0].message, HasSubstr("did you mean 'decision'"));
}

}  // namespace
}  // namespace lagrum::law
