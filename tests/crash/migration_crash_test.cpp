// The engine's process is killed while it moves cases to a new version of their workflow. Each case
// has moved whole or not at all, and the same order, given again, leads where an undisturbed one
// leads, to the byte.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "crash/child.h"
#include "lagrum/engine.h"
#include "sqlite/sqlite_store.h"
#include "support/contents.h"
#include "support/house.h"
#include "support/next_version.h"
#include "support/seed.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kCases = 12;
constexpr std::size_t kMigrationKills = 20;
constexpr std::size_t kMigrationKillsLong = 500;

const Workspace& next_workspace() {
  static const Workspace workspace = [] {
    Diagnostics diagnostics;
    return Workspace::load(sources_with_next_version(kMapText), House::get().zones(), diagnostics)
        .value();
  }();
  return workspace;
}

Instant minute(std::size_t count) {
  return parse_instant("2026-11-02T09:00:00.000Z").value() + std::chrono::minutes(count);
}

MigrationOrder order() {
  return {WorkflowId("se.kontakt"),
          "1.1.0",
          "anna",
          "New version",
          parse_instant("2026-11-16T09:00:00.000Z").value(),
          std::string(32, 'm')};
}

Result<Engine> next_engine(Store& store) {
  return Engine::create(next_workspace(),
                        {&store, &House::get().signer(), &House::get().zones(),
                         next_workspace().organisation("workflows/se/organisation.xml")});
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

Status move_all(Engine& engine, const Child::Teller& tell) {
  tell("begins");
  LAGRUM_ASSIGN(const MigrationReport report, engine.migrate(order()));
  tell("moved " + std::to_string(report.moving()) + " of " + std::to_string(report.cases.size()));
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
Child child_for(Work work, const std::string& path) {
  return Child([work, path](const Child::Teller& tell) {
    const auto run = [&]() -> Status {
      LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> store, SqliteStore::open(path));
      LAGRUM_ASSIGN(Engine engine, next_engine(*store));
      if (work == Work::kOpen) return open_cases(engine);
      return work == Work::kMove ? move_all(engine, tell) : survey_all(engine, *store, tell);
    };
    const Status done = run();
    if (!done) tell("problem: " + to_string(done.error()));
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
  });
}

/// What the process tells; it must come to its end.
std::vector<std::string> told_by(Work work, const std::string& path) {
  Child child = child_for(work, path);
  std::vector<std::string> lines = child.rest();
  EXPECT_EQ(child.wait(), 0) << (lines.empty() ? "" : lines.back());
  return lines;
}

/// How many cases have moved.
std::size_t moved_in(const std::vector<std::string>& lines) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
        return line.find("\"kind\":\"migrated\"") != std::string::npos;
      }));
}

void expect_sound(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) EXPECT_FALSE(line.starts_with("problem:")) << line;
}

class MigrationCrash : public testing::Test {
 protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::temp_directory_path() / "lagrum-migration-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    ASSERT_EQ(next_workspace().workflows().empty(), false);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string new_store() {
    const std::string path = (folder_ / (std::to_string(++stores_) + ".sqlite")).string();
    told_by(Work::kOpen, path);
    return path;
  }

  std::filesystem::path folder_;
  std::size_t stores_ = 0;
};

TEST_F(MigrationCrash, LeavesEachCaseWholeAndGoesOnToTheSameEnd) {
  Chance chance;
  const std::string undisturbed = new_store();
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(told_by(Work::kMove, undisturbed).back(), "moved 12 of 12");
  const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  const std::vector<std::string> expected = told_by(Work::kSurvey, undisturbed);
  expect_sound(expected);
  const std::size_t wanted = long_run() ? kMigrationKillsLong : kMigrationKills;
  std::size_t kills = 0;
  std::size_t between = 0;

  while (kills < wanted && !HasFailure()) {
    const std::string path = new_store();
    for (bool ended = false; !ended && kills < wanted && !HasFailure();) {
      Child mover = child_for(Work::kMove, path);
      ASSERT_EQ(mover.line(), "begins");
      ::usleep(
          static_cast<useconds_t>(chance.below(static_cast<std::size_t>(time.count()) / 2 + 1)));
      mover.kill();
      ended = mover.rest() != std::vector<std::string>();
      mover.wait();
      kills += ended ? 0U : 1U;
      const std::vector<std::string> found = told_by(Work::kSurvey, path);
      expect_sound(found);
      between += moved_in(found) > 0 && moved_in(found) < kCases ? 1U : 0U;
    }
    told_by(Work::kMove, path);
    EXPECT_EQ(first_difference(expected, told_by(Work::kSurvey, path)), "");
  }

  EXPECT_GT(between, wanted / 10);
  std::cout << kills << " kills, " << between << " of them between cases\n";
}

}  // namespace
}  // namespace lagrum::test
