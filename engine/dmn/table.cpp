#include "dmn/table.h"

#include <algorithm>
#include <iterator>

#include "feel/decimal.h"
#include "feel/operators.h"

namespace lagrum::dmn {
namespace {

/// The rules that match, in order. Where it is only one, as in most tables, nothing is allocated.
class Hits {
 public:
  void add(const TableRule& rule) {
    if (count_++ == 0) {
      first_ = &rule;
      return;
    }
    if (all_.empty()) all_.push_back(first_);
    all_.push_back(&rule);
  }
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  const TableRule& front() const { return **begin(); }
  const TableRule* const* begin() const { return all_.empty() ? &first_ : all_.data(); }
  const TableRule* const* end() const { return begin() + count_; }
  const TableRule** begin() { return all_.empty() ? &first_ : all_.data(); }

 private:
  std::size_t count_ = 0;
  const TableRule* first_ = nullptr;
  std::vector<const TableRule*> all_;
};

/// One evaluation of a table.
class TableRun {
 public:
  TableRun(const Table& table, const std::string& decision, const feel::Environment& environment,
           Decided& decided)
      : table_(table), decision_(decision), environment_(environment), decided_(decided) {}

  Value result() {
    Hits hits = matching();
    switch (table_.policy) {
      case HitPolicy::kUnique:
        return unique(hits);
      case HitPolicy::kAny:
        return any(hits);
      case HitPolicy::kPriority:
        in_priority(hits);
        return first(hits);
      case HitPolicy::kFirst:
        return first(hits);
      case HitPolicy::kOutputOrder:
        in_priority(hits);
        return list(hits);
      case HitPolicy::kRuleOrder:
        return list(hits);
      case HitPolicy::kCollect:
        return table_.aggregation == Aggregation::kNone ? list(hits) : aggregated(hits);
    }
    return nullptr;
  }

 private:
  Value taken(feel::Outcome outcome) {
    for (feel::Issue& each : outcome.issues) add_issue(decided_.issues, std::move(each));
    return std::move(outcome.value);
  }

  Value issue(const std::string& message) {
    add_issue(decided_.issues, {"decision '" + decision_ + "': " + message, table_.position});
    return nullptr;
  }

  /// A column whose index does not answer for all rules.
  struct Asked {
    std::size_t column;
    Value value;
    const RuleSet::Word* open;
    RuleSet before;  ///< rules that the columns before it leave
  };

  Hits matching() {
    RuleSet left(table_.rules.size());
    std::vector<Asked> asked;
    Value made;
    Value room;
    for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
      made = room = nullptr;
      const Value& value = input(i, made, room);
      const ColumnIndex::Answer answer = table_.index[i].find(value);
      if (answer.open != nullptr) asked.push_back({i, value, answer.open, left});
      if (answer.takes != nullptr) left.keep(answer.takes);
    }
    Hits hits;
    if (!spend(table_.inputs.size() * left.words())) return hits;
    if (!asked.empty()) confirm(left, asked);
    left.each([&](std::size_t number) { hits.add(table_.rules[number]); });
    return hits;
  }

  const Value& input(std::size_t column, Value& made, Value& room) {
    const TableInput& input = table_.inputs[column];
    if (input.plain && input.variable && *input.variable < environment_.variables.size()) {
      const Value& variable = environment_.variables[*input.variable];
      if (table_.index[column].knows(variable)) return variable;
    }
    const Value& value = input.expression.see(environment_, made, decided_.issues);
    if (input.plain && table_.index[column].knows(value)) return value;
    return coerced(
        input.type, value, room, [&] { return "input '" + input.expression.text() + "'"; },
        input.expression.source(), decided_.issues);
  }

  /// Counts steps; false where the evaluation's bound was reached: everything is null then.
  bool spend(std::size_t steps) {
    if (environment_.budget == nullptr) return true;
    environment_.budget->steps += steps;
    return !environment_.budget->stopped;
  }

  /// Keeps those that pass what no index answers, too; a rule that is out already may have issues.
  void confirm(RuleSet& left, const std::vector<Asked>& asked) {
    RuleSet possible = left;
    for (const Asked& one : asked) possible.add(one.open);
    possible.each([&](std::size_t number) {
      if (!passes(number, asked)) left.remove(number);
    });
  }

  /// Evaluates the rule's tests that no index answers, column by column, as long as those before
  /// hold.
  bool passes(std::size_t number, const std::vector<Asked>& asked) {
    return std::all_of(asked.begin(), asked.end(), [&](const Asked& one) {
      if (!RuleSet::has(one.open, number)) return true;
      const feel::UnaryTests& tests = table_.rules[number].tests[one.column];
      return one.before.has(number) && taken(tests.evaluate(one.value, environment_)).is_true();
    });
  }

  void apply(const TableRule& rule) {
    AppliedRule& applied = decided_.rules.emplace_back();
    applied.decision = decision_;
    applied.rule = rule.id;
    applied.annotations = rule.annotations;
    applied.table = &table_;
    applied.number = static_cast<std::size_t>(&rule - table_.rules.data());
  }

  Value cell(const TableRule& rule, std::size_t column) {
    if (rule.constants[column]) return *rule.constants[column];
    const TableOutput& output = table_.outputs[column];
    return coerced(
        output.type, taken(rule.outputs[column].evaluate(environment_)),
        [&] { return "output '" + output.name + "' of rule " + rule.id; },
        rule.outputs[column].source(), decided_.issues);
  }

