// For each check of a workflow itself one that is at fault and one near it that is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "small_house.h"

namespace lagrum::verify {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string goes(const std::string& event, const std::string& target, const std::string& more = "",
                 const std::string& inside = R"(<l:act type="act.told" l:basis="XX 1 §"/>)") {
  return "<transition " + (event.empty() ? "" : "event=\"" + event + "\" l:by=\"officer\" ") +
         (target.empty() ? "" : "target=\"" + target + "\" ") + more + ">" + inside +
         "</transition>";
}
std::string in(const std::string& id, const std::string& inside, const std::string& more = "") {
  return "<state id=\"" + id + "\" " + more + ">" + inside + "</state>";
}
const std::string kTask =
    R"(<onentry><l:task id="work" role="officer"><l:title xml:lang="en">Work</l:title></l:task></onentry>)";
const std::string kFinal = "<final id=\"end\"/>";

std::vector<Finding> findings(const std::string& states) {
  Options options;
  options.of = Options::Of::kStructure;
  return check(small_house("", states), WorkflowId("xx.small"), options).value().structure;
}

std::vector<Finding> of(const std::string& rule, const std::string& states) {
  std::vector<Finding> found = findings(states);
  std::erase_if(found, [&](const Finding& each) { return each.rule != rule; });
  return found;
}

std::string data(const std::string& id, const std::string& value) {
  return "<datamodel><data id=\"" + id + "\" l:type=\"boolean\" expr=\"" + value +
         "\"/></datamodel>";
}
std::string sets(const std::string& id, const std::string& value) {
  return "<assign location=\"" + id + "\" expr=\"" + value + "\"/>";
}

TEST(Structure, FindsStatesThatNoRunComesTo) {
  const std::string never = data("open", "false") +
                            in("a", goes("go", "b", "cond=\"open\"") + goes("end", "end")) +
                            in("b", goes("end", "end")) + kFinal;
  const std::string sometimes =
      data("open", "false") +
      in("a", goes("open", "", "", sets("open", "true")) + goes("go", "b", "cond=\"open\"")) +
      in("b", goes("end", "end")) + kFinal;

  ASSERT_THAT(of("unreachable-state", never), SizeIs(1));
  EXPECT_EQ(of("unreachable-state", never)[0].place, "b");
  EXPECT_EQ(of("unreachable-state", never)[0].severity, Severity::kError);
  EXPECT_GT(of("unreachable-state", never)[0].source.line, 0U);
  EXPECT_THAT(of("dead-transition", never), SizeIs(1));
  EXPECT_THAT(of("unreachable-state", sometimes), IsEmpty());
  EXPECT_THAT(of("dead-transition", sometimes), IsEmpty());
}

TEST(Structure, FindsWhereNothingMoreCanHappen) {
  const std::string stuck = data("open", "false") + in("a", goes("go", "b") + goes("end", "end")) +
                            in("b", goes("end", "end", "cond=\"open\"")) + kFinal;
  const std::string free = data("open", "true") + in("a", goes("go", "b") + goes("end", "end")) +
                           in("b", goes("end", "end", "cond=\"open\"")) + kFinal;

  const std::vector<Finding> found = of("deadlock", stuck);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].place, "b");
  EXPECT_EQ(found[0].severity, Severity::kError);
  ASSERT_THAT(found[0].run, SizeIs(2));
  EXPECT_EQ(found[0].run[1].event, "go");
  EXPECT_THAT(of("deadlock", free), IsEmpty());
}

TEST(Structure, FindsWhatGoesOnForEver) {
  const std::string round = in("a", goes("go", "b") + goes("end", "end")) +
                            in("b", goes("on", "c")) + in("c", goes("back", "b")) + kFinal;
  const std::string out = in("a", goes("go", "b") + goes("end", "end")) + in("b", goes("on", "c")) +
                          in("c", goes("back", "a")) + kFinal;

  ASSERT_THAT(of("never-final", round), SizeIs(1));
  EXPECT_THAT(of("never-final", round)[0].run, SizeIs(2));
  EXPECT_THAT(of("never-final", out), IsEmpty());
}

