#include "review/speech.h"

#include <algorithm>

#include "base/words.h"
#include "calendar/sentences.h"

namespace lagrum::review {
namespace {

// Around the name of a gap while its sentence is put together; no text of XML holds them.
constexpr char kGapBegins = '\x01';
constexpr char kGapEnds = '\x02';

/// How many acts of a group are named.
constexpr std::size_t kActsMax = 5;

}  // namespace

std::set<std::string> acts_of(const cases::Workflow& workflow) {
  std::set<std::string> acts;
  const auto add = [&](const auto& infos) {
    for (const auto& info : infos)
      for (const statechart::ActSpec& act : info.acts) acts.insert(act.type);
  };
  add(workflow.chart.transitions());
  add(workflow.chart.states());
  for (bool grows = true; grows;) {
    grows = false;
    for (const law::Norm& norm : workflow.law.norms()) {
      const auto* deem = std::get_if<law::Deem>(&norm.content);
      if (deem == nullptr || norm.mode == law::Mode::kOff) continue;
      const bool follows = std::any_of(acts.begin(), acts.end(), [&](const std::string& act) {
        return deem->to.contains(ActType(act));
      });
      grows = (follows && acts.insert(deem->act).second) || grows;
    }
  }
  return acts;
}

Speech::Speech(const cases::Workflow& workflow, const verify::Report& report,
               std::map<std::string, Texts> roles, Language language)
    : workflow_(workflow), language_(language), acts_(acts_of(workflow)), roles_(std::move(roles)) {
  for (const verify::NormResult& norm : report.norms) norms_.insert(norm.norm);
}

std::string Speech::say(std::string_view key,
                        const std::map<std::string, std::string>& values) const {
  return message(language_, "review." + std::string(key), values);
}

Markup Speech::show(std::string_view key, const std::map<std::string, Markup>& values) const {
  std::map<std::string, std::string> gaps;
  for (const auto& [name, markup] : values) gaps[name] = kGapBegins + name + kGapEnds;
  const std::string sentence = say(key, gaps);
  Markup shown;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t begin = sentence.find(kGapBegins, at);
    shown = std::move(shown) + plain(sentence.substr(at, begin - at));
    if (begin == std::string::npos) break;
    const std::size_t end = sentence.find(kGapEnds, begin);
    shown = std::move(shown) + values.at(sentence.substr(begin + 1, end - begin - 1));
    at = end + 1;
  }
  return shown;
}

std::string Speech::act(std::string_view type) const {
  return law::title_of(law(), ActType(type), language_);
}

Markup Speech::act_link(std::string_view type) const {
  const Markup title = plain(act(type));
  return acts_.contains(std::string(type)) ? link(id_of("act", type), title) : title;
}

Markup Speech::acts(const law::ActSet& acts) const {
  if (acts.is_any()) return plain(say("any-act"));
  std::vector<Markup> parts;
  for (const std::string& type : acts.names())
    if (acts_.contains(type)) parts.push_back(act_link(type));
  if (parts.empty())
    for (const std::string& type : acts.names()) parts.push_back(act_link(type));
  if (parts.size() <= kActsMax + 1) return either(parts);
  const std::size_t others = parts.size() - kActsMax;
  parts.resize(kActsMax);
  return show("acts-and-others",
              {{"acts", joined(parts, ", ")}, {"count", plain(std::to_string(others))}});
}

Markup Speech::norm_link(std::size_t norm) const {
  const law::Norm& found = law().norms()[norm];
  const Markup title = plain(of(found.title));
  return norms_.contains(found.id) ? link(id_of("norm", found.id), title) : title;
}

Markup Speech::norms(const std::vector<std::size_t>& norms) const {
  std::vector<Markup> parts;
  for (const std::size_t norm : norms) {
    const bool told = std::any_of(parts.begin(), parts.end(), [&](const Markup& each) {
      return each.html == norm_link(norm).html;  // another version of the same norm
    });
    if (!told) parts.push_back(norm_link(norm));
  }
  return joined(parts, "; ");
}

