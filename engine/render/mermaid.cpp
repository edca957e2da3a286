#include <map>
#include <utility>

#include "lagrum/render.h"
#include "render/diagram.h"

namespace lagrum::render {
namespace {

/// What ends a label or begins something else in Mermaid, and how it is written there.
constexpr std::pair<char, std::string_view> kEscapes[] = {
    {'#', "#35;"}, {';', "#59;"}, {':', "#58;"},  {'"', "#quot;"}, {'<', "#lt;"},
    {'>', "#gt;"}, {'\n', " "},   {'{', "#123;"}, {'}', "#125;"}};

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

class MermaidWriter {
 public:
  std::string write(const Node& root) {
    place(root, nullptr);
    gather_arrows(root);
    out_ = "stateDiagram-v2\n";
    write_inside(root, 1);
    return std::move(out_);
  }

 private:
  struct Place {
    std::string alias;
    const Node* parent = nullptr;
  };

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void place(const Node& node, const Node* parent) {
    places_[&node] = {"s" + std::to_string(places_.size()), parent};
    by_id_.emplace(node.id, &node);
    for (const Node& child : node.children) place(child, &node);
  }

  void line(std::size_t depth, const std::string& text) {
    out_ += std::string(2 * depth, ' ') + text + "\n";
  }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void write_inside(const Node& node, std::size_t depth) {
    bool first = true;
    for (const Node& child : node.children) {
      if (node.kind == "parallel" && !std::exchange(first, false)) line(depth, "--");
      const std::string& alias = places_[&child].alias;
      const std::string mark = child.kind == "history" ? " (H)" : "";
      const std::string head = "state \"" + label(child.id + mark) + "\" as " + alias;
      line(depth, child.children.empty() ? head : head + " {");
      if (!child.children.empty()) {
        write_inside(child, depth + 1);
        line(depth, "}");
      }
      if (child.initial) line(depth, "[*] --> " + alias);
      if (child.kind == "final") line(depth, alias + " --> [*]");
    }
    for (const std::string& arrow : arrows_[&node]) line(depth, arrow);
  }

  // Only between two inside one state can an arrow be drawn.
  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void gather_arrows(const Node& source) {
    for (const Row& row : source.rows) {
      if (row.targets.empty()) add_arrow(source, source, row, {});
      for (const std::string& target : row.targets)
        add_arrow(source, *by_id_.at(target), row, target);
    }
    for (const Node& child : source.children) gather_arrows(child);
  }

  void add_arrow(const Node& source, const Node& target, const Row& row, const std::string& named) {
    for (const Node* from = &source; places_[from].parent != nullptr; from = places_[from].parent) {
      const Node* to = &target;
      while (to != nullptr && places_[to].parent != places_[from].parent) to = places_[to].parent;
      if (to == nullptr) continue;
      const bool whole = from == &source && to == &target;
      arrows_[places_[from].parent].push_back(places_[from].alias + " --> " + places_[to].alias +
                                              " : " + told(row, whole ? std::string() : named));
      return;
    }
  }

  static std::string told(const Row& row, const std::string& target) {
    std::string text = row.event.empty() ? "-" : row.event;
    if (!row.guard.empty()) text += " [" + row.guard + "]";
    for (const Step& step : row.steps) {
      if (step.kind == Step::Kind::kAct) text += " / " + step.what;
    }
    if (!target.empty()) text += " → " + target;
    return label(text);
  }

  std::string out_;
  std::map<const Node*, Place> places_;
  std::map<std::string, const Node*> by_id_;
  std::map<const Node*, std::vector<std::string>> arrows_;  // by the state they are drawn in
};

}  // namespace

Result<std::string> mermaid(const Workspace& workspace, const WorkflowId& workflow,
                            Language language) {
  LAGRUM_ASSIGN(const cases::Workflow* found, workspace.state()->newest(workflow));
  return MermaidWriter().write(diagram_of(*found, language));
}

}  // namespace lagrum::render
