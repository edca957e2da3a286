#pragma once

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "lagrum/store.h"
#include "sqlite/sqlite_store.h"
#include "support/memory_store.h"

namespace lagrum {

/// Where a store keeps things; opening it again is what happens after a restart.
class Medium {
 public:
  virtual ~Medium() = default;
  virtual std::unique_ptr<Store> open() = 0;
};

class InMemory : public Medium {
 public:
  std::unique_ptr<Store> open() override { return std::make_unique<test::MemoryStore>(medium_); }

 private:
  std::shared_ptr<test::MemoryMedium> medium_ = std::make_shared<test::MemoryMedium>();
};

/// A file in a folder of its own, removed at the end.
class OnSqlite : public Medium {
 public:
  OnSqlite() {
    std::string name = (std::filesystem::temp_directory_path() / "lagrum-store-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~OnSqlite() override { std::filesystem::remove_all(folder_); }
  OnSqlite(const OnSqlite&) = delete;
  OnSqlite& operator=(const OnSqlite&) = delete;

  std::string path() const { return (folder_ / "store.db").string(); }
  std::unique_ptr<Store> open() override {
    return SqliteStore::open(path(), {.busy_timeout_ms = 20, .create = true}).value();
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace lagrum
