#include "journal/checkpoint.h"

#include <gtest/gtest.h>

#include <map>

#include "journal/tree.h"
#include "support/shared.h"
#include "support/signer.h"

namespace lagrum::journal {
namespace {

constexpr const char* kOrigin = "audit.exempelkommun.se/arenden";

std::string root_of(const std::vector<std::string>& leaves) {
  Frontier frontier;
  for (const std::string& leaf : leaves) frontier.append(leaf_hash(leaf));
  return std::string(as_bytes(frontier.root()));
}

TEST(Checkpoint, IsWrittenToTheByte) {
  const auto text = sign_checkpoint(1, hash_of_leaf(""), test::FixedSigner(kOrigin));

  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(*text,
            "audit.exempelkommun.se/arenden\n"
            "1\n"
            "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n"
            "\n"
            "— audit.exempelkommun.se/arenden "
            "bqP0jk46zP3gVnZK2SgJDQn4SI42D3J3peI/HqfqeQ88AFaRf1oAaE5V4CpOA3v5yRFG9pumMqzS/"
            "ZhfNCBsVpbrRgg=\n");
}

TEST(Checkpoint, VerifiesUnderTheSignersKey) {
  const test::FixedSigner signer(kOrigin);
  const std::string root = hash_of_leaf("a");
  const std::string text = sign_checkpoint(1, root, signer).value();

  const auto checkpoint = verify_checkpoint(text, {parse_vkey(vkey(signer)).value()});

  ASSERT_TRUE(checkpoint.has_value());
  EXPECT_EQ(*checkpoint, (Checkpoint{kOrigin, 1, root}));
}

TEST(Checkpoint, CarriesTwoSignaturesWhileAKeyIsReplaced) {
  const test::FixedSigner before(kOrigin, 'a');
  const test::FixedSigner after(kOrigin, 'b');
  const std::string text = sign_checkpoint(1, hash_of_leaf("a"), before).value();

  const std::string both = add_signature(text, after).value();

  EXPECT_TRUE(verify_checkpoint(both, {parse_vkey(vkey(before)).value()}).has_value());
  EXPECT_TRUE(verify_checkpoint(both, {parse_vkey(vkey(after)).value()}).has_value());
}

TEST(Checkpoint, IsRefusedWhenOnlyAWitnessSigned) {
  const test::FixedSigner log(kOrigin, 'a');
  const test::FixedSigner witness("witness.example", 'b');
  const std::string text =
      add_signature(sign_checkpoint(1, hash_of_leaf("a"), log).value(), witness).value();
  const VerifierKey log_key = parse_vkey(vkey(log)).value();
  const VerifierKey witness_key = parse_vkey(vkey(witness)).value();

  EXPECT_TRUE(verify_checkpoint(text, {log_key, witness_key}).has_value());
  const auto alone = verify_checkpoint(text, {witness_key});

  ASSERT_FALSE(alone.has_value());
  EXPECT_EQ(alone.error().message,
            "expected a signature by the log 'audit.exempelkommun.se/arenden' itself, found none");
}

TEST(Checkpoint, OfAnEmptyLogHasTheEmptyRoot) {
  const test::FixedSigner signer(kOrigin);

  EXPECT_TRUE(sign_checkpoint(0, as_bytes(empty_root()), signer).has_value());
  EXPECT_EQ(sign_checkpoint(0, hash_of_leaf(""), signer).error().message,
            "expected the root of the empty log for size 0, found another");
}

struct CheckpointRow {
  const char* name;
  const char* text;
  const char* message;  ///< empty where the text is accepted
};

void PrintTo(const CheckpointRow& row, std::ostream* out) { *out << row.name; }

class CheckpointText : public testing::TestWithParam<CheckpointRow> {};

TEST_P(CheckpointText, IsJudged) {
  const auto checkpoint = parse_checkpoint_text(GetParam().text);

  EXPECT_EQ(checkpoint ? "" : checkpoint.error().message, GetParam().message);
}

#define ROOT "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="
INSTANTIATE_TEST_SUITE_P(
    Rows, CheckpointText,
    testing::Values(
        CheckpointRow{"Plain", "a\n1\n" ROOT "\n", ""},
        CheckpointRow{"LargestSize", "a\n18446744073709551615\n" ROOT "\n", ""},
        CheckpointRow{"Extension", "a\n1\n" ROOT "\nmore\n", ""},
        CheckpointRow{"EmptyExtension", "a\n1\n" ROOT "\n\nmore\n",
                      "expected no empty line in a checkpoint"},
        CheckpointRow{"TwoLines", "a\n1\n",
                      "expected a checkpoint's three lines: origin, size and root"},
        CheckpointRow{"NoOrigin", "\n1\n" ROOT "\n",
                      "expected the log's name in the first line, found it empty"},
        CheckpointRow{"LeadingZero", "a\n01\n" ROOT "\n",
                      "expected the number of entries in the second line"},
        CheckpointRow{"Negative", "a\n-1\n" ROOT "\n",
                      "expected the number of entries in the second line"},
        CheckpointRow{"BeyondRange", "a\n18446744073709551616\n" ROOT "\n",
                      "expected the number of entries in the second line"},
        CheckpointRow{"ShortRoot", "a\n1\nAAAA\n", "expected a root of 32 bytes in base64"},
        CheckpointRow{"NoBase64", "a\n1\n????\n", "expected a root of 32 bytes in base64"},
        CheckpointRow{"EmptyLogWithRoot", "a\n0\n" ROOT "\n",
                      "expected the root of the empty log for size 0, found another"}),
    [](const auto& row) { return row.param.name; });
#undef ROOT

/// A log that the Tessera project keeps as test data: a checkpoint for every size.
class TesseraLog : public testing::Test {
 protected:
  void SetUp() override {
    const auto shared = test::shared_dir();
    if (!shared) GTEST_SKIP() << "shared data not found";
    folder_ = *shared / "conformance/interop/audit";
    std::string key = test::read_bytes(folder_ / "tessera-log.vkey");
    key.erase(key.find_last_not_of('\n') + 1);
    key_ = parse_vkey(key).value();
    leaves_ = read_bundle(test::read_bytes(folder_ / "tessera-log/tile/entries/000.p/15")).value();
  }

