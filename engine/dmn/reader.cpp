#include "dmn/reader.h"

#include <algorithm>
#include <array>

#include "dmn/boxed.h"

namespace lagrum::dmn {
namespace {

/// DMN 1.1 to 1.5, in order.
constexpr std::array<std::string_view, 5> kNamespaces = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/"};

/// The length of the opening tag at the start of `source`; a '>' inside an attribute does not end
/// it.
std::size_t tag_length(std::string_view source) {
  char quote = '\0';
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (quote != '\0') {
      if (source[i] == quote) quote = '\0';
    } else if (source[i] == '"' || source[i] == '\'') {
      quote = source[i];
    } else if (source[i] == '>') {
      return i + 1;
    }
  }
  return source.size();
}

/// The place of the first character of the element's text that is no blank.
Position text_position(const xml::Element& element) {
  const std::string_view source = element.source();
  std::size_t start = source.find_first_not_of(" \t\r\n", tag_length(source));
  constexpr std::string_view kCdata = "<![CDATA[";
  if (start != std::string_view::npos && source.substr(start).starts_with(kCdata)) {
    start = source.find_first_not_of(" \t\r\n", start + kCdata.size());
  }
  Position position = element.position();
  for (std::size_t i = 0; i < std::min(start, source.size()); ++i) {
    if (source[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(source[i]) & 0xC0U) != 0x80U) {
      ++position.column;
    }
  }
  return position;
}

}  // namespace

bool Reader::accepts(const xml::Document& document, Diagnostics& diagnostics) {
  const xml::Element root = document.root();
  const bool known =
      std::find(kNamespaces.begin(), kNamespaces.end(), root.ns()) != kNamespaces.end();
  if (known && root.local() == "definitions") return true;
  diagnostics.error("dmn-namespace", root.position(),
                    "expected 'definitions' of DMN 1.1 to 1.5, found '" +
                        std::string(root.local()) + "' of namespace '" + std::string(root.ns()) +
                        "'");
  return false;
}

bool Reader::is_model(std::string_view type) {
  return std::find(kNamespaces.begin(), kNamespaces.end(), type) != kNamespaces.end();
}

Reader::Reader(const Reader& file, Diagnostics& diagnostics)
    : root_(file.root_), ns_(file.ns_), diagnostics_(diagnostics) {}

std::vector<xml::Element> Reader::children(const xml::Element& parent) const {
  std::vector<xml::Element> all = parent.children();
  std::erase_if(all, [&](const xml::Element& one) { return one.ns() != ns_; });
  return all;
}

Reader::Reader(const xml::Document& document, Diagnostics& diagnostics)
    : root_(document.root()), ns_(root_.ns()), diagnostics_(diagnostics) {}

SourceText Reader::own_text(const xml::Element& element) const {
  const xml::Element text = child(element, "text");
  if (!text) return {{}, element.position()};
  return {text.trimmed_text(), text_position(text)};
}

SourceText Reader::text_or(const xml::Element& element, std::string_view otherwise) const {
  SourceText text = own_text(element);
  if (!text.text.empty()) return text;
  text.text = otherwise;
  warning("empty-text", text.position,
          "expected a text in '" + std::string(element.local()) + "', found none; '" + text.text +
              "' is read");
  return text;
}

SourceText Reader::text_of(const xml::Element& parent, std::string_view local) const {
  const xml::Element element = child(parent, local);
  if (!element) return {{}, parent.position()};
  return own_text(element);
}

std::string Reader::required(const xml::Element& element, std::string_view attribute) const {
  std::string value = element.attribute_or_empty(attribute);
  if (value.empty()) {
    error("missing-attribute", element.position(),
          "expected attribute '" + std::string(attribute) + "' on '" +
              std::string(element.local()) + "'");
  }
  return value;
}

Reader::Reference Reader::reference(const xml::Element& element) const {
  const std::string href = required(element, "href");
  const std::size_t mark = href.rfind('#');
  if (mark != std::string::npos) {
    std::string ns = href.substr(0, mark);
    if (ns == root_.attribute_or_empty("namespace")) ns.clear();
    return {std::move(ns), href.substr(mark + 1)};
  }
  if (!href.empty()) {
    error("unknown-reference", element.attribute_position("href"),
          "expected a reference such as '#id', found '" + href + "'");
  }
  return {};
}

void Reader::check_children(const xml::Element& element,
                            std::initializer_list<std::string_view> known) const {
  check(element, known, false);
}

void Reader::check_holder(const xml::Element& element,
                          std::initializer_list<std::string_view> known) const {
  check(element, known, true);
}

void Reader::check(const xml::Element& element, std::initializer_list<std::string_view> known,
                   bool holder) const {
  constexpr std::array<std::string_view, 2> kEverywhere = {"description", "extensionElements"};
  for (const xml::Element& one : element.children()) {
    const std::string_view local = one.local();
    if (one.ns() != ns_ || (holder && is_expression(local)) ||
        std::find(known.begin(), known.end(), local) != known.end() ||
        std::find(kEverywhere.begin(), kEverywhere.end(), local) != kEverywhere.end()) {
      continue;
    }
    const std::vector<std::string> names(known.begin(), known.end());
    error("unknown-element", one.position(),
          "'" + std::string(element.local()) + "' has no child '" + std::string(local) + "'" +
              suggestion(local, names));
  }
}

void Reader::check_language(const xml::Element& element) const {
  const std::string language = element.attribute_or_empty("expressionLanguage");
  const bool feel =
      language.empty() || language.find("FEEL") != std::string::npos || language == "feel";
  if (feel) return;
  error("not-carried-out", element.attribute_position("expressionLanguage"),
        "expected the expression language FEEL, found '" + language + "'");
}

}  // namespace lagrum::dmn
