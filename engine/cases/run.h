#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.h"

/// One run of an event: what it is given, and what it did.
namespace lagrum::cases {

/// Who carries out an event, as the acts will say it.
struct Doer {
  std::string kind;  ///< person, body, sender, engine
  std::string id;
  std::string role;
  std::string generic_role;
  std::string party;        ///< the party for whom or by whom it is done; empty for none
  std::uint32_t seats = 0;  ///< of a board
};

/// A document made or brought, with its bytes.
struct MadeDocument {
  row::Document stored;
  DocumentRef reference;
  std::size_t act = 0;  ///< index among the run's acts
};

/// What a run of an event did to a case.
struct Run {
  bool taken = false;                    ///< the chart took the event
  std::vector<std::size_t> transitions;  ///< indices in Chart::transitions()
  std::vector<Act> acts;                 ///< in order, with effects of norms among them
  std::vector<law::Finding> findings;
  std::vector<Sequence> superseded;
  bool facts_changed = false;
  std::vector<MadeDocument> documents;
  std::vector<std::string> unsettled;  ///< "line:column" of guards neither true nor false
  std::vector<statechart::Evaluated> decisions;
};

/// What a run is given beside the case: the moment, the doer and what came with the command.
struct RunInput {
  LogIndex entry;
  Instant now{};                   ///< recorded time
  Instant legal{};                 ///< legal time of the acts unless they say otherwise
  Instant until = Instant::max();  ///< effects of norms that come after have their own turn
  bool outside = false;
  Doer doer;
  std::string channel;
  std::string salt;
  const std::vector<NewDocument>* documents = nullptr;
  const Directory* directory = nullptr;  ///< never null
};

/// Somebody of the organisation, by id or account, as of now; nobody where there is no directory.
std::optional<Actor> member_now(const CaseState& state, const RunInput& input, std::string_view id);

}  // namespace lagrum::cases
