#pragma once

#include <set>
#include <string>

#include "law/law.h"
#include "verify/aim.h"

namespace lagrum::verify {

/// What a norm, and all that may lift it, uses that the search does not follow: where there is any,
/// no verdict may rest on that no breach was found.
struct Unfollowed {
  /// Expressions that read whole acts or data by names that only come with them, or that count
  /// people.
  std::set<std::string> expressions;
  /// Norms and clocks of which another version, or none, holds for acts of a later day than that on
  /// which cases begin: "se.x 2027-01-01".
  std::set<std::string> changes;
};

Unfollowed unfollowed(const law::Law& law, std::size_t norm, Aim aim);

}  // namespace lagrum::verify
