#include "archive/content.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "archive/embedded.h"
#include "lagrum/json.h"
#include "lagrum/xml.h"

namespace lagrum::archive {
namespace {

constexpr std::string_view kNamespace = "urn:lagrum:archive:1";
constexpr std::string_view kTextPlain = "text/plain";
constexpr std::size_t kIndexDigits = 12;
constexpr std::size_t kNumberDigits = 4;
constexpr std::size_t kKindSizeMax = 40;

struct Extension {
  std::string_view media_type;
  std::string_view extension;
};
constexpr std::array kExtensions = std::to_array<Extension>({
    {"application/json", "json"},
    {"application/msword", "doc"},
    {"application/pdf", "pdf"},
    {"application/rtf", "rtf"},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/xhtml+xml", "xhtml"},
    {"application/xml", "xml"},
    {"image/jpeg", "jpg"},
    {"image/png", "png"},
    {"image/tiff", "tif"},
    {"message/rfc822", "eml"},
    {"text/csv", "csv"},
    {"text/html", "html"},
    {"text/plain", "txt"},
    {"text/xml", "xml"},
});

std::string_view extension_of(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  for (const Extension& row : kExtensions) {
    if (row.media_type == media_type) return row.extension;
  }
  return "bin";
}

/// The media type where it has the form of one; METS readers look it up.
std::string sound_media_type(std::string_view text) {
  const auto sound = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
  };
  text = text.substr(0, text.find(';'));
  const std::size_t slash = text.find('/');
  const bool whole =
      slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
      std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), sound) &&
      std::all_of(text.begin() + static_cast<std::ptrdiff_t>(slash) + 1, text.end(), sound);
  return whole ? std::string(text) : "application/octet-stream";
}

std::string padded(std::uint64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// The kind in lower-case ASCII letters, digits and '-', so that it can stand in a path.
std::string path_word(std::string_view kind) {
  std::string word;
  for (const char c : kind.substr(0, kKindSizeMax)) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    word += upper ? static_cast<char>(c + ('a' - 'A')) : kept ? c : '-';
  }
  return word.empty() ? "document" : word;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

Error fault(ErrorCode code, std::string message) { return Error{code, std::move(message), {}, {}}; }

Status verify_entry(const row::Entry& entry, const std::string& text,
                    const journal::VerifierKey& key, const std::string& checkpoint) {
  const std::string name = "entry " + std::to_string(entry.index.value);
  const Result<journal::Receipt> receipt = journal::parse_receipt(text);
  if (!receipt) return fault(ErrorCode::kCorruption, name + ": " + receipt.error().message);
  if (receipt->index != entry.index) {
    return fault(ErrorCode::kCorruption, "expected the receipt of " + name + ", found that of " +
                                             std::to_string(receipt->index.value));
  }
  if (receipt->checkpoint != checkpoint) {
    return fault(ErrorCode::kCorruption,
                 name + ": expected a receipt that rests on the checkpoint");
  }
  const auto verified = journal::verify_receipt(*receipt, entry.leaf, {key});
  if (!verified) return fault(ErrorCode::kCorruption, name + ": " + verified.error().message);
  return {};
}

/// The checkpoint that all entries of the case are proved under.
Result<journal::Checkpoint> verify_entries(const CaseFile& file) {
  if (file.entries.empty()) {
    return fault(ErrorCode::kInvalidArgument, "expected a case with entries, found none");
  }
  if (file.receipts.size() != file.entries.size()) {
    return fault(ErrorCode::kInvalidArgument,
                 "expected a receipt for each of " + std::to_string(file.entries.size()) +
                     " entries, found " + std::to_string(file.receipts.size()));
  }
  LAGRUM_ASSIGN(const journal::VerifierKey key, journal::parse_vkey(file.public_key));
  LAGRUM_ASSIGN(journal::Checkpoint checkpoint, journal::verify_checkpoint(file.checkpoint, {key}));
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    LAGRUM_TRY(verify_entry(file.entries[i], file.receipts[i], key, file.checkpoint));
  }
  return checkpoint;
}

