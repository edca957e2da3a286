#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lagrum/workspace.h"

namespace lagrum::test {

/// Puts `instead` for the first `text` in the file `name`; the test fails where it is not there.
inline void replace_in(std::vector<SourceFile>& files, const std::string& name,
                       const std::string& text, const std::string& instead) {
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&](const SourceFile& each) { return each.name == name; });
  ASSERT_NE(file, files.end());
  const std::size_t at = file->bytes.find(text);
  ASSERT_NE(at, std::string::npos) << "the file has changed";
  file->bytes.replace(at, text.size(), instead);
}

}  // namespace lagrum::test
