// What a search might pass over and take for a proof: each with a workflow that the engine records
// a breach in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_house.h"

namespace lagrum::verify {
namespace {

using ::testing::HasSubstr;

std::string rule_of(const std::string& content, const std::string& id = "xx.n",
                    const std::string& more = "") {
  return "<norm id=\"" + id +
         R"(" cite="XX 1 §" rank="act" source="statute" review="none" mode="warn" )" + more +
         R"(><title xml:lang="en">N</title><summary xml:lang="en">S.</summary>)" + content +
         "</norm>";
}
std::string forbids(const std::string& act, const std::string& until,
                    const std::string& more = "") {
  return rule_of("<forbid act=\"" + act + "\" guarantee=\"warn\" " + more + "><until>" + until +
                 "</until></forbid>");
}
std::string deed(const std::string& type, const std::string& with = "") {
  return "<l:act type=\"" + type + "\" l:basis=\"XX 1 §\">" + with + "</l:act>";
}
std::string leads(const std::string& event, const std::string& target, const std::string& inside,
                  const std::string& more = "") {
  return "<transition event=\"" + event + "\" l:by=\"officer\" target=\"" + target + "\" " + more +
         ">" + inside + "</transition>";
}
std::string stage(const std::string& id, const std::string& inside) {
  return "<state id=\"" + id + "\">" + inside + "</state>";
}
const std::string kAskFirst = stage("a", leads("ask", "b", deed("act.asked")));
const std::string kDecideLast =
    stage("z", leads("decide", "end", deed("act.decided"))) + "<final id=\"end\"/>";
const std::string kToldBefore = forbids("act.decided", R"(<done act="act.told"/>)");

TEST(Unfollowed, GuardsMayAskForTheTime) {
  const auto chart = [](const std::string& guard) {
    return kAskFirst +
           stage("b", leads("tell", "z", deed("act.told")) +
                          leads("pass", "z", "", "cond='" + guard + "'")) +
           kDecideLast;
  };
  EXPECT_EQ(verdict_on(kToldBefore, chart(R"(today() > date("2030-01-01"))")), "refuted");
  EXPECT_EQ(verdict_on(kToldBefore, chart(R"(now() = null)")), "refuted");
  EXPECT_EQ(verdict_on(kToldBefore, chart("false")), "proved");
}

TEST(Unfollowed, SeveralAttributesMayLackAtOnce) {
  const std::string says_something =
      forbids("act.archived",
              R"(<not><done act="act.decided" when="outcome = null and reasons = null"/></not>)");
  const auto chart = [](const std::string& required) {
    return kAskFirst +
           stage("b", leads("decide", "c",
                            R"(<l:payload name="what" type="any"/>)"
                            R"(<l:payload name="why" type="any" required=")" +
                                required + R"("/>)" +
                                deed("act.decided",
                                     R"(<l:with name="outcome" expr="_event.data.what.name"/>)"
                                     R"(<l:with name="reasons" expr="_event.data.why"/>)"))) +
           stage("c", leads("archive", "end", deed("act.archived"))) + "<final id=\"end\"/>";
  };
  EXPECT_EQ(verdict_on(says_something, chart("false")), "refuted");
  EXPECT_EQ(verdict_on(says_something, chart("true")), "proved");
}

TEST(Unfollowed, AnEventMayNameTheMatter) {
  const auto chart = [](const std::string& regarding) {
    return kAskFirst +
           stage("b",
                 leads("tell", "z",
                       R"(<l:payload name="of" type="string"/>)" +
                           deed("act.told", "<l:with name=\"regarding\" " + regarding + "/>"))) +
           kDecideLast;
  };
  EXPECT_EQ(verdict_on(kToldBefore, chart(R"(expr="_event.data.of")")), "refuted");
  EXPECT_EQ(verdict_on(kToldBefore, chart(R"(expr="null")")), "proved");
}

TEST(Unfollowed, TextsMayBePutTogether) {
  const std::string never_bad =
      forbids("act.archived", R"(<not><done act="act.decided" when='outcome = "bad"'/></not>)");
  const auto chart = [](const std::string& expr) {
    return kAskFirst +
           stage("b",
                 leads("decide", "c",
                       R"(<l:payload name="outcome" type="string"/>)" +
                           deed("act.decided", "<l:with name=\"outcome\" expr='" + expr + "'/>"))) +
           stage("c", leads("archive", "end", deed("act.archived"))) + "<final id=\"end\"/>";
  };
  EXPECT_EQ(verdict_on(never_bad, chart(R"("b" + _event.data.outcome)")), "runtime-only");
  EXPECT_EQ(verdict_on(never_bad, chart(R"(if _event.data.outcome = "x" then "good" else "fair")")),
            "proved");
}

