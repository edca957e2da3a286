#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "lagrum/verify.h"

namespace lagrum::cli {
namespace {

struct VerifyOptions {
  std::string workflow;
  std::vector<std::string> norms;
  std::string begun;
  std::size_t states = verify::Options{}.states_max;
};

Result<int> verify_workflow(House& house, const VerifyOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  verify::Options options;
  options.norms = given.norms;
  options.states_max = given.states;
  if (!given.begun.empty()) {
    LAGRUM_ASSIGN(options.begun, parse_date(given.begun));
  }
  LAGRUM_ASSIGN(const verify::Report report,
                verify::check(*workspace, WorkflowId(given.workflow), options));
  if (house.options().json) {
    std::cout << pretty(verify::to_json(report));
  } else {
    std::cout << verify::text(report, house.language());
  }
  return report.holds() ? kOk : kFailed;
}

}  // namespace

void add_verify_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "verify", "Prove the norms of a workflow's packs on every run, or tell a run that breaches");
  auto given = std::make_shared<VerifyOptions>();
  command->add_option("workflow", given->workflow, "Id of the workflow")->required();
  command->add_option("--norm", given->norms, "Only these norms, by id")->take_all();
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
