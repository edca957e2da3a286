#include "verify/steps.h"

#include <algorithm>

namespace lagrum::verify {

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

World::State Steps::words_of(std::uint32_t state) const {
  if (state == kNoState) return World::State(world_.width());
  const Words words = states_[state];
  return {words.begin(), words.end()};
}

std::uint32_t Steps::number_of(const Move& move) {
  const auto [place, is_new] = move_numbers_.try_emplace(
      std::tuple(move.kind, move.event, move.place), static_cast<std::uint32_t>(moves_.size()));
  if (is_new) moves_.push_back(move);
  return place->second;
}

const std::vector<std::uint32_t>& Steps::moves_from(std::uint32_t state) {
  if (moves_from_.size() <= state) moves_from_.resize(state + 1);
  std::optional<std::vector<std::uint32_t>>& known = moves_from_[state];
  if (known) return *known;
  std::vector<Move> all = world_.moves();
  for (Move& move : world_.pending(states_[state])) all.push_back(std::move(move));
  std::vector<std::uint32_t> open;
  for (const Move& move : all) {
    const std::uint32_t number = number_of(move);
    if (!from(state, number).empty()) open.push_back(number);
  }
  return *(moves_from_[state] = std::move(open));
}

const std::vector<Steps::Edge>& Steps::from(std::uint32_t state, std::uint32_t move) {
  const auto [place, is_new] = known_.try_emplace(std::uint64_t{state} << 32U | move);
  if (!is_new) return place->second;
  std::vector<Edge>& edges = place->second;
  const World::State at = words_of(state);
  Chooser chooser;
  do {
    if (!world_.step(at, moves_[move], chooser)) continue;
    const std::uint32_t to = states_.add(world_.after()).first;
    const std::uint32_t label = labels_.number_of(Label{world_.acts(), world_.facts()});
    const bool known = std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
      return edge.to == to && edge.label == label;
    });
    if (!known) edges.push_back({to, label, static_cast<std::uint32_t>(chooser.run())});
  } while (chooser.next());
  return edges;
}

Step Steps::shown(std::uint32_t state, std::uint32_t move, std::uint32_t run,
                  std::set<std::string>& unknown_guards) {
  const World::State at = words_of(state);
  Chooser chooser;
  bool taken = world_.step(at, moves_[move], chooser);
  while (chooser.run() != run) {
    LAGRUM_CHECK(chooser.next());
    taken = world_.step(at, moves_[move], chooser);
  }
  LAGRUM_CHECK(taken);
  unknown_guards.insert(world_.unknown_guards().begin(), world_.unknown_guards().end());
  return Step{moves_[move], world_.acts(), world_.taken(), world_.describe(world_.after())};
}

}  // namespace lagrum::verify
