#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::xml {

inline constexpr std::string_view kSpace = " \t\r\n";  ///< what XML calls white space

/// One character of UTF-8 text; `size` is its length in bytes, 0 where no well-formed one begins.
struct Character {
  char32_t code = 0;
  std::size_t size = 0;
};

/// The first character of `text`. Overlong forms, surrogates and codes past U+10FFFF are none.
Character first_character(std::string_view text);

/// True where the text is nothing but such characters.
bool is_utf8(std::string_view text);

/// Appends `code` as UTF-8. Requires a Unicode scalar value.
void append_character(std::string& text, char32_t code);

/// True for the characters that XML 1.0 lets a document hold (production 2).
bool is_xml_character(char32_t code);

/// A document's text in UTF-8 without byte order mark, and the encoding it came in.
struct Transcoded {
  std::string text;
  std::string encoding;  ///< "UTF-8", "ISO-8859-1" or "UTF-16"
};

/// Brings `bytes` into UTF-8: by byte order mark, else by the XML declaration, else as UTF-8. Fails
/// with kInvalidArgument for other encodings, for bytes that are not of the encoding, and for
/// U+0000.
Result<Transcoded> to_utf8(std::string_view bytes, const std::string& name);

/// Lines and columns of a UTF-8 text; columns count characters. Answers in logarithmic time also
/// for a text of one long line. Keeps a view: the text must outlive it.
class TextIndex {
 public:
  explicit TextIndex(std::string_view text);

  /// The place of the byte at `offset`; offsets past the end count as the end.
  Position position(std::size_t offset, const std::string& file) const;
  /// The byte at which that line and column begins; places past the end count as the end.
  std::size_t offset(std::uint32_t line, std::uint32_t column) const;

 private:
  std::size_t characters_before(std::size_t offset) const;
  std::size_t characters_between(std::size_t begin, std::size_t end) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;   // offset of each line's first byte
  std::vector<std::size_t> blocks_;  // characters before each block of kBlock bytes
};

/// The text as it stands in a document, in text or in an attribute; what XML cannot hold becomes
/// U+FFFD.
std::string escaped(std::string_view text, bool in_text);

/// One piece of markup: a tag, or a comment, CDATA section or processing instruction.
struct Markup {
  enum class Kind : std::uint8_t { kOpen, kEmpty, kClose, kOther };
  Kind kind = Kind::kOther;
  std::size_t end = 0;         ///< offset past its last '>'
  std::size_t attributes = 0;  ///< number of attributes, namespace declarations included
};

/// The markup that begins with the '<' at `begin`; nothing for a DOCTYPE and for a comment or
/// section without an end. A tag without an end reaches to the end of the text.
std::optional<Markup> markup_at(std::string_view text, std::size_t begin);

/// Offset past the end of the element whose tag begins at `begin`. Requires well-formed text.
std::size_t end_of_element(std::string_view text, std::size_t begin);

}  // namespace lagrum::xml
