#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "files/files.h"
#include "lagrum/audit.h"
#include "lagrum/lint.h"
#include "lagrum/render.h"

namespace lagrum::cli {
namespace {

Json to_json(const Workspace::NormInfo& norm) {
  Json::Object title;
  Json::Object summary;
  for (const auto& [language, text] : norm.title.all()) title[language] = Json(text);
  for (const auto& [language, text] : norm.summary.all()) summary[language] = Json(text);
  return Json(Json::Object{{"id", norm.id},
                           {"pack", norm.pack},
                           {"cite", norm.cite},
                           {"rank", norm.rank},
                           {"mode", norm.mode},
                           {"source", norm.source},
                           {"review", norm.review},
                           {"valid_from", norm.valid_from},
                           {"valid_to", norm.valid_to},
                           {"title", Json(std::move(title))},
                           {"summary", Json(std::move(summary))}});
}

Result<int> list_norms(House& house) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  Json::Array array;
  for (const Workspace::NormInfo& norm : workspace->norms()) {
    array.push_back(to_json(norm));
    if (!house.options().json) {
      std::cout << norm.id << "  [" << norm.mode << ", " << norm.rank << "]  "
                << norm.title.in(house.language()) << " (" << norm.cite << ")\n";
    }
  }
  if (house.options().json) std::cout << pretty(Json(std::move(array)));
  return kOk;
}

Result<int> show_norm(House& house, const std::string& id) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  std::vector<std::string> ids;
  bool found = false;
  for (const Workspace::NormInfo& norm : workspace->norms()) {
    ids.push_back(norm.id);
    if (norm.id != id) continue;
    found = true;
    if (house.options().json) {
      std::cout << pretty(to_json(norm));
      continue;
    }
    const Language language = house.language();
    std::cout << coloured(house.options(), "1", norm.title.in(language)) << "\n"
              << norm.cite << "   " << norm.id << "   " << norm.pack << " " << norm.pack_version
              << "\n\n"
              << norm.summary.in(language) << "\n\n"
              << message(language, "cli.norm-status",
                         {{"mode", norm.mode},
                          {"rank", norm.rank},
                          {"source", norm.source},
                          {"review", norm.review},
                          {"from", norm.valid_from.empty() ? "-" : norm.valid_from},
                          {"to", norm.valid_to.empty() ? "-" : norm.valid_to}})
              << "\n";
    for (const Texts& doubt : norm.doubts)
      std::cout << message(language, "cli.norm-doubt", {{"doubt", doubt.in(language)}}) << "\n";
    std::cout << "\n" << norm.file << ":" << norm.line << "\n" << norm.xml << "\n";
  }
  if (found) return kOk;
  return Error{ErrorCode::kNotFound, not_known("a norm of the packs", id, ids), {}, {}};
}

struct DateOptions {
  std::string start;
  std::string length;
  std::string calendar = "se";
  std::string kind = "latest-act";
  std::string roll;
  std::string days;
  std::string cite;
  std::vector<std::string> extend;
  std::vector<std::string> switches;
};

Result<int> compute_date(House& house, const DateOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  const calendar::Calendar* found = workspace->calendar(given.calendar);
  if (found == nullptr) {
    return Error{ErrorCode::kNotFound,
                 not_known("a calendar of the workspace", given.calendar, workspace->calendars()),
                 {},
                 {}};
  }
  calendar::Calendar days = *found;
  for (const std::string& text : given.switches) {
    const std::size_t equals = text.find('=');
    LAGRUM_ASSIGN(
        days, days.with_switch(text.substr(0, equals),
                               equals == std::string::npos || text.substr(equals + 1) == "true"));
  }
  calendar::TimeLimit limit;
  LAGRUM_ASSIGN(limit.start, parse_date(given.start));
  LAGRUM_ASSIGN(limit.length, calendar::parse_period(given.length));
  LAGRUM_ASSIGN(limit.kind, calendar::parse_kind(given.kind));
  limit.roll = given.roll == "none" ? std::string() : given.roll;
  limit.days = given.days;
  limit.cite = given.cite;
  for (const std::string& text : given.extend) {
    LAGRUM_ASSIGN(const calendar::Period by, calendar::parse_period(text));
    limit.extensions.push_back({by, calendar::From::kStart, given.cite});
  }
  LAGRUM_ASSIGN(const calendar::Computed computed, calendar::compute(days, limit));
  if (house.options().json) {
    Json::Array steps;
    for (const calendar::Step& step : computed.derivation.steps) {
      steps.emplace_back(Json::Object{{"as", step.as},
                                      {"on", to_string(step.on)},
                                      {"cite", step.cite},
                                      {"interpretation", Json(step.interpretation)},
                                      {"text", step.text.in(house.language())}});
    }
    std::cout << pretty(Json(Json::Object{{"raw_end", to_string(computed.raw_end)},
                                          {"due", to_string(computed.due)},
                                          {"steps", Json(std::move(steps))}}));
  } else {
    std::cout << coloured(house.options(), "1", to_string(computed.due)) << "\n"
              << computed.derivation.in(house.language());
  }
  return kOk;
}

