#include "journal/tree.h"

#include <algorithm>
#include <bit>
#include <memory>

#include "base/malformed.h"

namespace lagrum::journal {
namespace {

constexpr std::string_view kLeafPrefix("\x00", 1);
constexpr std::string_view kNodePrefix("\x01", 1);

Error out_of_range(std::string message) {
  return Error{ErrorCode::kOutOfRange, std::move(message), {}, {}};
}

Error mismatch(std::string_view what, std::string_view expected, std::string_view found) {
  return Error{ErrorCode::kCorruption,
               "expected the " + std::string(what) + " " + hex(expected) +
                   ", but the proof gives " + hex(found),
               {},
               {}};
}

std::string bytes_of(const Digest& digest) { return std::string(as_bytes(digest)); }

/// Largest power of two below n; requires n > 1.
std::uint64_t split_of(std::uint64_t n) { return std::bit_floor(n - 1); }

/// Whether begin is a multiple of the smallest power of two >= end - begin. That power doesn't fit
/// 64 bits for more than 2^63 entries; then only the whole log is a subtree.
bool is_subtree(const Subtree& subtree) {
  if (subtree.end <= subtree.begin) return subtree.end == subtree.begin;
  const auto height = static_cast<unsigned>(std::bit_width(subtree.end - subtree.begin - 1));
  return height == 64 ? subtree.begin == 0 : subtree.begin % (std::uint64_t{1} << height) == 0;
}

Status check_subtree(const Subtree& subtree) {
  if (is_subtree(subtree)) return {};
  return malformed("expected a subtree, found the entries " + std::to_string(subtree.begin) +
                   " to " + std::to_string(subtree.end));
}

Status check_hashes(const HashPath& proof) {
  for (const std::string& hash : proof) {
    if (hash.size() != kHashSize) {
      return malformed("expected hashes of 32 bytes in the proof, found one of " +
                       std::to_string(hash.size()));
    }
  }
  return {};
}

Error too_long() {
  return malformed("expected a shorter proof: the root is reached before its end");
}
Error too_short() { return malformed("expected a longer proof: it ends before the root"); }

/// Where a proof's walk from the leaves to the root stands. `first` and `last` are the ends of the
/// subtree and `end` the last entry of the log, all at the level reached.
struct Walk {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t end = 0;

  void up() {
    first >>= 1U;
    last >>= 1U;
    end >>= 1U;
  }
  bool last_is_right_child() const { return (last & 1U) == 1; }
};

/// Climbs the levels on which the proof holds no hash.
void skip_to_first_hash(Walk& walk) {
  if (walk.last == walk.end) {
    while (walk.first != walk.last) walk.up();
  } else {
    while (walk.first != walk.last && walk.last_is_right_child()) walk.up();
  }
}

/// The hashes that a proof leads to: of the subtree as it was, and of the whole log.
struct Reached {
  std::string subtree;
  std::string root;
};

Result<Reached> climb(Walk walk, std::string_view seed, HashPath::const_iterator next,
                      HashPath::const_iterator end) {
  Reached reached{std::string(seed), std::string(seed)};
  for (; next != end; ++next) {
    if (walk.end == 0) return too_long();
    if (walk.last_is_right_child() || walk.last == walk.end) {
      if (walk.first < walk.last) reached.subtree = bytes_of(node_hash(*next, reached.subtree));
      reached.root = bytes_of(node_hash(*next, reached.root));
      while (!walk.last_is_right_child()) walk.up();
    } else {
      reached.root = bytes_of(node_hash(reached.root, *next));
    }
    walk.up();
  }
  if (walk.end != 0) return too_short();
  return reached;
}

Status verify_empty_subtree(const SubtreeClaim& claim, const HashPath& proof) {
  if (!proof.empty()) return too_long();
  const std::string expected = bytes_of(empty_root());
  if (claim.subtree_root != expected) return mismatch("empty root", claim.subtree_root, expected);
  return {};
}

}  // namespace

Digest leaf_hash(std::string_view leaf) { return sha256({kLeafPrefix, leaf}); }

Digest node_hash(std::string_view left, std::string_view right) {
  return sha256({kNodePrefix, left, right});
}

Digest empty_root() { return sha256(std::string_view{}); }

std::string hash_of_leaf(std::string_view leaf) { return bytes_of(leaf_hash(leaf)); }

std::string sha256_hex(std::string_view bytes) { return hex(as_bytes(sha256(bytes))); }

Result<Frontier> Frontier::from_strings(std::uint64_t size,
                                        const std::vector<std::string>& hashes) {
  Frontier frontier;
  frontier.size_ = size;
  const auto expected = static_cast<std::size_t>(std::popcount(size));
  if (hashes.size() != expected) {
    return Error{ErrorCode::kCorruption,
                 "expected " + std::to_string(expected) + " frontier hashes for a log of " +
                     std::to_string(size) + " entries, found " + std::to_string(hashes.size()),
                 {},
                 {}};
  }
  for (const std::string& hash : hashes) {
    if (hash.size() != kHashSize) {
      return Error{ErrorCode::kCorruption,
                   "expected frontier hashes of 32 bytes, found " + std::to_string(hash.size()),
                   {},
                   {}};
    }
    std::copy(hash.begin(), hash.end(), frontier.hashes_.emplace_back().begin());
  }
  return frontier;
}

Digest Frontier::root() const {
  if (hashes_.empty()) return empty_root();
  Digest root = hashes_.back();
  for (std::size_t i = hashes_.size() - 1; i > 0; --i) root = node_hash(hashes_[i - 1], root);
  return root;
}

std::vector<std::string> Frontier::to_strings() const {
  std::vector<std::string> hashes;
  hashes.reserve(hashes_.size());
  for (const Digest& hash : hashes_) hashes.push_back(bytes_of(hash));
  return hashes;
}

void Frontier::append(const Digest& leaf) {
  Digest hash = leaf;
  // Each trailing one of the size is a full subtree that the new leaf completes to one twice as
  // large.
  for (std::uint64_t rest = size_; (rest & 1U) == 1; rest >>= 1U) {
    hash = node_hash(hashes_.back(), hash);
    hashes_.pop_back();
  }
  hashes_.push_back(hash);
  ++size_;
  LAGRUM_CHECK(hashes_.size() == static_cast<std::size_t>(std::popcount(size_)));
}

RangeHash over_leaves(LeafHashAt leaf_at) {
  return [leaf_at = std::move(leaf_at)](std::uint64_t begin, std::uint64_t end) -> Result<Digest> {
    Frontier frontier;
    for (std::uint64_t index = begin; index < end; ++index) {
      LAGRUM_ASSIGN(const Digest leaf, leaf_at(index));
      frontier.append(leaf);
    }
    return frontier.root();
  };
}

RangeHash over_leaves(const std::vector<Digest>& leaves) {
  return over_leaves([&leaves](std::uint64_t index) -> Result<Digest> {
    if (index < leaves.size()) return leaves[index];
    return out_of_range("expected an entry below " + std::to_string(leaves.size()) + ", found " +
                        std::to_string(index));
  });
}

Result<HashPath> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                 const RangeHash& range_hash) {
  if (index >= size) {
    return out_of_range("expected an index below the log's size " + std::to_string(size) +
                        ", found " + std::to_string(index));
  }
  HashPath path;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split_of(end - begin);
    const bool left = index < middle;
    LAGRUM_ASSIGN(const Digest sibling, left ? range_hash(middle, end) : range_hash(begin, middle));
    path.push_back(bytes_of(sibling));
    (left ? end : begin) = middle;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

Result<HashPath> consistency_proof(std::uint64_t size1, std::uint64_t size2,
                                   const RangeHash& range_hash) {
  if (size1 == 0 || size1 > size2) {
    return out_of_range("expected an earlier size from 1 to " + std::to_string(size2) + ", found " +
                        std::to_string(size1));
  }
  HashPath path;
  std::uint64_t begin = 0;
  std::uint64_t end = size2;
  while (size1 != end) {
    const std::uint64_t middle = begin + split_of(end - begin);
    const bool left = size1 <= middle;
    LAGRUM_ASSIGN(const Digest sibling, left ? range_hash(middle, end) : range_hash(begin, middle));
    path.push_back(bytes_of(sibling));
    (left ? end : begin) = middle;
  }
  // The verifier knows the old root; a smaller piece of the old log has to be told.
  if (begin != 0) {
    LAGRUM_ASSIGN(const Digest piece, range_hash(begin, end));
    path.push_back(bytes_of(piece));
  }
  std::reverse(path.begin(), path.end());
  return path;
}

Status verify_subtree_inclusion(const Subtree& subtree, std::uint64_t index,
                                std::string_view leaf_hash, std::string_view root,
                                const HashPath& proof) {
  LAGRUM_TRY(check_subtree(subtree));
  if (index < subtree.begin || index >= subtree.end) {
    return out_of_range("expected an index from " + std::to_string(subtree.begin) + " to below " +
                        std::to_string(subtree.end) + ", found " + std::to_string(index));
  }
  if (leaf_hash.size() != kHashSize) {
    return malformed("expected a leaf hash of 32 bytes, found " + std::to_string(leaf_hash.size()));
  }
  LAGRUM_TRY(check_hashes(proof));
  const std::uint64_t at = index - subtree.begin;
  const Walk walk{.first = at, .last = at, .end = subtree.end - subtree.begin - 1};
  LAGRUM_ASSIGN(const Reached reached, climb(walk, leaf_hash, proof.begin(), proof.end()));
  if (reached.root != root) return mismatch("root", root, reached.root);
  return {};
}

Status verify_subtree_consistency(const SubtreeClaim& claim, const HashPath& proof) {
  LAGRUM_TRY(check_subtree(claim.subtree));
  if (claim.subtree.end > claim.size) {
    return out_of_range("expected a size of at most " + std::to_string(claim.size) + ", found " +
                        std::to_string(claim.subtree.end));
  }
  LAGRUM_TRY(check_hashes(proof));
  if (claim.subtree.begin == claim.subtree.end) return verify_empty_subtree(claim, proof);

  Walk walk{.first = claim.subtree.begin, .last = claim.subtree.end - 1, .end = claim.size - 1};
  skip_to_first_hash(walk);
  auto next = proof.begin();
  std::string_view seed = claim.subtree_root;
  if (walk.first != walk.last) {
    if (proof.empty()) return too_short();
    seed = *next++;
  }
  LAGRUM_ASSIGN(const Reached reached, climb(walk, seed, next, proof.end()));
  if (reached.subtree != claim.subtree_root) {
    return mismatch("earlier root", claim.subtree_root, reached.subtree);
  }
  if (reached.root != claim.root) return mismatch("root", claim.root, reached.root);
  return {};
}

Status verify_inclusion(const InclusionClaim& claim, const HashPath& proof) {
  return verify_subtree_inclusion({0, claim.size}, claim.index.value, claim.leaf_hash, claim.root,
                                  proof);
}

Status verify_consistency(const ConsistencyClaim& claim, const HashPath& proof) {
  if (claim.size1 == 0) {
    return out_of_range(
        "expected an earlier size of at least 1, found 0, which every log begins with");
  }
  return verify_subtree_consistency({.subtree = {0, claim.size1},
                                     .size = claim.size2,
                                     .subtree_root = claim.root1,
                                     .root = claim.root2},
                                    proof);
}

}  // namespace lagrum::journal
