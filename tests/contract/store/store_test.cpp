// What lagrum/store.h promises, asked of every store there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/store/medium.h"

namespace lagrum {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const CaseId kA("A-1");
const CaseId kB("B-2");

Instant at(std::int64_t milliseconds) { return Instant{std::chrono::milliseconds{milliseconds}}; }

row::Case case_row(const CaseId& id, std::uint64_t version) {
  row::Case row;
  row.id = id;
  row.version = version;
  row.workflow = "example@1.0.0";
  row.number = "2027-1";
  row.phase = "prepared";
  row.title = "Uteservering på Ågatan";
  row.snapshot = std::string("{}\0\xff", 4);
  return row;
}

row::Entry entry(std::uint64_t index, const CaseId& id) {
  return {
      LogIndex{index}, id, "leaf " + std::to_string(index), {{"digest", "disclosure"}, {"d2", ""}}};
}

LogHead head(std::uint64_t size) {
  LogHead head;
  head.size = size;
  head.recorded = at(static_cast<std::int64_t>(size) * 1000 + 1);
  head.frontier = {std::string(32, static_cast<char>(size)),
                   std::string("\0", 1) + std::string(31, 'x')};
  head.checkpoint = "checkpoint";
  return head;
}

row::Duty duty(const CaseId& id, std::string key, std::optional<Date> due = std::nullopt) {
  return {id, std::move(key), "norm", "party", "open", due, "law"};
}

row::Clock clock(const CaseId& id, std::string key, std::int64_t due) {
  return {id, std::move(key), "clock", "party", "expired", at(due)};
}

row::Outgoing outgoing(std::string id) { return {0, std::move(id), kA, "message", "{}", at(5)}; }

row::Document document(std::string digest) {
  return {std::move(digest), std::string("\0s", 2),     "text/plain",
          "ansökan.txt",     std::string("b\0\xfe", 3), kA};
}

std::vector<std::string> keys(const std::vector<row::Clock>& clocks) {
  std::vector<std::string> keys;
  for (const row::Clock& row : clocks) keys.push_back(row.key);
  return keys;
}

struct Kind {
  const char* name;
  std::unique_ptr<Medium> (*make)();
};

void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<UnitOfWork> begin() { return store_->begin().value(); }

  /// Does `work` in a unit of work and commits it.
  template <class Work>
  Status committed(Work&& work) {
    const auto unit = begin();
    work(*unit);
    return unit->commit();
  }
  template <class Work>
  void must(Work&& work) {
    const Status status = committed(work);
    ASSERT_TRUE(status.has_value()) << status.error().message;
  }
  /// What an own unit of work answers now.
  std::optional<row::Case> loaded(const CaseId& id) { return begin()->load(id).value(); }
  void reopen() {
    store_.reset();
    store_ = medium_->open();
  }

  std::unique_ptr<Medium> medium_ = GetParam().make();
  std::unique_ptr<Store> store_ = medium_->open();
};

#define OK(status) ASSERT_TRUE((status).has_value())

TEST_P(StoreContract, AnEmptyStoreHasNothing) {
  const auto unit = begin();

  EXPECT_EQ(unit->load(kA).value(), std::nullopt);
  EXPECT_THAT(unit->entries(kA).value(), IsEmpty());
  EXPECT_EQ(unit->recall("key").value(), std::nullopt);
  EXPECT_EQ(unit->head().value(), LogHead{});
  EXPECT_EQ(unit->document("digest").value(), std::nullopt);
  EXPECT_THAT(store_->cases().value(), IsEmpty());
  EXPECT_THAT(store_->log(LogIndex{0}, 10).value(), IsEmpty());
  EXPECT_THAT(store_->outgoing(10).value(), IsEmpty());
}

