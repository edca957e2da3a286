#pragma once

#include <string>
#include <vector>

#include "lagrum/result.h"
#include "statechart/interpreter.h"

namespace lagrum::bench {

/// The one place where the speed table meets our interpreter. A subject of trial.h.
class OurChart {
 public:
  /// What is kept of an instance that waits, and of that what is its data.
  using Idle = statechart::Session;
  using Data = Context;

  /// A started chart. Fails where the file does not load.
  static Result<OurChart> load(const std::string& path);

  void prepare(const std::vector<std::string>& events);
  void take_all();
  std::string state() const;

  Idle idle() const { return session_; }
  Data data() const { return session_.data; }

 private:
  explicit OurChart(statechart::Chart chart) : chart_(std::move(chart)) {}

  statechart::Chart chart_;
  statechart::Session session_;
  statechart::Surroundings surroundings_;
  std::vector<statechart::Event> events_;
};

}  // namespace lagrum::bench
