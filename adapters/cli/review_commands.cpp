#include <algorithm>
#include <array>
#include <atomic>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/side_by_side.h"
#include "cli/stage.h"
#include "cli/written.h"
#include "files/files.h"
#include "graphviz/graphviz.h"
#include "lagrum/review.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

struct ReviewOptions {
  std::string workflow;
  std::string out = "review";
  const CLI::Option* language = nullptr;  ///< --lang: where it is said, the page in that one alone
  std::vector<std::string> norms;
  std::string begun;
  std::size_t states = verify::Options{}.states_max;
  std::size_t threads = 0;
};

Result<verify::Report> verified(const Workspace& workspace, const ReviewOptions& given) {
  verify::Options options;
  options.norms = given.norms;
  options.states_max = given.states;
  options.each = side_by_side(given.threads);
  if (!given.begun.empty()) {
    LAGRUM_ASSIGN(options.begun, parse_date(given.begun));
  }
  std::atomic<std::size_t> count = 0;
  options.told = [&count](const verify::NormResult& norm) {  // a line is one write
    std::cerr << "verify " + std::to_string(++count) + "  " + std::string(to_string(norm.alone)) +
                     "  " + norm.norm + "\n";
  };
  return verify::check(workspace, WorkflowId(given.workflow), options);
}

/// The stories beside the workflow, sorted by name.
std::vector<std::string> stories_of(const std::string& workflow_file) {
  std::vector<std::string> stories;
  std::error_code failed;
  const fs::path folder = fs::path(workflow_file).parent_path() / "scenarios";
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".xml") stories.push_back(at->path().generic_string());
  }
  std::sort(stories.begin(), stories.end());
  return stories;
}

Result<std::vector<scenario::Report>> played(House& house, const Workspace& workspace,
                                             const std::string& workflow_file) {
  LAGRUM_ASSIGN(const std::unique_ptr<Signer> signer, throwaway_signer());
  const Scratch scratch;
  LAGRUM_TRY(scratch.made());
  const scenario::Surroundings surroundings = surroundings_of(house, scratch, *signer, false);
  std::vector<scenario::Report> reports;
  for (const std::string& story : stories_of(workflow_file)) {
    reports.push_back(play(story, workspace, surroundings));
    std::cerr << (reports.back().failures.empty() ? "pass  " : "FAIL  ") << story << "\n";
  }
  return reports;
}

std::vector<Language> languages_of(const House& house, const ReviewOptions& given) {
  if (given.language->count() > 0) return {house.language()};
  return {kLanguages.begin(), kLanguages.end()};
}

Result<int> review_workflow(House& house, const ReviewOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const verify::Report report, verified(*workspace, given));
  LAGRUM_ASSIGN(const std::optional<review::Reasons> reasons,
                written_reasons(house, *workspace, given.workflow));
  review::Material material;
  material.report = &report;
  material.reasons = reasons ? &*reasons : nullptr;
  LAGRUM_ASSIGN(material.stories, played(house, *workspace, file_of(*workspace, given.workflow)));
  material.read = [](const std::string& path) { return files::read(path); };
  if (graphviz::is_there()) {
    material.draw = [](const std::string& dot) { return graphviz::draw(dot); };
  } else {
    std::cerr << "lagrum: found no program 'dot' (Graphviz); the pages have no pictures\n";
  }
  const std::vector<std::string> organisations = workspace->organisations();
  if (!house.options().organisation.empty())
    material.organisation = whole_path(house.options().organisation);
  else if (organisations.size() == 1)
    material.organisation = organisations.front();
  std::error_code failed;
  fs::create_directories(given.out, failed);
  if (failed) {
    return Error{ErrorCode::kUnavailable,
                 "expected a folder that can be written at '" + given.out + "'",
                 {},
                 {}};
  }
  for (const Language language : languages_of(house, given)) {
    LAGRUM_ASSIGN(const std::string page,
                  review::page(*workspace, WorkflowId(given.workflow), material, language));
    const fs::path file =
        fs::path(given.out) / (given.workflow + "." + std::string(to_string(language)) + ".html");
    LAGRUM_TRY(files::write(file, page));
    std::cout << file.generic_string() << "\n";
  }
  return kOk;
}

}  // namespace

void add_review_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "review",
      "Write what a workflow does and which norms hold in it as pages for a lawyer: one in each "
      "language, or the one that --lang says");
  auto given = std::make_shared<ReviewOptions>();
  command->add_option("workflow", given->workflow, "Id of the workflow")->required();
  given->language = app.get_option("--lang");
  command->add_option("--out", given->out, "Folder for the pages")->capture_default_str();
  command->add_option("--norm", given->norms, "Only these norms, by id")->take_all();
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
  run_on(command, options, result,
         [given](House& house) { return review_workflow(house, *given); });
}

}  // namespace lagrum::cli
