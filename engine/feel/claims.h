#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "feel/program.h"

namespace lagrum::feel {

/// What must be so where a condition is true: what a path or a call of the scope's functions gives,
/// compared with a constant.
struct Claim {
  std::string subject;  ///< the same for the same path or call in programs of one scope
  Op op = Op::kEqual;   ///< kEqual to kGreaterEqual: the subject stands on the left
  Value constant;
  std::uint32_t function = kNone;  ///< of a call: its number in the scope
  std::vector<Value> arguments;    ///< of a call

  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
};

/// The claims of a condition: itself, or the parts that "and" joins, as far as they are comparisons
/// with constants, or truths: "x" claims x = true, "not(x)" claims x = false.
std::vector<Claim> claims_of(const Program& condition);

/// A place where an expression reads a path.
struct Use {
  std::uint32_t variable = 0;         ///< its number in the scope
  std::vector<std::string> members;   ///< of the path from it
  bool compared = false;              ///< with constants alone, by "=", "<" and the like, or "in"
  std::vector<Value> constants = {};  ///< these
};

/// Every place where a path from a variable is read; the longest paths.
std::vector<Use> uses_of(const Program& expression);

/// True where the two are of one subject and no value is as both say.
bool contradict(const Claim& a, const Claim& b);

}  // namespace lagrum::feel
