#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/calendar.h"
#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/journal.h"
#include "lagrum/json.h"
#include "lagrum/result.h"
#include "lagrum/store.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/value.h"
#include "lagrum/workspace.h"

/// Prove before: every run of a workflow, held against every norm of its packs. The chart is run by
/// the same machine that runs cases; data that a norm does not need is unknown and may be anything.
namespace lagrum::verify {

/// What can be said of a norm on a workflow (engine/docs/verification.md).
enum class Verdict : std::uint8_t {
  kProved,          ///< it holds on every run
  kProvedIfTimely,  ///< it holds where people act in time: what it asks can always still be done
  kGated,           ///< it holds since a judgement is recorded before the act, whatever its answer
  kReliesOnBlock,   ///< the workflow offers what the norm forbids; the engine refuses it
  kRefuted,         ///< some run breaches it
  kRuntimeOnly,     ///< it rests on what only a running case knows
  kVacuous,         ///< its act is there, but no run comes to where the norm speaks
  kNotMapped,       ///< the workflow performs no act that the norm speaks of
  kInconclusive,    ///< the bound was reached
};

/// "proved", "relies-on-block", …
std::string_view to_string(Verdict verdict);

/// One command of a counterexample.
struct Event {
  std::string event;                ///< as the chart has it; empty where the case begins
  std::vector<std::string> by;      ///< roles that may raise it; none where the engine does
  std::vector<std::string> acts;    ///< types of the acts the norm looks at, in order
  std::vector<std::string> bases;   ///< their provisions, in the same order
  std::vector<std::string> values;  ///< "outcome = granted": what matters of their attributes
  std::string state;                ///< where the case stands then
  std::optional<Date> on = {};      ///< a day on which it can be; none where none was found
  std::vector<std::string> transitions = {};  ///< names of those taken
  std::vector<std::string> parties = {};      ///< of the acts: "party", "another" or none
  std::vector<Context> attributes = {};       ///< of the acts, as far as they are followed
};

/// Why no calendar allows a run: one time is said to have run out while another, which began no
/// later and is shorter, still runs.
struct Conflict {
  std::string late;   ///< the clock that is reached
  std::string early;  ///< the one that still runs
  calendar::Period late_length;
  calendar::Period early_length;
  std::size_t step = 0;  ///< the command of the run by which it is reached

