#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/act.h"
#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/store.h"

/// The log's formats, for those who verify, export or hand out proofs. Everything here is a pure
/// function of its arguments and safe from several threads, unless it says otherwise. The bytes are
/// described in engine/docs/formats/journal.md.
///
/// Errors: kInvalidArgument for text that isn't in the format, kOutOfRange for numbers beyond a
/// bound, kCorruption where a hash or a signature is not the one that was claimed.
namespace lagrum::journal {

// ---- Merkle tree
// -------------------------------------------------------------------------------------

/// Hashes of a proof, 32 bytes each, from the leaf's side to the root's.
using HashPath = std::vector<std::string>;

/// "The entry with this leaf hash stands at `index` of the log that has `size` entries and this
/// root."
struct InclusionClaim {
  LogIndex index;
  std::uint64_t size = 0;
  std::string leaf_hash;
  std::string root;
};

/// Whether `proof` shows the claim. Requires index < size.
/// Source: RFC 9162, section 2.1.3.2 (the tree of RFC 6962).
Status verify_inclusion(const InclusionClaim& claim, const HashPath& proof);

/// "The log that had `size1` entries and `root1` is the beginning of the one with `size2` and
/// `root2`."
struct ConsistencyClaim {
  std::uint64_t size1 = 0;
  std::uint64_t size2 = 0;
  std::string root1;
  std::string root2;
};

/// Whether `proof` shows the claim. Requires 0 < size1 <= size2: that a log begins with nothing
/// says nothing. Source: RFC 9162, section 2.1.4.2.
Status verify_consistency(const ConsistencyClaim& claim, const HashPath& proof);

/// SHA-256 of a zero byte and the entry: 32 bytes. Source: RFC 6962, section 2.1.
std::string hash_of_leaf(std::string_view leaf);

/// SHA-256 of a file's bytes as manifests state it: 64 lower-case hexadecimal digits. Source: FIPS
/// 180-4.
std::string sha256_hex(std::string_view bytes);

// ---- Documents
// ---------------------------------------------------------------------------------------

/// Length of a document's salt. It is fixed so that no byte can be moved from the document into its
/// salt, or back, under the same digest.
inline constexpr std::size_t kDocumentSaltBytes = 32;

/// Whether the stored bytes are those that the reference commits to: by salt, size and digest.
bool is_of(const row::Document& stored, const DocumentRef& reference);

// ---- Keys and checkpoints
// ----------------------------------------------------------------------------

/// A public key and the name it signs under.
struct VerifierKey {
  std::string name;        ///< not empty, without spaces and plus signs
  std::string public_key;  ///< Ed25519, 32 bytes

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

/// "name+530d903a+AekyeRrm…", the one-line form of a verifier key. Source: C2SP signed-note.
std::string vkey(const Signer& signer);
std::string to_string(const VerifierKey& key);
/// Reads that form; refuses an id that isn't the key's and signature types other than Ed25519.
Result<VerifierKey> parse_vkey(std::string_view text);

/// A signer with its key in memory: an Ed25519 seed of 32 bytes (RFC 8032), as read from a file
/// that only the host can read. A host with a key store or a hardware module brings a Signer of its
/// own.
Result<std::unique_ptr<Signer>> seed_signer(std::string origin, std::string seed);

/// What a log vouches for: under this name, this many entries have this root.
struct Checkpoint {
  std::string origin;      ///< name of the log: "audit.exempelkommun.se/arenden"
  std::uint64_t size = 0;  ///< number of entries
  std::string root;        ///< Merkle root, 32 bytes

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// Reads a signed checkpoint without judging its signatures: only for showing and for resuming our
/// own. Source: C2SP tlog-checkpoint.
Result<Checkpoint> parse_checkpoint(std::string_view text);

/// Reads a signed checkpoint and verifies it: one of `keys` that bears the origin's name has signed
/// it, and no signature by one of `keys` is wrong. Signatures by others are ignored.
Result<Checkpoint> verify_checkpoint(std::string_view text, const std::vector<VerifierKey>& keys);

/// A signed checkpoint of the signer's log. Fails as the signer does, and with kCorruption when
/// what it answers doesn't verify under its own public key.
Result<std::string> sign_checkpoint(std::uint64_t size, std::string_view root,
                                    const Signer& signer);

/// The same text with one more signature line, as while a key is being replaced.
Result<std::string> add_signature(std::string_view note, const Signer& signer);

// ---- Receipts
// ----------------------------------------------------------------------------------------

/// Proof that an entry is in the log, to be verified without the log: goes with a decision to its
/// party.
struct Receipt {
  LogIndex index;
  HashPath path;           ///< inclusion proof in the checkpoint's tree
  std::string checkpoint;  ///< signed checkpoint, verbatim
  std::string extra;       ///< bytes for the reader's convenience; nothing vouches for them

  friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// The text of a receipt, "c2sp.org/tlog-proof@v1". Source: C2SP tlog-proof.
std::string to_string(const Receipt& receipt);
Result<Receipt> parse_receipt(std::string_view text);

/// Whether the receipt proves `leaf` under one of `keys`; gives the checkpoint it rests on.
Result<Checkpoint> verify_receipt(const Receipt& receipt, std::string_view leaf,
                                  const std::vector<VerifierKey>& keys);

// ---- Tiles
// -------------------------------------------------------------------------------------------

inline constexpr std::uint64_t kTileWidth =
    256;  ///< hashes in a full tile, entries in a full bundle
inline constexpr std::size_t kBundledEntrySizeMax =
    65535;  ///< a bundle writes lengths in two bytes

/// Where a tile lies: "tile/0/x001/x234/067", and ".p/112" added for a width below 256.
/// Requires 1 <= width <= 256. Source: C2SP tlog-tiles.
std::string tile_path(unsigned level, std::uint64_t index, std::uint64_t width);
/// The same for the bundle of entries that belongs to a tile of level 0.
std::string entries_path(std::uint64_t index, std::uint64_t width);

/// Receives a file of the tiled log: its path, relative to the log's folder, and its bytes.
using TileSink = std::function<Status(const std::string& path, std::string_view bytes)>;

/// Turns entries, one after the other, into tiles and bundles. Holds at most 256 hashes for each
/// level and 256 entries. Belongs to one caller.
class TileWriter {
 public:
  explicit TileWriter(TileSink sink) : sink_(std::move(sink)) {}

  /// Takes the next entry and writes every tile that has become full. Fails with kOutOfRange for an
  /// entry over kBundledEntrySizeMax, and as the sink fails; after a failure the writer is spent.
  Status add(std::string_view leaf);
  /// Writes the partial tiles of the size reached; more entries may follow.
  Status write_partial() const;
  std::uint64_t size() const { return size_; }

 private:
  Status write_level(unsigned level, std::uint64_t width) const;
  Status push(unsigned level, std::string hash);

  TileSink sink_;
  std::uint64_t size_ = 0;
  std::string bundle_;
  std::vector<std::string>
      levels_;  ///< hashes of the unfinished tile of each level, one after the other
};

/// The entries of a bundle, in order. Fails with kInvalidArgument for a length that runs past the
/// end.
Result<std::vector<std::string>> read_bundle(std::string_view bytes);

}  // namespace lagrum::journal
