#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "eventlog/eventlog.h"
#include "files/files.h"
#include "lagrum/audit.h"

namespace lagrum::cli {
namespace {

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
  Outputs(const AuditOptions& given, bool json, const std::vector<audit::NormInfo>& norms)
      : norms_(norms), json_(json) {
    if (!given.csv.empty()) csv_.open(given.csv, std::ios::binary);
    csv_failed_ = !given.csv.empty() && !csv_;
    if (csv_.is_open()) csv_text_ = audit::csv_head();
    if (json_) std::cout << "{\"cases\":[";
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
    any_ = true;
  }

  Status finish(const audit::Totals& totals, const audit::Faults& faults) {
    if (json_) {
      std::string rest = pretty(audit::to_json(totals, norms_, faults));
      json_text_ += "\n],";
      json_text_ += rest.substr(1);
      put(std::cout, json_text_);
    }
    if (csv_.is_open()) put(csv_, csv_text_);
    if (csv_failed_ || (csv_.is_open() && !csv_.flush()))
      return Error{
          ErrorCode::kUnavailable, "expected a file that can be written for --csv", {}, {}};
    return {};
  }

 private:
  static void put(std::ostream& stream, std::string& text) {
    stream << text << std::flush;
    text.clear();
  }

  const std::vector<audit::NormInfo>& norms_;
  bool json_;
  std::ofstream csv_;
  bool csv_failed_ = false;
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

Result<int> audit_log(House& house, const AuditOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const std::string bytes, files::read(given.mapping));
  LAGRUM_ASSIGN(const xml::Document mapping, xml::Document::parse(bytes, given.mapping));
  Diagnostics diagnostics;
  const auto rules = audit::Audit::load(
      mapping, given.law,
      {workspace->packs(), [&](std::string_view id) { return workspace->calendar(id); }},
      diagnostics);
  house.tell(diagnostics);
  if (!rules) return rules.error();
  const std::string case_key =
      mapping.root().child(audit::kLogMappingNamespace, "log").attribute_or_empty("case");
  LAGRUM_ASSIGN(const std::unique_ptr<audit::CaseLog> log, eventlog::open(given.log, case_key));
  LAGRUM_ASSIGN(const audit::Run run, run_of(house, given));
  audit::Faults faults;
  Outputs outputs(given, house.options().json, rules->norms());
  LAGRUM_ASSIGN(const audit::Totals totals,
                rules->run(*log, run, house.zones(), faults,
                           [&](const audit::CaseReport& report) { outputs.take(report); }));
  LAGRUM_TRY(outputs.finish(totals, faults));
  if (!house.options().json)
    std::cout << audit::to_text(totals, rules->norms(), faults, house.language());
  return faults.events_left_out() + faults.cases_left_out() > 0 ? kFailed : kOk;
}

}  // namespace

void add_audit_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "audit", "Hold another system's log against the norms: every case, every norm, every date");
  auto given = std::make_shared<AuditOptions>();
  command->add_option("log", given->log, "Log in XES or CSV, plain or gzip")->required();
  command->add_option("--mapping", given->mapping, "Which activities are which acts (log-mapping)")
      ->required();
  command->add_option("--law", given->law, "Packs to judge by (default: those of the mapping)");
  command->add_option("--csv", given->csv, "File for one line per finding");
  command->add_option("--by", given->by, "Totals also by this data of the case");
  command->add_option("--norm", given->norm, "Only this norm");
  command->add_option("--case", given->only_case, "Only this case");
  command
      ->add_option("--horizon", given->horizon,
                   "Judge as of: newest (the newest time in the log), now, or a time")
      ->capture_default_str();
  run_on(command, options, result, [given](House& house) { return audit_log(house, *given); });
}

}  // namespace lagrum::cli
