#include "statechart/migration.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/words.h"
#include "statechart/configuration.h"
#include "statechart/migration_rules.h"

// From a session of one version of a chart to a session of another.
namespace lagrum::statechart {
namespace {

std::string quoted(std::string_view kind, std::string_view name) {
  return std::string(kind) + " '" + std::string(name) + "'";
}

/// Moves one session, and gathers what keeps it.
class Mover {
 public:
  Mover(const MigrationMap::Rules& rules, const Session& session, const Surroundings& surroundings)
      : rules_(rules),
        from_(rules.from.tables()),
        to_(rules.to.tables()),
        session_(session),
        surroundings_(surroundings) {}

  Migrated run() {
    if (!session_.started || session_.finished) {
      obstacle("session", session_.started ? "expected one that runs, found one that has ended"
                                           : "expected one that runs, found one that never began");
      return std::move(told_);
    }
    moved_.session_id = session_.session_id;
    moved_.counters = session_.counters;
    moved_.started = true;
    move_configuration();
    for (const auto& [id, states] : session_.history) move_history(id, states);
    move_items();
    for (const PendingSend& send : session_.pending) move_send(send);
    for (const Invoked& invoked : session_.invoked) move_invoked(invoked);
    move_bound();
    if (told_.obstacles.empty()) told_.session = std::move(moved_);
    return std::move(told_);
  }

 private:
  void obstacle(std::string about, std::string message) {
    told_.obstacles.push_back({std::move(about), std::move(message)});
  }

  std::vector<StateIndex> indices(const std::vector<std::string>& ids) const {
    std::vector<StateIndex> states;
    for (const std::string& id : ids) {
      const StateIndex state = from_.find(id);
      if (state != kNone) states.push_back(state);
    }
    return states;
  }

  void move_configuration() {
    moved_.configuration = mapped_ids(rules_, indices(session_.configuration));
    const Result<StateSet> active = read_configuration(to_, moved_.configuration);
    if (active) {
      active->list(active_);
    } else {
      obstacle("states " + comma_list(session_.configuration),
               "expected a legal configuration, found " + comma_list(moved_.configuration) + ": " +
                   active.error().message);
    }
  }

  void move_history(const std::string& id, const std::vector<std::string>& states) {
    const auto rule = rules_.histories.find(id);
    if (rule == rules_.histories.end()) return;
    std::vector<std::string> held = mapped_ids(rules_, indices(states));
    const auto read = read_history(to_, rule->second, held);
    if (read) {
      moved_.history[rule->second] = std::move(held);
    } else {
      obstacle(quoted("history", id), "expected what '" + rule->second + "' can hold, found " +
                                          comma_list(held) + ": " + read.error().message);
    }
  }

  void move_items() {
    std::vector<Value> old;
    old.reserve(from_.variables.size());
    for (const Variable& variable : from_.variables) {
      const Value* value = session_.data.find(variable.name);
      old.push_back(value != nullptr ? *value : Value());
    }
    std::set<std::string> kept;
    for (std::size_t i = 0; i < to_.variables.size(); ++i) move_item(i, old, kept);
    for (std::size_t i = 0; i < from_.variables.size(); ++i) {
      const std::string& name = from_.variables[i].name;
      if (!kept.contains(name)) told_.items.push_back({name, {}, old[i], {}});
    }
  }

  /// Gives the new version's item its value; the name of the old one that it goes on from is added
  /// to `kept`.
  void move_item(std::size_t slot, const std::vector<Value>& old, std::set<std::string>& kept) {
    const Variable& variable = to_.variables[slot];
    const ItemRule& rule = rules_.items[slot];
    Value value = rule.from != kNone ? old[rule.from] : Value();
    if (rule.code && !compute(*rule.code, old, variable.name, value)) return;
    if (value.erased() == nullptr && !conforms(value, variable.type)) {
      obstacle(quoted("data item", variable.name),
               "expected " + to_string(variable.type) + ", found " + std::string(type_name(value)));
    }
    const Value* same = session_.data.find(variable.name);
    std::string before;
    if (rule.from != kNone) {
      before = from_.variables[rule.from].name;
    } else if (same != nullptr) {
      before = variable.name;
    }
    const Value was = rule.from != kNone ? old[rule.from] : same != nullptr ? *same : Value();
    if (!before.empty()) kept.insert(before);
    if (before != variable.name || !(was == value))
      told_.items.push_back({before, variable.name, was, value});
    moved_.data.set(variable.name, std::move(value));
  }

