#include "verify/search.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

namespace lagrum::verify {
namespace {

/// Questions of what a command means to a norm that one search may ask, which cost more than
/// states.
constexpr std::size_t kMeaningsMax = 2'000'000;

/// How much farther a search goes before it looks again for a duty that nothing meets.
constexpr std::size_t kEarlyFactor = 4;

/// What commands mean to the norm, each worked out once.
class Meanings {
 public:
  struct Outcome {
    std::uint32_t to;
    bool judged;
    bool violated;
    std::uint32_t run;
  };
  /// A label, whether it may be refused, and, where time brings it, what of that which the norm
  /// waits for.
  using Question = std::uint32_t;

  explicit Meanings(Observer& observer) : observer_(observer), states_(observer.width()) {
    states_.add(observer_.initial());
  }

  Words operator[](std::uint32_t state) const { return states_[state]; }
  std::vector<ClockAt> clocks_after(std::uint32_t state, const Label& label, const Move& move,
                                    std::uint32_t run) {
    Observer::State to;
    said(state, label, move, run, to);
    return observer_.clocks(to);
  }

  Question question(std::uint32_t label, const Move& move) {
    const bool by_time = move.kind == Move::Kind::kTime;
    const std::array<std::uint32_t, 2> words = {
        label, by_time ? move.place + 2 : static_cast<std::uint32_t>(may_be_refused(move))};
    const auto [number, is_new] = questions_.add(words);
    if (is_new) answers_.emplace_back();
    return number;
  }

  /// What is found is gone with the next question.
  std::span<const Outcome> of(std::uint32_t state, Question question, const Label& label,
                              const Move& move) {
    std::vector<std::uint32_t>& answers = answers_[question];
    if (answers.size() <= state) answers.resize(states_.size(), kNoState);
    if (answers[state] == kNoState) answers[state] = answer(state, label, move);
    const std::uint32_t begin = first_[answers[state]];
    return std::span(outcomes_).subspan(begin, first_[answers[state] + 1] - begin);
  }

  /// Answers that were worked out.
  std::size_t size() const { return first_.size() - 1; }

  /// What is waited for there.
  const std::vector<Move>& awaited(std::uint32_t state) {
    if (awaited_.size() <= state) awaited_.resize(states_.size());
    if (!awaited_[state]) awaited_[state] = observer_.awaited(states_[state]);
    return *awaited_[state];
  }

  /// What was said there, again.
  Said said(std::uint32_t state, const Label& label, const Move& move, std::uint32_t run) {
    Observer::State to;
    return said(state, label, move, run, to);
  }
  Said said(std::uint32_t state, const Label& label, const Move& move, std::uint32_t run,
            Observer::State& to) {
    Chooser chooser;
    for (;;) {
      to.assign(states_[state].begin(), states_[state].end());
      Said said = taken(to, label, move, chooser);
      if (chooser.run() == run) return said;
      LAGRUM_CHECK(chooser.next());
    }
  }

 private:
  /// The engine refuses what people of the authority do.
  static bool may_be_refused(const Move& move) {
    return move.kind == Move::Kind::kDone && move.by_authority;
  }

  Said taken(Observer::State& state, const Label& label, const Move& move, Chooser& chooser) {
    Said said;
    if (move.kind == Move::Kind::kTime) said = observer_.reach(state, move, label.facts, chooser);
    const Said more = observer_.take(state, label.acts, label.facts, chooser);
    said.judged = said.judged || more.judged;
    said.impossible = more.impossible;
    said.refused = more.refused && may_be_refused(move);
    if (!said.violated) said.act = more.act;
    said.violated = said.violated || more.violated;
    said.guessed.insert(more.guessed.begin(), more.guessed.end());
    return said;
  }

  std::uint32_t answer(std::uint32_t state, const Label& label, const Move& move) {
    const auto begin = static_cast<std::ptrdiff_t>(outcomes_.size());
    Chooser chooser;
    do {
      Observer::State to(states_[state].begin(), states_[state].end());
      const Said said = taken(to, label, move, chooser);
      if (said.refused || said.impossible) continue;
      const Outcome outcome{states_.add(to).first, said.judged, said.violated,
                            static_cast<std::uint32_t>(chooser.run())};
      const auto is_same = [&](const Outcome& other) {
        return other.to == outcome.to && other.judged == outcome.judged &&
               other.violated == outcome.violated;
      };
      if (std::none_of(outcomes_.begin() + begin, outcomes_.end(), is_same))
        outcomes_.push_back(outcome);
    } while (chooser.next());
    first_.push_back(static_cast<std::uint32_t>(outcomes_.size()));
    return static_cast<std::uint32_t>(first_.size() - 2);
  }

