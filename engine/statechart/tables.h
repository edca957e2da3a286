#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "feel/expression.h"
#include "statechart/chart.h"
#include "statechart/location.h"
#include "statechart/state_set.h"

namespace lagrum::statechart {

using TransitionIndex = std::uint32_t;

enum class StateKind : std::uint8_t {
  kAtomic,
  kCompound,  ///< also the scxml element
  kParallel,
  kFinal,
  kShallowHistory,
  kDeepHistory,
};

/// The names an expression may use, after the data items: their slots count from the number of
/// variables.
enum class SystemSlot : std::uint8_t { kEvent, kName, kSessionId, kIoProcessors, kParty };
inline constexpr std::size_t kSystemSlots = 5;
/// Several of them, each the bit of its number.
using SystemSlots = std::uint8_t;
constexpr SystemSlots bit_of(SystemSlot slot) {
  return static_cast<SystemSlots>(1U << static_cast<unsigned>(slot));
}

/// An expression as written, compiled, or a value that stands as written. Without either, which
/// Profile::kStandard allows, evaluating it fails with `fault`.
struct Formula {
  std::string text;
  Position source;
  std::optional<feel::Expression> code = {};
  std::string fault = {};
  std::optional<Value> literal = {};
  SystemSlots reads = 0;
};

/// The target of an assignment. Without `slot` (kNone) assigning fails with `fault`.
struct Location {
  std::string text;
  Position source;
  std::uint32_t slot = kNone;
  std::vector<LocationStep> steps;
  feel::Type type;
  std::string fault;
  bool restricted = false;  ///< the type allows some values only
};

/// What a value of an event may be: one of some texts, or what an item definition allows.
struct ValueLimit {
  std::string name;
  std::vector<std::string> texts;  ///< empty where `type` says it
  std::string type;
};

/// A text that is written down (`target`) or evaluated (`targetexpr`).
struct TextOrFormula {
  std::string text;
  std::optional<Formula> formula;

  bool given() const { return formula.has_value() || !text.empty(); }
};

struct Parameter {
  std::string name;
  Formula value;
};

/// The data of an event: named values, or one value that is evaluated or stands as written.
struct Payload {
  std::vector<Parameter> parameters;
  std::optional<Formula> content;
};

struct Raise {
  std::string event;
};

struct Send {
  TextOrFormula event;
  TextOrFormula target;
  TextOrFormula type;
  TextOrFormula delay;
  std::string id;
  std::optional<Location> id_location;
  Payload payload;
};

struct Cancel {
  TextOrFormula send_id;
};

struct Assign {
  Location location;
  Formula value;
};

struct Log {
  std::string label;
  std::optional<Formula> value;
};

/// Goes on when the condition is true, else to instruction `otherwise`.
struct Branch {
  Formula condition;
  std::size_t otherwise = 0;
};

struct Jump {
  std::size_t to = 0;
};

/// Begins a loop over a copy of the list; goes to `end` when it is empty.
struct Foreach {
  Formula array;
  Location item;
  std::optional<Location> index;
  std::size_t end = 0;
};

/// The end of a loop's body: to instruction `begin` + 1 with the next item, or on.
struct Next {
  std::size_t begin = 0;
};

/// An attribute of an act; without `value` it is the event's value of that name.
struct With {
  std::string name;
  std::optional<Formula> value;
  feel::Type type;
};

struct Perform {
  ActSpec act;
  std::vector<With> attributes;
  std::optional<Formula> at;
};

struct Decide {
  dmn::Decision decision;
  /// What it is asked with: by name from the event, else from the data item of that slot, or kNone.
  std::vector<std::pair<std::string, std::uint32_t>> inputs;
  Location into;
  Position source;
};

/// A script: a context whose entries are given to the data items of their names.
struct Script {
  Formula value;
  std::vector<Location> items;
};

using Instruction = std::variant<Raise, Send, Cancel, Assign, Log, Branch, Jump, Foreach, Next,
                                 Perform, Decide, Script>;
/// Executable content: instructions one after the other, with jumps.
using Block = std::vector<Instruction>;

/// A session that begins when its state has been entered and ends when the state is left.
struct Invoke {
  TextOrFormula type;
  TextOrFormula chart_source;  ///< `src`
  std::optional<Chart> chart;  ///< written inside <content>
  std::string id;
  std::optional<Location> id_location;
  Payload payload;  ///< the parameters; `content` gives the chart as text
  bool autoforward = false;
  Block finalize;
  /// What an empty <finalize> puts where: the event's value of that name.
  std::vector<std::pair<std::string, Location>> returned;
};

/// Where a compound state begins, or where a history leads that holds nothing yet.
struct DefaultEntry {
  std::vector<StateIndex> targets;
  Block content;
  Position source;
};

/// Where what a history holds is kept among the words of all histories.
struct HeldPlace {
  std::uint32_t at = 0;
  std::uint32_t words = 0;
  StateIndex first = 0;  ///< the state of the first bit

