#include "cases/files.h"

#include <array>
#include <sstream>
#include <vector>

#include "base/words.h"
#include "cases/letter.h"
#include "cases/organisation.h"
#include "lagrum/audit.h"
#include "lagrum/diagnostic.h"
#include "lagrum/intake.h"
#include "lagrum/review.h"
#include "law/law.h"
#include "statechart/chart.h"
#include "statechart/migration.h"

namespace lagrum::cases {
namespace {

using review::kVerdictsNamespace;
constexpr std::string_view kCalendarNamespace = "urn:lagrum:calendar:1";
constexpr std::string_view kDmnNamespacePrefix = "https://www.omg.org/spec/DMN/";

struct KnownRoot {
  std::string_view ns;
  std::string_view local;
  FileKind kind;
};
constexpr std::array<KnownRoot, 11> kKnownRoots = {
    {{kCalendarNamespace, "calendar", FileKind::kCalendar},
     {law::kLawNamespace, "law-pack", FileKind::kPack},
     {statechart::kScxmlNamespace, "scxml", FileKind::kWorkflow},
     {kTextNamespace, "text", FileKind::kText},
     {kOrganisationNamespace, "organisation", FileKind::kOrganisation},
     {intake::kMappingNamespace, "mapping", FileKind::kMapping},
     {audit::kLogMappingNamespace, "log-mapping", FileKind::kLogMapping},
     {statechart::kMigrationNamespace, "migration", FileKind::kMigration},
     {kScenarioNamespace, "scenario", FileKind::kScenario},
     {kVerdictsNamespace, "verdicts", FileKind::kVerdicts},
     {kDmnNamespacePrefix, "definitions", FileKind::kDecisions}}};

}  // namespace

FileKind kind_of(const xml::Element& root) {
  for (const KnownRoot& known : kKnownRoots) {
    const bool versioned =
        known.kind == FileKind::kDecisions && root.ns().starts_with(kDmnNamespacePrefix);
    if (root.local() == known.local && (versioned || root.ns() == known.ns)) return known.kind;
  }
  return FileKind::kOther;
}

std::string unknown_root(const xml::Element& root) {
  std::vector<std::string> names;
  std::string hint;
  for (const KnownRoot& known : kKnownRoots) {
    names.emplace_back(known.local);
    if (known.local == root.local() && hint.empty())
      hint = " (the element of this name is of '" + std::string(known.ns) + "')";
  }
  if (hint.empty()) hint = suggestion(root.local(), names);
  return "expected one of the roots " + comma_list(names) +
         ", or a file that a mapping takes or a scenario brings, found '" +
         std::string(root.local()) + "' of namespace '" + std::string(root.ns()) + "'" + hint;
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

std::string resolve_path(std::string_view base, std::string_view relative) {
  std::vector<std::string> parts;
  std::istringstream stream(folder_of(base) + std::string(relative));
  for (std::string part; std::getline(stream, part, '/');) {
    if (part == "..") {
      if (!parts.empty() && parts.back() != "..") {
        parts.pop_back();
        continue;
      }
    }
    if (part != "." && !(part.empty() && !parts.empty())) parts.push_back(part);
  }
  std::string path;
  for (const std::string& part : parts)
    path += (path.empty() && &part == &parts.front() ? "" : "/") + part;
  return path;
}

}  // namespace lagrum::cases
