#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/workspace_state.h"

/// The values that commands are given when runs are counted out: few, but real ones.
namespace lagrum::verify::brute {

inline constexpr std::string_view kOne = "anna.one";          ///< a person of the authority
inline constexpr std::string_view kSomeoneElse = "bo.other";  ///< another
inline constexpr std::string_view kThis = "p1";               ///< a party
inline constexpr std::string_view kAnother = "p2";            ///< another

/// What a command may carry under one name; nothing stands for a value that is left out.
struct Choice {
  std::string name;
  std::vector<std::optional<Value>> values;  ///< the likeliest first
};

/// What workflow and packs say of names, read from their texts: which names are read where an act
/// is spoken of, and what they are compared with. A plain look at words: it knows neither charts
/// nor norms.
class Words {
 public:
  explicit Words(const cases::Workflow& workflow);

  /// What the event takes, in a case with these parties, today.
  std::vector<Choice> choices(const std::string& event, const std::vector<std::string>& parties,
                              Date today) const;
  /// True where something is said of these acts that asks who did them.
  bool asks_who(const std::string& event) const;

 private:
  /// What stands in some expressions.
  struct Said {
    std::set<std::string> names;
    std::map<std::string, std::set<std::string>> texts;  ///< compared with a name
    std::map<std::string, std::set<int>> numbers;
  };

  static void read(const std::string& expression, Said& said);
  static void add(const Said& from, Said& to);
  void read_chart(const std::string& text);
  void read_pack(const std::string& text, const std::string& file);
  bool is_read(const std::string& name, const std::set<std::string>& acts) const;
  std::set<std::string> acts_of(const std::string& event) const;
  /// What a name becomes: attributes and data items that are made from it, and itself.
  std::set<std::string> aliases(const std::string& name) const;
  const law::AttributeDecl* declared(const std::set<std::string>& acts,
                                     const std::string& name) const;
  std::vector<Value> values(const std::string& name, const feel::Type& type,
                            const std::set<std::string>& acts,
                            const std::vector<std::string>& parties, Date today,
                            std::size_t deep) const;
  std::vector<Value> contexts(const feel::Type& type, const std::set<std::string>& acts,
                              const std::vector<std::string>& parties, Date today,
                              std::size_t deep) const;
  std::vector<Value> lists_of_parties(const feel::Type& type) const;

  const cases::Workflow& workflow_;
  std::set<std::string> acts_;                           ///< that the chart performs
  Said chart_;                                           ///< in guards, facts and tables
  Said law_;                                             ///< where acts of the chart are spoken of
  std::map<std::string, std::set<std::string>> of_act_;  ///< names read where it is spoken of
  std::map<std::string, std::vector<std::string>> of_type_;  ///< permitted texts
  std::map<std::string, std::set<std::string>> becomes_;
};

/// One way to choose, and how many of the choices are not the first.
struct Combination {
  Context data;
  std::size_t differences = 0;
};

/// Every way to choose with at most so many differences, the fewest first.
std::vector<Combination> combinations(const std::vector<Choice>& choices, std::size_t differences);

}  // namespace lagrum::verify::brute
