#include "verify/norm_parts.h"

#include <algorithm>

#include "base/words.h"

namespace lagrum::verify {

namespace {

const std::vector<law::Condition>* own_conditions(const law::Norm& norm) {
  if (const auto* forbid = std::get_if<law::Forbid>(&norm.content)) return &forbid->until;
  if (const auto* power = std::get_if<law::Power>(&norm.content)) return &power->conditions;
  if (const auto* deem = std::get_if<law::Deem>(&norm.content)) return &deem->conditions;
  return nullptr;
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
void walk(const std::vector<law::Condition>& conditions, bool helps, const VisitCondition& visit) {
  for (const law::Condition& condition : conditions) {
    visit(condition, helps);
    walk(condition.inner, condition.kind == law::Condition::Kind::kNot ? !helps : helps, visit);
  }
}

bool holds_condition(const std::vector<law::Condition>& conditions, const law::Condition& wanted) {
  bool found = false;
  walk(conditions, true,
       [&](const law::Condition& each, bool) { found = found || &each == &wanted; });
  return found;
}

const std::vector<law::Field>* fields_of(const law::Norm& norm) {
  if (const auto* contain = std::get_if<law::Contain>(&norm.content)) return &contain->fields;
  if (const auto* respond = std::get_if<law::Respond>(&norm.content)) return &respond->fields;
  return nullptr;
}

const law::Formula& when_of(const law::Norm& norm) {
  static const law::Formula kAlways;
  return std::visit(
      [](const auto& content) -> const law::Formula& {
        if constexpr (requires { content.when; })
          return content.when;
        else
          return kAlways;
      },
      norm.content);
}

bool reads_any(const law::Formula& formula, std::initializer_list<std::string_view> roots) {
  return std::any_of(formula.reads().begin(), formula.reads().end(), [&](const std::string& path) {
    return std::any_of(roots.begin(), roots.end(), [&](std::string_view root) {
      return path == root || (path.starts_with(root) && path[root.size()] == '.');
    });
  });
}

bool is_plain(const std::string& path) {
  static const std::vector<std::string> kRoots = {"act", "trigger", "case", "party"};
  const auto dot = path.find('.');
  return dot == std::string::npos || !contains(kRoots, path.substr(0, dot));
}

std::string first_of(const std::string& path) { return path.substr(0, path.find('.')); }

void for_each_condition(const law::Norm& norm, const VisitCondition& visit) {
  if (const auto* own = own_conditions(norm)) walk(*own, true, visit);
  for (const law::Clause& clause : norm.unless) walk(clause.conditions, true, visit);
  if (norm.where) walk(norm.where->conditions, false, visit);
}

const law::ActSet& opening_acts(const law::Norm& norm) {
  if (const auto* forbid = std::get_if<law::Forbid>(&norm.content))
    return forbid->from.empty() ? norm.per.acts : forbid->from;
  if (const auto* contain = std::get_if<law::Contain>(&norm.content))
    return contain->from.empty() ? norm.per.acts : contain->from;
  if (const auto* permit = std::get_if<law::Permit>(&norm.content)) return permit->from;
  if (const auto* respond = std::get_if<law::Respond>(&norm.content)) return respond->to;
  return norm.per.acts;
}

const law::ActSet& acts_of(const law::Norm& norm) {
  static const law::ActSet kNone;
  return std::visit(
      [](const auto& content) -> const law::ActSet& {
        if constexpr (requires { content.acts; })
          return content.acts;
        else if constexpr (requires { content.to; })
          return content.to;
        else
          return kNone;
      },
      norm.content);
}

void for_each_formula(const law::Norm& norm,
                      const std::function<void(const law::Formula&)>& visit) {
  const auto visit_set = [&](const law::Formula& formula) {
    if (!formula.empty()) visit(formula);
  };
  visit_set(when_of(norm));
  if (const auto* forbid = std::get_if<law::Forbid>(&norm.content)) visit_set(forbid->from_when);
  if (const auto* contain = std::get_if<law::Contain>(&norm.content)) visit_set(contain->from_when);
  if (const auto* fields = fields_of(norm)) {
    for (const law::Field& field : *fields) {
      visit_set(field.when);
      visit_set(field.is);
    }
  }
  if (norm.where) visit_set(norm.where->that);
  for (const law::Clause& clause : norm.unless) visit_set(clause.that);
  for_each_condition(norm, [&](const law::Condition& condition, bool) {
    visit_set(condition.when);
    visit_set(condition.without_when);
    visit_set(condition.that);
  });
}

}  // namespace lagrum::verify
