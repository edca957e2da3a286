#pragma once

#include <string>

#include "lagrum/result.h"
#include "lagrum/xml.h"

namespace lagrum::statechart {

/// A runnable document from a template of the W3C implementation report: every name of the conf:
/// namespace is replaced by what it means with FEEL as datamodel. kNotFound names a conf: name that
/// has no meaning here.
Result<std::string> from_template(const xml::Document& document);

}  // namespace lagrum::statechart
