// The engine's process is killed while it moves cases to a new version of their workflow, or brings
// them under other texts. Each case has moved whole or not at all, and the same order, given again,
// leads where an undisturbed one leads, to the byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "crash/child.h"
#include "lagrum/engine.h"
#include "sqlite/sqlite_store.h"
#include "support/changed_files.h"
#include "support/contents.h"
#include "support/house.h"
#include "support/next_version.h"
#include "support/seed.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kCases = 12;
constexpr std::size_t kMoveKills = 20;
constexpr std::size_t kMoveKillsLong = 500;

/// Both versions of the workflow, without a map from one to the other.
const Workspace& old_workspace() {
  static const Workspace workspace = workspace_of(sources_with_next_version(""));
  return workspace;
}

const Workspace& next_workspace() {
  static const Workspace workspace = workspace_of(sources_with_next_version(kMapText));
  return workspace;
}

/// As next_workspace(), with a calendar in which a Tuesday is no working day.
const Workspace& other_days() {
  static const Workspace workspace = [] {
    std::vector<SourceFile> files = sources_with_next_version(kMapText);
    replace_in(files, "workflows/law/se/calendar.xml", R"(version="2026.1")",
               R"(version="2026.2")");
    replace_in(files, "workflows/law/se/calendar.xml", R"(<day id="se.epiphany")",
               R"(<day id="se.extra" fixed="11-17" public="true" cite="SFS 2026:1 1 §">)"
               R"(<title xml:lang="sv">extradag</title><title xml:lang="da">ekstradag</title>)"
               R"(<title xml:lang="en">an extra day</title></day><day id="se.epiphany")");
    return workspace_of(files);
  }();
  return workspace;
}

Instant minute(std::size_t count) {
  return parse_instant("2026-11-02T09:00:00.000Z").value() + std::chrono::minutes(count);
}

Instant order_time() { return parse_instant("2026-11-16T09:00:00.000Z").value(); }

/// How many cases an order has moved, and of how many.
using Moved = std::pair<std::size_t, std::size_t>;

Result<Moved> migrate(Engine& engine) {
  LAGRUM_ASSIGN(const MigrationReport report,
                engine.migrate({WorkflowId("se.kontakt"), "1.1.0", "anna", "New version",
                                order_time(), std::string(32, 'm')}));
  return Moved(report.moving(), report.cases.size());
}

Result<Moved> reproject(Engine& engine) {
  LAGRUM_ASSIGN(const ReprojectionReport report,
                engine.reproject(other_days(), {"anna", "The calendar has changed", order_time(),
                                                std::string(32, 'm')}));
  return Moved(report.moving(), report.cases.size());
}

/// An order that moves all cases.
struct Order {
  std::string name;
  const Workspace& (*in_force)();
  const Workspace& (*other)();  ///< kept beside it
  Result<Moved> (*carry_out)(Engine&);
  std::string entry;  ///< what each case that has moved has an entry of
};
void PrintTo(const Order& order, std::ostream* stream) { *stream << order.name; }

Result<Engine> engine_for(const Order& order, Store& store) {
  const Workspace& workspace = order.in_force();
  return Engine::create(workspace, {&store,
                                    &House::get().signer(),
                                    &House::get().zones(),
                                    workspace.organisation("workflows/se/organisation.xml"),
                                    {order.other()}});
}

Status open_cases(Engine& engine) {
  for (std::size_t i = 0; i < kCases; ++i) {
    Command made;
    made.id = CommandId("contact-" + std::to_string(i));
    made.salt = std::string(32, static_cast<char>('a' + i));
    made.workflow = WorkflowId("se.kontakt");
    made.origin = Origin::kArrival;
    made.who = "anyone";
    made.event = "contact";
    made.channel = "e-mail";
    made.data.set("topic", Value("Opening hours"));
    made.now = minute(i);
    LAGRUM_ASSIGN(const Answer answer, engine.execute(made));
    if (answer.outcome != Outcome::kDone)
      return Error{ErrorCode::kInvalidArgument, answer.detail, {}, {}};
  }
  return {};
}

Status move_all(const Order& order, Engine& engine, const Child::Teller& tell) {
  tell("begins");
  LAGRUM_ASSIGN(const Moved moved, order.carry_out(engine));
  tell("moved " + std::to_string(moved.first) + " of " + std::to_string(moved.second));
  return {};
}

Status survey_all(Engine& engine, Store& store, const Child::Teller& tell) {
  LAGRUM_ASSIGN(const Verification found, engine.verify());
  for (const std::string& problem : found.problems) tell("problem: " + problem);
  LAGRUM_ASSIGN(const std::vector<std::string> lines, contents_of(store));
  for (const std::string& line : lines) tell(line);
  return {};
}

enum class Work : std::uint8_t { kOpen, kMove, kSurvey };

