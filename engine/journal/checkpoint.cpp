#include "journal/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "base/crypto.h"
#include "base/malformed.h"
#include "journal/note.h"
#include "journal/tree.h"

namespace lagrum::journal {
namespace {

/// Takes the first line, without its newline, off `text`; empty when there is no whole line.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Status check_root(std::uint64_t size, std::string_view root) {
  if (root.size() != empty_root().size()) return malformed("expected a root of 32 bytes in base64");
  if (size == 0 && root != as_bytes(empty_root())) {
    return malformed("expected the root of the empty log for size 0, found another");
  }
  return {};
}

}  // namespace

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         base64(checkpoint.root) + "\n";
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  const auto origin = take_line(text);
  const auto size_line = take_line(text);
  const auto root_line = take_line(text);
  if (!origin || !size_line || !root_line) {
    return malformed("expected a checkpoint's three lines: origin, size and root");
  }
  if (origin->empty())
    return malformed("expected the log's name in the first line, found it empty");
  const auto size = parse_decimal(*size_line);
  if (!size) return malformed("expected the number of entries in the second line");
  const auto root = from_base64(*root_line);
  if (!root) return malformed("expected a root of 32 bytes in base64");
  LAGRUM_TRY(check_root(*size, *root));
  while (!text.empty()) {
    const auto extension = take_line(text);
    if (!extension || extension->empty())
      return malformed("expected no empty line in a checkpoint");
  }
  return Checkpoint{std::string(*origin), *size, *root};
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  LAGRUM_ASSIGN(const Note note, parse_note(text));
  return parse_checkpoint_text(note.text);
}

Result<Checkpoint> verify_checkpoint(std::string_view text, const std::vector<VerifierKey>& keys) {
  LAGRUM_ASSIGN(const Note note, parse_note(text));
  LAGRUM_ASSIGN(const std::vector<VerifierKey> signers, verify_note(note, keys));
  LAGRUM_ASSIGN(Checkpoint checkpoint, parse_checkpoint_text(note.text));
  // A witness that signed alone must not stand in for the log itself.
  const bool by_log =
      std::any_of(signers.begin(), signers.end(),
                  [&checkpoint](const VerifierKey& key) { return key.name == checkpoint.origin; });
  if (by_log) return checkpoint;
  return Error{ErrorCode::kCorruption,
               "expected a signature by the log '" + checkpoint.origin + "' itself, found none",
               {},
               {}};
}

Result<std::string> sign_checkpoint(std::uint64_t size, std::string_view root,
                                    const Signer& signer) {
  LAGRUM_TRY(check_root(size, root));
  Note note{checkpoint_text({signer.origin(), size, std::string(root)}), {}};
  LAGRUM_TRY(sign_note(note, signer));
  return to_string(note);
}

Result<std::string> add_signature(std::string_view note, const Signer& signer) {
  LAGRUM_ASSIGN(Note parsed, parse_note(note));
  LAGRUM_TRY(sign_note(parsed, signer));
  return to_string(parsed);
}

}  // namespace lagrum::journal
