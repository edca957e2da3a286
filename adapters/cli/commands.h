#pragma once

#include <CLI/CLI.hpp>
#include <utility>

#include "cli/house.h"
#include "lagrum/audit.h"

namespace lagrum::cli {

/// A count as JSON has it.
inline Json number_of(std::uint64_t count) { return Json(static_cast<std::int64_t>(count)); }

/// When the parser has chosen `command`, carries out `work(house)` and puts its exit status, or
/// that of its error, into `result`.
template <class Work>
void run_on(CLI::App* command, const Options& options, int& result, Work work) {
  command->callback([&options, &result, work = std::move(work)] {
    House house(options);
    const Result<int> done = work(house);
    result = done ? *done : house.complain(done.error());
  });
}

/// Where audits find the law of a workspace.
audit::Sources sources_of(const Workspace& workspace);

/// Each adds its commands to the parser. When the parser has chosen one, `result` holds its exit
/// status.
void add_audit_commands(CLI::App& app, Options& options, int& result);
void add_case_commands(CLI::App& app, Options& options, int& result);
void add_decide_commands(CLI::App& app, Options& options, int& result);
void add_exchange_commands(CLI::App& app, Options& options, int& result);
void add_journal_commands(CLI::App& app, Options& options, int& result);
void add_law_commands(CLI::App& app, Options& options, int& result);
void add_migrate_commands(CLI::App& app, Options& options, int& result);
void add_reproject_commands(CLI::App& app, Options& options, int& result);
void add_review_commands(CLI::App& app, Options& options, int& result);
void add_scenario_commands(CLI::App& app, Options& options, int& result);
void add_verify_commands(CLI::App& app, Options& options, int& result);

}  // namespace lagrum::cli
