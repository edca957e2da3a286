#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A pack with two acts, a group, a question, a clock and a norm, and what the test adds.
std::string pack(const std::string& vocabulary, const std::string& body) {
  return R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.test" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="thing.asked"><title xml:lang="en">Thing asked</title>
      <with name="on" type="date"/><with name="text" type="string"/></act>
    <act type="thing.done"><with name="text" type="string"/><with name="by" type="date"/></act>
    <group name="things" acts="thing.asked thing.done"><with name="shared" type="number"/></group>
    <data name="case.kind" type="string">Kind</data>
)" + vocabulary +
         R"(
  </vocabulary>
  <ask id="xx.ready" cite="XX 1 §" role="officer" default="no" per="case"/>
  <clock id="xx.week" cite="XX 2 §" starts="thing.asked" on="on" length="P1W" kind="latest-act" roll="se.vardag" group="weeks"/>
  <norm id="xx.first" cite="XX 3 §" rank="act" source="statute" mode="warn" sets="xx.set"><forbid act="thing.done"/></norm>
)" + body +
         "\n</law-pack>\n";
}

/// The line and column, in characters, of the first place in `text` where `part` stands.
Position place(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  Position position{"pack.xml", 1, 1};
  for (const char c : text.substr(0, at)) {
    if (c == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) {
      ++position.column;
    }
  }
  return position;
}

struct Loaded {
  Result<Law> law;
  Diagnostics diagnostics;
};

Loaded load(const std::vector<xml::Document>& packs, const std::vector<std::string>& named) {
  Diagnostics diagnostics;
  auto law = Law::load(packs, named, swedish_days(), diagnostics);
  return Loaded{std::move(law), std::move(diagnostics)};
}

Loaded load(const std::string& text) { return load({document(text)}, {"xx.test"}); }

/// One rule of the loader: text that it lets pass, the near one that it does not, and what it says
/// then.
struct Rule {
  const char* name;
  const char* good;
  const char* bad;
  const char* rule;
  const char* at;    ///< the diagnostic's place is where this stands in the bad pack
  const char* says;  ///< part of the message
  const char* provision;
  bool in_vocabulary = false;
};
void PrintTo(const Rule& rule, std::ostream* out) { *out << rule.name; }

class LoaderRule : public ::testing::TestWithParam<Rule> {
 protected:
  static std::string with(const char* fragment) {
    return GetParam().in_vocabulary ? pack(fragment, "") : pack("", fragment);
  }
};

TEST_P(LoaderRule, LetsTheGoodTextPass) {
  const Loaded loaded = load(with(GetParam().good));

  for (const Diagnostic& found : loaded.diagnostics.all()) ADD_FAILURE() << to_string(found);
  EXPECT_TRUE(loaded.law);
}

TEST_P(LoaderRule, NamesTheFaultOnceWithItsPlace) {
  const Rule& rule = GetParam();
  const std::string text = with(rule.bad);

  const Loaded loaded = load(text);

  EXPECT_FALSE(loaded.law);
  for (const Diagnostic& found : loaded.diagnostics.all()) SCOPED_TRACE(to_string(found));
  ASSERT_EQ(loaded.diagnostics.all().size(), 1U)
      << (loaded.diagnostics.all().empty() ? "" : to_string(loaded.diagnostics.all().back()));
  const Diagnostic& found = loaded.diagnostics.all()[0];
  EXPECT_EQ(found.rule, rule.rule);
  EXPECT_EQ(to_string(found.source), to_string(place(text, rule.at)));
  EXPECT_THAT(found.message, HasSubstr(rule.says));
  EXPECT_EQ(found.provision, rule.provision);
}

