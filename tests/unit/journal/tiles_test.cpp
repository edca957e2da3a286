#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "journal/tree.h"
#include "lagrum/journal.h"

namespace lagrum::journal {
namespace {

using Files = std::map<std::string, std::string>;

TileSink into(Files& files) {
  return [&files](const std::string& path, std::string_view bytes) -> Status {
    EXPECT_EQ(files.count(path), 0U) << path << " is written twice";
    files[path] = bytes;
    return {};
  };
}

Files tiles_of(std::uint64_t size) {
  Files files;
  TileWriter writer(into(files));
  for (std::uint64_t i = 0; i < size; ++i) EXPECT_TRUE(writer.add(std::to_string(i)).has_value());
  EXPECT_TRUE(writer.write_partial().has_value());
  return files;
}

std::size_t count(const Files& files, std::string_view prefix, bool partial) {
  return static_cast<std::size_t>(std::count_if(files.begin(), files.end(), [&](const auto& file) {
    return file.first.substr(0, prefix.size()) == prefix &&
           (file.first.find(".p/") != std::string::npos) == partial;
  }));
}

// The example of C2SP tlog-tiles, "Partial Tiles".
TEST(Tiles, HaveTheSpecifiedShapeFor70000Entries) {
  const Files files = tiles_of(70000);

  EXPECT_EQ(count(files, "tile/0/", false), 273U);
  EXPECT_EQ(files.at("tile/0/273.p/112").size(), 112U * 32);
  EXPECT_EQ(count(files, "tile/1/", false), 1U);
  EXPECT_EQ(files.at("tile/1/001.p/17").size(), 17U * 32);
  EXPECT_EQ(files.at("tile/2/000.p/1").size(), 32U);
  EXPECT_EQ(count(files, "tile/entries/", false), 273U);
  EXPECT_EQ(files.count("tile/entries/273.p/112"), 1U);
  EXPECT_EQ(files.size(), 273U + 1 + 1 + 1 + 1 + 273 + 1);
}

TEST(Tiles, HaveTheSpecifiedShapeFor256Entries) {
  const Files files = tiles_of(256);

  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files.at("tile/0/000").size(), 256U * 32);
  EXPECT_EQ(files.at("tile/1/000.p/1").size(), 32U);
  EXPECT_EQ(files.count("tile/entries/000"), 1U);
}

TEST(Tiles, HoldTheHashOfTheFullTileBelow) {
  Frontier frontier;
  for (int i = 0; i < 256; ++i) frontier.append(leaf_hash(std::to_string(i)));

  EXPECT_EQ(tiles_of(256).at("tile/1/000.p/1"), as_bytes(frontier.root()));
}

TEST(Tiles, OfAnEmptyLogAreNone) { EXPECT_TRUE(tiles_of(0).empty()); }

TEST(Tiles, GoOnAfterAPartialOne) {
  Files files;
  TileWriter writer(into(files));
  ASSERT_TRUE(writer.add("a") && writer.write_partial() && writer.add("b") &&
              writer.write_partial());

  EXPECT_EQ(writer.size(), 2U);
  EXPECT_EQ(files.at("tile/0/000.p/2"), hash_of_leaf("a") + hash_of_leaf("b"));
  EXPECT_EQ(files.at("tile/entries/000.p/2"), std::string("\0\1a\0\1b", 6));
}

struct PathRow {
  const char* name;
  std::uint64_t index;
  std::uint64_t width;
  const char* path;
};

void PrintTo(const PathRow& row, std::ostream* out) { *out << row.name; }

class TilePath : public testing::TestWithParam<PathRow> {};

TEST_P(TilePath, IsWrittenInGroupsOfThree) {
  EXPECT_EQ(tile_path(0, GetParam().index, GetParam().width), GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TilePath,
    testing::Values(PathRow{"First", 0, 256, "tile/0/000"},
                    PathRow{"Partial", 0, 255, "tile/0/000.p/255"},
                    PathRow{"LastOfOneGroup", 999, 256, "tile/0/999"},
                    PathRow{"TwoGroups", 1000, 256, "tile/0/x001/000"},
                    PathRow{"OfTheSpecification", 1234067, 256, "tile/0/x001/x234/067"},
                    PathRow{"PartialDeep", 1234067, 8, "tile/0/x001/x234/067.p/8"}),
    [](const auto& row) { return row.param.name; });

TEST(Entries, LieBesideTheTiles) {
  EXPECT_EQ(entries_path(1234067, 256), "tile/entries/x001/x234/067");
  EXPECT_EQ(tile_path(3, 5, 256), "tile/3/005");
}

TEST(Bundle, RoundTripsEntriesOfAnySize) {
  const std::vector<std::string> entries = {"", "a", std::string(300, 'b'),
                                            std::string(kBundledEntrySizeMax, 'c')};
  Files files;
  TileWriter writer(into(files));
  for (const std::string& entry : entries) ASSERT_TRUE(writer.add(entry).has_value());
  ASSERT_TRUE(writer.write_partial().has_value());

  EXPECT_EQ(read_bundle(files.at("tile/entries/000.p/4")).value(), entries);
}

TEST(Bundle, RefusesAnEntryOver65535Bytes) {
  Files files;
  TileWriter writer(into(files));

  const Status status = writer.add(std::string(kBundledEntrySizeMax + 1, 'c'));

  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().message,
            "expected an entry of at most 65535 bytes, found entry 0 with 65536");
}

TEST(Bundle, RefusesALengthPastItsEnd) {
  EXPECT_TRUE(read_bundle(std::string("\0\1a", 3)).has_value());
  for (const std::string& cut : {std::string("\0", 1), std::string("\0\2a", 3)}) {
    const auto entries = read_bundle(cut);

    ASSERT_FALSE(entries.has_value());
    EXPECT_EQ(entries.error().message,
              "expected a length and as many bytes in a bundle, found its end in entry 0");
  }
}

TEST(Tiles, HandOnTheErrorOfTheSink) {
  TileWriter writer([](const std::string&, std::string_view) -> Status {
    return Error{ErrorCode::kUnavailable, "disk full", {}, {}};
  });
  ASSERT_TRUE(writer.add("a").has_value());

  EXPECT_EQ(writer.write_partial().error().message, "disk full");
}

}  // namespace
}  // namespace lagrum::journal
