#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/case.h"
#include "lagrum/diagnostic.h"
#include "lagrum/store.h"
#include "lagrum/time.h"
#include "lagrum/workspace.h"

namespace lagrum::scenario {

/// What a scenario needs from outside: files it refers to, a fresh store for its case, zone rules,
/// a signer.
struct Surroundings {
  /// The bytes of a file, by path as the scenario's own name and its references give it.
  std::function<Result<std::string>(const std::string& path)> read;
  std::function<Result<std::unique_ptr<Store>>()> new_store;
  const ZoneRules* zones = nullptr;
  const Signer* signer = nullptr;
  /// Told what goes to the engine, in order, just before it goes; with it the same can be sent to
  /// another engine. May be empty.
  std::function<void(const Command& command)> on_command;
  std::function<void(Instant now, std::string_view salt)> on_tick;
};

/// An expectation that did not come true.
struct Failure {
  Position source;
  std::string message;  ///< what was expected and what was found
};

struct Report {
  std::string file;
  std::string title;
  std::string workflow;    ///< "id@version"
  std::size_t steps = 0;   ///< things that happened
  std::size_t checks = 0;  ///< expectations looked at
  std::vector<Failure> failures;
  std::set<std::string> transitions;  ///< names of the workflow's transitions that were taken
  std::vector<std::string> log;       ///< a line for each step, as a person would tell it
};

/// Plays the scenario in the file `path` on a new store, with the clock running up to each of its
/// moments, and compares what comes out with what it expects. Goes on after a failed expectation,
/// but stops at a step that could not be played at all. An Error means that the scenario itself
/// cannot be read.
Result<Report> run(const std::string& path, const Workspace& workspace,
                   const Surroundings& surroundings, Diagnostics& diagnostics);

}  // namespace lagrum::scenario
