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

inline Facts review_facts() {
  Facts known = municipal_facts();
  known.case_data.set("regime", Value("kl13"));
  return known;
}

inline Facts licence_facts() {
  Facts known = municipal_facts();
  known.case_data.set("kind", Value("alcohol"));
  known.case_data.set("permit", Value("permanent-public"));
  return known;
}

inline Story licence() {
  return sufficient({"se.alcohol", "se.municipal", "se.administrative"}, licence_facts());
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

/// A party asks that the case be decided (SFS 2017:900 12 §).
inline Deed requested(std::string at) {
  return Deed{
      .at = std::move(at), .type = "decision.requested", .with = {{"written", true}}, .actor = "A"};
}

/// An order to cure by 3 November 2026 (SFS 2017:900 20 §).
inline Deed order(std::string at) {
  return Deed{.at = std::move(at),
              .type = "deficiency.ordered",
              .with = {{"deficiencies", people({"plan"})},
                       {"cure_by", on("2026-11-03")},
                       {"consequence", "dismissal"}}};
}

inline Deed dismissal(std::string at, const char* ground) {
  return Deed{
      .at = std::move(at), .type = "application.dismissed", .with = decision({{"ground", ground}})};
}

/// Material is communicated (SFS 2017:900 25 §).
inline Deed told_of(std::string at, const char* reply_by, const char* toward = "") {
  return Deed{.at = std::move(at),
              .type = "communication.sent",
              .with = {{"reply_by", on(reply_by)}},
              .party = toward};
}

inline Deed note(std::string at, std::string actor) {
  return Deed{.at = std::move(at),
              .type = "note.made",
              .with = {{"fact", "seen"}, {"observed_on", on("2026-11-03")}},
              .actor = std::move(actor)};
}

/// What was found on bo's conflict of interest.
inline Deed finding(std::string at, bool conflicted, std::string actor, Value deciders) {
  return Deed{.at = std::move(at),
              .type = "conflict.decided",
              .with = {{"person", "bo"},
                       {"conflicted", conflicted},
                       {"deciders", std::move(deciders)},
                       {"body", "board"},
                       {"present", Value::integer(5)},
                       {"members", Value::integer(9)}},
              .actor = std::move(actor)};
}

inline Deed notified(std::string at, const char* who, const char* received_on) {
  return Deed{.at = std::move(at),
              .type = "decision.notified",
              .with = {{"received_on", on(received_on)}, {"appeal_information", "text"}},
              .party = who};
}

inline Deed appealed_by(std::string at, const char* who) {
  return Deed{.at = std::move(at),
              .type = "appeal.received",
              .with = {{"appellant", who}},
              .party = who,
              .actor = who};
}

/// An act about the appeal of A.
inline Deed appeal_act(std::string at, const char* type, Context more = {}) {
  Deed deed{.at = std::move(at), .type = type, .with = {{"appellant", "A"}}, .party = "A"};
  for (const auto& [name, value] : more.entries()) deed.with.set(name, value);
  return deed;
}

inline Deed finality(std::string at) { return Deed{.at = std::move(at), .type = "decision.final"}; }

}  // namespace lagrum::law