std::string name_of(const ::testing::TestParamInfo<Rule>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Vocabulary, LoaderRule,
    ::testing::Values(
        Rule{"GroupOfUnknownAct", R"(<group name="some" acts="thing.done"/>)",
             R"(<group name="some" acts="thing.dome"/>)", "unknown-act", "thing.dome",
             "found 'thing.dome' (did you mean 'thing.done'?)", "", true},
        Rule{"ActTwice", R"(<act type="thing.said"/>)", R"(<act type="thing.done"/>)",
             "duplicate-act", R"(<act type="thing.done"/>)", "'thing.done' twice", "", true},
        Rule{"GroupTwice", R"(<group name="other" acts="thing.done"/>)",
             R"(<group name="things" acts="thing.done"/>)", "duplicate-group",
             R"(<group name="things" acts="thing.done"/>)", "'things' twice", "", true},
        Rule{"UnknownMove", R"(<act type="a.b" moves="decided"/>)",
             R"(<act type="a.b" moves="desided"/>)", "unknown-move", "desided",
             "did you mean 'decided'?", "", true},
        Rule{"OnePartyInformed", R"(<act type="a.b" moves="informed"/>)",
             R"(<act type="a.b" moves="inform"/>)", "unknown-move", R"(inform"/>)",
             "did you mean 'informed'?", "", true},
        Rule{
            "MoveOnUnknownAttribute",
            R"(<act type="a.b" moves="decided" moves-when="told != null"><with name="told" type="date"/></act>)",
            R"(<act type="a.b" moves="decided" moves-when="tald != null"><with name="told" type="date"/></act>)",
            "expression", "tald", "did you mean 'told'?", "", true},
        Rule{"UnknownRole", R"(<act type="a.b" role="document"/>)",
             R"(<act type="a.b" role="dokument"/>)", "bad-value", "dokument",
             "did you mean 'document'?", "", true},
        Rule{"UnknownAttributeType", R"(<act type="a.b"><with name="x" type="person"/></act>)",
             R"(<act type="a.b"><with name="x" type="persson"/></act>)", "unknown-type", "persson",
             "did you mean 'person'?", "", true},
        Rule{"PastOfNoDate", R"(<act type="a.b"><with name="x" type="date" past="true"/></act>)",
             R"(<act type="a.b"><with name="x" type="string" past="true"/></act>)", "past",
             R"(true"/></act>)", "expected the type date", "", true},
        Rule{"BuiltInAttribute", R"(<act type="a.b"><with name="party" type="party"/></act>)",
             R"(<act type="a.b"><with name="actor" type="person"/></act>)", "built-in-attribute",
             R"(actor" type="person")", "found 'actor'", "", true},
        Rule{"UnknownDataType", R"(<data name="case.x" type="number"/>)",
             R"(<data name="case.x" type="numbre"/>)", "unknown-type", "numbre", "number", "",
             true},
        Rule{"DataOfNobody", R"(<data name="party.x" type="number"/>)",
             R"(<data name="court.x" type="number"/>)", "data-owner", "court.x",
             "begins with case. or party., found 'court.x'", "", true}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Asks, LoaderRule,
    ::testing::Values(Rule{"AskTwice",
                           R"(<ask id="xx.other" cite="XX 9 §" role="officer" default="no"/>)",
                           R"(<ask id="xx.ready" cite="XX 9 §" role="officer" default="no"/>)",
                           "duplicate-ask", R"(<ask id="xx.ready" cite="XX 9 §")",
                           "'xx.ready' twice", "XX 9 §"},
                      Rule{"AskPerUnknown",
                           R"(<ask id="xx.other" cite="XX 9 §" role="officer" per="thing.done"/>)",
                           R"(<ask id="xx.other" cite="XX 9 §" role="officer" per="thing.dun"/>)",
                           "unknown-per", "thing.dun", "did you mean 'thing.done'?", "XX 9 §"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Clocks, LoaderRule,
    ::testing::Values(
        Rule{
            "StartedByUnknownAct",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.don" length="P1D" kind="latest-act"/>)",
            "unknown-act", R"(thing.don")", "did you mean 'thing.done'?", "XX 9 §"},
        Rule{
            "WithoutStart",
            R"(<clock id="xx.c" cite="XX 9 §" length="P1D" kind="latest-act"><start act="thing.done"/></clock>)",
            R"(<clock id="xx.c" cite="XX 9 §" length="P1D" kind="latest-act"></clock>)",
            "clock-start", R"(<clock id="xx.c")", "expected acts that start the clock", "XX 9 §"},
        Rule{
            "WithTwoStarts",
            R"(<clock id="xx.c" cite="XX 9 §" after="weeks" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" after="weeks" starts="thing.done" length="P1D" kind="latest-act"/>)",
            "clock-start", R"(<clock id="xx.c")", "and not both", "XX 9 §"},
        Rule{"AfterUnknownClock",
             R"(<clock id="xx.c" cite="XX 9 §" after="xx.week" length="P1D" kind="latest-act"/>)",
             R"(<clock id="xx.c" cite="XX 9 §" after="xx.weak" length="P1D" kind="latest-act"/>)",
             "unknown-clock", "xx.weak", "did you mean 'xx.week'?", "XX 9 §"},
        Rule{
            "AfterItself",
            R"(<clock id="xx.c" cite="XX 9 §" after="weeks" group="weeks" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" after="xx.c" group="weeks" length="P1D" kind="latest-act"/>)",
            "clock-cycle", R"(xx.c" group)", "'xx.c': expected clocks that wait for others",
            "XX 9 §"},
        Rule{
            "AfterOneAnother",
            R"(<clock id="xx.c" cite="XX 9 §" after="xx.d" length="P1D" kind="latest-act"/><clock id="xx.d" cite="XX 10 §" after="xx.week" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" after="xx.d" length="P1D" kind="latest-act"/><clock id="xx.d" cite="XX 10 §" after="xx.c" length="P1D" kind="latest-act"/>)",
            "clock-cycle", R"(xx.d" length)", "found one that waits for itself", "XX 9 §"},
        Rule{
            "OverridingOneAnother",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" overrides="xx.d" length="P1D" kind="latest-act"/><clock id="xx.d" cite="XX 10 §" starts="thing.done" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" overrides="xx.d" length="P1D" kind="latest-act"/><clock id="xx.d" cite="XX 10 §" starts="thing.done" overrides="xx.c" length="P1D" kind="latest-act"/>)",
            "clock-cycle", R"(xx.d" length)", "found one that waits for itself", "XX 9 §"},
        Rule{
            "LengthWithoutP",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P3W" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="3W" kind="latest-act"/>)",
            "bad-period", R"(3W")", "expected", "XX 9 §"},
        Rule{
            "UnknownKind",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="deemed-event"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="demed-event"/>)",
            "bad-value", "demed-event", "deemed-event", "XX 9 §"},
        Rule{
            "UnknownRoll",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act" roll="none"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act" roll="se.vardagg"/>)",
            "unknown-day-set", "se.vardagg", "did you mean 'se.vardag'?", "XX 9 §"},
        Rule{
            "UnknownDays",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act" days="se.arbetsdag"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act" days="se.arbetsdax"/>)",
            "unknown-day-set", "se.arbetsdax", "did you mean 'se.arbetsdag'?", "XX 9 §"},
        Rule{
            "OnNoDate",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" on="by" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" on="text" length="P1D" kind="latest-act"/>)",
            "unknown-attribute", R"(text" length="P1D")", "expected a date attribute", "XX 9 §"},
        Rule{
            "ValidFromNoDay",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" valid-from="2026-02-28" length="P1D" kind="latest-act"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" valid-from="2026-02-30" length="P1D" kind="latest-act"/>)",
            "bad-date", "2026-02-30", "found '2026-02-30'", "XX 9 §"},
        Rule{
            "ExtendedFromNowhere",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act"><extend under="xx.first" from="raw-end"/></clock>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act"><extend under="xx.first" from="row-end"/></clock>)",
            "bad-value", "row-end", "did you mean 'raw-end'?", "XX 9 §"},
        Rule{
            "ExtendedUnderUnknownNorm",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act"><extend under="xx.first"/></clock>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act"><extend under="xx.frist"/></clock>)",
            "unknown-norm", "xx.frist", "did you mean 'xx.first'?", "XX 9 §"},
        Rule{
            "VersionsApart",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act" valid-to="2025-12-31"/><clock id="xx.c" cite="XX 10 §" starts="thing.done" length="P2D" kind="latest-act" valid-from="2026-01-01"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.done" length="P1D" kind="latest-act" valid-to="2026-01-01"/><clock id="xx.c" cite="XX 10 §" starts="thing.done" length="P2D" kind="latest-act" valid-from="2026-01-01"/>)",
            "overlapping-versions", R"(<clock id="xx.c" cite="XX 10 §")", "'xx.c'", "XX 10 §"}),
    name_of);