  Observer& observer_;
  States states_;
  States questions_{2};
  std::vector<std::vector<std::uint32_t>> answers_;  // by question and state: into first_
  std::vector<Outcome> outcomes_;
  std::vector<std::uint32_t> first_ = {0};  // by answer: into outcomes_
  std::vector<std::optional<std::vector<Move>>> awaited_;
};

/// Numbers for pairs of small numbers, in rows of which only what is used takes room.
class Grid {
 public:
  /// kNoState where none was set.
  std::uint32_t& at(std::uint32_t row, std::uint32_t column) {
    if (rows_.size() <= row) rows_.resize(std::max<std::size_t>(row + 1, 2 * rows_.size()));
    std::vector<std::uint32_t>& pages = rows_[row];
    const std::size_t page = column / kPage;
    if (pages.size() <= page) pages.resize(page + 1, kNoState);
    if (pages[page] == kNoState) {
      pages[page] = static_cast<std::uint32_t>(numbers_.size() / kPage);
      numbers_.resize(numbers_.size() + kPage, kNoState);
    }
    return numbers_[pages[page] * std::size_t{kPage} + column % kPage];
  }

 private:
  static constexpr std::uint32_t kPage = 16;
  std::vector<std::vector<std::uint32_t>> rows_;
  std::vector<std::uint32_t> numbers_;
};

/// Both together: a state is a state of the workflow and what the norm knows.
class Search {
 public:
  Search(Steps& steps, Observer& observer, const Reach& reach)
      : steps_(steps), observer_(observer), reach_(reach), meanings_(observer) {}

  Found run() {
    begin();
    const std::size_t seen = reach_.along != nullptr ? follow() : look_around();
    if (violation_) tell(*violation_);
    if (reach_.along != nullptr)
      look_for_owed(seen);
    else if (goes_on())
      look_back();
    found_.states = states_.size();
    found_.gaps = steps_.world().gaps();
    return std::move(found_);
  }

 private:
  struct State {
    std::uint32_t world;
    std::uint32_t known;
  };
  /// What the norm knows before the beginning.
  static constexpr State kBefore{kNoState, 0};
  struct Origin {
    std::uint32_t parent = kNoState;
    Steps::Edge step{};
    std::uint32_t meaning_run = 0;
    std::uint32_t cost = 0;
  };
  /// Of runs of one length the one is told in which least times run out; then that in which those
  /// outside do least.
  static constexpr std::uint32_t kExpiry = 1U << 16U;
  static std::uint32_t cost_of(const Move& move) {
    if (move.kind == Move::Kind::kTime || move.event.starts_with("clock.expired.")) return kExpiry;
    return move.kind == Move::Kind::kDone && !move.by_authority ? 1 : 0;
  }

  void begin() {
    for (const Steps::Edge& step : steps_.from(kNoState, steps_.number_of(Move{})))
      if (is_along(step)) meet(kNoState, kBefore, step);
    end_ = states_.size();
  }

  /// One run, as far as it can be taken. Answers where the states after its last command begin.
  std::size_t follow() {
    std::size_t first = 0;
    for (commands_ = 1; commands_ < reach_.along->size(); ++commands_) first = look_at_level(first);
    return first;
  }

  /// What is owed in these states.
  void look_for_owed(std::size_t first) {
    for (auto i = static_cast<std::uint32_t>(first); i < states_.size() && !found_.hopeless; ++i)
      if (observer_.owes(meanings_[states_[i].known])) found_.hopeless = run_to(i);
  }

  /// All runs. Answers where the states begin that were not looked at.
  std::size_t look_around() {
    std::size_t first = 0;
    for (std::size_t early = reach_.early_look; first < states_.size() && goes_on();) {
      const std::size_t next = look_at_level(first);
      if (goes_on()) first = next;
      if (goes_on() && states_.size() < early) continue;
      early = kEarlyFactor * states_.size();
      found_.hopeless = hopeless(first);
      found_.complete = found_.complete && !found_.hopeless;
    }
    return first;
  }

  /// States that are as many commands from the beginning, from `first` on: those of one state of
  /// the workflow together. Returns where the next begin.
  std::size_t look_at_level(std::size_t first) {
    const std::size_t end = states_.size();
    end_ = end;
    std::vector<std::uint32_t> level(end - first);
    std::iota(level.begin(), level.end(), static_cast<std::uint32_t>(first));
    const auto world = [&](std::uint32_t at) { return states_[at].world; };
    std::ranges::stable_sort(level, {}, world);
    for (auto begin = level.begin(); begin != level.end() && found_.complete;) {
      const auto next = std::ranges::find_if(
          begin, level.end(), [&](std::uint32_t at) { return world(at) != world(*begin); });
      look_at({begin, next});
      begin = next;
    }
    settled_ = violation_.has_value();
    return end;
  }

