#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lagrum/calendar.h"
#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"
#include "law/mentions.h"
#include "law/norm.h"

namespace lagrum::law {

inline constexpr std::string_view kLawNamespace = "urn:lagrum:law:1";

/// The positions of what is not there.
inline const std::vector<std::size_t> kNoPositions;

/// A law pack's own data.
struct PackInfo {
  std::string id;
  std::string version;
  std::string territory;
  std::string calendar;
  std::string digest;  ///< hex SHA-256 of the file's bytes
  std::vector<std::string> uses;
  Texts title;
  struct Source {
    std::string cite;
    std::string as_of;
    std::string status;
    Texts title;
  };
  std::vector<Source> sources;
};

/// The law that a workflow is judged by: the packs it names, linked with those they use. Norms come
/// from the named packs only; acts, questions and clocks also from used ones. Immutable; may be
/// shared.
class Law {
 public:
  /// `packs` holds every pack that may be needed; `named` are the ids from l:law, the special ones
  /// first. Faults go to `diagnostics` with positions.
  static Result<Law> load(const std::vector<xml::Document>& packs,
                          const std::vector<std::string>& named, const calendar::Calendar& calendar,
                          Diagnostics& diagnostics);

  const std::vector<PackInfo>& packs() const { return state_->packs; }
  const Vocabulary& vocabulary() const { return state_->vocabulary; }
  const std::vector<Norm>& norms() const { return state_->norms; }
  const std::vector<ClockDecl>& clocks() const { return state_->clocks; }
  const std::map<std::string, Ask>& asks() const { return state_->asks; }
  const calendar::Calendar& calendar() const { return state_->calendar; }

  /// Norms to look at when an act of this type is done, by their part in it.
  struct ActIndex {
    std::vector<std::size_t> judged_by;  ///< forbid, contain, power of this act
    std::vector<std::size_t> opens;      ///< respond: `to`
    std::vector<std::size_t> fulfils;    ///< respond: `with`
    std::vector<std::size_t> lapses;     ///< respond: `lapses`
    std::vector<std::size_t> deems;      ///< deem: `to`
    std::vector<std::size_t> bars;       ///< forbid: `from`
    bool needs_party =
        false;  ///< counts for one party: starts a clock per party, or answers a duty per party
    bool regards_case = false;  ///< counts in every matter of its case
    bool closes = false;        ///< may close what an earlier act has opened
  };
  const ActIndex& index(const ActType& type) const;
  /// Norms that override the norm with this index.
  const std::vector<std::size_t>& overriders(std::size_t norm) const {
    return state_->overriders[norm];
  }
  /// What the norm with this index speaks of.
  const Mentions& mentions(std::size_t norm) const { return state_->mentions[norm]; }
  /// The versions of a norm, by index; empty for an unknown id.
  const std::vector<std::size_t>& versions(std::string_view norm) const;
  /// Clocks with that id, or in that group, by index.
  const std::vector<std::size_t>& clocks_named(std::string_view name) const;
  /// Clocks that override the clock with this index.
  const std::vector<std::size_t>& clock_overriders(std::size_t clock) const {
    return state_->clock_overriders[clock];
  }
  const ActDecl* act(const ActType& type) const;
  /// The act of that name, or the acts of the group; null for another name.
  const ActSet* acts_named(std::string_view name) const;
  /// True for an act that counts in every matter of its case.
  bool regards_case(const ActType& type) const;
  /// Whether some expression asks who took part in an act; where none does nobody is gathered.
  bool reads_persons() const { return state_->reads_persons; }
  /// The event that the act gives the statutory lifecycle, or empty.
  std::string moves(const Act& act) const;
  /// True where the act counts for this party when it moves the lifecycle; of one that names no
  /// party.
  bool moves_for(const Act& act, const Context& party) const;
  /// Acts that carry a role for the engine, for example the one that records judgements.
  const ActDecl* act_with(ActRole role) const;
  /// (act type, attribute) pairs of dates fixed by the authority that some norm waits for.
  const std::vector<std::pair<std::string, std::string>>& awaited_dates() const {
    return state_->awaited_dates;
  }

  struct State {
    explicit State(calendar::Calendar days) : calendar(std::move(days)) {}
    calendar::Calendar calendar;
    std::vector<PackInfo> packs;
    Vocabulary vocabulary;
    std::vector<Norm> norms;
    std::vector<ClockDecl> clocks;
    std::map<std::string, Ask> asks;
    std::unordered_map<std::string, ActIndex> by_act;
    std::map<std::string, ActSet, std::less<>> acts_by_name;  ///< by act and by group
    std::map<std::string, Formula> moves_when;
    std::map<std::string, Formula> moves_for;
    ActIndex unmentioned;
    bool reads_persons = false;
    using Positions = std::vector<std::size_t>;
    std::vector<Mentions> mentions;  ///< by norm
    std::vector<Positions> overriders;
    std::vector<Positions> clock_overriders;
    std::map<std::string, Positions, std::less<>> norms_by_id;
    std::map<std::string, Positions, std::less<>> clocks_by_name;  ///< by id and by group
    std::map<ActRole, std::string> acts_by_role;                   ///< the first act of each role
    std::vector<std::pair<std::string, std::string>> awaited_dates;
  };

 private:
  explicit Law(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// The act as a person's language calls it, or its type where the vocabulary has no title.
std::string title_of(const Law& law, const ActType& type, Language language);

}  // namespace lagrum::law
