#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "feel/expression.h"
#include "lagrum/intake.h"
#include "mapping/convert.h"
#include "mapping/path.h"

namespace lagrum::intake {

/// A condition on a file: the first value at `path` is `equals`, or a whole number of at least
/// `at_least`.
struct Where {
  Path path;
  std::optional<std::string> equals;
  std::optional<std::int64_t> at_least;
};

/// A value read at a path.
struct FromPath {
  Path path;
  Converter converter;
  bool required = false;
  bool masked_is_null = false;
};

/// A value computed from those set before it in the same block.
struct FromExpression {
  feel::Expression expression;
  bool required = false;
};

/// An attachment: its name is the value.
struct FromFile {
  Path path;
  std::string kind;
};

struct Rule {
  std::string to;
  std::variant<FromPath, FromExpression, FromFile> from;
  Position source;
};

/// The rules of one party or one data item.
struct Block {
  std::string name;  ///< role, or data item
  Path each;         ///< of a party that repeats; its paths begin at each such element
  std::vector<Rule> rules;
};

struct Mapping::State {
  std::string id;
  std::string workflow;
  std::string version;
  std::string root;
  std::string ns;
  std::vector<Where> where;
  Path identity;
  std::string event_first;
  std::string event_again;
  std::vector<Path> keep_raw;
  std::vector<Block> parties;
  std::vector<Block> data;
  std::vector<Path> ignored;
  std::vector<Field> fields;
};

}  // namespace lagrum::intake
