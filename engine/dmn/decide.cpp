#include "lagrum/decide.h"

#include <algorithm>
#include <utility>

#include "base/words.h"
#include "base/xml_text.h"
#include "dmn/model.h"

namespace lagrum::decide {
namespace {

dmn::LoadOptions options_of(const Surroundings& surroundings) {
  return {surroundings.standard ? feel::Profile::kStandard : feel::Profile::kCase,
          surroundings.open};
}

Result<Value> read_input(const std::string& name, const std::string& text,
                         const feel::Environment& environment) {
  if (!xml::is_utf8(text)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected UTF-8 in the input '" + name + "', found other bytes",
                 {},
                 {}};
  }
  Result<Value> value = feel::value_of(text, environment, {name, 1, 1});
  if (value) return value;
  return Error{ErrorCode::kInvalidArgument,
               "the input '" + name + "': " + value.error().message,
               value.error().source,
               {}};
}

/// The inputs in the order of the decision; what is not given is null, with a warning.
Result<std::vector<Value>> read_inputs(const dmn::Decision& asked,
                                       const std::map<std::string, std::string>& inputs,
                                       const feel::Environment& environment, bool standard,
                                       Diagnostics& diagnostics) {
  const std::vector<std::string> known = asked.inputs();
  std::vector<Value> values(known.size());
  for (const auto& [name, text] : inputs) {
    if (!contains(known, name)) {
      return Error{
          ErrorCode::kNotFound, not_known("an input of the decision", name, known), {}, {}};
    }
  }
  for (std::size_t place = 0; place < known.size(); ++place) {
    const auto given = inputs.find(known[place]);
    if (given == inputs.end()) {
      if (!standard) {
        diagnostics.warning("missing-input", asked.source(),
                            "expected the input '" + known[place] + "', found none: it is null");
      }
      continue;
    }
    LAGRUM_ASSIGN(values[place], read_input(known[place], given->second, environment));
    if (!standard) LAGRUM_TRY(asked.check_input(place, values[place]));
  }
  return values;
}

Result<dmn::Decided> serve(const dmn::Model& model, std::string_view service,
                           const std::map<std::string, std::string>& inputs,
                           const feel::Environment& environment) {
  Context given;
  for (const auto& [name, text] : inputs) {
    LAGRUM_ASSIGN(Value value, read_input(name, text, environment));
    given.set(name, std::move(value));
  }
  return model.serve(service, given, environment);
}

}  // namespace

Result<std::vector<Decision>> decisions(const xml::Document& model,
                                        const Surroundings& surroundings,
                                        Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const dmn::Model loaded,
                dmn::Model::load(model, diagnostics, options_of(surroundings)));
  std::vector<Decision> all;
  for (const std::string& name : loaded.decisions())
    all.push_back({name, loaded.decision(name)->inputs()});
  return all;
}

Result<Answer> evaluate(const xml::Document& model, std::string_view decision,
                        const std::map<std::string, std::string>& inputs,
                        const Surroundings& surroundings, Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const dmn::Model loaded,
                dmn::Model::load(model, diagnostics, options_of(surroundings)));
  feel::Environment environment;
  environment.now = surroundings.now;
  environment.zones = surroundings.zones;
  const Result<dmn::Decision> asked = loaded.decision(decision);
  dmn::Decided decided;
  if (asked) {
    LAGRUM_ASSIGN(const std::vector<Value> values,
                  read_inputs(*asked, inputs, environment, surroundings.standard, diagnostics));
    decided = asked->evaluate(values, environment);
  } else {
    auto served = serve(loaded, decision, inputs, environment);
    if (!served)
      return served.error().code == ErrorCode::kNotFound ? asked.error() : served.error();
    decided = std::move(*served);
  }
  for (const feel::Issue& issue : decided.issues) {
    const Severity severity = surroundings.standard ? Severity::kWarning : Severity::kError;
    diagnostics.add({severity, "null", issue.message, issue.source, {}});
  }
  Answer answer{std::move(decided.value), {}, asked && asked->is_table(), decided.issues.empty()};
  for (dmn::AppliedRule& rule : decided.rules) {
    answer.rules.push_back({std::move(rule.decision), std::move(rule.rule), rule.number + 1,
                            conditions_of(rule), std::move(rule.annotations)});
  }
  return answer;
}

}  // namespace lagrum::decide
