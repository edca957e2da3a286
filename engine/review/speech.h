#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cases/workspace_state.h"
#include "lagrum/text.h"
#include "review/html.h"

namespace lagrum::review {

/// How the things of a workflow and its law are called in the reader's language. Borrows the
/// workflow.
class Speech {
 public:
  Speech(const cases::Workflow& workflow, Language language)
      : workflow_(workflow), language_(language) {}

  const cases::Workflow& workflow() const { return workflow_; }
  const law::Law& law() const { return workflow_.law; }
  Language language() const { return language_; }

  /// A sentence of the catalogue below "review.".
  std::string say(std::string_view key,
                  const std::map<std::string, std::string>& values = {}) const;
  /// The same with markup in its gaps.
  Markup show(std::string_view key, const std::map<std::string, Markup>& values) const;
  const std::string& of(const Texts& texts) const { return texts.in(language_); }

  std::string act(std::string_view type) const;
  /// Linked to what the page says of it.
  Markup act_link(std::string_view type) const;
  Markup acts(const law::ActSet& acts) const;
  Markup norm_link(std::size_t norm) const;
  Markup norms(const std::vector<std::size_t>& norms) const;
  /// A clock, or the clocks of a group.
  Markup clock_link(std::string_view name) const;
  std::string role(std::string_view id) const;
  std::string roles(const std::vector<std::string>& ids) const;
  std::string phase(std::string_view id) const;
  /// What an event does, as people would call it: the question it answers, else the acts it is made
  /// for; its own name where it does nothing that has one.
  std::string event(const statechart::TransitionInfo& transition) const;
  Markup state_link(std::string_view id) const;
  std::string date(Date day) const;
  std::string period(const calendar::Period& period) const;
  std::string yes_or_no(bool yes) const;
  /// "a, b or c".
  Markup either(const std::vector<Markup>& parts) const;
  std::string quoted(std::string_view text) const;

 private:
  const cases::Workflow& workflow_;
  const Language language_;
};

/// How events begin that put a question's answer on record.
inline constexpr std::string_view kJudge = "judge.";

}  // namespace lagrum::review
