#include "verify/steps.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "cases/workspace_state.h"
#include "small_house.h"
#include "support/house.h"
#include "verify/observer.h"

namespace lagrum::verify {
namespace {

/// States of one workflow and norm that are looked at.
constexpr std::uint32_t kStatesMax = 150;

using Leads = std::set<std::pair<std::uint32_t, std::uint32_t>>;

Leads leads(const Steps& steps, const std::vector<Steps::Edge>& edges) {
  Leads all;
  for (const Steps::Edge& edge : edges) all.emplace(edge.to, steps.deed(edge.deed).label);
  return all;
}

/// Every step from the first states of a workflow is the one worked out on that very state.
void expect_shared(const Workspace& workspace, const char* workflow, const char* only) {
  const auto* loaded = *workspace.state()->newest(WorkflowId(workflow));
  const law::Law& law = loaded->law;
  for (std::size_t i = 0; i < law.norms().size(); ++i) {
    if (law.norms()[i].id != only) continue;
    Aim aim;
    aim.begun = parse_date("2026-03-02").value();
    const Observer observer(law, i, aim);
    Steps steps(loaded->chart, law, observer.view());
    std::set<std::uint32_t> seen;
    std::vector<std::uint32_t> waiting;
    for (const Steps::Edge& edge : steps.from(kNoState, steps.number_of(Move{})))
      waiting.push_back(edge.to);
    for (std::size_t at = 0; at < waiting.size() && seen.size() < kStatesMax; ++at) {
      const std::uint32_t state = waiting[at];
      if (!seen.insert(state).second || steps.is_final(state)) continue;
      for (const Move& move : steps.world().moves()) {
        const std::uint32_t number = steps.number_of(move);
        ASSERT_EQ(leads(steps, steps.from(state, number)),
                  leads(steps, steps.directly(state, number)))
            << workflow << " " << only << ": " << move.event << " in " << steps.described(state);
      }
      for (const Steps::Edge& edge : steps.from(state)) waiting.push_back(edge.to);
    }
    EXPECT_GT(seen.size(), 20U) << workflow << " " << only;
  }
}

struct Looked {
  const char* workflow;
  const char* norm;
};

constexpr Looked kLooked[] = {
    {"se.utlamnande", "se.tf.2.15"},
    {"se.bygglov", "se.pbl.13.16"},
    {"se.bygglov", "se.fl.44.time"},
    {"se.serveringstillstand", "se.alk.9.7.proof"},
};

TEST(Steps, AreTheSameWhereTheStateIsTheSameInWhatTheyRead) {
  for (const auto& [workflow, norm] : kLooked)
    expect_shared(test::House::get().workspace(), workflow, norm);
}

}  // namespace
}  // namespace lagrum::verify