  bool compute(const feel::Expression& code, const std::vector<Value>& old, const std::string& name,
               Value& value) {
    feel::Environment environment;
    environment.variables = old;
    environment.now = surroundings_.local_now;
    environment.zones = surroundings_.zones;
    feel::Outcome outcome = code.evaluate(environment);
    value = std::move(outcome.value);
    if (outcome.issues.empty()) return true;
    obstacle(quoted("data item", name),
             "in '" + code.text() + "': " + outcome.issues.front().message);
    return false;
  }

  void move_send(const PendingSend& send) {
    PendingSend moved = send;
    const auto rule = rules_.events.find(send.event.name);
    const bool own = send.event.target.empty();
    if (own && rule != rules_.events.end()) moved.event.name = rule->second;
    told_.sends.push_back({send.event.name, moved.event.name, send.due});
    if (moved.event.name.empty()) return;
    const std::string& name = moved.event.name;
    if (own && to_.kind_of(name) == nullptr && from_.kind_of(send.event.name) != nullptr) {
      obstacle(quoted("event", send.event.name),
               "expected an event that the new version takes, because a delayed send of it is due "
               "at " +
                   to_string(send.due) + ", found '" + name + "'");
    }
    moved_.pending.push_back(std::move(moved));
  }

  /// A session that a state invoked goes on where that state is active in the new version, too, and
  /// invokes the same chart at the same place.
  void move_invoked(const Invoked& invoked) {
    const std::vector<std::string> states = mapped_ids(rules_, indices({invoked.state}));
    const StateIndex state = states.size() == 1 ? to_.find(states.front()) : kNone;
    const bool active = std::find(active_.begin(), active_.end(), state) != active_.end();
    if (!active || invoked.place >= to_.states[state].invokes.size()) {
      return obstacle(quoted("session", invoked.invokeid),
                      "expected a state that invokes it in the new version, found " +
                          (states.empty() ? "none" : comma_list(states)));
    }
    Invoked moved = invoked;
    moved.state = states.front();
    const std::optional<Chart>& own = to_.states[state].invokes[invoked.place].chart;
    if (own.has_value() != invoked.text.empty() ||
        (own && own->digest() != invoked.chart.digest())) {
      return obstacle(quoted("session", invoked.invokeid),
                      "expected the chart that it runs in the new version, found another");
    }
    if (own) moved.chart = *own;
    moved_.invoked.push_back(std::move(moved));
  }

  /// What has been bound stays bound, and states that are active have had their entry.
  void move_bound() {
    const std::vector<std::string> bound = mapped_ids(rules_, indices(session_.bound));
    for (StateIndex state = 1; state < to_.states.size(); ++state) {
      const bool was = contains(bound, to_.states[state].id) ||
                       std::find(active_.begin(), active_.end(), state) != active_.end();
      if (was && !to_.states[state].late.empty()) moved_.bound.push_back(to_.states[state].id);
    }
  }

  const MigrationMap::Rules& rules_;
  const Chart::Tables& from_;
  const Chart::Tables& to_;
  const Session& session_;
  const Surroundings& surroundings_;
  Session moved_;
  std::vector<StateIndex> active_;  ///< of the new version
  Migrated told_;
};

}  // namespace

std::vector<std::string> mapped_ids(const MigrationMap::Rules& rules,
                                    const std::vector<StateIndex>& states) {
  std::set<StateIndex> mapped;
  for (const StateIndex state : states) {
    const std::vector<StateIndex>& targets = rules.states[state];
    mapped.insert(targets.begin(), targets.end());
  }
  std::vector<std::string> ids;
  ids.reserve(mapped.size());
  for (const StateIndex state : mapped) ids.push_back(rules.to.tables().states[state].id);
  return ids;
}

bool ends_session(const Chart::Tables& tables, StateIndex state) {
  return tables.states[state].kind == StateKind::kFinal &&
         tables.states[state].parent == kRootState;
}

const std::string& MigrationMap::digest() const { return rules_->digest; }

Migrated MigrationMap::migrate(const Session& session, const Surroundings& surroundings) const {
  return Mover(*rules_, session, surroundings).run();
}

}  // namespace lagrum::statechart
