#pragma once

#include <gmock/gmock.h>

#include "unit/law/swedish_case.h"

namespace lagrum::law {

/// An act with what it carries, toward or by a party.
inline Deed act(std::string at, std::string type, Context with = {}, std::string party = "") {
  return Deed{.at = std::move(at),
              .type = std::move(type),
              .with = std::move(with),
              .party = std::move(party)};
}

inline Deed changed(std::string at, Context more = {}) {
  more.set("to", Value("text"));
  return act(std::move(at), "decision.changed", decision(std::move(more)));
}
inline Deed enforced(std::string at, Context more = {}) {
  return act(std::move(at), "enforcement.started", std::move(more));
}

// SFS 2010:1932 22–26 §§: simplified service
inline Deed told_beforehand(std::string at, std::string who) {
  return act(std::move(at), "simplified-service.announced", {{"served", true}}, std::move(who));
}
inline Deed sent_simply(std::string at, const char* on_day, std::string who,
                        const char* medium = "paper") {
  return act(std::move(at), "notice.dispatched",
             {{"form", "simplified"},
              {"on", on(on_day)},
              {"medium", medium},
              {"number", "1"},
              {"appeal_information", "text"}},
             std::move(who));
}
inline Deed control_message(std::string at, const char* on_day, std::string who) {
  return act(std::move(at), "control-message.sent", {{"on", on(on_day)}}, std::move(who));
}

/// What this very norm says among all that is said: "refuse xx.norm for A" of "xx.norm".
inline Strings said_by(std::string_view norm, const Strings& said) {
  Strings own;
  for (const std::string& text : said) {
    const std::size_t from = text.find(' ') + 1;
    if (text.substr(from, text.find(' ', from) - from) == norm) own.push_back(text);
  }
  return own;
}

/// What this norm would say against the act; nothing is recorded.
inline Strings against(Story& story, std::string_view norm, const Deed& deed) {
  return said_by(norm, story.tried(deed));
}

/// The act is done, and the norm judges it "fulfilled", "violated", "lifted by …", once for each of
/// its instances; empty where it does not apply to the act.
inline Strings judged_by(Story& story, std::string_view norm, const Deed& deed) {
  const std::size_t before = story.verdicts(norm, deed.at).size();
  story.does(deed);
  const Strings all = story.verdicts(norm, deed.at);
  return Strings(all.begin() + static_cast<std::ptrdiff_t>(std::min(before, all.size())),
                 all.end());
}

/// Days of the engine's acts that this norm is the cause of: "arrival.deemed 2026-06-18".
inline Strings caused_by(const Story& story, std::string_view norm) {
  Strings own;
  const std::string end = " " + std::string(norm);
  for (const std::string& effect : story.effects()) {
    if (effect.ends_with(end)) own.push_back(effect.substr(0, effect.size() - end.size()));
  }
  return own;
}

/// The facts of a case, one of them otherwise.
inline Facts with(Facts known, const char* name, Value value) {
  known.case_data.set(name, std::move(value));
  return known;
}

}  // namespace lagrum::law
