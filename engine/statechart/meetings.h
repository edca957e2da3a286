#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "statechart/tables.h"

namespace lagrum::statechart {

/// Transitions of a chart by the events that they take. Refers to the tables.
class EventIndex {
 public:
  using Transitions = std::vector<TransitionIndex>;

  /// Of the transitions that are `wanted`. The kinds of events must be known.
  EventIndex(const Chart::Tables& tables, const std::function<bool(TransitionIndex)>& wanted);

  /// Lists, each in document order, that together hold those that some event makes be taken as well
  /// as one with these descriptors; without any, the eventless ones. One may stand in several.
  std::vector<const Transitions*> overlapping(const std::vector<std::uint32_t>& descriptors) const;

 private:
  const Chart::Tables& tables_;
  std::vector<Transitions> with_;      // by descriptor
  std::vector<Transitions> narrower_;  // by descriptor: with one that begins with it
  Transitions eventless_;
};

/// Comparisons of two transitions that one check of a chart makes; what lies beyond is not known.
inline constexpr std::size_t kMeetingsMax = 10'000'000;

/// Which transitions one event can make be selected together, by different atomic states; which of
/// them are then taken depends on whether they are in conflict. Belongs to one check of a chart.
class Meetings {
 public:
  /// Of the transitions that are `regarded`.
  Meetings(const Chart::Tables& tables, const std::function<bool(TransitionIndex)>& regarded);

  /// The first transition in document order that stands before `later`, may meet it and is
  /// `wanted`.
  std::optional<TransitionIndex> first_before(TransitionIndex later,
                                              const std::function<bool(TransitionIndex)>& wanted);

  /// False where kMeetingsMax comparisons were not enough.
  bool complete() const { return compared_ <= kMeetingsMax; }

 private:
  const Chart::Tables& tables_;
  StateSet beside_;  // states that other ones can be active beside
  EventIndex index_;
  std::size_t compared_ = 0;
};

}  // namespace lagrum::statechart
