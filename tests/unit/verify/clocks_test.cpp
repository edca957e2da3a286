// What becomes of a clock that has several instances, goes with its act, or is lengthened.
#include <gtest/gtest.h>

#include "small_house.h"

namespace lagrum::verify {
namespace {

std::string titled(const std::string& opening, const std::string& inside) {
  return opening + R"(><title xml:lang="en">T</title>)" + inside;
}

/// A clock of two weeks.
std::string clock(const std::string& starts, const std::string& per, const std::string& more = "") {
  return titled(
             R"(<clock id="xx.two" cite="XX 3 §" length="P2W" kind="latest-act" roll="none" starts=")" +
                 starts + "\" " + (per.empty() ? "" : "per=\"" + per + "\""),
             more) +
         "</clock>";
}

/// Deciding is warned of until the clock is reached.
std::string waits(const std::string& of_clock = "", const std::string& of_norm = "",
                  const std::string& from = "") {
  return titled(
      R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute" )"
      R"(review="none" mode="warn" )" +
          of_norm,
      R"(<summary xml:lang="en">S.</summary><forbid act="act.decided" guarantee="warn" )" + from +
          R"(><until><reached clock="xx.two" )" + of_clock + "/></until></forbid></norm>");
}

std::string does(const std::string& event, const std::string& act, const std::string& target = "",
                 const std::string& with = "") {
  return "<transition event=\"" + event + "\" l:by=\"officer\" " +
         (target.empty() ? "" : "target=\"" + target + "\" ") + "><l:act type=\"" + act +
         "\" l:basis=\"XX 1 §\">" + with + "</l:act></transition>";
}
std::string state(const std::string& id, const std::string& inside) {
  return "<state id=\"" + id + "\">" + inside + "</state>";
}
const std::string kHears = R"(<transition event="clock.expired.xx.two" target="late"/>)";
const std::string kDecides = does("decide", "act.decided", "end");
const std::string kEnd = R"(<final id="end"/>)";

std::string of(const std::string& pack, const std::string& states) {
  return verdict(only(small_house(pack, states)));
}

TEST(ClockOfEachAct, MayEndForAnotherActThanTheOneLookedAt) {
  const std::string pack = clock("act.asked", "act.asked") + waits(R"(every="true")");
  const auto chart = [](const std::string& again) {
    return state("begin", does("ask", "act.asked", "open")) + state("open", again + kHears) +
           state("late", kDecides) + kEnd;
  };

  EXPECT_EQ(of(pack, chart("")), "proved");
  EXPECT_EQ(of(pack, chart(does("ask-again", "act.asked"))), "refuted");
}

TEST(ClockOfEachParty, MayEndForAnotherParty) {
  const auto hears = [](const std::string& who) {
    return does("hear", "act.heard", "open", "<l:with name=\"who\"" + who + "/>");
  };
  const auto chart = [](const std::string& begins) {
    return R"(<datamodel><data id="parties" l:type="list" expr="[]"/></datamodel>)" +
           state("begin", does("ask", "act.asked", "asked")) + state("asked", begins) +
           state("open", kHears) + state("late", kDecides) + kEnd;
  };
  const auto pack = [](const std::string& per) {
    return clock("act.heard", per) + waits("", "per=\"" + per + "\"", R"(from="act.asked")");
  };

  EXPECT_EQ(of(pack("party"), chart(hears(""))), "refuted");
  EXPECT_EQ(of(clock("act.heard", "") + waits("", "", R"(from="act.asked")"), chart(hears(""))),
            "proved");
}

TEST(ClockOfAnAct, IsGoneWhenTheActHasEnded) {
  const std::string pack = clock("act.permitted", "act.permitted") + waits();
  const auto chart = [](const std::string& then) {
    return state("begin", does("permit", "act.permitted", "open")) + state("open", kHears) +
           state("late", then + kDecides) + kEnd;
  };

  EXPECT_EQ(of(pack, chart("")), "proved");
  EXPECT_EQ(of(pack, chart(does("order", "act.ordered"))), "refuted");
}

TEST(ClockThatMayBeLengthened, MayRunAgainAfterItsEnd) {
  const std::string power = titled(
      R"(<norm id="xx.p" cite="XX 4 §" rank="act" valid-from="2020-01-01" source="statute" review="none" mode="observe")",
      R"(<summary xml:lang="en">S.</summary><power act="act.lengthened" holder="authority" invalid="breach-only" guarantee="warn"><given that="true"/></power></norm>)");
  const std::string pack = clock("act.asked", "", R"(<extend under="xx.p"/>)") + waits() + power;
  const auto chart = [](const std::string& when_late) {
    return state("begin", does("ask", "act.asked", "open")) +
           state("open", does("lengthen", "act.lengthened") + kHears) +
           state("late", when_late + kDecides) + kEnd;
  };

  EXPECT_EQ(of(pack, chart("")), "proved");
  EXPECT_EQ(of(pack, chart(does("lengthen", "act.lengthened"))), "refuted");
}

// What is refused is not done, so that it is never void either.
TEST(ActThatIsVoid, IsOnlyOneThatIsNotRefused) {
  const auto rule = [](const std::string& id, const std::string& mode, const std::string& guarantee,
                       const std::string& rest) {
    return titled(
        R"(<norm id=")" + id +
            R"(" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute" review="none" mode=")" +
            mode + "\"",
        R"(<summary xml:lang="en">S.</summary><forbid guarantee=")" + guarantee + "\" " + rest +
            "</forbid></norm>");
  };
  const auto pack = [&](const std::string& mode, const std::string& guarantee) {
    return rule("xx.n", "warn", "warn",
                R"(act="act.decided"><until><done act="act.told"/></until>)") +
           rule("xx.v", mode, guarantee,
                R"(act="act.told" invalid="void"><until><done act="act.filed"/></until>)");
  };
  const std::string chart =
      state("begin", does("file", "act.filed") + does("tell", "act.told", "told")) +
      state("told", kDecides) + kEnd;

  EXPECT_EQ(of(pack("enforce", "block"), chart), "proved");
  EXPECT_EQ(of(pack("warn", "warn"), chart), "refuted");
}

}  // namespace
}  // namespace lagrum::verify
