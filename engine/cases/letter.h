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

  /// A value that the text names, and where: "party.name".
  struct Place {
    std::string path;
    Position position;
    bool in_condition =
        false;  ///< of a <when>: not every act that the text is made of need have it
  };
  /// In the order of the file, each as often as it is written.
  const std::vector<Place>& places() const { return places_; }

  /// The text as an XHTML page in UTF-8. `values` holds case, party, officer, authority, act and
  /// clock as contexts, and the workflow's data items by their names; an act's context has values
  /// of other acts as "type.name". A value that is missing is shown as "–". Values are escaped;
  /// nothing else is markup.
  std::string render(Language language, const Context& values) const;
  /// The values, by path, without which the text says nothing: those outside a <when> that are not
  /// there.
  std::vector<std::string> missing(Language language, const Context& values) const;

 private:
  struct Piece {
    std::string text;  ///< plain text, or
    std::string path;  ///< the value that stands here
    std::map<std::string, std::string>
        words;  ///< what its values are called, where not as they are
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
  std::vector<std::string> roots_;  ///< what stands before the first dot, as conditions see it
  std::vector<Place> places_;
  std::map<std::string, Version> versions_;
};

}  // namespace lagrum::cases
