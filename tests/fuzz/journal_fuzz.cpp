// What others hand us as proof: keys, notes, checkpoints, receipts, disclosures, bundles. Every
// parser hears the same bytes; what it takes must be written as it was read.
#include "fuzz/fuzz.h"
#include "journal/disclosure.h"
#include "journal/note.h"
#include "journal/receipt.h"
#include "journal/tree.h"
#include "lagrum/journal.h"
#include "support/signer.h"

namespace lagrum::fuzz {
namespace {

using namespace journal;  // NOLINT(google-build-using-namespace): all of it is tried here

const test::FixedSigner& signer() {
  static const test::FixedSigner kSigner("log.example");
  return kSigner;
}

const std::vector<VerifierKey>& keys() {
  static const std::vector<VerifierKey> kKeys = {parse_vkey(vkey(signer())).value()};
  return kKeys;
}

/// Three entries and what is signed of them.
struct SmallLog {
  std::vector<std::string> leaves = {"one", "two", "three"};
  std::vector<Digest> hashes;
  std::string root;
  std::string checkpoint;

  SmallLog() {
    Frontier frontier;
    for (const std::string& leaf : leaves) {
      hashes.push_back(leaf_hash(leaf));
      frontier.append(hashes.back());
    }
    const Digest digest = frontier.root();
    root = std::string(as_bytes(digest));
    checkpoint = sign_checkpoint(leaves.size(), root, signer()).value();
  }

  static const SmallLog& get() {
    static const SmallLog kLog;
    return kLog;
  }
};

void take_key(std::string_view text) {
  const auto key = parse_vkey(text);
  if (key) expect(to_string(*key) == text, "a key has one form", std::string(text));
}

void take_checkpoint(std::string_view text) {
  if (const auto note = parse_note(text)) {
    const auto again = parse_note(to_string(*note));
    expect(again.has_value() && *again == *note, "a note reads back", std::string(text));
  }
  const auto parsed = parse_checkpoint(text);
  const auto verified = verify_checkpoint(text, keys());
  expect(!verified || (parsed && *parsed == *verified), "what verifies can be parsed");
  if (!verified) return;
  const Checkpoint ours{signer().origin(), SmallLog::get().leaves.size(), SmallLog::get().root};
  expect(*verified == ours, "only what was signed verifies", std::string(text));
}

void take_receipt(std::string_view text) {
  const auto receipt = parse_receipt(text);
  if (!receipt) return;
  expect(to_string(*receipt) == text, "a receipt has one form", std::string(text));
  for (std::size_t i = 0; i < SmallLog::get().leaves.size(); ++i) {
    const auto verified = verify_receipt(*receipt, SmallLog::get().leaves[i], keys());
    expect(!verified || receipt->index.value == i, "a receipt proves its own entry");
  }
  expect(!verify_receipt(*receipt, "four", keys()), "a receipt proves no other entry");
}

void take_disclosure(std::string_view text) {
  const row::Disclosure given{disclosure_digest(text), std::string(text)};
  const auto opened = open_disclosure(given);
  if (!opened || opened->salt.size() < kSaltSizeMin) return;
  const auto made = make_disclosure(*opened);
  expect(made.has_value(), "what was opened can be made");
  const auto again = open_disclosure(*made);
  expect(again.has_value() && *again == *opened, "a disclosure reads back", std::string(text));
}

void take_bundle(std::string_view bytes) {
  const auto entries = read_bundle(bytes);
  if (!entries) return;
  std::string written;
  for (const std::string& entry : *entries) {
    written += static_cast<char>(entry.size() >> 8U);
    written += static_cast<char>(entry.size() & 0xFFU);
    written += entry;
  }
  expect(written == bytes, "a bundle is its entries");
}

/// The bytes as a proof for this log: hashes of 32 bytes, one after the other.
void take_proof(std::string_view bytes) {
  const SmallLog& log = SmallLog::get();
  HashPath path;
  for (std::size_t at = 0; at + log.root.size() <= bytes.size(); at += log.root.size())
    path.emplace_back(bytes.substr(at, log.root.size()));
  const InclusionClaim claim{LogIndex{1}, log.leaves.size(), hash_of_leaf("four"), log.root};
  expect(!verify_inclusion(claim, path), "nothing shows what is not there");
  const ConsistencyClaim other{2, log.leaves.size(), hash_of_leaf("four"), log.root};
  expect(!verify_consistency(other, path), "nothing shows another beginning");
}

}  // namespace

void write_seeds() {
  const SmallLog& log = SmallLog::get();
  const test::FixedSigner other("log.example", 'x');
  write_seed("key", vkey(signer()));
  write_seed("checkpoint", log.checkpoint);
  write_seed("checkpoint-twice", add_signature(log.checkpoint, other).value());
  for (std::size_t i = 0; i < log.leaves.size(); ++i) {
    const auto receipt =
        make_receipt(LogIndex{i}, log.leaves[i], log.checkpoint, over_leaves(log.hashes));
    write_seed("receipt-" + std::to_string(i), to_string(receipt.value()));
  }
  const Opened opened{std::string(kSaltSizeMin, 's'), "acts.0.party", Json("A")};
  write_seed("disclosure", make_disclosure(opened).value().disclosure);
  write_seed("bundle", std::string("\0\3one\0\3two", 10));
}

void take(std::string_view bytes) {
  take_key(bytes);
  take_checkpoint(bytes);
  take_receipt(bytes);
  take_disclosure(bytes);
  take_bundle(bytes);
  take_proof(bytes);
}

}  // namespace lagrum::fuzz
