// Random guards on random values: what ECMAScript takes, FEEL takes, and what comes back takes no
// more.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exchange/ecmascript.h"
#include "exchange/feel_terms.h"
#include "support/seed.h"

namespace lagrum::exchange {
namespace {

using Kind = Term::Kind;
using TypeKind = feel::Type::Kind;

/// A value of ECMAScript: nothing is undefined.
using Script = std::optional<Value>;

/// The values that a guard is judged on, and the states that are active.
struct World {
  std::map<std::string, Script> values;
  std::vector<std::string> active;
};

/// Carries out a term with the rules of ECMAScript 5, coercion and errors included.
class NaiveScript {
 public:
  explicit NaiveScript(const World& world) : world_(world) {}

  /// Whether a transition with this condition is taken: an error is no.
  bool takes(const Term& term) {
    const bool held = truthy(run(term));
    return held && !threw_;
  }

 private:
  // NOLINTBEGIN(misc-no-recursion)
  Script run(const Term& term) {
    switch (term.kind) {
      case Kind::kNull:
        return Value();
      case Kind::kTrue:
        return Value(true);
      case Kind::kFalse:
        return Value(false);
      case Kind::kNumber:
        return Value(Decimal::parse(term.text).value());
      case Kind::kText:
        return Value(term.text);
      case Kind::kPath:
        return path(term.text);
      case Kind::kCount:
        return length(run(term.parts[0]));
      case Kind::kIn:
        return Value(std::find(world_.active.begin(), world_.active.end(), term.text) !=
                     world_.active.end());
      case Kind::kIs:
        return Value(type_of(run(term.parts[0])) == term.text);
      case Kind::kNot:
        return Value(!truthy(run(term.parts[0])));
      case Kind::kAnd:
      case Kind::kOr:
        return logic(term);
      case Kind::kCompare:
        return compared(term);
      case Kind::kCalculate:
      case Kind::kNegative:
        return calculated(term);
      case Kind::kChoice:
        return run(term.parts[truthy(run(term.parts[0])) ? 1 : 2]);
      case Kind::kList:
      case Kind::kContext:
        break;
    }
    ADD_FAILURE() << "a value in a guard";
    return std::nullopt;
  }

  Script logic(const Term& term) {
    const bool all = term.is(Kind::kAnd);
    Script last;
    for (const Term& part : term.parts) {
      last = run(part);
      if (threw_ || truthy(last) != all) return last;
    }
    return last;
  }

  Script compared(const Term& term) {
    const Script left = run(term.parts[0]);
    const Script right = run(term.parts[1]);
    const bool equality = term.text == "=" || term.text == "!=";
    if (!equality) return Value(ordered(term.text, left, right));
    const bool loose = term.parts[1].is(Kind::kNull);
    const bool same = loose ? !left || left->is_null() : identical(left, right, term);
    return Value(same == (term.text == "="));
  }

  Script calculated(const Term& term) {
    const Script left = run(term.parts[0]);
    if (term.is(Kind::kNegative)) return number(-to_number(left));
    const Script right = run(term.parts[1]);
    if (term.text == "+" && ((left && left->string()) || (right && right->string())))
      return Value("joined");
    const double a = to_number(left);
    const double b = to_number(right);
    return number(term.text == "+" ? a + b : term.text == "-" ? a - b : a * b);
  }
  // NOLINTEND(misc-no-recursion)

  static Script number(double value) {
    // Not a number is no value of ours; false compares like it wherever the guards could ask.
    if (std::isnan(value)) return std::nullopt;
    return Value(Decimal::parse(std::to_string(std::llround(value))).value());
  }

  Script path(const std::string& text) {
    const std::size_t dot = text.find('.');
    Script at = world_.values.at(text.substr(0, dot));
    for (std::size_t begin = dot; begin != std::string::npos;) {
      const std::size_t end = text.find('.', begin + 1);
      if (!at || at->is_null()) {
        threw_ = true;
        return std::nullopt;
      }
      const Value* found = at->context() == nullptr
                               ? nullptr
                               : at->context()->find(text.substr(
                                     begin + 1, end == std::string::npos ? end : end - begin - 1));
      at = found == nullptr ? Script() : Script(*found);
      begin = end;
    }
    return at;
  }

