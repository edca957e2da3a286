#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/written.h"
#include "lagrum/verify.h"

namespace lagrum::cli {
namespace {

struct VerifyOptions {
  std::string workflow;
  std::vector<std::string> norms;
  std::string begun;
  bool structure = false;
  std::size_t states = verify::Options{}.states_max;
};

/// Where the report parts from the written reasons beside the workflow; nowhere where there are
/// none.
Result<std::vector<review::Difference>> differences_of(House& house, const Workspace& workspace,
                                                       const verify::Report& report) {
  LAGRUM_ASSIGN(const std::optional<review::Reasons> reasons,
                written_reasons(house, workspace, report.workflow));
  if (!reasons) return std::vector<review::Difference>();
  return review::compare(*reasons, report);
}

Json to_json(const verify::Report& report, const std::vector<review::Difference>& differences) {
  Json json = verify::to_json(report);
  Json::Array array;
  for (const review::Difference& each : differences) {
    array.emplace_back(Json::Object{{"norm", each.norm},
                                    {"expected", each.expected},
                                    {"found", each.found},
                                    {"file", each.position.file},
                                    {"line", number_of(each.position.line)},
                                    {"column", number_of(each.position.column)}});
  }
  (*json.object())["differences"] = Json(std::move(array));
  return json;
}

Result<int> verify_workflow(House& house, const VerifyOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  verify::Options options;
  options.norms = given.norms;
  if (given.structure) options.of = verify::Options::Of::kStructure;
  options.states_max = given.states;
  if (!given.begun.empty()) {
    LAGRUM_ASSIGN(options.begun, parse_date(given.begun));
  }
  LAGRUM_ASSIGN(const verify::Report report,
                verify::check(*workspace, WorkflowId(given.workflow), options));
  std::vector<review::Difference> differences;
  if (!given.structure) {
    LAGRUM_ASSIGN(differences, differences_of(house, *workspace, report));
  }
  if (house.options().json) {
    std::cout << pretty(to_json(report, differences));
  } else {
    std::cout << verify::text(report, house.language());
    for (const review::Difference& difference : differences)
      std::cout << review::text(difference, house.language()) << "\n";
  }
  return report.holds() ? kOk : kFailed;
}

}  // namespace

void add_verify_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "verify", "Prove the norms of a workflow's packs on every run, or tell a run that breaches");
  auto given = std::make_shared<VerifyOptions>();
  command->add_option("workflow", given->workflow, "Id of the workflow")->required();
  auto* norms = command->add_option("--norm", given->norms, "Only these norms, by id")->take_all();
  command
      ->add_flag("--structure", given->structure,
                 "Only the workflow itself: what no run reaches, and what cannot end")
      ->excludes(norms);
  command->add_option(
      "--begun", given->begun,
      "Day on which cases begin, as 2026-10-31 (default: the workflow's first day)");
  command->add_option("--states", given->states, "States that one search may hold")
      ->capture_default_str()
      ->check(CLI::Range(std::size_t{1}, std::size_t{20'000'000}));
  run_on(command, options, result,
         [given](House& house) { return verify_workflow(house, *given); });
}

}  // namespace lagrum::cli
