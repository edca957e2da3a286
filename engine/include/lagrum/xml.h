#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/result.h"

namespace lagrum::xml {

/// Bounds of the gate.
struct Limits {
  std::size_t bytes_max = std::size_t{16} << 20;
  std::size_t depth_max = 128;
};

class Element;
struct DocumentState;

/// A document that passed the gate: well-formed, without DOCTYPE, within the limits, in UTF-8.
/// Immutable; may be shared between threads. Elements stay valid while any copy of the document
/// lives.
class Document {
 public:
  /// Passes `bytes` (UTF-8, ISO-8859-1 or UTF-16, by declaration or byte order mark; XML 1.0 or 1.1
  /// declared, read as 1.0) through the gate. `name` is the file name that diagnostics show.
  /// Fails with kInvalidArgument (ill-formed, DOCTYPE, unknown encoding) or kOutOfRange (size,
  /// depth), naming line and column; nothing is kept of a refused document.
  static Result<Document> parse(std::string_view bytes, std::string name, Limits limits = {});

  Element root() const;
  const std::string& name() const;
  /// The whole text in UTF-8, as it was read.
  std::string_view text() const;
  /// Encoding of the input: "UTF-8", "ISO-8859-1" or "UTF-16".
  const std::string& encoding() const;

 private:
  explicit Document(std::shared_ptr<const DocumentState> state) : state_(std::move(state)) {}
  std::shared_ptr<const DocumentState> state_;
};

struct Attribute {
  std::string_view ns;     ///< namespace, empty for an unprefixed attribute
  std::string_view local;  ///< local name
  std::string_view value;
  Position position;  ///< of the value's first character
};

/// A read-only view of one element. A default-made one is empty and answers every question with
/// nothing.
class Element {
 public:
  Element() = default;

  explicit operator bool() const { return node_ != nullptr; }

  std::string_view ns() const;     ///< namespace name
  std::string_view local() const;  ///< local name
  bool is(std::string_view ns, std::string_view local) const;
  Position position() const;  ///< of the opening tag's '<'

  /// The unprefixed attribute, or null.
  std::optional<std::string_view> attribute(std::string_view local) const;
  std::optional<std::string_view> attribute(std::string_view ns, std::string_view local) const;
  /// The unprefixed attribute, or empty text.
  std::string attribute_or_empty(std::string_view local) const;
  std::vector<Attribute> attributes() const;  ///< without namespace declarations
  /// Position of the attribute's value, or of the element where there is no such attribute.
  Position attribute_position(std::string_view local) const;
  Position attribute_position(std::string_view ns, std::string_view local) const;

  /// Child elements in document order.
  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view ns, std::string_view local) const;
  /// The first such child, or an empty view.
  Element child(std::string_view ns, std::string_view local) const;
  Element parent() const;

  /// All text directly inside, CDATA included, comments left out.
  std::string text() const;
  /// As text(), without white space at both ends.
  std::string trimmed_text() const;

  /// The source bytes of this element from '<' to its last '>'.
  std::string_view source() const;
  /// The source as a document of its own: with the namespace declarations that reach it from
  /// outside.
  std::string standalone_source() const;

 private:
  friend class Document;
  Element(const DocumentState* document, const void* node) : document_(document), node_(node) {}
  const DocumentState* document_ = nullptr;
  const void* node_ = nullptr;  // a node of the reader behind this header
};

inline constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

/// The text of the child elements `local` by their xml:lang, as pairs in document order.
std::vector<std::pair<std::string, std::string>> texts(const Element& element,
                                                       std::string_view local);

/// Writes a document, indented by two blanks, in UTF-8. Belongs to one caller.
class Writer {
 public:
  Writer();
  ~Writer();
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;

  /// Opens an element; `name` may carry a prefix that an attribute "xmlns:…" declares.
  Writer& open(std::string_view name);
  Writer& attribute(std::string_view name, std::string_view value);
  Writer& text(std::string_view text);
  Writer& close();
  /// open, text, close.
  Writer& leaf(std::string_view name, std::string_view text);
  Writer& comment(std::string_view text);
  /// The finished document; every element must be closed.
  std::string finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A compiled XSD 1.0 schema. Immutable; validation makes its own state, so that it may be shared.
class Schema {
 public:
  /// A schema file and what it imports, by the name used in `schemaLocation`.
  struct File {
    std::string name;
    std::string bytes;
  };

  /// Compiles `files.front()`; imports are looked up in `files` by name or by the last part of
  /// their path. Nothing else is ever opened: an import that is missing there is an error.
  static Result<Schema> compile(const std::vector<File>& files);

  /// One diagnostic with position for each fault; none when the document is valid.
  void validate(const Document& document, Diagnostics& diagnostics) const;

 private:
  struct Impl;
  explicit Schema(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace lagrum::xml
