#include "sqlite/sqlite_store.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "sqlite/connection.h"
#include "sqlite/schema.h"

namespace lagrum {
namespace {

using sqlite::Connection;
using sqlite::guarded;
using sqlite::Query;

constexpr std::size_t kHashSize = 32;

Error error_of(ErrorCode code, std::string message) {
  return Error{code, std::move(message), {}, {}};
}

std::int64_t stored(Instant instant) { return instant.time_since_epoch().count(); }
std::int64_t stored(Date date) { return date.time_since_epoch().count(); }
Instant instant_of(std::int64_t value) { return Instant{std::chrono::milliseconds{value}}; }

/// A limit as SQLite takes it.
std::int64_t clamped(std::size_t limit) {
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
  return limit > static_cast<std::size_t>(kMax) ? kMax : static_cast<std::int64_t>(limit);
}

// ---- Reading rows: the columns in the order of each query
// --------------------------------------------

#define LAGRUM_CASE_COLUMNS "id, version, workflow, number, phase, title, snapshot"
#define LAGRUM_DUTY_COLUMNS "case_id, key, norm, party, status, due, rank"
#define LAGRUM_CLOCK_COLUMNS "case_id, key, id, party, kind, due"

row::Case case_of(Query& query) {
  row::Case row;
  row.id = CaseId(query.bytes());
  row.version = query.number();
  row.workflow = query.bytes();
  row.number = query.bytes();
  row.phase = query.bytes();
  row.title = query.bytes();
  row.snapshot = query.bytes();
  return row;
}

row::Duty duty_of(Query& query) {
  row::Duty row;
  row.case_id = CaseId(query.bytes());
  row.key = query.bytes();
  row.norm = query.bytes();
  row.party = query.bytes();
  row.status = query.bytes();
  if (query.null()) {
    query.skip();
  } else {
    row.due = Date{std::chrono::days{query.integer()}};
  }
  row.rank = query.bytes();
  return row;
}

row::Clock clock_of(Query& query) {
  row::Clock row;
  row.case_id = CaseId(query.bytes());
  row.key = query.bytes();
  row.id = query.bytes();
  row.party = query.bytes();
  row.kind = query.bytes();
  row.due = instant_of(query.integer());
  return row;
}

row::Remembered remembered_of(Query& query) {
  row::Remembered row;
  row.key = query.bytes();
  row.body_digest = query.bytes();
  row.answer = query.bytes();
  return row;
}

row::Outgoing outgoing_of(Query& query) {
  row::Outgoing row;
  row.sequence = query.number();
  row.id = query.bytes();
  row.case_id = CaseId(query.bytes());
  row.channel = query.bytes();
  row.body = query.bytes();
  row.created = instant_of(query.integer());
  return row;
}

template <class Row>
std::vector<Row> rows_of(Query& query, Row (*read)(Query&)) {
  std::vector<Row> rows;
  while (query.step()) rows.push_back(read(query));
  return rows;
}

/// Entries joined with their disclosures: position, case, leaf, digest, disclosure.
std::vector<row::Entry> entries_of(Query& query) {
  std::vector<row::Entry> rows;
  while (query.step()) {
    const LogIndex index{query.number()};
    if (rows.empty() || rows.back().index != index) {
      rows.push_back(row::Entry{index, CaseId(query.bytes()), query.bytes(), {}});
    } else {
      query.skip();
      query.skip();
    }
    if (query.null()) continue;
    std::string digest = query.bytes();
    rows.back().disclosures.push_back(row::Disclosure{std::move(digest), query.bytes()});
  }
  return rows;
}

LogHead head_of(Connection& connection) {
  Query query(connection.prepared("SELECT size, recorded, frontier, checkpoint FROM head"));
  LogHead head;
  if (!query.step()) sqlite::throw_damaged("the head of the log is missing");
  head.size = query.number();
  if (query.null()) {
    query.skip();
  } else {
    head.recorded = instant_of(query.integer());
  }
  const std::string frontier = query.bytes();
  for (std::size_t at = 0; at < frontier.size(); at += kHashSize) {
    head.frontier.push_back(frontier.substr(at, kHashSize));
  }
  head.checkpoint = query.bytes();
  return head;
}

// ---- Unit of work
// ------------------------------------------------------------------------------------

/// One transaction. After the first error it is spent: SQLite may have undone the transaction by
/// then, and what followed would be written on its own.
class SqliteUnit : public UnitOfWork {
 public:
  SqliteUnit(Connection& writer, bool& writing) : writer_(writer), writing_(writing) {
    writing_ = true;
  }
  ~SqliteUnit() override { close(); }

