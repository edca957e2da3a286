#include <algorithm>
#include <array>
#include <utility>

#include "base/words.h"
#include "statechart/family.h"
#include "statechart/machine.h"

// The part of the machine that begins, hears and ends the sessions that states invoke.
namespace lagrum::statechart {
namespace {

/// What `type` of an <invoke> may say; all mean a chart of SCXML.
constexpr std::array<std::string_view, 4> kTypes = {"", "scxml", "http://www.w3.org/TR/scxml",
                                                    "http://www.w3.org/TR/scxml/"};

}  // namespace

Result<Chart> chart_from_text(const std::string& text, const Chart::Tables& parent) {
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(text, "invoked chart"));
  LoadContext context;
  context.profile = Profile::kStandard;
  context.read = parent.read;
  Diagnostics diagnostics;
  return Chart::load(document, context, diagnostics);
}

// In document order, when the macrostep has come to rest; what was left meanwhile is not begun.
void Machine::invoke_waiting() {
  std::vector<StateIndex> waiting = std::exchange(to_invoke_, {});
  std::sort(waiting.begin(), waiting.end());
  for (const StateIndex state : waiting) {
    for (std::size_t place = 0; place < tables_.states[state].invokes.size(); ++place) {
      if (const Status status = invoke(state, place); !status) fail(status.error());
    }
  }
}

Status Machine::invoke(StateIndex state, std::size_t place) {
  const Invoke& code = tables_.states[state].invokes[place];
  LAGRUM_ASSIGN(const std::string type, text_of(code.type));
  if (!contains(kTypes, type))
    return fault("expected a chart of SCXML to invoke, found \"" + type + "\"");
  const std::string number = std::to_string(++extras_to_change().counters["invoke"]);
  const std::string id = code.id.empty() ? tables_.states[state].id + "." + number : code.id;
  if (code.id_location) LAGRUM_TRY(set(*code.id_location, Value(id)));
  LAGRUM_ASSIGN(const Context given, parameters_of(code.payload, false));
  std::string text;
  LAGRUM_ASSIGN(Chart chart, chart_of(code, text));
  if (kin_.depth == kInvokeDepthMax || count_of(*kin_.root) >= kInvokedMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected at most " + std::to_string(kInvokedMax) + " invoked sessions, " +
                     std::to_string(kInvokeDepthMax) + " deep, found more",
                 {},
                 {}};
  }
  Machine machine(chart);
  Child& child = extras_to_change().invoked.emplace_back(
      Child{id, state, place, std::move(text), Instance(std::move(chart))});
  machine.open(child.instance, *surroundings_, {kin_.root, kin_.depth + 1, kin_.steps_left});
  const Status begun = machine.interpret(instance_->id() + "." + number, given);
  if (begun) {
    absorb(machine, child);
  } else {
    stop(begun.error());
  }
  return {};
}

// The chart, and its text where it does not stand in this one.
Result<Chart> Machine::chart_of(const Invoke& code, std::string& text) {
  if (code.chart) return *code.chart;
  if (code.chart_source.given()) {
    LAGRUM_ASSIGN(const std::string uri, text_of(code.chart_source));
    if (!tables_.read) return fault("expected a reader of sources for '" + uri + "', found none");
    LAGRUM_ASSIGN(text, tables_.read(uri));
  } else if (code.payload.content) {
    LAGRUM_ASSIGN(const Value value, evaluate(*code.payload.content));
    if (value.string() == nullptr)
      return fault("expected the text of a chart to invoke, found " +
                   std::string(type_name(value)));
    text = *value.string();
  }
  return chart_from_text(text, tables_);
}

// What an invoked session did in its first macrostep, or on leaving.
void Machine::absorb(Machine& machine, const Child& child) {
  absorb(machine.trace());
  for (Event& event : machine.outgoing()) {
    if (event.target != kParentTarget) {
      outgoing_.push_back(std::move(event));
    } else {
      receive(*instance_, from_child(std::move(event), child), surroundings_->now);
    }
  }
  if (child.instance.finished())
    receive(*instance_, done_event(child, machine.done_data()), surroundings_->now);
}

void Machine::absorb(Trace& trace) {
  std::move(trace.logs.begin(), trace.logs.end(), std::back_inserter(trace_.logs));
  std::move(trace.sent.begin(), trace.sent.end(), std::back_inserter(trace_.sent));
}

// The session leaves its states, and what it sent on the way home is not heard any more.
void Machine::cancel_invokes(StateIndex state) {
  std::erase(to_invoke_, state);
  if (instance_->extras().invoked.empty()) return;
  std::vector<Child>& invoked = extras_to_change().invoked;
  for (Child& child : invoked) {
    if (child.state != state || child.instance.finished()) continue;
    Machine machine(child.instance.chart());
    machine.open(child.instance, *surroundings_, {kin_.root, kin_.depth + 1, kin_.steps_left});
    machine.exit_interpreter();
    absorb(machine.trace());
  }
  std::erase_if(invoked, [&](const Child& child) { return child.state == state; });
}

// Before transitions are selected. Source: SCXML 1.0, appendix D, mainEventLoop.
void Machine::hear(const Event& event) {
  for (Child& child : extras_to_change().invoked) {
    const Invoke& code = tables_.states[child.state].invokes[child.place];
    if (!event.invokeid.empty() && event.invokeid == child.invokeid) apply_finalize(code);
    if (code.autoforward && !child.instance.finished())
      receive(child.instance, event, surroundings_->now);
  }
}

void Machine::apply_finalize(const Invoke& code) {
  execute(code.finalize);
  for (const auto& [name, location] : code.returned) {
    const Value* value = event_value(name);
    if (value == nullptr) continue;
    if (const Status status = set(location, *value); !status) fail(status.error());
  }
}

// An own invoked session that still runs.
Instance* Machine::invoked_named(std::string_view target) {
  if (instance_->extras().invoked.empty()) return nullptr;
  for (Child& child : extras_to_change().invoked) {
    const bool named =
        target == kSessionTarget + child.instance.id() || target == "#_" + child.invokeid;
    if (named && !child.instance.finished()) return &child.instance;
  }
  return nullptr;
}

bool Machine::reaches(std::string_view target) {
  if (target == kParentTarget) return kin_.depth > 0;
  if (invoked_named(target) != nullptr) return true;
  return target.starts_with(kSessionTarget) &&
         find_session(*kin_.root, target.substr(kSessionTarget.size())) != nullptr;
}

}  // namespace lagrum::statechart