  /// All commands from these, which are one state of the workflow.
  void look_at(std::span<const std::uint32_t> all) {
    const std::uint32_t world = states_[all.front()].world;
    if (steps_.is_final(world)) return;
    for (const Steps::Edge& step : steps_.from(world)) {
      if (is_tied(steps_.deed(step.deed).move) || !is_along(step)) continue;
      for (const std::uint32_t at : all) meet(at, states_[at], step);
    }
    for (const std::uint32_t at : all) {
      const std::vector<Move> awaited = meanings_.awaited(states_[at].known);
      for (const Move& move : awaited)
        for (const Steps::Edge& step : steps_.from(world, steps_.number_of(move)))
          if (is_along(step)) meet(at, states_[at], step);
    }
  }

  bool is_along(const Steps::Edge& step) const {
    if (reach_.along == nullptr) return true;
    const Move& wanted = (*reach_.along)[commands_].move;
    const Move& move = steps_.move(steps_.deed(step.deed).move);
    return move.kind == wanted.kind && move.event == wanted.event;
  }

  /// One step from a state, with each meaning that it may have.
  void meet(std::uint32_t at, State from, const Steps::Edge& step) {
    const Steps::Deed& deed = steps_.deed(step.deed);
    const Move& move = steps_.move(deed.move);
    const std::uint32_t cost = (at == kNoState ? 0 : origins_[at].cost) + cost_of(move);
    for (const Meanings::Outcome& outcome :
         meanings_.of(from.known, question_of(step.deed), steps_.label(deed.label), move)) {
      ++found_.edges;
      found_.judged = found_.judged || outcome.judged;
      const Origin origin{at, step, outcome.run, cost};
      std::uint32_t& place = numbers_.at(step.to, outcome.to);
      if (place == kNoState) {
        place = static_cast<std::uint32_t>(states_.size());
        states_.push_back({step.to, outcome.to});
        origins_.push_back(origin);
        if (states_.size() >= reach_.states_max || meanings_.size() >= kMeaningsMax)
          found_.complete = false;
      } else if (place >= end_ && origin.cost < origins_[place].cost) {
        origins_[place] = origin;  // as short, and simpler
      }
      const bool is_first = !violation_ || (!settled_ && origin.cost < violation_->cost);
      if (outcome.violated && is_first) violation_ = origin;
    }
  }

  Meanings::Question question_of(std::uint32_t deed) {
    if (asked_.size() <= deed) asked_.resize(deed + 1, kNoState);
    if (asked_[deed] == kNoState) {
      const Steps::Deed& done = steps_.deed(deed);
      asked_[deed] = meanings_.question(done.label, steps_.move(done.move));
    }
    return asked_[deed];
  }