// What an unknown list decides may never come about: a person is to judge.
TEST(Structure, OnlyWarnsOfWhatRestsOnTheUnknown) {
  const std::string guarded =
      R"(<datamodel><data id="names" l:type="list" expr="[]"/></datamodel>)" +
      in("a", goes("add", "", "", R"(<assign location="names" expr='append(names, "x")'/>)") +
                  goes("go", "b", "cond=\"count(names) &gt; 9\"") + goes("end", "end")) +
      in("b", "") + kFinal;

  const std::vector<Finding> found = of("deadlock", guarded);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::kWarning);
  EXPECT_THAT(found[0].guards, SizeIs(1));
}

TEST(Structure, FindsWorkThatIsLeftOpenAtTheEnd) {
  const auto beside = [](const std::string& guard) {
    return "<parallel id=\"all\">" + in("main", in("a", goes("end", "end", guard))) +
           in("side", in("idle", goes("ask", "busy")) + in("busy", kTask + goes("done", "idle"))) +
           "</parallel>" + kFinal;
  };

  ASSERT_THAT(of("improper-completion", beside("")), SizeIs(1));
  EXPECT_EQ(of("improper-completion", beside(""))[0].place, "busy");
  EXPECT_THAT(of("improper-completion", beside(R"(cond='not(In("busy"))')")), IsEmpty());
}

TEST(Structure, FindsStepsWithoutEnd) {
  const std::string data_item = data("open", "false");
  const std::string round =
      data_item + in("a", goes("go", "b") + goes("end", "end")) +
      in("b", goes("", "c", "cond=\"open = false\"", "")) +
      in("c", goes("", "b", "cond=\"open = false\"", "") + goes("end", "end")) + kFinal;
  const std::string once = data_item + in("a", goes("go", "b") + goes("end", "end")) +
                           in("b", goes("", "c", "cond=\"open = false\"", "")) +
                           in("c", goes("end", "end")) + kFinal;

  EXPECT_THAT(of("endless", round), SizeIs(1));
  EXPECT_THAT(of("endless", once), IsEmpty());
}

TEST(Structure, FindsWhatTwoRegionsWriteInOneStep) {
  const auto both = [](const std::string& second) {
    return data("open", "false") + "<parallel id=\"all\">" +
           in("one", in("a", goes("go", "", "", sets("open", "true")))) +
           in("two",
              in("b", goes(second, "", "", sets("open", "false")) + goes("end", "end", "", ""))) +
           "</parallel>" + kFinal;
  };

  ASSERT_THAT(of("race", both("go")), SizeIs(1));
  EXPECT_EQ(of("race", both("go"))[0].place, "open");
  EXPECT_THAT(of("race", both("come")), IsEmpty());
}

TEST(Structure, NotesGuardsOfWhichTheFileDecides) {
  const auto two = [](const std::string& second) {
    return in("a", goes("go", "b", "cond='_event.data.kind = \"x\"'",
                        "<l:payload name=\"kind\" type=\"string\"/>") +
                       goes("go", "end", "cond='" + second + "'")) +
           in("b", goes("end", "end")) + kFinal;
  };

  EXPECT_THAT(of("guards-overlap", two("_event.data.kind != \"y\"")), SizeIs(1));
  EXPECT_THAT(of("guards-overlap", two("_event.data.kind = \"y\"")), IsEmpty());
}

TEST(Structure, FindsAnswersThatAreAskedForTooEarly) {
  const auto asks = [](const std::string& first) {
    return R"(<datamodel><data id="fit" l:type="boolean"/></datamodel>)" +
           in("a", goes("answer", "", "", sets("fit", "true")) + goes("go", "b", first)) +
           in("b", goes("end", "end", "cond=\"fit\"") + goes("end", "a")) + kFinal;
  };

  EXPECT_THAT(of("unanswered", asks("")), SizeIs(1));
  EXPECT_THAT(of("unanswered", asks("cond=\"fit = true\"")), IsEmpty());
}

TEST(Structure, FindsDataThatIsReadAndNeverSet) {
  const std::string never =
      data("open", "true") + in("a", goes("end", "end", "cond=\"open\"")) + kFinal;
  const std::string set = data("open", "true") +
                          in("a", goes("shut", "", "", sets("open", "false")) +
                                      goes("open", "", "", sets("open", "true")) +
                                      goes("end", "end", "cond=\"open\"")) +
                          kFinal;

  EXPECT_THAT(of("never-set", never), SizeIs(1));
  EXPECT_THAT(of("never-set", set), IsEmpty());
}

