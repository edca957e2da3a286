#include <map>
#include <utility>

#include "base/words.h"
#include "lagrum/render.h"
#include "render/diagram.h"

namespace lagrum::render {
namespace {

/// What ends a label or begins something else in Mermaid, and how it is written there.
constexpr std::pair<char, std::string_view> kEscapes[] = {
    {'#', "#35;"}, {';', "#59;"},  {':', "#58;"},  {'"', "#quot;"}, {'<', "#lt;"}, {'>', "#gt;"},
    {'\n', " "},   {'{', "#123;"}, {'}', "#125;"}, {'\\', "#92;"},  {'%', "#37;"}};

std::string label(std::string_view text) {
  std::string written;
  for (const char c : text) {
    std::string_view part(&c, 1);
    for (const auto& [character, escape] : kEscapes) {
      if (c == character) part = escape;
    }
    written += part;
  }
  return written;
}

/// A text of YAML, in which the title stands.
std::string quoted(std::string_view text) {
  std::string written = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') written += '\\';
    written += c == '\n' ? ' ' : c;
  }
  return written + "\"";
}

constexpr std::string_view kFrame = "  classDef said fill:white,stroke-dasharray:4\n";

class MermaidWriter {
 public:
  std::string write(const Node& root) {
    place(root, nullptr);
    gather_arrows(root);
    out_ = "---\ntitle: " + quoted(title_of(root)) + "\n---\nstateDiagram-v2\n";
    write_inside(root, 1);
    if (!frames_.empty()) out_ += std::string(kFrame) + "  class " + frames_ + " said\n";
    return std::move(out_);
  }

 private:
  struct Place {
    std::string alias;
    const Node* parent = nullptr;  ///< that it is drawn in
  };

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void place(const Node& node, const Node* parent) {
    places_[&node] = {"s" + std::to_string(places_.size()), parent};
    by_id_.emplace(node.id, &node);
    for (const Node& child : node.children) place(child, &node);
    if (node.kind == "parallel") beside_[without_regions(&node)].push_back(&node);
    if (node.kind != "history") return;
    const Node* drawn_in = without_regions(parent);
    places_[&node].parent = drawn_in;
    if (drawn_in != parent) beside_[drawn_in].push_back(&node);
  }

  // What stands in a parallel state is a region of its own. What is none is drawn beside it: its
  // history and its text.
  const Node* without_regions(const Node* node) {
    while (node->kind == "parallel") node = places_[node].parent;
    return node;
  }

  void line(std::size_t depth, const std::string& text) {
    out_ += std::string(2 * depth, ' ') + text + "\n";
  }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void write_inside(const Node& node, std::size_t depth) {
    const bool regions = node.kind == "parallel";
    bool first = true;
    if (!regions) write_frame(node, depth);
    for (const Node& child : node.children) {
      if (places_[&child].parent != &node) continue;
      if (regions && !std::exchange(first, false)) line(depth, "--");
      write_state(child, depth);
      if (regions) write_arrows(own_arrows_[&child], depth);
    }
    for (const Node* other : beside_[&node]) {
      if (other->kind == "parallel") write_frame(*other, depth);
      if (other->kind == "history") write_state(*other, depth);
    }
    write_arrows(arrows_[&node], depth);
  }

  void write_arrows(const std::vector<std::string>& arrows, std::size_t depth) {
    for (const std::string& arrow : arrows) line(depth, arrow);
  }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void write_state(const Node& node, std::size_t depth) {
    const std::string& alias = places_[&node].alias;
    const std::string mark = node.kind == "history" ? " (H)" : "";
    const std::string head = "state \"" + label(node.heading + mark) + "\" as " + alias;
    line(depth, node.children.empty() ? head : head + " {");
    if (!node.children.empty()) {
      write_inside(node, depth + 1);
      line(depth, "}");
    }
    if (node.children.empty()) write_lines(alias, lines_of(node), depth);
    if (node.initial) line(depth, "[*] --> " + alias);
    if (node.kind == "final") line(depth, alias + " --> [*]");
  }

