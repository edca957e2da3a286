#include "eservice/eservice.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

namespace lagrum::eservice {
namespace {

constexpr std::size_t kPrologBytes = 1024;

/// True for a page of HTML, which the platform sends in place of a file when something went wrong.
bool looks_like_html(std::string_view bytes) {
  std::string start(bytes.substr(0, kPrologBytes));
  std::transform(start.begin(), start.end(), start.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return start.find("<!doctype html") != std::string::npos ||
         start.find("<html") != std::string::npos;
}

Result<xml::Document> parse(std::string_view bytes, const std::string& file_name) {
  Result<xml::Document> document = xml::Document::parse(bytes, file_name);
  if (document || !looks_like_html(bytes)) return document;
  return Error{ErrorCode::kInvalidArgument,
               "expected a file of the e-service, found an HTML page, as the platform sends "
               "instead of an error",
               Position{file_name, 1, 1},
               {}};
}

/// The one mapping that takes the file, or null.
Result<const intake::Mapping*> choose(const xml::Document& document,
                                      std::span<const intake::Mapping> mappings) {
  const intake::Mapping* chosen = nullptr;
  for (const intake::Mapping& mapping : mappings) {
    if (!mapping.takes(document)) continue;
    if (chosen != nullptr) {
      return Error{
          ErrorCode::kConflict,
          "expected one mapping for this file, found " + chosen->id() + " and " + mapping.id(),
          document.root().position(),
          {}};
    }
    chosen = &mapping;
  }
  return chosen;
}

}  // namespace

Result<Arrival> receive(std::string_view bytes, std::string file_name, Instant received,
                        std::span<const intake::Mapping> mappings, const GeneralWorkflow& general,
                        Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const xml::Document document, parse(bytes, file_name));
  LAGRUM_ASSIGN(const intake::Mapping* const mapping, choose(document, mappings));
  Arrival arrival{received, std::string(kChannel), general.workflow,  {},
                  {},       std::move(file_name),  "application/xml", std::string(bytes)};
  std::optional<Error> fault;
  if (mapping != nullptr) {
    Result<intake::Mapped> mapped = mapping->apply(document, diagnostics);
    if (mapped) {
      arrival.workflow = WorkflowId(mapping->workflow());
      arrival.mapping = mapping->id() + "@" + mapping->version();
      arrival.mapped = std::move(mapped).value();
      return arrival;
    }
    fault = mapped.error();
  }
  Result<intake::Mapped> contact = intake::general_contact(document);
  if (!contact) return fault ? *fault : contact.error();
  arrival.mapped = std::move(contact).value();
  arrival.mapped.event_first = general.event_first;
  arrival.mapped.event_again = general.event_again;
  return arrival;
}

Result<Arrival> receive_file(const std::string& path, Instant received,
                             std::span<const intake::Mapping> mappings,
                             const GeneralWorkflow& general, Diagnostics& diagnostics) {
  // One byte more than the bound is enough for the gate to refuse the file.
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{
        ErrorCode::kNotFound, "expected a readable file, found none", Position{path, 0, 0}, {}};
  std::string bytes(xml::Limits{}.bytes_max + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return receive(bytes, std::filesystem::path(path).filename().string(), received, mappings,
                 general, diagnostics);
}

std::string matter_of(const Arrival& arrival) {
  if (arrival.mapped.identity.empty()) return {};
  const std::string mapping = arrival.mapping.substr(0, arrival.mapping.find('@'));
  return mapping + "|" + arrival.workflow.str() + "|" + arrival.mapped.identity;
}

Command to_command(const Arrival& arrival, CaseId case_id) {
  const bool first = case_id.empty();
  Command command;
  if (first) command.matter = matter_of(arrival);
  command.case_id = std::move(case_id);
  command.workflow = arrival.workflow;
  command.origin = Origin::kArrival;
  command.who = "party";
  command.event = first ? arrival.mapped.event_first : arrival.mapped.event_again;
  command.data = intake::event_data(arrival.mapped, first);
  command.documents = {
      NewDocument{std::string(kFileKind), arrival.file_name, arrival.media_type, arrival.bytes}};
  command.channel = arrival.channel;
  command.now = arrival.received;
  return command;
}

}  // namespace lagrum::eservice
