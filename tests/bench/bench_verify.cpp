// What it takes to prove a workflow: states a second beside SPIN's own search of the same system,
// the whole of each shipped workflow, and a generated one of 200 states.
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "bench/measuring.h"
#include "bench/wide_workflow.h"
#include "cases/workspace_state.h"
#include "lagrum/verify.h"
#include "support/shared.h"
#include "verify/promela.h"
#include "verify/search.h"
#include "verify/verdict.h"

namespace lagrum::bench {
namespace {

constexpr int kRounds = 3;
constexpr std::size_t kStatesMax = 8'000'000;
constexpr double kNormAim = 10;   // seconds of one norm
constexpr double kWideAim = 30;   // of the generated workflow
constexpr double kRateAim = 1e6;  // states a second
constexpr double kBytesAim = 96;

/// A norm with a search that meets many states and no breach.
struct Subject {
  const char* workflow;
  const char* norm;
};

double seconds_in(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

double own_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return seconds_in(usage.ru_utime) + seconds_in(usage.ru_stime);
}

/// Memory that the process holds now ("VmRSS:") or held at most ("VmHWM:"), in bytes.
double memory(const std::string& what) {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    double kilobytes = 0;
    if (word == what && file >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

/// What `work` holds more than was held before, at most.
template <class Work>
double growth(Work&& work) {
  malloc_trim(0);                                   // what was given back counts as held otherwise
  std::ofstream("/proc/self/clear_refs") << "5\n";  // the most is what is held now
  const double held = memory("VmRSS:");
  work();
  return memory("VmHWM:") - held;
}

/// One search; seconds of processor time.
struct Taken {
  double first = 0;  ///< with the steps of the workflow worked out
  double again = 0;  ///< with the steps known
  double bytes = 0;  ///< of memory, for each state: steps, what the norm knows and the search
  double bytes_again = 0;
  double states = 0;
  double edges = 0;
};

/// Calls `work` in a process of its own, so that its memory is its own too.
template <class Work>
Taken apart(Work&& work) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const Taken taken = work();
    if (write(ends[1], &taken, sizeof(taken)) != sizeof(taken)) _exit(1);
    _exit(0);
  }
  Taken taken;
  close(ends[1]);
  if (read(ends[0], &taken, sizeof(taken)) != sizeof(taken)) std::abort();
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return taken;
}

struct Ours {
  const cases::Workflow* workflow;
  std::size_t norm;
  verify::Look look;

