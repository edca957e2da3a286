#include "dmn/analysis.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/words.h"

namespace lagrum::dmn {
namespace {

using feel::Expression;

struct KindRow {
  Finding::Kind kind;
  std::string_view rule;
  std::string_view expected;
  std::string_view found;
};
constexpr std::array<KindRow, 6> kKinds = {
    {{Finding::Kind::kGap, "table-gap", "a rule for every input", "no rule"},
     {Finding::Kind::kOverlap, "table-overlap", "at most one rule for an input", "rules"},
     {Finding::Kind::kConflict, "table-conflict", "rules that agree where several match",
      "different outputs of rules"},
     {Finding::Kind::kUnreachable, "table-unreachable", "an input that the rule decides",
      "none for rule"},
     {Finding::Kind::kNotAnalysed, "table-not-analysed", "tests that compare with constants",
      "more in rule"},
     {Finding::Kind::kTooLarge, "table-not-analysed", "rules that can be looked through",
      "too many combinations"}}};

const KindRow& row_of(Finding::Kind kind) {
  return *std::find_if(kKinds.begin(), kKinds.end(),
                       [&](const KindRow& row) { return row.kind == kind; });
}

/// FEEL's own arithmetic over `a` and `b`.
class Arithmetic {
 public:
  explicit Arithmetic(std::string_view text) {
    feel::Scope scope;
    scope.add_variable("a", feel::Type::any());
    scope.add_variable("b", feel::Type::any());
    code_ = Expression::compile(text, scope).value();
  }
  /// Null where it has no value.
  Value operator()(const Value& a, const Value& b) const {
    feel::Environment environment;
    const List values = {a, b};
    environment.variables = values;
    return code_->evaluate(environment).value;
  }

 private:
  std::optional<Expression> code_;
};

bool is_less(const Value& a, const Value& b) {
  static const Arithmetic kLess("a < b");
  return kLess(a, b).is_true();
}

/// How to step from a value, by its type: between two, before the first, behind the last.
struct StepRow {
  std::string_view type;
  std::string_view between;
  std::string_view before;
  std::string_view behind;
};
constexpr std::array<StepRow, 6> kSteps = {
    {{"number", "(a + b) / 2", "a - 1", "a + 1"},
     {"date", "a + (b - a) / 2", "a - duration(\"P1D\")", "a + duration(\"P1D\")"},
     {"date and time", "a + (b - a) / 2", "a - duration(\"P1D\")", "a + duration(\"P1D\")"},
     {"time", "a + (b - a) / 2", "time(\"00:00:00\")", "time(\"23:59:59\")"},
     {"days and time duration", "(a + b) / 2", "a - duration(\"P1D\")", "a + duration(\"P1D\")"},
     {"years and months duration", "(a + b) / 2", "a - duration(\"P1M\")",
      "a + duration(\"P1M\")"}}};

/// The values that stand for all others between cuts, in order.
class Column {
 public:
  Column(const Table& table, std::size_t index) : input_(table.inputs[index]) {
    for (const TableRule& rule : table.rules) cut(rule.tests[index]);
    if (input_.type.allowed) cut(*input_.type.allowed);
    choose();
    if (values_.empty()) values_.emplace_back();  // nothing is compared: any value will do
  }

  const std::vector<Value>& values() const { return values_; }

 private:
  void cut(const feel::UnaryTests& tests) {
    const std::optional<std::vector<Value>> found = tests.boundaries();
    if (!found) return;
    for (const Value& value : *found) {
      if (texts_.insert(to_string(value)).second) cuts_.push_back(value);
    }
  }

  static bool contains_value(const std::vector<Value>& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  }

  void add(const Value& value) {
    if (value.is_null() || !input_.type.allowed || is_allowed(input_.type, value))
      values_.push_back(value);
  }

  void choose() {
    const bool named_null = contains_value(cuts_, Value());
    std::erase_if(cuts_, [](const Value& value) { return value.is_null(); });
    const std::string type(cuts_.empty() ? "" : type_name(cuts_.front()));
    const auto* step = std::find_if(kSteps.begin(), kSteps.end(),
                                    [&](const StepRow& row) { return row.type == type; });
    if (type == "boolean") {
      add(true);
      add(false);
    } else if (step != kSteps.end()) {
      choose_ordered(*step);
    } else if (!cuts_.empty()) {
      for (const Value& value : cuts_) add(value);
      if (type == "string") add(Value(another_text()));
    }
    if (named_null && cuts_.empty()) add(some_value());
    if (named_null) values_.emplace_back();
  }

