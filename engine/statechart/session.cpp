#include <algorithm>
#include <utility>

#include "lagrum/json.h"
#include "statechart/interpreter.h"
#include "statechart/machine.h"
#include "statechart/tables.h"

// The stored form of a session.
namespace lagrum::statechart {
namespace {

Error corrupt(const std::string& expected, const std::string& found) {
  return {
      ErrorCode::kCorruption, "expected " + expected + " in the session, found " + found, {}, {}};
}

Json json_of(const std::vector<std::string>& names) {
  Json::Array array;
  for (const std::string& name : names) array.emplace_back(name);
  return array;
}

// The texts of an event by the names they are stored under.
struct EventText {
  const char* name;
  std::string Event::*member;
};

constexpr EventText kEventTexts[] = {
    {"name", &Event::name},
    {"type", &Event::type},
    {"sendid", &Event::sendid},
    {"origin", &Event::origin},
    {"origintype", &Event::origintype},
    {"invokeid", &Event::invokeid},
    {"target", &Event::target},
};

Result<Json> json_of(const PendingSend& send) {
  Json::Object object;
  for (const EventText& text : kEventTexts) object[text.name] = send.event.*text.member;
  LAGRUM_ASSIGN(object["data"], to_json(send.event.data));
  object["id"] = send.sendid;
  object["due"] = to_string(send.due);
  return Json(std::move(object));
}

Result<std::vector<std::string>> names_from(const Json& json, const std::string& what) {
  if (json.array() == nullptr) return corrupt("a list of state ids as '" + what + "'", "none");
  std::vector<std::string> names;
  for (const Json& name : *json.array()) {
    if (name.string() == nullptr) return corrupt("state ids in '" + what + "'", "another value");
    names.push_back(*name.string());
  }
  return names;
}

Result<PendingSend> pending_from(const Json& json) {
  PendingSend send;
  for (const EventText& text : kEventTexts) {
    const std::string* value = json[text.name].string();
    if (value == nullptr)
      return corrupt("the text '" + std::string(text.name) + "' of a pending send", "none");
    send.event.*text.member = *value;
  }
  LAGRUM_ASSIGN(send.event.data, value_from_json(json["data"]));
  send.sendid = json.text("id");
  const Result<Instant> due = parse_instant(json.text("due"));
  if (!due) return corrupt("the instant 'due' of a pending send", "\"" + json.text("due") + "\"");
  send.due = *due;
  return send;
}

Status check_data(const Chart::Tables& tables, const Context& data) {
  for (const Variable& variable : tables.variables) {
    const Value* value = data.find(variable.name);
    if (value == nullptr)
      return corrupt("a value of the data item '" + variable.name + "'", "none");
    if (value->erased() != nullptr || conforms(*value, variable.type)) continue;
    return corrupt(to_string(variable.type) + " as '" + variable.name + "'",
                   std::string(type_name(*value)));
  }
  if (data.size() == tables.variables.size()) return {};
  for (const auto& [name, value] : data.entries()) {
    bool known = false;
    for (const Variable& variable : tables.variables) known = known || variable.name == name;
    if (!known) return corrupt("data items of the chart only", "'" + name + "'");
  }
  return {};
}

Status read_pending(const Json& json, Session& session) {
  if (json.array() == nullptr) return corrupt("a list 'pending'", "none");
  for (const Json& entry : *json.array()) {
    LAGRUM_ASSIGN(PendingSend send, pending_from(entry));
    if (!session.pending.empty() && send.due < session.pending.back().due) {
      return corrupt("pending sends in due order", "'" + send.event.name + "' too late");
    }
    session.pending.push_back(std::move(send));
  }
  return {};
}

Status read_counters(const Json& json, Session& session) {
  if (json.object() == nullptr) return corrupt("an object 'counters'", "none");
  for (const auto& [name, value] : *json.object()) {
    if (value.integer() == nullptr || *value.integer() < 0) {
      return corrupt("a count as '" + name + "'", "another value");
    }
    session.counters[name] = static_cast<std::uint64_t>(*value.integer());
  }
  return {};
}

Status read_history(const Json& json, Session& session) {
  if (json.object() == nullptr) return corrupt("an object 'history'", "none");
  for (const auto& [id, states] : *json.object()) {
    LAGRUM_ASSIGN(session.history[id], names_from(states, id));
  }
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Result<Json> json_of(const Invoked& invoked) {
  Json::Object object;
  object["invokeid"] = invoked.invokeid;
  object["state"] = invoked.state;
  object["place"] = static_cast<std::int64_t>(invoked.place);
  if (!invoked.text.empty()) object["text"] = invoked.text;
  LAGRUM_ASSIGN(object["session"], to_json(invoked.session));
  return Json(std::move(object));
}

// The session of an <invoke> of the chart, whose chart stands there or is given as text.
// NOLINTNEXTLINE(misc-no-recursion): a JSON text is of bounded depth
Result<Invoked> invoked_from(const Json& json, const Chart::Tables& tables) {
  const std::string state = json.text("state");
  const StateIndex index = tables.find(state);
  const std::int64_t* place = json["place"].integer();
  if (index == kNone || place == nullptr || *place < 0 ||
      static_cast<std::size_t>(*place) >= tables.states[index].invokes.size()) {
    return corrupt("the place of an <invoke> of the chart", "'" + state + "'");
  }
  const std::optional<Chart>& own =
      tables.states[index].invokes[static_cast<std::size_t>(*place)].chart;
  Result<Chart> chart = own ? Result<Chart>(*own) : chart_from_text(json.text("text"), tables);
  if (!chart) return corrupt("the text of the chart that '" + state + "' invoked", "another");
  LAGRUM_ASSIGN(Session session, session_from_json(json["session"], *chart));
  return Invoked{json.text("invokeid"),
                 state,
                 static_cast<std::size_t>(*place),
                 json.text("text"),
                 std::move(chart).value(),
                 std::move(session)};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Status read_invoked(const Json& json, const Chart::Tables& tables, Session& session) {
  if (json.is_null()) return {};
  if (json.array() == nullptr) return corrupt("a list 'invoked'", "none");
  for (const Json& entry : *json.array()) {
    LAGRUM_ASSIGN(Invoked invoked, invoked_from(entry, tables));
    session.invoked.push_back(std::move(invoked));
  }
  return {};
}

bool same(const PendingSend& a, const PendingSend& b) {
  for (const EventText& text : kEventTexts) {
    if (a.event.*text.member != b.event.*text.member) return false;
  }
  return a.sendid == b.sendid && a.due == b.due && a.event.data == b.event.data;
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
bool operator==(const Invoked& a, const Invoked& b) {
  return a.invokeid == b.invokeid && a.state == b.state && a.place == b.place && a.text == b.text &&
         a.session == b.session;
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
bool operator==(const Session& a, const Session& b) {
  return a.configuration == b.configuration && a.history == b.history &&
         Value(a.data) == Value(b.data) &&
         std::equal(a.pending.begin(), a.pending.end(), b.pending.begin(), b.pending.end(), same) &&
         a.counters == b.counters && a.session_id == b.session_id && a.started == b.started &&
         a.finished == b.finished && a.bound == b.bound && a.invoked == b.invoked;
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Result<Json> to_json(const Session& session) {
  Json::Object object;
  object["configuration"] = json_of(session.configuration);
  Json::Object history;
  for (const auto& [id, states] : session.history) history[id] = json_of(states);
  object["history"] = std::move(history);
  LAGRUM_ASSIGN(object["data"], to_json(Value(session.data)));
  Json::Array pending;
  for (const PendingSend& send : session.pending) {
    LAGRUM_ASSIGN(Json entry, json_of(send));
    pending.push_back(std::move(entry));
  }
  object["pending"] = std::move(pending);
  if (!session.bound.empty()) object["bound"] = json_of(session.bound);
  Json::Array invoked;
  for (const Invoked& each : session.invoked) {
    LAGRUM_ASSIGN(Json entry, json_of(each));
    invoked.push_back(std::move(entry));
  }
  if (!invoked.empty()) object["invoked"] = std::move(invoked);
  Json::Object counters;
  for (const auto& [name, count] : session.counters)
    counters[name] = static_cast<std::int64_t>(count);
  object["counters"] = std::move(counters);
  object["session"] = session.session_id;
  object["started"] = session.started;
  object["finished"] = session.finished;
  return Json(std::move(object));
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
Result<Session> session_from_json(const Json& json, const Chart& chart) {
  Session session;
  if (json["started"].boolean() == nullptr || json["finished"].boolean() == nullptr) {
    return corrupt("'started' and 'finished'", "none");
  }
  session.started = json.flag("started");
  session.finished = json.flag("finished");
  session.session_id = json.text("session");
  LAGRUM_ASSIGN(session.configuration, names_from(json["configuration"], "configuration"));
  LAGRUM_TRY(read_history(json["history"], session));
  LAGRUM_ASSIGN(const Value data, value_from_json(json["data"]));
  if (data.context() == nullptr) return corrupt("a context 'data'", std::string(type_name(data)));
  session.data = *data.context();
  LAGRUM_TRY(read_pending(json["pending"], session));
  LAGRUM_TRY(read_counters(json["counters"], session));
  if (!json["bound"].is_null()) {
    LAGRUM_ASSIGN(session.bound, names_from(json["bound"], "bound"));
  }
  LAGRUM_TRY(read_invoked(json["invoked"], chart.tables(), session));
  if (!session.started) {
    Session fresh;
    fresh.session_id = session.session_id;
    if (session == fresh) return session;
    return corrupt("nothing in a session that was not started", "some state");
  }
  LAGRUM_TRY(check_data(chart.tables(), session.data));
  LAGRUM_TRY(Instance::open(chart, session));
  return session;
}

}  // namespace lagrum::statechart
