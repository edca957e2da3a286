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
    const std::uint64_t key =
        (std::uint64_t{state} * kLabelsMax + number) * kPlacesMax + (by_time ? move.place + 1 : 0);
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
  Search(Steps& steps, Observer& observer, const Reach& reach)
      : steps_(steps), observer_(observer), reach_(reach), meanings_(observer), states_(2) {}

  Found run() {
    expand(kNoState, kNoState, 0, steps_.number_of(Move{}));
    for (std::uint32_t at = 0; at < states_.size() && goes_on(); ++at) {
      const std::uint32_t state = states_[at][0];
      const std::uint32_t known = states_[at][1];
      if (steps_.is_final(state)) continue;
      for (const std::uint32_t move : steps_.moves_from(state)) {
        const bool comes_otherwise = steps_.move(move).kind == Move::Kind::kEngine &&
                                     observer_.ties(steps_.move(move).event);
        if (!comes_otherwise) expand(at, state, known, move);
      }
      for (const Move& move : observer_.awaited(meanings_[known]))
        expand(at, state, known, steps_.number_of(move));
      keep_edges_once();
    }
    found_.states = states_.size();
    found_.edges = edges_.size();
    found_.gaps = steps_.world().gaps();
    if (goes_on()) look_back();
    return std::move(found_);
  }

 private:
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    bool by_authority;
    bool violates;

    friend auto operator<=>(const Edge&, const Edge&) = default;
  };
  struct Origin {
    std::uint32_t parent = kNoState;
    std::uint32_t move = 0;
    std::uint32_t label = 0;
    std::uint32_t step_run = 0;
    std::uint32_t meaning_run = 0;
  };

  /// One command from a state, by each combination of choices.
  void expand(std::uint32_t at, std::uint32_t state, std::uint32_t known, std::uint32_t number) {
    const Move move = steps_.move(number);
    for (const Steps::Edge& step : steps_.from(state, number)) {
      for (const Meanings::Outcome& outcome :
           meanings_.of(known, step.label, steps_.label(step.label), move)) {
        const std::array<std::uint32_t, 2> to = {step.to, outcome.to};
        const auto [place, is_new] = states_.add(to);
        const Origin origin{at, number, step.label, step.run, outcome.run};
        if (is_new) origins_.push_back(origin);
        found_.judged = found_.judged || outcome.judged;
        if (at != kNoState && (is_new || place != at || outcome.violated))
          edges_.push_back({at, place, by_itself(move), outcome.violated});
        if (outcome.violated && !found_.violation) tell(origin, known);
        if (states_.size() >= reach_.states_max) found_.complete = false;
      }
    }
  }

  bool goes_on() const {
    return found_.complete && !(reach_.to_first_violation && found_.violation);
  }

  /// Several commands may lead from one state to the same other.
  void keep_edges_once() {
    const auto first = edges_.begin() + static_cast<std::ptrdiff_t>(edges_kept_);
    std::sort(first, edges_.end());
    edges_.erase(std::unique(first, edges_.end()), edges_.end());
    edges_kept_ = edges_.size();
  }

  void tell(const Origin& last, std::uint32_t known) {
    found_.violation = run_by(last);
    const Said said =
        meanings_.said(known, steps_.label(last.label), steps_.move(last.move), last.meaning_run);
    found_.violating_act = said.act;
    found_.guessed.insert(said.guessed.begin(), said.guessed.end());
  }

  /// What comes without a party or anybody outside.
  static bool by_itself(const Move& move) {
    return move.by_authority || move.kind == Move::Kind::kPending ||
           (move.kind == Move::Kind::kTime && move.event.starts_with("date.reached."));
  }

  Run run_to(std::uint32_t at) { return run_by(origins_[at]); }

  Run run_by(const Origin& last) {
    std::vector<Origin> way = {last};
    while (way.back().parent != kNoState) way.push_back(origins_[way.back().parent]);
    std::reverse(way.begin(), way.end());
    Run run;
    for (const Origin& origin : way) {
      const std::uint32_t state = origin.parent == kNoState ? kNoState : states_[origin.parent][0];
      run.push_back(steps_.shown(state, origin.move, origin.step_run, found_.unknown_guards));
      const std::uint32_t known = origin.parent == kNoState ? 0 : states_[origin.parent][1];
      const Said said = meanings_.said(known, steps_.label(origin.label), steps_.move(origin.move),
                                       origin.meaning_run);
      found_.guessed.insert(said.guessed.begin(), said.guessed.end());
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
      ended[i] = steps_.is_final(states_[i][0]);
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
        lawful[i] = parent == kNoState;
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

  Steps& steps_;
  Observer& observer_;
  const Reach reach_;
  Meanings meanings_;
  States states_;  // a state of the workflow, and what the norm knows
  std::vector<Origin> origins_;
  std::vector<Edge> edges_;
  std::size_t edges_kept_ = 0;  // of the states before the one that is looked at
  Found found_;
};

}  // namespace

Found search(Steps& steps, Observer& observer, const Reach& reach) {
  return Search(steps, observer, reach).run();
}

}  // namespace lagrum::verify
