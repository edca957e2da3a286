// Norms read twice: by the monitor, which folds acts as they come, and by a plain reading of the
// language, which looks the whole history over for each question. Both must say the same of every
// act, duty and time, after every act.
#include <gtest/gtest.h>

#include <array>
#include <iostream>

#include "property/law/random_pack.h"
#include "property/law/shipped_trial.h"
#include "unit/law/support.h"

namespace lagrum::law::plain {
namespace {

constexpr std::size_t kPacks = 150;
constexpr std::size_t kPacksMost = 2'000;  ///< until everything has been shown
constexpr std::size_t kPacksLong = 5'000;
constexpr std::size_t kTrialsOfAPack = 40;

/// The pack without norms and clocks, each on a line of its own, that the disagreement does not
/// need.
std::string fewer_lines(std::string pack, const calendar::Calendar& days, const ZoneRules& zones,
                        const Trial& trial) {
  for (std::size_t end = pack.rfind('\n'); end != std::string::npos && end > 0;) {
    const std::size_t begin = pack.rfind('\n', end - 1);
    if (begin == std::string::npos) break;
    std::string fewer = pack;
    fewer.erase(begin, end - begin);
    end = begin;
    if (!fewer.empty() && pack.compare(begin + 1, 5, "<norm") != 0 &&
        pack.compare(begin + 1, 6, "<clock") != 0)
      continue;
    Diagnostics diagnostics;
    const auto parsed = xml::Document::parse(fewer, "pack.xml");
    if (!parsed) continue;
    const auto law = Law::load({parsed.value()}, {"xx"}, days, diagnostics);
    if (law && !disagreement(*law, zones, trial).empty()) pack = std::move(fewer);
  }
  return pack.substr(pack.find("</vocabulary>"));
}

/// What trials of packs at random have to show, or they show nothing.
constexpr std::array kShown = {
    "act void",        "any fails",        "any holds",         "clock runs",
    "clock still",     "clock void",       "clock waiting",     "contain fulfilled",
    "contain lifted",  "contain violated", "deem effect",       "deem effect undone",
    "disapply lifts",  "done fails",       "done holds",        "forbid fulfilled",
    "forbid lifted",   "forbid violated",  "given fails",       "given holds",
    "judged fails",    "judged holds",     "not fails",         "not holds",
    "permit lifts",    "power fulfilled",  "power lifted",      "power violated",
    "reached fails",   "reached holds",    "respond fulfilled", "respond lapsed",
    "respond pending", "respond too late", "respond violated",  "respond not-applicable",
    "verdict fails",   "verdict holds"};

TEST(NormProperty, MonitorAndPlainReadingAgreeOnPacksAtRandom) {
  test::Chance chance;
  const auto zones = calendar::system_zone_rules();
  const calendar::Calendar days = swedish_days();
  Seen seen;
  const std::size_t packs = test::repetitions(kPacks, kPacksLong);
  const auto all_shown = [&] {
    return std::all_of(kShown.begin(), kShown.end(),
                       [&](const char* each) { return seen.kinds[each] > 0; });
  };
  for (std::size_t run = 0; run < packs || (run < kPacksMost && !all_shown()); ++run) {
    const std::string pack = random_pack(chance);
    Diagnostics diagnostics;
    const auto law = Law::load({document(pack)}, {"xx"}, days, diagnostics);
    ASSERT_TRUE(law.has_value()) << lagrum::to_string(diagnostics.all().front()) << "\n" << pack;
    for (std::size_t i = 0; i < kTrialsOfAPack; ++i) {
      const Trial trial = random_trial(chance, *zones);
      if (disagreement(*law, *zones, trial, &seen).empty()) continue;
      const Trial small = shrunk(*law, *zones, trial);
      FAIL() << disagreement(*law, *zones, small) << described(small)
             << fewer_lines(pack, days, *zones, small);
    }
  }
  for (const char* each : kShown) EXPECT_GT(seen.kinds[each], 0U) << each;
}

// --- shipped packs

constexpr std::array kPackFiles = {"administrative.xml", "municipal.xml",   "alcohol.xml",
                                   "building.xml",       "environment.xml", "flammables.xml",
                                   "public-places.xml",  "tobacco.xml"};
constexpr std::array kFieldsOfLaw = {"se.alcohol",    "se.building",      "se.environment",
                                     "se.flammables", "se.public-places", "se.tobacco"};
constexpr std::size_t kTrialsLeast = 2;  ///< towards a norm, and more until it has spoken
constexpr std::size_t kTrialsMost = 10;
constexpr std::size_t kTrialsMostLong = 1'000;

/// Whether a norm has spoken, and in both ways where it can.
bool has_spoken(const Norm& norm, const Census& census) {
  const auto any = [&](std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](const char* each) { return census.contains(each); });
  };
  if (std::holds_alternative<Deem>(norm.content)) return any({"effect"});
  if (std::holds_alternative<Permit>(norm.content) ||
      std::holds_alternative<Disapply>(norm.content))
    return any({"overrides"});
  if (std::holds_alternative<Respond>(norm.content))
    return any({"fulfilled"}) && any({"pending", "violated", "lapsed", "not-applicable"});
  const auto* forbid = std::get_if<Forbid>(&norm.content);
  const bool forever = forbid != nullptr && forbid->until.empty();  // what it judges breaks it
  return any({"violated", "lifted"}) && (forever || any({"fulfilled"}));
}

