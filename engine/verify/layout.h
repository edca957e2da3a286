#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "law/law.h"
#include "verify/aim.h"
#include "verify/world.h"

namespace lagrum::verify {

/// How one instance of a norm is written as numbers: which of them stands for what, what they are
/// at the beginning, and what of a workflow must be looked at to follow them.
struct Layout {
  static constexpr std::size_t kWatchesMax = 32;
  /// The number of nothing kept, and of nothing read of a trigger.
  static constexpr std::uint32_t kNothing = 0;

  /// What a number says of a clock, a question, an instance, a day.
  enum Phase : std::uint32_t { kNotStarted, kRunning, kReached, kVoid, kSuspended, kNoInstance };
  enum Answered : std::uint32_t { kUnanswered, kNo, kYes };
  enum Progress : std::uint32_t { kWaiting, kOpen, kClosed, kFulfilled, kOverdue };
  enum Day : std::uint32_t { kUnset, kAhead, kPast };

  /// One norm with the numbers that stand for its instance.
  struct Watch {
    struct Leaf {
      const law::Condition* condition = nullptr;
      bool helps = true;
      bool late = false;              ///< `when` waits for the act that is judged
      bool scope = false;             ///< in `where` of a duty, which looks at the whole past
      bool excuse = false;            ///< in its `unless`, which looks past the trigger
      std::vector<std::string> kept;  ///< attributes that it will read then
      std::uint32_t slot = 0;
    };
    std::size_t norm = 0;
    std::vector<Leaf> leaves;
    std::map<const law::Condition*, std::size_t> leaf_of;
    std::uint32_t status = 0;   ///< slot
    std::uint32_t trigger = 0;  ///< slot: what is read of the act that opened it
    /// Slot: how often a power was used; of a verdict what was said; of a duty of which one act
    /// answers one, those that were opened later and are still owed.
    std::uint32_t used = 0;
    bool from_start = true;  ///< open from the beginning
    std::vector<std::string> trigger_reads;
    law::ActSet opens;
    const law::Formula* opens_when = nullptr;
    bool reopens = false;  ///< by each act that opens it, not only by one that is chosen
    std::vector<std::size_t> overriders;  ///< places of those that go before it
  };

  /// A day that an act fixes and that is waited for.
  struct AwaitedDay {
    std::string act;  ///< its type; of the trigger the one type that opens
    std::string attribute;
    const law::Norm* of_trigger = nullptr;  ///< the norm whose instance it belongs to
    std::uint32_t slot = 0;
    std::string event() const { return "date.reached." + act + "." + attribute; }
  };

  Layout(const law::Law& law, std::size_t norm, Aim aim);

  bool in_force(const law::Norm& norm) const {
    return (!norm.valid_from || *norm.valid_from <= aim.begun) &&
           (!norm.valid_to || aim.begun <= *norm.valid_to);
  }

  /// Stands still, and may go on without an act.
  bool goes_on_by_itself(std::size_t clock, std::uint32_t phase) const {
    return phase == kSuspended &&
           std::ranges::any_of(laws.clocks()[clock].suspends, [](const auto& suspend) {
             return suspend.up_to || !suspend.until_on.empty();
           });
  }

  /// Whether `test(slot)` holds for a clock of that name.
  template <class Test>
  bool any_slot(const std::string& clock, Test&& test) const {
    const std::vector<std::size_t>& named = laws.clocks_named(clock);
    return std::any_of(named.begin(), named.end(), [&](std::size_t index) {
      const auto slot = clock_slots.find(index);
      return slot != clock_slots.end() && test(slot->second);
    });
  }

  const law::Law& laws;
  Aim aim;
  const law::ActDecl* recording = nullptr;      ///< the act by which people answer questions
  std::vector<Watch> watches;                   ///< the first is of the norm itself
  std::map<std::string, std::size_t> verdicts;  ///< places of norms whose verdict is asked for
  std::map<std::size_t, std::uint32_t> clock_slots;
  /// By clock that may have several instances: 1 where one that is not looked at may run.
  std::map<std::size_t, std::uint32_t> others;
  /// A clock and one that overrides it: 1 where they hang on different acts.
  std::map<std::pair<std::size_t, std::size_t>, std::uint32_t> apart;
  std::vector<AwaitedDay> days;
  /// By type of acts that the engine itself does: 1 where one may come of what was done in this
  /// matter, for this party. Others come at any time.
  std::map<std::string, std::uint32_t> effects;
  std::vector<std::pair<Order, std::uint32_t>> orders;  ///< 1 where `early` began no later
  std::vector<std::uint32_t> initial;
  View view;
};

}  // namespace lagrum::verify
