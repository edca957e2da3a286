// Durable transitions a second: the engine on its SQLite store beside SQLite alone, which writes
// the same rows with the same commits. One run gives both, round about, so that what the disk does
// strikes both alike.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "bench/flat.h"
#include "bench/measuring.h"
#include "bench/raw_sqlite.h"
#include "bench/recording_store.h"
#include "cases/case_state.h"
#include "journal/tree.h"
#include "sqlite/sqlite_store.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::bench {
namespace {

using test::Action;

constexpr const char* kStory = "workflows/se/serveringstillstand/scenarios/01-story.xml";
constexpr std::size_t kFlatCases = 20;
constexpr std::size_t kFlatTurns = 20;
constexpr std::size_t kEvents = 100'000;
constexpr std::size_t kStoryEvents = 2'000;
constexpr std::size_t kLeaves = 1'000'000;
constexpr std::size_t kLeafBytes = 1024;

void print(const char* what, const Spread& spread, int decimals) {
  std::printf("  %-34s %10.*f %10.*f %10.*f\n", what, decimals, spread.min, decimals, spread.median,
              decimals, spread.max);
}

/// What is played: an engine made anew for each store, and what it is sent.
struct Load {
  const char* name;
  std::function<Result<Engine>(Store&)> engine;
  std::vector<Action> actions;
};

/// Sends all actions to a new engine on the store; answers how long that took, in seconds.
Result<double> play(const Load& load, Store& store) {
  LAGRUM_ASSIGN(Engine engine, load.engine(store));
  const auto begin = std::chrono::steady_clock::now();
  for (const Action& action : load.actions) LAGRUM_TRY(test::act(engine, action));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Status check_same(const std::string& engine, const std::string& raw) {
  LAGRUM_ASSIGN(const std::string differing, first_difference(engine, raw));
  if (differing.empty()) return {};
  return Error{ErrorCode::kCorruption,
               "expected the same rows from both, found others in " + differing,
               {},
               {}};
}

Status measure(const Load& load, std::size_t rounds, const Scratch& scratch) {
  const std::string first = scratch.file(std::string(load.name) + "-recorded.sqlite");
  LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> recorded, SqliteStore::open(first));
  RecordingStore recording(*recorded);
  LAGRUM_TRY(play(load, recording));
  const auto commits = static_cast<double>(recording.commits().size());

  std::vector<double> engine_rates;
  std::vector<double> raw_rates;
  std::vector<double> ratios;
  std::vector<double> memory_rates;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::string suffix = load.name + std::to_string(round) + ".sqlite";
    LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> store,
                  SqliteStore::open(scratch.file("engine-" + suffix)));
    LAGRUM_ASSIGN(const double engine, play(load, *store));
    LAGRUM_ASSIGN(const double raw,
                  write_raw(scratch.file("raw-" + suffix), first, recording.commits()));
    LAGRUM_TRY(check_same(scratch.file("engine-" + suffix), scratch.file("raw-" + suffix)));
    test::MemoryStore memory;
    LAGRUM_ASSIGN(const double alone, play(load, memory));
    engine_rates.push_back(commits / engine);
    raw_rates.push_back(commits / raw);
    ratios.push_back(raw / engine);
    memory_rates.push_back(commits / alone);
  }

  std::printf("%s: %zu actions, %.0f commits of %.1f kB on average, %zu rounds\n", load.name,
              load.actions.size(), commits,
              static_cast<double>(bytes_of(recording.commits())) / commits / 1000, rounds);
  std::printf("  %-34s %10s %10s %10s\n", "", "min", "median", "max");
  print("engine on SQLite, commits/s", spread_of(engine_rates), 0);
  print("SQLite alone, commits/s", spread_of(raw_rates), 0);
  print("engine's share of SQLite's rate", spread_of(ratios), 3);
  print("engine in memory, commits/s", spread_of(memory_rates), 0);
  std::printf("\n");
  return {};
}

// --- figures beside: what a step costs without law and store