/// Clocks that come one after another, `count` of them behind the pack's own.
std::string clocks_in_a_row(std::size_t count) {
  std::string clocks;
  std::string before = "xx.week";
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string id = "xx.row" + std::to_string(i);
    clocks += "<clock id=\"" + id + "\" cite=\"XX 9 §\" after=\"" + before +
              "\" length=\"P1D\" kind=\"latest-act\"/>\n";
    before = id;
  }
  return clocks;
}

TEST(Loader, TakesAsManyClocksInARowAsCanBeFollowed) {
  const Loaded loaded = load(pack("", clocks_in_a_row(kClockChainMax)));

  EXPECT_TRUE(loaded.law);
}

TEST(Loader, RefusesClocksInALongerRow) {
  const Loaded loaded = load(pack("", clocks_in_a_row(kClockChainMax + 1)));

  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].rule, "clock-chain");
  EXPECT_THAT(loaded.diagnostics.all()[0].message,
              HasSubstr("'xx.row9': expected at most 8 clocks"));
}

#define NORM(attributes, content)                                                             \
  "<norm id=\"xx.n\" cite=\"XX 9 §\" rank=\"act\" source=\"statute\" " attributes ">" content \
  "</norm>"

INSTANTIATE_TEST_SUITE_P(
    Norms, LoaderRule,
    ::testing::Values(
        Rule{"ForbidsUnknownAct", NORM("mode='warn'", "<forbid act='thing.done'/>"),
             NORM("mode='warn'", "<forbid act='thng.done'/>"), "unknown-act", "thng.done",
             "did you mean 'thing.done'?", "XX 9 §"},
        Rule{"ForbidsUnknownGroup", NORM("mode='warn'", "<forbid act='things'/>"),
             NORM("mode='warn'", "<forbid act='thinks'/>"), "unknown-act", "thinks",
             "did you mean 'things'?", "XX 9 §"},
        Rule{"SecondOfTwoActs", NORM("mode='warn'", "<forbid act='thing.done thing.asked'/>"),
             NORM("mode='warn'", "<forbid act='thing.done thing.akked'/>"), "unknown-act",
             "thing.done thing.akked", "did you mean 'thing.asked'?", "XX 9 §"},
        Rule{"PerUnknown", NORM("mode='warn' per='party things'", "<forbid act='thing.done'/>"),
             NORM("mode='warn' per='parti'", "<forbid act='thing.done'/>"), "unknown-per", "parti'",
             "did you mean 'party'?", "XX 9 §"},
        Rule{"UnknownMode", NORM("mode='observe'", "<forbid act='thing.done'/>"),
             NORM("mode='observed'", "<forbid act='thing.done'/>"), "bad-value", "observed",
             "expected one of off, observe, warn, enforce", "XX 9 §"},
        Rule{"UnknownGuarantee",
             NORM("mode='warn'", "<forbid act='thing.done' guarantee='block'/>"),
             NORM("mode='warn'", "<forbid act='thing.done' guarantee='blok'/>"), "bad-value",
             "blok", "did you mean 'block'?", "XX 9 §"},
        Rule{"UnknownInvalid", NORM("mode='warn'", "<forbid act='thing.done' invalid='voidable'/>"),
             NORM("mode='warn'", "<forbid act='thing.done' invalid='voidible'/>"), "bad-value",
             "voidible", "did you mean 'voidable'?", "XX 9 §"},
        Rule{"MaxOfZero", NORM("mode='warn'", "<power act='thing.done' holder='party' max='1'/>"),
             NORM("mode='warn'", "<power act='thing.done' holder='party' max='0'/>"), "bad-value",
             "0'/>", "expected a number from 1", "XX 9 §"},
        Rule{"MaxNoNumber",
             NORM("mode='warn'", "<power act='thing.done' holder='party' max='12'/>"),
             NORM("mode='warn'", "<power act='thing.done' holder='party' max='1x'/>"), "bad-value",
             "1x", "found '1x'", "XX 9 §"},
        Rule{"ValidToNoDay",
             NORM("mode='warn' valid-to='2028-02-29'", "<forbid act='thing.done'/>"),
             NORM("mode='warn' valid-to='2027-02-29'", "<forbid act='thing.done'/>"), "bad-date",
             "2027-02-29", "found '2027-02-29'", "XX 9 §"},
        Rule{"TwoContents", NORM("mode='warn'", "<forbid act='thing.done'/>"),
             NORM("mode='warn'", "<forbid act='thing.done'/><forbid act='thing.asked'/>"),
             "norm-content", "<norm id=\"xx.n\"", "expected one content", "XX 9 §"},
        Rule{"NoContent", NORM("mode='warn'", "<disapply/>"), NORM("mode='warn'", ""),
             "norm-content", "<norm id=\"xx.n\"", "found 0", "XX 9 §"},
        Rule{"DutyThatWouldBlock",
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done' promptly='P3D'/>"),
             NORM("mode='enforce'", "<respond to='thing.asked' with='thing.done' promptly='P3D'/>"),
             "enforce-duty", "<respond to", "expected mode warn or observe", "XX 9 §"},
        Rule{"DutyWithoutTime",
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done' within='xx.week'/>"),
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done'/>"), "respond-time",
             "<respond to", "expected within or promptly", "XX 9 §"},
        Rule{"ContainFromUnknownAct",
             NORM("mode='warn'",
                  "<contain act='thing.done' from='thing.asked' guarantee='warn'>"
                  "<field name='text' is='trigger.text'/></contain>"),
             NORM("mode='warn'",
                  "<contain act='thing.done' from='thing.ask' guarantee='warn'>"
                  "<field name='text'/></contain>"),
             "unknown-act", "thing.ask'", "found 'thing.ask'", "XX 9 §"},
        Rule{"TestOfNothingThatFollows",
             NORM("mode='warn'",
                  "<forbid act='thing.done' guarantee='warn'><until>"
                  "<done act='thing.asked' without='thing.done' "
                  "without-when='text = trigger.text'/></until></forbid>"),
             NORM("mode='warn'",
                  "<forbid act='thing.done' guarantee='warn'><until>"
                  "<done act='thing.asked' without-when='text = null'/></until></forbid>"),
             "missing-attribute", "text = null", "expected acts in 'without'", "XX 9 §"},
        Rule{
            "HoursThatRoll",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.asked" length="PT24H" kind="latest-act" roll="none"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.asked" length="PT24H" kind="latest-act" roll="se.vardag"/>)",
            "hours", "PT24H", "expected a time in hours without roll, extend and suspend",
            "XX 9 §"},
        Rule{
            "StandingUntilNoDate",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.asked" length="P3W" kind="latest-act" roll="none"><suspend from="thing.done" until="thing.asked" until-on="by"/></clock>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.asked" length="P3W" kind="latest-act" roll="none"><suspend from="thing.done" until="thing.asked" until-on="text"/></clock>)",
            "unknown-attribute", "text\"/></clock>", "found 'text'", "XX 9 §"},
        Rule{
            "UnknownBasis",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.asked" length="P3W" kind="latest-act" roll="none" basis="agreed"/>)",
            R"(<clock id="xx.c" cite="XX 9 §" starts="thing.asked" length="P3W" kind="latest-act" roll="none" basis="promised"/>)",
            "bad-value", "promised", "found 'promised'", "XX 9 §"},
        Rule{"OuterWithoutLimit",
             NORM("mode='warn'",
                  "<respond to='thing.asked' with='thing.done' within='xx.week' "
                  "outer='weeks'/>"),
             NORM("mode='warn'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1W' "
                  "outer='weeks'/>"),
             "respond-outer", "weeks'", "expected a limit in 'within' before an outer one",
             "XX 9 §"},
        Rule{"DaysWithoutAlarmInDays",
             NORM("mode='warn'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1D' "
                  "days='se.arbetsdag'/>"),
             NORM("mode='warn'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1W' "
                  "days='se.arbetsdag'/>"),
             "respond-days", "se.arbetsdag", "expected promptly in days", "XX 9 §"},
        Rule{"UnknownTarget",
             NORM("mode='warn'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1D' "
                  "target='weeks'/>"),
             NORM("mode='warn'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1D' "
                  "target='weeeks'/>"),
             "unknown-clock", "weeeks", "found 'weeeks'", "XX 9 §"},
        Rule{"InTheMainMatterOfEachDecision",
             NORM("mode='warn' per='thing.asked'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1W' in='main'/>"),
             NORM("mode='warn' per='things'",
                  "<respond to='thing.asked' with='thing.done' promptly='P1W' in='main'/>"),
             "respond-in", "main'", "expected no 'in' of a duty that each decision has", "XX 9 §"},
        Rule{"FromAnotherActThanTheInstanceHangsOn",
             NORM("mode='warn' per='thing.asked'", "<forbid act='thing.done' from='thing.asked'/>"),
             NORM("mode='warn' per='thing.asked'", "<forbid act='thing.done' from='thing.done'/>"),
             "from-not-of-per", "thing.done'/>", "expected 'from' to name acts of 'per'", "XX 9 §"},
        Rule{"AlarmInHours",
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done' promptly='P3D'/>"),
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done' promptly='PT3H'/>"),
             "bad-period", "PT3H", "expected", "XX 9 §"},
        Rule{"WithinUnknownClock",
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done' within='weeks'/>"),
             NORM("mode='warn'", "<respond to='thing.asked' with='thing.done' within='xx.weeek'/>"),
             "unknown-clock", "xx.weeek", "did you mean 'xx.week'?", "XX 9 §"},
        Rule{"FieldOfAnotherAct",
             NORM("mode='warn'", "<contain act='thing.done'><field name='by'/></contain>"),
             NORM("mode='warn'", "<contain act='thing.done'><field name='on'/></contain>"),
             "unknown-attribute", "on'/>", "expected an attribute of the act, found 'on'",
             "XX 9 §"},
        Rule{"FieldOfItsGroup",
             NORM("mode='warn'", "<contain act='thing.done'><field name='shared'/></contain>"),
             NORM("mode='warn'", "<contain act='thing.done'><field name='shaired'/></contain>"),
             "unknown-attribute", "shaired", "did you mean 'shared'?", "XX 9 §"},
        Rule{
            "UnseenSourceThatBinds",
            R"(<norm id="xx.n" cite="XX 9 §" rank="act" source="unseen" mode="observe"><forbid act="thing.done"/></norm>)",
            R"(<norm id="xx.n" cite="XX 9 §" rank="act" source="unseen" mode="enforce"><forbid act="thing.done"/></norm>)",
            "unseen-source", R"(enforce"><forbid)", "whose text was not read, found 'enforce'",
            "XX 9 §"},
        Rule{
            "NoCitation",
            R"(<norm id="xx.n" cite="XX 9 §" rank="act" mode="warn"><forbid act="thing.done"/></norm>)",
            R"(<norm id="xx.n" cite="" rank="act" mode="warn"><forbid act="thing.done"/></norm>)",
            "missing-citation", R"(<norm id="xx.n")", "expected a citation for the norm 'xx.n'",
            ""},
        Rule{"OverrideWithoutReason",
             NORM("mode='warn' overrides='xx.first'",
                  "<reason xml:lang='en'>Special</reason><forbid act='thing.done'/>"),
             NORM("mode='warn' overrides='xx.first'", "<forbid act='thing.done'/>"),
             "missing-reason", "<norm id=\"xx.n\"", "expected a reason", "XX 9 §"},
        Rule{"OverrideOfUnknownNorm",
             NORM("mode='warn' overrides='xx.set'",
                  "<reason xml:lang='en'>Special</reason><forbid act='thing.done'/>"),
             NORM("mode='warn' overrides='xx.sett'",
                  "<reason xml:lang='en'>Special</reason><forbid act='thing.done'/>"),
             "unknown-norm", "xx.sett", "did you mean 'xx.set'?", "XX 9 §"},
        Rule{
            "VersionsApart",
            NORM(
                "mode='warn' valid-to='2025-12-31'",
                "<forbid act='thing.done'/>") R"(<norm id="xx.n" cite="XX 10 §" rank="act" mode="warn" valid-from="2026-01-01"><forbid act="thing.done"/></norm>)",
            NORM(
                "mode='warn'",
                "<forbid act='thing.done'/>") R"(<norm id="xx.n" cite="XX 10 §" rank="act" mode="warn" valid-from="2026-01-01"><forbid act="thing.done"/></norm>)",
            "overlapping-versions", R"(<norm id="xx.n" cite="XX 10 §")", "'xx.n'", "XX 10 §"}),
    name_of);