  void choose_ordered(const StepRow& step) {
    std::sort(cuts_.begin(), cuts_.end(), is_less);
    const auto alike = [](const Value& a, const Value& b) { return !is_less(a, b); };
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end(), alike), cuts_.end());
    const Value before = Arithmetic(step.before)(cuts_.front(), Value());
    if (is_less(before, cuts_.front())) add(before);
    const Arithmetic between(step.between);
    for (std::size_t i = 0; i < cuts_.size(); ++i) {
      add(cuts_[i]);
      if (i + 1 == cuts_.size()) break;
      const Value middle = between(cuts_[i], cuts_[i + 1]);
      if (is_less(cuts_[i], middle) && is_less(middle, cuts_[i + 1])) add(middle);
    }
    const Value behind = Arithmetic(step.behind)(cuts_.back(), Value());
    if (is_less(cuts_.back(), behind)) add(behind);
  }

  /// A value that is not null, where the tests name no other.
  Value some_value() const {
    for (const Value& value : {Value::integer(0), Value("…"), Value(true), Value(CivilDate{}),
                               Value(TimeOfDay{}), Value(DateTime{}), Value(MonthsDuration{}),
                               Value(SecondsDuration{}), Value(List{}), Value(Context{})}) {
      if (feel::conforms(value, input_.type.type.kind)) return value;
    }
    return {};
  }

  std::string another_text() const {
    std::string text = "…";
    while (contains_value(cuts_, Value(text))) text += "…";
    return text;
  }

  const TableInput& input_;
  std::vector<Value> cuts_;      // each once
  std::set<std::string> texts_;  // of the cuts
  std::vector<Value> values_;
};

/// Rules by their number, as bits.
using Rules = std::vector<RuleSet::Word>;

/// What it costs to compare and name a rule beside others that take the same.
constexpr std::size_t kWorkOfName = 16;
/// What it costs to evaluate a test that no index answers.
constexpr std::size_t kWorkOfTest = 64;

class Analysis {
 public:
  explicit Analysis(const Table& table)
      : table_(table), opaque_(table.rules.size()), reached_(table.rules.size()) {}

