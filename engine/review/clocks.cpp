#include <algorithm>
#include <array>
#include <optional>

#include "review/sheet.h"

namespace lagrum::review {
namespace {

/// How far a start is looked for that shows the roll; a year has every holiday.
constexpr int kDaysMax = 400;

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

class Clocks {
 public:
  Clocks(const Sheet& sheet, Html& page) : sheet_(sheet), speech_(sheet.speech), page_(page) {}

  void write() {
    for (const law::ClockDecl& clock : sheet_.law().clocks()) {
      if (!can_start(clock, 0)) continue;
      page_.open("div", {{"class", "clock"}, {"id", id_of("clock", clock.id)}});
      page_.leaf("h3", plain(speech_.of(clock.title) + " ") +
                           element("small", plain("(" + clock.cite + ") ") + code(clock.id)));
      write_facts(clock);
      write_dates(clock);
      page_.close();
    }
    std::vector<Markup> never;
    for (const law::ClockDecl& clock : sheet_.law().clocks())
      if (!can_start(clock, 0))
        never.push_back(plain(speech_.of(clock.title)) + plain(" (") +
                        element("span", clock.cite, {{"id", id_of("clock", clock.id)}}) +
                        plain(")"));
    if (!never.empty())
      page_.leaf("p", speech_.show("clocks.never", {{"clocks", joined(never, "; ")}}));
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): clocks follow each other at most law::kClockChainMax deep
  bool can_start(const law::ClockDecl& clock, std::size_t depth) const {
    if (depth > law::kClockChainMax) return false;
    if (std::any_of(clock.starts.begin(), clock.starts.end(),
                    [&](const law::ClockStart& start) { return sheet_.performs(start.acts); }))
      return true;
    for (const std::size_t before : sheet_.law().clocks_named(clock.after))
      if (can_start(sheet_.law().clocks()[before], depth + 1)) return true;
    return false;
  }

  void fact(std::string_view key, const Markup& what) {
    page_.leaf("dt", speech_.say(key)).leaf("dd", what);
  }

  Markup start(const law::ClockStart& start) const {
    Markup shown = speech_.acts(start.acts);
    if (!start.on.empty())
      shown = shown + plain(" ") + speech_.show("clock.on", {{"name", code(start.on)}});
    if (!start.when.empty())
      shown = shown + plain(" ") +
              speech_.show("clock.when", {{"expression", code(start.when.text())}});
    return shown;
  }

  void write_facts(const law::ClockDecl& clock) {
    page_.open("dl", {{"class", "facts"}});
    std::vector<Markup> starts;
    for (const law::ClockStart& each : clock.starts) starts.push_back(start(each));
    if (!clock.after.empty())
      starts.push_back(speech_.show("clock.after", {{"clock", speech_.clock_link(clock.after)}}));
    fact("clock.starts", joined(starts, "; "));
    if (!clock.that.empty()) fact("clock.where", code(clock.that.text()));
    fact("clock.length", plain(length(clock)));
    fact("clock.kind", plain(speech_.say("kind." + std::string(calendar::to_string(clock.kind)))));
    fact("clock.roll", plain(roll(clock)));
    for (const law::ClockDecl::Restart& restart : clock.restarts)
      fact("clock.restart",
           start(restart.start) +
               plain(restart.conditions.empty() ? "" : " " + speech_.say("clock.conditions")));
    for (const law::ClockDecl::Suspend& suspend : clock.suspends)
      fact("clock.suspend",
           speech_.show("clock.from-until", {{"from", speech_.acts(suspend.from)},
                                             {"until", speech_.acts(suspend.until)}}));
    if (clock.extend) {
      const auto& norms = sheet_.law().versions(clock.extend->under);
      std::map<std::string, Markup> gaps = {
          {"norm", norms.empty() ? code(clock.extend->under) : speech_.norm_link(norms.front())}};
      if (clock.extend->up_to) gaps["span"] = plain(speech_.period(*clock.extend->up_to));
      fact("clock.extend",
           speech_.show(clock.extend->up_to ? "clock.extend-by" : "clock.extend-open", gaps));
    }
    if (!clock.voids.empty()) fact("clock.void", speech_.acts(clock.voids));
    fact("clock.norms", norms_of(clock));
    page_.close();
  }

  std::string length(const law::ClockDecl& clock) const {
    if (clock.length.count == 0) return speech_.say("clock.fixed-day");
    if (clock.days.empty()) return speech_.period(clock.length);
    return speech_.say("clock.counted",
                       {{"span", speech_.period(clock.length)},
                        {"set", speech_.of(sheet_.law().calendar().set_title(clock.days))}});
  }

