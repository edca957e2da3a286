// Somebody with the store's file and an editor: one changed value, one flipped bit. The check finds
// it and says where.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

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
constexpr std::size_t kFlips = 60;
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

  /// The log as a store shows it: leaves in their order, and what is disclosed of them, sorted.
  struct Log {
    std::vector<std::string> leaves;
    std::vector<std::string> disclosures;
  };
  static Log log_of(const std::string& path) {
    Log log;
    const auto store = SqliteStore::open(path);
    if (!store) return log;
    const auto entries = (*store)->log(LogIndex{0}, 1000);
    if (!entries) return log;
    for (const row::Entry& entry : *entries) {
      log.leaves.push_back(entry.case_id.str() + " " + entry.leaf);
      for (const row::Disclosure& each : entry.disclosures) {
        log.disclosures.push_back(each.digest + " " + each.disclosure);
      }
    }
    std::sort(log.disclosures.begin(), log.disclosures.end());
    return log;
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
        ChangeRow{"clocks_taken_out", "DELETE FROM clocks", "clock table"}),
    [](const testing::TestParamInfo<ChangeRow>& row) { return row.param.name; });

// Bits that no row depends on (free pages, unused bytes) may change unseen. No leaf may; and a
// disclosure may be gone, as after an erasure, but never say something else.
TEST_F(Tampering, WithOneBitOfTheFileIsFoundOrLeavesTheLogAsItWas) {
  Chance chance;
  const Log expected = log_of(sound());
  ASSERT_FALSE(expected.leaves.empty());
  std::size_t found = 0;
  std::size_t without_effect = 0;

  for (std::size_t i = 0; i < (long_run() ? kFlipsLong : kFlips); ++i) {
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
    const Log left = log_of(path);
    EXPECT_EQ(left.leaves, expected.leaves);
    EXPECT_TRUE(std::includes(expected.disclosures.begin(), expected.disclosures.end(),
                              left.disclosures.begin(), left.disclosures.end()));
  }

  EXPECT_GT(found, without_effect / 8);
}

}  // namespace
}  // namespace lagrum::test
