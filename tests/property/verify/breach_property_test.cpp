// What the verifier says can be breached is breached on the real engine: each run is carried out,
// written down as a scenario, and the scenario is played.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "lagrum/verify.h"
#include "support/house.h"

namespace lagrum::verify {
namespace {

using test::House;

Stage stage() {
  const scenario::Surroundings surroundings = House::get().surroundings();
  return {surroundings.new_store, surroundings.zones, surroundings.signer,
          "workflows/se/organisation.xml"};
}

/// What comes out of playing a scenario that stands nowhere.
std::string played(const std::string& file, const std::string& text) {
  scenario::Surroundings surroundings = House::get().surroundings();
  surroundings.read = [&](const std::string& path) -> Result<std::string> {
    if (path == file) return text;
    return test::read_source(path);
  };
  Diagnostics diagnostics;
  const auto report = scenario::run(file, House::get().workspace(), surroundings, diagnostics);
  std::string failures;
  if (!report) failures = lagrum::to_string(report.error());
  for (const Diagnostic& each : diagnostics.all()) failures += lagrum::to_string(each) + "\n";
  if (report) {
    for (const scenario::Failure& failure : report->failures)
      failures += lagrum::to_string(failure.source) + ": " + failure.message + "\n";
  }
  return failures;
}

/// Runs of the verifier's coarser picture that no case can follow, each with its reason. A row that
/// is no longer needed fails, so that the table only shrinks.
struct Coarser {
  std::string_view workflow;
  std::string_view norm;
  std::string_view why;
};
constexpr std::array<Coarser, 2> kCoarser = {
    {{"se.kontakt", "se.fl.6.callback",
      "the run has two parties, and a case that is opened by a call has none"},
     {"se.utlamnande", "se.osl.6.3.decide",
      "the run notes finality at once, which others make void; a case comes there later"}}};

bool is_coarser(std::string_view workflow, const std::string& norm) {
  return std::ranges::any_of(kCoarser, [&](const Coarser& each) {
    return each.workflow == workflow && each.norm == norm;
  });
}

class Breach : public testing::TestWithParam<const char*> {};

TEST_P(Breach, IsOneOnTheEngineThatRunsCases) {
  const Workspace& workspace = House::get().workspace();
  const WorkflowId workflow(GetParam());
  const Report report = check(workspace, workflow).value();
  std::size_t breached = 0;
  std::size_t coarser = 0;
  for (const NormResult& norm : report.norms) {
    if (norm.alone != Verdict::kRefuted && norm.alone != Verdict::kReliesOnBlock) continue;
    if (!norm.guards.empty()) continue;  // whether a case can follow the run is for a person
    const std::string name = std::string(GetParam()).substr(3);
    const std::string file = "workflows/se/" + name + "/scenarios/breach.xml";

    const auto enactment = enact(workspace, workflow, norm, stage(), file);

    ASSERT_TRUE(enactment.has_value()) << norm.norm << ": " << lagrum::to_string(enactment.error());
    if (is_coarser(GetParam(), norm.norm)) {
      EXPECT_EQ(enactment->said, "") << norm.norm << " can be taken from the table";
      ++coarser;
      continue;
    }
    EXPECT_NE(enactment->said, "") << norm.norm << "\n" << enactment->scenario;
    if (enactment->said.empty()) continue;
    EXPECT_EQ(played(file, enactment->scenario), "") << norm.norm << "\n" << enactment->scenario;
    if (norm.alone == Verdict::kReliesOnBlock) {
      EXPECT_TRUE(enactment->said == "refused" || enactment->said == "not-authorised")
          << enactment->said << " " << norm.norm << "\n"
          << enactment->scenario;
    }
    ++breached;
  }
  std::cout << GetParam() << ": " << breached << " breached on the engine, " << coarser
            << " of the coarser picture only\n";
}

INSTANTIATE_TEST_SUITE_P(Shipped, Breach,
                         testing::Values("se.kontakt", "se.utlamnande", "se.bygglov"),
                         [](const auto& parameter) {
                           return std::string(parameter.param).substr(3);
                         });

}  // namespace
}  // namespace lagrum::verify