  // The text of a state with others inside stands in a frame: notes are drawn far from such states,
  // and a heading of many lines across them.
  void write_frame(const Node& node, std::size_t depth) {
    const std::vector<std::string> lines = lines_of(node);
    if (lines.empty() || places_[&node].parent == nullptr) return;
    const std::string alias = places_[&node].alias + "said";
    line(depth, "state \"" + label(node.heading) + "\" as " + alias);
    write_lines(alias, lines, depth);
    frames_ += (frames_.empty() ? "" : ",") + alias;
  }

  void write_lines(const std::string& alias, const std::vector<std::string>& lines,
                   std::size_t depth) {
    for (const std::string& each : lines) line(depth, alias + " : " + label(each));
  }

  // What is said of the state, and the transitions that stay in it, which an arrow would leave.
  static std::vector<std::string> lines_of(const Node& node) {
    std::vector<std::string> lines = node.notes;
    add_steps(node.steps, lines);
    for (const Row& row : node.rows) {
      if (!stays(row)) continue;
      lines.push_back(row.inward ? head_of(row) + " → " + space_list(row.targets)
                                 : "↻ " + head_of(row));
      add_steps(row.steps, lines);
    }
    return lines;
  }

  static bool stays(const Row& row) { return row.inward || row.targets.empty(); }

  // Only between two inside one state, and not between its regions, can an arrow be drawn.
  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void gather_arrows(const Node& source) {
    for (const Row& row : source.rows) {
      if (stays(row)) continue;
      for (const std::string& target : row.targets)
        add_arrow(source, *by_id_.at(target), row, target);
    }
    for (const Node& child : source.children) gather_arrows(child);
  }

  void add_arrow(const Node& source, const Node& target, const Row& row, const std::string& named) {
    for (const Node* from = &source; places_[from].parent != nullptr; from = places_[from].parent) {
      const Node* parent = places_[from].parent;
      const Node* to = &target;
      while (to != nullptr && places_[to].parent != parent) to = places_[to].parent;
      const bool in_region = parent->kind == "parallel";
      if (to == nullptr || (in_region && from != to)) continue;
      const bool whole = from == &source && to == &target;
      (in_region ? own_arrows_[from] : arrows_[parent])
          .push_back(places_[from].alias + " --> " + places_[to].alias + " : " +
                     told_on_arrow(row, whole ? std::string() : named));
      return;
    }
  }

  static std::string told_on_arrow(const Row& row, const std::string& target) {
    std::vector<std::string> lines = {head_of(row)};
    if (!target.empty()) lines.front() += " → " + target;
    add_steps(row.steps, lines);
    std::string text;
    for (const std::string& each : lines) text += (text.empty() ? "" : "<br/>") + label(each);
    return text;
  }

  static std::string head_of(const Row& row) {
    std::string text = row.event.empty() ? "-" : row.event;
    if (!row.guard.empty()) text += " [" + row.guard + "]";
    if (!row.by.empty()) text += " (" + row.by + ")";
    return text;
  }

  static void add_steps(const std::vector<Step>& steps, std::vector<std::string>& lines) {
    for (const Step& step : steps) {
      lines.push_back(told(step) + (step.basis.empty() ? "" : " (" + step.basis + ")"));
      if (!step.clocks.empty()) lines.push_back(clocks_of(step));
    }
  }

  std::string out_;
  std::map<const Node*, Place> places_;
  std::map<std::string, const Node*> by_id_;
  std::map<const Node*, std::vector<const Node*>> beside_;  // parallel states and their histories
  std::string frames_;                                      // of texts, by alias
  std::map<const Node*, std::vector<std::string>> arrows_;  // by the state they are drawn in
  std::map<const Node*, std::vector<std::string>> own_arrows_;  // of a region to itself
};

}  // namespace

Result<std::string> mermaid(const Workspace& workspace, const WorkflowId& workflow,
                            Language language) {
  LAGRUM_ASSIGN(const cases::Workflow* found, workspace.state()->newest(workflow));
  return MermaidWriter().write(diagram_of(*found, language));
}

}  // namespace lagrum::render
