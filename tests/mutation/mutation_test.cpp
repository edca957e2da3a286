// Every mutant of a shipped workflow is told apart from it by the loader, lint, a check of
// structure or a norm's verdict, does the same acts, or is explained in survivors.xml.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <pugixml.hpp>
#include <random>
#include <set>

#include "mutation/equivalence.h"
#include "mutation/mutants.h"
#include "mutation/outcome.h"
#include "support/house.h"

namespace lagrum::mutation {
namespace {

/// How many mutants are looked at, drawn by the seed; 0 for all.
struct Plan {
  const char* workflow;
  bool in_every_run;
  std::size_t sample;       ///< in every run
  std::size_t sample_long;  ///< with LAGRUM_LONG
  bool explained;           ///< each survivor is; otherwise they are only printed
  double score_min;         ///< of all mutants: it may rise, and this with it
};
constexpr Plan kPlans[] = {
    {"se.kontakt", true, 0, 0, true, 95.0},
    {"se.utlamnande", true, 40, 0, true, 92.5},  // the aim is 95
    {"se.bygglov", false, 0, 100, false, 0.0},
    {"se.serveringstillstand", false, 0, 40, false, 0.0},
};

void PrintTo(const Plan& plan, std::ostream* out) { *out << plan.workflow; }

struct Row {
  std::size_t made = 0;
  std::map<std::string, std::size_t> killed;  // by what
  std::size_t equivalent = 0;
  std::size_t noted = 0;  // survivors of which a note is new
  std::size_t other_run = 0;
  std::size_t survived = 0;

