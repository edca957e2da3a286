#pragma once

#include <string>
#include <vector>

#include "cases/workspace_state.h"
#include "lagrum/text.h"

namespace lagrum::render {

/// A transition as it is told.
struct Row {
  std::string event;  ///< empty for an eventless one
  std::string guard;
  std::vector<std::string> targets;
  std::vector<std::string> roles;
  struct Act {
    std::string type;
    std::string basis;
    std::vector<std::string> clocks;  ///< that it starts, by id
  };
  std::vector<Act> acts;
};

/// A state with what is inside it. The outermost stands for the workflow.
struct Node {
  std::string id;
  std::string kind;  ///< state, parallel, final, history
  bool initial = false;
  std::vector<std::string> notes;  ///< phase, tasks, questions
  std::vector<Row::Act> acts;      ///< of entry and exit
  std::vector<Row> rows;
  std::vector<Node> children;
};

Node diagram_of(const cases::Workflow& workflow, Language language);

}  // namespace lagrum::render