/// One change of every kind.
void change_everything(UnitOfWork& unit) {
  OK(unit.put(case_row(kA, 1)));
  OK(unit.append(entry(0, kA), head(1)));
  OK(unit.replace_duties(kA, {duty(kA, "duty", Date{std::chrono::days{20000}})}));
  OK(unit.replace_clocks(kA, {clock(kA, "clock", 7)}));
  OK(unit.enqueue(outgoing("o")));
  OK(unit.remember({"key", "body", "answer"}));
  OK(unit.put_document(document("digest")));
  OK(unit.put_checkpoint("newer"));
}

LogHead head_after_everything() {
  LogHead expected = head(1);
  expected.checkpoint = "newer";
  return expected;
}

void expect_everything(UnitOfWork& unit) {
  EXPECT_EQ(unit.load(kA).value(), case_row(kA, 1));
  EXPECT_THAT(unit.entries(kA).value(), ElementsAre(entry(0, kA)));
  EXPECT_EQ(unit.head().value(), head_after_everything());
  EXPECT_EQ(unit.recall("key").value(), (row::Remembered{"key", "body", "answer"}));
  EXPECT_EQ(unit.document("digest").value(), document("digest"));
}

void expect_everything(Store& store) {
  row::Outgoing sent = outgoing("o");
  sent.sequence = 1;
  EXPECT_THAT(store.cases().value(), ElementsAre(case_row(kA, 1)));
  EXPECT_THAT(store.duties(kA).value(),
              ElementsAre(duty(kA, "duty", Date{std::chrono::days{20000}})));
  EXPECT_THAT(store.clocks(std::nullopt).value(), ElementsAre(clock(kA, "clock", 7)));
  EXPECT_THAT(store.log(LogIndex{0}, 10).value(), ElementsAre(entry(0, kA)));
  EXPECT_THAT(store.outgoing(10).value(), ElementsAre(sent));
  const auto unit = store.begin().value();
  expect_everything(*unit);
}

void expect_nothing(Store& store) {
  EXPECT_THAT(store.cases().value(), IsEmpty());
  EXPECT_THAT(store.duties(std::nullopt).value(), IsEmpty());
  EXPECT_THAT(store.clocks(std::nullopt).value(), IsEmpty());
  EXPECT_THAT(store.log(LogIndex{0}, 10).value(), IsEmpty());
  EXPECT_THAT(store.outgoing(10).value(), IsEmpty());
  const auto unit = store.begin().value();
  EXPECT_EQ(unit->load(kA).value(), std::nullopt);
  EXPECT_EQ(unit->head().value(), LogHead{});
  EXPECT_EQ(unit->recall("key").value(), std::nullopt);
  EXPECT_EQ(unit->document("digest").value(), std::nullopt);
}

TEST_P(StoreContract, ACommittedUnitIsSeenByOthers) {
  must(change_everything);

  expect_everything(*store_);
}

TEST_P(StoreContract, ReopeningKeepsEverything) {
  must(change_everything);

  reopen();

  expect_everything(*store_);
}

TEST_P(StoreContract, ADroppedUnitLeavesNothing) {
  change_everything(*begin());

  expect_nothing(*store_);
}

TEST_P(StoreContract, AUnitSeesItsOwnChanges) {
  const auto unit = begin();

  change_everything(*unit);

  expect_everything(*unit);
}

TEST_P(StoreContract, ReadersSeeCommittedStatesOnly) {
  const auto unit = begin();

  change_everything(*unit);

  EXPECT_THAT(store_->cases().value(), IsEmpty());
  EXPECT_THAT(store_->log(LogIndex{0}, 10).value(), IsEmpty());
  EXPECT_THAT(store_->outgoing(10).value(), IsEmpty());
}

TEST_P(StoreContract, OneUnitIsOpenAtATime) {
  auto unit = begin();

  const auto second = store_->begin();

  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  unit.reset();
  EXPECT_TRUE(store_->begin().has_value());
}

struct VersionRow {
  std::uint64_t stored;
  std::uint64_t put;
  bool accepted;
};

