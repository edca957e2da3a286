#include <algorithm>

#include "cases/case_state.h"
#include "cases/engine_parts.h"

namespace lagrum::cases {
namespace {

void add_acts(const CaseState& state, CaseView& view) {
  for (const law::Folded& folded : state.monitor.history().all()) {
    CaseView::ActLine line;
    line.act = folded.act;
    for (const char* own : {"persons", "legal_day"}) line.act.attributes.erase(own);
    line.legal_day = folded.legal_day;
    line.superseded = folded.superseded || (folded.barred && !folded.act.outside);
    line.without_effect = !folded.has_effect;
    view.acts.push_back(std::move(line));
  }
}

void add_duties(const CaseState& state, Instant now, CaseView& view) {
  const law::Law& law = state.monitor.law();
  for (const law::DutyView& duty : state.monitor.duties(now)) {
    const law::Norm& norm = law.norms()[duty.norm];
    CaseView::DutyLine line{norm.id,
                            norm.cite,
                            norm.title,
                            duty.party,
                            std::string(law::to_string(duty.status)),
                            duty.due,
                            duty.policy,
                            duty.late,
                            norm.mode == law::Mode::kObserve};
    line.work_by = duty.work_by;
    for (const law::DutyTime& time : duty.times) {
      CaseView::DutyLine::Time shown;
      shown.rung = law::to_string(time.rung);
      shown.standing = law::to_string(time.standing);
      shown.due = time.due;
      shown.basis = law::to_string(time.basis);
      if (time.clock) {
        const law::ClockDecl& clock = law.clocks()[*time.clock];
        shown.clock = clock.id;
        shown.cite = clock.cite;
        shown.title = clock.title;
      }
      line.times.push_back(std::move(shown));
    }
    view.duties.push_back(std::move(line));
  }
}

void add_clocks(const CaseState& state, Instant now, CaseView& view) {
  const law::Law& law = state.monitor.law();
  const law::History& history = state.monitor.history();
  for (law::ClockView& clock : state.monitor.clocks(now)) {
    const law::ClockDecl& declared = law.clocks()[clock.clock];
    CaseView::ClockLine line{declared.id,
                             declared.cite,
                             declared.title,
                             clock.party,
                             {},
                             std::string(lifecycle::to_string(clock.phase)),
                             clock.start,
                             clock.due,
                             std::move(clock.derivation)};
    const std::size_t anchor = history.find(clock.anchor);
    if (anchor < history.size()) line.regarding = law::decided_matter(history[anchor].act);
    view.clocks.push_back(std::move(line));
  }
}

std::string type_at(const law::History& history, Sequence sequence) {
  const std::size_t position = history.find(sequence);
  return position < history.size() ? history[position].act.type.str() : std::string();
}

void add_verdicts(const CaseState& state, Instant now, CaseView& view) {
  const law::Law& law = state.monitor.law();
  const law::History& history = state.monitor.history();
  for (const law::VerdictView& verdict : state.monitor.verdicts(now)) {
    const law::Norm& norm = law.norms()[verdict.norm];
    const Sequence about = verdict.act.value != 0 ? verdict.act : verdict.trigger;
    view.verdicts.push_back({norm.id, norm.cite, verdict.party, type_at(history, about), about,
                             std::string(law::to_string(verdict.verdict)), false, verdict.lifted_by,
                             verdict.trigger, verdict.too_late, verdict.due});
  }
  for (const OldVerdict& old : state.old_verdicts) {
    const auto versions = law.versions(old.norm);
    const std::string cite = versions.empty() ? std::string() : law.norms()[versions.front()].cite;
    view.verdicts.push_back({old.norm,
                             cite,
                             {},
                             type_at(history, old.act),
                             old.act,
                             old.verdict,
                             true,
                             {},
                             {},
                             {},
                             {}});
  }
}

void add_tasks(const CaseState& state, CaseView& view) {
  const law::Law& law = state.monitor.law();
  for (const statechart::StateInfo& info : state.workflow->chart.states()) {
    if (!statechart::is_active(state.workflow->chart, state.session, info.id)) continue;
    view.states.push_back(info.id);
    for (const statechart::TaskSpec& task : info.tasks)
      view.tasks.push_back({task.id, task.role, task.title, false});
    for (const statechart::AskSpec& ask : info.asks) {
      const auto known = law.asks().find(ask.id);
      const bool of_pack = ask.of_pack && known != law.asks().end();
      view.tasks.push_back({ask.id, of_pack ? known->second.role : ask.role,
                            of_pack ? known->second.question : ask.title, true});
    }
  }
}

}  // namespace

CaseView view_of(const CaseState& state, Instant now) {
  CaseView view;
  view.id = state.id;
  view.workflow = state.workflow->chart.name();
  view.workflow_version = state.workflow->chart.version();
  view.number = state.number;
  view.phase = lifecycle::to_string(state.phase);
  view.data = state.session.data;
  view.parties = state.parties();
  add_acts(state, view);
  add_duties(state, now, view);
  add_clocks(state, now, view);
  add_verdicts(state, now, view);
  add_tasks(state, view);
  view.possible = possible_events(state);
  return view;
}

}  // namespace lagrum::cases