/// The newest recorded time that an act or an entry bears.
Result<Instant> newest_recorded(const CaseFile& file) {
  std::optional<Instant> newest;
  const auto take = [&newest](Instant instant) {
    if (!newest || instant > *newest) newest = instant;
  };
  for (const CaseView::ActLine& line : file.view.acts) take(line.act.recorded);
  for (const row::Entry& entry : file.entries) {
    const Result<Json> leaf = parse_json(entry.leaf);
    if (!leaf) continue;
    if (const auto recorded = parse_instant(leaf->text("recorded"))) take(*recorded);
  }
  if (newest) return *newest;
  return fault(ErrorCode::kInvalidArgument, "expected an act or an entry with a recorded time");
}

const row::Document* find_document(const CaseFile& file, const std::string& digest) {
  const auto found =
      std::find_if(file.documents.begin(), file.documents.end(),
                   [&](const row::Document& document) { return document.digest == digest; });
  return found == file.documents.end() ? nullptr : &*found;
}

/// Each document that an act names, once.
Result<std::vector<PackedDocument>> pack_documents(const CaseFile& file) {
  std::vector<PackedDocument> documents;
  std::set<std::string> seen;
  for (const CaseView::ActLine& line : file.view.acts) {
    for (const DocumentRef& reference : line.act.documents) {
      if (!seen.insert(reference.digest).second) continue;
      PackedDocument packed{reference, line.act.sequence, line.act.recorded, {}, nullptr};
      packed.stored = find_document(file, reference.digest);
      if (packed.stored != nullptr) {
        if (!journal::is_of(*packed.stored, reference)) {
          return fault(ErrorCode::kCorruption, "expected the document " + reference.digest +
                                                   ", found other bytes under that name");
        }
        packed.path = std::string(kDataFolder) + padded(documents.size() + 1, kNumberDigits) + "-" +
                      path_word(reference.kind) + "." +
                      std::string(extension_of(reference.media_type));
      }
      documents.push_back(std::move(packed));
    }
  }
  return documents;
}

void write_acts(const Content& content, xml::Writer& writer) {
  const std::vector<CaseView::ActLine>& acts = content.file->view.acts;
  writer.open("acts").attribute("count", std::to_string(acts.size()));
  if (!acts.empty()) {
    const auto [first, last] = std::minmax_element(
        acts.begin(), acts.end(), [](const CaseView::ActLine& a, const CaseView::ActLine& b) {
          return a.legal_day < b.legal_day;
        });
    writer.attribute("first-day", to_string(first->legal_day))
        .attribute("last-day", to_string(last->legal_day));
  }
  writer.attribute("recorded", to_string(content.recorded)).close();
}

std::string make_description(const Content& content) {
  const CaseView& view = content.file->view;
  xml::Writer writer;
  writer.open("case")
      .attribute("xmlns", kNamespace)
      .attribute("id", view.id.str())
      .attribute("number", view.number);
  writer.open("workflow")
      .attribute("id", view.workflow)
      .attribute("version", view.workflow_version)
      .close();
  writer.leaf("phase", view.phase);
  writer.open("parties").attribute("count", std::to_string(view.parties.size())).close();
  write_acts(content, writer);
  writer.open("journal")
      .attribute("origin", content.checkpoint.origin)
      .attribute("size", std::to_string(content.checkpoint.size))
      .attribute("entries", std::to_string(content.file->entries.size()))
      .attribute("key", content.file->public_key)
      .close();
  for (const PackedDocument& document : content.documents) {
    writer.open("document")
        .attribute("digest", document.reference.digest)
        .attribute("kind", document.reference.kind)
        .attribute("name", document.reference.name)
        .attribute("media", document.reference.media_type)
        .attribute("size", std::to_string(document.reference.size))
        .attribute("act", to_string(document.act));
    if (!document.path.empty()) writer.attribute("file", document.path);
    writer.close();
  }
  return writer.close().finish();
}

