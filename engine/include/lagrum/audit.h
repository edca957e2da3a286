#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/act.h"
#include "lagrum/calendar.h"
#include "lagrum/case.h"
#include "lagrum/diagnostic.h"
#include "lagrum/json.h"
#include "lagrum/result.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/xml.h"

/// Other systems' logs, held against the norms that bind a running case.
namespace lagrum::audit {

inline constexpr std::string_view kLogMappingNamespace = "urn:lagrum:log-mapping:1";

// --- what a reader of logs gives

/// A value of a log under its key, as text; borrowed from the reader.
struct Field {
  std::string_view key;
  std::string_view value;
};

/// One case of a log: its own values, then those of its events in document order. The views stand
/// until the reader is asked again.
struct LogCase {
  struct Event {
    std::size_t first = 0;  ///< of its fields
    std::size_t end = 0;
    std::uint64_t line = 0;
  };
  std::vector<Field> fields;
  std::size_t own = 0;  ///< the first fields are the case's own
  std::vector<Event> events;
  std::uint64_t line = 0;

  void clear();
};

/// Faults of a log, counted by their kind, the first of each kind with its place.
class Faults {
 public:
  static constexpr std::size_t kShownMax = 20;

  /// `rule`: "impossible-time", "out-of-order", …
  void add(std::string_view rule, const Position& source, std::string message);
  void leave_out_event() { ++events_left_out_; }
  void leave_out_case() { ++cases_left_out_; }
  /// The log ends before its end: nobody knows how much is missing.
  void cut_short() { cut_short_ = true; }

  const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }
  /// In the order in which they were found; at most kShownMax of each rule.
  const std::vector<Diagnostic>& shown() const { return shown_; }
  std::uint64_t events_left_out() const { return events_left_out_; }
  std::uint64_t cases_left_out() const { return cases_left_out_; }
  /// Whether everything in the log has been read.
  bool whole() const { return !cut_short_ && events_left_out_ + cases_left_out_ == 0; }

 private:
  std::map<std::string, std::uint64_t, std::less<>> counts_;
  std::vector<Diagnostic> shown_;
  std::uint64_t events_left_out_ = 0;
  std::uint64_t cases_left_out_ = 0;
  bool cut_short_ = false;
};

/// A log, case by case. A port: readers of formats implement it.
/// Promises: gives each case once and whole, events in document order; a fault in the log goes to
/// `faults` with its line, and what it cuts short is left out and counted there; memory is bounded
/// whatever the bytes are. Belongs to one caller.
class CaseLog {
 public:
  virtual ~CaseLog() = default;
  /// The next case; false at the end. Fails where reading cannot go on and nothing of what was read
  /// can be trusted: no log of this format at all.
  virtual Result<bool> next(LogCase& into, Faults& faults) = 0;
  virtual const std::string& name() const = 0;
  /// The keys of all values, where the log says them beforehand as a table does; else empty.
  virtual std::vector<std::string> columns() const { return {}; }
};

// --- what is said of it

enum class Verdict : std::uint8_t {
  kNotApplicable,  ///< nothing in the case opened the norm
  kExempt,         ///< an exception held, or an act ended the duty
  kFulfilled,
  kPending,
  kUnknown,        ///< a person's judgement or a part of the case is missing
  kNotObservable,  ///< an act or value the norm speaks of is mapped from nothing: never green
  kViolated,
};
inline constexpr std::size_t kVerdicts = 7;
using lagrum::to_string;
std::string_view to_string(Verdict verdict);

/// A norm as the audit judged it.
struct NormInfo {
  std::string id;
  std::string cite;
  std::string source;  ///< statute, interpretation, practice, design, unseen
  std::string rank;
  std::string mode;
  Texts title;
  Texts summary;
  /// Acts that it needs and no activity is mapped to, and data of the case that nothing gives.
  std::vector<std::string> unmapped;
};

/// An act in a finding. Borrowed from the case that is judged.
struct Point {
  const Act* act = nullptr;  ///< null for none
  Date on;
};

/// How a day came about that a finding rests on.
struct Reckoning {
  std::string clock;
  std::string cite;
  Date start;
  Date raw_end;
  Date due;
  calendar::Derivation derivation;
};

/// One application of a norm in a case.
struct Finding {
  std::size_t norm = 0;  ///< in Audit::norms()
  Verdict verdict = Verdict::kNotApplicable;
  std::string party;  ///< empty where the norm has no instance per party
  Point trigger;      ///< what opened it
  Point act;          ///< what was judged, what fulfilled, or what came too late
  std::optional<Date> due;
};

