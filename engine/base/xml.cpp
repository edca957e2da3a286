#include "lagrum/xml.h"

#include <algorithm>
#include <limits>
#include <map>
#include <pugixml.hpp>
#include <unordered_map>

#include "base/words.h"
#include "base/xml_gate.h"
#include "base/xml_text.h"

namespace lagrum::xml {
namespace {

/// Everything that bears on content: text with its white space, CDATA, escapes, line ends as XML
/// has them.
constexpr unsigned kParseOptions = pugi::parse_cdata | pugi::parse_escapes |
                                   pugi::parse_wconv_attribute | pugi::parse_eol |
                                   pugi::parse_ws_pcdata;

pugi::xml_node node_of(const void* node) {
  return pugi::xml_node(static_cast<pugi::xml_node_struct*>(const_cast<void*>(node)));
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view local_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_declaration(std::string_view name) { return name == "xmlns" || prefix_of(name) == "xmlns"; }

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

/// Prefix to namespace, as one element declares them; the default namespace has the empty prefix.
using Declarations = std::map<std::string_view, std::string_view>;

struct DocumentState {
  std::string name;
  std::string encoding;
  std::string text;    // as it was read
  std::string buffer;  // the same length; the reader has replaced escapes in place
  TextIndex index;
  pugi::xml_document tree;
  std::unordered_map<const void*, Declarations> declarations;  // of the elements that have some

  DocumentState(std::string document_name, Transcoded transcoded)
      : name(std::move(document_name)),
        encoding(std::move(transcoded.encoding)),
        text(std::move(transcoded.text)),
        buffer(text),
        index(text) {}

  std::size_t offset(const char* in_buffer) const {
    return static_cast<std::size_t>(in_buffer - buffer.data());
  }
  Position position(std::size_t at) const { return index.position(at, name); }

  void note_declarations(pugi::xml_node node);
  std::string_view namespace_of(pugi::xml_node node, std::string_view prefix) const;
  std::string_view namespace_of(pugi::xml_node node, pugi::xml_attribute attribute) const {
    const std::string_view prefix = prefix_of(attribute.name());
    return prefix.empty() ? std::string_view() : namespace_of(node, prefix);
  }
};

void DocumentState::note_declarations(pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view attribute_name = attribute.name();
    if (!is_declaration(attribute_name)) continue;
    const std::string_view prefix =
        attribute_name == "xmlns" ? std::string_view() : local_of(attribute_name);
    declarations[node.internal_object()][prefix] = attribute.value();
  }
}

std::string_view DocumentState::namespace_of(pugi::xml_node node, std::string_view prefix) const {
  if (prefix == "xml") return kXmlNamespace;
  for (; node.type() == pugi::node_element; node = node.parent()) {
    const auto scope = declarations.find(node.internal_object());
    if (scope == declarations.end()) continue;
    const auto declaration = scope->second.find(prefix);
    if (declaration != scope->second.end()) return declaration->second;
  }
  return {};
}

namespace {

/// The next element in document order, or null after the last.
pugi::xml_node next_element(pugi::xml_node node) {
  const auto first_element = [](pugi::xml_node from) {
    while (from && from.type() != pugi::node_element) from = from.next_sibling();
    return from;
  };
  if (const pugi::xml_node child = first_element(node.first_child())) return child;
  for (; node; node = node.parent()) {
    if (const pugi::xml_node sibling = first_element(node.next_sibling())) return sibling;
  }
  return {};
}

Error refused(ErrorCode code, std::string message, const std::string& name) {
  return Error{code, std::move(message), Position{name, 0, 0}, {}};
}

pugi::xml_attribute find_attribute(const DocumentState& document, pugi::xml_node node,
                                   std::string_view ns, std::string_view local) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (local_of(name) != local || is_declaration(name)) continue;
    if (document.namespace_of(node, attribute) == ns) return attribute;
  }
  return {};
}

}  // namespace

Result<Document> Document::parse(std::string_view bytes, std::string name, Limits limits) {
  // The strict parser counts bytes in an int; ISO-8859-1 may double on its way to UTF-8.
  constexpr std::size_t kBytesMax = std::numeric_limits<int>::max() / 4;
  const std::size_t bytes_max = std::min(limits.bytes_max, kBytesMax);
  if (bytes.size() > bytes_max) {
    return refused(ErrorCode::kOutOfRange,
                   "expected at most " + std::to_string(bytes_max) + " bytes, found " +
                       std::to_string(bytes.size()),
                   name);
  }
  LAGRUM_ASSIGN(Transcoded transcoded, to_utf8(bytes, name));
  LAGRUM_TRY(pass_gate(transcoded.text, name, limits));
  auto state = std::make_shared<DocumentState>(std::move(name), std::move(transcoded));
  const pugi::xml_parse_result outcome = state->tree.load_buffer_inplace(
      state->buffer.data(), state->buffer.size(), kParseOptions, pugi::encoding_utf8);
  if (!outcome || !state->tree.document_element()) {
    return Error{
        ErrorCode::kInvalidArgument,
        std::string("expected readable XML, found: ") + outcome.description(),
        state->position(static_cast<std::size_t>(std::max<std::ptrdiff_t>(outcome.offset, 0))),
        {}};
  }
  for (pugi::xml_node node = state->tree.document_element(); node; node = next_element(node)) {
    state->note_declarations(node);
  }
  return Document(std::move(state));
}

