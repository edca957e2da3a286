#include "statechart/family.h"

#include <algorithm>
#include <utility>

#include "statechart/machine.h"

namespace lagrum::statechart {
namespace {

// The member whose next send is due first; the outer one where several are.
// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
void find_earliest(const Member& member, std::optional<Member>& best) {
  const std::vector<PendingSend>& pending = member.session->pending;
  if (!pending.empty() && (!best || pending.front().due < best->session->pending.front().due)) {
    best = member;
  }
  for (Invoked& invoked : member.session->invoked) {
    find_earliest({&invoked.chart, &invoked.session, member.session, &invoked, member.depth + 1},
                  best);
  }
}

Session* find_session(Session& session, std::string_view id) {
  return const_cast<Session*>(find_session(std::as_const(session), id));
}

// To the parent, to one that the sender invoked, or to any of them by its id.
Session* find_target(Session& root, const Member& sender, std::string_view target) {
  if (target == kParentTarget) return sender.parent;
  if (target.starts_with(kSessionTarget))
    return find_session(root, target.substr(kSessionTarget.size()));
  for (Invoked& invoked : sender.session->invoked) {
    if (target == "#_" + invoked.invokeid && !invoked.session.finished) return &invoked.session;
  }
  return nullptr;
}

void bring(Session& root, const Member& sender, Event event, Instant now) {
  Session* to = find_target(root, sender, event.target);
  if (to == nullptr || to->finished) {
    if (sender.session->finished) return;
    Event failed{.name = "error.communication",
                 .data = Context{{"message", "expected a session that can be reached, found '" +
                                                 event.target + "'"}},
                 .type = "platform",
                 .sendid = event.sendid};
    return receive(sender.session->pending, std::move(failed), now);
  }
  event.target.clear();
  if (to == sender.parent) event = from_child(std::move(event), *sender.as);
  receive(to->pending, std::move(event), now);
}

}  // namespace

void receive(std::vector<PendingSend>& pending, PendingSend send) {
  const auto place =
      std::upper_bound(pending.begin(), pending.end(), send.due,
                       [](Instant at, const PendingSend& other) { return at < other.due; });
  pending.insert(place, std::move(send));
}

void receive(std::vector<PendingSend>& pending, Event event, Instant due) {
  receive(pending, PendingSend{{}, std::move(event), due});
}

Event from_child(Event event, const Invoked& invoked) {
  event.target.clear();
  event.invokeid = invoked.invokeid;
  return event;
}

Event done_event(const Invoked& invoked, const Value& data) {
  return {.name = "done.invoke." + invoked.invokeid,
          .data = data,
          .origin = kSessionTarget + invoked.session.session_id,
          .origintype = std::string(kScxmlProcessor),
          .invokeid = invoked.invokeid};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
std::size_t count_of(const Session& session) {
  std::size_t count = session.invoked.size();
  for (const Invoked& invoked : session.invoked) count += count_of(invoked.session);
  return count;
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
const Session* find_session(const Session& session, std::string_view id) {
  if (session.session_id == id) return &session;
  for (const Invoked& invoked : session.invoked) {
    if (const Session* found = find_session(invoked.session, id)) return found;
  }
  return nullptr;
}

Result<Trace> step(Session& root, const Member& member, const Event& event,
                   const Surroundings& surroundings) {
  Machine machine(*member.chart, surroundings, {&root, member.depth});
  LAGRUM_TRY(machine.open(*member.session));
  const bool finished_before = member.session->finished;
  LAGRUM_TRY(machine.main_event(event));
  machine.close(*member.session);
  for (Event& sent : machine.take_outgoing())
    bring(root, member, std::move(sent), surroundings.now);
  if (member.as != nullptr && member.session->finished && !finished_before) {
    receive(member.parent->pending, done_event(*member.as, machine.done_data()), surroundings.now);
  }
  return machine.take_trace();
}

Result<std::optional<Trace>> deliver_next(const Chart& chart, Session& root,
                                          const Surroundings& surroundings) {
  std::optional<Member> member;
  find_earliest({&chart, &root, nullptr, nullptr, 0}, member);
  if (!member || member->session->pending.front().due > surroundings.now)
    return std::optional<Trace>();
  std::vector<PendingSend>& pending = member->session->pending;
  Event event = std::move(pending.front().event);
  pending.erase(pending.begin());
  if (event.target.empty()) {
    LAGRUM_ASSIGN(Trace trace, step(root, *member, event, surroundings));
    return std::optional<Trace>(std::move(trace));
  }
  Trace trace;
  trace.session = member->session->session_id;
  if (event.target.starts_with("#_")) {
    bring(root, *member, std::move(event), surroundings.now);
  } else {
    trace.sent.push_back(std::move(event));
  }
  return std::optional<Trace>(std::move(trace));
}

}  // namespace lagrum::statechart
