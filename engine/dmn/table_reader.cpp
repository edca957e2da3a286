#include <algorithm>
#include <array>
#include <sstream>

#include "dmn/table.h"
#include "feel/operators.h"

namespace lagrum::dmn {
namespace {

using Kind = feel::Type::Kind;

template <class T>
struct Word {
  std::string_view text;
  T value;
};

constexpr std::array kPolicies = {
    Word<HitPolicy>{"UNIQUE", HitPolicy::kUnique},
    Word<HitPolicy>{"ANY", HitPolicy::kAny},
    Word<HitPolicy>{"PRIORITY", HitPolicy::kPriority},
    Word<HitPolicy>{"FIRST", HitPolicy::kFirst},
    Word<HitPolicy>{"RULE ORDER", HitPolicy::kRuleOrder},
    Word<HitPolicy>{"OUTPUT ORDER", HitPolicy::kOutputOrder},
    Word<HitPolicy>{"COLLECT", HitPolicy::kCollect},
};

constexpr std::array kAggregations = {
    Word<Aggregation>{"SUM", Aggregation::kSum},
    Word<Aggregation>{"MIN", Aggregation::kMin},
    Word<Aggregation>{"MAX", Aggregation::kMax},
    Word<Aggregation>{"COUNT", Aggregation::kCount},
};

/// Lists as their elements, one level deep.
std::vector<Value> flattened(const std::vector<Value>& values) {
  std::vector<Value> result;
  for (const Value& value : values) {
    if (value.list() == nullptr) {
      result.push_back(value);
    } else {
      result.insert(result.end(), value.list()->begin(), value.list()->end());
    }
  }
  return result;
}

/// Reads one table.
class TableReader {
 public:
  TableReader(const Reader& reader, const ItemTypes& types, const feel::Scope& scope,
              const xml::Element& element, const ItemType& result)
      : reader_(reader), types_(types), scope_(scope), element_(element), result_(result) {}

  std::optional<Table> read() {
    reader_.check_children(element_, {"input", "output", "annotation", "rule"});
    table_.position = element_.position();
    read_policy();
    for (const xml::Element& input : reader_.children(element_, "input")) read_input(input);
    const auto outputs = reader_.children(element_, "output");
    for (const xml::Element& output : outputs) read_output(output, outputs.size());
    if (outputs.empty()) fail("table-width", element_.position(), "expected an output");
    for (const xml::Element& annotation : reader_.children(element_, "annotation")) {
      annotations_.push_back(annotation.attribute_or_empty("name"));
    }
    if (whole_) read_rules();
    check_policy();
    if (!whole_) return std::nullopt;
    make_index();
    return std::move(table_);
  }

 private:
  void fail(std::string rule, const Position& source, std::string message) {
    reader_.error(std::move(rule), source, std::move(message));
    whole_ = false;
  }

  void fail(const Error& error) {
    reader_.error(error);
    whole_ = false;
  }

  template <class T, std::size_t N>
  T word(std::string_view attribute, const std::array<Word<T>, N>& words, T otherwise) {
    const std::string text = element_.attribute_or_empty(attribute);
    if (text.empty()) return otherwise;
    std::vector<std::string> names;
    for (const Word<T>& row : words) {
      if (row.text == text) return row.value;
      names.emplace_back(row.text);
    }
    fail("hit-policy", element_.attribute_position(attribute),
         "expected a " + std::string(attribute) + " of DMN, found '" + text + "'" +
             suggestion(text, names));
    return otherwise;
  }

  void read_policy() {
    table_.policy = word("hitPolicy", kPolicies, HitPolicy::kUnique);
    table_.aggregation = word("aggregation", kAggregations, Aggregation::kNone);
    if (table_.aggregation != Aggregation::kNone && table_.policy != HitPolicy::kCollect) {
      fail("hit-policy", element_.attribute_position("aggregation"),
           "expected an aggregation with the hit policy COLLECT alone");
    }
  }

  std::optional<feel::Expression> expression(const SourceText& text) {
    auto compiled = feel::Expression::compile(text.text, scope_, text.position);
    if (compiled) return std::move(compiled).value();
    fail(compiled.error());
    return std::nullopt;
  }

  /// The type with the values that the child element `local` allows in place of its own.
  void restrict(const xml::Element& column, std::string_view local, ItemType& type) {
    if (!reader_.child(column, local)) return;
    const SourceText text = reader_.text_of(column, local);
    const feel::Type& element = type.element ? type.element->type : type.type;
    auto tests = feel::UnaryTests::compile(text.text, scope_, element, text.position);
    if (!tests) return fail(tests.error());
    if (type.element) {
      ItemType copy = *type.element;
      copy.allowed = *tests;
      copy.allowed_text = text.text;
      type.element = std::make_shared<const ItemType>(std::move(copy));
    } else {
      type.allowed = *tests;
      type.allowed_text = text.text;
    }
  }

