#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/crypto.h"
#include "base/words.h"
#include "statechart/configuration.h"
#include "statechart/expressions.h"
#include "statechart/migration_rules.h"

// From XML to a migration map.
namespace lagrum::statechart {
namespace {

using Configurations = std::vector<std::vector<StateIndex>>;

/// The legal configurations below a state, by their atomic states; nothing past the bound. A
/// session that has ended does not move.
// NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded by kElementDepthMax
std::optional<Configurations> configurations_of(const Chart::Tables& tables, StateIndex index) {
  const State& state = tables.states[index];
  if (tables.is_atomic(index)) return Configurations{{index}};
  Configurations all;
  if (state.kind == StateKind::kParallel) all.emplace_back();
  for (const StateIndex child : state.children) {
    if (ends_session(tables, child)) continue;
    const std::optional<Configurations> inner = configurations_of(tables, child);
    if (!inner) return std::nullopt;
    if (state.kind != StateKind::kParallel) {
      all.insert(all.end(), inner->begin(), inner->end());
    } else {
      if (all.size() * inner->size() > kConfigurationsMax) return std::nullopt;
      Configurations product;
      for (const auto& left : all) {
        for (const auto& right : *inner) {
          product.push_back(left);
          product.back().insert(product.back().end(), right.begin(), right.end());
        }
      }
      all = std::move(product);
    }
    if (all.size() > kConfigurationsMax) return std::nullopt;
  }
  return all;
}

/// Reads one map, and reports its faults with positions.
class MapLoader {
 public:
  MapLoader(const xml::Document& document, const Chart& from, const Chart& to,
            Diagnostics& diagnostics)
      : root_(document.root()),
        from_(from.tables()),
        to_(to.tables()),
        diagnostics_(diagnostics),
        rules_{from, to, hex(as_bytes(sha256(document.text()))), {}, {}, {}, {}} {
    rules_.states.resize(from_.states.size());
    rules_.items.resize(to_.variables.size());
    places_.resize(from_.states.size(), root_.attribute_position("from"));
    if (from_.decisions) scope_.set_types(from_.decisions->types());
    for (const Variable& variable : from_.variables)
      scope_.add_variable(variable.name, variable.type);
  }

  MigrationMap::Rules load() {
    for (const xml::Element& element : root_.children()) read(element);
    complete_states();
    complete_histories();
    complete_items();
    if (!diagnostics_.has_errors()) check_legal();
    return std::move(rules_);
  }

 private:
  struct Row {
    std::string_view name;
    void (MapLoader::*read)(const xml::Element&);
  };

  void read(const xml::Element& element) {
    static constexpr std::array<Row, 7> kRows = {{{"state", &MapLoader::read_state},
                                                  {"history", &MapLoader::read_history_rule},
                                                  {"drop-history", &MapLoader::read_no_history},
                                                  {"data", &MapLoader::read_item},
                                                  {"drop-data", &MapLoader::read_no_item},
                                                  {"event", &MapLoader::read_event},
                                                  {"drop-event", &MapLoader::read_event}}};
    for (const Row& row : kRows) {
      if (element.is(kMigrationNamespace, row.name)) (this->*row.read)(element);
    }
  }

  void error(std::string rule, const Position& position, std::string message) {
    diagnostics_.error(std::move(rule), position, std::move(message));
  }

  static std::string named(std::string_view kind, const std::string& name,
                           const Chart::Tables& of) {
    return std::string(kind) + " '" + name + "' of version " + of.version;
  }

  /// Whether the name was not said before; says so where it was.
  bool first(std::set<std::string>& said, const std::string& name, const Position& position) {
    if (said.insert(name).second) return true;
    error("mapped-twice", position, "expected one entry for '" + name + "', found another");
    return false;
  }

  // --- states

  std::vector<std::string> ids_of(const Chart::Tables& tables, bool histories) const {
    std::vector<std::string> ids;
    for (StateIndex i = 1; i < tables.states.size(); ++i) {
      if (tables.is_history(i) == histories) ids.push_back(tables.states[i].id);
    }
    return ids;
  }

