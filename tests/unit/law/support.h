#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "law/monitor.h"
#include "support/shared.h"

namespace lagrum::law {

inline const std::string kPackFolder = LAGRUM_SOURCE_DIR "/workflows/law/se/";

/// A day that is known to be right: day("2026-04-07").
inline Date day(std::string_view text) { return parse_date(text).value(); }

inline xml::Document document(const std::string& text, std::string name = "pack.xml") {
  auto parsed = xml::Document::parse(text, std::move(name));
  EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : to_string(parsed.error()));
  return parsed.value();
}

/// The Swedish calendar, with its reading of the three eves as wanted.
inline calendar::Calendar swedish_days(bool eves_are_working_days = false) {
  Diagnostics diagnostics;
  const auto calendar = calendar::Calendar::load(
      document(test::read_bytes(kPackFolder + "calendar.xml"), "calendar.xml"), {}, diagnostics);
  EXPECT_TRUE(calendar.has_value()) << (calendar ? "" : to_string(calendar.error()));
  if (!eves_are_working_days) return calendar.value();
  return calendar->with_switch(calendar->switches().at(0), true).value();
}

/// Law of these packs; faults are the test's.
inline Law law_of(const std::vector<xml::Document>& packs, const std::vector<std::string>& named,
                  const calendar::Calendar& days) {
  Diagnostics diagnostics;
  auto law = Law::load(packs, named, days, diagnostics);
  for (const Diagnostic& found : diagnostics.all()) ADD_FAILURE() << to_string(found);
  return law.value();
}

/// The shipped packs, judged by those named. Read once for all stories of a program: a law may be
/// shared.
inline Law shipped_law(const std::vector<std::string>& named, bool eves_are_working_days = false) {
  static std::map<std::pair<std::vector<std::string>, bool>, Law> read;
  const auto key = std::pair(named, eves_are_working_days);
  if (const auto known = read.find(key); known != read.end()) return known->second;
  std::vector<xml::Document> packs;
  for (const char* file :
       {"administrative.xml", "municipal.xml", "alcohol.xml", "building.xml", "environment.xml",
        "flammables.xml", "public-places.xml", "tobacco.xml"}) {
    packs.push_back(document(test::read_bytes(kPackFolder + file), file));
  }
  return read.emplace(key, law_of(packs, named, swedish_days(eves_are_working_days))).first->second;
}

/// An act that somebody does, as a test writes it.
struct Deed {
  std::string at = {};  ///< local time: "2026-04-14 10:00"
  std::string type = {};
  Context with = {};
  std::string party = {};
  std::string actor = "anna";
  std::string opens = {};
  std::string channel = {};
  bool outside = false;
  Sequence document = {};  ///< document that dates the act
  std::string basis = "SFS";
  std::string regarding = {};
};

inline Value on(std::string_view text) { return Value(day(text)); }
inline Value people(std::initializer_list<const char*> names) {
  List list;
  for (const char* name : names) list.emplace_back(name);
  return Value(std::move(list));
}

inline Deed judged(std::string at, const char* ask, bool answer) {
  return Deed{.at = std::move(at),
              .type = "judgement.recorded",
              .with = {{"ask", ask}, {"answer", answer}, {"reason", "text"}}};
}

/// One case whose acts are folded by a monitor, with the effects of norms done as the engine does
/// them.
class Story {
 public:
  Story(Law law, Facts facts)
      : law_(std::make_unique<Law>(std::move(law))),
        zones_(calendar::system_zone_rules()),
        monitor_(*law_, *zones_) {
    monitor_.state_facts(Sequence{}, std::move(facts));
  }

  /// Does the act, and then whatever follows from norms at that moment. What norms say against it:
  /// "refuse xx.norm", or "refuse xx.norm for A".
  std::vector<std::string> does(const Deed& deed) {
    const Act act = made(deed);
    last_ = act.sequence;
    const std::vector<std::string> said = shown(monitor_.add(act));
    settle(act.recorded);
    return said;
  }
  /// What norms would say against the act; nothing is recorded.
  std::vector<std::string> tried(const Deed& deed) {
    Monitor copy = monitor_;
    return shown(copy.add(made(deed)));
  }
  /// What would make the act lawful, by norm.
  std::vector<Remedy> remedies(const Deed& deed, std::string_view norm) {
    Monitor copy = monitor_;
    for (Finding& finding : copy.add(made(deed))) {
      if (law_->norms()[finding.norm].id == norm) return std::move(finding.remedies);
    }
    return {};
  }
  /// Lets time pass: effects of norms that have become due are done.
  void wait_until(std::string_view time) { settle(instant(time)); }

