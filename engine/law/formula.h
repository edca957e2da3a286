#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feel/claims.h"
#include "feel/expression.h"
#include "lagrum/act.h"

namespace lagrum::law {

/// Functions that expressions of norms may call beyond FEEL's own; the order is the function's
/// number.
enum class Function : std::uint8_t { kDue, kDaysLate, kWorkingDayBefore, kValues };

/// What an expression of a norm is evaluated with. All pointers may be null; what is missing is
/// null.
struct Frame {
  const Act* act = nullptr;      ///< the act looked at, whose attributes stand by plain name
  const Act* judged = nullptr;   ///< the act now judged: act.x
  const Act* trigger = nullptr;  ///< the act that opened the instance
  const Value* case_data = nullptr;
  const Value* party_data = nullptr;
  std::function<Result<Value>(Function, std::span<const Value>)> call;
  const ZoneRules* zones = nullptr;
};

/// The acts whose attributes an expression may name.
struct FormulaScope {
  std::vector<feel::Type::Member>
      plain;                            ///< attributes by plain name; empty where none may be used
  std::vector<feel::Type::Member> act;  ///< act.x
  std::vector<feel::Type::Member> trigger;  ///< trigger.x
  std::vector<feel::Type::Member> case_data;
  std::vector<feel::Type::Member> party_data;
};

/// An expression of a norm or clock, bound to the few values it reads. Immutable; may be shared.
class Formula {
 public:
  Formula() = default;
  static Result<Formula> compile(std::string_view text, const FormulaScope& scope,
                                 const Position& source);

  bool empty() const { return roots_.empty() && !expression_; }
  /// The value; problems of evaluation are lost here, null stands for them.
  Value evaluate(const Frame& frame) const;
  /// True only for the boolean true; an empty formula is true.
  bool holds(const Frame& frame) const { return empty() || evaluate(frame).is_true(); }
  /// The same where values may be unknown, which stand as Erased: nothing where it rests on them.
  std::optional<bool> judge(const Frame& frame) const;
  /// Paths that are read, each once: an attribute by plain name, "act.x", "trigger.x", "case.x".
  const std::vector<std::string>& reads() const;
  /// Where it reads attributes or data, each by its own name: "outcome" of act.outcome.
  std::vector<std::pair<std::string, feel::Use>> uses() const;
  /// The texts that stand in it.
  std::vector<Value> texts() const;
  /// Whether it reads an attribute of this name, of whatever act.
  bool reads_attribute(std::string_view name) const;
  /// The data that it reads: "case.kind", "party.public".
  std::vector<std::string> data() const;
  std::string text() const { return expression_ ? expression_->text() : std::string(); }
  /// Its calls of the functions above, which have the numbers of `Function`.
  std::vector<feel::ExtensionCall> calls() const { return expression_->extension_calls(); }
  /// The type of its value, as far as it is known when it is compiled.
  const feel::Type& type() const { return expression_->type(); }

 private:
  /// A variable that the expression reads: its number in the scope, and where its value comes from.
  struct Root {
    enum class Source : std::uint8_t { kAttribute, kAct, kTrigger, kCase, kParty } source;
    std::size_t slot = 0;
    std::string name;
    std::vector<std::string> members;  ///< of an act: the attributes that are read; empty for all
  };
  feel::Outcome outcome(const Frame& frame) const;
  static Value read(const Root& root, const Frame& frame);
  static Value context_of(const Act* act, const std::vector<std::string>& members);

  std::shared_ptr<const feel::Expression> expression_;
  std::vector<Root> roots_;  ///< by ascending slot
};

/// The value of an act's attribute, built-in ones included; null when it is not given.
Value attribute(const Act& act, std::string_view name);
/// True for what says nothing: null, and a text without a letter. An empty list says that there is
/// none, and is no blank.
bool is_blank(const Value& value);
/// All attributes of an act, built-in ones included, as one context.
Value as_context(const Act& act);

}  // namespace lagrum::law