TEST_P(StoreContract, ACaseIsWrittenOneVersionAfterTheStoredOne) {
  constexpr std::array kRows = {VersionRow{0, 1, true},  VersionRow{0, 0, false},
                                VersionRow{0, 2, false}, VersionRow{2, 3, true},
                                VersionRow{2, 2, false}, VersionRow{2, 1, false},
                                VersionRow{2, 4, false}};
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    const CaseId id("case-" + std::to_string(i));
    for (std::uint64_t version = 1; version <= kRows[i].stored; ++version) {
      must([&](UnitOfWork& unit) { OK(unit.put(case_row(id, version))); });
    }

    const Status status =
        committed([&](UnitOfWork& unit) { OK(unit.put(case_row(id, kRows[i].put))); });

    ASSERT_EQ(status.has_value(), kRows[i].accepted) << i;
    if (status) continue;
    EXPECT_EQ(status.error().code, ErrorCode::kConflict);
    EXPECT_EQ(status.error().message, "expected version " + std::to_string(kRows[i].stored + 1) +
                                          " of case " + id.str() + ", found " +
                                          std::to_string(kRows[i].put));
    const auto after = loaded(id);
    EXPECT_EQ(after ? after->version : 0, kRows[i].stored);
  }
}

TEST_P(StoreContract, AConflictUndoesTheWholeUnit) {
  const Status status = committed([](UnitOfWork& unit) {
    change_everything(unit);
    OK(unit.put(case_row(kB, 2)));
  });

  EXPECT_FALSE(status.has_value());
  expect_nothing(*store_);
}

TEST_P(StoreContract, AUnitIsSpentAfterAnError) {
  const auto unit = begin();
  OK(unit->put(case_row(kA, 1)));
  ASSERT_FALSE(unit->append(entry(5, kA), head(6)).has_value());

  EXPECT_FALSE(unit->load(kA).has_value());
  EXPECT_FALSE(unit->put(case_row(kB, 1)).has_value());
  EXPECT_FALSE(unit->commit().has_value());
  EXPECT_THAT(store_->cases().value(), IsEmpty());
}

TEST_P(StoreContract, AUnitIsSpentAfterItsCommit) {
  const auto unit = begin();
  OK(unit->put(case_row(kA, 1)));
  OK(unit->commit());

  EXPECT_FALSE(unit->put(case_row(kB, 1)).has_value());
  EXPECT_FALSE(unit->commit().has_value());
  EXPECT_TRUE(store_->begin().has_value());
  EXPECT_EQ(store_->cases().value().size(), 1U);
}

TEST_P(StoreContract, EntriesFollowOneAnother) {
  must([](UnitOfWork& unit) { OK(unit.append(entry(0, kA), head(1))); });

  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{2}}) {
    const Status status = begin()->append(entry(index, kA), head(index + 1));

    ASSERT_FALSE(status.has_value()) << index;
    EXPECT_EQ(status.error().code, ErrorCode::kConflict);
    EXPECT_EQ(status.error().message, "expected entry 1, found entry " + std::to_string(index));
  }
  EXPECT_TRUE(begin()->append(entry(1, kA), head(2)).has_value());
}

