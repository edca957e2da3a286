// Decision tables against a second way of evaluating them, which asks each test of each rule in
// turn and knows no index: the same values, rules, issues and places, for all hit policies.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "dmn/table.h"
#include "feel/operators.h"
#include "support/seed.h"

namespace lagrum::dmn {
namespace {

using test::Chance;

/// A type of column and what its tests compare with, in order.
struct Column {
  const char* type;
  std::vector<const char*> literals;
};

const std::vector<Column>& column_types() {
  static const std::vector<Column> kTypes = {
      {"number",
       {"-1", "0", "0.5", "1", "1.0", "2", "1000", "1e30", "1234567890123456789012345678901234"}},
      {"string", {"\"\"", "\"a\"", "\"ab\"", "\"b\"", "\"å\""}},
      {"date",
       {"date(\"2026-12-31\")", "date(\"2027-01-01\")", "date(\"2027-01-02\")",
        "date(\"2027-02-16\")"}},
      {"years and months duration",
       {"duration(\"-P1M\")", "duration(\"P0M\")", "duration(\"P1M\")", "duration(\"P1Y\")"}},
      {"days and time duration",
       {"duration(\"-PT1S\")", "duration(\"PT0S\")", "duration(\"PT0.5S\")", "duration(\"P1D\")"}},
      {"date and time",
       {"date and time(\"2027-01-01T08:00:00\")", "date and time(\"2027-01-01T08:00:00Z\")",
        "date and time(\"2027-01-02T08:00:00+01:00\")"}},
      {"time", {"time(\"08:00:00\")", "time(\"09:00:00Z\")", "time(\"23:59:59\")"}},
      {"boolean", {"false", "true"}},
      {"Any",
       {"1", "\"a\"", "true", "null", "date(\"2027-01-01\")", "[1, 2]", "duration(\"P1M\")"}}};
  return kTypes;
}

constexpr std::array kPolicyNames = {R"(hitPolicy="UNIQUE")",
                                     R"(hitPolicy="ANY")",
                                     R"(hitPolicy="PRIORITY")",
                                     R"(hitPolicy="FIRST")",
                                     R"(hitPolicy="RULE ORDER")",
                                     R"(hitPolicy="OUTPUT ORDER")",
                                     R"(hitPolicy="COLLECT")",
                                     R"(hitPolicy="COLLECT" aggregation="SUM")",
                                     R"(hitPolicy="COLLECT" aggregation="COUNT")"};

std::string escape(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '<' ? std::string("&lt;") : std::string(1, c);
  return result;
}

std::string one_of(const std::vector<std::string>& all, Chance& chance) {
  return all[chance.below(all.size())];
}

/// Constants and others; some do not fit their column, so that they answer with an issue or the
/// table is refused.
std::string some_test(const Column& column, std::size_t number, Chance& chance) {
  std::size_t low = chance.below(column.literals.size());
  std::size_t high = chance.below(column.literals.size());
  if (low > high && chance.below(10) != 0) std::swap(low, high);
  const std::string a = column.literals[low];
  const std::string b = column.literals[high];
  const std::string name = "c" + std::to_string(number);
  if (std::string_view(column.type) == "boolean")
    return one_of({"-", a, "not(" + a + ")", "null", "? = " + a, a + ", " + b, name}, chance);
  return one_of({"-",
                 "-",
                 a,
                 a,
                 a + ", " + b,
                 "< " + a,
                 "<= " + a,
                 "> " + a,
                 ">= " + a,
                 "[" + a + ".." + b + "]",
                 "(" + a + ".." + b + ")",
                 "[" + a + ".." + b + ")",
                 "]" + a + ".." + b + "]",
                 "not(" + a + ")",
                 "not(" + a + ", " + b + ")",
                 "not(< " + a + ")",
                 "not([" + a + ".." + b + "])",
                 "< " + a + ", " + b,
                 "[" + a + ", " + b + "]",
                 "? = " + a,
                 "? > " + a,
                 "null",
                 "not(null)",
                 name,
                 "< c0",
                 "? + 1 > limit",
                 "[[" + a + ".." + b + "]]"},
                chance);
}

/// A table with random columns and rules, as the text of a file.
struct Trial {
  std::vector<const Column*> columns;
  std::string text;

