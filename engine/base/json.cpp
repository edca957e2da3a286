#include "lagrum/json.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "base/malformed.h"

namespace lagrum {
namespace {

const Json kNull;

/// Decodes one UTF-8 sequence at `at` and moves past it; nothing for bytes that are not UTF-8.
std::optional<char32_t> decode(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return static_cast<char32_t>(text[at++]);
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return std::nullopt;
  char32_t point = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) return std::nullopt;
    point = point << 6U | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
    return std::nullopt;
  }
  at += length;
  return point;
}

void encode(char32_t point, std::string& text) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0U | point >> 6U);
    text += static_cast<char>(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0U | point >> 12U);
    text += static_cast<char>(0x80U | (point >> 6U & 0x3FU));
    text += static_cast<char>(0x80U | (point & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | point >> 18U);
    text += static_cast<char>(0x80U | (point >> 12U & 0x3FU));
    text += static_cast<char>(0x80U | (point >> 6U & 0x3FU));
    text += static_cast<char>(0x80U | (point & 0x3FU));
  }
}

std::u16string utf16(std::string_view text) {
  std::u16string units;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = decode(text, at).value_or(0xFFFD);
    if (point < 0x10000) {
      units += static_cast<char16_t>(point);
    } else {
      units += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10U));
      units += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FFU));
    }
  }
  return units;
}

/// Writes canonical JSON; remembers the first error instead of throwing it around.
class Canonicaliser {
 public:
  explicit Canonicaliser(std::string& out) : out_(out) {}

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kJsonDepthMax
  Status write(const Json& value, std::size_t depth) {
    if (depth >= kJsonDepthMax && (value.array() != nullptr || value.object() != nullptr)) {
      return Error{ErrorCode::kOutOfRange, "expected JSON of at most 64 levels", {}, {}};
    }
    if (value.is_null()) {
      out_ += "null";
    } else if (const bool* flag = value.boolean()) {
      out_ += *flag ? "true" : "false";
    } else if (const std::int64_t* number = value.integer()) {
      if (*number > kJsonIntegerMax || *number < -kJsonIntegerMax) {
        return Error{ErrorCode::kOutOfRange,
                     "expected an integer of at most 2^53-1, found " + std::to_string(*number),
                     {},
                     {}};
      }
      out_ += std::to_string(*number);
    } else if (const std::string* text = value.string()) {
      return write_string(*text);
    } else if (const Json::Array* array = value.array()) {
      return write_array(*array, depth);
    } else {
      return write_object(*value.object(), depth);
    }
    return {};
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): bounded by kJsonDepthMax
  Status write_array(const Json::Array& array, std::size_t depth) {
    out_ += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i != 0) out_ += ',';
      LAGRUM_TRY(write(array[i], depth + 1));
    }
    out_ += ']';
    return {};
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kJsonDepthMax
  Status write_object(const Json::Object& object, std::size_t depth) {
    std::vector<const Json::Object::value_type*> members;
    bool ascii = true;
    for (const auto& member : object) {
      members.push_back(&member);
      ascii = ascii && std::all_of(member.first.begin(), member.first.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    }
    if (!ascii) {  // RFC 8785, section 3.2.3: order by UTF-16 code units
      std::sort(members.begin(), members.end(),
                [](const auto* a, const auto* b) { return utf16(a->first) < utf16(b->first); });
    }
    out_ += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i != 0) out_ += ',';
      LAGRUM_TRY(write_string(members[i]->first));
      out_ += ':';
      LAGRUM_TRY(write(members[i]->second, depth + 1));
    }
    out_ += '}';
    return {};
  }

  Status write_string(std::string_view text) {
    out_ += '"';
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const auto point = decode(text, at);
      if (!point) return malformed("expected text in UTF-8");
      switch (*point) {
        case U'"':
          out_ += "\\\"";
          break;
        case U'\\':
          out_ += "\\\\";
          break;
        case U'\b':
          out_ += "\\b";
          break;
        case U'\f':
          out_ += "\\f";
          break;
        case U'\n':
          out_ += "\\n";
          break;
        case U'\r':
          out_ += "\\r";
          break;
        case U'\t':
          out_ += "\\t";
          break;
        default:
          if (*point < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(*point));
            out_ += escape.data();
          } else {
            out_ += text.substr(begin, at - begin);
          }
      }
    }
    out_ += '"';
    return {};
  }

  std::string& out_;
};