  Taken search() const {
    Taken taken;
    verify::Observer observer(workflow->law, norm, look.aim);
    verify::Steps steps(workflow->chart, workflow->law,
                        verify::view_of(observer, "", look.variables));
    verify::Found found;
    const auto search = [&] { found = verify::search(steps, observer, {kStatesMax, false}); };
    const double begun = own_seconds();
    taken.bytes = growth(search) / static_cast<double>(found.states);
    taken.first = own_seconds() - begun;
    const double once_more = own_seconds();
    taken.bytes_again = growth(search) / static_cast<double>(found.states);
    taken.again = own_seconds() - once_more;
    taken.states = static_cast<double>(found.states);
    taken.edges = static_cast<double>(found.edges);
    return taken;
  }
  std::string model() const {
    verify::Observer observer(workflow->law, norm, look.aim);
    verify::Steps steps(workflow->chart, workflow->law,
                        verify::view_of(observer, "", look.variables));
    return verify::promela(steps, observer, "measured", kStatesMax);
  }
};

/// The largest search on a norm that meets no breach.
std::optional<Ours> largest(const Workspace& workspace, const Subject& subject) {
  const cases::Workflow* workflow = workspace.state()->newest(WorkflowId(subject.workflow)).value();
  std::optional<Ours> found;
  for (std::size_t i = 0; i < workflow->law.norms().size(); ++i) {
    if (workflow->law.norms()[i].id != subject.norm) continue;
    constexpr std::chrono::sys_days kLongAgo{std::chrono::year{2018} / 7 / 1};
    const Date begun = workflow->chart.valid_from().value_or(kLongAgo);
    for (const verify::Look& look :
         verify::looks_at(workflow->chart, workflow->law, i, "", begun, kStatesMax))
      if (look.decided && look.shortest == 0 && (!found || found->look.states < look.states))
        found = Ours{workflow, i, look};
  }
  return found;
}

double number_after(const std::string& text, const std::string& before) {
  const std::size_t at = text.find(before);
  return at == std::string::npos ? 0 : std::atof(text.c_str() + at + before.size());
}

/// SPIN's own search, compiled with all that makes it fast.
struct Pan {
  Pan(const std::string& model, std::size_t held) {
    while (std::size_t{1} << slots < 2 * held) ++slots;
    std::ofstream(scratch.file("model.pml"), std::ios::binary) << model;
    built = std::system(("cd " + scratch.folder() +
                         " && spin -a model.pml >told 2>&1 && gcc -O2 -w -DBFS -DSAFETY -DNOREDUCE "
                         "-DNOFAIR -DNOBOUNDCHECK -o pan pan.c >told 2>&1")
                            .c_str()) == 0;
  }
  /// Seconds of processor time, with the tables loaded; states in `states`.
  double search() {
    rusage before{};
    getrusage(RUSAGE_CHILDREN, &before);
    if (std::system(
            ("cd " + scratch.folder() + " && ./pan -E -w" + std::to_string(slots) + " >told 2>&1")
                .c_str()) != 0)
      std::abort();
    rusage after{};
    getrusage(RUSAGE_CHILDREN, &after);
    const std::string told = test::read_bytes(scratch.file("told"));
    const std::size_t line = told.find(" states, stored");
    states =
        line == std::string::npos ? 0 : std::atof(told.c_str() + told.rfind('\n', line) + 1) - 1;
    bytes = number_after(told, "State-vector ");
    const std::size_t edge = told.find(" transitions (");
    edges = edge == std::string::npos ? 0 : std::atof(told.c_str() + told.rfind('\n', edge) + 1);
    return seconds_in(after.ru_utime) + seconds_in(after.ru_stime) - seconds_in(before.ru_utime) -
           seconds_in(before.ru_stime);
  }
  Scratch scratch;
  int slots = 16;  // of its table, as a power of two
  bool built = false;
  double states = 0;
  double edges = 0;
  double bytes = 0;
};

bool print_beside_spin(const Workspace& workspace, const Subject& subject) {
  const std::optional<Ours> ours = largest(workspace, subject);
  if (!ours) {
    std::printf("| %s | no search without a breach |\n", subject.norm);
    return false;
  }
  Pan pan(ours->model(), ours->look.states);
  std::vector<double> first;
  std::vector<double> again;
  std::vector<double> spin;
  Taken taken;
  for (int round = 0; round < kRounds; ++round) {
    taken = apart([&] { return ours->search(); });
    first.push_back(taken.states / taken.first / 1e6);
    again.push_back(taken.states / taken.again / 1e6);
    if (pan.built) spin.push_back(taken.states / pan.search() / 1e6);
  }
  const double worst = spread_of(first).median;
  std::printf("| %s, %s | %.0f | %.0f | %.2f%s | %.2f |", subject.workflow, subject.norm,
              taken.states, taken.edges, worst, worst * 1e6 >= kRateAim ? ", met" : ", not met",
              spread_of(again).median);
  if (!pan.built) {
    std::printf(" spin or gcc is missing | | |");
  } else {
    std::printf(" %.2f, %.0f edges | %.2f%s | %.2f |", spread_of(spin).median, pan.edges,
                worst / spread_of(spin).median,
                worst >= spread_of(spin).median ? ", met" : ", not met",
                spread_of(again).median / spread_of(spin).median);
  }
  std::printf(" %.0f%s | %.0f |\n", taken.bytes, taken.bytes <= kBytesAim ? ", met" : ", not met",
              taken.bytes_again);
  return !pan.built || pan.states == taken.states;
}

/// All norms of a workflow: seconds, and the slowest norm.
void print_whole(const Workspace& workspace, const std::string& workflow, bool verdicts) {
  std::string slowest;
  double slowest_seconds = 0;
  std::size_t inconclusive = 0;
  double last = own_seconds();
  const double begun = last;
  verify::Options options;
  options.told = [&](const verify::NormResult& norm) {
    const double now = own_seconds();
    if (verdicts)
      std::printf("  %-12s %-18s %-16s %8zu states %7.2f s\n", norm.norm.c_str(),
                  std::string(to_string(norm.alone)).c_str(),
                  std::string(to_string(norm.enforced)).c_str(), norm.states, now - last);
    if (now - last > slowest_seconds) slowest_seconds = now - last, slowest = norm.norm;
    const bool unsure = norm.alone == verify::Verdict::kInconclusive ||
                        norm.enforced == verify::Verdict::kInconclusive;
    inconclusive += unsure ? 1 : 0;
    last = now;
  };
  const auto report = verify::check(workspace, WorkflowId(workflow), options);
  const double all = own_seconds() - begun;
  const double aim = verdicts ? kWideAim : kNormAim;
  const double held = verdicts ? all : slowest_seconds;
  std::printf("| %s | %zu | %.1f s | %s, %.2f s | %zu | %s |\n", workflow.c_str(),
              report.value().norms.size(), all, slowest.c_str(), slowest_seconds, inconclusive,
              held <= aim ? "met" : "not met");
  std::fflush(stdout);
}

int measure() {
  constexpr Subject kSubjects[] = {{"se.bygglov", "se.fl.45.late"},
                                   {"se.bygglov", "se.fl.9.speed"},
                                   {"se.serveringstillstand", "se.fl.33.mask"},
                                   {"se.serveringstillstand", "se.osl.5.1"},
                                   {"xx.wide", "xx.any2"},
                                   {"xx.wide", "xx.any3"}};
  const Workspace shipped = shipped_workspace();
  const Workspace wide = wide_workspace();
  std::printf(
      "| search without a breach | states | edges | M states/s, aim 1 | steps known | SPIN | times "
      "SPIN's, aim 1 | steps known | bytes a state, aim 96 | steps known |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  bool alike = true;
  for (const Subject& subject : kSubjects) {
    const bool is_wide = std::string(subject.workflow) == "xx.wide";
    alike = print_beside_spin(is_wide ? wide : shipped, subject) && alike;
    std::fflush(stdout);
  }
  std::printf("\nthe generated workflow of %d states, aim 30 s for all norms:\n", kWideStates);
  print_whole(wide, "xx.wide", true);
  std::printf(
      "\n| all norms | norms | time | slowest | inconclusive | aim: 10 s a norm |\n"
      "| --- | --- | --- | --- | --- | --- |\n");
  for (const auto& workflow : shipped.workflows()) print_whole(shipped, workflow.id, false);
  if (!alike) std::printf("SPIN met other states than the verifier\n");
  return alike ? 0 : 1;
}

}  // namespace
}  // namespace lagrum::bench

int main() { return lagrum::bench::measure(); }
