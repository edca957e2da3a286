#include "review/sheet.h"

namespace lagrum::review {
namespace {

/// What follows when nobody does what is owed.
Markup when_late(const Speech& speech, const law::Norm& norm, const law::Respond& duty) {
  if (!duty.within.empty())
    return plain(speech.say(norm.is_policy() ? "late.is-policy" : "late.is-breach"));
  if (!duty.promptly) return plain(speech.say("late.no-time"));
  return plain(speech.say("late.is-alarm", {{"span", speech.period(*duty.promptly)}}));
}

}  // namespace

void write_duties(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  page.leaf("h3", speech.say("late.heading"), {{"id", "late"}});
  Html rows;
  std::size_t told = 0;
  for (const Judged& judged : sheet.norms) {
    const law::Norm& norm = sheet.law().norms()[judged.norm];
    const auto* duty = std::get_if<law::Respond>(&norm.content);
    if (duty == nullptr || judged.result->alone == verify::Verdict::kNotMapped) continue;
    ++told;
    rows.row(
        {link(judged.id, plain(speech.of(norm.title))) + element("br", "") +
             element("small", norm.cite),
         speech.acts(duty->with),
         duty->within.empty() ? plain(speech.say("late.no-time")) : speech.clock_link(duty->within),
         when_late(speech, norm, *duty)});
  }
  if (told == 0) {
    page.leaf("p", speech.say("late.none"));
    return;
  }
  page.table(speech.say("late.caption"), {speech.say("late.duty"), speech.say("late.owed"),
                                          speech.say("late.time"), speech.say("late.breach")});
  page.open("tbody").put(rows.finish()).close().close();
}

}  // namespace lagrum::review