  Result<std::optional<row::Case>> load(const CaseId& id) override {
    return attempt([&]() -> Result<std::optional<row::Case>> { return stored_case(id); });
  }

  Result<std::vector<row::Entry>> entries(const CaseId& id) override {
    return attempt([&]() -> Result<std::vector<row::Entry>> {
      Query query(writer_.prepared(
          "SELECT e.position, e.case_id, e.leaf, d.digest, d.disclosure FROM entries e "
          "LEFT JOIN disclosures d ON d.entry = e.position "
          "WHERE e.case_id = ? ORDER BY e.position, d.ordinal"));
      return entries_of(query.text(id.str()));
    });
  }

  Result<std::optional<row::Remembered>> recall(std::string_view key) override {
    return attempt([&]() -> Result<std::optional<row::Remembered>> {
      Query query(
          writer_.prepared("SELECT key, body_digest, answer FROM remembered WHERE key = ?"));
      if (!query.text(key).step()) return std::optional<row::Remembered>();
      return std::optional(remembered_of(query));
    });
  }

  Result<LogHead> head() override {
    return attempt([&]() -> Result<LogHead> { return head_of(writer_); });
  }

  Result<std::optional<row::Document>> document(std::string_view digest) override {
    return attempt([&]() -> Result<std::optional<row::Document>> {
      Query query(writer_.prepared(
          "SELECT digest, salt, media_type, name, bytes, case_id FROM documents WHERE digest = ?"));
      if (!query.text(digest).step()) return std::optional<row::Document>();
      row::Document row;
      row.digest = query.bytes();
      row.salt = query.bytes();
      row.media_type = query.bytes();
      row.name = query.bytes();
      row.bytes = query.bytes();
      row.case_id = CaseId(query.bytes());
      return std::optional(std::move(row));
    });
  }

  Status put(const row::Case& row) override {
    return attempt([&]() -> Status {
      const auto before = stored_case(row.id);
      const std::uint64_t expected = (before ? before->version : 0) + 1;
      if (row.version != expected && !conflict_) {
        conflict_ = error_of(ErrorCode::kConflict, "expected version " + std::to_string(expected) +
                                                       " of case " + row.id.str() + ", found " +
                                                       std::to_string(row.version));
      }
      Query query(writer_.prepared("INSERT OR REPLACE INTO cases (" LAGRUM_CASE_COLUMNS
                                   ") VALUES (?, ?, ?, ?, ?, ?, ?)"));
      query.text(row.id.str())
          .number(row.version)
          .text(row.workflow)
          .text(row.number)
          .text(row.phase);
      query.text(row.title).blob(row.snapshot).run();
      return {};
    });
  }

  Status append(const row::Entry& entry, const LogHead& head) override {
    return attempt([&]() -> Status {
      LAGRUM_TRY(check_order(entry, head));
      Query(writer_.prepared("INSERT INTO entries VALUES (?, ?, ?)"))
          .number(entry.index.value)
          .text(entry.case_id.str())
          .blob(entry.leaf)
          .run();
      std::uint64_t ordinal = 0;
      for (const row::Disclosure& row : entry.disclosures) {
        Query(writer_.prepared("INSERT INTO disclosures VALUES (?, ?, ?, ?)"))
            .number(entry.index.value)
            .number(ordinal++)
            .text(row.digest)
            .text(row.disclosure)
            .run();
      }
      return set_head(head);
    });
  }