TEST(Structure, FindsTasksThatNobodyOfTheirRoleCanEnd) {
  const auto with = [](const std::string& role) {
    return in("a",
              kTask + "<transition event=\"end\" l:by=\"" + role +
                  "\" target=\"end\"><l:act type=\"act.told\" l:basis=\"XX 1 §\"/></transition>") +
           kFinal;
  };

  EXPECT_THAT(of("task-without-event", with("manager")), SizeIs(1));
  EXPECT_THAT(of("task-without-event", with("manager officer")), IsEmpty());
}

TEST(Structure, FindsWaitsOfWhichNobodyIsTold) {
  EXPECT_THAT(of("no-task", in("a", goes("end", "end")) + kFinal), SizeIs(1));
  EXPECT_THAT(of("no-task", in("a", kTask + goes("end", "end")) + kFinal), IsEmpty());
}

TEST(Structure, FindsStepsThatLeaveNoTrace) {
  EXPECT_THAT(of("no-act", in("a", goes("end", "end", "", "")) + kFinal), SizeIs(1));
  EXPECT_THAT(of("no-act", in("a", goes("end", "end")) + kFinal), IsEmpty());
}

TEST(Structure, FindsPhasesWithoutTheirAct) {
  const std::string end = R"(<final id="end" l:phase="archived"/>)";

  EXPECT_THAT(of("phase-without-act", in("a", goes("end", "end")) + end), SizeIs(1));
  EXPECT_THAT(
      of("phase-without-act",
         in("a", goes("end", "end", "", R"(<l:act type="act.archived" l:basis="XX 1 §"/>)")) + end),
      IsEmpty());
}

TEST(Structure, FindsDecisionsThatOutsidersMayMake) {
  const auto by = [](const std::string& role) {
    return in("a", "<transition event=\"decide\" l:by=\"" + role +
                       "\" target=\"end\"><l:act type=\"act.decided\" l:basis=\"XX 1 "
                       "§\"/></transition>") +
           kFinal;
  };

  EXPECT_THAT(of("outsider-acts", by("officer party")), SizeIs(1));
  EXPECT_THAT(of("outsider-acts", by("officer")), IsEmpty());
}

TEST(Structure, FindsWhatIsTheAuthoritysOwnOrACourtsOfferedToOthers) {
  const auto by = [](const std::string& role, const std::string& act) {
    return in("a", "<transition event=\"end\" l:by=\"" + role + "\" target=\"end\"><l:act type=\"" +
                       act + "\" l:basis=\"XX 1 §\"/></transition>") +
           kFinal;
  };

  EXPECT_THAT(of("outsider-acts", by("officer anyone", "act.granted")), SizeIs(1));
  EXPECT_THAT(of("outsider-acts", by("officer court", "act.granted")), SizeIs(1));
  EXPECT_THAT(of("outsider-acts", by("officer party", "act.ruled")), SizeIs(1));
  EXPECT_THAT(of("outsider-acts", by("officer", "act.granted")), IsEmpty());
  EXPECT_THAT(of("outsider-acts", by("officer court", "act.ruled")), IsEmpty());
  EXPECT_THAT(of("outsider-acts", by("officer party", "act.told")), IsEmpty());
}

TEST(Structure, FindsAttributesThatAreLeftOut) {
  const auto decides = [](const std::string& attributes) {
    return in("a",
              goes("end", "end", "",
                   R"(<l:act type="act.decided" l:basis="XX 1 §">)" + attributes + "</l:act>")) +
           kFinal;
  };

  EXPECT_THAT(
      of("attribute-left-out", decides(R"(<l:with name="outcome"/><l:with name="reasons"/>)")),
      IsEmpty());
  const std::vector<Finding> found =
      of("attribute-left-out", decides(R"(<l:with name="outcome"/>)"));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::kWarning);
}

TEST(Structure, OnlyNotesOptionalAttributesThatAreLeftOut) {
  const std::vector<Finding> found =
      of("attribute-left-out",
         in("a", goes("end", "end", "", R"(<l:act type="act.ruled" l:basis="XX 1 §"/>)")) + kFinal);

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::kNote);
}