  std::string roll(const law::ClockDecl& clock) const {
    if (clock.roll.empty()) return speech_.say("clock.no-roll");
    const calendar::Calendar& days = sheet_.law().calendar();
    return speech_.say(
        clock.roll_is_interpretation ? "clock.rolls-read" : "clock.rolls",
        {{"set", speech_.of(days.set_title(clock.roll))}, {"cite", days.set_cite(clock.roll)}});
  }

  Markup norms_of(const law::ClockDecl& clock) const {
    std::vector<std::size_t> norms;
    for (std::size_t i = 0; i < sheet_.law().norms().size(); ++i) {
      const std::vector<std::string>& named = sheet_.law().mentions(i).clocks;
      const bool speaks = std::any_of(named.begin(), named.end(), [&](const std::string& name) {
        return name == clock.id || name == clock.group;
      });
      if (speaks && sheet_.law().norms()[i].mode != law::Mode::kOff) norms.push_back(i);
    }
    return norms.empty() ? plain(speech_.say("clock.no-norm")) : speech_.norms(norms);
  }

  // ---- worked dates

  static calendar::TimeLimit limit_of(const law::ClockDecl& clock, Date start) {
    calendar::TimeLimit limit;
    limit.start = start;
    limit.length = clock.length;
    limit.kind = clock.kind;
    limit.roll = clock.roll;
    limit.days = clock.days;
    limit.cite = clock.cite;
    limit.roll_is_interpretation = clock.roll_is_interpretation;
    return limit;
  }

  /// The day that the clock begins in the example: for one that follows another, the last day of
  /// the first it may follow.
  // NOLINTNEXTLINE(misc-no-recursion): clocks follow each other at most law::kClockChainMax deep
  Date example_start(const law::ClockDecl& clock, std::size_t depth) const {
    const auto& before = sheet_.law().clocks_named(clock.after);
    if (before.empty() || depth > law::kClockChainMax) return sheet_.report().begun;
    const law::ClockDecl& first = sheet_.law().clocks()[before.front()];
    const auto computed = calendar::compute(sheet_.law().calendar(),
                                            limit_of(first, example_start(first, depth + 1)));
    return computed ? computed->due : sheet_.report().begun;
  }

  void write_dates(const law::ClockDecl& clock) {
    const Date begun = example_start(clock, 0);
    write_date("date.plain", limit_of(clock, begun), begun);
    const auto start = start_that_rolls(clock, begun);
    if (start && *start != begun) write_date("date.rolls", limit_of(clock, *start), *start);
    if (clock.extend && clock.extend->up_to) {
      calendar::TimeLimit limit = limit_of(clock, begun);
      const auto& norms = sheet_.law().versions(clock.extend->under);
      limit.extensions.push_back(
          {*clock.extend->up_to, clock.extend->from,
           norms.empty() ? clock.cite : sheet_.law().norms()[norms.front()].cite});
      write_date("date.extended", limit, begun);
    }
  }

  void write_date(std::string_view key, const calendar::TimeLimit& limit, Date start) {
    const auto computed = calendar::compute(sheet_.law().calendar(), limit);
    if (!computed) return;
    page_.leaf("p", speech_.show(key, {{"start", plain(speech_.date(start))},
                                       {"due", element("strong", speech_.date(computed->due))}}));
    page_.open("ol", {{"class", "derivation"}});
    for (const calendar::Step& step : computed->derivation.steps) {
      std::string cite = step.cite;
      if (step.interpretation) cite += (cite.empty() ? "" : "; ") + speech_.say("date.reading");
      page_.leaf("li",
                 plain(speech_.of(step.text)) +
                     (cite.empty() ? Markup{} : plain(" ") + element("small", "(" + cite + ")")));
    }
    page_.close();
  }

  /// The first start whose end is a day that the calendar names and moves.
  std::optional<Date> start_that_rolls(const law::ClockDecl& clock, Date from) const {
    const calendar::Calendar& days = sheet_.law().calendar();
    if (clock.roll.empty() || clock.kind != calendar::Kind::kLatestAct || clock.length.count == 0)
      return std::nullopt;
    for (int i = 0; i < kDaysMax; ++i) {
      const Date start = from + std::chrono::days{i};
      const auto computed = calendar::compute_days(days, limit_of(clock, start));
      if (!computed || computed->raw_end == computed->due) continue;
      const auto reasons = days.blocked_by(clock.roll, computed->raw_end);
      const bool named = std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) {
        return std::find(kWeekdays.begin(), kWeekdays.end(), reason.day) == kWeekdays.end();
      });
      if (named) return start;
    }
    return std::nullopt;
  }

  const Sheet& sheet_;
  const Speech& speech_;
  Html& page_;
};

}  // namespace

void write_clocks(const Sheet& sheet, Html& page) {
  open_section(sheet, "clocks", page);
  page.leaf("p", sheet.speech.say("clocks.intro"));
  write_duties(sheet, page);
  Clocks(sheet, page).write();
  page.close();
}

}  // namespace lagrum::review
