#include "verify/namings.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace lagrum::verify {
namespace {

using statechart::Block;
using statechart::Chart;

std::set<std::uint32_t> written_by(const Block& block) {
  std::set<std::uint32_t> slots;
  for (const statechart::Instruction& each : block) {
    if (const auto* assign = std::get_if<statechart::Assign>(&each))
      slots.insert(assign->location.slot);
    if (const auto* decide = std::get_if<statechart::Decide>(&each))
      slots.insert(decide->into.slot);
    if (const auto* foreach = std::get_if<statechart::Foreach>(&each)) {
      slots.insert(foreach->item.slot);
      if (foreach->index) slots.insert(foreach->index->slot);
    }
    if (const auto* script = std::get_if<statechart::Script>(&each))
      for (const statechart::Location& item : script->items) slots.insert(item.slot);
  }
  return slots;
}

/// The one expression that says whose act it is; null where there is none, or several might.
const statechart::Formula* naming_of(const statechart::Perform& perform, const law::Law& law) {
  const law::ActDecl* declared = law.act(ActType(perform.act.type));
  const statechart::Formula* found = nullptr;
  for (const statechart::With& with : perform.attributes) {
    const law::AttributeDecl* attribute =
        declared == nullptr ? nullptr : declared->attribute(with.name);
    if (with.name != "party" && (attribute == nullptr || attribute->type != "party")) continue;
    if (found != nullptr || !with.value) return nullptr;
    found = &*with.value;
  }
  return found;
}

/// The data items that an expression reads; nothing where it may read anything else.
std::optional<std::set<std::uint32_t>> read_by(const statechart::Formula& formula,
                                               const Chart::Tables& tables) {
  if (!formula.code || formula.reads != 0) return std::nullopt;
  for (const char* word : {"In(", "now", "today"})
    if (formula.text.find(word) != std::string::npos) return std::nullopt;
  std::set<std::uint32_t> slots;
  for (const std::string& path : formula.code->reads()) {
    const auto variable = std::ranges::find(tables.variables, path.substr(0, path.find('.')),
                                            &statechart::Variable::name);
    if (variable == tables.variables.end() || variable->owner != statechart::kRootState)
      return std::nullopt;
    slots.insert(static_cast<std::uint32_t>(variable - tables.variables.begin()));
  }
  return slots;
}

}  // namespace

Namings::Namings(const Chart::Tables& tables, const law::Law& law,
                 const std::set<std::string>& acts, std::span<const std::uint32_t> known,
                 const statechart::StateSet& asleep) {
  std::set<std::uint32_t> elsewhere;  // written where no step shows it
  std::vector<std::set<std::uint32_t>> written;
  for (const statechart::Transition& transition : tables.transitions) {
    written.push_back(written_by(transition.content));
    if (asleep.contains(transition.source)) elsewhere.merge(std::set(written.back()));
  }
  for (const statechart::State& state : tables.states) {
    if (!state.invokes.empty()) return;
    elsewhere.merge(written_by(state.entry.content));
    for (const Block& block : state.on_entry) elsewhere.merge(written_by(block));
    for (const Block& block : state.on_exit) elsewhere.merge(written_by(block));
  }
  writes_.resize(tables.transitions.size());
  const auto add = [&](const statechart::Perform& perform) {
    const statechart::Formula* formula = naming_of(perform, law);
    if (formula == nullptr) return;
    const auto slots = read_by(*formula, tables);
    const auto is_followed = [&](std::uint32_t slot) {
      return std::ranges::binary_search(known, slot);
    };
    if (!slots || std::ranges::all_of(*slots, is_followed) ||
        std::ranges::any_of(*slots, [&](std::uint32_t slot) { return elsewhere.contains(slot); }))
      return;
    auto text = std::ranges::find(texts_, formula->text);
    if (text == texts_.end()) {
      for (std::size_t i = 0; i < written.size(); ++i)
        if (std::ranges::any_of(*slots, [&](auto slot) { return written[i].contains(slot); }))
          writes_[i].push_back(texts_.size());
      text = texts_.insert(texts_.end(), formula->text);
    }
    places_.push_back({perform.act.source, static_cast<std::size_t>(text - texts_.begin())});
  };
  for (const statechart::Transition& transition : tables.transitions)
    for (const statechart::Instruction& each : transition.content)
      if (const auto* perform = std::get_if<statechart::Perform>(&each))
        if (acts.contains(perform->act.type)) add(*perform);
  named_.resize(texts_.size());
  forgotten_.resize(texts_.size());
}

void Namings::begin(std::span<const std::uint32_t> kept, const std::vector<std::size_t>& taken) {
  forgotten_.assign(texts_.size(), false);
  for (const std::size_t transition : taken)
    for (const std::size_t naming : writes_[transition]) forgotten_[naming] = true;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const bool none = kept.empty() || forgotten_[i];
    named_[i] = none ? Named::kNobodyYet
                     : static_cast<Named>(kept[i / kPerWord] >> (2 * (i % kPerWord)) & 3U);
  }
}

Namings::Named* Namings::of(const statechart::PerformedAct& act) {
  const auto place = std::ranges::find(places_, act.source, &Place::act);
  return place == places_.end() || forgotten_[place->naming] ? nullptr : &named_[place->naming];
}

void Namings::keep(std::span<std::uint32_t> kept) const {
  std::ranges::fill(kept, 0U);
  for (std::size_t i = 0; i < texts_.size(); ++i)
    kept[i / kPerWord] |= static_cast<std::uint32_t>(named_[i]) << (2 * (i % kPerWord));
}

}  // namespace lagrum::verify
