#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/side_by_side.h"
#include "cli/stage.h"
#include "cli/written.h"
#include "files/files.h"
#include "lagrum/review.h"
#include "lagrum/scenario.h"
#include "lagrum/verify.h"

namespace lagrum::cli {
namespace {

struct VerifyOptions {
  std::string workflow;
  std::vector<std::string> norms;
  std::string begun;
  bool structure = false;
  std::size_t states = verify::Options{}.states_max;
  std::size_t threads = 0;
  std::vector<std::string> diff;  ///< two folders or files
  std::string scenario;           ///< file to write a breach to
  std::string html;               ///< file to write the report to
  std::string promela;
};

Result<verify::Options> options_of(const VerifyOptions& given) {
  verify::Options options;
  options.norms = given.norms;
  if (given.structure) options.of = verify::Options::Of::kStructure;
  options.states_max = given.states;
  options.each = side_by_side(given.threads);
  if (!given.begun.empty()) {
    LAGRUM_ASSIGN(options.begun, parse_date(given.begun));
  }
  return options;
}

/// The workspace in a folder; of a file, the workspace of the command with this file in the place
/// of the one that has the same root and the same id or name.
Result<Workspace> workspace_at(House& house, const std::string& path) {
  if (std::filesystem::is_directory(path)) return house.load(path);
  LAGRUM_ASSIGN(std::string bytes, files::read(path));
  LAGRUM_ASSIGN(const xml::Document given, xml::Document::parse(bytes, path));
  const auto name_of = [](const xml::Element& root) {
    return root.attribute_or_empty("id") + root.attribute_or_empty("name");
  };
  LAGRUM_ASSIGN(std::vector<SourceFile> sources, house.sources());
  const auto same = std::find_if(sources.begin(), sources.end(), [&](const SourceFile& source) {
    const auto other = xml::Document::parse(source.bytes, source.name);
    return other && other->root().local() == given.root().local() &&
           name_of(other->root()) == name_of(given.root());
  });
  if (same == sources.end()) {
    return Error{ErrorCode::kNotFound,
                 "expected a file of the workspace that '" + path + "' can stand for, found none",
                 given.root().position(),
                 {}};
  }
  same->bytes = std::move(bytes);
  Diagnostics diagnostics;
  auto workspace = Workspace::load(sources, house.zones(), diagnostics);
  house.tell(diagnostics);
  return workspace;
}

/// Which verdicts a change moves. Ends with 7 where some move for the worse.
Result<int> diff_workflow(House& house, const VerifyOptions& given) {
  LAGRUM_ASSIGN(const verify::Options options, options_of(given));
  LAGRUM_ASSIGN(const Workspace before, workspace_at(house, given.diff[0]));
  LAGRUM_ASSIGN(const Workspace now, workspace_at(house, given.diff[1]));
  const auto report_of = [&](const Workspace& workspace) -> Result<verify::Report> {
    verify::Options own = options;
    std::vector<std::string> known;
    for (const Workspace::NormInfo& norm : workspace.norms()) known.push_back(norm.id);
    std::erase_if(own.norms, [&](const std::string& norm) {
      return std::find(known.begin(), known.end(), norm) == known.end();
    });
    if (own.norms.empty() && !options.norms.empty()) return verify::Report{};
    return verify::check(workspace, WorkflowId(given.workflow), own);
  };
  LAGRUM_ASSIGN(const verify::Report old_report, report_of(before));
  LAGRUM_ASSIGN(const verify::Report new_report, report_of(now));
  const std::vector<verify::Moved> moved = verify::diff(old_report, new_report);
  const bool worse =
      std::any_of(moved.begin(), moved.end(), [](const verify::Moved& each) { return each.worse; });
  if (house.options().json) {
    Json::Array array;
    for (const verify::Moved& each : moved) array.push_back(verify::to_json(each));
    std::cout << pretty(Json(Json::Object{
        {"workflow", given.workflow}, {"worse", Json(worse)}, {"moved", Json(std::move(array))}}));
  } else {
    std::cout << verify::text(moved, house.language());
  }
  return worse ? kFailed : kOk;
}

/// The organisation that acts a breach out: the one that was said, or the only one there is.
Result<std::string> organisation_of(const House& house, const Workspace& workspace) {
  const std::vector<std::string> files = workspace.organisations();
  if (!house.options().organisation.empty()) return whole_path(house.options().organisation);
  if (files.size() == 1) return files.front();
  return Error{ErrorCode::kInvalidArgument,
               "--scenario: expected --organisation, found " + std::to_string(files.size()) +
                   " organisations in the workspace",
               {},
               {}};
}

/// Writes the breach of the one norm as a scenario.
Result<int> write_scenario(House& house, const Workspace& workspace, const VerifyOptions& given,
                           const verify::Report& report) {
  if (given.norms.size() != 1) {
    return Error{
        ErrorCode::kInvalidArgument,
        "--scenario: expected one norm by --norm, found " + std::to_string(given.norms.size()),
        {},
        {}};
  }
  const auto breached =  // of a norm with several versions the one that some run breaches
      std::find_if(report.norms.begin(), report.norms.end(),
                   [](const verify::NormResult& norm) { return !norm.run.empty(); });
  const verify::NormResult& norm =
      breached != report.norms.end() ? *breached : report.norms.front();
  LAGRUM_ASSIGN(const std::string organisation, organisation_of(house, workspace));
  LAGRUM_ASSIGN(const std::unique_ptr<Signer> signer, throwaway_signer());
  const Scratch scratch;
  LAGRUM_TRY(scratch.made());
  const scenario::Surroundings stage = surroundings_of(house, scratch, *signer, false);
  const std::string file = whole_path(std::filesystem::absolute(given.scenario));
  LAGRUM_ASSIGN(const verify::Enactment enactment,
                verify::enact(workspace, WorkflowId(given.workflow), norm,
                              {stage.new_store, stage.zones, stage.signer, organisation}, file));
  LAGRUM_TRY(files::write(file, enactment.scenario));
  const Language language = house.language();
  if (enactment.said.empty()) {
    std::cerr << message(language, "verify.enact.by-hand") << "\n";
    for (const std::string& hand : enactment.by_hand) std::cerr << "  " << hand << "\n";
    return kFailed;
  }
  std::cerr << message(language, "verify.enact.said",
                       {{"file", given.scenario},
                        {"said", message(language, "verify.enact." + enactment.said)}})
            << "\n";
  return kOk;
}

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

/// Writes the searches on one norm as models for SPIN: the first into the file, the others, if any,
/// into files of its name with a number behind.
Result<int> write_models(const Workspace& workspace, const VerifyOptions& given,
                         const verify::Options& options) {
  if (given.norms.size() != 1) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected one norm, --norm ID, with --promela, but found " +
                     std::to_string(given.norms.size()),
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(
      const std::vector<verify::Model> models,
      verify::models(workspace, WorkflowId(given.workflow), given.norms.front(), options));
  std::size_t count = 0;
  for (const verify::Model& model : models) {
    const std::string of = (model.matter.empty() ? "" : ", matter " + model.matter) +
                           (model.party_role.empty() ? "" : ", party " + model.party_role);
    if (!model.decided) {
      std::cout << model.norm << of << ": more states than --states\n";
      continue;
    }
    const std::string file = given.promela + (count == 0 ? "" : "." + std::to_string(count + 1));
    ++count;
    LAGRUM_TRY(files::write(file, model.promela));
    std::cout << model.norm << of << ": " << file << ", " << model.states << " states, "
              << (model.shortest == 0
                      ? "no breach"
                      : "a breach by " + std::to_string(model.shortest) + " commands")
              << "\n";
  }
  if (models.empty()) std::cout << given.norms.front() << ": its verdict needs no search\n";
  return count == models.size() ? kOk : kFailed;
}

Result<int> verify_workflow(House& house, const VerifyOptions& given) {
  if (!given.diff.empty()) return diff_workflow(house, given);
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const verify::Options options, options_of(given));
  if (!given.promela.empty()) return write_models(*workspace, given, options);
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
  if (!given.html.empty()) {
    review::Material material;
    material.report = &report;
    material.read = [](const std::string& path) { return files::read(path); };
    if (const auto organisation = organisation_of(house, *workspace))
      material.organisation = *organisation;
    LAGRUM_ASSIGN(const std::string page, review::breaches(*workspace, material, house.language()));
    LAGRUM_TRY(files::write(given.html, page));
  }
  if (!given.scenario.empty()) return write_scenario(house, *workspace, given, report);
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
  command
      ->add_option("--threads", given->threads,
                   "Norms looked at side by side (default: as many as the machine has cores)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1024}));
  auto* scenario = command->add_option(
      "--scenario", given->scenario,
      "Write the breach of the one norm given by --norm to this file, as a scenario that can be "
      "played");
  auto* html =
      command->add_option("--html", given->html, "Write the report to this file as a page");
  command
      ->add_option("--diff", given->diff,
                   "Two workspaces, or files of workflow or law that stand in for those of the "
                   "workspace: which verdicts the change from the first to the second moves")
      ->expected(2)
      ->type_name("OLD NEW")
      ->excludes(scenario)
      ->excludes(html);
  command->add_option("--promela", given->promela,
                      "Write the searches on the one norm as models for SPIN, into this file");
  run_on(command, options, result,
         [given](House& house) { return verify_workflow(house, *given); });
}

}  // namespace lagrum::cli
