#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/diagram.h"

namespace lagrum::render {

// Sizes in pixels.
inline constexpr double kFont = 12;
inline constexpr double kPad = 10;
inline constexpr double kLane = 9;  ///< between arrows beside each other

/// What a text says, which decides how it looks.
enum class Style : std::uint8_t { kName, kNote, kEvent, kBy, kAct, kCite, kStep };

/// How texts of a style look.
struct StyleRow {
  Style style;
  std::string_view css;
  double scale;   ///< size of the type to kFont
  double indent;  ///< in pixels
  double letter;  ///< width of a letter to that of plain type of the same size
};
const StyleRow& style_of(Style style);

struct Text {
  std::string text;
  Style style = Style::kNote;
  double x = 0;
  double y = 0;
  std::string link;   ///< state that the text leads to
  std::string whole;  ///< where the text was too long and this is a line of what is left
};

/// Texts that stay together: what is said of the state itself, or of one transition.
struct Block {
  std::vector<Text> texts;
  double width = 0;
  std::string exit;  ///< target of the transition
};

/// An arrow that may be drawn: from a line of a child to another child of the same column.
struct Arrow {
  std::size_t from = 0;  ///< child
  double from_y = 0;
  std::size_t to = 0;
  double to_y = 0;
  std::size_t lane = 0;
};

/// A state as it is laid out: its texts, then its children in columns.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the states
struct Box {
  const Node* node = nullptr;
  double x = 0;  ///< in the box it stands in
  double y = 0;
  double width = 0;
  double height = 0;
  double head = 0;  ///< height of the texts
  std::vector<Block> blocks;
  std::vector<std::pair<double, std::string>> exits;  ///< y of a transition, and its target
  std::vector<Box> children;
  std::vector<Arrow> arrows;
  std::vector<double> edges;  ///< right edge of each child's column
};

/// The state with all inside it, each where it is drawn. Borrows the node.
Box laid_out(const Node& node);

}  // namespace lagrum::render
