#include "cases/documents.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/words.h"

namespace lagrum::cases {
namespace {

/// The name, or "name (2).txt" and so on where another document of the act bears it.
std::string free_name(const std::string& name, const std::vector<DocumentRef>& others) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string free = name;
  const auto borne = [&](const DocumentRef& other) { return other.name == free; };
  for (std::size_t number = 2; std::any_of(others.begin(), others.end(), borne); ++number)
    free = name.substr(0, dot) + " (" + std::to_string(number) + ")" + name.substr(dot);
  return free;
}

}  // namespace

void Documents::expect(const std::vector<statechart::PerformedAct>& acts) {
  for (const statechart::PerformedAct& performed : acts) {
    for (const statechart::DocumentSpec& spec : performed.documents) named_.insert(spec.kind);
  }
}

/// All documents of a kind go to the first act that names the kind; those of a kind that no act
/// names come in with the act that takes documents in.
Status Documents::add(const statechart::PerformedAct& performed, std::size_t index, Act& act) {
  for (const statechart::DocumentSpec& spec : performed.documents) {
    if (take_brought([&](const std::string& kind) { return kind == spec.kind; }, index, act))
      continue;
    if (spec.template_path.empty() && enclose(spec.kind, act)) continue;
    LAGRUM_ASSIGN(row::Document made, make(spec, act));
    keep(spec.kind, std::move(made), index, act);
  }
  if (state_.monitor.law().act(act.type)->role == law::ActRole::kDocument)
    take_brought([&](const std::string& kind) { return !named_.contains(kind); }, index, act);
  return {};
}

Status Documents::check_all_taken(const std::string& event) const {
  if (input_.documents == nullptr) return {};
  for (std::size_t i = 0; i < input_.documents->size(); ++i) {
    if (i < taken_.size() && taken_[i]) continue;
    const NewDocument& left = (*input_.documents)[i];
    const std::string kinds =
        named_.empty()
            ? "no document"
            : "documents of kind " + comma_list({named_.begin(), named_.end()}) + " only";
    return Error{ErrorCode::kInvalidArgument,
                 "expected " + kinds + " with the event '" + event + "', found '" + left.name +
                     "' of kind '" + left.kind + "', which none of its acts takes",
                 {},
                 {}};
  }
  return {};
}

/// A value as letters show it: persons of the authority by name (FL 31 §).
Value Documents::with_names(const law::ActDecl& declared, const std::string& name,
                            const Value& value) const {
  const law::AttributeDecl* attribute = declared.attribute(name);
  const bool persons =
      attribute != nullptr && (attribute->type == "person" || attribute->takes_part);
  if (!persons) return value;
  const auto named = [&](const Value& each) {
    const auto found =
        each.string() != nullptr ? member_now(state_, input_, *each.string()) : std::nullopt;
    return found ? Value(found->name) : each;
  };
  if (value.list() == nullptr) return named(value);
  List names;
  for (const Value& each : *value.list()) names.push_back(named(each));
  return Value(std::move(names));
}

/// The act's own values, and as "type.name" those of the latest act of each type that is of the
/// case or of the same party.
Context Documents::act_values(const Act& act) const {
  Context values;
  const law::History& history = state_.monitor.history();
  const auto take = [&](const Act& from, const std::string& prefix) {
    const law::ActDecl* declared = state_.monitor.law().act(from.type);
    const Value shown = law::as_context(from);
    values.set(prefix + "legal_day", Value(history.day_of(from.legal)));
    for (const auto& [name, value] : shown.context()->entries())
      values.set(prefix + name, declared == nullptr ? value : with_names(*declared, name, value));
  };
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Act& other = history[i].act;
    if (history[i].superseded) continue;
    if (other.party.empty() || act.party.empty() || other.party == act.party)
      take(other, other.type.str() + ".");
  }
  take(act, {});
  return values;
}

