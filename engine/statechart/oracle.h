#pragma once

#include "statechart/tables.h"

namespace lagrum::statechart {

/// Answers for values that are not known, so that a machine can be taken through all it might do.
/// What is not known stands in data and events as Erased.
class Oracle {
 public:
  virtual ~Oracle() = default;

  /// Whether it is known if the state is active; what In() says of others is unknown.
  virtual bool knows(StateIndex state) const = 0;
  /// Whether the state is not looked at: its transitions are never taken.
  virtual bool rests(StateIndex state) const = 0;
  /// Whether anybody looks at acts of this type, at such an attribute of them, or at what stands in
  /// the data item of this slot; what nobody looks at is not worked out.
  virtual bool looks_at(const ActSpec& act) const = 0;
  virtual bool looks_at(const With& attribute) const = 0;
  virtual bool looks_at(std::uint32_t slot) const = 0;
  /// Whether a condition that reads unknown values holds.
  virtual bool holds(const Formula& condition) = 0;
  /// An instruction that cannot be carried out with unknown values: what the machine does from here
  /// on stands for less than all it might do.
  virtual void gives_up(const Position& source) = 0;
};

/// True where a value is unknown, or a part of it.
bool is_unknown(const Value& value);

}  // namespace lagrum::statechart
