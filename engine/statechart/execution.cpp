#include <algorithm>
#include <utility>

#include "feel/unknown.h"
#include "statechart/delay.h"
#include "statechart/family.h"
#include "statechart/machine.h"

// The part of the machine that carries out executable content and evaluates expressions.
namespace lagrum::statechart {
namespace {

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

Value value_of(const Event& event) {
  return Context{{"name", text_or_null(event.name)},
                 {"type", text_or_null(event.type)},
                 {"sendid", text_or_null(event.sendid)},
                 {"origin", text_or_null(event.origin)},
                 {"origintype", text_or_null(event.origintype)},
                 {"invokeid", text_or_null(event.invokeid)},
                 {"data", event.data}};
}

constexpr std::uint32_t kUnknownDepthMax = 8;  // what lies deeper counts as unknown

// NOLINTNEXTLINE(misc-no-recursion): at most kUnknownDepthMax deep
bool is_unknown_below(const Value& value, std::uint32_t depth) {
  const auto inside = [depth](const Value& part) { return is_unknown_below(part, depth + 1); };
  if (value.erased() != nullptr) return true;
  if (value.depth() == 0) return false;
  if (depth == kUnknownDepthMax) return true;
  if (value.list() != nullptr) return std::ranges::any_of(*value.list(), inside);
  if (value.context() == nullptr) return false;
  return std::ranges::any_of(value.context()->entries(),
                             [&](const Context::Entry& entry) { return inside(entry.second); });
}

bool has_scheme(std::string_view target) {
  const auto colon = target.find(':');
  return colon != std::string_view::npos && colon > 0;
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): as is_unknown_below
bool is_unknown(const Value& value) { return is_unknown_below(value, 0); }

void Machine::execute(const Block& block) {
  loops_.clear();
  for (std::size_t at = 0; at < block.size() && !stopped_;) {
    if (++instructions_ > kInstructionsMax) {
      return stop({ErrorCode::kOutOfRange,
                   "expected at most " + std::to_string(kInstructionsMax) +
                       " instructions in a macrostep, found more",
                   {},
                   {}});
    }
    sendid_.clear();
    const Following next =
        std::visit([&](const auto& instruction) { return carry_out(instruction, at); }, block[at]);
    if (!next) return fail(next.error(), sendid_);
    at = *next;
  }
}

// ---- instructions

Machine::Following Machine::carry_out(const Raise& raise, std::size_t at) {
  raise_internal({.name = raise.event, .type = "internal"});
  return at + 1;
}

Machine::Following Machine::carry_out(const Log& log, std::size_t at) {
  std::string line = log.label;
  if (log.value) {
    LAGRUM_ASSIGN(const Value value, evaluate(*log.value));
    line += (line.empty() ? "" : ": ") + feel::shown(value);
  }
  trace_.logs.push_back(std::move(line));
  return at + 1;
}

Machine::Following Machine::carry_out(const Assign& assign, std::size_t at) {
  if (oracle_ != nullptr && !oracle_->looks_at(assign.location.slot)) return at + 1;
  LAGRUM_ASSIGN(Value value, evaluate(assign.value));
  LAGRUM_TRY(set(assign.location, std::move(value)));
  return at + 1;
}

// A condition that fails counts as false, and the error is reported. Source: SCXML 1.0,
// section 5.9.1.
Machine::Following Machine::carry_out(const Branch& branch, std::size_t at) {
  const Result<bool> held = evaluate_condition(branch.condition);
  if (!held) fail(held.error());
  return held && *held ? at + 1 : branch.otherwise;
}

Machine::Following Machine::carry_out(const Jump& jump, std::size_t) { return jump.to; }

Machine::Following Machine::carry_out(const Foreach& loop, std::size_t at) {
  LAGRUM_ASSIGN(const Value array, evaluate(loop.array));
  if (oracle_ != nullptr && array.erased() != nullptr) {
    oracle_->gives_up(loop.array.source);
    return loop.end;
  }
  if (array.list() == nullptr) {
    return fault(
        "expected a list in '" + loop.array.text + "', found " + std::string(type_name(array)),
        loop.array.source);
  }
  if (loop.item.slot == kNone) return fault(loop.item.fault, loop.item.source);
  if (array.list()->empty()) return loop.end;
  loops_.push_back({&loop, array, 0});
  LAGRUM_TRY(set_item(loop, loops_.back()));
  return at + 1;
}

Machine::Following Machine::carry_out(const Next& next, std::size_t at) {
  Loop& loop = loops_.back();
  if (++loop.at == loop.items.list()->size()) {
    loops_.pop_back();
    return at + 1;
  }
  LAGRUM_TRY(set_item(*loop.code, loop));
  return next.begin + 1;
}

// The index counts from 1, as positions in FEEL lists do.
Status Machine::set_item(const Foreach& loop, const Loop& state) {
  LAGRUM_TRY(set(loop.item, (*state.items.list())[state.at]));
  if (!loop.index) return {};
  return set(*loop.index, Value::integer(static_cast<std::int64_t>(state.at + 1)));
}

Machine::Following Machine::carry_out(const Cancel& cancel, std::size_t at) {
  LAGRUM_ASSIGN(const std::string sendid, text_of(cancel.send_id));
  if (!sendid.empty() && !instance_->extras().pending.empty()) {
    std::erase_if(extras_to_change().pending,
                  [&](const PendingSend& send) { return send.sendid == sendid; });
  }
  return at + 1;
}

Machine::Following Machine::carry_out(const Perform& perform, std::size_t at) {
  if (oracle_ != nullptr && !oracle_->looks_at(perform.act)) return at + 1;
  PerformedAct act;
  act.type = perform.act.type;
  act.basis = perform.act.basis;
  act.documents = perform.act.documents;
  act.source = perform.act.source;
  act.transition = current_;
  for (const With& with : perform.attributes) {
    if (oracle_ != nullptr && !oracle_->looks_at(with)) continue;
    LAGRUM_ASSIGN(Value value, attribute(with, perform.act.type));
    if (!value.is_null()) act.attributes.set(with.name, std::move(value));
  }
  if (perform.at) {
    LAGRUM_ASSIGN(act.at, legal_time(*perform.at));
  }
  trace_.acts.push_back(std::move(act));
  return at + 1;
}

Result<Value> Machine::attribute(const With& with, const std::string& act) {
  Value value;
  if (with.value) {
    LAGRUM_ASSIGN(value, evaluate(*with.value));
  } else if (const Value* given = event_value(with.name)) {
    value = *given;
  }
  if (value.erased() != nullptr || conforms(value, with.type)) return value;
  return fault("expected " + to_string(with.type) + " for '" + with.name + "' of the act '" + act +
                   "', found " + std::string(type_name(value)),
               with.value ? with.value->source : Position());
}

Result<Value> Machine::legal_time(const Formula& at) {
  LAGRUM_ASSIGN(Value value, evaluate(at));
  if (value.date() != nullptr || value.date_time() != nullptr) return value;
  if (oracle_ != nullptr && value.erased() != nullptr) return value;
  return fault("expected a date or a date and time in '" + at.text + "', found " +
                   std::string(type_name(value)),
               at.source);
}

Machine::Following Machine::carry_out(const Decide& decide, std::size_t at) {
  const feel::Environment environment{.variables = {},
                                      .call = {},
                                      .now = surroundings_->local_now,
                                      .zones = surroundings_->zones,
                                      .budget = &budget_,
                                      .any_time = oracle_ != nullptr};
  if (oracle_ != nullptr && !oracle_->looks_at(decide.into.slot)) return at + 1;
  const std::vector<Value> inputs = inputs_of(decide);
  if (oracle_ != nullptr && std::any_of(inputs.begin(), inputs.end(), is_unknown)) {
    LAGRUM_TRY(set(decide.into, Erased{feel::kPerhapsNull}));
    return at + 1;
  }
  begin_spending();
  dmn::Decided decided = decide.decision.evaluate(inputs, environment);
  end_spending();
  if (std::ranges::any_of(decided.issues, &feel::Issue::erased) && oracle_ != nullptr) {
    LAGRUM_TRY(set(decide.into, Erased{feel::kPerhapsNull}));
    return at + 1;
  }
  const std::string& name = decide.decision.name();
  trace_.decisions.push_back({name, decided.value, std::move(decided.rules)});
  if (!decided.issues.empty()) {
    const feel::Issue& issue = decided.issues.front();
    return fault("in the decision '" + name + "': " + issue.message, issue.source);
  }
  if (decided.no_rule && decided.value.is_null()) {
    return fault("expected a rule of '" + name + "' that takes its inputs, found none",
                 decide.source);
  }
  LAGRUM_TRY(set(decide.into, std::move(decided.value)));
  return at + 1;
}

// Only what stands in the context as written: its names were given places at load.
Machine::Following Machine::carry_out(const Script& script, std::size_t at) {
  LAGRUM_ASSIGN(const Value value, evaluate(script.value));
  const Context* entries = value.context();
  if (entries == nullptr) {
    return fault("expected a context of names and values in the script, found " +
                     std::string(type_name(value)),
                 script.value.source);
  }
  for (const Location& item : script.items) {
    if (const Value* entry = entries->find(item.text)) LAGRUM_TRY(set(item, *entry));
  }
  return at + 1;
}

std::vector<Value> Machine::inputs_of(const Decide& decide) const {
  std::vector<Value> inputs;
  for (const auto& [name, slot] : decide.inputs) {
    const Value* value = event_value(name);
    if (value == nullptr && slot != kNone) value = &instance_->data_[slot];
    inputs.push_back(value != nullptr ? *value : Value());
  }
  return inputs;
}

// ---- send

Machine::Following Machine::carry_out(const Send& send, std::size_t at) {
  LAGRUM_ASSIGN(sendid_, send_id(send));
  LAGRUM_ASSIGN(Event event, event_of(send));
  std::chrono::milliseconds delay{0};
  if (send.delay.formula) {
    LAGRUM_ASSIGN(const Value value, evaluate(*send.delay.formula));
    if (oracle_ == nullptr || value.erased() == nullptr) {
      LAGRUM_ASSIGN(delay, delay_of(value));
    }
  } else if (send.delay.given()) {
    LAGRUM_ASSIGN(delay, parse_delay(send.delay.text));
  }
  if (event.target == "#_internal") {
    event.target.clear();
    event.type = "internal";
    raise_internal(std::move(event));
    return at + 1;
  }
  LAGRUM_TRY(deliver(std::move(event), surroundings_->now + delay));
  return at + 1;
}

Result<std::string> Machine::send_id(const Send& send) {
  if (!send.id_location) return send.id;
  std::string id = "send." + std::to_string(++extras_to_change().counters["send"]);
  LAGRUM_TRY(set(*send.id_location, Value(id)));
  return id;
}

Result<Event> Machine::event_of(const Send& send) {
  Event event;
  event.sendid = sendid_;
  LAGRUM_ASSIGN(event.name, text_of(send.event));
  LAGRUM_ASSIGN(event.target, text_of(send.target));
  LAGRUM_ASSIGN(const std::string type, text_of(send.type));
  if (!type.empty() && type != "scxml" && type != kScxmlProcessor) {
    return fault("expected a send of type \"scxml\", found \"" + type + "\"", {});
  }
  LAGRUM_ASSIGN(event.data, data_of(send.payload, false));
  if (event.target == "#_internal") return event;
  event.origin = kSessionTarget + instance_->id();
  event.origintype = kScxmlProcessor;
  return event;
}

// To this session: due in its turn, at once without a delay. To others: named by a URI.
Status Machine::deliver(Event event, Instant due) {
  if (event.target == kSessionTarget + instance_->id()) event.target.clear();
  if (event.target.starts_with("#_")) {
    if (!reaches(event.target)) {
      return Error{ErrorCode::kUnavailable,
                   "expected a session that can be reached, found '" + event.target + "'",
                   {},
                   {}};
    }
    if (due == surroundings_->now) {
      if (Instance* child = invoked_named(event.target)) {
        event.target.clear();
        receive(*child, std::move(event), due);
      } else {
        outgoing_.push_back(std::move(event));
      }
      return {};
    }
  } else if (!event.target.empty() && !has_scheme(event.target)) {
    return fault("expected a target such as '#_internal' or a URI, found '" + event.target + "'",
                 {});
  }
  if (!event.target.empty() && due == surroundings_->now) {
    trace_.sent.push_back(std::move(event));
    return {};
  }
  std::string sendid = event.sendid;
  receive(extras_to_change().pending, {std::move(sendid), std::move(event), due});
  return {};
}

// The data of an event.
Result<Value> Machine::data_of(const Payload& payload, bool lenient) {
  if (payload.content) return evaluate(*payload.content);
  LAGRUM_ASSIGN(Context data, parameters_of(payload, lenient));
  return data.empty() ? Value() : Value(std::move(data));
}

// A faulty value fails the whole, or is left out with its error where `lenient`.
Result<Context> Machine::parameters_of(const Payload& payload, bool lenient) {
  Context data;
  for (const Parameter& parameter : payload.parameters) {
    Result<Value> value = evaluate(parameter.value);
    if (value) {
      data.set(parameter.name, std::move(value).value());
    } else if (lenient) {
      fail(value.error());
    } else {
      return value.error();
    }
  }
  return data;
}

// ---- values

// The values of system variables are made when an expression first reads them.
const feel::Environment& Machine::environment(const Formula& formula) {
  const SystemSlots missing = formula.reads & static_cast<SystemSlots>(~system_known_);
  for (std::size_t i = 0; i < kSystemSlots && missing != 0; ++i) {
    const auto slot = static_cast<SystemSlot>(i);
    if ((missing & bit_of(slot)) != 0) system_[i] = system_value(slot);
  }
  system_known_ |= missing;
  if (!std::exchange(now_known_, true)) environment_.now = surroundings_->local_now;
  environment_.any_time = oracle_ != nullptr;
  return environment_;
}

const Value& Machine::see(const Formula& formula, Value& room) {
  issues_.clear();
  begin_spending();
  const Value& seen = formula.code->see(environment(formula), room, issues_);
  end_spending();
  return seen;
}

void Machine::begin_spending() {
  budget_ = feel::Budget{.steps_max = std::min(feel::kEvaluationStepsMax, *kin_.steps_left)};
}

void Machine::end_spending() { spend(budget_.steps); }

void Machine::spend(std::uint64_t steps) {
  *kin_.steps_left -= std::min(steps, *kin_.steps_left);
  if (*kin_.steps_left > 0) return;
  stop({ErrorCode::kOutOfRange,
        "expected at most " + std::to_string(kEvaluatedMax) +
            " steps of evaluation in one call, found more",
        {},
        {}});
}

// _event always has its seven fields; what is not given is null. Before the first event it is null
// itself.
Value Machine::system_value(SystemSlot slot) const {
  switch (slot) {
    case SystemSlot::kEvent:
      return event_ == nullptr ? Value() : value_of(*event_);
    case SystemSlot::kName:
      return tables_.name;
    case SystemSlot::kSessionId:
      return instance_->id();
    case SystemSlot::kIoProcessors:
      return Context{
          {std::string(kScxmlProcessor), Context{{"location", kSessionTarget + instance_->id()}}}};
    case SystemSlot::kParty:
      return nullptr;
  }
  return nullptr;
}

Result<Value> Machine::in_predicate(std::span<const Value> arguments) const {
  const std::string* id = arguments.empty() ? nullptr : arguments.front().string();
  const StateIndex state = id == nullptr ? kNone : tables_.find(*id);
  if (state == kNone) return fault("expected the id of a state in In()", {});
  if (oracle_ != nullptr && !oracle_->knows(state)) return Value(Erased{});
  return Value(configuration_.contains(state));
}

bool Machine::asks_oracle() const {
  return oracle_ != nullptr && std::any_of(issues_.begin(), issues_.end(),
                                           [](const feel::Issue& issue) { return issue.erased; });
}

/// What stands for a value that hangs on what only an oracle knows.
Value Machine::unknown_value(const Formula& formula) {
  const std::optional<bool> null = formula.code->is_null(environment(formula));
  if (null == true) return {};
  return Erased{null ? 0 : feel::kPerhapsNull};
}

Result<Value> Machine::evaluate(const Formula& formula) {
  if (formula.literal) return *formula.literal;
  if (!formula.code) return fault(formula.fault, formula.source);
  Value room;
  const Value& seen = see(formula, room);
  if (asks_oracle()) return unknown_value(formula);
  if (issues_.empty()) return &seen == &room ? Result<Value>(std::move(room)) : seen;
  const feel::Issue& issue = issues_.front();
  return fault("in '" + formula.text + "': " + issue.message,
               issue.source.line > 0 ? issue.source : formula.source);
}

Result<bool> Machine::evaluate_condition(const Formula& formula) {
  if (!formula.code) return fault(formula.fault, formula.source);
  Value room;
  const Value& seen = see(formula, room);
  if (asks_oracle()) return oracle_->holds(formula);
  if (const bool* held = seen.boolean()) return *held;
  const std::string reason = issues_.empty() ? std::string() : ": " + issues_.front().message;
  return fault("expected true or false from '" + formula.text + "', found " +
                   std::string(type_name(seen)) + reason,
               formula.source);
}

Result<std::string> Machine::text_of(const TextOrFormula& both) {
  if (!both.formula) return both.text;
  LAGRUM_ASSIGN(const Value value, evaluate(*both.formula));
  if (const std::string* text = value.string()) return *text;
  return fault(
      "expected a text from '" + both.formula->text + "', found " + std::string(type_name(value)),
      both.formula->source);
}

Status Machine::set(const Location& location, Value value) {
  if (location.slot == kNone) return fault(location.fault, location.source);
  if (value.erased() == nullptr && !conforms(value, location.type)) {
    return fault("expected " + to_string(location.type) + " for '" + location.text + "', found " +
                     std::string(type_name(value)),
                 location.source);
  }
  if (location.restricted && oracle_ == nullptr) {
    const std::string why = tables_.decisions->not_allowed(location.type.name, value);
    if (!why.empty()) return fault("'" + location.text + "': " + why, location.source);
  }
  if (location.steps.empty()) {
    set_data(location.slot, std::move(value));
    return {};
  }
  const Value& old = instance_->data_[location.slot];
  if (oracle_ != nullptr && old.erased() != nullptr) return {};
  spend(old.list() != nullptr      ? old.list()->size()
        : old.context() != nullptr ? old.context()->size()
                                   : 1);
  Result<Value> whole = with_value_at(old, location.steps, std::move(value));
  if (!whole) return Error{whole.error().code, whole.error().message, location.source, {}};
  set_data(location.slot, std::move(whole).value());
  return {};
}

// In document order, before the first state is entered; what is bound late waits for its state.
void Machine::initialize_data(const Context& given) {
  for (std::uint32_t i = 0; i < tables_.variables.size(); ++i) {
    const Variable& variable = tables_.variables[i];
    const Value* value = variable.owner == kRootState ? given.find(variable.name) : nullptr;
    const bool late = variable.owner != kRootState && !tables_.states[variable.owner].late.empty();
    if (!late) bind(i, value);
  }
}

void Machine::bind_late(StateIndex index) {
  const State& state = tables_.states[index];
  const std::vector<StateIndex>& bound = instance_->extras().bound;
  if (std::find(bound.begin(), bound.end(), index) != bound.end()) return;
  for (const std::uint32_t variable : state.late) bind(variable, nullptr);
  extras_to_change().bound.push_back(index);
}

// To the value that is given, else to the item's own.
void Machine::bind(std::uint32_t index, const Value* given) {
  const Variable& variable = tables_.variables[index];
  if (given == nullptr && !variable.initial) return;
  const Result<Value> value = given != nullptr ? *given : evaluate(*variable.initial);
  if (!value) return fail(value.error());
  const bool restricted = tables_.decisions && tables_.decisions->restricts(variable.type.name);
  const Location whole{variable.name, variable.source, index, {}, variable.type, {}, restricted};
  if (const Status status = set(whole, *value); !status) fail(status.error());
}

void Machine::set_event(const Event* event) {
  event_ = event;
  system_known_ &= static_cast<SystemSlots>(~bit_of(SystemSlot::kEvent));
}

const Value* Machine::event_value(std::string_view name) const {
  const Context* values = event_ == nullptr ? nullptr : event_->data.context();
  return values == nullptr ? nullptr : values->find(name);
}

}  // namespace lagrum::statechart
