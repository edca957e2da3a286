#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "statechart/chart.h"
#include "statechart/interpreter.h"

namespace lagrum::statechart {

/// A whole document around the states, with further attributes on the root.
inline std::string scxml(std::string_view body, std::string_view attributes = {}) {
  return "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" xmlns:l=\"urn:lagrum:workflow:1\" "
         "version=\"1.0\" " +
         std::string(attributes) + ">\n" + std::string(body) + "</scxml>";
}

/// A chart that keeps a rule, one that breaks it, and what is said of that one.
struct RuleRow {
  const char* name;
  const char* good;
  const char* bad;
  const char* rule;
  const char* says;
};

inline void PrintTo(const RuleRow& row, std::ostream* stream) { *stream << row.name; }

/// The acts, questions and facts that the tests' law knows.
struct Law {
  std::map<std::string, ActSignature> acts = {
      {"form.sent",
       {"form.sent",
        {{"to", feel::Type::of(feel::Type::Kind::kString)},
         {"sent_on", feel::Type::of(feel::Type::Kind::kDate)},
         {"pages", feel::Type::of(feel::Type::Kind::kNumber)}}}},
      {"form.seen", {"form.seen", {}}},
      {"form.lost", {"form.lost", {}}}};
  std::map<std::string, std::string> asks = {{"is.urgent", "officer"}};
  std::map<std::string, feel::Type> facts = {
      {"case.kind", feel::Type::of(feel::Type::Kind::kString)},
      {"party.may_speak", feel::Type::of(feel::Type::Kind::kBoolean)}};

  LoadContext context() const {
    LoadContext context;
    context.acts = &acts;
    context.asks = &asks;
    context.facts = &facts;
    return context;
  }
};

/// The charts of tests seldom have an end: it is not told here.
inline Result<Chart> load(const std::string& text, const LoadContext& context,
                          Diagnostics& diagnostics) {
  const Result<xml::Document> document = xml::Document::parse(text, "test.scxml");
  if (!document) return document.error();
  Diagnostics found;
  Result<Chart> chart = Chart::load(*document, context, found);
  for (const Diagnostic& each : found.all()) {
    if (each.rule != "never-final") diagnostics.add(each);
  }
  return chart;
}

/// The chart; the test's faults are printed and the test fails where it does not load.
inline Chart chart_of(const std::string& text, const LoadContext& context = {}) {
  Diagnostics diagnostics;
  Result<Chart> chart = load(text, context, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::kError) ADD_FAILURE() << to_string(diagnostic);
  }
  return std::move(chart).value();
}

/// A trace with its states by id.
struct NamedTrace : Trace {
  NamedTrace() = default;
  NamedTrace(const Chart& chart, Trace trace)
      : Trace(std::move(trace)),
        entered(ids(chart, Trace::entered)),
        exited(ids(chart, Trace::exited)) {}

  static std::vector<std::string> ids(const Chart& chart, const std::vector<std::size_t>& states) {
    std::vector<std::string> names;
    for (const std::size_t state : states) names.push_back(chart.states().at(state).id);
    return names;
  }

  std::vector<std::string> entered;
  std::vector<std::string> exited;
};

/// A started chart with the trace of its last step.
struct Running {
  explicit Running(std::string_view body, std::string_view attributes = {},
                   const LoadContext& context = {})
      : Running(chart_of(scxml(body, attributes), context)) {}

  explicit Running(Chart loaded) : chart(std::move(loaded)) {
    Result<Trace> started = start(chart, session, "s1", surroundings);
    if (!started) {
      ADD_FAILURE() << to_string(started.error());
    } else {
      trace = NamedTrace(chart, *std::move(started));
    }
  }

  const NamedTrace& send(std::string name, Context data = {}) {
    Event event{.name = std::move(name), .data = data.empty() ? Value() : Value(std::move(data))};
    Result<Trace> taken = process(chart, session, event, surroundings);
    if (!taken) {
      ADD_FAILURE() << to_string(taken.error());
      trace = NamedTrace();
    } else {
      trace = NamedTrace(chart, std::move(taken).value());
    }
    return trace;
  }

  /// Lets time pass and delivers what comes due.
  void wait(std::chrono::milliseconds span) {
    surroundings.now += span;
    Result<std::vector<Trace>> traces = advance(chart, session, surroundings);
    if (!traces) ADD_FAILURE() << to_string(traces.error());
  }

  Value data(std::string_view name) const {
    const Value* value = session.data.find(name);
    return value == nullptr ? Value("no such data item") : *value;
  }

  using Ids = std::vector<std::string>;
  const Ids& active() const { return session.configuration; }

  Chart chart;
  Session session;
  Surroundings surroundings{Instant(std::chrono::hours(24 * 20'000)), std::nullopt};
  NamedTrace trace;
};

inline Value number(std::int64_t value) { return Value::integer(value); }

}  // namespace lagrum::statechart

namespace lagrum {

/// So that GoogleTest shows a value as FEEL writes it.
inline void PrintTo(const Value& value, std::ostream* stream) { *stream << to_string(value); }

}  // namespace lagrum
