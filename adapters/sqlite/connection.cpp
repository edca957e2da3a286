#include "sqlite/connection.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <limits>

namespace lagrum::sqlite {
namespace {

/// What SQLite's primary codes mean for the caller; a code not listed here is kUnavailable.
struct Meaning {
  int code;
  ErrorCode error;
  const char* sentence;
};
constexpr std::array kMeanings = {
    Meaning{SQLITE_BUSY, ErrorCode::kUnavailable,
            "expected the store to be free, found another writer at work"},
    Meaning{SQLITE_LOCKED, ErrorCode::kUnavailable,
            "expected the store to be free, found another writer at work"},
    Meaning{SQLITE_FULL, ErrorCode::kUnavailable, "expected room on the disk, found it full"},
    Meaning{SQLITE_READONLY, ErrorCode::kUnavailable,
            "expected a store that can be written, found it read-only"},
    Meaning{SQLITE_PERM, ErrorCode::kUnavailable,
            "expected a store that can be opened, found no permission"},
    Meaning{SQLITE_CANTOPEN, ErrorCode::kUnavailable,
            "expected a store that can be opened, found none"},
    Meaning{SQLITE_IOERR, ErrorCode::kUnavailable, "expected the disk to answer, found an error"},
    Meaning{SQLITE_NOMEM, ErrorCode::kUnavailable, "expected memory, found none left"},
    Meaning{SQLITE_CORRUPT, ErrorCode::kCorruption, "expected a sound database, found it damaged"},
    Meaning{SQLITE_NOTADB, ErrorCode::kCorruption,
            "expected a database, found another file or a damaged one"},
    Meaning{SQLITE_CONSTRAINT, ErrorCode::kConflict,
            "expected a new key, found it in use or out of order"},
    Meaning{SQLITE_TOOBIG, ErrorCode::kOutOfRange,
            "expected a value of at most 1000000000 bytes, found a larger one"},
    Meaning{SQLITE_RANGE, ErrorCode::kOutOfRange,
            "expected a number below 2^63, found a larger one"},
};

}  // namespace

Error to_error(const SQLite::Exception& exception) {
  const auto* row =
      std::find_if(kMeanings.begin(), kMeanings.end(), [&exception](const Meaning& meaning) {
        return meaning.code == (exception.getErrorCode() & 0xFF);
      });
  const std::string detail = std::string(" (SQLite: ") + exception.what() + ")";
  if (row == kMeanings.end())
    return Error{ErrorCode::kUnavailable, "the store failed" + detail, {}, {}};
  return Error{row->error, row->sentence + detail, {}, {}};
}

void throw_damaged(const char* what) { throw SQLite::Exception(what, SQLITE_CORRUPT); }

Query::Query(SQLite::Statement& statement) : statement_(statement) { statement_.clearBindings(); }

Query::~Query() { statement_.tryReset(); }

Query& Query::text(std::string_view value) {
  if (value.size() > kValueSizeMax) throw SQLite::Exception("text too big", SQLITE_TOOBIG);
  statement_.bind(parameter_++, std::string(value));
  return *this;
}

Query& Query::blob(std::string_view value) {
  if (value.size() > kValueSizeMax) throw SQLite::Exception("blob too big", SQLITE_TOOBIG);
  // A null pointer would be stored as NULL instead of as no bytes.
  statement_.bind(parameter_++, value.empty() ? "" : value.data(), static_cast<int>(value.size()));
  return *this;
}

Query& Query::number(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw SQLite::Exception("number too large", SQLITE_RANGE);
  }
  return integer(static_cast<std::int64_t>(value));
}

Query& Query::integer(std::int64_t value) {
  statement_.bind(parameter_++, value);
  return *this;
}

Query& Query::integer(std::optional<std::int64_t> value) {
  if (value) return integer(*value);
  statement_.bind(parameter_++);
  return *this;
}

bool Query::step() {
  column_ = 0;
  return statement_.executeStep();
}

std::string Query::bytes() { return statement_.getColumn(column_++).getString(); }

std::uint64_t Query::number() { return static_cast<std::uint64_t>(integer()); }

std::int64_t Query::integer() { return statement_.getColumn(column_++).getInt64(); }

bool Query::null() const { return statement_.isColumnNull(column_); }

Connection::Connection(const std::string& path, int flags, int busy_timeout_ms)
    : database_(path, flags, busy_timeout_ms) {}

SQLite::Statement& Connection::prepared(const char* sql) {
  std::unique_ptr<SQLite::Statement>& statement = statements_[sql];
  if (statement == nullptr) statement = std::make_unique<SQLite::Statement>(database_, sql);
  return *statement;
}

std::string Connection::value(const char* sql) {
  SQLite::Statement statement(database_, sql);
  return statement.executeStep() ? statement.getColumn(0).getString() : std::string();
}

std::vector<std::string> Connection::values(const char* sql) {
  SQLite::Statement statement(database_, sql);
  std::vector<std::string> values;
  while (statement.executeStep()) values.push_back(statement.getColumn(0).getString());
  return values;
}

}  // namespace lagrum::sqlite
