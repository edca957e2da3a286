#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum::feel {

/// True for characters of which plain names are made; bytes of non-ASCII characters count as
/// letters.
bool is_name_start(char c);
bool is_name_part(char c);

/// Moves over the text of an expression. What counts as a name is the parser's knowledge, so that
/// there are no tokens: the parser asks for what may come next. Belongs to one parser.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  void move_to(std::size_t at) { at_ = at; }
  /// The place after blanks and comments.
  std::size_t here();
  /// Skips blanks and comments; true at the end of the text.
  bool done();
  /// The next character after blanks, or NUL at the end.
  char peek();
  /// Takes `symbol` if it is next. Not where a longer symbol begins: "<" is not taken of "<=".
  bool accept(std::string_view symbol);
  bool next_is(std::string_view symbol);
  /// Takes a word that is not part of a longer plain name.
  bool accept_word(std::string_view word);
  bool next_is_word(std::string_view word);
  /// End of `name` if it stands at the current place, with any blanks where it has one; else npos.
  std::size_t match(std::string_view name);
  /// A plain name, or empty when none is next.
  std::string_view word();
  /// Plain names with single blanks between them, for messages about unknown names.
  std::string words();
  /// "12", "12.5", ".5", "1e3"; empty when none is next.
  std::string_view number();
  /// A text in double quotes with its escapes resolved. Requires peek() == '"'. The error's message
  /// has no position.
  Result<std::string> quoted();
  /// The text up to one of `ends` outside quotes, without blanks at its ends.
  std::string_view until(std::string_view ends);

 private:
  void skip_blanks();
  bool take_escape(std::string& result);

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Appends a code point as UTF-8.
void append_utf8(std::string& text, char32_t point);

}  // namespace lagrum::feel
