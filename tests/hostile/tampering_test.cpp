// Somebody with the store's file and an editor: one changed value, one flipped bit. The check finds
// it and says where.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sqlite/sqlite_store.h"
#include "support/house.h"
#include "support/seed.h"
#include "support/story.h"

namespace lagrum::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStory = "workflows/se/serveringstillstand/scenarios/01-story.xml";
constexpr const char* kTriggers =
    "DROP TRIGGER entries_follow; DROP TRIGGER entries_stay; DROP TRIGGER entries_remain;";
constexpr std::array kTables = {"cases",  "entries", "disclosures", "head",     "duties",
                                "clocks", "outbox",  "remembered",  "documents"};
constexpr std::size_t kFlips = 30;
constexpr std::size_t kFlipsLong = 5000;
constexpr std::size_t kActionsLeft =
    12;  ///< the story stops before its end, so that clocks and duties are open

/// A store with a case on its way, in one file.
class Tampering : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (fs::temp_directory_path() / "lagrum-tampering-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const auto actions = actions_of(kStory);
    ASSERT_TRUE(actions) << to_string(actions.error());
    auto store = SqliteStore::open(sound()).value();
    Engine engine = engine_on(*store).value();
    for (std::size_t i = 0; i + kActionsLeft < actions->size(); ++i) {
      const auto answer = act(engine, (*actions)[i]);
      ASSERT_TRUE(answer) << to_string(answer.error());
    }
    ASSERT_TRUE(engine.checkpoint());
    store.reset();  // the last connection moves the write-ahead log into the file
    made_ = true;
  }
  void SetUp() override { ASSERT_TRUE(made_); }
  static void TearDownTestSuite() { fs::remove_all(folder_); }

  static std::string sound() { return (folder_ / "sound.sqlite").string(); }
  static std::string copy() {
    const std::string path = (folder_ / "copy.sqlite").string();
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path + suffix);
    fs::copy_file(sound(), path);
    return path;
  }

  /// What opening and verifying find, one line each; nothing for a sound store.
  static std::string findings(const std::string& path) {
    const auto store = SqliteStore::open(path);
    if (!store) return "opening: " + to_string(store.error());
    const auto engine = engine_on(**store);
    if (!engine) return "opening: " + to_string(engine.error());
    const auto verified = engine->verify();
    if (!verified) return "verifying: " + to_string(verified.error());
    std::string all;
    for (const std::string& problem : verified->problems) all += problem + "\n";
    return all;
  }

  /// Everything in all tables, one line for each row.
  static std::vector<std::string> rows_of(const std::string& path) {
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    std::vector<std::string> rows;
    for (const char* table : kTables) {
      SQLite::Statement query(database, "SELECT * FROM " + std::string(table));
      while (query.executeStep()) {
        std::string row = table;
        for (int i = 0; i < query.getColumnCount(); ++i)
          row += "|" + query.getColumn(i).getString();
        rows.push_back(std::move(row));
      }
    }
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  inline static fs::path folder_;
  inline static bool made_ = false;
};

TEST_F(Tampering, IsNotFoundInASoundStore) { EXPECT_EQ(findings(copy()), ""); }

struct ChangeRow {
  const char* name;
  const char* sql;
  const char* found;  ///< part of what is said: which entry, or which table
};

void PrintTo(const ChangeRow& row, std::ostream* out) { *out << row.name; }

class ChangedRow : public Tampering, public testing::WithParamInterface<ChangeRow> {};

TEST_P(ChangedRow, IsFoundAndNamed) {
  const std::string path = copy();
  {
    SQLite::Database direct(path, SQLite::OPEN_READWRITE);
    direct.exec("PRAGMA foreign_keys = OFF");
    direct.exec(kTriggers);
    ASSERT_GT(direct.exec(GetParam().sql), 0) << "the statement changed nothing";
  }

  EXPECT_THAT(findings(path), testing::HasSubstr(GetParam().found));
}

// The triggers keep the log append-only; without them it is not what its file says it is.
TEST_F(Tampering, IsNamedWhereTheSchemaIsNotOurs) {
  const std::string path = copy();
  SQLite::Database(path, SQLite::OPEN_READWRITE)
      .exec("DROP TRIGGER entries_stay; CREATE TABLE mine (a);");

  EXPECT_THAT(findings(path),
              testing::AllOf(testing::HasSubstr("schema: expected the trigger entries_stay"),
                             testing::HasSubstr("schema: expected no table mine")));
}

