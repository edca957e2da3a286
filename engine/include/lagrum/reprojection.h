#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/act.h"
#include "lagrum/calendar.h"
#include "lagrum/ids.h"
#include "lagrum/json.h"
#include "lagrum/law.h"
#include "lagrum/migration.h"
#include "lagrum/text.h"
#include "lagrum/time.h"

namespace lagrum {

/// An order to bring the running cases under other texts of calendar, law and workflows. Time and
/// randomness come with it, as with a command.
struct ReprojectionOrder {
  std::string who;     ///< account, or id of the person, who orders it; a plan does without
  std::string reason;  ///< put on record; may be empty
  Instant now{};       ///< not before the newest entry of the store: kOutOfRange
  std::string salt;    ///< at least kSaltBytesMin random bytes
};

/// Whether a date moves against a party: its own time gets shorter, or the authority's longer.
/// Possible, where the law does not say whose time it is.
enum class Detriment : std::uint8_t { kNone, kPossible, kCertain };

std::string_view to_string(Detriment detriment);  ///< "none", "possible", "certain"

/// Why a date moves.
struct Cause {
  std::string kind;  ///< "day" of the calendar, "rule" of the law, "start" of the time, "other"
  Texts text;
};

/// An act by which a party was told of a date: it came with a letter that names the day.
struct Telling {
  Sequence act;
  ActType type;
  std::string party;  ///< empty where all were told
  Date on;            ///< legal day of the act
};

/// A date of a case that is another one under the new texts.
struct DateMove {
  std::string kind;  ///< "clock", "duty", "date" that the authority has fixed, "effect" of a norm
  std::string id;    ///< of the clock or norm; "act.attribute" of a date; type of the act
  std::string cite;
  Texts title;
  std::string party;        ///< whose instance it is; empty for the whole case
  std::string clock;        ///< of a duty: the clock that its day comes from; may be empty
  std::optional<Date> was;  ///< none for a date that was not there
  std::optional<Date> is;   ///< none for one that is not there any more
  calendar::Derivation derivation_was;  ///< of a clock
  calendar::Derivation derivation_is;
  std::vector<Cause> causes;
  std::vector<Telling> told;  ///< of the date that was
  Detriment detriment = Detriment::kNone;
};

/// A verdict that is another one under the new texts.
struct VerdictMove {
  std::string norm;
  std::string cite;
  Sequence act;
  std::string was;
  std::string is;
};

/// Somebody whose date moves.
struct Concerned {
  std::string id;
  std::string name;        ///< as the case has it; may be empty
  bool detriment = false;  ///< some date moves, or may move, against this party
  bool was_told = false;   ///< a letter has named some date that moves, and is wrong from now on
};

/// What becomes of one running case.
struct CaseReprojection {
  CaseId case_id;
  std::string number;
  std::string from;  ///< workflow and version, as "xx.licence@1.0.0"
  std::string to;
  std::vector<DateMove> dates;
  std::vector<VerdictMove> verdicts;
  std::vector<Concerned> parties;     ///< who must be told
  std::vector<std::string> roles;     ///< at the authority: who carries out what has another date
  std::vector<std::string> officers;  ///< who has acted under these roles, else last; newest first
  std::vector<Obstacle> obstacles;    ///< why it stays under its texts; empty for one that moves
  std::optional<LogIndex> entry;      ///< that records it; none in a plan

  bool moves() const { return obstacles.empty(); }
};

/// What an order came to, or would come to.
struct ReprojectionReport {
  bool planned = false;                  ///< nothing was written
  std::string batch;                     ///< names the new texts, in the entry of each case too
  std::vector<law::RuleChange> changes;  ///< of the law packs in force
  std::vector<CaseReprojection> cases;   ///< running cases that are under other texts
  std::size_t there = 0;                 ///< running cases that are under the new texts already
  std::size_t ended = 0;                 ///< cases that have come to their end, and stay

  std::size_t moving() const;
};

/// The report as a person reads it; obstacles are in English.
std::string to_text(const ReprojectionReport& report, Language language);
Json to_json(const ReprojectionReport& report);

}  // namespace lagrum
