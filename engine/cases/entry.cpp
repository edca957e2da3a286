#include "cases/entry.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/crypto.h"
#include "journal/disclosure.h"
#include "lagrum/json.h"

namespace lagrum::cases {
namespace {

constexpr std::array<std::pair<EntryKind, std::string_view>, 9> kKinds = {
    {{EntryKind::kDone, "done"},
     {EntryKind::kOutside, "outside"},
     {EntryKind::kTime, "time"},
     {EntryKind::kRefused, "refused"},
     {EntryKind::kNotAuthorised, "not-authorised"},
     {EntryKind::kNotApplicable, "not-applicable"},
     {EntryKind::kReasonRequired, "reason-required"},
     {EntryKind::kMigrated, "migrated"},
     {EntryKind::kReprojected, "reprojected"}}};

/// Makes the commitments of one entry.
class Committer {
 public:
  explicit Committer(std::string_view salt) : salt_(salt) {}

  Result<Json> commit(const std::string& label, const Json& value) {
    LAGRUM_ASSIGN(row::Disclosure made,
                  journal::make_disclosure({salt_for(salt_, label), label, value}));
    Json reference(made.digest);
    disclosures_.push_back(std::move(made));
    return reference;
  }

  Result<Json> commit(const std::string& label, const Context& values) {
    Json::Object references;
    for (const auto& [name, value] : values.entries()) {
      LAGRUM_ASSIGN(const Json json, lagrum::to_json(value));
      LAGRUM_ASSIGN(references[name], commit(label + "." + name, json));
    }
    return Json(std::move(references));
  }

  std::vector<row::Disclosure> take() { return std::move(disclosures_); }

 private:
  std::string_view salt_;
  std::vector<row::Disclosure> disclosures_;
};

/// Opens the commitments of one entry.
class Opener {
 public:
  explicit Opener(const row::Entry& row) : index_(row.index) {
    for (const row::Disclosure& disclosure : row.disclosures)
      by_digest_[disclosure.digest] = &disclosure;
  }

  /// The committed value; nothing when its disclosure is gone.
  Result<std::optional<Json>> open(const Json& reference, const std::string& label) const {
    if (reference.string() == nullptr)
      return Error{ErrorCode::kCorruption, "expected a commitment for '" + label + "'", {}, {}};
    const auto found = by_digest_.find(*reference.string());
    if (found == by_digest_.end()) return std::optional<Json>();
    LAGRUM_ASSIGN(const journal::Opened opened, journal::open_disclosure(*found->second));
    if (opened.label != label) {
      return Error{ErrorCode::kCorruption,
                   "expected a disclosure of '" + label + "', found one of '" + opened.label + "'",
                   {},
                   {}};
    }
    return std::optional<Json>(opened.value);
  }

  Result<std::string> text(const Json& owner, std::string_view name,
                           const std::string& label) const {
    if (owner[name].is_null()) return std::string();
    LAGRUM_ASSIGN(const std::optional<Json> value, open(owner[name], label));
    return value && value->string() != nullptr ? *value->string() : std::string();
  }

  Result<Context> context(const Json& references, const std::string& label) const {
    Context values;
    if (references.object() == nullptr) return values;
    for (const auto& [name, reference] : *references.object()) {
      LAGRUM_ASSIGN(const std::optional<Json> json, open(reference, label + "." + name));
      if (!json) {
        values.set(name, Value(Erased{index_.value}));
        continue;
      }
      LAGRUM_ASSIGN(Value value, value_from_json(*json));
      values.set(name, std::move(value));
    }
    return values;
  }

