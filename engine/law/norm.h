#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lagrum/calendar.h"
#include "law/formula.h"
#include "law/vocabulary.h"

namespace lagrum::law {

/// What has an instance of its own. Names multiply: "party decision".
struct Per {
  bool party = false;
  std::string group;  ///< acts of this group each open an instance ("decision"); empty for none
  ActSet acts;        ///< acts that each open an instance, or the group's acts
  bool anchored() const { return !acts.empty(); }
  /// The group's acts, of which the latest counts; null where each act has an instance.
  const ActSet* latest_of() const { return group.empty() ? nullptr : &acts; }
};

/// A condition in `where`, `until`, `unless`, `power`, `deem` or `restart`: one node of a small
/// tree.
struct Condition {
  enum class Kind : std::uint8_t { kDone, kReached, kJudged, kVerdict, kGiven, kAll, kAny, kNot };
  enum class Answer : std::uint8_t { kYes, kNo, kAny };

  Kind kind = Kind::kGiven;
  Position position;
  Texts title;  ///< done, given: what a refusal says is needed; may be empty
  // done
  ActSet acts;
  Formula when;
  ActSet after;
  ActSet before;
  std::string within;  ///< clock
  ActSet without;
  Formula without_when;  ///< over the later act; trigger.x is the act that it would follow
  ActSet of;  ///< done, reached: only what regards a decision of these kinds, in any matter
  // reached
  std::string clock;  ///< clock or clock group
  bool every = false;
  std::string
      date_act;  ///< with date_attribute: the latest such act's date; "trigger" or "act" name those
  std::string date_attribute;
  // judged
  std::string ask;
  Answer answer = Answer::kYes;
  // verdict
  std::string norm;
  std::string is;
  // given
  Formula that;
  // all, any, not
  std::vector<Condition> inner;
};

/// An attribute that an act must carry, or that must equal an expression.
struct Field {
  std::string name;
  Formula when;
  Formula is;
};

enum class Mode : std::uint8_t { kOff, kObserve, kWarn, kEnforce };
enum class Guarantee : std::uint8_t { kWarn, kBlock };
enum class Invalid : std::uint8_t { kStands, kVoid };

/// The act is forbidden, from an act on, until the conditions hold.
struct Forbid {
  ActSet acts;
  Formula when;
  ActSet from;
  Formula from_when;
  std::vector<Condition> until;
  std::string bearer;
  Guarantee guarantee = Guarantee::kWarn;
  Invalid invalid = Invalid::kStands;
};

/// After one act another is owed, within a clock or promptly.
struct Respond {
  ActSet to;
  Formula when;
  ActSet with;
  std::string within;                        ///< clock, the limit; empty for promptly alone
  std::optional<calendar::Period> promptly;  ///< alarm, never a breach
  std::string promptly_days;                 ///< day set that the alarm counts; empty for all days
  std::vector<std::string> targets;          ///< clocks that govern the work and are no limit
  std::string outer;                         ///< clock past which no exception helps; may be empty
  bool persist = false;
  bool single = false;   ///< one act answers one duty, the latest opened
  bool in_main = false;  ///< what meets it, or makes it lapse, is looked for in the main matter
  ActSet lapses;
  std::vector<Field> fields;
};

/// The act carries these fields.
struct Contain {
  ActSet acts;
  Formula when;
  ActSet from;  ///< an instance for each such act, which trigger.x reads; empty for none
  Formula from_when;
  std::vector<Field> fields;
  Guarantee guarantee = Guarantee::kWarn;
};

/// The holder may do the act while the conditions hold.
struct Power {
  ActSet acts;
  Formula when;
  std::string holder;
  std::optional<std::uint32_t> max;
  Invalid invalid = Invalid::kStands;
  Guarantee guarantee = Guarantee::kWarn;
  std::vector<Condition> conditions;
};

/// The act is allowed against the norms it overrides.
struct Permit {
  ActSet acts;
  Formula when;
  ActSet from;
};

/// After an act, and where the conditions hold, another counts as done on a day.
struct Deem {
  std::string act;
  ActSet to;
  Formula when;
  Formula on;
  std::vector<Condition> conditions;
};

/// The overridden norms and sets do not apply.
struct Disapply {};

using Content = std::variant<Forbid, Respond, Contain, Power, Permit, Deem, Disapply>;

/// A clause with an expression and conditions; all of them are needed.
struct Clause {
  Formula that;
  std::vector<Condition> conditions;
};

/// One rule: where it applies, one content, and its exceptions.
struct Norm {
  std::string id;
  std::string pack;
  std::string cite;
  std::string rank;
  std::string source;
  std::string review;
  Mode mode = Mode::kObserve;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  std::string valid_by;  ///< case data whose day picks the version; empty: the day of the act
  Per per;
  std::vector<std::string> sets;
  std::vector<std::string> overrides;
  Texts title;
  Texts summary;
  Texts reason;
  std::vector<Texts> doubts;
  std::optional<Clause> where;
  std::vector<Clause> unless;
  Content content;
  Position position;

  bool is_policy() const { return rank == "policy"; }
};

/// A question only a person can answer.
struct Ask {
  std::string id;
  std::string cite;
  std::string role;
  bool default_answer = false;
  Per per;
  bool reason_required = true;
  Texts question;
};

struct ClockStart {
  ActSet acts;
  std::string on;  ///< attribute with the start day; empty: the act's legal day
  Formula when;
};

/// What a time rests on: the law, what the authority has published, or what was agreed in the case.
enum class Basis : std::uint8_t { kStatute, kPublished, kAgreed };

/// How many clocks one may wait for, in a row, to come after them or to be overridden by them.
inline constexpr std::size_t kClockChainMax = 8;

/// A time that acts start, move, extend, suspend or void. Its day is computed from the acts.
struct ClockDecl {
  std::string id;
  std::string pack;
  std::string cite;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  std::string valid_by;
  Texts title;
  std::vector<ClockStart> starts;
  std::string after;  ///< clock or group that this one follows; empty for none
  Formula that;
  calendar::Period length;
  std::optional<calendar::Period> near;
  std::string days;
  calendar::Kind kind = calendar::Kind::kLatestAct;
  std::string roll;  ///< day set; empty for none
  bool roll_is_interpretation = false;
  Basis basis = Basis::kStatute;
  Per per;
  std::vector<std::string> overrides;
  std::string group;
  struct Restart {
    ClockStart start;
    bool always = false;
    bool fresh = false;  ///< extensions and uses of the power before it no longer count
    std::vector<Condition> conditions;
  };
  std::vector<Restart> restarts;
  struct Extend {
    std::string under;  ///< the norm that gives the power
    std::optional<calendar::Period> up_to;
    calendar::From from = calendar::From::kStart;
  };
  std::optional<Extend> extend;
  struct Suspend {
    ActSet from;
    ActSet until;
    std::optional<calendar::Period> up_to;
    Formula when;
    std::string until_on;  ///< date of the act `from` after which it goes on by itself
    std::string cite;      ///< empty: that of the clock
    Texts ground;
  };
  std::vector<Suspend> suspends;
  ActSet voids;
  Position position;
};

std::string_view to_string(Mode mode);
std::string_view to_string(Basis basis);

}  // namespace lagrum::law
