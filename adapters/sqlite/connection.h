#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::sqlite {

inline constexpr std::size_t kValueSizeMax = 1'000'000'000;  ///< bytes; SQLite's own bound

/// What a caller can do about SQLite's complaint.
Error to_error(const SQLite::Exception& exception);

/// Throws what to_error() calls kCorruption.
[[noreturn]] void throw_damaged(const char* what);

/// Runs `work`, which returns a Result, and turns what is thrown into an error.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return to_error(exception);
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kUnavailable, exception.what(), {}, {}};
  }
}

/// A statement in use: parameters are bound in order, columns read in order; reset at the end, so
/// that it holds no lock. May throw SQLite::Exception, as Connection may.
class Query {
 public:
  explicit Query(SQLite::Statement& statement);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& text(std::string_view value);
  Query& blob(std::string_view value);
  Query& number(std::uint64_t value);
  Query& integer(std::int64_t value);
  Query& integer(std::optional<std::int64_t> value);

  /// The next row; its columns are then read from the first on.
  bool step();
  std::string bytes();
  std::uint64_t number();
  std::int64_t integer();
  bool null() const;  ///< whether the next column holds nothing
  void skip() { ++column_; }

  /// Runs a statement that gives no rows; answers how many rows it changed.
  int run() { return statement_.exec(); }

 private:
  SQLite::Statement& statement_;
  int parameter_ = 1;
  int column_ = 0;
};

/// A connection and its prepared statements.
class Connection {
 public:
  Connection(const std::string& path, int flags, int busy_timeout_ms);

  /// The statement for `sql`, which must be a string literal; prepared at its first use.
  SQLite::Statement& prepared(const char* sql);
  void exec(const char* sql) { database_.exec(sql); }
  /// The value of a pragma or of any query of one row and column.
  std::string value(const char* sql);
  /// The first column of all rows.
  std::vector<std::string> values(const char* sql);
  /// Undoes an open transaction; does nothing where SQLite has already done so.
  void roll_back() noexcept { database_.tryExec("ROLLBACK"); }

 private:
  SQLite::Database database_;
  std::map<std::string_view, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace lagrum::sqlite
