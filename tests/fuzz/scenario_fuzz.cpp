// A story that somebody wrote: it is played to where it fails, and what fails is named with its
// place.
#include "fuzz/fuzz.h"
#include "support/house.h"

namespace lagrum::fuzz {
namespace {

constexpr const char* kLicence = "workflows/se/serveringstillstand/scenarios/input.xml";
constexpr const char* kContact = "workflows/se/kontakt/scenarios/input.xml";

bool has_place(const Position& source) { return !source.file.empty() && source.line > 0; }

}  // namespace

void take(std::string_view bytes) {
  const bool contact = bytes.find("\"se.kontakt\"") != std::string_view::npos;
  const std::string name = contact ? kContact : kLicence;
  scenario::Surroundings surroundings = test::House::get().surroundings();
  surroundings.read = [&](const std::string& path) -> Result<std::string> {
    if (path == name) return std::string(bytes);
    return test::read_source(path);
  };
  Diagnostics diagnostics;
  const auto report =
      scenario::run(name, test::House::get().workspace(), surroundings, diagnostics);
  if (!report) {
    expect(!report.error().message.empty(), "an error says what is wrong");
    expect(has_place(report.error().source), "an error names file and line",
           to_string(report.error()));
    return;
  }
  for (const scenario::Failure& failure : report->failures)
    expect(has_place(failure.source), "a failure names file and line", failure.message);
}

}  // namespace lagrum::fuzz