/// The text as one cell: without tabs and line breaks.
std::string cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// The acts in legal order, for people: what a clerk would keep as the case's register.
std::string make_register(const Content& content) {
  std::string text = "day\trecorded\tact\tsequence\tactor\trole\tparty\tbasis\tdocuments\tstatus\n";
  for (const CaseView::ActLine& line : content.file->view.acts) {
    std::string names;
    for (const DocumentRef& document : line.act.documents) {
      names += (names.empty() ? "" : "; ") + document.name;
    }
    const std::string status = line.superseded       ? "superseded"
                               : line.without_effect ? "without effect"
                                                     : "";
    for (const std::string& text_of_cell :
         {to_string(line.legal_day), to_string(line.act.recorded), line.act.type.str(),
          to_string(line.act.sequence), line.act.actor, line.act.role, line.act.party.str(),
          line.act.basis, names}) {
      text += cell(text_of_cell) + '\t';
    }
    text += status + '\n';
  }
  return text;
}

std::string disclosure_lines(const row::Entry& entry) {
  std::string text;
  for (const row::Disclosure& disclosure : entry.disclosures) {
    text += disclosure.digest + ' ' + disclosure.disclosure + '\n';
  }
  return text;
}

/// Digest, salt and path of each document.
std::string document_lines(const Content& content) {
  std::string text;
  for (const PackedDocument& document : content.documents) {
    if (document.stored == nullptr) continue;
    text +=
        document.reference.digest + ' ' + hex(document.stored->salt) + ' ' + document.path + '\n';
  }
  return text;
}

/// Collects files, with the package's date unless another is given.
class Files {
 public:
  explicit Files(Instant created) : created_(created) {}

  void add(std::string path, Role role, std::string_view media_type, std::string bytes) {
    files_.push_back(
        {std::move(path), role, std::string(media_type), std::move(bytes), created_, {}});
  }
  void add_journal(std::string_view name, std::string_view media_type, std::string bytes) {
    add(std::string(kJournalFolder) + std::string(name), Role::kJournal, media_type,
        std::move(bytes));
  }
  void add_document(const PackedDocument& document) {
    files_.push_back({document.path, Role::kData, sound_media_type(document.reference.media_type),
                      document.stored->bytes, document.recorded, document.reference.name});
  }

  std::vector<PackageFile> take() {
    std::sort(files_.begin(), files_.end(),
              [](const PackageFile& a, const PackageFile& b) { return a.path < b.path; });
    return std::move(files_);
  }

 private:
  Instant created_;
  std::vector<PackageFile> files_;
};

void add_journal(const Content& content, Files& files) {
  const CaseFile& file = *content.file;
  files.add_journal("log.vkey", kTextPlain, file.public_key + "\n");
  files.add_journal("checkpoint", kTextPlain, file.checkpoint);
  files.add_journal("documents.txt", kTextPlain, document_lines(content));
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    const std::string name = padded(file.entries[i].index.value, kIndexDigits);
    files.add_journal("entries/" + name + ".json", "application/json", file.entries[i].leaf);
    files.add_journal("receipts/" + name + ".tlog-proof", kTextPlain, file.receipts[i]);
    files.add_journal("disclosures/" + name + ".txt", kTextPlain,
                      disclosure_lines(file.entries[i]));
  }
}

}  // namespace

Result<Content> examine(const CaseFile& file, const PackageOptions& options) {
  Content content;
  content.file = &file;
  content.options = options;
  LAGRUM_ASSIGN(content.checkpoint, verify_entries(file));
  LAGRUM_ASSIGN(content.recorded, newest_recorded(file));
  LAGRUM_ASSIGN(content.documents, pack_documents(file));
  return content;
}

std::vector<PackageFile> make_files(const Content& content) {
  Files files(content.recorded);
  files.add("metadata/descriptive/case.xml", Role::kDescriptive, "application/xml",
            make_description(content));
  files.add("metadata/preservation/premis.xml", Role::kPremis, "application/xml",
            make_premis(content));
  files.add("documentation/readme.txt", Role::kDocumentation, kTextPlain,
            std::string(embedded_file("readme.txt")));
  files.add("documentation/verify.sh", Role::kDocumentation, "application/x-sh",
            std::string(embedded_file("verify.sh")));
  files.add("schemas/case.xsd", Role::kSchema, "application/xml",
            std::string(embedded_file("case.xsd")));
  files.add(std::string(kDataFolder) + "0000-register.tsv", Role::kData,
            "text/tab-separated-values", make_register(content));
  add_journal(content, files);
  for (const PackedDocument& document : content.documents) {
    if (document.stored != nullptr) files.add_document(document);
  }
  return files.take();
}

}  // namespace lagrum::archive
