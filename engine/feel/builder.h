#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "feel/program.h"

namespace lagrum::feel {

/// Puts the nodes of a program together, children first, and carries out at once what is constant.
/// Knows the type of every node. Keeps the first error. Belongs to one parser.
class Builder {
 public:
  Builder(std::string_view text, const Position& source, Profile profile);

  std::uint32_t constant(Value value, Type type, std::size_t offset);
  /// A node with its children; constant operands of a pure operation give a constant.
  std::uint32_t node(Op op, const std::vector<std::uint32_t>& children, Type type,
                     std::size_t offset, std::uint32_t a = 0, std::uint32_t b = 0);
  std::uint32_t name(std::string name);  ///< its number in Program::names
  std::uint32_t type(Type type);         ///< its number in Program::types

  // Nodes whose operands' types are checked.
  std::uint32_t arithmetic(Op op, std::uint32_t left, std::uint32_t right, std::size_t offset);
  std::uint32_t comparison(Op op, std::uint32_t left, std::uint32_t right, std::size_t offset);
  std::uint32_t logic(Op op, std::uint32_t left, std::uint32_t right, std::size_t offset);
  std::uint32_t negation(std::uint32_t operand, std::size_t offset);

  const Type& type_of(std::uint32_t node) const { return types_[node]; }
  const Program& program() const { return program_; }
  bool is_constant(std::uint32_t node) const { return program_.nodes[node].op == Op::kConstant; }
  /// Marks that `slots` local values are alive at once.
  void need_slots(std::size_t slots);

  /// A node that gives null with this issue.
  std::uint32_t fault(std::size_t offset, std::string message);
  /// What cannot be right: an error in the case profile, a fault of evaluation in the standard's.
  std::uint32_t amiss(std::size_t offset, const std::string& message);
  bool strict() const { return profile_ == Profile::kCase; }

  /// Records an error, if it is the first, and gives a node that stands for the missing one.
  std::uint32_t fail(std::size_t offset, const std::string& message);
  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }
  Program finish(std::uint32_t root);

 private:
  bool can_fold(Op op, const std::vector<std::uint32_t>& children, std::uint32_t a) const;

  Profile profile_;
  Program program_;
  std::vector<Type> types_;            // by node
  std::vector<std::uint32_t> depths_;  // by node
  std::optional<Error> error_;
};

}  // namespace lagrum::feel
