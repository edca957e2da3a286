#include "journal/note.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/crypto.h"

namespace lagrum::journal {
namespace {

constexpr std::string_view kEd25519Type("\x01", 1);
constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // em dash, space
constexpr std::size_t kKeyIdSize = 4;
constexpr std::size_t kKeyIdDigits = 8;
constexpr std::size_t kQuotedMax = 80;  ///< of foreign text in a message

Error not_of_form(std::string_view expected, std::string_view found) {
  std::string quoted(found.substr(0, kQuotedMax));
  if (found.size() > kQuotedMax) quoted += "…";
  return Error{ErrorCode::kInvalidArgument,
               "expected " + std::string(expected) + ", found '" + quoted + "'",
               {},
               {}};
}

Error forged(std::string message) {
  return Error{ErrorCode::kCorruption, std::move(message), {}, {}};
}

/// How many bytes follow a UTF-8 lead byte, and the smallest code point written so.
struct Lead {
  unsigned char mask;
  unsigned char bits;
  std::size_t following;
  char32_t smallest;
};
constexpr std::array kLeads = {Lead{0x80, 0x00, 0, 0}, Lead{0xE0, 0xC0, 1, 0x80},
                               Lead{0xF0, 0xE0, 2, 0x800}, Lead{0xF8, 0xF0, 3, 0x10000}};

/// Takes the first code point off `text`; empty where it isn't UTF-8.
std::optional<char32_t> take_code_point(std::string_view& text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = std::find_if(kLeads.begin(), kLeads.end(),
                                 [&](const Lead& row) { return (byte(0) & row.mask) == row.bits; });
  if (lead == kLeads.end() || text.size() <= lead->following) return std::nullopt;
  char32_t code = byte(0) & static_cast<unsigned char>(~lead->mask);
  for (std::size_t i = 1; i <= lead->following; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < lead->smallest || code > 0x10FFFF || surrogate) return std::nullopt;
  text.remove_prefix(lead->following + 1);
  return code;
}

/// Whether `text` is UTF-8 and all its code points please.
template <class Predicate>
bool all_code_points(std::string_view text, Predicate pleases) {
  while (!text.empty()) {
    const auto code = take_code_point(text);
    if (!code || !pleases(*code)) return false;
  }
  return true;
}

/// Unicode's White_Space property.
bool is_space(char32_t code) {
  constexpr std::array<char32_t, 9> kSingle = {0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                               0x2029, 0x202F, 0x205F, 0x3000};
  return (code >= 0x09 && code <= 0x0D) || (code >= 0x2000 && code <= 0x200A) ||
         std::find(kSingle.begin(), kSingle.end(), code) != kSingle.end();
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 32; shift > 0; shift -= 8)
    bytes += static_cast<char>(value >> (shift - 8) & 255U);
  return bytes;
}

std::uint32_t from_big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, kKeyIdSize))
    value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

Result<NoteSignature> parse_signature(std::string_view line) {
  const Error error = not_of_form("a signature line '— name base64'", line);
  if (line.substr(0, kSignaturePrefix.size()) != kSignaturePrefix) return error;
  const std::string_view rest = line.substr(kSignaturePrefix.size());
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos || !is_key_name(rest.substr(0, space))) return error;
  const auto bytes = from_base64(rest.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyIdSize) return error;
  return NoteSignature{std::string(rest.substr(0, space)), from_big_endian(*bytes),
                       bytes->substr(kKeyIdSize)};
}

}  // namespace

std::uint32_t key_id(const VerifierKey& key) {
  return from_big_endian(as_bytes(sha256({key.name, "\n", kEd25519Type, key.public_key})));
}

bool is_key_name(std::string_view name) {
  return !name.empty() && all_code_points(name, [](char32_t code) {
    return code >= 0x20 && code != '+' && !is_space(code);
  });
}

std::string to_string(const VerifierKey& key) {
  return key.name + "+" + hex(big_endian(key_id(key))) + "+" +
         base64(std::string(kEd25519Type) + key.public_key);
}