  /// Calls `visit(to, by_itself, violates)` for where a state leads, until it says true; then true.
  template <class Visit>
  bool any_edge(std::uint32_t at, Visit&& visit) {
    const std::uint32_t world = states_[at].world;
    const std::uint32_t known = states_[at].known;
    if (steps_.is_final(world)) return false;
    const auto leads = [&](const Steps::Edge& step) {
      const Steps::Deed& deed = steps_.deed(step.deed);
      const Move& move = steps_.move(deed.move);
      for (const Meanings::Outcome& outcome :
           meanings_.of(known, question_of(step.deed), steps_.label(deed.label), move))
        if (visit(numbers_.at(step.to, outcome.to), by_itself(move), outcome.violated)) return true;
      return false;
    };
    for (const Steps::Edge& step : steps_.from(world))
      if (!is_tied(steps_.deed(step.deed).move) && leads(step)) return true;
    for (const Move& move : meanings_.awaited(known))
      for (const Steps::Edge& step : steps_.from(world, steps_.number_of(move)))
        if (leads(step)) return true;
    return false;
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

  bool goes_on() const { return found_.complete && !(reach_.to_first_violation && violation_); }

  void tell(const Origin& last) {
    found_.violation = run_by(last);
    const State from = last.parent == kNoState ? kBefore : states_[last.parent];
    found_.violating_act = said_by(last, from.known).act;
  }

  Said said_by(const Origin& origin, std::uint32_t known) {
    const Steps::Deed& deed = steps_.deed(origin.step.deed);
    return meanings_.said(known, steps_.label(deed.label), steps_.move(deed.move),
                          origin.meaning_run);
  }

  /// What comes without a party or anybody outside.
  static bool by_itself(const Move& move) {
    return move.by_authority || move.kind == Move::Kind::kPending ||
           (move.kind == Move::Kind::kTime && move.event.starts_with("date.reached."));
  }

  std::size_t length_to(std::uint32_t at) const {
    std::size_t length = 0;
    for (; at != kNoState; at = origins_[at].parent) ++length;
    return length;
  }

  Run run_to(std::uint32_t at) { return run_by(origins_[at]); }

  Run run_by(const Origin& last) {
    std::vector<Origin> way = {last};
    while (way.back().parent != kNoState) way.push_back(origins_[way.back().parent]);
    std::reverse(way.begin(), way.end());
    Run run;
    for (const Origin& origin : way) {
      const State from = origin.parent == kNoState ? kBefore : states_[origin.parent];
      run.push_back(steps_.shown(from.world, origin.step, found_.unknown_guards));
      const Steps::Deed& deed = steps_.deed(origin.step.deed);
      run.back().clocks = meanings_.clocks_after(from.known, steps_.label(deed.label),
                                                 steps_.move(deed.move), origin.meaning_run);
      const Said said = said_by(origin, from.known);
      found_.guessed.insert(said.guessed.begin(), said.guessed.end());
    }
    return run;
  }

  /// The states from which one of `goals` can be reached by the edges that may be used.
  template <class May>
  std::vector<bool> reaching(std::vector<bool> goals, May&& may) {
    for (bool more = true; more;) {
      more = false;
      for (auto at = static_cast<std::uint32_t>(states_.size()); at-- > 0;) {
        if (goals[at]) continue;
        goals[at] = any_edge(at, [&](std::uint32_t to, bool by_itself, bool violates) {
          return goals[to] && may(by_itself, violates);
        });
        more = more || goals[at];
      }
    }
    return goals;
  }

  /// The states that are reached without a violation: the engine refuses the others.
  std::vector<bool> lawful() {
    std::vector<bool> reached(states_.size());
    std::vector<std::uint32_t> waiting;
    const auto reach = [&](std::uint32_t at) {
      if (!reached[at]) waiting.push_back(at);
      reached[at] = true;
      return false;
    };
    for (std::uint32_t i = 0; i < states_.size() && origins_[i].parent == kNoState; ++i) reach(i);
    while (!waiting.empty()) {
      const std::uint32_t at = waiting.back();
      waiting.pop_back();
      any_edge(at, [&](std::uint32_t to, bool, bool violates) { return !violates && reach(to); });
    }
    return reached;
  }

  /// A shortest way to where a duty is owed that nothing of the authority's can meet; who comes to
  /// `unseen`, or to one after it, may meet it.
  std::optional<Run> hopeless(std::size_t unseen) {
    std::vector<bool> settled(states_.size());
    for (std::uint32_t i = 0; i < states_.size(); ++i)
      settled[i] = i >= unseen || !observer_.owes(meanings_[states_[i].known]);
    return first_not(reaching(std::move(settled), [](bool by_itself, bool) { return by_itself; }));
  }

  /// What only shows when all is known: duties that cannot be met, and cases that cannot end.
  void look_back() {
    found_.hopeless = hopeless(states_.size());
    std::vector<bool> ended(states_.size());
    for (std::uint32_t i = 0; i < states_.size(); ++i) ended[i] = steps_.is_final(states_[i].world);
    const bool any_end = std::ranges::find(ended, true) != ended.end();
    found_.goes_on = found_.always_goes_on = true;
    if (!found_.violation || !any_end) return;
    std::vector<bool> good =
        reaching(std::move(ended), [](bool, bool violates) { return !violates; });
    found_.always_goes_on = std::ranges::find(good, false) == good.end();
    if (found_.always_goes_on) return;
    const std::vector<bool> reached = lawful();
    for (std::uint32_t i = 0; i < states_.size(); ++i) good[i] = good[i] || !reached[i];
    found_.stuck = first_not(good);
    found_.goes_on = !found_.stuck;
  }

  std::optional<Run> first_not(const std::vector<bool>& good) {
    std::optional<std::uint32_t> best;
    std::size_t length = 0;
    for (std::uint32_t i = 0; i < good.size(); ++i) {
      if (good[i]) continue;
      const std::size_t its = length_to(i);
      if (best && its > length) break;  // states stand in the order of their distance
      if (!best || origins_[i].cost < origins_[*best].cost) best = i;
      length = its;
    }
    if (!best) return std::nullopt;
    return run_to(*best);
  }

  Steps& steps_;
  Observer& observer_;
  const Reach reach_;
  Meanings meanings_;
  Grid numbers_;  // by the two numbers of a state
  std::vector<State> states_;
  std::vector<Origin> origins_;
  std::vector<Meanings::Question> asked_;  // by deed
  std::vector<std::optional<bool>> tied_;  // by move
  std::size_t commands_ = 0;               // before those of this level
  std::size_t end_ = 0;                    // where the states begin that are one command farther
  std::optional<Origin> violation_;        // the last command of a shortest way
  bool settled_ = false;                   // a level has been looked at that has one
  Found found_;
};

}  // namespace

Found search(Steps& steps, Observer& observer, const Reach& reach) {
  return Search(steps, observer, reach).run();
}

}  // namespace lagrum::verify
