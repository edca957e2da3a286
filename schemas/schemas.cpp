#include "lagrum/schemas.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "embedded.h"
#include "lagrum/diagnostic.h"

namespace lagrum {
namespace {

struct Compiled {
  std::once_flag once;
  std::optional<Result<xml::Schema>> schema;
};

/// `files` with the one at `index` in front, as Schema::compile wants it.
std::vector<xml::Schema::File> with_front(std::vector<xml::Schema::File> files, std::size_t index) {
  std::swap(files.front(), files[index]);
  return files;
}

Error unknown_namespace(std::string_view found) {
  std::vector<std::string> known;
  for (const internal::EmbeddedSchema& schema : internal::embedded_schemas()) {
    if (schema.ns.starts_with("urn:")) known.emplace_back(schema.ns);
  }
  return Error{ErrorCode::kNotFound,
               "expected a root element in a namespace of this release, found '" +
                   std::string(found) + "'" + suggestion(found, known),
               {},
               {}};
}

}  // namespace

const std::vector<xml::Schema::File>& schema_files() {
  static const std::vector<xml::Schema::File> kFiles = [] {
    std::vector<xml::Schema::File> files;
    for (const internal::EmbeddedSchema& schema : internal::embedded_schemas()) {
      files.push_back({.name = std::string(schema.name), .bytes = std::string(schema.bytes)});
    }
    return files;
  }();
  return kFiles;
}

Result<const xml::Schema*> schema_for(std::string_view root_namespace) {
  const std::vector<internal::EmbeddedSchema>& embedded = internal::embedded_schemas();
  const auto found = std::ranges::find(embedded, root_namespace, &internal::EmbeddedSchema::ns);
  if (root_namespace.empty() || found == embedded.end()) return unknown_namespace(root_namespace);
  const auto index = static_cast<std::size_t>(found - embedded.begin());

  static std::deque<Compiled> compiled(embedded.size());
  Compiled& entry = compiled[index];
  std::call_once(entry.once,
                 [&] { entry.schema = xml::Schema::compile(with_front(schema_files(), index)); });
  if (!entry.schema->has_value()) return entry.schema->error();
  return &entry.schema->value();
}

}  // namespace lagrum
