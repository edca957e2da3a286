// Two engines hear the same story, each with a store of its own: one lives through it, the other is
// ended after every step and a new one takes over what the store holds. They give the same answers
// and leave the same rows. LAGRUM_SEED repeats a choice of stories; the long run plays all.
#include <gtest/gtest.h>

#include "lagrum/json.h"
#include "support/contents.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/seed.h"
#include "support/story.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kStories = 4;  ///< of a normal run

/// An engine that is a new one at every step.
class Restarted {
 public:
  Result<Answer> take(const Action& action) {
    MemoryStore store(medium_);
    LAGRUM_ASSIGN(Engine engine, engine_on(store));
    return act(engine, action);
  }
  std::vector<std::string> contents() {
    MemoryStore store(medium_);
    return contents_of(store).value();
  }

 private:
  std::shared_ptr<MemoryMedium> medium_ = std::make_shared<MemoryMedium>();
};

/// The whole answer as text, with what is not kept of it.
std::string shown(const Answer& answer) {
  std::string text = canonical(to_json(answer)).value();
  for (const std::string& transition : answer.transitions) text += "\n" + transition;
  return text;
}

/// The action as it comes from somebody who never got the answer: another id and salt, later.
Action again(const Action& action, Instant now) {
  Action sent = action;
  sent.command.id = CommandId("again-" + action.command.id.str());
  sent.command.salt = std::string(kSaltBytesMin, 'a');
  sent.command.now = now;
  return sent;
}

/// Whether the answer is kept: what is not on record leaves nothing behind.
bool is_kept(const Action& action, const Answer& answer) {
  return action.kind == Action::Kind::kCommand && !action.command.key.empty() && answer.entry;
}

/// Tried out, the command meets what it then meets, and nothing is written.
void expect_foretold(Engine& engine, MemoryStore& store, const Action& action, Answer& foretold) {
  const std::vector<std::string> before = contents_of(store).value();
  const auto tried = engine.try_out(action.command);
  ASSERT_TRUE(tried) << to_string(tried.error());
  EXPECT_EQ(first_difference(before, contents_of(store).value()), "");
  foretold = *tried;
}

struct Counts {
  std::size_t steps = 0;
  std::size_t repeated = 0;
};

void expect_repetition(Restarted& restarted, const Action& action, const Answer& answer,
                       Counts& counts) {
  const std::vector<std::string> before = restarted.contents();

  const auto repeated = restarted.take(again(action, action.command.now + std::chrono::hours{1}));

  ASSERT_TRUE(repeated) << to_string(repeated.error());
  EXPECT_TRUE(repeated->repeated);
  EXPECT_EQ(canonical(to_json(*repeated)).value(), canonical(to_json(answer)).value());
  EXPECT_EQ(first_difference(before, restarted.contents()), "");
  ++counts.repeated;
}

void play_both(const std::string& scenario, Counts& counts) {
  const auto actions = actions_of(scenario);
  ASSERT_TRUE(actions) << to_string(actions.error());
  MemoryStore store;
  Engine lasting = engine_on(store).value();
  Restarted restarted;

  for (std::size_t i = 0; i < actions->size(); ++i) {
    const Action& action = (*actions)[i];
    SCOPED_TRACE("step " + std::to_string(i) + ", " + action.command.event);
    Answer foretold;
    if (action.kind == Action::Kind::kCommand) expect_foretold(lasting, store, action, foretold);
    const auto expected = act(lasting, action);
    const auto found = restarted.take(action);

    ASSERT_TRUE(expected) << to_string(expected.error());
    ASSERT_TRUE(found) << to_string(found.error());
    ASSERT_EQ(shown(*found), shown(*expected));
    ASSERT_EQ(first_difference(contents_of(store).value(), restarted.contents()), "");
    if (action.kind == Action::Kind::kCommand) {
      foretold.entry = expected->entry;
      EXPECT_EQ(shown(foretold), shown(*expected));
    }
    ++counts.steps;
    if (is_kept(action, *expected)) expect_repetition(restarted, action, *expected, counts);
    if (testing::Test::HasFailure()) return;
  }
}

TEST(Restart, BetweenAnyTwoStepsChangesNothing) {
  ASSERT_TRUE(House::get().loaded());
  Chance chance;
  std::vector<std::string> stories = shipped_scenarios();
  ASSERT_GE(stories.size(), kStories);
  chance.choose(stories, long_run() ? stories.size() : kStories);
  Counts counts;

  for (const std::string& story : stories) {
    SCOPED_TRACE(story);
    play_both(story, counts);
    if (HasFailure()) break;
  }

  EXPECT_GE(counts.repeated, 2 * kStories);
  std::cout << stories.size() << " stories, " << counts.steps << " steps, " << counts.repeated
            << " commands repeated\n";
}

}  // namespace
}  // namespace lagrum::test
