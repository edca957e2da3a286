#include "archive/mets.h"

#include <array>

#include "lagrum/xml.h"

namespace lagrum::archive {
namespace {

constexpr std::string_view kMets = "http://www.loc.gov/METS/";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
/// As the schema and the rules have it; other software writes it in lower case, which is another
/// namespace.
constexpr std::string_view kCsip = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
constexpr std::string_view kProfile = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml";
constexpr std::string_view kContentType = "Case file";

/// A group of files: its use, the label of its division, the role of its files.
struct Group {
  Role role;
  std::string_view id;
  std::string_view use;
  std::string_view label;
};
constexpr std::array kGroups = std::to_array<Group>({
    {Role::kDocumentation, "group-documentation", "Documentation", "Documentation"},
    {Role::kSchema, "group-schemas", "Schemas", "Schemas"},
    {Role::kData, "group-representations", "Representations/rep1/data", "Representations"},
});

/// How a reference to metadata names its kind.
struct MetadataKind {
  Role role;
  std::string_view type;
  std::string_view other_type;
  std::string_view version;
};
constexpr std::array kMetadataKinds = std::to_array<MetadataKind>({
    {Role::kDescriptive, "OTHER", "urn:lagrum:archive:1", ""},
    {Role::kPremis, "PREMIS", "", "3.0"},
    {Role::kJournal, "OTHER", "JOURNAL", ""},
});

class MetsWriter {
 public:
  MetsWriter(const Content& content, const std::string& package_id,
             const std::vector<PackageFile>& files)
      : content_(content), package_id_(package_id), files_(files) {}

  std::string write() {
    const CaseView& view = content_.file->view;
    writer_.open("mets")
        .attribute("xmlns", kMets)
        .attribute("xmlns:csip", kCsip)
        .attribute("xmlns:xlink", kXlink)
        .attribute("OBJID", package_id_)
        .attribute("LABEL", view.number.empty() ? view.id.str() : view.number)
        .attribute("TYPE", "Other")
        .attribute("csip:OTHERTYPE", kContentType)
        .attribute("csip:CONTENTINFORMATIONTYPE", "OTHER")
        .attribute("csip:OTHERCONTENTINFORMATIONTYPE", kContentType)
        .attribute("PROFILE", kProfile);
    write_header();
    write_metadata(Role::kDescriptive, "dmdSec");
    writer_.open("amdSec");
    write_metadata(Role::kPremis, "digiprovMD");
    write_metadata(Role::kJournal, "digiprovMD");
    writer_.close();
    write_files();
    write_structure();
    return writer_.close().finish();
  }

 private:
  std::string id_of(std::size_t index) const { return "file-" + std::to_string(index + 1); }
  std::string section_of(std::size_t index) const { return "section-" + std::to_string(index + 1); }

  void write_agent(std::string_view role, const Organisation& organisation) {
    if (organisation.name.empty()) return;
    writer_.open("agent").attribute("ROLE", role).attribute("TYPE", "ORGANIZATION");
    writer_.leaf("name", organisation.name);
    if (!organisation.code.empty()) {
      writer_.open("note").attribute("csip:NOTETYPE", "IDENTIFICATIONCODE");
      writer_.text(organisation.code).close();
    }
    writer_.close();
  }

  void write_header() {
    const std::string date = to_string(content_.recorded);
    writer_.open("metsHdr")
        .attribute("CREATEDATE", date)
        .attribute("LASTMODDATE", date)
        .attribute("RECORDSTATUS", "NEW")
        .attribute("csip:OAISPACKAGETYPE", "SIP");
    writer_.open("agent")
        .attribute("ROLE", "CREATOR")
        .attribute("TYPE", "OTHER")
        .attribute("OTHERTYPE", "SOFTWARE");
    writer_.leaf("name", "Lagrum");
    writer_.open("note")
        .attribute("csip:NOTETYPE", "SOFTWARE VERSION")
        .text(LAGRUM_VERSION)
        .close();
    writer_.close();
    write_agent("ARCHIVIST", content_.options.creator);
    write_agent("CREATOR", content_.options.submitter);
    if (!content_.options.submission_agreement.empty()) {
      writer_.open("altRecordID").attribute("TYPE", "SUBMISSIONAGREEMENT");
      writer_.text(content_.options.submission_agreement).close();
    }
    writer_.close();
  }

