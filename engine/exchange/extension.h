#pragma once

#include <string>
#include <string_view>

#include "lagrum/result.h"

// What stands for our extension in plain SCXML, on the extension points of the standard itself.
namespace lagrum::exchange {

inline constexpr std::string_view kActType = "urn:lagrum:act";    ///< of a send that is an act
inline constexpr std::string_view kTaskType = "urn:lagrum:task";  ///< of an invoke that is a task
/// The target of an act's send: the citation after it, in percent-encoding.
inline constexpr std::string_view kBasis = "urn:lagrum:basis:";
/// How the label of a log inside a task's chart begins that holds the task's id, where the id of
/// the invoke had to be another: ids of SCXML are unique in the document.
inline constexpr std::string_view kTaskId = "urn:lagrum:task ";
/// The parameter of an act's send that holds the legal time.
inline constexpr std::string_view kLegalTime = "urn:lagrum:at";
/// How the label of a log begins that keeps, in FEEL, what the null datamodel has no place for: the
/// guard of the transition that it is the first in; a data item, "NAME VALUE"; an assignment,
/// "LOCATION VALUE".
inline constexpr std::string_view kGuard = "urn:lagrum:guard ";
inline constexpr std::string_view kData = "urn:lagrum:data ";
inline constexpr std::string_view kAssign = "urn:lagrum:assign ";
/// The event of a transition that has no event of its own and keeps its guard in a log: without the
/// guard it would be taken at once.
inline constexpr std::string_view kGuardEvent = "lagrum.guard";

/// `prefix` and the text in percent-encoding, as a URN.
std::string urn(std::string_view prefix, std::string_view text);
/// The text of a URN without its prefix; kInvalidArgument where an escape is none, or gives no
/// UTF-8.
Result<std::string> text_of_urn(std::string_view encoded);

}  // namespace lagrum::exchange
