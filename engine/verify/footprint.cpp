#include "verify/footprint.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace lagrum::verify {
namespace {

using statechart::Block;
using statechart::Chart;
using statechart::kNone;
using statechart::StateIndex;
using statechart::StateKind;
using statechart::Transition;

/// What the machine raises where something fails.
constexpr std::array<std::string_view, 2> kErrors = {"error.execution", "error.communication"};

bool is_name_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

std::size_t past_spaces(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

/// Gathers all that can follow from an event, until nothing more does.
class Following {
 public:
  Following(const Chart::Tables& tables, std::string_view event)
      : tables_(tables), print_(tables.states.size()) {
    print_.transitions.resize(tables.transitions.size());
    print_.whole =
        std::any_of(tables.states.begin(), tables.states.end(), [](const statechart::State& state) {
          return !state.invokes.empty() || !state.late.empty();
        });
    raise(event);
    for (const std::string_view error : kErrors) raise(error);
    for (bool more = true; more && !print_.whole;) {
      more = false;
      for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
        if (print_.transitions[i] || !may_follow(tables.transitions[i])) continue;
        take(i);
        more = true;
      }
    }
  }

  Footprint done() && { return std::move(print_); }

 private:
  void raise(std::string_view event) {
    const statechart::EventKind* kind = tables_.kind_of(event);
    if (kind == nullptr) return;
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i)
      if (statechart::takes(tables_.transitions[i], *kind)) take(i);
  }

  /// A transition without an event whose source or guard is touched, or whose guard is not of the
  /// state alone.
  bool may_follow(const Transition& transition) const {
    if (!transition.descriptors.empty()) return false;
    if (print_.states.contains(transition.source)) return true;
    if (!transition.guard) return false;  // no case rests where it could be taken
    if (!transition.guard->code) return true;
    const statechart::Formula& guard = *transition.guard;
    const auto mentions = [&](std::string_view word) {
      return guard.text.find(word) != std::string::npos;
    };
    if ((guard.reads & bit_of(statechart::SystemSlot::kEvent)) != 0 || mentions("now") ||
        mentions("today"))
      return true;
    statechart::StateSet asked(tables_.states.size());
    if (!add_asked(tables_, guard, asked) || print_.states.next_of(asked, 0) != kNone) return true;
    const std::set<std::uint32_t> read = slots_of(guard);
    return std::any_of(read.begin(), read.end(),
                       [&](std::uint32_t slot) { return print_.slots.contains(slot); });
  }

  void take(std::size_t index) {
    if (print_.transitions[index] || print_.whole) return;
    print_.transitions[index] = true;
    const Transition& transition = tables_.transitions[index];
    print_.states.insert(transition.source);
    if (transition.guard) read(*transition.guard);
    carry_out(transition.content);
    if (!transition.targets.empty()) change_below(domain_of(transition));
  }

  /// Where the transition leads to what a history holds, no less than its domain then.
  StateIndex domain_of(const Transition& transition) const {
    if (!transition.by_history) return transition.domain;
    std::vector<StateIndex> targets;
    for (const StateIndex target : transition.targets)
      targets.push_back(tables_.is_history(target) ? tables_.states[target].parent : target);
    return tables_.transition_domain(transition.source, targets, transition.internal);
  }

  void change_below(StateIndex domain) {
    for (StateIndex i = domain + 1; i <= tables_.states[domain].last && !print_.whole; ++i) {
      const statechart::State& state = tables_.states[i];
      print_.states.insert(i);
      if (tables_.is_history(i)) print_.histories.push_back(i);
      carry_out(state.entry.content);
      for (const Block& block : state.on_entry) carry_out(block);
      for (const Block& block : state.on_exit) carry_out(block);
      if (state.kind == StateKind::kFinal) end(state);
    }
  }