Markup Speech::clock_link(std::string_view name) const {
  std::vector<Markup> parts;
  for (const std::size_t i : law().clocks_named(name)) {
    const law::ClockDecl& clock = law().clocks()[i];
    parts.push_back(link(id_of("clock", clock.id), plain(of(clock.title))));
  }
  return parts.empty() ? code(name) : either(parts);
}

std::string Speech::role(std::string_view id) const {
  const auto own = roles_.find(std::string(id));
  if (own != roles_.end() && !own->second.empty()) return of(own->second);
  const std::string key = "role." + std::string(id);
  const std::string title = message(language_, key);
  return title == key ? std::string(id) : title;
}

std::string Speech::roles(const std::vector<std::string>& ids) const {
  std::vector<std::string> titles;
  for (const std::string& id : ids) titles.push_back(role(id));
  if (titles.size() < 2) return comma_list(titles);
  const std::string last = titles.back();
  titles.pop_back();
  return comma_list(titles) + " " + message(language_, "word.or") + " " + last;
}

std::string Speech::phase(std::string_view id) const {
  return say(id.empty() ? "phase.none" : "phase." + std::string(id));
}

std::string Speech::event(const statechart::TransitionInfo& transition) const {
  for (const std::string& event : transition.events) {
    if (!event.starts_with(kJudge)) continue;
    const auto ask = law().asks().find(event.substr(kJudge.size()));
    if (ask == law().asks().end()) continue;
    return say(transition.events.size() > 1 ? "event.answers" : "event.answer",
               {{"question", of(ask->second.question)}});
  }
  std::vector<std::string> main;
  std::vector<std::string> beside;  // taking in and registering: what other acts come with
  for (const statechart::ActSpec& act : transition.acts) {
    const law::ActDecl* declared = law().act(ActType(act.type));
    const law::ActRole role = declared == nullptr ? law::ActRole::kNone : declared->role;
    const bool attends = role == law::ActRole::kDocument || role == law::ActRole::kRegistration;
    std::vector<std::string>& titles = attends ? beside : main;
    if (!contains(titles, this->act(act.type))) titles.push_back(this->act(act.type));
  }
  const std::vector<std::string>& told = main.empty() ? beside : main;
  if (!told.empty()) {
    std::string name = told.front();
    for (std::size_t i = 1; i < told.size(); ++i) name += " + " + told[i];
    return name;
  }
  return transition.events.empty() ? say("event.by-itself") : comes(transition.events.front());
}

std::string Speech::event(std::string_view name) const {
  for (const statechart::TransitionInfo& transition : workflow_.chart.transitions())
    if (contains(transition.events, name)) return event(transition);
  return comes(std::string(name));
}

std::string Speech::comes(const std::string& event) const {
  for (const ComesRow& row : kComes) {
    if (!event.starts_with(row.prefix)) continue;
    std::string what = event.substr(row.prefix.size());
    if (row.of == ComesRow::Of::kAct) what = act(what);
    if (row.of == ComesRow::Of::kDate) what = act(what.substr(0, what.rfind('.')));
    if (row.of == ComesRow::Of::kClock && !law().clocks_named(what).empty())
      what = of(law().clocks()[law().clocks_named(what).front()].title);
    return say("event." + std::string(row.key), {{"what", what}});
  }
  std::string name = event;
  if (name.find('.') == std::string::npos) std::replace(name.begin(), name.end(), '-', ' ');
  return name;
}

Markup Speech::state_link(std::string_view id) const { return link(id_of("state", id), code(id)); }

std::string Speech::date(Date day) const { return calendar::in_words(language_, day); }

std::string Speech::period(const calendar::Period& period) const {
  return calendar::in_words(language_, period);
}

std::string Speech::yes_or_no(bool yes) const {
  return message(language_, yes ? "value.yes" : "value.no");
}

Markup Speech::either(const std::vector<Markup>& parts) const {
  if (parts.size() < 2) return joined(parts, "");
  const std::vector<Markup> first(parts.begin(), parts.end() - 1);
  return joined(first, ", ") + plain(" " + message(language_, "word.or") + " ") + parts.back();
}

std::string Speech::quoted(std::string_view text) const {
  return say("quoted", {{"text", std::string(text)}});
}

}  // namespace lagrum::review
