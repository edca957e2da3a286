#pragma once

#include <map>
#include <string>
#include <vector>

#include "render/diagram.h"
#include "review/speech.h"
#include "statechart/tables.h"

namespace lagrum::review {

/// A transition with what a picture of it says.
struct Step {
  statechart::TransitionIndex index = 0;
  const statechart::TransitionInfo* info = nullptr;
  const render::Row* row = nullptr;
};

/// A state with its transitions, in the order of the file.
struct Place {
  statechart::StateIndex index = 0;
  const statechart::StateInfo* info = nullptr;
  const render::Node* node = nullptr;
  std::string phase;  ///< its own, or that of the state around it; empty for none
  std::vector<Step> steps;
  std::vector<std::string> reached_from;  ///< states whose transitions lead here, each once
};

/// The states of a workflow by their phases, in the order in which the file comes to them. Borrows
/// the workflow.
class Outline {
 public:
  explicit Outline(const Speech& speech);

  /// All states, without histories.
  const std::vector<Place>& places() const { return places_; }
  /// Phases that states stand in; "" where some stand outside all.
  const std::vector<std::string>& phases() const { return phases_; }
  /// The place of a state; null for a history and for a name that is none.
  const Place* find(std::string_view state) const;
  /// Where a transition leads as the reader sees it: a history is the state around it.
  std::string target_of(const std::string& id) const;
  const statechart::Chart::Tables& tables() const { return tables_; }

 private:
  void read(const render::Node& node);

  const statechart::Chart::Tables& tables_;
  render::Node root_;
  std::vector<Place> places_;
  std::vector<std::string> phases_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
};

}  // namespace lagrum::review
