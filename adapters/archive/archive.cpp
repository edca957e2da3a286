#include "archive/archive.h"

#include <algorithm>

#include "archive/content.h"
#include "archive/folder.h"
#include "archive/mets.h"

namespace lagrum::archive {
namespace {

constexpr std::size_t kNameSizeMax = 100;

bool is_sound_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameSizeMax && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

/// A line for each file: checksum, two blanks, path, as sha256sum writes it.
std::string make_manifest(const std::vector<PackageFile>& files) {
  std::string text;
  for (const PackageFile& file : files) {
    text += journal::sha256_hex(file.bytes) + "  " + file.path + '\n';
  }
  return text;
}

}  // namespace

Result<std::string> write_package(const CaseFile& file, const std::filesystem::path& folder,
                                  const PackageOptions& options) {
  const std::string name = folder.filename().string();
  if (!is_sound_name(name)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a package name of 1 to 100 letters, digits, '.', '_' and '-', found '" +
                     name + "'",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(const Content content, examine(file, options));
  std::vector<PackageFile> files = make_files(content);
  // 'M' sorts before every path of ours, so that the list stays in order.
  files.insert(files.begin(), PackageFile{"METS.xml",
                                          Role::kDescriptive,
                                          "application/xml",
                                          make_mets(content, name, files),
                                          content.recorded,
                                          {}});
  const std::string manifest = make_manifest(files);
  files.push_back(PackageFile{
      "manifest-sha256.txt", Role::kDocumentation, "text/plain", manifest, content.recorded, {}});
  LAGRUM_TRY(write_folder(folder, files));
  return journal::sha256_hex(manifest);
}

}  // namespace lagrum::archive