std::string vkey(const Signer& signer) {
  return to_string(VerifierKey{signer.origin(), signer.public_key()});
}

Result<VerifierKey> parse_vkey(std::string_view text) {
  const Error error = not_of_form("a verifier key 'name+id+base64'", text);
  const std::size_t first = text.find('+');
  const std::size_t second = text.find('+', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return error;
  const std::string_view id = text.substr(first + 1, second - first - 1);
  const auto id_bytes = from_hex(id);
  const auto bytes = from_base64(text.substr(second + 1));
  if (!is_key_name(text.substr(0, first)) || id.size() != kKeyIdDigits || !id_bytes || !bytes)
    return error;
  if (bytes->size() != 1 + kEd25519KeySize || bytes->substr(0, 1) != kEd25519Type) {
    return not_of_form("an Ed25519 key: type 1 and 32 bytes", hex(*bytes));
  }
  VerifierKey key{std::string(text.substr(0, first)), bytes->substr(1)};
  if (key_id(key) != from_big_endian(*id_bytes)) {
    return not_of_form("the key id " + hex(big_endian(key_id(key))), id);
  }
  return key;
}

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > kNoteSizeMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected a note of at most " + std::to_string(kNoteSizeMax) + " bytes, found " +
                     std::to_string(bytes.size()),
                 {},
                 {}};
  }
  const bool clean =
      all_code_points(bytes, [](char32_t code) { return code >= 0x20 || code == '\n'; });
  if (!clean) return not_of_form("a note in UTF-8 without control characters", "other bytes");
  const std::size_t split = bytes.rfind("\n\n");
  if (split == std::string_view::npos || bytes.back() != '\n' || split + 2 == bytes.size()) {
    return not_of_form("a text, an empty line and signature lines", bytes);
  }
  Note note{std::string(bytes.substr(0, split + 1)), {}};
  std::string_view rest = bytes.substr(split + 2);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    LAGRUM_ASSIGN(NoteSignature signature, parse_signature(rest.substr(0, end)));
    note.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
    if (note.signatures.size() > kNoteSignaturesMax) {
      return Error{
          ErrorCode::kOutOfRange,
          "expected at most " + std::to_string(kNoteSignaturesMax) + " signatures, found more",
          {},
          {}};
    }
  }
  return note;
}

std::string to_string(const Note& note) {
  std::string bytes = note.text + "\n";
  for (const NoteSignature& line : note.signatures) {
    bytes.append(kSignaturePrefix).append(line.name).append(" ");
    bytes.append(base64(big_endian(line.key_id) + line.signature)).append("\n");
  }
  return bytes;
}

Result<std::vector<VerifierKey>> verify_note(const Note& note,
                                             const std::vector<VerifierKey>& keys) {
  std::vector<VerifierKey> signers;
  for (const NoteSignature& line : note.signatures) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&line](const VerifierKey& candidate) {
      return candidate.name == line.name && key_id(candidate) == line.key_id;
    });
    if (key == keys.end()) continue;
    if (!ed25519_verify(key->public_key, note.text, line.signature)) {
      return forged("expected a signature by '" + key->name +
                    "' over this text, but it doesn't verify");
    }
    if (std::find(signers.begin(), signers.end(), *key) == signers.end()) signers.push_back(*key);
  }
  if (signers.empty()) {
    return forged("expected a signature by a known key, found none among " +
                  std::to_string(note.signatures.size()));
  }
  return signers;
}

Status sign_note(Note& note, const Signer& signer) {
  const VerifierKey key{signer.origin(), signer.public_key()};
  if (!is_key_name(key.name))
    return not_of_form("a log name without spaces and plus signs", key.name);
  LAGRUM_ASSIGN(std::string signature, signer.sign(note.text));
  if (!ed25519_verify(key.public_key, note.text, signature)) {
    return forged("expected the signer's answer to verify under its public key, but it doesn't");
  }
  note.signatures.push_back({key.name, key_id(key), std::move(signature)});
  return {};
}

}  // namespace lagrum::journal
