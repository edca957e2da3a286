#include "verify/search.h"

#include <algorithm>
#include <map>
#include <utility>

namespace lagrum::verify {
namespace {

using Words = std::span<const std::uint32_t>;

constexpr std::uint32_t kNobody = static_cast<std::uint32_t>(-1);

/// States of one width, each once, in the order found, with how they were found.
class States {
 public:
  explicit States(std::size_t width) : width_(width), table_(1024, kNobody) {}

  struct Origin {
    std::uint32_t parent = kNobody;
    std::uint32_t move = 0;
    std::uint32_t run = 0;
  };

  std::size_t size() const { return origins_.size(); }
  Words operator[](std::size_t number) const {
    return Words(words_).subspan(number * width_, width_);
  }
  const Origin& origin(std::size_t number) const { return origins_[number]; }

  /// The state's number, and whether it is new.
  std::pair<std::uint32_t, bool> add(Words state, Origin origin) {
    if (2 * (size() + 1) > table_.size()) grow();
    std::uint32_t& place = place_of(state);
    if (place != kNobody) return {place, false};
    place = static_cast<std::uint32_t>(size());
    words_.insert(words_.end(), state.begin(), state.end());
    origins_.push_back(origin);
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
  std::vector<Origin> origins_;
  std::vector<std::uint32_t> table_;
};

class Search {
 public:
  Search(World& world, Observer& observer, std::size_t states_max)
      : world_(world),
        observer_(observer),
        states_max_(states_max),
        split_(world.width()),
        states_(split_ + observer.width()) {}

  Found run() {
    State initial(split_);
    const State watched = observer_.initial();
    initial.insert(initial.end(), watched.begin(), watched.end());
    expand(kNobody, initial, Move{});
    for (std::uint32_t at = 0; at < states_.size() && found_.complete; ++at) {
      const State from(states_[at].begin(), states_[at].end());
      if (world_.is_final(Words(from).first(split_))) continue;
      for (const Move& move : world_.moves()) {
        if (move.kind == Move::Kind::kEngine && observer_.ties(move.event)) continue;
        expand(at, from, move);
      }
      for (const Move& move : world_.pending(Words(from).first(split_))) expand(at, from, move);
      for (const Move& move : observer_.awaited(Words(from).subspan(split_))) expand(at, from, move);
    }
    found_.states = states_.size();
    found_.edges = edges_.size();
    found_.gaps = world_.gaps();
    if (found_.complete) look_back();
    return std::move(found_);
  }

 private:
  using State = World::State;
  struct Edge {
    std::uint32_t from;
    std::uint32_t to;
    bool by_authority;
    bool violates;
  };

  /// One command from a state, by each combination of choices.
  void expand(std::uint32_t at, const State& from, const Move& move) {
    Chooser chooser;
    std::set<std::pair<std::uint32_t, bool>> known;
    do {
      State to;
      Said said;
      if (!step(from, move, chooser, to, said)) continue;
      const auto run = static_cast<std::uint32_t>(chooser.run());
      const auto [number, is_new] = states_.add(to, {at, move_number(move), run});
      found_.judged = found_.judged || said.judged;
      if (at != kNobody && known.emplace(number, said.violated).second)
        edges_.push_back({at, number, by_itself(move), said.violated});
      if (said.violated && !found_.violation) {
        found_.violation = run_to(at);
        found_.violation->push_back(shown(from, move, run));
        found_.violating_act = said.act;
        found_.guessed.insert(said.guessed.begin(), said.guessed.end());
      }
      if (states_.size() >= states_max_) found_.complete = false;
    } while (chooser.next() && found_.complete);
  }

  /// What comes without a party or anybody outside.
  static bool by_itself(const Move& move) {
    return move.by_authority || move.kind == Move::Kind::kPending ||
           (move.kind == Move::Kind::kTime && move.event.starts_with("date.reached."));
  }

  bool step(const State& from, const Move& move, Chooser& chooser, State& to, Said& said) {
    if (!world_.step(Words(from).first(split_), move, chooser)) return false;
    to = world_.after();
    to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(split_), from.end());
    const std::span<std::uint32_t> watched = std::span(to).subspan(split_);
    if (move.kind == Move::Kind::kTime)
      said = observer_.reach(watched, move, world_.facts(), chooser);
    const Said more = observer_.take(watched, world_.acts(), world_.facts(), chooser);
    said.judged = said.judged || more.judged;
    if (said.act.empty()) said.act = more.act;
    said.violated = said.violated || more.violated;
    said.guessed.insert(more.guessed.begin(), more.guessed.end());
    return true;
  }

  std::uint32_t move_number(const Move& move) {
    const auto key = std::tuple(static_cast<int>(move.kind), move.event, move.place);
    const auto [place, is_new] =
        move_numbers_.try_emplace(key, static_cast<std::uint32_t>(moves_.size()));
    if (is_new) moves_.push_back(move);
    return place->second;
  }

  /// The step again, for people.
  Step shown(const State& from, const Move& move, std::uint32_t run) {
    Chooser chooser;
    State to;
    Said said;
    while (chooser.run() != run) {
      step(from, move, chooser, to, said);
      LAGRUM_CHECK(chooser.next());
    }
    said = Said{};
    LAGRUM_CHECK(step(from, move, chooser, to, said));
    found_.guessed.insert(said.guessed.begin(), said.guessed.end());
    found_.unknown_guards.insert(world_.unknown_guards().begin(), world_.unknown_guards().end());
    return Step{move, world_.acts(), world_.taken(), world_.describe(Words(to).first(split_))};
  }

  Run run_to(std::uint32_t at) {
    std::vector<std::uint32_t> way;
    for (; at != kNobody; at = states_.origin(at).parent) way.push_back(at);
    std::reverse(way.begin(), way.end());
    Run run;
    for (const std::uint32_t number : way) {
      const States::Origin& origin = states_.origin(number);
      State from(split_);
      if (origin.parent != kNobody) {
        from.assign(states_[origin.parent].begin(), states_[origin.parent].end());
      } else {
        const State watched = observer_.initial();
        from.insert(from.end(), watched.begin(), watched.end());
      }
      run.push_back(shown(from, moves_[origin.move], origin.run));
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
      const bool owed = observer_.owes(states_[i].subspan(split_));
      settled[i] = !owed;
      any_duty = any_duty || owed;
      ended[i] = world_.is_final(states_[i].first(split_));
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
        const std::uint32_t parent = states_.origin(i).parent;
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
  std::size_t split_;
  States states_;
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
