#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/objections.h"
#include "cases/runner.h"
#include "lagrum/engine.h"

namespace lagrum::cases {

/// Works out what a command would do to a case, without writing. The caller writes what it decides
/// to keep.
class Attempt {
 public:
  Attempt(const CaseState& before, const Command& command, const Engine::Ports& ports,
          LogIndex index)
      : before_(before), after_(before), command_(command), ports_(ports), index_(index) {}

  /// Fills answer(), entry() and after(). An error is a fault of the command.
  Status work_out();

  const Answer& answer() const { return answer_; }
  Entry& entry() { return entry_; }
  const CaseState& after() const { return after_; }
  const std::vector<MadeDocument>& documents() const { return run_.documents; }
  bool journalled() const { return journalled_; }

 private:
  Status check_data() const;
  Status identify();
  bool authorised(const std::vector<std::size_t>& enabled);
  std::string outside_role() const;
  bool may(const statechart::TransitionInfo& transition, std::string* role,
           std::string* generic) const;
  RunInput input() const;
  Status run_event();
  void not_applicable();
  void not_authorised(const std::string& provision, const std::string& why);
  Status judge_findings();
  void undo();
  void describe(EntryKind kind);
  Instant legal() const { return command_.happened.value_or(command_.now); }
  Date today() const { return before_.monitor.history().day_of(command_.now); }

  const CaseState& before_;
  CaseState after_;
  const Command& command_;
  const Engine::Ports& ports_;
  LogIndex index_;
  Answer answer_;
  Entry entry_;
  Run run_;
  Doer doer_;
  std::optional<Actor> actor_;
  bool journalled_ = true;
};

}  // namespace lagrum::cases