  Status replace_duties(const CaseId& id, const std::vector<row::Duty>& duties) override {
    return attempt([&]() -> Status {
      LAGRUM_TRY(check_case(id, duties));
      Query(writer_.prepared("DELETE FROM duties WHERE case_id = ?")).text(id.str()).run();
      for (const row::Duty& row : duties) {
        const auto due = row.due ? std::optional(stored(*row.due)) : std::nullopt;
        Query query(writer_.prepared("INSERT INTO duties (" LAGRUM_DUTY_COLUMNS
                                     ") VALUES (?, ?, ?, ?, ?, ?, ?)"));
        query.text(row.case_id.str()).text(row.key).text(row.norm).text(row.party).text(row.status);
        query.integer(due).text(row.rank).run();
      }
      return {};
    });
  }

  Status replace_clocks(const CaseId& id, const std::vector<row::Clock>& clocks) override {
    return attempt([&]() -> Status {
      LAGRUM_TRY(check_case(id, clocks));
      Query(writer_.prepared("DELETE FROM clocks WHERE case_id = ?")).text(id.str()).run();
      for (const row::Clock& row : clocks) {
        Query query(writer_.prepared("INSERT INTO clocks (" LAGRUM_CLOCK_COLUMNS
                                     ") VALUES (?, ?, ?, ?, ?, ?)"));
        query.text(row.case_id.str()).text(row.key).text(row.id).text(row.party).text(row.kind);
        query.integer(stored(row.due)).run();
      }
      return {};
    });
  }

  Status enqueue(const row::Outgoing& row) override {
    return attempt([&]() -> Status {
      Query query(writer_.prepared(
          "INSERT INTO outbox (id, case_id, channel, body, created) VALUES (?, ?, ?, ?, ?)"));
      query.text(row.id).text(row.case_id.str()).text(row.channel).blob(row.body);
      query.integer(stored(row.created)).run();
      return {};
    });
  }

  Status remember(const row::Remembered& row) override {
    return attempt([&]() -> Status {
      Query query(writer_.prepared("INSERT INTO remembered VALUES (?, ?, ?)"));
      query.text(row.key).text(row.body_digest).blob(row.answer).run();
      return {};
    });
  }

  Status put_document(const row::Document& row) override {
    return attempt([&]() -> Status {
      Query query(
          writer_.prepared("INSERT INTO documents (digest, salt, media_type, name, bytes, case_id) "
                           "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING"));
      query.text(row.digest).blob(row.salt).text(row.media_type).text(row.name).blob(row.bytes);
      query.text(row.case_id.str()).run();
      return {};
    });
  }

  Status put_checkpoint(std::string_view checkpoint) override {
    return attempt([&]() -> Status {
      Query(writer_.prepared("UPDATE head SET checkpoint = ?")).text(checkpoint).run();
      return {};
    });
  }

  Status commit() override {
    return attempt([&]() -> Status {
      if (conflict_) return *conflict_;
      writer_.exec("COMMIT");
      spent_ = error_of(ErrorCode::kInvalidArgument,
                        "expected an open unit of work, found it committed");
      writing_ = false;
      return {};
    });
  }

 private:
  /// Runs `work` unless an earlier error has spent the unit; an error of its own spends it.
  template <class Work>
  auto attempt(Work&& work) -> decltype(work()) {
    if (spent_) return *spent_;
    auto result = guarded(work);
    if (!result) {
      close();
      spent_ = result.error();
    }
    return result;
  }

  /// Undoes what isn't committed.
  void close() {
    if (spent_) return;
    writer_.roll_back();
    writing_ = false;
  }

