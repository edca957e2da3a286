#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/recording_store.h"

namespace lagrum::bench {

/// Writes what was recorded into a new file by SQLite's own interface and nothing else: the tables
/// and indexes of the store at `like` (without its triggers and foreign keys), its page size, WAL,
/// synchronous FULL, and the same commits. Answers how long the commits took, in seconds.
Result<double> write_raw(const std::string& path, const std::string& like,
                         const std::vector<Commit>& commits);

/// The first table in which two stores differ; empty where every row is the same.
Result<std::string> first_difference(const std::string& path, const std::string& other);

/// Bytes of all values written, without keys of indexes.
std::uint64_t bytes_of(const std::vector<Commit>& commits);

}  // namespace lagrum::bench
