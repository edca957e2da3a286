#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cases/run.h"

namespace lagrum::cases {

/// The documents of one run: brought with the command, enclosed from the case, or made from
/// templates. Borrows the case, which its runner changes meanwhile, and the input.
class Documents {
 public:
  Documents(const CaseState& state, const RunInput& input) : state_(state), input_(input) {}

  /// These acts come next: a document of a kind that one of them names waits for it.
  void expect(const std::vector<statechart::PerformedAct>& acts);
  /// Gives the act, which becomes the run's act number `index`, its documents.
  Status add(const statechart::PerformedAct& performed, std::size_t index, Act& act);
  /// Nothing that was brought is lost: what no act has taken is a fault of the command.
  Status check_all_taken(const std::string& event) const;

  /// What was made and brought; may be asked for once.
  std::vector<MadeDocument> take() { return std::move(made_); }
  /// The first letter that lacks a value.
  const std::optional<Error>& letter_fault() const { return letter_fault_; }

 private:
  bool take_brought(const std::function<bool(const std::string& kind)>& takes, std::size_t index,
                    Act& act);
  bool enclose(const std::string& kind, Act& act) const;
  Result<row::Document> make(const statechart::DocumentSpec& spec, const Act& act);
  void keep(const std::string& kind, row::Document document, std::size_t index, Act& act);
  Value with_names(const law::ActDecl& declared, const std::string& name, const Value& value) const;
  Context act_values(const Act& act) const;
  Context letter_values(const Act& act) const;

  const CaseState& state_;
  const RunInput& input_;
  std::vector<MadeDocument> made_;
  std::vector<bool> taken_;      ///< of the documents brought, by their place
  std::set<std::string> named_;  ///< kinds of documents that the acts so far name
  std::optional<Error> letter_fault_;
};

}  // namespace lagrum::cases
