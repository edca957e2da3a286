// An act that is recorded late is put in its place, and what follows it is judged anew. Whatever
// the order in which the acts of a case become known, the end is that of the legal order.
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "cases/case_state.h"
#include "cases/entry.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/seed.h"
#include "support/story.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kStories = 6;
constexpr std::size_t kOrders = 4;  ///< of each case

/// What is known of a case when all is over.
struct Known {
  const law::Law* law = nullptr;
  std::vector<std::pair<Sequence, law::Facts>> facts;
  std::vector<Act> acts;
};

std::map<CaseId, Known> known_of(const std::string& story) {
  const House& house = House::get();
  const auto medium = std::make_shared<MemoryMedium>();
  MemoryStore store(medium);
  Engine engine = engine_on(store).value();
  for (const Action& action : actions_of(story).value()) EXPECT_TRUE(act(engine, action));
  std::map<CaseId, Known> cases;
  for (const row::Entry& row : medium->log) {
    const cases::Entry entry = cases::decode(row).value();
    Known& known = cases[entry.case_id];
    known.law = &house.workspace().state()->newest(WorkflowId(entry.workflow.id)).value()->law;
    if (entry.facts) known.facts.emplace_back(Sequence::of(entry.index, 0), *entry.facts);
    known.acts.insert(known.acts.end(), entry.acts.begin(), entry.acts.end());
  }
  return cases;
}

/// Every verdict and duty, as text.
std::string told(const Known& known, const std::vector<Act>& acts) {
  law::Monitor monitor(*known.law, House::get().zones());
  for (const auto& [since, facts] : known.facts) monitor.state_facts(since, facts);
  Instant last{};
  for (const Act& act : acts) {
    monitor.record(Act(act));
    last = std::max(last, act.recorded);
  }
  std::ostringstream text;
  const auto show = [&](const char* name, const std::optional<Sequence>& act) {
    if (act) text << " " << name << " " << act->value;
  };
  for (const law::VerdictView& verdict : monitor.verdicts(last)) {
    text << known.law->norms()[verdict.norm].id << " " << verdict.party << " "
         << law::to_string(verdict.verdict) << " " << verdict.lifted_by;
    show("opened by", verdict.trigger);
    show("act", verdict.act);
    show("late", verdict.too_late);
    text << "\n";
  }
  for (const law::DutyView& duty : monitor.duties(last)) {
    text << known.law->norms()[duty.norm].id << " " << duty.party << " "
         << law::to_string(duty.status) << " " << (duty.due ? to_string(*duty.due) : "") << " "
         << duty.late << "\n";
  }
  for (std::size_t i = 0; i < monitor.history().size(); ++i) {
    const law::Folded& folded = monitor.history()[i];
    text << folded.act.sequence.value << (folded.has_effect ? "" : " void") << "\n";
  }
  return text.str();
}

TEST(Refold, OfActsInAnyOrderEndsAsInLegalOrder) {
  ASSERT_TRUE(House::get().loaded());
  Chance chance;
  std::vector<std::string> stories = shipped_scenarios();
  chance.choose(stories, long_run() ? stories.size() : kStories);
  std::size_t acts = 0;
  for (const std::string& story : stories) {
    SCOPED_TRACE(story);
    for (auto& [id, known] : known_of(story)) {
      std::ranges::stable_sort(known.acts, {},
                               [](const Act& act) { return std::pair(act.legal, act.sequence); });
      const std::string expected = told(known, known.acts);
      for (std::size_t order = 0; order < kOrders; ++order) {
        std::vector<Act> shuffled = known.acts;
        chance.choose(shuffled, shuffled.size());
        ASSERT_EQ(told(known, shuffled), expected);
      }
      acts += known.acts.size();
    }
  }
  EXPECT_GT(acts, 10 * stories.size());
}

}  // namespace
}  // namespace lagrum::test