/// A reader of JSON text of the restricted profile.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Json> read() {
    LAGRUM_ASSIGN(Json value, read_value(0));
    skip_blanks();
    if (at_ != text_.size()) return fail("expected the end of the JSON text");
    return value;
  }

 private:
  Error fail(std::string message) const {
    return malformed(std::move(message) + " at offset " + std::to_string(at_));
  }
  void skip_blanks() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool accept(std::string_view token) {
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kJsonDepthMax
  Result<Json> read_value(std::size_t depth) {
    skip_blanks();
    if (depth >= kJsonDepthMax && (text_.substr(at_, 1) == "[" || text_.substr(at_, 1) == "{")) {
      return Error{ErrorCode::kOutOfRange, "expected JSON of at most 64 levels", {}, {}};
    }
    if (accept("null")) return Json();
    if (accept("true")) return Json(true);
    if (accept("false")) return Json(false);
    if (at_ >= text_.size()) return fail("expected a JSON value, found the end");
    if (text_[at_] == '"') {
      LAGRUM_ASSIGN(std::string text, read_string());
      return Json(std::move(text));
    }
    if (accept("[")) return read_array(depth);
    if (accept("{")) return read_object(depth);
    return read_integer();
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kJsonDepthMax
  Result<Json> read_array(std::size_t depth) {
    Json::Array array;
    skip_blanks();
    if (accept("]")) return Json(std::move(array));
    for (;;) {
      LAGRUM_ASSIGN(Json value, read_value(depth + 1));
      array.push_back(std::move(value));
      skip_blanks();
      if (accept("]")) return Json(std::move(array));
      if (!accept(",")) return fail("expected ',' or ']'");
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kJsonDepthMax
  Result<Json> read_object(std::size_t depth) {
    Json::Object object;
    skip_blanks();
    if (accept("}")) return Json(std::move(object));
    for (;;) {
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] != '"') return fail("expected a name in quotes");
      LAGRUM_ASSIGN(std::string name, read_string());
      skip_blanks();
      if (!accept(":")) return fail("expected ':'");
      LAGRUM_ASSIGN(Json value, read_value(depth + 1));
      if (!object.emplace(name, std::move(value)).second)
        return fail("expected each name once, found '" + name + "' twice");
      skip_blanks();
      if (accept("}")) return Json(std::move(object));
      if (!accept(",")) return fail("expected ',' or '}'");
    }
  }

  Result<Json> read_integer() {
    const std::size_t begin = at_;
    accept("-");
    const std::size_t digits = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    const std::string_view found = text_.substr(begin, at_ - begin);
    if (at_ == digits || at_ - digits > 16 || (text_[digits] == '0' && at_ - digits > 1) ||
        found == "-0") {
      return fail("expected a JSON value");
    }
    if (at_ < text_.size() && std::string_view(".eE").find(text_[at_]) != std::string_view::npos) {
      return fail("expected an integer without fraction or exponent");
    }
    const std::int64_t value = std::stoll(std::string(found));
    if (value > kJsonIntegerMax || value < -kJsonIntegerMax)
      return fail("expected an integer of at most 2^53-1");
    return Json(value);
  }

  Result<std::string> read_string() {
    ++at_;
    std::string out;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        LAGRUM_TRY(read_escape(out));
        continue;
      }
      const std::size_t begin = at_;
      const auto point = decode(text_, at_);
      if (!point || *point < 0x20) return fail("expected text in UTF-8 without control characters");
      out += text_.substr(begin, at_ - begin);
    }
    if (at_ >= text_.size()) return fail("expected '\"'");
    ++at_;
    return out;
  }

  Status read_escape(std::string& out) {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    if (at_ >= text_.size()) return fail("expected an escape");
    const std::size_t index = kEscapes.find(text_[at_]);
    if (index != std::string_view::npos) {
      out += kMeanings[index];
      ++at_;
      return {};
    }
    LAGRUM_ASSIGN(char32_t point, read_unit());
    if (point >= 0xD800 && point <= 0xDBFF) {
      if (at_ >= text_.size() || text_[at_] != '\\') return fail("expected a paired surrogate");
      ++at_;
      LAGRUM_ASSIGN(const char32_t low, read_unit());
      if (low < 0xDC00 || low > 0xDFFF) return fail("expected a paired surrogate");
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
    } else if (point >= 0xDC00 && point <= 0xDFFF) {
      return fail("expected a paired surrogate");
    }
    encode(point, out);
    return {};
  }

  Result<char32_t> read_unit() {
    if (!accept("u") || at_ + 4 > text_.size()) return fail("expected an escape of JSON");
    char32_t unit = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = text_[at_++];
      const std::size_t digit = std::string_view("0123456789abcdef")
                                    .find(static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
      if (digit == std::string_view::npos) return fail("expected four hexadecimal digits");
      unit = unit << 4U | static_cast<char32_t>(digit);
    }
    return unit;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The canonical text of a name or of a value without members; null stands for what has none.
std::string leaf(const Json& value) {
  const auto text = canonical(value);
  return text ? *text : "null";
}

// NOLINTNEXTLINE(misc-no-recursion): the value was read or written within kJsonDepthMax
void pretty_into(const Json& value, std::size_t depth, std::string& out) {
  const std::string indent(2 * (depth + 1), ' ');
  const std::string end(2 * depth, ' ');
  if (const Json::Array* array = value.array(); array != nullptr && !array->empty()) {
    out += "[\n";
    for (std::size_t i = 0; i < array->size(); ++i) {
      out += indent;
      pretty_into((*array)[i], depth + 1, out);
      out += i + 1 < array->size() ? ",\n" : "\n";
    }
    out += end + "]";
  } else if (const Json::Object* object = value.object(); object != nullptr && !object->empty()) {
    out += "{\n";
    std::size_t left = object->size();
    for (const auto& [name, member] : *object) {
      out += indent + leaf(Json(name)) + ": ";
      pretty_into(member, depth + 1, out);
      out += --left > 0 ? ",\n" : "\n";
    }
    out += end + "}";
  } else {
    out += leaf(value);
  }
}

}  // namespace

