#pragma once

#include <string_view>
#include <vector>

#include "lagrum/result.h"
#include "lagrum/xml.h"

namespace lagrum {

/// The XSD files of this release, as they stand in the folder schemas/: what an editor validates
/// against. Made once; may be shared between threads.
const std::vector<xml::Schema::File>& schema_files();

/// The compiled schema for documents whose root element is in `root_namespace`
/// ("urn:lagrum:law:1"). Compiled at the first question and kept until the process ends; may be
/// called from several threads. Fails with kNotFound for a namespace that no schema of this release
/// describes.
Result<const xml::Schema*> schema_for(std::string_view root_namespace);

}  // namespace lagrum
