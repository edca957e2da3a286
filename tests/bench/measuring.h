#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lagrum::bench {

/// A folder of one run; gone with the object.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& folder() const { return folder_; }
  std::string file(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

double seconds_of(const std::function<void()>& work);

struct Spread {
  double min = 0;
  double median = 0;
  double max = 0;
};

/// Requires a value.
Spread spread_of(std::vector<double> values);

}  // namespace lagrum::bench
