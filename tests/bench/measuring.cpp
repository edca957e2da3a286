#include "bench/measuring.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "lagrum/result.h"

namespace lagrum::bench {

namespace fs = std::filesystem;

Scratch::Scratch() : folder_((fs::temp_directory_path() / "lagrum-bench-XXXXXX").string()) {
  LAGRUM_CHECK(::mkdtemp(folder_.data()) != nullptr);
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Spread spread_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values.front(), values[values.size() / 2], values.back()};
}

}  // namespace lagrum::bench
