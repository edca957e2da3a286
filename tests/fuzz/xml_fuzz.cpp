// The gate through which every file comes, and the schemas behind it.
#include "fuzz/fuzz.h"
#include "lagrum/schemas.h"
#include "lagrum/xml.h"

namespace lagrum::fuzz {
namespace {

constexpr const char* kName = "input.xml";

void expect_inside(const Position& position, std::string_view what) {
  expect(position.file == kName && position.line > 0 && position.column > 0, what,
         to_string(position));
}

/// Every element and attribute has a place, and shows its own source.
void walk(const xml::Element& root) {
  std::vector<xml::Element> left = {root};
  while (!left.empty()) {
    const xml::Element element = left.back();
    left.pop_back();
    expect_inside(element.position(), "an element has a place");
    const std::string_view source = element.source();
    expect(source.starts_with('<') && source.ends_with('>'), "an element shows its source",
           std::string(source));
    for (const xml::Attribute& attribute : element.attributes())
      expect_inside(attribute.position, "an attribute has a place");
    for (const xml::Element& child : element.children()) left.push_back(child);
  }
}

void validate(const xml::Document& document) {
  const auto schema = schema_for(document.root().ns());
  if (!schema) return;
  Diagnostics diagnostics;
  (*schema)->validate(document, diagnostics);
  for (const Diagnostic& each : diagnostics.all()) {
    expect(!each.message.empty(), "a finding says what is wrong");
    expect(each.source.file == kName && each.source.line > 0, "a finding names file and line",
           to_string(each));
  }
}

}  // namespace

void take(std::string_view bytes) {
  const auto document = xml::Document::parse(bytes, kName);
  if (!document) {
    expect_place(document.error(), kName);
    return;
  }
  walk(document->root());
  validate(*document);
  if (document->encoding() != "UTF-8") return;
  const auto again = xml::Document::parse(document->text(), kName);
  expect(again.has_value(), "what was read can be read again",
         again ? "" : to_string(again.error()));
  expect(again->text() == document->text(), "what was read reads the same again");
}

}  // namespace lagrum::fuzz