  void end(const statechart::State& state) {
    if (state.parent == statechart::kRootState || state.done_data) {
      print_.whole = true;
      return;
    }
    raise("done.state." + tables_.states[state.parent].id);
    const StateIndex around = tables_.states[state.parent].parent;
    if (tables_.states[around].kind != StateKind::kParallel) return;
    for (StateIndex i = around + 1; i <= tables_.states[around].last; ++i)
      if (tables_.states[i].kind == StateKind::kFinal) print_.states.insert(i);
    raise("done.state." + tables_.states[around].id);
  }

  std::set<std::uint32_t> slots_of(const statechart::Formula& formula) const {
    std::set<std::uint32_t> slots;
    if (!formula.code) return slots;
    for (const std::string& path : formula.code->reads()) {
      const std::string_view root = std::string_view(path).substr(0, path.find('.'));
      for (std::uint32_t slot = 0; slot < tables_.variables.size(); ++slot)
        if (tables_.variables[slot].name == root) slots.insert(slot);
    }
    return slots;
  }

  void read(const statechart::Formula& formula) {
    print_.slots.merge(slots_of(formula));
    if (!add_asked(tables_, formula, print_.states)) print_.whole = true;
  }
  void read(const std::optional<statechart::Formula>& formula) {
    if (formula) read(*formula);
  }
  void read_or_write(std::uint32_t slot) {
    if (slot != kNone) print_.slots.insert(slot);
  }

  void carry_out(const Block& block) {
    for (const statechart::Instruction& instruction : block)
      std::visit([&](const auto& each) { follow(each); }, instruction);
  }

  void follow(const statechart::Raise& raised) { raise(raised.event); }
  void follow(const statechart::Send& send) {
    const bool plain = !send.event.formula && !send.target.given() && !send.delay.formula &&
                       !send.id_location && !send.payload.content;
    if (!plain) {
      print_.whole = true;
      return;
    }
    print_.sends = true;
    for (const statechart::Parameter& parameter : send.payload.parameters) read(parameter.value);
    raise(send.event.text);
  }
  void follow(const statechart::Cancel& cancel) {
    print_.sends = true;
    read(cancel.send_id.formula);
  }
  void follow(const statechart::Assign& assign) {
    read_or_write(assign.location.slot);
    read(assign.value);
  }
  void follow(const statechart::Log& log) { read(log.value); }
  void follow(const statechart::Branch& branch) { read(branch.condition); }
  void follow(const statechart::Jump&) {}
  void follow(const statechart::Foreach&) { print_.whole = true; }
  void follow(const statechart::Next&) {}
  void follow(const statechart::Perform& perform) {
    for (const statechart::With& with : perform.attributes) read(with.value);
    read(perform.at);
  }
  void follow(const statechart::Decide& decide) {
    for (const auto& [name, slot] : decide.inputs) read_or_write(slot);
    read_or_write(decide.into.slot);
  }
  void follow(const statechart::Script&) { print_.whole = true; }

  const Chart::Tables& tables_;
  Footprint print_;
};

}  // namespace

bool add_asked(const Chart::Tables& tables, const statechart::Formula& formula,
               statechart::StateSet& states) {
  constexpr std::string_view kIn = "In";
  const std::string_view text = formula.text;
  for (auto at = text.find(kIn); at != std::string_view::npos; at = text.find(kIn, at + 1)) {
    if (at > 0 && is_name_part(text[at - 1])) continue;
    std::size_t next = past_spaces(text, at + kIn.size());
    if (next >= text.size() || text[next] != '(') continue;
    next = past_spaces(text, next + 1);
    if (next >= text.size() || text[next] != '"') return false;
    const auto end = text.find('"', next + 1);
    if (end == std::string_view::npos) return false;
    const StateIndex state = tables.find(text.substr(next + 1, end - next - 1));
    if (state == kNone) return false;
    states.insert(state);
  }
  return true;
}

Footprint footprint_of(const Chart::Tables& tables, std::string_view event) {
  return Following(tables, event).done();
}

}  // namespace lagrum::verify
