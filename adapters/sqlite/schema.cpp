#include "sqlite/schema.h"

#include <algorithm>
#include <array>

namespace lagrum::sqlite {
namespace {

constexpr const char* kApplicationId =
    "1281451885";  // "Lagm": tells our files from other databases

/// Keys begin with the case, so that what belongs to a case lies together.
constexpr const char* kTables = R"sql(
CREATE TABLE cases (
  id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, workflow TEXT NOT NULL, number TEXT NOT NULL,
  phase TEXT NOT NULL, title TEXT NOT NULL, snapshot BLOB NOT NULL);

CREATE TABLE entries (
  position INTEGER PRIMARY KEY NOT NULL, case_id TEXT NOT NULL, leaf BLOB NOT NULL);
CREATE INDEX entries_of_case ON entries (case_id, position);

CREATE TABLE disclosures (
  entry INTEGER NOT NULL REFERENCES entries (position), ordinal INTEGER NOT NULL, digest TEXT NOT NULL,
  disclosure TEXT NOT NULL, PRIMARY KEY (entry, ordinal)) WITHOUT ROWID;

CREATE TABLE head (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1), size INTEGER NOT NULL, recorded INTEGER,
  frontier BLOB NOT NULL, checkpoint TEXT NOT NULL);
INSERT INTO head VALUES (1, 0, NULL, x'', '');

CREATE TABLE duties (
  case_id TEXT NOT NULL, key TEXT NOT NULL, norm TEXT NOT NULL, party TEXT NOT NULL, status TEXT NOT NULL,
  due INTEGER, rank TEXT NOT NULL, PRIMARY KEY (case_id, key)) WITHOUT ROWID;

CREATE TABLE clocks (
  case_id TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, party TEXT NOT NULL, kind TEXT NOT NULL,
  due INTEGER NOT NULL, PRIMARY KEY (case_id, key)) WITHOUT ROWID;
CREATE INDEX clocks_due ON clocks (due, case_id, key);

CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, case_id TEXT NOT NULL, channel TEXT NOT NULL,
  body BLOB NOT NULL, created INTEGER NOT NULL);

CREATE TABLE remembered (
  key TEXT PRIMARY KEY NOT NULL, body_digest TEXT NOT NULL, answer BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
  digest TEXT PRIMARY KEY NOT NULL, salt BLOB NOT NULL, media_type TEXT NOT NULL, name TEXT NOT NULL,
  bytes BLOB NOT NULL, case_id TEXT NOT NULL);

-- The insert trigger also stops INSERT OR REPLACE, which deletes without a delete trigger.
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN NEW.position <> (SELECT size FROM head) OR EXISTS (SELECT 1 FROM entries WHERE position >= NEW.position)
BEGIN SELECT RAISE(ABORT, 'entries follow one another'); END;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

PRAGMA application_id = 1281451885;
PRAGMA user_version = 1;
)sql";

Error refused(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, {}};
}

Status check(Connection& writer) {
  const bool empty = writer.value("SELECT count(*) FROM sqlite_schema") == "0";
  if (empty) {
    writer.exec(kTables);
    return {};
  }
  if (writer.value("PRAGMA application_id") != kApplicationId) {
    return refused("expected a store or an empty file, found another database");
  }
  const std::string version = writer.value("PRAGMA user_version");
  if (version == std::to_string(kSchemaVersion)) return {};
  return refused("expected schema " + std::to_string(kSchemaVersion) + ", found " + version);
}

/// One line for each table, index and trigger, with its declaration.
std::vector<std::string> declarations(Connection& connection) {
  return connection.values(
      "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema "
      "WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY 1");
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Rows that follow from no entry and no case, so that nothing of the engine's reads them where it
/// compares what it knows.
struct OrphanRow {
  std::string_view table;
  std::string_view fault;
  const char* query;
};
constexpr std::array<OrphanRow, 7> kOrphans = {{
    {"disclosure", "belongs to no entry",
     "SELECT entry || '/' || ordinal FROM disclosures WHERE entry NOT IN (SELECT position FROM "
     "entries)"},
    {"disclosure", "stands twice",
     "SELECT min(entry || '/' || ordinal) FROM disclosures GROUP BY entry, digest HAVING count(*) "
     "> 1"},
    {"disclosure", "stands out of its order",
     "SELECT entry || '/' || max(ordinal) FROM disclosures GROUP BY entry HAVING min(ordinal) <> 0 "
     "OR max(ordinal) <> count(*) - 1"},
    {"duty", "belongs to no case",
     "SELECT case_id || ' ' || key FROM duties WHERE case_id NOT IN (SELECT id FROM cases)"},
    {"clock", "belongs to no case",
     "SELECT case_id || ' ' || key FROM clocks WHERE case_id NOT IN (SELECT id FROM cases)"},
    {"document", "belongs to no case",
     "SELECT digest FROM documents WHERE case_id NOT IN (SELECT id FROM cases)"},
    {"outbox", "stands twice", "SELECT id FROM outbox GROUP BY id HAVING count(*) > 1"},
}};

}  // namespace

std::vector<std::string> faults(Connection& connection) {
  std::vector<std::string> found;
  for (const std::string& line : connection.values("PRAGMA integrity_check(100)")) {
    if (line != "ok") found.push_back("file: " + line);
  }
  Connection sound(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 0);
  sound.exec(kTables);
  const std::vector<std::string> expected = declarations(sound);
  const std::vector<std::string> declared = declarations(connection);
  for (const std::string& line : expected) {
    if (std::find(declared.begin(), declared.end(), line) == declared.end())
      found.push_back("schema: expected the " + first_line(line) + ", found none");
  }
  for (const std::string& line : declared) {
    if (std::find(expected.begin(), expected.end(), line) == expected.end())
      found.push_back("schema: expected no " + first_line(line));
  }
  for (const OrphanRow& row : kOrphans) {
    for (const std::string& key : connection.values(row.query))
      found.push_back(std::string(row.table) + " table: expected no row that " +
                      std::string(row.fault) + ", found " + key);
  }
  return found;
}

Status prepare(Connection& writer) {
  // A pragma that isn't known is ignored silently; the ones that durability rests on are asked
  // back.
  if (writer.value("PRAGMA journal_mode = WAL") != "wal") {
    return Error{ErrorCode::kUnavailable,
                 "expected a place where a write-ahead log can be kept, found none",
                 {},
                 {}};
  }
  writer.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON");
  LAGRUM_CHECK(writer.value("PRAGMA synchronous") == "2");
  LAGRUM_CHECK(writer.value("PRAGMA foreign_keys") == "1");
  // Two processes may open an empty file at once; the lock lets one make the tables.
  writer.exec("BEGIN IMMEDIATE");
  Status status = check(writer);
  if (!status) {
    writer.roll_back();
    return status;
  }
  writer.exec("COMMIT");
  return {};
}

}  // namespace lagrum::sqlite
