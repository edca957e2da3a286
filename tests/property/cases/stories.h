#pragma once

#include <string>
#include <vector>

#include "support/house.h"

namespace lagrum::test {

/// The paths of the shipped scenarios, sorted.
inline std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> files;
  for (const std::string& path : workflow_files()) {
    if (path.find("/scenarios/") != std::string::npos) files.push_back(path);
  }
  return files;
}

}  // namespace lagrum::test
