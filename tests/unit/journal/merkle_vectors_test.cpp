// Proofs, good and forged, of transparency-dev/merkle, which is the verifier most logs are checked
// with.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "journal/tree.h"
#include "lagrum/json.h"
#include "support/shared.h"

namespace lagrum::journal {
namespace {

namespace fs = std::filesystem;

struct Vector {
  fs::path file;
  Json json;

  std::uint64_t number(std::string_view name) const { return std::stoull(json.text(name)); }
  std::string bytes(std::string_view name) const { return from_base64(json.text(name)).value(); }
  HashPath proof() const {
    HashPath path;
    const Json::Array* list = json["proof"].array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      path.push_back(from_base64(*list->at(i).string()).value());
    }
    return path;
  }
};

/// Numbers are quoted before reading: some lie beyond what our JSON profile admits.
Vector read(const fs::path& file) {
  const std::string quoted =
      std::regex_replace(test::read_bytes(file), std::regex(R"((": )(\d+))"), "$1\"$2\"");
  return {file, parse_json(quoted).value()};
}

Status verify(const std::string& kind, const Vector& vector) {
  if (kind == "inclusion") {
    return verify_inclusion({LogIndex{vector.number("leafIdx")}, vector.number("treeSize"),
                             vector.bytes("leafHash"), vector.bytes("root")},
                            vector.proof());
  }
  if (kind == "consistency") {
    return verify_consistency({vector.number("size1"), vector.number("size2"),
                               vector.bytes("root1"), vector.bytes("root2")},
                              vector.proof());
  }
  const Subtree subtree{vector.number("start"), vector.number("end")};
  if (kind == "subtreeinclusion") {
    return verify_subtree_inclusion(subtree, vector.number("leafIdx"), vector.bytes("leafHash"),
                                    vector.bytes("root"), vector.proof());
  }
  const std::string root1 = vector.bytes("root1");
  const std::string root2 = vector.bytes("root2");
  return verify_subtree_consistency(
      {.subtree = subtree, .size = vector.number("size"), .subtree_root = root1, .root = root2},
      vector.proof());
}

struct KindRow {
  const char* kind;
  std::size_t vectors_min;  ///< so that a missing folder is no silent success
};

void PrintTo(const KindRow& row, std::ostream* out) { *out << row.kind; }

class MerkleVectors : public testing::TestWithParam<KindRow> {};

TEST_P(MerkleVectors, AreJudgedAsTheLibraryJudgesThem) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found";
  const fs::path folder = *shared / "conformance/interop/audit/merkle-testdata" / GetParam().kind;
  ASSERT_TRUE(fs::is_directory(folder));

  std::size_t count = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    const Vector vector = read(file.path());
    const Status status = verify(GetParam().kind, vector);
    EXPECT_EQ(!status.has_value(), vector.json.flag("wantErr"))
        << vector.file << (status ? "" : ": " + status.error().message);
    ++count;
  }

  EXPECT_GE(count, GetParam().vectors_min);
  RecordProperty("vectors", static_cast<int>(count));
}

INSTANTIATE_TEST_SUITE_P(All, MerkleVectors,
                         testing::Values(KindRow{"inclusion", 52}, KindRow{"consistency", 58},
                                         KindRow{"subtreeinclusion", 122},
                                         KindRow{"subtreeconsistency", 74}),
                         [](const auto& row) { return std::string(row.param.kind); });

}  // namespace
}  // namespace lagrum::journal
