#include "audit/judge.h"

#include <algorithm>

#include "base/words.h"

namespace lagrum::audit {
namespace {

constexpr std::string_view kCaseBegun = "case.begun";  // which the history supplies

/// The sets of acts that no activity is mapped to, as their names, and data that nothing gives.
std::vector<std::string> unmapped(const law::Mentions& mentions,
                                  const std::vector<std::string>& mapped,
                                  const std::vector<std::string>& data) {
  std::vector<std::string> names;
  for (const law::ActSet& acts : mentions.needed) {
    const auto seen = [&](const std::string& act) { return acts.contains(ActType(act)); };
    if (std::any_of(mapped.begin(), mapped.end(), seen)) continue;
    for (const std::string& name : acts.names()) {
      if (!contains(names, name)) names.push_back(name);
    }
  }
  for (const std::string& name : mentions.data) {
    const auto given = [&](const std::string& each) { return name == "case." + each; };
    if (name != kCaseBegun && std::none_of(data.begin(), data.end(), given)) names.push_back(name);
  }
  return names;
}

struct Row {
  law::Verdict law;
  Verdict audit;
};
/// A duty that rests, or an act that another norm allows, is exempt.
constexpr std::array<Row, 6> kVerdictRows = {{{law::Verdict::kNotApplicable, Verdict::kExempt},
                                              {law::Verdict::kFulfilled, Verdict::kFulfilled},
                                              {law::Verdict::kPending, Verdict::kPending},
                                              {law::Verdict::kViolated, Verdict::kViolated},
                                              {law::Verdict::kLapsed, Verdict::kExempt},
                                              {law::Verdict::kUnknown, Verdict::kUnknown}}};

}  // namespace

Judge::Judge(law::Law law, const std::vector<std::string>& acts,
             const std::vector<std::string>& data)
    : law_(std::move(law)) {
  for (std::size_t i = 0; i < law_.norms().size(); ++i) {
    const law::Norm& norm = law_.norms()[i];
    norms_.push_back({norm.id, norm.cite, norm.source, norm.rank,
                      std::string(law::to_string(norm.mode)), norm.title, norm.summary,
                      unmapped(law_.mentions(i), acts, data)});
  }
  const law::ActDecl* judgement = law_.act_with(law::ActRole::kJudgement);
  judgements_seen_ = judgement != nullptr && contains(acts, judgement->type.str());
}

Verdict Judge::verdict_of(const law::VerdictView& view, const MappedCase& mapped) const {
  const Verdict said = std::find_if(kVerdictRows.begin(), kVerdictRows.end(), [&](const Row& row) {
                         return row.law == view.verdict;
                       })->audit;
  if (!view.lifted_by.empty()) return Verdict::kExempt;
  const law::Mentions& mentions = law_.mentions(view.norm);
  if (said == Verdict::kViolated && mentions.judged && !judgements_seen_) return Verdict::kUnknown;
  const auto lost = [&](const std::string& type) {
    return std::any_of(mentions.needed.begin(), mentions.needed.end(),
                       [&](const law::ActSet& acts) { return acts.contains(ActType(type)); });
  };
  return std::any_of(mapped.lost.begin(), mapped.lost.end(), lost) ? Verdict::kUnknown : said;
}

/// Whether a later moment may see the finding otherwise: a duty not yet overdue, or what time alone
/// lifts.
bool Judge::depends_on_time(const law::VerdictView& view) const {
  if (view.verdict == law::Verdict::kPending && view.due) return true;
  const bool judged_act = view.act.value != 0 || view.too_late.value != 0;
  return !judged_act && law_.mentions(view.norm).timed;
}

Judge::Judged Judge::judge(MappedCase& mapped, const ZoneRules& zones, Instant now) const {
  Judged judged{law::Monitor(law_, zones), {}, {}, false};
  judged.monitor.state_facts({}, std::move(mapped.facts));
  judged.monitor.reserve(mapped.acts.size());
  for (Act& act : mapped.acts) judged.monitor.record(std::move(act));
  judged.report.id = mapped.id;
  judged.report.verdicts.assign(norms_.size(), Verdict::kNotApplicable);
  for (std::size_t i = 0; i < norms_.size(); ++i) {
    if (!norms_[i].unmapped.empty()) judged.report.verdicts[i] = Verdict::kNotObservable;
  }
  std::vector<law::VerdictView> views = judged.monitor.verdicts(now);
  std::vector<law::VerdictView> untested = judged.monitor.untested(now);
  views.insert(views.end(), std::make_move_iterator(untested.begin()),
               std::make_move_iterator(untested.end()));
  judged.report.findings.reserve(views.size());
  judged.views.reserve(views.size());
  const law::History& history = judged.monitor.history();
  const auto point = [&](Sequence sequence) {
    const std::size_t position = sequence.value == 0 ? history.size() : history.find(sequence);
    return position == history.size() ? Point{}
                                      : Point{&history[position].act, history[position].legal_day};
  };
  for (law::VerdictView& view : views) {
    if (!norms_[view.norm].unmapped.empty()) continue;
    Finding finding;
    finding.norm = view.norm;
    finding.verdict = verdict_of(view, mapped);
    finding.party = view.party;
    finding.trigger = point(view.trigger);
    finding.act = point(view.act.value != 0 ? view.act : view.too_late);
    finding.due = view.due;
    Verdict& worst = judged.report.verdicts[view.norm];
    worst = std::max(worst, finding.verdict);
    judged.open = judged.open || depends_on_time(view);
    judged.report.findings.push_back(std::move(finding));
    judged.views.push_back(std::move(view));
  }
  return judged;
}

}  // namespace lagrum::audit
