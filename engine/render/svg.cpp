#include <cmath>
#include <utility>

#include "lagrum/render.h"
#include "lagrum/xml.h"
#include "render/diagram.h"
#include "render/layout.h"

namespace lagrum::render {
namespace {

class Drawing {
 public:
  explicit Drawing(const std::string& title) { title_ = title; }

  std::string draw(const Box& root) {
    writer_.open("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .attribute("version", "1.1")
        .attribute("width", number(root.width + 2 * kPad))
        .attribute("height", number(root.height + 2 * kPad))
        .attribute("viewBox",
                   "0 0 " + number(root.width + 2 * kPad) + " " + number(root.height + 2 * kPad))
        .attribute("font-family", "DejaVu Sans, Verdana, Arial, sans-serif");
    writer_.leaf("title", title_);
    box(root, kPad, kPad, 0);
    writer_.close();
    return writer_.finish();
  }

 private:
  static std::string number(double value) {
    return std::to_string(static_cast<std::int64_t>(std::lround(value)));
  }

  void rectangle(const Box& at, double x, double y, double inset, std::string_view fill) {
    const bool region = at.node->kind == "parallel";
    const bool round = at.node->kind == "final" || at.node->kind == "history";
    writer_.open("rect")
        .attribute("x", number(x + inset))
        .attribute("y", number(y + inset))
        .attribute("width", number(at.width - 2 * inset))
        .attribute("height", number(at.height - 2 * inset))
        .attribute("rx", round ? "12" : "5")
        .attribute("fill", fill)
        .attribute("stroke", "#57606a");
    if (region) writer_.attribute("stroke-dasharray", "5 3");
    writer_.close();
  }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void box(const Box& at, double x, double y, std::size_t depth) {
    writer_.open("g").attribute("id", "state." + at.node->id);
    rectangle(at, x, y, 0, depth % 2 == 0 ? "#ffffff" : "#f3f6f9");
    if (at.node->kind == "final") rectangle(at, x, y, 3, "none");
    for (const Block& block : at.blocks) {
      for (const Text& text : block.texts) write(text, x, y);
    }
    for (const Arrow& arrow : at.arrows) draw_arrow(at, arrow, x, y);
    for (const Box& child : at.children) box(child, x + child.x, y + child.y, depth + 1);
    writer_.close();
  }

  void write(const Text& text, double x, double y) {
    const StyleRow& style = style_of(text.style);
    if (!text.link.empty()) writer_.open("a").attribute("xlink:href", "#state." + text.link);
    writer_.open("text")
        .attribute("x", number(x + text.x))
        .attribute("y", number(y + text.y))
        .attribute("style",
                   "font-size:" + number(kFont * style.scale) + "px;" + std::string(style.css));
    if (!text.whole.empty()) writer_.leaf("title", text.whole);
    writer_.text(text.text).close();
    if (!text.link.empty()) writer_.close();
  }

  void draw_arrow(const Box& at, const Arrow& arrow, double x, double y) {
    const double from_x = x + at.children[arrow.from].x + at.children[arrow.from].width;
    const double to_x = x + at.children[arrow.to].x + at.children[arrow.to].width;
    const double lane_x = x + at.edges[arrow.from] + kLane * static_cast<double>(arrow.lane + 1);
    const double to_y = y + arrow.to_y;
    writer_.open("path")
        .attribute("d", "M" + number(from_x) + " " + number(y + arrow.from_y) + " H" +
                            number(lane_x) + " V" + number(to_y) + " H" + number(to_x + 1) +
                            " l5 -3 m-5 3 l5 3")
        .attribute("fill", "none")
        .attribute("stroke", "#0969da")
        .close();
  }

  xml::Writer writer_;
  std::string title_;
};

}  // namespace

Result<std::string> svg(const Workspace& workspace, const WorkflowId& workflow, Language language) {
  LAGRUM_ASSIGN(const cases::Workflow* found, workspace.state()->newest(workflow));
  const Node root = diagram_of(*found, language);
  return Drawing(title_of(root)).draw(laid_out(root));
}

}  // namespace lagrum::render
