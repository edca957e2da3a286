#include <algorithm>
#include <array>

#include "base/words.h"
#include "cases/files.h"
#include "review/sheet.h"
#include "review/walk.h"

namespace lagrum::review {
namespace {

using verify::Verdict;

class Matrix {
 public:
  Matrix(const Sheet& sheet, Html& page) : sheet_(sheet), speech_(sheet.speech), page_(page) {}

  void write(Verdict verdict) {
    std::vector<const Judged*> group;
    for (const Judged& judged : sheet_.norms)
      if (judged.result->alone == verdict) group.push_back(&judged);
    if (group.empty()) return;
    const std::string name(to_string(verdict));
    page_.leaf("h3",
               badge(verdict, speech_.language()) + plain(" ") +
                   plain(speech_.say("norms.count", {{"count", std::to_string(group.size())}})),
               {{"id", id_of("verdict", name)}});
    page_.leaf("p", speech_.say("means." + name));
    if (verdict == Verdict::kNotMapped) return write_lists(group);
    page_.table(verdict_name(verdict, speech_.language()),
                {speech_.say("norms.norm"), speech_.say("norms.says"), speech_.say("norms.verdict"),
                 speech_.say("norms.why")},
                "norms");
    page_.open("tbody");
    for (const Judged* judged : group) write(*judged);
    page_.close().close();
  }

 private:
  void write(const Judged& judged) {
    const verify::NormResult& result = *judged.result;
    const law::Norm& norm = sheet_.law().norms()[judged.norm];
    page_.row(
        {plain(speech_.of(norm.title)) + element("br", "") +
             element("small", plain(norm.cite) + element("br", "") + code(norm.id)),
         plain(speech_.of(norm.summary)) + when_breached(norm), verdicts(result), why(result)},
        {{"id", judged.id}});
    if (result.run.empty()) return;
    page_.leaf("tr", element("td", story(result) + guards(result), {{"colspan", "4"}}),
               {{"class", "run"}});
  }

  /// Norms that the workflow does not touch: by what is written of them, with their names alone.
  void write_lists(const std::vector<const Judged*>& group) {
    std::map<std::string, std::vector<const Judged*>> by_reason;
    for (const Judged* judged : group) by_reason[written(*judged->result).html].push_back(judged);
    for (const auto& [reason, norms] : by_reason) {
      page_.put({reason}).open("ul", {{"class", "names"}});
      for (const Judged* judged : norms) {
        const law::Norm& norm = sheet_.law().norms()[judged->norm];
        page_.leaf("li",
                   plain(speech_.of(norm.title) + " (" + norm.cite + ") ") +
                       element("small", code(norm.id)),
                   {{"id", judged->id}});
      }
      page_.close();
    }
  }

  Markup verdicts(const verify::NormResult& result) const {
    const Language language = speech_.language();
    return element("div",
                   element("span", speech_.say("mode." + result.mode), {{"class", "mode"}})) +
           element("div",
                   speech_.show("norms.alone", {{"verdict", badge(result.alone, language)}})) +
           element("div",
                   speech_.show("norms.enforced", {{"verdict", badge(result.enforced, language)}}));
  }

  /// Until when a duty can be met, and whether being late breaches it.
  Markup when_breached(const law::Norm& norm) const {
    const auto* duty = std::get_if<law::Respond>(&norm.content);
    if (duty == nullptr) return {};
    std::map<std::string, Markup> gaps = {{"to", speech_.acts(duty->to)},
                                          {"with", speech_.acts(duty->with)}};
    std::string_view key = "duty.open";
    if (!duty->within.empty()) {
      key = norm.is_policy() ? "duty.policy" : "duty.within";
      gaps["clock"] = speech_.clock_link(duty->within);
    } else if (duty->promptly) {
      key = "duty.promptly";
      gaps["span"] = plain(speech_.period(*duty->promptly));
    }
    return element("div", speech_.show(key, gaps), {{"class", "duty"}});
  }

