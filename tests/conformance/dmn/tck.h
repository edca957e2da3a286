#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lagrum::test {

/// What came of the result nodes of one test file or more.
struct TckTally {
  int passed = 0;
  int total = 0;
  int values_passed = 0;  ///< of those that expect another value than null
  int values = 0;
  std::vector<std::string> failures;

  void add(const TckTally& other);
};

/// Runs each test file of the DMN TCK in `folder` against its model.
TckTally run_tck_folder(const std::filesystem::path& folder);

}  // namespace lagrum::test
