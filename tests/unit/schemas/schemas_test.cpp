#include "lagrum/schemas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace lagrum {
namespace {

using ::testing::HasSubstr;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

xml::Document parse(const std::string& text) { return *xml::Document::parse(text, "sample.xml"); }

TEST(Schemas, HoldTheFilesByteForByte) {
  const std::filesystem::path folder = std::filesystem::path(LAGRUM_SOURCE_DIR) / "schemas" / "1";
  std::size_t on_disk = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    on_disk += entry.path().extension() == ".xsd" ? 1U : 0U;
  }

  ASSERT_EQ(schema_files().size(), on_disk);
  for (const xml::Schema::File& file : schema_files()) {
    EXPECT_EQ(file.bytes, read(folder / file.name)) << file.name;
  }
}

TEST(Schemas, CompileForEveryNamespaceOfOurs) {
  for (const char* ns : {"urn:lagrum:law:1", "urn:lagrum:calendar:1", "urn:lagrum:scenario:1",
                         "urn:lagrum:organisation:1", "urn:lagrum:mapping:1", "urn:lagrum:text:1",
                         "urn:lagrum:migration:1"}) {
    const auto schema = schema_for(ns);

    EXPECT_TRUE(schema.has_value()) << ns << ": " << (schema ? "" : schema.error().message);
  }
}

TEST(Schemas, RefuseADocumentThatTheSchemaDoesNotKnow) {
  const auto schema = schema_for("urn:lagrum:law:1");
  ASSERT_TRUE(schema.has_value());
  Diagnostics diagnostics;

  (*schema)->validate(parse("<law-pack xmlns='urn:lagrum:law:1'>\n<nonsense/></law-pack>"),
                      diagnostics);

  ASSERT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.all().front().source.file, "sample.xml");
}

TEST(Schemas, SuggestTheNamespaceThatWasMeant) {
  const auto schema = schema_for("urn:lagrum:lav:1");

  ASSERT_FALSE(schema.has_value());
  EXPECT_EQ(schema.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(schema.error().message, HasSubstr("did you mean 'urn:lagrum:law:1'?"));
}

TEST(Schemas, DescribeNoDocumentWithoutNamespace) {
  EXPECT_EQ(schema_for("").error().code, ErrorCode::kNotFound);
}

TEST(Schemas, GiveSeveralThreadsTheSameSchema) {
  std::vector<const xml::Schema*> seen(8);
  std::vector<std::thread> threads;
  for (const xml::Schema*& place : seen) {
    threads.emplace_back([&place] { place = *schema_for("urn:lagrum:calendar:1"); });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_NE(seen.front(), nullptr);
  EXPECT_EQ(std::ranges::count(seen, seen.front()), 8);
}

}  // namespace
}  // namespace lagrum
