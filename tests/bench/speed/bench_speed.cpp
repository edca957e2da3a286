// How fast single steps are, each beside those who do the same: Qt SCXML, Boost.Statechart, SCION
// and XState for charts, feelin for FEEL. Whoever is not installed is named and left out.
#include <malloc.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include "bench/measuring.h"
#include "bench/speed/large_workflow.h"
#include "bench/speed/our_chart.h"
#include "bench/speed/our_guard.h"
#include "bench/speed/our_table.h"
#include "bench/speed/peer.h"

namespace lagrum::bench {
namespace {

constexpr const char* kFolder = "tests/bench/speed/";
constexpr std::size_t kEventsInPass = 1'000;
constexpr std::size_t kFlatPasses = 200;
constexpr std::size_t kDeepPasses = 50;
constexpr std::size_t kGuardPasses = 10'000;
constexpr std::size_t kGuardPassesOfPeers = 50;
constexpr std::size_t kTablePasses = 5'000;
constexpr std::size_t kIdle = 100'000;
constexpr std::uint32_t kSeed = 1;

/// What Qt is to be left behind by.
constexpr int kTimesQt = 10;

struct Input {
  Scratch scratch;
  Date today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  std::vector<std::string> missing = {};

  /// The lines as a file; its path.
  std::string write(const std::string& name, const std::vector<std::string>& lines) const {
    std::ofstream file(scratch.file(name));
    for (const std::string& line : lines) file << line << '\n';
    return scratch.file(name);
  }
};

/// Adds the peer to the work, or notes that it is missing.
void add(Input& input, Work& work, const Peer& peer, const std::vector<std::string>& arguments,
         std::size_t items, int times_aim = 0) {
  if (is_there(peer)) {
    work.contenders.push_back(contender_of(peer, arguments, items, times_aim));
  } else {
    input.missing.push_back(peer.name + " (" + peer.package + "), of: " + work.title);
  }
}

Contender ourselves(std::function<Result<Cost>()> run) { return {"Lagrum", std::move(run)}; }

std::size_t below(std::mt19937& chance, std::size_t end) { return chance() % end; }

std::vector<std::string> flat_events() {
  std::mt19937 chance(kSeed);
  std::vector<std::string> events;
  while (events.size() < kEventsInPass) events.emplace_back(below(chance, 3) > 0 ? "next" : "back");
  return events;
}

/// Mostly steps, some that nobody takes; a pause is soon over.
std::vector<std::string> deep_events() {
  constexpr std::array kOften = {"step", "step", "step", "turn", "turn", "swap", "swap", "nobody"};
  std::mt19937 chance(kSeed);
  std::vector<std::string> events;
  while (events.size() + 3 < kEventsInPass) {
    events.emplace_back(kOften[below(chance, kOften.size())]);
    if (below(chance, 30) == 0) events.insert(events.end(), {"pause", "step", "resume"});
  }
  events.resize(kEventsInPass, "turn");
  return events;
}

Contender our_chart(const std::string& file, const std::vector<std::string>& events,
                    std::size_t passes) {
  return ourselves([=]() -> Result<Cost> {
    LAGRUM_ASSIGN(OurChart chart, OurChart::load(file));
    const Measured measured = trial(chart, events, passes);
    return Cost{measured.seconds / static_cast<double>(passes * events.size()), measured.sum};
  });
}

Work flat_work(Input& input) {
  const std::string file = std::string(kFolder) + "flat.scxml";
  const std::vector<std::string> events = flat_events();
  const std::string path = input.write("flat-events", events);
  const std::string passes = std::to_string(kFlatPasses);
  const std::size_t items = kFlatPasses * kEventsInPass;
  Work work{"flat chart, 3 states, an event", Unit::kNanoseconds, 100, {}};
  work.contenders.push_back(our_chart(file, events, kFlatPasses));
  add(input, work, {"Qt SCXML", "qt_flat", "qt6-scxml-dev"}, {path, passes}, items, kTimesQt);
  add(input, work, {"Boost.Statechart", "boost_flat", "libboost1.81-dev"}, {path, passes}, items);
  add(input, work, {"SCION", "scion.mjs", "@scion-scxml/scxml"},
      {path, passes, LAGRUM_SOURCE_DIR "/" + file}, items);
  add(input, work, {"XState", "xstate_flat.mjs", "xstate"}, {path, passes}, items);
  return work;
}

Work deep_work(Input& input) {
  const std::string file = std::string(kFolder) + "deep.scxml";
  const std::vector<std::string> events = deep_events();
  const std::string path = input.write("deep-events", events);
  const std::string passes = std::to_string(kDeepPasses);
  const std::size_t items = kDeepPasses * kEventsInPass;
  Work work{"deep parallel chart with guards, history and assignments, an event",
            Unit::kNanoseconds,
            1'000,
            {}};
  work.contenders.push_back(our_chart(file, events, kDeepPasses));
  add(input, work, {"Qt SCXML", "qt_deep", "qt6-scxml-dev"}, {path, passes}, items, kTimesQt);
  add(input, work, {"SCION", "scion.mjs", "@scion-scxml/scxml"},
      {path, passes, LAGRUM_SOURCE_DIR "/" + file}, items);
  add(input, work, {"XState", "xstate_deep.mjs", "xstate"}, {path, passes}, items);
  return work;
}

Work guard_work(Input& input) {
  const std::vector<Application> asked = applications(input.today);
  std::vector<std::string> lines;
  for (const Application& each : asked) {
    lines.push_back(each.amount + "\t" + std::to_string(each.age) + "\t" +
                    plain_text(Value(each.due)));
  }
  const std::string path = input.write("applications", lines);
  Work work{std::string("guard `") + kGuard + "`", Unit::kMillionsPerSecond, 3, {}};
  work.contenders.push_back(ourselves([today = input.today, asked]() -> Result<Cost> {
    LAGRUM_ASSIGN(const OurGuard guard, OurGuard::compile(today, asked));
    const Measured measured = guard.measure(kGuardPasses);
    return Cost{measured.seconds / static_cast<double>(kGuardPasses * asked.size()), measured.sum};
  }));
  add(input, work, {"feelin", "feelin.mjs", "feelin"},
      {path, std::to_string(kGuardPassesOfPeers), kGuard}, kGuardPassesOfPeers * asked.size());
  return work;
}

Work table_work() {
  const auto run = []() -> Result<Cost> {
    LAGRUM_ASSIGN(const OurTable table, OurTable::load(std::string(kFolder) + "fees.dmn"));
    return Cost{table.measure(kTablePasses) / static_cast<double>(kTablePasses * table.questions()),
                ""};
  };
  return {"decision table, 4 inputs × 12 rules", Unit::kMillionsPerSecond, 5, {ourselves(run)}};
}

double bytes_in_use() {
  const struct mallinfo2 info = ::mallinfo2();
  return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

/// The memory of many copies of `one`, for each; with what the allocator adds.
template <class One>
double bytes_of(const One& one) {
  const double before = bytes_in_use();
  const std::vector<One> many(kIdle, one);
  return (bytes_in_use() - before) / static_cast<double>(kIdle);
}

/// An instance of the deep chart that has taken a pass of events and has a history.
Work idle_work() {
  const auto run = []() -> Result<Cost> {
    LAGRUM_ASSIGN(OurChart chart, OurChart::load(std::string(kFolder) + "deep.scxml"));
    chart.prepare(deep_events());
    chart.take_all();
    return Cost{bytes_of(chart.idle()) - bytes_of(chart.data()), ""};
  };
  return {"idle instance of the deep chart, besides its data", Unit::kBytes, 100, {ourselves(run)}};
}

Result<Work> large_work() {
  LAGRUM_ASSIGN(std::vector<SourceFile> files, large_workflow());
  const auto run = [files = std::move(files)]() -> Result<Cost> {
    const std::unique_ptr<ZoneRules> zones = calendar::system_zone_rules();
    Status status;
    const double took = seconds_of([&] { status = load_and_lint(files, *zones); });
    LAGRUM_TRY(status);
    return Cost{took, ""};
  };
  return Work{
      "load and lint of a workflow of 1000 states", Unit::kMilliseconds, 100, {ourselves(run)}};
}

Result<bool> measure_all(std::size_t rounds) {
  Input input;
  std::vector<Work> works = {flat_work(input), deep_work(input), guard_work(input), table_work(),
                             idle_work()};
  LAGRUM_ASSIGN(Work large, large_work());
  works.push_back(std::move(large));
  for (const std::string& missing : input.missing) std::printf("not there: %s\n", missing.c_str());
  std::printf("%zu rounds by turns; charts: %zu events a pass\n\n", rounds, kEventsInPass);
  return print_speed_table(works, rounds);
}

}  // namespace
}  // namespace lagrum::bench

int main(int count, char** arguments) {
  std::size_t rounds = 7;
  const std::string_view given = count > 1 ? arguments[1] : "";
  const auto end = std::from_chars(given.data(), given.data() + given.size(), rounds);
  if (count > 2 || end.ptr != given.data() + given.size() || rounds == 0) {
    std::fprintf(stderr, "usage: bench_speed [ROUNDS]\n");
    return 2;
  }
  const auto same = lagrum::bench::measure_all(rounds);
  if (same) return *same ? 0 : 1;
  std::fprintf(stderr, "bench_speed: %s\n", lagrum::to_string(same.error()).c_str());
  return 1;
}
