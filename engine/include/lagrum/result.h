#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace lagrum {

/// A place in a file that people can open. Lines and columns count from 1; 0 means unknown.
struct Position {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

/// "file:line:column", without the parts that are unknown.
std::string to_string(const Position& position);

/// What the caller can do about an error; each code asks for a different action.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  ///< mend the input
  kNotFound,         ///< name something that exists
  kConflict,         ///< load again and retry; or the key was used for another command
  kOutOfRange,       ///< stay within the stated bounds
  kCorruption,       ///< stop: stored bytes are not what was written
  kUnavailable,      ///< try again later
};

std::string_view to_string(ErrorCode code);

/// Why something could not be done: what was expected, what was found, and where.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
  Position source;
  std::string provision;  ///< citation, where the expectation comes from a statute
};

/// "position: message (provision)".
std::string to_string(const Error& error);

/// A value or the error that stands in its place. Member names are those of std::expected.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  // NOLINTNEXTLINE(google-explicit-constructor): a value is a result
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor): an error is a result
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// The value; the process stops when there is none.
  T& value() & { return *checked(); }
  const T& value() const& { return *const_cast<Result*>(this)->checked(); }
  T value() && { return std::move(*checked()); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T operator*() && { return std::move(*this).value(); }
  T* operator->() { return checked(); }
  const T* operator->() const { return const_cast<Result*>(this)->checked(); }

  /// The error; the process stops when there is none.
  const Error& error() const { return *checked_error(); }

  template <class F>
  auto and_then(F&& next) && -> decltype(next(std::declval<T&&>())) {
    if (!has_value()) return error();
    return std::forward<F>(next)(std::move(*this).value());
  }

  template <class F>
  auto transform(F&& next) && -> Result<decltype(next(std::declval<T&&>()))> {
    if (!has_value()) return error();
    return std::forward<F>(next)(std::move(*this).value());
  }

 private:
  T* checked();
  const Error* checked_error() const;

  std::variant<T, Error> state_;
};

/// A result that carries no value.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): an error is a result
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const;

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

/// Called when an invariant of ours is broken: file, line, condition. The process ends afterwards.
using CheckHandler = void (*)(const char* file, int line, const char* condition);

/// Sets the handler that is called before the process ends on a broken invariant. Not thread-safe:
/// set it once, before the first use of the library.
void set_check_handler(CheckHandler handler);

namespace internal {
[[noreturn]] void check_failed(const char* file, int line, const char* condition);
}

/// An invariant of ours. Always on; no input reaches it.
#define LAGRUM_CHECK(condition)       \
  ((condition) ? static_cast<void>(0) \
               : ::lagrum::internal::check_failed(__FILE__, __LINE__, #condition))

template <class T>
T* Result<T>::checked() {
  LAGRUM_CHECK(has_value());
  return std::get_if<0>(&state_);
}

template <class T>
const Error* Result<T>::checked_error() const {
  LAGRUM_CHECK(!has_value());
  return std::get_if<1>(&state_);
}

/// Hands an error on to the caller.
#define LAGRUM_TRY(expression)                                                           \
  do {                                                                                   \
    if (auto lagrum_status = (expression); !lagrum_status) return lagrum_status.error(); \
  } while (false)

#define LAGRUM_CONCAT_(a, b) a##b
#define LAGRUM_CONCAT(a, b) LAGRUM_CONCAT_(a, b)
// NOLINTBEGIN(bugprone-macro-parentheses): the variable may be a declaration
#define LAGRUM_ASSIGN_(name, variable, expression) \
  auto name = (expression);                        \
  if (!name) return name.error();                  \
  variable = std::move(name).value()
// NOLINTEND(bugprone-macro-parentheses)

/// Declares or assigns `variable` from a result, or hands its error on.
#define LAGRUM_ASSIGN(variable, expression) \
  LAGRUM_ASSIGN_(LAGRUM_CONCAT(lagrum_result_, __LINE__), variable, expression)

}  // namespace lagrum
