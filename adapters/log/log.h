#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "lagrum/case.h"
#include "lagrum/engine.h"
#include "lagrum/result.h"

namespace lagrum::log {

/// Tells what the engine did, a line for each call: time in UTC, level, what, then name=value
/// pairs. Holds ids, outcomes and citations, never personal data: no data of commands, parties,
/// reasons, explanations or messages of errors, all of which may repeat what somebody wrote. An id
/// that isn't 1 to 80 letters, digits and ".:@/_-" is written as "?".
///
/// Belongs to one caller at a time. Logging never fails a command: what can't be written is lost,
/// and told once on standard error.
class Log {
 public:
  /// Appends to the file, made where it is missing. Fails with kUnavailable where it can't be
  /// opened.
  static Result<Log> to_file(const std::string& path);
  /// Writes to the stream, which must outlive the log.
  static Log to_stream(std::ostream& stream);

  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;
  ~Log();

  /// Level info where the command took place, else warning.
  void answer(const Answer& answer);
  /// Level info; nothing when nothing fell due.
  void tick(const TickReport& report);
  /// Level error: its code, line and column, and the provision. The message goes to whoever gave
  /// the command.
  void error(const Error& error);

 private:
  struct Impl;
  explicit Log(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lagrum::log
