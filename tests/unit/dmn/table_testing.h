#pragma once

#include <string>
#include <vector>

#include "dmn_testing.h"

namespace lagrum::dmn {

/// A table over the number `age` and the string `risk`, as the tests write it.
struct Sketch {
  std::string attributes = "hitPolicy=\"UNIQUE\"";
  std::string outputs = R"(<output typeRef="string"/>)";
  struct Rule {
    std::string age;
    std::string risk;
    std::vector<std::string> entries;
    std::string more = {};  ///< annotation entries
  };
  std::vector<Rule> rules = {};
  std::string variable = R"(<variable name="decision"/>)";
  std::string annotations = {};
  std::string input_values = {};  ///< of `risk`
};

inline std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '<') {
      result += "&lt;";
    } else {
      result += c;
    }
  }
  return result;
}

inline std::string cell(const std::string& name, const std::string& text) {
  return "<" + name + "><text>" + escaped(text) + "</text></" + name + ">";
}

inline std::string table(const Sketch& sketch) {
  std::string text =
      R"(<inputData id="a" name="age"><variable name="age" typeRef="number"/></inputData>)"
      R"(<inputData id="r" name="risk"><variable name="risk" typeRef="string"/></inputData>)"
      R"(<decision id="d" name="decision">)" +
      sketch.variable +
      R"(<informationRequirement><requiredInput href="#a"/></informationRequirement>)"
      R"(<informationRequirement><requiredInput href="#r"/></informationRequirement>)"
      "\n<decisionTable " +
      sketch.attributes +
      ">\n"
      R"(<input><inputExpression typeRef="number"><text>age</text></inputExpression></input>)"
      R"(<input><inputExpression typeRef="string"><text>risk</text></inputExpression>)" +
      (sketch.input_values.empty() ? "" : cell("inputValues", sketch.input_values)) + "</input>\n" +
      sketch.outputs + sketch.annotations;
  for (const Sketch::Rule& rule : sketch.rules) {
    text += "\n<rule>" + cell("inputEntry", rule.age) + cell("inputEntry", rule.risk);
    for (const std::string& entry : rule.entries) text += cell("outputEntry", entry);
    text += rule.more + "</rule>";
  }
  return definitions(text + "\n</decisionTable></decision>");
}

inline Decided evaluated(const Sketch& sketch, int age, const Value& risk) {
  return decided(table(sketch), "decision", Context{{"age", Value::integer(age)}, {"risk", risk}});
}

/// The result as a literal, and the rules that applied.
inline std::string outcome(const Sketch& sketch, int age, const Value& risk) {
  const Decided result = evaluated(sketch, age, risk);
  std::string text = to_string(result.value) + " by";
  for (const AppliedRule& rule : result.rules) text += " " + rule.rule;
  return text;
}

}  // namespace lagrum::dmn
