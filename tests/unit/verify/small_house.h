#pragma once

#include <string>
#include <vector>

#include "lagrum/verify.h"
#include "lagrum/workspace.h"

namespace lagrum::verify {

/// A workspace of one small pack and one small workflow. Faults of loading stop the test program.
Workspace small_house(const std::string& norms, const std::string& states);

/// "proved", or "relies-on-block → proved" where the columns differ.
std::string verdict(const NormResult& norm);

/// The verdict on the only norm.
NormResult only(const Workspace& workspace);
inline std::string verdict_on(const std::string& norm, const std::string& states) {
  return verdict(only(small_house(norm, states)));
}

}  // namespace lagrum::verify