Element Document::root() const {
  return {state_.get(), state_->tree.document_element().internal_object()};
}
const std::string& Document::name() const { return state_->name; }
std::string_view Document::text() const { return state_->text; }
const std::string& Document::encoding() const { return state_->encoding; }

std::string_view Element::ns() const {
  if (node_ == nullptr) return {};
  const pugi::xml_node node = node_of(node_);
  return document_->namespace_of(node, prefix_of(node.name()));
}

std::string_view Element::local() const {
  return node_ == nullptr ? std::string_view() : local_of(node_of(node_).name());
}

bool Element::is(std::string_view ns, std::string_view local) const {
  return node_ != nullptr && this->local() == local && this->ns() == ns;
}

Position Element::position() const {
  if (node_ == nullptr) return {};
  return document_->position(document_->offset(node_of(node_).name()) - 1);
}

std::optional<std::string_view> Element::attribute(std::string_view local) const {
  return attribute({}, local);
}

std::optional<std::string_view> Element::attribute(std::string_view ns,
                                                   std::string_view local) const {
  if (node_ == nullptr) return std::nullopt;
  const pugi::xml_attribute found = find_attribute(*document_, node_of(node_), ns, local);
  return found ? std::optional<std::string_view>(found.value()) : std::nullopt;
}

std::string Element::attribute_or_empty(std::string_view local) const {
  return std::string(attribute(local).value_or(std::string_view()));
}

std::vector<Attribute> Element::attributes() const {
  std::vector<Attribute> list;
  if (node_ == nullptr) return list;
  const pugi::xml_node node = node_of(node_);
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (is_declaration(attribute.name())) continue;
    list.push_back(Attribute{document_->namespace_of(node, attribute), local_of(attribute.name()),
                             attribute.value(),
                             document_->position(document_->offset(attribute.value()))});
  }
  return list;
}

Position Element::attribute_position(std::string_view local) const {
  return attribute_position({}, local);
}

Position Element::attribute_position(std::string_view ns, std::string_view local) const {
  if (node_ == nullptr) return {};
  const pugi::xml_attribute found = find_attribute(*document_, node_of(node_), ns, local);
  return found ? document_->position(document_->offset(found.value())) : position();
}

std::vector<Element> Element::children() const {
  std::vector<Element> list;
  if (node_ == nullptr) return list;
  for (const pugi::xml_node child : node_of(node_).children()) {
    if (child.type() == pugi::node_element)
      list.push_back(Element(document_, child.internal_object()));
  }
  return list;
}

std::vector<Element> Element::children(std::string_view ns, std::string_view local) const {
  std::vector<Element> list = children();
  std::erase_if(list, [&](const Element& element) { return !element.is(ns, local); });
  return list;
}

Element Element::child(std::string_view ns, std::string_view local) const {
  if (node_ == nullptr) return {};
  for (const pugi::xml_node child : node_of(node_).children()) {
    const Element element(document_, child.internal_object());
    if (child.type() == pugi::node_element && element.is(ns, local)) return element;
  }
  return {};
}

Element Element::parent() const {
  if (node_ == nullptr) return {};
  const pugi::xml_node parent = node_of(node_).parent();
  return parent.type() == pugi::node_element ? Element(document_, parent.internal_object())
                                             : Element();
}

std::string Element::text() const {
  std::string text;
  if (node_ == nullptr) return text;
  for (const pugi::xml_node child : node_of(node_).children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  }
  return text;
}

std::string Element::trimmed_text() const { return std::string(trimmed(text())); }

std::string_view Element::source() const {
  if (node_ == nullptr) return {};
  const std::string_view text = document_->text;
  const std::size_t begin = document_->offset(node_of(node_).name()) - 1;
  return text.substr(begin, end_of_element(text, begin) - begin);
}

std::string Element::standalone_source() const {
  std::string text(source());
  if (text.empty()) return text;
  std::vector<std::string_view> known;
  for (const pugi::xml_attribute& attribute : node_of(node_).attributes())
    known.emplace_back(attribute.name());
  std::string added;
  for (pugi::xml_node outer = node_of(node_).parent(); outer; outer = outer.parent()) {
    for (const pugi::xml_attribute& attribute : outer.attributes()) {
      const std::string_view name = attribute.name();
      if (!is_declaration(name) || contains(known, name)) continue;
      known.push_back(name);
      added += " " + std::string(name) + "=\"" + escaped(attribute.value(), false) + "\"";
    }
  }
  return text.insert(1 + std::string_view(node_of(node_).name()).size(), added);
}

std::vector<std::pair<std::string, std::string>> texts(const Element& element,
                                                       std::string_view local) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const Element& child : element.children(element.ns(), local)) {
    std::optional<std::string_view> language;
    for (Element at = child; at && !language; at = at.parent())
      language = at.attribute(kXmlNamespace, "lang");
    list.emplace_back(std::string(language.value_or(std::string_view())), child.trimmed_text());
  }
  return list;
}

}  // namespace lagrum::xml
