#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "lagrum/time.h"

namespace lagrum::audit {

/// Zone rules that remember: a log asks for the same days again and again. Offsets are kept for
/// each quarter of an hour, at whose borders all zones have changed since 1970. Belongs to one
/// caller.
class ZoneCache final : public ZoneRules {
 public:
  explicit ZoneCache(const ZoneRules& rules) : rules_(rules) {}

  Result<LocalTime> to_local(Instant instant, std::string_view zone) const override;
  Result<Instant> to_instant(LocalTime time, std::string_view zone) const override;
  std::string version() const override { return rules_.version(); }

 private:
  struct Zone {
    std::unordered_map<std::int64_t, std::chrono::seconds> offsets;  // by quarter of an hour
    std::unordered_map<std::int64_t, Instant> instants;              // by local second
  };
  Zone& zone(std::string_view name) const;

  const ZoneRules& rules_;
  mutable std::string name_;  // of the zone that is remembered
  mutable Zone known_;
};

}  // namespace lagrum::audit
