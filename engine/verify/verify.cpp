#include "lagrum/verify.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <thread>

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
  constexpr std::chrono::sys_days kLongAgo{std::chrono::year{2018} / 7 / 1};
  return Subject{workflow, options.begun.value_or(workflow->chart.valid_from().value_or(kLongAgo))};
}

/// Work that is done in several threads, in the order in which it was added. Ends when all is done.
class SideBySide {
 public:
  explicit SideBySide(std::size_t threads)
      : threads_(threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency())) {}

  template <class Work>
  auto add(Work work) -> std::future<decltype(work())> {
    auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
    tasks_.push_back([task] { (*task)(); });
    return task->get_future();
  }

  void begin() {
    for (std::size_t i = 0; i < std::min(threads_, tasks_.size()); ++i) {
      workers_.emplace_back([this] {
        for (std::size_t at = next_++; at < tasks_.size(); at = next_++) tasks_[at]();
      });
    }
  }

 private:
  std::size_t threads_;
  std::vector<std::function<void()>> tasks_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::jthread> workers_;  // the last member: joined before the tasks go
};

}  // namespace

Result<Report> check(const Workspace& workspace, const WorkflowId& id, const Options& options) {
  LAGRUM_ASSIGN(const Subject held, subject(workspace, id, options));
  const cases::Workflow* workflow = held.workflow;
  const law::Law& law = workflow->law;
  Report report;
  report.workflow = workflow->chart.name();
  report.version = workflow->chart.version();
  report.begun = held.begun;
  const std::string authority = authority_of(workspace);
  SideBySide work(options.threads);
  std::future<std::vector<Finding>> structure;
  if (options.of != Options::Of::kNorms && options.norms.empty())
    structure = work.add([&] { return structure_of(workflow->chart, law, options.states_max); });
  std::vector<std::future<NormResult>> norms;
  for (std::size_t i = 0; i < law.norms().size(); ++i) {
    if (options.of == Options::Of::kStructure) break;
    if (!options.norms.empty() && !contains(options.norms, law.norms()[i].id)) continue;
    if (law.norms()[i].mode == law::Mode::kOff) continue;
    norms.push_back(work.add([&, i] {
      return weigh(workflow->chart, law, i, authority, report.begun, options.states_max);
    }));
  }
  work.begin();
  for (std::future<NormResult>& norm : norms) {
    report.norms.push_back(norm.get());
    if (options.told) options.told(report.norms.back());
  }
  if (structure.valid()) report.structure = structure.get();
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
        Steps steps(chart, law, view_of(observer, authority, look.variables));
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
