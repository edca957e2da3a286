#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::lifecycle {

/// Where a matter stands by the names of the workflow schema. Dismissal, withdrawal, forwarding and
/// enforcement are acts, not phases.
enum class Phase : std::uint8_t {
  kNone,         ///< nothing has happened yet
  kService,      ///< contact without a case
  kInitiation,   ///< an application has arrived
  kPreparation,  ///< it is complete and is being handled
  kDecision,     ///< decided, not all parties informed
  kNotified,     ///< all parties informed
  kAppeal,
  kFinal,
  kArchive,  ///< closed, to be archived
  kArchived,
};

inline constexpr std::array kPhases = {
    Phase::kNone,     Phase::kService, Phase::kInitiation, Phase::kPreparation, Phase::kDecision,
    Phase::kNotified, Phase::kAppeal,  Phase::kFinal,      Phase::kArchive,     Phase::kArchived};

/// What moves a matter; law packs say which act gives which (`moves` on an act of the vocabulary).
enum class Move : std::uint8_t {
  kContacted,
  kOpened,
  kCompleted,
  kDecided,
  kInformedAll,
  kAppealed,
  kAppealEnded,
  kRemitted,
  kFinalised,
  kClosed,
  kArchived,
};

inline constexpr std::array kMoves = {Move::kContacted,   Move::kOpened,      Move::kCompleted,
                                      Move::kDecided,     Move::kInformedAll, Move::kAppealed,
                                      Move::kAppealEnded, Move::kRemitted,    Move::kFinalised,
                                      Move::kClosed,      Move::kArchived};

std::string_view to_string(Phase phase);  ///< "preparation"; "" for kNone
std::optional<Phase> parse_phase(std::string_view name);
std::string_view to_string(Move move);  ///< "completed"
/// The name used in law packs. "informed" is no move by itself: the matter moves when all parties
/// are informed.
std::optional<Move> parse_move(std::string_view name);

/// The phase after `move` in `phase`. `all_informed`: every party has been told of the decision. A
/// move that the phase does not know is refused with kConflict, naming the phases from which it is
/// lawful; a move that leaves the phase as it is gives it back. Pure; the machine behind it is
/// Boost.Statechart's.
Result<Phase> advance(Phase phase, Move move, bool all_informed);

/// The moves that `phase` takes.
std::vector<Move> moves_from(Phase phase);

}  // namespace lagrum::lifecycle
