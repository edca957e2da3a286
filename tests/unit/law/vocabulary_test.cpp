#include "law/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/act.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ActSet, ContainsTheActsItNames) {
  const ActSet set({"note.made", "vote.held"});

  EXPECT_TRUE(set.contains(ActType("note.made")));
  EXPECT_FALSE(set.contains(ActType("note")));
  EXPECT_FALSE(set.contains(ActType("")));
  EXPECT_FALSE(set.is_any());
  EXPECT_FALSE(set.empty());
}

TEST(ActSet, OfNothingContainsNothing) {
  const ActSet set;

  EXPECT_TRUE(set.empty());
  EXPECT_FALSE(set.contains(ActType("note.made")));
}

TEST(ActSet, OfAnyContainsEverythingAndIsNotEmpty) {
  const ActSet set = ActSet::any();

  EXPECT_TRUE(set.contains(ActType("note.made")));
  EXPECT_TRUE(set.is_any());
  EXPECT_FALSE(set.empty());
  EXPECT_THAT(set.names(), IsEmpty());
}

TEST(ActDecl, FindsItsAttributesByName) {
  ActDecl act;
  act.attributes = {{"on", "date", false}, {"deciders", "list", true}};

  ASSERT_NE(act.attribute("deciders"), nullptr);
  EXPECT_TRUE(act.attribute("deciders")->takes_part);
  EXPECT_EQ(act.attribute("decider"), nullptr);
}

TEST(Vocabulary, NamesActsGroupsAndAny) {
  Vocabulary vocabulary;
  vocabulary.acts["vote.held"];
  vocabulary.acts["note.made"];
  vocabulary.groups["handling"];

  EXPECT_THAT(vocabulary.act_names(), ElementsAre("note.made", "vote.held"));
  EXPECT_THAT(vocabulary.names(), ElementsAre("note.made", "vote.held", "handling", "any"));
}

TEST(BuiltInAttributes, AreThoseOfTheLanguage) {
  std::vector<std::string> names;
  for (const feel::Type::Member& member : built_in_attributes()) names.push_back(member.name);

  EXPECT_THAT(names, ::testing::UnorderedElementsAre(
                         "type", "actor", "role", "party", "basis", "regarding", "opens", "channel",
                         "physically_on", "recorded_time", "legal_day", "persons"));
}

struct TypeRow {
  const char* declared;
  feel::Type::Kind kind;
};

TEST(AttributeType, IsTheTypeThatExpressionsSee) {
  using Kind = feel::Type::Kind;
  for (const TypeRow& row :
       {TypeRow{"string", Kind::kString}, TypeRow{"number", Kind::kNumber},
        TypeRow{"boolean", Kind::kBoolean}, TypeRow{"date", Kind::kDate},
        TypeRow{"date-time", Kind::kDateTime}, TypeRow{"duration", Kind::kDuration},
        TypeRow{"list", Kind::kList}, TypeRow{"party", Kind::kString},
        TypeRow{"person", Kind::kString}, TypeRow{"no such type", Kind::kAny}}) {
    EXPECT_EQ(attribute_type(row.declared).kind, row.kind) << row.declared;
  }
}

TEST(Sequence, KeepsEntryAndPosition) {
  const Sequence sequence = Sequence::of(LogIndex{41}, 3);

  EXPECT_EQ(sequence.entry(), LogIndex{41});
  EXPECT_EQ(sequence.position(), 3U);
  EXPECT_EQ(to_string(sequence), "41.3");
  EXPECT_EQ(to_string(Sequence::of(LogIndex{0}, 0)), "0.0");
  EXPECT_EQ(to_string(Sequence{}), "");
}

TEST(Sequence, IsOrderedByEntryThenPosition) {
  EXPECT_LT(Sequence::of(LogIndex{1}, kActsPerEntryMax), Sequence::of(LogIndex{2}, 0));
  EXPECT_LT(Sequence::of(LogIndex{1}, 0), Sequence::of(LogIndex{1}, 1));
  EXPECT_LT(Sequence{}, Sequence::of(LogIndex{0}, 0));
}

}  // namespace
}  // namespace lagrum::law
