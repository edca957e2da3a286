#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lagrum/xml.h"

/// The files of a workspace: what each is, and where it lies as another one says.
namespace lagrum::cases {

inline constexpr std::string_view kScenarioNamespace = "urn:lagrum:scenario:1";

/// What kind of document a root element opens.
enum class FileKind : std::uint8_t {
  kCalendar,
  kPack,
  kWorkflow,
  kDecisions,
  kText,
  kOrganisation,
  kMapping,
  kLogMapping,
  kMigration,
  kScenario,
  kVerdicts,
  kOther
};
FileKind kind_of(const xml::Element& root);

/// What to say of a root that is none of these: what was expected, found and perhaps meant.
std::string unknown_root(const xml::Element& root);

/// The folder part of a path with its '/', or empty.
std::string folder_of(std::string_view path);
/// `relative` as seen from the file `base`, with "." and ".." resolved.
std::string resolve_path(std::string_view base, std::string_view relative);

}  // namespace lagrum::cases
