// The verifier looks at a coarser picture of all runs; here runs are counted out one by one, with
// real values and days, and judged by the plain reading of the norms. What the verifier says must
// hold of every one of them.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "lagrum/verify.h"
#include "property/verify/enumeration.h"
#include "support/house.h"
#include "support/seed.h"

namespace lagrum::verify::brute {
namespace {

using test::House;

struct Row {
  const char* workflow;
  std::vector<Bounds> quick;
  std::vector<Bounds> far;  ///< with LAGRUM_LONG, beside the quick ones
  std::size_t places = 0;   ///< after commands of scenarios, from which runs go on
  Bounds on;                ///< so far, from each
  /// Only the long test takes the time for it.
  bool large = false;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.workflow; }

/// With so many differences a run of the verifier's must be among those counted out.
constexpr std::size_t kEnough = 2;
constexpr Date kNotBefore{std::chrono::year{2026} / 1 / 7};

/// As deep as the row says, or as the environment.
std::vector<Bounds> bounds_of(const Row& row) {
  std::vector<Bounds> all = row.quick;
  if (test::long_run()) all.insert(all.end(), row.far.begin(), row.far.end());
  const char* depth = std::getenv("LAGRUM_RUNS_DEPTH");
  const char* differences = std::getenv("LAGRUM_RUNS_DIFFERENCES");
  if (depth != nullptr && differences != nullptr)
    all = {{std::strtoul(depth, nullptr, 10), std::strtoul(differences, nullptr, 10)}};
  return all;
}

/// Places spread over all scenarios of the workflow.
std::vector<Node> places_of(const Row& row, const Enumerator& enumerator) {
  const std::string folder = "/" + std::string(row.workflow).substr(3) + "/";
  std::vector<Node> all;
  for (const std::string& scenario : test::shipped_scenarios()) {
    if (scenario.find(folder) == std::string::npos) continue;
    for (Node& node : enumerator.along(scenario)) all.push_back(std::move(node));
  }
  const char* set = std::getenv("LAGRUM_RUNS_PLACES");
  constexpr std::size_t kTimesLong = 10;
  const std::size_t own = test::long_run() ? kTimesLong * row.places : row.places;
  const std::size_t wanted = set != nullptr ? std::strtoul(set, nullptr, 10) : own;
  const std::size_t stride = wanted == 0 ? 1 : std::max<std::size_t>(1, all.size() / wanted);
  std::vector<Node> some;
  for (std::size_t i = 0; i < all.size(); i += stride) some.push_back(std::move(all[i]));
  return some;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string told(const Witness& witness) {
  std::string text = witness.lawful ? "" : "(the phase does not follow the acts)\n";
  for (const std::string& line : witness.run) text += "  " + line + "\n";
  return text;
}

/// How many of the norms with one verdict were held against runs that speak of them.
struct Compared {
  std::size_t norms = 0;
  std::size_t heard = 0;       ///< some run came to where the norm speaks
  std::size_t breached = 0;    ///< some run breaches it, or leaves its duty standing
  std::size_t shortest = 0;    ///< as short as the verifier says
  std::size_t heard_deep = 0;  ///< the same on from places of scenarios
  std::size_t breached_deep = 0;
};

/// What the verifier says of a norm against what the runs have shown; empty where both agree.
std::string disagreement(const NormResult& norm, const Seen& seen, const law::Norm& of,
                         std::size_t depth, Compared& compared) {
  const bool duty = std::holds_alternative<law::Respond>(of.content);
  const std::optional<Witness>& breach = duty ? seen.standing : seen.breach;
  const std::optional<Witness>& hasty = duty ? seen.owed : seen.hasty;
  ++compared.norms;
  if (seen.heard > 0) ++compared.heard;
  if (breach) ++compared.breached;
  const bool silent = norm.alone == Verdict::kNotMapped || norm.reason == "verify.vacuous";
  if (silent && seen.heard > 0) return "it speaks in some run\n";
  const bool never = norm.alone == Verdict::kProved || norm.alone == Verdict::kGated ||
                     norm.alone == Verdict::kProvedIfTimely || silent;
  if (never && breach)
    return (duty ? "the case ends, and it is owed:\n" : "a run breaches it:\n") + told(*breach);
  if (norm.run.empty() || norm.conflict) return {};
  const std::size_t length = norm.run.size() - 1;  // the first of its steps is the case's beginning
  if (hasty && hasty->steps < length)
    return "a run of " + std::to_string(hasty->steps) + " steps is shorter than the shortest, of " +
           std::to_string(length) + ":\n" + told(*hasty);
  // A duty may be past hope some commands before the case ends.
  const bool told_to_the_end = !duty || norm.run.back().state.empty();
  if (!breach && told_to_the_end && norm.guards.empty() && length <= depth)
    return "no run of " + std::to_string(length) + " commands breaches it:\n" +
           story(norm, Language::kEnglish);
  if (breach && breach->commands == length) ++compared.shortest;
  return {};
}

class Runs : public testing::TestWithParam<Row> {};

TEST_P(Runs, AreAsTheVerifierSays) {
  const Row& row = GetParam();
  if (row.large && !test::long_run() && std::getenv("LAGRUM_RUNS_DEPTH") == nullptr)
    GTEST_SKIP() << "only with LAGRUM_LONG";
  const WorkflowId id(row.workflow);
  const cases::Workflow& workflow = *House::get().workspace().state()->newest(id).value();
  const Date begun = std::max(workflow.chart.valid_from().value(), kNotBefore);
  Enumerator enumerator(workflow, House::get().zones());
  std::size_t depth = 0;
  for (const Bounds& bounds : bounds_of(row)) {
    const auto start = std::chrono::steady_clock::now();
    enumerator.explore(enumerator.beginning(begun), bounds);
    std::cout << row.workflow << ": " << bounds.depth << " commands, " << bounds.differences
              << " differences: " << seconds_since(start) << " s\n";
    depth = std::max(depth, bounds.differences >= kEnough ? bounds.depth : 0);
  }
  Enumerator deep(workflow, House::get().zones());
  const auto start = std::chrono::steady_clock::now();
  std::size_t places = 0;
  for (const Node& place : places_of(row, deep)) {
    deep.explore(place, row.on);
    ++places;
  }
  std::cout << row.workflow << ": from " << places << " places of scenarios " << row.on.depth
            << " commands, " << row.on.differences << " differences: " << deep.found().runs
            << " runs, " << deep.found().states << " states, " << deep.found().events.size()
            << " events, " << seconds_since(start) << " s\n";
  const Enumeration& found = enumerator.found();
  if (std::getenv("LAGRUM_VERBOSE") != nullptr) {
    for (const auto& [why, times] : found.faults)
      std::cout << "  turned down " << times << ": " << why << "\n";
  }
  std::cout << row.workflow << ": " << found.runs << " runs, " << found.states << " states, "
            << found.commands << " commands, " << found.turned_down << " turned down, "
            << found.ended << " ends; " << found.events.size() << " events\n";

  Options options;
  options.begun = begun;
  options.of = Options::Of::kNorms;
  const Report report = check(House::get().workspace(), id, options).value();
  std::map<std::string, Compared> compared;
  std::set<std::string> disagree;
  for (const NormResult& norm : report.norms) {
    const auto known = found.norms.find(norm.norm);
    const Seen seen = known == found.norms.end() ? Seen{} : known->second;
    const std::vector<std::size_t>& versions = workflow.law.versions(norm.norm);
    if (versions.size() != 1) continue;  // which of them speaks is a matter of its days
    const law::Norm& of = workflow.law.norms()[versions.front()];
    Compared& count = compared[std::string(to_string(norm.alone))];
    std::string text = disagreement(norm, seen, of, depth, count);
    const auto later = deep.found().norms.find(norm.norm);
    if (later != deep.found().norms.end()) {
      NormResult without_run = norm;  // how short a run is cannot be told from its middle
      without_run.run.clear();
      Compared in_the_middle;
      text += disagreement(without_run, later->second, of, depth, in_the_middle);
      count.heard_deep += in_the_middle.heard;
      count.breached_deep += in_the_middle.breached;
    }
    EXPECT_EQ(text, "") << row.workflow << ", " << norm.norm << ", said to be "
                        << to_string(norm.alone);
    if (std::getenv("LAGRUM_VERBOSE") != nullptr && (seen.breach || seen.standing)) {
      std::cout << norm.norm << " " << to_string(norm.alone) << " in " << norm.run.size() << "\n";
      if (seen.breach) std::cout << "breach\n" << told(*seen.breach);
      if (seen.standing) std::cout << "owed at the end\n" << told(*seen.standing);
    }
  }
  for (const auto& [verdict, each] : compared) {
    std::cout << "  " << verdict << ": " << each.norms << " norms, " << each.heard
              << " heard in some run, " << each.breached << " breached, " << each.shortest
              << " of these by as many commands; on from scenarios " << each.heard_deep
              << " heard, " << each.breached_deep << " breached\n";
  }
  const Compared& refuted = compared["refuted"];
  EXPECT_GT(refuted.breached + refuted.breached_deep, 0U);
}

// --- what would be found out

constexpr Bounds kNear{3, 1};

Report report_on(const Workspace& workspace) {
  Options options;
  options.begun = kNotBefore;
  options.of = Options::Of::kNorms;
  return check(workspace, WorkflowId("se.kontakt"), options).value();
}

/// Ids of the norms of which report and runs do not agree.
std::set<std::string> disagreeing(const Report& report, const Workspace& of_runs) {
  const cases::Workflow& workflow = *of_runs.state()->newest(WorkflowId("se.kontakt")).value();
  Enumerator enumerator(workflow, House::get().zones());
  enumerator.explore(enumerator.beginning(kNotBefore), kNear);
  std::set<std::string> found;
  for (const NormResult& norm : report.norms) {
    const auto known = enumerator.found().norms.find(norm.norm);
    const Seen seen = known == enumerator.found().norms.end() ? Seen{} : known->second;
    const law::Norm& of = workflow.law.norms()[workflow.law.versions(norm.norm).front()];
    Compared compared;
    if (!disagreement(norm, seen, of, 0, compared).empty()) found.insert(norm.norm);
  }
  return found;
}

/// The shipped workspace with se.kontakt changed: `with` stands where `what` stood.
Workspace changed(const std::string& what, const std::string& with) {
  std::vector<SourceFile> sources = test::sources_around("kontakt");
  for (SourceFile& source : sources) {
    if (source.name != "workflows/se/kontakt/workflow.scxml") continue;
    const std::size_t at = source.bytes.find(what);
    EXPECT_NE(at, std::string::npos);
    source.bytes.replace(at, what.size(), with);
  }
  return test::workspace_of(sources);
}

TEST(RunsFindOut, AWorkflowThatTheVerdictsAreNotOf) {
  const Workspace decides =
      changed("<l:act type=\"advice.given\"",
              "<l:act type=\"decision.made\" l:basis=\"SFS 2017:900 28 §\"/>\n"
              "        <l:act type=\"advice.given\"");

  const std::set<std::string> by_old = disagreeing(report_on(House::get().workspace()), decides);
  const std::set<std::string> by_new = disagreeing(report_on(decides), decides);

  EXPECT_TRUE(by_old.contains("se.fl.32.reasons")) << testing::PrintToString(by_old);
  EXPECT_EQ(by_new, std::set<std::string>{});
}

TEST(RunsFindOut, AVerdictThatIsTooGood) {
  Report report = report_on(House::get().workspace());
  for (NormResult& norm : report.norms) {
    if (norm.norm != "se.osl.5.2") continue;
    ASSERT_EQ(norm.alone, Verdict::kRefuted);
    norm.alone = Verdict::kProved;
  }

  EXPECT_EQ(disagreeing(report, House::get().workspace()), std::set<std::string>{"se.osl.5.2"});
}

TEST(RunsFindOut, ARunThatIsNotTheShortest) {
  Report report = report_on(House::get().workspace());
  for (NormResult& norm : report.norms) {
    if (norm.norm == "se.osl.5.2") norm.run.push_back(norm.run.back());
  }

  EXPECT_EQ(disagreeing(report, House::get().workspace()), std::set<std::string>{"se.osl.5.2"});
}

TEST(RunsFindOut, ABreachThatNoRunHas) {
  Report report = report_on(House::get().workspace());
  const auto norm = std::ranges::find(report.norms, std::string("se.osl.5.2"), &NormResult::norm);
  ASSERT_NE(norm, report.norms.end());
  const cases::Workflow& workflow =
      *House::get().workspace().state()->newest(WorkflowId("se.kontakt")).value();
  Seen never_breached;
  never_breached.heard = 1;
  Compared compared;

  const law::Norm& of = workflow.law.norms()[workflow.law.versions(norm->norm).front()];

  EXPECT_NE(disagreement(*norm, never_breached, of, norm->run.size(), compared), "");
}

INSTANTIATE_TEST_SUITE_P(
    Shipped, Runs,
    testing::Values(Row{"se.kontakt", {{3, 2}, {4, 0}}, {{4, 1}, {5, 1}, {6, 0}}, 10, {2, 1}},
                    Row{"se.utlamnande", {{3, 1}, {2, 2}}, {{3, 2}, {4, 1}, {5, 0}}, 15, {1, 1}},
                    Row{"se.bygglov", {{2, 1}}, {{2, 2}, {3, 1}}, 4, {1, 1}, true},
                    Row{"se.serveringstillstand", {{2, 1}}, {{2, 2}, {3, 1}}, 4, {1, 1}, true}),
    [](const auto& row) { return std::string(row.param.workflow).substr(3); });

}  // namespace
}  // namespace lagrum::verify::brute