#define UNTIL(condition) \
  NORM("mode='warn'", "<forbid act='thing.done'><until>" condition "</until></forbid>")

INSTANTIATE_TEST_SUITE_P(
    Conditions, LoaderRule,
    ::testing::Values(
        Rule{"DoneUnknownAct", UNTIL("<done act='thing.asked'/>"),
             UNTIL("<done act='thing.axed'/>"), "unknown-act", "thing.axed",
             "did you mean 'thing.asked'?", "XX 9 §"},
        Rule{"DoneAfterUnknownAct", UNTIL("<done act='any' after='thing.asked'/>"),
             UNTIL("<done act='any' after='thing.aksed'/>"), "unknown-act", "thing.aksed",
             "did you mean 'thing.asked'?", "XX 9 §"},
        Rule{"DoneWithinUnknownClock", UNTIL("<done act='any' within='xx.week'/>"),
             UNTIL("<done act='any' within='xx.wek'/>"), "unknown-clock", "xx.wek'",
             "did you mean 'xx.week'?", "XX 9 §"},
        Rule{"GivenByUnknownClock", UNTIL("<given that='due(\"weeks\") = null'/>"),
             UNTIL("<given that='due(\"weaks\") = null'/>"), "unknown-clock", "due(\"weaks",
             "did you mean 'weeks'?", "XX 9 §"},
        Rule{"GivenByUnknownNorm", UNTIL("<given that='days late(\"xx.first\") = 0'/>"),
             UNTIL("<given that='days late(\"xx.frist\") = 0'/>"), "unknown-norm",
             "days late(\"xx.frist", "did you mean 'xx.first'?", "XX 9 §"},
        Rule{"GivenThatIsNoBoolean", UNTIL("<given that='case.kind = null'/>"),
             UNTIL("<given that='case.kind'/>"), "wrong-type", "case.kind'",
             "expected true or false, found string", "XX 9 §"},
        Rule{"ReachedUnknownClock", UNTIL("<reached clock='weeks'/>"),
             UNTIL("<reached clock='weaks'/>"), "unknown-clock", "weaks", "did you mean 'weeks'?",
             "XX 9 §"},
        Rule{"ReachedDateOfUnknownAct", UNTIL("<reached date='thing.asked.on'/>"),
             UNTIL("<reached date='thing.aked.on'/>"), "unknown-act", "thing.aked.on",
             "did you mean 'thing.asked'?", "XX 9 §"},
        Rule{"ReachedUnknownDate", UNTIL("<reached date='act.by'/>"),
             UNTIL("<reached date='act.bi'/>"), "unknown-attribute", "act.bi", "did you mean 'by'?",
             "XX 9 §"},
        Rule{"ReachedTextAsDate", UNTIL("<reached date='thing.asked.on'/>"),
             UNTIL("<reached date='thing.asked.text'/>"), "unknown-attribute", "thing.asked.text",
             "expected a date attribute", "XX 9 §"},
        Rule{"ReachedPathWithoutAct", UNTIL("<reached date='thing.asked.on'/>"),
             UNTIL("<reached date='on'/>"), "bad-date-path", "on'/>", "expected a clock, or a date",
             "XX 9 §"},
        Rule{"ReachedNothing", UNTIL("<reached clock='xx.week'/>"), UNTIL("<reached/>"),
             "bad-date-path", "<reached/>", "expected a clock, or a date", "XX 9 §"},
        Rule{"JudgedUnknownAsk", UNTIL("<judged ask='xx.ready'/>"),
             UNTIL("<judged ask='xx.redy'/>"), "unknown-ask", "xx.redy", "did you mean 'xx.ready'?",
             "XX 9 §"},
        Rule{"JudgedUnknownAnswer", UNTIL("<judged ask='xx.ready' answer='any'/>"),
             UNTIL("<judged ask='xx.ready' answer='eny'/>"), "bad-value", "eny",
             "did you mean 'any'?", "XX 9 §"},
        Rule{"VerdictOfUnknownNorm", UNTIL("<verdict norm='xx.first' is='violated'/>"),
             UNTIL("<verdict norm='xx.fist' is='violated'/>"), "unknown-norm", "xx.fist",
             "did you mean 'xx.first'?", "XX 9 §"},
        Rule{"VerdictOfItself", UNTIL("<verdict norm='xx.first' is='violated'/>"),
             UNTIL("<verdict norm='xx.n' is='violated'/>"), "verdict-cycle", "<norm id=\"xx.n\"",
             "found one that asks for its own", "XX 9 §"},
        Rule{"UnknownVerdict", UNTIL("<verdict norm='xx.first' is='lapsed'/>"),
             UNTIL("<verdict norm='xx.first' is='elapsed'/>"), "bad-value", "elapsed",
             "did you mean 'lapsed'?", "XX 9 §"},
        Rule{"FaultInsideAllAnyNot",
             UNTIL("<all><any><not><done act='thing.asked'/></not></any></all>"),
             UNTIL("<all><any><not><done act='thing.acked'/></not></any></all>"), "unknown-act",
             "thing.acked", "did you mean 'thing.asked'?", "XX 9 §"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Expressions, LoaderRule,
    ::testing::Values(
        Rule{"WhenOnUnknownName",
             NORM("mode='warn'", R"(<forbid act="thing.done" when='shared > 2 and text = "a"'/>)"),
             NORM("mode='warn'", R"(<forbid act="thing.done" when='shared > 2 and txt = "a"'/>)"),
             "expression", "txt = ", "did you mean 'text'?", "XX 9 §"},
        Rule{"WhereOnUnknownData",
             NORM("mode='warn'", R"(<forbid act="thing.done"/><where that='case.kind = "a"'/>)"),
             NORM("mode='warn'", R"(<forbid act="thing.done"/><where that='case.kin = "a"'/>)"),
             "expression", "kin = ", "did you mean 'kind'?", "XX 9 §"},
        Rule{"WhereOnAPlainName",
             NORM("mode='warn'", R"(<forbid act="thing.done"/><where that='act.text = "a"'/>)"),
             NORM("mode='warn'", R"(<forbid act="thing.done"/><where that='text = "a"'/>)"),
             "expression", R"(text = "a"'/>)", "text", "XX 9 §"},
        Rule{"ExpressionCutShort", UNTIL("<given that='act.text = null'/>"),
             UNTIL("<given that='act.text ='/>"), "expression", "'/></until>", "expected",
             "XX 9 §"},
        Rule{"FieldOnUnknownName",
             NORM("mode='warn'",
                  "<contain act='thing.done'><field name='by' when='shared > 1'/></contain>"),
             NORM("mode='warn'",
                  "<contain act='thing.done'><field name='by' when='shaved > 1'/></contain>"),
             "expression", "shaved", "did you mean 'shared'?", "XX 9 §"}),
    name_of);

// --- packs together

TEST(LoaderPacks, NameAnUnknownPackAtTheUseOfIt) {
  const std::string text =
      R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.test" version="1" calendar="se" uses="xx.othr"/>)";
  const std::string other =
      R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.other" version="1" calendar="se"/>)";

  const Loaded loaded = load({document(text), document(other, "other.xml")}, {"xx.test"});

  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].rule, "unknown-pack");
  EXPECT_EQ(loaded.diagnostics.all()[0].source, place(text, "xx.othr"));
  EXPECT_THAT(loaded.diagnostics.all()[0].message, HasSubstr("did you mean 'xx.other'?"));
}