  std::string checkpoint(std::size_t size) const {
    return test::read_bytes(folder_ / "tessera-log" / ("checkpoint." + std::to_string(size)));
  }
  std::string root(std::size_t size) const {
    return root_of({leaves_.begin(), leaves_.begin() + static_cast<std::ptrdiff_t>(size)});
  }

  std::filesystem::path folder_;
  VerifierKey key_;
  std::vector<std::string> leaves_;
};

TEST_F(TesseraLog, HasTheRootsOfItsEntries) {
  for (std::size_t size = 0; size <= 15; ++size) {
    const auto read = verify_checkpoint(checkpoint(size), {key_});

    ASSERT_TRUE(read.has_value()) << size;
    EXPECT_EQ(*read, (Checkpoint{"example.com/log/testdata", size, root(size)}));
  }
  EXPECT_EQ(hex(root(15)), "aca6c38a90af86e5f5199ee0e4105ef2c03a05b27b8daff59e4e36eefdfcddcb");
}

TEST_F(TesseraLog, IsAChainOfConsistentSizes) {
  std::vector<Digest> hashes;
  for (const std::string& leaf : leaves_) hashes.push_back(leaf_hash(leaf));
  for (std::size_t size = 1; size < 15; ++size) {
    const auto proof = consistency_proof(size, size + 1, over_leaves(hashes));

    ASSERT_TRUE(proof.has_value());
    EXPECT_TRUE(
        verify_consistency({size, size + 1, root(size), root(size + 1)}, *proof).has_value());
  }
}

TEST_F(TesseraLog, IsWrittenAsTheSameTiles) {
  std::map<std::string, std::string> files;
  TileWriter writer([&files](const std::string& path, std::string_view bytes) -> Status {
    files[path] = bytes;
    return {};
  });
  for (const std::string& leaf : leaves_) {
    ASSERT_TRUE(writer.add(leaf).has_value());
    ASSERT_TRUE(writer.write_partial().has_value());
  }

  EXPECT_EQ(files.size(), 30U);
  for (const auto& [path, bytes] : files)
    EXPECT_EQ(bytes, test::read_bytes(folder_ / "tessera-log" / path)) << path;
}

}  // namespace
}  // namespace lagrum::journal
