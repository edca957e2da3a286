#include <algorithm>

#include "lagrum/audit.h"

namespace lagrum::audit {
namespace {

/// Text as a JSON string.
void append_quoted(std::string_view text, std::string& out) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_member(std::string_view name, std::string_view text, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":";
  append_quoted(text, out);
}

void append_date(Date date, std::string& out) {
  const std::chrono::year_month_day day{date};
  const auto year = static_cast<unsigned>(static_cast<int>(day.year()));
  const unsigned month{day.month()};
  const unsigned number{day.day()};
  for (const unsigned digit : {year / 1000 % 10, year / 100 % 10, year / 10 % 10, year % 10, 10U,
                               month / 10, month % 10, 10U, number / 10, number % 10})
    out += digit == 10 ? '-' : static_cast<char>('0' + digit);
}

void append_day(std::string_view name, Date date, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":\"";
  append_date(date, out);
  out += '"';
}

void append_point(std::string_view name, const Point& point, std::string& out) {
  if (point.act == nullptr) return;
  out += ",\"";
  out += name;
  out += "\":{\"act\":";
  append_quoted(point.act->type.str(), out);
  append_day("on", point.on, out);
  if (!point.act->actor.empty()) append_member("actor", point.act->actor, out);
  out += '}';
}

void append_reckoning(const Reckoning& days, std::string& out) {
  out += "{\"clock\":";
  append_quoted(days.clock, out);
  append_day("start", days.start, out);
  append_day("raw_end", days.raw_end, out);
  append_day("due", days.due, out);
  out += ",\"steps\":[";
  for (const calendar::Step& step : days.derivation.steps) {
    if (out.back() != '[') out += ',';
    out += "{\"as\":";
    append_quoted(step.as, out);
    append_day("on", step.on, out);
    append_member("cite", step.cite, out);
    if (step.interpretation) out += ",\"interpretation\":true";
    out += '}';
  }
  out += "]}";
}

Json json_of(const std::array<std::uint64_t, kVerdicts>& counts) {
  Json::Object object;
  for (std::size_t i = 0; i < kVerdicts; ++i)
    object[std::string(to_string(static_cast<Verdict>(i)))] =
        Json(static_cast<std::int64_t>(counts[i]));
  return Json(std::move(object));
}

Json json_of(const std::vector<Counts>& counts, const Totals& totals,
             const std::vector<NormInfo>& norms) {
  Json::Object object;
  for (const std::size_t i : totals.shown) {
    object[norms[i].id] =
        Json(Json::Object{{"cases", json_of(counts[i].cases)},
                          {"findings", json_of(counts[i].findings)},
                          {"late", Json(static_cast<std::int64_t>(counts[i].late))},
                          {"never", Json(static_cast<std::int64_t>(counts[i].never))}});
  }
  return Json(std::move(object));
}

Json json_of(const std::map<std::string, std::uint64_t, std::less<>>& counts) {
  Json::Object object;
  for (const auto& [name, count] : counts) object[name] = Json(static_cast<std::int64_t>(count));
  return Json(std::move(object));
}

Json json_of(const Texts& texts) {
  Json::Object object;
  for (const auto& [language, text] : texts.all()) object[language] = Json(text);
  return Json(std::move(object));
}

Json json_of(const NormInfo& norm) {
  return Json(Json::Object{{"id", Json(norm.id)},
                           {"cite", Json(norm.cite)},
                           {"source", Json(norm.source)},
                           {"rank", Json(norm.rank)},
                           {"mode", Json(norm.mode)},
                           {"title", json_of(norm.title)},
                           {"unmapped", json_array(norm.unmapped)}});
}

Json json_of(const Faults& faults) {
  Json::Array shown;
  for (const Diagnostic& each : faults.shown()) {
    shown.emplace_back(Json::Object{{"rule", Json(each.rule)},
                                    {"file", Json(each.source.file)},
                                    {"line", Json(static_cast<std::int64_t>(each.source.line))},
                                    {"message", Json(each.message)}});
  }
  return Json(
      Json::Object{{"counts", json_of(faults.counts())},
                   {"shown", Json(std::move(shown))},
                   {"events_left_out", Json(static_cast<std::int64_t>(faults.events_left_out()))},
                   {"cases_left_out", Json(static_cast<std::int64_t>(faults.cases_left_out()))},
                   {"whole", Json(faults.whole())}});
}

/// A field of CSV; one that a spreadsheet would take for a formula is text.
void append_csv_field(std::string_view text, std::string& out) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_point(const Point& point, std::string& out) {
  out += ',';
  if (point.act != nullptr) append_csv_field(point.act->type.str(), out);
  out += ',';
  if (point.act != nullptr) append_date(point.on, out);
}

}  // namespace

void append_json(const CaseReport& report, const std::vector<NormInfo>& norms, std::string& text) {
  text += "{\"case\":";
  append_quoted(report.id, text);
  if (!report.group.empty()) append_member("group", report.group, text);
  text += ",\"verdicts\":{";
  for (std::size_t i = 0; i < norms.size(); ++i) {
    if (report.verdicts[i] == Verdict::kNotApplicable) continue;
    if (text.back() != '{') text += ',';
    append_quoted(norms[i].id, text);
    text += ":\"";
    text += to_string(report.verdicts[i]);
    text += '"';
  }
  text += "},\"findings\":[";
  for (const Finding& finding : report.findings) {
    if (text.back() != '[') text += ',';
    text += "{\"norm\":";
    append_quoted(norms[finding.norm].id, text);
    append_member("verdict", to_string(finding.verdict), text);
    if (!finding.party.empty()) append_member("party", finding.party, text);
    append_point("trigger", finding.trigger, text);
    append_point("act", finding.act, text);
    if (finding.due) append_day("due", *finding.due, text);
    if (finding.verdict == Verdict::kViolated) {
      text += ",\"days\":[";
      for (const Reckoning& days : report.reckonings(finding)) {
        if (text.back() != '[') text += ',';
        append_reckoning(days, text);
      }
      text += ']';
    }
    text += '}';
  }
  text += "]}";
}

Json to_json(const Totals& totals, const std::vector<NormInfo>& norms, const Faults& faults) {
  Json::Object groups;
  for (const auto& [group, counts] : totals.groups) groups[group] = json_of(counts, totals, norms);
  Json::Array described;
  for (const std::size_t i : totals.shown) described.push_back(json_of(norms[i]));
  return Json(Json::Object{{"case_count", Json(static_cast<std::int64_t>(totals.cases))},
                           {"event_count", Json(static_cast<std::int64_t>(totals.events))},
                           {"horizon", Json(to_string(totals.horizon))},
                           {"horizon_day", Json(to_string(totals.horizon_day))},
                           {"norms", Json(std::move(described))},
                           {"totals", json_of(totals.norms, totals, norms)},
                           {"groups", Json(std::move(groups))},
                           {"unmapped_activities", json_of(totals.unread)},
                           {"faults", json_of(faults)}});
}

std::string csv_head() {
  return "case,group,norm,party,verdict,trigger,trigger_on,act,act_on,due\n";
}

void append_csv(const CaseReport& report, const std::vector<NormInfo>& norms, std::string& text) {
  for (const Finding& finding : report.findings) {
    append_csv_field(report.id, text);
    text += ',';
    append_csv_field(report.group, text);
    text += ',';
    append_csv_field(norms[finding.norm].id, text);
    text += ',';
    append_csv_field(finding.party, text);
    text += ',';
    text += to_string(finding.verdict);
    append_csv_point(finding.trigger, text);
    append_csv_point(finding.act, text);
    text += ',';
    std::optional<Date> due = finding.due;
    if (!due && finding.verdict == Verdict::kViolated) {
      const std::vector<Reckoning> days = report.reckonings(finding);
      if (!days.empty()) due = days.back().due;
    }
    if (due) append_date(*due, text);
    text += '\n';
  }
}

namespace {

/// How many cases had each verdict, the gravest first.
std::string counts_of(const Counts& counts, Language language) {
  std::string line;
  for (std::size_t i = kVerdicts; i-- > 0;) {
    if (counts.cases[i] == 0) continue;
    line += line.empty() ? "" : " · ";
    line += message(language, "audit." + std::string(to_string(static_cast<Verdict>(i))),
                    {{"count", std::to_string(counts.cases[i])}});
    const bool duty = counts.late + counts.never > 0;
    if (static_cast<Verdict>(i) != Verdict::kViolated || !duty) continue;
    line +=
        " (" +
        message(language, "audit.violated-how",
                {{"late", std::to_string(counts.late)}, {"never", std::to_string(counts.never)}}) +
        ")";
  }
  return line;
}

}  // namespace

std::string summary(const NormInfo& norm, const Counts& counts, Language language) {
  std::string text = counts_of(counts, language);
  if (!norm.unmapped.empty()) {
    std::string acts;
    for (const std::string& act : norm.unmapped) acts += (acts.empty() ? "" : ", ") + act;
    text = message(language, "audit.not-observable", {{"acts", acts}});
  }
  if (norm.source == "statute") return text;
  return text + " (" + message(language, "audit.source", {{"source", norm.source}}) + ")";
}

std::string notes(const Totals& totals, const std::vector<NormInfo>& norms, const Faults& faults,
                  Language language) {
  std::string text;
  for (const auto& [group, counts] : totals.groups) {
    text += message(language, "audit.group", {{"group", group.empty() ? "-" : group}}) + "\n";
    for (const std::size_t i : totals.shown) {
      if (norms[i].unmapped.empty())
        text += "  " + norms[i].id + ": " + counts_of(counts[i], language) + "\n";
    }
  }
  if (!totals.unread.empty()) {
    std::string activities;
    for (const auto& [name, count] : totals.unread)
      activities += (activities.empty() ? "" : ", ") + name + " (" + std::to_string(count) + ")";
    text += message(language, "audit.unmapped", {{"activities", activities}}) + "\n";
  }
  for (const auto& [rule, count] : faults.counts()) {
    text +=
        message(language, "audit.fault", {{"rule", rule}, {"count", std::to_string(count)}}) + "\n";
  }
  for (const Diagnostic& each : faults.shown()) text += "  " + to_string(each) + "\n";
  if (faults.events_left_out() + faults.cases_left_out() > 0) {
    text += message(language, "audit.left-out",
                    {{"events", std::to_string(faults.events_left_out())},
                     {"cases", std::to_string(faults.cases_left_out())}}) +
            "\n";
  }
  return text;
}

std::string to_text(const Totals& totals, const std::vector<NormInfo>& norms, const Faults& faults,
                    Language language) {
  std::string text = message(language, "audit.head",
                             {{"cases", std::to_string(totals.cases)},
                              {"events", std::to_string(totals.events)},
                              {"horizon", to_string(totals.horizon_day)}}) +
                     "\n\n";
  for (const std::size_t i : totals.shown) {
    text += norms[i].title.in(language) + " (" + norms[i].cite + ", " + norms[i].id + ")\n  " +
            summary(norms[i], totals.norms[i], language) + "\n";
  }
  const std::string more = notes(totals, norms, faults, language);
  return more.empty() ? text : text + "\n" + more;
}

}  // namespace lagrum::audit
