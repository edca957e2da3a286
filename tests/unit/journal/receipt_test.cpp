#include "journal/receipt.h"

#include <gtest/gtest.h>

#include "support/signer.h"

namespace lagrum::journal {
namespace {

constexpr std::uint64_t kSize = 5;

std::string leaf(std::uint64_t index) { return "entry " + std::to_string(index); }

std::vector<Digest> hashes() {
  std::vector<Digest> list;
  for (std::uint64_t i = 0; i < kSize; ++i) list.push_back(leaf_hash(leaf(i)));
  return list;
}

const test::FixedSigner& signer() {
  static const test::FixedSigner signer("log.example");
  return signer;
}

std::vector<VerifierKey> keys() { return {parse_vkey(vkey(signer())).value()}; }

std::string checkpoint() {
  Frontier frontier;
  for (const Digest& hash : hashes()) frontier.append(hash);
  return sign_checkpoint(kSize, as_bytes(frontier.root()), signer()).value();
}

Receipt receipt(std::uint64_t index) {
  const std::vector<Digest> list = hashes();
  return make_receipt(LogIndex{index}, leaf(index), checkpoint(), over_leaves(list)).value();
}

TEST(Receipt, ProvesItsEntry) {
  const auto read = parse_receipt(to_string(receipt(3)));

  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, receipt(3));
  const auto verified = verify_receipt(*read, leaf(3), keys());
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->size, kSize);
}

TEST(Receipt, ProvesNoOtherEntry) {
  const auto verified = verify_receipt(receipt(3), leaf(2), keys());

  ASSERT_FALSE(verified.has_value());
  EXPECT_EQ(verified.error().code, ErrorCode::kCorruption);
}

TEST(Receipt, ProvesNoOtherPlace) {
  Receipt moved = receipt(3);
  moved.index = LogIndex{2};

  EXPECT_FALSE(verify_receipt(moved, leaf(3), keys()).has_value());
}

TEST(Receipt, ProvesNothingUnderAnotherKey) {
  const test::FixedSigner other("log.example", 'o');

  const auto verified = verify_receipt(receipt(3), leaf(3), {parse_vkey(vkey(other)).value()});

  ASSERT_FALSE(verified.has_value());
  EXPECT_EQ(verified.error().message, "expected a signature by a known key, found none among 1");
}

TEST(Receipt, OfALogOfOneEntryHasNoPath) {
  const std::string signed_text = sign_checkpoint(1, hash_of_leaf("only"), signer()).value();

  const Receipt only =
      make_receipt(LogIndex{0}, "only", signed_text, over_leaves(hashes())).value();

  EXPECT_EQ(to_string(only), "c2sp.org/tlog-proof@v1\nindex 0\n\n" + signed_text);
  EXPECT_TRUE(verify_receipt(parse_receipt(to_string(only)).value(), "only", keys()).has_value());
}

// The vector of engine/docs/formats/journal.md.
TEST(Receipt, IsWrittenToTheByte) {
  const test::FixedSigner log("audit.exempelkommun.se/arenden");
  const std::vector<Digest> two = {leaf_hash("a"), leaf_hash("b")};
  const std::string signed_text =
      sign_checkpoint(2, as_bytes(node_hash(two[0], two[1])), log).value();

  const auto made = make_receipt(LogIndex{1}, "b", signed_text, over_leaves(two));

  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(vkey(log),
            "audit.exempelkommun.se/arenden+6ea3f48e+AYMgpRl32MOMqKSSfGcN9YIeRJdhlF4V6e+yahUJ0jDq");
  EXPECT_EQ(to_string(*made),
            "c2sp.org/tlog-proof@v1\n"
            "index 1\n"
            "Aippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=\n"
            "\n"
            "audit.exempelkommun.se/arenden\n"
            "2\n"
            "sTeYX/SE+2ANuTEHx3sDZcgNePW0Kd7Q/Zc2HQd5mes=\n"
            "\n"
            "— audit.exempelkommun.se/arenden "
            "bqP0jqoekORxLC7NUgLnRqS+laieeLs7ejt77TjIhq3HbrjD4VVEvewHUTVLih5moQxeOltYj5oL+"
            "jIPU7wSqCPEKwo=\n");
}

TEST(Receipt, CarriesExtraBytes) {
  Receipt with_extra = receipt(0);
  with_extra.extra = std::string("a\0b", 3);

  EXPECT_EQ(parse_receipt(to_string(with_extra)).value(), with_extra);
}

TEST(Receipt, IsNotMadeForAnEntryTheLogDoesNotHold) {
  const std::vector<Digest> list = hashes();

  const auto made = make_receipt(LogIndex{3}, "forged", checkpoint(), over_leaves(list));

  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCorruption);
}

TEST(Receipt, IsNotMadeBeyondTheCheckpoint) {
  const std::vector<Digest> list = hashes();

  const auto made = make_receipt(LogIndex{kSize}, leaf(kSize), checkpoint(), over_leaves(list));

  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kOutOfRange);
}

struct ReceiptRow {
  const char* name;
  std::string text;
  const char* message;
};

void PrintTo(const ReceiptRow& row, std::ostream* out) { *out << row.name; }

class MalformedReceipt : public testing::TestWithParam<ReceiptRow> {};

TEST_P(MalformedReceipt, IsRefused) {
  const auto read = parse_receipt(GetParam().text);

  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().message, GetParam().message);
}

const std::string kHead = "c2sp.org/tlog-proof@v1\n";
const std::string kHash = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";

std::string repeated(const std::string& line, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += line;
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Receipt, MalformedReceipt,
    testing::Values(
        ReceiptRow{"Empty", "", "expected 'c2sp.org/tlog-proof@v1' in the first line of a receipt"},
        ReceiptRow{"AnotherVersion", "c2sp.org/tlog-proof@v2\n",
                   "expected 'c2sp.org/tlog-proof@v1' in the first line of a receipt"},
        ReceiptRow{"NoIndex", kHead + "inde 1\n",
                   "expected 'index' and the entry's number in a receipt"},
        ReceiptRow{"LeadingZero", kHead + "index 01\n\n",
                   "expected 'index' and the entry's number in a receipt"},
        ReceiptRow{"ShortHash", kHead + "index 1\nAAAA\n\n",
                   "expected a hash of 32 bytes in base64, found another line in the proof"},
        ReceiptRow{"NoCheckpoint", kHead + "index 1\n" + kHash,
                   "expected an empty line and a checkpoint after the proof"},
        ReceiptRow{"TooManyHashes", kHead + "index 1\n" + repeated(kHash, 65),
                   "expected at most 64 hashes in a receipt, found more"},
        ReceiptRow{"TooLong", std::string(kReceiptSizeMax + 1, 'x'),
                   "expected a receipt of at most 524288 bytes, found 524289"},
        ReceiptRow{"UnsignedCheckpoint", kHead + "index 0\n\nlog.example\n1\n" + kHash,
                   "expected a text, an empty line and signature lines, found "
                   "'log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n'"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::journal