  Script length(const Script& of) {
    if (!of || of->is_null()) threw_ = true;
    if (of && of->list() != nullptr)
      return Value::integer(static_cast<std::int64_t>(of->list()->size()));
    return std::nullopt;
  }

  static bool truthy(const Script& value) {
    if (!value || value->is_null()) return false;
    if (value->boolean() != nullptr) return *value->boolean();
    if (value->string() != nullptr) return !value->string()->empty();
    if (value->number() != nullptr) return to_number(value) != 0;
    return true;
  }

  static std::string type_of(const Script& value) {
    if (!value) return "undefined";
    if (value->string() != nullptr) return "string";
    if (value->number() != nullptr) return "number";
    return value->boolean() != nullptr ? "boolean" : "object";
  }

  static bool identical(const Script& a, const Script& b, const Term& term) {
    if (!a || !b) return !a && !b;
    if (type_of(a) != type_of(b)) return false;
    if (a->is_null() || b->is_null()) return a->is_null() && b->is_null();
    if (type_of(a) == "object") return term.parts[0] == term.parts[1];
    return *a == *b;
  }

  static double to_number(const Script& value) {
    if (!value) return std::numeric_limits<double>::quiet_NaN();
    if (value->is_null()) return 0;
    if (value->boolean() != nullptr) return *value->boolean() ? 1 : 0;
    if (value->number() != nullptr) return std::stod(to_string(*value->number()));
    if (value->string() != nullptr && value->string()->empty()) return 0;
    if (value->list() != nullptr && value->list()->empty()) return 0;
    return std::numeric_limits<double>::quiet_NaN();
  }

  static bool ordered(const std::string& op, const Script& a, const Script& b) {
    const double left = to_number(a);
    const double right = to_number(b);
    if (op == "<") return left < right;
    if (op == "<=") return left <= right;
    return op == ">" ? left > right : left >= right;
  }

  const World& world_;
  bool threw_ = false;
};

constexpr std::array<std::string_view, 7> kNames = {"count_of", "other",     "subject", "ready",
                                                    "anything", "anything2", "_event"};

feel::Scope random_scope() {
  feel::Scope scope;
  scope.add_variable("count_of", feel::Type::of(TypeKind::kNumber));
  scope.add_variable("other", feel::Type::of(TypeKind::kNumber));
  scope.add_variable("subject", feel::Type::of(TypeKind::kString));
  scope.add_variable("ready", feel::Type::of(TypeKind::kBoolean));
  scope.add_variable("anything", feel::Type::any());
  scope.add_variable("anything2", feel::Type::any());
  scope.add_variable("_event", feel::Type::context_of({{"data", feel::Type::any()}}));
  scope.add_variable("items", feel::Type::of(TypeKind::kList));
  scope.add_function("In", {"id"}, feel::Type::of(TypeKind::kBoolean));
  return scope;
}

/// Makes guards of the subset, and values for them.
class RandomGuards {
 public:
  explicit RandomGuards(test::Chance& chance) : chance_(chance) {}

  // NOLINTNEXTLINE(misc-no-recursion): `depth` counts down
  std::string guard(int depth) {
    const std::size_t leaf = 8;
    switch (chance_.below(depth > 0 ? leaf + 4 : leaf)) {
      case 0:
        return one_of({"ready", "anything", "_event.data.x"});
      case 1:
        return path() + one_of({" = ", " != "}) + literal();
      case 2:
        return one_of({"count_of", "other", "anything", "_event.data.x"}) + order() + digit();
      case 3:
        return "count_of" + one_of({" + ", " - ", " * "}) + digit() + order() + "other";
      case 4:
        return path() + " in (" + literal() + ", " + literal() + ")";
      case 5:
        return "In(\"" + one_of({"a", "b"}) + "\")";
      case 6:
        return "count(items)" + order() + digit();
      case 7:
        return "anything = " + path();
      case 8:
        return "not(" + guard(depth - 1) + ")";
      case 9:
        return "(" + guard(depth - 1) + " and " + guard(depth - 1) + ")";
      case 10:
        return "(" + guard(depth - 1) + " or " + guard(depth - 1) + ")";
      default:
        return "(if " + guard(depth - 1) + " then " + guard(depth - 1) + " else " +
               guard(depth - 1) + ")";
    }
  }

