#pragma once

#include <string>
#include <utility>

#include "lagrum/result.h"

namespace lagrum {

/// The error for bytes that do not have the form they should: kInvalidArgument, without a place.
inline Error malformed(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, {}};
}

}  // namespace lagrum