TEST(LoaderPacks, NameAnUnknownPackThatTheWorkflowNames) {
  const Loaded loaded = load({document(pack("", ""))}, {"xx.tset"});

  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].rule, "unknown-pack");
  EXPECT_THAT(loaded.diagnostics.all()[0].message,
              HasSubstr("found 'xx.tset' (did you mean 'xx.test'?)"));
}

TEST(LoaderPacks, AreEachLoadedOnce) {
  const std::string text = pack("", "");

  EXPECT_TRUE(load({document(text)}, {"xx.test", "xx.test"}).law);
  const Loaded twice = load({document(text), document(text, "copy.xml")}, {"xx.test"});
  ASSERT_EQ(twice.diagnostics.all().size(), 1U);
  EXPECT_EQ(twice.diagnostics.all()[0].rule, "duplicate-pack");
  EXPECT_EQ(to_string(twice.diagnostics.all()[0].source), "copy.xml:1:1");
}

TEST(LoaderPacks, MustBeLawPacks) {
  const Loaded loaded = load(
      {document(pack("", "")), document("<law-pack id='xx.test'/>", "other.xml")}, {"xx.test"});

  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].rule, "not-a-law-pack");
  EXPECT_EQ(loaded.diagnostics.all()[0].source.file, "other.xml");
}