TEST_P(StoreContract, AHeadThatDoesNotFollowIsRefused) {
  LogHead short_hash = head(1);
  short_hash.frontier[0].pop_back();

  EXPECT_EQ(begin()->append(entry(0, kA), head(2)).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(begin()->append(entry(0, kA), short_hash).error().code, ErrorCode::kInvalidArgument);
}

TEST_P(StoreContract, TheLogIsReadInOrderAndInParts) {
  must([](UnitOfWork& unit) {
    for (std::uint64_t i = 0; i < 5; ++i)
      OK(unit.append(entry(i, i % 2 == 0 ? kA : kB), head(i + 1)));
  });

  EXPECT_THAT(store_->log(LogIndex{0}, 2).value(), ElementsAre(entry(0, kA), entry(1, kB)));
  EXPECT_THAT(store_->log(LogIndex{3}, 9).value(), ElementsAre(entry(3, kB), entry(4, kA)));
  EXPECT_THAT(store_->log(LogIndex{5}, 9).value(), IsEmpty());
  EXPECT_THAT(store_->log(LogIndex{0}, 0).value(), IsEmpty());
  EXPECT_EQ(store_->log(LogIndex{0}, ~std::size_t{0}).value().size(), 5U);
  EXPECT_THAT(begin()->entries(kB).value(), ElementsAre(entry(1, kB), entry(3, kB)));
}

TEST_P(StoreContract, AnEntryMayHaveNoDisclosures) {
  row::Entry bare = entry(0, kA);
  bare.disclosures.clear();

  must([&](UnitOfWork& unit) {
    OK(unit.append(bare, head(1)));
    OK(unit.append(entry(1, kA), head(2)));
  });

  EXPECT_THAT(store_->log(LogIndex{0}, 9).value(), ElementsAre(bare, entry(1, kA)));
}

TEST_P(StoreContract, ACheckpointIsReplacedAlone) {
  must([](UnitOfWork& unit) { OK(unit.append(entry(0, kA), head(1))); });

  must([](UnitOfWork& unit) { OK(unit.put_checkpoint("newer")); });

  EXPECT_EQ(begin()->head().value(), head_after_everything());
}

TEST_P(StoreContract, AKeyIsRememberedOnce) {
  must([](UnitOfWork& unit) { OK(unit.remember({"key", "body", "first"})); });

  const Status status = begin()->remember({"key", "body", "second"});

  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kConflict);
  EXPECT_EQ(begin()->recall("key").value()->answer, "first");
  EXPECT_EQ(begin()->recall("other").value(), std::nullopt);
}

TEST_P(StoreContract, WhatIsRememberedIsListedByKey) {
  must([](UnitOfWork& unit) {
    OK(unit.remember({"b", "body", "second"}));
    OK(unit.remember({"a", "", "first"}));
    OK(unit.remember({"c", "body", "third"}));
  });

  EXPECT_THAT(
      store_->remembered("", 2).value(),
      ElementsAre(row::Remembered{"a", "", "first"}, row::Remembered{"b", "body", "second"}));
  EXPECT_THAT(store_->remembered("b", 2).value(),
              ElementsAre(row::Remembered{"c", "body", "third"}));
  EXPECT_THAT(store_->remembered("c", 2).value(), IsEmpty());
}

TEST_P(StoreContract, ASoundMediumHasNoFaults) {
  must([](UnitOfWork& unit) { OK(unit.put(case_row(kA, 1))); });

  EXPECT_THAT(store_->faults().value(), IsEmpty());
}

TEST_P(StoreContract, WhatLeavesIsNumberedInOrder) {
  must([](UnitOfWork& unit) {
    OK(unit.enqueue(outgoing("first")));
    OK(unit.enqueue(outgoing("second")));
  });
  must([](UnitOfWork& unit) { OK(unit.enqueue(outgoing("third"))); });

  const auto queue = store_->outgoing(2).value();

  ASSERT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue[0].id, "first");
  EXPECT_EQ(queue[1].id, "second");
  EXPECT_LT(queue[0].sequence, queue[1].sequence);
}

TEST_P(StoreContract, WhatIsDeliveredLeavesTheQueueForGood) {
  must([](UnitOfWork& unit) {
    OK(unit.enqueue(outgoing("first")));
    OK(unit.enqueue(outgoing("second")));
  });
  const auto queue = store_->outgoing(9).value();

  OK(store_->delivered(queue[1].sequence));

  reopen();
  EXPECT_THAT(store_->outgoing(9).value(), ElementsAre(queue[0]));
  EXPECT_EQ(store_->delivered(queue[1].sequence).error().code, ErrorCode::kNotFound);
  must([](UnitOfWork& unit) { OK(unit.enqueue(outgoing("third"))); });
  EXPECT_GT(store_->outgoing(9).value().back().sequence, queue[1].sequence);
}

