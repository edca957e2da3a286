#pragma once

#include "sqlite/connection.h"

namespace lagrum::sqlite {

inline constexpr int kSchemaVersion = 1;

/// Sets how the file is written and makes sure that it is a store of our schema: makes the tables
/// in an empty file, refuses other databases and newer schemas with kInvalidArgument. May throw
/// SQLite::Exception.
Status prepare(Connection& writer);

/// Damage that SQLite itself finds in the file, and tables, indexes and triggers that are not those
/// of our schema, one line each. May throw SQLite::Exception.
std::vector<std::string> faults(Connection& connection);

}  // namespace lagrum::sqlite