  /// Values of any type; in a `tame` world, of the types that are declared.
  World world(bool tame) {
    World made;
    for (const std::string_view name : kNames) made.values[std::string(name)] = value();
    Context data;
    if (chance_.below(4) != 0) data.set("x", value());
    const bool lost = !tame && chance_.below(8) == 0;
    made.values["_event"] = Value(Context{{"data", lost ? Value() : Value(std::move(data))}});
    made.values["items"] = one_of_values({Value(List{}), Value(List{Value(true)})});
    if (tame) {
      for (const char* name : {"count_of", "other"})
        made.values[name] = Value::integer(static_cast<std::int64_t>(chance_.below(3)));
    } else if (chance_.below(4) == 0) {
      made.values["items"] = Value();
    }
    for (const char* state : {"a", "b"}) {
      if (chance_.below(2) == 0) made.active.emplace_back(state);
    }
    return made;
  }

 private:
  std::string one_of(std::vector<std::string> texts) { return texts[chance_.below(texts.size())]; }
  Value one_of_values(std::vector<Value> values) { return values[chance_.below(values.size())]; }
  std::string digit() { return std::to_string(chance_.below(3)); }
  std::string order() { return one_of({" < ", " <= ", " > ", " >= ", " = ", " != "}); }
  std::string path() { return one_of({"anything", "anything2", "_event.data.x"}); }
  std::string literal() { return one_of({"1", "0", "\"a\"", "\"\"", "true", "false", "null"}); }
  Value value() {
    return one_of_values({Value(), Value(true), Value(false), Value::integer(0), Value::integer(1),
                          Value::integer(2), Value("a"), Value("")});
  }

  test::Chance& chance_;
};

/// Whether FEEL takes a transition with this guard.
bool feel_takes(const feel::Expression& guard, const World& world) {
  std::vector<Value> values;
  const feel::Scope scope = random_scope();
  for (const feel::Scope::Variable& variable : scope.variables())
    values.push_back(world.values.at(variable.name).value_or(Value()));
  feel::Environment environment;
  environment.variables = values;
  environment.call = [&](std::size_t, std::span<const Value> arguments) -> Result<Value> {
    return Value(std::find(world.active.begin(), world.active.end(), *arguments[0].string()) !=
                 world.active.end());
  };
  return guard.evaluate(environment).value.is_true();
}

TEST(GuardsProperty, NothingIsTakenThatFeelWouldNotTake) {
  test::Chance chance;
  RandomGuards random(chance);
  const feel::Scope scope = random_scope();
  VariableNames names;
  for (const feel::Scope::Variable& variable : scope.variables()) names.push_back(variable.name);
  std::size_t guards = 0;
  std::size_t taken = 0;
  std::size_t missed = 0;
  for (int i = 0; i < (test::long_run() ? 100'000 : 1'500); ++i) {
    const std::string text = random.guard(3);
    const auto guard = feel::Expression::compile(text, scope);
    if (!guard) continue;  // "count_of = true" is no guard of the case profile
    const Result<Term> term = condition_of(*guard, names);
    if (!term) continue;  // what is refused cannot be taken
    const std::string script = to_ecmascript(*term);
    const Result<Term> read = read_ecmascript(script);
    ASSERT_TRUE(read) << script << ": " << to_string(read.error());
    const auto back = feel::Expression::compile(to_feel(simplified(*read)), scope);
    ASSERT_TRUE(back) << to_feel(simplified(*read)) << ": " << to_string(back.error());
    ++guards;
    for (int k = 0; k < 20; ++k) {
      const bool tame = k % 2 == 0;
      const World world = random.world(tame);
      const bool expected = feel_takes(*guard, world);
      const bool takes = NaiveScript(world).takes(*read);
      ASSERT_TRUE(expected || !takes) << text << "\n" << script;
      // A comparison of values of two types is null in FEEL, and sends an "if" the other way.
      if (script.find('?') == std::string::npos) {
        ASSERT_TRUE(expected || !feel_takes(*back, world)) << text << "\n" << back->text();
      }
      taken += takes ? 1 : 0;
      missed += tame && expected && !takes ? 1 : 0;
    }
  }

  EXPECT_GT(guards, 300U);
  EXPECT_GT(taken, 10 * missed)
      << "nearly all that FEEL takes of values of the declared types is taken";
}

}  // namespace
}  // namespace lagrum::exchange
