#include <algorithm>
#include <functional>
#include <unordered_set>

#include "audit/judge.h"
#include "audit/zone_cache.h"
#include "base/words.h"
#include "lagrum/schemas.h"

namespace lagrum::audit {
namespace {

using xml::Element;

/// The calendar of the first pack that the audit judges by.
Result<const calendar::Calendar*> calendar_of(const std::vector<std::string>& named,
                                              const Sources& sources) {
  std::vector<std::string> ids;
  for (const xml::Document& pack : sources.packs) {
    const Element root = pack.root();
    ids.push_back(root.attribute_or_empty("id"));
    if (named.empty() || ids.back() != named.front()) continue;
    const std::string id = root.attribute_or_empty("calendar");
    if (const calendar::Calendar* found = sources.calendar(id)) return found;
    return Error{ErrorCode::kNotFound,
                 "expected a calendar that is loaded, found '" + id + "'",
                 root.attribute_position("calendar"),
                 {}};
  }
  return Error{ErrorCode::kNotFound,
               not_known("a law pack that is loaded", named.empty() ? "" : named.front(), ids),
               {},
               {}};
}

Status check_form(const xml::Document& mapping, Diagnostics& diagnostics) {
  const Element root = mapping.root();
  if (!root.is(kLogMappingNamespace, "log-mapping")) {
    diagnostics.error("root", root.position(),
                      "expected a log-mapping of namespace " + std::string(kLogMappingNamespace) +
                          ", found '" + std::string(root.local()) + "'");
    return diagnostics.to_error();
  }
  LAGRUM_ASSIGN(const xml::Schema* schema, schema_for(kLogMappingNamespace));
  const std::size_t before = diagnostics.error_count();
  schema->validate(mapping, diagnostics);
  if (diagnostics.error_count() > before) return diagnostics.to_error();
  return {};
}

}  // namespace

struct Audit::State {
  LogMapping mapping;
  Judge judge;
};

Audit::Audit(std::unique_ptr<State> state) : state_(std::move(state)) {}
Audit::Audit(Audit&&) noexcept = default;
Audit& Audit::operator=(Audit&&) noexcept = default;
Audit::~Audit() = default;

const std::vector<NormInfo>& Audit::norms() const { return state_->judge.norms(); }

Result<Audit> Audit::load(const xml::Document& mapping, const std::vector<std::string>& named,
                          const Sources& sources, Diagnostics& diagnostics) {
  LAGRUM_TRY(check_form(mapping, diagnostics));
  const std::vector<std::string> packs = named.empty() ? LogMapping::packs_of(mapping) : named;
  LAGRUM_ASSIGN(const calendar::Calendar* days, calendar_of(packs, sources));
  LAGRUM_ASSIGN(law::Law law, law::Law::load(sources.packs, packs, *days, diagnostics));
  LAGRUM_ASSIGN(LogMapping rules, LogMapping::load(mapping, law, diagnostics));
  Judge judge(std::move(law), rules.acts(), rules.data());
  return Audit(std::make_unique<State>(State{std::move(rules), std::move(judge)}));
}

namespace {

/// One run over a log.
class Runner {
 public:
  Runner(const Judge& judge, const LogMapping& mapping, const Run& options, const ZoneRules& zones,
         const std::function<void(const CaseReport&)>& take)
      : judge_(judge), mapping_(mapping), options_(options), zones_(zones), take_(take) {
    totals_.norms.resize(judge.norms().size());
    for (std::size_t i = 0; i < judge.norms().size(); ++i) {
      if (options.only_norm.empty() || judge.norms()[i].id == options.only_norm)
        totals_.shown.push_back(i);
    }
  }

  Result<Totals> run(CaseLog& log, Faults& faults) {
    LogState state{zones_, log.name(), faults};
    LogCase log_case;
    MappedCase mapped;
    while (true) {
      LAGRUM_ASSIGN(const bool more, log.next(log_case, faults));
      if (!more) break;
      totals_.events += log_case.events.size();
      if (!mapping_.apply(log_case, state, mapped)) continue;
      newest_ = any_ ? std::max(newest_, mapped.newest) : mapped.newest;
      any_ = true;
      if (!known_.insert(std::hash<std::string>()(mapped.id)).second)
        faults.add("duplicate-case",
                   Position{log.name(), static_cast<std::uint32_t>(log_case.line), 0},
                   "expected each case once, found '" + mapped.id +
                       "' again; each part is judged by itself");
      if (options_.only_case.empty() || options_.only_case == mapped.id) first_look(mapped);
    }
    if (!any_)
      faults.add("no-case", Position{log.name(), 0, 0}, "expected a log with cases, found none");
    totals_.horizon = options_.horizon.value_or(newest_);
    LAGRUM_ASSIGN(totals_.horizon_day,
                  date_in(zones_, totals_.horizon, judge_.law().calendar().zone()));
    for (MappedCase& kept : kept_) {
      const law::Facts facts = kept.facts;
      Judge::Judged judged = judge_.judge(kept, zones_, totals_.horizon);
      hand_over(judged, facts);
    }
    totals_.unread = std::move(state.unread);
    return std::move(totals_);
  }

