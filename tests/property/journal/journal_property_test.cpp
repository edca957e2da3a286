// Random logs, held against RFC 6962's definitions written down word by word: slow, and independent
// of the engine's way. LAGRUM_SEED repeats a run.
#include <gtest/gtest.h>

#include <map>

#include "journal/receipt.h"
#include "journal/tree.h"
#include "support/seed.h"
#include "support/signer.h"

namespace lagrum::journal {
namespace {

using Leaves = std::vector<std::string>;
using Iterator = Leaves::const_iterator;

std::ptrdiff_t split_of(std::ptrdiff_t n) {
  std::ptrdiff_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

// MTH(D[n]), RFC 6962, section 2.1.
std::string naive_root(Iterator begin, Iterator end) {
  const auto n = end - begin;
  if (n == 0) return std::string(as_bytes(sha256("")));
  if (n == 1) return std::string(as_bytes(sha256(std::string(1, '\0') + *begin)));
  const auto k = split_of(n);
  return std::string(
      as_bytes(sha256("\x01" + naive_root(begin, begin + k) + naive_root(begin + k, end))));
}

// PATH(m, D[n]), RFC 6962, section 2.1.1.
HashPath naive_path(std::ptrdiff_t m, Iterator begin, Iterator end) {
  const auto n = end - begin;
  if (n == 1) return {};
  const auto k = split_of(n);
  HashPath path = m < k ? naive_path(m, begin, begin + k) : naive_path(m - k, begin + k, end);
  path.push_back(m < k ? naive_root(begin + k, end) : naive_root(begin, begin + k));
  return path;
}

// SUBPROOF(m, D[n], b), RFC 6962, section 2.1.2.
HashPath naive_subproof(std::ptrdiff_t m, Iterator begin, Iterator end, bool b) {
  const auto n = end - begin;
  if (m == n) return b ? HashPath{} : HashPath{naive_root(begin, end)};
  const auto k = split_of(n);
  HashPath path = m <= k ? naive_subproof(m, begin, begin + k, b)
                         : naive_subproof(m - k, begin + k, end, false);
  path.push_back(m <= k ? naive_root(begin + k, end) : naive_root(begin, begin + k));
  return path;
}

class RandomLog : public testing::Test {
 protected:
  std::size_t below(std::size_t end) { return chance_.below(end); }

  /// Entries of random length; each differs from all others.
  Leaves leaves(std::uint64_t count) {
    Leaves list;
    for (std::uint64_t i = 0; i < count; ++i) {
      list.push_back(std::to_string(i) + std::string(below(40), static_cast<char>(below(256))));
    }
    return list;
  }

  test::Chance chance_;
};

std::vector<Digest> hashes_of(const Leaves& leaves) {
  std::vector<Digest> hashes;
  for (const std::string& leaf : leaves) hashes.push_back(leaf_hash(leaf));
  return hashes;
}

TEST_F(RandomLog, HasTheRootOfTheDefinitionAtEverySize) {
  for (int round = 0; round < 5; ++round) {
    const Leaves list = leaves(1 + below(200));
    Frontier frontier;
    for (std::size_t size = 0; size < list.size(); ++size) {
      ASSERT_EQ(as_bytes(frontier.root()),
                naive_root(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(size)));
      frontier = Frontier::from_strings(size, frontier.to_strings()).value();
      frontier.append(leaf_hash(list[size]));
    }
  }
}

TEST_F(RandomLog, GivesTheInclusionProofsOfTheDefinition) {
  for (int round = 0; round < 200; ++round) {
    const Leaves list = leaves(1 + below(300));
    const std::vector<Digest> hashes = hashes_of(list);
    const std::uint64_t index = below(list.size());

    const HashPath proof = inclusion_proof(index, list.size(), over_leaves(hashes)).value();

    ASSERT_EQ(proof, naive_path(static_cast<std::ptrdiff_t>(index), list.begin(), list.end()));
    ASSERT_TRUE(verify_inclusion({LogIndex{index}, list.size(), hash_of_leaf(list[index]),
                                  naive_root(list.begin(), list.end())},
                                 proof));
  }
}

TEST_F(RandomLog, GivesTheConsistencyProofsOfTheDefinition) {
  for (int round = 0; round < 200; ++round) {
    const Leaves list = leaves(1 + below(300));
    const std::vector<Digest> hashes = hashes_of(list);
    const std::uint64_t size1 = 1 + below(list.size());
    const auto earlier = static_cast<std::ptrdiff_t>(size1);

    const HashPath proof = consistency_proof(size1, list.size(), over_leaves(hashes)).value();

    ASSERT_EQ(proof, naive_subproof(earlier, list.begin(), list.end(), true));
    ASSERT_TRUE(
        verify_consistency({size1, list.size(), naive_root(list.begin(), list.begin() + earlier),
                            naive_root(list.begin(), list.end())},
                           proof));
  }
}

TEST_F(RandomLog, RefusesChangedProofs) {
  for (int round = 0; round < 200; ++round) {
    const Leaves list = leaves(2 + below(100));
    const std::vector<Digest> hashes = hashes_of(list);
    const std::uint64_t index = below(list.size());
    const InclusionClaim claim{LogIndex{index}, list.size(), hash_of_leaf(list[index]),
                               naive_root(list.begin(), list.end())};
    const HashPath proof = inclusion_proof(index, list.size(), over_leaves(hashes)).value();

    HashPath flipped = proof;
    std::string& hash = flipped[below(flipped.size())];
    hash[below(hash.size())] ^= static_cast<char>(1U << below(8));
    HashPath longer = proof;
    longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(below(longer.size() + 1)), proof[0]);
    HashPath shorter = proof;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(below(shorter.size())));
    InclusionClaim moved = claim;
    moved.index.value = (index + 1 + below(list.size() - 1)) % list.size();

    ASSERT_FALSE(verify_inclusion(claim, flipped).has_value());
    ASSERT_FALSE(verify_inclusion(claim, longer).has_value());
    ASSERT_FALSE(verify_inclusion(claim, shorter).has_value());
    ASSERT_FALSE(verify_inclusion(moved, proof).has_value());
  }
}

TEST_F(RandomLog, RefusesAReceiptWithAnyByteChanged) {
  const test::FixedSigner signer("log.example");
  const std::vector<VerifierKey> keys = {parse_vkey(vkey(signer)).value()};
  const Leaves list = leaves(2 + below(100));
  const std::vector<Digest> hashes = hashes_of(list);
  const std::uint64_t index = below(list.size());
  const std::string checkpoint =
      sign_checkpoint(list.size(), naive_root(list.begin(), list.end()), signer).value();
  const std::string text = to_string(
      make_receipt(LogIndex{index}, list[index], checkpoint, over_leaves(hashes)).value());

  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] ^= static_cast<char>(1U << below(8));
    const auto receipt = parse_receipt(changed);
    ASSERT_FALSE(receipt && verify_receipt(*receipt, list[index], keys)) << "byte " << at;
  }
  ASSERT_TRUE(verify_receipt(parse_receipt(text).value(), list[index], keys).has_value());
}