  std::optional<row::Case> stored_case(const CaseId& id) {
    Query query(writer_.prepared("SELECT " LAGRUM_CASE_COLUMNS " FROM cases WHERE id = ?"));
    if (!query.text(id.str()).step()) return std::nullopt;
    return case_of(query);
  }

  Status check_order(const row::Entry& entry, const LogHead& head) {
    const std::uint64_t size = head_of(writer_).size;
    if (entry.index.value != size) {
      return error_of(ErrorCode::kConflict, "expected entry " + std::to_string(size) +
                                                ", found entry " +
                                                std::to_string(entry.index.value));
    }
    const bool fits = head.size == size + 1 &&
                      std::all_of(head.frontier.begin(), head.frontier.end(),
                                  [](const std::string& hash) { return hash.size() == kHashSize; });
    if (fits) return {};
    return error_of(ErrorCode::kInvalidArgument, "expected the head that follows from the entry");
  }

  Status set_head(const LogHead& head) {
    std::string frontier;
    for (const std::string& hash : head.frontier) frontier += hash;
    const auto recorded = head.recorded ? std::optional(stored(*head.recorded)) : std::nullopt;
    Query query(
        writer_.prepared("UPDATE head SET size = ?, recorded = ?, frontier = ?, checkpoint = ?"));
    query.number(head.size).integer(recorded).blob(frontier).text(head.checkpoint).run();
    return {};
  }

  template <class Row>
  static Status check_case(const CaseId& id, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      if (row.case_id != id) {
        return error_of(ErrorCode::kInvalidArgument, "expected rows of case " + id.str() +
                                                         ", found one of " + row.case_id.str());
      }
    }
    return {};
  }

  Connection& writer_;
  bool& writing_;
  std::optional<Error> conflict_;  ///< told at commit
  std::optional<Error> spent_;
};

/// ":memory:" and URIs would give the two connections two different databases.
Status check_path(const std::string& path, bool create) {
  if (path.empty() || path.front() == ':') {
    return error_of(ErrorCode::kInvalidArgument,
                    "expected the path of a file, found '" + path + "'");
  }
  std::error_code ignored;
  if (!create && !std::filesystem::exists(path, ignored)) {
    return error_of(ErrorCode::kNotFound, "expected a store at '" + path + "', found no file");
  }
  return {};
}

}  // namespace

/// Two connections, so that questions asked while a unit of work is open see committed states only.
struct SqliteStore::Impl {
  Connection writer;
  Connection reader;
  bool writing = false;

  Status check_idle() const {
    if (!writing) return {};
    return error_of(ErrorCode::kUnavailable, "expected no other unit of work, found one open");
  }
};

SqliteStore::SqliteStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Options options) {
  LAGRUM_TRY(check_path(path, options.create));
  return guarded([&]() -> Result<std::unique_ptr<SqliteStore>> {
    Connection writer(path, SQLite::OPEN_READWRITE | (options.create ? SQLite::OPEN_CREATE : 0),
                      options.busy_timeout_ms);
    LAGRUM_TRY(sqlite::prepare(writer));
    Connection reader(path, SQLite::OPEN_READWRITE, options.busy_timeout_ms);
    reader.exec("PRAGMA query_only = ON");
    return std::unique_ptr<SqliteStore>(
        new SqliteStore(std::unique_ptr<Impl>(new Impl{std::move(writer), std::move(reader)})));
  });
}

Result<std::unique_ptr<UnitOfWork>> SqliteStore::begin() {
  return guarded([&]() -> Result<std::unique_ptr<UnitOfWork>> {
    LAGRUM_TRY(impl_->check_idle());
    impl_->writer.exec("BEGIN IMMEDIATE");
    return std::unique_ptr<UnitOfWork>(std::make_unique<SqliteUnit>(impl_->writer, impl_->writing));
  });
}

Result<std::vector<row::Case>> SqliteStore::cases() {
  return guarded([&]() -> Result<std::vector<row::Case>> {
    Query query(impl_->reader.prepared("SELECT " LAGRUM_CASE_COLUMNS " FROM cases ORDER BY id"));
    return rows_of(query, case_of);
  });
}

