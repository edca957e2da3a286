#include <algorithm>

#include "base/words.h"
#include "lagrum/migration.h"

namespace lagrum {
namespace {

constexpr const char* kIndent = "    ";
constexpr const char* kArrow = " → ";

std::string item_line(const ItemMove& item, Language language) {
  if (item.to.empty())
    return message(language, "migration.data-dropped",
                   {{"name", item.from}, {"was", to_string(item.was)}});
  const bool renamed = !item.from.empty() && item.from != item.to;
  return (renamed ? item.from + kArrow : std::string()) + item.to + ": " + to_string(item.was) +
         kArrow + to_string(item.is);
}

std::string send_line(const SendMove& send, Language language) {
  const bool dropped = send.to.empty();
  const bool renamed = !dropped && send.from != send.to;
  return message(language, dropped ? "migration.send-dropped" : "migration.send-kept",
                 {{"event", send.from + (renamed ? kArrow + send.to : std::string())},
                  {"due", to_string(send.due)}});
}

std::string case_text(const MigrationReport& report, const CaseMove& move, Language language) {
  const char* head = !move.moves()    ? "migration.stays"
                     : report.planned ? "migration.would-move"
                                      : "migration.moved";
  std::string text = message(
      language, head,
      {{"case", move.number.empty() ? move.case_id.str() : move.number + " " + move.case_id.str()},
       {"from", move.from},
       {"to", report.to},
       {"before", comma_list(move.states_before)},
       {"after", comma_list(move.states_after)}});
  text += "\n";
  const auto add = [&](const std::string& line) { text += kIndent + line + "\n"; };
  for (const Obstacle& each : move.obstacles) add(each.about + ": " + each.message);
  if (!move.moves()) return text;
  for (const ItemMove& item : move.items) add(item_line(item, language));
  for (const SendMove& send : move.sends) add(send_line(send, language));
  return text;
}

Json case_json(const CaseMove& move) {
  Json::Array items;
  for (const ItemMove& item : move.items) {
    items.emplace_back(Json::Object{{"from", item.from},
                                    {"to", item.to},
                                    {"was", to_string(item.was)},
                                    {"is", to_string(item.is)}});
  }
  Json::Array sends;
  for (const SendMove& send : move.sends) {
    sends.emplace_back(
        Json::Object{{"from", send.from}, {"to", send.to}, {"due", to_string(send.due)}});
  }
  Json::Array obstacles;
  for (const Obstacle& each : move.obstacles)
    obstacles.emplace_back(Json::Object{{"about", each.about}, {"message", each.message}});
  const Json entry = move.entry ? Json(static_cast<std::int64_t>(move.entry->value)) : Json();
  return Json(Json::Object{{"case", move.case_id.str()},
                           {"number", move.number},
                           {"from", move.from},
                           {"moves", move.moves()},
                           {"before", json_array(move.states_before)},
                           {"after", json_array(move.states_after)},
                           {"data", Json(std::move(items))},
                           {"pending", Json(std::move(sends))},
                           {"obstacles", Json(std::move(obstacles))},
                           {"entry", entry}});
}

}  // namespace

std::size_t MigrationReport::moving() const {
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [](const CaseMove& move) { return move.moves(); }));
}

std::string to_text(const MigrationReport& report, Language language) {
  std::string text;
  for (const CaseMove& move : report.cases) text += case_text(report, move, language);
  return text +
         message(language, report.planned ? "migration.planned" : "migration.done",
                 {{"workflow", report.workflow},
                  {"to", report.to},
                  {"moving", std::to_string(report.moving())},
                  {"staying", std::to_string(report.cases.size() - report.moving())},
                  {"ended", std::to_string(report.ended)}}) +
         "\n";
}

Json to_json(const MigrationReport& report) {
  Json::Array cases;
  for (const CaseMove& move : report.cases) cases.push_back(case_json(move));
  const auto count = [](std::size_t number) { return Json(static_cast<std::int64_t>(number)); };
  return Json(Json::Object{{"workflow", report.workflow},
                           {"to", report.to},
                           {"planned", report.planned},
                           {"cases", Json(std::move(cases))},
                           {"moving", count(report.moving())},
                           {"staying", count(report.cases.size() - report.moving())},
                           {"ended", count(report.ended)}});
}

}  // namespace lagrum