TEST(Structure, FindsDaysThatAreWaitedForAndNeverFixed) {
  const auto with = [](const std::string& attribute) {
    return in("a", goes("tell", "", "",
                        R"(<l:act type="act.told" l:basis="XX 1 §">)" + attribute + "</l:act>") +
                       R"(<transition event="date.reached.act.told.reply_by" target="end"/>)") +
           kFinal;
  };

  EXPECT_THAT(of("day-never-fixed", with("")), SizeIs(1));
  EXPECT_THAT(of("day-never-fixed", with(R"(<l:with name="reply_by"/>)")), IsEmpty());
}

std::string act(const std::string& type, const std::string& inside = "") {
  return "<l:act type=\"" + type + "\" l:basis=\"XX 1 §\">" + inside + "</l:act>";
}

TEST(Structure, FindsDocumentsThatThePackDeclares) {
  const auto orders = [](const std::string& document) {
    return in("a", goes("end", "end", "", act("act.ordered", document))) + kFinal;
  };

  ASSERT_THAT(of("document-left-out", orders("")), SizeIs(1));
  EXPECT_EQ(of("document-left-out", orders(""))[0].severity, Severity::kWarning);
  EXPECT_THAT(of("text-left-out", orders(R"(<l:document kind="order"/>)")), SizeIs(1));
  const std::string whole = orders(R"(<l:document kind="order" template="texts/order"/>)");
  EXPECT_THAT(of("document-left-out", whole), IsEmpty());
  EXPECT_THAT(of("text-left-out", whole), IsEmpty());
}

TEST(Structure, FindsDocumentsThatTheSameEventBringsElsewhere) {
  const auto tells = [](const std::string& event, const std::string& document) {
    return in("a", goes("tell", "b", "",
                        act("act.told", R"(<l:document kind="word" template="texts/word"/>)"))) +
           in("b", goes(event, "end", "", act("act.told", document))) + kFinal;
  };

  EXPECT_EQ(of("document-left-out", tells("tell", "")).at(0).severity, Severity::kWarning);
  EXPECT_EQ(of("document-left-out", tells("confirm", "")).at(0).severity, Severity::kNote);
  EXPECT_THAT(of("text-left-out", tells("tell", R"(<l:document kind="word"/>)")), SizeIs(1));
}

TEST(Structure, FindsWhatIsFiledWithoutADocument) {
  const auto appeals = [](const std::string& by, const std::string& first) {
    return in("a", "<transition event=\"appeal\" target=\"end\" l:by=\"" + by + "\">" + first +
                       act("act.appealed") + "</transition>") +
           kFinal;
  };

  EXPECT_THAT(of("no-document-taken-in", appeals("party officer", "")), SizeIs(1));
  EXPECT_THAT(of("no-document-taken-in", appeals("party officer", act("act.filed"))), IsEmpty());
  EXPECT_THAT(of("no-document-taken-in", appeals("officer", "")), IsEmpty());  // by word of mouth
}

// The engine refuses a step that leads to a state of another phase than its acts give.
TEST(Structure, FindsStepsThatThePhaseRefuses) {
  const auto course = [](const std::string& asks, const std::string& decides) {
    return in("begun", goes("ask", "asked", "", asks)) +
           in("asked", goes("decide", "decided", "", decides), "l:phase=\"initiation\"") +
           in("decided", goes("end", "end"), "l:phase=\"decision\"") + kFinal;
  };
  const std::string decided = act("act.decided");
  const std::string asked = act("act.asked");

  const std::vector<Finding> undecided = of("phase-refused", course(asked, act("act.told")));
  ASSERT_THAT(undecided, SizeIs(1));
  EXPECT_EQ(undecided[0].other, "initiation");
  EXPECT_THAT(of("phase-refused", course(act("act.told"), decided)), SizeIs(1));
  EXPECT_THAT(of("phase-refused", course(asked, decided)), IsEmpty());
}

TEST(Structure, FindsStepsThatStayBehindTheirPhase) {
  const auto course = [](const std::string& target) {
    return in("begun", goes("ask", "asked", "", act("act.asked"))) +
           in("asked", goes("decide", target, "", act("act.decided")) + goes("tell", "decided"),
              "l:phase=\"initiation\"") +
           in("decided", goes("end", "end"), "l:phase=\"decision\"") + kFinal;
  };

  EXPECT_THAT(of("phase-refused", course("")), SizeIs(2));  // nothing brings it to a decision
  EXPECT_THAT(of("phase-refused", course("decided")), SizeIs(1));
}

