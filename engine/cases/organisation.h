#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dmn/model.h"
#include "lagrum/diagnostic.h"
#include "lagrum/directory.h"
#include "lagrum/xml.h"

namespace lagrum::cases {

inline constexpr std::string_view kOrganisationNamespace = "urn:lagrum:organisation:1";

/// A transition by an event.
struct OfferedStep {
  std::string event;
  std::vector<std::string> roles;  ///< who may take it; empty where people do not
  Position position;
};

/// What the rest of a workspace says, which an organisation file must agree with.
struct OrganisationContext {
  /// The DMN model of a file, by path relative to the organisation file; null when there is none.
  std::function<const dmn::Model*(const std::string& path)> tables;
  /// The acts that are a board's unless it has given them away (group `delegable`), by workflow.
  std::map<std::string, std::set<std::string>> delegable;
  /// The steps of the newest version of each workflow, in the file's order.
  std::map<std::string, std::vector<OfferedStep>> steps;
  std::vector<std::string> acts;   ///< of the packs
  std::vector<std::string> roles;  ///< that workflows and packs speak of
};

/// A directory read from an organisation file: persons with accounts and dated roles, bodies with
/// their remits, and their delegation orders with the decision tables. A workflow that no remit
/// names is nobody's in particular: roles hold in it from every unit, and no order covers it.
/// Immutable; may be shared between threads.
class Organisation final : public Directory {
 public:
  static Result<std::shared_ptr<const Organisation>> load(const xml::Document& document,
                                                          const OrganisationContext& context,
                                                          Diagnostics& diagnostics);

  std::string kind() const override { return kind_; }
  Language language() const override { return language_; }
  std::optional<Actor> find(std::string_view account_or_id, const WorkflowId& workflow,
                            Date day) const override;
  bool has_role(std::string_view role) const override;
  std::vector<std::string> named(std::string_view name) const override;
  Result<DelegationAnswer> delegation(const Actor& actor, const WorkflowId& workflow,
                                      const ActType& type, const Context& data,
                                      Date day) const override;
  Context authority() const override { return authority_; }
  /// Ids of all persons and bodies, in the order of the file, persons first.
  std::vector<std::string> people() const;

 private:
  struct DatedRole {
    std::string name;
    std::string in;  ///< unit or body
    std::optional<Date> from;
    std::optional<Date> to;
  };
  struct Person {
    std::string id;
    std::string name;
    std::vector<std::string> accounts;
    std::vector<DatedRole> roles;
  };
  struct Body {
    std::string id;
    std::string name;
    std::uint32_t seats = 0;
    std::set<std::string> remit;  ///< workflows; empty for all
  };
  struct Grant {
    std::string person;
    std::optional<Date> from;
    std::optional<Date> to;
  };
  struct Clause {
    std::string id;
    std::string cite;
    std::vector<std::string> acts;
    std::vector<Grant> grants;
  };
  struct Order {
    std::string of;
    std::string cite;
    std::string decision;
    std::optional<dmn::Decision> table;
    std::vector<Clause> clauses;
  };
  friend class OrganisationLoader;

  std::string generic(const std::string& local) const;
  const Body* body(std::string_view id) const;
  static bool competent(const Body& body, const WorkflowId& workflow);
  /// Whether a role in this unit or body holds in the workflow: its body is competent, or no body
  /// of the organisation is in particular.
  bool holds_in(std::string_view unit, const WorkflowId& workflow) const;
  const Order* order_for(const WorkflowId& workflow) const;
  bool is_delegable(const WorkflowId& workflow, const ActType& type) const;
  /// The clause that the order's table names for these inputs, and whether the board keeps the
  /// matter.
  static Result<std::string> clause_by_table(const Order& order, const ActType& type,
                                             const Context& data, bool& for_board);
  static Status find_grant(const Order& order, const Actor& actor, const ActType& type,
                           const Context& data, Date day, DelegationAnswer& answer);

  std::string kind_;
  Language language_ = Language::kSwedish;
  Context authority_;
  std::vector<Person> persons_;
  std::vector<Body> bodies_;
  std::map<std::string, std::string, std::less<>> above_;  ///< units by id: what they are under
  std::map<std::string, std::string> generic_;
  std::vector<Order> orders_;
  std::map<std::string, std::set<std::string>> delegable_;
};

}  // namespace lagrum::cases
