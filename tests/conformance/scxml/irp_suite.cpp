#include "irp_suite.h"

#include <algorithm>
#include <array>
#include <utility>

#include "irp_template.h"
#include "statechart/interpreter.h"
#include "support/shared.h"

namespace lagrum::statechart {
namespace {

namespace fs = std::filesystem;

// Deliveries after which a test has failed to end.
constexpr int kDeliveriesMax = 100;

// Parts of the standard that are not there, by the section whose tests need them, or by the
// beginning of a conf: name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kNotThere = {
    {{"C.2", "the ECMAScript datamodel"},
     {"C.3", "the XPath datamodel"},
     {"D.2", "the Basic HTTP event processor"}}};
constexpr std::string_view kHttpName = "conf:basicHTTP";

Result<std::string> runnable(const fs::path& file) {
  LAGRUM_ASSIGN(const xml::Document source,
                xml::Document::parse(test::read_bytes(file), file.filename().string()));
  return from_template(source);
}

// What a test names as "file:test1sub1.scxml" lies beside it, as template or as text.
Result<std::string> beside(const fs::path& file, const std::string& uri) {
  fs::path named = file.parent_path() / uri.substr(uri.find(':') + 1);
  if (named.extension() == ".scxml") return runnable(named.replace_extension(".txml"));
  if (fs::exists(named)) return test::read_bytes(named);
  return Error{ErrorCode::kNotFound, "expected a file, found none named '" + uri + "'", {}, {}};
}

// Empty when the chart comes to rest in the state "pass"; else why not.
std::string run(const Chart& chart) {
  Session session;
  Surroundings surroundings{Instant(std::chrono::hours(24 * 20'000)), std::nullopt};
  const Result<Trace> started = start(chart, session, "session", surroundings);
  if (!started) return started.error().message;
  for (int i = 0; i < kDeliveriesMax && next_due(session).has_value(); ++i) {
    surroundings.now = std::max(surroundings.now, *next_due(session));
    const auto moved = advance(chart, session, surroundings);
    if (!moved) return moved.error().message;
  }
  if (is_active(chart, session, "pass")) return {};
  return "ends in '" + (session.configuration.empty() ? "" : session.configuration.front()) + "'";
}

std::string outcome(const fs::path& file) {
  const auto text = runnable(file);
  if (!text) return "no meaning for " + text.error().message;
  const auto document = xml::Document::parse(*text, file.filename().string());
  if (!document) return to_string(document.error());
  LoadContext context;
  context.profile = Profile::kStandard;
  context.read = [&](const std::string& uri) { return beside(file, uri); };
  Diagnostics diagnostics;
  const auto chart = Chart::load(*document, context, diagnostics);
  return chart ? run(*chart) : chart.error().message;
}

fs::path place_of(const fs::path& folder, const std::string& uri) {
  const fs::path named = folder / uri;
  return fs::exists(named) ? named : folder / "txml" / named.filename();
}

// Empty when all documents of the test pass; else the first reason why not.
std::string outcome_of_all(const fs::path& folder, const xml::Element& test) {
  for (const xml::Element& document : test.children({}, "start")) {
    const fs::path file = place_of(folder, document.attribute_or_empty("uri"));
    if (!fs::exists(file)) return "expected the file " + file.filename().string() + ", found none";
    std::string reason = outcome(file);
    if (!reason.empty()) return reason;
  }
  return {};
}

// Why a test is passed over; empty where it is not.
std::string not_there(const fs::path& folder, const xml::Element& assertion,
                      const xml::Element& test) {
  if (test.attribute_or_empty("manual") == "true") return "a person must judge it";
  for (const auto& [section, what] : kNotThere) {
    if (assertion.attribute_or_empty("specnum") == section) return std::string(what);
  }
  for (const xml::Element& document : test.children({}, "start")) {
    const std::string text = test::read_bytes(place_of(folder, document.attribute_or_empty("uri")));
    if (text.find(kHttpName) != std::string::npos) return std::string(kNotThere.back().second);
  }
  return {};
}

}  // namespace

Result<IrpReport> run_irp(const fs::path& folder) {
  const fs::path file = folder / "manifest.xml";
  LAGRUM_ASSIGN(const xml::Document manifest,
                xml::Document::parse(test::read_bytes(file), file.filename().string()));
  IrpReport report;
  for (const xml::Element& assertion : manifest.root().children({}, "assert")) {
    for (const xml::Element& test : assertion.children({}, "test")) {
      const std::string kind = test.attribute_or_empty("conformance");
      const std::string name = "test " + test.attribute_or_empty("id") + " (" + kind + "): ";
      const std::string missing = not_there(folder, assertion, test);
      if (!missing.empty()) {
        report.skipped.push_back(name + missing);
        continue;
      }
      IrpReport::Count& count = kind == "mandatory" ? report.mandatory : report.optional;
      ++count.total;
      const std::string reason = outcome_of_all(folder, test);
      if (reason.empty()) {
        ++count.passed;
      } else {
        report.failed.push_back(name + reason);
      }
    }
  }
  return report;
}

}  // namespace lagrum::statechart
