#include "verify/search.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
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

  /// `number` is the label's; what is found is gone with the next question.
  std::span<const Outcome> of(std::uint32_t state, std::uint32_t number, const Label& label,
                              const Move& move) {
    const bool by_time = move.kind == Move::Kind::kTime;
    const std::array<std::uint32_t, 3> question = {state, number, by_time ? move.place + 1 : 0};
    const auto [at, is_new] = questions_.add(question);
    if (is_new) answer(state, label, move);
    const auto begin = outcomes_.begin() + first_[at];
    return {begin, outcomes_.begin() + first_[at + 1]};
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

  void answer(std::uint32_t state, const Label& label, const Move& move) {
    const auto begin = outcomes_.size();
    Chooser chooser;
    do {
      Observer::State to(states_[state].begin(), states_[state].end());
      const Said said = taken(to, label, move, chooser);
      const Outcome outcome{states_.add(to).first, said.judged, said.violated,
                            static_cast<std::uint32_t>(chooser.run())};
      const auto is_same = [&](const Outcome& other) {
        return other.to == outcome.to && other.judged == outcome.judged &&
               other.violated == outcome.violated;
      };
      if (std::none_of(outcomes_.begin() + static_cast<std::ptrdiff_t>(begin), outcomes_.end(),
                       is_same))
        outcomes_.push_back(outcome);
    } while (chooser.next());
    first_.push_back(static_cast<std::uint32_t>(outcomes_.size()));
  }

  Observer& observer_;
  States states_;
  States questions_{3};  // what is known, a label, and what time brings
  std::vector<Outcome> outcomes_;
  std::vector<std::uint32_t> first_ = {0};  // by question, into outcomes_
};

/// Both together: a state is a state of the workflow and what the norm knows.
class Search {
 public:
  Search(Steps& steps, Observer& observer, const Reach& reach)
      : steps_(steps), observer_(observer), reach_(reach), meanings_(observer), states_(2) {}

  Found run() {
    const std::uint32_t start = steps_.number_of(Move{});
    for (const Steps::Edge& step : steps_.from(kNoState, start)) expand(kNoState, 0, step);
    edges_.clear();
    for (std::uint32_t at = 0; at < states_.size() && goes_on(); ++at) {
      first_edge_.push_back(edges_.size());
      const std::uint32_t state = states_[at][0];
      const std::uint32_t known = states_[at][1];
      if (steps_.is_final(state)) continue;
      for (const Steps::Edge& step : steps_.from(state))
        if (!is_tied(step.move)) expand(at, known, step);
      for (const Move& move : observer_.awaited(meanings_[known]))
        for (const Steps::Edge& step : steps_.from(state, steps_.number_of(move)))
          expand(at, known, step);
    }
    first_edge_.push_back(edges_.size());
    found_.states = states_.size();
    found_.edges = edges_.size();
    found_.gaps = steps_.world().gaps();
    if (goes_on()) look_back();
    return std::move(found_);
  }

 private:
  /// In four bytes, for there are many.
  class Edge {
   public:
    Edge(std::uint32_t to, bool by_itself, bool violates)
        : bits_(to << 2U | (by_itself ? 2U : 0U) | (violates ? 1U : 0U)) {}
    std::uint32_t to() const { return bits_ >> 2U; }
    bool by_itself() const { return (bits_ & 2U) != 0; }
    bool violates() const { return (bits_ & 1U) != 0; }

   private:
    std::uint32_t bits_;
  };
  static_assert(kProductStatesMax < (std::uint32_t{1} << 30U));
  struct Origin {
    std::uint32_t parent = kNoState;
    Steps::Edge step{};
    std::uint32_t meaning_run = 0;
  };

