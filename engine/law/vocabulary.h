#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "feel/types.h"
#include "lagrum/ids.h"
#include "lagrum/text.h"

namespace lagrum::law {

/// An attribute of an act, as the vocabulary declares it.
struct AttributeDecl {
  std::string name;
  std::string type;  ///< string, number, boolean, date, date-time, duration, list, party, person
  bool takes_part = false;               ///< the persons it names take part in the act
  bool past = false;                     ///< a day that has been when the act is recorded
  bool optional = false;                 ///< arises in some cases only: a workflow may leave it out
  std::vector<std::string> values = {};  ///< the texts that it may hold; empty for any
};

/// True for the packs' words for the authority's own people and bodies (DECISIONS 13g): nobody
/// outside bears them, and only their powers are gates.
bool is_authority_role(std::string_view role);
const std::vector<std::string>& authority_roles();

/// What an act means to the engine beyond being an act. Given by the pack, so that code names no
/// act.
enum class ActRole : std::uint8_t { kNone, kDocument, kJudgement, kDelegation, kRegistration };

/// The acts an attribute such as act="closing thing.done" names; resolved, so that a look-up is one
/// search. Most name one or two: these are compared one by one.
class ActSet {
 public:
  ActSet() = default;
  explicit ActSet(const std::set<std::string>& acts) : acts_(acts.begin(), acts.end()) {}
  static ActSet any() {
    ActSet set;
    set.any_ = true;
    return set;
  }

  bool contains(const ActType& type) const {
    if (any_) return true;
    constexpr std::size_t kFew = 8;
    return acts_.size() <= kFew ? std::find(acts_.begin(), acts_.end(), type.str()) != acts_.end()
                                : std::binary_search(acts_.begin(), acts_.end(), type.str());
  }
  bool is_any() const { return any_; }
  bool empty() const { return !any_ && acts_.empty(); }
  const std::vector<std::string>& names() const { return acts_; }  ///< in order

 private:
  std::vector<std::string> acts_;
  bool any_ = false;
};

/// A legal act that packs declare and norms speak of.
struct ActDecl {
  ActType type;
  std::vector<AttributeDecl> attributes;  ///< of the act and of its groups
  bool dated_by_arrival = false;          ///< its legal day is the arrival day of its document
  bool regards_case = false;              ///< counts in every matter of its case
  bool toward_all = false;                ///< concerns every party; names none
  std::string moves;                      ///< event for the statutory lifecycle; empty for none
  std::string moves_when;  ///< only an act for which this holds moves it; FEEL, empty for always
  ActRole role = ActRole::kNone;
  std::string by;   ///< whose act it is: authority, court; empty where others may do it too
  ActSet ended_by;  ///< acts after which what this act opened is closed
  Texts title;
  Position position;

  const AttributeDecl* attribute(std::string_view name) const;
};

/// A value of the case or of each party that norms read: "case.kind", "party.may_appeal".
struct DataDecl {
  std::string name;
  feel::Type type;
  std::string documentation;
  ActSet moved_by = {};  ///< acts of the main matter that change it
};

/// A name for several acts. "any" is built in.
struct Group {
  std::string name;
  std::set<std::string> acts;
  std::string document;  ///< the kind of document that each of them is done by; empty for none
};

/// All acts, groups and data of the packs that a workflow is judged by.
struct Vocabulary {
  std::map<std::string, ActDecl, std::less<>> acts;
  std::map<std::string, Group, std::less<>> groups;
  std::map<std::string, DataDecl> data;

  std::vector<std::string> act_names() const;
  /// Names that may stand where acts are named: acts, groups and "any".
  std::vector<std::string> names() const;
  /// The act of that name, or the acts of the group; nothing for another name.
  std::optional<ActSet> acts_named(std::string_view name) const;
  /// Kinds of the documents that an act is done by, as its groups say.
  std::set<std::string> documents_of(const std::string& act) const;
};

/// The built-in attribute with everybody who takes part in an act.
inline constexpr std::string_view kPersons = "persons";

/// Attributes that every act has, with their FEEL types.
const std::vector<feel::Type::Member>& built_in_attributes();
/// Those of them that a workflow may set; the engine sets the others.
const std::vector<feel::Type::Member>& settable_attributes();

/// Names of the types that attributes of acts may have.
const std::vector<std::string>& attribute_types();
bool is_attribute_type(std::string_view declared);

/// The FEEL type that a declared attribute type stands for; Any for another name.
const feel::Type& attribute_type(std::string_view declared);

}  // namespace lagrum::law