// A name like those of SQLite's own tables hides nothing.
TEST_F(Tampering, IsNamedWhereATriggerIsHidden) {
  const std::string path = copy();
  SQLite::Database direct(path, SQLite::OPEN_READWRITE);
  direct.exec("PRAGMA writable_schema = ON");
  direct.exec(
      "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat_x', 'outbox', 0, 'CREATE TRIGGER "
      "sqlite_stat_x AFTER INSERT ON outbox BEGIN DELETE FROM outbox; END')");

  EXPECT_THAT(findings(path), testing::HasSubstr("sqlite_stat_x"));
}

/// One letter of a text, made another.
#define CHANGED(column, at) \
  "substr(" column ", 1, " at " - 1) || 'X' || substr(" column ", " at " + 1)"

INSTANTIATE_TEST_SUITE_P(
    Store, ChangedRow,
    testing::Values(
        ChangeRow{"leaf",
                  "UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), "
                  "'\"recorded\":\"2026', '\"recorded\":\"2025') AS BLOB) WHERE position = 7",
                  "entry 7"},
        ChangeRow{"name_of_an_actor",
                  "UPDATE entries SET leaf = CAST(replace(CAST(leaf AS TEXT), '\"anna\"', "
                  "'\"bosse\"') AS BLOB) WHERE position = (SELECT min(position) FROM entries WHERE "
                  "instr(leaf, '\"anna\"'))",
                  "log"},
        ChangeRow{"case_of_an_entry", "UPDATE entries SET case_id = 'other' WHERE position = 5",
                  "entry 5"},
        ChangeRow{"entry_taken_out", "DELETE FROM entries WHERE position = 9", "entry 9"},
        ChangeRow{"last_entry_taken_out",
                  "DELETE FROM entries WHERE position = (SELECT max(position) FROM entries)",
                  "log head: expected size"},
        ChangeRow{
            "disclosure",
            "UPDATE disclosures SET disclosure = " CHANGED("disclosure",
                                                           "30") " WHERE entry = 0 AND ordinal = 0",
            "entry 0"},
        ChangeRow{
            "digest_of_a_disclosure",
            "UPDATE disclosures SET digest = " CHANGED("digest",
                                                       "5") " WHERE entry = 0 AND ordinal = 0",
            "entry 0"},
        ChangeRow{"disclosure_of_another_entry",
                  "UPDATE disclosures SET entry = 1, ordinal = 99 WHERE entry = 0 AND ordinal = 0",
                  "entry 1"},
        ChangeRow{"size_of_the_log", "UPDATE head SET size = size - 1", "opening"},
        ChangeRow{"frontier", "UPDATE head SET frontier = x'00' || substr(frontier, 2)",
                  "checkpoint"},
        ChangeRow{"checkpoint",
                  "UPDATE head SET checkpoint = replace(checkpoint, 'example', 'exempel')",
                  "opening"},
        ChangeRow{"head_taken_out", "DELETE FROM head", "head"},
        ChangeRow{"phase_of_a_case", "UPDATE cases SET phase = 'final'", "case table"},
        ChangeRow{"number_of_a_case", "UPDATE cases SET number = 'SOC 2026-0413'", "number"},
        ChangeRow{"workflow_of_a_case", "UPDATE cases SET workflow = 'other@1.0.0'", "other@1.0.0"},
        ChangeRow{"snapshot_of_a_case",
                  "UPDATE cases SET snapshot = CAST(replace(CAST(snapshot AS TEXT), 'Kvarnens', "
                  "'Kvarners') AS BLOB)",
                  "snapshot"},
        ChangeRow{"case_taken_out", "DELETE FROM cases", "case table"},
        ChangeRow{"day_of_a_duty",
                  "UPDATE duties SET due = 1 WHERE key = (SELECT min(key) FROM duties)",
                  "duty table"},
        ChangeRow{"duties_taken_out", "DELETE FROM duties", "duty table"},
        ChangeRow{
            "moment_of_a_clock",
            "UPDATE clocks SET due = due + 86400000 WHERE key = (SELECT min(key) FROM clocks)",
            "clock table"},
        ChangeRow{"clocks_taken_out", "DELETE FROM clocks", "clock table"},
        ChangeRow{"place_of_a_disclosure",
                  "UPDATE disclosures SET ordinal = ordinal + 32 WHERE entry = 0 AND ordinal = 1",
                  "stands out of its order, found 0/33"},
        ChangeRow{"version_of_a_case", "UPDATE cases SET version = version + 1", "version"},
        ChangeRow{"handled_moment",
                  "UPDATE cases SET snapshot = CAST(replace(CAST(snapshot AS TEXT), "
                  "'\"handled\":[', '\"handled\":[\"x\",') AS BLOB)",
                  "snapshot: changed"},
        ChangeRow{"stored_answer",
                  "UPDATE remembered SET answer = CAST(replace(CAST(answer AS TEXT), 'refused', "
                  "'done') AS BLOB) WHERE instr(answer, 'refused')",
                  "table of what is remembered, key 'command|"},
        ChangeRow{"key_of_an_answer",
                  "UPDATE remembered SET key = key || 'x' WHERE key = (SELECT min(key) FROM "
                  "remembered)",
                  "no entry commits to this row"},
        ChangeRow{"answers_taken_out", "DELETE FROM remembered", "found none"},
        ChangeRow{"letter",
                  "UPDATE outbox SET body = CAST(replace(CAST(body AS TEXT), '\"party\":\"', "
                  "'\"party\":\"x') AS BLOB)",
                  "outbox, item"},
        ChangeRow{"letter_nobody_sent",
                  "INSERT INTO outbox (id, case_id, channel, body, created) SELECT id || 'x', "
                  "case_id, channel, body, created FROM outbox LIMIT 1",
                  "expected an item that some entry sends"},
        ChangeRow{"document", "UPDATE documents SET bytes = bytes || x'00'", "other bytes"},
        ChangeRow{"name_of_a_document", "UPDATE documents SET name = 'x'", "the name 'x'"},
        ChangeRow{"media_type_of_a_document", "UPDATE documents SET media_type = 'text/html'",
                  "the media type 'text/html'"},
        ChangeRow{"case_of_a_document", "UPDATE documents SET case_id = 'other'",
                  "the case 'other'"},
        ChangeRow{"documents_taken_out", "DELETE FROM documents", "document table"}),
    [](const testing::TestParamInfo<ChangeRow>& row) { return row.param.name; });

