#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::statechart {

/// What the tests of an implementation report came to.
struct IrpReport {
  struct Count {
    std::size_t passed = 0;
    std::size_t total = 0;
  };
  Count mandatory;                   ///< automated ones
  Count optional;                    ///< automated ones that were not passed over
  std::vector<std::string> failed;   ///< "test 42 (mandatory): ends in 'fail'"
  std::vector<std::string> skipped;  ///< the same with what is not there
};

/// Runs the templates that `folder`/manifest.xml names, each where the manifest says or in
/// `folder`/txml, with FEEL as datamodel on a virtual clock. Fails where there is no manifest.
Result<IrpReport> run_irp(const std::filesystem::path& folder);

}  // namespace lagrum::statechart
