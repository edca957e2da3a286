#include "base/words.h"
#include "review/sheet.h"

namespace lagrum::review {
namespace {

using verify::Event;
using verify::NormResult;

std::string place_of(const NormResult& norm) { return id_of("breach", norm.norm); }

/// The report on a page of its own: first all norms, then each breach as a story.
class Breaches {
 public:
  Breaches(const Speech& speech, const verify::Report& report, Html& page)
      : speech_(speech), report_(report), page_(page) {}

  void write_table() {
    page_.leaf("p", speech_.say("norms.caution"));
    page_.table(speech_.say("breaches.table"),
                {speech_.say("norms.norm"), speech_.say("breaches.alone"),
                 speech_.say("breaches.enforced"), speech_.say("norms.why")},
                "norms verdicts");
    page_.open("tbody");
    for (const verify::Verdict verdict : kVerdictsInOrder)
      for (const NormResult& norm : report_.norms)
        if (norm.alone == verdict) write_row(norm);
    page_.close().close();
  }

  void write_stories() {
    page_.leaf("h2", speech_.say("breaches.stories"));
    bool any = false;
    for (const verify::Verdict verdict : kVerdictsInOrder) {
      for (const NormResult& norm : report_.norms) {
        if (norm.alone != verdict || norm.run.empty()) continue;
        write_story(norm);
        any = true;
      }
    }
    if (!any) page_.leaf("p", speech_.say("breaches.none"));
  }

 private:
  Markup named(const NormResult& norm) const {
    return plain(speech_.of(norm.title)) + element("br", "") +
           element("small", plain(norm.cite) + element("br", "") + code(norm.norm) + plain(" ")) +
           element("span", speech_.say("mode." + norm.mode), {{"class", "mode"}});
  }

  Markup said_of(const verify::Conflict& conflict, std::string_view key) const {
    return element("p",
                   message(speech_.language(), key,
                           {{"late", conflict.late},
                            {"early", conflict.early},
                            {"late_length", speech_.period(conflict.late_length)},
                            {"early_length", speech_.period(conflict.early_length)}}),
                   {{"class", "guards"}});
  }

  void write_row(const NormResult& norm) {
    Markup why = plain(message(speech_.language(), norm.reason, {{"detail", norm.detail}}));
    for (const verify::Conflict& each : norm.learned) why = why + said_of(each, "verify.learned");
    if (!norm.run.empty())
      why = why + element("div", link(place_of(norm), plain(speech_.say("breaches.read"))));
    page_.row({named(norm), badge(norm.alone, speech_.language()),
               badge(norm.enforced, speech_.language()), why});
  }

  void write_story(const NormResult& norm) {
    page_.open("section", {{"id", place_of(norm)}, {"class", "breach"}});
    page_.leaf("h3", plain(speech_.of(norm.title) + " (" + norm.cite + ") ") +
                         badge(norm.alone, speech_.language()));
    page_.leaf("p", element("q", speech_.of(norm.summary)));
    page_.table(speech_.say("breaches.caption"),
                {speech_.say("breaches.day"), speech_.say("breaches.who"),
                 speech_.say("breaches.what"), speech_.say("breaches.law")},
                "run");
    page_.open("tbody");
    const bool owed = norm.breach.empty();
    for (std::size_t i = 1; i < norm.run.size(); ++i) {  // what is first is that the case begins
      const bool breaks = !owed && i + 1 == norm.run.size();
      page_.row(cells(norm.run[i]), breaks ? Attributes{{"class", "breaking"}} : Attributes{});
    }
    const std::string act =
        speech_.law().act(ActType(norm.breach)) == nullptr ? norm.breach : speech_.act(norm.breach);
    const Markup end = plain(speech_.say(owed ? "story.owed" : "story.breach",
                                         {{"act", act}, {"norm", speech_.of(norm.title)}}));
    page_.leaf("tr", element("td", end, {{"colspan", "4"}, {"class", "bad"}}),
               owed ? Attributes{{"class", "breaking"}} : Attributes{});
    page_.close().close();
    if (norm.conflict) page_.put(said_of(*norm.conflict, "verify.conflict"));
    if (!norm.guards.empty()) {
      std::vector<Markup> guards;
      for (const std::string& guard : norm.guards) guards.push_back(code(guard));
      page_.leaf("p", speech_.show("norms.guards", {{"guards", joined(guards, "; ")}}),
                 {{"class", "guards"}});
    }
    page_.close();
  }

  /// When, who, what and by which provision.
  std::vector<Markup> cells(const Event& event) const {
    std::vector<Markup> acts;
    for (std::size_t i = 0; i < event.acts.size(); ++i)
      acts.push_back(plain(speech_.act(event.acts[i])));
    Markup what =
        plain(speech_.event(event.event)) + plain(" ") + element("small", code(event.event));
    if (!acts.empty()) what = what + element("div", joined(acts, "; "), {{"class", "leads"}});
    if (!event.values.empty())
      what = what + element("div", "[" + comma_list(event.values) + "]", {{"class", "around"}});
    std::vector<std::string> bases;
    const auto add = [&](const std::string& basis) {
      if (!basis.empty() && !contains(bases, basis)) bases.push_back(basis);
    };
    for (const std::string& basis : event.bases) add(basis);
    for (const statechart::TransitionInfo& transition : speech_.workflow().chart.transitions()) {
      if (!contains(event.transitions, transition.name)) continue;
      for (const statechart::ActSpec& act : transition.acts) add(act.basis);
    }
    const std::string who =
        event.by.empty() ? speech_.say("story.engine") : speech_.roles(event.by);
    return {plain(event.on ? lagrum::to_string(*event.on) : std::string("–")), plain(who), what,
            plain(comma_list(bases))};
  }

  const Speech& speech_;
  const verify::Report& report_;
  Html& page_;
};

}  // namespace

Result<std::string> breaches(const Workspace& workspace, const Material& material,
                             Language language) {
  const verify::Report& report = *material.report;
  LAGRUM_ASSIGN(const cases::Workflow* found,
                workspace.state()->newest(WorkflowId(report.workflow)));
  const Speech speech(*found, report, roles_of(read_document(material, material.organisation)),
                      language);
  const std::string& name = speech.of(found->chart.title());
  const std::string title =
      speech.say("breaches.title", {{"workflow", name.empty() ? report.workflow : name}});
  Html html;
  html.open("html", {{"xmlns", "http://www.w3.org/1999/xhtml"},
                     {"lang", std::string(to_string(language))}});
  write_head(title, html);
  html.open("body").leaf("h1", title);
  html.leaf("p", message(language, "verify.heading",
                         {{"workflow", report.workflow + " " + report.version},
                          {"day", lagrum::to_string(report.begun)}}));
  if (!report.late_acts.empty())
    html.leaf("p", message(language, "verify.late", {{"acts", comma_list(report.late_acts)}}));
  html.open("main");
  Breaches page(speech, report, html);
  page.write_table();
  page.write_stories();
  html.close().close().close();
  return "<!DOCTYPE html>\n" + html.finish().html;
}

}  // namespace lagrum::review
