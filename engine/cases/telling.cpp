#include "cases/telling.h"

#include <algorithm>
#include <set>

#include "base/words.h"

namespace lagrum::cases {
namespace {

/// Calls `look` with each act as the workflow writes it.
template <typename Look>
void each_act(const statechart::Chart& chart, const Look& look) {
  for (const auto& transition : chart.transitions()) {
    for (const statechart::ActSpec& act : transition.acts) look(act);
  }
  for (const auto& state : chart.states()) {
    for (const statechart::ActSpec& act : state.acts) look(act);
  }
}

/// What names a clock's day to its reader: the kinds of document whose template has a place for it,
/// by the act that they go out with.
std::set<std::pair<std::string, std::string>> texts_with(const Workflow& workflow,
                                                         const std::string& clock) {
  const std::string path = "clock." + clock;
  std::set<std::pair<std::string, std::string>> texts;
  each_act(workflow.chart, [&](const statechart::ActSpec& act) {
    for (const statechart::DocumentSpec& document : act.documents) {
      const auto letter = workflow.letters.find(document.template_path);
      if (letter == workflow.letters.end()) continue;
      const auto& places = letter->second.places();
      const bool names_it =
          std::any_of(places.begin(), places.end(),
                      [&](const Letter::Place& each) { return each.path == path; });
      if (names_it) texts.emplace(act.type, document.kind);
    }
  });
  return texts;
}

void add_tellings(const CaseState& before, DateMove& move) {
  const std::string clock = move.kind == "clock" ? move.id : move.clock;
  if (clock.empty()) return;
  const auto texts = texts_with(*before.workflow, clock);
  if (texts.empty()) return;
  for (const law::Folded& folded : before.monitor.history().all()) {
    const Act& act = folded.act;
    if (!folded.has_effect) continue;
    if (!move.party.empty() && !act.party.empty() && act.party.str() != move.party) continue;
    const bool tells =
        std::any_of(act.documents.begin(), act.documents.end(), [&](const DocumentRef& document) {
          return texts.contains({act.type.str(), document.kind});
        });
    if (tells) move.told.push_back({act.sequence, act.type, act.party.str(), folded.legal_day});
  }
}

void tell_parties(const CaseState& before, CaseReprojection& told) {
  for (const Context& party : before.parties()) {
    Concerned concerned{text_of(party, "id"), text_of(party, "name"), false, false};
    bool touched = false;
    for (const DateMove& move : told.dates) {
      if (!move.party.empty() && move.party != concerned.id) continue;
      touched = true;
      concerned.detriment = concerned.detriment || move.detriment != Detriment::kNone;
      concerned.was_told =
          concerned.was_told ||
          std::any_of(move.told.begin(), move.told.end(), [&](const Telling& each) {
            return each.party.empty() || each.party == concerned.id;
          });
    }
    if (touched) told.parties.push_back(std::move(concerned));
  }
}

/// The authority's roles that the workflow lets do what a duty asks for.
void tell_roles(const CaseState& before, const Directory& directory, CaseReprojection& told) {
  const law::Law& law = before.monitor.law();
  std::set<std::string> roles;
  for (const DateMove& move : told.dates) {
    if (move.kind != "duty") continue;
    for (const std::size_t index : law.versions(move.id)) {
      const auto* respond = std::get_if<law::Respond>(&law.norms()[index].content);
      if (respond == nullptr) continue;
      for (const auto& transition : before.workflow->chart.transitions()) {
        const bool does =
            std::any_of(transition.acts.begin(), transition.acts.end(),
                        [&](const auto& act) { return respond->with.contains(ActType(act.type)); });
        if (does) roles.insert(transition.roles.begin(), transition.roles.end());
      }
    }
  }
  std::erase_if(roles, [&](const std::string& role) { return !directory.has_role(role); });
  told.roles.assign(roles.begin(), roles.end());
}

/// Those who have acted in the case under these roles; where nobody has, whoever acted last.
void tell_officers(const std::vector<const Entry*>& entries, CaseReprojection& told) {
  if (told.dates.empty()) return;
  std::string last;
  for (auto at = entries.rbegin(); at != entries.rend(); ++at) {
    const Entry& entry = **at;
    if (entry.actor_kind != "person" || entry.role.empty()) continue;
    if (last.empty()) last = entry.actor;
    const bool concerned =
        contains(told.roles, entry.role) || contains(told.roles, entry.generic_role);
    if (concerned && !contains(told.officers, entry.actor)) told.officers.push_back(entry.actor);
  }
  if (told.officers.empty() && !last.empty()) told.officers.push_back(std::move(last));
}

}  // namespace

void tell_whom(const CaseState& before, const std::vector<const Entry*>& entries,
               const Directory& directory, CaseReprojection& told) {
  for (DateMove& move : told.dates) add_tellings(before, move);
  tell_parties(before, told);
  tell_roles(before, directory, told);
  tell_officers(entries, told);
}

}  // namespace lagrum::cases
