#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "files/files.h"
#include "lagrum/decide.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

struct DecideOptions {
  std::string file;
  std::string decision;
  std::vector<std::string> inputs;
  bool standard = false;
};

Result<xml::Document> document_of(const fs::path& path) {
  LAGRUM_ASSIGN(const std::string bytes, files::read(path));
  return xml::Document::parse(bytes, path.string());
}

/// Imports lie beside the file that names them.
decide::Open beside(const fs::path& file) {
  return [folder = file.parent_path()](const std::string& ns,
                                       const std::string& location) -> Result<xml::Document> {
    if (!location.empty()) return document_of(folder / location);
    return Error{ErrorCode::kNotFound,
                 "expected the location of the imported file of '" + ns + "', found none",
                 {},
                 {}};
  };
}

Result<std::map<std::string, std::string>> read_inputs(const std::vector<std::string>& given) {
  std::map<std::string, std::string> inputs;
  for (const std::string& each : given) {
    const auto equal = each.find('=');
    if (equal == std::string::npos || equal == 0) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected an input as name=FEEL, found '" + each + "'",
                   {},
                   {}};
    }
    if (!inputs.emplace(each.substr(0, equal), each.substr(equal + 1)).second) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected each input once, found '" + each.substr(0, equal) + "' again",
                   {},
                   {}};
    }
  }
  return inputs;
}

Json to_json(const decide::Answer& answer, const Diagnostics& diagnostics) {
  Json::Array rules;
  Json::Array findings;
  for (const Diagnostic& each : diagnostics.all()) findings.emplace_back(to_string(each));
  for (const decide::Answer::Rule& rule : answer.rules) {
    Json::Object notes;
    for (const auto& [name, text] : rule.annotations) notes[name] = Json(text);
    Json::Array conditions;
    for (const auto& [input, test] : rule.conditions)
      conditions.emplace_back(Json::Object{{"input", input}, {"test", test}});
    rules.emplace_back(Json::Object{{"decision", rule.decision},
                                    {"rule", rule.rule},
                                    {"number", Json(static_cast<std::int64_t>(rule.number))},
                                    {"conditions", Json(std::move(conditions))},
                                    {"annotations", Json(std::move(notes))}});
  }
  return Json(Json::Object{{"result", to_string(answer.value)},
                           {"rules", Json(std::move(rules))},
                           {"findings", Json(std::move(findings))}});
}

void tell(const decide::Answer& answer, const Options& options) {
  std::cout << coloured(options, "1", to_string(answer.value)) << "\n";
  for (const decide::Answer::Rule& rule : answer.rules) {
    const std::string number = std::to_string(rule.number);
    std::cout << "  " << rule.decision << ", "
              << message(parse_language(options.language), "cli.decide-rule", {{"number", number}});
    if (rule.rule != number) std::cout << " (" << rule.rule << ")";
    for (const auto& [input, test] : rule.conditions) std::cout << "; " << input << ": " << test;
    for (const auto& [name, text] : rule.annotations) {
      if (!text.empty()) std::cout << "; " << name << ": " << text;
    }
    std::cout << "\n";
  }
  if (!answer.is_table || !answer.sound || !answer.rules.empty()) return;
  const char* without = answer.value.is_null() ? "cli.decide-none" : "cli.decide-default";
  std::cout << "  " << message(parse_language(options.language), without) << "\n";
}

Result<int> list_decisions(const xml::Document& model, const decide::Surroundings& surroundings,
                           House& house) {
  Diagnostics diagnostics;
  const auto all = decide::decisions(model, surroundings, diagnostics);
  house.tell(diagnostics);
  if (!all) return all.error();
  Json::Array array;
  for (const decide::Decision& each : *all) {
    Json::Array inputs(each.inputs.begin(), each.inputs.end());
    array.emplace_back(Json::Object{{"decision", each.name}, {"inputs", Json(std::move(inputs))}});
    if (house.options().json) continue;
    std::cout << each.name << ":";
    for (const std::string& input : each.inputs) std::cout << " " << input;
    std::cout << "\n";
  }
  if (house.options().json) std::cout << pretty(Json(std::move(array)));
  return kOk;
}

Result<int> decide_one(House& house, const DecideOptions& given) {
  LAGRUM_ASSIGN(const xml::Document model, document_of(given.file));
  decide::Surroundings surroundings{beside(given.file), given.standard, &house.zones(), {}};
  if (!house.options().now.empty()) {
    LAGRUM_ASSIGN(const Value now, parse_value("date-time", house.options().now));
    surroundings.now = *now.date_time();
  }
  if (given.decision.empty()) return list_decisions(model, surroundings, house);
  LAGRUM_ASSIGN(const auto inputs, read_inputs(given.inputs));
  Diagnostics diagnostics;
  const auto answer = decide::evaluate(model, given.decision, inputs, surroundings, diagnostics);
  house.tell(diagnostics);
  if (!answer) return answer.error();
  if (house.options().json) {
    std::cout << pretty(to_json(*answer, diagnostics));
  } else {
    tell(*answer, house.options());
  }
  return answer->sound ? kOk : kFailed;
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): the function in surroundings owns it

}  // namespace

void add_decide_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "decide", "Evaluate a decision of a DMN file: its result, the rules that applied, and why");
  auto given = std::make_shared<DecideOptions>();
  command->add_option("file", given->file, "DMN file")->required();
  command->add_option("decision", given->decision,
                      "Name of the decision; without it all are listed with their inputs");
  command
      ->add_option("--input", given->inputs,
                   "An input as name=FEEL, for example 'amount=1000' or 'day=date(\"2026-10-31\")'")
      ->take_all();
  command->add_flag("--standard", given->standard,
                    "As the standard has it: a faulty expression is null and no error");
  run_on(command, options, result, [given](House& house) { return decide_one(house, *given); });
}

}  // namespace lagrum::cli
