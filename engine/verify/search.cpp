#include "verify/search.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace lagrum::verify {
namespace {

using Words = std::span<const std::uint32_t>;

constexpr std::uint32_t kNobody = static_cast<std::uint32_t>(-1);

/// States of one width, each once, in the order found.
class States {
 public:
  explicit States(std::size_t width) : width_(width), table_(1024, kNobody) {}

  std::size_t size() const { return words_.size() / width_; }
  Words operator[](std::size_t number) const {
    return Words(words_).subspan(number * width_, width_);
  }
  /// The state's number, and whether it is new.
  std::pair<std::uint32_t, bool> add(Words state) {
    if (2 * (size() + 1) > table_.size()) grow();
    std::uint32_t& place = place_of(state);
    if (place != kNobody) return {place, false};
    place = static_cast<std::uint32_t>(size());
    words_.insert(words_.end(), state.begin(), state.end());
    return {place, true};
  }

 private:
  std::uint32_t& place_of(Words state) {
    std::uint64_t hash = 14695981039346656037U;
    for (const std::uint32_t word : state) hash = (hash ^ word) * 1099511628211U;
    hash ^= hash >> 32U;
    for (std::size_t at = hash & (table_.size() - 1);; at = (at + 1) & (table_.size() - 1)) {
      if (table_[at] == kNobody || std::ranges::equal((*this)[table_[at]], state))
        return table_[at];
    }
  }
  void grow() {
    table_.assign(2 * table_.size(), kNobody);
    for (std::uint32_t i = 0; i < size(); ++i) place_of((*this)[i]) = i;
  }

  std::size_t width_;
  std::vector<std::uint32_t> words_;
  std::vector<std::uint32_t> table_;
};

/// What a command told the norm: its acts, and the facts after it.
struct Label {
  std::vector<Act> acts;
  law::Facts facts;
};

std::string label_key(const Label& label) {
  std::string key;
  for (const Act& act : label.acts) {
    key += act.type.str() + "|" + act.party.str() + "|" + act.regarding + "|" + act.opens + "|" +
           to_string(Value(act.attributes)) + "\n";
  }
  key += to_string(Value(label.facts.case_data));
  for (const auto& [id, data] : label.facts.parties) key += "\n" + to_string(Value(data));
  return key;
}

/// The workflow's own steps, each worked out once.
class Steps {
 public:
  struct Edge {
    std::uint32_t to;
    std::uint32_t label;
    std::uint32_t run;
  };

  explicit Steps(World& world) : world_(world), states_(world.width()) {}

  Words operator[](std::uint32_t state) const { return states_[state]; }
  const Label& label(std::uint32_t number) const { return labels_[number]; }

  /// What a move makes of a state; the beginning of everything is kNobody.
  const std::vector<Edge>& from(std::uint32_t state, std::uint32_t move_number, const Move& move) {
    const auto key = std::uint64_t{state} << 32U | move_number;
    const auto [place, is_new] = known_.try_emplace(key);
    if (is_new) {
      World::State at(world_.width());
      if (state != kNobody) std::ranges::copy(states_[state], at.begin());
      place->second = worked_out(at, move);
    }
    return place->second;
  }

  /// The step again, for people.
  Step shown(std::uint32_t state, const Move& move, std::uint32_t run,
             std::set<std::string>& unknown_guards) {
    World::State at(world_.width());
    if (state != kNobody) std::ranges::copy(states_[state], at.begin());
    Chooser chooser;
    bool taken = world_.step(at, move, chooser);
    while (chooser.run() != run) {
      LAGRUM_CHECK(chooser.next());
      taken = world_.step(at, move, chooser);
    }
    LAGRUM_CHECK(taken);
    unknown_guards.insert(world_.unknown_guards().begin(), world_.unknown_guards().end());
    return Step{move, world_.acts(), world_.taken(), world_.describe(world_.after())};
  }

 private:
  std::vector<Edge> worked_out(const World::State& at, const Move& move) {
    std::vector<Edge> edges;
    Chooser chooser;
    do {
      if (!world_.step(at, move, chooser)) continue;
      const std::uint32_t to = states_.add(world_.after()).first;
      const std::uint32_t label = labels_.number_of(Label{world_.acts(), world_.facts()});
      const bool known = std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
        return edge.to == to && edge.label == label;
      });
      if (!known) edges.push_back({to, label, static_cast<std::uint32_t>(chooser.run())});
    } while (chooser.next());
    return edges;
  }

  World& world_;
  States states_;
  Pool<Label, label_key> labels_;
  std::unordered_map<std::uint64_t, std::vector<Edge>> known_;
};

/// What commands mean to the norm, each worked out once.
class Meanings {
 public:
  struct Outcome {
    std::uint32_t to;
    bool judged;
    bool violated;
    std::uint32_t run;
  };

  explicit Meanings(Observer& observer) : observer_(observer), states_(observer.width()) {
    states_.add(observer_.initial());
  }

  Words operator[](std::uint32_t state) const { return states_[state]; }

