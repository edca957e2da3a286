#include <iostream>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "files/files.h"
#include "lagrum/exchange.h"

namespace lagrum::cli {
namespace {

struct ExportOptions {
  std::string workflow;
  bool plain = false;
  std::string datamodel;
  std::string out;
};

struct ImportOptions {
  std::string file;
  std::string onto;
  std::string out;
};

/// Puts a document into the file, or prints it; what a terminal would not show as it is must go
/// into a file.
Result<int> give(House& house, const std::string& document, const std::string& out) {
  if (!out.empty()) {
    LAGRUM_TRY(files::write(out, document));
    if (house.options().json) {
      std::cout << pretty(Json(Json::Object{{"file", out}, {"diagnostics", house.findings()}}));
    } else {
      std::cout << out << "\n";
    }
    return kOk;
  }
  if (printable(document) != document) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected --out for a document whose bytes cannot be printed as they are",
                 {},
                 {}};
  }
  if (house.options().json) {
    std::cout << pretty(
        Json(Json::Object{{"document", document}, {"diagnostics", house.findings()}}));
  } else {
    std::cout << document;
  }
  return kOk;
}

Result<int> export_workflow(House& house, const ExportOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  const auto datamodel =
      given.datamodel == "null" ? exchange::Datamodel::kNull : exchange::Datamodel::kEcmascript;
  Diagnostics diagnostics;
  const Result<std::string> text =
      exchange::plain_scxml(*workspace, WorkflowId(given.workflow), datamodel, diagnostics);
  house.tell(diagnostics);
  if (!text) return text.error();
  return give(house, *text, given.out);
}

Result<int> import_workflow(House& house, const ImportOptions& given) {
  LAGRUM_ASSIGN(const std::string bytes, files::read(given.file));
  std::optional<xml::Document> onto;
  if (!given.onto.empty()) {
    LAGRUM_ASSIGN(const std::string former, files::read(given.onto));
    LAGRUM_ASSIGN(onto, xml::Document::parse(former, given.onto));
  }
  Diagnostics diagnostics;
  const Result<std::string> workflow =
      exchange::workflow_from(bytes, given.file, diagnostics, onto ? &*onto : nullptr);
  house.tell(diagnostics);
  if (!workflow) return workflow.error();
  return give(house, *workflow, given.out);
}

}  // namespace

void add_exchange_commands(CLI::App& app, Options& options, int& result) {
  auto* out = app.add_subcommand(
      "export", "Write a workflow as SCXML for tools that do not know our extension");
  auto wanted = std::make_shared<ExportOptions>();
  out->add_option("workflow", wanted->workflow, "Id of the workflow")->required();
  out->add_flag("--plain", wanted->plain, "Plain SCXML 1.0: nothing of another namespace")
      ->required();
  out->add_option("--datamodel", wanted->datamodel,
                  "null (guards by In() alone) or ecmascript (a listed subset of FEEL)")
      ->check(CLI::IsMember({"null", "ecmascript"}))
      ->required();
  out->add_option("--out", wanted->out, "File to write; without it the document is printed");
  run_on(out, options, result, [wanted](House& house) { return export_workflow(house, *wanted); });

  auto* in = app.add_subcommand(
      "import", "Turn SCXML of another tool into a workflow; what need not change stays");
  auto given = std::make_shared<ImportOptions>();
  in->add_option("file", given->file, "SCXML file")->required();
  in->add_option("--onto", given->onto,
                 "The workflow it was exported from: gives back what plain SCXML has no place for");
  in->add_option("--out", given->out, "File to write; without it the workflow is printed");
  run_on(in, options, result, [given](House& house) { return import_workflow(house, *given); });
}

}  // namespace lagrum::cli
