#include "lagrum/result.h"

#include <cstdio>
#include <cstdlib>

namespace lagrum {
namespace {

CheckHandler check_handler = nullptr;

}  // namespace

std::string to_string(const Position& position) {
  std::string text = position.file;
  if (position.line == 0) return text;
  if (!text.empty()) text += ':';
  text += std::to_string(position.line);
  if (position.column != 0) text += ":" + std::to_string(position.column);
  return text;
}

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid argument";
    case ErrorCode::kNotFound:
      return "not found";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kOutOfRange:
      return "out of range";
    case ErrorCode::kCorruption:
      return "corruption";
    case ErrorCode::kUnavailable:
      return "unavailable";
  }
  LAGRUM_CHECK(false);
}

std::string to_string(const Error& error) {
  std::string text = to_string(error.source);
  if (!text.empty()) text += ": ";
  text += error.message;
  if (!error.provision.empty()) text += " (" + error.provision + ")";
  return text;
}

const Error& Result<void>::error() const {
  LAGRUM_CHECK(error_.has_value());
  return *error_;
}

void set_check_handler(CheckHandler handler) { check_handler = handler; }

void internal::check_failed(const char* file, int line, const char* condition) {
  if (check_handler != nullptr) check_handler(file, line, condition);
  std::fprintf(stderr, "lagrum: %s:%d: broken invariant: %s\n", file, line, condition);
  std::abort();
}

}  // namespace lagrum