/// One piece of work in a process of its own.
Child child_for(const Order& order, Work work, const std::string& path) {
  return Child([&order, work, path](const Child::Teller& tell) {
    const auto run = [&]() -> Status {
      LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> store, SqliteStore::open(path));
      LAGRUM_ASSIGN(Engine engine, engine_for(order, *store));
      if (work == Work::kOpen) return open_cases(engine);
      return work == Work::kMove ? move_all(order, engine, tell) : survey_all(engine, *store, tell);
    };
    const Status done = run();
    if (!done) tell("problem: " + to_string(done.error()));
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
  });
}

/// What the process tells; it must come to its end.
std::vector<std::string> told_by(const Order& order, Work work, const std::string& path) {
  Child child = child_for(order, work, path);
  std::vector<std::string> lines = child.rest();
  EXPECT_EQ(child.wait(), 0) << (lines.empty() ? "" : lines.back());
  return lines;
}

/// How many cases have moved.
std::size_t moved_in(const Order& order, const std::vector<std::string>& lines) {
  const std::string kind = "\"kind\":\"" + order.entry + "\"";
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const std::string& line) { return line.find(kind) != std::string::npos; }));
}

void expect_sound(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) EXPECT_FALSE(line.starts_with("problem:")) << line;
}

class MovesCrash : public testing::TestWithParam<Order> {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "lagrum-moves-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    ASSERT_FALSE(GetParam().in_force().workflows().empty());  // loaded once, before any fork
    ASSERT_FALSE(GetParam().other().workflows().empty());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string new_store() {
    const std::string path = (folder_ / (std::to_string(++stores_) + ".sqlite")).string();
    told_by(GetParam(), Work::kOpen, path);
    return path;
  }

  std::filesystem::path folder_;
  std::size_t stores_ = 0;
};

using Clock = std::chrono::steady_clock;

/// Waits until the process writes to its store, `limit` at most: before that it only plans.
void wait_for_writing(const std::string& path, Clock::duration limit) {
  const std::string log = path + "-wal";
  const auto size = [&] {
    std::error_code none;
    return std::filesystem::file_size(log, none);
  };
  const auto before = size();
  const auto begun = Clock::now();
  while (size() == before && Clock::now() - begun < limit) ::usleep(50);
}

TEST_P(MovesCrash, LeavesEachCaseWholeAndGoesOnToTheSameEnd) {
  Chance chance;
  const auto less_than = [&](Clock::duration time) {
    const auto length = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    return static_cast<useconds_t>(chance.below(static_cast<std::size_t>(length) + 1));
  };
  const std::string undisturbed = new_store();
  Child first = child_for(GetParam(), Work::kMove, undisturbed);
  ASSERT_EQ(first.line(), "begins");
  const auto begun = Clock::now();
  wait_for_writing(undisturbed, std::chrono::minutes(1));
  const auto planning = Clock::now() - begun;
  ASSERT_THAT(first.rest(), testing::ElementsAre("moved 12 of 12"));
  const auto writing = Clock::now() - begun - planning;
  ASSERT_EQ(first.wait(), 0);
  const std::vector<std::string> expected = told_by(GetParam(), Work::kSurvey, undisturbed);
  expect_sound(expected);
  const std::size_t wanted = long_run() ? kMoveKillsLong : kMoveKills;
  std::size_t kills = 0;
  std::size_t between = 0;

  while (kills < wanted && !HasFailure()) {
    const std::string path = new_store();
    for (bool ended = false; !ended && kills < wanted && !HasFailure();) {
      Child mover = child_for(GetParam(), Work::kMove, path);
      ASSERT_EQ(mover.line(), "begins");
      if (chance.below(4) == 0) {
        ::usleep(less_than(planning));
      } else {
        wait_for_writing(path, planning * 4);
        ::usleep(less_than(writing));
      }
      mover.kill();
      ended = mover.rest() != std::vector<std::string>();
      mover.wait();
      kills += ended ? 0U : 1U;
      const std::vector<std::string> found = told_by(GetParam(), Work::kSurvey, path);
      expect_sound(found);
      between += moved_in(GetParam(), found) > 0 && moved_in(GetParam(), found) < kCases ? 1U : 0U;
    }
    told_by(GetParam(), Work::kMove, path);
    EXPECT_EQ(first_difference(expected, told_by(GetParam(), Work::kSurvey, path)), "");
  }

  EXPECT_GT(between, wanted / 10);
  std::cout << kills << " kills, " << between << " of them between cases\n";
}

INSTANTIATE_TEST_SUITE_P(
    Orders, MovesCrash,
    testing::Values(Order{"Migration", next_workspace, old_workspace, migrate, "migrated"},
                    Order{"Reprojection", old_workspace, other_days, reproject, "reprojected"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::test