TEST(Unfollowed, AnExpressionMayReadAWholeAct) {
  const std::string by_name = rule_of(
      R"(<forbid act="act.decided" when='get value(act, "outcome") = "no"' guarantee="warn"/>)");
  const std::string chart =
      kAskFirst +
      stage("b", leads("decide", "end",
                       R"(<l:payload name="outcome" type="string"/>)" +
                           deed("act.decided", R"(<l:with name="outcome"/>)"))) +
      "<final id=\"end\"/>";
  const NormResult found = only(small_house(by_name, chart));
  EXPECT_EQ(verdict(found), "inconclusive");
  EXPECT_THAT(found.detail, HasSubstr("get value"));
}

TEST(Unfollowed, TheEngineDoesActsByItself) {
  const std::string untold =
      forbids("act.decided", R"(<not><done act="act.told"/></not>)") +
      rule_of(R"(<deem act="act.told" to="act.asked" on="trigger.legal_day"/>)", "xx.d");
  const std::string chart = kAskFirst + stage("b", leads("go", "z", "")) + kDecideLast;
  EXPECT_EQ(verdict_on(untold, chart), "refuted");

  const std::string of_none =
      forbids("act.decided", R"(<not><done act="act.told"/></not>)") +
      rule_of(R"(<deem act="act.told" to="act.ordered" on="trigger.legal_day"/>)", "xx.d");
  EXPECT_EQ(verdict_on(of_none, chart), "proved");
}

TEST(Unfollowed, TheLawMayChangeWhileACaseRuns) {
  const auto pack = [](const std::string& until) {
    return rule_of(R"(<forbid act="act.decided" guarantee="warn"/>)") +
           rule_of(R"(<reason xml:lang="en">R</reason><permit act="act.decided"/>)", "xx.p",
                   "overrides=\"xx.n\" " + until);
  };
  const std::string chart = kAskFirst + stage("b", leads("go", "z", "")) + kDecideLast;
  EXPECT_EQ(verdict_on(pack(""), chart), "gated");
  const NormResult found = only(small_house(pack("valid-to=\"2026-06-30\""), chart));
  EXPECT_EQ(verdict(found), "inconclusive");
  EXPECT_EQ(found.detail, "xx.p 2026-07-01");
  EXPECT_EQ(verdict_on(pack("valid-to=\"2026-06-30\" valid-by=\"case.begun\""), chart), "gated");
}

TEST(Unfollowed, ALawMayNameAPerson) {
  const std::string not_eva = rule_of(
      R"(<forbid act="act.decided" when='list contains(persons, "eva")' guarantee="warn"/>)");
  EXPECT_EQ(verdict_on(not_eva, kAskFirst + stage("b", leads("go", "z", "")) + kDecideLast),
            "refuted");
}

TEST(Unfollowed, AClockMayGoOnByItself) {
  const std::string clock =
      R"(<clock id="xx.stands" cite="XX 2 §" starts="act.asked" length="P4W" kind="latest-act" roll="none">)"
      R"(<title xml:lang="en">Stands</title><suspend from="act.ordered" until="act.told" {}>)"
      R"(<title xml:lang="en">Ground</title></suspend></clock>)";
  const auto with = [&](const std::string& more) {
    std::string text = clock;
    text.replace(text.find("{}"), 2, more);
    return text + forbids("act.decided", R"(<not><reached clock="xx.stands"/></not>)");
  };
  const std::string chart =
      stage("a", leads("ask", "z", deed("act.asked") + deed("act.ordered"))) + kDecideLast;
  EXPECT_EQ(verdict_on(with(R"(up-to="P1W")"), chart), "refuted");
  EXPECT_EQ(verdict_on(with(""), chart), "proved");
}

TEST(Unfollowed, SendsOfOneIdMayWaitWithOtherData) {
  const auto wait = [](const std::string& number) {
    return "<send event=\"later\" id=\"s\" delay=\"1d\"><param name=\"n\" expr=\"" + number +
           "\"/></send>";
  };
  const std::string chart =
      stage("a", leads("ask", "b", deed("act.asked") + wait("1") + wait("2"))) +
      stage("b", R"(<transition event="later" cond="_event.data.n = 2" target="z"/>)") +
      kDecideLast;
  EXPECT_EQ(verdict_on(kToldBefore, chart), "refuted");
}

// What a search did not come to is no way to meet a duty.
TEST(Unfollowed, ADutyIsNotMetBeyondTheBound) {
  const std::string duty =
      rule_of(R"(<respond to="act.asked" with="act.told" within="xx.weeks" persist="true"/>)");
  std::string chart = kAskFirst;
  for (const std::string id : {"b", "c", "d", "e", "f"})
    chart += stage(id, leads("go." + id, std::string(1, static_cast<char>(id[0] + 1)), "") +
                           leads("stay." + id, id, deed("act.drafted")));
  chart += stage("g", leads("go", "z", "")) + kDecideLast;
  const Workspace house = small_house(duty, chart);
  EXPECT_EQ(verdict(only(house)), "refuted");
  for (std::size_t most = 2; most < 12; ++most) {
    Options few;
    few.states_max = most;
    const NormResult found = check(house, WorkflowId("xx.small"), few).value().norms[0];
    EXPECT_THAT(verdict(found), ::testing::AnyOf("inconclusive", "refuted")) << most;
  }
}

}  // namespace
}  // namespace lagrum::verify
