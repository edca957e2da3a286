#include "journal/receipt.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/malformed.h"
#include "journal/checkpoint.h"

namespace lagrum::journal {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kPathMax = 64;

/// The lines of a receipt, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  std::string_view peek() const { return rest_.substr(0, rest_.find('\n')); }
  std::string_view take() {
    const std::string_view line = peek();
    rest_.remove_prefix(std::min(rest_.size(), line.size() + 1));
    return line;
  }
  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

Result<HashPath> take_path(Lines& lines) {
  HashPath path;
  while (!lines.peek().empty()) {
    const auto hash = from_base64(lines.take());
    if (!hash || hash->size() != std::tuple_size_v<Digest>) {
      return malformed("expected a hash of 32 bytes in base64, found another line in the proof");
    }
    path.push_back(*hash);
    if (path.size() > kPathMax) {
      return Error{
          ErrorCode::kOutOfRange, "expected at most 64 hashes in a receipt, found more", {}, {}};
    }
  }
  if (lines.done()) return malformed("expected an empty line and a checkpoint after the proof");
  lines.take();
  return path;
}

Status verify_path(const Receipt& receipt, std::string_view leaf, const Checkpoint& checkpoint) {
  return verify_inclusion({.index = receipt.index,
                           .size = checkpoint.size,
                           .leaf_hash = hash_of_leaf(leaf),
                           .root = checkpoint.root},
                          receipt.path);
}

}  // namespace

std::string to_string(const Receipt& receipt) {
  std::string text(kFirstLine);
  if (!receipt.extra.empty()) text.append("\n").append(kExtra).append(base64(receipt.extra));
  text.append("\n").append(kIndex).append(std::to_string(receipt.index.value)).append("\n");
  for (const std::string& hash : receipt.path) text.append(base64(hash)).append("\n");
  return text.append("\n").append(receipt.checkpoint);
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > kReceiptSizeMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected a receipt of at most " + std::to_string(kReceiptSizeMax) +
                     " bytes, found " + std::to_string(text.size()),
                 {},
                 {}};
  }
  Lines lines(text);
  if (lines.take() != kFirstLine) {
    return malformed("expected '" + std::string(kFirstLine) + "' in the first line of a receipt");
  }
  Receipt receipt;
  if (lines.peek().substr(0, kExtra.size()) == kExtra) {
    LAGRUM_ASSIGN(receipt.extra, from_base64(lines.take().substr(kExtra.size())));
  }
  const std::string_view line = lines.take();
  const auto index = parse_decimal(line.substr(std::min(line.size(), kIndex.size())));
  if (line.substr(0, kIndex.size()) != kIndex || !index) {
    return malformed("expected 'index' and the entry's number in a receipt");
  }
  receipt.index = LogIndex{*index};
  LAGRUM_ASSIGN(receipt.path, take_path(lines));
  receipt.checkpoint = std::string(lines.rest());
  LAGRUM_TRY(parse_checkpoint(receipt.checkpoint));
  return receipt;
}

Result<Checkpoint> verify_receipt(const Receipt& receipt, std::string_view leaf,
                                  const std::vector<VerifierKey>& keys) {
  LAGRUM_ASSIGN(Checkpoint checkpoint, verify_checkpoint(receipt.checkpoint, keys));
  LAGRUM_TRY(verify_path(receipt, leaf, checkpoint));
  return checkpoint;
}

Result<Receipt> make_receipt(LogIndex index, std::string_view leaf, std::string checkpoint,
                             const RangeHash& range_hash) {
  LAGRUM_ASSIGN(const Checkpoint parsed, parse_checkpoint(checkpoint));
  LAGRUM_ASSIGN(HashPath path, inclusion_proof(index.value, parsed.size, range_hash));
  Receipt receipt{index, std::move(path), std::move(checkpoint), {}};
  // A receipt that does not prove anything must never leave the house.
  LAGRUM_TRY(verify_path(receipt, leaf, parsed));
  return receipt;
}

}  // namespace lagrum::journal