  explicit Trial(Chance& chance) {
    const std::size_t width = 1 + chance.below(4);
    for (std::size_t i = 0; i < width; ++i)
      columns.push_back(&column_types()[chance.below(column_types().size())]);
    text =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"t\" "
        "namespace=\"urn:t\">\n<decisionTable " +
        std::string(kPolicyNames[chance.below(kPolicyNames.size())]) + ">";
    for (std::size_t i = 0; i < width; ++i) {
      text += "\n<input><inputExpression typeRef=\"" + std::string(columns[i]->type) +
              "\"><text>c" + std::to_string(i) + "</text></inputExpression></input>";
    }
    text += "\n<output typeRef=\"number\"><outputValues><text>3, 2, 1, 4</text></outputValues>";
    if (chance.below(3) == 0) text += "<defaultOutputEntry><text>4</text></defaultOutputEntry>";
    text += "</output>";
    constexpr std::array<std::size_t, 6> kSizes = {1, 3, 8, 12, 70, 140};
    const std::size_t rules = 1 + chance.below(kSizes[chance.below(kSizes.size())]);
    for (std::size_t rule = 0; rule < rules; ++rule) add_rule(chance);
    text += "\n</decisionTable></definitions>";
  }

 private:
  void add_rule(Chance& chance) {
    text += "\n<rule>";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      text += "\n<inputEntry><text>" + escape(some_test(*columns[i], i, chance)) +
              "</text></inputEntry>";
    }
    text += "\n<outputEntry><text>" + one_of({"1", "2", "3", "4", "limit - 7", "limit"}, chance) +
            "</text></outputEntry></rule>";
  }
};

feel::Scope scope_of(const Trial& trial) {
  feel::Scope scope;
  scope.set_profile(feel::Profile::kStandard);
  for (std::size_t i = 0; i < trial.columns.size(); ++i)
    scope.add_variable("c" + std::to_string(i), feel::Type::any());
  scope.add_variable("limit", feel::Type::of(feel::Type::Kind::kNumber));
  return scope;
}

std::optional<Table> read(const Trial& trial) {
  const auto document = xml::Document::parse(trial.text, "t.dmn");
  if (!document) return std::nullopt;
  Diagnostics diagnostics;
  const Reader reader(*document, diagnostics);
  return read_table(reader, ItemTypes{}, scope_of(trial),
                    reader.child(reader.root(), "decisionTable"), ItemType{});
}

/// A constant of the column, one beside it, null, or something of another type.
Value some_input(const Column& column, Chance& chance) {
  const Column& other =
      chance.below(8) == 0 ? column_types()[chance.below(column_types().size())] : column;
  std::string text = other.literals[chance.below(other.literals.size())];
  if (chance.below(12) == 0) text = "null";
  constexpr std::array<std::string_view, 4> kTyped = {"number", "date", "years and months duration",
                                                      "days and time duration"};
  constexpr std::array kSteps = {" + 0.25", " - duration(\"P1D\")", " + duration(\"P1M\")",
                                 " - duration(\"PT0.25S\")"};
  const auto* typed = std::find(kTyped.begin(), kTyped.end(), other.type);
  if (typed != kTyped.end() && text != "null" && chance.below(3) == 0)
    text += kSteps[static_cast<std::size_t>(typed - kTyped.begin())];
  return feel::Expression::compile(text, {}).value().evaluate({}).value;
}

/// Evaluates a table test by test.
class Naive {
 public:
  Naive(const Table& table, const feel::Environment& environment)
      : table_(table), environment_(environment) {}

  Decided decide() {
    List values;
    for (const TableInput& input : table_.inputs) {
      values.push_back(coerced(
          input.type, taken(input.expression.evaluate(environment_)),
          [&] { return "input '" + input.expression.text() + "'"; }, input.expression.source(),
          decided_.issues));
    }
    for (const TableRule& rule : table_.rules) {
      if (takes(rule, values)) hits_.push_back(&rule);
    }
    decided_.value = result();
    return std::move(decided_);
  }

 private:
  Value taken(feel::Outcome outcome) {
    std::move(outcome.issues.begin(), outcome.issues.end(), std::back_inserter(decided_.issues));
    return std::move(outcome.value);
  }