 private:
  /// Judges as of the newest time known; what a later horizon may change waits for it.
  void first_look(MappedCase& mapped) {
    const law::Facts facts = mapped.facts;
    Judge::Judged judged = judge_.judge(mapped, zones_, options_.horizon.value_or(newest_));
    if (!judged.open || options_.horizon) {
      hand_over(judged, facts);
      return;
    }
    MappedCase kept;
    kept.id = mapped.id;
    kept.facts = facts;
    kept.lost = mapped.lost;
    for (const law::Folded& folded : judged.monitor.history().all())
      kept.acts.push_back(folded.act);
    kept_.push_back(std::move(kept));
  }

  void hand_over(Judge::Judged& judged, const law::Facts& facts) {
    CaseReport& report = judged.report;
    if (!options_.only_norm.empty()) narrow(judged);
    const Instant now = options_.horizon.value_or(newest_);
    const Value* group =
        options_.group_by.empty() ? nullptr : facts.case_data.find(options_.group_by);
    const std::string group_text = group == nullptr ? std::string() : plain_text(*group);
    report.group = group_text;
    report.reckonings = [&](const Finding& finding) { return reckonings(judged, finding, now); };
    count(report, !options_.group_by.empty(), totals_);
    take_(report);
  }

  /// Leaves what is said of the norms that were asked for.
  void narrow(Judge::Judged& judged) const {
    const auto other = [&](std::size_t norm) { return !contains_norm(norm); };
    for (std::size_t i = 0; i < judged.report.verdicts.size(); ++i) {
      if (other(i)) judged.report.verdicts[i] = Verdict::kNotApplicable;
    }
    std::erase_if(judged.report.findings,
                  [&](const Finding& finding) { return other(finding.norm); });
    std::erase_if(judged.views, [&](const law::VerdictView& view) { return other(view.norm); });
  }

  bool contains_norm(std::size_t norm) const {
    return std::find(totals_.shown.begin(), totals_.shown.end(), norm) != totals_.shown.end();
  }

  static std::vector<Reckoning> reckonings(const Judge::Judged& judged, const Finding& finding,
                                           Instant now) {
    const auto place = static_cast<std::size_t>(&finding - judged.report.findings.data());
    const law::Law& law = judged.monitor.law();
    std::vector<Reckoning> days;
    for (law::ClockView& clock : judged.monitor.clocks_of(judged.views[place], now)) {
      const law::ClockDecl& declared = law.clocks()[clock.clock];
      days.push_back({declared.id, declared.cite, clock.start, clock.raw_end, clock.due,
                      std::move(clock.derivation)});
    }
    return days;
  }

  const Judge& judge_;
  const LogMapping& mapping_;
  const Run& options_;
  const ZoneRules& zones_;
  const std::function<void(const CaseReport&)>& take_;
  Totals totals_;
  Instant newest_{};
  bool any_ = false;
  std::unordered_set<std::size_t> known_;  // cases, by hash
  std::vector<MappedCase> kept_;           // what the horizon decides
};

}  // namespace

Result<Totals> Audit::run(CaseLog& log, const Run& options, const ZoneRules& zones, Faults& faults,
                          const std::function<void(const CaseReport&)>& take) const {
  const std::vector<std::string> data = state_->mapping.data();
  if (!options.group_by.empty() && !contains(data, options.group_by)) {
    return Error{ErrorCode::kNotFound,
                 not_known("data of the case that the mapping reads", options.group_by, data),
                 {},
                 {}};
  }
  std::vector<std::string> ids;
  for (const NormInfo& norm : norms()) ids.push_back(norm.id);
  if (!options.only_norm.empty() && !contains(ids, options.only_norm)) {
    return Error{
        ErrorCode::kNotFound, not_known("a norm of the packs", options.only_norm, ids), {}, {}};
  }
  const std::vector<std::string> columns = log.columns();
  for (const std::string& key : state_->mapping.keys()) {
    if (columns.empty() || contains(columns, key)) continue;
    return Error{
        ErrorCode::kNotFound,
        not_known("a column of '" + log.name() + "' for what the mapping reads", key, columns),
        {},
        {}};
  }
  const ZoneCache cached(zones);
  return Runner(state_->judge, state_->mapping, options, cached, take).run(log, faults);
}

}  // namespace lagrum::audit