  const std::vector<Outcome>& of(std::uint32_t state, std::uint32_t number, const Label& label,
                                 const Move& move) {
    const bool by_time = move.kind == Move::Kind::kTime;
    LAGRUM_CHECK(number < kLabelsMax && move.place + 1 < kPlacesMax);
    const std::uint64_t key = (std::uint64_t{state} * kLabelsMax + number) * kPlacesMax +
                              (by_time ? move.place + 1 : 0);
    const auto [place, is_new] = known_.try_emplace(key);
    if (!is_new) return place->second;
    std::vector<Outcome> outcomes;
    Chooser chooser;
    do {
      Observer::State to(states_[state].begin(), states_[state].end());
      const Said said = taken(to, label, move, chooser);
      const std::uint32_t at = states_.add(to).first;
      const bool known = std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& other) {
        return other.to == at && other.judged == said.judged && other.violated == said.violated;
      });
      if (!known)
        outcomes.push_back(
            {at, said.judged, said.violated, static_cast<std::uint32_t>(chooser.run())});
    } while (chooser.next());
    return known_[key] = std::move(outcomes);
  }

  /// What was said there, again.
  Said said(std::uint32_t state, const Label& label, const Move& move, std::uint32_t run) {
    Chooser chooser;
    for (;;) {
      Observer::State to(states_[state].begin(), states_[state].end());
      Said said = taken(to, label, move, chooser);
      if (chooser.run() == run) return said;
      LAGRUM_CHECK(chooser.next());
    }
  }

 private:
  Said taken(Observer::State& state, const Label& label, const Move& move, Chooser& chooser) {
    Said said;
    if (move.kind == Move::Kind::kTime) said = observer_.reach(state, move, label.facts, chooser);
    const Said more = observer_.take(state, label.acts, label.facts, chooser);
    said.judged = said.judged || more.judged;
    if (!said.violated) said.act = more.act;
    said.violated = said.violated || more.violated;
    said.guessed.insert(more.guessed.begin(), more.guessed.end());
    return said;
  }

  Observer& observer_;
  States states_;
  static constexpr std::uint64_t kLabelsMax = std::uint64_t{1} << 24U;
  static constexpr std::uint64_t kPlacesMax = std::uint64_t{1} << 12U;
  std::unordered_map<std::uint64_t, std::vector<Outcome>> known_;
};

/// Both together: a state is a state of the workflow and what the norm knows.
class Search {
 public:
  Search(World& world, Observer& observer, std::size_t states_max)
      : world_(world),
        observer_(observer),
        states_max_(states_max),
        steps_(world),
        meanings_(observer),
        states_(2) {}

  Found run() {
    expand(kNobody, kNobody, 0, move_number(Move{}));
    for (std::uint32_t at = 0; at < states_.size() && found_.complete; ++at) {
      const std::uint32_t state = states_[at][0];
      const std::uint32_t known = states_[at][1];
      if (world_.is_final(steps_[state])) continue;
      for (const std::uint32_t number : open_moves(state)) expand(at, state, known, number);
      for (const Move& move : observer_.awaited(meanings_[known]))
        expand(at, state, known, move_number(move));
    }
    found_.states = states_.size();
    found_.edges = edges_.size();
    found_.gaps = world_.gaps();
    if (found_.complete) look_back();
    return std::move(found_);
  }

