#include "cli/stage.h"

#include <cstdlib>

#include "files/files.h"
#include "sqlite/sqlite_store.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

scenario::Report unreadable(const Error& error, const Diagnostics& diagnostics) {
  scenario::Report report;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::kError)
      report.failures.push_back({diagnostic.source, diagnostic.message});
  }
  if (report.failures.empty()) report.failures.push_back({error.source, error.message});
  return report;
}

}  // namespace

Scratch::Scratch() : folder_((fs::temp_directory_path() / "lagrum-XXXXXX").string()) {
  made_ = ::mkdtemp(folder_.data()) != nullptr;
}

Scratch::~Scratch() {
  std::error_code ignored;
  if (made_) fs::remove_all(folder_, ignored);
}

Status Scratch::made() const {
  if (made_) return {};
  return Error{ErrorCode::kUnavailable,
               "expected a folder for temporary files, found none at '" + folder_ + "'",
               {},
               {}};
}

fs::path Scratch::file(std::size_t number) const {
  return fs::path(folder_) / (std::to_string(number) + ".sqlite");
}

Result<std::unique_ptr<Signer>> throwaway_signer() {
  return journal::seed_signer("scenario.example/log", std::string(32, 's'));
}

scenario::Surroundings surroundings_of(House& house, const Scratch& scratch, const Signer& signer,
                                       bool kept) {
  scenario::Surroundings surroundings;
  surroundings.read = [](const std::string& path) { return files::read(path); };
  surroundings.new_store = [&house, &scratch, kept,
                            stores = std::size_t{0}]() mutable -> Result<std::unique_ptr<Store>> {
    const fs::path file =
        kept ? fs::path(house.options().data) / "store.sqlite" : scratch.file(++stores);
    LAGRUM_ASSIGN(std::unique_ptr<SqliteStore> store, SqliteStore::open(file.string(), {}));
    return std::unique_ptr<Store>(std::move(store));
  };
  surroundings.zones = &house.zones();
  surroundings.signer = &signer;
  return surroundings;
}

scenario::Report play(const std::string& file, const Workspace& workspace,
                      const scenario::Surroundings& surroundings) {
  Diagnostics diagnostics;
  auto report = scenario::run(whole_path(file), workspace, surroundings, diagnostics);
  if (!report) report = unreadable(report.error(), diagnostics);
  report->file = file;
  return *std::move(report);
}

}  // namespace lagrum::cli