/// What the norms say of one case. Stands while it is handed over.
struct CaseReport {
  std::string_view id;
  std::string_view group;         ///< its value of what the audit is told to group by
  std::vector<Verdict> verdicts;  ///< of each norm: the gravest of its findings
  std::vector<Finding> findings;
  /// The days that a finding rests on, computed when asked for.
  std::function<std::vector<Reckoning>(const Finding&)> reckonings;
};

/// Counts of cases and of findings by verdict.
struct Counts {
  std::array<std::uint64_t, kVerdicts> cases{};
  std::array<std::uint64_t, kVerdicts> findings{};
  std::uint64_t late = 0;   ///< violated duties whose act came after the last day
  std::uint64_t never = 0;  ///< violated duties whose last day passed without the act
};

struct Totals {
  std::uint64_t cases = 0;
  std::uint64_t events = 0;
  std::vector<Counts> norms;                                 ///< by norm
  std::map<std::string, std::vector<Counts>> groups;         ///< by group, then by norm
  std::map<std::string, std::uint64_t, std::less<>> unread;  ///< events of activities without act
  Instant horizon{};
  Date horizon_day;                ///< the same, where the packs' calendar is
  std::vector<std::size_t> shown;  ///< the norms that the run was asked for
};

/// Adds what is said of a case to the totals; `grouped`: also to those of its group.
void count(const CaseReport& report, bool grouped, Totals& totals);

/// A case of our own, as the audit of another's would tell it: the verdicts that the engine reads
/// from its record. `norms`: those of the workspace. The report borrows both.
CaseReport report_of(const CaseView& view, const std::vector<NormInfo>& norms);

/// Options of one run.
struct Run {
  std::string group_by = {};            ///< a name of case data in the mapping; empty for none
  std::string only_norm = {};           ///< id; empty for all
  std::string only_case = {};           ///< id; empty for all
  std::optional<Instant> horizon = {};  ///< nothing: the newest time in the log
};

/// Where an audit finds its law: every pack that may be needed, and calendars by id.
struct Sources {
  const std::vector<xml::Document>& packs;
  std::function<const calendar::Calendar*(std::string_view id)> calendar;
};

/// Norms with a mapping for one kind of log. Immutable; a run belongs to one caller.
class Audit {
 public:
  /// `mapping`: a log-mapping document. `named`: ids of packs to judge by; empty: those that the
  /// mapping names. Faults go to `diagnostics` with positions; the error is their sum.
  static Result<Audit> load(const xml::Document& mapping, const std::vector<std::string>& named,
                            const Sources& sources, Diagnostics& diagnostics);
  Audit(Audit&&) noexcept;
  Audit& operator=(Audit&&) noexcept;
  ~Audit();

  const std::vector<NormInfo>& norms() const;
  /// Judges every case of the log and hands over each report once: those that the horizon cannot
  /// change as they come, the others at the end.
  Result<Totals> run(CaseLog& log, const Run& options, const ZoneRules& zones, Faults& faults,
                     const std::function<void(const CaseReport&)>& take) const;

 private:
  struct State;
  explicit Audit(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// --- how it is told

/// One case as a line of JSON, appended: its verdicts (norms that are not named do not apply), and
/// its findings with their acts and days; of a violation also how its days came about.
void append_json(const CaseReport& report, const std::vector<NormInfo>& norms, std::string& text);
/// What a run came to, as members of a JSON object: horizon, totals by norm and group, faults.
Json to_json(const Totals& totals, const std::vector<NormInfo>& norms, const Faults& faults);
/// How many cases had each verdict of a norm, the gravest first, and what the norm rests on.
std::string summary(const NormInfo& norm, const Counts& counts, Language language);
/// Totals by group, activities that are no act, and faults of the log, for people.
std::string notes(const Totals& totals, const std::vector<NormInfo>& norms, const Faults& faults,
                  Language language);
/// The same for people.
std::string to_text(const Totals& totals, const std::vector<NormInfo>& norms, const Faults& faults,
                    Language language);

/// A page of HTML that stands by itself: totals, and of each norm the first kRowsMax violations
/// with their acts, days, and how the days came about.
class Page {
 public:
  static constexpr std::size_t kRowsMax = 500;

  Page(const std::vector<NormInfo>& norms, Language language)
      : norms_(norms), language_(language), rows_(norms.size()), told_(norms.size()) {}

  void take(const CaseReport& report);
  std::string finish(const Totals& totals, const Faults& faults, std::string_view log) const;

 private:
  const std::vector<NormInfo>& norms_;
  Language language_;
  std::vector<std::string> rows_;  // by norm
  std::vector<std::size_t> told_;  // by norm: how many rows
};

/// The columns of append_csv, as a line.
std::string csv_head();
/// One line for each finding of the case, appended.
void append_csv(const CaseReport& report, const std::vector<NormInfo>& norms, std::string& text);

}  // namespace lagrum::audit
