#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crash/child.h"
#include "support/story.h"

namespace lagrum::test {

/// What the process has confirmed of one action, after the engine's call had returned.
struct Confirmation {
  std::size_t action = 0;
  bool repeated = false;               ///< the engine gave a stored answer
  std::optional<std::uint64_t> entry;  ///< of the log
  std::string answer;                  ///< a digest of all of it
};

std::string to_line(const Confirmation& confirmation);
Confirmation confirmation_from(const std::string& line);

/// Opens the store in the file `path`, sends the actions from number `first` on to an engine of its
/// own, and tells a Confirmation after each. The exit status is 0 when all were sent.
int play(const std::vector<Action>& actions, std::size_t first, const std::string& path,
         const Child::Teller& tell);

/// Opens the store in the file `path` and tells "problem: …" for each thing that Engine::verify
/// finds, or that keeps it from being opened; then the case as it is seen, and all that the store
/// shows.
int survey(const std::string& path, Instant now, const Child::Teller& tell);

/// Sends every command again, as somebody would who never got an answer: later, with another id and
/// salt, under the same key. Tells a Confirmation for each.
int send_again(const std::vector<Action>& actions, Instant now, const std::string& path,
               const Child::Teller& tell);

}  // namespace lagrum::test
