#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statechart/instance.h"
#include "statechart/machine.h"

/// Sessions that invoke each other, as one tree below the outermost.
namespace lagrum::statechart {

inline constexpr std::string_view kParentTarget = "#_parent";
/// Begins the target of an event for the session whose id follows.
inline const std::string kSessionTarget = "#_scxml_";

/// Puts a send among those that wait, behind those that are due no later.
void receive(std::vector<PendingSend>& pending, PendingSend send);
/// The same for an event that nobody can cancel any more.
void receive(Instance& instance, Event event, Instant due);
/// The event as the parent gets it from a session it invoked.
Event from_child(Event event, const Child& child);
/// What a finished session sends to its parent: done.invoke.id. Source: SCXML 1.0, section 6.4.
Event done_event(const Child& child, const Value& data);

/// The number of sessions below this one.
std::size_t count_of(const Instance& instance);
/// The session of that id, this one or one below it, that has not finished; else null.
const Instance* find_session(const Instance& instance, std::string_view id);

/// A session and where it stands.
struct Member {
  Instance* instance = nullptr;
  Instance* parent = nullptr;  ///< null for the outermost
  const Child* as = nullptr;   ///< what it is to its parent
  std::size_t depth = 0;
};

/// What one call of a runner works on.
struct Call {
  Instance& root;  ///< the outermost session
  const Surroundings& surroundings;
  std::uint64_t& steps_left;  ///< see Kin
};

/// One macrostep of a member with an event, by a machine of its chart, and its events for relatives
/// brought to them. On an error nothing has changed.
Status step(Machine& machine, const Call& call, const Member& member, const Event& event);

/// Takes the earliest send that is due, delivers it and tells what came of it; nothing when none is
/// due. `machine` is one of the outermost's chart.
Result<std::optional<Trace>> deliver_next(Machine& machine, const Call& call);

}  // namespace lagrum::statechart
