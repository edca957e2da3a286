#include "support/house.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "support/memory_store.h"

namespace lagrum::test {

Result<std::string> read_source(const std::string& path) {
  std::ifstream stream(std::filesystem::path(LAGRUM_SOURCE_DIR) / path, std::ios::binary);
  if (!stream)
    return Error{ErrorCode::kNotFound, "expected a file, found none at '" + path + "'", {}, {}};
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

std::vector<std::string> workflow_files() {
  std::vector<std::string> files;
  const std::filesystem::path root(LAGRUM_SOURCE_DIR);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "workflows")) {
    if (entry.is_regular_file())
      files.push_back(entry.path().lexically_relative(root).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

namespace {

bool is_scenario(const std::string& path) { return path.find("/scenarios/") != std::string::npos; }

}  // namespace

std::vector<SourceFile> shipped_sources() {
  std::vector<SourceFile> sources;
  for (const std::string& path : workflow_files()) {
    if (Workspace::takes(path) && !is_scenario(path))
      sources.push_back({path, read_source(path).value()});
  }
  return sources;
}

std::vector<SourceFile> sources_around(const std::string& folder) {
  std::vector<SourceFile> sources = shipped_sources();
  std::erase_if(sources, [&](const SourceFile& source) {
    const bool of_law = source.name.starts_with("workflows/law/");
    const bool own = source.name.starts_with("workflows/se/" + folder + "/");
    const bool of_orders =
        source.name.ends_with(".dmn") || source.name.ends_with("/organisation.xml");
    return !of_law && !own && !of_orders;
  });
  return sources;
}

std::vector<Diagnostic> errors_of(const Diagnostics& diagnostics) {
  std::vector<Diagnostic> errors = diagnostics.all();
  std::erase_if(errors, [](const Diagnostic& each) { return each.severity != Severity::kError; });
  return errors;
}

Workspace workspace_of(const std::vector<SourceFile>& files) {
  Diagnostics diagnostics;
  Result<Workspace> made = Workspace::load(files, *calendar::system_zone_rules(), diagnostics);
  if (!made) {
    for (const Diagnostic& each : diagnostics.all()) std::cerr << to_string(each) << "\n";
    std::abort();
  }
  return *std::move(made);
}

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> scenarios = workflow_files();
  std::erase_if(scenarios, [](const std::string& path) { return !is_scenario(path); });
  return scenarios;
}

House::House() {
  zones_ = calendar::system_zone_rules();
  auto signer = journal::seed_signer("example.test/log", std::string(32, 'k'));
  signer_ = std::move(*signer);
  std::vector<SourceFile> sources;
  for (const std::string& path : workflow_files())
    sources.push_back({path, read_source(path).value()});
  Diagnostics diagnostics;
  auto workspace = Workspace::load(sources, *zones_, diagnostics);
  findings_ = diagnostics.all();
  if (workspace) workspace_ = std::make_unique<Workspace>(std::move(*workspace));
}

const House& House::get() {
  static const House house;
  return house;
}

scenario::Surroundings House::surroundings() const {
  scenario::Surroundings surroundings;
  surroundings.read = read_source;
  surroundings.new_store = []() -> Result<std::unique_ptr<Store>> {
    std::unique_ptr<Store> store = std::make_unique<MemoryStore>();
    return store;
  };
  surroundings.zones = zones_.get();
  surroundings.signer = signer_.get();
  return surroundings;
}

}  // namespace lagrum::test
