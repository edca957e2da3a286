// SPIN searches what the verifier searched, on models that keep workflow and norm apart, and has to
// find the same: a breach or none, as many commands to it, and where there is none as many states.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "lagrum/verify.h"
#include "support/house.h"
#include "support/shared.h"

namespace lagrum::verify {
namespace {

namespace fs = std::filesystem;

/// Searches of the short test hold no more states than this; a workflow's larger norms are left to
/// LAGRUM_LONG.
constexpr std::size_t kStatesShort = 20'000;
constexpr std::size_t kStatesLong = 8'000'000;

bool is_long() { return std::getenv("LAGRUM_LONG") != nullptr; }

int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool installed(const std::string& program) {
  return run("command -v " + program + " >/dev/null") == 0;
}

/// What SPIN found.
struct Answer {
  std::size_t shortest = 0;  ///< commands of a shortest breach; 0 where there is none
  std::size_t states = 0;
  std::string trouble;  ///< why this is no answer; empty where it is one
};

/// The number behind a pattern's first group; nothing where it does not occur.
std::optional<std::size_t> number_in(const std::string& text, const char* pattern) {
  std::smatch match;
  if (!std::regex_search(text, match, std::regex(pattern))) return std::nullopt;
  return std::stoull(match[1].str());
}

Answer spin_says(const std::string& model) {
  std::string name = (fs::temp_directory_path() / "lagrum-spin-XXXXXX").string();
  const fs::path folder = mkdtemp(name.data());
  std::ofstream(folder / "model.pml", std::ios::binary) << model;
  const std::string optimised =
      is_long() ? "-O2" : "-O0";  // pan takes longer to compile than to run
  const int status = run("cd '" + folder.string() + "' && { spin -a model.pml && gcc " + optimised +
                         " -w -DBFS -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -E; } >told 2>&1");
  const std::string told = test::read_bytes(folder / "told");
  fs::remove_all(folder);
  Answer answer;
  const auto states = number_in(told, R"((\d+) states, stored)");
  const bool searched = status == 0 && states && told.find("error:") == std::string::npos;
  if (!searched) answer.trouble = "no search was made:\n" + told;
  if (told.find("assertion violated  !(unknown)") != std::string::npos)
    answer.trouble = "a row is asked for that the search did not need:\n" + told;
  answer.states = states.value_or(1) - 1;  // before the beginning is a state of SPIN's, too
  const auto depth = number_in(told, R"(assertion violated  !\(breach\) \(at depth (\d+)\))");
  if (depth) answer.shortest = *depth + 1;
  return answer;
}

/// Where SPIN parts from the search; empty where it does not.
std::string difference(const Model& model) {
  const Answer answer = spin_says(model.promela);
  if (!answer.trouble.empty()) return answer.trouble;
  if (answer.shortest != model.shortest)
    return "shortest breach: ours " + std::to_string(model.shortest) + ", SPIN's " +
           std::to_string(answer.shortest);
  if (model.shortest == 0 && answer.states != model.states)
    return "states: ours " + std::to_string(model.states) + ", SPIN's " +
           std::to_string(answer.states);
  return {};
}

/// A workflow, and which of its norms the short test takes; none for all.
struct Held {
  std::string workflow;
  std::vector<std::string> norms;
};
void PrintTo(const Held& held, std::ostream* out) { *out << held.workflow; }

class Spin : public testing::TestWithParam<Held> {
 protected:
  void SetUp() override {
    for (const char* program : {"spin", "gcc"})
      if (!installed(program)) GTEST_SKIP() << program << " is not installed";
    ASSERT_TRUE(test::House::get().loaded());
  }
};

TEST_P(Spin, FindsWhatTheVerifierFinds) {
  const Workspace& workspace = test::House::get().workspace();
  const WorkflowId workflow(GetParam().workflow);
  Options options;
  options.states_max = is_long() ? kStatesLong : kStatesShort;
  std::vector<std::string> norms = GetParam().norms;
  if (norms.empty() || is_long()) {
    norms.clear();
    Options quick;
    quick.states_max = 1;
    for (const NormResult& norm : check(workspace, workflow, quick).value().norms)
      if (norm.states > 0) norms.push_back(norm.norm);
  }
  std::size_t held = 0;
  for (const std::string& norm : norms) {
    for (const Model& model : models(workspace, workflow, norm, options).value()) {
      const std::string of = norm + (model.matter.empty() ? "" : ", matter " + model.matter) +
                             (model.party_role.empty() ? "" : ", party " + model.party_role);
      if (!model.decided) {
        std::cout << "left out: " << of << " (more than " << options.states_max << " states)\n";
        continue;
      }
      ++held;
      EXPECT_EQ(difference(model), "") << workflow.str() << ", " << of;
    }
  }
  std::cout << workflow.str() << ": " << held << " searches held against SPIN's\n";
  EXPECT_GT(held, 0U);
}

INSTANTIATE_TEST_SUITE_P(, Spin,
                         testing::Values(Held{"se.kontakt", {}}, Held{"se.utlamnande", {}},
                                         Held{"se.bygglov", {"se.fl.25.comm", "se.fl.46.handover"}},
                                         Held{"se.serveringstillstand",
                                              {"se.fl.25.comm", "se.fl.45.only"}}),
                         [](const testing::TestParamInfo<Held>& row) {
                           return row.param.workflow.substr(row.param.workflow.find('.') + 1);
                         });

/// A model with one number of a table changed.
std::string with_number_changed(std::string model, const std::string& table, std::size_t at) {
  std::size_t place = model.find(table + "_0[] = {");
  place = model.find_first_of("0123456789", model.find('{', place));
  for (std::size_t i = 0; i < at; ++i)
    place = model.find_first_of("0123456789", model.find(',', place));
  const std::size_t end = model.find(',', place);
  return model.replace(place, end - place, model.substr(place, end - place) == "0" ? "1" : "0");
}

// The comparison can fail: a breach that is flipped, a row that goes astray, a command that is left
// out.
TEST(SpinItself, FindsAnotherRunOnAWrongModel) {
  for (const char* program : {"spin", "gcc"})
    if (!installed(program)) GTEST_SKIP() << program << " is not installed";
  ASSERT_TRUE(test::House::get().loaded());
  const Workspace& workspace = test::House::get().workspace();
  const auto found = models(workspace, WorkflowId("se.kontakt"), "se.fl.6.service").value();
  ASSERT_EQ(found.size(), 1U);
  Model model = found.front();
  ASSERT_EQ(difference(model), "");
  const std::string sound = model.promela;

  model.promela = with_number_changed(sound, "answers", 1);  // the first answer is a breach
  EXPECT_NE(difference(model), "");
  model.promela = with_number_changed(sound, "effects", 0);  // a command leads elsewhere
  EXPECT_NE(difference(model), "");
  model.promela = with_number_changed(sound, "rows", 0);  // a row belongs to another move
  EXPECT_NE(difference(model), "");
}

}  // namespace
}  // namespace lagrum::verify