TEST(Structure, FindsValuesThatLeadNowhere) {
  const auto weighs = [](const std::string& yes, const std::string& otherwise) {
    return in("a", goes("weigh", "end", yes, act("act.weighed", R"(<l:with name="finding"/>)")) +
                       otherwise) +
           kFinal;
  };
  const std::string only_yes = R"(cond='_event.data.finding = "yes"')";
  const std::string not_yes = R"(cond='_event.data.finding != "yes"')";

  const std::vector<Finding> found = of("value-without-step", weighs(only_yes, ""));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].other, R"(_event.data.finding = "no")");
  EXPECT_THAT(of("value-without-step", weighs(only_yes, goes("weigh", "end", not_yes))), IsEmpty());
  EXPECT_THAT(of("value-without-step", weighs(only_yes, goes("weigh", "end"))), IsEmpty());
  EXPECT_THAT(of("value-without-step", weighs("", "")), IsEmpty());
}

TEST(Structure, FindsActsThatChangeAFactAndWriteNothing) {
  const auto tells = [](const std::string& writes) {
    return "<l:fact name=\"case.told\" expr=\"told\"/>" + data("told", "false") +
           in("a", goes("end", "end", "", writes + act("act.told"))) + kFinal;
  };

  EXPECT_THAT(of("fact-not-moved", tells("")), SizeIs(1));
  EXPECT_THAT(of("fact-not-moved", tells(sets("told", "true"))), IsEmpty());
}

TEST(Structure, FindsValuesThatAreAskedForAndNotTaken) {
  const auto asks = [](const std::string& takes) {
    const std::string payload =
        R"(<l:payload name="word" type="boolean"><l:title xml:lang="sv">W</l:title><l:title xml:lang="da">W</l:title><l:title xml:lang="en">W</l:title></l:payload>)";
    return data("open", "false") +
           in("a", goes("end", "end", "", payload + takes + act("act.told"))) + kFinal;
  };

  EXPECT_THAT(of("value-not-taken", asks("")), SizeIs(1));
  EXPECT_THAT(of("value-not-taken", asks(sets("open", "_event.data.word"))), IsEmpty());
}

TEST(Structure, TakesWhatEverybodyMayRaiseForNoEndOfATask) {
  const auto waits = [](const std::string& by) {
    return in("a", kTask + "<transition event=\"come\" target=\"end\" l:by=\"" + by + "\">" +
                       act("act.told") + "</transition>") +
           kFinal;
  };

  EXPECT_THAT(of("task-without-event", waits("officer anyone")), SizeIs(1));
  EXPECT_THAT(of("task-without-event", waits("officer")), IsEmpty());
}

TEST(Structure, FindsTheOneStepThatStays) {
  const auto weighs = [](const std::string& target) {
    const std::string weighed = act("act.weighed", R"(<l:with name="finding"/>)");
    return in("a", goes("weigh", "end", R"(cond='_event.data.finding = "yes"')", weighed) +
                       goes("weigh", target, R"(cond='_event.data.finding = "no"')", weighed)) +
           kFinal;
  };

  EXPECT_THAT(of("stays-alone", weighs("")), SizeIs(1));
  EXPECT_THAT(of("stays-alone", weighs("end")), IsEmpty());
}

TEST(Structure, FindsTheOneStepOfAnActThatStays) {
  const auto asks = [](const std::string& target) {
    return in("a", goes("write", "b", "", act("act.asked")) +
                       goes("call", target, "", act("act.asked"))) +
           in("b", goes("end", "end")) + kFinal;
  };

  EXPECT_THAT(of("stays-alone", asks("")), SizeIs(1));
  EXPECT_THAT(of("stays-alone", asks("b")), IsEmpty());
}

TEST(Structure, FindsAnswersThatAreWaitedForAndNotAskedFor) {
  const std::string asked = R"(<onentry><l:ask ref="xx.needless"/></onentry>)";
  const std::string judged = act(
      "act.judged",
      R"(<l:with name="ask" expr='"xx.needless"'/><l:with name="answer"/><l:with name="reason"/>)");
  const auto waits = [&](const std::string& second) {
    return in("a", asked + goes("judge.xx.needless", "b", "", judged)) +
           in("b", second + goes("judge.xx.needless", "end", "", judged)) + kFinal;
  };

  EXPECT_THAT(of("not-asked-here", waits("")), SizeIs(1));
  EXPECT_THAT(of("not-asked-here", waits(asked)), IsEmpty());
}

