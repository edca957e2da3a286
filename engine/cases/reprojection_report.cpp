#include <algorithm>
#include <array>

#include "base/words.h"
#include "lagrum/reprojection.h"

namespace lagrum {
namespace {

constexpr const char* kInward = "    ";

constexpr std::array<std::pair<Detriment, std::string_view>, 3> kDetriments = {
    {{Detriment::kNone, "none"},
     {Detriment::kPossible, "possible"},
     {Detriment::kCertain, "certain"}}};

std::string day_text(const std::optional<Date>& day, Language language) {
  return day ? to_string(*day) : message(language, "reproject.no-day");
}

/// Each line of the text behind the indent.
std::string indented(const std::string& text, const std::string& indent) {
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines += indent + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return lines;
}

std::string date_text(const DateMove& move, Language language) {
  const std::string deeper = std::string(kInward) + kInward;
  std::string text = kInward + (move.title.empty() ? move.id : move.title.in(language));
  text += move.cite.empty() ? " [" + move.id + "]" : " (" + move.cite + ") [" + move.id + "]";
  if (!move.party.empty()) text += ", " + move.party;
  text += ": " + day_text(move.was, language) + " → " + day_text(move.is, language);
  if (move.detriment != Detriment::kNone)
    text +=
        " – " + message(language, "reproject.detriment-" + std::string(to_string(move.detriment)));
  text += "\n";
  for (const Telling& telling : move.told) {
    text += deeper +
            message(language, "reproject.told",
                    {{"act", telling.type.str()},
                     {"on", to_string(telling.on)},
                     {"party", telling.party.empty() ? message(language, "reproject.everybody")
                                                     : telling.party}}) +
            "\n";
  }
  for (const Cause& cause : move.causes) text += indented(cause.text.in(language), deeper);
  const std::array<std::pair<const char*, const calendar::Derivation*>, 2> derivations = {
      {{"reproject.derived-before", &move.derivation_was},
       {"reproject.derived-now", &move.derivation_is}}};
  for (const auto& [key, derivation] : derivations) {
    if (derivation->steps.empty()) continue;
    text += deeper + message(language, key) + "\n" +
            indented(derivation->in(language), deeper + kInward);
  }
  return text;
}

std::string told_text(const CaseReprojection& each, Language language) {
  std::vector<std::string> names;
  for (const Concerned& party : each.parties) {
    std::string name = party.name.empty() ? party.id : party.name + " (" + party.id + ")";
    if (party.was_told) name += " – " + message(language, "reproject.told-party");
    if (party.detriment) name += " – " + message(language, "reproject.detriment-party");
    names.push_back(std::move(name));
  }
  std::string text;
  if (!names.empty())
    text += kInward + message(language, "reproject.tell", {{"who", comma_list(names)}}) + "\n";
  if (!each.roles.empty())
    text +=
        kInward + message(language, "reproject.roles", {{"roles", comma_list(each.roles)}}) + "\n";
  if (!each.officers.empty()) {
    text += kInward +
            message(language, "reproject.officers", {{"officers", comma_list(each.officers)}}) +
            "\n";
  }
  return text;
}

std::string case_text(const ReprojectionReport& report, const CaseReprojection& each,
                      Language language) {
  const char* head = !each.moves()    ? "reproject.stays"
                     : report.planned ? "reproject.would-move"
                                      : "reproject.moved";
  std::string text =
      message(language, head,
              {{"case",
                each.number.empty() ? each.case_id.str() : each.number + " " + each.case_id.str()},
               {"dates", std::to_string(each.dates.size())},
               {"to", each.to.empty() ? each.from : each.to}}) +
      "\n";
  for (const Obstacle& obstacle : each.obstacles)
    text += kInward + obstacle.about + ": " + obstacle.message + "\n";
  for (const DateMove& move : each.dates) text += date_text(move, language);
  for (const VerdictMove& verdict : each.verdicts) {
    text += kInward +
            message(language, "reproject.verdict",
                    {{"norm", verdict.norm},
                     {"cite", verdict.cite},
                     {"was", verdict.was},
                     {"is", verdict.is}}) +
            "\n";
  }
  return text + told_text(each, language);
}

Json texts_json(const Texts& texts) {
  Json::Object object;
  for (const auto& [language, text] : texts.all()) object[language] = Json(text);
  return Json(std::move(object));
}

Json derivation_json(const calendar::Derivation& derivation) {
  Json::Array steps;
  for (const calendar::Step& step : derivation.steps) {
    steps.emplace_back(Json::Object{{"as", step.as},
                                    {"on", to_string(step.on)},
                                    {"cite", step.cite},
                                    {"interpretation", Json(step.interpretation)},
                                    {"text", texts_json(step.text)}});
  }
  return Json(std::move(steps));
}

Json date_or_null(const std::optional<Date>& day) { return day ? Json(to_string(*day)) : Json(); }

Json date_json(const DateMove& move) {
  Json::Array causes;
  for (const Cause& cause : move.causes)
    causes.emplace_back(Json::Object{{"kind", cause.kind}, {"text", texts_json(cause.text)}});
  Json::Array told;
  for (const Telling& telling : move.told) {
    told.emplace_back(Json::Object{{"act", Json(static_cast<std::int64_t>(telling.act.value))},
                                   {"type", telling.type.str()},
                                   {"party", telling.party},
                                   {"on", to_string(telling.on)}});
  }
  return Json(Json::Object{{"kind", move.kind},
                           {"id", move.id},
                           {"cite", move.cite},
                           {"title", texts_json(move.title)},
                           {"party", move.party},
                           {"clock", move.clock},
                           {"was", date_or_null(move.was)},
                           {"is", date_or_null(move.is)},
                           {"derivation_was", derivation_json(move.derivation_was)},
                           {"derivation_is", derivation_json(move.derivation_is)},
                           {"causes", Json(std::move(causes))},
                           {"told", Json(std::move(told))},
                           {"detriment", Json(to_string(move.detriment))}});
}

Json case_json(const CaseReprojection& each) {
  Json::Array dates;
  for (const DateMove& move : each.dates) dates.push_back(date_json(move));
  Json::Array verdicts;
  for (const VerdictMove& verdict : each.verdicts) {
    verdicts.emplace_back(Json::Object{{"norm", verdict.norm},
                                       {"cite", verdict.cite},
                                       {"act", Json(static_cast<std::int64_t>(verdict.act.value))},
                                       {"was", verdict.was},
                                       {"is", verdict.is}});
  }
  Json::Array parties;
  for (const Concerned& party : each.parties) {
    parties.emplace_back(Json::Object{{"id", party.id},
                                      {"name", party.name},
                                      {"was_told", Json(party.was_told)},
                                      {"detriment", Json(party.detriment)}});
  }
  Json::Array obstacles;
  for (const Obstacle& obstacle : each.obstacles)
    obstacles.emplace_back(Json::Object{{"about", obstacle.about}, {"message", obstacle.message}});
  return Json(Json::Object{
      {"case", each.case_id.str()},
      {"number", each.number},
      {"from", each.from},
      {"to", each.to},
      {"moves", each.moves()},
      {"dates", Json(std::move(dates))},
      {"verdicts", Json(std::move(verdicts))},
      {"parties", Json(std::move(parties))},
      {"roles", json_array(each.roles)},
      {"officers", json_array(each.officers)},
      {"obstacles", Json(std::move(obstacles))},
      {"entry", each.entry ? Json(static_cast<std::int64_t>(each.entry->value)) : Json()}});
}

/// How many cases have some date that moves.
std::size_t with_dates(const ReprojectionReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.cases.begin(), report.cases.end(),
                    [](const CaseReprojection& each) { return !each.dates.empty(); }));
}

}  // namespace