  std::size_t all_killed() const {
    std::size_t sum = 0;
    for (const auto& [by, count] : killed) sum += count;
    return sum;
  }
  void add(const Row& other) {
    made += other.made;
    for (const auto& [by, count] : other.killed) killed[by] += count;
    equivalent += other.equivalent;
    noted += other.noted;
    other_run += other.other_run;
    survived += other.survived;
  }
};

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void print(const std::string& name, Row row) {
  std::cout << std::left << std::setw(24) << name << std::right << std::setw(7) << row.made;
  for (const char* by : {"load", "lint", "structure", "verdict"})
    std::cout << std::setw(10) << row.killed[by];
  std::cout << std::setw(7) << row.equivalent << std::setw(10) << row.survived << std::setw(8)
            << row.noted << std::setw(7) << row.other_run << std::setw(9) << std::fixed
            << std::setprecision(1) << percent(row.all_killed(), row.made - row.equivalent) << "\n";
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// Explained survivors of a workflow, by operator and place; what stands once for many ends in "*".
class Explained {
 public:
  explicit Explained(const std::string& workflow) {
    const std::string text = test::read_source("tests/mutation/survivors.xml").value();
    document_.load_string(text.c_str());
    for (const pugi::xml_node reason : document_.child("survivors").children("reason"))
      for (const pugi::xml_node each : reason.children("survivor"))
        if (each.attribute("workflow").value() == workflow)
          open_.insert({each.attribute("operator").value(), each.attribute("place").value()});
  }
  bool take(const Mutant& mutant) {
    known_ = open_.contains({mutant.by, mutant.place});
    open_.erase({mutant.by, mutant.place});
    return known_;
  }
  const std::set<std::pair<std::string, std::string>>& open() const { return open_; }

 private:
  pugi::xml_document document_;
  std::set<std::pair<std::string, std::string>> open_;
  bool known_ = false;
};

std::vector<Mutant> drawn(std::vector<Mutant> all, std::size_t sample, std::uint32_t seed) {
  if (sample == 0 || sample >= all.size()) return all;
  std::mt19937 random(seed);
  std::shuffle(all.begin(), all.end(), random);
  all.resize(sample);
  return all;
}

bool touches_guards(const std::string& by) {
  return by.starts_with("guard-") || by.starts_with("assign-") || by.starts_with("transition-") ||
         by.starts_with("evaluation-") || by.starts_with("raise-") || by.starts_with("clock-");
}

class Mutation : public testing::TestWithParam<Plan> {};

TEST_P(Mutation, IsToldApartOrExplained) {
  const Plan& plan = GetParam();
  const bool is_long = !environment("LAGRUM_LONG").empty();
  const std::string only = environment("LAGRUM_MUTATION_WORKFLOW");
  if (!only.empty() ? only != plan.workflow : (!plan.in_every_run && !is_long))
    GTEST_SKIP() << "only with LAGRUM_LONG";
  const std::string given = environment("LAGRUM_MUTATION_SEED");
  const std::uint32_t seed =
      given.empty() ? std::random_device()() : static_cast<std::uint32_t>(std::stoul(given));
  const std::string count = environment("LAGRUM_MUTATION_SAMPLE");
  const std::size_t sample = !count.empty() ? std::stoul(count)
                             : is_long      ? plan.sample_long
                                            : plan.sample;
  const std::string by = environment("LAGRUM_MUTATION_OPERATOR");

  Subject subject(plan.workflow);
  Explained explained(plan.workflow);
  std::vector<Mutant> mutants = mutants_of(subject.text());
  if (!by.empty()) std::erase_if(mutants, [&](const Mutant& each) { return each.by != by; });
  const std::size_t made = mutants.size();
  mutants = drawn(std::move(mutants), sample, seed);
  const bool all = mutants.size() == made && by.empty();
  std::cout << plan.workflow << ": " << mutants.size() << " of " << made << " mutants";
  if (!all) std::cout << ", LAGRUM_MUTATION_SEED=" << seed;
  std::cout << "\n";

  std::map<std::string, Row> rows;
  std::vector<std::string> unexplained;
  for (const Mutant& mutant : mutants) {
    Row& row = rows[mutant.by];
    ++row.made;
    const Subject::Difference found = subject.difference(mutant.text);
    if (!environment("LAGRUM_MUTATION_VERBOSE").empty())
      std::cout << subject.file() << ":" << mutant.line << ":" << mutant.column << ": " << mutant.by
                << " " << mutant.place << ": " << found.by << " " << found.what << "\n";
    if (!found.by.empty()) {
      ++row.killed[found.by];
      continue;
    }
    std::string fault;
    const auto workspace = subject.load(mutant.text, fault);
    const Traces traces =
        compare_traces(subject.original(), *workspace, subject.id(), touches_guards(mutant.by));
    if (traces == Traces::kEqual) {
      ++row.equivalent;
      continue;
    }
    ++row.survived;
    if (!found.note.empty()) ++row.noted;
    if (!found.other_run.empty()) ++row.other_run;
    const bool known = explained.take(mutant);
    std::cout << subject.file() << ":" << mutant.line << ":" << mutant.column
              << ": survived: " << mutant.by << " " << mutant.place << " (" << mutant.what << ")"
              << (found.note.empty() ? "" : "; note: " + found.note)
              << (found.other_run.empty() ? "" : "; another run: " + found.other_run)
              << (known ? "" : "; NOT EXPLAINED") << "\n";
    if (!known)
      unexplained.push_back("<survivor workflow=\"" + subject.id() + "\" operator=\"" + mutant.by +
                            "\" place=\"" + mutant.place + "\"/>");
  }

  std::cout << std::left << std::setw(24) << "operator" << std::right << std::setw(7) << "made"
            << std::setw(10) << "load" << std::setw(10) << "lint" << std::setw(10) << "structure"
            << std::setw(10) << "verdict" << std::setw(7) << "equal" << std::setw(10) << "survived"
            << std::setw(8) << "noted" << std::setw(7) << "run" << std::setw(9) << "score"
            << "\n";
  Row sum;
  for (const std::string& name : operators()) {
    if (!rows.contains(name)) continue;
    print(name, rows[name]);
    sum.add(rows[name]);
  }
  print("all", sum);
  const std::size_t counted = sum.made - sum.equivalent;
  std::cout << "score: " << percent(sum.all_killed(), counted) << " %; with notes "
            << percent(sum.all_killed() + sum.noted, counted) << " %; explained "
            << sum.survived - unexplained.size() << " of " << sum.survived << "\n";
  for (const std::string& each : unexplained) std::cout << "    " << each << "\n";

  if (!plan.explained) return;
  EXPECT_TRUE(unexplained.empty()) << unexplained.size() << " survivors are not explained";
  if (!all) return;
  for (const auto& [name, place] : explained.open())
    ADD_FAILURE() << "no longer survives: " << name << " " << place;
  EXPECT_GE(percent(sum.all_killed(), counted), plan.score_min);
}

INSTANTIATE_TEST_SUITE_P(Shipped, Mutation, testing::ValuesIn(kPlans), [](const auto& tested) {
  std::string name = tested.param.workflow;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

}  // namespace
}  // namespace lagrum::mutation
