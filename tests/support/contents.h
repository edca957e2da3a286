#pragma once

#include <string>
#include <vector>

#include "lagrum/store.h"

namespace lagrum::test {

/// All that a store shows, a line for each row: stores with the same lines hold the same. Entries
/// begin with "entry N ", cases with "case ID ". Reads the documents that the entries of the log
/// name.
Result<std::vector<std::string>> contents_of(Store& store);

/// The first line in which two contents differ, for messages; empty where they are the same.
std::string first_difference(const std::vector<std::string>& expected,
                             const std::vector<std::string>& found);

}  // namespace lagrum::test
