#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"
#include "lagrum/xml.h"

namespace lagrum::intake {

/// One step of a path: the elements of that name, or only the one at `number` among them, counted
/// from 1.
struct Step {
  std::string name;
  std::size_t number = 0;  ///< 0 for all
};

/// Element names from a start downwards: "Header/Flow/FamilyID", "Values/Rad[2]/Value".
struct Path {
  std::string text;
  std::vector<Step> steps;

  bool empty() const { return steps.empty(); }
};

inline constexpr std::size_t kPathStepsMax = 32;

/// Reads a path; `source` is where its text begins. Fails with kInvalidArgument, naming the column.
Result<Path> parse_path(std::string_view text, const Position& source);

/// The elements at `path` below `start`, all in namespace `ns`, in document order.
std::vector<xml::Element> resolve(const Path& path, xml::Element start, std::string_view ns);

/// Why `path` finds nothing: the last element that is there, and the name that it lacks, with a
/// suggestion.
struct Missing {
  xml::Element last;
  std::string reason;  ///< "found no Till in Serveringstid (did you mean 'Tom'?)"
};
Missing missing(const Path& path, xml::Element start, std::string_view ns);

}  // namespace lagrum::intake