/// Stories, as far as they can be judged without being played.
Status check_scenarios(House& house, const Workspace& workspace, Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const std::vector<SourceFile> sources, house.sources());
  for (const SourceFile& source : sources) {
    const auto document = xml::Document::parse(source.bytes, source.name);
    if (!document) {  // the workspace has been loaded: only stories may be unreadable in it
      diagnostics.error("xml", document.error().source, document.error().message);
    } else if (document->root().local() == "scenario") {
      lint::check_scenario(*document, workspace, diagnostics);
    }
  }
  return {};
}

Result<int> lint_all(House& house) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  Diagnostics diagnostics;
  lint::check_mappings(*workspace, diagnostics);
  lint::check_decisions(*workspace, diagnostics);
  lint::check_bases(*workspace, diagnostics);
  for (const xml::Document& mapping : workspace->log_mappings())
    (void)audit::Audit::load(mapping, {}, sources_of(*workspace),
                             diagnostics);  // says what is wrong
  LAGRUM_TRY(check_scenarios(house, *workspace, diagnostics));
  house.tell(diagnostics);
  const int status = diagnostics.has_errors() ? kUsage : kOk;
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"diagnostics", house.findings()}}));
    return status;
  }
  if (status != kOk) return status;
  const std::size_t warnings = house.told_count();
  std::cout << message(house.language(), warnings == 0 ? "cli.lint-clean" : "cli.lint-warned",
                       {{"warnings", std::to_string(warnings)},
                        {"workflows", std::to_string(workspace->workflows().size())},
                        {"norms", std::to_string(workspace->norms().size())}})
            << "\n";
  return kOk;
}

struct RenderOptions {
  std::string workflow;
  std::string form = "svg";
  std::string out;
};

Result<int> render_workflow(House& house, const RenderOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  const auto drawn = given.form == "svg" ? render::svg : render::mermaid;
  LAGRUM_ASSIGN(const std::string picture,
                drawn(*workspace, WorkflowId(given.workflow), house.language()));
  if (given.out.empty()) {
    std::cout << picture;
    return kOk;
  }
  LAGRUM_TRY(files::write(given.out, picture));
  std::cout << given.out << "\n";
  return kOk;
}

}  // namespace

void add_law_commands(CLI::App& app, Options& options, int& result) {
  auto* law =
      app.add_subcommand("law", "The law packs: list the norms, show one")->require_subcommand(1);
  run_on(law->add_subcommand("list", "List the norms with mode and citation"), options, result,
         [](House& house) { return list_norms(house); });
  auto* show_command = law->add_subcommand("show", "Show a norm as a lawyer reads it");
  auto norm = std::make_shared<std::string>();
  show_command->add_option("norm", *norm, "Id of the norm")->required();
  run_on(show_command, options, result, [norm](House& house) { return show_norm(house, *norm); });

  auto* date = app.add_subcommand("date", "Compute a time limit and print its derivation");
  auto given = std::make_shared<DateOptions>();
  date->add_option("start", given->start, "Day from which the count starts, as 2026-10-31")
      ->required();
  date->add_option("length", given->length, "Length as P14D, P3W, P4M or P1Y")->required();
  date->add_option("--calendar", given->calendar, "Calendar")->capture_default_str();
  date->add_option("--kind", given->kind, "latest-act, earliest-act, deemed-event or backward")
      ->capture_default_str();
  date->add_option("--roll", given->roll, "Day set to roll to, or none");
  date->add_option("--days", given->days, "Count only days of this set");
  date->add_option("--cite", given->cite, "Provision of the limit");
  date->add_option("--extend", given->extend, "Extension from the start, as P2M")->take_all();
  date->add_option("--switch", given->switches, "Interpretation switch of the calendar, as id=true")
      ->take_all();
  run_on(date, options, result, [given](House& house) { return compute_date(house, *given); });

  run_on(app.add_subcommand(
             "lint",
             "Check every workflow, pack, calendar, text, mapping and scenario of the workspace"),
         options, result, [](House& house) { return lint_all(house); });

  auto* picture = app.add_subcommand(
      "render",
      "Draw a workflow: states, transitions and who may take them, acts with provisions, clocks, "
      "waits, decisions");
  auto drawn = std::make_shared<RenderOptions>();
  picture->add_option("workflow", drawn->workflow, "Id of the workflow")->required();
  picture->add_option("--form", drawn->form, "svg or mermaid")
      ->check(CLI::IsMember({"svg", "mermaid"}))
      ->capture_default_str();
  picture->add_option("--out", drawn->out, "File to write; without it the picture is printed");
  run_on(picture, options, result,
         [drawn](House& house) { return render_workflow(house, *drawn); });
}

}  // namespace lagrum::cli
