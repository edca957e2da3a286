#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "feel/types.h"
#include "lagrum/value.h"

namespace lagrum {
namespace feel {

class Evaluator;

/// The levels of the deepest of the values, as Value::depth counts them; 0 for none.
std::uint32_t deepest(std::span<const Value> values);

/// What is said in place of a value with more than kValueDepthMax levels.
std::string too_many_levels();

}  // namespace feel

/// A function as a value: one that an expression makes ("function(x) x + 1"), one of FEEL's own, or
/// one of a decision model. It has no stored form. Immutable.
class FunctionValue {
 public:
  /// `depth` are the levels of the values that it keeps; see Value::depth.
  explicit FunctionValue(feel::Type type, std::uint32_t depth = 0)
      : type_(std::move(type)), depth_(depth + 1) {}
  FunctionValue(const FunctionValue&) = delete;
  FunctionValue& operator=(const FunctionValue&) = delete;
  virtual ~FunctionValue() = default;

  /// A function type: the parameters with their names, and the result.
  const feel::Type& type() const { return type_; }
  /// The levels of the values that it keeps, and one for itself.
  std::uint32_t depth() const { return depth_; }

  /// Carries out the function for `caller`, whose bounds hold on. `names` are those of named
  /// arguments, or empty. Null with an issue at the caller's `node` where arguments do not fit.
  virtual Value call(feel::Evaluator& caller, std::uint32_t node, List arguments,
                     std::span<const std::string> names) const = 0;

 private:
  feel::Type type_;
  std::uint32_t depth_;
};

}  // namespace lagrum