  template <class Word>
  std::span<Word> in(std::span<Word> histories) const {
    return histories.subspan(at, words);
  }
};

struct State {
  std::string id;
  StateKind kind = StateKind::kAtomic;
  StateIndex parent = kNone;
  StateIndex last = 0;  ///< its last descendant, or itself; descendants are index + 1 … last
  HeldPlace held;       ///< of a history
  std::vector<StateIndex> children;  ///< without history states
  std::vector<StateIndex> histories;
  std::vector<TransitionIndex> transitions;  ///< in document order
  DefaultEntry entry;                        ///< of a compound state or a history
  std::vector<Block> on_entry;
  std::vector<Block> on_exit;
  std::vector<Invoke> invokes;
  std::vector<std::uint32_t> late;  ///< variables that its first entry binds
  std::optional<Payload> done_data;
  Position source;
};

/// The states that a transition enters wherever it is taken.
struct EntryPlan {
  std::vector<StateIndex> states;    ///< in document order
  std::vector<StateIndex> defaults;  ///< those entered by their initial transition
};

struct Transition {
  StateIndex source = kRootState;
  std::vector<std::uint32_t> descriptors;  ///< interned; empty for an eventless one
  std::optional<Formula> guard;
  std::vector<StateIndex> targets;
  bool internal = false;
  bool by_history = false;    ///< some target is a history: the domain depends on what it holds
  StateIndex domain = kNone;  ///< what stays active; kNone for a transition without target
  std::optional<EntryPlan> entry;  ///< none where it depends on what histories hold
  Block content;
  std::vector<feel::Type::Member> values;  ///< that its acts take from the event, and l:payload
  std::vector<std::string> required;
  std::vector<ValueLimit> limits;  ///< of these values
};

/// A data item, or a variable that a foreach or a script brings along.
struct Variable {
  std::string name;
  feel::Type type;
  std::optional<Formula> initial;
  Position source;
  StateIndex owner = kRootState;  ///< the state whose datamodel it stands in
};

struct Fact {
  std::string name;
  bool of_party = false;
  Formula value;
};

/// Events that the same descriptors match.
struct EventKind {
  std::vector<std::uint32_t> descriptors;  ///< the longest first; none for no event
  std::size_t takers = 0;  ///< in Tables::takers: all states that have transitions for it, or more
};

/// Looks up names without making strings of them.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const {
    std::uint64_t hash = 14695981039346656037U;  // FNV-1a: events have short names
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
  }
};

struct Chart::Tables {
  std::string name;
  std::string version = "0.0.0";
  std::string calendar;
  std::string digest;
  std::string decisions_file;
  Texts title;
  std::vector<std::string> law;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;

  std::vector<StateInfo> state_infos;            ///< of states 1, 2, …
  std::vector<TransitionInfo> transition_infos;  ///< parallel to `transitions`
  std::vector<FactInfo> fact_infos;
  std::vector<std::string> events;

  std::vector<State> states;
  std::vector<Transition> transitions;
  std::vector<Variable> variables;
  Block script;  ///< of <scxml>, carried out before the first state is entered
  std::vector<Fact> facts;
  std::optional<dmn::Model> decisions;

  /// What of an event's value the limit does not allow, as text; empty where all is allowed.
  std::string not_allowed(const ValueLimit& limit, const Value& value) const;

  std::function<Result<std::string>(const std::string& uri)> read;
  std::map<std::string, StateIndex, std::less<>> state_by_id;
  std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>>
      descriptors;  ///< interned; "" stands for "*"

  // from here on by find_kinds()
  std::vector<EventKind> kinds;  ///< by the longest descriptor that matches
  std::size_t longest_descriptor = 0;

  // from here on by link()
  std::optional<EventKind> eventless;  ///< of transitions without an event, where there are any
  std::vector<StateSet> takers;        ///< the first holds every state
  std::vector<StateIndex> histories;
  StateSet atomic{0};
  std::size_t configuration_words = 0;
  std::size_t mark_words = 0;  ///< of an instance's configuration and histories

  /// Computes the kinds of events from the descriptors.
  void find_kinds();
  /// Computes what follows from all this.
  void link();
  void find_takers();
  void plan_entries();

  bool is_descendant(StateIndex state, StateIndex ancestor) const {
    return ancestor < state && state <= states[ancestor].last;
  }
  bool is_atomic(StateIndex state) const {
    return states[state].kind == StateKind::kAtomic || states[state].kind == StateKind::kFinal;
  }
  bool is_history(StateIndex state) const {
    return states[state].kind == StateKind::kShallowHistory ||
           states[state].kind == StateKind::kDeepHistory;
  }
  /// The state of that id, or kNone.
  StateIndex find(std::string_view id) const;
  /// What matches an event's name: itself, each of its prefixes, and "*"; null where nothing does.
  const EventKind* kind_of(std::string_view event) const;
  /// The compound state that a transition leaves active while it changes what is inside it.
  /// `targets` hold no history. Source: SCXML 1.0, appendix D, getTransitionDomain and findLCCA.
  StateIndex transition_domain(StateIndex source, const std::vector<StateIndex>& targets,
                               bool internal) const;
};

/// The descriptor without what means nothing: "a.b.*" and "a.b." are "a.b", "*" is "".
std::string_view normal_descriptor(std::string_view descriptor);
/// True when an event of that name is taken by the (normal) descriptor.
bool matches(std::string_view descriptor, std::string_view event);
/// True when the transition takes events of that kind; an eventless one, those of no event.
inline bool takes(const Transition& transition, const EventKind& kind) {
  const std::vector<std::uint32_t>& own = transition.descriptors;
  if (own.empty()) return kind.descriptors.empty();
  for (const std::uint32_t each : kind.descriptors) {
    if (own.size() == 1 ? own.front() == each : std::binary_search(own.begin(), own.end(), each))
      return true;
  }
  return false;
}
/// Adds a value that events carry; one of several types may be anything.
void add_value(std::vector<feel::Type::Member>& values, const std::string& name,
               const feel::Type& type);
/// True when one of the events is.
bool takes_some(std::string_view descriptor, const std::set<std::string>& events);

}  // namespace lagrum::statechart
