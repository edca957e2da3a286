#pragma once

#include <cstdint>
#include <vector>

#include "feel/program.h"
#include "lagrum/value.h"

namespace lagrum {

/// A function that an expression makes: "function(x) x + 1". It can be called only while the
/// expression that made it is evaluated, and has no stored form.
class FunctionValue {
 public:
  FunctionValue(const feel::Program& program, std::uint32_t node, std::vector<Value> captured)
      : program_(&program), node_(node), captured_(std::move(captured)) {}

  /// True when `program` is the one in which this function is written.
  bool belongs_to(const feel::Program& program) const { return program_ == &program; }
  std::uint32_t node() const { return node_; }
  const std::vector<Value>& captured() const { return captured_; }

 private:
  const feel::Program* program_;  // compared, never read
  std::uint32_t node_;
  std::vector<Value> captured_;
};

}  // namespace lagrum