  /// One command from a state, with each meaning that it may have.
  void expand(std::uint32_t at, std::uint32_t known, const Steps::Edge& step) {
    const Move& move = steps_.move(step.move);
    for (const Meanings::Outcome& outcome :
         meanings_.of(known, step.label, steps_.label(step.label), move)) {
      const std::array<std::uint32_t, 2> to = {step.to, outcome.to};
      const auto [place, is_new] = states_.add(to);
      if (is_new) origins_.push_back({at, step, outcome.run});
      found_.judged = found_.judged || outcome.judged;
      if (is_new || place != at || outcome.violated)
        edges_.emplace_back(place, by_itself(move), outcome.violated);
      if (outcome.violated && !found_.violation) tell({at, step, outcome.run}, known);
      if (states_.size() >= reach_.states_max) found_.complete = false;
    }
  }

  /// True for an event of the engine that comes only with what the norm waits for.
  bool is_tied(std::uint32_t number) {
    if (tied_.size() <= number) tied_.resize(number + 1);
    std::optional<bool>& tied = tied_[number];
    if (!tied) {
      const Move& move = steps_.move(number);
      tied = move.kind == Move::Kind::kEngine && observer_.ties(move.event);
    }
    return *tied;
  }

  bool goes_on() const {
    return found_.complete && !(reach_.to_first_violation && found_.violation);
  }

  void tell(const Origin& last, std::uint32_t known) {
    found_.violation = run_by(last);
    found_.violating_act = said_by(last, known).act;
  }

  Said said_by(const Origin& origin, std::uint32_t known) {
    return meanings_.said(known, steps_.label(origin.step.label), steps_.move(origin.step.move),
                          origin.meaning_run);
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
      const bool begins = origin.parent == kNoState;
      const std::uint32_t state = begins ? kNoState : states_[origin.parent][0];
      run.push_back(steps_.shown(state, origin.step, found_.unknown_guards));
      const Said said = said_by(origin, begins ? 0 : states_[origin.parent][1]);
      found_.guessed.insert(said.guessed.begin(), said.guessed.end());
    }
    return run;
  }

  std::span<const Edge> edges_of(std::uint32_t at) const {
    return std::span(edges_).subspan(first_edge_[at], first_edge_[at + 1] - first_edge_[at]);
  }

  /// The states from which one of `goals` can be reached by the edges that may be used.
  template <class May>
  std::vector<bool> reaching(std::vector<bool> goals, May&& may) const {
    for (bool more = true; more;) {
      more = false;
      for (auto at = static_cast<std::uint32_t>(states_.size()); at-- > 0;) {
        if (goals[at]) continue;
        const auto edges = edges_of(at);
        goals[at] = std::any_of(edges.begin(), edges.end(),
                                [&](const Edge& edge) { return goals[edge.to()] && may(edge); });
        more = more || goals[at];
      }
    }
    return goals;
  }

  /// The states that are reached without a violation: the engine refuses the others.
  std::vector<bool> lawful() const {
    std::vector<bool> reached(states_.size());
    std::vector<std::uint32_t> waiting;
    const auto reach = [&](std::uint32_t at) {
      if (reached[at]) return;
      reached[at] = true;
      waiting.push_back(at);
    };
    for (std::uint32_t i = 0; i < states_.size() && origins_[i].parent == kNoState; ++i) reach(i);
    while (!waiting.empty()) {
      const std::uint32_t at = waiting.back();
      waiting.pop_back();
      for (const Edge& edge : edges_of(at))
        if (!edge.violates()) reach(edge.to());
    }
    return reached;
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
          reaching(settled, [](const Edge& edge) { return edge.by_itself(); });
      found_.hopeless = first_not(hopeful);
    }
    if (!found_.violation || !any_end) return;
    std::vector<bool> good =
        reaching(std::move(ended), [](const Edge& edge) { return !edge.violates(); });
    const std::vector<bool> reached = lawful();
    for (std::uint32_t i = 0; i < states_.size(); ++i) good[i] = good[i] || !reached[i];
    found_.stuck = first_not(good);
    found_.goes_on = !found_.stuck;
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
  std::vector<std::size_t> first_edge_;  // by state, into edges_
  std::vector<std::optional<bool>> tied_;
  Found found_;
};

}  // namespace

Found search(Steps& steps, Observer& observer, const Reach& reach) {
  return Search(steps, observer, reach).run();
}

}  // namespace lagrum::verify
