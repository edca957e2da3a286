#pragma once

#include <map>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "lagrum/diagnostic.h"
#include "lagrum/text.h"
#include "lagrum/xml.h"

namespace lagrum::cases {

inline constexpr std::string_view kTextNamespace = "urn:lagrum:text:1";

/// A letter or decision in several languages, with places for values. Immutable; may be shared.
class Letter {
 public:
  static Result<Letter> load(const xml::Document& document, Diagnostics& diagnostics);

  const std::string& id() const { return id_; }
  const std::string& kind() const { return kind_; }

  /// The text as an XHTML page in UTF-8. `values` holds case, party, officer, authority,
  /// application, act and clock as contexts; a value that is missing is shown as "–". Values are
  /// escaped; nothing else is markup.
  std::string render(Language language, const Context& values) const;

 private:
  struct Piece {
    std::string text;  ///< plain text, or
    std::string path;  ///< the value that stands here
    std::string as;    ///< text, date, list, number
  };
  using Line = std::vector<Piece>;
  struct Block {
    std::string element;  ///< h2, p, li
    Line line;
    std::vector<feel::Expression> when;  ///< at most one; stands only if true
  };
  struct Version {
    Line title;
    std::vector<Block> blocks;
  };
  friend class LetterLoader;

  static std::string render_line(const Line& line, Language language, const Context& values);

  std::string id_;
  std::string kind_;
  std::map<std::string, Version> versions_;
};

}  // namespace lagrum::cases
