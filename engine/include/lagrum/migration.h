#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/ids.h"
#include "lagrum/json.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum {

/// An order to move the running cases of a workflow to a version of it. Time and randomness come
/// with it, as with a command.
struct MigrationOrder {
  WorkflowId workflow;
  std::string to;      ///< the version; empty for the one that takes new cases on the day
  std::string who;     ///< account, or id of the person, who orders it; a plan does without
  std::string reason;  ///< put on record; may be empty
  Instant now{};       ///< not before the newest entry of the store: kOutOfRange
  std::string salt;    ///< at least kSaltBytesMin random bytes
};

/// A data item that is not what it was: renamed, computed, new or dropped.
struct ItemMove {
  std::string from;  ///< its name before; empty for a new one
  std::string to;    ///< its name from now on; empty for one that is dropped
  Value was;
  Value is;
};

/// A delayed send that has not been delivered. It keeps the instant at which it is due.
struct SendMove {
  std::string from;  ///< the event before
  std::string to;    ///< the event from now on; empty for one that is dropped
  Instant due;
};

/// What keeps a case where it is.
struct Obstacle {
  std::string about;    ///< "state 'x'", "data item 'x'", "duty 'x'", …
  std::string message;  ///< what was expected and what was found, in English
};

/// What becomes of one running case of another version.
struct CaseMove {
  CaseId case_id;
  std::string number;                      ///< of the register; empty until registered
  std::string from;                        ///< the version it runs in
  std::vector<std::string> states_before;  ///< ids of the active atomic states
  std::vector<std::string> states_after;
  std::vector<ItemMove> items;
  std::vector<SendMove> sends;
  std::vector<Obstacle> obstacles;  ///< why it stays; empty for one that moves
  std::optional<LogIndex> entry;    ///< that records the move; none in a plan

  bool moves() const { return obstacles.empty(); }
};

/// What an order came to, or would come to.
struct MigrationReport {
  std::string workflow;
  std::string to;               ///< the version
  bool planned = false;         ///< nothing was written
  std::vector<CaseMove> cases;  ///< the running cases of other versions
  std::size_t ended = 0;        ///< cases of other versions that have come to their end, and stay

  std::size_t moving() const;
};

/// The report as a person reads it; obstacles are in English.
std::string to_text(const MigrationReport& report, Language language);
Json to_json(const MigrationReport& report);

}  // namespace lagrum
