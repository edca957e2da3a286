#pragma once

#include <string_view>
#include <vector>

namespace lagrum::internal {

/// A schema file as it was when the library was built.
struct EmbeddedSchema {
  std::string_view name;  ///< file name: "law-pack.xsd"
  std::string_view ns;    ///< its target namespace; empty where it has none
  std::string_view bytes;
};

/// All schemas of the current version, in the order of their names. Written by embed.cmake.
const std::vector<EmbeddedSchema>& embedded_schemas();

}  // namespace lagrum::internal
