#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lagrum/result.h"
#include "lagrum/value.h"
#include "statechart/chart.h"
#include "statechart/interpreter.h"
#include "statechart/state_set.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

struct Extras;

/// A session by the numbers of its chart, ready to run: what Session holds by names. Idle, it takes
/// less than 100 bytes beside its data, and 8 for each 64 states past the first 64 and for each
/// history. A value: a copy is a session of its own. Belongs to one thread at a time.
class Instance {
 public:
  /// A session that has not been started.
  explicit Instance(Chart chart);
  /// The session as it was stored. Fails with kInvalidArgument for one that was not started, and
  /// with kCorruption for one of another chart.
  static Result<Instance> open(const Chart& chart, const Session& session);

  Instance(const Instance& other);
  Instance(Instance&& other) noexcept;
  Instance& operator=(Instance other) noexcept;
  ~Instance();

  /// The same by names.
  Session session() const;

  const Chart& chart() const { return chart_; }
  const std::string& id() const { return id_; }
  bool started() const { return started_; }
  bool finished() const { return finished_; }
  /// Active states, ancestors included, 64 to a word; as StateSet::words.
  std::span<const std::uint64_t> configuration() const {
    return marks().first(chart_.tables().configuration_words);
  }
  /// What all histories hold, each at its HeldPlace; no state where nothing is recorded.
  std::span<const std::uint64_t> histories() const {
    return marks().subspan(chart_.tables().configuration_words);
  }
  /// Both, one behind the other.
  std::span<const std::uint64_t> all_marks() const { return marks(); }
  /// Puts the session where one of its chart stood, by all_marks() and data(); nothing is pending.
  void place(std::span<const std::uint64_t> marks, std::span<const Value> data, bool finished);
  /// The data items in the order of Tables::variables.
  std::span<const Value> data() const { return {data_.get(), chart_.tables().variables.size()}; }
  const Extras& extras() const;
  /// Those that there are, or new ones.
  Extras& own_extras();

 private:
  friend class Machine;

  std::span<std::uint64_t> marks() {
    return {more_marks_ != nullptr ? more_marks_.get() : &mark_, chart_.tables().mark_words};
  }
  std::span<const std::uint64_t> marks() const {
    return {more_marks_ != nullptr ? more_marks_.get() : &mark_, chart_.tables().mark_words};
  }
  std::span<std::uint64_t> histories() {
    return marks().subspan(chart_.tables().configuration_words);
  }
  std::span<Value> data() { return {data_.get(), chart_.tables().variables.size()}; }
  Status read_history(const std::string& id, const std::vector<std::string>& states);
  Status read_extras(const Session& session);

  Chart chart_;
  // The configuration and what the histories hold, as bits; here where one word is enough.
  std::uint64_t mark_ = 0;
  std::unique_ptr<std::uint64_t[]> more_marks_;
  std::unique_ptr<Value[]> data_;
  std::string id_;
  std::unique_ptr<Extras> extras_;  // null while there are none
  bool started_ = false;
  bool finished_ = false;
};

/// A session that a state invoked; see Invoked.
// NOLINTNEXTLINE(misc-no-recursion): copies are as deep as kInvokeDepthMax
struct Child {
  std::string invokeid;
  StateIndex state = kRootState;
  std::size_t place = 0;
  std::string text;
  Instance instance;
};

/// What few sessions have.
// NOLINTNEXTLINE(misc-no-recursion): copies are as deep as kInvokeDepthMax
struct Extras {
  std::vector<PendingSend> pending;  ///< in due order
  std::vector<StateIndex> bound;     ///< in the order bound
  std::vector<Child> invoked;        ///< in the order they began
  std::map<std::string, std::uint64_t> counters;

  bool empty() const {
    return pending.empty() && bound.empty() && invoked.empty() && counters.empty();
  }
};

inline const Extras& Instance::extras() const {
  static const Extras kNothing;
  return extras_ == nullptr ? kNothing : *extras_;
}

}  // namespace lagrum::statechart
