#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lagrum/intake.h"
#include "support/shared.h"

namespace lagrum::intake {

/// The mapping of the shipped workflow and the files of its story.
inline std::string shipped(std::string_view name) {
  return test::read_bytes(std::filesystem::path(LAGRUM_SOURCE_DIR) /
                          "workflows/se/serveringstillstand" / name);
}

inline xml::Document document(std::string_view text, std::string name = "t.xml") {
  Result<xml::Document> parsed = xml::Document::parse(text, std::move(name));
  EXPECT_TRUE(parsed) << (parsed ? "" : to_string(parsed.error()));
  return parsed ? *parsed : *xml::Document::parse("<unreadable/>", "t.xml");
}

inline std::string listed(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) text += to_string(diagnostic) + "\n";
  return text;
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// A value of the first data item; null, and a failure, where there is none of the name.
inline const Value& at(const Mapped& mapped, std::string_view name) {
  static const Value none;
  const Context* context = mapped.data.at(0).second.context();
  const Value* value = context == nullptr ? nullptr : context->find(name);
  EXPECT_NE(value, nullptr) << name;
  return value == nullptr ? none : *value;
}

}  // namespace lagrum::intake
