#include <algorithm>
#include <set>

#include "cases/files.h"
#include "review/sheet.h"

namespace lagrum::review {
namespace {

/// The norms that a story names, in the order of the text: what it expects of them.
std::vector<std::string> norms_named(const xml::Element& root) {
  std::vector<std::string> named;
  std::set<std::string> told;
  std::vector<xml::Element> left = {root};
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (const xml::Element& child : left[i].children()) left.push_back(child);
    const auto norm = left[i].attribute("norm");
    if (norm && told.insert(std::string(*norm)).second) named.emplace_back(*norm);
  }
  return named;
}

Markup norms_of(const Sheet& sheet, const xml::Element& root) {
  std::vector<Markup> parts;
  for (const std::string& norm : norms_named(root)) {
    const auto& versions = sheet.law().versions(norm);
    parts.push_back(versions.empty() ? code(norm) : sheet.speech.norm_link(versions.front()));
  }
  return parts.empty() ? plain(sheet.speech.say("stories.no-norm")) : joined(parts, "; ");
}

Markup outcome(const Sheet& sheet, const scenario::Report& story) {
  const Speech& speech = sheet.speech;
  if (story.failures.empty()) {
    return element("span", speech.say("stories.pass"), {{"class", "good"}}) + element("br", "") +
           element("small",
                   speech.say("stories.steps", {{"steps", std::to_string(story.steps)},
                                                {"checks", std::to_string(story.checks)}}));
  }
  Markup told = element("span", speech.say("stories.fail"), {{"class", "bad"}});
  for (const scenario::Failure& failure : story.failures)
    told = told + element("div", element("small", failure.message));
  return told;
}

/// Transitions that no story took.
void write_coverage(const Sheet& sheet, Html& page) {
  std::set<std::string> taken;
  for (const scenario::Report& story : sheet.material.stories) {
    if (story.workflow == sheet.workflow().key())
      taken.insert(story.transitions.begin(), story.transitions.end());
  }
  std::vector<Markup> left;
  for (const statechart::TransitionInfo& transition : sheet.workflow().chart.transitions())
    if (!taken.contains(transition.name)) left.push_back(code(transition.name));
  const std::size_t all = sheet.workflow().chart.transitions().size();
  page.leaf("p", sheet.speech.say("stories.coverage", {{"taken", std::to_string(all - left.size())},
                                                       {"all", std::to_string(all)}}));
  if (!left.empty())
    page.leaf("p", sheet.speech.show("stories.left", {{"transitions", joined(left, "; ")}}));
}

}  // namespace

void write_stories(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  open_section(sheet, "stories", page);
  page.leaf("p", speech.say("stories.intro"));
  if (sheet.material.stories.empty()) {
    page.leaf("p", speech.say("stories.none")).close();
    return;
  }
  page.table(speech.say("stories.caption"),
             {speech.say("stories.story"), speech.say("stories.shows"), speech.say("stories.norms"),
              speech.say("stories.outcome")},
             "stories");
  page.open("tbody");
  for (const scenario::Report& story : sheet.material.stories) {
    const auto file = read_document(sheet.material, story.file);
    const std::string name = story.file.substr(cases::folder_of(story.file).size());
    const std::string summary = file ? speech.of(texts_in(file->root(), "summary")) : std::string();
    page.row({code(name), plain(summary.empty() ? story.title : summary),
              file ? norms_of(sheet, file->root()) : Markup{}, outcome(sheet, story)},
             {{"id", id_of("story", story.file)}});
  }
  page.close().close();
  write_coverage(sheet, page);
  page.close();
}

}  // namespace lagrum::review
