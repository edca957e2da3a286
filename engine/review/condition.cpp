#include "review/condition.h"

#include <algorithm>
#include <array>

#include "feel/functions.h"
#include "feel/program.h"

namespace lagrum::review {
namespace {

using feel::Node;
using feel::Op;

/// Comparisons and connectives, by the sentence that says them.
struct OpRow {
  Op op;
  std::string_view key;
};
constexpr std::array<OpRow, 8> kBinary = {{{Op::kEqual, "if.equal"},
                                           {Op::kNotEqual, "if.not-equal"},
                                           {Op::kLess, "if.less"},
                                           {Op::kLessEqual, "if.less-equal"},
                                           {Op::kGreater, "if.greater"},
                                           {Op::kGreaterEqual, "if.greater-equal"},
                                           {Op::kAnd, "if.and"},
                                           {Op::kOr, "if.or"}}};

/// Functions that have words, by FEEL's name.
struct FunctionRow {
  std::string_view name;
  std::string_view key;
};
constexpr std::array<FunctionRow, 3> kFunctions = {
    {{"not", "if.not"}, {"count", "if.count"}, {"list contains", "if.contains"}}};

constexpr std::string_view kEventData = "_event.data.";

template <class Rows, class Same>
const typename Rows::value_type* find(const Rows& rows, Same same) {
  const auto found = std::find_if(rows.begin(), rows.end(), same);
  return found == rows.end() ? nullptr : &*found;
}

bool joins(Op op) { return op == Op::kAnd || op == Op::kOr; }

class Wording {
 public:
  Wording(const feel::Expression& condition, const Speech& speech)
      : condition_(condition), program_(condition.program()), speech_(speech) {}

  // NOLINTBEGIN(misc-no-recursion): the tree is at most feel::kTreeDepthMax deep

  std::optional<std::string> truth(std::uint32_t index) const {
    const Node& node = program_.nodes[index];
    if (const OpRow* row = find(kBinary, [&](const OpRow& each) { return each.op == node.op; }))
      return binary(node, row->key);
    if (node.op == Op::kCall) return call(node);
    if (node.op == Op::kExtension) return in_state(node);
    if (node.op == Op::kIn) return among(node);
    const auto named = path(index);
    return named ? std::optional(speech_.say("if.holds", {{"a", shown(*named)}})) : std::nullopt;
  }

 private:
  std::uint32_t child(const Node& node, std::uint32_t number) const {
    return program_.child(node, number);
  }

  std::optional<std::string> binary(const Node& node, std::string_view key) const {
    if (joins(node.op)) {
      const auto left = side(node, 0);
      const auto right = side(node, 1);
      if (!left || !right) return std::nullopt;
      return speech_.say(key, {{"a", *left}, {"b", *right}});
    }
    const auto left = value(child(node, 0));
    const Node& other = program_.nodes[child(node, 1)];
    if (!left) return std::nullopt;
    if (other.op == Op::kConstant && program_.constants[other.a].is_null())
      return speech_.say(std::string(key) + "-nothing", {{"a", *left}});
    const auto right = value(child(node, 1));
    if (!right) return std::nullopt;
    return speech_.say(key, {{"a", *left}, {"b", *right}});
  }

  /// One side of "and" or "or", in brackets where it is the other of the two.
  std::optional<std::string> side(const Node& node, std::uint32_t number) const {
    const Op inner = program_.nodes[child(node, number)].op;
    auto said = truth(child(node, number));
    if (said && joins(inner) && inner != node.op) said = "(" + *said + ")";
    return said;
  }

  std::optional<std::string> call(const Node& node) const {
    const std::string& name = feel::builtins()[node.a].name;
    const FunctionRow* row =
        find(kFunctions, [&](const FunctionRow& each) { return each.name == name; });
    if (row == nullptr || node.count == 0) return std::nullopt;
    const bool negates = row == kFunctions.data();
    const auto first = negates ? truth(child(node, 0)) : value(child(node, 0));
    if (!first) return std::nullopt;
    if (node.count == 1) return speech_.say(row->key, {{"a", *first}});
    const auto second = value(child(node, 1));
    if (!second) return std::nullopt;
    return speech_.say(row->key, {{"a", *first}, {"b", *second}});
  }

  std::optional<std::string> in_state(const Node& node) const {
    if (node.count != 1) return std::nullopt;
    const auto state = value(child(node, 0));
    return state ? std::optional(speech_.say("if.in-state", {{"a", *state}})) : std::nullopt;
  }

  std::optional<std::string> among(const Node& node) const {
    const auto left = value(child(node, 0));
    std::string tests;
    for (std::uint32_t i = 1; left && i < node.count; ++i) {
      const Node& test = program_.nodes[child(node, i)];
      if (test.op != Op::kTestValue) return std::nullopt;
      const auto said = value(child(test, 0));
      if (!said) return std::nullopt;
      tests += (i == 1 ? "" : ", ") + *said;
    }
    if (!left) return std::nullopt;
    return speech_.say("if.among", {{"a", *left}, {"b", tests}});
  }

  std::optional<std::string> value(std::uint32_t index) const {
    const Node& node = program_.nodes[index];
    if (node.op == Op::kConstant) return constant(program_.constants[node.a]);
    if (node.op == Op::kCall) return call(node);
    const auto named = path(index);
    return named ? std::optional(shown(*named)) : std::nullopt;
  }

  std::optional<std::string> path(std::uint32_t index) const {
    const Node& node = program_.nodes[index];
    if (node.op == Op::kMember) {
      const auto of = path(child(node, 0));
      return of ? std::optional(*of + "." + program_.names[node.a]) : std::nullopt;
    }
    if (node.op != Op::kVariable) return std::nullopt;
    // the text has the name of a root variable where its node stands
    const std::string& text = condition_.text();
    const std::size_t end = text.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", node.offset);
    return text.substr(node.offset, end - node.offset);
  }

  // NOLINTEND(misc-no-recursion)

  std::optional<std::string> constant(const Value& constant) const {
    if (const bool* truth = constant.boolean()) return speech_.yes_or_no(*truth);
    if (const std::string* text = constant.string()) return speech_.quoted(*text);
    if (const Decimal* number = constant.number()) return to_string(*number);
    return std::nullopt;
  }

  /// A value that comes with the event, or that the case holds.
  std::string shown(const std::string& path) const {
    if (path.starts_with(kEventData))
      return speech_.say("if.stated", {{"name", path.substr(kEventData.size())}});
    return speech_.say("if.held", {{"name", path}});
  }

  const feel::Expression& condition_;
  const feel::Program& program_;
  const Speech& speech_;
};

}  // namespace

std::optional<std::string> in_words(const feel::Expression& condition, const Speech& speech) {
  return Wording(condition, speech).truth(condition.program().root);
}

}  // namespace lagrum::review