  /// The state, or the history, of that id, or kNone, which is said.
  StateIndex state_named(const Chart::Tables& tables, std::string_view id, bool history,
                         const Position& position) {
    const StateIndex found = tables.find(id);
    if (found != kNone && found != kRootState && tables.is_history(found) == history) return found;
    const std::string what = std::string("the id of a ") + (history ? "history" : "state") +
                             " of version " + tables.version;
    error("unknown-state", position, not_known(what, id, ids_of(tables, history)));
    return kNone;
  }

  void read_state(const xml::Element& element) {
    const std::string id = element.attribute_or_empty("from");
    const Position place = element.attribute_position("from");
    const StateIndex from = state_named(from_, id, false, place);
    if (from == kNone || !first(said_states_, id, place)) return;
    places_[from] = element.attribute_position("to");
    if (ends_session(from_, from)) {
      return error("never-moves", place,
                   "expected a state that a case goes on from, found '" + id +
                       "', in which it has come to its end");
    }
    std::set<StateIndex> targets;
    for (const std::string& target : words(element.attribute_or_empty("to"))) {
      const StateIndex to = state_named(to_, target, false, places_[from]);
      if (to != kNone && check_target(from, to, places_[from])) targets.insert(to);
    }
    rules_.states[from].assign(targets.begin(), targets.end());
  }

  /// An atomic state goes to atomic states, which do not end the case.
  bool check_target(StateIndex from, StateIndex to, const Position& place) {
    const std::string& id = to_.states[to].id;
    if (from_.is_atomic(from) && !to_.is_atomic(to)) {
      std::vector<std::string> within;
      for (const StateIndex child : to_.states[to].children) within.push_back(to_.states[child].id);
      error("illegal-target", place,
            "expected a state without states within for " +
                named("the state", from_.states[from].id, from_) + ", found '" + id +
                "', which has " + comma_list(within) + ": say in which of them a case goes on");
      return false;
    }
    if (!ends_session(to_, to)) return true;
    error("illegal-target", place,
          "expected a state that a case goes on from, found '" + id +
              "', in which it would have come to its end without getting there");
    return false;
  }

  /// Whether a shallow history may hold the state.
  bool is_held(StateIndex state) const {
    const State& parent = from_.states[from_.states[state].parent];
    return std::any_of(parent.histories.begin(), parent.histories.end(), [&](StateIndex history) {
      return from_.states[history].kind == StateKind::kShallowHistory &&
             !dropped_histories_.contains(from_.states[history].id);
    });
  }

  /// A state without an entry is the one of its id.
  void complete_states() {
    for (StateIndex state = 1; state < from_.states.size(); ++state) {
      const std::string& id = from_.states[state].id;
      if (from_.is_history(state) || ends_session(from_, state) || said_states_.contains(id))
        continue;
      const StateIndex same = to_.find(id);
      const bool needed = from_.is_atomic(state) || is_held(state);
      if (same == kNone || to_.is_history(same)) {
        if (needed)
          error("unmapped-state", places_[state],
                "expected an entry for " + named("the state", id, from_) + ", which version " +
                    to_.version + " does not have");
        continue;
      }
      if (!needed || check_target(state, same, places_[state])) rules_.states[state] = {same};
    }
  }

  // --- histories

  void read_history_rule(const xml::Element& element) {
    const std::string id = element.attribute_or_empty("from");
    const Position place = element.attribute_position("from");
    const Position place_to = element.attribute_position("to");
    const StateIndex from = state_named(from_, id, true, place);
    const StateIndex to = state_named(to_, element.attribute_or_empty("to"), true, place_to);
    if (from == kNone || to == kNone || !first(said_histories_, id, place)) return;
    keep_history(from, to, place_to);
  }

  void keep_history(StateIndex from, StateIndex to, const Position& place) {
    const std::string& id = to_.states[to].id;
    if (from_.states[from].kind != to_.states[to].kind) {
      return error("illegal-target", place,
                   "expected a history as deep as " +
                       named("the history", from_.states[from].id, from_) + ", found '" + id + "'");
    }
    if (first(taken_histories_, id, place)) rules_.histories[from_.states[from].id] = id;
  }

