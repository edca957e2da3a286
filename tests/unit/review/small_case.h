#pragma once

#include <string>

#include "lagrum/review.h"
#include "lagrum/workspace.h"

namespace lagrum::review {

/// What stands in a title of the small workflow: markup, an entity and a quote.
inline constexpr std::string_view kHostile = "<script>alert(1)</script> & \"x\" ]]>";

/// A small pack and a small workflow with one thing of each kind, in files "law/small.xml" and
/// "small/workflow.scxml". Titles are in three languages; that of the state's task is hostile.
const Workspace& small_case();
/// The bytes of a file of it.
Result<std::string> small_file(const std::string& path);
/// Its norms, verified.
const verify::Report& small_report();
/// The page on it without pictures and stories, as far as `material` says nothing else.
std::string small_page(Language language, Material material = {});

}  // namespace lagrum::review
