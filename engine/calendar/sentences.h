#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/calendar.h"

namespace lagrum::calendar {

/// What a step of a derivation says; the sentences stand in one table.
enum class Sentence : std::uint8_t {
  kStart,
  kStartBack,
  kNothingAdded,
  kDaysLater,
  kSetDaysLater,
  kSameWeekday,
  kSameNumber,
  kMonthEnd,
  kHalfMonthLater,
  kExtendedFromStart,
  kExtendedFromRawEnd,
  kExtendedFromRolledEnd,
  kStoodStill,
  kStandsStill,
  kStoodStillOnGround,
  kStandsStillOnGround,
  kLeastDays,
  kRolled,
  kDueLatestAct,
  kDueEarliestAct,
  kDueDeemedEvent,
  kDueBackward,
  kNotYetDue,
  kStartMoment,
  kStartMomentBack,
  kHoursLater,
  kSetHoursLater,
  kDueLatestMoment,
  kDueEarliestMoment,
  kDueDeemedMoment,
};

/// "lördagen den 31 oktober 2026", "lørdag den 31. oktober 2026", "Saturday 31 October 2026".
std::string in_words(Language language, Date date);
/// "kl. 14.02", "kl. 14.02", "at 14:02"; `minutes` since midnight.
std::string time_in_words(Language language, int minutes);
/// "3 veckor", "1 uge", "4 months".
std::string in_words(Language language, const Period& period);
/// "framåt" or "bakåt".
std::string direction_in_words(Language language, bool back);
/// "a, b och c".
std::string list_in_words(Language language, const std::vector<std::string>& items);
/// "tolkning", "fortolkning", "interpretation".
std::string_view interpretation_in_words(Language language);

/// What stands in a sentence's gaps, by the gap's name.
using Gaps = std::map<std::string, std::string>;

/// The sentence in every language, each with the gaps that `gaps` gives for it.
Texts say(Sentence sentence, const std::function<Gaps(Language)>& gaps);

}  // namespace lagrum::calendar
