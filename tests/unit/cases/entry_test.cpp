#include "cases/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "lagrum/json.h"

namespace lagrum::cases {
namespace {

const std::string kSalt(32, 's');

Entry sample() {
  Entry entry;
  entry.index = LogIndex{7};
  entry.log = "example.test/log";
  entry.id = "00000000-0000-4000-8000-000000000001";
  entry.case_id = CaseId("case-1");
  entry.recorded = entry.occurred = parse_instant("2027-01-12T08:00:00.000Z").value();
  entry.actor_kind = "person";
  entry.actor = "bo";
  entry.role = "delegate";
  entry.generic_role = "decider";
  entry.event = "decide";
  entry.reason = "as agreed";
  entry.data.set("outcome", Value("partly"));
  Act act;
  act.type = ActType("some.act");
  act.sequence = Sequence::of(entry.index, 0);
  act.legal = act.recorded = entry.recorded;
  act.actor = "bo";
  act.role = "delegate";
  act.generic_role = "decider";
  act.party = PartyId("5599000104");
  act.basis = "SFS 2010:1622 8 kap. 12 §";
  act.attributes.set("on", Value(parse_date("2027-01-12").value()));
  act.documents.push_back(
      {"decision", "decision.xhtml", "application/xhtml+xml", 12, std::string(64, 'a')});
  entry.acts.push_back(act);
  law::Facts facts;
  facts.case_data.set("kind", Value("alcohol"));
  facts.parties["5599000104"] = Context{{"id", Value("5599000104")}};
  entry.facts = facts;
  entry.notes.push_back({"a.norm", "SFS 1", "warn", "some.act"});
  entry.changes.push_back({"a.norm", Sequence::of(LogIndex{3}, 1), "fulfilled", "violated"});
  entry.superseded.push_back(Sequence::of(LogIndex{2}, 0));
  return entry;
}

TEST(EntryCodec, ReadsBackWhatItWrote) {
  const Entry entry = sample();

  const Entry read = decode(encode(entry, kSalt).value()).value();

  EXPECT_EQ(read.acts.front().party, entry.acts.front().party);
  EXPECT_EQ(*read.acts.front().attributes.find("on"), *entry.acts.front().attributes.find("on"));
  EXPECT_EQ(read.acts.front().documents.front().name, "decision.xhtml");
  EXPECT_EQ(read.reason, entry.reason);
  EXPECT_EQ(read.notes, entry.notes);
  EXPECT_EQ(read.changes, entry.changes);
  EXPECT_EQ(read.superseded, entry.superseded);
  EXPECT_EQ(to_json(*read.facts).value(), to_json(*entry.facts).value());
}

TEST(EntryCodec, ReadsBackAMove) {
  Entry entry = sample();
  entry.kind = EntryKind::kMigrated;
  entry.migration = MigrationNote{{"xx.licence", "1.0.0", std::string(64, 'b')},
                                  std::string(64, 'c'),
                                  {"checked"},
                                  {"examined", "asked"},
                                  {"comment"},
                                  Context{{"plate", Value("ABC 123")}}};

  const row::Entry row = encode(entry, kSalt).value();
  const Entry read = decode(row).value();

  EXPECT_THAT(row.leaf, testing::HasSubstr("\"kind\":\"migrated\""));
  EXPECT_THAT(row.leaf, testing::Not(testing::HasSubstr("ABC 123")));
  ASSERT_TRUE(read.migration.has_value());
  EXPECT_EQ(read.migration->from, entry.migration->from);
  EXPECT_EQ(read.migration->map, entry.migration->map);
  EXPECT_EQ(read.migration->was, entry.migration->was);
  EXPECT_EQ(read.migration->is, entry.migration->is);
  EXPECT_EQ(read.migration->dropped, entry.migration->dropped);
  EXPECT_EQ(*read.migration->data.find("plate"), Value("ABC 123"));
}

TEST(EntryCodec, KeepsPersonalValuesOutOfTheLeaf) {
  const row::Entry row = encode(sample(), kSalt).value();

  for (const char* personal : {"5599000104", "partly", "as agreed", "decision.xhtml"}) {
    EXPECT_THAT(row.leaf, testing::Not(testing::HasSubstr(personal)));
  }
}

TEST(EntryCodec, GivesOtherDigestsForAnotherSalt) {
  EXPECT_NE(encode(sample(), kSalt).value().leaf,
            encode(sample(), std::string(32, 't')).value().leaf);
}

TEST(EntryCodec, FoldsAnErasedValueToItsMarker) {
  row::Entry row = encode(sample(), kSalt).value();
  row.disclosures.clear();

  const Entry read = decode(row).value();

  EXPECT_NE(read.acts.front().attributes.find("on")->erased(), nullptr);
  EXPECT_TRUE(read.acts.front().party.empty());
}

TEST(EntryCodec, RefusesADisclosureUnderAnotherLabel) {
  row::Entry row = encode(sample(), kSalt).value();
  std::swap(row.disclosures[0].disclosure, row.disclosures[1].disclosure);

  const auto read = decode(row);

  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::kCorruption);
}

TEST(EntryCodec, RefusesALeafUnderAnotherIndex) {
  row::Entry row = encode(sample(), kSalt).value();
  row.index = LogIndex{8};

  ASSERT_FALSE(decode(row).has_value());
}

TEST(EntryCodec, RefusesALeafBeyondItsBound) {
  Entry entry = sample();
  for (int i = 0; i < 400; ++i)
    entry.notes.push_back(
        {"a.norm." + std::to_string(i), "SFS 2010:1622 8 kap. 12 §", "warn", "some.act"});

  const auto row = encode(entry, kSalt);

  ASSERT_FALSE(row.has_value());
  EXPECT_EQ(row.error().code, ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace lagrum::cases
