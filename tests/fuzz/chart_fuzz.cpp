// Charts of strangers: what loads, under either profile, is begun, given events and time. Between
// any two steps the session is stored and read again, and goes on as the one that was not.
#include <algorithm>
#include <chrono>

#include "fuzz/fuzz.h"
#include "statechart/interpreter.h"
#include "statechart/runner.h"
#include "support/findings.h"

namespace lagrum::fuzz {
namespace {

using statechart::Chart;
using statechart::Event;
using statechart::Session;
using statechart::Surroundings;
using statechart::Trace;

constexpr const char* kChartFile = "input.scxml";
constexpr std::size_t kEventsMax = 6;
/// A chart that works this long in one step has shown what it is; it is not played on.
constexpr std::size_t kTransitionsPlayedMax = 2'000;
constexpr std::chrono::milliseconds kPlayedMax{500};
constexpr Instant kBegin{std::chrono::hours(24 * 20'000)};

/// What `src` of data, scripts and invoked charts may find.
Result<std::string> read_fixed(const std::string& uri) {
  static const std::map<std::string, std::string> kFiles = {
      {"data.txt", " [1, {a: \"b\"}] "},
      {"data.xml", "<list><item n='1'/></list>"},
      {"script.feel", "{n: 5, m: n + 1}"},
      {"child.scxml",
       "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0'><datamodel><data id='n' "
       "expr='0'/></datamodel><state id='s'><onentry><send target='#_parent' event='hello'/>"
       "</onentry><transition event='e' target='f'/></state><final id='f'><donedata><param "
       "name='n' "
       "expr='n'/></donedata></final></scxml>"},
      {"broken.scxml", "<scxml"}};
  const auto found = kFiles.find(uri);
  if (found != kFiles.end()) return found->second;
  return Error{ErrorCode::kNotFound, "expected a file, found '" + uri + "'", {}, {}};
}

std::string told(const Event& event) {
  return event.name + "|" + event.type + "|" + event.sendid + "|" + event.origin + "|" +
         event.origintype + "|" + event.invokeid + "|" + event.target + "|" + to_string(event.data);
}

std::string told(const statechart::PerformedAct& act) {
  return act.type + "|" + act.basis + "|" + to_string(Value(act.attributes)) + "|" +
         (act.at ? to_string(*act.at) : "") + "|" + std::to_string(act.documents.size());
}

std::string told(const Trace& trace) {
  std::string text = trace.session + (trace.taken ? " took" : " did not take");
  for (const std::size_t transition : trace.transitions) text += " " + std::to_string(transition);
  for (const auto& act : trace.acts) text += "\nact " + told(act);
  for (const std::size_t state : trace.entered) text += "\nentered " + std::to_string(state);
  for (const std::size_t state : trace.exited) text += "\nexited " + std::to_string(state);
  for (const auto& decision : trace.decisions)
    text += "\ndecided " + decision.decision + " " + to_string(decision.result);
  for (const Event& event : trace.sent) text += "\nsent " + told(event);
  for (const std::string& log : trace.logs) text += "\nlog " + log;
  for (const Error& error : trace.errors) text += "\nerror " + to_string(error);
  for (const Error& error : trace.unsettled) text += "\nunsettled " + to_string(error);
  return text;
}

/// What a step did, and whether it was more than is worth playing on.
struct Told {
  std::string text;
  bool long_winded = false;
};

Told told(const Result<Trace>& trace) {
  if (!trace) return {to_string(trace.error()), true};
  return {told(*trace), trace->transitions.size() > kTransitionsPlayedMax};
}

Told told(const Result<std::vector<Trace>>& traces) {
  if (!traces) return {to_string(traces.error()), true};
  Told all;
  std::size_t transitions = 0;
  for (const Trace& trace : *traces) {
    all.text += told(trace) + "\n";
    transitions += trace.transitions.size();
  }
  all.long_winded = transitions > kTransitionsPlayedMax;
  return all;
}

/// One running chart; its twin, which is stored and read again before each step; and an instance
/// that stays ready to run.
class Played {
 public:
  explicit Played(const Chart& chart) : chart_(chart), runner_(chart), instance_(chart) {
    both([&](Session& session) {
      return told(statechart::start(chart_, session, "s", surroundings_));
    });
    follow(runner_.start(instance_, "s", surroundings_));
  }

  void take(const Event& event) {
    if (stopped_) return;
    const bool enabled = !statechart::enabled(chart_, session_, event, surroundings_).empty();
    look();
    both([&](Session& session) {
      const auto trace = statechart::process(chart_, session, event, surroundings_);
      expect(!trace || trace->taken == enabled, "what is enabled is taken", event.name);
      return told(trace);
    });
    follow(runner_.process(instance_, event, surroundings_));
  }

  /// To the next send that waits, or a second on.
  void wait() {
    if (stopped_) return;
    const Instant later = surroundings_.now + std::chrono::seconds(1);
    surroundings_.now = std::max(later, statechart::next_due(session_).value_or(later));
    both([&](Session& session) {
      return told(statechart::advance(chart_, session, surroundings_));
    });
    const auto traces = runner_.advance(instance_, surroundings_);
    follow(traces ? Status() : Status(traces.error()));
  }

 private:
  template <class Step>
  void both(const Step& step) {
    const Session before = session_;
    Session twin = stored(before);
    const auto began = std::chrono::steady_clock::now();
    const Told first = step(session_);
    const bool slow = std::chrono::steady_clock::now() - began > kPlayedMax;
    const Told second = step(twin);
    expect(first.text == second.text, "the same session takes the same step",
           first.text + "\nand\n" + second.text);
    expect(session_ == twin, "the same step leads to the same session");
    expect(session_.started || session_ == before, "what did not begin is as it was");
    stopped_ = slow || first.long_winded || !session_.started;
  }

  void follow(const Status& done) const {
    expect(done.has_value() || stopped_, "an instance takes what its session takes",
           done ? "" : to_string(done.error()));
    expect(instance_.session() == session_, "an instance is where its session is");
  }

  /// The session after being stored and read; itself where it has no stored form.
  Session stored(const Session& session) {
    const auto json = statechart::to_json(session);
    if (!json) return session;  // holds a function
    const auto bytes = canonical(*json);
    if (!bytes) return session;  // holds text that is no UTF-8
    const auto read = statechart::session_from_json(parse_json(*bytes).value(), chart_);
    expect(read.has_value(), "a stored session can be read",
           *bytes + (read ? "" : "\n" + to_string(read.error())));
    expect(*read == session, "a session is read as it was stored", *bytes);
    expect(canonical(statechart::to_json(*read).value()).value() == *bytes,
           "a session has one stored form", *bytes);
    return *read;
  }

  /// Questions that change nothing.
  void look() const {
    const Session before = session_;
    const Event event;
    for (const std::size_t transition : statechart::offered(chart_, session_))
      static_cast<void>(statechart::preview(chart_, session_, transition, event, surroundings_));
    static_cast<void>(statechart::facts(chart_, session_, {Context{{"id", "p"}}}, surroundings_));
    for (const std::string& state : session_.configuration)
      expect(statechart::is_active(chart_, session_, state), "an active state is active", state);
    expect(session_ == before, "a question changes nothing");
  }

  const Chart& chart_;
  statechart::Runner runner_;
  statechart::Instance instance_;
  Surroundings surroundings_{kBegin, DateTime{CivilDate{2026, 11, 16}, TimeOfDay{}}};
  Session session_;
  bool stopped_ = false;
};

Event event_of(std::string name, Value data = {}) {
  Event event;
  event.name = std::move(name);
  event.data = std::move(data);
  return event;
}

void play(const Chart& chart) {
  Played played(chart);
  played.wait();
  std::vector<std::string> names = chart.events();
  names.resize(std::min(names.size(), kEventsMax));
  names.push_back("e");
  for (const std::string& name : names) played.take(event_of(name));
  played.wait();
  const Value data(Context{{"n", Value::integer(3)}, {"text", Value("a")}});
  std::reverse(names.begin(), names.end());
  for (const std::string& name : names) played.take(event_of(name, data));
  played.wait();
}

void take_chart(const xml::Document& document, feel::Profile profile) {
  statechart::LoadContext context;
  context.profile = profile;
  if (profile == feel::Profile::kStandard) context.read = read_fixed;
  Diagnostics diagnostics;
  const auto chart = Chart::load(document, context, diagnostics);
  expect(chart.has_value() || test::has_place(diagnostics, kChartFile),
         "a failed load names file and line", test::all_of(diagnostics));
  expect(!chart || !diagnostics.has_errors(), "a load with errors fails",
         test::all_of(diagnostics));
  if (chart) play(*chart);
}

}  // namespace

void take(std::string_view bytes) {
  const auto document = xml::Document::parse(bytes, kChartFile);
  if (!document) {
    expect_place(document.error(), kChartFile);
    return;
  }
  for (const feel::Profile profile : {feel::Profile::kStandard, feel::Profile::kCase})
    take_chart(*document, profile);
}

}  // namespace lagrum::fuzz
