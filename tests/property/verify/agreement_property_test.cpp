// The verifier's observer and the law's monitor are two readings of one language: on histories made
// at random both must say the same of each norm. The observer looks at one instance, chosen in
// every way; some choice finds a breach where and only where the monitor finds one.
#include <gtest/gtest.h>

#include <set>

#include "support/seed.h"
#include "unit/law/support.h"
#include "verify/observer.h"

namespace lagrum::verify {
namespace {

using law::Law;
using law::Monitor;

constexpr std::string_view kHead = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="asked"/>
    <act type="told"><with name="mark" type="string"/></act>
    <act type="added"><with name="mark" type="string"/></act>
    <act type="closed" />
    <act type="appealed" ended-by="withdrawn"/>
    <act type="withdrawn"/>
    <act type="decided"><with name="mark" type="string"/></act>
    <act type="judged" role="judgement" regards="case"><with name="ask" type="string"/><with name="answer" type="boolean"/></act>
    <data name="case.begun" type="date"/>
    <group name="decision" acts="decided"/>
  </vocabulary>
  <ask id="xx.ask" cite="XX 1" role="officer" default="no" per="case"/>
  <ask id="xx.each" cite="XX 1" role="officer" default="yes" per="decided"/>
  <clock id="xx.time" cite="XX 1" starts="asked" length="P2W" kind="latest-act"><restart act="added"/><void act="closed"/></clock>
  <clock id="xx.after" cite="XX 1" after="xx.time" length="P1W" kind="latest-act"/>
)xml";

struct Row {
  const char* name;
  const char* norm;        ///< its content
  const char* attributes;  ///< further ones of the norm
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

constexpr Row kRows[] = {
    {"Precedes",
     R"(<forbid act="decided" guarantee="block"><until><done act="told"/></until></forbid>)", ""},
    {"PrecedesByParty",
     R"(<forbid act="decided" guarantee="block"><until><done act="told"/></until></forbid>)",
     R"(per="party")"},
    {"Fresh",
     R"(<forbid act="decided" from="added" guarantee="block"><until><done act="told"/></until></forbid>)",
     R"(per="party")"},
    {"FreshOfAMark",
     R"(<forbid act="decided" from="added" guarantee="block"><until><done act="told" when="mark = trigger.mark"/></until></forbid>)",
     ""},
    {"OfTheSameMark",
     R"(<forbid act="decided" guarantee="block"><until><done act="told" when="mark = act.mark"/></until></forbid>)",
     ""},
    {"WhereMarked",
     R"(<forbid act="decided" when='mark = "a"' guarantee="block"><until><not><done act="added" when='mark != "b"'/></not></until></forbid>)",
     ""},
    {"After",
     R"(<forbid act="decided" guarantee="block"><until><done act="told" after="added"/></until></forbid>)",
     ""},
    {"Before",
     R"(<forbid act="decided" guarantee="block"><until><done act="told" before="added"/></until></forbid>)",
     ""},
    {"Without",
     R"(<forbid act="decided" guarantee="block"><until><done act="told" without="added"/></until></forbid>)",
     R"(per="party")"},
    {"WithoutForAll",
     R"(<forbid act="decided" guarantee="block"><until><not><done act="asked" without="told"/></not></until></forbid>)",
     ""},
    {"Either",
     R"(<forbid act="decided" guarantee="block"><until><any><done act="told"/><all><done act="asked"/><not><done act="closed"/></not></all></any></until></forbid>)",
     ""},
    {"Unless",
     R"(<forbid act="decided" from="added" guarantee="block"><until><done act="told"/></until></forbid><unless><judged ask="xx.ask"/></unless>)",
     ""},
    {"AskedEachTime",
     R"(<forbid act="decided" guarantee="block"><until><judged ask="xx.each" answer="no"/></until></forbid>)",
     ""},
    {"Anyhow",
     R"(<forbid act="decided" guarantee="block"><until><judged ask="xx.ask" answer="any"/></until></forbid>)",
     ""},
    {"Scope", R"(<where><done act="added"/></where><forbid act="decided" guarantee="block"/>)", ""},
    {"Reached",
     R"(<forbid act="decided" guarantee="block"><until><reached clock="xx.time"/></until></forbid>)",
     ""},
    {"NotReached",
     R"(<forbid act="decided" guarantee="block"><until><not><reached clock="xx.time"/></not></until></forbid>)",
     ""},
    {"Chained",
     R"(<forbid act="decided" guarantee="block"><until><reached clock="xx.after" every="true"/></until></forbid>)",
     ""},
    {"Carries", R"(<contain act="decided" guarantee="block"><field name="mark"/></contain>)", ""},
    {"Once",
     R"(<power act="appealed" holder="officer" max="1" guarantee="warn"><done act="decided"/></power>)",
     ""},
    {"Answers", R"(<respond to="asked" with="told" within="xx.time"/>)", ""},
    {"AnswersStill", R"(<respond to="asked" with="told" within="xx.time" persist="true"/>)", ""},
    {"AnswersOneByOne",
     R"(<respond to="asked" with="told" within="xx.time" persist="true" single="true"/>)",
     R"(per="asked")"},
    {"AnswersUnlessClosed",
     R"(<respond to="asked" with="decided" within="xx.time" lapses="closed"/>)", ""},
    {"AnswersWithAMark",
     R"(<respond to="asked" with="told" within="xx.time"><field name="mark"/></respond>)", ""},
    {"OfEachAppeal",
     R"(<forbid act="closed" guarantee="block"><until><done act="told"/></until></forbid>)",
     R"(per="appealed")"},
};

class Agreement : public testing::TestWithParam<Row> {};

Law law_with(const Row& row) {
  const std::string pack =
      std::string(kHead) +
      R"(<norm id="xx.n" cite="XX 1" rank="act" source="statute" mode="warn" )" + row.attributes +
      ">" + row.norm + "</norm></law-pack>";
  return law::law_of({law::document(pack)}, {"xx"}, law::swedish_days());
}

Context party_data(std::string_view id) {
  return Context{{"id", Value(id)}, {"role", Value("applicant")}};
}

/// An act at random; most are of the kinds that norms above speak of.
Act act_at_random(test::Chance& chance, std::uint64_t number, Date day, const Monitor& monitor) {
  static const std::vector<std::string> kTypes = {"asked",   "told",     "told",      "added",
                                                  "decided", "appealed", "withdrawn", "judged",
                                                  "closed",  "decided"};
  Act act;
  act.type = ActType(kTypes[chance.below(kTypes.size())]);
  act.sequence = Sequence::of(LogIndex{number}, 0);
  act.legal = act.recorded = monitor.history().start_of(day) + std::chrono::hours{10};
  act.actor = "anna-" + std::to_string(number);  // each act is a step of its own
  act.basis = "XX 1";
  const std::size_t party = chance.below(4);
  if (party < 2) act.party = PartyId(std::string(party == 0 ? kParty : kOtherParty));
  if (act.type.str() == "judged") {
    act.party = PartyId();
    act.attributes.set("ask", Value(chance.below(2) == 0 ? "xx.ask" : "xx.each"));
    act.attributes.set("answer", Value(chance.below(2) == 0));
  } else if (chance.below(3) != 0) {
    act.attributes.set("mark", Value(chance.below(2) == 0 ? "a" : "b"));
  }
  return act;
}

/// What the observer may know, and whether some choice has found a breach.
class Watcher {
 public:
  explicit Watcher(Observer& observer) : observer_(observer), states_{observer.initial()} {}

