// Charts exported by us, compiled by Qt's qscxmlc.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "lagrum/exchange.h"
#include "support/house.h"

namespace lagrum::exchange {
namespace {

namespace fs = std::filesystem;

/// Debian keeps it outside the path.
std::string compiler() {
  constexpr std::array kPlaces = {"/usr/lib/qt6/libexec/qscxmlc", "/usr/lib/qt6/bin/qscxmlc",
                                  "/usr/bin/qscxmlc"};
  for (const char* place : kPlaces) {
    if (fs::exists(place)) return place;
  }
  return {};
}

/// A folder that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "lagrum-scxml-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// What the compiler says of a chart; empty when it takes it.
std::string said_of(const std::string& chart) {
  const Folder folder;
  const std::string file = (folder.path() / "chart.scxml").string();
  const std::string told = (folder.path() / "told").string();
  std::ofstream(file, std::ios::binary) << chart;
  const std::string command = compiler() + " -o '" + (folder.path() / "chart").string() + "' '" +
                              file + "' 2>'" + told + "'";
  const int status = std::system(command.c_str());
  std::string line;
  std::string all;
  for (std::ifstream reader(told); std::getline(reader, line);) all += line + "\n";
  const bool taken = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return taken && all.empty() ? std::string() : "refused or warned:\n" + all;
}

class Qscxmlc : public testing::TestWithParam<Datamodel> {
 protected:
  void SetUp() override {
    if (compiler().empty())
      GTEST_SKIP() << "qscxmlc not found: install libqt6scxml6-bin to have Qt judge the exports";
    ASSERT_TRUE(test::House::get().loaded());
  }
};

TEST_P(Qscxmlc, TakesEveryShippedWorkflowThatCanBeExported) {
  const Workspace& workspace = test::House::get().workspace();
  std::size_t count = 0;
  for (const auto& workflow : workspace.workflows()) {
    Diagnostics diagnostics;
    const auto text = plain_scxml(workspace, WorkflowId(workflow.id), GetParam(), diagnostics);
    if (!text) {
      EXPECT_EQ(GetParam(), Datamodel::kEcmascript) << to_string(text.error());
      continue;
    }
    ++count;
    EXPECT_EQ(said_of(*text), "") << workflow.id;
  }
  EXPECT_GT(count, 0U);
}

INSTANTIATE_TEST_SUITE_P(, Qscxmlc, testing::Values(Datamodel::kNull, Datamodel::kEcmascript),
                         [](const testing::TestParamInfo<Datamodel>& row) {
                           return row.param == Datamodel::kNull ? "Null" : "Ecmascript";
                         });

TEST(QscxmlcItself, RefusesOurDatamodel) {
  if (compiler().empty()) GTEST_SKIP() << "qscxmlc not found";

  EXPECT_NE(said_of("<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' "
                    "datamodel='feel'><state id='a'/></scxml>"),
            "");
}

}  // namespace
}  // namespace lagrum::exchange
