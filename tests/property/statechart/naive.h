#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lagrum::naive {

using Milliseconds = std::chrono::milliseconds;
using Ids = std::vector<std::string>;

/// Whole numbers and truth; what a guard or an assignment computes.
struct Expression {
  enum class Kind : std::uint8_t {
    kNumber,
    kItem,        ///< the data item `name`
    kEventValue,  ///< _event.data.v
    kAdd,
    kLess,
    kAtMost,
    kEqual,
    kIn,  ///< In(name)
    kAnd,
    kOr,
    kNot,
  };
  Kind kind = Kind::kNumber;
  std::int64_t number = 0;
  std::string name = {};
  std::vector<Expression> operands = {};
};

struct Action;
using Block = std::vector<Action>;

/// A part of <if>; without a guard it is the <else>.
struct Branch {
  std::optional<Expression> guard;
  Block block;
};

struct Action {
  enum class Kind : std::uint8_t {
    kLog,       ///< label `name`, and `value` where there is one
    kLogEvent,  ///< _event.name
    kAssign,    ///< `value` to the item `name`
    kRaise,     ///< the event `name`; with a `value` as v it is sent to the internal queue
    kIf,
    kForeach,  ///< `block` for the item `name` of `list`, counted in `index`
    kSend,     ///< the event `name` to the session itself, with `value` as v
    kCancel,   ///< the send `sendid`
    kFail,     ///< cannot be carried out: an assignment to what does not exist
  };
  Kind kind = Kind::kLog;
  std::string name = {};
  std::optional<Expression> value = {};
  std::vector<Branch> branches = {};
  std::vector<std::int64_t> list = {};
  std::string index = {};  ///< empty for none
  Block block = {};
  Milliseconds delay = {};  ///< zero for none
  std::string sendid = {};
};

struct State;

struct Transition {
  Ids events = {};
  std::optional<Expression> guard = {};
  Ids targets = {};
  bool internal = false;
  Block content = {};

  // Set by settle().
  const State* source = nullptr;
  std::vector<const State*> target = {};
  std::string name = {};
};

/// A node of the chart; the root is <scxml>.
struct State {
  enum class Kind : std::uint8_t { kScxml, kState, kParallel, kFinal, kHistory };
  enum class Initial : std::uint8_t { kUnsaid, kAttribute, kElement };
  Kind kind = Kind::kState;
  std::string id = {};
  std::vector<State> children = {};
  std::vector<Transition> transitions = {};  ///< a history's one is its default
  Initial said = Initial::kUnsaid;
  Transition initial = {};
  bool deep = false;
  std::vector<Block> onentry = {};
  std::vector<Block> onexit = {};
  std::optional<Expression> donedata = {};  ///< its v

  // Set by settle().
  const State* parent = nullptr;
  int order = 0;
};

struct Chart {
  State root = {.kind = State::Kind::kScxml};
  std::map<std::string, std::int64_t> items = {};  ///< with the values they begin with
};

/// Resolves ids and numbers states in document order. False where a target has no state.
/// Copying a chart undoes it.
bool settle(Chart& chart);

struct Event {
  std::string name = {};
  std::optional<std::int64_t> value = {};
};

struct Pending {
  std::string sendid;
  Event event;
  Milliseconds due{};
};

/// What one macrostep did, in order.
struct Step {
  bool endless = false;
  bool taken = false;
  Ids transitions = {};  ///< names: source id, "#", place in the source
  Ids entered = {};
  Ids exited = {};
  Ids logs = {};
  std::size_t errors = 0;
  std::size_t microsteps = 0;
  std::size_t widest = 0;              ///< most transitions in one microstep
  std::size_t histories = 0;           ///< restored
  std::size_t parallel_histories = 0;  ///< restored, of a parallel or within one
};

/// Procedures broken on purpose, to see that a comparison notices.
enum class Fault : std::uint8_t {
  kNone,
  kExitsInDocumentOrder,
  kKeepsConflicts,
  kPrefersAncestors,
  kTakesInternalAsExternal,
  kTakesShallowAsDeep,
  kForgetsRegions,
  kMatchesByLetters,
  kRaisesAtOnce,
  kEntersWhatStays,
  kAsksForTheDomainAgain,
};

inline constexpr std::size_t kMicrostepsMax = 1'000;

/// The algorithm of SCXML 1.0, appendix D, procedure by procedure. What the standard leaves to the
/// platform is as in engine/statechart/README.md: sends to the session itself wait until advance().
class Interpreter {
 public:
  explicit Interpreter(Chart chart, Fault fault = Fault::kNone);
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  bool running() const { return memory_.running; }
  Ids configuration() const;                         ///< atomic states in document order
  const Ids& ended_in() const { return ended_in_; }  ///< atomic states active at the end
  std::map<std::string, Ids> history() const;
  const std::map<std::string, std::int64_t>& items() const { return memory_.items; }
  std::vector<Pending> pending() const;  ///< in due order

  /// An endless macrostep changes nothing; it is told of in Step::endless.
  Step interpret(Milliseconds now);
  Step process(const Event& event, Milliseconds now);
  std::vector<Step> advance(Milliseconds now);

 private:
  struct InDocumentOrder {
    bool operator()(const State* a, const State* b) const { return a->order < b->order; }
  };
  using States = std::set<const State*, InDocumentOrder>;
  using Transitions = std::vector<const Transition*>;

  struct Memory {
    bool running = false;
    States configuration;
    std::map<std::string, States> history_value;
    std::map<std::string, std::int64_t> items;
    std::vector<Pending> external_queue;
  };

  struct Entry {
    const State* domain = nullptr;  ///< of the transition at hand
    States to_enter;
    States for_default_entry;
    std::map<const State*, const Block*> default_history_content;
  };

  void finish_macrostep();
  void exit_interpreter();
  Transitions select_eventless_transitions();
  Transitions select_transitions(const Event& event);
  Transitions remove_conflicting_transitions(const Transitions& enabled);
  void microstep(const Transitions& enabled);
  void exit_states(const Transitions& enabled);
  States compute_exit_set(const Transitions& transitions) const;
  void enter_states(const Transitions& enabled);
  void enter(const State* state, const Entry& entry);
  void tell_of_final(const State* state);
  void compute_entry_set(const Transitions& transitions, Entry& entry);
  void add_descendant_states_to_enter(const State* state, Entry& entry);
  void add_history_states_to_enter(const State* history, Entry& entry);
  void add_ancestor_states_to_enter(const State* state, const State* ancestor, Entry& entry);
  void add_regions_to_enter(const State* parallel, Entry& entry);
  bool is_in_final_state(const State* state) const;
  const State* get_transition_domain(const Transition& transition) const;
  const State* find_lcca(const State* source, const States& targets) const;
  States get_effective_target_states(const Transition& transition) const;

  void execute_content(const Block& block);
  void execute(const Block& block);
  void carry_out(const Action& action);
  void carry_out_if(const Action& action);
  void carry_out_foreach(const Action& action);
  void raise(const Action& action);
  void send(const Action& action);
  std::int64_t evaluate(const Expression& expression) const;
  bool is_true(const std::optional<Expression>& guard) const;
  bool name_match(const Ids& descriptors, const std::string& name) const;

  template <class Work>
  bool bounded(Step& step, Work work);

  Chart chart_;
  Fault fault_;
  Memory memory_;
  std::vector<Event> internal_queue_;
  std::map<const Transition*, const State*> domains_;
  std::optional<Event> event_;
  Milliseconds now_{};
  Ids ended_in_;
  Step step_;
};

}  // namespace lagrum::naive
