#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"
#include "lagrum/xml.h"

namespace lagrum::exchange {

/// A stretch of a text, by its bytes.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The start tag of an element, and the name in its end tag, by their places in a well-formed text.
struct Tag {
  struct Attribute {
    std::string_view name;  ///< as written, with its prefix
    Span whole;             ///< with the white space before it
    Span name_span;
    Span value;  ///< without the quotes
  };

  Span element;
  std::string_view name;  ///< as written
  Span name_span;
  std::vector<Attribute> attributes;  ///< with namespace declarations, in order
  std::optional<Span> end_name;       ///< none for <a/>

  /// "sc:" of <sc:state>, or empty.
  std::string_view prefix() const;
  const Attribute* attribute(std::string_view written_name) const;
};

/// The tag of an element of a document whose text is `text`.
Tag tag_of(std::string_view text, const xml::Element& element);

/// The offset after the start tag of an element that is not empty.
std::size_t begin_of_content(std::string_view text, const Tag& tag);

/// The prefix that the tag declares for our namespace; empty for none.
std::string declared_prefix(const Tag& tag, std::string_view text);

/// " name="value"" with the quotes that the value has none of.
std::string new_attribute(std::string_view name, std::string_view value);

/// Changes to a document's text, of which all else stays to the byte. Belongs to one caller; the
/// document must outlive it.
class Splicer {
 public:
  explicit Splicer(const xml::Document& document);

  /// What is put in has the line ends of the document's first line.
  void replace(Span span, std::string_view with);
  void insert(std::size_t at, std::string_view what) { replace({at, at}, what); }
  void remove(Span span) { replace(span, {}); }
  /// Puts a value in the place of an attribute's, escaped for its quotes.
  void set_value(const Tag::Attribute& attribute, std::string_view value);
  /// Removes an element with the line that it stands on alone.
  void remove_element(const Tag& tag);

  /// The text with all changes. Changes may not overlap; what is inserted at one
  /// place stands there in its order, before what is replaced.
  std::string text();
  /// The offset in the document's text of an offset in what text() gave: within what was put in,
  /// its beginning.
  std::size_t original(std::size_t offset) const;

 private:
  struct Change {
    Span span;
    std::string with;
  };

  std::string_view text_;
  std::string_view line_end_ = "\n";
  std::vector<Change> changes_;
};

/// `text` in the encoding of the document, with the byte order mark that `bytes` begin with. What
/// ISO-8859-1 lacks becomes a character reference.
std::string encoded_like(std::string_view text, const xml::Document& document,
                         std::string_view bytes);

}  // namespace lagrum::exchange