TEST_P(StoreContract, DueClocksComeInOrderUpToTheLimit) {
  must([](UnitOfWork& unit) {
    OK(unit.replace_clocks(kB, {clock(kB, "b20", 20), clock(kB, "b10", 10)}));
    OK(unit.replace_clocks(kA, {clock(kA, "a10", 10), clock(kA, "a30", 30), clock(kA, "a-5", -5)}));
  });

  EXPECT_THAT(keys(store_->due(at(20), 9).value()), ElementsAre("a-5", "a10", "b10", "b20"));
  EXPECT_THAT(keys(store_->due(at(19), 9).value()), ElementsAre("a-5", "a10", "b10"));
  EXPECT_THAT(keys(store_->due(at(30), 2).value()), ElementsAre("a-5", "a10"));
  EXPECT_THAT(keys(store_->due(at(-6), 9).value()), IsEmpty());
}

TEST_P(StoreContract, ClocksAndDutiesOfACaseAreReplacedTogether) {
  must([](UnitOfWork& unit) {
    OK(unit.replace_clocks(kA, {clock(kA, "old", 1)}));
    OK(unit.replace_clocks(kB, {clock(kB, "other", 2)}));
    OK(unit.replace_duties(kA, {duty(kA, "old")}));
    OK(unit.replace_duties(kB, {duty(kB, "other")}));
  });

  must([](UnitOfWork& unit) {
    OK(unit.replace_clocks(kA, {clock(kA, "2", 3), clock(kA, "1", 4)}));
    OK(unit.replace_duties(kA, {}));
  });

  EXPECT_THAT(keys(store_->clocks(std::nullopt).value()), ElementsAre("1", "2", "other"));
  EXPECT_THAT(keys(store_->clocks(kA).value()), ElementsAre("1", "2"));
  EXPECT_THAT(store_->duties(std::nullopt).value(), ElementsAre(duty(kB, "other")));
  EXPECT_THAT(store_->duties(kA).value(), IsEmpty());
}

TEST_P(StoreContract, RowsOfAnotherCaseAreRefused) {
  EXPECT_EQ(begin()->replace_clocks(kA, {clock(kB, "k", 1)}).error().message,
            "expected rows of case A-1, found one of B-2");
  EXPECT_EQ(begin()->replace_duties(kA, {duty(kB, "k")}).error().message,
            "expected rows of case A-1, found one of B-2");
}

TEST_P(StoreContract, TwoRowsOfOneKeyAreRefused) {
  EXPECT_EQ(begin()->replace_clocks(kA, {clock(kA, "k", 1), clock(kA, "k", 2)}).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(begin()->replace_duties(kA, {duty(kA, "k"), duty(kA, "k")}).error().code,
            ErrorCode::kConflict);
}

TEST_P(StoreContract, CasesAreListedById) {
  must([](UnitOfWork& unit) {
    OK(unit.put(case_row(kB, 1)));
    OK(unit.put(case_row(kA, 1)));
  });

  EXPECT_THAT(store_->cases().value(), ElementsAre(case_row(kA, 1), case_row(kB, 1)));
}

TEST_P(StoreContract, ADocumentIsKeptOnceAndUnchanged) {
  must([](UnitOfWork& unit) { OK(unit.put_document(document("digest"))); });
  row::Document other = document("digest");
  other.bytes = "other";

  must([&](UnitOfWork& unit) { OK(unit.put_document(other)); });

  EXPECT_EQ(begin()->document("digest").value(), document("digest"));
}

TEST_P(StoreContract, IdsHoldAnyByte) {
  const CaseId odd(std::string("a\0'b\xff", 5));

  must([&](UnitOfWork& unit) { OK(unit.put(case_row(odd, 1))); });

  EXPECT_EQ(loaded(odd), case_row(odd, 1));
  EXPECT_EQ(loaded(CaseId("a")), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, StoreContract,
    testing::Values(
        Kind{"Memory", []() -> std::unique_ptr<Medium> { return std::make_unique<InMemory>(); }},
        Kind{"Sqlite", []() -> std::unique_ptr<Medium> { return std::make_unique<OnSqlite>(); }}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum
