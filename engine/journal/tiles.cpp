#include <array>
#include <cstdio>

#include "journal/tree.h"
#include "lagrum/journal.h"

namespace lagrum::journal {
namespace {

constexpr std::size_t kLengthSize = 2;

/// "x001/x234/067": groups of three digits, all but the last marked.
std::string index_path(std::uint64_t index) {
  const auto group = [](std::uint64_t value) {
    const std::string digits = std::to_string(value);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string path = group(index % 1000);
  for (index /= 1000; index > 0; index /= 1000) path.insert(0, "x" + group(index % 1000) + "/");
  return path;
}

std::string partial_suffix(std::uint64_t width) {
  LAGRUM_CHECK(width >= 1 && width <= kTileWidth);
  return width == kTileWidth ? std::string() : ".p/" + std::to_string(width);
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, std::uint64_t width) {
  return "tile/" + std::to_string(level) + "/" + index_path(index) + partial_suffix(width);
}

std::string entries_path(std::uint64_t index, std::uint64_t width) {
  return "tile/entries/" + index_path(index) + partial_suffix(width);
}

Status TileWriter::add(std::string_view leaf) {
  if (leaf.size() > kBundledEntrySizeMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected an entry of at most " + std::to_string(kBundledEntrySizeMax) +
                     " bytes, found entry " + std::to_string(size_) + " with " +
                     std::to_string(leaf.size()),
                 {},
                 {}};
  }
  bundle_ += static_cast<char>(leaf.size() >> 8U & 255U);
  bundle_ += static_cast<char>(leaf.size() & 255U);
  bundle_.append(leaf);
  ++size_;
  if (size_ % kTileWidth == 0) {
    LAGRUM_TRY(sink_(entries_path(size_ / kTileWidth - 1, kTileWidth), bundle_));
    bundle_.clear();
  }
  return push(0, hash_of_leaf(leaf));
}

Status TileWriter::push(unsigned level, std::string hash) {
  for (;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::string& hashes = levels_[level];
    hashes += hash;
    if (hashes.size() < kTileWidth * kHashSize) return {};
    LAGRUM_TRY(write_level(level, kTileWidth));
    Frontier tile;
    for (std::size_t at = 0; at < hashes.size(); at += kHashSize) {
      Digest digest{};
      hashes.copy(reinterpret_cast<char*>(digest.data()), kHashSize, at);
      tile.append(digest);
    }
    hash = std::string(as_bytes(tile.root()));
    hashes.clear();
  }
}

Status TileWriter::write_level(unsigned level, std::uint64_t width) const {
  // The tile that holds the newest hash of this level.
  const std::uint64_t hashes = level < 8 ? size_ >> (8U * level) : 0;
  LAGRUM_CHECK(hashes > 0);
  return sink_(tile_path(level, (hashes - 1) / kTileWidth, width), levels_[level]);
}

Status TileWriter::write_partial() const {
  const std::uint64_t width = size_ % kTileWidth;
  if (width > 0) LAGRUM_TRY(sink_(entries_path(size_ / kTileWidth, width), bundle_));
  for (unsigned level = 0; level < levels_.size(); ++level) {
    const std::uint64_t partial = levels_[level].size() / kHashSize;
    if (partial > 0) LAGRUM_TRY(write_level(level, partial));
  }
  return {};
}

Result<std::vector<std::string>> read_bundle(std::string_view bytes) {
  std::vector<std::string> entries;
  while (!bytes.empty()) {
    const auto byte = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const std::size_t size = bytes.size() < kLengthSize ? 0 : std::size_t{byte(0)} << 8U | byte(1);
    if (bytes.size() < kLengthSize + size) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a length and as many bytes in a bundle, found its end in entry " +
                       std::to_string(entries.size()),
                   {},
                   {}};
    }
    entries.emplace_back(bytes.substr(kLengthSize, size));
    bytes.remove_prefix(kLengthSize + size);
  }
  return entries;
}

}  // namespace lagrum::journal
