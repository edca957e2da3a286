#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cases/case_state.h"
#include "cases/run.h"
#include "lagrum/directory.h"
#include "property/verify/concrete_values.h"

/// Runs of a workflow, counted out one by one: real parties, people, values and days, carried
/// through the layer that runs cases, and each judged by the plain reading of the norms. Nothing of
/// the verifier is used, and nothing is fast.
namespace lagrum::verify::brute {

/// How far runs are followed: so many commands and waits, and so many differences in all from the
/// likeliest: another value, another person or party, a later moment than the next to come.
struct Bounds {
  std::size_t depth = 3;
  std::size_t differences = 1;
};

/// A run in which something has been seen for the first time.
struct Witness {
  std::size_t commands = 0;  ///< a wait counts as one
  std::size_t steps = 0;     ///< every moment that came counts, as the verifier counts at most
  bool lawful = true;        ///< the case's phase followed its acts
  std::vector<std::string> run;
};

/// What all runs have shown of a norm.
struct Seen {
  std::size_t heard = 0;            ///< runs in which it said anything new of an act or duty
  std::optional<Witness> breach;    ///< with the fewest commands
  std::optional<Witness> hasty;     ///< with the fewest steps
  std::optional<Witness> standing;  ///< the case has ended, and a duty is owed: fewest commands
  std::optional<Witness> owed;      ///< the same with the fewest steps
};

struct Enumeration {
  std::map<std::string, Seen> norms;
  std::map<std::string, std::size_t> acts;    ///< how often each kind was done
  std::size_t runs = 0;                       ///< that went as far as they could, or to the bound
  std::size_t states = 0;                     ///< different ones
  std::size_t commands = 0;                   ///< that the case took
  std::size_t turned_down = 0;                ///< that could not be: their values make no act
  std::size_t ended = 0;                      ///< runs that came to an end of the case
  std::set<std::string> events;               ///< that were taken
  std::map<std::string, std::size_t> faults;  ///< why commands were turned down
};

/// A case on its way.
struct Node {
  cases::CaseState state;
  std::vector<std::pair<Sequence, law::Facts>> facts;
  Instant now{};
  LogIndex next{};
  Witness so_far = {};
  std::set<std::string> breached = {};  ///< norms, on the way here
  std::size_t differences = 0;
};

class Enumerator {
 public:
  /// Borrows both.
  Enumerator(const cases::Workflow& workflow, const ZoneRules& zones);

  /// A case that nobody has opened yet.
  Node beginning(Date day) const;
  /// The case after each command of a shipped scenario, as it was really carried out.
  std::vector<Node> along(const std::string& scenario) const;
  /// Counts out every run on from there.
  void explore(const Node& from, Bounds bounds);
  const Enumeration& found() const { return found_; }

 private:
  struct Doer {
    cases::Doer as;
    std::string role;
  };

  void visit(const Node& node, std::size_t left);
  void judge(Node& node);
  std::vector<Node> after(const Node& node);
  void add_commands(const Node& node, std::vector<Node>& all);
  void add_waits(const Node& node, std::vector<Node>& all);
  std::vector<Doer> doers(const Node& node, const std::string& event) const;
  std::vector<NewDocument> documents(const Node& node, const std::string& event) const;
  std::optional<Node> done(const Node& node, const std::string& event, const Context& data,
                           const Doer& doer, const std::vector<NewDocument>& documents);
  std::optional<Node> waited(const Node& node, Instant until);
  bool carried(Node& node, cases::RunInput input, const std::string& event, const Context& data,
               const std::string& role);
  bool is_new(const Node& node);

  const cases::Workflow& workflow_;
  const ZoneRules& zones_;
  std::size_t differences_ = 0;
  Words words_;
  std::unique_ptr<Directory> directory_;
  std::set<std::string> seen_;
  Enumeration found_;
};

}  // namespace lagrum::verify::brute