 private:
  LogIndex index_;
  std::map<std::string, const row::Disclosure*> by_digest_;
};

void set_text(Json::Object& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = Json(text);
}

Json to_json(const SourceRef& source) {
  return Json(
      Json::Object{{"id", source.id}, {"version", source.version}, {"digest", source.digest}});
}

SourceRef source_from(const Json& json) {
  return {json.text("id"), json.text("version"), json.text("digest")};
}

Json documents_json(const std::vector<DocumentRef>& documents) {
  Json::Array array;
  for (const DocumentRef& document : documents) {
    array.emplace_back(Json::Object{{"kind", document.kind},
                                    {"digest", document.digest},
                                    {"media", document.media_type},
                                    {"size", Json(static_cast<std::int64_t>(document.size))}});
  }
  return Json(std::move(array));
}

Result<Json> act_json(const Act& act, const Entry& entry, std::size_t position,
                      Committer& committer) {
  const std::string label = "act." + std::to_string(position);
  Json::Object object{{"type", act.type.str()}, {"legal", lagrum::to_string(act.legal)}};
  set_text(object, "basis", act.basis);
  set_text(object, "channel", act.channel);
  set_text(object, "regarding", act.regarding);
  set_text(object, "opens", act.opens);
  set_text(object, "by", act.by_norm);
  if (act.of_act.value != 0) object["of"] = Json(static_cast<std::int64_t>(act.of_act.value));
  if (act.actor != entry.actor) object["actor"] = Json(act.actor);
  if (act.role != entry.role) object["role"] = Json(act.role);
  if (act.generic_role != entry.generic_role) object["generic"] = Json(act.generic_role);
  if (!act.documents.empty()) {
    object["documents"] = documents_json(act.documents);
    Json::Array names;
    for (const DocumentRef& document : act.documents) names.emplace_back(document.name);
    LAGRUM_ASSIGN(object["names"], committer.commit(label + ".names", Json(std::move(names))));
  }
  if (!act.party.empty()) {
    LAGRUM_ASSIGN(object["party"], committer.commit(label + ".party", Json(act.party.str())));
  }
  LAGRUM_ASSIGN(object["with"], committer.commit(label + ".with", act.attributes));
  return Json(std::move(object));
}

Result<Act> act_from(const Json& json, const Entry& entry, std::uint32_t position,
                     const Opener& opener) {
  const std::string label = "act." + std::to_string(position);
  Act act;
  act.type = ActType(json.text("type"));
  act.sequence = Sequence::of(entry.index, position);
  act.recorded = entry.recorded;
  LAGRUM_ASSIGN(act.legal, parse_instant(json.text("legal")));
  act.basis = json.text("basis");
  act.channel = json.text("channel");
  act.regarding = json.text("regarding");
  act.opens = json.text("opens");
  act.by_norm = json.text("by");
  act.of_act = Sequence{static_cast<std::uint64_t>(json.number("of"))};
  act.actor = json.text("actor", entry.actor);
  act.role = json.text("role", entry.role);
  act.generic_role = json.text("generic", entry.generic_role);
  act.outside = entry.kind == EntryKind::kOutside;
  LAGRUM_ASSIGN(const std::string party, opener.text(json, "party", label + ".party"));
  act.party = PartyId(party);
  LAGRUM_ASSIGN(act.attributes, opener.context(json["with"], label + ".with"));
  if (const Json::Array* documents = json["documents"].array()) {
    LAGRUM_ASSIGN(const std::optional<Json> names, opener.open(json["names"], label + ".names"));
    for (std::size_t i = 0; i < documents->size(); ++i) {
      const Json& document = (*documents)[i];
      DocumentRef reference{document.text("kind"),
                            {},
                            document.text("media"),
                            static_cast<std::uint64_t>(document.number("size")),
                            document.text("digest")};
      const Json::Array* known = names ? names->array() : nullptr;
      if (known != nullptr && i < known->size() && (*known)[i].string() != nullptr)
        reference.name = *(*known)[i].string();
      act.documents.push_back(std::move(reference));
    }
  }
  return act;
}

Result<law::Facts> facts_from(const Json& json) {
  law::Facts facts;
  LAGRUM_ASSIGN(const Value case_data, value_from_json(json["case"]));
  if (case_data.context() != nullptr) facts.case_data = *case_data.context();
  if (const Json::Object* parties = json["parties"].object()) {
    for (const auto& [id, data] : *parties) {
      LAGRUM_ASSIGN(const Value party, value_from_json(data));
      facts.parties[id] = party.context() != nullptr ? *party.context() : Context{};
    }
  }
  return facts;
}

Json notes_json(const std::vector<NormNote>& notes) {
  Json::Array array;
  for (const NormNote& note : notes) {
    array.emplace_back(Json::Object{
        {"norm", note.norm}, {"cite", note.cite}, {"effect", note.effect}, {"act", note.act}});
  }
  return Json(std::move(array));
}

Json changes_json(const std::vector<VerdictChange>& changes) {
  Json::Array array;
  for (const VerdictChange& change : changes) {
    array.emplace_back(Json::Object{{"norm", change.norm},
                                    {"act", Json(static_cast<std::int64_t>(change.act.value))},
                                    {"was", change.was},
                                    {"is", change.is}});
  }
  return Json(std::move(array));
}

Status write_actor(const Entry& entry, Json::Object& leaf, Committer& committer) {
  Json::Object actor{
      {"kind", entry.actor_kind}, {"role", entry.role}, {"generic", entry.generic_role}};
  if (entry.actor_kind == "sender") {
    LAGRUM_ASSIGN(actor["is"], committer.commit("actor", Json(entry.actor)));
  } else {
    actor["id"] = Json(entry.actor);
  }
  leaf["actor"] = Json(std::move(actor));
  if (!entry.behalf.empty()) {
    LAGRUM_ASSIGN(leaf["behalf"], committer.commit("behalf", Json(entry.behalf)));
  }
  if (!entry.reason.empty()) {
    LAGRUM_ASSIGN(leaf["reason"], committer.commit("reason", Json(entry.reason)));
  }
  return {};
}

constexpr const char* kMigrationData = "migration.data";

Result<Json> migration_json(const MigrationNote& note, Committer& committer) {
  Json::Object object{{"from", to_json(note.from)},
                      {"map", note.map},
                      {"was", json_array(note.was)},
                      {"is", json_array(note.is)}};
  if (!note.dropped.empty()) object["dropped"] = json_array(note.dropped);
  LAGRUM_ASSIGN(object["data"], committer.commit(kMigrationData, note.data));
  return Json(std::move(object));
}

constexpr const char* kReprojectionDates = "reprojection.dates";

Json law_json(const std::vector<SourceRef>& law) {
  Json::Array packs;
  for (const SourceRef& pack : law) packs.push_back(to_json(pack));
  return Json(std::move(packs));
}

Result<Json> reprojection_json(const ReprojectionNote& note, Committer& committer) {
  Json::Object object{{"batch", note.batch},
                      {"workflow", to_json(note.workflow)},
                      {"law", law_json(note.law)},
                      {"calendar", to_json(note.calendar)}};
  LAGRUM_ASSIGN(object["dates"], committer.commit(kReprojectionDates, note.dates));
  return Json(std::move(object));
}

}  // namespace

std::string_view to_string(EntryKind kind) {
  for (const auto& [value, name] : kKinds) {
    if (value == kind) return name;
  }
  LAGRUM_CHECK(false);
}

Result<Json> to_json(const law::Facts& facts) {
  Json::Object parties;
  for (const auto& [id, data] : facts.parties) {
    LAGRUM_ASSIGN(parties[id], lagrum::to_json(Value(data)));
  }
  Json::Object object{{"parties", Json(std::move(parties))}};
  LAGRUM_ASSIGN(object["case"], lagrum::to_json(Value(facts.case_data)));
  return Json(std::move(object));
}

Result<Json> decisions_json(const std::vector<statechart::Evaluated>& decisions) {
  if (decisions.empty()) return Json();
  Json::Array list;
  for (const statechart::Evaluated& evaluated : decisions) {
    Json::Array rules;
    for (const dmn::AppliedRule& rule : evaluated.rules) {
      Json::Object annotations;
      for (const auto& [name, text] : rule.annotations) annotations[name] = Json(text);
      rules.emplace_back(Json::Object{{"decision", rule.decision},
                                      {"rule", rule.rule},
                                      {"annotations", Json(std::move(annotations))}});
    }
    Json::Object made{{"decision", evaluated.decision}, {"rules", Json(std::move(rules))}};
    LAGRUM_ASSIGN(made["result"], lagrum::to_json(evaluated.result));
    list.emplace_back(std::move(made));
  }
  return Json(std::move(list));
}

Result<row::Entry> encode(const Entry& entry, std::string_view salt) {
  Committer committer(salt);
  Json::Object leaf{{"v", Json(kEntryVersion)},
                    {"log", entry.log},
                    {"index", Json(static_cast<std::int64_t>(entry.index.value))},
                    {"kind", Json(to_string(entry.kind))},
                    {"id", entry.id},
                    {"case", entry.case_id.str()},
                    {"recorded", lagrum::to_string(entry.recorded)},
                    {"occurred", lagrum::to_string(entry.occurred)},
                    {"workflow", to_json(entry.workflow)},
                    {"calendar", to_json(entry.calendar)}};
  set_text(leaf, "channel", entry.channel);
  set_text(leaf, "event", entry.event);
  if (!entry.moment.empty()) {
    LAGRUM_ASSIGN(leaf["moment"], committer.commit("moment", Json(entry.moment)));
  }
  leaf["law"] = law_json(entry.law);
  LAGRUM_TRY(write_actor(entry, leaf, committer));
  LAGRUM_ASSIGN(leaf["data"], committer.commit("data", entry.data));
  Json::Array acts;
  for (std::size_t i = 0; i < entry.acts.size(); ++i) {
    LAGRUM_ASSIGN(Json act, act_json(entry.acts[i], entry, i, committer));
    acts.push_back(std::move(act));
  }
  leaf["acts"] = Json(std::move(acts));
  if (entry.facts) {
    LAGRUM_ASSIGN(const Json facts, to_json(*entry.facts));
    LAGRUM_ASSIGN(leaf["facts"], committer.commit("facts", facts));
  }
  if (!entry.superseded.empty()) {
    Json::Array superseded;
    for (const Sequence sequence : entry.superseded)
      superseded.emplace_back(static_cast<std::int64_t>(sequence.value));
    leaf["superseded"] = Json(std::move(superseded));
  }
  if (!entry.notes.empty()) leaf["norms"] = notes_json(entry.notes);
  if (!entry.changes.empty()) leaf["changes"] = changes_json(entry.changes);
  if (!entry.unsettled.empty()) leaf["unsettled"] = json_array(entry.unsettled);
  if (!entry.decisions.is_null()) {
    LAGRUM_ASSIGN(leaf["decisions"], committer.commit("decisions", entry.decisions));
  }
  if (!entry.remembered.empty()) leaf["remembered"] = json_array(entry.remembered);
  if (entry.migration) {
    LAGRUM_ASSIGN(leaf["migration"], migration_json(*entry.migration, committer));
  }
  if (entry.reprojection) {
    LAGRUM_ASSIGN(leaf["reprojection"], reprojection_json(*entry.reprojection, committer));
  }

  row::Entry row;
  row.index = entry.index;
  row.case_id = entry.case_id;
  LAGRUM_ASSIGN(row.leaf, canonical(Json(std::move(leaf))));
  if (row.leaf.size() > kLeafBytesMax) {
    return Error{
        ErrorCode::kOutOfRange,
        "expected an entry of at most 16384 bytes, found " + std::to_string(row.leaf.size()),
        {},
        {}};
  }
  row.disclosures = committer.take();
  return row;
}

namespace {

/// The members of a list; none where there is no list.
const Json::Array& items(const Json& list) {
  static const Json::Array kNone;
  return list.array() == nullptr ? kNone : *list.array();
}

Sequence sequence_from(std::int64_t number) { return Sequence{static_cast<std::uint64_t>(number)}; }

/// Who, why, what was said, and the acts: much of it stands behind commitments.
Status read_personal(const Json& leaf, const Opener& opener, Entry& entry) {
  const Json& actor = leaf["actor"];
  entry.actor_kind = actor.text("kind");
  entry.role = actor.text("role");
  entry.generic_role = actor.text("generic");
  entry.actor = actor.text("id");
  if (!actor["is"].is_null()) {
    LAGRUM_ASSIGN(entry.actor, opener.text(actor, "is", "actor"));
  }
  LAGRUM_ASSIGN(entry.behalf, opener.text(leaf, "behalf", "behalf"));
  LAGRUM_ASSIGN(entry.reason, opener.text(leaf, "reason", "reason"));
  LAGRUM_ASSIGN(entry.moment, opener.text(leaf, "moment", "moment"));
  LAGRUM_ASSIGN(entry.data, opener.context(leaf["data"], "data"));
  for (const Json& json : items(leaf["acts"])) {
    LAGRUM_ASSIGN(Act act,
                  act_from(json, entry, static_cast<std::uint32_t>(entry.acts.size()), opener));
    entry.acts.push_back(std::move(act));
  }
  if (!leaf["decisions"].is_null()) {
    LAGRUM_ASSIGN(const std::optional<Json> decisions, opener.open(leaf["decisions"], "decisions"));
    if (decisions) entry.decisions = *decisions;
  }
  if (leaf["facts"].is_null()) return {};
  LAGRUM_ASSIGN(const std::optional<Json> facts, opener.open(leaf["facts"], "facts"));
  if (!facts) return {};
  LAGRUM_ASSIGN(entry.facts, facts_from(*facts));
  return {};
}

std::vector<std::string> texts_from(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& text : items(list)) {
    if (text.string() != nullptr) texts.push_back(*text.string());
  }
  return texts;
}

Status read_migration(const Json& json, const Opener& opener, Entry& entry) {
  if (json.is_null()) return {};
  MigrationNote note{source_from(json["from"]),   json.text("map"),
                     texts_from(json["was"]),     texts_from(json["is"]),
                     texts_from(json["dropped"]), {}};
  LAGRUM_ASSIGN(note.data, opener.context(json["data"], kMigrationData));
  entry.migration = std::move(note);
  return {};
}

std::vector<SourceRef> law_from(const Json& list) {
  std::vector<SourceRef> law;
  for (const Json& pack : items(list)) law.push_back(source_from(pack));
  return law;
}

Status read_reprojection(const Json& json, const Opener& opener, Entry& entry) {
  if (json.is_null()) return {};
  LAGRUM_ASSIGN(const std::optional<Json> dates, opener.open(json["dates"], kReprojectionDates));
  entry.reprojection =
      ReprojectionNote{source_from(json["workflow"]), law_from(json["law"]),
                       source_from(json["calendar"]), dates.value_or(Json()), json.text("batch")};
  return {};
}

/// What norms said, and what the entry changed of what they had said.
void read_norms(const Json& leaf, Entry& entry) {
  for (const Json& sequence : items(leaf["superseded"])) {
    if (sequence.integer() != nullptr)
      entry.superseded.push_back(sequence_from(*sequence.integer()));
  }
  for (const Json& note : items(leaf["norms"]))
    entry.notes.push_back(
        {note.text("norm"), note.text("cite"), note.text("effect"), note.text("act")});
  for (const Json& change : items(leaf["changes"])) {
    entry.changes.push_back({change.text("norm"), sequence_from(change.number("act")),
                             change.text("was"), change.text("is")});
  }
  entry.unsettled = texts_from(leaf["unsettled"]);
  entry.remembered = texts_from(leaf["remembered"]);
}

/// The entry that the row holds; an error doesn't say which row.
Result<Entry> read_row(const row::Entry& row) {
  LAGRUM_ASSIGN(const Json leaf, parse_json(row.leaf));
  const auto corrupt = [](const std::string& what) {
    return Error{ErrorCode::kCorruption, what, {}, {}};
  };
  Entry entry;
  entry.index = row.index;
  if (leaf.number("v") != kEntryVersion)
    return corrupt("expected version 1, found " + std::to_string(leaf.number("v")));
  if (leaf.number("index", -1) != static_cast<std::int64_t>(row.index.value))
    return corrupt("the leaf bears another index");
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& each) {
    return each.second == leaf.text("kind");
  });
  if (kind == kKinds.end()) return corrupt("unknown kind '" + leaf.text("kind") + "'");
  entry.kind = kind->first;
  entry.log = leaf.text("log");
  entry.id = leaf.text("id");
  entry.case_id = CaseId(leaf.text("case"));
  LAGRUM_ASSIGN(entry.recorded, parse_instant(leaf.text("recorded")));
  LAGRUM_ASSIGN(entry.occurred, parse_instant(leaf.text("occurred")));
  entry.channel = leaf.text("channel");
  entry.event = leaf.text("event");
  entry.workflow = source_from(leaf["workflow"]);
  entry.calendar = source_from(leaf["calendar"]);
  entry.law = law_from(leaf["law"]);
  const Opener opener(row);
  LAGRUM_TRY(read_personal(leaf, opener, entry));
  LAGRUM_TRY(read_migration(leaf["migration"], opener, entry));
  LAGRUM_TRY(read_reprojection(leaf["reprojection"], opener, entry));
  read_norms(leaf, entry);
  return entry;
}

}  // namespace

Result<Entry> decode(const row::Entry& row) {
  auto entry = read_row(row);
  if (entry) return entry;
  return Error{ErrorCode::kCorruption,
               "entry " + std::to_string(row.index.value) + ": " + entry.error().message,
               {},
               {}};
}

std::string salt_for(std::string_view salt, std::string_view label) {
  return base64url(as_bytes(hmac_sha256(salt, label)).substr(0, 16));
}

Result<std::string> commitment_to(const row::Remembered& row) {
  LAGRUM_ASSIGN(
      const std::string bytes,
      canonical(Json(Json::Array{Json(row.key), Json(row.body_digest), Json(row.answer)})));
  return base64url(as_bytes(sha256(bytes)));
}

}  // namespace lagrum::cases
