#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "irp_template.h"
#include "statechart/interpreter.h"
#include "support/shared.h"

// The W3C implementation report's tests for SCXML 1.0, read as templates, with FEEL as datamodel.
namespace lagrum::statechart {
namespace {

// A ratchet: a change that passes more raises it, none may pass fewer.
constexpr std::size_t kPassed = 88;

// Deliveries after which a test has failed to end.
constexpr int kDeliveriesMax = 100;

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

std::string outcome(const std::filesystem::path& file) {
  const auto source = xml::Document::parse(test::read_bytes(file), file.filename().string());
  if (!source) return to_string(source.error());
  const auto text = from_template(*source);
  if (!text) return "no meaning for " + text.error().message;
  const auto document = xml::Document::parse(*text, file.filename().string());
  if (!document) return to_string(document.error());
  LoadContext context;
  context.tolerant = true;
  Diagnostics diagnostics;
  const auto chart = Chart::load(*document, context, diagnostics);
  return chart ? run(*chart) : chart.error().message;
}

// The automated mandatory tests: the id and its documents, which must all pass.
using Tests = std::vector<std::pair<std::string, std::vector<std::string>>>;

Tests mandatory_tests(const xml::Document& manifest) {
  Tests tests;
  for (const xml::Element& assertion : manifest.root().children({}, "assert")) {
    for (const xml::Element& test : assertion.children({}, "test")) {
      if (test.attribute_or_empty("conformance") != "mandatory") continue;
      if (test.attribute_or_empty("manual") != "false") continue;
      tests.emplace_back(test.attribute_or_empty("id"), std::vector<std::string>());
      for (const xml::Element& document : test.children({}, "start")) {
        tests.back().second.push_back(document.attribute_or_empty("uri"));
      }
    }
  }
  return tests;
}

// Empty when all documents pass; else the first reason why not.
std::string outcome_of_all(const std::filesystem::path& folder,
                           const std::vector<std::string>& uris) {
  for (const std::string& uri : uris) {
    const std::string reason = outcome(folder / std::filesystem::path(uri).filename());
    if (!reason.empty()) return reason;
  }
  return {};
}

TEST(ScxmlConformance, PassesTheAutomatedMandatoryAssertions) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/scxml-irp";
  const std::filesystem::path folder = *shared / "conformance" / "scxml-irp";
  const auto manifest =
      xml::Document::parse(test::read_bytes(folder / "manifest.xml"), "manifest.xml");
  ASSERT_TRUE(manifest.has_value()) << to_string(manifest.error());

  std::size_t passed = 0;
  std::map<std::string, std::vector<std::string>> failed;  // reason → ids
  const Tests tests = mandatory_tests(*manifest);
  for (const auto& [id, documents] : tests) {
    const std::string reason = outcome_of_all(folder / "txml", documents);
    if (reason.empty()) {
      ++passed;
    } else {
      failed[reason.substr(0, reason.find(';'))].push_back(id);
    }
  }

  std::cout << "passes " << passed << " of " << tests.size() << " automated mandatory assertions\n";
  for (const auto& [reason, ids] : failed) {
    std::cout << "  " << reason << ":";
    for (const std::string& id : ids) std::cout << " " << id;
    std::cout << "\n";
  }
  EXPECT_EQ(passed, kPassed) << "raise kPassed where more pass";
}

}  // namespace
}  // namespace lagrum::statechart