  void write_fixity(const PackageFile& file) {
    writer_.attribute("MIMETYPE", file.media_type)
        .attribute("SIZE", std::to_string(file.bytes.size()))
        .attribute("CREATED", to_string(file.created))
        .attribute("CHECKSUM", journal::sha256_hex(file.bytes))
        .attribute("CHECKSUMTYPE", "SHA-256");
  }

  void write_reference(const PackageFile& file, const MetadataKind& kind) {
    writer_.open("mdRef")
        .attribute("LOCTYPE", "URL")
        .attribute("xlink:type", "simple")
        .attribute("xlink:href", file.path)
        .attribute("MDTYPE", kind.type);
    if (!kind.other_type.empty()) writer_.attribute("OTHERMDTYPE", kind.other_type);
    if (!kind.version.empty()) writer_.attribute("MDTYPEVERSION", kind.version);
    write_fixity(file);
    writer_.close();
  }

  void write_metadata(Role role, std::string_view element) {
    for (const MetadataKind& kind : kMetadataKinds) {
      if (kind.role != role) continue;
      for (std::size_t i = 0; i < files_.size(); ++i) {
        if (files_[i].role != role) continue;
        writer_.open(element)
            .attribute("ID", section_of(i))
            .attribute("CREATED", to_string(files_[i].created))
            .attribute("STATUS", "CURRENT");
        write_reference(files_[i], kind);
        writer_.close();
      }
    }
  }

  void write_files() {
    writer_.open("fileSec").attribute("ID", "files");
    for (const Group& group : kGroups) {
      writer_.open("fileGrp")
          .attribute("ID", group.id)
          .attribute("USE", group.use)
          .attribute("csip:CONTENTINFORMATIONTYPE", "OTHER")
          .attribute("csip:OTHERCONTENTINFORMATIONTYPE", kContentType);
      for (std::size_t i = 0; i < files_.size(); ++i) {
        if (files_[i].role != group.role) continue;
        writer_.open("file").attribute("ID", id_of(i));
        write_fixity(files_[i]);
        writer_.open("FLocat")
            .attribute("LOCTYPE", "URL")
            .attribute("xlink:type", "simple")
            .attribute("xlink:href", files_[i].path);
        if (!files_[i].title.empty()) writer_.attribute("xlink:title", files_[i].title);
        writer_.close().close();
      }
      writer_.close();
    }
    writer_.close();
  }

  /// The ids of the sections of these roles, parted by blanks.
  std::string sections(std::initializer_list<Role> roles) const {
    std::string ids;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      for (const Role role : roles) {
        if (files_[i].role == role) ids += (ids.empty() ? "" : " ") + section_of(i);
      }
    }
    return ids;
  }

  void write_structure() {
    writer_.open("structMap")
        .attribute("ID", "structure")
        .attribute("TYPE", "PHYSICAL")
        .attribute("LABEL", "CSIP");
    writer_.open("div").attribute("ID", "division").attribute("LABEL", package_id_);
    writer_.open("div")
        .attribute("ID", "division-metadata")
        .attribute("LABEL", "Metadata")
        .attribute("ADMID", sections({Role::kPremis, Role::kJournal}))
        .attribute("DMDID", sections({Role::kDescriptive}))
        .close();
    for (const Group& group : kGroups) {
      writer_.open("div")
          .attribute("ID", "division-" + std::string(group.id))
          .attribute("LABEL", group.label);
      writer_.open("fptr").attribute("FILEID", group.id).close();
      writer_.close();
    }
    writer_.close().close();
  }

  const Content& content_;
  const std::string& package_id_;
  const std::vector<PackageFile>& files_;
  xml::Writer writer_;
};

}  // namespace

std::string make_mets(const Content& content, const std::string& package_id,
                      const std::vector<PackageFile>& files) {
  return MetsWriter(content, package_id, files).write();
}

}  // namespace lagrum::archive