  friend bool operator==(const Conflict&, const Conflict&) = default;
};

struct NormResult {
  std::string norm;
  std::string pack;
  std::string cite;
  std::optional<Date> valid_from = {};  ///< tells versions of a norm apart
  std::string mode;
  Texts title;
  Texts summary;
  Verdict alone = Verdict::kInconclusive;     ///< all norms only observing
  Verdict enforced = Verdict::kInconclusive;  ///< with the engine refusing what the norm blocks
  /// Why, as a key of the catalogue, and what it speaks of.
  std::string reason;
  std::string detail;
  std::string matter;            ///< the side matter of the run below; empty for the main one
  std::string party_role;        ///< of the party it looks at; empty for any
  std::vector<Event> run;        ///< a shortest run to the breach; empty where there is none
  std::string breach;            ///< the act that breaches, or the time that ran out
  std::set<std::string> guards;  ///< on its way, those that read what was not known
  /// No calendar allows the run; whether another one does is not known.
  std::optional<Conflict> conflict = {};
  /// What was learned from runs that no calendar allows, so that this is not one of them.
  std::vector<Conflict> learned = {};
  std::size_t states = 0;  ///< looked at
  std::size_t edges = 0;
};

/// A fault of the workflow itself, whatever the law says: a state that no run comes to, a run that
/// cannot go on, work that is left open at the end. An error where it is certain; a warning where a
/// person is to judge, and then `guards` says what it rests on.
struct Finding {
  Severity severity = Severity::kWarning;
  std::string rule;   ///< "never-final"; `verify.structure.RULE` of the catalogue says it
  std::string place;  ///< the state, transition or data item that it speaks of
  std::string other;  ///< the second one; empty where there is none
  Position source;
  std::vector<Event> run;        ///< a shortest run to it; empty where no run leads there
  std::set<std::string> guards;  ///< on its way, those that read what was not known
};

struct Options {
  std::vector<std::string> norms = {};  ///< ids; empty for all
  /// The day on which cases begin; picks the versions of norms. Default: the workflow's first
  /// day; where it has none, the first on which its packs are as they stand at last.
  std::optional<Date> begun = {};
  /// What is looked at: the workflow itself is not where norms are named.
  enum class Of : std::uint8_t { kBoth, kNorms, kStructure } of = Of::kBoth;
  std::size_t states_max = 8'000'000;  ///< of one search; past it a verdict is inconclusive
  /// Calls search(0) to search(count - 1), each once: here one after another; a caller who has
  /// threads may do them side by side, in any order.
  std::function<void(std::size_t count, const std::function<void(std::size_t)>& search)> each =
      [](std::size_t count, const std::function<void(std::size_t)>& search) {
        for (std::size_t i = 0; i < count; ++i) search(i);
      };
  /// Called after each norm, for progress, in the thread of its search; may be empty.
  std::function<void(const NormResult&)> told = {};
};

struct Report {
  std::string workflow;
  std::string version;
  Date begun{};
  std::vector<NormResult> norms;   ///< in the order of the packs
  std::vector<Finding> structure;  ///< in the order of the file
  /// Acts that may be recorded for an earlier day than others that are on record: by `at`, or as
  /// their document has arrived. The verdicts are of runs whose acts are recorded in the order of
  /// their days; where one comes late, the engine judges the case anew.
  std::vector<std::string> late_acts;
  /// No norm is refuted that may refuse, none is inconclusive, and no fault of structure is
  /// certain.
  bool holds() const;
};

/// Verifies the newest version of a workflow. kNotFound for a workflow or norm that is not loaded.
/// Thread-safe; takes seconds.
Result<Report> check(const Workspace& workspace, const WorkflowId& workflow,
                     const Options& options = {});

/// A norm of which a change of workflow or law moves what is said.
struct Moved {
  std::string norm;
  std::string cite;
  Texts title;
  /// Nothing where the norm is not there before, or no longer.
  std::optional<Verdict> alone_before = {};
  std::optional<Verdict> enforced_before = {};
  std::optional<Verdict> alone = {};
  std::optional<Verdict> enforced = {};
  std::string mode_before = {};
  std::string mode = {};
  /// Less is proved than before, in one of the columns, or the norm is no longer there or in force.
  bool worse = false;
  NormResult now = {};  ///< what is said now; its story tells a breach that is new
};

/// What moves from one report on a workflow to another, in the order of the newer one.
std::vector<Moved> diff(const Report& before, const Report& now);
std::string text(const std::vector<Moved>& moved, Language language);
Json to_json(const Moved& moved);

/// What a run is carried out on: the people of an organisation, and a fresh store for each try.
struct Stage {
  std::function<Result<std::unique_ptr<Store>>()> new_store;
  const ZoneRules* zones = nullptr;
  const Signer* signer = nullptr;
  std::string organisation;  ///< file of the workspace
};

/// A breach, carried out on the engine that runs cases.
struct Enactment {
  /// What the engine said of the norm at the end: "refused", "not-authorised" (before a norm on a
  /// power was heard), "warned", "recorded" (with a breach of
  /// it, where other norms would have refused), "violated", "overdue", "open"; empty where it did
  /// not say that it is breached.
  std::string said;
  /// What the story could not be given, or what the engine did otherwise than the run has it.
  std::vector<std::string> by_hand;
  /// The story as a scenario file: what is done, when and by whom, and what the engine must say.
  std::string scenario;
};

/// Finds people, values and moments for the run of a breach, command by command, as the real engine
/// takes them, and writes the story down. `file` is where it will stand, as paths of the workspace
/// are written. kInvalidArgument where the norm has no run; kNotFound for an unknown workflow, norm
/// or organisation. What could not be found is said in the answer, not as an error.
Result<Enactment> enact(const Workspace& workspace, const WorkflowId& workflow,
                        const NormResult& norm, const Stage& stage, const std::string& file);

/// One of the searches that the verdict on a norm, all others observing, rests on, and the same as
/// a model in Promela, on which SPIN can be asked (engine/docs/verification.md).
struct Model {
  std::string norm;
  std::string matter;        ///< side matter; empty for the main one
  std::string party_role;    ///< of the party that is looked at; empty for any
  std::size_t shortest = 0;  ///< commands of a shortest run that breaches; 0 where none does
  bool decided = true;       ///< false where the bound was reached: then there is no model
  std::size_t states = 0;    ///< that the search looked at
  std::size_t edges = 0;
  std::string promela;
};

/// The searches on a norm: one for each matter and role that it tells apart; none where it needs
/// none. Fails as check() does.
Result<std::vector<Model>> models(const Workspace& workspace, const WorkflowId& workflow,
                                  const std::string& norm, const Options& options = {});

/// The report for people: a table, and the story of each breach.
std::string text(const Report& report, Language language);
/// A finding as editors read it: "file:line:column: warning: … [never-final]".
std::string text(const Finding& finding, Language language);
/// The story of one breach; empty where there is none.
std::string story(const NormResult& norm, Language language);
Json to_json(const Report& report);

}  // namespace lagrum::verify
