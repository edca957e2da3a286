#include "review/condition.h"

#include <gtest/gtest.h>

#include "small_case.h"

namespace lagrum::review {
namespace {

struct Row {
  std::string name;
  std::string expression;
  std::string words;  ///< empty where there are none
};
void PrintTo(const Row& row, std::ostream* stream) { *stream << row.expression; }

class ConditionInWords : public testing::TestWithParam<Row> {};

TEST_P(ConditionInWords, SaysWhatTheExpressionSays) {
  feel::Scope scope;
  scope.add_variable("_event", feel::Type::any());
  scope.add_variable("outcome", feel::Type::any());
  scope.add_variable("parties", feel::Type::any());
  scope.add_function("In", {"id"}, feel::Type::of(feel::Type::Kind::kBoolean));
  const auto workflow = small_case().state()->newest(WorkflowId("xx.small")).value();
  const Speech speech(*workflow, small_report(), {}, Language::kEnglish);

  const auto condition = feel::Expression::compile(GetParam().expression, scope).value();

  EXPECT_EQ(in_words(condition, speech).value_or(""), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ConditionInWords,
    testing::Values(
        Row{"Equal", R"(outcome = "granted")", "the case's “outcome” is “granted”"},
        Row{"Stated", "_event.data.in_time = true", "what is stated as “in_time” is yes"},
        Row{"Nothing", "_event.data.party = null", "what is stated as “party” is not given"},
        Row{"Something", "outcome != null", "the case's “outcome” is given"},
        Row{"Count", "count(parties) > 1", "the number of the case's “parties” is more than 1"},
        Row{"Either", R"(In("open") or In("closed") and outcome)",
            "the case stands in “open” or (the case stands in “closed” and the case's “outcome” "
            "holds)"},
        Row{"Not", "not(outcome)", "it does not hold that the case's “outcome” holds"},
        Row{"Among", R"(outcome in ("a", "b"))", "the case's “outcome” is one of “a”, “b”"},
        Row{"Member", "list contains(parties, _event.data.party)",
            "what is stated as “party” is among the case's “parties”"},
        Row{"NoWordsForAFilter", R"(count(parties[role = "x"]) > 0)", ""},
        Row{"NoWordsForALoop", "some p in parties satisfies p.id = outcome", ""}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::review
