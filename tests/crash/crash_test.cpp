// The engine's process is killed at random moments of a whole case. What it had confirmed must be
// on record, once; what it had not may be there whole or not at all; and going on leads where an
// undisturbed run leads, to the byte. Death of the process is what is shown here; the machine's own
// is shown where writes fail.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "crash/player.h"
#include "support/contents.h"
#include "support/house.h"
#include "support/seed.h"

namespace lagrum::test {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

constexpr const char* kStory = "workflows/se/serveringstillstand/scenarios/01-story.xml";
constexpr std::size_t kKills = 40;
constexpr std::size_t kKillsLong = 2000;
constexpr std::size_t kActionsPerLife = 12;  ///< a process lives for less than so many actions

/// A folder for stores; gone with the object.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "lagrum-crash-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(folder_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string new_store() { return (folder_ / (std::to_string(++stores_) + ".sqlite")).string(); }

 private:
  fs::path folder_;
  std::size_t stores_ = 0;
};

bool is_problem(const std::string& line) { return line.starts_with("problem:"); }

std::string problems_in(const Lines& lines) {
  std::string found;
  for (const std::string& line : lines) {
    if (is_problem(line)) found += line + "\n";
  }
  return found;
}

class Crash : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto recorded = actions_of(kStory);
    ASSERT_TRUE(recorded) << to_string(recorded.error());
    actions_ = std::move(*recorded);
    for (const Action& action : actions_) {
      end_ = std::max({end_, action.command.now, action.now});
    }
  }
  void SetUp() override { ASSERT_FALSE(actions_.empty()); }

  static const std::vector<Action>& actions() { return actions_; }

  static Lines survey_of(const std::string& store) {
    Child surveyor([&](const Child::Teller& tell) { return survey(store, end_, tell); });
    Lines lines = surveyor.rest();
    EXPECT_EQ(surveyor.wait(), 0);
    return lines;
  }

  /// Plays without a kill; the time that an action takes is kept for choosing moments.
  Lines undisturbed() {
    const std::string store = folder_.new_store();
    const auto begin = std::chrono::steady_clock::now();
    Child player([&](const Child::Teller& tell) { return play(actions(), 0, store, tell); });
    const Lines told = player.rest();
    EXPECT_EQ(player.wait(), 0) << problems_in(told);
    EXPECT_EQ(told.size(), actions().size());
    action_time_ = (std::chrono::steady_clock::now() - begin) / actions().size();
    return survey_of(store);
  }

  std::size_t random_wait_us(Chance& chance) const {
    const auto most =
        std::chrono::duration_cast<std::chrono::microseconds>(2 * action_time_).count();
    return chance.below(static_cast<std::size_t>(most) + 1);
  }

  Folder folder_;
  std::chrono::steady_clock::duration action_time_{};
  inline static std::vector<Action> actions_;
  inline static Instant end_{};  ///< of the story
};

/// One case, played by one process after the other on one store.
class Life {
 public:
  Life(const std::vector<Action>& actions, std::string store)
      : actions_(actions), store_(std::move(store)) {}

  /// Lets a process go on until it has confirmed `count` actions and `wait_us` have passed; whether
  /// it was killed.
  bool live(std::size_t count, std::size_t wait_us) {
    // The last confirmed action is sent again, as if its answer had been lost; then the interrupted
    // one. A checkpoint is not: it would vouch for the interrupted one too, if that took place.
    const bool again = next_ > 0 && actions_[next_ - 1].kind != Action::Kind::kCheckpoint;
    const std::size_t first = again ? next_ - 1 : next_;
    Child player([&](const Child::Teller& tell) { return play(actions_, first, store_, tell); });
    for (std::size_t i = 0; i < count; ++i) {
      const auto line = player.line();
      if (!line) break;
      note(*line);
    }
    ::usleep(static_cast<useconds_t>(wait_us));
    player.kill();
    for (const std::string& line : player.rest()) note(line);
    const auto status = player.wait();
    EXPECT_EQ(status.value_or(0), 0);
    return !status;
  }

  bool done() const { return next_ == actions_.size(); }
  std::size_t next() const { return next_; }

