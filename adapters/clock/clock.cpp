#include "clock/clock.h"

#include <chrono>
#include <memory>
#include <string>

namespace lagrum::clock {
namespace {

Result<std::optional<Instant>> newest_recorded(Store& store) {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, store.begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  return head.recorded;
}

Status check_not_before(Instant now, const std::optional<Instant>& earlier, const char* what) {
  if (!earlier || now >= *earlier) return {};
  return Error{ErrorCode::kUnavailable,
               "expected a clock at or after " + to_string(*earlier) + ", the time " + what +
                   ", found " + to_string(now) + ": the clock was set back",
               {},
               {}};
}

}  // namespace

Instant system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Result<Instant> Guard::now() {
  LAGRUM_ASSIGN(const std::optional<Instant> recorded, newest_recorded(store_));
  const Instant now = now_();
  LAGRUM_TRY(check_not_before(now, recorded, "of the newest entry"));
  LAGRUM_TRY(check_not_before(now, last_, "handed out before"));
  last_ = now;
  return now;
}

}  // namespace lagrum::clock