TEST(LoaderPacks, LendTheirActsAsksAndClocksButNotTheirNorms) {
  const std::string special =
      R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.special" version="1" calendar="se" uses="xx.test">
  <norm id="xx.s" cite="XX 20 §" rank="act" source="statute" mode="warn"><forbid act="things"><until><judged ask="xx.ready"/></until></forbid></norm>
</law-pack>)";

  const Loaded loaded =
      load({document(pack("", "")), document(special, "special.xml")}, {"xx.special"});

  ASSERT_TRUE(loaded.law) << to_string(loaded.law.error());
  ASSERT_EQ(loaded.law->norms().size(), 1U);
  EXPECT_EQ(loaded.law->norms()[0].id, "xx.s");
  EXPECT_THAT(loaded.law->clocks_named("xx.week"), ElementsAre(0U));
  EXPECT_THAT(loaded.law->clocks_named("weeks"), ElementsAre(0U));
  EXPECT_THAT(loaded.law->clocks_named(""), IsEmpty());
  EXPECT_THAT(loaded.law->index(ActType("thing.asked")).judged_by, ElementsAre(0U));
}

TEST(LoaderPacks, SayWhatTheyAre) {
  const std::string text = "<!-- A pack -->\n" + pack("", "");

  const Loaded loaded = load(text);

  ASSERT_TRUE(loaded.law);
  const PackInfo& info = loaded.law->packs().at(0);
  EXPECT_EQ(info.id, "xx.test");
  EXPECT_EQ(info.calendar, "se");
  EXPECT_EQ(info.digest, hex(as_bytes(sha256(text))));
}

