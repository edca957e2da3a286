#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"

namespace lagrum {

enum class Severity : std::uint8_t { kError, kWarning, kNote };

std::string_view to_string(Severity severity);

/// One finding about a file: what was expected, what was found, where, and on which provision.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string rule;  ///< name of the rule that speaks, for example "unknown-act"
  std::string message;
  Position source;
  std::string provision;  ///< citation of the statute the place rests on; may be empty
};

/// "file:line:column: error: message [rule] (provision)", the form editors jump to.
std::string to_string(const Diagnostic& diagnostic);

/// The findings of a load, in the order of the text. Belongs to one caller.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void error(std::string rule, Position source, std::string message, std::string provision = {});
  void warning(std::string rule, Position source, std::string message, std::string provision = {});

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return list_; }

  /// The first error as an Error of kInvalidArgument; "and N more" is added where there are more.
  /// Requires has_errors().
  Error to_error() const;

 private:
  std::vector<Diagnostic> list_;
  std::size_t errors_ = 0;
};

/// The candidate nearest to `name` by edit distance, or empty when none is near enough to be meant.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

/// " (did you mean 'X'?)" for the nearest candidate, or empty.
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

/// "expected WHAT, found 'NAME' (did you mean 'X'?)", of a name that is none of `known`.
std::string not_known(std::string_view what, std::string_view name,
                      const std::vector<std::string>& known);

}  // namespace lagrum
