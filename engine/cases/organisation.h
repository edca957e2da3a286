#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dmn/model.h"
#include "lagrum/diagnostic.h"
#include "lagrum/directory.h"
#include "lagrum/xml.h"

namespace lagrum::cases {

inline constexpr std::string_view kOrganisationNamespace = "urn:lagrum:organisation:1";

/// A directory read from an organisation file: persons with accounts and dated roles, bodies, and
/// the delegation order with its decision table. Immutable; may be shared between threads.
class Organisation final : public Directory {
 public:
  /// The DMN model of a file, by path relative to the organisation file; null when there is none.
  using Tables = std::function<const dmn::Model*(const std::string& path)>;

  static Result<std::shared_ptr<const Organisation>> load(const xml::Document& document,
                                                          const Tables& tables,
                                                          Diagnostics& diagnostics);

  std::string kind() const override { return kind_; }
  std::optional<Actor> find(std::string_view account_or_id, Date day) const override;
  bool has_role(std::string_view role) const override;
  Result<DelegationAnswer> delegation(const Actor& actor, const ActType& type, const Context& data,
                                      Date day) const override;
  Context authority() const override { return authority_; }

 private:
  struct DatedRole {
    std::string name;
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
  friend class OrganisationLoader;

  std::string generic(const std::string& local) const;
  /// The clause that the order's table names for these inputs, and whether the board keeps the
  /// matter.
  Result<std::string> clause_by_table(const ActType& type, const Context& data,
                                      bool& for_board) const;

  std::string kind_;
  Context authority_;
  std::vector<Person> persons_;
  std::vector<Body> bodies_;
  std::map<std::string, std::string> generic_;
  std::vector<Clause> clauses_;
  std::string order_of_;
  std::string order_cite_;
  std::string order_decision_;
  std::optional<dmn::Model> order_table_;
};

}  // namespace lagrum::cases
