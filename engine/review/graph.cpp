#include <algorithm>
#include <map>
#include <set>

#include "base/words.h"
#include "base/xml_text.h"
#include "review/pictures.h"

namespace lagrum::review {
namespace {

constexpr std::size_t kNodeWidth = 26;  ///< characters, after which a text goes on in the next line
constexpr std::size_t kEdgeWidth = 24;
constexpr std::size_t kLinesMax = 4;
constexpr std::size_t kArrowEventsMax = 4;  ///< on one arrow between states

constexpr std::string_view kHead =
    "digraph picture {\n"
    "graph [fontname=\"DejaVu Sans\", fontsize=10, nodesep=0.25, ranksep=0.4, compound=true, "
    "style=\"rounded\", color=\"#7d8ea1\", bgcolor=\"#ffffff\", margin=0, pad=0.1";
constexpr std::string_view kStyles =
    "];\n"
    "node [fontname=\"DejaVu Sans\", fontsize=10, shape=box, style=\"rounded,filled\", "
    "fillcolor=\"#f3f6f9\", color=\"#1f3b5c\", margin=\"0.08,0.05\", height=0.3];\n"
    "edge [fontname=\"DejaVu Sans\", fontsize=9.9, color=\"#33475b\", arrowsize=0.7];\n";

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// Lines of at most that many characters where words allow it; the last ends with "…" where more
/// is left.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (const std::string& word : words(text)) {
    const bool fits = !lines.empty() && characters(lines.back()) + 1 + characters(word) <= width;
    if (!fits && lines.size() == kLinesMax) {
      lines.back() += " …";
      break;
    }
    if (fits)
      lines.back() += " " + word;
    else
      lines.push_back(word);
  }
  return lines;
}

/// As a label of DOT's own markup, where nothing but XML's characters means something.
std::string label(const std::vector<std::string>& lines, std::string_view style = {}) {
  std::string text;
  for (const std::string& line : lines) {
    std::string shown = xml::escaped(line, true);
    if (!style.empty())
      shown = "<" + std::string(style) + ">" + shown + "</" + std::string(style) + ">";
    text += (text.empty() ? "" : "<br/>") + shown;
  }
  return text.empty() ? " " : text;
}

std::string name(std::string_view kind, std::size_t number) {
  return std::string(kind) + std::to_string(number);
}

/// Arrows between two nodes are drawn as one, with what each says.
class Arrows {
 public:
  explicit Arrows(std::size_t events_max) : events_max_(events_max) {}

  void add(const std::string& from, const std::string& to, const std::string& event) {
    std::vector<std::string>& events = events_[{from, to}];
    if (!contains(events, event)) events.push_back(event);
  }

  std::string write() const {
    std::string dot;
    for (const auto& [ends, events] : events_) {
      std::string text;
      for (std::size_t i = 0; i < events.size() && i < events_max_; ++i)
        text += (i == 0 ? "" : "<br/>") + label(wrapped(events[i], kEdgeWidth));
      if (events.size() > events_max_)
        text += "<br/>+ " + std::to_string(events.size() - events_max_);
      dot += ends.first + " -> " + ends.second + " [label=<" + text + ">];\n";
    }
    return dot;
  }

 private:
  const std::size_t events_max_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> events_;
};

class Graph {
 public:
  Graph(const Sheet& sheet, const std::vector<const Place*>& places)
      : sheet_(sheet), speech_(sheet.speech), places_(places.begin(), places.end()) {
    for (const Place* place : places) gather(*place);
  }

  std::string write(bool sideways) {
    std::string dot = std::string(kHead) + (sideways ? ", rankdir=LR" : "") + std::string(kStyles);
    for (const Place* place : tops()) dot += box(*place);
    for (const auto& [target, number] : exits_) dot += exit(target, number);
    return dot + arrows_.write() + "}\n";
  }

 private:
  std::vector<const Place*> tops() const {
    std::vector<const Place*> tops;
    for (const Place& place : sheet_.outline.places()) {
      if (places_.contains(&place) && !places_.contains(sheet_.outline.find(place.info->parent)))
        tops.push_back(&place);
    }
    return tops;
  }

  bool is_leaf(const Place& place) const {
    return std::none_of(places_.begin(), places_.end(),
                        [&](const Place* each) { return each->info->parent == place.info->id; });
  }

  std::string node_of(const Place& place) const { return name("s", place.index); }

  /// Where an arrow to the state ends: the state that is entered first inside it.
  const Place* entered(const Place* place) const {
    while (place != nullptr && !is_leaf(*place)) {
      const Place* inner = nullptr;
      for (const render::Node& child : place->node->children)
        if (inner == nullptr && (child.initial || place->info->kind == "parallel"))
          inner = sheet_.outline.find(child.id);
      if (inner == nullptr || !places_.contains(inner)) break;
      place = inner;
    }
    return place;
  }

