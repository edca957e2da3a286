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
  std::vector<std::string> skipped;  ///< a case and why it is not run

  void add(const TckTally& other);
};

/// Runs each test file of the DMN TCK in `folder` against its model.
TckTally run_tck_folder(const std::filesystem::path& folder);

/// One line for each failing and skipped case, then "N passed, M failed", in all and of the cases
/// that expect a value.
std::string report(const TckTally& tally);

}  // namespace lagrum::test
