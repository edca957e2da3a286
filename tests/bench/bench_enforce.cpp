// What it costs to judge one act by every norm of the packs that a workflow runs under, with the
// case's history before it: every act of the shipped stories, in the order it came.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string_view>

#include "bench/measuring.h"
#include "cases/case_state.h"
#include "cases/entry.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::bench {
namespace {

constexpr std::size_t kRounds = 9;  ///< of each act; the median counts
constexpr std::string_view kWorkflows = LAGRUM_SOURCE_DIR "/workflows/se";

/// How long the acts took, in microseconds: those that were done last in legal order, and those
/// that were recorded late, after which the whole case is judged anew.
struct Times {
  std::vector<double> in_order;
  std::vector<double> late;
};

double microseconds_of(const law::Monitor& before, const Act& act) {
  std::vector<double> times;
  for (std::size_t round = 0; round < kRounds; ++round) {
    law::Monitor monitor = before;
    Act tried = act;
    monitor.reserve(monitor.history().size() + 1);
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<law::Finding> findings = monitor.add(std::move(tried));
    times.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
            .count());
  }
  return spread_of(std::move(times)).median;
}

/// Judges the acts of an entry one by one, each before it is put in its place.
Status judge(cases::CaseState& state, const cases::Entry& entry, Times& times) {
  if (entry.facts) {
    state.facts = *entry.facts;
    state.monitor.state_facts(Sequence::of(entry.index, 0), *entry.facts);
  }
  for (const Sequence effect : entry.superseded) state.monitor.supersede(effect);
  for (Act act : entry.acts) {
    const double took = microseconds_of(state.monitor, act);
    LAGRUM_TRY(state.record(act));
    const law::History& history = state.monitor.history();
    const bool last = history.find(act.sequence) + 1 == history.size();
    (last ? times.in_order : times.late).push_back(took);
  }
  return {};
}

Status measure(const std::string& scenario, Times& times) {
  const test::House& house = test::House::get();
  const auto medium = std::make_shared<test::MemoryMedium>();
  test::MemoryStore store(medium);
  LAGRUM_ASSIGN(const std::vector<test::Action> story, test::actions_of(scenario));
  LAGRUM_ASSIGN(Engine engine, test::engine_on(store));
  for (const test::Action& action : story) LAGRUM_TRY(test::act(engine, action));
  std::map<CaseId, cases::CaseState> cases;
  for (const row::Entry& row : medium->log) {
    LAGRUM_ASSIGN(const cases::Entry entry, cases::decode(row));
    LAGRUM_ASSIGN(const cases::Workflow* workflow,
                  house.workspace().state()->newest(WorkflowId(entry.workflow.id)));
    const auto [state, is_new] =
        cases.try_emplace(entry.case_id, entry.case_id, *workflow, house.zones());
    LAGRUM_TRY(judge(state->second, entry, times));
  }
  return {};
}

void print(const char* what, std::vector<double> times) {
  std::ranges::sort(times);
  const auto at = [&](double share) {
    return times[std::min(times.size() - 1,
                          static_cast<std::size_t>(share * static_cast<double>(times.size())))];
  };
  std::printf("  %-34s %8zu %10.1f %10.1f %10.1f %10.1f\n", what, times.size(), at(0.5), at(0.9),
              at(0.99), times.back());
}

Status run() {
  std::vector<std::string> stories;
  for (const auto& file : std::filesystem::recursive_directory_iterator(kWorkflows)) {
    if (file.path().parent_path().filename() == "scenarios")
      stories.push_back(std::filesystem::relative(file.path(), LAGRUM_SOURCE_DIR).string());
  }
  std::ranges::sort(stories);
  Times times;
  for (const std::string& story : stories) LAGRUM_TRY(measure(story, times));
  std::printf("%zu stories, every act of them, median of %zu rounds, microseconds\n",
              stories.size(), kRounds);
  std::printf("  %-34s %8s %10s %10s %10s %10s\n", "", "acts", "p50", "p90", "p99", "max");
  print("last in legal order", times.in_order);
  print("recorded late", times.late);
  std::vector<double> all = times.in_order;
  all.insert(all.end(), times.late.begin(), times.late.end());
  print("all", std::move(all));
  return {};
}

}  // namespace
}  // namespace lagrum::bench

int main() {
  const lagrum::Status status = lagrum::bench::run();
  if (status) return 0;
  std::fprintf(stderr, "bench_enforce: %s\n", lagrum::to_string(status.error()).c_str());
  return 1;
}