TEST(Structure, FindsAnswersThatLeadOnElsewhereOnly) {
  const std::string asked = R"(<onentry><l:ask ref="xx.needless"/></onentry>)";
  const std::string judged = act(
      "act.judged",
      R"(<l:with name="ask" expr='"xx.needless"'/><l:with name="answer"/><l:with name="reason"/>)");
  const auto answers = [&](const std::string& target) {
    return in("a", asked + goes("judge.xx.needless", "b", "", judged)) +
           in("b", asked + goes("judge.xx.needless", target, "", judged) + goes("end", "end")) +
           kFinal;
  };

  EXPECT_THAT(of("answer-stays", answers("")), SizeIs(1));
  EXPECT_THAT(of("answer-stays", answers("end")), IsEmpty());
}

TEST(Structure, FindsWhatOneOfTwoWaysByTheSameActsDoesNotSet) {
  const auto changes = [](const std::string& second) {
    return "<datamodel><data id=\"open\" l:type=\"boolean\" expr=\"true\"/>"
           "<data id=\"told\" l:type=\"boolean\" expr=\"true\"/></datamodel>" +
           in("a", goes("tell", "b", "",
                        sets("open", "false") + sets("told", "false") + act("act.told"))) +
           in("b", goes("tell", "end", "", second + act("act.told"))) + kFinal;
  };

  EXPECT_THAT(of("not-set-here", changes(sets("open", "false"))), SizeIs(1));
  EXPECT_THAT(of("not-set-here", changes(sets("open", "false") + sets("told", "false"))),
              IsEmpty());
  EXPECT_THAT(of("not-set-here", changes("")), IsEmpty());  // another thing altogether
}

TEST(Structure, FindsTheWayThatDoesNotSayItsMatter) {
  const auto rules = [](const std::string& second) {
    const std::string side = R"(<l:with name="regarding" expr='"side"'/>)";
    return in("a", goes("rule", "end", "cond=\"In(&quot;a&quot;)\"", act("act.ruled", side)) +
                       goes("rule", "end", "", act("act.ruled", second))) +
           kFinal;
  };

  EXPECT_THAT(of("matter-not-said", rules("")), SizeIs(1));
  EXPECT_THAT(of("matter-not-said", rules(R"(<l:with name="regarding"/>)")), SizeIs(1));
  EXPECT_THAT(of("matter-not-said", rules(R"(<l:with name="regarding" expr='"side"'/>)")),
              IsEmpty());
}

TEST(Structure, FindsDutiesThatNoTaskTellsOf) {
  const std::string told =
      R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute" )"
      R"(review="none" mode="warn"><title xml:lang="en">N</title><summary xml:lang="en">S.</summary>)"
      R"(<respond to="act.decided" with="act.told" promptly="P1D"/></norm>)";
  const auto decides = [](const std::string& task, const std::string& step) {
    return in("a", kTask + goes("decide", "b", "", act("act.decided"))) +
           in("b", task + step + "<transition event=\"leave\" target=\"end\" l:by=\"party\">" +
                       act("act.heard") + "</transition>") +
           kFinal;
  };
  const auto found = [&](const std::string& states) {
    Options options;
    options.of = Options::Of::kStructure;
    std::vector<Finding> all =
        check(small_house(told, states), WorkflowId("xx.small"), options).value().structure;
    std::erase_if(all, [](const Finding& each) { return each.rule != "duty-without-task"; });
    return all;
  };

  const std::vector<Finding> untold = found(decides("", goes("tell", "end")));
  ASSERT_THAT(untold, SizeIs(1));
  EXPECT_EQ(untold[0].place, "b");
  EXPECT_EQ(untold[0].other, "xx.n");
  EXPECT_THAT(found(decides(kTask, goes("tell", "end"))), IsEmpty());
  EXPECT_THAT(found(decides("", goes("order", "end", "", act("act.ordered")))), IsEmpty());
}

TEST(Structure, FindsTheValueThatOneOfTwoWaysLeavesOpen) {
  const auto rules = [](const std::string& second) {
    const std::string terms = R"(<l:with name="terms" expr='"all"'/>)";
    return in("a", goes("rule", "end", "cond=\"In(&quot;a&quot;)\"", act("act.ruled", terms)) +
                       goes("rule", "end", "", act("act.ruled", second))) +
           kFinal;
  };

  EXPECT_THAT(of("value-left-open", rules(R"(<l:with name="terms"/>)")), SizeIs(1));
  EXPECT_THAT(of("value-left-open", rules(R"(<l:with name="terms" expr='"none"'/>)")), IsEmpty());
}

