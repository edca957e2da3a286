#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.h"
#include "cases/runner.h"

/// What one commit of the engine writes, and what is read back to recognise a command.
namespace lagrum::cases {

/// Appends the entry to the log; its commitments get their salts from `salt`.
Status write_entry(UnitOfWork& unit, const Entry& entry, std::string_view salt);

/// Appends the entry of a command with a commitment to what is remembered with it: the answer, by
/// the command's key, and the case, by its matter. `body` is digest_of(command).
Status write_answered(UnitOfWork& unit, Entry entry, const Command& command,
                      const std::string& body, const Answer& answer);

/// Writes the case under its next version, with its duties and clocks.
Status write_case(UnitOfWork& unit, CaseState& state, Instant now);

/// Writes the documents that were made, and queues what goes out with the entry's acts.
Status write_letters(UnitOfWork& unit, const CaseState& state,
                     const std::vector<MadeDocument>& documents, const Entry& entry);

/// What the acts of an entry, just done, send out: each document of an act that is toward a party,
/// once (DECISIONS: at least once, stable id).
Result<std::vector<row::Outgoing>> letters_of(const CaseState& state, const Entry& entry);

/// Hex SHA-256 of what the command asks for, without its key, id, time and salt.
Result<std::string> digest_of(const Command& command);

/// The answer that was given to a command with this key; nothing when none was. kConflict where
/// that command asked for something else.
Result<std::optional<Answer>> answer_to(UnitOfWork& unit, std::string_view key,
                                        std::string_view body);

/// The case that was opened for the matter; empty when none was.
Result<CaseId> case_of(UnitOfWork& unit, std::string_view matter);

}  // namespace lagrum::cases
