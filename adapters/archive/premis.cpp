#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "archive/content.h"
#include "lagrum/xml.h"

namespace lagrum::archive {
namespace {

constexpr std::string_view kPremis = "http://www.loc.gov/premis/v3";
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view kEngine = "engine";

/// Writes <NAME><NAMEType>…</NAMEType><NAMEValue>…</NAMEValue>, without the closing tag of NAME.
xml::Writer& open_identifier(xml::Writer& writer, const std::string& name, std::string_view type,
                             std::string_view value) {
  return writer.open(name).leaf(name + "Type", type).leaf(name + "Value", value);
}

void identifier(xml::Writer& writer, const std::string& name, std::string_view type,
                std::string_view value) {
  open_identifier(writer, name, type, value).close();
}

std::string agent_of(const Act& act) {
  if (!act.by_norm.empty() || act.actor.empty()) return std::string(kEngine);
  return act.actor;
}

void write_case(const Content& content, xml::Writer& writer) {
  writer.open("object").attribute("xsi:type", "intellectualEntity");
  identifier(writer, "objectIdentifier", "case", content.file->view.id.str());
  writer.close();
}

void write_document(const PackedDocument& document, xml::Writer& writer) {
  writer.open("object").attribute("xsi:type", "file");
  identifier(writer, "objectIdentifier", "path", document.path);
  identifier(writer, "objectIdentifier", "digest", document.reference.digest);
  writer.open("objectCharacteristics");
  writer.open("fixity")
      .leaf("messageDigestAlgorithm", "SHA-256")
      .leaf("messageDigest", journal::sha256_hex(document.stored->bytes))
      .close();
  writer.leaf("size", std::to_string(document.stored->bytes.size()));
  writer.open("format").open("formatDesignation");
  writer.leaf("formatName", document.reference.media_type).close().close();
  writer.close();
  if (!document.reference.name.empty()) writer.leaf("originalName", document.reference.name);
  writer.close();
}

std::string detail_of(const CaseView::ActLine& line) {
  std::string detail = "legal day " + to_string(line.legal_day);
  const auto add = [&detail](std::string_view word, const std::string& value) {
    if (!value.empty()) detail += "; " + std::string(word) + " " + value;
  };
  add("recorded", to_string(line.act.recorded));
  add("basis", line.act.basis);
  add("by norm", line.act.by_norm);
  add("channel", line.act.channel);
  add("regarding", line.act.regarding);
  if (line.act.outside) detail += "; recorded afterwards";
  return detail;
}

std::string_view outcome_of(const CaseView::ActLine& line) {
  if (line.superseded) return "superseded";
  return line.without_effect ? "without effect" : "in force";
}

void write_event(const Content& content, const CaseView::ActLine& line, xml::Writer& writer) {
  const Act& act = line.act;
  writer.open("event");
  identifier(writer, "eventIdentifier", "sequence", to_string(act.sequence));
  writer.leaf("eventType", act.type.str());
  writer.leaf("eventDateTime", to_string(act.legal));
  writer.open("eventDetailInformation").leaf("eventDetail", detail_of(line)).close();
  writer.open("eventOutcomeInformation").leaf("eventOutcome", outcome_of(line)).close();
  open_identifier(writer, "linkingAgentIdentifier", "actor", agent_of(act));
  if (!act.role.empty()) writer.leaf("linkingAgentRole", act.role);
  writer.close();
  identifier(writer, "linkingObjectIdentifier", "case", content.file->view.id.str());
  for (const DocumentRef& reference : act.documents) {
    const auto kept = std::find_if(
        content.documents.begin(), content.documents.end(), [&](const PackedDocument& document) {
          return document.stored != nullptr && document.reference.digest == reference.digest;
        });
    if (kept == content.documents.end()) continue;
    identifier(writer, "linkingObjectIdentifier", "path", kept->path);
  }
  writer.close();
}

void write_agents(const Content& content, xml::Writer& writer) {
  std::set<std::string> agents;
  for (const CaseView::ActLine& line : content.file->view.acts) agents.insert(agent_of(line.act));
  for (const std::string& agent : agents) {
    writer.open("agent");
    identifier(writer, "agentIdentifier", "actor", agent);
    if (agent == kEngine) {
      writer.leaf("agentName", "Lagrum").leaf("agentType", "software");
    }
    writer.close();
  }
}

/// One statement for each citation that acts rest on, with the acts that do.
void write_rights(const Content& content, xml::Writer& writer) {
  std::map<std::string, std::string> acts_by_basis;
  for (const CaseView::ActLine& line : content.file->view.acts) {
    if (line.act.basis.empty()) continue;
    std::string& acts = acts_by_basis[line.act.basis];
    acts += (acts.empty() ? "" : " ") + to_string(line.act.sequence);
  }
  const std::string& jurisdiction = content.options.jurisdiction;
  std::size_t number = 0;
  for (const auto& [basis, acts] : acts_by_basis) {
    writer.open("rights").open("rightsStatement");
    identifier(writer, "rightsStatementIdentifier", "basis", std::to_string(++number));
    writer.leaf("rightsBasis", "statute");
    writer.open("statuteInformation")
        .leaf("statuteJurisdiction", jurisdiction.empty() ? "not stated" : jurisdiction)
        .leaf("statuteCitation", basis)
        .leaf("statuteNote", "basis of the events " + acts)
        .close();
    identifier(writer, "linkingObjectIdentifier", "case", content.file->view.id.str());
    writer.close().close();
  }
}

}  // namespace

std::string make_premis(const Content& content) {
  xml::Writer writer;
  writer.open("premis")
      .attribute("xmlns", kPremis)
      .attribute("xmlns:xsi", kInstance)
      .attribute("version", "3.0");
  write_case(content, writer);
  for (const PackedDocument& document : content.documents) {
    if (document.stored != nullptr) write_document(document, writer);
  }
  for (const CaseView::ActLine& line : content.file->view.acts) write_event(content, line, writer);
  write_agents(content, writer);
  write_rights(content, writer);
  return writer.close().finish();
}

}  // namespace lagrum::archive
