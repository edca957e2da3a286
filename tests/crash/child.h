#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lagrum::test {

/// A process of its own that tells us lines over a pipe. Whatever it has told is kept when it is
/// killed.
class Child {
 public:
  /// The end of the pipe on which the process tells.
  class Teller {
   public:
    explicit Teller(int pipe) : pipe_(pipe) {}
    /// Tells one line; `line` holds no line break.
    void operator()(const std::string& line) const;

   private:
    int pipe_;
  };

  /// Starts `work` in the process; what it returns is the exit status. Requires that the caller has
  /// one thread.
  explicit Child(const std::function<int(const Teller&)>& work);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// The next line; waits for it. Nothing when the process has ended and all was read.
  std::optional<std::string> line();
  /// All further lines.
  std::vector<std::string> rest();
  /// Ends the process on the spot; it can do nothing about it.
  void kill() const;
  /// Waits for its end. The exit status, or nothing when a signal ended it.
  std::optional<int> wait();

 private:
  pid_t process_ = -1;
  int pipe_ = -1;
  std::string read_;  ///< what was read beyond the last line given
};

}  // namespace lagrum::test
