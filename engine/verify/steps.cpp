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

Steps::Place& Steps::place_of(std::uint32_t move) {
  if (places_.size() <= move) places_.resize(moves_.size());
  std::unique_ptr<Place>& place = places_[move];
  if (place != nullptr) return *place;
  Footprint footprint = world_.footprint(moves_[move]);
  const World::State mask = world_.mask_of(footprint);
  std::vector<std::uint32_t> words;
  std::vector<std::uint32_t> masks;
  for (std::uint32_t i = 0; i < mask.size(); ++i) {
    if (mask[i] == 0) continue;
    words.push_back(i);
    masks.push_back(mask[i]);
  }
  States seen(words.size());
  place =
      std::make_unique<Place>(Place{std::move(words), std::move(masks), {}, std::move(seen), {}});
  if (!footprint.whole) place->transitions = std::move(footprint.transitions);
  return *place;
}

Steps::Effects Steps::worked_out(const World::State& from, std::uint32_t move, const Place& place) {
  Effects effects;
  const auto is_elsewhere = [&](std::size_t transition) {
    return !place.transitions.empty() && !place.transitions[transition];
  };
  Chooser chooser;
  do {
    const bool taken = world_.step(from, moves_[move], chooser);
    effects.shared = effects.shared && !world_.failed();
    if (!taken || std::ranges::any_of(world_.taken(), is_elsewhere)) continue;
    Effect effect;
    effect.label = labels_.number_of(Label{world_.acts(), world_.facts()});
    effect.run = static_cast<std::uint32_t>(chooser.run());
    for (std::size_t i = 0; i < place.words.size(); ++i)
      effect.after.push_back(world_.after()[place.words[i]] & place.masks[i]);
    const bool known = std::ranges::any_of(effects.all, [&](const Effect& other) {
      return other.after == effect.after && other.label == effect.label;
    });
    if (!known) effects.all.push_back(std::move(effect));
  } while (chooser.next());
  return effects;
}

const Steps::Effects& Steps::effects_of(std::uint32_t state, std::uint32_t move) {
  Place& place = place_of(move);
  part_.resize(place.words.size());
  for (std::size_t i = 0; i < part_.size(); ++i)
    part_[i] = state == kNoState ? 0 : states_[state][place.words[i]] & place.masks[i];
  const auto [number, is_new] = place.seen.add(part_);
  if (is_new) {
    place.effects.push_back(worked_out(words_of(state), move, place));
    place.effects.back().example = state;
  }
  return place.effects[number];
}

std::vector<Steps::Edge> Steps::from(std::uint32_t state, std::uint32_t move) {
  const Effects& effects = effects_of(state, move);
  return effects.shared ? edges_by(effects, state, move) : directly(state, move);
}

std::vector<Steps::Edge> Steps::directly(std::uint32_t state, std::uint32_t move) {
  const Place& place = place_of(move);
  return edges_by(worked_out(words_of(state), move, place), state, move);
}

std::vector<Steps::Edge> Steps::edges_by(const Effects& effects, std::uint32_t state,
                                         std::uint32_t move) {
  std::vector<Edge> edges;
  if (effects.all.empty()) return edges;
  const Place& place = place_of(move);
  World::State to = words_of(state);
  for (const Effect& effect : effects.all) {
    for (std::size_t i = 0; i < place.words.size(); ++i) {
      std::uint32_t& word = to[place.words[i]];
      word = (word & ~place.masks[i]) | effect.after[i];
    }
    edges.push_back({states_.add(to).first, effect.label, move, effect.run});
  }
  return edges;
}

const std::vector<Steps::Edge>& Steps::from(std::uint32_t state) {
  if (known_.size() <= state) known_.resize(states_.size());
  if (known_[state]) return *known_[state];
  std::vector<Move> all = world_.moves();
  for (Move& move : world_.pending(states_[state])) all.push_back(std::move(move));
  std::vector<Edge> edges;
  for (const Move& move : all) {
    for (const Edge& edge : from(state, number_of(move))) {
      const bool known = std::ranges::any_of(edges, [&](const Edge& other) {
        const Move& by = moves_[other.move];
        return other.to == edge.to && other.label == edge.label && by.kind == move.kind &&
               by.by_authority == move.by_authority && move.kind != Move::Kind::kEngine;
      });
      if (!known) edges.push_back(edge);
    }
  }
  return *(known_[state] = std::move(edges));
}

Step Steps::shown(std::uint32_t state, const Edge& edge, std::set<std::string>& unknown_guards) {
  const Effects& effects = effects_of(state, edge.move);
  const World::State at = words_of(effects.shared ? effects.example : state);
  Chooser chooser;
  bool taken = world_.step(at, moves_[edge.move], chooser);
  while (chooser.run() != edge.run) {
    LAGRUM_CHECK(chooser.next());
    taken = world_.step(at, moves_[edge.move], chooser);
  }
  LAGRUM_CHECK(taken);
  unknown_guards.insert(world_.unknown_guards().begin(), world_.unknown_guards().end());
  return Step{moves_[edge.move], world_.acts(), world_.taken(), world_.describe(states_[edge.to])};
}

}  // namespace lagrum::verify
