#include <algorithm>
#include <set>

#include "review/sheet.h"
#include "review/walk.h"

namespace lagrum::review {
namespace {

/// The norms and clocks that count an answer.
struct Counted {
  std::vector<std::size_t> norms;
  std::vector<std::string> clocks;
};

Counted counted_in(const law::Law& law, const std::string& ask) {
  Counted counted;
  bool asks = false;
  const auto see = [&](const law::Condition& condition) {
    asks = asks || (condition.kind == law::Condition::Kind::kJudged && condition.ask == ask);
  };
  for (std::size_t i = 0; i < law.norms().size(); ++i) {
    asks = false;
    each_condition(law.norms()[i], see);
    if (asks && law.norms()[i].mode != law::Mode::kOff) counted.norms.push_back(i);
  }
  for (const law::ClockDecl& clock : law.clocks()) {
    asks = false;
    each_condition(clock, see);
    if (asks) counted.clocks.push_back(clock.id);
  }
  return counted;
}

/// Where the workflow lets somebody answer.
Markup answered_in(const Sheet& sheet, const std::string& ask) {
  std::set<std::string> states;
  for (const Place& place : sheet.outline.places()) {
    for (const Step& step : place.steps) {
      for (const std::string& event : step.info->events)
        if (event == std::string(kJudge) + ask) states.insert(place.info->id);
    }
  }
  if (states.empty()) return plain(sheet.speech.say("ask.nowhere"));
  std::vector<Markup> parts;
  for (const std::string& state : states) parts.push_back(sheet.speech.state_link(state));
  return joined(parts, ", ");
}

Markup counts(const Sheet& sheet, const Counted& counted) {
  Markup shown = sheet.speech.norms(counted.norms);
  for (const std::string& clock : counted.clocks)
    shown = shown + plain(shown.html.empty() ? "" : "; ") + sheet.speech.clock_link(clock);
  return shown;
}

bool matters(const Sheet& sheet, const Counted& counted) {
  return !counted.clocks.empty() ||
         std::any_of(counted.norms.begin(), counted.norms.end(),
                     [&](std::size_t norm) { return sheet.concerns(norm); });
}

/// A list of norms with what is uncertain about each; nothing where there are none.
class Doubted {
 public:
  Doubted(const Sheet& sheet, Html& page) : sheet_(sheet), page_(page) {}

  template <class Why>
  void write(std::string_view heading, std::string_view intro, Why why) {
    std::vector<Markup> lines;
    for (const Judged& judged : sheet_.norms) {
      const law::Norm& norm = sheet_.law().norms()[judged.norm];
      if (judged.result->alone == verify::Verdict::kNotMapped) continue;
      const Markup reason = why(norm);
      if (reason.html.empty()) continue;
      lines.push_back(link(judged.id, plain(sheet_.speech.of(norm.title))) +
                      plain(" (" + norm.cite + "): ") + reason);
    }
    if (lines.empty()) return;
    page_.leaf("h3", sheet_.speech.say(heading));
    page_.leaf("p", sheet_.speech.say(intro));
    page_.open("ul");
    for (const Markup& line : lines) page_.leaf("li", line);
    page_.close();
  }

 private:
  const Sheet& sheet_;
  Html& page_;
};

void write_sources(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  std::vector<Markup> lines;
  for (const law::PackInfo& pack : sheet.law().packs()) {
    for (const law::PackInfo::Source& source : pack.sources) {
      if (source.status == "read") continue;
      lines.push_back(plain(speech.of(source.title) + " (" + source.cite +
                            "): " + speech.say("status." + source.status)));
    }
  }
  for (const law::ClockDecl& clock : sheet.law().clocks()) {
    if (clock.roll_is_interpretation)
      lines.push_back(speech.show("uncertain.roll", {{"clock", speech.clock_link(clock.id)}}));
  }
  if (lines.empty()) return;
  page.leaf("h3", speech.say("uncertain.sources"));
  page.open("ul");
  for (const Markup& line : lines) page.leaf("li", line);
  page.close();
}

void write_unreviewed(const Sheet& sheet, Html& page) {
  const auto none = std::count_if(
      sheet.norms.begin(), sheet.norms.end(),
      [&](const Judged& judged) { return sheet.law().norms()[judged.norm].review == "none"; });
  page.leaf("p", sheet.speech.show("uncertain.review",
                                   {{"none", element("strong", std::to_string(none))},
                                    {"all", plain(std::to_string(sheet.norms.size()))}}));
}

}  // namespace

void write_judgements(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  open_section(sheet, "judgements", page);
  page.leaf("p", speech.say("judgements.intro"));
  page.table(speech.say("judgements.caption"),
             {speech.say("judgements.question"), speech.say("judgements.role"),
              speech.say("judgements.default"), speech.say("judgements.counts"),
              speech.say("judgements.where")},
             "judgements");
  page.open("tbody");
  for (const auto& [id, ask] : sheet.law().asks()) {
    const Counted counted = counted_in(sheet.law(), id);
    if (!matters(sheet, counted)) continue;
    page.row(
        {plain(speech.of(ask.question)) + element("br", "") +
             element("small", plain(ask.cite) + element("br", "") + code(id)),
         plain(speech.role(ask.role)),
         plain(speech.say("judgements.until", {{"answer", speech.yes_or_no(ask.default_answer)}}) +
               (ask.reason_required ? " " + speech.say("judgements.reason") : "")),
         counts(sheet, counted), answered_in(sheet, id)},
        {{"id", id_of("ask", id)}});
  }
  page.close().close().close();
}

void write_uncertain(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  open_section(sheet, "uncertain", page);
  page.leaf("p", speech.say("uncertain.intro"));
  write_unreviewed(sheet, page);
  Doubted doubted(sheet, page);
  doubted.write("uncertain.doubts", "uncertain.doubts-intro", [&](const law::Norm& norm) {
    std::vector<Markup> doubts;
    for (const Texts& doubt : norm.doubts) doubts.push_back(plain(speech.of(doubt)));
    return joined(doubts, " ");
  });
  doubted.write("uncertain.readings", "uncertain.readings-intro", [&](const law::Norm& norm) {
    return norm.source == "statute" ? Markup{} : plain(speech.say("source." + norm.source));
  });
  doubted.write("uncertain.observed", "uncertain.observed-intro", [&](const law::Norm& norm) {
    if (norm.mode != law::Mode::kObserve) return Markup{};
    Markup why = plain(speech.say("source." + norm.source));
    for (const Texts& doubt : norm.doubts) why = why + plain(" " + speech.of(doubt));
    return why;
  });
  write_sources(sheet, page);
  page.close();
}

}  // namespace lagrum::review
