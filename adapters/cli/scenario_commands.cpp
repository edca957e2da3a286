#include <iostream>
#include <memory>
#include <set>

#include "cli/commands.h"
#include "cli/stage.h"
#include "cli/templates.h"
#include "files/files.h"
#include "lagrum/scenario.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

/// How many transitions of a workflow some scenario took.
struct Coverage {
  std::string workflow;
  std::size_t transitions = 0;
  std::vector<std::string> left;  ///< those that none took
};

std::vector<Coverage> coverage_of(const Workspace& workspace,
                                  const std::vector<scenario::Report>& reports) {
  std::map<std::string, std::set<std::string>> taken;
  for (const scenario::Report& report : reports)
    taken[report.workflow].insert(report.transitions.begin(), report.transitions.end());
  std::vector<Coverage> found;
  for (const Workspace::WorkflowInfo& info : workspace.workflows()) {
    const auto own = taken.find(info.id + "@" + info.version);
    if (own == taken.end()) continue;
    Coverage coverage{info.id, info.transitions.size(), {}};
    for (const std::string& transition : info.transitions) {
      if (!own->second.contains(transition)) coverage.left.push_back(transition);
    }
    found.push_back(std::move(coverage));
  }
  return found;
}

void tell(const House& house, const scenario::Report& report, bool told) {
  const bool good = report.failures.empty();
  std::cout << coloured(house.options(), good ? "32" : "31", good ? "pass" : "FAIL") << "  "
            << report.file << "  " << report.title << "  (" << report.steps << " steps, "
            << report.checks << " checks)\n";
  if (told) {
    for (const std::string& line : report.log) std::cout << "      " << line << "\n";
  }
  for (const scenario::Failure& failure : report.failures)
    std::cout << "      " << to_string(failure.source) << ": " << failure.message << "\n";
}

void tell(const Coverage& coverage, bool named) {
  std::cout << coverage.workflow << ": " << coverage.transitions - coverage.left.size() << " of "
            << coverage.transitions << " transitions taken\n";
  if (!named) return;
  for (const std::string& transition : coverage.left)
    std::cout << "  not taken: " << transition << "\n";
}

Json json_of(const std::vector<scenario::Report>& reports, const std::vector<Coverage>& coverages) {
  Json::Array scenarios;
  for (const scenario::Report& report : reports) {
    Json::Array failures;
    for (const scenario::Failure& failure : report.failures)
      failures.emplace_back(to_string(failure.source) + ": " + failure.message);
    scenarios.emplace_back(Json::Object{{"file", report.file},
                                        {"title", report.title},
                                        {"steps", number_of(report.steps)},
                                        {"checks", number_of(report.checks)},
                                        {"failures", Json(std::move(failures))}});
  }
  Json::Array workflows;
  for (const Coverage& coverage : coverages) {
    workflows.emplace_back(Json::Object{{"workflow", coverage.workflow},
                                        {"transitions", number_of(coverage.transitions)},
                                        {"not_taken", json_array(coverage.left)}});
  }
  return Json(Json::Object{{"scenarios", Json(std::move(scenarios))},
                           {"workflows", Json(std::move(workflows))}});
}

struct RunOptions {
  bool log = false;      ///< each step is told
  bool coverage = true;  ///< transitions that none took are named
  bool keep = false;     ///< the case stays in the store of the data folder
};

Result<int> run_scenarios(House& house, const std::vector<std::string>& files,
                          const RunOptions& options) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const std::unique_ptr<Signer> throwaway, throwaway_signer());
  const Signer* signer = throwaway.get();
  if (options.keep) {
    if (files.size() != 1)
      return Error{ErrorCode::kInvalidArgument, "expected one scenario with --keep", {}, {}};
    LAGRUM_ASSIGN(signer, house.signer());
  }
  const Scratch scratch;
  LAGRUM_TRY(scratch.made());
  const scenario::Surroundings surroundings =
      surroundings_of(house, scratch, *signer, options.keep);
  std::vector<scenario::Report> reports;
  std::size_t failed = 0;
  for (const std::string& file : files) {
    reports.push_back(play(file, *workspace, surroundings));
    if (!reports.back().failures.empty()) ++failed;
    if (!house.options().json) tell(house, reports.back(), options.log);
  }
  const std::vector<Coverage> coverages = coverage_of(*workspace, reports);
  if (house.options().json) {
    std::cout << pretty(json_of(reports, coverages));
  } else {
    for (const Coverage& coverage : coverages) tell(coverage, options.coverage);
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
  auto how = std::make_shared<RunOptions>();
  run_command->add_option("files", *files, "Scenario files")->required();
  run_command->add_flag("--tell", how->log, "Tell each step");
  run_command->add_flag("!--no-coverage", how->coverage,
                        "Do not list the transitions that were not taken");
  run_command->add_flag("--keep", how->keep,
                        "Play one story on the store of the data folder, and keep it");
  run_on(run_command, options, result,
         [files, how](House& house) { return run_scenarios(house, *files, *how); });

  auto* fresh = app.add_subcommand("new", "Begin something new")->require_subcommand(1);
  auto* workflow = fresh->add_subcommand(
      "workflow", "Write a first workflow with a scenario into the workspace");
  auto name = std::make_shared<std::string>();
  workflow->add_option("name", *name, "Name: small letters, digits and '-'")->required();
  run_on(workflow, options, result, [name](House& house) { return new_workflow(house, *name); });
}

}  // namespace lagrum::cli
