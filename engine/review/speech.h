#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/workspace_state.h"
#include "lagrum/text.h"
#include "lagrum/verify.h"
#include "review/html.h"

namespace lagrum::review {

/// The acts that a workflow performs, and those that the engine records by its law because of them.
std::set<std::string> acts_of(const cases::Workflow& workflow);

/// How the things of a workflow and its law are called in the reader's language, with links to what
/// the page says of them. Borrows the workflow.
class Speech {
 public:
  /// `roles`: what an authority calls its own roles.
  Speech(const cases::Workflow& workflow, const verify::Report& report,
         std::map<std::string, Texts> roles, Language language);

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
  Markup act_link(std::string_view type) const;
  /// Any one of them, as far as the workflow knows them; all where it knows none.
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
  /// The same of the first transition that takes the event.
  std::string event(std::string_view name) const;
  Markup state_link(std::string_view id) const;
  std::string date(Date day) const;
  std::string period(const calendar::Period& period) const;
  std::string yes_or_no(bool yes) const;
  /// "a, b or c".
  Markup either(const std::vector<Markup>& parts) const;
  std::string quoted(std::string_view text) const;

 private:
  std::string comes(const std::string& event) const;

  const cases::Workflow& workflow_;
  const Language language_;
  const std::set<std::string> acts_;  ///< that the page has a row for
  std::set<std::string> norms_;
  const std::map<std::string, Texts> roles_;
};

/// Events that come by themselves, by how their names begin, with the word for them.
struct ComesRow {
  std::string_view prefix;
  std::string_view key;
  enum class Of : std::uint8_t { kAct, kClock, kDate, kState } of;
};
inline constexpr std::array<ComesRow, 5> kComes = {
    {{"act.", "act", ComesRow::Of::kAct},
     {cases::kClockExpired, "expired", ComesRow::Of::kClock},
     {cases::kClockNear, "near", ComesRow::Of::kClock},
     {cases::kDateReached, "date", ComesRow::Of::kDate},
     {"done.state.", "done", ComesRow::Of::kState}}};

/// How events begin that put a question's answer on record.
inline constexpr std::string_view kJudge = "judge.";

}  // namespace lagrum::review
