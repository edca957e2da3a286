#include <iostream>
#include <memory>

#include "cli/commands.h"

namespace lagrum::cli {
namespace {

struct Reproject {
  std::string to;
  std::string who;
  std::string reason;
  bool commit = false;
};

Result<int> reproject(House& house, const Reproject& given) {
  if (given.commit && given.who.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected --as to say who orders the move, found nobody",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(const Workspace to, house.load(given.to));
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  const ReprojectionOrder order{given.who, given.reason, now, house.fresh_command(now).salt};
  if (given.commit) {
    LAGRUM_TRY(house.keep_texts(house.workspace_folder()));
    LAGRUM_TRY(house.keep_texts(given.to));
  }
  LAGRUM_ASSIGN(const ReprojectionReport report,
                given.commit ? engine->reproject(to, order) : engine->plan_reprojection(to, order));
  if (house.options().json) {
    std::cout << pretty(lagrum::to_json(report));
  } else {
    std::cout << to_text(report, house.language());
  }
  return report.moving() == report.cases.size() ? kOk : kFailed;
}

}  // namespace

void add_reproject_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "reproject",
      "Say which dates of running cases move under another calendar, law or workflow, why, and who "
      "must be told; with --commit bring the cases under it");
  auto given = std::make_shared<Reproject>();
  command->add_option("--to", given->to, "Workspace with the new texts")->required();
  command->add_flag("--commit", given->commit, "Write it, case by case, each with an entry");
  command->add_option("--as", given->who, "Account or person who orders it");
  command->add_option("--reason", given->reason, "Reason, put on record with each case");
  run_on(command, options, result, [given](House& house) { return reproject(house, *given); });
}

}  // namespace lagrum::cli
