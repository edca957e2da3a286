#pragma once

#include <vector>

#include "cases/case_state.h"
#include "lagrum/directory.h"
#include "lagrum/reprojection.h"

namespace lagrum::cases {

/// Fills in who has to know that the dates of a case move: by which acts its parties had been told
/// of a date, the parties concerned, and who at the authority carries out what has another date.
/// `before` is the case under the texts that those acts were done under, `entries` are its entries.
void tell_whom(const CaseState& before, const std::vector<const Entry*>& entries,
               const Directory& directory, CaseReprojection& told);

}  // namespace lagrum::cases