Result<std::vector<row::Duty>> SqliteStore::duties(const std::optional<CaseId>& id) {
  return guarded([&]() -> Result<std::vector<row::Duty>> {
    Query query(impl_->reader.prepared(
        id ? "SELECT " LAGRUM_DUTY_COLUMNS " FROM duties WHERE case_id = ? ORDER BY key"
           : "SELECT " LAGRUM_DUTY_COLUMNS " FROM duties ORDER BY case_id, key"));
    if (id) query.text(id->str());
    return rows_of(query, duty_of);
  });
}

Result<std::vector<row::Clock>> SqliteStore::clocks(const std::optional<CaseId>& id) {
  return guarded([&]() -> Result<std::vector<row::Clock>> {
    Query query(impl_->reader.prepared(
        id ? "SELECT " LAGRUM_CLOCK_COLUMNS " FROM clocks WHERE case_id = ? ORDER BY key"
           : "SELECT " LAGRUM_CLOCK_COLUMNS " FROM clocks ORDER BY case_id, key"));
    if (id) query.text(id->str());
    return rows_of(query, clock_of);
  });
}

Result<std::vector<row::Clock>> SqliteStore::due(Instant until, std::size_t limit) {
  return guarded([&]() -> Result<std::vector<row::Clock>> {
    Query query(
        impl_->reader.prepared("SELECT " LAGRUM_CLOCK_COLUMNS
                               " FROM clocks WHERE due <= ? ORDER BY due, case_id, key LIMIT ?"));
    return rows_of(query.integer(stored(until)).integer(clamped(limit)), clock_of);
  });
}

Result<std::vector<row::Entry>> SqliteStore::log(LogIndex first, std::size_t limit) {
  return guarded([&]() -> Result<std::vector<row::Entry>> {
    Query query(impl_->reader.prepared(
        "SELECT e.position, e.case_id, e.leaf, d.digest, d.disclosure "
        "FROM (SELECT * FROM entries WHERE position >= ? ORDER BY position LIMIT ?) e "
        "LEFT JOIN disclosures d ON d.entry = e.position ORDER BY e.position, d.ordinal"));
    return entries_of(query.number(first.value).integer(clamped(limit)));
  });
}

Result<std::vector<row::Remembered>> SqliteStore::remembered(std::string_view after,
                                                             std::size_t limit) {
  return guarded([&]() -> Result<std::vector<row::Remembered>> {
    Query query(
        impl_->reader.prepared("SELECT key, body_digest, answer FROM remembered "
                               "WHERE key > ? ORDER BY key LIMIT ?"));
    return rows_of(query.text(after).integer(clamped(limit)), remembered_of);
  });
}

Result<std::vector<std::string>> SqliteStore::faults() {
  return guarded(
      [&]() -> Result<std::vector<std::string>> { return sqlite::faults(impl_->reader); });
}

Result<std::vector<row::Outgoing>> SqliteStore::outgoing(std::size_t limit) {
  return guarded([&]() -> Result<std::vector<row::Outgoing>> {
    Query query(
        impl_->reader.prepared("SELECT sequence, id, case_id, channel, body, created FROM outbox "
                               "ORDER BY sequence LIMIT ?"));
    return rows_of(query.integer(clamped(limit)), outgoing_of);
  });
}

Status SqliteStore::delivered(std::uint64_t sequence) {
  return guarded([&]() -> Status {
    LAGRUM_TRY(impl_->check_idle());
    Query query(impl_->writer.prepared("DELETE FROM outbox WHERE sequence = ?"));
    if (query.number(sequence).run() == 1) return {};
    return error_of(ErrorCode::kNotFound,
                    "expected an outgoing item " + std::to_string(sequence) + ", found none");
  });
}

}  // namespace lagrum
