#include "feel/claims.h"

#include <algorithm>
#include <array>

#include "feel/functions.h"
#include "feel/operators.h"

namespace lagrum::feel {
namespace {

/// Collects the claims of one program.
class Claims {
 public:
  explicit Claims(const Program& program) : program_(program) {}

  std::vector<Claim> all() {
    add(program_.nodes[program_.root], true);
    return std::move(claims_);
  }

 private:
  // NOLINTBEGIN(misc-no-recursion): bounded by kTreeDepthMax
  void add(const Node& node, bool truth) {
    if (node.op == Op::kAnd && truth) {
      add(child(node, 0), true);
      add(child(node, 1), true);
    } else if (node.op == Op::kCall && builtins()[node.a].name == "not" && node.count == 1) {
      add(child(node, 0), !truth);
    } else if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) {
      compare(node, truth);
    } else {
      claim(node, Op::kEqual, Value(truth));
    }
  }

  void compare(const Node& node, bool truth) {
    const Node& left = child(node, 0);
    const Node& right = child(node, 1);
    const Op op = truth ? node.op : denied(node.op);
    if (right.op == Op::kConstant) claim(left, op, program_.constants[right.a]);
    if (left.op == Op::kConstant) claim(right, mirrored(op), program_.constants[left.a]);
  }

  void claim(const Node& node, Op op, const Value& constant) {
    Claim made{subject_of(node), op, constant, Claim::kNone, {}};
    if (made.subject.empty()) return;
    if (node.op == Op::kExtension) {
      made.function = node.a;
      for (std::uint32_t i = 0; i < node.count; ++i)
        made.arguments.push_back(program_.constants[child(node, i).a]);
    }
    claims_.push_back(std::move(made));
  }

  /// A path from a variable, or a call with constants; empty for anything else.
  std::string subject_of(const Node& node) const {
    if (node.op == Op::kVariable) return "v" + std::to_string(node.a);
    if (node.op == Op::kMember) {
      const std::string base = subject_of(child(node, 0));
      return base.empty() ? base : base + "." + to_string(Value(program_.names[node.a]));
    }
    if (node.op != Op::kExtension) return {};
    std::string text = "f" + std::to_string(node.a);
    for (std::uint32_t i = 0; i < node.count; ++i) {
      if (child(node, i).op != Op::kConstant) return {};
      text += " " + to_string(program_.constants[child(node, i).a]);
    }
    return text;
  }
  // NOLINTEND(misc-no-recursion)

  static Op denied(Op op) {
    constexpr std::array kDenied = {Op::kNotEqual, Op::kEqual,     Op::kGreaterEqual,
                                    Op::kGreater,  Op::kLessEqual, Op::kLess};
    return kDenied[place_of(op)];
  }

  static Op mirrored(Op op) {
    constexpr std::array kMirrored = {Op::kEqual,        Op::kNotEqual, Op::kGreater,
                                      Op::kGreaterEqual, Op::kLess,     Op::kLessEqual};
    return kMirrored[place_of(op)];
  }

  static std::size_t place_of(Op op) {
    return static_cast<std::size_t>(op) - static_cast<std::size_t>(Op::kEqual);
  }

  const Node& child(const Node& node, std::uint32_t index) const {
    return program_.nodes[program_.child(node, index)];
  }

  const Program& program_;
  std::vector<Claim> claims_;
};

bool is_upper(Op op) { return op == Op::kLess || op == Op::kLessEqual; }
bool is_lower(Op op) { return op == Op::kGreater || op == Op::kGreaterEqual; }

/// Whether the value is as the claim says; nothing where they cannot be compared.
std::optional<bool> holds(const Value& value, const Claim& claim) {
  if (claim.op == Op::kEqual || claim.op == Op::kNotEqual) {
    const auto same = equals(value, claim.constant, nullptr, nullptr);
    return same ? std::optional<bool>(*same == (claim.op == Op::kEqual)) : std::nullopt;
  }
  if (value.is_null()) return false;
  const auto compared = order(value, claim.constant);
  if (!compared) return std::nullopt;
  if (claim.op == Op::kLess) return *compared < 0;
  if (claim.op == Op::kLessEqual) return *compared <= 0;
  return claim.op == Op::kGreater ? *compared > 0 : *compared >= 0;
}

/// True where the upper bound leaves nothing above the lower one.
bool are_apart(const Claim& upper, const Claim& lower) {
  const auto compared = order(upper.constant, lower.constant);
  const bool both = upper.op == Op::kLessEqual && lower.op == Op::kGreaterEqual;
  return compared && (*compared < 0 || (*compared == 0 && !both));
}

}  // namespace

std::vector<Use> uses_of(const Program& expression) {
  const std::vector<Node>& nodes = expression.nodes;
  std::vector<Use> found;
  std::vector<bool> told(nodes.size());  // as a part of what stands behind it
  const auto constant_at = [&](std::uint32_t index) -> const Value* {
    return nodes[index].op == Op::kConstant ? &expression.constants[nodes[index].a] : nullptr;
  };
  const auto tell = [&](std::uint32_t index, bool compared, std::vector<Value> constants) {
    Use use;
    use.compared = compared;
    use.constants = std::move(constants);
    for (; nodes[index].op == Op::kMember; index = expression.child(nodes[index], 0)) {
      use.members.insert(use.members.begin(), expression.names[nodes[index].a]);
      told[index] = true;
    }
    told[index] = true;
    if (nodes[index].op != Op::kVariable) return;
    use.variable = nodes[index].a;
    found.push_back(std::move(use));
  };
  // A node stands behind its children, so that the whole of a path comes before its parts.
  for (auto index = static_cast<std::uint32_t>(nodes.size()); index-- > 0;) {
    const Node& node = nodes[index];
    if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) {
      for (const std::uint32_t place : {0U, 1U}) {
        const Value* constant = constant_at(expression.child(node, 1 - place));
        if (constant != nullptr) tell(expression.child(node, place), true, {*constant});
      }
    } else if (node.op == Op::kIn) {
      std::vector<Value> constants;
      bool all = true;
      for (std::uint32_t i = 1; i < node.count; ++i) {
        const Node& test = nodes[expression.child(node, i)];
        const Value* constant = test.count > 0 ? constant_at(expression.child(test, 0)) : nullptr;
        all = all && constant != nullptr && constant->range() == nullptr;
        if (constant == nullptr) continue;
        const List single{*constant};
        const List& each = constant->list() != nullptr ? *constant->list() : single;
        constants.insert(constants.end(), each.begin(), each.end());
      }
      if (all) tell(expression.child(node, 0), true, std::move(constants));
    }
    const bool is_path = node.op == Op::kVariable || node.op == Op::kMember;
    if (is_path && !told[index]) tell(index, false, {});
  }
  return found;
}

std::vector<Claim> claims_of(const Program& condition) { return Claims(condition).all(); }

bool contradict(const Claim& a, const Claim& b) {
  if (a.subject != b.subject) return false;
  if (a.op == Op::kEqual) return holds(a.constant, b) == false;
  if (b.op == Op::kEqual) return holds(b.constant, a) == false;
  if (is_upper(a.op) && is_lower(b.op)) return are_apart(a, b);
  return is_upper(b.op) && is_lower(a.op) && are_apart(b, a);
}

}  // namespace lagrum::feel
