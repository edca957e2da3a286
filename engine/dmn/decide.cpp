#include "lagrum/decide.h"

#include <algorithm>
#include <utility>

#include "base/words.h"
#include "dmn/model.h"

namespace lagrum::decide {
namespace {

dmn::LoadOptions options_of(const Surroundings& surroundings) {
  return {surroundings.standard ? feel::Profile::kStandard : feel::Profile::kCase,
          surroundings.open};
}

Result<Value> read_input(const std::string& name, const std::string& text,
                         const feel::Environment& environment) {
  LAGRUM_ASSIGN(const feel::Expression code, feel::Expression::compile(text, {}, {name, 1, 1}));
  feel::Outcome outcome = code.evaluate(environment);
  if (outcome.issues.empty()) return std::move(outcome.value);
  return Error{ErrorCode::kInvalidArgument,
               "the input '" + name + "': " + outcome.issues.front().message,
               outcome.issues.front().source,
               {}};
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
  LAGRUM_ASSIGN(const dmn::Decision asked, loaded.decision(decision));
  const std::vector<std::string> known = asked.inputs();
  feel::Environment environment;
  environment.now = surroundings.now;
  environment.zones = surroundings.zones;
  std::vector<Value> values(known.size());
  for (const auto& [name, text] : inputs) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
      return Error{
          ErrorCode::kNotFound, not_known("an input of the decision", name, known), {}, {}};
    }
    const auto place = static_cast<std::size_t>(found - known.begin());
    LAGRUM_ASSIGN(values[place], read_input(name, text, environment));
    if (!surroundings.standard) LAGRUM_TRY(asked.check_input(place, values[place]));
  }
  dmn::Decided decided = asked.evaluate(values, environment);
  for (const feel::Issue& issue : decided.issues)
    diagnostics.warning("null", issue.source, issue.message);
  Answer answer{std::move(decided.value), {}, asked.is_table()};
  for (dmn::AppliedRule& rule : decided.rules) {
    answer.rules.push_back({std::move(rule.decision), std::move(rule.rule), conditions_of(rule),
                            std::move(rule.annotations)});
  }
  return answer;
}

}  // namespace lagrum::decide
