#include <algorithm>
#include <array>
#include <optional>

#include "lagrum/journal.h"
#include "lagrum/json.h"
#include "lagrum/xml.h"
#include "message/drop_folder.h"
#include "message/message.h"

namespace lagrum::messages {
namespace {

namespace fs = std::filesystem;

struct Extension {
  std::string_view media_type;
  std::string_view extension;
};
/// A document that is XML itself gets an ending that no manifest has.
constexpr std::array kExtensions = std::to_array<Extension>({
    {"application/json", "json"},
    {"application/pdf", "pdf"},
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/xhtml+xml", "xhtml"},
    {"application/xml", "document.xml"},
    {"image/jpeg", "jpg"},
    {"image/png", "png"},
    {"text/html", "html"},
    {"text/plain", "txt"},
    {"text/xml", "document.xml"},
});

std::string_view extension_of(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  for (const Extension& row : kExtensions) {
    if (row.media_type == media_type) return row.extension;
  }
  return "bin";
}

/// Members of an item's body that must be text and not empty.
constexpr std::array<std::string_view, 6> kRequired = {"case", "act",   "party",
                                                       "kind", "media", "digest"};

Error fault(ErrorCode code, std::string message) { return Error{code, std::move(message), {}, {}}; }

Result<Json> parse_body(const row::Outgoing& item) {
  if (!is_sound_id(item.id)) {
    return fault(ErrorCode::kInvalidArgument,
                 "expected an id of 1 to 128 letters, digits, '.', '_' and '-'");
  }
  LAGRUM_ASSIGN(Json body, parse_json(item.body));
  for (const std::string_view name : kRequired) {
    if (body.text(name).empty()) {
      return fault(ErrorCode::kInvalidArgument,
                   "expected text in the member '" + std::string(name) + "', found none");
    }
  }
  if (body.text("case") != item.case_id.str()) {
    return fault(ErrorCode::kInvalidArgument, "expected a message of the case '" +
                                                  item.case_id.str() + "', found '" +
                                                  body.text("case") + "'");
  }
  return body;
}

/// The document's bytes; the unit of work is gone when this returns.
Result<row::Document> read_document(Store& store, const std::string& digest) {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, store.begin());
  LAGRUM_ASSIGN(std::optional<row::Document> document, unit->document(digest));
  if (document) return std::move(*document);
  return fault(ErrorCode::kNotFound, "expected the document " + digest + ", found none");
}

std::string make_manifest(const row::Outgoing& item, const Json& body,
                          const row::Document& document, const std::string& document_file) {
  xml::Writer writer;
  writer.open("message")
      .attribute("xmlns", kNamespace)
      .attribute("id", item.id)
      .attribute("case", body.text("case"))
      .attribute("number", body.text("number"))
      .attribute("party", body.text("party"))
      .attribute("act", body.text("act"))
      .attribute("sequence", std::to_string(body.number("sequence")))
      .attribute("created", to_string(item.created));
  writer.open("document")
      .attribute("file", document_file)
      .attribute("kind", body.text("kind"))
      .attribute("name", body.text("name"))
      .attribute("media", body.text("media"))
      .attribute("size", std::to_string(document.bytes.size()))
      .attribute("sha256", journal::sha256_hex(document.bytes))
      .attribute("digest", document.digest)
      .close();
  return writer.close().finish();
}

Status write_item(Store& store, const row::Outgoing& item, const fs::path& folder) {
  LAGRUM_ASSIGN(const Json body, parse_body(item));
  LAGRUM_ASSIGN(const row::Document document, read_document(store, body.text("digest")));
  const std::string file = item.id + "." + std::string(extension_of(body.text("media")));
  const std::string manifest = make_manifest(item, body, document, file);
  // Our own copy comes first: a receipt may arrive as soon as the manifest is seen.
  const fs::path sent = folder / kSentFolder;
  LAGRUM_TRY(write_atomically(sent / (item.id + ".xml"), manifest));
  LAGRUM_TRY(sync_folder(sent));
  LAGRUM_TRY(write_atomically(folder / file, document.bytes));
  LAGRUM_TRY(write_atomically(folder / (item.id + ".xml"), manifest));
  return sync_folder(folder);
}

bool is_fault_of_item(const Error& error) {
  return error.code == ErrorCode::kInvalidArgument || error.code == ErrorCode::kNotFound ||
         error.code == ErrorCode::kOutOfRange;
}

}  // namespace

Result<std::size_t> deliver(Store& store, const fs::path& folder) {
  LAGRUM_TRY(check_folder(folder));
  LAGRUM_TRY(make_folder(folder / kSentFolder));
  LAGRUM_ASSIGN(const std::vector<row::Outgoing> items, store.outgoing(kItemsMax));
  std::size_t count = 0;
  std::optional<Error> first;
  for (const row::Outgoing& item : items) {
    if (item.channel != kChannel) continue;
    if (const Status written = write_item(store, item, folder); !written) {
      if (!is_fault_of_item(written.error())) return written.error();
      if (!first) {
        first = written.error();
        first->message = "outgoing item " + std::to_string(item.sequence) + ": " + first->message;
      }
      continue;
    }
    LAGRUM_TRY(store.delivered(item.sequence));
    ++count;
  }
  if (!first) return count;
  first->message += " (" + std::to_string(count) + " others were delivered)";
  return *first;
}

}  // namespace lagrum::messages
