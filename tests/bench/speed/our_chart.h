#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lagrum/result.h"
#include "statechart/runner.h"

namespace lagrum::bench {

/// The one place where the speed table meets our interpreter. A subject of trial.h.
class OurChart {
 public:
  /// What is kept of an instance that waits, and of that what is its data.
  using Idle = statechart::Instance;
  using Data = std::vector<Value>;

  /// A started chart. Fails where the file does not load.
  static Result<OurChart> load(const std::string& path);

  void prepare(const std::vector<std::string>& events);
  void take_all();
  std::string state() const;

  Idle idle() const { return instance_; }
  Data data() const { return {instance_.data().begin(), instance_.data().end()}; }

 private:
  explicit OurChart(const statechart::Chart& chart)
      : runner_(std::make_unique<statechart::Runner>(chart)), instance_(chart) {}

  std::unique_ptr<statechart::Runner> runner_;
  statechart::Instance instance_;
  statechart::Surroundings surroundings_;
  std::vector<statechart::Event> events_;
};

}  // namespace lagrum::bench
