#include "review/sheet.h"

#include <algorithm>
#include <set>

namespace lagrum::review {
namespace {

/// The norms of the report among those of the law: both are in one order, and a norm may have
/// several versions.
std::vector<Judged> judged_of(const law::Law& law, const verify::Report& report) {
  std::vector<Judged> judged;
  std::set<std::string> known;
  std::size_t at = 0;
  for (const verify::NormResult& result : report.norms) {
    while (at < law.norms().size() && law.norms()[at].id != result.norm) ++at;
    if (at == law.norms().size()) break;
    std::string id = id_of("norm", result.norm);
    while (!known.insert(id).second) id += "-";
    judged.push_back({&result, at++, std::move(id)});
  }
  return judged;
}

}  // namespace

bool Sheet::performs(const law::ActSet& set) const {
  return std::any_of(acts.begin(), acts.end(),
                     [&](const auto& act) { return set.contains(ActType(act.first)); });
}

bool Sheet::concerns(std::size_t norm) const {
  return std::any_of(norms.begin(), norms.end(), [&](const Judged& judged) {
    return judged.norm == norm && judged.result->alone != verify::Verdict::kNotMapped;
  });
}

Sheet sheet_of(const Speech& speech, const Outline& outline, const Material& material) {
  Sheet sheet{speech, outline, material, judged_of(speech.law(), *material.report), {}};
  for (const std::string& act : acts_of(speech.workflow())) sheet.acts[act];
  for (const Place& place : outline.places()) {
    for (const Step& step : place.steps) {
      for (const statechart::ActSpec& act : step.info->acts) sheet.acts[act.type].push_back(step);
    }
  }
  return sheet;
}

std::optional<xml::Document> read_document(const Material& material, const std::string& path) {
  if (!material.read || path.empty()) return std::nullopt;
  const Result<std::string> bytes = material.read(path);
  if (!bytes) return std::nullopt;
  auto document = xml::Document::parse(*bytes, path);
  return document ? std::optional(*std::move(document)) : std::nullopt;
}

Texts texts_in(const xml::Element& element, std::string_view local) {
  Texts texts;
  for (const auto& [language, text] : xml::texts(element, local)) texts.set(language, text);
  return texts;
}

void open_section(const Sheet& sheet, std::string_view name, Html& page) {
  page.open("section", {{"id", std::string(name)}});
  page.leaf("h2", sheet.speech.say("heading." + std::string(name)));
}

std::string verdict_name(verify::Verdict verdict, Language language) {
  return message(language, "verify.verdict." + std::string(to_string(verdict)));
}

Markup badge(verify::Verdict verdict, Language language) {
  return element("span", verdict_name(verdict, language),
                 {{"class", "v " + std::string(to_string(verdict))}});
}

}  // namespace lagrum::review