  void wait(const std::set<std::string>& reached, const law::Facts& facts) {
    for (bool more = true; more;) {
      more = false;
      std::set<Observer::State> after;
      for (const Observer::State& state : states_) {
        const std::vector<Move> moves = observer_.awaited(state);
        const auto due = std::find_if(moves.begin(), moves.end(), [&](const Move& move) {
          return reached.contains(move.event);
        });
        if (due == moves.end()) {
          after.insert(state);
          continue;
        }
        more = true;
        step(state, after, [&](Observer::State& to, Chooser& chooser) {
          return observer_.reach(to, *due, facts, chooser);
        });
      }
      states_ = std::move(after);
    }
  }

  void take(const Act& act, const law::Facts& facts) {
    std::set<Observer::State> after;
    for (const Observer::State& state : states_) {
      step(state, after, [&](Observer::State& to, Chooser& chooser) {
        return observer_.take(to, {act}, facts, chooser);
      });
    }
    states_ = std::move(after);
  }

  bool found() const { return found_; }

 private:
  template <class Work>
  void step(const Observer::State& from, std::set<Observer::State>& after, Work&& work) {
    Chooser chooser;
    do {
      Observer::State to = from;
      found_ = work(to, chooser).violated || found_;
      after.insert(std::move(to));
    } while (chooser.next());
  }

