#include "law/vocabulary.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "base/words.h"

namespace lagrum::law {

const std::vector<std::string>& authority_roles() {
  static const std::vector<std::string> kRoles = {"authority", "officer", "decider", "delegate",
                                                  "manager",   "chair",   "member",  "registrar",
                                                  "archivist", "board"};
  return kRoles;
}

bool is_authority_role(std::string_view role) { return contains(authority_roles(), role); }

using feel::Type;

const AttributeDecl* ActDecl::attribute(std::string_view name) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(),
                   [&](const AttributeDecl& declared) { return declared.name == name; });
  return found == attributes.end() ? nullptr : &*found;
}

std::vector<std::string> Vocabulary::act_names() const {
  std::vector<std::string> names;
  for (const auto& [name, declared] : acts) names.push_back(name);
  return names;
}

std::vector<std::string> Vocabulary::names() const {
  std::vector<std::string> all = act_names();
  for (const auto& [name, group] : groups) all.push_back(name);
  all.emplace_back("any");
  return all;
}

std::set<std::string> Vocabulary::documents_of(const std::string& act) const {
  std::set<std::string> kinds;
  for (const auto& [name, group] : groups)
    if (!group.document.empty() && group.acts.contains(act)) kinds.insert(group.document);
  return kinds;
}

std::optional<ActSet> Vocabulary::acts_named(std::string_view name) const {
  if (const auto act = acts.find(name); act != acts.end()) return ActSet({act->first});
  if (const auto group = groups.find(name); group != groups.end())
    return ActSet(group->second.acts);
  return std::nullopt;
}

const std::vector<Type::Member>& built_in_attributes() {
  static const std::vector<Type::Member> kMembers = [] {
    const Type text = Type::of(Type::Kind::kString);
    const Type date = Type::of(Type::Kind::kDate);
    return std::vector<Type::Member>{
        {"type", text},          {"actor", text},     {"role", text},
        {"party", text},         {"basis", text},     {"regarding", text},
        {"opens", text},         {"channel", text},   {"physically_on", date},
        {"recorded_time", text}, {"legal_day", date}, {"persons", Type::list_of(text)}};
  }();
  return kMembers;
}

const std::vector<Type::Member>& settable_attributes() {
  static const std::vector<Type::Member> kMembers = [] {
    constexpr std::array<std::string_view, 5> kNames = {"party", "regarding", "opens", "channel",
                                                        "physically_on"};
    std::vector<Type::Member> members = built_in_attributes();
    std::erase_if(members,
                  [&](const Type::Member& member) { return !contains(kNames, member.name); });
    return members;
  }();
  return kMembers;
}

const std::vector<std::string>& attribute_types() {
  static const std::vector<std::string> kTypes = {
      "string", "number", "boolean", "date", "date-time", "duration", "list", "party", "person"};
  return kTypes;
}

bool is_attribute_type(std::string_view declared) { return contains(attribute_types(), declared); }

const Type& attribute_type(std::string_view declared) {
  static const Type kAny = Type::any();
  static const std::map<std::string, Type, std::less<>> kTypes = [] {
    std::map<std::string, Type, std::less<>> types;
    for (const std::string& name : attribute_types()) {
      const bool of_a_person = name == "party" || name == "person";
      types.emplace(name, feel::parse_type(of_a_person ? "string" : name).value());
    }
    return types;
  }();
  const auto found = kTypes.find(declared);
  return found == kTypes.end() ? kAny : found->second;
}

}  // namespace lagrum::law
