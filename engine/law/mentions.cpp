#include "law/mentions.h"

#include <algorithm>

#include "base/words.h"

namespace lagrum::law {
namespace {

class Collector {
 public:
  Collector(const Vocabulary& vocabulary, const std::vector<ClockDecl>& clocks)
      : vocabulary_(vocabulary), clocks_(clocks) {}

  Mentions collect(const Norm& norm) {
    std::visit([this](const auto& content) { read(content); }, norm.content);
    if (norm.where) read(*norm.where);
    for (const Clause& clause : norm.unless) read(clause);
    for (const std::string& clock : found_.clocks) need_start(clock);
    return std::move(found_);
  }

 private:
  void read(const Forbid& forbid) {
    need(forbid.acts);
    need(forbid.from);
    read(forbid.when);
    read(forbid.from_when);
    read(forbid.until);
  }
  void read(const Respond& respond) {
    need(respond.to);
    need(respond.with);
    read(respond.when);
    mention(respond.within);
    mention(respond.outer);
    read(respond.fields);
  }
  void read(const Contain& contain) {
    need(contain.acts);
    need(contain.from);
    read(contain.when);
    read(contain.from_when);
    read(contain.fields);
  }
  void read(const Power& power) {
    need(power.acts);
    read(power.when);
    read(power.conditions);
  }
  void read(const Permit& permit) {
    need(permit.acts);
    need(permit.from);
    read(permit.when);
  }
  void read(const Deem& deem) {
    need(deem.to);
    read(deem.when);
    read(deem.on);
    read(deem.conditions);
  }
  void read(const Disapply& /*disapply*/) {}

  void read(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      read(field.when);
      read(field.is);
    }
  }
  void read(const Clause& clause) {
    read(clause.that);
    read(clause.conditions);
  }

  void read(const Formula& formula) {
    if (formula.empty()) return;
    for (const std::string& name : formula.data()) {
      if (!contains(found_.data, name)) found_.data.push_back(name);
    }
    for (const feel::ExtensionCall& call : formula.calls()) {
      const std::string* name = call.arguments.front().string();
      if (name == nullptr) continue;
      const auto function = static_cast<Function>(call.function);
      if (function == Function::kDue) mention(*name);
      if (function == Function::kDaysLate) found_.timed = true;
      if (function != Function::kValues) continue;
      if (const auto acts = vocabulary_.acts_named(*name)) need(*acts);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  void read(const std::vector<Condition>& conditions) {
    for (const Condition& condition : conditions) read(condition);
  }

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  void read(const Condition& condition) {
    need(condition.acts);
    need(condition.after);
    need(condition.before);
    need(condition.without);
    need(condition.of);
    if (!condition.date_act.empty() && condition.date_act != "act")
      need(ActSet({condition.date_act}));
    read(condition.when);
    read(condition.without_when);
    read(condition.that);
    mention(condition.within);
    mention(condition.clock);
    if (condition.kind == Condition::Kind::kVerdict) found_.verdicts.push_back(condition.norm);
    found_.judged = found_.judged || condition.kind == Condition::Kind::kJudged;
    found_.timed = found_.timed || condition.kind == Condition::Kind::kReached ||
                   condition.kind == Condition::Kind::kVerdict;
    if (condition.kind == Condition::Kind::kAny) {
      read_any(condition.inner);
    } else {
      read(condition.inner);
    }
  }

  /// One of several ways is enough, and so are the acts of one.
  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  void read_any(const std::vector<Condition>& ways) {
    std::vector<ActSet> before = std::move(found_.needed);
    found_.needed.clear();
    read(ways);
    std::set<std::string> all;
    for (const ActSet& one : found_.needed) all.insert(one.names().begin(), one.names().end());
    found_.needed = std::move(before);
    need(ActSet(all));
  }

  void need(const ActSet& acts) {
    if (!acts.empty() && !acts.is_any()) found_.needed.push_back(acts);
  }

  void mention(const std::string& clock) {
    if (!clock.empty() && !contains(found_.clocks, clock)) found_.clocks.push_back(clock);
  }

  void need_start(const std::string& name) {
    std::set<std::string> acts;
    for (const ClockDecl& clock : clocks_) {
      if (clock.id != name && clock.group != name) continue;
      for (const ClockStart& start : clock.starts)
        acts.insert(start.acts.names().begin(), start.acts.names().end());
    }
    need(ActSet(acts));
  }

  const Vocabulary& vocabulary_;
  const std::vector<ClockDecl>& clocks_;
  Mentions found_;
};

}  // namespace

Mentions mentions_of(const Norm& norm, const Vocabulary& vocabulary,
                     const std::vector<ClockDecl>& clocks) {
  return Collector(vocabulary, clocks).collect(norm);
}

}  // namespace lagrum::law
