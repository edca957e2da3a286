// Decision models of strangers: what loads, under either profile, is analysed, and each decision
// and service is asked twice, with several made-up inputs.
#include <algorithm>

#include "dmn/model.h"
#include "fuzz/fuzz.h"
#include "support/findings.h"

namespace lagrum::fuzz {
namespace {

constexpr const char* kModelFile = "input.dmn";
/// Of one question: a model may take many more, which takes long.
constexpr std::uint64_t kStepsMax = 20'000;
constexpr std::size_t kQuestionsMax = 12;

/// The one file that every import finds.
constexpr const char* kImported =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="imported" namespace="urn:imported">
  <itemDefinition name="Age"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
  <inputData id="i" name="age"><variable name="age" typeRef="Age"/></inputData>
  <decision id="d" name="adult"><variable name="adult" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>age >= 18</text></literalExpression></decision>
  <businessKnowledgeModel id="k" name="twice"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
    <literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
</definitions>)";

Result<xml::Document> open_fixed(const std::string& ns, const std::string& location) {
  if (ns == "urn:imported" || location == "imported.dmn")
    return xml::Document::parse(kImported, "imported.dmn");
  return Error{ErrorCode::kNotFound, "expected a file, found '" + location + "'", {}, {}};
}

/// Values of every kind, of which an input takes each in turn.
const std::vector<Value>& made_up() {
  static const std::vector<Value> kValues = {
      Value::integer(18),
      Value("A"),
      Value(true),
      Value(CivilDate{2026, 11, 16}),
      Value(Context{{"name", Value("B")}, {"age", Value::integer(70)}}),
      Value(List{Value::integer(1), Value("A"), Value()}),
      Value(Decimal::parse("-0.5").value()),
      Value(),
      Value(SecondsDuration{86'400, 0}),
      Value(MonthsDuration{14}),
      Value(DateTime{CivilDate{2026, 11, 16}, TimeOfDay{3600, 0, true, 0, ""}})};
  return kValues;
}

/// A value for each name; "import.input" stands in a context named as the import.
Context inputs_of(const std::vector<std::string>& names, std::size_t turn) {
  Context inputs;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Value& value = made_up()[(i + turn) % made_up().size()];
    const std::size_t dot = names[i].find('.');
    if (dot == std::string::npos) {
      inputs.set(names[i], value);
      continue;
    }
    const std::string import = names[i].substr(0, dot);
    const Value* known = inputs.find(import);
    Context members =
        known != nullptr && known->context() != nullptr ? *known->context() : Context();
    members.set(names[i].substr(dot + 1), value);
    inputs.set(import, Value(std::move(members)));
  }
  return inputs;
}

std::string answer_text(const Result<dmn::Decided>& decided) {
  if (!decided) return to_string(decided.error());
  std::string text = to_string(decided->value);
  for (const dmn::AppliedRule& rule : decided->rules)
    text += "\n" + rule.decision + " " + rule.rule;
  for (const feel::Issue& issue : decided->issues) {
    expect(!issue.message.empty() && issue.source.line > 0, "an issue says what and where",
           issue.message);
    text += "\n" + issue.message;
  }
  return text;
}

/// Asks twice; `ask` takes the environment.
template <class Ask>
void ask_twice(const Ask& ask) {
  std::string first;
  for (int i = 0; i < 2; ++i) {
    feel::Budget budget;
    budget.steps_max = kStepsMax;
    feel::Environment environment;
    environment.now = DateTime{CivilDate{2026, 11, 16}, TimeOfDay{}};
    environment.budget = &budget;
    const std::string text = answer_text(ask(environment));
    expect(i == 0 || text == first, "the same gives the same", first + "\nand\n" + text);
    first = text;
  }
}

void ask_decisions(const dmn::Model& model) {
  std::size_t asked = 0;
  for (const std::string& name : model.decisions()) {
    const auto decision = model.decision(name);
    expect(decision.has_value(), "a decision is there", name);
    static_cast<void>(decision->result_type());
    for (std::size_t turn = 0; turn < made_up().size() && asked < kQuestionsMax; turn += 4) {
      ++asked;
      const Context inputs = inputs_of(decision->inputs(), turn);
      ask_twice([&](const feel::Environment& now) { return model.evaluate(name, inputs, now); });
    }
  }
}

void ask_services(const dmn::Model& model, const xml::Element& root) {
  std::size_t asked = 0;
  for (const xml::Element& each : root.children()) {
    if (each.local() != "decisionService" || ++asked > kQuestionsMax) continue;
    const std::string name = each.attribute_or_empty("name");
    const Context inputs = inputs_of({"age", "risk", "n", "name"}, asked);
    ask_twice([&](const feel::Environment& now) { return model.serve(name, inputs, now); });
  }
}

void take_model(const xml::Document& document, feel::Profile profile) {
  Diagnostics diagnostics;
  const auto model =
      dmn::Model::load(document, diagnostics, {.profile = profile, .open = open_fixed});
  expect(model.has_value() || test::has_place(diagnostics), "a failed load names file and line",
         test::all_of(diagnostics));
  expect(!model || !diagnostics.has_errors(), "a load with errors fails",
         test::all_of(diagnostics));
  if (!model) return;
  Diagnostics findings;
  model->check_tables(findings);
  expect(!findings.has_errors(), "an analysis only warns", test::all_of(findings));
  ask_decisions(*model);
  ask_services(*model, document.root());
}

}  // namespace

void take(std::string_view bytes) {
  const auto document = xml::Document::parse(bytes, kModelFile);
  if (!document) {
    expect_place(document.error(), kModelFile);
    return;
  }
  for (const feel::Profile profile : {feel::Profile::kStandard, feel::Profile::kCase})
    take_model(*document, profile);
}

}  // namespace lagrum::fuzz
