#include "property/law/trial.h"

#include <algorithm>
#include <array>

namespace lagrum::law::plain {
namespace {

constexpr int kRoundsMax = 8;  ///< in which the effects of norms come to rest
constexpr std::chrono::days kLongAfter{400};

std::string number_of(Sequence sequence) {
  return sequence.value == 0 ? "-" : std::to_string(sequence.entry().value);
}

/// What the monitor says, in the words of the plain reading. `hidden`: clocks of which it says what
/// became of a duty, and not whether they are void or stand still.
Told told_by(const Monitor& monitor, Instant now, std::vector<std::string>& hidden) {
  const Law& law = monitor.law();
  Told told;
  for (const VerdictView& view : monitor.verdicts(now)) {
    const Norm& norm = law.norms()[view.norm];
    std::string text = norm.id + " " + (view.party.empty() ? "-" : view.party) + " anchor " +
                       number_of(view.anchor) + " trigger " + number_of(view.trigger);
    if (std::holds_alternative<Respond>(norm.content)) {
      text += " " + std::string(to_string(view.verdict));
      if (view.due) text += " due " + to_string(*view.due);
      if (view.too_late.value != 0) text += " too late " + number_of(view.too_late);
    } else {
      text += " act " + number_of(view.act) + " ";
      text += view.lifted_by.empty() ? std::string(to_string(view.verdict))
                                     : "lifted by " + view.lifted_by;
    }
    told.verdicts.push_back(std::move(text));
  }
  for (const ClockView& clock : monitor.clocks(now)) {
    std::string text = law.clocks()[clock.clock].id + " " +
                       (clock.party.empty() ? "-" : clock.party) + " anchor " +
                       number_of(clock.anchor);
    using lifecycle::ClockPhase;
    if (clock.phase == ClockPhase::kMet || clock.phase == ClockPhase::kOverdue)
      hidden.push_back(text);
    text += clock.phase == ClockPhase::kWaiting     ? " waiting"
            : clock.phase == ClockPhase::kVoid      ? " void"
            : clock.phase == ClockPhase::kSuspended ? " still"
                                                    : " " + to_string(clock.due);
    told.clocks.push_back(std::move(text));
  }
  for (const Folded& folded : monitor.history().all()) {
    if (!folded.act.by_norm.empty() && !folded.superseded) {
      told.effects.push_back(folded.act.by_norm + " " + folded.act.type.str() + " " +
                             (folded.act.party.str().empty() ? "-" : folded.act.party.str()) + " " +
                             number_of(folded.act.of_act) + " " + to_string(folded.legal_day));
    }
    if (!folded.has_effect) told.voided.push_back(number_of(folded.act.sequence));
  }
  std::sort(told.verdicts.begin(), told.verdicts.end());
  std::sort(told.clocks.begin(), told.clocks.end());
  std::sort(told.effects.begin(), told.effects.end());
  return told;
}

Told told_plainly(const Monitor& monitor, const ZoneRules& zones,
                  const PlainReading::FactsSince& facts, Instant now, Seen* seen) {
  const std::vector<Folded>& acts = monitor.history().all();
  PlainReading reading(monitor.law(), zones, acts, facts);
  if (seen != nullptr) reading.count_conditions(&seen->kinds);
  Told told{reading.verdicts(now), reading.clocks(now), reading.effects(now), {}};
  for (Index i = 0; i < acts.size(); ++i) {
    if (!reading.has_effect(i)) told.voided.push_back(number_of(acts[i].act.sequence));
  }
  for (const std::size_t norm : reading.overriding()) {
    if (seen != nullptr) ++seen->norms[norm]["overrides"];
  }
  return told;
}

void list(std::string& text, std::string_view title, const std::vector<std::string>& monitor,
          const std::vector<std::string>& plain) {
  std::vector<std::string> only;
  std::set_difference(monitor.begin(), monitor.end(), plain.begin(), plain.end(),
                      std::back_inserter(only));
  for (const std::string& line : only) text.append("monitor ").append(title).append(line + "\n");
  only.clear();
  std::set_difference(plain.begin(), plain.end(), monitor.begin(), monitor.end(),
                      std::back_inserter(only));
  for (const std::string& line : only) text.append("plain   ").append(title).append(line + "\n");
}

/// Acts that do not stand in legal order, or not on the day on which their document arrived.
std::string misplaced(const std::vector<Folded>& acts) {
  std::string text;
  const auto order = [](const Folded& folded) {
    return std::pair(folded.act.legal, folded.act.sequence);
  };
  for (Index i = 0; i < acts.size(); ++i) {
    const Act& act = acts[i].act;
    bool wrong = i > 0 && order(acts[i]) < order(acts[i - 1]);
    for (const Folded& other : acts) {
      const bool arrival = act.of_act.value != 0 && act.by_norm.empty() && !other.superseded &&
                           !other.act.by_norm.empty() && other.act.of_act == act.of_act;
      wrong = wrong || (arrival && acts[i].legal_day != other.legal_day);
    }
    if (wrong) text += "out of place: " + number_of(act.sequence) + "\n";
  }
  return text;
}

/// Leaves out a clock that one reading does not show as void or standing still.
void overlook(const std::string& clock, Told& mechanical, Told& plain) {
  const auto open = std::find_if(plain.clocks.begin(), plain.clocks.end(), [&](const auto& line) {
    return line == clock + " void" || line == clock + " still";
  });
  if (open == plain.clocks.end()) return;
  plain.clocks.erase(open);
  const auto shown =
      std::find_if(mechanical.clocks.begin(), mechanical.clocks.end(),
                   [&](const std::string& line) { return line.starts_with(clock + " "); });
  if (shown != mechanical.clocks.end()) mechanical.clocks.erase(shown);
}

std::string_view kind_of(const Norm& norm) {
  static constexpr std::array<std::string_view, 7> kKinds = {
      "forbid", "respond", "contain", "power", "permit", "deem", "disapply"};
  return kKinds.at(norm.content.index());
}

/// Notes what was said of acts and duties, and by which norms.
void note(const Monitor& monitor, Instant now, const Told& told, Seen& seen) {
  const Law& law = monitor.law();
  const auto add = [&](std::size_t norm, const std::string& what) {
    ++seen.kinds[std::string(kind_of(law.norms()[norm])) + " " + what];
    ++seen.norms[norm][what];
  };
  for (const VerdictView& view : monitor.verdicts(now)) {
    if (view.lifted_by.empty()) {
      add(view.norm, std::string(to_string(view.verdict)));
      if (view.too_late.value != 0) add(view.norm, "too late");
      continue;
    }
    add(view.norm, "lifted");
    for (const std::size_t special : law.versions(view.lifted_by)) add(special, "lifts");
  }
  for (const Folded& folded : monitor.history().all()) {
    for (const std::size_t norm : law.versions(folded.act.by_norm))
      add(norm, folded.superseded ? "effect undone" : "effect");
  }
  for (const std::string& clock : told.clocks) {
    const std::string_view state = std::string_view(clock).substr(clock.rfind(' ') + 1);
    const bool word = state == "waiting" || state == "void" || state == "still";
    ++seen.kinds["clock " + (word ? std::string(state) : "runs")];
  }
  seen.kinds["act void"] += told.voided.size();
}

/// Does what norms do at that moment, as the engine would.
void settle(Monitor& monitor, Instant now, std::uint64_t& entries) {
  for (int round = 0; round < kRoundsMax; ++round) {
    Effects effects = monitor.effects(now);
    if (effects.create.empty() && effects.supersede.empty()) return;
    for (const Sequence sequence : effects.supersede) monitor.supersede(sequence);
    for (Effect& effect : effects.create) {
      effect.act.sequence = Sequence::of(LogIndex{++entries}, 0);
      effect.act.recorded = now;
      effect.act.actor = effect.act.role = effect.act.generic_role = "engine";
      monitor.add(std::move(effect.act));
    }
  }
}

}  // namespace

std::string disagreement(const Law& law, const ZoneRules& zones, const Trial& trial, Seen* seen) {
  Monitor monitor(law, zones);
  std::uint64_t made_by_norms = 1000;
  PlainReading::FactsSince known;
  const auto compare = [&](Instant now) {
    settle(monitor, now, made_by_norms);
    std::vector<std::string> hidden;
    Told mechanical = told_by(monitor, now, hidden);
    Told plain = told_plainly(monitor, zones, known, now, seen);
    for (const std::string& clock : hidden) overlook(clock, mechanical, plain);
    if (seen != nullptr) note(monitor, now, mechanical, *seen);
    const std::string order = misplaced(monitor.history().all());
    if (mechanical == plain && order.empty()) return std::string();
    std::string text = order + "at " + lagrum::to_string(now) + "\n";
    list(text, "void ", mechanical.voided, plain.voided);
    list(text, "clock ", mechanical.clocks, plain.clocks);
    list(text, "effect ", mechanical.effects, plain.effects);
    list(text, "", mechanical.verdicts, plain.verdicts);
    return text;
  };
  Instant now{};
  for (const Act& act : trial.acts) {
    now = act.recorded;
    for (; known.size() < trial.facts.size() && trial.facts[known.size()].first <= act.sequence;) {
      const auto& [since, facts] = trial.facts[known.size()];
      monitor.state_facts(since, facts);
      known.emplace_back(since, facts);
    }
    monitor.add(act);
    if (std::string text = compare(now); !text.empty()) return text;
  }
  return compare(now + kLongAfter);
}

Trial shrunk(const Law& law, const ZoneRules& zones, Trial trial) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (std::size_t i = trial.acts.size(); i-- > 0;) {
      Trial fewer = trial;
      fewer.acts.erase(fewer.acts.begin() + static_cast<std::ptrdiff_t>(i));
      if (disagreement(law, zones, fewer).empty()) continue;
      trial = std::move(fewer);
      smaller = true;
    }
    for (std::size_t i = 0; i < trial.acts.size(); ++i) {
      const Context attributes = trial.acts[i].attributes;
      for (const auto& [name, value] : attributes.entries()) {
        Trial fewer = trial;
        fewer.acts[i].attributes.erase(name);
        if (!disagreement(law, zones, fewer).empty()) trial = std::move(fewer);
      }
      Trial plainer = trial;
      plainer.acts[i].party = PartyId();
      if (!trial.acts[i].party.str().empty() && !disagreement(law, zones, plainer).empty())
        trial = std::move(plainer);
    }
  }
  return trial;
}

std::string described(const Trial& trial) {
  std::string text;
  for (const auto& [since, facts] : trial.facts) {
    text += "facts from " + number_of(since) + ": " + to_string(Value(facts.case_data)) + "\n";
    for (const auto& [id, data] : facts.parties)
      text += "  party " + id + ": " + to_string(Value(data)) + "\n";
  }
  for (const Act& act : trial.acts) {
    text += number_of(act.sequence) + " " + lagrum::to_string(act.legal);
    if (act.recorded != act.legal) text += " (known " + lagrum::to_string(act.recorded) + ")";
    text += " " + act.type.str();
    if (!act.party.str().empty()) text += " party " + act.party.str();
    if (!act.regarding.empty()) text += " regarding " + act.regarding;
    if (!act.opens.empty()) text += " opens " + act.opens;
    if (act.of_act.value != 0) text += " by document " + number_of(act.of_act);
    text += " " + to_string(Value(act.attributes)) + "\n";
  }
  return text;
}

}  // namespace lagrum::law::plain
