#include "statechart/instance.h"

#include <algorithm>
#include <utility>

#include "statechart/configuration.h"

namespace lagrum::statechart {
namespace {

std::unique_ptr<std::uint64_t[]> words_of(std::size_t count) {
  return count > 1 ? std::make_unique<std::uint64_t[]>(count) : nullptr;
}

std::vector<std::string> ids_of(const Chart::Tables& tables,
                                const std::vector<StateIndex>& states) {
  std::vector<std::string> ids;
  ids.reserve(states.size());
  for (const StateIndex state : states) ids.push_back(tables.states[state].id);
  return ids;
}

Error corrupt(const std::string& message) { return {ErrorCode::kCorruption, message, {}, {}}; }

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Invoked invoked_of(const Child& child, const Chart::Tables& tables) {
  return {child.invokeid, tables.states[child.state].id, child.place,
          child.text,     child.instance.chart(),        child.instance.session()};
}

}  // namespace

Instance::Instance(Chart chart)
    : chart_(std::move(chart)),
      more_marks_(words_of(chart_.tables().mark_words)),
      // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): the pointer owns it
      data_(std::make_unique<Value[]>(chart_.tables().variables.size())) {}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Instance::Instance(const Instance& other) : Instance(other.chart_) {
  std::ranges::copy(other.marks(), marks().begin());
  std::ranges::copy(other.data(), data_.get());
  id_ = other.id_;
  if (other.extras_ != nullptr) extras_ = std::make_unique<Extras>(*other.extras_);
  started_ = other.started_;
  finished_ = other.finished_;
}

Instance::Instance(Instance&& other) noexcept = default;
Instance::~Instance() = default;

Instance& Instance::operator=(Instance other) noexcept {
  std::swap(chart_, other.chart_);
  std::swap(mark_, other.mark_);
  std::swap(more_marks_, other.more_marks_);
  std::swap(data_, other.data_);
  std::swap(id_, other.id_);
  std::swap(extras_, other.extras_);
  std::swap(started_, other.started_);
  std::swap(finished_, other.finished_);
  return *this;
}

// ---- parts

Extras& Instance::own_extras() {
  if (extras_ == nullptr) extras_ = std::make_unique<Extras>();
  return *extras_;
}

void Instance::place(std::span<const std::uint64_t> marks, std::span<const Value> data,
                     bool finished) {
  LAGRUM_CHECK(marks.size() == this->marks().size() && data.size() == this->data().size());
  std::ranges::copy(marks, this->marks().begin());
  std::ranges::copy(data, data_.get());
  extras_.reset();
  started_ = true;
  finished_ = finished;
}

// ---- from names and back

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Result<Instance> Instance::open(const Chart& chart, const Session& session) {
  if (!session.started) {
    return Error{ErrorCode::kInvalidArgument, "expected a session that was started", {}, {}};
  }
  const Chart::Tables& tables = chart.tables();
  Instance instance(chart);
  LAGRUM_ASSIGN(const StateSet configuration, read_configuration(tables, session.configuration));
  std::ranges::copy(configuration.words(), instance.marks().begin());
  for (const auto& [id, states] : session.history) LAGRUM_TRY(instance.read_history(id, states));
  for (std::size_t i = 0; i < tables.variables.size(); ++i) {
    const Value* value = session.data.find(tables.variables[i].name);
    if (value != nullptr) instance.data_[i] = *value;
  }
  LAGRUM_TRY(instance.read_extras(session));
  instance.id_ = session.session_id;
  instance.started_ = true;
  instance.finished_ = session.finished;
  const State& first = tables.states[configuration.next(kRootState + 1)];
  if (session.finished == (first.kind == StateKind::kFinal)) return instance;
  return corrupt("expected a session to be finished in a final state and nowhere else, found '" +
                 first.id + "'");
}

Status Instance::read_history(const std::string& id, const std::vector<std::string>& states) {
  const Chart::Tables& tables = chart_.tables();
  LAGRUM_ASSIGN(const std::vector<StateIndex> states_held,
                statechart::read_history(tables, id, states));
  const StateIndex history = tables.find(id);
  const HeldPlace& place = tables.states[history].held;
  for (const StateIndex state : states_held)
    insert_member(place.in(histories()), place.first, state);
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Status Instance::read_extras(const Session& session) {
  if (session.pending.empty() && session.bound.empty() && session.invoked.empty() &&
      session.counters.empty()) {
    return {};
  }
  const Chart::Tables& tables = chart_.tables();
  Extras& extras = own_extras();
  extras.pending = session.pending;
  extras.counters = session.counters;
  for (const std::string& id : session.bound) {
    const StateIndex state = tables.find(id);
    if (state == kNone)
      return corrupt("expected a state of '" + tables.name + "', found '" + id + "'");
    extras.bound.push_back(state);
  }
  for (const Invoked& invoked : session.invoked) {
    const StateIndex state = tables.find(invoked.state);
    if (state == kNone || invoked.place >= tables.states[state].invokes.size()) {
      return corrupt("expected a state of '" + tables.name + "' that invokes a session, found '" +
                     invoked.state + "'");
    }
    LAGRUM_ASSIGN(Instance instance, open(invoked.chart, invoked.session));
    extras.invoked.push_back(
        {invoked.invokeid, state, invoked.place, invoked.text, std::move(instance)});
  }
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Session Instance::session() const {
  const Chart::Tables& tables = chart_.tables();
  Session session;
  StateSet active(tables.states.size());
  active.assign(configuration());
  for (StateIndex state = active.next(0); state != kNone; state = active.next(state + 1)) {
    if (tables.is_atomic(state)) session.configuration.push_back(tables.states[state].id);
  }
  for (const StateIndex history : tables.histories) {
    const HeldPlace& place = tables.states[history].held;
    std::vector<StateIndex> states;
    append_members(place.in(histories()), place.first, states);
    if (!states.empty()) session.history[tables.states[history].id] = ids_of(tables, states);
  }
  for (std::size_t i = 0; i < tables.variables.size() && started_; ++i) {
    session.data.set(tables.variables[i].name, data_[i]);
  }
  session.pending = extras().pending;
  session.bound = ids_of(tables, extras().bound);
  for (const Child& child : extras().invoked) session.invoked.push_back(invoked_of(child, tables));
  session.counters = extras().counters;
  session.session_id = id_;
  session.started = started_;
  session.finished = finished_;
  return session;
}

}  // namespace lagrum::statechart
