#include <algorithm>
#include <array>

#include "base/words.h"
#include "lagrum/case.h"

namespace lagrum {
namespace {

constexpr std::array<std::pair<Outcome, std::string_view>, 5> kOutcomes = {
    {{Outcome::kDone, "done"},
     {Outcome::kRefused, "refused"},
     {Outcome::kNotAuthorised, "not-authorised"},
     {Outcome::kNotApplicable, "not-applicable"},
     {Outcome::kReasonRequired, "reason-required"}}};

Json to_json(const Texts& texts) {
  Json::Object object;
  for (const auto& [language, text] : texts.all()) object[language] = Json(text);
  return Json(std::move(object));
}

Texts texts_from(const Json& json) {
  Texts texts;
  if (const Json::Object* object = json.object()) {
    for (const auto& [language, text] : *object) {
      if (text.string() != nullptr) texts.set(language, *text.string());
    }
  }
  return texts;
}

Json strings(const std::vector<std::string>& list) {
  Json::Array array;
  for (const std::string& text : list) array.emplace_back(text);
  return Json(std::move(array));
}

std::vector<std::string> strings_from(const Json& json) {
  std::vector<std::string> list;
  if (const Json::Array* array = json.array()) {
    for (const Json& item : *array) {
      if (item.string() != nullptr) list.push_back(*item.string());
    }
  }
  return list;
}

Json day_json(const std::optional<Date>& date) { return date ? Json(to_string(*date)) : Json(); }

std::optional<Date> day_from(const Json& json) {
  if (json.string() == nullptr) return std::nullopt;
  const auto date = parse_date(*json.string());
  return date ? std::optional<Date>(*date) : std::nullopt;
}

Json to_json(const Objection& objection) {
  Json::Array remedies;
  for (const Objection::Remedy& remedy : objection.remedies) {
    remedies.emplace_back(Json::Object{{"kind", remedy.kind},
                                       {"names", strings(remedy.names)},
                                       {"value", remedy.value},
                                       {"first_day", day_json(remedy.first_day)},
                                       {"party", remedy.party},
                                       {"alternative", Json(remedy.alternative)},
                                       {"text", to_json(remedy.text)}});
  }
  return Json(Json::Object{{"norm", objection.norm},
                           {"cite", objection.cite},
                           {"title", to_json(objection.title)},
                           {"summary", to_json(objection.summary)},
                           {"consequence", objection.consequence},
                           {"act", objection.act},
                           {"party", objection.party},
                           {"policy", Json(objection.policy)},
                           {"remedies", Json(std::move(remedies))}});
}

Objection objection_from(const Json& json) {
  Objection made;
  made.norm = json.text("norm");
  made.cite = json.text("cite");
  made.title = texts_from(json["title"]);
  made.summary = texts_from(json["summary"]);
  made.consequence = json.text("consequence");
  made.act = json.text("act");
  made.party = json.text("party");
  made.policy = json.flag("policy");
  if (const Json::Array* remedies = json["remedies"].array()) {
    for (const Json& remedy : *remedies) {
      made.remedies.push_back({texts_from(remedy["text"]), remedy.text("kind"),
                               strings_from(remedy["names"]), remedy.text("value"),
                               day_from(remedy["first_day"]), remedy.text("party"),
                               remedy.flag("alternative")});
    }
  }
  return made;
}

Json values_json(const Context& values) {
  const auto json = to_json(Value(values));
  return json ? *json : Json();
}

std::string pad(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  for (const auto& [value, name] : kOutcomes) {
    if (value == outcome) return name;
  }
  LAGRUM_CHECK(false);
}

Json to_json(const Answer& answer) {
  Json::Array objections;
  for (const Objection& objection : answer.objections) objections.push_back(to_json(objection));
  Json::Array acts;
  for (const Answer::Done& act : answer.acts) {
    acts.emplace_back(Json::Object{
        {"type", act.type}, {"legal_day", to_string(act.legal_day)}, {"by_norm", act.by_norm}});
  }
  Json::Object object{{"outcome", Json(to_string(answer.outcome))},
                      {"case", answer.case_id.str()},
                      {"phase", answer.phase},
                      {"objections", Json(std::move(objections))},
                      {"provision", answer.provision},
                      {"detail", answer.detail},
                      {"unmet", strings(answer.unmet)},
                      {"possible", strings(answer.possible)},
                      {"acts", Json(std::move(acts))}};
  if (answer.entry) object["entry"] = Json(static_cast<std::int64_t>(answer.entry->value));
  return Json(std::move(object));
}

Result<Answer> answer_from_json(const Json& json) {
  Answer answer;
  const std::string name = json.text("outcome");
  const auto outcome = std::find_if(kOutcomes.begin(), kOutcomes.end(),
                                    [&](const auto& each) { return each.second == name; });
  if (outcome == kOutcomes.end())
    return Error{ErrorCode::kCorruption,
                 "expected a stored answer, found the outcome '" + name + "'",
                 {},
                 {}};
  answer.outcome = outcome->first;
  answer.case_id = CaseId(json.text("case"));
  answer.phase = json.text("phase");
  answer.provision = json.text("provision");
  answer.detail = json.text("detail");
  answer.unmet = strings_from(json["unmet"]);
  answer.possible = strings_from(json["possible"]);
  if (json["entry"].integer() != nullptr)
    answer.entry = LogIndex{static_cast<std::uint64_t>(json.number("entry"))};
  if (const Json::Array* objections = json["objections"].array()) {
    for (const Json& objection : *objections)
      answer.objections.push_back(objection_from(objection));
  }
  if (const Json::Array* acts = json["acts"].array()) {
    for (const Json& act : *acts) {
      LAGRUM_ASSIGN(const Date day, parse_date(act.text("legal_day")));
      answer.acts.push_back({act.text("type"), day, act.text("by_norm")});
    }
  }
  return answer;
}

std::string to_text(const Answer& answer, Language language) {
  std::string text = message(language, "answer." + std::string(to_string(answer.outcome)));
  if (!answer.provision.empty())
    text += " " + message(language, "answer.provision", {{"cite", answer.provision}});
  text += "\n";
  for (const Answer::Done& act : answer.acts) {
    text += "  " + pad(act.type, 28) + to_string(act.legal_day);
    if (!act.by_norm.empty())
      text += "  " + message(language, "act.by-norm", {{"norm", act.by_norm}});
    text += "\n";
  }
  for (const std::string& condition : answer.unmet)
    text += "  " + message(language, "answer.unmet", {{"condition", condition}}) + "\n";
  for (const Objection& objection : answer.objections) {
    text += "  " + message(language, "objection." + objection.consequence) + " " +
            objection.title.in(language) + " (" + objection.cite + ", " + objection.norm +
            (objection.policy ? ", " + message(language, "rank.policy") : std::string()) + ")";
    if (!objection.party.empty()) text += " [" + objection.party + "]";
    text += "\n    " + objection.summary.in(language) + "\n";
    for (const Objection::Remedy& remedy : objection.remedies) {
      text += "    → " + remedy.text.in(language);
      if (!remedy.party.empty() && remedy.party != objection.party)
        text += " [" + remedy.party + "]";
      text += "\n";
    }
  }
  if (!answer.possible.empty()) {
    text += "  " + message(language, "answer.possible", {{"events", comma_list(answer.possible)}}) +
            "\n";
  }
  return text;
}

std::string to_text(const CaseView& view, Language language) {
  const auto heading = [&](std::string_view key) { return "\n" + message(language, key) + "\n"; };
  std::string text = view.id.str() + "  " + view.number + "  " + view.workflow + " " +
                     view.workflow_version + "  " +
                     message(language, "view.phase", {{"phase", view.phase}}) + "\n";
  text += heading("view.acts");
  for (const CaseView::ActLine& line : view.acts) {
    text += "  " + to_string(line.legal_day) + "  " + pad(line.act.type.str(), 28) +
            pad(line.act.actor, 12) + line.act.party.str();
    if (line.superseded) text += "  " + message(language, "view.superseded");
    text += "\n";
  }
  text += heading("view.duties");
  for (const CaseView::DutyLine& line : view.duties) {
    if (line.observed || (line.status != "open" && line.status != "overdue")) continue;
    text += "  " + pad(line.due ? to_string(*line.due) : "-", 12) + pad(line.status, 9) +
            line.title.in(language) + " (" + line.cite + ")" +
            (line.policy ? " " + message(language, "rank.policy") : std::string()) +
            (line.party.empty() ? "" : " [" + line.party + "]") + "\n";
  }
  text += heading("view.clocks");
  for (const CaseView::ClockLine& line : view.clocks) {
    if (line.status == "none") continue;
    text += "  " + to_string(line.due) + "  " + pad(line.status, 10) + line.title.in(language) +
            " (" + line.cite + ")" + (line.party.empty() ? "" : " [" + line.party + "]") + "\n";
  }
  text += heading("view.tasks");
  for (const CaseView::TaskLine& line : view.tasks)
    text += "  " + pad(line.role, 12) + line.title.in(language) + "\n";
  return text + "\n" +
         message(language, "answer.possible", {{"events", comma_list(view.possible)}}) + "\n";
}

namespace {

Json json_of(const CaseView::ActLine& line) {
  return Json(Json::Object{{"type", line.act.type.str()},
                           {"sequence", to_string(line.act.sequence)},
                           {"legal_day", to_string(line.legal_day)},
                           {"recorded", to_string(line.act.recorded)},
                           {"actor", line.act.actor},
                           {"role", line.act.role},
                           {"party", line.act.party.str()},
                           {"regarding", line.act.regarding},
                           {"basis", line.act.basis},
                           {"by_norm", line.act.by_norm},
                           {"superseded", Json(line.superseded)},
                           {"with", values_json(line.act.attributes)}});
}

Json json_of(const CaseView::DutyLine& line) {
  return Json(Json::Object{{"norm", line.norm},
                           {"cite", line.cite},
                           {"title", to_json(line.title)},
                           {"party", line.party},
                           {"status", line.status},
                           {"due", day_json(line.due)},
                           {"rank", line.policy ? "policy" : "law"},
                           {"observed", Json(line.observed)}});
}

Json json_of(const CaseView::ClockLine& line) {
  Json::Object clock{{"id", line.id},
                     {"cite", line.cite},
                     {"party", line.party},
                     {"regarding", line.regarding},
                     {"status", line.status}};
  if (line.status == "none") return Json(std::move(clock));
  Json::Object derivation;
  for (const Language language : kLanguages)
    derivation[std::string(to_string(language))] = Json(line.derivation.in(language));
  clock["start"] = Json(to_string(line.start));
  clock["due"] = Json(to_string(line.due));
  clock["derivation"] = Json(std::move(derivation));
  return Json(std::move(clock));
}

Json json_of(const CaseView::VerdictLine& line) {
  return Json(Json::Object{{"norm", line.norm},
                           {"cite", line.cite},
                           {"party", line.party},
                           {"act", line.act},
                           {"sequence", to_string(line.sequence)},
                           {"verdict", line.verdict},
                           {"superseded", Json(line.superseded)},
                           {"lifted_by", line.lifted_by}});
}

Json json_of(const CaseView::TaskLine& line) {
  return Json(Json::Object{{"id", line.id},
                           {"role", line.role},
                           {"title", to_json(line.title)},
                           {"question", Json(line.question)}});
}

template <class Line>
Json list_of(const std::vector<Line>& lines) {
  Json::Array list;
  for (const Line& line : lines) list.push_back(json_of(line));
  return Json(std::move(list));
}

}  // namespace

Json to_json(const CaseView& view) {
  return Json(Json::Object{{"case", view.id.str()},
                           {"workflow", view.workflow},
                           {"version", view.workflow_version},
                           {"number", view.number},
                           {"phase", view.phase},
                           {"states", strings(view.states)},
                           {"data", values_json(view.data)},
                           {"acts", list_of(view.acts)},
                           {"duties", list_of(view.duties)},
                           {"clocks", list_of(view.clocks)},
                           {"verdicts", list_of(view.verdicts)},
                           {"tasks", list_of(view.tasks)},
                           {"possible", strings(view.possible)}});
}

}  // namespace lagrum