/// The norms towards which trials of this law are turned: those of its field, and a share of those
/// that all fields use.
std::vector<std::size_t> looked_at(const Law& law, std::size_t field) {
  std::vector<std::size_t> norms;
  std::size_t shared = 0;
  for (std::size_t norm = 0; norm < law.norms().size(); ++norm) {
    const bool own = law.norms()[norm].pack == kFieldsOfLaw.at(field);
    if (own || shared++ % kFieldsOfLaw.size() == field) norms.push_back(norm);
  }
  return norms;
}

TEST(NormProperty, MonitorAndPlainReadingAgreeOnShippedPacks) {
  test::Chance chance;
  const auto zones = calendar::system_zone_rules();
  std::vector<std::string> texts;
  for (const char* file : kPackFiles) texts.push_back(test::read_bytes(kPackFolder + file));
  const std::size_t most = test::repetitions(kTrialsMost, kTrialsMostLong);
  std::size_t trials = 0;
  std::size_t norms = 0;
  std::vector<std::string> silent;
  for (std::size_t field = 0; field < kFieldsOfLaw.size(); ++field) {
    const Law law = shipped_law({kFieldsOfLaw.at(field), "se.municipal", "se.administrative"});
    const ShippedTrials cases(law, texts);
    Seen seen;
    const std::vector<std::size_t> wanted = looked_at(law, field);
    const auto spoken = [&](std::size_t norm) {
      return has_spoken(law.norms()[norm], seen.norms[norm]);
    };
    for (const std::size_t norm : wanted) {
      for (std::size_t i = 0; i < kTrialsLeast || (i < most && !spoken(norm)); ++i) {
        const Trial trial = cases.trial(chance, *zones, norm);
        ++trials;
        if (disagreement(law, *zones, trial, &seen).empty()) continue;
        const Trial small = shrunk(law, *zones, trial);
        FAIL() << kFieldsOfLaw.at(field) << ", towards " << law.norms()[norm].id << "\n"
               << disagreement(law, *zones, small) << described(small);
      }
    }
    norms += wanted.size();
    for (const std::size_t norm : wanted) {
      if (!spoken(norm)) silent.push_back(law.norms()[norm].id);
    }
  }
  std::cout << trials << " trials; not heard in both ways: " << silent.size() << " of " << norms
            << " norms\n";
  // A short run hears most norms, a long one all.
  EXPECT_LE(silent.size(), test::long_run() ? 0 : norms / 4) << testing::PrintToString(silent);
}

}  // namespace
}  // namespace lagrum::law::plain