// --- what only warns

TEST(LoaderWarning, TellsOfAnOverrideThatOnlyObserves) {
  const std::string text =
      pack("", NORM("mode='observe' overrides='xx.first'",
                    "<reason xml:lang='en'>Special</reason><forbid act='thing.done'/>"));

  const Loaded loaded = load(text);

  EXPECT_TRUE(loaded.law);
  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].severity, Severity::kWarning);
  EXPECT_EQ(loaded.diagnostics.all()[0].rule, "idle-override");
  EXPECT_EQ(loaded.diagnostics.all()[0].source, place(text, "xx.first'"));
}

// --- what has been read

TEST(LoadedLaw, KnowsWhatEachActIsToItsNorms) {
  const Loaded loaded = load(
      pack("", NORM("mode='warn' per='party'",
                    "<respond to='thing.asked' with='thing.done' promptly='P1D' lapses='any'/>")));
  ASSERT_TRUE(loaded.law);

  const Law::ActIndex& asked = loaded.law->index(ActType("thing.asked"));
  const Law::ActIndex& done = loaded.law->index(ActType("thing.done"));

  EXPECT_THAT(asked.opens, ElementsAre(1U));
  EXPECT_THAT(asked.lapses, ElementsAre(1U));
  EXPECT_THAT(done.fulfils, ElementsAre(1U));
  EXPECT_THAT(done.judged_by, ElementsAre(0U));
  EXPECT_TRUE(done.needs_party);
  EXPECT_THAT(loaded.law->index(ActType("never.heard")).judged_by, IsEmpty());
}

