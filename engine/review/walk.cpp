#include "review/walk.h"

#include <algorithm>
#include <set>
#include <variant>

namespace lagrum::review {
namespace {

using law::Condition;
using law::Formula;

/// What the contents of norms have in common: conditions, expressions and acts, as far as each has
/// them.
struct Parts {
  std::vector<const std::vector<Condition>*> conditions;
  std::vector<const Formula*> formulas;
  law::ActSet acts;

  void add(const std::vector<law::Field>& fields) {
    for (const law::Field& field : fields) {
      formulas.push_back(&field.when);
      formulas.push_back(&field.is);
    }
  }
  void operator()(const law::Forbid& forbid) {
    conditions.push_back(&forbid.until);
    formulas.insert(formulas.end(), {&forbid.when, &forbid.from_when});
    acts = forbid.acts;
  }
  void operator()(const law::Respond& respond) {
    formulas.push_back(&respond.when);
    add(respond.fields);
    acts = respond.with;
  }
  void operator()(const law::Contain& contain) {
    formulas.push_back(&contain.when);
    add(contain.fields);
    acts = contain.acts;
  }
  void operator()(const law::Power& power) {
    conditions.push_back(&power.conditions);
    formulas.push_back(&power.when);
    acts = power.acts;
  }
  void operator()(const law::Permit& permit) {
    formulas.push_back(&permit.when);
    acts = permit.acts;
  }
  void operator()(const law::Deem& deem) {
    conditions.push_back(&deem.conditions);
    formulas.insert(formulas.end(), {&deem.when, &deem.on});
    acts = deem.to;
  }
  void operator()(const law::Disapply& /*disapply*/) {}
};

Parts parts_of(const law::Norm& norm) {
  Parts parts;
  std::visit(parts, norm.content);
  const auto add = [&](const law::Clause& clause) {
    parts.conditions.push_back(&clause.conditions);
    parts.formulas.push_back(&clause.that);
  };
  if (norm.where) add(*norm.where);
  for (const law::Clause& clause : norm.unless) add(clause);
  return parts;
}

void each_within(const std::vector<Condition>& conditions,
                 const std::function<void(const Condition&)>& see) {
  std::vector<const Condition*> left;
  for (const Condition& condition : conditions) left.push_back(&condition);
  while (!left.empty()) {
    const Condition* next = left.back();
    left.pop_back();
    see(*next);
    for (const Condition& inner : next->inner) left.push_back(&inner);
  }
}

}  // namespace

void each_condition(const law::Norm& norm, const std::function<void(const Condition&)>& see) {
  for (const std::vector<Condition>* conditions : parts_of(norm).conditions)
    each_within(*conditions, see);
}

void each_condition(const law::ClockDecl& clock, const std::function<void(const Condition&)>& see) {
  for (const law::ClockDecl::Restart& restart : clock.restarts)
    each_within(restart.conditions, see);
}

void each_formula(const law::Norm& norm, const std::function<void(const Formula&)>& see) {
  for (const Formula* formula : parts_of(norm).formulas)
    if (!formula->empty()) see(*formula);
  each_condition(norm, [&](const Condition& condition) {
    if (!condition.when.empty()) see(condition.when);
    if (!condition.that.empty()) see(condition.that);
  });
}

law::ActSet acts_of(const law::Norm& norm) { return parts_of(norm).acts; }

bool asks_who(const law::Norm& norm, const law::Law& law) {
  std::set<std::string> who = {std::string(law::kPersons)};
  std::set<std::string> others;  // what is a person in one act may be a day in another
  for (const auto& [type, act] : law.vocabulary().acts) {
    for (const law::AttributeDecl& attribute : act.attributes)
      (attribute.takes_part || attribute.type == "person" ? who : others).insert(attribute.name);
  }
  for (const std::string& name : others) who.erase(name);
  who.insert("actor");  // of every act; a delegation is given to the one who acts
  bool asks = false;
  each_formula(norm, [&](const Formula& formula) {
    asks = asks || std::any_of(who.begin(), who.end(), [&](const std::string& name) {
             return formula.reads_attribute(name);
           });
  });
  return asks;
}

}  // namespace lagrum::review
