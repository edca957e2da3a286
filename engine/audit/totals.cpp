#include <algorithm>

#include "lagrum/audit.h"

namespace lagrum::audit {

void count(const CaseReport& report, bool grouped, Totals& totals) {
  const auto add = [&](std::vector<Counts>& counts) {
    counts.resize(report.verdicts.size());
    for (std::size_t i = 0; i < counts.size(); ++i)
      ++counts[i].cases[static_cast<std::size_t>(report.verdicts[i])];
    for (const Finding& finding : report.findings) {
      Counts& of_norm = counts[finding.norm];
      ++of_norm.findings[static_cast<std::size_t>(finding.verdict)];
      if (finding.verdict != Verdict::kViolated || !finding.due) continue;
      ++(finding.act.act != nullptr ? of_norm.late : of_norm.never);
    }
  };
  ++totals.cases;
  add(totals.norms);
  if (grouped) add(totals.groups[std::string(report.group)]);
}

std::string_view to_string(Verdict verdict) {
  static constexpr std::array<std::string_view, kVerdicts> kNames = {
      "not-applicable", "exempt", "fulfilled", "pending", "unknown", "not-observable", "violated"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace lagrum::audit