TEST_F(RandomLog, IsWrittenAsTheTilesOfTheDefinition) {
  const Leaves list = leaves(1 + below(1500));
  std::map<std::string, std::string> files;
  TileWriter writer([&files](const std::string& path, std::string_view bytes) -> Status {
    files[path] = bytes;
    return {};
  });
  for (const std::string& leaf : list) ASSERT_TRUE(writer.add(leaf).has_value());
  ASSERT_TRUE(writer.write_partial().has_value());

  const auto width = [](std::size_t hashes, std::size_t tile) {
    return std::min<std::size_t>(kTileWidth, hashes - tile * kTileWidth);
  };
  for (unsigned level = 0; level < 3; ++level) {
    const std::size_t each = std::size_t{1} << (8 * level);
    const std::size_t hashes = list.size() / each;
    for (std::size_t tile = 0; tile * kTileWidth < hashes; ++tile) {
      std::string expected;
      for (std::size_t i = 0; i < width(hashes, tile); ++i) {
        const auto begin =
            list.begin() + static_cast<std::ptrdiff_t>((tile * kTileWidth + i) * each);
        expected += naive_root(begin, begin + static_cast<std::ptrdiff_t>(each));
      }
      ASSERT_EQ(files.at(tile_path(level, tile, width(hashes, tile))), expected);
    }
  }
}

}  // namespace
}  // namespace lagrum::journal
