#pragma once

#include <functional>
#include <optional>

#include "lagrum/result.h"
#include "lagrum/store.h"
#include "lagrum/time.h"

namespace lagrum::clock {

/// What the machine's clock shows, in UTC, to the millisecond. May go backwards when it is set.
/// Safe from several threads.
Instant system_now();

/// Hands out times for commands and notices a clock that was set back: no time is before the newest
/// recorded one of the store, nor before one handed out earlier. Borrows the store. Belongs to one
/// caller at a time.
class Guard {
 public:
  using Now = std::function<Instant()>;

  explicit Guard(Store& store, Now now = system_now) : store_(store), now_(std::move(now)) {}

  /// The time for the next command. Fails with kUnavailable while the clock shows a time that lies
  /// behind, which is never moved up to fit: recorded time must be true. Otherwise fails as the
  /// store does. No unit of work may be open.
  Result<Instant> now();

 private:
  Store& store_;
  Now now_;
  std::optional<Instant> last_;
};

}  // namespace lagrum::clock
