#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lagrum/case.h"
#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/intake.h"
#include "lagrum/result.h"
#include "lagrum/time.h"

namespace lagrum::eservice {

/// The name of this way in, as acts record it.
inline constexpr std::string_view kChannel = "e-service";

/// The kind under which the file itself is kept.
inline constexpr std::string_view kFileKind = "e-service-file";

/// The workflow that takes files no mapping knows, and its events.
struct GeneralWorkflow {
  WorkflowId workflow;
  std::string event_first;
  std::string event_again;
};

/// A file that has come in: what a command needs to open a case with it or to supplement one.
struct Arrival {
  Instant received;     ///< when the authority had it; times inside the file are never used
  std::string channel;  ///< kChannel
  WorkflowId workflow;
  std::string mapping;     ///< "id@version"; empty for a general contact
  intake::Mapped mapped;   ///< with the events of the workflow
  std::string file_name;   ///< of the file itself, which becomes a document of the case
  std::string media_type;  ///< "application/xml"
  std::string bytes;       ///< the file as it came, unchanged
};

/// Reads `bytes`, received at `received` under the name `file_name`, by the one mapping that takes
/// it. A file that no mapping takes, or whose mapping finds faults in it, becomes a general
/// contact, with the faults in `diagnostics`: it has come in all the same, and a person sees to it.
/// Fails with kInvalidArgument for bytes that are no sound file of an e-service (not well-formed,
/// an error page, a list), kOutOfRange beyond the bounds of xml::Limits, and kConflict when several
/// mappings take it. Source: SFS 2017:900 (förvaltningslagen) 20 and 22 §.
Result<Arrival> receive(std::string_view bytes, std::string file_name, Instant received,
                        std::span<const intake::Mapping> mappings, const GeneralWorkflow& general,
                        Diagnostics& diagnostics);

/// Reads the file at `path` and receives it.
/// Fails also with kNotFound where it cannot be opened.
Result<Arrival> receive_file(const std::string& path, Instant received,
                             std::span<const intake::Mapping> mappings,
                             const GeneralWorkflow& general, Diagnostics& diagnostics);

/// What Command::matter says of it, whatever the mapping's version: the same for all files of one
/// matter. Empty where the file names none.
std::string matter_of(const Arrival& arrival);

/// The command that brings `arrival` into the case `case_id`, or opens one where that is empty. The
/// file itself goes with it as a document of kind kFileKind; attachments are fetched and added by
/// the caller, as are the command's key, id and salt. `now` is the time of receipt; where the store
/// has a newer entry, the caller sets it to its own clock and states the day of receipt as
/// "physically_on".
Command to_command(const Arrival& arrival, CaseId case_id);

}  // namespace lagrum::eservice
