#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lagrum::review {

/// Sound markup: text that is escaped, in elements that are closed. Nothing else is put on a page,
/// so that no title of a workflow can be read as markup.
struct Markup {
  std::string html;
};

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

Markup plain(std::string_view text);
Markup element(std::string_view name, const Markup& inside, const Attributes& attributes = {});
Markup element(std::string_view name, std::string_view text, const Attributes& attributes = {});
/// An identifier or expression as the files have it.
Markup code(std::string_view text);
/// To the element of the same page with this id.
Markup link(std::string_view id, const Markup& inside);
Markup joined(const std::vector<Markup>& parts, std::string_view between);
Markup operator+(Markup first, const Markup& second);

/// What may stand as an id and behind '#': letters, digits, '.', '-' and '_'; '_' for all others.
std::string id_of(std::string_view kind, std::string_view name);

/// A page in the making: well-formed XML that browsers read as HTML too. Belongs to one caller.
class Html {
 public:
  Html& open(std::string_view name, const Attributes& attributes = {});
  Html& close();
  Html& put(const Markup& markup);
  Html& leaf(std::string_view name, const Markup& inside, const Attributes& attributes = {});
  Html& leaf(std::string_view name, std::string_view text, const Attributes& attributes = {});

  /// A table with a caption and a heading row; rows follow by row(), and close() ends it.
  Html& table(std::string_view caption, const std::vector<std::string>& columns,
              std::string_view style = {});
  /// A row whose first cell is its heading.
  Html& row(const std::vector<Markup>& cells, const Attributes& attributes = {});

  /// All elements must be closed.
  Markup finish();

 private:
  std::string html_;
  std::vector<std::string> open_;
};

}  // namespace lagrum::review
