#include <algorithm>
#include <array>
#include <map>

#include "base/words.h"
#include "lagrum/verify.h"

namespace lagrum::verify {
namespace {

struct VerdictRow {
  Verdict verdict;
  std::string_view name;
};
constexpr std::array<VerdictRow, 9> kVerdicts = {{{Verdict::kProved, "proved"},
                                                  {Verdict::kProvedIfTimely, "proved-if-timely"},
                                                  {Verdict::kGated, "gated"},
                                                  {Verdict::kReliesOnBlock, "relies-on-block"},
                                                  {Verdict::kRefuted, "refuted"},
                                                  {Verdict::kRuntimeOnly, "runtime-only"},
                                                  {Verdict::kVacuous, "vacuous"},
                                                  {Verdict::kNotMapped, "not-mapped"},
                                                  {Verdict::kInconclusive, "inconclusive"}}};

Json texts_json(const std::vector<std::string>& texts) {
  Json::Array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return Json(std::move(array));
}

Json texts_json(const Texts& texts) {
  Json::Object object;
  for (const auto& [language, text] : texts.all()) object[language] = Json(text);
  return Json(std::move(object));
}

std::string name_of(Verdict verdict, Language language) {
  return message(language, "verify.verdict." + std::string(to_string(verdict)));
}

std::string reason_of(const NormResult& norm, Language language) {
  return message(language, norm.reason, {{"detail", norm.detail}});
}

std::map<std::string, std::string> words_of(const Conflict& conflict) {
  return {{"late", conflict.late},
          {"early", conflict.early},
          {"late_length", calendar::to_string(conflict.late_length)},
          {"early_length", calendar::to_string(conflict.early_length)}};
}

Json conflict_json(const Conflict& conflict) {
  return Json(Json::Object{{"late", conflict.late},
                           {"early", conflict.early},
                           {"late_length", calendar::to_string(conflict.late_length)},
                           {"early_length", calendar::to_string(conflict.early_length)}});
}

std::string day_of(const Event& event) {
  return event.on ? lagrum::to_string(*event.on) + "  " : std::string();
}

std::string told_run(const std::vector<Event>& run, Language language) {
  std::string told;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Event& event = run[i];
    const std::string who =
        event.by.empty() ? message(language, "verify.engine") : comma_list(event.by);
    told += "  " + std::to_string(i) + ". " + day_of(event) +
            (event.event.empty()
                 ? message(language, "verify.begins")
                 : message(language, "verify.does", {{"who", who}, {"event", event.event}}));
    told += "\n";
    for (std::size_t a = 0; a < event.acts.size(); ++a)
      told += "       § " + event.acts[a] + " (" + event.bases[a] + ")\n";
    if (!event.values.empty()) told += "       " + comma_list(event.values) + "\n";
  }
  return told;
}

Json run_json(const std::vector<Event>& events) {
  Json::Array run;
  for (const Event& event : events) {
    run.emplace_back(Json::Object{{"event", event.event},
                                  {"on", event.on ? lagrum::to_string(*event.on) : std::string()},
                                  {"by", texts_json(event.by)},
                                  {"acts", texts_json(event.acts)},
                                  {"bases", texts_json(event.bases)},
                                  {"values", texts_json(event.values)},
                                  {"state", event.state}});
  }
  return Json(std::move(run));
}

Json structure_json(const std::vector<Finding>& structure) {
  Json::Array all;
  for (const Finding& finding : structure) {
    all.emplace_back(Json::Object{
        {"severity", lagrum::to_string(finding.severity)},
        {"rule", finding.rule},
        {"place", finding.place},
        {"other", finding.other},
        {"file", finding.source.file},
        {"line", Json(static_cast<std::int64_t>(finding.source.line))},
        {"column", Json(static_cast<std::int64_t>(finding.source.column))},
        {"run", run_json(finding.run)},
        {"guards", texts_json(std::vector(finding.guards.begin(), finding.guards.end()))}});
  }
  return Json(std::move(all));
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  for (const VerdictRow& row : kVerdicts)
    if (row.verdict == verdict) return row.name;
  LAGRUM_CHECK(false);
}

bool Report::holds() const {
  const bool sound = std::none_of(structure.begin(), structure.end(), [](const Finding& finding) {
    return finding.severity == Severity::kError;
  });
  return sound && std::none_of(norms.begin(), norms.end(), [](const NormResult& norm) {
           return norm.alone == Verdict::kInconclusive || norm.enforced == Verdict::kInconclusive ||
                  (norm.enforced == Verdict::kRefuted && norm.mode == "enforce");
         });
}

std::string story(const NormResult& norm, Language language) {
  std::string told = told_run(norm.run, language);
  if (told.empty()) return told;
  const std::string provision = norm.title.in(language) + " (" + norm.cite + ")";
  told += "  → " +
          message(language, norm.breach.empty() ? "verify.owed" : "verify.breach",
                  {{"act", norm.breach}, {"provision", provision}}) +
          "\n    " + norm.summary.in(language) + "\n";
  if (norm.conflict)
    told += "    " + message(language, "verify.conflict", words_of(*norm.conflict)) + "\n";
  return told;
}

std::string text(const Finding& finding, Language language) {
  std::string told = message(language, "verify.structure." + finding.rule,
                             {{"place", finding.place}, {"other", finding.other}});
  if (!finding.guards.empty()) {
    const std::vector<std::string> guards(finding.guards.begin(), finding.guards.end());
    told += "; " + message(language, "verify.rests", {{"guards", comma_list(guards)}});
  }
  return lagrum::to_string(
      Diagnostic{finding.severity, finding.rule, std::move(told), finding.source, {}});
}

std::string text(const Report& report, Language language) {
  std::string told = message(language, "verify.heading",
                             {{"workflow", report.workflow + " " + report.version},
                              {"day", lagrum::to_string(report.begun)}}) +
                     "\n\n";
  for (const NormResult& norm : report.norms) {
    told += name_of(norm.alone, language);
    if (norm.enforced != norm.alone) told += " → " + name_of(norm.enforced, language);
    told += "  " + norm.norm + " [" + norm.mode + "]  " + norm.title.in(language) + " (" +
            norm.cite + ")\n  " + reason_of(norm, language) + "\n";
    for (const Conflict& learned : norm.learned)
      told += "  " + message(language, "verify.learned", words_of(learned)) + "\n";
    told += story(norm, language) + "\n";
  }
  for (const Finding& finding : report.structure)
    if (finding.severity != Severity::kNote)
      told += text(finding, language) + "\n" + told_run(finding.run, language);
  if (!report.structure.empty()) told += "\n";
  if (!report.late_acts.empty())
    told += message(language, "verify.late", {{"acts", comma_list(report.late_acts)}}) + "\n\n";
  for (const VerdictRow& row : kVerdicts) {
    const auto count =
        std::count_if(report.norms.begin(), report.norms.end(),
                      [&](const NormResult& norm) { return norm.alone == row.verdict; });
    if (count > 0) told += name_of(row.verdict, language) + ": " + std::to_string(count) + "\n";
  }
  return told;
}

Json to_json(const Report& report) {
  Json::Array norms;
  for (const NormResult& norm : report.norms) {
    Json::Array learned;
    for (const Conflict& each : norm.learned) learned.push_back(conflict_json(each));
    norms.emplace_back(
        Json::Object{{"norm", norm.norm},
                     {"pack", norm.pack},
                     {"cite", norm.cite},
                     {"mode", norm.mode},
                     {"title", texts_json(norm.title)},
                     {"alone", to_string(norm.alone)},
                     {"enforced", to_string(norm.enforced)},
                     {"reason", norm.reason},
                     {"detail", norm.detail},
                     {"matter", norm.matter},
                     {"run", run_json(norm.run)},
                     {"breach", norm.breach},
                     {"conflict", norm.conflict ? conflict_json(*norm.conflict) : Json(nullptr)},
                     {"learned", Json(std::move(learned))},
                     {"guards", texts_json({norm.guards.begin(), norm.guards.end()})},
                     {"states", Json(static_cast<std::int64_t>(norm.states))},
                     {"edges", Json(static_cast<std::int64_t>(norm.edges))}});
  }
  return Json(Json::Object{{"workflow", report.workflow},
                           {"version", report.version},
                           {"begun", lagrum::to_string(report.begun)},
                           {"holds", Json(report.holds())},
                           {"late_acts", texts_json(report.late_acts)},
                           {"norms", Json(std::move(norms))},
                           {"structure", structure_json(report.structure)}});
}

}  // namespace lagrum::verify
