#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "feel/expression.h"
#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"

namespace lagrum::dmn {

/// An element's text with the place where it begins.
struct SourceText {
  std::string text;  ///< without blanks at both ends
  Position position;
};

/// What the readers of a DMN file's parts share: its namespace and where faults go. Belongs to one
/// load.
class Reader {
 public:
  /// True when the root is `definitions` of a DMN version that is read; else a fault.
  static bool accepts(const xml::Document& document, Diagnostics& diagnostics);

  /// True when `type` names a version of DMN, as the type of an import.
  static bool is_model(std::string_view type);

  Reader(const xml::Document& document, Diagnostics& diagnostics);
  /// The same file; faults go elsewhere.
  Reader(const Reader& file, Diagnostics& diagnostics);

  xml::Element root() const { return root_; }
  std::vector<xml::Element> children(const xml::Element& parent, std::string_view local) const {
    return parent.children(ns_, local);
  }
  /// All children of DMN's namespace.
  std::vector<xml::Element> children(const xml::Element& parent) const;
  xml::Element child(const xml::Element& parent, std::string_view local) const {
    return parent.child(ns_, local);
  }

  /// The text of the child element `local`'s `text`; empty with the child's position where there is
  /// none.
  SourceText text_of(const xml::Element& parent, std::string_view local) const;
  /// The text of the element's own `text` child.
  SourceText own_text(const xml::Element& element) const;
  /// The same; where it is empty, as editors leave what nobody has filled in, `otherwise` with a
  /// warning.
  SourceText text_or(const xml::Element& element, std::string_view otherwise) const;
  struct Reference {
    std::string ns;  ///< of another file; empty for this one
    std::string id;
  };
  /// "#id" or "namespace#id"; anything else is a fault with an empty id.
  Reference reference(const xml::Element& element) const;
  /// The required attribute; its absence is a fault.
  std::string required(const xml::Element& element, std::string_view attribute) const;

  /// Children of our namespace that are not in `known` are faults with a suggestion.
  void check_children(const xml::Element& element,
                      std::initializer_list<std::string_view> known) const;
  /// The same for an element that holds an expression of DMN besides.
  void check_holder(const xml::Element& element,
                    std::initializer_list<std::string_view> known) const;
  /// A language other than FEEL is a fault.
  void check_language(const xml::Element& element) const;

  void error(std::string rule, const Position& source, std::string message) const {
    diagnostics_.error(std::move(rule), source, std::move(message));
  }
  void warning(std::string rule, const Position& source, std::string message) const {
    diagnostics_.warning(std::move(rule), source, std::move(message));
  }
  void add(Diagnostic diagnostic, Severity severity) const {
    diagnostic.severity = severity;
    diagnostics_.add(std::move(diagnostic));
  }
  /// Hands on the error of a FEEL text.
  void error(const Error& error) const { diagnostics_.error("feel", error.source, error.message); }

 private:
  void check(const xml::Element& element, std::initializer_list<std::string_view> known,
             bool holder) const;

  xml::Element root_;
  std::string ns_;
  Diagnostics& diagnostics_;
};

}  // namespace lagrum::dmn
