#include "lagrum/verify.h"

#include <algorithm>

#include "base/malformed.h"
#include "base/words.h"
#include "cases/workspace_state.h"
#include "verify/promela.h"
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

/// The first day on which the packs are as they stand at last.
Date newest(const law::Law& law) {
  Date day = Date{};
  const auto look = [&](const auto& versions) {
    for (const auto& each : versions) day = std::max(day, each.valid_from.value_or(day));
  };
  look(law.norms());
  look(law.clocks());
  return day;
}

/// A workflow with the day on which its cases begin.
struct Subject {
  const cases::Workflow* workflow;
  Date begun;
};

Result<Subject> subject(const Workspace& workspace, const WorkflowId& id, const Options& options) {
  LAGRUM_ASSIGN(const cases::Workflow* workflow, workspace.state()->newest(id));
  std::vector<std::string> ids;
  for (const law::Norm& norm : workflow->law.norms()) ids.push_back(norm.id);
  for (const std::string& wanted : options.norms) {
    if (!contains(ids, wanted)) {
      return Error{
          ErrorCode::kNotFound, not_known("a norm of the workflow's packs", wanted, ids), {}, {}};
    }
  }
  return Subject{workflow, options.begun.value_or(
                               workflow->chart.valid_from().value_or(newest(workflow->law)))};
}

std::vector<std::string> late_acts(const cases::Workflow& workflow) {
  std::set<std::string> found;
  for_each_act(workflow.chart, [&](const statechart::Perform& perform) {
    const law::ActDecl* declared = workflow.law.act(ActType(perform.act.type));
    const bool by_arrival = declared != nullptr && declared->dated_by_arrival;
    if (perform.at || by_arrival) found.insert(perform.act.type);
  });
  return {found.begin(), found.end()};
}

}  // namespace

Result<Report> check(const Workspace& workspace, const WorkflowId& id, const Options& options) {
  LAGRUM_ASSIGN(const Subject held, subject(workspace, id, options));
  const cases::Workflow* workflow = held.workflow;
  const law::Law& law = workflow->law;
  Report report;
  report.workflow = workflow->chart.name();
  report.version = workflow->chart.version();
  report.begun = held.begun;
  if (options.of != Options::Of::kStructure) report.late_acts = late_acts(*workflow);
  const std::string authority = authority_of(workspace);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < law.norms().size(); ++i) {
    if (options.of == Options::Of::kStructure) break;
    if (!options.norms.empty() && !contains(options.norms, law.norms()[i].id)) continue;
    if (law.norms()[i].mode != law::Mode::kOff) chosen.push_back(i);
  }
  report.norms.resize(chosen.size());
  const auto search = [&](std::size_t at) {
    if (at == chosen.size()) {
      report.structure = structure_of(workflow->chart, law, options.states_max);
      return;
    }
    report.norms[at] =
        weigh(workflow->chart, law, chosen[at], authority, report.begun, options.states_max);
    if (options.told) options.told(report.norms[at]);
  };
  const bool whole = options.of != Options::Of::kNorms && options.norms.empty();
  options.each(chosen.size() + (whole ? 1 : 0), search);
  return report;
}

Result<std::vector<Model>> models(const Workspace& workspace, const WorkflowId& id,
                                  const std::string& norm, const Options& options) {
  Options of_one = options;
  of_one.norms = {norm};
  LAGRUM_ASSIGN(const Subject held, subject(workspace, id, of_one));
  const statechart::Chart& chart = held.workflow->chart;
  const law::Law& law = held.workflow->law;
  const std::string authority = authority_of(workspace);
  std::vector<Model> models;
  for (std::size_t i = 0; i < law.norms().size(); ++i) {
    if (law.norms()[i].id != norm || law.norms()[i].mode == law::Mode::kOff) continue;
    for (const Look& look : looks_at(chart, law, i, authority, held.begun, options.states_max)) {
      Model model{norm,         look.aim.matter, look.aim.party_role, look.shortest,
                  look.decided, look.states,     look.edges,          {}};
      if (look.decided) {
        Observer observer(law, i, look.aim);
        Steps steps(chart, law, view_of(observer, chart, law, authority, look.variables));
        model.promela = promela(steps, observer, norm + " on " + id.str() + " " + chart.version(),
                                options.states_max);
      }
      model.decided = !model.promela.empty();
      models.push_back(std::move(model));
    }
  }
  return models;
}

}  // namespace lagrum::verify