  void read_no_history(const xml::Element& element) {
    const std::string id = element.attribute_or_empty("from");
    const Position place = element.attribute_position("from");
    if (state_named(from_, id, true, place) == kNone) return;
    if (first(said_histories_, id, place)) dropped_histories_.insert(id);
  }

  void complete_histories() {
    for (StateIndex history = 1; history < from_.states.size(); ++history) {
      const std::string& id = from_.states[history].id;
      if (!from_.is_history(history) || said_histories_.contains(id)) continue;
      const StateIndex same = to_.find(id);
      if (same != kNone && to_.is_history(same)) {
        keep_history(history, same, root_.attribute_position("from"));
      } else {
        error("unmapped-history", root_.attribute_position("from"),
              "expected an entry for " + named("the history", id, from_) + ", which version " +
                  to_.version + " does not have");
      }
    }
  }

  // --- data

  static std::uint32_t slot_of(const Chart::Tables& tables, std::string_view name) {
    for (std::uint32_t i = 0; i < tables.variables.size(); ++i) {
      if (tables.variables[i].name == name) return i;
    }
    return kNone;
  }

  /// The slot of the data item of that name, or kNone, which is said.
  std::uint32_t item_named(const Chart::Tables& tables, std::string_view name,
                           const Position& position) {
    const std::uint32_t slot = slot_of(tables, name);
    if (slot != kNone) return slot;
    std::vector<std::string> names;
    for (const Variable& variable : tables.variables) names.push_back(variable.name);
    error("unknown-data", position,
          not_known("a data item of version " + tables.version, name, names));
    return kNone;
  }

  void read_item(const xml::Element& element) {
    const std::string name = element.attribute_or_empty("to");
    const Position place = element.attribute_position("to");
    const std::uint32_t slot = item_named(to_, name, place);
    if (slot == kNone || !first(said_items_, name, place)) return;
    const auto from = element.attribute("from");
    const auto expr = element.attribute("expr");
    if (from.has_value() == expr.has_value()) {
      return error("data-source", place,
                   "expected either 'from' or 'expr' for the data item '" + name + "', found " +
                       (from ? "both" : "neither"));
    }
    if (from) {
      const std::uint32_t source = item_named(from_, *from, element.attribute_position("from"));
      if (source != kNone) carry(slot, source, element.attribute_position("from"));
    } else {
      compile(slot, *expr, element.attribute_position("expr"));
    }
  }

  /// The new version's item goes on from one of the old version's.
  void carry(std::uint32_t slot, std::uint32_t source, const Position& place) {
    const Variable& to = to_.variables[slot];
    const Variable& from = from_.variables[source];
    rules_.items[slot].from = source;
    used_items_.insert(from.name);
    if (may_be(from.type, to.type)) return;
    error("wrong-type", place,
          "expected " + to_string(to.type) + " for " + named("the data item", to.name, to_) +
              ", found " + named("the data item", from.name, from_) + ", which is " +
              to_string(from.type) + ": give it a value by 'expr'");
  }

  void compile(std::uint32_t slot, std::string_view text, const Position& place) {
    const Variable& to = to_.variables[slot];
    Result<feel::Expression> code = feel::Expression::compile(text, scope_, place);
    if (!code) {
      const Position& at = code.error().source.line > 0 ? code.error().source : place;
      return error("expression", at, code.error().message);
    }
    if (!may_be(code->type(), to.type)) {
      return error("wrong-type", place,
                   "expected " + to_string(to.type) + " for " +
                       named("the data item", to.name, to_) + ", found " + to_string(code->type()) +
                       " in '" + code->text() + "'");
    }
    for (const std::string& path : code->reads())
      used_items_.insert(path.substr(0, path.find('.')));
    rules_.items[slot].code = std::move(code).value();
  }

  void read_no_item(const xml::Element& element) {
    const std::string name = element.attribute_or_empty("from");
    const Position place = element.attribute_position("from");
    if (item_named(from_, name, place) == kNone || !first(dropped_items_, name, place)) return;
    places_of_dropped_[name] = place;
  }

