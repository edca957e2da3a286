#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "dmn/model.h"
#include "support/shared.h"

namespace lagrum::test {
namespace {

std::vector<std::filesystem::path> shipped_models() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path folder = std::filesystem::path(LAGRUM_SOURCE_DIR) / "workflows";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".dmn") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(ShippedModels, LoadWithoutAFault) {
  ASSERT_FALSE(shipped_models().empty());
  for (const auto& path : shipped_models()) {
    const auto document = xml::Document::parse(read_bytes(path), path.filename().string());
    ASSERT_TRUE(document.has_value()) << path;
    Diagnostics diagnostics;

    const auto model = dmn::Model::load(*document, diagnostics);

    EXPECT_TRUE(model.has_value()) << path;
    for (const Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << to_string(diagnostic);
  }
}

TEST(ShippedModels, DecideWithoutAnIssueWhenNothingIsKnown) {
  for (const auto& path : shipped_models()) {
    const auto document = xml::Document::parse(read_bytes(path), path.filename().string()).value();
    Diagnostics diagnostics;
    const dmn::Model model = dmn::Model::load(document, diagnostics).value();
    for (const std::string& decision : model.decisions()) {
      const auto decided = model.evaluate(decision, Context{}, {});

      ASSERT_TRUE(decided.has_value()) << path << " " << decision;
      for (const feel::Issue& issue : decided->issues) {
        ADD_FAILURE() << decision << ": " << to_string(issue.source) << " " << issue.message;
      }
    }
  }
}

}  // namespace
}  // namespace lagrum::test
