#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "eventlog/eventlog.h"
#include "files/files.h"
#include "lagrum/audit.h"

namespace lagrum::cli {
namespace {

constexpr std::string_view kByWorkflow = "workflow";
constexpr std::size_t kChunk = std::size_t{1} << 16U;

struct AuditOptions {
  std::string log;
  std::string mapping;
  std::vector<std::string> law;
  std::string csv;
  std::string html;
  std::string by;
  std::string norm;
  std::string only_case;
  std::string horizon = "newest";
};

/// Where the cases of a run go as they come: nothing is held but a chunk of each.
class Outputs {
 public:
  Outputs(const House& house, const AuditOptions& given, const std::vector<audit::NormInfo>& norms)
      : norms_(norms), json_(house.options().json), given_(given), page_(norms, house.language()) {
    if (!given.csv.empty()) csv_.open(given.csv, std::ios::binary);
    if (csv_.is_open()) csv_text_ = audit::csv_head();
    json_text_ = "{\"cases\":[";
  }

  void take(const audit::CaseReport& report) {
    if (json_) {
      json_text_ += any_ ? ",\n" : "\n";
      audit::append_json(report, norms_, json_text_);
      if (json_text_.size() > kChunk) put(std::cout, json_text_);
    }
    if (csv_.is_open()) {
      audit::append_csv(report, norms_, csv_text_);
      if (csv_text_.size() > kChunk) put(csv_, csv_text_);
    }
    if (!given_.html.empty()) page_.take(report);
    any_ = true;
  }

  Status finish(const audit::Totals& totals, const audit::Faults& faults, const std::string& log) {
    if (json_) {
      std::string rest = pretty(audit::to_json(totals, norms_, faults));
      json_text_ += "\n],";
      json_text_ += rest.substr(1);
      put(std::cout, json_text_);
    }
    if (csv_.is_open()) put(csv_, csv_text_);
    if (!given_.csv.empty() && !csv_.flush()) {
      return Error{ErrorCode::kUnavailable,
                   "expected a file that can be written",
                   Position{given_.csv, 0, 0},
                   {}};
    }
    if (!given_.html.empty()) return files::write(given_.html, page_.finish(totals, faults, log));
    return {};
  }

 private:
  static void put(std::ostream& stream, std::string& text) {
    stream << text << std::flush;
    text.clear();
  }