  /// An item without an entry is the one of its name. What is not read and not carried over must be
  /// dropped by name.
  void complete_items() {
    const Position place = root_.attribute_position("from");
    for (std::uint32_t slot = 0; slot < to_.variables.size(); ++slot) {
      const Variable& item = to_.variables[slot];
      if (said_items_.contains(item.name)) continue;
      const std::uint32_t same = slot_of(from_, item.name);
      if (same != kNone && !dropped_items_.contains(item.name)) {
        carry(slot, same, place);
      } else if (item.initial) {
        error("unmapped-data", place,
              "expected a value for " + named("the data item", item.name, to_) +
                  ", which begins with '" + item.initial->text + "' in new cases");
      }
    }
    for (const Variable& item : from_.variables) {
      const bool used = used_items_.contains(item.name);
      const bool dropped = dropped_items_.contains(item.name);
      if (!used && !dropped) {
        error("unmapped-data", place,
              "expected an entry for " + named("the data item", item.name, from_) +
                  ", which nothing of version " + to_.version + " goes on from");
      } else if (used && dropped) {
        error("mapped-twice", places_of_dropped_[item.name],
              "expected a data item that nothing goes on from, found '" + item.name + "'");
      }
    }
  }

  // --- events of pending sends

  void read_event(const xml::Element& element) {
    const bool dropped = element.local() == "drop-event";
    const std::string from = element.attribute_or_empty("from");
    const Position place = element.attribute_position("from");
    if (!check_event_named(from_, from, place) || !first(said_events_, from, place)) return;
    const std::string to = element.attribute_or_empty("to");
    if (!dropped && !check_event_named(to_, to, element.attribute_position("to"))) return;
    rules_.events[from] = dropped ? std::string() : to;
  }

  bool check_event_named(const Chart::Tables& tables, const std::string& event,
                         const Position& place) {
    if (!event.empty() && tables.kind_of(event) != nullptr) return true;
    error("unknown-event", place,
          not_known("an event that version " + tables.version + " takes", event, tables.events));
    return false;
  }

  // --- what it comes to

  /// A state in which every legal configuration of the old version leads to one that the new
  /// version does not know is one that no case could ever leave by this map.
  void check_legal() {
    const std::optional<Configurations> all = configurations_of(from_, kRootState);
    if (!all) return;
    std::vector<bool> moves(from_.states.size());
    std::vector<std::string> why(from_.states.size());
    for (const std::vector<StateIndex>& configuration : *all) {
      const std::vector<std::string> ids = mapped_ids(rules_, configuration);
      const Result<StateSet> active = read_configuration(to_, ids);
      for (const StateIndex state : configuration) {
        if (active) moves[state] = true;
        if (!active && why[state].empty())
          why[state] = comma_list(ids) + ": " + active.error().message;
      }
    }
    for (StateIndex state = 1; state < from_.states.size(); ++state) {
      if (moves[state] || why[state].empty()) continue;
      error("illegal-configuration", places_[state],
            "expected that a case in " + named("the state", from_.states[state].id, from_) +
                " comes to a legal configuration, found " + why[state]);
    }
  }

  const xml::Element root_;
  const Chart::Tables& from_;
  const Chart::Tables& to_;
  Diagnostics& diagnostics_;
  MigrationMap::Rules rules_;
  feel::Scope scope_;
  std::vector<Position> places_;  ///< by state of the old version, where it is said to go
  std::map<std::string, Position> places_of_dropped_;
  std::set<std::string> said_states_;
  std::set<std::string> said_histories_;
  std::set<std::string> taken_histories_;
  std::set<std::string> dropped_histories_;
  std::set<std::string> said_items_;
  std::set<std::string> used_items_;
  std::set<std::string> dropped_items_;
  std::set<std::string> said_events_;
};

}  // namespace

Result<MigrationMap> MigrationMap::load(const xml::Document& document, const Chart& from,
                                        const Chart& to, Diagnostics& diagnostics) {
  Diagnostics found;
  Rules rules = MapLoader(document, from, to, found).load();
  for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
  if (found.has_errors()) return found.to_error();
  return MigrationMap(std::make_shared<const Rules>(std::move(rules)));
}

}  // namespace lagrum::statechart