TEST(LoadedLaw, GivesAnActItsTitleOrItsName) {
  const Loaded loaded = load(pack("", ""));
  ASSERT_TRUE(loaded.law);

  EXPECT_EQ(title_of(*loaded.law, ActType("thing.asked"), Language::kEnglish), "Thing asked");
  EXPECT_EQ(title_of(*loaded.law, ActType("thing.done"), Language::kEnglish), "thing.done");
}

TEST(LoadedLaw, MovesTheMatterOnlyWhenItsConditionHolds) {
  const Loaded loaded = load(pack(
      R"(<act type="told" moves="informed" moves-when="on != null"><with name="on" type="date"/></act>)",
      ""));
  ASSERT_TRUE(loaded.law);
  Act act;
  act.type = ActType("told");

  EXPECT_EQ(loaded.law->moves(act), "");
  act.attributes.set("on", Value(day("2026-03-02")));
  EXPECT_EQ(loaded.law->moves(act), "informed");
}

TEST(LoadedLaw, PassesOverNormsThatAreOff) {
  const Loaded loaded = load(pack("", NORM("mode='off'", "<forbid act='thing.asked'/>")));
  ASSERT_TRUE(loaded.law);

  EXPECT_THAT(loaded.law->index(ActType("thing.asked")).judged_by, IsEmpty());
}

TEST(LoadedLaw, AwaitsTheDatesThatNormsWaitFor) {
  const Loaded loaded = load(pack("", UNTIL("<reached date='thing.asked.on'/>")));
  ASSERT_TRUE(loaded.law);

  EXPECT_THAT(loaded.law->awaited_dates(), ElementsAre(::testing::Pair("thing.asked", "on")));
}

TEST(ShippedPacks, LoadWithoutAnyDiagnostic) {
  const Law law = shipped_law({"se.alcohol", "se.building", "se.municipal", "se.administrative"});

  EXPECT_EQ(law.packs().size(), 4U);
  for (const Norm& norm : law.norms()) {
    EXPECT_FALSE(norm.cite.empty()) << norm.id;
    EXPECT_EQ(norm.title.all().size(), kLanguages.size()) << norm.id;
    EXPECT_EQ(norm.summary.all().size(), kLanguages.size()) << norm.id;
  }
}

}  // namespace
}  // namespace lagrum::law
