#pragma once

#include <CLI/CLI.hpp>

#include "cli/house.h"

namespace lagrum::cli {

/// Carries out `work`, which gives an exit status, and turns its error into one.
template <class Work>
int guarded(Work&& work) {
  const Result<int> done = work();
  return done ? *done : complain(done.error());
}

/// Each adds its commands to the parser. When the parser has chosen one, `result` holds its exit status.
void add_case_commands(CLI::App& app, Options& options, int& result);
void add_journal_commands(CLI::App& app, Options& options, int& result);
void add_law_commands(CLI::App& app, Options& options, int& result);
void add_scenario_commands(CLI::App& app, Options& options, int& result);

}  // namespace lagrum::cli
