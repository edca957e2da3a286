// What is asked of the shipped workflows themselves, whatever the law says.
#include <gtest/gtest.h>

#include <set>

#include "lagrum/verify.h"
#include "support/house.h"

namespace lagrum::verify {
namespace {

/// What stays in the shipped workflows, each with its reason.
struct Left {
  const char* workflow;
  const char* rule;
  const char* place;
  const char* why;
};
constexpr Left kLeftOpen[] = {
    {"se.kontakt", "task-without-event", "broken-promise",
     "the manager sees to it that an officer answers, and does not answer in the officer's place"},
    {"se.bygglov", "no-act", "preparing --recheck--> checking#1",
     "leads back to the check, which is the act"},
    {"se.bygglov", "fact-not-moved", "open --withdraw--> withdrawn#1",
     "the striking-out that follows says who may appeal"},
    {"se.bygglov", "fact-not-moved", "standing --change--> preparing#1",
     "the decision is set aside: who may appeal the next one says"},
    {"se.bygglov", "task-without-event", "notify-dismissal",
     "there may be several to tell; the task stays until an appeal or the end"},
    {"se.bygglov", "task-without-event", "notify-refusal",
     "there may be several to tell; the task stays until an appeal or the end"},
    {"se.bygglov", "improper-completion", "request.refused",
     "the same: whoever was told still has the task open when the case is archived"},
    {"se.bygglov", "value-left-open", "document.received",
     "of what comes in at any time whoever takes it in says what it is"},
    {"se.serveringstillstand", "value-left-open", "document.received",
     "of what comes in at any time whoever takes it in says what it is"},
    {"se.serveringstillstand", "no-act", "competence.board --list--> competence.listed#1",
     "putting a case on the board's list is no act of the law"},
    {"se.serveringstillstand", "not-set-here", "withdrawn --strike-out--> after-decision#1",
     "who has withdrawn has been content since then"},
    {"se.serveringstillstand", "fact-not-moved", "standing --change--> reopened#1",
     "the decision is set aside: who may appeal the next one says"},
    {"se.serveringstillstand", "task-without-event", "board-meeting",
     "the board's decision ends it, which the secretary prepares"},
    {"se.serveringstillstand", "task-without-event", "notify-refusal",
     "there may be several to tell; the task stays until an appeal or the end"},
    {"se.serveringstillstand", "attribute-left-out", "material.added",
     "what an inspection shows comes from the authority itself, and from nobody else"},
    {"se.serveringstillstand", "improper-completion", "request.refused",
     "the same: whoever was told still has the task open when the case is archived"},
};

TEST(Structure, OfShippedWorkflowsIsSoundButForWhatIsExplained) {
  std::set<std::string> expected;
  for (const Left& left : kLeftOpen)
    expected.insert(std::string(left.workflow) + " " + left.rule + " " + left.place);
  std::set<std::string> found;
  Options options;
  options.of = Options::Of::kStructure;
  for (const char* workflow :
       {"se.kontakt", "se.utlamnande", "se.bygglov", "se.serveringstillstand"}) {
    const Report report =
        check(test::House::get().workspace(), WorkflowId(workflow), options).value();
    EXPECT_TRUE(report.holds()) << workflow;
    for (const Finding& each : report.structure)
      if (each.severity != Severity::kNote)
        found.insert(std::string(workflow) + " " + each.rule + " " + each.place);
  }

  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace lagrum::verify
