#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cases/workspace_state.h"
#include "lagrum/text.h"

namespace lagrum::render {

/// Something that is done when a transition is taken or a state is entered or left.
struct Step {
  enum class Kind : std::uint8_t {
    kAct,
    kDecision,  ///< of the decision model
    kWait,      ///< for an event that is sent later
    kEvent,     ///< that is raised at once
  };
  Kind kind = Kind::kAct;
  std::string what;                 ///< type of the act; else in words of the language
  std::string basis;                ///< of an act
  std::vector<std::string> clocks;  ///< that an act starts, by id
};

/// A transition as it is told.
struct Row {
  std::string event;  ///< empty for an eventless one
  std::string guard;
  std::vector<std::string> targets;  ///< none for one that stays
  bool inward = false;               ///< to states inside, while the state itself is not left
  std::string by;                    ///< "by …", who may take it; empty where no role is named
  std::vector<Step> steps;
};

/// A state with what is inside it. The outermost stands for the workflow.
struct Node {
  std::string id;
  std::string heading;  ///< the workflow's title, or the state's id
  std::string kind;     ///< state, parallel, final, history
  bool initial = false;
  std::vector<std::string> notes;  ///< phase, tasks, questions; the workflow's id and version
  std::vector<Step> steps;         ///< of entry and exit
  std::vector<Row> rows;
  std::vector<Node> children;
};

Node diagram_of(const cases::Workflow& workflow, Language language);

/// The workflow in a line: its title, id and version.
std::string title_of(const Node& workflow);

/// The step in a line, with the sign of its kind; without provision and clocks.
std::string told(const Step& step);
/// The clocks that a step starts in a line, or nothing.
std::string clocks_of(const Step& step);

}  // namespace lagrum::render
