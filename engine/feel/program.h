#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "feel/types.h"
#include "lagrum/result.h"
#include "lagrum/value.h"

namespace lagrum::feel {

/// How deep brackets, calls and conditions may stand in one another.
inline constexpr std::size_t kNestingMax = 200;
/// How deep the tree of an expression may be; also bounds chains such as 1 + 1 + 1 + …
inline constexpr std::uint32_t kTreeDepthMax = 400;
/// Entries of a context that is written out: each can be named by those behind it.
inline constexpr std::size_t kEntriesMax = 10'000;

/// What a node of an expression does. Comment: children; operands.
enum class Op : std::uint8_t {
  kConstant,    ///< -; a: constant
  kVariable,    ///< -; a: number of the root variable
  kLocal,       ///< -; a: slot
  kMember,      ///< context, list of contexts or value with properties; a: name
  kItemMember,  ///< what the name means outside the filter, or none; a: name, b: slot of the item
  kList,        ///< elements
  kContext,     ///< values; a: first name, b: first slot
  kRange,       ///< low, high; a: 1 if low is included, plus 2 if high is included
  kHalfRange,   ///< operand; a: name, which is the comparison of "(<= 10)"
  kNegate,      ///< operand
  kAdd,         ///< left, right; so the next eleven
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
  kBetween,      ///< value, low, high
  kIn,           ///< value, tests
  kTestCompare,  ///< operand; a: the comparison's Op
  kTestValue,    ///< a value, list or range that the input is compared with
  kTestTruth,    ///< a condition over the input
  kIf,           ///< condition, then, else
  kFor,          ///< sources, body; a: first slot, b: 1 if the body reads `partial`, the slot after
  kSome,         ///< sources, condition; a: first slot
  kEvery,        ///< sources, condition; a: first slot
  kSpan,         ///< low, high of "for i in low..high"
  kFilter,       ///< list, condition; a: slot of the item
  kInstanceOf,   ///< value; a: type
  kCall,         ///< arguments; a: number of the built-in function
  kExtension,    ///< arguments; a: number of the scope's function
  kInvoke,       ///< function value, arguments; a: first name, b: number of names
  kFunction,     ///< body; a: first slot, b: its type
  kFault,        ///< -; a: the message of a null that is already known
};

/// One node; its children are `edges[first]` to `edges[first + count - 1]` and stand before it in
/// the array.
struct Node {
  Op op = Op::kConstant;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t offset = 0;  ///< in the text, for positions
};

/// An expression as one array of nodes. Immutable after compilation; may be shared between threads.
struct Program : std::enable_shared_from_this<Program> {
  std::string text;
  Position source;
  std::vector<Node> nodes;
  std::vector<std::uint32_t> edges;
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<Type> types;
  std::vector<Type::Kind> kinds;  ///< of each node, as far as it is known
  std::uint32_t root = 0;
  std::uint32_t slots = 0;  ///< local values that are alive at once

  std::uint32_t child(const Node& node, std::uint32_t index) const {
    return edges[node.first + index];
  }
  /// Line and column of the byte at `offset`, counted on from `source`.
  Position position(std::uint32_t offset) const;
};

}  // namespace lagrum::feel
