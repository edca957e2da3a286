// A version that differs in nothing but its ids: moving a session and then running it leads where
// running it from the beginning leads.
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "random_chart.h"
#include "statechart/interpreter.h"
#include "statechart/migration.h"

namespace lagrum::statechart {
namespace {

using naive::Milliseconds;
using naive::Trial;
using test::Chance;
using Names = std::map<std::string, std::string>;

const Instant kMigrationBegin{std::chrono::hours(24 * 20'000)};

/// What the states and histories of a chart, and some of its data, are called in the next version.
struct Renaming {
  Names states;
  Names histories;
  Names items = {{"n1", "n2"}, {"n2", "n3"}, {"n3", "n1"}};
  std::vector<std::string> ends;  ///< final states of the top, from which nothing moves

  Names all() const {
    Names names = states;
    names.insert(histories.begin(), histories.end());
    names.insert(items.begin(), items.end());
    return names;
  }
};

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void collect(const naive::State& state, std::vector<std::string>& states,
             std::vector<std::string>& histories) {
  for (const naive::State& child : state.children) {
    (child.kind == naive::State::Kind::kHistory ? histories : states).push_back(child.id);
    collect(child, states, histories);
  }
}

Names permuted(Chance& chance, const std::vector<std::string>& ids) {
  std::vector<std::string> others = ids;
  chance.choose(others, others.size());
  Names names;
  for (std::size_t i = 0; i < ids.size(); ++i) names[ids[i]] = others[i];
  return names;
}

Renaming random_renaming(Chance& chance, const naive::Chart& chart) {
  std::vector<std::string> states;
  std::vector<std::string> histories;
  collect(chart.root, states, histories);
  Renaming renaming;
  renaming.states = permuted(chance, states);
  renaming.histories = permuted(chance, histories);
  for (const naive::State& child : chart.root.children) {
    if (child.kind == naive::State::Kind::kFinal) renaming.ends.push_back(child.id);
  }
  return renaming;
}

/// The text with each whole word that has another name now.
std::string renamed(const std::string& text, const Names& names) {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    const std::string word = text.substr(at, end - at);
    const auto name = names.find(word);
    result += name != names.end() ? name->second : word;
    at = end;
    if (at < text.size()) result += text[at++];
  }
  return result;
}

std::string entries(const std::string& element, const Names& names) {
  std::string text;
  for (const auto& [from, to] : names)
    text.append("<")
        .append(element)
        .append(" from=\"")
        .append(from)
        .append("\" to=\"")
        .append(to + "\"/>\n");
  return text;
}

std::string map_of(const Renaming& renaming) {
  Names states = renaming.states;
  for (const std::string& end : renaming.ends) states.erase(end);
  return "<migration xmlns=\"urn:lagrum:migration:1\" workflow=\"x\" from=\"1\" to=\"2\">\n" +
         entries("state", states) + entries("history", renaming.histories) +
         entries("data", renaming.items) + "</migration>";
}

Chart chart_from(const std::string& text) {
  Diagnostics diagnostics;
  return Chart::load(xml::Document::parse(text, "random.scxml").value(),
                     LoadContext{.profile = Profile::kStandard}, diagnostics)
      .value();
}

/// A session and the time that has passed for it.
struct Run {
  explicit Run(Chart loaded) : chart(std::move(loaded)) {
    alive = start(chart, session, "s", surroundings()).has_value();
  }

  void take(const naive::Input& input) {
    if (input.event.name.empty()) {
      now += input.wait;
      alive = advance(chart, session, surroundings()).has_value();
      return;
    }
    Event event{.name = input.event.name};
    if (input.event.value) event.data = Context{{"v", Value::integer(*input.event.value)}};
    alive = process(chart, session, event, surroundings()).has_value();
  }

  Surroundings surroundings() const { return {kMigrationBegin + now, std::nullopt}; }

  Chart chart;
  Session session;
  Milliseconds now{};
  bool alive = true;  ///< false once a macrostep had no end
};

struct Counted {
  std::size_t moved = 0;
  std::size_t with_history = 0;
  std::size_t with_pending = 0;
  std::size_t parallel = 0;
};

/// Moves the first run to the chart of the second, which must be where it comes to; what differs,
/// or nothing.
std::string move(Run& old, const Run& fresh, const MigrationMap& map, Counted& counted) {
  Migrated migrated = map.migrate(old.session, old.surroundings());
  if (!migrated.session) {
    const Obstacle& why = migrated.obstacles.front();
    return why.about + ": " + why.message;
  }
  ++counted.moved;
  counted.with_history += old.session.history.empty() ? 0U : 1U;
  counted.with_pending += old.session.pending.empty() ? 0U : 1U;
  counted.parallel += old.session.configuration.size() > 1 ? 1U : 0U;
  old.session = *std::move(migrated.session);
  old.chart = fresh.chart;
  return {};
}

/// The first difference of a trial that moves before the input of number `moment`; empty for none.
std::string difference_of_move(const Trial& trial, const Renaming& renaming, std::size_t moment,
                               Counted& counted) {
  const std::string text = naive::to_xml(trial.chart);
  Run old(chart_from(text));
  Run fresh(chart_from(renamed(text, renaming.all())));
  Diagnostics diagnostics;
  const auto map = MigrationMap::load(xml::Document::parse(map_of(renaming), "map.xml").value(),
                                      old.chart, fresh.chart, diagnostics);
  if (!map) return map.error().message;
  for (std::size_t i = 0; i < trial.inputs.size(); ++i) {
    if (!old.alive || old.session.finished) return {};
    if (i == moment) {
      const std::string fault = move(old, fresh, *map, counted);
      if (!fault.empty()) return fault;
    }
    if (i >= moment && !(old.session == fresh.session))
      return "another session before input " + std::to_string(i);
    old.take(trial.inputs[i]);
    fresh.take(trial.inputs[i]);
  }
  const bool moved = moment < trial.inputs.size();
  return moved && !(old.session == fresh.session) ? "another session at the end" : "";
}

TEST(MigrationProperty, MovingAndRunningLeadsWhereRunningLeads) {
  Chance chance;
  Counted counted;
  const std::size_t trials = test::long_run() ? 50'000 : 1'500;
  for (std::size_t i = 0; i < trials; ++i) {
    const Trial trial = naive::random_trial(chance);
    const Renaming renaming = random_renaming(chance, trial.chart);
    const std::size_t moment = chance.below(trial.inputs.size());

    const std::string found = difference_of_move(trial, renaming, moment, counted);

    ASSERT_EQ(found, "") << "trial " << i << ", moved before input " << moment << "\n"
                         << naive::to_xml(trial.chart) << map_of(renaming);
  }
  std::cout << counted.moved << " moved, " << counted.with_history << " with a history, "
            << counted.with_pending << " with pending sends, " << counted.parallel
            << " in parallel states\n";
  EXPECT_GT(counted.moved, trials / 4);
  EXPECT_GT(counted.with_history, trials / 50);
  EXPECT_GT(counted.with_pending, trials / 50);
  EXPECT_GT(counted.parallel, trials / 50);
}

}  // namespace
}  // namespace lagrum::statechart