/// Events a second of one chart: `events` copies of the first event, each processed by a session
/// that has just begun where `afresh`, else by one session after another.
Status measure_chart(const char* name, const cases::Workflow& workflow, const Command& first,
                     std::size_t events, bool afresh, std::size_t rounds) {
  const statechart::Surroundings surroundings{first.now, std::nullopt};
  statechart::Event event;
  event.name = first.event;
  event.data = Value(first.data);
  statechart::Session begun;
  LAGRUM_TRY(statechart::start(workflow.chart, begun, "bench", surroundings));
  std::vector<double> rates;
  for (std::size_t round = 0; round < rounds; ++round) {
    statechart::Session session = begun;
    Status failed;
    const double took = seconds_of([&] {
      for (std::size_t i = 0; i < events && failed; ++i) {
        if (afresh) session = begun;
        const auto trace = statechart::process(workflow.chart, session, event, surroundings);
        if (!trace) failed = trace.error();
      }
    });
    LAGRUM_TRY(failed);
    rates.push_back(static_cast<double>(events) / took);
  }
  print(name, spread_of(rates), 0);
  return {};
}

void measure_tree(std::size_t rounds) {
  std::string leaf(kLeafBytes, 'x');
  std::vector<double> rates;
  for (std::size_t round = 0; round < rounds; ++round) {
    journal::Frontier frontier;
    const double took = seconds_of([&] {
      for (std::size_t i = 0; i < kLeaves; ++i) {
        leaf[i % kLeafBytes] = static_cast<char>(i & 0x7FU);
        frontier.append(journal::leaf_hash(leaf));
      }
    });
    LAGRUM_CHECK(frontier.size() == kLeaves);
    rates.push_back(static_cast<double>(kLeaves) / took);
  }
  print("Merkle appends/s, leaves of 1 KiB", spread_of(rates), 0);
}

Result<const cases::Workflow*> workflow_of(const Workspace& workspace, std::string_view id) {
  for (const auto& each : workspace.state()->workflows) {
    if (each->chart.name() == id) return each.get();
  }
  return Error{
      ErrorCode::kNotFound, "expected the workflow '" + std::string(id) + "' to be loaded", {}, {}};
}

Status measure_all(std::size_t rounds) {
  const test::House& house = test::House::get();
  LAGRUM_ASSIGN(std::vector<Action> story, test::actions_of(kStory));
  std::erase_if(story,
                [](const Action& action) { return action.kind == Action::Kind::kCheckpoint; });
  LAGRUM_ASSIGN(const Workspace flat, flat_workspace(house.zones()));
  const auto flat_engine = [&](Store& store) {
    return Engine::create(flat, {&store, &house.signer(), &house.zones(),
                                 flat.organisation(flat.organisations().at(0))});
  };
  const std::array<Load, 2> loads = {{{"licence", test::engine_on, story},
                                      {"flat", flat_engine, flat_actions(kFlatCases, kFlatTurns)}}};
  const Scratch scratch;
  std::printf("stores in %s; synchronous FULL, one commit for each command or moment\n\n",
              scratch.folder().c_str());
  for (const Load& load : loads) LAGRUM_TRY(measure(load, rounds, scratch));

  LAGRUM_ASSIGN(const cases::Workflow* turned, workflow_of(flat, kFlatWorkflow));
  LAGRUM_ASSIGN(const cases::Workflow* licence,
                workflow_of(house.workspace(), story.front().command.workflow.str()));
  std::printf("beside, in memory\n  %-34s %10s %10s %10s\n", "", "min", "median", "max");
  LAGRUM_TRY(measure_chart("flat chart, events/s", *turned, loads[1].actions.front().command,
                           kEvents, false, rounds));
  LAGRUM_TRY(measure_chart("licence chart, first event, events/s", *licence, story.front().command,
                           kStoryEvents, true, rounds));
  measure_tree(rounds);
  return {};
}

}  // namespace
}  // namespace lagrum::bench

int main(int count, char** arguments) {
  std::size_t rounds = 7;
  const std::string_view given = count > 1 ? arguments[1] : "";
  const auto end = std::from_chars(given.data(), given.data() + given.size(), rounds);
  if (count > 2 || end.ptr != given.data() + given.size() || rounds == 0) {
    std::fprintf(stderr, "usage: bench_durable [ROUNDS]\n");
    return 2;
  }
  const lagrum::Status status = lagrum::bench::measure_all(rounds);
  if (status) return 0;
  std::fprintf(stderr, "bench_durable: %s\n", lagrum::to_string(status.error()).c_str());
  return 1;
}
