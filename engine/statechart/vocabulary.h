#pragma once

#include <string_view>

#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"
#include "statechart/chart.h"

namespace lagrum::statechart {

/// The deepest nesting of elements that is read.
inline constexpr std::size_t kElementDepthMax = 100;

/// Checks every element and attribute of the two namespaces against the tables of SCXML 1.0 and of
/// the extension: unknown and misplaced names with a suggestion, missing attributes, values outside
/// a fixed set, and what is known but not carried out under the profile. Elements and attributes of
/// other namespaces are passed over. False when nothing more can be read of the document: another
/// root, or nested too deep.
bool check_vocabulary(const xml::Element& root, Profile profile, Diagnostics& diagnostics);

}  // namespace lagrum::statechart
