#include "bench/raw_sqlite.h"

#include <sqlite3.h>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <string_view>

namespace lagrum::bench {
namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Error error_of(sqlite3* database) {
  return Error{ErrorCode::kUnavailable, sqlite3_errmsg(database), {}, {}};
}

Status run(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return error_of(database);
}

Result<Database> open(const std::string& path) {
  sqlite3* database = nullptr;
  const int result = sqlite3_open(path.c_str(), &database);
  Database opened(database, &sqlite3_close);
  if (result != SQLITE_OK) return error_of(database);
  return opened;
}

/// The first column of each row.
Result<std::vector<std::string>> column(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* made = nullptr;
  const int prepared = sqlite3_prepare_v2(database, sql.c_str(), -1, &made, nullptr);
  const Statement statement(made, &sqlite3_finalize);
  if (prepared != SQLITE_OK) return error_of(database);
  std::vector<std::string> values;
  while (sqlite3_step(made) == SQLITE_ROW) {
    const auto* text = static_cast<const char*>(sqlite3_column_blob(made, 0));
    values.emplace_back(text, static_cast<std::size_t>(sqlite3_column_bytes(made, 0)));
  }
  return values;
}

/// What is bound to a statement, by its kind.
struct Text {
  std::string_view value;
};
struct Blob {
  std::string_view value;
};
struct Number {
  std::int64_t value = 0;
};
struct MaybeNumber {
  std::optional<std::int64_t> value;
};

int bind(sqlite3_stmt* statement, int at, Text text) {
  return sqlite3_bind_text(statement, at, text.value.data(), static_cast<int>(text.value.size()),
                           SQLITE_STATIC);
}
int bind(sqlite3_stmt* statement, int at, Blob blob) {
  const char* bytes = blob.value.empty() ? "" : blob.value.data();
  return sqlite3_bind_blob(statement, at, bytes, static_cast<int>(blob.value.size()),
                           SQLITE_STATIC);
}
int bind(sqlite3_stmt* statement, int at, Number number) {
  return sqlite3_bind_int64(statement, at, number.value);
}
int bind(sqlite3_stmt* statement, int at, MaybeNumber number) {
  return number.value ? sqlite3_bind_int64(statement, at, *number.value)
                      : sqlite3_bind_null(statement, at);
}

std::int64_t stored(Instant instant) { return instant.time_since_epoch().count(); }
Text text(const std::string& value) { return Text{value}; }
Text text(const CaseId& id) { return Text{id.str()}; }
Number number(std::uint64_t value) { return Number{static_cast<std::int64_t>(value)}; }

/// Writes rows with statements that are prepared once.
class Writer {
 public:
  explicit Writer(sqlite3* database) : database_(database) {}

  Status operator()(const row::Case& row) {
    return write("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)", text(row.id),
                 number(row.version), text(row.workflow), text(row.number), text(row.phase),
                 text(row.title), Blob{row.snapshot});
  }
  Status operator()(const EntryWrite& made) {
    const Number position = number(made.entry.index.value);
    LAGRUM_TRY(write("INSERT INTO entries VALUES (?, ?, ?)", position, text(made.entry.case_id),
                     Blob{made.entry.leaf}));
    std::int64_t ordinal = 0;
    for (const row::Disclosure& row : made.entry.disclosures) {
      LAGRUM_TRY(write("INSERT INTO disclosures VALUES (?, ?, ?, ?)", position, Number{ordinal++},
                       text(row.digest), text(row.disclosure)));
    }
    std::string frontier;
    for (const std::string& hash : made.head.frontier) frontier += hash;
    MaybeNumber recorded;
    if (made.head.recorded) recorded.value = stored(*made.head.recorded);
    return write("UPDATE head SET size = ?, recorded = ?, frontier = ?, checkpoint = ?",
                 number(made.head.size), recorded, Blob{frontier}, text(made.head.checkpoint));
  }
  Status operator()(const DutiesWrite& made) {
    LAGRUM_TRY(write("DELETE FROM duties WHERE case_id = ?", text(made.id)));
    for (const row::Duty& row : made.rows) {
      MaybeNumber due;
      if (row.due) due.value = row.due->time_since_epoch().count();
      LAGRUM_TRY(write("INSERT INTO duties VALUES (?, ?, ?, ?, ?, ?, ?)", text(row.case_id),
                       text(row.key), text(row.norm), text(row.party), text(row.status), due,
                       text(row.rank)));
    }
    return {};
  }
  Status operator()(const ClocksWrite& made) {
    LAGRUM_TRY(write("DELETE FROM clocks WHERE case_id = ?", text(made.id)));
    for (const row::Clock& row : made.rows) {
      LAGRUM_TRY(write("INSERT INTO clocks VALUES (?, ?, ?, ?, ?, ?)", text(row.case_id),
                       text(row.key), text(row.id), text(row.party), text(row.kind),
                       Number{stored(row.due)}));
    }
    return {};
  }
  Status operator()(const row::Outgoing& row) {
    return write("INSERT INTO outbox (id, case_id, channel, body, created) VALUES (?, ?, ?, ?, ?)",
                 text(row.id), text(row.case_id), text(row.channel), Blob{row.body},
                 Number{stored(row.created)});
  }
  Status operator()(const row::Remembered& row) {
    return write("INSERT INTO remembered VALUES (?, ?, ?)", text(row.key), text(row.body_digest),
                 Blob{row.answer});
  }
  Status operator()(const row::Document& row) {
    return write("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
                 text(row.digest), Blob{row.salt}, text(row.media_type), text(row.name),
                 Blob{row.bytes}, text(row.case_id));
  }

