#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/json.h"
#include "lagrum/result.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
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
};

struct NormResult {
  std::string norm;
  std::string pack;
  std::string cite;
  std::string mode;
  Texts title;
  Texts summary;
  Verdict alone = Verdict::kInconclusive;     ///< all norms only observing
  Verdict enforced = Verdict::kInconclusive;  ///< with the engine refusing what the norm blocks
  /// Why, as a key of the catalogue, and what it speaks of.
  std::string reason;
  std::string detail;
  std::string matter;            ///< the side matter of the run below; empty for the main one
  std::vector<Event> run;        ///< a shortest run to the breach; empty where there is none
  std::string breach;            ///< the act that breaches, or the time that ran out
  std::set<std::string> guards;  ///< on its way, those that read what was not known
  std::size_t states = 0;        ///< looked at
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
  /// The day on which cases begin; picks the versions of norms. Default: the workflow's first day.
  std::optional<Date> begun = {};
  /// What is looked at: the workflow itself is not where norms are named.
  enum class Of : std::uint8_t { kBoth, kNorms, kStructure } of = Of::kBoth;
  std::size_t states_max = 8'000'000;  ///< of one search; past it a verdict is inconclusive
  /// Called after each norm, for progress; may be empty.
  std::function<void(const NormResult&)> told = {};
};

struct Report {
  std::string workflow;
  std::string version;
  Date begun{};
  std::vector<NormResult> norms;   ///< in the order of the packs
  std::vector<Finding> structure;  ///< in the order of the file
  /// No norm is refuted that may refuse, none is inconclusive, and no fault of structure is
  /// certain.
  bool holds() const;
};

/// Verifies the newest version of a workflow. kNotFound for a workflow or norm that is not loaded.
/// Thread-safe; takes seconds.
Result<Report> check(const Workspace& workspace, const WorkflowId& workflow,
                     const Options& options = {});

/// The report for people: a table, and the story of each breach.
std::string text(const Report& report, Language language);
/// A finding as editors read it: "file:line:column: warning: … [never-final]".
std::string text(const Finding& finding, Language language);
/// The story of one breach; empty where there is none.
std::string story(const NormResult& norm, Language language);
Json to_json(const Report& report);

}  // namespace lagrum::verify
