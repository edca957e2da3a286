#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/types.h"
#include "lagrum/result.h"
#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum::feel {

struct Program;

/// What becomes of a name or type that cannot be right.
enum class Profile : std::uint8_t {
  kCase,      ///< a fault of compilation: what decides about people is read before it is used
  kStandard,  ///< null with an issue where it is evaluated, as the standard wants
};

/// What an expression may name: root variables with their types, of which a later one hides an
/// earlier one of its name; item definitions; and functions beyond FEEL's own.
/// The order of declaration gives each variable and function its number, by which an Environment
/// answers.
class Scope {
 public:
  struct Variable {
    std::string name;
    Type type;
  };
  struct Function {
    std::string name;                     ///< may hold blanks: "working day before"
    std::vector<std::string> parameters;  ///< names; their number is the arity
    Type result;
  };

  std::size_t add_variable(std::string name, Type type);
  std::size_t add_function(std::string name, std::vector<std::string> parameters, Type result);
  const std::vector<Variable>& variables() const { return variables_; }
  const std::vector<Function>& functions() const { return functions_; }
  /// Item definitions for `instance of` and parameters; they must outlive the scope.
  void set_types(const Types& types) { types_ = &types; }
  const Types& types() const;
  void set_profile(Profile profile) { profile_ = profile; }
  Profile profile() const { return profile_; }

 private:
  std::vector<Variable> variables_;
  std::vector<Function> functions_;
  const Types* types_ = nullptr;
  Profile profile_ = Profile::kCase;
};

/// Upper bound of the steps of one expression with all it calls.
inline constexpr std::uint64_t kEvaluationStepsMax = 1'000'000;
/// Upper bound of nodes that are evaluated inside one another.
inline constexpr std::uint32_t kEvaluationDepthMax = 800;

/// What has been spent of the two bounds. Belongs to one evaluation and all that it starts.
struct Budget {
  std::uint64_t steps_max = kEvaluationStepsMax;
  std::uint64_t steps = 0;
  std::uint32_t depth = 0;
  bool stopped = false;  ///< a bound was reached: everything is null from then on
};

/// The values an expression is evaluated with. Belongs to one caller; must outlive the evaluation
/// only.
struct Environment {
  /// One value for each variable of the scope, in its order; may be shorter, what is missing is
  /// null.
  std::span<const Value> variables;
  /// Carries out function number `function` of the scope; an error becomes null with a diagnostic.
  std::function<Result<Value>(std::size_t function, std::span<const Value> arguments)> call;
  /// The case's clock: the only source of now() and today(). Without it both are null with a
  /// diagnostic.
  std::optional<DateTime> now;
  /// Rules of time zones. Without them values of different named zones cannot be compared.
  const ZoneRules* zones = nullptr;
  /// Where several evaluations share their bounds; without it each has its own.
  Budget* budget = nullptr;
  /// The values that follow `variables`, where they stand in another place.
  std::span<const Value> further = {};
  /// There is a clock, and what it says is not known: now() and today() are as erased values.
  bool any_time = false;
};

/// Why a null arose: an error of evaluation with its place in the expression.
struct Issue {
  std::string message;
  Position source;
  bool erased = false;  ///< a value was read that is not there any more
};

/// A value and what went wrong on the way. A null without issue was meant.
struct Outcome {
  Value value;
  std::vector<Issue> issues;
};

/// Calls a function value; `names` are those of named arguments, or empty. Null with an issue at
/// `source` where it is no function or takes other arguments.
Outcome invoke(const Value& function, List arguments, std::span<const std::string> names,
               const Environment& environment, const Position& source);

/// The elements that "for x in value" goes through, as a list; null with an issue at `source` where
/// there are none to go through.
Outcome elements_of(const Value& value, const Environment& environment, const Position& source);

/// A call of one of the scope's functions, as it is written.
struct ExtensionCall {
  std::size_t function = 0;      ///< its number in the scope
  std::vector<Value> arguments;  ///< null for one that is no constant
  Position source;
};

/// A compiled expression: names are resolved to slots, constants folded. Immutable; may be shared.
class Expression {
 public:
  /// Compiles `text`. `source` is where the text begins, for positions. Fails with kInvalidArgument
  /// for a fault of syntax, an unknown name (with a suggestion), or a type that cannot be right ("1
  /// + true").
  static Result<Expression> compile(std::string_view text, const Scope& scope,
                                    const Position& source = {});

  Outcome evaluate(const Environment& environment) const;
  /// The same without a copy of what stands already: a constant, a variable of the environment or a
  /// member of one. Anything else is made in `room`, which must be null. Issues are added to
  /// `issues`.
  const Value& see(const Environment& environment, Value& room, std::vector<Issue>& issues) const;
  /// Whether the value is null; nothing where that hangs on what was erased.
  std::optional<bool> is_null(const Environment& environment) const;

  const std::string& text() const;
  const Position& source() const;
  /// The inferred type; Any where it cannot be known.
  const Type& type() const;
  /// Paths of root variables that are read, for example "application.seats"; each once, in text
  /// order.
  const std::vector<std::string>& reads() const;
  /// The value of an expression that is constant, or null.
  const Value* constant() const;
  /// The number of the variable in the scope, of an expression that is that and nothing else.
  std::optional<std::size_t> variable() const;
  /// The calls of the scope's functions; an inner one before the one it stands in.
  std::vector<ExtensionCall> extension_calls() const;
  /// The compiled form, for what says the same in another language.
  const Program& program() const;

  struct State;

 private:
  explicit Expression(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// The value of FEEL that stands where people write a value, without names of its own. Fails with
/// kInvalidArgument where it is no FEEL, and where a null has an issue.
Result<Value> value_of(std::string_view text, const Environment& environment = {},
                       const Position& position = {});

/// What people write where a value of this type is wanted: the lexical form of a scalar, as
/// parse_value has it; FEEL for a context; the items of a list, parted by semicolons, or FEEL in
/// brackets. Fails with kInvalidArgument for what is none, and for members that the type lacks.
Result<Value> read_as(const Type& type, std::string_view text);

/// The tests of a decision table's cell: "-", "< 5", "[1..3]", "not(\"a\", \"b\")", or an
/// expression over `?`.
class UnaryTests {
 public:
  static Result<UnaryTests> compile(std::string_view text, const Scope& scope, const Type& input,
                                    const Position& source = {});
  /// true, false or null; `input` is the value under test.
  Outcome evaluate(const Value& input, const Environment& environment) const;
  const std::string& text() const;
  bool irrelevant() const;  ///< "-"
  /// The constant values, lists and ranges that the input is compared with; empty for negated
  /// tests.
  const std::vector<Value>& constants() const;
  /// What all of the tests compare the input with, negated or not, ranges by their ends and lists
  /// by their elements: between two of them that are next to each other the answer is the same.
  /// Nothing where a test depends on more than where the input stands among constants.
  std::optional<std::vector<Value>> boundaries() const;
  const std::vector<std::string>& reads() const;  ///< as Expression::reads

  struct State;

 private:
  explicit UnaryTests(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace lagrum::feel
