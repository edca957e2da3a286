#include <algorithm>
#include <array>

#include "base/words.h"
#include "cases/commit.h"
#include "journal/disclosure.h"
#include "lagrum/journal.h"
#include "scenario/player.h"

namespace lagrum::scenario {
namespace {

using xml::Element;

/// True when the attribute is not written, or says the same.
bool matches(const Element& element, std::string_view name, std::string_view found) {
  const auto expected = element.attribute(name);
  return !expected || *expected == found;
}

/// An attribute with the words before it, or nothing where it is not written.
std::string said(const Element& element, std::string_view before, std::string_view name) {
  return element.attribute(name) ? std::string(before) + text_at(element, name) : std::string();
}

std::string shown(const std::optional<Date>& date) {
  return date ? to_string(*date) : std::string("none");
}

}  // namespace

/// What must be true now.
Status Player::then(const Element& step) {
  using Check = void (Player::*)(const Element&, const CaseView&);
  constexpr std::array<std::pair<std::string_view, Check>, 7> kChecks = {
      {{"phase", &Player::check_phase},
       {"state", &Player::check_state},
       {"clock", &Player::check_clock},
       {"duty", &Player::check_duty},
       {"verdict", &Player::check_verdict},
       {"act", &Player::check_act},
       {"archive", &Player::check_archive}}};
  LAGRUM_ASSIGN(const CaseView view, engine_->view(case_, now_));
  for (const Element& expected : step.children()) {
    for (const auto& [name, check] : kChecks) {
      if (!expected.is(cases::kScenarioNamespace, name)) continue;
      ++report_.checks;
      if (knows_party(expected, view)) (this->*check)(expected, view);
    }
  }
  return {};
}

/// An expectation about somebody who is no party would come true whatever happens.
bool Player::knows_party(const Element& expected, const CaseView& view) {
  const std::string party = text_at(expected, "party");
  std::vector<std::string> ids;
  for (const Context& each : view.parties) {
    const Value* id = each.find("id");
    if (id != nullptr && id->string() != nullptr) ids.push_back(*id->string());
  }
  if (party.empty() || std::find(ids.begin(), ids.end(), party) != ids.end()) return true;
  fail(expected, not_known("a party of the case", party, ids));
  return false;
}

void Player::check_phase(const Element& expected, const CaseView& view) {
  if (!matches(expected, "is", view.phase))
    fail(expected, "expected the phase " + text_at(expected, "is") + ", found " + view.phase);
}

void Player::check_state(const Element& expected, const CaseView& view) {
  const std::string state = text_at(expected, "is");
  if (std::find(view.states.begin(), view.states.end(), state) != view.states.end()) return;
  fail(expected, "expected the state " + state + ", found " + space_list(view.states));
}

void Player::check_clock(const Element& expected, const CaseView& view) {
  const std::string id = text_at(expected, "id");
  std::string found;
  for (const CaseView::ClockLine& clock : view.clocks) {
    if (clock.id != id || !matches(expected, "party", clock.party)) continue;
    const std::string due = clock.status == "none" ? std::string() : to_string(clock.due);
    found += (found.empty() ? "" : ", ") + clock.status + (due.empty() ? "" : " due " + due) +
             (clock.party.empty() ? "" : " [" + clock.party + "]");
    if (!matches(expected, "due", due) || !matches(expected, "is", clock.status)) continue;
    for (const Element& derived : expected.children(cases::kScenarioNamespace, "derived")) {
      const bool there = std::any_of(
          clock.derivation.steps.begin(), clock.derivation.steps.end(),
          [&](const calendar::Step& step) {
            const bool reading = text_at(derived, "interpretation") == "true" ||
                                 text_at(derived, "interpretation") == "1";
            return step.as == text_at(derived, "as") &&
                   to_string(step.on) == text_at(derived, "on") &&
                   matches(derived, "cite", step.cite) &&
                   (!derived.attribute("interpretation") || reading == step.interpretation);
          });
      if (!there)
        fail(derived, "expected a step '" + text_at(derived, "as") + "' on " +
                          text_at(derived, "on") + ", found\n" +
                          clock.derivation.in(Language::kEnglish));
    }
    return;
  }
  if (text_at(expected, "is") == "none" && found.empty()) return;
  fail(expected, "expected the clock " + id + said(expected, " to be ", "is") +
                     said(expected, " due ", "due") + ", found " +
                     (found.empty() ? "none" : found));
}

void Player::check_duty(const Element& expected, const CaseView& view) {
  const std::string norm = text_at(expected, "norm");
  const std::string status = text_at(expected, "is");
  std::string found;
  for (const CaseView::DutyLine& duty : view.duties) {
    if (duty.norm != norm || !matches(expected, "party", duty.party)) continue;
    found += (found.empty() ? "" : ", ") + duty.status + " due " + shown(duty.due) +
             (duty.policy ? " (policy)" : "");
    const bool ranked = matches(expected, "rank", duty.policy ? "policy" : "law");
    if (duty.status == status && matches(expected, "due", shown(duty.due)) && ranked) return;
  }
  if (status == "none" && found.empty()) return;
  fail(expected, "expected the duty of " + norm + " to be " + status +
                     said(expected, " due ", "due") + ", found " +
                     (found.empty() ? "none" : found));
}

void Player::check_verdict(const Element& expected, const CaseView& view) {
  const std::string norm = text_at(expected, "norm");
  const std::string superseded = text_at(expected, "superseded");
  const bool old = superseded == "true" || superseded == "1";
  std::string found;
  for (const CaseView::VerdictLine& verdict : view.verdicts) {
    if (verdict.norm != norm || verdict.superseded != old) continue;
    if (!matches(expected, "act", verdict.act) || !matches(expected, "party", verdict.party))
      continue;
    found += (found.empty() ? "" : ", ") + verdict.verdict + " on " + verdict.act;
    if (matches(expected, "is", verdict.verdict) &&
        matches(expected, "lifted-by", verdict.lifted_by))
      return;
  }
  if (found.empty() && text_at(expected, "is") == "not-applicable") return;
  fail(expected, "expected the verdict" + said(expected, " ", "is") + " of " + norm + ", found " +
                     (found.empty() ? "none" : found));
}

void Player::check_act(const Element& expected, const CaseView& view) {
  const std::string superseded = text_at(expected, "superseded");
  const bool old = superseded == "true" || superseded == "1";
  std::string found;
  for (const CaseView::ActLine& line : view.acts) {
    if (line.act.type.str() != text_at(expected, "type")) continue;
    found += (found.empty() ? "" : ", ") + to_string(line.legal_day) +
             (line.superseded ? " superseded" : "");
    if (matches(expected, "on", to_string(line.legal_day)) && line.superseded == old) return;
  }
  fail(expected, "expected the act " + text_at(expected, "type") + said(expected, " on ", "on") +
                     (old ? " superseded" : "") + ", found " + (found.empty() ? "none" : found));
}

namespace {

/// Why a case's file does not verify with nothing but the public key: signature, proofs,
/// commitments, documents. Empty where it does.
std::string fault_of(const CaseFile& file) {
  const auto key = journal::parse_vkey(file.public_key);
  if (!key) return "expected a verifier key, found: " + key.error().message;
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    const auto receipt = journal::parse_receipt(file.receipts[i]);
    const auto proved = receipt ? journal::verify_receipt(*receipt, file.entries[i].leaf, {*key})
                                : Result<journal::Checkpoint>(receipt.error());
    if (!proved)
      return "entry " + std::to_string(file.entries[i].index.value) + ": " + proved.error().message;
    for (const row::Disclosure& disclosure : file.entries[i].disclosures) {
      if (!journal::open_disclosure(disclosure)) return "a disclosure does not open its commitment";
    }
  }
  for (const CaseView::ActLine& line : file.view.acts) {
    for (const DocumentRef& reference : line.act.documents) {
      const bool there = std::any_of(
          file.documents.begin(), file.documents.end(),
          [&](const row::Document& stored) { return journal::is_of(stored, reference); });
      if (!there) return "the document '" + reference.name + "' is not the one the act names";
    }
  }
  return {};
}

}  // namespace

/// The case's file proves itself, and the store is sound.
void Player::check_archive(const Element& expected, const CaseView& /*view*/) {
  const bool verifies = text_at(expected, "verifies") != "false";
  const auto file = engine_->file(case_, now_);
  const auto whole = engine_->verify();
  std::string fault = file ? fault_of(*file) : file.error().message;
  if (fault.empty() && !whole) fault = whole.error().message;
  if (fault.empty() && !whole->sound()) fault = whole->problems.front();
  if (verifies && !fault.empty()) fail(expected, "expected a case that verifies, found: " + fault);
  if (!verifies && fault.empty())
    fail(expected, "expected a case that does not verify, found one that does");
}

}  // namespace lagrum::scenario