  std::vector<Finding> run() {
    for (std::size_t i = 0; i < table_.inputs.size(); ++i) columns_.emplace_back(table_, i);
    find_opaque();
    takes_.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (const Value& value : columns_[i].values()) {
        takes_[i].push_back(taking(i, value));
        if (too_large()) break;
      }
    }
    Rules all(RuleSet::words_for(table_.rules.size()));
    for (std::size_t rule = 0; rule < table_.rules.size(); ++rule) RuleSet::set(all.data(), rule);
    if (!too_large()) walk(all);
    if (too_large()) {
      add(Finding::Kind::kTooLarge, {}, {}, table_.position);
    } else {
      report_unreachable();
    }
    return std::move(findings_);
  }

 private:
  bool too_large() const { return steps_ > kAnalysisSteps || work_ > kAnalysisWork; }
  bool spend(std::size_t work) {
    work_ += work;
    return !too_large();
  }

  void find_opaque() {
    for (std::size_t i = 0; i < table_.rules.size(); ++i) {
      const TableRule& rule = table_.rules[i];
      opaque_[i] = std::any_of(rule.tests.begin(), rule.tests.end(),
                               [](const feel::UnaryTests& tests) { return !tests.boundaries(); });
      if (opaque_[i]) add(Finding::Kind::kNotAnalysed, {rule.id}, {}, rule.position);
    }
  }

  // The rules whose test in the column takes the value, or may take it.
  Rules taking(std::size_t column, const Value& value) {
    const ColumnIndex::Answer answer = table_.index[column].find(value);
    const std::size_t words = RuleSet::words_for(table_.rules.size());
    if (answer.open == nullptr && answer.takes != nullptr) {
      spend(words);
      return {answer.takes, answer.takes + words};
    }
    spend((answer.open == nullptr ? 1 : kWorkOfTest) * table_.rules.size());
    const auto takes = [&](std::size_t rule) {
      if (answer.open == nullptr || !RuleSet::has(answer.open, rule))
        return answer.takes == nullptr || RuleSet::has(answer.takes, rule);
      const feel::UnaryTests& tests = table_.rules[rule].tests[column];
      return !tests.boundaries() || tests.evaluate(value, feel::Environment{}).value.is_true();
    };
    Rules rules(words);
    for (std::size_t i = 0; i < table_.rules.size(); ++i) {
      if (takes(i)) RuleSet::set(rules.data(), i);
    }
    return rules;
  }

  // One column after the other; values that leave the same rules are alike.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the table has inputs
  void walk(const Rules& alive) {
    ++steps_;
    if (!spend(alive.size())) return;
    const std::size_t column = chosen_.size();
    if (column == columns_.size()) return judge(alive);
    std::set<Rules> seen;
    for (std::size_t i = 0; i < takes_[column].size(); ++i) {
      if (!spend(alive.size())) return;
      Rules left = alive;
      for (std::size_t word = 0; word < left.size(); ++word) left[word] &= takes_[column][i][word];
      if (!seen.insert(left).second) continue;
      chosen_.push_back(i);
      walk(left);
      chosen_.pop_back();
    }
  }

  void judge(const Rules& alive) {
    std::vector<std::size_t> rules;
    bool certain = true;
    RuleSet::each(alive, [&](std::size_t rule) {
      if (opaque_[rule]) certain = false;
      if (!opaque_[rule]) rules.push_back(rule);
    });
    if (!spend(kWorkOfName * rules.size())) return;
    if (rules.empty()) {
      if (certain && needs_a_rule()) add(Finding::Kind::kGap, {}, example(), table_.position);
      return;
    }
    mark_reached(rules, certain);
    if (rules.size() < 2) return;
    if (table_.policy == HitPolicy::kUnique) {
      report(Finding::Kind::kOverlap, rules);
    } else if (hides_conflicts() && !agree(rules)) {
      report(Finding::Kind::kConflict, rules);
    }
  }

  // Only the first of them decides where the policy takes the first.
  void mark_reached(const std::vector<std::size_t>& rules, bool certain) {
    const bool first_alone = table_.policy == HitPolicy::kFirst && certain;
    for (const std::size_t rule : rules) {
      reached_[rule] = true;
      if (first_alone) break;
    }
  }

  // Where several rules may match, none may, too; a default is for that case.
  bool needs_a_rule() const {
    constexpr std::array kSingle = {HitPolicy::kUnique, HitPolicy::kAny, HitPolicy::kPriority,
                                    HitPolicy::kFirst};
    return std::find(kSingle.begin(), kSingle.end(), table_.policy) != kSingle.end() &&
           std::none_of(table_.outputs.begin(), table_.outputs.end(),
                        [](const TableOutput& output) { return output.fallback.has_value(); });
  }

  bool hides_conflicts() const {
    constexpr std::array kHiding = {HitPolicy::kAny, HitPolicy::kPriority, HitPolicy::kFirst,
                                    HitPolicy::kRuleOrder};
    return std::find(kHiding.begin(), kHiding.end(), table_.policy) != kHiding.end();
  }

  bool agree(const std::vector<std::size_t>& rules) const {
    const std::vector<Expression>& first = table_.rules[rules.front()].outputs;
    return std::all_of(rules.begin(), rules.end(), [&](std::size_t rule) {
      const std::vector<Expression>& outputs = table_.rules[rule].outputs;
      return std::equal(outputs.begin(), outputs.end(), first.begin(), first.end(), is_same);
    });
  }

  static bool is_same(const Expression& a, const Expression& b) {
    const Value* left = a.constant();
    const Value* right = b.constant();
    return left != nullptr && right != nullptr ? *left == *right : a.text() == b.text();
  }

  void report(Finding::Kind kind, const std::vector<std::size_t>& rules) {
    std::vector<std::string> ids;
    ids.reserve(rules.size());
    for (const std::size_t rule : rules) ids.push_back(table_.rules[rule].id);
    add(kind, std::move(ids), example(), table_.rules[rules.back()].position);
  }

  void report_unreachable() {
    for (std::size_t i = 0; i < table_.rules.size(); ++i) {
      if (reached_[i] || opaque_[i]) continue;
      add(Finding::Kind::kUnreachable, {table_.rules[i].id}, {}, table_.rules[i].position);
    }
  }

  std::vector<std::pair<std::string, Value>> example() const {
    std::vector<std::pair<std::string, Value>> values;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      values.emplace_back(table_.inputs[i].expression.text(), columns_[i].values()[chosen_[i]]);
    return values;
  }

  void add(Finding::Kind kind, std::vector<std::string> rules,
           std::vector<std::pair<std::string, Value>> example, const Position& position) {
    if (!told_.emplace(kind, rules).second) return;
    findings_.push_back({kind, std::move(rules), std::move(example), position});
  }

  const Table& table_;
  std::vector<Column> columns_;
  std::vector<std::vector<Rules>> takes_;  // by column and value
  std::vector<bool> opaque_;               // by rule
  std::vector<bool> reached_;              // by rule
  std::vector<std::size_t> chosen_;        // the value of each column so far
  std::size_t steps_ = 0;
  std::size_t work_ = 0;
  std::set<std::pair<Finding::Kind, std::vector<std::string>>> told_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view rule_of(Finding::Kind kind) { return row_of(kind).rule; }

std::string message_of(const Finding& finding, const std::string& decision) {
  const KindRow& row = row_of(finding.kind);
  std::string text = "expected " + std::string(row.expected) + " in the table of '" + decision +
                     "', found " + std::string(row.found);
  if (!finding.rules.empty()) text += " " + comma_list(finding.rules);
  std::string inputs;
  for (const auto& [name, value] : finding.example)
    inputs += (inputs.empty() ? " for " : ", ") + name + " = " + to_string(value);
  return text + inputs;
}

std::vector<Finding> analyse(const Table& table) { return Analysis(table).run(); }

}  // namespace lagrum::dmn
