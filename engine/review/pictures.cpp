#include "review/pictures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace lagrum::review {
namespace {

/// Points: as much as a page of A4 with its margins shows of type of 10 points at 7.
constexpr double kWidthMax = 728;
constexpr double kHeightMax = 1000;
constexpr std::size_t kPhaseEventsMax = 3;  ///< on an arrow between phases, where there is room

/// What a drawing may be made of; anything else that a program writes is left out.
constexpr std::array<std::string_view, 7> kShapes = {"g",       "path", "polygon", "polyline",
                                                     "ellipse", "text", "rect"};
constexpr std::array<std::string_view, 21> kShapeAttributes = {"cx",
                                                               "cy",
                                                               "d",
                                                               "fill",
                                                               "fill-opacity",
                                                               "font-family",
                                                               "font-size",
                                                               "font-style",
                                                               "font-weight",
                                                               "height",
                                                               "points",
                                                               "rx",
                                                               "ry",
                                                               "stroke",
                                                               "stroke-dasharray",
                                                               "stroke-width",
                                                               "text-anchor",
                                                               "transform",
                                                               "width",
                                                               "x",
                                                               "y"};

template <class Names>
bool among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of a document
Markup shape(const xml::Element& drawn) {
  Attributes attributes;
  for (const xml::Attribute& attribute : drawn.attributes()) {
    if (attribute.ns.empty() && among(kShapeAttributes, attribute.local))
      attributes.emplace_back(attribute.local, std::string(attribute.value));
  }
  Markup inside = drawn.local() == "text" ? plain(drawn.text()) : Markup{};
  for (const xml::Element& child : drawn.children())
    if (among(kShapes, child.local())) inside = std::move(inside) + shape(child);
  return element(drawn.local(), inside, attributes);
}

double points(const xml::Element& svg, std::string_view name) {
  const std::string text = svg.attribute_or_empty(name);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Result<Drawing> drawing_of(std::string_view svg, const std::string& id, std::string_view title) {
  const std::size_t begin = svg.find("<svg");  // behind the document type, which the gate refuses
  LAGRUM_ASSIGN(
      const xml::Document document,
      xml::Document::parse(begin == std::string_view::npos ? svg : svg.substr(begin), "drawing"));
  const xml::Element root = document.root();
  Drawing drawing;
  drawing.width = points(root, "width");
  drawing.height = points(root, "height");
  Markup inside = element("title", title, {{"id", id}});
  for (const xml::Element& child : root.children())
    if (among(kShapes, child.local())) inside = std::move(inside) + shape(child);
  drawing.svg = element("svg", inside,
                        {{"xmlns", "http://www.w3.org/2000/svg"},
                         {"role", "img"},
                         {"aria-labelledby", id},
                         {"width", root.attribute_or_empty("width")},
                         {"height", root.attribute_or_empty("height")},
                         {"viewBox", root.attribute_or_empty("viewBox")}});
  return drawing;
}

bool is_legible(const Drawing& drawing) {
  return drawing.width <= kWidthMax && drawing.height <= kHeightMax;
}

Result<Drawing> Pictures::draw(const std::string& dot, const std::string& title) const {
  LAGRUM_ASSIGN(const std::string svg, sheet_.material.draw(dot));
  return drawing_of(svg, "picture-" + std::to_string(++drawn_), title);
}

void Pictures::write_figure(const Drawing& drawing, const std::string& title, Html& page) const {
  page.open("figure").put(drawing.svg).leaf("figcaption", title).close();
}

void Pictures::write_overview(Html& page) const {
  const Speech& speech = sheet_.speech;
  if (!sheet_.material.draw) {
    page.leaf("p", speech.say("picture.no-program"), {{"class", "bad"}});
    return;
  }
  const std::string title = speech.say("picture.overview");
  auto drawing = draw(dot_of_phases(sheet_, kPhaseEventsMax), title);
  if (drawing && !is_legible(*drawing)) drawing = draw(dot_of_phases(sheet_, 1), title);
  if (drawing)
    write_figure(*drawing, title, page);
  else
    page.leaf("p", speech.say("picture.failed", {{"what", drawing.error().message}}),
              {{"class", "bad"}});
}

void Pictures::write_phase(const std::string& phase, Html& page) const {
  if (!sheet_.material.draw) return;
  Places places;
  for (const Place& place : sheet_.outline.places())
    if (place.phase == phase) places.push_back(&place);
  write_group(places, sheet_.speech.say("picture.phase", {{"phase", sheet_.speech.phase(phase)}}),
              page);
}

/// The states that stand in no other of these, each with what is inside it; a single one is taken
/// apart. What holds nothing stays together.
std::vector<Pictures::Places> Pictures::parts_of(const Places& places) const {
  const auto inside = [&](const Place* place, const Place* of) {
    return place == of || sheet_.outline.tables().is_descendant(place->index, of->index);
  };
  Places tops;
  for (const Place* place : places) {
    if (std::none_of(places.begin(), places.end(),
                     [&](const Place* each) { return each != place && inside(place, each); }))
      tops.push_back(place);
  }
  Places rest;
  if (tops.size() == 1) {
    rest = tops;
    tops.clear();
    for (const Place* place : places)
      if (place->info->parent == rest.front()->info->id) tops.push_back(place);
  }
  std::vector<Places> parts;
  for (const Place* top : tops) {
    Places part;
    for (const Place* place : places)
      if (inside(place, top)) part.push_back(place);
    if (part.size() == 1)
      rest.push_back(top);
    else
      parts.push_back(std::move(part));
  }
  if (!rest.empty()) parts.insert(parts.begin(), std::move(rest));
  return parts;
}

bool Pictures::has_arrows(const Places& places) const {
  return std::any_of(places.begin(), places.end(), [&](const Place* place) {
    return std::any_of(place->steps.begin(), place->steps.end(), [&](const Step& step) {
      return std::any_of(step.info->targets.begin(), step.info->targets.end(),
                         [&](const std::string& target) {
                           return sheet_.outline.target_of(target) != place->info->id;
                         });
    });
  });
}

// NOLINTNEXTLINE(misc-no-recursion): each part has fewer states
void Pictures::write_group(const Places& places, const std::string& title, Html& page) const {
  if (!has_arrows(places)) return;
  auto drawing = draw(dot_of(sheet_, places, false), title);
  if (!drawing ||
      !is_legible(*drawing)) {  // dot gives up on some graphs that it can lay on the side
    auto sideways = draw(dot_of(sheet_, places, true), title);
    if (sideways && (!drawing || is_legible(*sideways))) drawing = std::move(sideways);
  }
  if (drawing && is_legible(*drawing)) return write_figure(*drawing, title, page);
  const std::vector<Places> parts = parts_of(places);
  if (parts.size() < 2) {
    if (drawing) return write_figure(*drawing, title, page);
    page.leaf("p", sheet_.speech.say("picture.failed", {{"what", drawing.error().message}}),
              {{"class", "bad"}});
    return;
  }
  for (const Places& part : parts) {
    std::string name = title;
    if (part.size() > 1 || part.front()->node->children.size() > 1)
      name += ": " + part.front()->info->id;
    write_group(part, name, page);
  }
}

}  // namespace lagrum::review