  Sequence last() const { return last_; }
  const Monitor& monitor() const { return monitor_; }
  const Folded& folded(Sequence sequence) const {
    return monitor_.history()[monitor_.history().find(sequence)];
  }

  /// "open 2027-01-05", "fulfilled 2027-01-05", "late 2027-01-05", "resting", …, in the order of
  /// opening.
  std::vector<std::string> duties(std::string_view norm, std::string_view time,
                                  std::string_view party = "") const {
    std::vector<std::string> found;
    for (const DutyView& duty : monitor_.duties(instant(time))) {
      if (law_->norms()[duty.norm].id != norm || (!party.empty() && duty.party != party)) continue;
      std::string text(duty.late ? "late" : to_string(duty.status));
      if (duty.due) text += " " + to_string(*duty.due);
      found.push_back(std::move(text));
    }
    return found;
  }
  /// "running 2027-01-05", "none", …, in the order of the law's clocks and of their anchors.
  std::vector<std::string> clocks(std::string_view id, std::string_view time,
                                  std::string_view party = "") const {
    std::vector<std::string> found;
    for (const ClockView& clock : monitor_.clocks(instant(time))) {
      if (law_->clocks()[clock.clock].id != id || (!party.empty() && clock.party != party))
        continue;
      std::string text(lifecycle::to_string(clock.phase));
      if (clock.phase != lifecycle::ClockPhase::kWaiting) text += " " + to_string(clock.due);
      found.push_back(std::move(text));
    }
    return found;
  }
  /// "fulfilled", "violated", "lifted by xx.norm", …, in the order in which the norm spoke.
  std::vector<std::string> verdicts(std::string_view norm, std::string_view time) const {
    std::vector<std::string> found;
    for (const VerdictView& verdict : monitor_.verdicts(instant(time))) {
      if (law_->norms()[verdict.norm].id != norm) continue;
      found.push_back(verdict.lifted_by.empty() ? std::string(to_string(verdict.verdict))
                                                : "lifted by " + verdict.lifted_by);
    }
    return found;
  }
  /// Engine's acts that count: "arrival.deemed 2026-06-18 xx.norm".
  std::vector<std::string> effects() const {
    std::vector<std::string> found;
    for (const Folded& done : monitor_.history().all()) {
      if (done.act.by_norm.empty() || done.superseded) continue;
      found.push_back(done.act.type.str() + " " + to_string(done.legal_day) + " " +
                      done.act.by_norm);
    }
    return found;
  }

  Instant instant(std::string_view time) const {
    std::string text(time);
    text[10] = 'T';
    return zones_->to_instant(parse_local_time(text).value(), law_->calendar().zone()).value();
  }

 private:
  Act made(const Deed& deed) {
    Act act;
    act.type = ActType(deed.type);
    act.sequence = Sequence::of(LogIndex{++entries_}, 0);
    act.legal = act.recorded = instant(deed.at);
    act.actor = deed.actor;
    act.role = act.generic_role = "officer";
    act.basis = deed.basis;
    act.party = PartyId(deed.party);
    act.opens = deed.opens;
    act.regarding = deed.regarding;
    act.channel = deed.channel;
    act.attributes = deed.with;
    act.outside = deed.outside;
    act.of_act = deed.document;
    return act;
  }

  void settle(Instant now) {
    for (int round = 0; round < 8; ++round) {
      Effects effects = monitor_.effects(now);
      if (effects.create.empty() && effects.supersede.empty()) return;
      for (const Sequence sequence : effects.supersede) monitor_.supersede(sequence);
      for (Effect& effect : effects.create) {
        effect.act.sequence = Sequence::of(LogIndex{++entries_}, 0);
        effect.act.recorded = now;
        effect.act.actor = effect.act.role = effect.act.generic_role = "engine";
        monitor_.add(std::move(effect.act));
      }
    }
    ADD_FAILURE() << "effects of norms did not come to rest";
  }

  std::vector<std::string> shown(const std::vector<Finding>& findings) const {
    std::vector<std::string> found;
    for (const Finding& finding : findings) {
      std::string text(to_string(finding.consequence));
      text += " " + law_->norms()[finding.norm].id;
      if (!finding.party.empty()) text += " for " + finding.party;
      found.push_back(std::move(text));
    }
    return found;
  }

  std::unique_ptr<Law> law_;
  std::unique_ptr<ZoneRules> zones_;
  Monitor monitor_;
  std::uint64_t entries_ = 0;
  Sequence last_;
};

}  // namespace lagrum::law
