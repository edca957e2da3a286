#include "lagrum/audit.h"

namespace lagrum::audit {
namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}"
    "td.n{text-align:right}pre{white-space:pre-wrap;font:inherit;margin:0}"
    "small{color:#555}";

std::string escaped(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c == '<') {
      shown += "&lt;";
    } else if (c == '>') {
      shown += "&gt;";
    } else if (c == '&') {
      shown += "&amp;";
    } else if (c == '"') {
      shown += "&quot;";
    } else {
      shown += c;
    }
  }
  return shown;
}

std::string cell(std::string_view text) { return "<td>" + escaped(text) + "</td>"; }

std::string shown(const Point& point) {
  return point.act == nullptr ? std::string() : point.act->type.str() + " " + to_string(point.on);
}

std::string heads(Language language, const std::vector<std::string>& keys) {
  std::string row = "<tr>";
  for (const std::string& key : keys)
    row += "<th scope=\"col\">" + escaped(message(language, "audit.column." + key)) + "</th>";
  return row + "</tr>\n";
}

std::string total(const NormInfo& norm, const Counts& counts, Language language) {
  return "<tr><td>" + escaped(norm.title.in(language)) + "<br><small>" + escaped(norm.cite) +
         " · " + escaped(norm.id) + "</small></td>" + cell(summary(norm, counts, language)) +
         "</tr>\n";
}

}  // namespace

void Page::take(const CaseReport& report) {
  for (const Finding& finding : report.findings) {
    if (finding.verdict != Verdict::kViolated || ++told_[finding.norm] > kRowsMax) continue;
    std::string due = finding.due ? to_string(*finding.due) : std::string();
    std::string how;
    for (const Reckoning& days : report.reckonings(finding)) {
      if (due.empty()) due = to_string(days.due);
      how += days.derivation.in(language_);
    }
    rows_[finding.norm] += "<tr>" + cell(report.id) + cell(finding.party) +
                           cell(shown(finding.trigger)) + cell(shown(finding.act)) + cell(due) +
                           "<td><pre>" + escaped(how) + "</pre></td></tr>\n";
  }
}

std::string Page::finish(const Totals& totals, const Faults& faults, std::string_view log) const {
  const std::string title = escaped(message(language_, "audit.title", {{"log", std::string(log)}}));
  std::string page = "<!doctype html>\n<html lang=\"" + std::string(to_string(language_)) +
                     "\">\n<head><meta charset=\"utf-8\"><title>" + title + "</title><style>" +
                     std::string(kStyle) + "</style></head>\n<body>\n<h1>" + title + "</h1>\n<p>" +
                     escaped(message(language_, "audit.head",
                                     {{"cases", std::to_string(totals.cases)},
                                      {"events", std::to_string(totals.events)},
                                      {"horizon", to_string(totals.horizon_day)}})) +
                     "</p>\n<table>\n";
  for (const std::size_t i : totals.shown) page += total(norms_[i], totals.norms[i], language_);
  page += "</table>\n";
  for (const std::size_t i : totals.shown) {
    if (told_[i] == 0) continue;
    page += "<h2>" + escaped(norms_[i].title.in(language_)) + "</h2>\n<p>" +
            escaped(norms_[i].summary.in(language_)) + " (" + escaped(norms_[i].cite) +
            ")</p>\n<table>\n" +
            heads(language_, {"case", "party", "trigger", "act", "due", "days"}) + rows_[i] +
            "</table>\n";
    if (told_[i] > kRowsMax) {
      page += "<p>" +
              escaped(message(language_, "audit.more",
                              {{"count", std::to_string(told_[i] - kRowsMax)}})) +
              "</p>\n";
    }
  }
  page +=
      "<pre>" + escaped(notes(totals, norms_, faults, language_)) + "</pre>\n</body>\n</html>\n";
  return page;
}

}  // namespace lagrum::audit
