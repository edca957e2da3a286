#include "statechart/family.h"

#include <algorithm>
#include <utility>

namespace lagrum::statechart {
namespace {

// The member whose next send is due first; the outer one where several are.
// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
void find_earliest(const Member& member, std::optional<Member>& best) {
  const std::vector<PendingSend>& pending = member.instance->extras().pending;
  if (!pending.empty() &&
      (!best || pending.front().due < best->instance->extras().pending.front().due)) {
    best = member;
  }
  if (member.instance->extras().invoked.empty()) return;
  for (Child& child : member.instance->own_extras().invoked) {
    find_earliest({&child.instance, member.instance, &child, member.depth + 1}, best);
  }
}

// To the parent, to one that the sender invoked, or to any of them by its id.
Instance* find_target(Instance& root, const Member& sender, std::string_view target) {
  if (target == kParentTarget) return sender.parent;
  if (target.starts_with(kSessionTarget))
    return const_cast<Instance*>(find_session(root, target.substr(kSessionTarget.size())));
  if (sender.instance->extras().invoked.empty()) return nullptr;
  for (Child& child : sender.instance->own_extras().invoked) {
    if (target == "#_" + child.invokeid && !child.instance.finished()) return &child.instance;
  }
  return nullptr;
}

void bring(const Call& call, const Member& sender, Event event) {
  const Instant now = call.surroundings.now;
  Instance* to = find_target(call.root, sender, event.target);
  if (to == nullptr || to->finished()) {
    if (sender.instance->finished()) return;
    Event failed{.name = "error.communication",
                 .data = Context{{"message", "expected a session that can be reached, found '" +
                                                 event.target + "'"}},
                 .type = "platform",
                 .sendid = event.sendid};
    return receive(*sender.instance, std::move(failed), now);
  }
  event.target.clear();
  if (to == sender.parent) event = from_child(std::move(event), *sender.as);
  receive(*to, std::move(event), now);
}

Result<std::optional<Trace>> delivered(Machine& machine, const Call& call, const Member& member,
                                       const Event& event) {
  LAGRUM_TRY(step(machine, call, member, event));
  std::optional<Trace> trace = std::move(machine.trace());
  trace->session = member.instance->id();
  return trace;
}

}  // namespace

void receive(std::vector<PendingSend>& pending, PendingSend send) {
  const auto place =
      std::upper_bound(pending.begin(), pending.end(), send.due,
                       [](Instant at, const PendingSend& other) { return at < other.due; });
  pending.insert(place, std::move(send));
}

void receive(Instance& instance, Event event, Instant due) {
  receive(instance.own_extras().pending, PendingSend{{}, std::move(event), due});
}

Event from_child(Event event, const Child& child) {
  event.target.clear();
  event.invokeid = child.invokeid;
  return event;
}

Event done_event(const Child& child, const Value& data) {
  return {.name = "done.invoke." + child.invokeid,
          .data = data,
          .origin = kSessionTarget + child.instance.id(),
          .origintype = std::string(kScxmlProcessor),
          .invokeid = child.invokeid};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
std::size_t count_of(const Instance& instance) {
  std::size_t count = instance.extras().invoked.size();
  for (const Child& child : instance.extras().invoked) count += count_of(child.instance);
  return count;
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
const Instance* find_session(const Instance& instance, std::string_view id) {
  if (instance.id() == id && !instance.finished()) return &instance;
  for (const Child& child : instance.extras().invoked) {
    if (const Instance* found = find_session(child.instance, id)) return found;
  }
  return nullptr;
}

Status step(Machine& machine, const Call& call, const Member& member, const Event& event) {
  const bool finished_before = member.instance->finished();
  machine.open(*member.instance, call.surroundings, {&call.root, member.depth, &call.steps_left});
  LAGRUM_TRY(machine.main_event(event));
  for (Event& sent : machine.outgoing()) bring(call, member, std::move(sent));
  if (member.as != nullptr && member.instance->finished() && !finished_before) {
    receive(*member.parent, done_event(*member.as, machine.done_data()), call.surroundings.now);
  }
  return {};
}

Result<std::optional<Trace>> deliver_next(Machine& machine, const Call& call) {
  std::optional<Member> member;
  find_earliest({&call.root, nullptr, nullptr, 0}, member);
  if (!member || member->instance->extras().pending.front().due > call.surroundings.now)
    return std::optional<Trace>();
  std::vector<PendingSend>& pending = member->instance->own_extras().pending;
  Event event = std::move(pending.front().event);
  pending.erase(pending.begin());
  if (event.target.empty() && member->instance == &call.root) {
    return delivered(machine, call, *member, event);
  }
  if (event.target.empty()) {
    Machine own(member->instance->chart());
    return delivered(own, call, *member, event);
  }
  Trace trace;
  trace.session = member->instance->id();
  if (event.target.starts_with("#_")) {
    bring(call, *member, std::move(event));
  } else {
    trace.sent.push_back(std::move(event));
  }
  return std::optional<Trace>(std::move(trace));
}

}  // namespace lagrum::statechart