  Observer& observer_;
  std::set<Observer::State> states_;
  bool found_ = false;
};

bool breached(const Monitor& monitor, Instant now) {
  const std::vector<law::VerdictView> all = monitor.verdicts(now);
  return std::any_of(all.begin(), all.end(), [](const law::VerdictView& verdict) {
    const bool ours = verdict.party.empty() || verdict.party == kParty;
    return ours && verdict.verdict == law::Verdict::kViolated;
  });
}

TEST_P(Agreement, OfObserverAndMonitorOnHistoriesAtRandom) {
  test::Chance chance;
  const Law law = law_with(GetParam());
  const auto zones = calendar::system_zone_rules();
  std::size_t breaches = 0;
  constexpr std::size_t kHistories = 400;
  for (std::size_t history = 0; history < kHistories; ++history) {
    Monitor monitor(law, *zones);
    law::Facts facts;
    for (const std::string_view id : {kParty, kOtherParty})
      facts.parties.emplace(std::string(id), party_data(id));
    monitor.state_facts(Sequence{}, facts);
    Date day = law::day("2026-01-07");
    Aim aim;
    aim.begun = day;
    aim.party_role = "applicant";
    Observer observer(law, 0, aim);
    Watcher watcher(observer);
    std::string told;
    bool is = false;  // at some moment: what is breached stays so

    const int acts = chance.between(1, 9);
    for (int i = 0; i <= acts; ++i) {
      day += std::chrono::days{chance.between(0, 12)};
      const Instant now = monitor.history().start_of(day) + std::chrono::hours{10};
      std::set<std::string> reached;
      for (const law::ClockView& clock : monitor.clocks(now)) {
        const bool runs = clock.phase != lifecycle::ClockPhase::kWaiting &&
                          clock.phase != lifecycle::ClockPhase::kVoid;
        if (runs && clock.due < day)
          reached.insert("clock.expired." + law.clocks()[clock.clock].id);
      }
      watcher.wait(reached, facts);
      is = is || breached(monitor, now);
      if (i == acts) break;
      Act act = act_at_random(chance, static_cast<std::uint64_t>(i) + 1, day, monitor);
      told += to_string(day) + " " + act.type.str() + " " + act.party.str() + " " +
              to_string(Value(act.attributes)) + "\n";
      monitor.add(act);
      act.attributes.set("legal_day", Value(day));
      watcher.take(act, facts);
      is = is || breached(monitor, now);
    }

    breaches += is ? 1 : 0;
    ASSERT_EQ(watcher.found(), is) << told << "until " << to_string(day);
  }
  EXPECT_GT(breaches, 0U);
  EXPECT_LT(breaches, kHistories);
}

INSTANTIATE_TEST_SUITE_P(Norms, Agreement, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace lagrum::verify
