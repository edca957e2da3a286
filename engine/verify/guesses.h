#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cases/workspace_state.h"
#include "lagrum/verify.h"

namespace lagrum::verify {

/// Who and when a command is given, for what its values may name.
struct Moment {
  std::string who;      ///< person, body or outsider
  std::string another;  ///< another person of the authority; empty where there is none
  std::string party;
  std::string other_party;
  Date day{};
  bool is_body = false;  ///< `who` is a board
};

/// A value that an event may carry, and what it may be; nothing stands for left out. The first is
/// tried first.
struct Choice {
  std::string name;
  std::vector<std::optional<Value>> values;
};

/// Values for events that a run leaves open: those that the chart and the law compare them with,
/// and else any of their type. Borrows the workflow; belongs to one caller.
class Guesses {
 public:
  /// `people` are the persons that the run's "one" and "somebody else" stand for.
  Guesses(const cases::Workflow& workflow, const NormResult& norm,
          std::map<std::string, std::string> people);

  /// What the event of this command of the run may carry.
  std::vector<Choice> of(const Event& event, const Moment& moment) const;

 private:
  void gather();
  std::optional<Value> real(const Value& value, const Moment& moment) const;
  std::vector<Value> any(const std::string& name, const feel::Type& type, const Moment& moment,
                         int depth) const;
  std::vector<Value> parties() const;

  const cases::Workflow& workflow_;
  const NormResult& norm_;
  std::map<std::string, std::string> people_;
  std::map<std::string, std::vector<Value>> compared_;  ///< constants, by name of the value
  std::set<std::string> missing_;                ///< parts of values that the run has as null
  std::map<std::string, std::string> declared_;  ///< types of attributes in the packs
};

}  // namespace lagrum::verify