  /// The one output, or a context of all.
  template <class F>
  Value row(F&& column_value) {
    if (table_.outputs.size() == 1) return column_value(0);
    Context result;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i)
      result.set(table_.outputs[i].name, column_value(i));
    return result;
  }

  Value output_of(const TableRule& rule) {
    return row([&](std::size_t column) { return cell(rule, column); });
  }

  bool has_fallback() const {
    return std::any_of(table_.outputs.begin(), table_.outputs.end(),
                       [](const TableOutput& output) { return output.fallback.has_value(); });
  }

  /// What holds when no rule matches: the default outputs, or null.
  Value fallback() {
    if (!has_fallback()) return nullptr;
    return row([&](std::size_t column) {
      const auto& expression = table_.outputs[column].fallback;
      return expression ? taken(expression->evaluate(environment_)) : Value();
    });
  }

  static std::string names(const Hits& hits) {
    std::string text;
    for (const TableRule* rule : hits) text += (text.empty() ? "" : ", ") + rule->id;
    return text;
  }

  /// What a table of one result gives without a rule.
  Value unmatched() {
    decided_.no_rule = decided_.no_rule || !has_fallback();
    return fallback();
  }

  Value first(const Hits& hits) {
    if (hits.empty()) return unmatched();
    apply(hits.front());
    return output_of(hits.front());
  }

  Value unique(const Hits& hits) {
    if (hits.size() <= 1) return first(hits);
    return issue("expected one rule that matches, found the rules " + names(hits));
  }

  Value any(const Hits& hits) {
    if (hits.empty()) return unmatched();
    Value value = output_of(hits.front());
    for (const TableRule* rule : hits) {
      if (!(output_of(*rule) == value)) {
        return issue(
            "expected the same output of all rules that match, found other ones of the rules " +
            hits.front().id + " and " + rule->id);
      }
    }
    for (const TableRule* rule : hits) apply(*rule);
    return value;
  }

  /// Per output with priorities the place of the rule's value; the last place for other values.
  std::vector<std::size_t> rank(const TableRule& rule) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
      const std::vector<Value>& order = table_.outputs[i].priorities;
      if (order.empty()) continue;
      const auto found = std::find(order.begin(), order.end(), cell(rule, i));
      places.push_back(static_cast<std::size_t>(found - order.begin()));
    }
    return places;
  }

  void in_priority(Hits& hits) {
    std::vector<std::pair<std::vector<std::size_t>, const TableRule*>> ranked;
    ranked.reserve(hits.size());
    for (const TableRule* rule : hits) ranked.emplace_back(rank(*rule), rule);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::transform(ranked.begin(), ranked.end(), hits.begin(),
                   [](const auto& row) { return row.second; });
  }

  Value list(const Hits& hits) {
    List values;
    for (const TableRule* rule : hits) {
      apply(*rule);
      values.push_back(output_of(*rule));
    }
    if (values.empty() && has_fallback()) values.push_back(fallback());
    return values;
  }

  Value aggregated(const Hits& hits) {
    List values;
    for (const TableRule* rule : hits) {
      apply(*rule);
      values.push_back(output_of(*rule));
    }
    if (table_.aggregation == Aggregation::kCount)
      return Value::integer(static_cast<std::int64_t>(values.size()));
    if (values.empty()) return fallback();
    Value result = values.front();
    for (std::size_t i = 1; i < values.size() && !result.is_null(); ++i)
      result = combined(result, values[i]);
    return result;
  }

  Value combined(const Value& a, const Value& b) {
    if (table_.aggregation == Aggregation::kSum) {
      if (a.string() != nullptr || b.string() != nullptr)
        return issue("cannot sum " + feel::shown(a) + " and " + feel::shown(b));
      std::string why;
      Value sum = feel::arithmetic(feel::Op::kAdd, a, b, why);
      return why.empty() ? sum : issue(why);
    }
    const auto order = feel::order(a, b);
    if (!order) return issue("cannot compare " + feel::shown(a) + " with " + feel::shown(b));
    return (*order > 0) == (table_.aggregation == Aggregation::kMin) ? b : a;
  }

  const Table& table_;
  const std::string& decision_;
  const feel::Environment& environment_;
  Decided& decided_;
};

bool gives_list(const Table& table) {
  return table.policy == HitPolicy::kRuleOrder || table.policy == HitPolicy::kOutputOrder ||
         (table.policy == HitPolicy::kCollect && table.aggregation == Aggregation::kNone);
}

}  // namespace

Value Table::evaluate(const std::string& decision, const feel::Environment& environment,
                      Decided& decided) const {
  return TableRun(*this, decision, environment, decided).result();
}

feel::Type Table::result_type() const {
  if (aggregation == Aggregation::kCount) return feel::Type::of(feel::Type::Kind::kNumber);
  feel::Type row;
  if (outputs.size() == 1) {
    row = outputs.front().type.type;
  } else {
    std::vector<feel::Type::Member> members;
    for (const TableOutput& output : outputs) members.push_back({output.name, output.type.type});
    row = feel::Type::context_of(std::move(members));
  }
  return gives_list(*this) ? feel::Type::list_of(std::move(row)) : row;
}

}  // namespace lagrum::dmn
