#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>

#include "cli/commands.h"
#include "cli/templates.h"
#include "files/files.h"
#include "lagrum/scenario.h"
#include "sqlite/sqlite_store.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

/// A folder for the stories' stores; gone with the object.
class Scratch {
 public:
  Scratch() : folder_((fs::temp_directory_path() / "lagrum-XXXXXX").string()) {
    made_ = ::mkdtemp(folder_.data()) != nullptr;
  }
  ~Scratch() {
    std::error_code ignored;
    if (made_) fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  Status made() const {
    if (made_) return {};
    return Error{ErrorCode::kUnavailable,
                 "expected a folder for temporary files, found none at '" + folder_ + "'",
                 {},
                 {}};
  }
  fs::path file(std::size_t number) const {
    return fs::path(folder_) / (std::to_string(number) + ".sqlite");
  }

 private:
  std::string folder_;
  bool made_ = false;
};

/// A story that cannot be played has failed, like one that comes out otherwise.
scenario::Report unreadable(const std::string& file, const Error& error,
                            const Diagnostics& diagnostics) {
  scenario::Report report;
  report.file = file;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::kError)
      report.failures.push_back({diagnostic.source, diagnostic.message});
  }
  if (report.failures.empty()) report.failures.push_back({error.source, error.message});
  return report;
}

Result<int> run_scenarios(House& house, const std::vector<std::string>& files, bool told,
                          bool coverage, bool kept) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const std::unique_ptr<Signer> signer,
                journal::seed_signer("scenario.example/log", std::string(32, 's')));
  scenario::Surroundings surroundings;
  surroundings.read = [](const std::string& path) { return files::read(path); };
  const Scratch scratch;
  LAGRUM_TRY(scratch.made());
  std::size_t stores = 0;
  const Signer* key = signer.get();
  if (kept) {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "expected one scenario with --keep", {}, {}};
    LAGRUM_ASSIGN(key, house.signer());
  }
  surroundings.new_store = [&]() -> Result<std::unique_ptr<Store>> {
    const fs::path file =
        kept ? fs::path(house.options().data) / "store.sqlite" : scratch.file(++stores);
    LAGRUM_ASSIGN(std::unique_ptr<SqliteStore> store, SqliteStore::open(file.string(), {}));
    return std::unique_ptr<Store>(std::move(store));
  };
  surroundings.zones = &house.zones();
  surroundings.signer = key;
  std::size_t failed = 0;
  std::map<std::string, std::set<std::string>> taken;
  Json::Array reports;
  for (const std::string& file : files) {
    Diagnostics diagnostics;
    auto report = scenario::run(whole_path(file), *workspace, surroundings, diagnostics);
    if (!report) report = unreadable(file, report.error(), diagnostics);
    taken[report->workflow].insert(report->transitions.begin(), report->transitions.end());
    const bool good = report->failures.empty();
    if (!good) ++failed;
    Json::Array failures;
    for (const scenario::Failure& failure : report->failures)
      failures.emplace_back(to_string(failure.source) + ": " + failure.message);
    reports.emplace_back(Json::Object{{"file", file},
                                      {"title", report->title},
                                      {"steps", Json(static_cast<std::int64_t>(report->steps))},
                                      {"checks", Json(static_cast<std::int64_t>(report->checks))},
                                      {"failures", Json(failures)}});
    if (house.options().json) continue;
    std::cout << coloured(house.options(), good ? "32" : "31", good ? "pass" : "FAIL") << "  "
              << file << "  " << report->title << "  (" << report->steps << " steps, "
              << report->checks << " checks)\n";
    if (told) {
      for (const std::string& line : report->log) std::cout << "      " << line << "\n";
    }
    for (const Json& failure : failures) std::cout << "      " << *failure.string() << "\n";
  }
  if (house.options().json) {
    std::cout << pretty(Json(std::move(reports)));
  } else {
    for (const Workspace::WorkflowInfo& info : workspace->workflows()) {
      const auto found = taken.find(info.id + "@" + info.version);
      if (found == taken.end()) continue;
      std::size_t left = 0;
      for (const std::string& transition : info.transitions)
        if (!found->second.contains(transition)) ++left;
      std::cout << info.id << ": " << info.transitions.size() - left << " of "
                << info.transitions.size() << " transitions taken\n";
      for (const std::string& transition : info.transitions) {
        if (coverage && !found->second.contains(transition))
          std::cout << "  not taken: " << transition << "\n";
      }
    }
    std::cout << files.size() - failed << " passed, " << failed << " failed\n";
  }
  return failed == 0 ? kOk : kFailed;
}

/// Writes a first workflow with its scenario; it lints clean and passes as it stands.
Result<int> new_workflow(House& house, const std::string& name) {
  const bool named =
      !name.empty() &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos &&
      name.front() >= 'a';
  if (!named) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a name of small letters, digits and '-', found '" + name + "'",
                 {},
                 {}};
  }
  const fs::path workspace =
      house.options().workspace.empty() ? fs::path("workflows") : house.workspace_folder();
  if (!fs::is_directory(workspace)) {
    return Error{ErrorCode::kNotFound,
                 "expected a workspace of your own to write into, found no folder '" +
                     workspace.string() +
                     "': copy the shipped one there, or name one with --workspace",
                 {},
                 {}};
  }
  const fs::path folder = workspace / "se" / name;
  if (fs::exists(folder))
    return Error{ErrorCode::kConflict,
                 "expected a new name, found the folder '" + folder.string() + "'",
                 {},
                 {}};
  std::error_code failed;
  fs::create_directories(folder / "scenarios", failed);
  if (failed)
    return Error{ErrorCode::kUnavailable,
                 "expected a folder that can be written at '" + folder.string() + "'",
                 {},
                 {}};
  for (const Template& each : kWorkflowTemplates) {
    std::string text(each.text);
    for (std::size_t at = text.find("@NAME@"); at != std::string::npos; at = text.find("@NAME@"))
      text.replace(at, 6, name);
    LAGRUM_TRY(files::write(folder / std::string(each.path), text));
    std::cout << (folder / std::string(each.path)).string() << "\n";
  }
  return kOk;
}

}  // namespace

void add_scenario_commands(CLI::App& app, Options& options, int& result) {
  auto* scenario = app.add_subcommand("scenario", "Stories of cases, played and compared")
                       ->require_subcommand(1);
  auto* run_command = scenario->add_subcommand(
      "run", "Play scenario files and say which transitions none of them took");
  auto files = std::make_shared<std::vector<std::string>>();
  auto told = std::make_shared<bool>(false);
  auto coverage = std::make_shared<bool>(true);
  auto kept = std::make_shared<bool>(false);
  run_command->add_option("files", *files, "Scenario files")->required();
  run_command->add_flag("--tell", *told, "Tell each step");
  run_command->add_flag("!--no-coverage", *coverage,
                        "Do not list the transitions that were not taken");
  run_command->add_flag("--keep", *kept,
                        "Play one story on the store of the data folder, and keep it");
  run_on(run_command, options, result, [files, told, coverage, kept](House& house) {
    return run_scenarios(house, *files, *told, *coverage, *kept);
  });

  auto* fresh = app.add_subcommand("new", "Begin something new")->require_subcommand(1);
  auto* workflow = fresh->add_subcommand(
      "workflow", "Write a first workflow with a scenario into the workspace");
  auto name = std::make_shared<std::string>();
  workflow->add_option("name", *name, "Name: small letters, digits and '-'")->required();
  run_on(workflow, options, result, [name](House& house) { return new_workflow(house, *name); });
}

}  // namespace lagrum::cli
