#include "lagrum/verify.h"

#include <algorithm>

#include "base/malformed.h"
#include "base/words.h"
#include "cases/workspace_state.h"
#include "verify/structure.h"
#include "verify/verdict.h"

namespace lagrum::verify {
namespace {

/// The kind of the workspace's organisation, where there is one and only one kind.
std::string authority_of(const Workspace& workspace) {
  std::set<std::string> kinds;
  for (const std::string& file : workspace.organisations())
    kinds.insert(workspace.organisation(file)->kind());
  return kinds.size() == 1 ? *kinds.begin() : std::string();
}

}  // namespace

Result<Report> check(const Workspace& workspace, const WorkflowId& id, const Options& options) {
  LAGRUM_ASSIGN(const cases::Workflow* workflow, workspace.state()->newest(id));
  const law::Law& law = workflow->law;
  std::vector<std::string> ids;
  for (const law::Norm& norm : law.norms()) ids.push_back(norm.id);
  for (const std::string& wanted : options.norms) {
    if (!contains(ids, wanted)) {
      return Error{
          ErrorCode::kNotFound, not_known("a norm of the workflow's packs", wanted, ids), {}, {}};
    }
  }
  Report report;
  report.workflow = workflow->chart.name();
  report.version = workflow->chart.version();
  constexpr std::chrono::sys_days kLongAgo{std::chrono::year{2018} / 7 / 1};
  report.begun = options.begun.value_or(workflow->chart.valid_from().value_or(kLongAgo));
  const std::string authority = authority_of(workspace);
  for (std::size_t i = 0; i < law.norms().size(); ++i) {
    if (options.of == Options::Of::kStructure) break;
    if (!options.norms.empty() && !contains(options.norms, law.norms()[i].id)) continue;
    if (law.norms()[i].mode == law::Mode::kOff) continue;
    report.norms.push_back(
        weigh(workflow->chart, law, i, authority, report.begun, options.states_max));
    if (options.told) options.told(report.norms.back());
  }
  if (options.of != Options::Of::kNorms && options.norms.empty())
    report.structure = structure_of(workflow->chart, law, options.states_max);
  return report;
}

}  // namespace lagrum::verify
