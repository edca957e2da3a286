#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dmn/item_types.h"
#include "dmn/table.h"
#include "feel/expression.h"

namespace lagrum::dmn {

/// The logic of a decision or function: a literal expression, a decision table, or boxes that hold
/// others (DMN 1.5, chapters 7.3 and 10.2.2). Immutable.
struct Boxed {
  enum class Is : std::uint8_t {
    kFault,        ///< what could not be read: null with `fault` as its issue
    kLiteral,      ///< expression
    kTable,        ///< table
    kContext,      ///< one child for each name; one without a name is the result
    kList,         ///< elements
    kRelation,     ///< cells, row by row; a name for each column
    kFunction,     ///< the body; parameters
    kInvocation,   ///< the function, then an argument for each name
    kConditional,  ///< condition, then, else
    kFilter,       ///< list, condition over `item`
    kFor,          ///< list, body; the name of the variable, and "partial" where that is read
    kSome,         ///< list, condition; the name of the variable
    kEvery,        ///< the same
  };
  struct Parameter {
    std::string name;
    ItemType type;
  };

  Is is = Is::kFault;
  Position position;
  ItemType type;  ///< to which its value is fitted; Any where none is declared
  std::string fault;
  std::optional<feel::Expression> expression;
  std::optional<Table> table;
  std::vector<std::string> names;
  std::vector<Boxed> children;
  std::vector<Parameter> parameters;

  /// The type of the value, as far as it can be known.
  feel::Type result_type() const;
};

/// The function type of these parameters and this result.
feel::Type function_type(const std::vector<Boxed::Parameter>& parameters, const feel::Type& result);

/// Reads the one expression of DMN among the children of `holder`; nothing where there is none.
/// `result` is the type its holder declares. Faults are diagnostics; in the standard's profile, one
/// inside a text or a table becomes a warning and a null.
std::optional<Boxed> read_boxed(const Reader& reader, const ItemTypes& types,
                                const feel::Scope& scope, const xml::Element& holder,
                                const ItemType& result);

/// The elements that are expressions of DMN.
bool is_expression(std::string_view local);

/// Reads the `formalParameter` children.
std::vector<Boxed::Parameter> read_parameters(const Reader& reader, const ItemTypes& types,
                                              const xml::Element& holder);

}  // namespace lagrum::dmn