 private:
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    bool by_authority;
    bool violates;
  };
  struct Origin {
    std::uint32_t parent = kNobody;
    std::uint32_t move = 0;
    std::uint32_t label = 0;
    std::uint32_t step_run = 0;
    std::uint32_t meaning_run = 0;
  };

  /// One command from a state, by each combination of choices.
  void expand(std::uint32_t at, std::uint32_t state, std::uint32_t known, std::uint32_t number) {
    const Move move = moves_[number];
    for (const Steps::Edge& step : steps_.from(state, number, move)) {
      for (const Meanings::Outcome& outcome :
           meanings_.of(known, step.label, steps_.label(step.label), move)) {
        const std::array<std::uint32_t, 2> to = {step.to, outcome.to};
        const auto [place, is_new] = states_.add(to);
        const Origin origin{at, number, step.label, step.run, outcome.run};
        if (is_new) origins_.push_back(origin);
        found_.judged = found_.judged || outcome.judged;
        if (at != kNobody && (is_new || place != at || outcome.violated))
          edges_.push_back({at, place, by_itself(move), outcome.violated});
        if (outcome.violated && !found_.violation) tell(origin, known);
        if (states_.size() >= states_max_) found_.complete = false;
      }
    }
  }

  /// The moves that lead somewhere, whatever the norm knows.
  const std::vector<std::uint32_t>& open_moves(std::uint32_t state) {
    if (open_moves_.size() <= state) open_moves_.resize(state + 1);
    std::optional<std::vector<std::uint32_t>>& known = open_moves_[state];
    if (known) return *known;
    std::vector<Move> all = world_.moves();
    for (Move& move : world_.pending(steps_[state])) all.push_back(std::move(move));
    std::vector<std::uint32_t> open;
    for (const Move& move : all) {
      if (move.kind == Move::Kind::kEngine && observer_.ties(move.event)) continue;
      const std::uint32_t number = move_number(move);
      if (!steps_.from(state, number, move).empty()) open.push_back(number);
    }
    return *(open_moves_[state] = std::move(open));
  }

  void tell(const Origin& last, std::uint32_t known) {
    found_.violation = run_by(last);
    const Said said =
        meanings_.said(known, steps_.label(last.label), moves_[last.move], last.meaning_run);
    found_.violating_act = said.act;
    found_.guessed.insert(said.guessed.begin(), said.guessed.end());
  }

  /// What comes without a party or anybody outside.
  static bool by_itself(const Move& move) {
    return move.by_authority || move.kind == Move::Kind::kPending ||
           (move.kind == Move::Kind::kTime && move.event.starts_with("date.reached."));
  }

  std::uint32_t move_number(const Move& move) {
    const auto key = std::tuple(static_cast<int>(move.kind), move.event, move.place);
    const auto [place, is_new] =
        move_numbers_.try_emplace(key, static_cast<std::uint32_t>(moves_.size()));
    if (is_new) moves_.push_back(move);
    return place->second;
  }

  Run run_to(std::uint32_t at) { return run_by(origins_[at]); }

  Run run_by(const Origin& last) {
    std::vector<Origin> way = {last};
    while (way.back().parent != kNobody) way.push_back(origins_[way.back().parent]);
    std::reverse(way.begin(), way.end());
    Run run;
    for (const Origin& origin : way) {
      const std::uint32_t state = origin.parent == kNobody ? kNobody : states_[origin.parent][0];
      run.push_back(
          steps_.shown(state, moves_[origin.move], origin.step_run, found_.unknown_guards));
    }
    return run;
  }

  /// The states from which one of `goals` can be reached by the edges that may be used.
  template <class May>
  std::vector<bool> reaching(std::vector<bool> goals, May&& may) const {
    std::vector<std::uint32_t> first(states_.size() + 1);
    for (const Edge& edge : edges_) ++first[edge.to + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    std::vector<std::uint32_t> by_target(edges_.size());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t i = 0; i < edges_.size(); ++i) by_target[next[edges_[i].to]++] = i;
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t i = 0; i < goals.size(); ++i)
      if (goals[i]) waiting.push_back(i);
    while (!waiting.empty()) {
      const std::uint32_t at = waiting.back();
      waiting.pop_back();
      for (std::uint32_t i = first[at]; i < first[at + 1]; ++i) {
        const Edge& edge = edges_[by_target[i]];
        if (goals[edge.from] || !may(edge)) continue;
        goals[edge.from] = true;
        waiting.push_back(edge.from);
      }
    }
    return goals;
  }

  /// What only shows when all is known: duties that cannot be met, and cases that cannot end.
  void look_back() {
    std::vector<bool> settled(states_.size());
    std::vector<bool> ended(states_.size());
    bool any_duty = false;
    bool any_end = false;
    for (std::uint32_t i = 0; i < states_.size(); ++i) {
      const bool owed = observer_.owes(meanings_[states_[i][1]]);
      settled[i] = !owed;
      any_duty = any_duty || owed;
      ended[i] = world_.is_final(steps_[states_[i][0]]);
      any_end = any_end || ended[i];
    }
    if (any_duty) {
      const std::vector<bool> hopeful =
          reaching(settled, [](const Edge& edge) { return edge.by_authority; });
      found_.hopeless = first_not(hopeful);
    }
    if (found_.violation && any_end) {
      // Only what is reached without a violation: the engine refuses the others.
      std::vector<bool> lawful(states_.size());
      lawful[0] = true;
      for (std::uint32_t i = 0; i < states_.size(); ++i) {
        const std::uint32_t parent = origins_[i].parent;
        lawful[i] = parent == kNobody;
      }
      for (bool more = true; more;) {
        more = false;
        for (const Edge& edge : edges_) {
          if (edge.violates || !lawful[edge.from] || lawful[edge.to]) continue;
          lawful[edge.to] = more = true;
        }
      }
      const std::vector<bool> ending =
          reaching(ended, [](const Edge& edge) { return !edge.violates; });
      for (std::uint32_t i = 0; i < states_.size() && found_.goes_on; ++i) {
        if (!lawful[i] || ending[i]) continue;
        found_.goes_on = false;
        found_.stuck = run_to(i);
      }
    }
  }

  std::optional<Run> first_not(const std::vector<bool>& good) {
    for (std::uint32_t i = 0; i < good.size(); ++i)
      if (!good[i]) return run_to(i);
    return std::nullopt;
  }

  World& world_;
  Observer& observer_;
  std::size_t states_max_;
  Steps steps_;
  Meanings meanings_;
  States states_;
  std::vector<Origin> origins_;
  std::deque<std::optional<std::vector<std::uint32_t>>> open_moves_;  // by state of the workflow
  std::vector<Edge> edges_;
  std::vector<Move> moves_;
  std::map<std::tuple<int, std::string, std::uint32_t>, std::uint32_t> move_numbers_;
  Found found_;
};

}  // namespace

Found search(World& world, Observer& observer, std::size_t states_max) {
  return Search(world, observer, states_max).run();
}

}  // namespace lagrum::verify
