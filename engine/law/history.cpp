#include "law/history.h"

#include <algorithm>

namespace lagrum::law {
namespace {

bool before(const Folded& a, const Folded& b) {
  if (a.act.legal != b.act.legal) return a.act.legal < b.act.legal;
  return a.act.sequence < b.act.sequence;
}

void add_persons(const Value& value, List& persons) {
  const auto add = [&](const Value& person) {
    if (person.string() == nullptr) return;
    if (std::none_of(persons.begin(), persons.end(),
                     [&](const Value& known) { return known == person; })) {
      persons.push_back(person);
    }
  };
  if (const List* list = value.list()) {
    for (const Value& item : *list) add(item);
  } else {
    add(value);
  }
}

}  // namespace

const std::string& decided_matter(const Act& act) {
  return act.opens.empty() ? act.regarding : act.opens;
}

Date History::day_of(Instant instant) const {
  const auto day = date_in(*zones_, instant, law_->calendar().zone());
  LAGRUM_CHECK(day.has_value());  // the zone was checked when the calendar was loaded
  return *day;
}

Instant History::start_of(Date day) const {
  const auto start = start_of_day(*zones_, day, law_->calendar().zone());
  LAGRUM_CHECK(start.has_value());
  return *start;
}

/// Fills the built-in attributes that need the vocabulary: who took part.
void History::complete(Act& act) const {
  if (!law_->reads_persons()) return;
  List persons;
  add_persons(Value(act.actor), persons);
  if (const ActDecl* declared = law_->act(act.type)) {
    for (const AttributeDecl& attribute : declared->attributes) {
      const Value* value = act.attributes.find(attribute.name);
      if (attribute.takes_part && value != nullptr) add_persons(*value, persons);
    }
  }
  act.attributes.set(kPersons, Value(std::move(persons)));
}

/// A dated act counts from the day its document arrived, as the effect on that document says.
Instant History::legal_time(const Folded& folded) const {
  const Act& act = folded.act;
  if (act.of_act.value == 0 || !act.by_norm.empty()) return folded.stated;
  for (const Folded& other : acts_) {
    const bool dates =
        !other.act.by_norm.empty() && other.act.of_act == act.of_act && !other.superseded;
    if (dates && other.legal_day != day_of(folded.stated)) return start_of(other.legal_day);
  }
  return folded.stated;
}

std::size_t History::insert(Act&& act) {
  Folded& folded = acts_.emplace_back();  // last, as nearly every act is
  folded.act = std::move(act);
  folded.index = &law_->index(folded.act.type);
  complete(folded.act);
  folded.stated = folded.act.legal;
  folded.act.legal = legal_time(folded);
  folded.legal_day = day_of(folded.act.legal);
  folded.act.attributes.set("legal_day", Value(folded.legal_day));
  const auto place = std::upper_bound(acts_.begin(), acts_.end() - 1, folded, before);
  const auto position = static_cast<std::size_t>(place - acts_.begin());
  if (position + 1 != acts_.size()) {
    std::rotate(place, acts_.end() - 1, acts_.end());
    by_type_.clear();
    indexed_ = 0;
  }
  note_begun();
  return position;
}

std::size_t History::reorder() {
  std::size_t first = acts_.size();
  std::vector<Sequence> moved;
  for (std::size_t i = 0; i < acts_.size(); ++i) {
    Folded& folded = acts_[i];
    const Instant legal = legal_time(folded);
    if (legal == folded.act.legal) continue;
    first = std::min(first, i);
    moved.push_back(folded.act.sequence);
    folded.act.legal = legal;
    folded.legal_day = day_of(legal);
    folded.act.attributes.set("legal_day", Value(folded.legal_day));
  }
  if (moved.empty()) return acts_.size();
  std::sort(acts_.begin(), acts_.end(), before);
  for (const Sequence sequence : moved) first = std::min(first, find(sequence));
  by_type_.clear();
  indexed_ = 0;
  note_begun();
  return first;
}

KnownFacts History::known(Facts facts) const {
  KnownFacts known;
  Context case_data = facts.case_data;
  if (begun_ && case_data.find("begun") == nullptr) case_data.set("begun", Value(*begun_));
  known.case_data = Value(std::move(case_data));
  for (const auto& [id, data] : facts.parties) known.parties.emplace(id, Value(data));
  known.facts = std::move(facts);
  return known;
}

/// Facts know the day of the first act, which an act recorded late may change.
void History::note_begun() {
  const auto first = std::find_if(acts_.begin(), acts_.end(), [&](const Folded& folded) {
    const ActDecl* declared = law_->act(folded.act.type);
    return declared == nullptr || declared->role != ActRole::kDelegation;
  });
  if (first == acts_.end() || begun_ == first->legal_day) return;
  begun_ = first->legal_day;
  if (facts_.empty()) unstated_ = std::make_shared<const KnownFacts>(known({}));
  for (auto& [since, stated] : facts_)
    stated = std::make_shared<const KnownFacts>(known(stated->facts));
}

void History::state_facts(Sequence since, Facts facts) {
  facts_.emplace_back(since, std::make_shared<const KnownFacts>(known(std::move(facts))));
}

const std::vector<std::size_t>& History::of_type(std::string_view type) const {
  for (; indexed_ < acts_.size(); ++indexed_)
    by_type_[acts_[indexed_].act.type.str()].push_back(indexed_);
  const auto found = by_type_.find(type);
  return found == by_type_.end() ? kNoPositions : found->second;
}

std::size_t History::find(Sequence sequence) const {
  const auto found = std::find_if(acts_.begin(), acts_.end(), [&](const Folded& folded) {
    return folded.act.sequence == sequence;
  });
  return static_cast<std::size_t>(found - acts_.begin());
}

const KnownFacts& History::known_at(Sequence sequence) const {
  if (facts_.empty()) return known_now();
  const KnownFacts* found = facts_.front().second.get();
  for (const auto& [since, stated] : facts_) {
    if (since <= sequence) found = stated.get();
  }
  return *found;
}

const KnownFacts& History::known_now() const {
  static const KnownFacts kNothing{{}, Value(Context{}), {}};
  if (!facts_.empty()) return *facts_.back().second;
  return unstated_ != nullptr ? *unstated_ : kNothing;
}

}  // namespace lagrum::law
