#pragma once

#include "sqlite/connection.h"

namespace lagrum::sqlite {

inline constexpr int kSchemaVersion = 1;

/// Sets how the file is written and makes sure that it is a store of our schema: makes the tables
/// in an empty file, refuses other databases and newer schemas with kInvalidArgument. May throw
/// SQLite::Exception.
Status prepare(Connection& writer);

}  // namespace lagrum::sqlite