  /// What was confirmed stands in the log once, at its place; what was interrupted at most once;
  /// nothing later does.
  void compare(const Lines& found) const {
    std::map<std::string, std::size_t> times;
    for (std::size_t i = 0; i < actions_.size(); ++i) {
      if (actions_[i].kind != Action::Kind::kCommand) continue;
      const std::string mark = "\"id\":\"" + actions_[i].command.id.str() + "\"";
      const auto stands = [&](const std::string& line) {
        return line.starts_with("entry ") && line.find(mark) != std::string::npos;
      };
      const auto count = std::count_if(found.begin(), found.end(), stands);
      const auto known = confirmed_.find(i);
      if (known != confirmed_.end() && known->second.entry) {
        const auto at = std::find_if(found.begin(), found.end(), stands);
        EXPECT_EQ(count, 1) << "action " << i << ", " << actions_[i].command.event;
        EXPECT_TRUE(at != found.end() &&
                    at->starts_with("entry " + std::to_string(*known->second.entry) + " "))
            << "action " << i;
      } else {
        EXPECT_LE(count, i == next_ ? 1 : 0) << "action " << i << ", " << actions_[i].command.event;
      }
    }
  }

 private:
  void note(const std::string& line) {
    if (is_problem(line)) {
      ADD_FAILURE() << line;
      return;
    }
    const Confirmation said = confirmation_from(line);
    const auto before = confirmed_.find(said.action);
    if (before != confirmed_.end()) {
      EXPECT_EQ(said.answer, before->second.answer)
          << "action " << said.action << " got another answer";
      EXPECT_TRUE(said.repeated || !before->second.entry)
          << "action " << said.action << " was done twice";
    }
    confirmed_.insert_or_assign(said.action, said);
    next_ = std::max(next_, said.action + 1);
  }

  const std::vector<Action>& actions_;
  std::string store_;
  std::map<std::size_t, Confirmation> confirmed_;
  std::size_t next_ = 0;  ///< the first action that isn't confirmed
};

TEST_F(Crash, LeavesWhatWasConfirmedAndLeadsToTheSameEnd) {
  const Lines expected = undisturbed();
  ASSERT_EQ(problems_in(expected), "");
  Chance chance;
  const std::size_t wanted = long_run() ? kKillsLong : kKills;
  std::size_t kills = 0;
  std::size_t ends = 0;

  for (std::size_t round = 0; kills < wanted && round < wanted && !HasFailure(); ++round) {
    const std::string store = folder_.new_store();
    Life life(actions(), store);
    for (std::size_t lives = 0; !life.done() && lives < 10 * actions().size() && !HasFailure();
         ++lives) {
      const bool spared = kills >= wanted;  // the last case is brought to its end
      const std::size_t actions_before_kill =
          spared ? actions().size() + 1 : chance.below(kActionsPerLife);
      if (!life.live(actions_before_kill, random_wait_us(chance))) continue;
      ++kills;
      const Lines found = survey_of(store);
      EXPECT_EQ(problems_in(found), "") << "killed before action " << life.next();
      life.compare(found);
    }
    ASSERT_TRUE(life.done());
    EXPECT_EQ(first_difference(expected, survey_of(store)), "");
    ++ends;
  }

  EXPECT_GE(kills, wanted);
  RecordProperty("kills", static_cast<int>(kills));
  std::cout << kills << " kills, " << ends << " cases brought to their end\n";
}

TEST_F(Crash, GivesTheSameEndWithoutAKill) {
  EXPECT_EQ(first_difference(undisturbed(), undisturbed()), "");
}

// A caller that lost every answer asks again, later: each command has the effect it had, and no
// other.
TEST_F(Crash, AnswersEveryCommandAgainWithoutASecondEffect) {
  const std::string store = folder_.new_store();
  Child player([&](const Child::Teller& tell) { return play(actions(), 0, store, tell); });
  std::map<std::size_t, Confirmation> first;
  for (const std::string& line : player.rest()) {
    const Confirmation said = confirmation_from(line);
    first[said.action] = said;
  }
  ASSERT_EQ(player.wait(), 0);
  const Lines before = survey_of(store);

  Child sender([&](const Child::Teller& tell) { return send_again(actions(), end_, store, tell); });
  const Lines told = sender.rest();

  EXPECT_EQ(sender.wait(), 0) << problems_in(told);
  for (const std::string& line : told) {
    const Confirmation said = confirmation_from(line);
    EXPECT_TRUE(said.repeated) << "action " << said.action;
    EXPECT_EQ(said.answer, first[said.action].answer) << "action " << said.action;
  }
  EXPECT_EQ(first_difference(before, survey_of(store)), "");
}

}  // namespace
}  // namespace lagrum::test
