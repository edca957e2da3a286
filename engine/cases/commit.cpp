#include "cases/commit.h"

#include "base/crypto.h"
#include "journal/tree.h"

namespace lagrum::cases {
namespace {

std::string command_key(std::string_view key) { return "command|" + std::string(key); }
std::string matter_key(std::string_view matter) { return "matter|" + std::string(matter); }

/// The salt keeps somebody who knows the log alone from trying out what an answer may have been.
Result<std::string> salted(std::string_view salt, const std::string& key, const char* name,
                           Json value) {
  return canonical(Json(Json::Object{{name, std::move(value)}, {"salt", salt_for(salt, key)}}));
}

/// What a repetition of the command, and further commands of its matter, are recognised by.
Result<std::vector<row::Remembered>> rows_of(const Command& command, const std::string& body,
                                             const Answer& answer) {
  std::vector<row::Remembered> rows;
  if (!command.key.empty()) {
    row::Remembered row{command_key(command.key), body, {}};
    LAGRUM_ASSIGN(row.answer, salted(command.salt, row.key, "answer", to_json(answer)));
    rows.push_back(std::move(row));
  }
  if (!command.matter.empty()) {
    row::Remembered row{matter_key(command.matter), {}, {}};
    LAGRUM_ASSIGN(row.answer, salted(command.salt, row.key, "case", Json(answer.case_id.str())));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Status write_entry(UnitOfWork& unit, const Entry& entry, std::string_view salt) {
  LAGRUM_ASSIGN(const row::Entry row, encode(entry, salt));
  LAGRUM_ASSIGN(LogHead head, unit.head());
  LAGRUM_CHECK(head.size == entry.index.value);
  LAGRUM_ASSIGN(journal::Frontier frontier,
                journal::Frontier::from_strings(head.size, head.frontier));
  frontier.append(journal::leaf_hash(row.leaf));
  head.size = frontier.size();
  head.recorded = entry.recorded;
  head.frontier = frontier.to_strings();
  return unit.append(row, head);
}

Status write_answered(UnitOfWork& unit, Entry entry, const Command& command,
                      const std::string& body, const Answer& answer) {
  LAGRUM_ASSIGN(const std::vector<row::Remembered> rows, rows_of(command, body, answer));
  for (const row::Remembered& row : rows) {
    LAGRUM_ASSIGN(std::string digest, commitment_to(row));
    entry.remembered.push_back(std::move(digest));
    LAGRUM_TRY(unit.remember(row));
  }
  return write_entry(unit, entry, command.salt);
}

Status write_case(UnitOfWork& unit, CaseState& state, Instant now) {
  ++state.version;
  LAGRUM_ASSIGN(std::string snapshot, snapshot_of(state));
  LAGRUM_TRY(unit.put(row_of(state, std::move(snapshot))));
  LAGRUM_TRY(unit.replace_duties(state.id, duty_rows(state, now)));
  return unit.replace_clocks(state.id, clock_rows(state, now));
}

namespace {

/// Letters are what the authority does toward a party: not what came in, nor what a party or
/// another sender did.
bool goes_out(const CaseState& state, const Entry& entry, const Act& act) {
  const law::ActDecl* declared = state.monitor.law().act(act.type);
  if (act.party.empty() || act.outside || entry.actor_kind == "sender" || declared == nullptr)
    return false;
  return declared->role != law::ActRole::kDocument && !declared->dated_by_arrival;
}

}  // namespace

Status write_letters(UnitOfWork& unit, const CaseState& state,
                     const std::vector<MadeDocument>& documents, const Entry& entry) {
  for (const MadeDocument& document : documents) LAGRUM_TRY(unit.put_document(document.stored));
  LAGRUM_ASSIGN(const std::vector<row::Outgoing> letters, letters_of(state, entry));
  for (const row::Outgoing& letter : letters) LAGRUM_TRY(unit.enqueue(letter));
  return {};
}

Result<std::vector<row::Outgoing>> letters_of(const CaseState& state, const Entry& entry) {
  std::vector<row::Outgoing> letters;
  for (const Act& act : entry.acts) {
    if (!goes_out(state, entry, act)) continue;
    for (const DocumentRef& document : act.documents) {
      Json::Object body{{"case", state.id.str()},
                        {"number", state.number},
                        {"act", act.type.str()},
                        {"sequence", Json(static_cast<std::int64_t>(act.sequence.value))},
                        {"party", act.party.str()},
                        {"kind", document.kind},
                        {"name", document.name},
                        {"media", document.media_type},
                        {"digest", document.digest}};
      row::Outgoing outgoing;
      outgoing.id = letter_id(act, document);
      outgoing.case_id = state.id;
      outgoing.channel = "message";
      LAGRUM_ASSIGN(outgoing.body, canonical(Json(std::move(body))));
      outgoing.created = entry.recorded;
      letters.push_back(std::move(outgoing));
    }
  }
  return letters;
}

Result<std::string> digest_of(const Command& command) {
  Json::Object body{{"case", command.case_id.str()},
                    {"workflow", command.workflow.str()},
                    {"matter", command.matter},
                    {"origin", Json(command.origin == Origin::kArrival ? "arrival" : "person")},
                    {"who", command.who},
                    {"behalf", command.behalf},
                    {"event", command.event},
                    {"reason", command.reason},
                    {"channel", command.channel}};
  if (command.happened) body["happened"] = Json(to_string(*command.happened));
  LAGRUM_ASSIGN(body["data"], to_json(Value(command.data)));
  Json::Array documents;
  for (const NewDocument& document : command.documents) {
    documents.emplace_back(Json::Object{{"kind", document.kind},
                                        {"name", document.name},
                                        {"media", document.media_type},
                                        {"digest", hex(as_bytes(sha256(document.bytes)))}});
  }
  body["documents"] = Json(std::move(documents));
  LAGRUM_ASSIGN(const std::string bytes, canonical(Json(std::move(body))));
  return hex(as_bytes(sha256(bytes)));
}

Result<std::optional<Answer>> answer_to(UnitOfWork& unit, std::string_view key,
                                        std::string_view body) {
  LAGRUM_ASSIGN(const std::optional<row::Remembered> known, unit.recall(command_key(key)));
  if (!known) return std::optional<Answer>();
  if (known->body_digest != body) {
    return Error{ErrorCode::kConflict,
                 "expected the command that was sent with the key '" + std::string(key) +
                     "' before, found another",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(const Json stored, parse_json(known->answer));
  LAGRUM_ASSIGN(Answer answer, answer_from_json(stored["answer"]));
  answer.repeated = true;
  return std::optional<Answer>(std::move(answer));
}

Result<CaseId> case_of(UnitOfWork& unit, std::string_view matter) {
  LAGRUM_ASSIGN(const std::optional<row::Remembered> known, unit.recall(matter_key(matter)));
  if (!known) return CaseId();
  LAGRUM_ASSIGN(const Json stored, parse_json(known->answer));
  return CaseId(stored.text("case"));
}

}  // namespace lagrum::cases
