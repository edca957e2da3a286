#include "render/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/words.h"

namespace lagrum::render {
namespace {

// Sizes in pixels.
constexpr double kLine = 16;
constexpr double kGap = 14;             ///< between boxes
constexpr std::size_t kLanes = 6;       ///< beside a column; what finds no lane is a link alone
constexpr double kWrap = 330;           ///< width after which a text goes on in the next line
constexpr std::size_t kLinesMax = 5;    ///< of one text; what goes on after them is left out
constexpr std::size_t kGuardMax = 160;  ///< bytes of a guard, so that the target behind it is shown
constexpr double kIndent = 14;
constexpr double kArrowMissed = 0.2;  ///< what an arrow between two columns counts for
constexpr double kShape = 1.4;        ///< width to height that is aimed at
constexpr std::size_t kColumnsMax = 8;

constexpr std::array<StyleRow, 7> kStyles = {
    {{Style::kName, "font-weight:bold", 1.08, 0, 1.12},
     {Style::kNote, "fill:#57606a", 0.93, 0, 1},
     {Style::kEvent, "fill:#1f2328", 1, 0, 1},
     {Style::kBy, "fill:#116329", 0.93, kIndent, 1},
     {Style::kAct, "fill:#0a3069", 0.93, kIndent, 1},
     {Style::kCite, "fill:#6e7781;font-style:italic", 0.85, 2 * kIndent, 1},
     {Style::kStep, "fill:#7d4e00", 0.93, kIndent, 1}}};

// Whether a byte of UTF-8 goes on with a character.
bool goes_on(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Widths of a sans-serif type, in parts of its size, a little too large rather than too small.
double width_of(std::string_view text, double size) {
  double width = 0;
  for (const char c : text) {
    if (goes_on(c)) continue;
    const auto byte = static_cast<unsigned char>(c);
    if (std::string_view("iljtf.,:;'|!()[] ").find(c) != std::string_view::npos) {
      width += 0.36;
    } else if (std::string_view("mwMW@%").find(c) != std::string_view::npos) {
      width += 0.93;
    } else {
      width += byte >= 0xE0U || (c >= 'A' && c <= 'Z') ? 0.76 : 0.62;
    }
  }
  return width * size;
}

class Layout {
 public:
  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  static Box box_of(const Node& node) {
    Box box;
    box.node = &node;
    write_blocks(node, box);
    for (const Node& child : node.children) box.children.push_back(box_of(child));
    arrange(box);
    return box;
  }

 private:
  /// `whole` is what is told of a text that is shorter already.
  static void add(Block& block, const std::string& text, Style style, const std::string& link = {},
                  const std::string& whole = {}) {
    const StyleRow& row = style_of(style);
    const double size = kFont * row.scale * row.letter;
    std::vector<std::string> lines = wrapped(text, row);
    const bool cut = lines.size() > kLinesMax;
    if (cut) {
      lines.resize(kLinesMax);
      lines.back() += " …";
    }
    double indent = row.indent;
    for (std::string& line : lines) {
      block.width = std::max(block.width, indent + width_of(line, size));
      block.texts.push_back(
          {std::move(line), style, indent, 0, link, cut && whole.empty() ? text : whole});
      indent = row.indent + kIndent;
    }
  }

  // The first line has more room than those that follow, which stand further in.
  static std::vector<std::string> wrapped(const std::string& text, const StyleRow& row) {
    const double size = kFont * row.scale * row.letter;
    const double later = kWrap - row.indent - kIndent;
    std::vector<std::string> lines;
    for (const std::string& word : words(text)) {
      bool inside = false;  // a word that has a line's width and more
      for (const std::string& piece : pieces(word, later, size)) {
        const double room = lines.size() < 2 ? later + kIndent : later;
        if (inside || lines.empty() || width_of(lines.back() + " " + piece, size) > room) {
          lines.push_back(piece);
        } else {
          lines.back() += " " + piece;
        }
        inside = true;
      }
    }
    return lines;
  }

  static std::vector<std::string> pieces(const std::string& word, double room, double size) {
    std::vector<std::string> made(1);
    for (std::size_t at = 0; at < word.size();) {
      std::size_t end = at + 1;
      while (end < word.size() && goes_on(word[end])) ++end;
      const std::string character = word.substr(at, end - at);
      if (width_of(made.back() + character, size) > room) made.emplace_back();
      made.back() += character;
      at = end;
    }
    return made;
  }

  static void write_blocks(const Node& node, Box& box) {
    Block& own = box.blocks.emplace_back();
    add(own, marks_of(node) + node.heading, Style::kName);
    for (const std::string& note : node.notes) add(own, note, Style::kNote);
    for (const Step& step : node.steps) add_step(own, step);
    for (const Row& row : node.rows) box.blocks.push_back(block_of(row));
  }

  // Puts the blocks into as many columns of equal width as there is room for.
  static void flow(Box& box) {
    double widest = 0;
    double lines = 0;
    for (const Block& block : box.blocks) {
      widest = std::max(widest, block.width);
      lines += static_cast<double>(block.texts.size());
    }
    const double step = widest + 2 * kPad;
    const auto columns = std::max(1.0, std::floor((box.width - 2 * kPad) / step));
    const double wanted = std::ceil(lines / columns);
    double column = 0;
    double line = 0;
    double deepest = 0;
    for (Block& block : box.blocks) {
      const auto size = static_cast<double>(block.texts.size());
      if (line > 0 && line + size / 2 > wanted && column + 1 < columns) {
        ++column;
        line = 0;
      }
      const double first = kPad / 2 + (line + 1) * kLine;
      if (!block.exit.empty() && columns < 2) box.exits.emplace_back(first, block.exit);
      for (Text& text : block.texts) {
        text.x += kPad + column * step;
        text.y = kPad / 2 + ++line * kLine;
      }
      deepest = std::max(deepest, line);
    }
    box.head = deepest * kLine + 1.3 * kPad;
    box.width = std::max(box.width, widest + 2 * kPad);
  }

  static std::string marks_of(const Node& node) {
    std::string marks = node.initial ? "● " : "";
    if (node.kind == "history") marks += "(H) ";
    if (node.kind == "final") marks += "◎ ";
    if (node.kind == "parallel") marks += "∥ ";
    return marks;
  }

  static std::string line_of(const Row& row, const std::string& guard) {
    std::string text = row.event.empty() ? "" : row.event + " ";
    if (!guard.empty()) text += "[" + guard + "] ";
    text += row.targets.empty() ? "↻" : "→";
    for (const std::string& target : row.targets) text += " " + target;
    return text;
  }

  static std::string beginning_of(const std::string& guard) {
    if (guard.size() <= kGuardMax) return guard;
    std::size_t end = kGuardMax;
    while (end > 0 && goes_on(guard[end])) --end;
    return guard.substr(0, end) + " …";
  }

  static Block block_of(const Row& row) {
    Block block;
    if (row.targets.size() == 1) block.exit = row.targets.front();
    const std::string whole = line_of(row, row.guard);
    const std::string guard = beginning_of(row.guard);
    add(block, line_of(row, guard), Style::kEvent, block.exit, guard == row.guard ? "" : whole);
    add(block, row.by, Style::kBy);
    for (const Step& step : row.steps) add_step(block, step);
    return block;
  }

  static void add_step(Block& block, const Step& step) {
    add(block, told(step), step.kind == Step::Kind::kAct ? Style::kAct : Style::kStep);
    add(block, step.basis, Style::kCite);
    add(block, clocks_of(step), Style::kCite);
  }

  // ---- children

  // In as many columns as give the shape that is aimed at; texts stand above.
  static void arrange(Box& box) {
    std::optional<Box> best;
    double best_off = 0;
    const std::size_t most = std::min(std::max<std::size_t>(box.children.size(), 1), kColumnsMax);
    for (std::size_t columns = 1; columns <= most; ++columns) {
      Box trial = box;
      if (!trial.children.empty()) place(trial, columns);
      const double inside = trial.height;
      flow(trial);
      for (Box& child : trial.children) child.y += trial.head;
      for (Arrow& arrow : trial.arrows) {
        arrow.from_y += trial.head;
        arrow.to_y += trial.head;
      }
      trial.height = trial.head + inside;
      const double off =
          std::abs(std::log(trial.width / trial.height / kShape)) +
          kArrowMissed * static_cast<double>(siblings_led_to(trial) - trial.arrows.size());
      if (best && off >= best_off) continue;
      best = std::move(trial);
      best_off = off;
    }
    box = std::move(*best);
  }

  // Transitions between children, which arrows could show.
  static std::size_t siblings_led_to(const Box& box) {
    std::size_t count = 0;
    for (const Box& from : box.children) {
      for (const auto& [y, target] : from.exits) {
        count += static_cast<std::size_t>(std::count_if(
            box.children.begin(), box.children.end(),
            [&, id = target](const Box& to) { return to.node->id == id && to.node != from.node; }));
      }
    }
    return count;
  }

  static void place(Box& box, std::size_t columns) {
    double total = 0;
    for (const Box& child : box.children) total += child.height + kGap;
    const double wanted = total / static_cast<double>(columns);
    box.arrows.clear();
    box.edges.assign(box.children.size(), 0);
    double x = kPad;
    double bottom = 0;
    std::size_t first = 0;
    while (first < box.children.size()) {
      double y = 0;
      std::size_t last = first;
      double width = 0;
      do {
        Box& child = box.children[last];
        child.x = x;
        child.y = y;
        y += child.height + kGap;
        width = std::max(width, child.width);
        ++last;
      } while (last < box.children.size() && y + box.children[last].height / 2 <= wanted);
      for (std::size_t i = first; i < last; ++i) {
        box.edges[i] = x + width;
        box.children[i].width = width;
      }
      x += width + route(box, first, last) + kGap;
      bottom = std::max(bottom, y);
      first = last;
    }
    box.width = std::max(box.width, x - kGap + kPad);
    box.height = bottom - kGap + kPad;
  }

  // Gives each arrow within the column the first lane that is free where it runs; the width of all
  // lanes.
  static double route(Box& box, std::size_t first, std::size_t last) {
    std::vector<std::vector<std::pair<double, double>>> lanes;
    for (std::size_t i = first; i < last; ++i) {
      for (const auto& [y, target] : box.children[i].exits) {
        for (std::size_t j = first; j < last; ++j) {
          if (box.children[j].node->id != target || i == j) continue;
          Arrow arrow{i, box.children[i].y + y - kLine / 3, j, box.children[j].y + kLine * 0.8, 0};
          const std::pair<double, double> span = std::minmax(arrow.from_y, arrow.to_y);
          while (arrow.lane < lanes.size() && !is_free(lanes[arrow.lane], span)) ++arrow.lane;
          if (arrow.lane == kLanes) continue;
          if (arrow.lane == lanes.size()) lanes.emplace_back();
          lanes[arrow.lane].push_back(span);
          box.arrows.push_back(arrow);
        }
      }
    }
    return static_cast<double>(lanes.size()) * kLane + (lanes.empty() ? 0 : kLane);
  }

  static bool is_free(const std::vector<std::pair<double, double>>& taken,
                      std::pair<double, double> span) {
    return std::all_of(taken.begin(), taken.end(), [&](const auto& other) {
      return span.second + 2 < other.first || other.second + 2 < span.first;
    });
  }
};

}  // namespace

const StyleRow& style_of(Style style) {
  return *std::find_if(kStyles.begin(), kStyles.end(),
                       [&](const StyleRow& row) { return row.style == style; });
}

Box laid_out(const Node& node) { return Layout::box_of(node); }

}  // namespace lagrum::render
