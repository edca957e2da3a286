#pragma once

#include <gtest/gtest.h>

#include <string>

#include "dmn/model.h"

namespace lagrum::dmn {

inline constexpr const char* kNamespace = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/// A DMN 1.3 file of these elements; its first line holds the opening tag alone.
inline std::string definitions(const std::string& content, const std::string& ns = kNamespace) {
  return "<definitions xmlns=\"" + ns + "\" name=\"test\" namespace=\"urn:test\">\n" + content +
         "\n</definitions>";
}

/// The model, or the first diagnostic as an error.
inline Result<Model> loaded(const std::string& text) {
  const auto document = xml::Document::parse(text, "test.dmn");
  if (!document) return document.error();
  Diagnostics diagnostics;
  return Model::load(*document, diagnostics);
}

/// The diagnostics of a load, one a line.
inline std::string faults(const std::string& text) {
  const auto document = xml::Document::parse(text, "test.dmn");
  if (!document) return to_string(document.error());
  Diagnostics diagnostics;
  const auto model = Model::load(*document, diagnostics);
  std::string result;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    result += (result.empty() ? "" : "\n") + to_string(diagnostic);
  }
  return result;
}

/// Evaluates; the test fails where the model does not load.
inline Decided decided(const std::string& text, std::string_view decision, const Context& inputs,
                       const feel::Environment& environment = {}) {
  const auto model = loaded(text);
  if (!model) {
    ADD_FAILURE() << to_string(model.error());
    return {};
  }
  return model->evaluate(decision, inputs, environment).value();
}

inline std::string first_issue(const Decided& decided) {
  return decided.issues.empty() ? "none" : decided.issues.front().message;
}

}  // namespace lagrum::dmn
