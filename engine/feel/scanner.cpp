#include "feel/scanner.h"

#include <optional>

namespace lagrum::feel {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

std::optional<char32_t> hex_number(std::string_view digits, std::size_t count) {
  if (digits.size() < count) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto digit = hex_digit(digits[i]);
    if (!digit) return std::nullopt;
    value = value * 16 + *digit;
  }
  return value;
}

bool is_high_surrogate(char32_t point) { return point >= 0xD800 && point <= 0xDBFF; }
bool is_low_surrogate(char32_t point) { return point >= 0xDC00 && point <= 0xDFFF; }

/// Length of the blanks and comments at the start of `text`.
std::size_t blank_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
    } else if (text[at] == '/' && text.substr(at, 2) == "//") {
      at = std::min(text.find('\n', at), text.size());
    } else if (text[at] == '/' && text.substr(at, 2) == "/*") {
      const std::size_t end = text.find("*/", at + 2);
      if (end == std::string_view::npos) break;  // nothing stands behind it: a fault
      at = end + 2;
    } else if (text[at] == '\xC2' && text.substr(at, 2) == "\xC2\xA0") {  // no-break space
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

/// True when `symbol` is the beginning of a longer symbol that stands there.
bool is_longer_symbol(std::string_view symbol, std::string_view rest) {
  if (rest.size() <= symbol.size()) return false;
  const char next = rest[symbol.size()];
  if (symbol == "<" || symbol == ">") return next == '=';
  if (symbol == "*") return next == '*';
  return symbol == "." && next == '.';
}

Error bad_string(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, {}};
}

}  // namespace

bool is_name_start(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

void append_utf8(std::string& text, char32_t point) {
  const auto byte = [&](char32_t value) {
    text += static_cast<char>(static_cast<unsigned char>(value));
  };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | (point >> 6));
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

void Scanner::skip_blanks() { at_ += blank_length(text_.substr(at_)); }

std::size_t Scanner::here() {
  skip_blanks();
  return at_;
}

bool Scanner::done() {
  skip_blanks();
  return at_ >= text_.size();
}

char Scanner::peek() { return done() ? '\0' : text_[at_]; }

bool Scanner::next_is(std::string_view symbol) {
  skip_blanks();
  const std::string_view rest = text_.substr(at_);
  return rest.starts_with(symbol) && !is_longer_symbol(symbol, rest);
}

bool Scanner::accept(std::string_view symbol) {
  if (!next_is(symbol)) return false;
  at_ += symbol.size();
  return true;
}

bool Scanner::next_is_word(std::string_view word) { return match(word) != std::string_view::npos; }

bool Scanner::accept_word(std::string_view word) {
  const std::size_t end = match(word);
  if (end == std::string_view::npos) return false;
  at_ = end;
  return true;
}

std::size_t Scanner::match(std::string_view name) {
  skip_blanks();
  std::size_t at = at_;
  for (const char c : name) {
    if (c == ' ') {
      const std::size_t blanks = blank_length(text_.substr(at));
      if (blanks == 0) return std::string_view::npos;
      at += blanks;
    } else {
      if (at >= text_.size() || text_[at] != c) return std::string_view::npos;
      ++at;
    }
  }
  const bool inside =
      !name.empty() && is_name_part(name.back()) && at < text_.size() && is_name_part(text_[at]);
  return inside || name.empty() ? std::string_view::npos : at;
}

std::string_view Scanner::word() {
  skip_blanks();
  const std::size_t start = at_;
  if (at_ < text_.size() && is_name_start(text_[at_])) {
    while (at_ < text_.size() && is_name_part(text_[at_])) ++at_;
  }
  return text_.substr(start, at_ - start);
}

std::string Scanner::words() {
  std::string result;
  while (is_name_start(peek())) result += (result.empty() ? "" : " ") + std::string(word());
  return result;
}

std::string_view Scanner::number() {
  skip_blanks();
  const std::size_t start = at_;
  const auto digits = [&] {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > from;
  };
  const auto at_digit = [&](std::size_t at) { return at < text_.size() && is_digit(text_[at]); };
  const bool whole = digits();
  if (at_ < text_.size() && text_[at_] == '.' && at_digit(at_ + 1)) {
    ++at_;
    digits();
  } else if (!whole) {
    return {};
  }
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    const std::size_t mark = at_++;
    if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
    if (!digits()) at_ = mark;
  }
  return text_.substr(start, at_ - start);
}

bool Scanner::take_escape(std::string& result) {
  if (at_ >= text_.size()) return false;
  const char c = text_[at_++];
  switch (c) {
    case 'n':
      result += '\n';
      return true;
    case 'r':
      result += '\r';
      return true;
    case 't':
      result += '\t';
      return true;
    case '"':
    case '\'':
    case '\\':
      result += c;
      return true;
    case 'u':
    case 'U':
      break;
    default:
      result += '\\';
      result += c;
      return true;  // patterns such as "\d" stay as they are
  }
  const std::size_t count = c == 'u' ? 4 : 6;
  auto point = hex_number(text_.substr(at_), count);
  if (!point) return false;
  at_ += count;
  if (is_high_surrogate(*point) && text_.substr(at_, 2) == "\\u") {
    const auto low = hex_number(text_.substr(at_ + 2), 4);
    if (!low || !is_low_surrogate(*low)) return false;
    at_ += 6;
    point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
  }
  if (is_high_surrogate(*point) || is_low_surrogate(*point) || *point > 0x10FFFF) return false;
  append_utf8(result, *point);
  return true;
}

Result<std::string> Scanner::quoted() {
  std::string result;
  ++at_;
  while (at_ < text_.size() && text_[at_] != '"') {
    if (text_[at_] != '\\') {
      result += text_[at_++];
      continue;
    }
    ++at_;
    if (!take_escape(result)) return bad_string("expected an escape such as \\n or \\u00E5");
  }
  if (at_ >= text_.size())
    return bad_string("expected '\"' at the end of the string, found the end of the text");
  ++at_;
  return result;
}

std::string_view Scanner::until(std::string_view ends) {
  skip_blanks();
  const std::size_t start = at_;
  while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos && text_[at_] != '"')
    ++at_;
  std::string_view found = text_.substr(start, at_ - start);
  while (!found.empty() && is_blank(found.back())) found.remove_suffix(1);
  return found;
}

}  // namespace lagrum::feel
