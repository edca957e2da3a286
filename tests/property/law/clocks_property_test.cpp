// A clock of a law pack under random acts, beside one that is lived through act by act and day by
// day: starts, new starts, extensions, what stands still, what makes it void, rolls and counted
// days.
#include <gtest/gtest.h>

#include "law/monitor.h"
#include "property/calendar/day_simulator.h"
#include "support/seed.h"
#include "support/shared.h"

namespace lagrum::law {
namespace {

using calendar::DaySimulator;
using std::chrono::days;
using test::Chance;

constexpr std::size_t kStories = 50'000;
constexpr std::size_t kStoriesLong = 1'000'000;

/// What a clock of the pack differs by.
struct Variant {
  const char* length;
  const char* roll;
  const char* counted;
  const char* extension_from;
};
constexpr std::array kVariants = {Variant{"P3W", "se.vardag", "", "start"},
                                  Variant{"P2M", "se.vardag", "", "start"},
                                  Variant{"P10D", "none", "", "raw-end"},
                                  Variant{"P10D", "se.vardag", "", "rolled-end"},
                                  Variant{"P12D", "none", "se.arbetsdag", "start"},
                                  Variant{"P1.5M", "se.vardag", "", "start"},
                                  Variant{"P0D", "se.vardag", "", "start"}};

std::string pack(const Variant& variant) {
  std::string text =
      R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.p" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="a.start"/><act type="a.anew"/><act type="a.reopened"/><act type="a.fresh"/><act type="a.stop"/>
    <act type="a.go"/><act type="a.void"/><act type="a.longer"><with name="by" type="duration"/></act>
  </vocabulary>
  <clock id="xx.c" cite="XX 1 §" starts="a.start" kind="latest-act" length=")";
  text.append(variant.length).append("\" roll=\"").append(variant.roll).append("\"");
  if (*variant.counted != '\0') text.append(" days=\"").append(variant.counted).append("\"");
  text.append(R"(>
    <restart act="a.anew"/><restart act="a.reopened" always="true"/><restart act="a.fresh" always="true" fresh="true"/>
    <extend under="xx.longer" from=")");
  text.append(variant.extension_from).append(R"("/>
    <suspend from="a.stop" until="a.go"/>
    <void act="a.void"/>
  </clock>
  <norm id="xx.longer" cite="XX 2 §" rank="act" source="statute" mode="warn">
    <power act="a.longer" holder="authority" max="2" invalid="void" guarantee="warn"><not><reached clock="xx.c"/></not></power>
  </norm>
</law-pack>)");
  return text;
}

calendar::Calendar swedish() {
  const auto text = xml::Document::parse(
      test::read_bytes(LAGRUM_SOURCE_DIR "/workflows/law/se/calendar.xml"), "calendar.xml");
  Diagnostics diagnostics;
  return calendar::Calendar::load(text.value(), {}, diagnostics).value();
}

struct Deed {
  Date on;
  std::string type;
  std::int64_t by = 0;  ///< days
};

std::vector<Deed> some_deeds(Chance& chance) {
  constexpr std::array kTypes = {"a.anew", "a.reopened", "a.fresh", "a.stop",
                                 "a.go",   "a.longer",   "a.void",  "a.go"};
  const Date first = Date{std::chrono::year{2015} / 1 / 1} + days{chance.between(0, 7300)};
  std::vector<Deed> deeds = {{first, "a.start", 0}};
  Date on = first;
  for (int i = chance.between(0, 7); i > 0; --i) {
    on += days{chance.between(0, 25)};
    deeds.push_back({on, kTypes.at(chance.below(kTypes.size())), chance.between(1, 30)});
  }
  return deeds;
}

/// The clock as somebody would keep it in a diary.
class Diary {
 public:
  Diary(const Variant& variant, const calendar::Calendar& calendar)
      : calendar_(calendar), variant_(variant) {
    limit_.length = calendar::parse_period(variant.length).value();
    limit_.roll = std::string_view(variant.roll) == "none" ? "" : variant.roll;
    limit_.days = variant.counted;
  }

  void live(const std::vector<Deed>& deeds) {
    for (const Deed& deed : deeds) note(deed);
  }
  bool void_for_good() const { return void_; }
  DaySimulator::Lived now() const { return lived(); }

