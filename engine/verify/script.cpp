#include "verify/script.h"

#include <algorithm>
#include <array>

#include "base/xml_text.h"
#include "cases/files.h"

namespace lagrum::verify {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml::escaped(value, false) + "\"";
}

/// Two hyphens would end a comment.
std::string comment(std::string text) {
  for (std::size_t at = 0; (at = text.find("--", at)) != std::string::npos;)
    text.replace(at, 2, "–");
  if (text.ends_with('-')) text += ' ';
  return "<!-- " + text + " -->";
}

bool is_single(const Value& value) { return value.list() == nullptr && value.context() == nullptr; }

std::string with(const std::string& name, const Value& value) {
  const std::string open = "<with" + attribute("name", name);
  if (is_single(value)) return open + attribute("value", plain_text(value)) + "/>";
  const List* list = value.list();
  if (list == nullptr || !std::ranges::all_of(*list, is_single))
    return open + attribute("expr", lagrum::to_string(value)) + "/>";
  if (list->empty()) return open + "/>";
  std::string items = open + ">";
  for (const Value& item : *list)
    items += "<item>" + xml::escaped(plain_text(item), true) + "</item>";
  return items + "</with>";
}

struct Form {
  Scene::Kind kind;
  std::string_view element;
  std::string_view norm;  ///< the element that names a norm
};
constexpr std::array<Form, 4> kForms = {{{Scene::Kind::kDoes, "does", "warned"},
                                         {Scene::Kind::kArrives, "arrives", "warned"},
                                         {Scene::Kind::kRecords, "records", "breach"},
                                         {Scene::Kind::kTries, "tries", "refused"}}};

/// Local time to the minute.
std::string minute(LocalTime time) { return lagrum::to_string(time).substr(0, 16); }

std::string written(const Scene& scene, const std::string& document) {
  const std::string margin = "    ";
  std::string text;
  if (!scene.note.empty()) text += margin + comment(scene.note) + "\n";
  if (scene.kind == Scene::Kind::kThen) {
    text += margin + "<then>";
    for (const Scene::Claim& claim : scene.claims) {
      text += "<" + claim.element;
      for (const auto& [name, value] : claim.attributes) text += attribute(name, value);
      text += "/>";
    }
    return text + "</then>\n";
  }
  const Form& form = *std::ranges::find(kForms, scene.kind, &Form::kind);
  const Command& command = scene.command;
  text += margin + "<" + std::string(form.element);
  if (scene.kind == Scene::Kind::kArrives) {
    text += attribute("channel", command.channel) + attribute("from", command.who);
    text += attribute("event", command.event);
  } else {
    text += attribute("who", command.who) + attribute("event", command.event);
    if (!command.behalf.empty()) text += attribute("for", command.behalf);
    if (scene.kind == Scene::Kind::kRecords) text += attribute("happened", minute(scene.at));
    if (scene.kind == Scene::Kind::kDoes && !scene.norms.empty())
      text += attribute("reason", command.reason);
  }
  std::string inside;
  for (const auto& [name, value] : command.data.entries())
    if (!value.is_null()) inside += margin + "  " + with(name, value) + "\n";
  for (const NewDocument& brought : command.documents)
    inside += margin + "  <document" + attribute("kind", brought.kind) +
              attribute("file", document) + "/>\n";
  for (const std::string& norm : scene.norms)
    inside += margin + "  <" + std::string(form.norm) + attribute("norm", norm) + "/>\n";
  if (!scene.provision.empty())
    inside += margin + "  <not-authorised" + attribute("provision", scene.provision) + "/>\n";
  if (inside.empty()) return text + "/>\n";
  return text + ">\n" + inside + margin + "</" + std::string(form.element) + ">\n";
}

}  // namespace

std::string path_from(std::string_view base, std::string_view path) {
  const std::string folder = cases::folder_of(base);
  std::size_t common = 0;
  for (std::size_t i = 0; i < folder.size() && i < path.size() && folder[i] == path[i]; ++i)
    if (folder[i] == '/') common = i + 1;
  const auto up =
      std::count(folder.begin() + static_cast<std::ptrdiff_t>(common), folder.end(), '/');
  std::string found;
  for (std::ptrdiff_t i = 0; i < up; ++i) found += "../";
  return found + std::string(path.substr(common));
}

std::string script_of(const Heading& heading, const std::vector<Scene>& scenes) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  for (const std::string& note : heading.notes) text += comment(note) + "\n";
  text += "<scenario xmlns=\"" + std::string(cases::kScenarioNamespace) + "\"" +
          attribute("workflow", heading.workflow) +
          attribute("organisation", heading.organisation) + attribute("title", heading.title) +
          ">\n";
  for (const auto& [language, summary] : heading.summary.all())
    text += "  <summary" + attribute("xml:lang", language) + ">" + xml::escaped(summary, true) +
            "</summary>\n";
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    if (i == 0 || scenes[i].at != scenes[i - 1].at) {
      if (i > 0) text += "  </at>\n";
      text += "  <at" + attribute("time", minute(scenes[i].at)) + ">\n";
    }
    text += written(scenes[i], heading.document);
  }
  if (!scenes.empty()) text += "  </at>\n";
  return text + "</scenario>\n";
}

}  // namespace lagrum::verify
