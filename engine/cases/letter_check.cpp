#include "cases/letter_check.h"

#include <array>
#include <optional>

#include "base/words.h"
#include "statechart/tables.h"

namespace lagrum::cases {
namespace {

/// What letters may say of the case, the officer and the authority (schemas/1/text.xsd).
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kLetterNames = {
    {{"case", "number id begun"},
     {"officer", "id name"},
     {"authority", "name address email phone court"}}};

/// The names that a letter may write after `root`; empty where any may stand, nothing where
/// `owner` is unknown.
std::optional<std::vector<std::string>> names_of(const std::string& root, const std::string& owner,
                                                 const Workflow& workflow) {
  std::vector<std::string> names;
  if (root == "act") {
    const law::ActDecl* declared = workflow.law.act(ActType(owner));
    if (declared == nullptr) return std::nullopt;
    names = feel::names_of(law::built_in_attributes());
    for (const law::AttributeDecl& attribute : declared->attributes)
      names.push_back(attribute.name);
    return names;
  }
  if (root == "clock") {
    for (const law::ClockDecl& clock : workflow.law.clocks()) names.push_back(clock.id);
    return names;
  }
  for (const auto& [own, fixed] : kLetterNames) {
    if (own != root) continue;
    for (const std::string& name : words(fixed)) names.push_back(name);
    return names;
  }
  for (const statechart::Variable& item : workflow.chart.tables().variables) {
    if (item.name != (root == "party" ? "parties" : root)) continue;
    const feel::Type* type = &item.type;
    if (root == "party" && type->element != nullptr) type = type->element.get();
    return type->members == nullptr ? names : feel::names_of(*type->members);
  }
  if (root == "party") return names;
  return std::nullopt;
}

/// The attributes of all acts: a text that several acts share asks which of them it is made of.
std::vector<std::string> names_of_acts(const Workflow& workflow) {
  std::vector<std::string> names;
  for (const std::string& act : workflow.law.vocabulary().act_names()) {
    const auto own = names_of("act", act, workflow);
    names.insert(names.end(), own->begin(), own->end());
  }
  return names;
}

std::vector<std::string> owners_of(const std::string& root, const Workflow& workflow) {
  if (root == "act") return workflow.law.vocabulary().act_names();
  std::vector<std::string> owners = {"party", "act", "clock"};
  for (const auto& [own, fixed] : kLetterNames) owners.emplace_back(own);
  for (const statechart::Variable& item : workflow.chart.tables().variables)
    owners.push_back(item.name);
  return owners;
}

/// A value that is nowhere is never shown: a slip of the pen in a letter.
void check_place(const Letter::Place& place, const std::string& act, const Workflow& workflow,
                 Diagnostics& diagnostics) {
  const std::size_t dot = place.path.find('.');
  const std::string root = place.path.substr(0, dot);
  std::string owner = root;
  std::string name = dot == std::string::npos ? std::string() : place.path.substr(dot + 1);
  if (root == "act") {
    const std::size_t last = name.rfind('.');
    owner = last == std::string::npos ? act : name.substr(0, last);
    if (last != std::string::npos) name.erase(0, last + 1);
  } else if (root != "clock") {
    name = name.substr(0, name.find('.'));  // of a data item the first part is known
  }
  const bool of_any_act = place.in_condition && root == "act" && owner == act;
  const std::optional<std::vector<std::string>> known =
      of_any_act ? names_of_acts(workflow) : names_of(root, owner, workflow);
  if (known && known->empty()) return;  // anything may stand there
  if (known && contains(*known, name)) return;
  const std::string expected =
      known ? "a value of '" + owner + "'"
      : root == "act"
          ? "an act of the packs"
          : "case, party, officer, authority, act, clock or a data item of the workflow";
  diagnostics.error(
      "unknown-value", place.position,
      "expected " + expected + " in the letter, found '" + place.path + "'" +
          (known ? suggestion(name, *known) : suggestion(owner, owners_of(root, workflow))));
}

}  // namespace

void check_letter(const Letter& letter, const std::string& act, const Workflow& workflow,
                  Diagnostics& diagnostics) {
  for (const Letter::Place& place : letter.places()) check_place(place, act, workflow, diagnostics);
}

}  // namespace lagrum::cases
