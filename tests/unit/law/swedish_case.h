#pragma once

#include <optional>

#include "support.h"

namespace lagrum::law {

using Strings = std::vector<std::string>;

inline Context party(const char* id, bool may_appeal = true) {
  return Context{{"id", id}, {"role", "applicant"}, {"may_appeal", may_appeal}};
}

/// An ordinary case of an individual before a state authority.
inline Facts facts(std::initializer_list<const char*> parties = {"A"}) {
  Facts facts;
  facts.case_data = Context{{"authority", "state"},
                            {"kind", "enquiry"},
                            {"regime", "party"},
                            {"opened_by", "individual"},
                            {"instance", Value::integer(1)}};
  for (const char* id : parties) facts.parties[id] = party(id);
  return facts;
}

/// A case whose investigation is judged sufficient (SFS 2017:900 23 §), so that other rules stand
/// alone.
inline Story sufficient(const std::vector<std::string>& packs, Facts known) {
  Story story(shipped_law(packs), std::move(known));
  story.does(judged("2026-01-02 08:00", "se.fl.23.sufficient", true));
  return story;
}

inline Story general(Facts known = facts()) {
  return sufficient({"se.administrative"}, std::move(known));
}

inline Facts municipal_facts() {
  Facts known = facts();
  known.case_data.set("authority", Value("municipality"));
  known.case_data.set("exercise_of_authority", Value(false));
  return known;
}

inline Story municipal(Facts known = municipal_facts()) {
  return sufficient({"se.municipal", "se.administrative"}, std::move(known));
}

/// What a written decision carries (SFS 2017:900 31, 32 §§), and more.
inline Context decision(Context more = {}) {
  Context all{{"date", on("2026-01-02")},  {"content", "text"},
              {"reasons", "text"},         {"deciders", people({"eva"})},
              {"rapporteurs", people({})}, {"participants", people({})}};
  for (const auto& [name, value] : more.entries()) all.set(name, value);
  return all;
}

inline Deed made(std::string at, Context more = {}) {
  return Deed{.at = std::move(at), .type = "decision.made", .with = decision(std::move(more))};
}

inline Deed material(std::string at, std::optional<bool> important = std::nullopt) {
  Deed deed{.at = std::move(at), .type = "material.added", .with = {{"document", "opinion"}}};
  if (important) deed.with.set("important", Value(*important));
  return deed;
}

}  // namespace lagrum::law
