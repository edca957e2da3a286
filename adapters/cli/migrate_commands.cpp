#include <iostream>
#include <memory>

#include "cli/commands.h"

namespace lagrum::cli {
namespace {

struct Migrate {
  std::string workflow;
  std::string to;
  std::string who;
  std::string reason;
  bool dry_run = false;
};

Result<int> migrate(House& house, const Migrate& given) {
  if (!given.dry_run && given.who.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected --as to say who orders the move, or --dry-run, found neither",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  const MigrationOrder order{WorkflowId(given.workflow),   given.to, given.who, given.reason, now,
                             house.fresh_command(now).salt};
  LAGRUM_ASSIGN(const MigrationReport report,
                given.dry_run ? engine->plan_migration(order) : engine->migrate(order));
  if (house.options().json) {
    std::cout << pretty(lagrum::to_json(report));
  } else {
    std::cout << to_text(report, house.language());
  }
  return report.moving() == report.cases.size() ? kOk : kFailed;
}

}  // namespace

void add_migrate_commands(CLI::App& app, Options& options, int& result) {
  auto* command = app.add_subcommand(
      "migrate", "Move the running cases of a workflow to a new version, by its migration map");
  auto given = std::make_shared<Migrate>();
  command->add_option("workflow", given->workflow, "Name of the workflow")->required();
  command->add_option("--to", given->to, "Version (default: the one that takes new cases today)");
  command->add_option("--as", given->who, "Account or person who orders it");
  command->add_option("--reason", given->reason, "Reason, put on record with each case");
  command->add_flag("--dry-run", given->dry_run,
                    "Say of each case what would move, or what keeps it, and write nothing");
  run_on(command, options, result, [given](House& house) { return migrate(house, *given); });
}

}  // namespace lagrum::cli
