#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "verify/aim.h"
#include "verify/chooser.h"
#include "verify/world.h"

namespace lagrum::verify {

/// What the acts of a command meant to a norm.
struct Said {
  bool judged = false;            ///< the norm spoke of some act
  bool violated = false;          ///< some act breaches it, or its time ran out
  bool refused = false;           ///< some act breaches a norm beside it
  bool impossible = false;        ///< an act of the engine's of which nothing is the cause
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

}  // namespace lagrum::verify
