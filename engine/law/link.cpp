#include "law/link.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "base/words.h"

namespace lagrum::law {
namespace {

class Linker {
 public:
  Linker(Law::State& state, const std::vector<Position>& clock_positions, Diagnostics& diagnostics)
      : state_(state), clock_positions_(clock_positions), diagnostics_(diagnostics) {}

  void link() {
    check_versions(state_.norms);
    check_versions(state_.clocks);
    build_names();
    build_indexes();
    check_clock_chains();
    check_verdict_rings();
    check_norm_rings("override-cycle", "norms that override others in one direction",
                     state_.overriders);
    check_norm_rings("deem-cycle", "acts of which others come in one direction", deeming());
    add_what_verdicts_need();
  }

 private:
  /// Versions of one norm or clock share an id and hold at different times.
  template <class Declared>
  void check_versions(const std::vector<Declared>& all) {
    const auto overlap = [](const Declared& a, const Declared& b) {
      return a.id == b.id && (!a.valid_from || !b.valid_to || *a.valid_from <= *b.valid_to) &&
             (!b.valid_from || !a.valid_to || *b.valid_from <= *a.valid_to);
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto same = [&](const Declared& earlier) { return overlap(earlier, all[i]); };
      if (std::none_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;
      diagnostics_.error("overlapping-versions", all[i].position,
                         "expected versions of '" + all[i].id +
                             "' that hold at different times, found two that overlap",
                         all[i].cite);
    }
  }

  /// What is looked up by name while cases run.
  void build_names() {
    for (std::size_t i = 0; i < state_.norms.size(); ++i)
      state_.norms_by_id[state_.norms[i].id].push_back(i);
    for (std::size_t i = 0; i < state_.clocks.size(); ++i) {
      const ClockDecl& clock = state_.clocks[i];
      state_.clocks_by_name[clock.id].push_back(i);
      if (!clock.group.empty() && clock.group != clock.id)
        state_.clocks_by_name[clock.group].push_back(i);
    }
    for (const auto& [name, act] : state_.vocabulary.acts) {
      state_.acts_by_role.emplace(act.role, name);
      state_.by_act[name].regards_case = act.regards_case;
      for (const std::string& closing : act.ended_by.names()) state_.by_act[closing].closes = true;
    }
    for (const std::string& name : state_.vocabulary.names()) {
      if (const auto acts = state_.vocabulary.acts_named(name))
        state_.acts_by_name.emplace(name, *acts);
    }
  }

  void build_indexes() {
    for (std::size_t i = 0; i < state_.norms.size(); ++i) index_norm(i);
    for (const Norm& norm : state_.norms)
      state_.mentions.push_back(mentions_of(norm, state_.vocabulary, state_.clocks));
    for (const ClockDecl& clock : state_.clocks) {
      if (!clock.per.party) continue;
      for (const ClockStart& start : clock.starts) {
        if (!start.on.empty()) mark_party(start.acts);
      }
    }
    state_.overriders.resize(state_.norms.size());
    for (std::size_t i = 0; i < state_.norms.size(); ++i) {
      for (std::size_t j = 0; j < state_.norms.size(); ++j) {
        if (overrides(state_.norms[j], state_.norms[i])) state_.overriders[i].push_back(j);
      }
    }
    state_.clock_overriders.resize(state_.clocks.size());
    for (std::size_t i = 0; i < state_.clocks.size(); ++i) {
      for (const std::string& id : state_.clocks[i].overrides) {
        for (std::size_t j = 0; j < state_.clocks.size(); ++j) {
          std::vector<std::size_t>& over = state_.clock_overriders[j];
          if (state_.clocks[j].id == id && (over.empty() || over.back() != i)) over.push_back(i);
        }
      }
    }
  }

  /// Clocks whose running has to be known before that of this one.
  std::vector<std::size_t> waits_for(std::size_t index) const {
    const ClockDecl& clock = state_.clocks[index];
    if (clock.after.empty()) return state_.clock_overriders[index];
    std::vector<std::size_t> leaders;
    const auto named = state_.clocks_by_name.find(clock.after);
    if (named == state_.clocks_by_name.end()) return leaders;  // said before
    for (const std::size_t leader : named->second) {
      if (leader != index || clock.after == clock.id)
        leaders.push_back(leader);  // not itself in its own group
    }
    return leaders;
  }

  /// Steps from a clock to those it waits for, until `clock` comes round again or nothing is left.
  enum class Chain : std::uint8_t { kEnds, kComesRound, kTooLong };
  static Chain follow(const std::vector<std::vector<std::size_t>>& waits, std::size_t clock) {
    std::set<std::size_t> wave = {clock};
    for (std::size_t steps = 0; steps <= kClockChainMax; ++steps) {
      std::set<std::size_t> next;
      for (const std::size_t each : wave) next.insert(waits[each].begin(), waits[each].end());
      if (next.empty()) return Chain::kEnds;
      if (next.contains(clock)) return Chain::kComesRound;
      wave = std::move(next);
    }
    return Chain::kTooLong;
  }

  /// Clocks that come after one another, or override one another, must not come round, nor stand so
  /// many in a row that a look at the last one never ends. One fault is said: the others follow
  /// from it.
  void check_clock_chains() {
    std::vector<std::vector<std::size_t>> waits;
    for (std::size_t i = 0; i < state_.clocks.size(); ++i) waits.push_back(waits_for(i));
    std::optional<std::size_t> long_one;
    for (std::size_t i = 0; i < waits.size(); ++i) {
      const Chain chain = follow(waits, i);
      if (chain == Chain::kTooLong && !long_one) long_one = i;
      if (chain != Chain::kComesRound) continue;
      clock_chain_error("clock-cycle", i,
                        "clocks that wait for others, found one that waits for itself");
      return;
    }
    if (!long_one) return;
    clock_chain_error("clock-chain", *long_one,
                      "at most " + std::to_string(kClockChainMax) +
                          " clocks that it waits for in a row, found more");
  }

  /// The norms whose verdicts this one hangs on, by way of others too.
  std::set<std::string> asked_by(std::size_t norm) const {
    std::set<std::string> asked;
    std::vector<std::string> open = state_.mentions[norm].verdicts;
    while (!open.empty()) {
      const std::string id = std::move(open.back());
      open.pop_back();
      if (!asked.insert(id).second) continue;
      const auto versions = state_.norms_by_id.find(id);
      if (versions == state_.norms_by_id.end()) continue;  // said before
      for (const std::size_t version : versions->second) {
        const std::vector<std::string>& more = state_.mentions[version].verdicts;
        open.insert(open.end(), more.begin(), more.end());
      }
    }
    return asked;
  }

  /// Whoever asks for a verdict cannot be judged without what that verdict rests on.
  void add_what_verdicts_need() {
    const std::vector<Mentions> own = state_.mentions;
    for (std::size_t i = 0; i < state_.norms.size(); ++i) {
      Mentions& whole = state_.mentions[i];
      for (const std::string& id : asked_by(i)) {
        const auto versions = state_.norms_by_id.find(id);
        if (versions == state_.norms_by_id.end()) continue;
        const Mentions& more = own[versions->second.back()];  // the newest version speaks for all
        whole.needed.insert(whole.needed.end(), more.needed.begin(), more.needed.end());
        whole.judged = whole.judged || more.judged;
        for (const std::string& name : more.data)
          if (!contains(whole.data, name)) whole.data.push_back(name);
      }
    }
  }

  /// A norm whose verdict hangs on itself has none. One ring is said: others may be the same.
  void check_verdict_rings() {
    for (std::size_t i = 0; i < state_.norms.size(); ++i) {
      const Norm& norm = state_.norms[i];
      std::set<std::string> asked = asked_by(i);
      if (!asked.contains(norm.id)) continue;
      asked.erase(norm.id);
      diagnostics_.error(
          "verdict-cycle", norm.position,
          "'" + norm.id +
              "': expected a norm whose verdict hangs on that of others, found one "
              "that asks for its own" +
              (asked.empty() ? "" : " by way of " + comma_list({asked.begin(), asked.end()})),
          norm.cite);
      return;
    }
  }

  /// By norm: those whose effect it may come of.
  std::vector<std::vector<std::size_t>> deeming() const {
    std::vector<std::vector<std::size_t>> causes(state_.norms.size());
    for (std::size_t i = 0; i < state_.norms.size(); ++i) {
      const auto* deem = std::get_if<Deem>(&state_.norms[i].content);
      const auto effect = deem == nullptr ? state_.by_act.end() : state_.by_act.find(deem->act);
      if (effect == state_.by_act.end()) continue;
      for (const std::size_t next : effect->second.deems) causes[next].push_back(i);
    }
    return causes;
  }

  /// Norms of which one leads to the next must not come round. One ring is said: others may be the
  /// same.
  void check_norm_rings(std::string_view rule, std::string_view expected,
                        const std::vector<std::vector<std::size_t>>& leads) {
    for (std::size_t i = 0; i < state_.norms.size(); ++i) {
      std::set<std::size_t> reached;
      std::vector<std::size_t> open = {i};
      for (std::size_t at = 0; at < open.size(); ++at) {
        for (const std::size_t next : leads[open[at]])
          if (reached.insert(next).second) open.push_back(next);
      }
      if (!reached.contains(i)) continue;
      const Norm& norm = state_.norms[i];
      diagnostics_.error(std::string(rule), norm.position,
                         "expected " + std::string(expected) + ", found that '" + norm.id +
                             "' comes round to itself",
                         norm.cite);
      return;
    }
  }

  void clock_chain_error(std::string_view rule, std::size_t index, const std::string& expected) {
    const ClockDecl& clock = state_.clocks[index];
    diagnostics_.error(std::string(rule), clock_positions_[index],
                       "'" + clock.id + "': expected " + expected, clock.cite);
  }

  static bool overrides(const Norm& special, const Norm& general) {
    return std::any_of(
        special.overrides.begin(), special.overrides.end(), [&](const std::string& name) {
          return name == general.id ||
                 std::find(general.sets.begin(), general.sets.end(), name) != general.sets.end();
        });
  }

  void each_act(const ActSet& acts, const std::function<void(Law::ActIndex&)>& change) {
    for (const auto& [name, act] : state_.vocabulary.acts) {
      if (acts.contains(act.type)) change(state_.by_act[name]);
    }
  }

  /// Acts toward all name no party.
  void mark_party(const ActSet& acts) {
    for (const auto& [name, act] : state_.vocabulary.acts) {
      if (acts.contains(act.type) && !act.toward_all) state_.by_act[name].needs_party = true;
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  void mark_conditions(const std::vector<Condition>& list) {
    for (const Condition& condition : list) {
      if (condition.kind == Condition::Kind::kDone) mark_party(condition.acts);
      mark_conditions(condition.inner);
    }
  }

  void index_norm(std::size_t i) {
    const Norm& norm = state_.norms[i];
    if (norm.mode == Mode::kOff) return;
    if (const auto* forbid = std::get_if<Forbid>(&norm.content)) {
      each_act(forbid->acts, [i](Law::ActIndex& index) { index.judged_by.push_back(i); });
      each_act(forbid->from, [i](Law::ActIndex& index) { index.bars.push_back(i); });
      if (norm.per.party) mark_conditions(forbid->until);
    } else if (const auto* contain = std::get_if<Contain>(&norm.content)) {
      each_act(contain->acts, [i](Law::ActIndex& index) { index.judged_by.push_back(i); });
    } else if (const auto* power = std::get_if<Power>(&norm.content)) {
      each_act(power->acts, [i](Law::ActIndex& index) { index.judged_by.push_back(i); });
    } else if (const auto* respond = std::get_if<Respond>(&norm.content)) {
      each_act(respond->to, [i](Law::ActIndex& index) { index.opens.push_back(i); });
      each_act(respond->with, [i](Law::ActIndex& index) { index.fulfils.push_back(i); });
      each_act(respond->lapses, [i](Law::ActIndex& index) { index.lapses.push_back(i); });
      if (norm.per.party) mark_party(respond->with);
    } else if (const auto* deem = std::get_if<Deem>(&norm.content)) {
      each_act(deem->to, [i](Law::ActIndex& index) { index.deems.push_back(i); });
    }
  }

  Law::State& state_;
  const std::vector<Position>& clock_positions_;
  Diagnostics& diagnostics_;
};

}  // namespace

void link(Law::State& state, const std::vector<Position>& clock_positions,
          Diagnostics& diagnostics) {
  Linker(state, clock_positions, diagnostics).link();
}

}  // namespace lagrum::law
