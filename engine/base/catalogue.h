#pragma once

#include <span>
#include <string_view>

namespace lagrum {

/// One sentence of the engine's own, in the three languages. "{name}" marks a value.
struct CatalogueRow {
  std::string_view key;
  std::string_view sv;
  std::string_view da;
  std::string_view en;
};

/// The sentences of the review page, ordered by key.
std::span<const CatalogueRow> review_sentences();

/// All rows, ordered by key.
std::span<const CatalogueRow> catalogue();

}  // namespace lagrum