Context Documents::letter_values(const Act& act) const {
  Context values = state_.session.data;
  const law::History& history = state_.monitor.history();
  Context own{{"number", state_.number.empty() ? Value() : Value(state_.number)},
              {"id", Value(state_.id.str())}};
  const Context* known = history.known_now().case_data.context();
  if (const Value* begun = known->find("begun")) own.set("begun", *begun);
  values.set("case", Value(std::move(own)));
  values.set("party", Value(Context{}));
  for (const Context& party : state_.parties()) {
    if (act.party.empty() || text_of(party, "id") == act.party.str())
      values.set("party", Value(party));
  }
  Context officer{{"id", Value(act.actor)}};
  values.set("authority", Value(input_.directory->authority()));
  if (const auto person = member_now(state_, input_, act.actor))
    officer.set("name", Value(person->name));
  values.set("officer", Value(std::move(officer)));
  values.set("act", Value(act_values(act)));
  Context clocks;
  for (const law::ClockView& clock : state_.monitor.clocks(input_.now)) {
    if (clock.phase == lifecycle::ClockPhase::kWaiting) continue;
    if (!clock.party.empty() && !act.party.empty() && clock.party != act.party.str()) continue;
    clocks.set(state_.monitor.law().clocks()[clock.clock].id, Value(clock.due));
  }
  values.set("clock", Value(std::move(clocks)));
  return values;
}

/// The document made from the template, where the command brought none.
Result<row::Document> Documents::make(const statechart::DocumentSpec& spec, const Act& act) {
  const auto letter = state_.workflow->letters.find(spec.template_path);
  if (letter == state_.workflow->letters.end()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a document of kind '" + spec.kind +
                     "' with the command or in the case, found none",
                 {},
                 act.basis};
  }
  const Context values = letter_values(act);
  const Language language = input_.directory->language();
  std::vector<std::string> missing = letter->second.missing(language, values);
  // What the organisation's file leaves out is a dash in the letter, and no fault of the command.
  std::erase_if(missing, [](const std::string& path) {
    return path.starts_with("authority.") || path.starts_with("officer.");
  });
  if (!missing.empty() && !letter_fault_) {
    letter_fault_ = Error{ErrorCode::kInvalidArgument,
                          "expected all values of the letter '" + letter->second.id() + "' (" +
                              spec.kind + "), found none for " + comma_list(missing),
                          {},
                          act.basis};
  }
  row::Document made;
  made.name = spec.kind + ".xhtml";
  made.media_type = "application/xhtml+xml";
  made.bytes = letter->second.render(language, values);
  return made;
}

/// Salts the document, so that its digest says nothing of its content.
void Documents::keep(const std::string& kind, row::Document document, std::size_t index, Act& act) {
  document.name = free_name(document.name, act.documents);
  const std::string label =
      "document." + std::to_string(act.sequence.value) + "." + std::to_string(act.documents.size());
  document.case_id = state_.id;
  document.salt = std::string(as_bytes(hmac_sha256(input_.salt, label)));
  document.digest = hex(as_bytes(sha256({document.salt, document.bytes})));
  act.documents.push_back(
      {kind, document.name, document.media_type, document.bytes.size(), document.digest});
  made_.push_back({std::move(document), act.documents.back(), index});
}

/// Gives the act what was brought and nobody has taken yet, of the kinds that it takes; says
/// whether there was any.
bool Documents::take_brought(const std::function<bool(const std::string& kind)>& takes,
                             std::size_t index, Act& act) {
  if (input_.documents == nullptr) return false;
  taken_.resize(input_.documents->size());
  bool any = false;
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    const NewDocument& brought = (*input_.documents)[i];
    if (taken_[i] || !takes(brought.kind)) continue;
    row::Document stored;
    stored.name = brought.name;
    stored.media_type = brought.media_type;
    stored.bytes = brought.bytes;
    keep(brought.kind, std::move(stored), index, act);
    taken_[i] = any = true;
  }
  return any;
}

/// Encloses the documents of the kind that the newest act of the same matter came with: the
/// decision with its notice.
bool Documents::enclose(const std::string& kind, Act& act) const {
  const law::History& history = state_.monitor.history();
  for (std::size_t i = history.size(); i > 0; --i) {
    const Act& other = history[i - 1].act;
    if (history[i - 1].superseded || law::decided_matter(other) != act.regarding) continue;
    bool any = false;
    for (const DocumentRef& document : other.documents) {
      if (document.kind != kind) continue;
      act.documents.push_back(document);
      any = true;
    }
    if (any) return true;
  }
  return false;
}

}  // namespace lagrum::cases
