#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/time.h"
#include "lagrum/value.h"
#include "lagrum/xml.h"

/// Decisions of a DMN file, without a case.
namespace lagrum::decide {

/// Opens a file that a model imports, by its namespace and location (which may be empty).
using Open =
    std::function<Result<xml::Document>(const std::string& ns, const std::string& location)>;

/// How a model is read, and what its expressions may know beside the inputs.
struct Surroundings {
  Open open = {};         ///< without it imports are refused
  bool standard = false;  ///< as the standard has it, a faulty expression is null and no error
  const ZoneRules* zones = nullptr;  ///< without them offsets of named zones are not known
  std::optional<DateTime> now = {};  ///< without it now() and today() are null
};

struct Answer {
  /// A rule of a table that applied; a rule has its id, or its number from 1.
  struct Rule {
    std::string decision;
    std::string rule;
    std::size_t number = 0;  ///< its place in the table, from 1
    std::vector<std::pair<std::string, std::string>> conditions;   ///< input, test; as written
    std::vector<std::pair<std::string, std::string>> annotations;  ///< name, text: provisions
  };
  Value value;
  std::vector<Rule> rules;  ///< in the order in which they applied
  bool is_table = false;    ///< the decision is one
  bool sound = true;        ///< nothing gave a null on the way that was not meant
};

/// A decision that can be asked for, and what it needs.
struct Decision {
  std::string name;
  std::vector<std::string> inputs;
};

/// The decisions of a model. Faults of the file go to `diagnostics`, with positions; the error is
/// their sum. Thread-safe.
Result<std::vector<Decision>> decisions(const xml::Document& model,
                                        const Surroundings& surroundings, Diagnostics& diagnostics);

/// Evaluates a decision with all that it requires, or a decision service. `inputs` are FEEL texts
/// by name; what is missing is null. Errors that gave a null on the way are errors in
/// `diagnostics`, in the standard's way warnings. kNotFound for an unknown decision or input,
/// kInvalidArgument for an input that is no FEEL or, but in the standard's way, not of its type.
/// Thread-safe.
Result<Answer> evaluate(const xml::Document& model, std::string_view decision,
                        const std::map<std::string, std::string>& inputs,
                        const Surroundings& surroundings, Diagnostics& diagnostics);

}  // namespace lagrum::decide