  Markup why(const verify::NormResult& result) const {
    return plain(message(speech_.language(), result.reason, {{"detail", result.detail}})) +
           written(result);
  }

  /// Conditions on the way of the story that the search took both ways.
  Markup guards(const verify::NormResult& result) const {
    if (result.guards.empty()) return {};
    std::vector<Markup> guards;
    for (const std::string& guard : result.guards) guards.push_back(code(guard));
    return element("div", speech_.show("norms.guards", {{"guards", joined(guards, "; ")}}),
                   {{"class", "guards"}});
  }

  Markup written(const verify::NormResult& result) const {
    const Reasons* reasons = sheet_.material.reasons;
    if (reasons == nullptr) return {};
    const WrittenReason* found = reasons->find(result.norm);
    if (found == nullptr || found->reason.empty()) {
      if (!needs_reason(result.alone)) return {};
      return element("div", speech_.say("norms.unwritten"), {{"class", "bad"}});
    }
    Markup shown = speech_.show("norms.written", {{"reason", plain(speech_.of(found->reason))}});
    if (!found->scenario.empty())
      shown = shown + plain(" ") +
              speech_.show("norms.scenario", {{"scenario", story_link(*reasons, *found)}});
    return element("div", shown, {{"class", "written"}});
  }

  /// Linked where the story was played.
  Markup story_link(const Reasons& reasons, const WrittenReason& written) const {
    const std::string file = cases::resolve_path(reasons.file, written.scenario);
    const auto& stories = sheet_.material.stories;
    const bool played =
        std::any_of(stories.begin(), stories.end(),
                    [&](const scenario::Report& story) { return story.file == file; });
    return played ? link(id_of("story", file), code(written.scenario)) : code(written.scenario);
  }

  Markup story(const verify::NormResult& result) const {
    Html list;
    list.leaf("div", speech_.say("story"), {{"class", "story"}});
    list.open("ol");
    for (const verify::Event& event : result.run) list.leaf("li", told(event));
    const std::string key = result.breach.empty() ? "story.owed" : "story.breach";
    const std::string act = sheet_.law().act(ActType(result.breach)) == nullptr
                                ? result.breach
                                : speech_.act(result.breach);
    list.leaf("li", speech_.say(key, {{"act", act}, {"norm", speech_.of(result.title)}}),
              {{"class", "bad"}});
    return list.close().finish();
  }

  Markup told(const verify::Event& event) const {
    const std::string who =
        event.by.empty() ? speech_.say("story.engine") : speech_.roles(event.by);
    Markup line = event.event.empty()
                      ? plain(speech_.say("story.begins"))
                      : speech_.show("story.does", {{"who", plain(who)},
                                                    {"what", plain(speech_.event(event.event))},
                                                    {"event", code(event.event)}});
    std::vector<Markup> acts;
    for (std::size_t i = 0; i < event.acts.size(); ++i) {
      const std::string basis = i < event.bases.size() && !event.bases[i].empty()
                                    ? " (" + event.bases[i] + ")"
                                    : std::string();
      acts.push_back(plain(speech_.act(event.acts[i]) + basis));
    }
    if (!acts.empty()) line = line + plain(" § ") + joined(acts, "; ");
    if (!event.values.empty())
      line = line + plain(" ") + element("small", "[" + comma_list(event.values) + "]");
    return line;
  }

  const Sheet& sheet_;
  const Speech& speech_;
  Html& page_;
};

}  // namespace

void write_matrix(const Sheet& sheet, Html& page) {
  open_section(sheet, "norms", page);
  page.leaf("p", sheet.speech.say("norms.intro"));
  page.leaf("p", sheet.speech.say("norms.caution"));
  Matrix matrix(sheet, page);
  for (const Verdict verdict : kVerdictsInOrder) matrix.write(verdict);
  page.close();
}

}  // namespace lagrum::review