std::string_view to_string(Detriment detriment) {
  for (const auto& [value, name] : kDetriments) {
    if (value == detriment) return name;
  }
  LAGRUM_CHECK(false);
}

std::size_t ReprojectionReport::moving() const {
  return static_cast<std::size_t>(std::count_if(
      cases.begin(), cases.end(), [](const CaseReprojection& each) { return each.moves(); }));
}

std::string to_text(const ReprojectionReport& report, Language language) {
  std::string text;
  for (const law::RuleChange& change : report.changes) text += law::to_text(change, language);
  for (const CaseReprojection& each : report.cases) text += case_text(report, each, language);
  return text +
         message(language, report.planned ? "reproject.planned" : "reproject.done",
                 {{"moving", std::to_string(report.moving())},
                  {"dates", std::to_string(with_dates(report))},
                  {"staying", std::to_string(report.cases.size() - report.moving())},
                  {"there", std::to_string(report.there)},
                  {"ended", std::to_string(report.ended)}}) +
         "\n";
}

Json to_json(const ReprojectionReport& report) {
  Json::Array changes;
  for (const law::RuleChange& change : report.changes) changes.push_back(law::to_json(change));
  Json::Array cases;
  for (const CaseReprojection& each : report.cases) cases.push_back(case_json(each));
  const auto count = [](std::size_t number) { return Json(static_cast<std::int64_t>(number)); };
  return Json(Json::Object{{"planned", report.planned},
                           {"batch", report.batch},
                           {"changes", Json(std::move(changes))},
                           {"cases", Json(std::move(cases))},
                           {"moving", count(report.moving())},
                           {"staying", count(report.cases.size() - report.moving())},
                           {"there", count(report.there)},
                           {"ended", count(report.ended)}});
}

}  // namespace lagrum