  /// The item definition of what is tested, where that is a path from a variable: it may name the
  /// values where the column does not.
  const ItemType* defined_type(const feel::Expression& tested) const {
    if (tested.reads().size() != 1 || tested.reads().front() != tested.text()) return nullptr;
    std::vector<std::string> path;
    std::istringstream names(tested.text());
    for (std::string name; std::getline(names, name, '.');) path.push_back(name);
    const auto root =
        std::find_if(scope_.variables().begin(), scope_.variables().end(),
                     [&](const feel::Scope::Variable& each) { return each.name == path.front(); });
    if (root == scope_.variables().end()) return nullptr;
    return types_.at(root->type.name, std::span(path).subspan(1));
  }

  void read_input(const xml::Element& column) {
    reader_.check_children(column, {"inputExpression", "inputValues"});
    const xml::Element inner = reader_.child(column, "inputExpression");
    if (!inner) return fail("table-width", column.position(), "expected an input expression");
    reader_.check_language(inner);
    auto compiled = expression(reader_.text_or(inner, "null"));
    if (!compiled) return;
    const std::string name = inner.attribute_or_empty("typeRef");
    ItemType type = types_.find(reader_, name, inner.attribute_position("typeRef"));
    if (name.empty()) type.type = compiled->type();
    if (!feel::comparable(type.type, compiled->type())) {
      fail("input-type", compiled->source(),
           "expected " + feel::to_string(type.type) + ", found " +
               feel::to_string(compiled->type()));
    }
    restrict(column, "inputValues", type);
    const ItemType* defined = defined_type(*compiled);
    if (!type.allowed && defined != nullptr && defined->type.kind == type.type.kind) {
      type.allowed = defined->allowed;
      type.allowed_text = defined->allowed_text;
    }
    const bool plain = type.is_plain();
    const auto variable = compiled->variable();
    table_.inputs.push_back(TableInput{std::move(*compiled), std::move(type), plain, variable});
  }

  /// The type that the decision declares for the output, where the column declares none.
  ItemType declared(const std::string& name, std::size_t outputs) const {
    const ItemType& row = result_.element ? *result_.element : result_;
    if (outputs == 1 && row.members.empty()) return row;
    for (const auto& [member, type] : row.members) {
      if (member == name) return *type;
    }
    return {};
  }

  void read_output(const xml::Element& column, std::size_t outputs) {
    reader_.check_children(column, {"outputValues", "defaultOutputEntry"});
    TableOutput output{column.attribute_or_empty("name"), {}, {}, {}, column.position()};
    if (outputs > 1 && output.name.empty()) reader_.required(column, "name");
    for (const TableOutput& other : table_.outputs) {
      if (other.name != output.name) continue;
      fail("duplicate-name", column.attribute_position("name"),
           "expected each output once, found '" + output.name + "' again");
    }
    const std::string type = column.attribute_or_empty("typeRef");
    output.type = type.empty() ? declared(output.name, outputs)
                               : types_.find(reader_, type, column.attribute_position("typeRef"));
    restrict(column, "outputValues", output.type);
    const ItemType& element = output.type.element ? *output.type.element : output.type;
    if (element.allowed) output.priorities = flattened(element.allowed->constants());
    if (reader_.child(column, "defaultOutputEntry")) {
      output.fallback = expression(reader_.text_of(column, "defaultOutputEntry"));
      if (output.fallback) check_entry(*output.fallback, output.type);
    }
    table_.outputs.push_back(std::move(output));
  }

  /// The value of a constant entry, which must be one of its column.
  std::optional<Value> check_entry(const feel::Expression& entry, const ItemType& type) {
    const Value* constant = entry.constant();
    if (constant == nullptr) {
      const feel::Type& element = type.element ? type.element->type : type.type;
      if (!feel::comparable(entry.type(), type.type) && !feel::comparable(entry.type(), element)) {
        fail("output-type", entry.source(),
             "expected " + feel::to_string(type.type) + ", found " + feel::to_string(entry.type()));
      }
      return std::nullopt;
    }
    std::vector<feel::Issue> issues;
    const auto entry_name = [] { return std::string("entry"); };
    Value value = coerced(type, *constant, entry_name, entry.source(), issues);
    for (const feel::Issue& issue : issues) fail("output-type", issue.source, issue.message);
    return value;
  }

