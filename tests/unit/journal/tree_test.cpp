#include "journal/tree.h"

#include <gtest/gtest.h>

namespace lagrum::journal {
namespace {

std::string unhex(std::string_view text) { return from_hex(text).value(); }

/// The leaves of the vectors of RFC 6962's reference implementation.
const std::vector<std::string>& leaves() {
  static const std::vector<std::string> list = {"",
                                                unhex("00"),
                                                unhex("10"),
                                                unhex("2021"),
                                                unhex("3031"),
                                                unhex("40414243"),
                                                unhex("5051525354555657"),
                                                unhex("606162636465666768696a6b6c6d6e6f")};
  return list;
}

std::vector<Digest> leaf_hashes(std::size_t count) {
  std::vector<Digest> hashes;
  for (std::size_t i = 0; i < count; ++i) hashes.push_back(leaf_hash(leaves()[i]));
  return hashes;
}

Frontier frontier_of(std::size_t count) {
  Frontier frontier;
  for (const Digest& hash : leaf_hashes(count)) frontier.append(hash);
  return frontier;
}

std::string root_of(std::size_t count) { return std::string(as_bytes(frontier_of(count).root())); }

struct RootRow {
  std::size_t size;
  const char* root;
};

void PrintTo(const RootRow& row, std::ostream* out) { *out << "size " << row.size; }

class Rfc6962Root : public testing::TestWithParam<RootRow> {};

// RFC 6962, section 2.1: Merkle Tree Hash, for the first n of the eight leaves.
TEST_P(Rfc6962Root, IsThatOfTheReference) {
  EXPECT_EQ(hex(root_of(GetParam().size)), GetParam().root);
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, Rfc6962Root,
    testing::Values(RootRow{0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                    RootRow{1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
                    RootRow{2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
                    RootRow{3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
                    RootRow{4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
                    RootRow{5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
                    RootRow{6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
                    RootRow{7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
                    RootRow{8,
                            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}));

TEST(Frontier, SurvivesBeingStored) {
  const Frontier before = frontier_of(7);

  auto after = Frontier::from_strings(7, before.to_strings());

  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->root(), before.root());
  after->append(leaf_hash(leaves()[7]));
  EXPECT_EQ(hex(as_bytes(after->root())), hex(root_of(8)));
}

TEST(Frontier, HoldsOneHashForEachFullSubtree) {
  EXPECT_EQ(frontier_of(0).to_strings().size(), 0U);
  EXPECT_EQ(frontier_of(7).to_strings().size(), 3U);
  EXPECT_EQ(frontier_of(8).to_strings().size(), 1U);
}

TEST(Frontier, RefusesHashesThatDoNotFitTheSize) {
  const auto result = Frontier::from_strings(8, frontier_of(7).to_strings());

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kCorruption);
  EXPECT_EQ(result.error().message, "expected 1 frontier hashes for a log of 8 entries, found 3");
}

TEST(Frontier, RefusesHashesOfAnotherLength) {
  const auto result = Frontier::from_strings(1, {"short"});

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, "expected frontier hashes of 32 bytes, found 5");
}

TEST(InclusionProof, ProvesEveryEntryOfEverySize) {
  for (std::size_t size = 1; size <= leaves().size(); ++size) {
    const std::vector<Digest> hashes = leaf_hashes(size);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, over_leaves(hashes));

      ASSERT_TRUE(proof.has_value());
      const InclusionClaim claim{LogIndex{index}, size, hash_of_leaf(leaves()[index]),
                                 root_of(size)};
      EXPECT_TRUE(verify_inclusion(claim, *proof).has_value()) << index << " of " << size;
    }
  }
}

TEST(InclusionProof, RefusesAnIndexAtTheSize) {
  const std::vector<Digest> hashes = leaf_hashes(3);

  EXPECT_TRUE(inclusion_proof(2, 3, over_leaves(hashes)).has_value());
  const auto result = inclusion_proof(3, 3, over_leaves(hashes));

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(result.error().message, "expected an index below the log's size 3, found 3");
}

TEST(InclusionProof, HandsOnTheErrorOfItsSource) {
  const std::vector<Digest> hashes = leaf_hashes(3);

  const auto result = inclusion_proof(0, 4, over_leaves(hashes));

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, "expected an entry below 3, found 3");
}

TEST(ConsistencyProof, ProvesEveryPairOfSizes) {
  for (std::size_t size2 = 1; size2 <= leaves().size(); ++size2) {
    const std::vector<Digest> hashes = leaf_hashes(size2);
    for (std::size_t size1 = 1; size1 <= size2; ++size1) {
      const auto proof = consistency_proof(size1, size2, over_leaves(hashes));

      ASSERT_TRUE(proof.has_value());
      EXPECT_TRUE(
          verify_consistency({size1, size2, root_of(size1), root_of(size2)}, *proof).has_value())
          << size1 << " to " << size2;
    }
  }
}

struct SizesRow {
  const char* name;
  std::uint64_t size1;
  std::uint64_t size2;
  const char* message;
};

void PrintTo(const SizesRow& row, std::ostream* out) { *out << row.name; }

class RefusedSizes : public testing::TestWithParam<SizesRow> {};

TEST_P(RefusedSizes, AreNamed) {
  const std::vector<Digest> hashes = leaf_hashes(5);

  const auto result = consistency_proof(GetParam().size1, GetParam().size2, over_leaves(hashes));

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    ConsistencyProof, RefusedSizes,
    testing::Values(SizesRow{"FromNothing", 0, 5, "expected an earlier size from 1 to 5, found 0"},
                    SizesRow{"Backwards", 5, 4, "expected an earlier size from 1 to 4, found 5"}),
    [](const auto& row) { return row.param.name; });

TEST(VerifyInclusion, NamesBothRootsWhenTheyDiffer) {
  const InclusionClaim claim{LogIndex{0}, 1, hash_of_leaf("a"), hash_of_leaf("b")};

  const Status result = verify_inclusion(claim, {});

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kCorruption);
  EXPECT_EQ(result.error().message, "expected the root " + hex(hash_of_leaf("b")) +
                                        ", but the proof gives " + hex(hash_of_leaf("a")));
}

TEST(VerifyInclusion, RefusesAHashThatIsNot32Bytes) {
  const std::vector<Digest> hashes = leaf_hashes(2);
  HashPath proof = inclusion_proof(0, 2, over_leaves(hashes)).value();
  const InclusionClaim claim{LogIndex{0}, 2, hash_of_leaf(leaves()[0]), root_of(2)};
  ASSERT_TRUE(verify_inclusion(claim, proof).has_value());

  proof[0].pop_back();

  EXPECT_EQ(verify_inclusion(claim, proof).error().message,
            "expected hashes of 32 bytes in the proof, found one of 31");
}

TEST(VerifyInclusion, TakesTheLargestSizeThereIs) {
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  const InclusionClaim claim{LogIndex{kAll - 1}, kAll, hash_of_leaf(""), root_of(1)};

  EXPECT_EQ(verify_inclusion(claim, {}).error().message,
            "expected a longer proof: it ends before the root");
  EXPECT_EQ(verify_inclusion(claim, HashPath(64, hash_of_leaf(""))).error().message,
            "expected a shorter proof: the root is reached before its end");
}

TEST(VerifyConsistency, RefusesToStartFromAnEmptyLog) {
  const Status result = verify_consistency({0, 1, root_of(0), root_of(1)}, {});

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kOutOfRange);
}

TEST(VerifySubtree, RefusesEntriesThatAreNone) {
  const Status result = verify_subtree_inclusion({2, 5}, 3, hash_of_leaf(""), root_of(1), {});

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, "expected a subtree, found the entries 2 to 5");
}

}  // namespace
}  // namespace lagrum::journal
