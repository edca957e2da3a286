#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lagrum/act.h"
#include "lagrum/calendar.h"
#include "lagrum/ids.h"
#include "lagrum/json.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum {

/// A document that comes with a command.
struct NewDocument {
  std::string kind;
  std::string name;
  std::string media_type;
  std::string bytes;
};

/// How an event reaches the engine.
enum class Origin : std::uint8_t {
  kPerson,   ///< somebody at the authority raises it
  kArrival,  ///< it reached the authority: an e-service, a letter, a court. No role is asked for
             ///< where it only takes something in; where the workflow doesn't take it now, that is
             ///< recorded
};

/// One request to the engine: an event of a case, by somebody, now. Time, ids and randomness come
/// with it, so that the same command on the same case gives the same bytes.
struct Command {
  /// Idempotency key: same key and same body gives the stored answer, if it is on record. Without
  /// one a repetition is carried out again.
  std::string key;
  /// UUID; or other letters, digits and . : _ -, at most 64. A case that it opens is "case-" + id.
  CommandId id;
  CaseId case_id;       ///< empty: opens a case of `workflow`
  WorkflowId workflow;  ///< for opening; the newest version valid on the day
  std::string
      matter;  ///< for opening: what the source calls the matter; one case of each. Empty for none
  Origin origin = Origin::kPerson;
  std::string who;  ///< account, person or body; for an arrival the sender: a party's id, "party",
                    ///< "court", …. A word for the authority's own people is nobody's name
  std::string behalf;  ///< party for whom something is put on record; empty for none
  std::string event;
  Context data;  ///< what the event carries; null or a blank text counts as left out
  std::vector<NewDocument> documents;
  std::string reason;  ///< for going on in spite of a warning
  std::optional<Instant>
      happened;  ///< it took place outside the system, then; it is recorded, never refused
  std::string channel;
  Instant now{};     ///< not before the newest entry of the store, whatever its case: kOutOfRange
  std::string salt;  ///< at least 16 random bytes; the salts of all commitments come from it
};

inline constexpr std::size_t kSaltBytesMin = 16;

enum class Outcome : std::uint8_t {
  kDone,            ///< it took place
  kRefused,         ///< norms forbid it now
  kNotAuthorised,   ///< role or delegation is missing
  kNotApplicable,   ///< the workflow does not take the event now
  kReasonRequired,  ///< a warning needs a reason; nothing was done
};

std::string_view to_string(Outcome outcome);

/// A norm that speaks against an act, in words.
struct Objection {
  std::string norm;
  std::string cite;
  Texts title;
  Texts summary;
  std::string consequence;  ///< refuse, warn, record
  std::string act;          ///< the act it speaks against
  std::string party;
  bool policy = false;  ///< practice or promise, not law
  /// What would make it lawful, one sentence each.
  struct Remedy {
    Texts text;
    std::string kind;                ///< do, wait, judge, state, other
    std::vector<std::string> names;  ///< acts, the clock, the question or the attribute
    std::string value;               ///< answer or value that helps
    std::optional<Date> first_day;
    std::string party = {};    ///< for whom, where it is one party's
    bool alternative = false;  ///< any one of the remedies marked so is enough
  };
  std::vector<Remedy> remedies;
};

/// What became of a command.
struct Answer {
  Outcome outcome = Outcome::kDone;
  CaseId case_id;
  std::optional<LogIndex>
      entry;  ///< the journal entry that records it; none for strangers' attempts
  std::string phase;
  std::vector<Objection> objections;  ///< every norm that refuses or warns, not the first
  std::string provision;  ///< kNotAuthorised, or done outside without power: the provision
  std::string detail;     ///< what is missing or why, in English, for logs
  /// kNotApplicable: conditions that do not hold, as written, with their places; without them the
  /// workflow would take the event.
  std::vector<std::string> unmet;
  /// Events that the workflow takes now; some only with values for which a condition holds.
  std::vector<std::string> possible;
  struct Done {
    std::string type;
    Date legal_day;
    std::string by_norm;  ///< the norm whose effect it is; empty for people's acts
  };
  std::vector<Done> acts;
  bool repeated = false;  ///< the stored answer of an earlier command with this key
  /// Names of the workflow's transitions that were taken, for coverage; not kept with a stored
  /// answer.
  std::vector<std::string> transitions;
};

/// The answer as a person reads it.
std::string to_text(const Answer& answer, Language language);
Json to_json(const Answer& answer);
Result<Answer> answer_from_json(const Json& json);

/// A case as people and tools see it at a moment.
struct CaseView {
  CaseId id;
  std::string workflow;
  std::string workflow_version;
  std::string number;
  std::string phase;
  std::vector<std::string> states;  ///< active states, outermost first
  Context data;                     ///< the workflow's data
  std::vector<Context> parties;

  struct ActLine {
    Act act;
    Date legal_day;
    bool superseded = false;  ///< later knowledge took it away: it stays on record without effect
    bool without_effect = false;
  };
  std::vector<ActLine> acts;  ///< in legal order

  struct DutyLine {
    std::string norm;
    std::string cite;
    Texts title;
    std::string party;
    std::string status;       ///< open, overdue, fulfilled, lapsed, resting
    std::optional<Date> due;  ///< what the law demands, or the alarm of an open standard
    bool policy = false;
    bool late = false;
    bool observed = false;  ///< the norm only observes: on record, but nobody's task
    /// One of the duty's times; each is reported on its own.
    struct Time {
      std::string rung;      ///< promptly, target, limit, outer
      std::string standing;  ///< ahead, kept, missed
      Date due;
      std::string clock;  ///< empty for the alarm of an open standard
      std::string cite;
      Texts title;
      std::string basis;  ///< statute, published, agreed
    };
    std::optional<Date> work_by = {};  ///< the earliest of its times, which governs the work
    std::vector<Time> times = {};
  };
  std::vector<DutyLine> duties;

  struct ClockLine {
    std::string id;
    std::string cite;
    Texts title;
    std::string party;
    std::string regarding;  ///< side matter; empty for the main one
    std::string status;     ///< none, running, suspended, met, overdue, reached, void
    Date start;
    Date due;
    calendar::Derivation derivation;
  };
  std::vector<ClockLine> clocks;

  struct VerdictLine {
    std::string norm;
    std::string cite;
    std::string party;
    std::string act;      ///< type of the act that was judged, or that the duty arose from
    Sequence sequence;    ///< of that act
    std::string verdict;  ///< fulfilled, violated, pending, lapsed, unknown, not-applicable
    bool superseded = false;
    std::string lifted_by;
    Sequence trigger = {};         ///< the act that opened what is judged; 0 for none
    Sequence too_late = {};        ///< of a duty: the act that came after its last day; 0 for none
    std::optional<Date> due = {};  ///< of a duty: its last day
  };
  std::vector<VerdictLine> verdicts;

  struct TaskLine {
    std::string id;
    std::string role;
    Texts title;
    bool question = false;
  };
  std::vector<TaskLine> tasks;
  std::vector<std::string> possible;  ///< events the workflow takes now
};

std::string to_text(const CaseView& view, Language language);
Json to_json(const CaseView& view);

}  // namespace lagrum
