#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>

#include "lagrum/xml.h"
#include "message/drop_folder.h"
#include "message/message.h"

namespace lagrum::messages {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKindSizeMax = 40;
constexpr int kSameNameMax = 1000;
const std::vector<std::string>& receipt_attributes() {
  static const std::vector<std::string> kNames = {"message", "received-on", "evidence"};
  return kNames;
}

Error fault(ErrorCode code, std::string message, Position position) {
  return Error{code, std::move(message), std::move(position), {}};
}

/// A finding about the receipt's content.
Error bad(std::string message, Position position) {
  return fault(ErrorCode::kInvalidArgument, std::move(message), std::move(position));
}

Result<xml::Document> parse_root(const std::string& bytes, const std::string& name,
                                 std::string_view root) {
  LAGRUM_ASSIGN(xml::Document document, xml::Document::parse(bytes, name));
  if (document.root().is(kNamespace, root)) return document;
  return bad("expected the element '" + std::string(root) + "' of " + std::string(kNamespace) +
                 ", found '" + std::string(document.root().local()) + "' of '" +
                 std::string(document.root().ns()) + "'",
             document.root().position());
}

/// The attribute, which must be there and not empty.
Result<std::string> required(const xml::Element& element, std::string_view name) {
  const std::string value = element.attribute_or_empty(name);
  if (!value.empty()) return value;
  return bad("expected the attribute '" + std::string(name) + "', found none",
             element.attribute_position(name));
}

Status check_attributes(const xml::Element& root) {
  for (const xml::Attribute& attribute : root.attributes()) {
    const std::string name(attribute.local);
    const auto& known = receipt_attributes();
    if (!attribute.ns.empty() || std::find(known.begin(), known.end(), name) != known.end())
      continue;
    return bad("expected message, received-on and evidence, found the attribute '" + name + "'" +
                   suggestion(name, known),
               attribute.position);
  }
  return {};
}

Result<std::string> evidence_kind(const xml::Element& root) {
  LAGRUM_ASSIGN(std::string kind, required(root, "evidence"));
  const bool sound =
      kind.size() <= kKindSizeMax && std::all_of(kind.begin(), kind.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (sound) return kind;
  return bad("expected a word of at most 40 small letters, digits and '-', found '" + kind + "'",
             root.attribute_position("evidence"));
}

/// What we noted when the message was sent.
struct Sent {
  Evidence evidence;  ///< without what the carrier says
  Instant created;
};

Result<Sent> read_sent(const fs::path& folder, const std::string& id) {
  const std::string name = id + ".xml";
  LAGRUM_ASSIGN(const std::string bytes,
                read_plain_file(folder / kSentFolder / name, kReceiptBytesMax));
  LAGRUM_ASSIGN(const xml::Document document, parse_root(bytes, name, "message"));
  const xml::Element root = document.root();
  Sent sent;
  sent.evidence.message = id;
  sent.evidence.case_id = CaseId(root.attribute_or_empty("case"));
  sent.evidence.party = PartyId(root.attribute_or_empty("party"));
  sent.evidence.act = ActType(root.attribute_or_empty("act"));
  const std::string sequence = root.attribute_or_empty("sequence");
  std::from_chars(sequence.data(), sequence.data() + sequence.size(), sent.evidence.sequence.value);
  sent.evidence.document_kind = root.child(kNamespace, "document").attribute_or_empty("kind");
  LAGRUM_ASSIGN(sent.created, parse_instant(root.attribute_or_empty("created")));
  return sent;
}

/// The day of reception; not before the message was made, in whatever zone it was received.
Result<Date> received_on(const xml::Element& root, Instant created) {
  LAGRUM_ASSIGN(const std::string text, required(root, "received-on"));
  Result<Date> day = parse_date(text);
  if (!day) return bad(day.error().message, root.attribute_position("received-on"));
  const Date first = std::chrono::floor<std::chrono::days>(created) - std::chrono::days(1);
  if (*day >= first) return day;
  return bad("expected a day on or after " + to_string(first) +
                 ", since the message did not exist before, found " + text,
             root.attribute_position("received-on"));
}

Result<Evidence> read_receipt(const fs::path& folder, const std::string& name) {
  const std::string id = name.substr(0, name.size() - kReceiptEnding.size());
  if (!is_sound_id(id)) {
    return bad("expected a file named for a message, found '" + name + "'", Position{name, 0, 0});
  }
  LAGRUM_ASSIGN(const std::string bytes, read_plain_file(folder / name, kReceiptBytesMax));
  LAGRUM_ASSIGN(const xml::Document document, parse_root(bytes, name, "receipt"));
  const xml::Element root = document.root();
  LAGRUM_TRY(check_attributes(root));
  LAGRUM_ASSIGN(const std::string message, required(root, "message"));
  if (message != id) {
    return bad(
        "expected the message '" + id + "' that the file is named for, found '" + message + "'",
        root.attribute_position("message"));
  }
  Result<Sent> sent = read_sent(folder, id);
  if (!sent && sent.error().code == ErrorCode::kNotFound) {
    return bad("expected a message that was sent from here, found '" + id + "'",
               root.attribute_position("message"));
  }
  if (!sent) return sent.error();
  LAGRUM_ASSIGN(sent->evidence.received_on, received_on(root, sent->created));
  LAGRUM_ASSIGN(sent->evidence.kind, evidence_kind(root));
  return std::move(sent->evidence);
}

/// A name in `folder` that is not taken: "a.receipt.xml", "a.receipt.xml.2", …
fs::path free_name(const fs::path& folder, const std::string& name) {
  fs::path path = folder / name;
  std::error_code ignored;
  for (int number = 2; number < kSameNameMax && fs::exists(fs::symlink_status(path, ignored));
       ++number) {
    path = folder / (name + "." + std::to_string(number));
  }
  return path;
}

Status move_to(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) {
    return fault(ErrorCode::kUnavailable, "expected to move the receipt, found: " + error.message(),
                 Position{from.string(), 0, 0});
  }
  LAGRUM_TRY(sync_folder(to.parent_path()));
  return sync_folder(from.parent_path());
}

Status refuse(const fs::path& folder, const std::string& name, const Error& error) {
  const fs::path refused = folder / kRefusedFolder;
  LAGRUM_TRY(make_folder(refused));
  const fs::path target = free_name(refused, name);
  LAGRUM_TRY(write_atomically(target.string() + ".txt", to_string(error) + "\n"));
  return move_to(folder / name, target);
}

Result<std::vector<std::string>> receipt_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::string name = at->path().filename().string();
    if (name.ends_with(kReceiptEnding) && !name.starts_with('.')) names.push_back(std::move(name));
  }
  if (error) {
    return fault(ErrorCode::kUnavailable, "expected to list the folder, found: " + error.message(),
                 Position{folder.string(), 0, 0});
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<std::vector<Evidence>> collect(const fs::path& folder, Diagnostics& diagnostics) {
  LAGRUM_TRY(check_folder(folder));
  LAGRUM_ASSIGN(const std::vector<std::string> names, receipt_names(folder));
  std::vector<Evidence> collected;
  for (const std::string& name : names) {
    Result<Evidence> evidence = read_receipt(folder, name);
    if (evidence) {
      collected.push_back(std::move(evidence).value());
      continue;
    }
    if (evidence.error().code == ErrorCode::kUnavailable) return evidence.error();
    diagnostics.error("receipt", evidence.error().source, evidence.error().message);
    LAGRUM_TRY(refuse(folder, name, evidence.error()));
  }
  return collected;
}

Result<std::vector<Evidence>> collect(const fs::path& folder) {
  Diagnostics left_to_people;
  return collect(folder, left_to_people);
}

Status settle(const fs::path& folder, const Evidence& evidence) {
  if (!is_sound_id(evidence.message)) {
    return bad("expected the id of a message, found '" + evidence.message + "'", {});
  }
  const std::string name = evidence.message + std::string(kReceiptEnding);
  std::error_code ignored;
  if (!fs::exists(folder / name, ignored)) return {};
  const fs::path settled = folder / kSettledFolder;
  LAGRUM_TRY(make_folder(settled));
  return move_to(folder / name, free_name(settled, name));
}

}  // namespace lagrum::messages
