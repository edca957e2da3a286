// Expressions and unary tests, as workflows, law packs and decision tables hold them.
#include "feel/expression.h"
#include "fuzz/fuzz.h"

namespace lagrum::fuzz {
namespace {

using feel::Type;

/// Item definitions, as a decision model has them.
const feel::Types& types() {
  static const feel::Types kTypes = [] {
    feel::Types types;
    Type person = Type::context_of(
        {{"id", Type::of(Type::Kind::kString)}, {"born", Type::of(Type::Kind::kDate)}});
    person.name = "Person";
    Type people = Type::list_of(person);
    people.name = "Person List";
    Type rate =
        Type::function_of({{"n", Type::of(Type::Kind::kNumber)}}, Type::of(Type::Kind::kNumber));
    rate.name = "rate.of";
    for (const Type& type : {person, people, rate}) types.emplace(type.name, type);
    return types;
  }();
  return kTypes;
}

feel::Scope scope_of(feel::Profile profile) {
  feel::Scope scope;
  scope.set_types(types());
  scope.set_profile(profile);
  scope.add_variable("application", Type::context_of({{"seats", Type::of(Type::Kind::kNumber)},
                                                      {"wants", Type::of(Type::Kind::kString)}}));
  scope.add_variable("parties", Type::list_of(Type::any()));
  scope.add_variable("reply by", Type::of(Type::Kind::kDate));
  scope.add_variable("any", Type::any());
  scope.add_function("due", {"clock"}, Type::of(Type::Kind::kDate));
  scope.add_variable("rate", types().at("rate.of"));
  return scope;
}

Value constant_of(std::string_view text) {
  return feel::Expression::compile(text, {})->evaluate({}).value;
}

const std::vector<Value>& values() {
  static const std::vector<Value> kValues = {
      Value(Context{{"seats", Value::integer(40)}, {"wants", Value("beer")}}),
      Value(List{Value(Context{{"id", Value("A")}}), Value(Context{{"id", Value("B")}})}),
      Value(CivilDate{2026, 11, 16}), Value(true), constant_of("function(n: number) n * 2")};
  return kValues;
}

/// Of one answer: an expression may take many more, which takes long.
constexpr std::uint64_t kStepsMax = 20'000;

feel::Environment environment(feel::Budget& budget) {
  budget = {.steps_max = kStepsMax};
  feel::Environment made;
  made.budget = &budget;
  made.variables = values();
  made.call = [](std::size_t, std::span<const Value> arguments) -> Result<Value> {
    return arguments.empty() ? Value() : arguments.front();
  };
  made.now = DateTime{CivilDate{2026, 11, 16}, TimeOfDay{}};
  return made;
}

/// What has a stored form comes back from it as it was.
void expect_stored(const Value& value) {
  const auto stored = to_json(value);
  if (!stored) return;  // a function, or what holds one
  const auto bytes = canonical(*stored);
  if (!bytes) return;  // text that is no UTF-8
  const auto again = value_from_json(*stored);
  expect(again.has_value(), "a stored value can be read", *bytes);
  const auto bytes_again = to_json(*again);
  expect(bytes_again && canonical(*bytes_again).value() == *bytes,
         "a stored value is stored the same again", *bytes);
}

void expect_outcome(const feel::Outcome& first, const feel::Outcome& second) {
  expect(to_string(first.value) == to_string(second.value), "the same gives the same",
         to_string(first.value) + " and " + to_string(second.value));
  for (const feel::Issue& issue : first.issues)
    expect(!issue.message.empty() && issue.source.line > 0, "an issue says what and where",
           issue.message);
  expect_stored(first.value);
}

/// Asks twice, with the same to spend; gives the answer.
template <class Ask>
feel::Outcome asked(const Ask& ask) {
  feel::Budget budget;
  feel::Outcome first = ask(environment(budget));
  expect_outcome(first, ask(environment(budget)));
  return first;
}

/// What an expression gives may be a function, and may be a list: both can be used from outside.
void use(const Value& value) {
  using feel::Environment;
  const Position here{"input", 1, 1};
  asked([&](const Environment& now) { return feel::invoke(value, values(), {}, now, here); });
  asked([&](const Environment& now) { return feel::elements_of(value, now, here); });
}

void take_expression(std::string_view text, const feel::Scope& scope) {
  const Position start{"input", 1, 1};
  const auto expression = feel::Expression::compile(text, scope, start);
  if (!expression) {
    expect_place(expression.error(), "input");
    return;
  }
  const feel::Outcome outcome =
      asked([&](const feel::Environment& now) { return expression->evaluate(now); });
  if (const Value* constant = expression->constant())
    expect(to_string(*constant) == to_string(outcome.value), "a constant is its value");
  const auto again = feel::Expression::compile(expression->text(), scope, start);
  expect(again.has_value() && again->reads() == expression->reads(),
         "the same text reads the same");
  use(outcome.value);
}

void take_tests(std::string_view text, const feel::Scope& scope) {
  const auto tests = feel::UnaryTests::compile(text, scope, Type::any(), {"input", 1, 1});
  if (!tests) {
    expect_place(tests.error(), "input");
    return;
  }
  static_cast<void>(tests->boundaries());
  for (const Value& input : {Value::integer(5), values().front()})
    asked([&](const feel::Environment& now) { return tests->evaluate(input, now); });
}

}  // namespace

void take(std::string_view text) {
  for (const feel::Profile profile : {feel::Profile::kCase, feel::Profile::kStandard}) {
    const feel::Scope scope = scope_of(profile);
    take_expression(text, scope);
    take_tests(text, scope);
  }
}

}  // namespace lagrum::fuzz
