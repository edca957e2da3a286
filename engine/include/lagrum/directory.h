#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum {

/// Somebody who acts: a human being with an account, or a board.
struct Actor {
  std::string id;  ///< of the person or body, whatever account was used
  std::string name;
  bool body = false;        ///< a board that decides together
  std::uint32_t seats = 0;  ///< of a body; its quorum is counted from it
  struct Role {
    std::string name;     ///< the organisation's name: "delegate"
    std::string generic;  ///< the packs' name: "decider"
  };
  std::vector<Role> roles;  ///< held on the day and in the workflow asked about
};

/// A right to decide that the board has given away.
struct Delegation {
  std::string clause;
  std::string cite;
  Date given_on;
  std::string given_by;  ///< the body
};

/// What a delegation order says of an act by a person.
struct DelegationAnswer {
  bool needed = false;             ///< the act is the board's, unless it has given it away
  std::optional<Delegation> held;  ///< the clause that covers it
  std::string provision;           ///< named when it is needed and not held
  std::string why;                 ///< clause or level that is missing, for the refusal
};

/// Who is who at the authority. A port: the engine asks anew at every command, so that a role taken
/// away is gone at the next commit. Promise: answers for one day don't change while a command runs;
/// nothing is thrown.
class Directory {
 public:
  virtual ~Directory() = default;

  /// "municipality", "region" or "state"; norms ask for it.
  virtual std::string kind() const = 0;
  /// The language of its letters and decisions.
  virtual Language language() const = 0;
  /// The person behind an account or person id, or the body with that id; nothing for a stranger.
  virtual std::optional<Actor> find(std::string_view account_or_id, const WorkflowId& workflow,
                                    Date day) const = 0;
  /// Ids of the persons who bear this full name.
  virtual std::vector<std::string> named(std::string_view name) const = 0;
  /// True when the authority has this role for its own people, by its local or its generic name.
  /// Nobody outside acts under it.
  virtual bool has_role(std::string_view role) const = 0;
  /// Whether `actor` may do an act of this type by delegation, in a case of this workflow. `data`:
  /// the act's attributes.
  virtual Result<DelegationAnswer> delegation(const Actor& actor, const WorkflowId& workflow,
                                              const ActType& type, const Context& data,
                                              Date day) const = 0;
  /// What letters say of the authority: name, address, e-mail, court.
  virtual Context authority() const = 0;
};

}  // namespace lagrum