  /// A value that a cell names must be one that the column allows.
  void check_cell(const feel::UnaryTests& tests, const ItemType& type, const Position& source) {
    for (const Value& value : flattened(tests.constants())) {
      if (value.range() != nullptr || is_allowed(type, value)) continue;
      fail("allowed-values", source,
           "expected one of " + type.allowed_text + ", found " + to_string(value));
    }
  }

  void read_rules() {
    for (const xml::Element& element : reader_.children(element_, "rule")) {
      reader_.check_children(element, {"inputEntry", "outputEntry", "annotationEntry"});
      TableRule rule;
      rule.position = element.position();
      rule.id = element.attribute_or_empty("id");
      if (rule.id.empty()) rule.id = std::to_string(table_.rules.size() + 1);
      if (!check_width(element)) continue;
      read_tests(element, rule);
      read_entries(element, rule);
      read_annotations(element, rule);
      table_.rules.push_back(std::move(rule));
    }
  }

  bool check_width(const xml::Element& element) {
    const std::size_t inputs = reader_.children(element, "inputEntry").size();
    const std::size_t outputs = reader_.children(element, "outputEntry").size();
    if (inputs == table_.inputs.size() && outputs == table_.outputs.size()) return true;
    fail("table-width", element.position(),
         "expected " + std::to_string(table_.inputs.size()) + " input and " +
             std::to_string(table_.outputs.size()) + " output entries, found " +
             std::to_string(inputs) + " and " + std::to_string(outputs));
    return false;
  }

  void read_tests(const xml::Element& element, TableRule& rule) {
    std::size_t column = 0;
    for (const xml::Element& entry : reader_.children(element, "inputEntry")) {
      const ItemType& type = table_.inputs[column++].type;
      reader_.check_language(entry);
      SourceText text = reader_.own_text(entry);
      if (text.text.empty())
        text.text = "-";  // as editors write an entry that nobody has filled in
      auto tests = feel::UnaryTests::compile(text.text, scope_, type.type, text.position);
      if (!tests) {
        fail(tests.error());
        continue;
      }
      check_cell(*tests, type, text.position);
      rule.tests.push_back(std::move(tests).value());
    }
  }

  void read_entries(const xml::Element& element, TableRule& rule) {
    std::size_t column = 0;
    for (const xml::Element& entry : reader_.children(element, "outputEntry")) {
      const TableOutput& output = table_.outputs[column++];
      reader_.check_language(entry);
      auto compiled = expression(reader_.text_or(entry, "null"));
      if (!compiled) continue;
      rule.constants.push_back(check_entry(*compiled, output.type));
      rule.outputs.push_back(std::move(*compiled));
    }
  }

  void read_annotations(const xml::Element& element, TableRule& rule) {
    for (const xml::Element& entry : reader_.children(element, "annotationEntry")) {
      const std::size_t number = rule.annotations.size();
      std::string name = number < annotations_.size() ? annotations_[number] : std::string();
      if (name.empty()) name = "annotation " + std::to_string(number + 1);
      rule.annotations.emplace_back(std::move(name), reader_.own_text(entry).text);
    }
    // Where editors keep what people write beside a rule.
    const xml::Element description = reader_.child(element, "description");
    if (description && !description.trimmed_text().empty())
      rule.annotations.emplace_back("description", description.trimmed_text());
  }

  void check_policy() {
    const bool ordered =
        table_.policy == HitPolicy::kPriority || table_.policy == HitPolicy::kOutputOrder;
    const bool has_order =
        std::any_of(table_.outputs.begin(), table_.outputs.end(),
                    [](const TableOutput& output) { return !output.priorities.empty(); });
    if (ordered && !has_order) {
      fail("hit-policy", element_.position(),
           "expected output values, by which the priority is decided");
    }
    if (table_.aggregation != Aggregation::kNone && table_.outputs.size() > 1) {
      fail("hit-policy", element_.position(),
           "expected one output to aggregate, found " + std::to_string(table_.outputs.size()));
    }
  }

  void make_index() {
    IndexRoom room;
    for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
      std::vector<const feel::UnaryTests*> tests;
      for (const TableRule& rule : table_.rules) tests.push_back(&rule.tests[i]);
      table_.index.emplace_back(tests, table_.inputs[i].type.type, room);
    }
  }

  const Reader& reader_;
  const ItemTypes& types_;
  const feel::Scope& scope_;
  xml::Element element_;
  const ItemType& result_;
  std::vector<std::string> annotations_;
  Table table_;
  bool whole_ = true;
};

}  // namespace

std::optional<Table> read_table(const Reader& reader, const ItemTypes& types,
                                const feel::Scope& scope, const xml::Element& element,
                                const ItemType& result) {
  return TableReader(reader, types, scope, element, result).read();
}

}  // namespace lagrum::dmn
