#pragma once

#include <string>
#include <vector>

#include "lagrum/engine.h"

namespace lagrum::test {

/// One thing that a story sends to the engine.
struct Action {
  enum class Kind : std::uint8_t { kCommand, kTick, kCheckpoint } kind = Kind::kCommand;
  Command command;   ///< for kCommand
  Instant now{};     ///< for kTick
  std::string salt;  ///< for kTick
};

/// What a scenario sends to the engine, in order, with a checkpoint after every tenth command. Its
/// ids, salts and times are those of the scenario: playing it twice gives the same bytes.
Result<std::vector<Action>> actions_of(const std::string& scenario);

/// An engine of the shipped workflows and their organisation, on `store`.
Result<Engine> engine_on(Store& store);

/// Sends one action. The answer is that of the command; for others it is empty.
Result<Answer> act(Engine& engine, const Action& action);

}  // namespace lagrum::test
