#include <algorithm>

#include "lagrum/audit.h"

namespace lagrum::audit {
namespace {

struct Word {
  std::string_view says;
  Verdict verdict;
};
/// The words of the record; a duty that rests, or an act that another norm allows, is exempt.
constexpr std::array<Word, 6> kWords = {{{"fulfilled", Verdict::kFulfilled},
                                         {"violated", Verdict::kViolated},
                                         {"pending", Verdict::kPending},
                                         {"lapsed", Verdict::kExempt},
                                         {"not-applicable", Verdict::kExempt},
                                         {"unknown", Verdict::kUnknown}}};

Verdict verdict_of(const CaseView::VerdictLine& line) {
  if (!line.lifted_by.empty()) return Verdict::kExempt;
  const auto word = std::find_if(kWords.begin(), kWords.end(),
                                 [&](const Word& each) { return each.says == line.verdict; });
  return word == kWords.end() ? Verdict::kUnknown : word->verdict;
}

Point point(const CaseView& view, Sequence sequence) {
  const auto found =
      std::find_if(view.acts.begin(), view.acts.end(),
                   [&](const CaseView::ActLine& line) { return line.act.sequence == sequence; });
  return sequence.value == 0 || found == view.acts.end() ? Point{}
                                                         : Point{&found->act, found->legal_day};
}

/// The clocks that fell on the finding's last day.
std::vector<Reckoning> reckonings(const CaseView& view, const Finding& finding) {
  std::vector<Reckoning> days;
  for (const CaseView::ClockLine& clock : view.clocks) {
    const bool same_party =
        clock.party.empty() || finding.party.empty() || clock.party == finding.party;
    if (finding.due != clock.due || !same_party) continue;
    days.push_back({clock.id, clock.cite, clock.start, clock.due, clock.due, clock.derivation});
  }
  return days;
}

}  // namespace

CaseReport report_of(const CaseView& view, const std::vector<NormInfo>& norms) {
  CaseReport report;
  report.id = view.number.empty() ? view.id.str() : view.number;
  report.group = view.workflow;
  report.verdicts.assign(norms.size(), Verdict::kNotApplicable);
  for (const CaseView::VerdictLine& line : view.verdicts) {
    const auto norm = std::find_if(norms.begin(), norms.end(),
                                   [&](const NormInfo& each) { return each.id == line.norm; });
    if (line.superseded || norm == norms.end()) continue;
    Finding finding;
    finding.norm = static_cast<std::size_t>(norm - norms.begin());
    finding.verdict = verdict_of(line);
    finding.party = line.party;
    finding.trigger = point(view, line.trigger);
    finding.act = point(view, line.too_late.value != 0        ? line.too_late
                              : line.sequence != line.trigger ? line.sequence
                                                              : Sequence{});
    finding.due = line.due;
    Verdict& worst = report.verdicts[finding.norm];
    worst = std::max(worst, finding.verdict);
    report.findings.push_back(std::move(finding));
  }
  report.reckonings = [&view](const Finding& finding) { return reckonings(view, finding); };
  return report;
}

}  // namespace lagrum::audit