  bool takes(const TableRule& rule, const List& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!taken(rule.tests[i].evaluate(values[i], environment_)).is_true()) return false;
    }
    return true;
  }

  Value output(const TableRule& rule) {
    return coerced(
        table_.outputs[0].type, taken(rule.outputs[0].evaluate(environment_)),
        [&] { return "output '' of rule " + rule.id; }, rule.outputs[0].source(), decided_.issues);
  }

  Value fallback() {
    const auto& expression = table_.outputs[0].fallback;
    return expression ? taken(expression->evaluate(environment_)) : Value();
  }

  void apply(const TableRule& rule) { decided_.rules.push_back({"t", rule.id, rule.annotations}); }

  Value issue(const std::string& message) {
    decided_.issues.push_back({"decision 't': " + message, table_.position});
    return nullptr;
  }

  Value first() {
    if (hits_.empty()) return fallback();
    apply(*hits_.front());
    return output(*hits_.front());
  }

  List all() {
    List values;
    for (const TableRule* rule : hits_) {
      apply(*rule);
      values.push_back(output(*rule));
    }
    return values;
  }

  Value any() {
    if (hits_.empty()) return fallback();
    const Value value = output(*hits_.front());
    for (const TableRule* rule : hits_) {
      if (output(*rule) == value) continue;
      return issue(
          "expected the same output of all rules that match, found other ones of the rules " +
          hits_.front()->id + " and " + rule->id);
    }
    for (const TableRule* rule : hits_) apply(*rule);
    return value;
  }

  void sort() {
    const std::vector<Value>& order = table_.outputs[0].priorities;
    std::vector<std::pair<std::ptrdiff_t, const TableRule*>> ranked;
    for (const TableRule* rule : hits_)
      ranked.emplace_back(std::find(order.begin(), order.end(), output(*rule)) - order.begin(),
                          rule);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < hits_.size(); ++i) hits_[i] = ranked[i].second;
  }

  Value listed() {
    List values = all();
    if (values.empty() && table_.outputs[0].fallback) values.push_back(fallback());
    return values;
  }

  Value collected() {
    if (table_.aggregation == Aggregation::kNone) return listed();
    const List values = all();
    if (table_.aggregation == Aggregation::kCount)
      return Value::integer(static_cast<std::int64_t>(values.size()));
    if (values.empty()) return fallback();
    Value sum = values.front();
    for (std::size_t i = 1; i < values.size() && !sum.is_null(); ++i) {
      std::string why;
      sum = feel::arithmetic(feel::Op::kAdd, sum, values[i], why);
      if (!why.empty()) return issue(why);
    }
    return sum;
  }

  std::string ids() const {
    std::string text;
    for (const TableRule* rule : hits_) text += (text.empty() ? "" : ", ") + rule->id;
    return text;
  }

  Value result() {
    switch (table_.policy) {
      case HitPolicy::kUnique:
        return hits_.size() < 2 ? first()
                                : issue("expected one rule that matches, found the rules " + ids());
      case HitPolicy::kAny:
        return any();
      case HitPolicy::kPriority:
        sort();
        return first();
      case HitPolicy::kFirst:
        return first();
      case HitPolicy::kRuleOrder:
        return listed();
      case HitPolicy::kOutputOrder:
        sort();
        return listed();
      case HitPolicy::kCollect:
        return collected();
    }
    return nullptr;
  }

  const Table& table_;
  const feel::Environment& environment_;
  std::vector<const TableRule*> hits_;
  Decided decided_;
};

std::string told(const Decided& decided) {
  std::string text = to_string(decided.value) + " by";
  for (const AppliedRule& rule : decided.rules) text += " " + rule.rule;
  for (const feel::Issue& issue : decided.issues)
    text += "\n" + to_string(issue.source) + ": " + issue.message;
  return text;
}

TEST(TableProperty, AnswersAsTestsThatAreAskedInTurn) {
  Chance chance;
  const int tables = test::long_run() ? 20'000 : 400;
  int matched = 0;
  int read_tables = 0;
  for (int round = 0; round < tables; ++round) {
    const Trial trial(chance);
    const std::optional<Table> table = read(trial);
    if (!table) continue;
    ++read_tables;
    for (int input = 0; input < 12; ++input) {
      List values;
      for (const Column* column : trial.columns) values.push_back(some_input(*column, chance));
      values.push_back(Value::integer(10));
      feel::Environment environment;
      environment.variables = values;
      Decided decided;

      decided.value = table->evaluate("t", environment, decided);

      const Decided expected = Naive(*table, environment).decide();
      ASSERT_EQ(told(decided), told(expected)) << trial.text << "\n" << to_string(Value(values));
      if (!expected.rules.empty()) ++matched;
    }
  }
  EXPECT_GT(read_tables, tables / 10);
  EXPECT_GT(matched, tables / 10);
}

}  // namespace
}  // namespace lagrum::dmn