Json::Json(const Json& other) : Json(other.copy()) {}

Json& Json::operator=(const Json& other) {
  *this = other.copy();
  return *this;
}

// NOLINTNEXTLINE(misc-no-recursion): the value was read or written within kJsonDepthMax
Json Json::copy() const {
  Json made;
  if (const Array* list = array()) {
    Array& items = made.value_.emplace<Array>();
    items.reserve(list->size());
    for (const Json& item : *list) items.push_back(item.copy());
  } else if (const Object* members = object()) {
    Object& copies = made.value_.emplace<Object>();
    for (const auto& [name, member] : *members)
      copies.emplace_hint(copies.end(), name, member.copy());
  } else if (const std::string* text = string()) {
    made.value_ = *text;
  } else if (const std::int64_t* number = integer()) {
    made.value_ = *number;
  } else if (const bool* flag = boolean()) {
    made.value_ = *flag;
  }
  return made;
}

// NOLINTNEXTLINE(misc-no-recursion): as above
bool Json::equals(const Json& other) const {
  if (value_.index() != other.value_.index()) return false;
  if (const Array* list = array()) {
    const Array& others = *other.array();
    if (list->size() != others.size()) return false;
    for (std::size_t i = 0; i < list->size(); ++i)
      if (!(*list)[i].equals(others[i])) return false;
    return true;
  }
  if (const Object* members = object()) {
    const Object& others = *other.object();
    if (members->size() != others.size()) return false;
    for (auto ours = members->begin(), theirs = others.begin(); ours != members->end();
         ++ours, ++theirs)
      if (ours->first != theirs->first || !ours->second.equals(theirs->second)) return false;
    return true;
  }
  if (const std::string* text = string()) return *text == *other.string();
  if (const std::int64_t* number = integer()) return *number == *other.integer();
  if (const bool* flag = boolean()) return *flag == *other.boolean();
  return true;
}

const Json& Json::operator[](std::string_view name) const {
  const Object* members = object();
  if (members == nullptr) return kNull;
  const auto found = members->find(std::string(name));
  return found == members->end() ? kNull : found->second;
}

std::string Json::text(std::string_view name, std::string_view fallback) const {
  const std::string* found = (*this)[name].string();
  return found != nullptr ? *found : std::string(fallback);
}

std::int64_t Json::number(std::string_view name, std::int64_t fallback) const {
  const std::int64_t* found = (*this)[name].integer();
  return found != nullptr ? *found : fallback;
}

bool Json::flag(std::string_view name, bool fallback) const {
  const bool* found = (*this)[name].boolean();
  return found != nullptr ? *found : fallback;
}

Result<std::string> canonical(const Json& value) {
  std::string out;
  LAGRUM_TRY(Canonicaliser(out).write(value, 0));
  return out;
}

Result<Json> parse_json(std::string_view text) { return Reader(text).read(); }

Json json_array(const std::vector<std::string>& texts) {
  return Json(Json::Array(texts.begin(), texts.end()));
}

std::string pretty(const Json& value) {
  std::string out;
  pretty_into(value, 0, out);
  return out + "\n";
}

}  // namespace lagrum