// What was set a moment ago is known when the chart goes on by itself.
TEST(Structure, FollowsWhatASetValueSaysOnTheWayIntoAPhase) {
  const auto decides = [](const std::string& guard, const std::string& value) {
    return data("open", "true") + in("a", goes("ask", "asked", "", act("act.asked"))) +
           in("asked", goes("decide", "decided", "", sets("open", value) + act("act.decided")),
              "l:phase=\"initiation\"") +
           in("decided", goes("", "told", guard, "") + goes("tell", ""), "l:phase=\"decision\"") +
           in("told", goes("end", "end"), "l:phase=\"notified\"") + kFinal;
  };

  const std::string open = "cond=\"open\"";
  EXPECT_THAT(of("phase-refused", decides(open, "true")), SizeIs(1));
  EXPECT_THAT(of("phase-refused", decides("", "false")), SizeIs(1));
  EXPECT_THAT(of("phase-refused", decides(open, "false")), IsEmpty());
  EXPECT_THAT(of("phase-refused", decides(open, "not(open)")), IsEmpty());
}

TEST(Structure, FindsDocumentsOfWhichNoActSaysWhatTheyAre) {
  const auto files = [](const std::string& target, const std::string& more) {
    return in("a", goes("file", target, "", act("act.filed") + more) + goes("end", "end")) + kFinal;
  };

  EXPECT_THAT(of("unnamed-document", files("end", "")), SizeIs(1));
  EXPECT_THAT(of("unnamed-document", files("end", act("act.appealed"))), IsEmpty());
  EXPECT_THAT(of("unnamed-document", files("", "")), IsEmpty());
}

TEST(Structure, FindsWhatOneOfSeveralWaysDoesNotSet) {
  const auto ways = [](const std::string& third) {
    return data("open", "false") +
           in("a", goes("go", "b", "cond=\"open = true\"", sets("open", "true")) +
                       goes("go", "b", "cond=\"open = false\"", sets("open", "false")) +
                       goes("go", "b", "", third)) +
           in("b", goes("end", "end")) + kFinal;
  };

  EXPECT_THAT(of("not-set-here", ways("")), SizeIs(1));
  EXPECT_THAT(of("not-set-here", ways(sets("open", "true"))), IsEmpty());
}

TEST(Structure, FindsValuesThatAreLeftOpenInOnePlace) {
  const auto rules = [](const std::string& value) {
    const auto terms = [](const std::string& each) {
      return act("act.ruled", "<l:with name=\"terms\" " + each + "/>");
    };
    const std::string fixed = "expr='usual'";
    return R"(<datamodel><data id="usual" l:type="string" expr='""'/></datamodel>)" +
           in("a", goes("one", "end", "", terms(fixed)) + goes("two", "end", "", terms(fixed)) +
                       goes("three", "end", "", terms(value))) +
           kFinal;
  };

  EXPECT_THAT(of("value-left-open", rules("")), SizeIs(1));
  EXPECT_THAT(of("value-left-open", rules(R"(expr='"special"')")), IsEmpty());
}

TEST(Structure, FindsFieldsThatAnActCannotCarry) {
  const std::string reasons =
      R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute" review="none" mode="enforce"><title xml:lang="en">N</title><summary xml:lang="en">S.</summary><contain act="act.decided" guarantee="block"><field name="reasons"/></contain></norm>)";
  const auto left_out = [&](const std::string& attribute) {
    Options options;
    options.of = Options::Of::kStructure;
    const Workspace house = small_house(
        reasons,
        in("a", goes("end", "end", "",
                     R"(<l:act type="act.decided" l:basis="XX 1 §">)" + attribute + "</l:act>")) +
            kFinal);
    const std::vector<Finding> all =
        check(house, WorkflowId("xx.small"), options).value().structure;
    return std::ranges::count(all, "field-left-out", &Finding::rule);
  };

  EXPECT_EQ(left_out(""), 1);
  EXPECT_EQ(left_out(R"(<l:with name="reasons"/>)"), 0);
}

}  // namespace
}  // namespace lagrum::verify
