// One file of the shipped workflows is another one. Which it stands for is told by its root
// element; where that is none of theirs it stands beside them.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "lagrum/intake.h"
#include "support/findings.h"
#include "support/house.h"

namespace lagrum::fuzz {
namespace {

using test::House;

constexpr const char* kOwnName = "workflows/se/kontakt/other.xml";

struct Shipped {
  SourceFile file;
  std::string kind;  ///< namespace, root element and what it is called
};

std::string kind_of(std::string_view bytes) {
  const auto document = xml::Document::parse(bytes, "input.xml");
  if (!document) return {};
  const xml::Element root = document->root();
  return std::string(root.ns()) + "|" + std::string(root.local()) + "|" +
         root.attribute_or_empty("id") + root.attribute_or_empty("name");
}

/// The contact workflow and what it needs: small enough to be loaded often.
const std::vector<Shipped>& shipped() {
  static const std::vector<Shipped> kShipped = [] {
    std::vector<Shipped> files;
    for (SourceFile file : test::shipped_sources()) {
      const bool licence = file.name.find("/serveringstillstand/") != std::string::npos &&
                           !file.name.ends_with("decisions.dmn") &&
                           !file.name.ends_with("mapping.xml");
      if (licence) continue;
      std::string kind = kind_of(file.bytes);
      files.push_back({std::move(file), std::move(kind)});
    }
    return files;
  }();
  return kShipped;
}

/// Charts and law packs are held against each other, which takes long; other files stand without
/// them, and one that is no document at all stands alone.
bool is_needed(const Shipped& each, const std::string& kind) {
  const auto is_heavy = [](std::string_view of) {
    return of.starts_with("urn:lagrum:law:") || of.starts_with("http://www.w3.org/2005/07/scxml");
  };
  return !kind.empty() && (is_heavy(kind) || !is_heavy(each.kind));
}

}  // namespace

void take(std::string_view bytes) {
  const std::string kind = kind_of(bytes);
  std::vector<SourceFile> files;
  bool placed = false;
  for (const Shipped& each : shipped()) {
    if (!is_needed(each, kind)) continue;
    const bool here = !placed && !kind.empty() && each.kind == kind;
    files.push_back(here ? SourceFile{each.file.name, std::string(bytes)} : each.file);
    placed = placed || here;
  }
  if (!placed) files.push_back({kOwnName, std::string(bytes)});
  Diagnostics diagnostics;
  const auto workspace = Workspace::load(files, House::get().zones(), diagnostics);
  expect(workspace.has_value() || test::has_place(diagnostics), "a failed load names file and line",
         test::all_of(diagnostics));
  expect(!workspace || !diagnostics.has_errors(), "a load with errors fails",
         test::all_of(diagnostics));
  if (!workspace) return;
  for (const xml::Document& document : workspace->mappings()) {
    Diagnostics found;
    const auto mapping = intake::Mapping::load(document, found);
    expect(mapping.has_value() || test::has_place(found), "a failed load names file and line",
           test::all_of(found));
  }
}

void write_seeds() {
  std::size_t number = 0;
  for (const Shipped& each : shipped())
    write_seed("shipped-" + std::to_string(++number), each.file.bytes);
}

}  // namespace lagrum::fuzz
