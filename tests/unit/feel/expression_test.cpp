#include "feel/expression.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

Scope workflow_scope() {
  Scope scope;
  scope.add_variable("application", Type::of(Type::Kind::kContext));
  scope.add_variable("_event", Type::of(Type::Kind::kContext));
  scope.add_variable("parties", Type::of(Type::Kind::kList));
  scope.add_variable("informed", Type::of(Type::Kind::kList));
  scope.add_variable("subject", Type::of(Type::Kind::kString));
  scope.add_variable("outcome", Type::of(Type::Kind::kString));
  scope.add_variable("missing", Type::of(Type::Kind::kList));
  scope.add_function("In", {"state"}, Type::of(Type::Kind::kBoolean));
  return scope;
}

std::vector<std::string> reads(std::string_view text) {
  return Expression::compile(text, workflow_scope()).value().reads();
}

TEST(Expression, NamesThePathsItReads) {
  using Names = std::vector<std::string>;

  EXPECT_EQ(reads("application.seats > 1 and application.wants = subject"),
            (Names{"application.seats", "application.wants", "subject"}));
  EXPECT_EQ(reads(R"(get value(_event.data, "received-on") != null)"), Names{"_event.data"});
  EXPECT_EQ(reads("parties[id = subject].name"), (Names{"parties", "subject"}));
  EXPECT_EQ(reads("every p in parties satisfies list contains(informed, p.id)"),
            (Names{"parties", "informed"}));
  EXPECT_EQ(reads("subject = subject"), Names{"subject"});
  EXPECT_EQ(reads("1 + 2"), Names{});
}

TEST(Expression, KnowsItsType) {
  const auto type = [](std::string_view text) {
    return to_string(Expression::compile(text, workflow_scope()).value().type());
  };

  EXPECT_EQ(type("count(missing) > 0"), "boolean");
  EXPECT_EQ(type(R"(if subject = "a" then 1 else 2)"), "number");
  EXPECT_EQ(type(R"(if subject = "a" then 1 else "x")"), "Any");
  EXPECT_EQ(type("for p in [1] return p"), "list<number>");
  EXPECT_EQ(type(R"(date("2027-02-16") - date("2027-01-16"))"), "days and time duration");
  EXPECT_EQ(type("application.wants"), "Any");
}

TEST(Expression, GivesTheValueOfConstants) {
  const auto constant = Expression::compile(R"("grant" + "ed")", Scope{}).value();
  const auto other = Expression::compile("subject", workflow_scope()).value();

  ASSERT_NE(constant.constant(), nullptr);
  EXPECT_EQ(*constant.constant(), Value("granted"));
  EXPECT_EQ(other.constant(), nullptr);
}

TEST(Expression, KeepsItsTextAndSource) {
  const auto expression =
      Expression::compile("1 + 2", Scope{}, Position{"workflow.scxml", 12, 30}).value();

  EXPECT_EQ(expression.text(), "1 + 2");
  EXPECT_EQ(expression.source(), (Position{"workflow.scxml", 12, 30}));
}

TEST(Expression, CountsPositionsFromItsSource) {
  const auto broken =
      Expression::compile("1 + subjekt", workflow_scope(), Position{"workflow.scxml", 12, 30});

  EXPECT_EQ(broken.error().source, (Position{"workflow.scxml", 12, 34}));
  EXPECT_EQ(broken.error().message,
            "expected a name that is known here, found 'subjekt' (did you mean 'subject'?)");
}

class Guard : public testing::TestWithParam<Row> {};

TEST_P(Guard, IsDecided) {
  const std::vector<Value> values = {
      Context{{"seats", Value::integer(40)}, {"wants", "licence"}},
      Context{{"data", Context{{"answer", true}, {"received-on", Value(CivilDate{2027, 2, 16})}}}},
      List{Context{{"id", "p1"}}, Context{{"id", "p2"}}},
      List{"p1"},
      "licence",
      "partly",
      List{}};
  Environment environment;
  environment.variables = values;
  environment.call = [](std::size_t, std::span<const Value> arguments) -> Result<Value> {
    return Value(arguments[0] == Value("final"));
  };

  EXPECT_EQ(evaluated(GetParam().text, workflow_scope(), environment), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, Guard,
    testing::Values(
        Row{"answer", "_event.data.answer = true", "true"},
        Row{"missing_is_null", "_event.data.final = true", "false"},
        Row{"key", R"(get value(_event.data, "received-on") != null)", "true"},
        Row{"outcome", R"(subject = "licence" and outcome in ("granted", "partly"))", "true"},
        Row{"negated", R"(not(subject = "licence" and outcome in ("granted", "partly")))", "false"},
        Row{"everybody", "every p in parties satisfies list contains(informed, p.id)", "false"},
        Row{"count", "count(missing) = 0", "true"},
        Row{"states", R"(In("appealed") or In("final"))", "true"},
        Row{"appended", R"(append(informed, "p2"))", R"(["p1", "p2"])"},
        Row{"filter", R"(parties[id = "p2"][1].id)", R"("p2")"}),
    row_name);

TEST(Expression, SaysThatAnExtensionCannotBeCalled) {
  EXPECT_EQ(first_issue(R"(In("a"))", workflow_scope()),
            "test:1:1: the function cannot be called here");
}

}  // namespace
}  // namespace lagrum::feel
