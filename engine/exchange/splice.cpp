#include "exchange/splice.h"

#include <algorithm>
#include <utility>

#include "base/xml_text.h"
#include "statechart/chart.h"

namespace lagrum::exchange {
namespace {

constexpr std::string_view kNameEnd = " \t\r\n=/>";

Span name_at(std::string_view text, std::size_t begin) {
  return {begin, text.find_first_of(kNameEnd, begin)};
}

std::string_view part(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// The attribute after `at`, or nothing where the tag ends.
std::optional<Tag::Attribute> next_attribute(std::string_view text, std::size_t at) {
  const std::size_t begin = text.find_first_not_of(xml::kSpace, at);
  if (text[begin] == '>' || text[begin] == '/') return std::nullopt;
  Tag::Attribute made;
  made.name_span = name_at(text, begin);
  made.name = part(text, made.name_span);
  const std::size_t quote = text.find_first_of("\"'", made.name_span.end);
  made.value = {quote + 1, text.find(text[quote], quote + 1)};
  made.whole = {at, made.value.end + 1};
  return made;
}

/// The text as the value of an attribute in such quotes.
std::string for_quotes(std::string_view value, char quote) {
  std::string made = xml::escaped(value, false);
  if (quote == '"') return made;
  constexpr std::string_view kDouble = "&quot;";
  for (std::size_t at = made.find(kDouble); at != std::string::npos; at = made.find(kDouble, at))
    made.replace(at, kDouble.size(), "\"");
  for (std::size_t at = made.find(quote); at != std::string::npos; at = made.find(quote, at))
    made.replace(at, 1, "&apos;");
  return made;
}

void append_utf16(std::string& bytes, unsigned unit, bool big_endian) {
  const char high = static_cast<char>(unit >> 8U);
  const char low = static_cast<char>(unit & 0xFFU);
  bytes += big_endian ? high : low;
  bytes += big_endian ? low : high;
}

std::string to_utf16(std::string_view text, std::string_view bytes) {
  const bool big_endian = bytes.front() == '\xFE' || bytes.front() == '\0';
  std::string made;
  if (bytes.front() == '\xFE' || bytes.front() == '\xFF') append_utf16(made, 0xFEFF, big_endian);
  for (std::size_t at = 0; at < text.size();) {
    const xml::Character character = xml::first_character(text.substr(at));
    at += character.size;
    if (character.code < 0x10000) {
      append_utf16(made, character.code, big_endian);
      continue;
    }
    const char32_t rest = character.code - 0x10000;
    append_utf16(made, 0xD800 + (rest >> 10U), big_endian);
    append_utf16(made, 0xDC00 + (rest & 0x3FFU), big_endian);
  }
  return made;
}

std::string to_latin1(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const xml::Character character = xml::first_character(text.substr(at));
    at += character.size;
    if (character.code < 0x100) {
      made += static_cast<char>(character.code);
    } else {
      made += "&#" + std::to_string(static_cast<std::uint32_t>(character.code)) + ";";
    }
  }
  return made;
}

}  // namespace

std::string_view Tag::prefix() const {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon + 1);
}

const Tag::Attribute* Tag::attribute(std::string_view written_name) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const Attribute& each) { return each.name == written_name; });
  return found == attributes.end() ? nullptr : &*found;
}

Tag tag_of(std::string_view text, const xml::Element& element) {
  const std::string_view source = element.source();
  const auto begin = static_cast<std::size_t>(source.data() - text.data());
  Tag tag;
  tag.element = {begin, begin + source.size()};
  tag.name_span = name_at(text, begin + 1);
  tag.name = part(text, tag.name_span);
  std::size_t at = tag.name_span.end;
  while (auto attribute = next_attribute(text, at)) {
    at = attribute->whole.end;
    tag.attributes.push_back(*attribute);
  }
  if (source.ends_with("/>") && text.find('>', at) + 1 == tag.element.end) return tag;
  const std::size_t end_tag = begin + source.rfind("</");
  tag.end_name = name_at(text, end_tag + 2);
  return tag;
}

std::size_t begin_of_content(std::string_view text, const Tag& tag) {
  const std::size_t after =
      tag.attributes.empty() ? tag.name_span.end : tag.attributes.back().whole.end;
  return text.find('>', after) + 1;
}

std::string declared_prefix(const Tag& tag, std::string_view text) {
  constexpr std::string_view kDeclaration = "xmlns:";
  for (const Tag::Attribute& attribute : tag.attributes) {
    if (attribute.name.starts_with(kDeclaration) &&
        part(text, attribute.value) == statechart::kWorkflowNamespace)
      return std::string(attribute.name.substr(kDeclaration.size()));
  }
  return {};
}

std::string new_attribute(std::string_view name, std::string_view value) {
  const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
  return " " + std::string(name) + "=" + quote + for_quotes(value, quote) + quote;
}

Splicer::Splicer(const xml::Document& document) : text_(document.text()) {
  const std::size_t first = text_.find('\n');
  if (first != std::string_view::npos && first > 0 && text_[first - 1] == '\r') line_end_ = "\r\n";
}

void Splicer::replace(Span span, std::string_view with) {
  Change change{span, {}};
  for (std::size_t at = 0; at < with.size(); ++at) {
    if (with.substr(at).starts_with("\r\n")) continue;
    if (with[at] == '\n') {
      change.with += line_end_;
    } else {
      change.with += with[at];
    }
  }
  changes_.push_back(std::move(change));
}

void Splicer::set_value(const Tag::Attribute& attribute, std::string_view value) {
  replace(attribute.value, for_quotes(value, text_[attribute.value.begin - 1]));
}

void Splicer::remove_element(const Tag& tag) {
  const std::size_t before = text_.find_last_not_of(" \t", tag.element.begin - 1);
  const std::size_t after = text_.find_first_not_of(" \t\r", tag.element.end);
  const bool alone = text_[before] == '\n' && text_[after] == '\n';
  remove(alone ? Span{before + 1, after + 1} : tag.element);
}

std::string Splicer::text() {
  std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    return a.span.end == a.span.begin && b.span.end > b.span.begin;
  });
  std::string made;
  std::size_t at = 0;
  for (const Change& change : changes_) {
    made += text_.substr(at, change.span.begin - at);
    made += change.with;
    at = change.span.end;
  }
  return made += text_.substr(at);
}

std::size_t Splicer::original(std::size_t offset) const {
  std::size_t made = 0;  // offset in the changed text
  std::size_t at = 0;    // and in the document's
  for (const Change& change : changes_) {
    const std::size_t kept = change.span.begin - at;
    if (offset < made + kept) break;
    made += kept;
    at = change.span.begin;
    if (offset < made + change.with.size()) return at;
    made += change.with.size();
    at = change.span.end;
  }
  return at + (offset - made);
}

std::string encoded_like(std::string_view text, const xml::Document& document,
                         std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (document.encoding() == "UTF-16") return to_utf16(text, bytes);
  if (document.encoding() == "ISO-8859-1") return to_latin1(text);
  return std::string(bytes.starts_with(kMark) ? kMark : std::string_view()) + std::string(text);
}

}  // namespace lagrum::exchange