  void gather(const Place& place) {
    for (const Step& step : place.steps) {
      for (const std::string& id : step.info->targets) {
        const std::string target = sheet_.outline.target_of(id);
        const Place* to = sheet_.outline.find(target);
        if (to == &place || to == nullptr) continue;
        if (!is_leaf(place)) anywhere_.insert(&place);
        if (places_.contains(to)) {
          arrows_.add(node_of(place), node_of(*entered(to)), speech_.event(*step.info));
        } else {
          const std::size_t number = exits_.emplace(target, exits_.size()).first->second;
          arrows_.add(node_of(place), name("x", number), speech_.event(*step.info));
        }
      }
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  std::string box(const Place& place) const {
    if (is_leaf(place)) return leaf(place);
    std::string dot = "subgraph cluster" + std::to_string(place.index) + " {\nlabel=<" +
                      label({place.info->id}, "i") + ">;\n";
    if (place.info->kind == "parallel") dot += "style=\"rounded,dashed\";\n";
    if (anywhere_.contains(&place)) {
      dot +=
          node_of(place) + " [style=\"dotted\", label=<" +
          label(wrapped(speech_.say("picture.anywhere", {{"state", place.info->id}}), kNodeWidth),
                "i") +
          ">];\n";
    }
    for (const Place& child : sheet_.outline.places()) {
      if (child.info->parent == place.info->id && places_.contains(&child)) dot += box(child);
    }
    return dot + "}\n";
  }

  std::string leaf(const Place& place) const {
    std::string text = label({place.info->id}, "b");
    for (const statechart::TaskSpec& task : place.info->tasks)
      text += "<br/>" + label(wrapped(speech_.of(task.title), kNodeWidth));
    const bool ends = place.info->kind == "final";
    const bool holds = !place.node->children.empty();
    return node_of(place) + " [label=<" + text + ">" + (ends ? ", peripheries=2" : "") +
           (holds ? ", style=\"rounded,filled,bold\"" : "") + "];\n";
  }

  std::string exit(const std::string& target, std::size_t number) const {
    const Place* place = sheet_.outline.find(target);
    std::string text = "→ " + label({target}, "b");
    if (place != nullptr && place->phase != (*places_.begin())->phase)
      text += "<br/>" + label(wrapped(speech_.phase(place->phase), kNodeWidth));
    return name("x", number) + " [shape=box, style=\"dashed\", color=\"#5b6b7b\", label=<" + text +
           ">];\n";
  }

  const Sheet& sheet_;
  const Speech& speech_;
  const std::set<const Place*> places_;
  std::set<const Place*> anywhere_;           ///< states with others inside that something leaves
  std::map<std::string, std::size_t> exits_;  ///< states outside the picture, numbered
  Arrows arrows_{kArrowEventsMax};
};

}  // namespace

std::string dot_of(const Sheet& sheet, const std::vector<const Place*>& places, bool sideways) {
  return Graph(sheet, places).write(sideways);
}

namespace {

/// The phase of a state, or of what is entered first inside it; empty where that has none.
std::string phase_entered(const Sheet& sheet, const std::string& state) {
  const Place* place = sheet.outline.find(state);
  while (place != nullptr && place->phase.empty()) {
    const auto& inside = place->node->children;
    const auto initial = std::find_if(inside.begin(), inside.end(),
                                      [](const render::Node& child) { return child.initial; });
    place = initial == inside.end() ? nullptr : sheet.outline.find(initial->id);
  }
  return place == nullptr ? std::string() : place->phase;
}

/// The phase of a state, or those of the states inside one that stands outside all.
std::set<std::string> phases_of(const Sheet& sheet, const Place& place) {
  if (!place.phase.empty()) return {place.phase};
  std::set<std::string> phases;
  for (const Place& each : sheet.outline.places()) {
    if (!each.phase.empty() && sheet.outline.tables().is_descendant(each.index, place.index))
      phases.insert(each.phase);
  }
  return phases;
}

}  // namespace

std::string dot_of_phases(const Sheet& sheet, std::size_t events_max) {
  std::string dot = std::string(kHead) + std::string(kStyles);
  Arrows arrows(events_max);
  std::map<std::string, std::size_t> numbers;
  for (const std::string& phase : sheet.outline.phases()) {
    if (phase.empty()) continue;
    numbers.emplace(phase, numbers.size());
    dot += name("p", numbers.at(phase)) + " [label=<" +
           label(wrapped(sheet.speech.phase(phase), kNodeWidth), "b") + ">];\n";
  }
  for (const Place& place : sheet.outline.places()) {
    for (const Step& step : place.steps) {
      for (const std::string& id : step.info->targets) {
        const std::string to = phase_entered(sheet, sheet.outline.target_of(id));
        for (const std::string& from : phases_of(sheet, place)) {
          if (to.empty() || from == to) continue;
          arrows.add(name("p", numbers.at(from)), name("p", numbers.at(to)),
                     sheet.speech.event(*step.info));
        }
      }
    }
  }
  return dot + arrows.write() + "}\n";
}

}  // namespace lagrum::review