/// The rows that only one of two sorted lists has.
std::vector<std::string> difference(const std::vector<std::string>& left,
                                    const std::vector<std::string>& right) {
  std::vector<std::string> rows;
  std::set_symmetric_difference(left.begin(), left.end(), right.begin(), right.end(),
                                std::back_inserter(rows));
  return rows;
}

// Bits that no row depends on (free pages, unused bytes) may change unseen. Nothing else may.
TEST_F(Tampering, WithOneBitOfTheFileIsFoundOrLeavesEveryRowAsItWas) {
  Chance chance;
  const std::vector<std::string> expected = rows_of(sound());
  ASSERT_FALSE(expected.empty());
  std::size_t found = 0;
  std::size_t without_effect = 0;

  const std::size_t flips = repetitions(kFlips, kFlipsLong);
  for (std::size_t i = 0; i < flips; ++i) {
    const std::string path = copy();
    const std::size_t at = chance.below(fs::file_size(path));
    const auto bit = static_cast<char>(1 << chance.below(8));
    {
      std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
      file.seekg(static_cast<std::streamoff>(at));
      const char byte = static_cast<char>(file.get() ^ bit);
      file.seekp(static_cast<std::streamoff>(at));
      file.put(byte);
    }
    if (!findings(path).empty()) {
      ++found;
      continue;
    }
    ++without_effect;
    SCOPED_TRACE("byte " + std::to_string(at) + ", round " + std::to_string(i));
    EXPECT_THAT(difference(rows_of(path), expected), testing::IsEmpty());
  }

  EXPECT_GT(found, without_effect / 8);
}

}  // namespace
}  // namespace lagrum::test