 private:
  DaySimulator::Lived lived() const {
    DaySimulator::Rules rules;
    if (!limit_.roll.empty())
      rules.rolls_to = [&](Date day) { return calendar_.in_set(limit_.roll, day); };
    if (!limit_.days.empty())
      rules.counts = [&](Date day) { return calendar_.in_set(limit_.days, day); };
    return DaySimulator(limit_, rules).live();
  }
  bool is_over(Date on) const {
    const DaySimulator::Lived found = lived();
    return !found.stands_still && on > found.due;
  }
  void begin(Date on) {
    limit_.start = on;
    void_ = false;
  }
  void note(const Deed& deed) {
    if (deed.type == "a.start") begin(deed.on);
    if (deed.type == "a.void" && !is_over(deed.on)) void_ = true;
    if (deed.type == "a.anew" && (void_ || !is_over(deed.on))) begin(deed.on);
    if (deed.type == "a.reopened") begin(deed.on);
    if (deed.type == "a.fresh") {
      begin(deed.on);
      limit_.extensions.clear();
      limit_.suspensions.clear();
    }
    if (deed.type == "a.longer" && (void_ || !is_over(deed.on)) && limit_.extensions.size() < 2) {
      const calendar::From from =
          std::string_view(variant_.extension_from) == "start"     ? calendar::From::kStart
          : std::string_view(variant_.extension_from) == "raw-end" ? calendar::From::kRawEnd
                                                                   : calendar::From::kRolledEnd;
      limit_.extensions.push_back(
          {{static_cast<std::int32_t>(deed.by), calendar::Unit::kDays}, from, ""});
    }
    const bool still = !limit_.suspensions.empty() && !limit_.suspensions.back().until;
    if (deed.type == "a.stop" && !still) limit_.suspensions.push_back({deed.on, std::nullopt, ""});
    if (deed.type == "a.go" && still) limit_.suspensions.back().until = deed.on;
  }

  const calendar::Calendar& calendar_;
  const Variant& variant_;
  calendar::TimeLimit limit_;
  bool void_ = false;
};

std::string shown(const Variant& variant, const std::vector<Deed>& deeds) {
  std::string text = std::string(variant.length) + " " + variant.roll + " " + variant.counted +
                     " " + variant.extension_from;
  for (const Deed& deed : deeds)
    text += "\n" + to_string(deed.on) + " " + deed.type + " " + std::to_string(deed.by);
  return text;
}

TEST(ClockProperty, EndsAsItIsLivedThrough) {
  const calendar::Calendar calendar = swedish();
  const auto zones = calendar::system_zone_rules();
  std::vector<Law> laws;
  for (const Variant& variant : kVariants) {
    Diagnostics diagnostics;
    const auto text = xml::Document::parse(pack(variant), "pack.xml");
    laws.push_back(Law::load({text.value()}, {"xx.p"}, calendar, diagnostics).value());
  }
  Chance chance;
  const std::size_t stories = test::repetitions(kStories, kStoriesLong);
  for (std::size_t run = 0; run < stories; ++run) {
    const std::size_t which = chance.below(kVariants.size());
    const Variant& variant = kVariants.at(which);
    const std::vector<Deed> deeds = some_deeds(chance);
    Monitor monitor(laws[which], *zones);
    std::uint64_t entry = 0;
    for (const Deed& deed : deeds) {
      Act act;
      act.type = ActType(deed.type);
      act.sequence = Sequence::of(LogIndex{++entry}, 0);
      act.legal = act.recorded = monitor.history().start_of(deed.on) + std::chrono::hours{10};
      act.actor = act.role = act.generic_role = "officer";
      if (deed.by != 0) act.attributes.set("by", Value(SecondsDuration{deed.by * 86400, 0}));
      monitor.record(std::move(act));
    }
    Diary diary(variant, calendar);
    diary.live(deeds);

    const Instant now = monitor.history().start_of(deeds.back().on) + std::chrono::hours{11};
    const std::vector<ClockView> clocks = monitor.clocks(now);

    ASSERT_EQ(clocks.size(), 1U);
    const DaySimulator::Lived lived = diary.now();
    const lifecycle::ClockPhase phase = clocks[0].phase;
    ASSERT_EQ(phase == lifecycle::ClockPhase::kVoid, diary.void_for_good())
        << shown(variant, deeds);
    if (diary.void_for_good()) continue;
    ASSERT_EQ(phase == lifecycle::ClockPhase::kSuspended, lived.stands_still)
        << shown(variant, deeds);
    if (lived.stands_still) continue;
    ASSERT_EQ(to_string(clocks[0].due), to_string(lived.due)) << shown(variant, deeds);
    ASSERT_EQ(to_string(clocks[0].raw_end), to_string(lived.raw_end)) << shown(variant, deeds);
  }
}

}  // namespace
}  // namespace lagrum::law
