#include "verify/steps.h"

#include <algorithm>

namespace lagrum::verify {

std::string label_key(const Label& label) {
  std::string key;
  for (const Act& act : label.acts) {
    key += act.type.str() + "|" + act.party.str() + "|" + act.regarding + "|" + act.opens + "|" +
           act.by_norm + "|" + to_string(Value(act.attributes)) + "\n";
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
    if (world_.endless()) endless_.insert(move);
    if (!taken || std::ranges::any_of(world_.taken(), is_elsewhere)) continue;
    note_taken();
    Effect effect;
    const std::uint32_t label = labels_.number_of(Label{world_.acts(), world_.facts()});
    effect.deed = noted({label, move, static_cast<std::uint32_t>(chooser.run()), 0});
    for (std::size_t i = 0; i < place.words.size(); ++i)
      effect.after.push_back(world_.after()[place.words[i]] & place.masks[i]);
    const bool known = std::ranges::any_of(effects.all, [&](const Effect& other) {
      return other.after == effect.after && deeds_[other.deed].label == label;
    });
    if (!known) effects.all.push_back(std::move(effect));
  } while (chooser.next());
  return effects;
}

void Steps::note_taken() {
  const std::vector<std::size_t>& taken = world_.taken();
  for (std::size_t i = 0; i < taken.size(); ++i) {
    taken_[taken[i]] = true;
    for (std::size_t j = 0; j < i; ++j) together_.emplace(taken[j], taken[i]);
  }
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

/// The number of a deed; those of the same label are alike where the same people may do them. An
/// event of the engine's is like itself only, for a norm may tie it to time.
std::uint32_t Steps::noted(const Deed& deed) {
  const auto [place, is_new] = deed_numbers_.try_emplace(
      std::tuple(deed.label, deed.move, deed.run), static_cast<std::uint32_t>(deeds_.size()));
  if (!is_new) return place->second;
  const Move& move = moves_[deed.move];
  const bool of_engine = move.kind == Move::Kind::kEngine;
  const auto kind =
      std::tuple(deed.label, move.kind, move.by_authority, of_engine ? deed.move : kNoState);
  const auto alike = alike_.try_emplace(kind, static_cast<std::uint32_t>(alike_.size())).first;
  deeds_.push_back(deed);
  deeds_.back().alike = alike->second;
  return place->second;
}

const std::vector<Steps::Edge>& Steps::from(std::uint32_t state, std::uint32_t move) {
  const auto [place, is_new] = by_one_.try_emplace(std::uint64_t{state} << 32U | move);
  if (is_new) place->second = shared_or_own(state, move);
  return place->second;
}

std::vector<Steps::Edge> Steps::shared_or_own(std::uint32_t state, std::uint32_t move) {
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
    edges.push_back({states_.add(to).first, effect.deed});
  }
  return edges;
}

const std::vector<Steps::Edge>& Steps::from(std::uint32_t state) {
  if (known_.size() <= state) known_.resize(states_.size());
  if (known_[state]) return *known_[state];
  if (always_.empty())
    for (const Move& move : world_.moves()) always_.push_back(number_of(move));
  std::vector<Edge> edges;
  const auto add = [&](std::uint32_t move) {
    const std::vector<Edge> more = shared_or_own(state, move);
    edges.insert(edges.end(), more.begin(), more.end());
  };
  for (const std::uint32_t move : always_) add(move);
  for (const Move& move : world_.pending(states_[state])) add(number_of(move));
  keep_first_alike(edges);
  edges.shrink_to_fit();
  return *(known_[state] = std::move(edges));
}

void Steps::keep_first_alike(std::vector<Edge>& edges) const {
  const auto what = [&](const Edge& edge) { return std::pair(edge.to, deeds_[edge.deed].alike); };
  std::ranges::stable_sort(edges, {}, what);
  const auto is_alike = [&](const Edge& a, const Edge& b) { return what(a) == what(b); };
  edges.erase(std::unique(edges.begin(), edges.end(), is_alike), edges.end());
}

Step Steps::shown(std::uint32_t state, const Edge& edge, std::set<std::string>& unknown_guards) {
  const Deed deed = deeds_[edge.deed];
  const Move& move = moves_[deed.move];
  const Effects& effects = effects_of(state, deed.move);
  const World::State at = words_of(effects.shared ? effects.example : state);
  Chooser chooser;
  bool taken = world_.step(at, move, chooser);
  while (chooser.run() != deed.run) {
    LAGRUM_CHECK(chooser.next());
    taken = world_.step(at, move, chooser);
  }
  LAGRUM_CHECK(taken);
  unknown_guards.insert(world_.unknown_guards().begin(), world_.unknown_guards().end());
  return Step{move, world_.acts(), world_.taken(), world_.describe(states_[edge.to])};
}

}  // namespace lagrum::verify
