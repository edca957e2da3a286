#include "files/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace lagrum::files {
namespace {

namespace fs = std::filesystem;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "lagrum-files-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(Files, ReadsWhatItWrote) {
  const std::string bytes("a\0\xff\r\n", 5);

  ASSERT_TRUE(write(folder_ / "file", bytes));
  EXPECT_EQ(read(folder_ / "file").value(), bytes);
  ASSERT_TRUE(write(folder_ / "file", ""));
  EXPECT_EQ(read(folder_ / "file").value(), "");
}

TEST_F(Files, SaysWhichFileCannotBeReadOrWritten) {
  for (const fs::path& path : {folder_ / "none", folder_}) {
    const auto bytes = read(path);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().code, ErrorCode::kNotFound);
    EXPECT_THAT(bytes.error().message, ::testing::HasSubstr(path.string()));
  }

  const Status written = write(folder_ / "none" / "file", "bytes");

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kUnavailable);
}

TEST_F(Files, ReadsNoFileWithoutEnd) {
  ASSERT_TRUE(write(folder_ / "file", ""));
  fs::resize_file(folder_ / "file", kFileSizeMax + 1);

  const auto bytes = read(folder_ / "file");

  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, ErrorCode::kOutOfRange);
  EXPECT_THAT(bytes.error().message, ::testing::HasSubstr("at most 268435456 bytes"));
}

TEST_F(Files, GivesAWorkspacesFilesInOrder) {
  fs::create_directories(folder_ / "law");
  for (const char* name : {"law/pack.xml", "chart.scxml", "table.dmn", "notes.txt"})
    ASSERT_TRUE(write(folder_ / name, name));

  const auto sources = read_sources(folder_);

  ASSERT_TRUE(sources) << to_string(sources.error());
  std::vector<std::string> names;
  for (const SourceFile& source : *sources) {
    names.push_back(fs::path(source.name).lexically_relative(folder_).generic_string());
    EXPECT_EQ(source.bytes, names.back());
  }
  EXPECT_THAT(names, ::testing::ElementsAre("chart.scxml", "law/pack.xml", "table.dmn"));
}

TEST_F(Files, WantsAFolderWithAtLeastOneFile) {
  for (const fs::path& path : {folder_, folder_ / "none"}) {
    const auto sources = read_sources(path);
    ASSERT_FALSE(sources);
    EXPECT_EQ(sources.error().code, ErrorCode::kNotFound);
  }
}

}  // namespace
}  // namespace lagrum::files
