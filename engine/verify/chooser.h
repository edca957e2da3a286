#pragma once

#include <cstddef>
#include <vector>

namespace lagrum::verify {

/// Makes every combination of choices that a piece of work asks for, one in each run of the work:
///
///     do { work(chooser); } while (chooser.next());
///
/// The work must ask the same questions after the same answers. Belongs to one caller.
class Chooser {
 public:
  /// A number below `count`, which is at least 1.
  std::size_t pick(std::size_t count);
  bool yes() { return pick(2) == 1; }

  /// Begins the next run; false when there was none left, and then all begin anew.
  bool next();
  /// The number of the run, from 0.
  std::size_t run() const { return run_; }

 private:
  struct Pick {
    std::size_t made = 0;
    std::size_t count = 1;
  };
  std::vector<Pick> picks_;
  std::size_t at_ = 0;
  std::size_t run_ = 0;
};

}  // namespace lagrum::verify
