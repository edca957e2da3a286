#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "feel/expression.h"
#include "lagrum/audit.h"
#include "law/history.h"
#include "mapping/log_time.h"

namespace lagrum::audit {

/// A case of more events is left out: each act is held against all before it.
inline constexpr std::size_t kEventsPerCaseMax = 10'000;

/// A case of a log in the words of the packs.
struct MappedCase {
  std::string id;
  std::vector<Act> acts;  ///< with sequences in document order
  law::Facts facts;
  Instant newest{};               ///< of all events, mapped or not
  std::vector<std::string> lost;  ///< types of acts whose events were left out
};

/// What a run knows of its log beyond the case at hand.
struct LogState {
  const ZoneRules& zones;
  const std::string& log;  ///< its name
  Faults& faults;
  std::map<std::string, std::uint64_t, std::less<>> unread = {};  ///< events no rule names
  std::optional<bool> zoned = {};  ///< whether times have been written with their offset so far
};

/// The rules by which a log's activities are acts of law packs, read from a `log-mapping` document.
/// Immutable; may be shared.
class LogMapping {
 public:
  /// The packs that a mapping is written for, by its `law`.
  static std::vector<std::string> packs_of(const xml::Document& document);

  /// Reads a mapping against the law that its acts belong to. Every fault goes to `diagnostics`
  /// with its position; the error is their sum.
  static Result<LogMapping> load(const xml::Document& document, const law::Law& law,
                                 Diagnostics& diagnostics);

  /// The acts of a case. False where it has none to be judged: no id, or no event with a time.
  /// `into` is filled anew.
  bool apply(const LogCase& log_case, LogState& state, MappedCase& into) const;

  /// Acts that some rule makes.
  const std::vector<std::string>& acts() const;
  /// Data of the case by name, without "case.".
  std::vector<std::string> data() const;
  /// Keys without which the log cannot be read, or some value would always be missing.
  std::vector<std::string> keys() const;

  struct State;

 private:
  explicit LogMapping(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// How a text of a log becomes a value.
enum class LogForm : std::uint8_t { kText, kNumber, kDate, kDateTime, kDuration, kBoolean };

/// A value of an act or of the case: where it comes from.
struct LogValue {
  std::string name;
  std::string from;  ///< key in the log; empty for a computed one
  LogForm form = LogForm::kText;
  std::string is;  ///< kBoolean: the text that stands for true
  std::optional<feel::Expression> expression;
};

/// One rule: an activity, or the case itself, is an act.
struct LogAct {
  std::string activity;  ///< empty for an act of the case
  ActType type;
  std::string at;      ///< act of the case: key of its time
  bool opens = false;  ///< act of the case: stands before all others
  std::vector<LogValue> values;
};

struct LogMapping::State {
  std::string case_id;
  std::string activity;
  std::string time;
  std::string actor;
  std::string lifecycle;
  std::string completes;
  std::string event_id;
  std::string zone;        ///< of times written without one
  std::string local_zone;  ///< whose days count
  std::vector<LogValue> data;
  std::vector<LogAct> case_acts;
  std::vector<LogAct> activities;
  std::unordered_map<std::string_view, std::size_t> by_activity;  ///< views of `activities`
  std::vector<std::string> ignored;
  std::vector<std::string> acts;
};

}  // namespace lagrum::audit
