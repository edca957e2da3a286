// What the SQLite store adds to the port's promises: its file.
#include "sqlite/sqlite_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "contract/store/medium.h"

namespace lagrum {
namespace {

constexpr SqliteStore::Options kImpatient{.busy_timeout_ms = 20, .create = true};

row::Case case_row(const CaseId& id) {
  row::Case row;
  row.id = id;
  row.version = 1;
  return row;
}

/// A store with one entry and its disclosure.
std::unique_ptr<SqliteStore> filled(const OnSqlite& medium) {
  auto store = SqliteStore::open(medium.path(), kImpatient).value();
  const auto unit = store->begin().value();
  LogHead head;
  head.size = 1;
  head.frontier = {std::string(32, 'h')};
  const row::Entry entry{LogIndex{0}, CaseId("A-1"), "leaf", {{"digest", "personal value"}}};
  EXPECT_TRUE(unit->append(entry, head) && unit->put(case_row(CaseId("A-1"))) && unit->commit());
  return store;
}

struct StatementRow {
  const char* name;
  const char* sql;
  const char* message;
};

void PrintTo(const StatementRow& row, std::ostream* out) { *out << row.name; }

class AppendOnly : public testing::TestWithParam<StatementRow> {};

TEST_P(AppendOnly, HoldsAgainstTheAdministratorsSql) {
  const OnSqlite medium;
  const auto store = filled(medium);
  SQLite::Database direct(medium.path(), SQLite::OPEN_READWRITE);

  try {
    direct.exec(GetParam().sql);
    FAIL() << "expected a refusal";
  } catch (const SQLite::Exception& refusal) {
    EXPECT_STREQ(refusal.what(), GetParam().message);
  }
  EXPECT_EQ(store->log(LogIndex{0}, 9).value().at(0).leaf, "leaf");
}

INSTANTIATE_TEST_SUITE_P(
    Sqlite, AppendOnly,
    testing::Values(
        StatementRow{"Update", "UPDATE entries SET leaf = 'other'", "the log is append-only"},
        StatementRow{"Delete", "DELETE FROM entries", "the log is append-only"},
        StatementRow{"Replace", "INSERT OR REPLACE INTO entries VALUES (0, 'A-1', 'other')",
                     "entries follow one another"},
        StatementRow{"Gap", "INSERT INTO entries VALUES (2, 'A-1', 'other')",
                     "entries follow one another"}),
    [](const auto& row) { return row.param.name; });

TEST(SqliteStore, ReadsAnEntryWhoseDisclosureIsErased) {
  const OnSqlite medium;
  const auto store = filled(medium);

  SQLite::Database(medium.path(), SQLite::OPEN_READWRITE).exec("DELETE FROM disclosures");

  const auto log = store->log(LogIndex{0}, 9).value();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].leaf, "leaf");
  EXPECT_TRUE(log[0].disclosures.empty());
}