 private:
  template <class... Values>
  Status write(const char* sql, const Values&... values) {
    LAGRUM_ASSIGN(sqlite3_stmt* const statement, prepared(sql));
    int at = 0;
    const bool bound = ((bind(statement, ++at, values) == SQLITE_OK) && ...);
    const bool done = bound && sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    if (done) return {};
    return error_of(database_);
  }

  Result<sqlite3_stmt*> prepared(const char* sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second.get();
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) !=
        SQLITE_OK) {
      return error_of(database_);
    }
    statements_.emplace(sql, Statement(made, &sqlite3_finalize));
    return made;
  }

  sqlite3* database_;
  std::map<std::string_view, Statement> statements_;
};

/// Tables and indexes as they are in the store at `like`.
Status make_tables(sqlite3* database, const std::string& like) {
  LAGRUM_ASSIGN(const Database other, open(like));
  LAGRUM_ASSIGN(const auto page_size, column(other.get(), "PRAGMA page_size"));
  LAGRUM_TRY(run(database, ("PRAGMA page_size = " + page_size.at(0)).c_str()));
  LAGRUM_TRY(run(
      database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON"));
  LAGRUM_ASSIGN(
      const auto made,
      column(other.get(),
             "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT "
             "NULL AND name NOT LIKE 'sqlite_%'"));
  for (const std::string& sql : made) LAGRUM_TRY(run(database, sql.c_str()));
  return run(database, "INSERT INTO head VALUES (1, 0, NULL, x'', '')");
}

Status write_commits(sqlite3* database, const std::vector<Commit>& commits) {
  Writer writer(database);
  for (const Commit& commit : commits) {
    LAGRUM_TRY(run(database, "BEGIN IMMEDIATE"));
    for (const Write& write : commit) LAGRUM_TRY(std::visit(writer, write));
    LAGRUM_TRY(run(database, "COMMIT"));
  }
  return {};
}

}  // namespace

Result<double> write_raw(const std::string& path, const std::string& like,
                         const std::vector<Commit>& commits) {
  LAGRUM_ASSIGN(const Database database, open(path));
  LAGRUM_TRY(make_tables(database.get(), like));
  const auto begin = std::chrono::steady_clock::now();
  LAGRUM_TRY(write_commits(database.get(), commits));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Result<std::string> first_difference(const std::string& path, const std::string& other) {
  LAGRUM_ASSIGN(const Database database, open(path));
  LAGRUM_TRY(run(database.get(), ("ATTACH '" + other + "' AS other").c_str()));
  LAGRUM_ASSIGN(
      const auto tables,
      column(database.get(),
             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"));
  for (const std::string& table : tables) {
    const std::string own = "SELECT * FROM main." + table;
    const std::string others = "SELECT * FROM other." + table;
    const std::string sql = "SELECT (SELECT count(*) FROM (" + own + " EXCEPT " + others +
                            ")) + (SELECT count(*) FROM (" + others + " EXCEPT " + own + "))";
    LAGRUM_ASSIGN(const auto differing, column(database.get(), sql));
    if (differing.at(0) != "0") return table;
  }
  return std::string();
}

namespace {

/// Counts what a row holds, as text and numbers.
struct Bytes {
  static constexpr std::uint64_t kNumber = 8;

  std::uint64_t operator()(const row::Case& row) const {
    return kNumber + row.id.str().size() + row.workflow.size() + row.number.size() +
           row.phase.size() + row.title.size() + row.snapshot.size();
  }
  std::uint64_t operator()(const EntryWrite& made) const {
    std::uint64_t sum = kNumber + made.entry.case_id.str().size() + made.entry.leaf.size();
    for (const row::Disclosure& row : made.entry.disclosures)
      sum += 2 * kNumber + row.digest.size() + row.disclosure.size();
    for (const std::string& hash : made.head.frontier) sum += hash.size();
    return sum + 2 * kNumber;
  }
  std::uint64_t operator()(const DutiesWrite& made) const {
    std::uint64_t sum = 0;
    for (const row::Duty& row : made.rows) {
      sum += kNumber + row.case_id.str().size() + row.key.size() + row.norm.size() +
             row.party.size() + row.status.size() + row.rank.size();
    }
    return sum;
  }
  std::uint64_t operator()(const ClocksWrite& made) const {
    std::uint64_t sum = 0;
    for (const row::Clock& row : made.rows) {
      sum += kNumber + row.case_id.str().size() + row.key.size() + row.id.size() +
             row.party.size() + row.kind.size();
    }
    return sum;
  }
  std::uint64_t operator()(const row::Outgoing& row) const {
    return 2 * kNumber + row.id.size() + row.case_id.str().size() + row.channel.size() +
           row.body.size();
  }
  std::uint64_t operator()(const row::Remembered& row) const {
    return row.key.size() + row.body_digest.size() + row.answer.size();
  }
  std::uint64_t operator()(const row::Document& row) const {
    return row.digest.size() + row.salt.size() + row.media_type.size() + row.name.size() +
           row.bytes.size() + row.case_id.str().size();
  }
};

}  // namespace

std::uint64_t bytes_of(const std::vector<Commit>& commits) {
  std::uint64_t sum = 0;
  for (const Commit& commit : commits) {
    for (const Write& write : commit) sum += std::visit(Bytes{}, write);
  }
  return sum;
}

}  // namespace lagrum::bench