  const std::vector<audit::NormInfo>& norms_;
  bool json_;
  const AuditOptions& given_;
  audit::Page page_;
  std::ofstream csv_;
  bool any_ = false;
  std::string json_text_;
  std::string csv_text_;
};

Result<audit::Run> run_of(House& house, const AuditOptions& given) {
  audit::Run run;
  run.group_by = given.by;
  run.only_norm = given.norm;
  run.only_case = given.only_case;
  if (given.horizon == "newest") return run;
  if (given.horizon == "now") {
    LAGRUM_ASSIGN(run.horizon, house.now());
  } else {
    LAGRUM_ASSIGN(run.horizon, house.instant(given.horizon, "--horizon"));
  }
  return run;
}

/// What is written never takes the place of what is read, nor of the other.
Status check_files(const AuditOptions& given) {
  const auto same = [](const std::string& one, const std::string& other) {
    std::error_code none;
    return !one.empty() && !other.empty() &&
           (one == other || std::filesystem::equivalent(one, other, none));
  };
  for (const auto& [option, file] : {std::pair{"--csv", given.csv}, {"--html", given.html}}) {
    if (!same(file, given.log) && !same(file, given.mapping)) continue;
    return Error{ErrorCode::kInvalidArgument,
                 std::string("expected ") + option + " to name a file of its own, found '" + file +
                     "', which is read",
                 {},
                 {}};
  }
  if (!same(given.csv, given.html)) return {};
  return Error{ErrorCode::kInvalidArgument,
               "expected two files for --csv and --html, found '" + given.csv + "' for both",
               {},
               {}};
}

/// Tells what a run came to. A log that was not read whole is a failure: what is missing is not
/// answered.
Result<int> tell(House& house, Outputs& outputs, const audit::Totals& totals,
                 const std::vector<audit::NormInfo>& norms, const audit::Faults& faults,
                 const std::string& log, const AuditOptions& given) {
  LAGRUM_TRY(outputs.finish(totals, faults, log));
  if (!given.only_case.empty() && totals.cases == 0) {
    return Error{
        ErrorCode::kNotFound,
        "expected a case of '" + log + "' for --case, found none that is '" + given.only_case + "'",
        {},
        {}};
  }
  if (!house.options().json) std::cout << audit::to_text(totals, norms, faults, house.language());
  return faults.whole() ? kOk : kFailed;
}

Result<int> audit_log(House& house, const AuditOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_TRY(check_files(given));
  LAGRUM_ASSIGN(const std::string bytes, files::read(given.mapping));
  LAGRUM_ASSIGN(const xml::Document mapping, xml::Document::parse(bytes, given.mapping));
  Diagnostics diagnostics;
  const auto rules = audit::Audit::load(mapping, given.law, sources_of(*workspace), diagnostics);
  house.tell(diagnostics);
  if (!rules) return rules.error();
  const std::string case_key =
      mapping.root().child(audit::kLogMappingNamespace, "log").attribute_or_empty("case");
  LAGRUM_ASSIGN(const std::unique_ptr<audit::CaseLog> log, eventlog::open(given.log, case_key));
  LAGRUM_ASSIGN(const audit::Run run, run_of(house, given));
  audit::Faults faults;
  Outputs outputs(house, given, rules->norms());
  LAGRUM_ASSIGN(const audit::Totals totals,
                rules->run(*log, run, house.zones(), faults,
                           [&](const audit::CaseReport& report) { outputs.take(report); }));
  return tell(house, outputs, totals, rules->norms(), faults, given.log, given);
}

/// The norms of the packs that the workflows name, or of those that are asked for; each once.
Result<std::vector<audit::NormInfo>> norms_of(const Workspace& workspace,
                                              const AuditOptions& given) {
  std::vector<std::string> packs = given.law;
  for (const Workspace::WorkflowInfo& workflow : workspace.workflows()) {
    if (given.law.empty()) packs.insert(packs.end(), workflow.law.begin(), workflow.law.end());
  }
  std::vector<audit::NormInfo> norms;
  std::vector<std::string> ids;
  for (const Workspace::NormInfo& norm : workspace.norms()) {
    const bool known = !ids.empty() && ids.back() == norm.id;
    ids.push_back(norm.id);
    const bool asked = std::find(packs.begin(), packs.end(), norm.pack) != packs.end() &&
                       (given.norm.empty() || norm.id == given.norm);
    if (known || !asked) continue;
    norms.push_back(
        {norm.id, norm.cite, norm.source, norm.rank, norm.mode, norm.title, norm.summary, {}});
  }
  if (!norms.empty()) return norms;
  return Error{ErrorCode::kNotFound, not_known("a norm of the packs", given.norm, ids), {}, {}};
}

/// The cases of the data folder, as the audit of another's log would tell them.
Result<int> audit_own(House& house, const AuditOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const Engine* engine, house.engine());
  LAGRUM_ASSIGN(Store* const store, house.store());
  LAGRUM_ASSIGN(const Instant now, given.horizon == "newest" || given.horizon == "now"
                                       ? house.now()
                                       : house.instant(given.horizon, "--horizon"));
  LAGRUM_ASSIGN(const std::vector<audit::NormInfo> norms, norms_of(*workspace, given));
  if (!given.by.empty() && given.by != kByWorkflow) {
    return Error{ErrorCode::kInvalidArgument,
                 not_known("a grouping of our own cases", given.by, {std::string(kByWorkflow)}),
                 {},
                 {}};
  }
  audit::Totals totals;
  totals.norms.resize(norms.size());
  totals.horizon = now;
  totals.horizon_day = std::chrono::floor<std::chrono::days>(now);
  for (std::size_t i = 0; i < norms.size(); ++i) totals.shown.push_back(i);
  Outputs outputs(house, given, norms);
  LAGRUM_ASSIGN(const std::vector<row::Case> cases, store->cases());
  for (const row::Case& each : cases) {
    if (!given.only_case.empty() && each.id.str() != given.only_case &&
        each.number != given.only_case)
      continue;
    LAGRUM_ASSIGN(const CaseView view, engine->view(each.id, now));
    const audit::CaseReport report = audit::report_of(view, norms);
    totals.events += view.acts.size();
    audit::count(report, given.by == kByWorkflow, totals);
    outputs.take(report);
  }
  return tell(house, outputs, totals, norms, {}, house.options().data, given);
}

}  // namespace

audit::Sources sources_of(const Workspace& workspace) {
  return {workspace.packs(), [&workspace](std::string_view id) { return workspace.calendar(id); }};
}

void add_audit_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "audit",
      "Hold a log, or the cases of the data folder, against the norms: every case, norm and date");
  auto given = std::make_shared<AuditOptions>();
  command->add_option(
      "log", given->log,
      "Log of another system in XES or CSV, plain or gzip (default: our own cases)");
  command->add_option("--mapping", given->mapping, "Which activities are which acts (log-mapping)");
  command->add_option("--law", given->law, "Packs to judge by (default: those of the mapping)");
  command->add_option("--csv", given->csv, "File for one line per finding");
  command->add_option("--html", given->html, "File for a page with totals and violations");
  command->add_option("--by", given->by,
                      "Totals also by this data of the case (of our own cases: workflow)");
  command->add_option("--norm", given->norm, "Only this norm");
  command->add_option("--case", given->only_case, "Only this case");
  command
      ->add_option("--horizon", given->horizon,
                   "Judge as of: newest (the newest time in the log), now, or a time")
      ->capture_default_str();
  run_on(command, options, result, [given](House& house) -> Result<int> {
    if (given->log.empty()) return audit_own(house, *given);
    if (!given->mapping.empty()) return audit_log(house, *given);
    return Error{ErrorCode::kInvalidArgument,
                 "expected --mapping, which says which activities of the log are which acts",
                 {},
                 {}};
  });
}

}  // namespace lagrum::cli
