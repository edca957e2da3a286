#include "audit/zone_cache.h"

namespace lagrum::audit {
namespace {

using Quarter = std::chrono::duration<std::int64_t, std::ratio<900>>;

constexpr std::size_t kKnownMax = std::size_t{1} << 20;

}  // namespace

/// One zone is remembered: a log has one.
ZoneCache::Zone& ZoneCache::zone(std::string_view name) const {
  const bool full = known_.offsets.size() > kKnownMax || known_.instants.size() > kKnownMax;
  if (name != name_ || full) {
    known_ = Zone{};
    name_ = name;
  }
  return known_;
}

Result<LocalTime> ZoneCache::to_local(Instant instant, std::string_view name) const {
  if (instant < Instant{}) return rules_.to_local(instant, name);
  const auto quarter = std::chrono::floor<Quarter>(instant);
  const auto second = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch();
  Zone& known = zone(name);
  const auto found = known.offsets.find(quarter.time_since_epoch().count());
  if (found != known.offsets.end()) return LocalTime{second + found->second};
  const auto local = rules_.to_local(instant, name);
  if (local)
    known.offsets.emplace(quarter.time_since_epoch().count(), local->time_since_epoch() - second);
  return local;
}

Result<Instant> ZoneCache::to_instant(LocalTime time, std::string_view name) const {
  Zone& known = zone(name);
  const auto found = known.instants.find(time.time_since_epoch().count());
  if (found != known.instants.end()) return found->second;
  const auto instant = rules_.to_instant(time, name);
  if (instant) known.instants.emplace(time.time_since_epoch().count(), *instant);
  return instant;
}

}  // namespace lagrum::audit
