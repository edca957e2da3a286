#pragma once

#include <memory>

#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// Builds the tables of a chart from its <scxml> and the text that its digest is made of. Faults go
/// to `diagnostics`; the tables are to be used only when it has no errors.
std::shared_ptr<const Chart::Tables> load_tables(const xml::Element& root, std::string_view text,
                                                 const LoadContext& context,
                                                 Diagnostics& diagnostics);

}  // namespace lagrum::statechart
