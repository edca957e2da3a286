#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/journal.h"

namespace lagrum::journal {

/// Bytes; signatures of later types reach 5 kB.
inline constexpr std::size_t kNoteSizeMax = std::size_t{256} * 1024;
inline constexpr std::size_t kNoteSignaturesMax = 64;

/// One signature of a note, by whatever type of key.
struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string signature;  ///< the bytes after the key id

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

/// Text and the signatures over it. Source: C2SP signed-note.
struct Note {
  std::string text;  ///< ends in a newline, which is signed too
  std::vector<NoteSignature> signatures;

  friend bool operator==(const Note&, const Note&) = default;
};

/// SHA-256(name, newline, 0x01, public key), its first four bytes: tells Ed25519 keys apart.
std::uint32_t key_id(const VerifierKey& key);

/// Whether a key may bear this name: UTF-8, not empty, without Unicode spaces, controls and plus
/// signs.
bool is_key_name(std::string_view name);

/// Reads a signed note; judges its form, not its signatures.
Result<Note> parse_note(std::string_view bytes);
/// The bytes of a note. Requires a text and signatures that parse_note would give.
std::string to_string(const Note& note);

/// The keys that have signed the note. Signatures by keys not in `keys` are ignored; a wrong one by
/// one of them, or none at all, is kCorruption.
Result<std::vector<VerifierKey>> verify_note(const Note& note,
                                             const std::vector<VerifierKey>& keys);

/// Adds the signer's signature line, under the name of its log.
Status sign_note(Note& note, const Signer& signer);

}  // namespace lagrum::journal