TEST(SqliteStore, WritesAWriteAheadLog) {
  const OnSqlite medium;
  const auto store = filled(medium);

  SQLite::Database direct(medium.path(), SQLite::OPEN_READWRITE);

  EXPECT_EQ(direct.execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(direct.execAndGet("PRAGMA user_version").getInt(), 1);
}

TEST(SqliteStore, RefusesANewerSchema) {
  const OnSqlite medium;
  filled(medium).reset();
  SQLite::Database(medium.path(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 3");

  const auto store = SqliteStore::open(medium.path());

  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(store.error().message, "expected schema 1, found 3");
}

TEST(SqliteStore, RefusesAnotherDatabase) {
  const OnSqlite medium;
  SQLite::Database(medium.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE t (c)");

  const auto store = SqliteStore::open(medium.path());

  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().message, "expected a store or an empty file, found another database");
}

TEST(SqliteStore, RefusesAFileThatIsNoDatabase) {
  const OnSqlite medium;
  std::ofstream(medium.path()) << std::string(5000, 'x');

  const auto store = SqliteStore::open(medium.path());

  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().code, ErrorCode::kCorruption);
}

TEST(SqliteStore, ReportsDamagedPages) {
  const OnSqlite medium;
  filled(medium).reset();
  {
    std::fstream file(medium.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    for (int page = 1; page < 20; ++page) file << std::string(4096, '\xA5');
  }

  const auto store = SqliteStore::open(medium.path());
  const Error error = store ? (*store)->cases().error() : store.error();

  EXPECT_EQ(error.code, ErrorCode::kCorruption);
}

TEST(SqliteStore, MakesNoFileWhenToldNotTo) {
  const OnSqlite medium;

  const auto store = SqliteStore::open(medium.path(), {.busy_timeout_ms = 20, .create = false});

  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(medium.path()));
}

TEST(SqliteStore, RefusesPathsThatAreNoFile) {
  for (const char* path : {"", ":memory:"}) {
    const auto store = SqliteStore::open(path);

    ASSERT_FALSE(store.has_value());
    EXPECT_EQ(store.error().message,
              std::string("expected the path of a file, found '") + path + "'");
  }
}

TEST(SqliteStore, ReportsAFolderThatIsMissing) {
  const OnSqlite medium;

  const auto store = SqliteStore::open(medium.path() + "/none/store.db");

  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().code, ErrorCode::kUnavailable);
}

TEST(SqliteStore, WaitsForAnotherWriterAndThenGivesUp) {
  const OnSqlite medium;
  const auto one = SqliteStore::open(medium.path(), kImpatient).value();
  const auto two = SqliteStore::open(medium.path(), kImpatient).value();
  auto unit = one->begin().value();

  const auto refused = two->begin();

  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(
      refused.error().message,
      "expected the store to be free, found another writer at work (SQLite: database is locked)");
  unit.reset();
  EXPECT_TRUE(two->begin().has_value());
}

TEST(SqliteStore, SeesWhatAnotherStoreOnTheFileCommitted) {
  const OnSqlite medium;
  const auto one = filled(medium);
  const auto two = SqliteStore::open(medium.path(), kImpatient).value();

  EXPECT_EQ(two->cases().value().size(), 1U);
  EXPECT_EQ(two->begin().value()->load(CaseId("A-1")).value()->version, 1U);
}

TEST(SqliteStore, RefusesAValueOverOneBillionBytes) {
  const OnSqlite medium;
  const auto store = filled(medium);
  const auto unit = store->begin().value();
  const std::string_view large("x", 1'000'000'001);  // only its size is looked at

  const Status status = unit->put_checkpoint(large);

  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kOutOfRange);
}

/// Lets no file of this process grow over `bytes`, which to SQLite is a disk that fails.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST(SqliteStore, UndoesTheUnitWhenTheDiskFails) {
  const OnSqlite medium;
  const auto store = filled(medium);
  {
    const FileSizeLimit limit(200'000);
    const auto unit = store->begin().value();
    const row::Document document{"digest", "", "", "", std::string(1'000'000, 'x'), CaseId("A-1")};
    ASSERT_TRUE(unit->put(case_row(CaseId("B-2"))).has_value());
    Status status = unit->put_document(document);
    if (status) status = unit->commit();

    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::kUnavailable);
    EXPECT_FALSE(unit->put(case_row(CaseId("C-3"))).has_value());
  }

  EXPECT_EQ(store->cases().value().size(), 1U);
  EXPECT_TRUE(store->begin().value()->commit().has_value());
}

TEST(SqliteStore, RefusesNumbersBeyond63Bits) {
  const OnSqlite medium;
  const auto store = SqliteStore::open(medium.path(), kImpatient).value();

  const Status status = store->delivered(~std::uint64_t{0});

  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kOutOfRange);
}

TEST(SqliteStore, OverwritesWhatIsDeleted) {
  const OnSqlite medium;
  auto store = SqliteStore::open(medium.path(), kImpatient).value();
  const std::string secret = "a value that must not remain";
  {
    const auto unit = store->begin().value();
    row::Outgoing item{0, "id", CaseId("A-1"), "message", secret, Instant{}};
    ASSERT_TRUE(unit->enqueue(item) && unit->commit());
  }

  ASSERT_TRUE(store->delivered(store->outgoing(1).value().at(0).sequence).has_value());
  store.reset();  // the last connection folds the write-ahead log into the file

  std::ifstream file(medium.path(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_GT(bytes.size(), 4096U);
  EXPECT_EQ(bytes.find(secret), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(medium.path() + "-wal"));
}

}  // namespace
}  // namespace lagrum
