#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/act.h"
#include "law/law.h"

namespace lagrum::law {

/// What is known of the case and its parties beside the acts: the data that norms read.
struct Facts {
  Context case_data;
  std::map<std::string, Context> parties;  ///< by party id, in the order of the ids
};

/// Facts as expressions read them: whole contexts that are shared, not copied.
struct KnownFacts {
  Facts facts;
  Value case_data;  ///< with `begun`, the day on which the case began, where it is not given
  std::map<std::string, Value, std::less<>> parties;
};

/// An act in its place among the others.
struct Folded {
  Act act;
  Date legal_day;
  Instant
      stated{};  ///< its legal time as it was recorded, which a document's arrival day may replace
  bool has_effect =
      true;  ///< false: void, or an effect that was superseded; norms and clocks pass it over
  bool superseded = false;  ///< an effect that later knowledge took away
  bool barred = false;      ///< on re-folding, a norm that voids it would have refused it
  const Law::ActIndex* index = nullptr;  ///< the norms that speak of its type; of the law
};

/// The acts of one case in legal order: by (legal time, sequence). Dated acts stand on the arrival
/// day of their document. A value; belongs to one caller.
class History {
 public:
  History(const Law& law, const ZoneRules& zones) : law_(&law), zones_(&zones) {}

  /// Adds an act and answers its position. Positions of later acts move by one.
  std::size_t insert(Act&& act);
  /// Makes room for so many acts.
  void reserve(std::size_t acts) { acts_.reserve(acts); }
  /// Puts dated acts on the arrival day of their documents anew. Answers the first position at
  /// which something changed; size() where nothing did.
  std::size_t reorder();
  void state_facts(Sequence since, Facts facts);

  std::size_t size() const { return acts_.size(); }
  const Folded& operator[](std::size_t position) const { return acts_[position]; }
  Folded& operator[](std::size_t position) { return acts_[position]; }
  const std::vector<Folded>& all() const { return acts_; }
  /// Positions of acts of this type, ascending; void ones included.
  const std::vector<std::size_t>& of_type(std::string_view type) const;
  /// Position by sequence, or size() when there is none.
  std::size_t find(Sequence sequence) const;

  /// The facts in force at an act.
  const Facts& facts_at(Sequence sequence) const { return known_at(sequence).facts; }
  const Facts& facts_now() const { return known_now().facts; }
  const KnownFacts& known_at(Sequence sequence) const;
  const KnownFacts& known_now() const;

  /// The day on which the case began: of its first act. A delegation that an act rests on stands
  /// before it, perhaps by years, and begins no case.
  std::optional<Date> begun() const { return begun_; }

  Date day_of(Instant instant) const;
  Instant start_of(Date day) const;
  const Law& law() const { return *law_; }
  const ZoneRules& zones() const { return *zones_; }

 private:
  void complete(Act& act) const;
  Instant legal_time(const Folded& folded) const;
  KnownFacts known(Facts facts) const;
  void note_begun();

  const Law* law_;
  const ZoneRules* zones_;
  std::vector<Folded> acts_;
  mutable std::map<std::string, std::vector<std::size_t>, std::less<>> by_type_;
  mutable std::size_t indexed_ = 0;  ///< acts that are in by_type_; the others when it is asked
  std::vector<std::pair<Sequence, std::shared_ptr<const KnownFacts>>> facts_;
  std::optional<Date> begun_;  ///< see begun(); unstated_ is made from it
  std::shared_ptr<const KnownFacts>
      unstated_;  ///< what is known before any facts are stated; null before the first act
};

/// The matter that a decision decides: the one it opens, else the one it regards.
const std::string& decided_matter(const Act& act);

}  // namespace lagrum::law
