#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cases/workspace_state.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::test {

/// A case on a store of its own, where something is tried without disturbing the story it was taken
/// from. Copies go their own ways.
class Trial {
 public:
  /// The case of `command`, as the medium holds it, at the moment of the command.
  Trial(const MemoryMedium& medium, const Command& command);

  /// Sends the command now, under an id and key of its own.
  Result<Answer> send(Command command);
  /// What the command would meet now; the trial stays as it is.
  Result<Answer> ask(const Command& command) const;
  void wait_until(Instant now) { now_ = std::max(now_, now); }
  void wait_until(Date day);

  CaseView view() const;
  Instant now() const { return now_; }
  Date today() const;
  const cases::Workflow& workflow() const { return *workflow_; }
  /// The ids of the case's parties.
  std::vector<std::string> parties() const;

 private:
  MemoryMedium medium_;
  CaseId case_;
  Instant now_{};
  std::size_t commands_ = 0;
  const cases::Workflow* workflow_ = nullptr;
};

/// Somebody who may raise an event.
struct Doer {
  Origin origin = Origin::kPerson;
  std::string who;
};

/// Everybody whose role some transition on the event names: the organisation's people and bodies,
/// then senders.
std::vector<Doer> doers_of(const Trial& trial, const std::string& event);

}  // namespace lagrum::test
