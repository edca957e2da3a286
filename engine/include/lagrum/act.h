#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lagrum/ids.h"
#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum {

/// Place of an act in the log: the entry's index and the act's number in that entry. Acts are
/// ordered in law by (legal time, sequence). 0 means "not recorded".
struct Sequence {
  std::uint64_t value = 0;

  static Sequence of(LogIndex entry, std::uint32_t position) {
    return Sequence{(entry.value + 1) << 8U | position};
  }
  LogIndex entry() const { return LogIndex{(value >> 8U) - 1}; }
  std::uint32_t position() const { return static_cast<std::uint32_t>(value & 0xFFU); }

  friend auto operator<=>(const Sequence&, const Sequence&) = default;
};

inline constexpr std::uint32_t kActsPerEntryMax = 255;

/// "41.0": entry 41, first act.
std::string to_string(Sequence sequence);

/// A document that an act was done by or with. The bytes lie in the store, by digest.
struct DocumentRef {
  std::string kind;
  std::string name;
  std::string media_type;
  std::uint64_t size = 0;
  std::string digest;  ///< hex SHA-256 of salt and bytes
};

/// A legal act: the one currency of the engine. Workflows perform acts; norms speak of acts.
struct Act {
  ActType type;
  Sequence sequence;
  Instant legal{};           ///< when it counts in law; never after `recorded`
  Instant recorded{};        ///< when the authority's system knew
  std::string actor;         ///< person, party, body, "engine", or an outsider such as "court"
  std::string role;          ///< the role acted in, by the organisation's name for it
  std::string generic_role;  ///< the packs' name for that role
  PartyId party;             ///< the party it is toward or by; empty for none
  std::string regarding;     ///< side matter; empty for the main matter
  std::string opens;         ///< side matter that this act, a decision, decides; empty for none
  std::string basis;         ///< citation
  std::string channel;
  Context attributes;
  std::vector<DocumentRef> documents;
  std::string by_norm;   ///< the norm whose effect this act is; empty when people did it
  Sequence of_act;       ///< the act that caused the effect, or the document that dates this act
  bool outside = false;  ///< took place outside the system and was recorded afterwards
};

/// The id of the letter that carries a document of the act; at most one by both.
inline std::string letter_id(const Act& act, const DocumentRef& document) {
  return to_string(act.sequence) + "-" + document.digest.substr(0, 16);
}

}  // namespace lagrum
