#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "lagrum/journal.h"
#include "message/message.h"
#include "support/memory_store.h"
#include "support/shared.h"

namespace lagrum::messages {

namespace fs = std::filesystem;

/// A store with outgoing letters, and a drop folder that is removed with the test.
class DropTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = "lagrum-drop-";
    name += ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::replace(name.begin(), name.end(), '/', '-');
    folder_ = fs::temp_directory_path() / (name + "-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static row::Document letter(const std::string& media, const std::string& bytes) {
    return {
        journal::sha256_hex("salt" + bytes), "salt", media, "Beslut.html", bytes, CaseId("c-1")};
  }

  static std::string body_of(const row::Document& document) {
    return R"({"act":"decision.notified","case":"c-1","digest":")" + document.digest +
           R"(","kind":"decision","media":")" + document.media_type +
           R"(","name":"Beslut.html","number":"MBN 2026-417","party":"191212121212",)" +
           R"("sequence":10496})";
  }

  void enqueue(const std::string& id, const std::string& body,
               const std::string& channel = "message") {
    auto unit = store_.begin();
    ASSERT_TRUE(unit);
    row::Outgoing item;
    item.id = id;
    item.case_id = CaseId("c-1");
    item.channel = channel;
    item.body = body;
    item.created = *parse_instant("2027-01-26T12:00:00Z");
    ASSERT_TRUE((*unit)->enqueue(item));
    ASSERT_TRUE((*unit)->commit());
  }

  void send(const std::string& id, const row::Document& document) {
    {
      auto unit = store_.begin();
      ASSERT_TRUE(unit);
      ASSERT_TRUE((*unit)->put_document(document));
      ASSERT_TRUE((*unit)->commit());
    }
    enqueue(id, body_of(document));
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (!entry.is_directory()) names.push_back(fs::relative(entry.path(), folder_).string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  std::string read(const std::string& name) const { return test::read_bytes(folder_ / name); }
  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  test::MemoryStore store_;
  fs::path folder_;
};

}  // namespace lagrum::messages
