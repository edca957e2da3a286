#pragma once

#include <string>
#include <string_view>

#include "lagrum/result.h"
#include "lagrum/xml.h"

namespace lagrum::xml {

/// Most attributes (namespace declarations included) of one element, and most namespace
/// declarations in scope. The strict parser compares each with each, so that without a bound one
/// tag could hold it for hours.
inline constexpr std::size_t kAttributesMax = 256;
/// Most faults that one validation reports, and most bytes of one message.
inline constexpr std::size_t kSchemaFaultsMax = 100;
inline constexpr std::size_t kMessageBytesMax = 600;

/// Lets `text` (UTF-8, without byte order mark) pass, or says why not: ill-formed, an undeclared
/// prefix, a DOCTYPE (kInvalidArgument), too deep or too many attributes (kOutOfRange). Opens
/// nothing, expands nothing and keeps nothing. Safe from several threads.
Status pass_gate(std::string_view text, const std::string& name, const Limits& limits);

}  // namespace lagrum::xml
