#include "lagrum/audit.h"

namespace lagrum::audit {

void LogCase::clear() {
  fields.clear();
  events.clear();
  own = 0;
  line = 0;
}

void Faults::add(std::string_view rule, const Position& source, std::string message) {
  auto found = counts_.find(rule);
  if (found == counts_.end()) found = counts_.emplace(rule, 0).first;
  if (++found->second > kShownMax) return;
  shown_.push_back({Severity::kWarning, std::string(rule), std::move(message), source, {}});
}

}  // namespace lagrum::audit
