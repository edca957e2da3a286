#pragma once

#include <map>
#include <string>
#include <vector>

#include "property/law/trial.h"

namespace lagrum::law::plain {

/// Cases at random in the words of shipped packs, each turned towards one norm, so that every norm
/// gets something to speak of.
class ShippedTrials {
 public:
  /// `texts`: the packs' own, whose literals are the values that strings take. Borrows the law.
  ShippedTrials(const Law& law, const std::vector<std::string>& texts);

  Trial trial(test::Chance& chance, const ZoneRules& zones, std::size_t norm) const;

 private:
  /// Acts that a norm looks for, and what it wants of them.
  struct Wanted {
    const ActSet* acts = nullptr;
    const Formula* when = nullptr;
    const std::vector<Field>* fields = nullptr;
  };
  /// What makes a norm speak, and what decides what it says.
  struct Interest {
    std::vector<Wanted> wanted;
    std::size_t own = 0;  ///< of these, from the first: acts that the norm judges, or that open it
    std::vector<std::string> asks;
    std::vector<const Formula*> scopes;  ///< over the case and its parties
  };
  using Literals = std::map<std::string, std::vector<std::string>>;

  Interest interest_in(test::Chance& chance, std::size_t norm) const;
  void look_at(const Norm& norm, Interest& interest) const;
  void look_at(const Clause& clause, Interest& interest) const;
  void look_at(const std::vector<Condition>& conditions, Interest& interest) const;
  void look_at_clocks(std::string_view name, Interest& interest) const;

  static Literals literals_in(const std::vector<std::string>& texts);
  Facts facts(test::Chance& chance, const Interest& interest) const;
  Value value_for(test::Chance& chance, const std::string& name, std::string_view type,
                  Date day) const;
  Value data_for(test::Chance& chance, const std::string& name, const feel::Type& type,
                 const Literals& preferred) const;
  static bool is_as(const Wanted& wanted, const Act& act);
  void fill(test::Chance& chance, Act& act, Date day, const Interest& interest) const;
  Act act(test::Chance& chance, Date day, const Wanted& wanted, const Interest& interest) const;

  const Law& law_;
  Literals literals_;  ///< by the last name of attributes and data
};

}  // namespace lagrum::law::plain
