#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "verify/chooser.h"
#include "verify/world.h"

namespace lagrum::verify {

/// What may lift a norm: the more is looked at, the more it allows, so that what holds with less
/// holds with more.
enum class Lifting : std::uint8_t {
  kNone,
  kOwn,  ///< its exceptions that rest on what was done
  kAll,  ///< also norms that go before it
};

/// What the calendar says of two clocks of a law: where `early` began no later and still runs,
/// `late` has not been reached.
struct Order {
  std::size_t early = 0;
  std::size_t late = 0;
  friend bool operator==(const Order&, const Order&) = default;
};

/// How far a norm is held against a workflow: for which matter and which party, and who answers for
/// what no workflow can settle.
struct Aim {
  std::string matter;      ///< side matter; empty for the main one
  std::string party_role;  ///< of the party that is looked at
  Date begun{};            ///< the day on which cases begin; picks the versions of norms
  /// Where a condition rests on what only a running case knows, such as whether a day that an
  /// official sets lies ahead: true lets it be as the law wants, false lets it be anything.
  bool in_good_faith = true;
  Lifting lifting = Lifting::kAll;
  std::vector<Order> orders = {};  ///< runs that break one of these are no runs
};

/// What the acts of a command meant to a norm.
struct Said {
  bool judged = false;            ///< the norm spoke of some act
  bool violated = false;          ///< some act breaches it, or its time ran out
  bool refused = false;           ///< some act breaches a norm beside it
  std::string act;                ///< the act that breaches
  std::set<std::string> guessed;  ///< expressions that were unknown and were taken as they may be
};

/// What one norm needs to know of the past, as a state of a few numbers: one instance of it, chosen
/// among all that acts open, so that what holds for the chosen one holds for each. Follows Reading
/// and Monitor of the law, where a case has a history and this has what is left of it. Norms that
/// refuse may stand beside it, each with an instance of its own: what is known of them only says
/// which commands are surely refused. Borrows the law; belongs to one caller.
class Observer {
 public:
  using State = std::vector<std::uint32_t>;

  /// `beside` are the norms that refuse.
  Observer(const law::Law& law, std::size_t norm, const Aim& aim,
           const std::vector<std::size_t>& beside = {});
  ~Observer();
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  /// What of a workflow the norm looks at.
  const View& view() const { return view_; }

  State initial() const;
  std::size_t width() const { return width_; }

  /// The acts of one command, in order, with the facts that hold after it.
  Said take(std::span<std::uint32_t> state, const std::vector<Act>& acts, const law::Facts& facts,
            Chooser& chooser);

  /// What time can bring: clocks and days that are waited for, each with the event that the chart
  /// may hear ("clock.expired.x").
  std::vector<Move> awaited(std::span<const std::uint32_t> state) const;
  /// Events of the engine that only come by awaited().
  bool ties(const std::string& event) const;
  /// One of them comes.
  Said reach(std::span<std::uint32_t> state, const Move& move, const law::Facts& facts,
             Chooser& chooser);

  /// Where the clocks that the norm looks at stand.
  std::vector<ClockAt> clocks(std::span<const std::uint32_t> state) const;

  /// A duty is owed.
  bool owes(std::span<const std::uint32_t> state) const;

 private:
  class Impl;
  struct Part {
    std::unique_ptr<Impl> impl;
    std::size_t first;  // of its numbers in a state
  };
  template <class Visit>
  Said of_parts(Visit&& visit);

  std::vector<Part> parts_;  // the first is of the norm itself
  std::size_t width_ = 0;
  View view_;
};

/// Calls `visit(formula)` for every expression of the norm, of its conditions and exceptions.
void for_each_formula(const law::Norm& norm, const std::function<void(const law::Formula&)>& visit);
/// Calls `visit(condition, helps)` for every condition of the norm; `helps` where the norm is
/// content if it holds.
void for_each_condition(const law::Norm& norm,
                        const std::function<void(const law::Condition&, bool helps)>& visit);
/// The acts that open an instance of the norm; empty where it is open from the beginning.
const law::ActSet& opening_acts(const law::Norm& norm);
/// The acts that the norm judges, or that open its duty.
const law::ActSet& acts_of(const law::Norm& norm);

}  // namespace lagrum::verify
