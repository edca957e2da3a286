#include <algorithm>
#include <array>
#include <charconv>

#include "base/crypto.h"
#include "base/words.h"
#include "law/law.h"
#include "law/link.h"
#include "lifecycle/case_lifecycle.h"

namespace lagrum::law {
namespace {

using feel::Type;
using xml::Element;

Texts texts_of(const Element& element, std::string_view local) {
  Texts texts;
  for (auto& [language, text] : xml::texts(element, local)) texts.set(language, text);
  return texts;
}

template <class T>
struct Named {
  std::string_view name;
  T value;
};
constexpr std::array<Named<Mode>, 4> kModes = {{{"off", Mode::kOff},
                                                {"observe", Mode::kObserve},
                                                {"warn", Mode::kWarn},
                                                {"enforce", Mode::kEnforce}}};
constexpr std::array<Named<Guarantee>, 2> kGuarantees = {
    {{"block", Guarantee::kBlock}, {"warn", Guarantee::kWarn}}};
constexpr std::array<Named<Invalid>, 3> kInvalid = {
    {{"void", Invalid::kVoid}, {"voidable", Invalid::kStands}, {"breach-only", Invalid::kStands}}};
constexpr std::array<Named<Basis>, 3> kBases = {
    {{"statute", Basis::kStatute}, {"published", Basis::kPublished}, {"agreed", Basis::kAgreed}}};
constexpr std::array<Named<calendar::From>, 3> kFrom = {
    {{"start", calendar::From::kStart},
     {"raw-end", calendar::From::kRawEnd},
     {"rolled-end", calendar::From::kRolledEnd}}};
constexpr std::array<Named<std::string_view>, 3> kVerdicts = {
    {{"fulfilled", "fulfilled"}, {"violated", "violated"}, {"lapsed", "lapsed"}}};
constexpr std::array<Named<ActRole>, 4> kRoles = {{{"document", ActRole::kDocument},
                                                   {"judgement", ActRole::kJudgement},
                                                   {"delegation", ActRole::kDelegation},
                                                   {"registration", ActRole::kRegistration}}};

/// Reads the packs into one linked law; every fault is one diagnostic at its place.
class Loader {
 public:
  Loader(const calendar::Calendar& days, Diagnostics& diagnostics)
      : state_(std::make_shared<Law::State>(days)), diagnostics_(diagnostics) {}

  std::shared_ptr<const Law::State> load(const std::vector<xml::Document>& packs,
                                         const std::vector<std::string>& named) {
    const std::vector<Element> chosen = choose(packs, named);
    for (const Element& pack : chosen) read_acts(pack);
    for (const bool adds : {false, true}) {
      for (const Element& pack : chosen) read_groups(pack, adds);
    }
    share_group_attributes();
    for (const Element& pack : chosen) read_moves(pack);
    for (const Element& pack : chosen) read_asks(pack);
    for (const Element& pack : chosen) declare(pack);
    for (const Element& pack : chosen) read_clocks(pack);
    for (const Element& pack : chosen) {
      if (is_named(pack, named)) read_norms(pack);
    }
    check_references();
    link(*state_, clock_chain_positions_, diagnostics_);
    return state_;
  }

 private:
  // --- which packs, and what they say of themselves

  static bool is_named(const Element& pack, const std::vector<std::string>& named) {
    return std::find(named.begin(), named.end(), pack.attribute_or_empty("id")) != named.end();
  }

  std::vector<Element> choose(const std::vector<xml::Document>& packs,
                              const std::vector<std::string>& named) {
    std::map<std::string, const xml::Document*> by_id;
    std::vector<std::string> ids;
    for (const xml::Document& document : packs) {
      const Element root = document.root();
      if (!root.is(kLawNamespace, "law-pack")) {
        diagnostics_.error("not-a-law-pack", root.position(),
                           "expected the element law-pack of " + std::string(kLawNamespace) +
                               ", found '" + std::string(root.local()) + "'");
        continue;
      }
      const std::string id = root.attribute_or_empty("id");
      if (!by_id.emplace(id, &document).second) {
        diagnostics_.error("duplicate-pack", root.position(),
                           "expected each pack once, found '" + id + "' twice");
      }
      ids.push_back(id);
    }
    std::vector<Element> chosen;
    std::vector<Reference> wanted;
    const auto want = [&](const std::string& id, const Position& by) {
      const auto same = [&](const Reference& other) { return other.name == id; };
      if (std::none_of(wanted.begin(), wanted.end(), same)) wanted.push_back({id, by, {}});
    };
    for (const std::string& id : named) want(id, Position{});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto found = by_id.find(wanted[i].name);
      if (found == by_id.end()) {
        diagnostics_.error("unknown-pack", wanted[i].position,
                           not_known("a law pack that is loaded", wanted[i].name, ids));
        continue;
      }
      const Element pack = found->second->root();
      chosen.push_back(pack);
      state_->packs.push_back(info(*found->second));
      for (const std::string& used : state_->packs.back().uses)
        want(used, pack.attribute_position("uses"));
    }
    return chosen;
  }

  static PackInfo info(const xml::Document& document) {
    const Element pack = document.root();
    PackInfo info;
    info.id = pack.attribute_or_empty("id");
    info.version = pack.attribute_or_empty("version");
    info.territory = pack.attribute_or_empty("territory");
    info.calendar = pack.attribute_or_empty("calendar");
    info.digest = hex(as_bytes(sha256(document.text())));
    info.uses = words(pack.attribute_or_empty("uses"));
    info.title = texts_of(pack, "title");
    for (const Element& source : pack.children(kLawNamespace, "source")) {
      info.sources.push_back({source.attribute_or_empty("cite"), source.attribute_or_empty("as-of"),
                              source.attribute_or_empty("status"), texts_of(source, "title")});
    }
    return info;
  }

  // --- vocabulary

  void read_acts(const Element& pack) {
    const Element vocabulary = pack.child(kLawNamespace, "vocabulary");
    if (!vocabulary) return;
    for (const Element& element : vocabulary.children(kLawNamespace, "act")) {
      ActDecl act;
      act.type = ActType(element.attribute_or_empty("type"));
      act.position = element.position();
      act.dated_by_arrival = element.attribute("dated-by").has_value();
      act.regards_case = element.attribute("regards") == "case";
      act.toward_all = element.attribute("toward") == "all";
      act.moves = element.attribute_or_empty("moves");
      act.moves_when = element.attribute_or_empty("moves-when");
      check_moves(element, act.moves);
      act.by = element.attribute_or_empty("by");
      act.title = texts_of(element, "title");
      if (element.attribute("role")) choose_value(element, "role", kRoles, act.role);
      read_attributes(element, act.attributes);
      const std::string name = act.type.str();
      if (!state_->vocabulary.acts.emplace(name, std::move(act)).second) {
        diagnostics_.error("duplicate-act", element.position(),
                           "expected each act once, found '" + name + "' twice");
      }
    }
    for (const Element& element : vocabulary.children(kLawNamespace, "data")) {
      const std::string name = element.attribute_or_empty("name");
      const std::string type = element.attribute_or_empty("type");
      const auto parsed = feel::parse_type(type);
      if (!parsed) {
        diagnostics_.error("unknown-type", element.attribute_position("type"),
                           parsed.error().message);
        continue;
      }
      if (!name.starts_with("case.") && !name.starts_with("party.")) {
        diagnostics_.error(
            "data-owner", element.attribute_position("name"),
            "expected a name that begins with case. or party., found '" + name + "'");
        continue;
      }
      state_->vocabulary.data[name] = DataDecl{name, *parsed, element.trimmed_text()};
    }
  }

  /// "informed" is the move of one party; the matter moves when all are informed.
  void check_moves(const Element& element, const std::string& moves) {
    if (moves.empty() || moves == "informed" || lifecycle::parse_move(moves)) return;
    std::vector<std::string> names = {"informed"};
    for (const lifecycle::Move move : lifecycle::kMoves)
      names.emplace_back(lifecycle::to_string(move));
    diagnostics_.error("unknown-move", element.attribute_position("moves"),
                       not_known("a move of the lifecycle", moves, names));
  }

  void read_moves(const Element& pack) {
    const Element vocabulary = pack.child(kLawNamespace, "vocabulary");
    if (!vocabulary) return;
    for (const Element& element : vocabulary.children(kLawNamespace, "data")) {
      const auto declared = state_->vocabulary.data.find(element.attribute_or_empty("name"));
      if (declared != state_->vocabulary.data.end() && element.attribute("moved-by"))
        declared->second.moved_by = acts_in(element, "moved-by");
    }
    for (const Element& element : vocabulary.children(kLawNamespace, "act")) {
      const auto declared = state_->vocabulary.acts.find(element.attribute_or_empty("type"));
      if (declared != state_->vocabulary.acts.end())
        declared->second.ended_by = acts_in(element, "ended-by");
      if (element.attribute("moves-for")) {
        const ActSet acts({element.attribute_or_empty("type")});
        state_->moves_for[element.attribute_or_empty("type")] =
            formula(element, "moves-for", Reads{kNone, acts, kNone});
      }
      if (!element.attribute("moves-when")) continue;
      const ActSet own({element.attribute_or_empty("type")});
      state_->moves_when[element.attribute_or_empty("type")] =
          formula(element, "moves-when", Reads{own, own, kNone});
    }
  }

  void read_attributes(const Element& owner, std::vector<AttributeDecl>& attributes) {
    for (const Element& with : owner.children(kLawNamespace, "with")) {
      AttributeDecl declared{
          with.attribute_or_empty("name"),        with.attribute_or_empty("type"),
          with.attribute("takes-part") == "true", with.attribute("past") == "true",
          with.attribute("optional") == "true",   words(with.attribute_or_empty("values"))};
      check_attribute_type(with, declared.type);
      check_not_built_in(with, declared.name);
      if (declared.past && declared.type != "date") {
        diagnostics_.error(
            "past", with.attribute_position("past"),
            "expected the type date for what has been, found '" + declared.type + "'");
      }
      const auto known = [&](const AttributeDecl& other) { return other.name == declared.name; };
      if (std::none_of(attributes.begin(), attributes.end(), known))
        attributes.push_back(std::move(declared));
    }
  }

  /// What the engine itself says of an act is declared by no pack.
  void check_not_built_in(const Element& with, const std::string& name) {
    const bool built_in = feel::type_of(built_in_attributes(), name) != nullptr;
    if (!built_in || feel::type_of(settable_attributes(), name) != nullptr) return;
    diagnostics_.error(
        "built-in-attribute", with.attribute_position("name"),
        "expected an attribute that the engine does not set itself, found '" + name + "'");
  }

  void check_attribute_type(const Element& with, const std::string& type) {
    if (is_attribute_type(type)) return;
    diagnostics_.error("unknown-type", with.attribute_position("type"),
                       not_known("a type of attributes", type, attribute_types()));
  }

  /// Groups, or what is added to them: a pack may add to a group of one that is read later.
  void read_groups(const Element& pack, bool adds) {
    const Element vocabulary = pack.child(kLawNamespace, "vocabulary");
    if (!vocabulary) return;
    for (const Element& element : vocabulary.children(kLawNamespace, "group")) {
      if ((element.attribute("adds") == "true") != adds) continue;
      Group group;
      group.name = element.attribute_or_empty("name");
      group.document = element.attribute_or_empty("document");
      for (const std::string& act : words(element.attribute_or_empty("acts"))) {
        const auto found = state_->vocabulary.acts.find(act);
        if (found == state_->vocabulary.acts.end()) {
          diagnostics_.error(
              "unknown-act", element.attribute_position("acts"),
              not_known("an act of the vocabulary", act, state_->vocabulary.act_names()));
          continue;
        }
        group.acts.insert(act);
      }
      if (!group.acts.empty()) read_attributes(element, group_attributes_[group.name]);
      add_group(element, std::move(group));
    }
  }

  /// A group, or more acts for one that another pack declares.
  void add_group(const Element& element, Group group) {
    auto& groups = state_->vocabulary.groups;
    const std::string name = group.name;
    const bool adds = element.attribute("adds") == "true";
    const auto known = groups.find(name);
    if (adds && known == groups.end()) {
      std::vector<std::string> names;
      for (const auto& [other, its] : groups) names.push_back(other);
      diagnostics_.error("unknown-group", element.attribute_position("name"),
                         not_known("a group that acts are added to", name, names));
    } else if (adds) {
      known->second.acts.insert(group.acts.begin(), group.acts.end());
    } else if (!groups.emplace(name, std::move(group)).second) {
      diagnostics_.error("duplicate-group", element.position(),
                         "expected each group once, found '" + name + "' twice");
    }
  }

  // --- names and values in attributes

  template <class T, std::size_t N, class Into>
  void choose_value(const Element& element, std::string_view name,
                    const std::array<Named<T>, N>& table, Into& into) {
    const auto text = element.attribute(name);
    if (!text) return;
    std::vector<std::string> names;
    for (const Named<T>& row : table) {
      if (row.name == *text) {
        into = row.value;
        return;
      }
      names.emplace_back(row.name);
    }
    diagnostics_.error("bad-value", element.attribute_position(name),
                       "expected one of " + comma_list(names) + ", found '" + std::string(*text) +
                           "'" + suggestion(*text, names),
                       cite_);
  }

  ActSet acts_in(const Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return {};
    std::set<std::string> acts;
    for (const std::string& word : words(*text)) {
      if (word == "any") return ActSet::any();
      if (const auto named = state_->vocabulary.acts_named(word)) {
        acts.insert(named->names().begin(), named->names().end());
      } else {
        diagnostics_.error(
            "unknown-act", element.attribute_position(name),
            not_known("an act or group of the vocabulary", word, state_->vocabulary.names()),
            cite_);
      }
    }
    return ActSet(acts);
  }

  Per per_in(const Element& element) {
    Per per;
    std::set<std::string> acts;
    for (const std::string& word : words(element.attribute_or_empty("per"))) {
      if (word == "case") continue;
      if (word == "party") {
        per.party = true;
      } else if (const auto group = state_->vocabulary.groups.find(word);
                 group != state_->vocabulary.groups.end()) {
        per.group = word;
        acts.insert(group->second.acts.begin(), group->second.acts.end());
      } else if (state_->vocabulary.acts.contains(word)) {
        acts.insert(word);
      } else {
        std::vector<std::string> names = state_->vocabulary.names();
        names.insert(names.end(), {"case", "party"});
        diagnostics_.error("unknown-per", element.attribute_position("per"),
                           not_known("case, party, a group or an act", word, names), cite_);
      }
    }
    per.acts = ActSet(acts);
    return per;
  }

  std::optional<calendar::Period> period_in(const Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const auto period = calendar::parse_period(*text);
    const bool in_days = period && period->unit != calendar::Unit::kHours;
    if (period && (in_days || name == "length")) return *period;
    diagnostics_.error("bad-period", element.attribute_position(name),
                       period ? "expected a period in days, weeks, months or years, found '" +
                                    std::string(*text) + "': only a clock's length may be in hours"
                              : period.error().message,
                       cite_);
    return std::nullopt;
  }

  std::optional<Date> date_in_attribute(const Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const auto date = parse_date(*text);
    if (date) return *date;
    diagnostics_.error("bad-date", element.attribute_position(name), date.error().message, cite_);
    return std::nullopt;
  }

  void check_validity(const Element& element, const std::optional<Date>& from,
                      const std::optional<Date>& to) {
    if (!from || !to || *from <= *to) return;
    diagnostics_.error("validity", element.attribute_position("valid-to"),
                       "expected a day not before " + lagrum::to_string(*from) + ", found " +
                           lagrum::to_string(*to),
                       cite_);
  }

  std::string day_set_in(const Element& element, std::string_view name) {
    std::string set = element.attribute_or_empty(name);
    if (set.empty() || set == "none") return {};
    if (!state_->calendar.has_set(set)) {
      diagnostics_.error("unknown-day-set", element.attribute_position(name),
                         "expected a day set of the calendar '" + state_->calendar.id() +
                             "', found '" + set + "'" + suggestion(set, state_->calendar.sets()),
                         cite_);
    }
    return set;
  }

  // --- expressions

  std::vector<Type::Member> members_of(const ActSet& acts) const {
    std::vector<Type::Member> members = built_in_attributes();
    const auto add = [&](const ActDecl& act) {
      for (const AttributeDecl& declared : act.attributes) {
        const auto same =
            std::find_if(members.begin(), members.end(),
                         [&](const Type::Member& member) { return member.name == declared.name; });
        const Type& type = attribute_type(declared.type);
        if (same == members.end()) {
          members.push_back({declared.name, type});
        } else if (same->type.kind != type.kind) {
          same->type = Type::any();
        }
      }
    };
    for (const auto& [name, act] : state_->vocabulary.acts) {
      if (acts.contains(act.type)) add(act);
    }
    return members;
  }

  std::vector<Type::Member> data_of(std::string_view owner) const {
    std::vector<Type::Member> members;
    for (const auto& [name, data] : state_->vocabulary.data) {
      if (name.starts_with(owner)) members.push_back({name.substr(owner.size()), data.type});
    }
    return members;
  }

  /// What an expression may read: `plain` by plain name, `judged` as act.x, `trigger` as trigger.x.
  FormulaScope scope(const ActSet& plain, const ActSet& judged, const ActSet& trigger) const {
    FormulaScope scope;
    if (!plain.empty()) scope.plain = members_of(plain);
    scope.act = members_of(judged);
    scope.trigger = members_of(trigger);
    scope.case_data = data_of("case.");
    scope.party_data = data_of("party.");
    return scope;
  }

  inline static const ActSet kNone;  ///< no act may be read

  /// The acts whose attributes an expression may read, by plain name, as act.x and as trigger.x.
  struct Reads {
    const ActSet& plain;
    const ActSet& judged;
    const ActSet& trigger;
  };

  /// What an expression must give.
  enum class Gives : std::uint8_t { kBoolean, kDate, kAny };

  Formula formula(const Element& element, std::string_view name, const Reads& reads,
                  Gives gives = Gives::kBoolean) {
    if (!element.attribute(name)) return {};
    return formula(element, name, scope(reads.plain, reads.judged, reads.trigger), gives);
  }

  Formula formula(const Element& element, std::string_view name, const FormulaScope& names,
                  Gives gives = Gives::kBoolean) {
    const auto text = element.attribute(name);
    if (!text) return {};
    auto compiled = Formula::compile(*text, names, element.attribute_position(name));
    if (!compiled) {
      diagnostics_.error("expression", compiled.error().source, compiled.error().message, cite_);
      return {};
    }
    check_result(element, name, gives, compiled->type());
    note_calls(*compiled);
    state_->reads_persons = state_->reads_persons || compiled->reads_attribute(kPersons);
    return std::move(*compiled);
  }

  /// A condition that is never true or false would silence its norm.
  void check_result(const Element& element, std::string_view name, Gives gives, const Type& found) {
    const bool date = gives == Gives::kDate;
    const bool fits = gives == Gives::kAny || found.kind == Type::Kind::kAny ||
                      found.kind == Type::Kind::kNull ||
                      (date ? found.kind == Type::Kind::kDate || found.kind == Type::Kind::kDateTime
                            : found.kind == Type::Kind::kBoolean);
    if (fits) return;
    diagnostics_.error("wrong-type", element.attribute_position(name),
                       std::string("expected ") + (date ? "a date" : "true or false") + ", found " +
                           feel::to_string(found),
                       cite_);
  }

  /// Clocks and norms that an expression asks for by name are looked up with the others.
  void note_calls(const Formula& formula) {
    for (const feel::ExtensionCall& call : formula.calls()) {
      const std::string* name = call.arguments.front().string();
      if (name == nullptr) continue;
      const auto function = static_cast<Function>(call.function);
      if (function == Function::kDue) clock_references_.push_back({*name, call.source, cite_});
      if (function == Function::kDaysLate) norm_references_.push_back({*name, call.source, cite_});
      if (function == Function::kValues) check_values(call, *name);
    }
  }

  /// The act or group whose values an expression asks for, and their attribute.
  void check_values(const feel::ExtensionCall& call, const std::string& name) {
    const auto acts = state_->vocabulary.acts_named(name);
    if (!acts) {
      diagnostics_.error(
          "unknown-act", call.source,
          not_known("an act or group of the vocabulary", name, state_->vocabulary.names()), cite_);
      return;
    }
    const std::string* attribute = call.arguments[1].string();
    state_->reads_persons = state_->reads_persons || attribute == nullptr || *attribute == kPersons;
    if (attribute == nullptr) return;
    std::vector<std::string> known;
    for (const Type::Member& member : members_of(*acts)) known.push_back(member.name);
    if (contains(known, *attribute)) return;
    diagnostics_.error("unknown-attribute", call.source,
                       not_known("an attribute of the act", *attribute, known), cite_);
  }

  // --- conditions

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  std::vector<Condition> conditions(const Element& owner) {
    std::vector<Condition> list;
    for (const Element& element : owner.children()) {
      if (element.ns() == kLawNamespace && is_condition(element.local()))
        list.push_back(condition(element));
    }
    return list;
  }

  static bool is_condition(std::string_view local) {
    constexpr std::array<std::string_view, 8> kNames = {"done",  "reached", "judged", "verdict",
                                                        "given", "all",     "any",    "not"};
    return contains(kNames, local);
  }

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  Condition condition(const Element& element) {
    Condition made;
    made.position = element.position();
    made.title = texts_of(element, "title");
    const std::string_view name = element.local();
    if (name == "done") {
      made.kind = Condition::Kind::kDone;
      made.acts = acts_in(element, "act");
      made.when = formula(element, "when", Reads{made.acts, judged_, trigger_});
      made.after = acts_in(element, "after");
      made.before = acts_in(element, "before");
      made.within = element.attribute_or_empty("within");
      made.without = acts_in(element, "without");
      if (!made.without.empty())
        made.without_when =
            formula(element, "without-when", Reads{made.without, judged_, made.acts});
      if (made.without.empty() && element.attribute("without-when")) {
        diagnostics_.error("missing-attribute", element.attribute_position("without-when"),
                           "expected acts in 'without' that the test speaks of, found none", cite_);
      }
      made.of = acts_in(element, "of");
      if (!made.within.empty())
        clock_references_.push_back({made.within, element.attribute_position("within"), cite_});
    } else if (name == "reached") {
      read_reached(element, made);
    } else if (name == "judged") {
      made.kind = Condition::Kind::kJudged;
      made.ask = element.attribute_or_empty("ask");
      constexpr std::array<Named<Condition::Answer>, 3> kAnswers = {
          {{"yes", Condition::Answer::kYes},
           {"no", Condition::Answer::kNo},
           {"any", Condition::Answer::kAny}}};
      choose_value(element, "answer", kAnswers, made.answer);
      check_ask(element, made.ask);
    } else if (name == "verdict") {
      made.kind = Condition::Kind::kVerdict;
      made.norm = element.attribute_or_empty("norm");
      choose_value(element, "is", kVerdicts, made.is);
      norm_references_.push_back({made.norm, element.attribute_position("norm"), cite_});
    } else if (name == "given") {
      made.kind = Condition::Kind::kGiven;
      made.that = formula(element, "that", Reads{kNone, judged_, trigger_});
    } else {
      made.kind = name == "all"   ? Condition::Kind::kAll
                  : name == "any" ? Condition::Kind::kAny
                                  : Condition::Kind::kNot;
      made.inner = conditions(element);
    }
    return made;
  }

  void read_reached(const Element& element, Condition& made) {
    made.kind = Condition::Kind::kReached;
    made.clock = element.attribute_or_empty("clock");
    made.every = element.attribute("every") == "true";
    made.of = acts_in(element, "of");
    if (!made.clock.empty()) {
      clock_references_.push_back({made.clock, element.attribute_position("clock"), cite_});
      return;
    }
    const std::string date = element.attribute_or_empty("date");
    const std::size_t dot = date.rfind('.');
    if (dot == std::string::npos) {
      diagnostics_.error("bad-date-path", element.attribute_position("date"),
                         "expected a clock, or a date such as deficiency.ordered.cure_by", cite_);
      return;
    }
    made.date_act = date.substr(0, dot);
    made.date_attribute = date.substr(dot + 1);
    const ActSet owner = made.date_act == "trigger" ? trigger_
                         : made.date_act == "act"   ? judged_
                                                    : ActSet({made.date_act});
    const bool own = made.date_act != "trigger" && made.date_act != "act";
    if (own && !state_->vocabulary.acts.contains(made.date_act)) {
      diagnostics_.error(
          "unknown-act", element.attribute_position("date"),
          not_known("an act of the vocabulary", made.date_act, state_->vocabulary.act_names()),
          cite_);
      return;
    }
    if (!check_date_attribute(element, "date", owner, made.date_attribute)) return;
    for (const std::string& act : owner.names()) add_awaited(act, made.date_attribute);
  }

  void add_awaited(const std::string& act, const std::string& attribute) {
    const ActDecl& declared = state_->vocabulary.acts.at(act);
    if (declared.attribute(attribute) == nullptr) return;
    const std::pair<std::string, std::string> date(act, attribute);
    auto& dates = state_->awaited_dates;
    if (std::find(dates.begin(), dates.end(), date) == dates.end()) dates.push_back(date);
  }

  Clause clause(const Element& element) {
    Clause made;
    made.that = formula(element, "that", Reads{kNone, judged_, trigger_});
    made.conditions = conditions(element);
    return made;
  }

  std::vector<Field> fields(const Element& owner, const ActSet& acts) {
    std::vector<Field> list;
    const FormulaScope names = scope(acts, acts, trigger_);
    const std::vector<std::string> known = feel::names_of(names.plain);
    for (const Element& element : owner.children(kLawNamespace, "field")) {
      Field field;
      field.name = element.attribute_or_empty("name");
      state_->reads_persons = state_->reads_persons || field.name == kPersons;
      if (!contains(known, field.name)) {
        diagnostics_.error("unknown-attribute", element.attribute_position("name"),
                           not_known("an attribute of the act", field.name, known), cite_);
      }
      field.when = formula(element, "when", names);
      field.is = formula(element, "is", names, Gives::kAny);
      list.push_back(std::move(field));
    }
    return list;
  }

  // --- asks and clocks

  void read_asks(const Element& pack) {
    for (const Element& element : pack.children(kLawNamespace, "ask")) {
      Ask ask;
      ask.id = element.attribute_or_empty("id");
      ask.cite = cite_ = element.attribute_or_empty("cite");
      ask.role = element.attribute_or_empty("role");
      ask.default_answer = element.attribute("default") == "yes";
      ask.reason_required = element.attribute("reason") != "optional";
      ask.per = per_in(element);
      ask.question = texts_of(element, "question");
      const std::string id = ask.id;
      if (!state_->asks.emplace(id, std::move(ask)).second) {
        diagnostics_.error("duplicate-ask", element.position(),
                           "expected each question once, found '" + id + "' twice", cite_);
      }
    }
  }

  void check_ask(const Element& element, const std::string& ask) {
    if (state_->asks.contains(ask)) return;
    std::vector<std::string> names;
    for (const auto& [id, known] : state_->asks) names.push_back(id);
    diagnostics_.error("unknown-ask", element.attribute_position("ask"),
                       not_known("a question of the packs", ask, names), cite_);
  }

  /// Ids of norms and clocks are known before any is read, since they may be named before they are
  /// defined.
  void declare(const Element& pack) {
    for (const Element& clock : pack.children(kLawNamespace, "clock")) {
      clock_names_.push_back(clock.attribute_or_empty("id"));
      if (clock.attribute("group")) clock_names_.push_back(clock.attribute_or_empty("group"));
    }
    for (const Element& norm : pack.children(kLawNamespace, "norm")) {
      norm_names_.push_back(norm.attribute_or_empty("id"));
      for (const std::string& set : words(norm.attribute_or_empty("sets")))
        norm_names_.push_back(set);
    }
  }

  void read_clocks(const Element& pack) {
    for (const Element& element : pack.children(kLawNamespace, "clock")) {
      cite_ = element.attribute_or_empty("cite");
      ClockDecl clock;
      clock.id = element.attribute_or_empty("id");
      clock.pack = pack.attribute_or_empty("id");
      clock.cite = cite_;
      clock.position = element.position();
      clock.title = texts_of(element, "title");
      clock.valid_from = date_in_attribute(element, "valid-from");
      clock.valid_to = date_in_attribute(element, "valid-to");
      check_validity(element, clock.valid_from, clock.valid_to);
      clock.valid_by = element.attribute_or_empty("valid-by");
      clock.per = per_in(element);
      clock.overrides = words(element.attribute_or_empty("overrides"));
      clock.group = element.attribute_or_empty("group");
      clock.length = period_in(element, "length").value_or(calendar::Period{});
      clock.near = period_in(element, "near");
      clock.days = day_set_in(element, "days");
      clock.roll = day_set_in(element, "roll");
      clock.roll_is_interpretation = element.attribute("roll-source") == "interpretation";
      choose_value(element, "basis", kBases, clock.basis);
      const auto kind = calendar::parse_kind(element.attribute_or_empty("kind"));
      if (kind) {
        clock.kind = *kind;
      } else {
        diagnostics_.error("bad-value", element.attribute_position("kind"), kind.error().message,
                           cite_);
      }
      clock_chain_positions_.push_back(
          element.attribute_position(clock.overrides.empty() ? "after" : "overrides"));
      read_starts(element, clock);
      read_changes(element, clock);
      check_hours(element, clock);
      state_->clocks.push_back(std::move(clock));
    }
  }

  /// Hours run from a moment: they neither move nor stand still, and nothing is added to them.
  void check_hours(const Element& element, const ClockDecl& clock) {
    if (clock.length.unit != calendar::Unit::kHours) return;
    if (clock.roll.empty() && !clock.extend && clock.suspends.empty()) return;
    diagnostics_.error(
        "hours", element.attribute_position("length"),
        "expected a time in hours without roll, extend and suspend, found one of them", cite_);
  }

  void read_starts(const Element& element, ClockDecl& clock) {
    trigger_ = judged_ = ActSet();
    clock.that = formula(element, "that", Reads{kNone, kNone, kNone});
    clock.after = element.attribute_or_empty("after");
    if (!clock.after.empty())
      clock_references_.push_back({clock.after, element.attribute_position("after"), cite_});
    if (element.attribute("starts")) clock.starts.push_back(start(element, "starts"));
    for (const Element& more : element.children(kLawNamespace, "start"))
      clock.starts.push_back(start(more, "act"));
    if (clock.after.empty() == clock.starts.empty()) {
      diagnostics_.error(
          "clock-start", element.position(),
          "expected acts that start the clock, or the clock it comes after, and not both", cite_);
    }
  }

  ClockStart start(const Element& element, std::string_view name) {
    ClockStart made;
    made.acts = acts_in(element, name);
    made.on = element.attribute_or_empty("on");
    made.when = formula(element, "when", Reads{made.acts, made.acts, kNone});
    if (!made.on.empty()) check_date_attribute(element, "on", made.acts, made.on);
    return made;
  }

  /// True when `name`, which stands in the attribute `where`, is a date of one of the acts.
  bool check_date_attribute(const Element& element, std::string_view where, const ActSet& acts,
                            const std::string& name) {
    std::vector<std::string> known;
    for (const Type::Member& member : members_of(acts)) {
      if (member.type.kind == Type::Kind::kDate || member.type.kind == Type::Kind::kDateTime)
        known.push_back(member.name);
    }
    if (contains(known, name)) return true;
    diagnostics_.error("unknown-attribute", element.attribute_position(where),
                       not_known("a date attribute of the act", name, known), cite_);
    return false;
  }

  void read_changes(const Element& element, ClockDecl& clock) {
    for (const Element& child : element.children(kLawNamespace, "restart")) {
      ClockDecl::Restart restart;
      restart.start = start(child, "act");
      judged_ = restart.start.acts;
      restart.always = child.attribute("always") == "true";
      restart.fresh = child.attribute("fresh") == "true";
      restart.conditions = conditions(child);
      clock.restarts.push_back(std::move(restart));
    }
    if (const Element child = element.child(kLawNamespace, "extend")) {
      ClockDecl::Extend extend;
      extend.under = child.attribute_or_empty("under");
      norm_references_.push_back({extend.under, child.attribute_position("under"), cite_});
      extend.up_to = period_in(child, "up-to");
      choose_value(child, "from", kFrom, extend.from);
      clock.extend = std::move(extend);
    }
    for (const Element& child : element.children(kLawNamespace, "suspend")) {
      clock.suspends.push_back(suspend(child));
    }
    if (const Element child = element.child(kLawNamespace, "void"))
      clock.voids = acts_in(child, "act");
  }

  ClockDecl::Suspend suspend(const Element& element) {
    ClockDecl::Suspend made;
    made.from = acts_in(element, "from");
    made.until = acts_in(element, "until");
    made.up_to = period_in(element, "up-to");
    made.when = formula(element, "when", Reads{made.from, made.from, kNone});
    made.until_on = element.attribute_or_empty("until-on");
    if (!made.until_on.empty()) check_date_attribute(element, "until-on", made.from, made.until_on);
    made.cite = element.attribute_or_empty("cite");
    made.ground = texts_of(element, "title");
    return made;
  }

  // --- norms

  void read_norms(const Element& pack) {
    for (const Element& element : pack.children(kLawNamespace, "norm")) {
      cite_ = element.attribute_or_empty("cite");
      Norm norm;
      norm.id = element.attribute_or_empty("id");
      norm.pack = pack.attribute_or_empty("id");
      norm.cite = cite_;
      norm.position = element.position();
      norm.rank = element.attribute_or_empty("rank");
      norm.source = element.attribute_or_empty("source");
      norm.review = element.attribute_or_empty("review");
      choose_value(element, "mode", kModes, norm.mode);
      norm.valid_from = date_in_attribute(element, "valid-from");
      norm.valid_to = date_in_attribute(element, "valid-to");
      check_validity(element, norm.valid_from, norm.valid_to);
      norm.valid_by = element.attribute_or_empty("valid-by");
      norm.per = per_in(element);
      norm.sets = words(element.attribute_or_empty("sets"));
      norm.overrides = words(element.attribute_or_empty("overrides"));
      for (const std::string& id : norm.overrides) {
        norm_references_.push_back({id, element.attribute_position("overrides"), cite_});
      }
      norm.title = texts_of(element, "title");
      norm.summary = texts_of(element, "summary");
      norm.reason = texts_of(element, "reason");
      norm.doubts.push_back(texts_of(element, "doubt"));
      read_content(element, norm);
      check_honesty(element, norm);
      state_->norms.push_back(std::move(norm));
    }
  }

  void read_content(const Element& element, Norm& norm) {
    using Reading = void (Loader::*)(const Element&, Norm&);
    constexpr std::array<Named<Reading>, 7> kReadings = {{{"forbid", &Loader::read_forbid},
                                                          {"respond", &Loader::read_respond},
                                                          {"contain", &Loader::read_contain},
                                                          {"power", &Loader::read_power},
                                                          {"permit", &Loader::read_permit},
                                                          {"deem", &Loader::read_deem},
                                                          {"disapply", &Loader::read_disapply}}};
    std::size_t contents = 0;
    for (const Element& child : element.children()) {
      for (const Named<Reading>& reading : kReadings) {
        if (!child.is(kLawNamespace, reading.name)) continue;
        ++contents;
        (this->*reading.value)(child, norm);
      }
    }
    if (contents != 1) {
      diagnostics_.error(
          "norm-content", element.position(),
          "expected one content (forbid, respond, contain, power, permit, deem, disapply), found " +
              std::to_string(contents),
          cite_);
      return;
    }
    if (const Element where = element.child(kLawNamespace, "where")) norm.where = clause(where);
    for (const Element& unless : element.children(kLawNamespace, "unless"))
      norm.unless.push_back(clause(unless));
  }

  /// The acts that judged conditions and triggers of this norm may read.
  void set_reads(const Norm& norm, const ActSet& judged, const ActSet& trigger) {
    judged_ = judged;
    trigger_ = trigger.empty() ? norm.per.acts : trigger;
  }

  void read_forbid(const Element& element, Norm& norm) {
    Forbid forbid;
    forbid.acts = acts_in(element, "act");
    forbid.from = acts_in(element, "from");
    set_reads(norm, forbid.acts, forbid.from);
    forbid.when = formula(element, "when", Reads{forbid.acts, judged_, trigger_});
    forbid.from_when = formula(element, "from-when", Reads{forbid.from, judged_, trigger_});
    if (const Element until = element.child(kLawNamespace, "until"))
      forbid.until = conditions(until);
    forbid.bearer = element.attribute_or_empty("bearer");
    check_bearer(element, forbid.bearer);
    choose_value(element, "guarantee", kGuarantees, forbid.guarantee);
    choose_value(element, "invalid", kInvalid, forbid.invalid);
    check_from(element, forbid.from, norm.per);
    norm.content = std::move(forbid);
  }

  /// Where each act has its own instance, it is such an act that opens it.
  void check_from(const Element& element, const ActSet& from, const Per& per) {
    if (!per.anchored()) return;
    for (const std::string& act : from.names()) {
      if (per.acts.contains(ActType(act))) continue;
      diagnostics_.error(
          "from-not-of-per", element.attribute_position("from"),
          "expected 'from' to name acts of 'per', which have an instance each, found '" + act + "'",
          cite_);
    }
  }

  /// A bearer outside the authority is never refused, so that a slip of the pen would free it.
  void check_bearer(const Element& element, const std::string& bearer) {
    const std::vector<std::string>& own = authority_roles();
    if (bearer.empty() || is_authority_role(bearer) || nearest(bearer, own).empty()) return;
    diagnostics_.error("unknown-role", element.attribute_position("bearer"),
                       not_known("a role of the authority, or one outside it", bearer, own), cite_);
  }

  void read_respond(const Element& element, Norm& norm) {
    Respond respond;
    respond.to = acts_in(element, "to");
    respond.with = acts_in(element, "with");
    set_reads(norm, respond.with, respond.to);
    respond.when = formula(element, "when", Reads{respond.to, respond.to, kNone});
    respond.within = element.attribute_or_empty("within");
    respond.promptly = period_in(element, "promptly");
    respond.promptly_days = day_set_in(element, "days");
    respond.targets = words(element.attribute_or_empty("target"));
    respond.outer = element.attribute_or_empty("outer");
    for (const std::string& target : respond.targets)
      clock_references_.push_back({target, element.attribute_position("target"), cite_});
    if (!respond.outer.empty())
      clock_references_.push_back({respond.outer, element.attribute_position("outer"), cite_});
    check_ladder(element, respond);
    respond.persist = element.attribute("persist") == "true";
    respond.single = element.attribute("single") == "true";
    respond.in_main = element.attribute("in") == "main";
    if (respond.in_main && norm.per.latest_of() != nullptr) {
      diagnostics_.error("respond-in", element.attribute_position("in"),
                         "expected no 'in' of a duty that each decision has: a decision belongs to "
                         "one matter",
                         cite_);
    }
    respond.lapses = acts_in(element, "lapses");
    respond.fields = fields(element, respond.with);
    if (!respond.within.empty())
      clock_references_.push_back({respond.within, element.attribute_position("within"), cite_});
    if (norm.mode == Mode::kEnforce) {
      diagnostics_.error("enforce-duty", element.position(),
                         "expected mode warn or observe: a duty obliges and never blocks", cite_);
    }
    norm.content = std::move(respond);
  }

  /// A duty has a limit or an alarm; an outer limit stands beyond a limit, and days belong to the
  /// alarm.
  void check_ladder(const Element& element, const Respond& respond) {
    if (respond.within.empty() && !element.attribute("promptly")) {
      diagnostics_.error("respond-time", element.position(), "expected within or promptly", cite_);
    }
    if (!respond.outer.empty() && respond.within.empty()) {
      diagnostics_.error("respond-outer", element.attribute_position("outer"),
                         "expected a limit in 'within' before an outer one, found none", cite_);
    }
    const bool in_days = respond.promptly && respond.promptly->unit == calendar::Unit::kDays;
    if (!respond.promptly_days.empty() && !in_days) {
      diagnostics_.error("respond-days", element.attribute_position("days"),
                         "expected promptly in days, of which a set counts, found none", cite_);
    }
  }

  void read_contain(const Element& element, Norm& norm) {
    Contain contain;
    contain.acts = acts_in(element, "act");
    contain.from = acts_in(element, "from");
    set_reads(norm, contain.acts, contain.from);
    contain.when = formula(element, "when", Reads{contain.acts, judged_, trigger_});
    contain.from_when = formula(element, "from-when", Reads{contain.from, judged_, trigger_});
    contain.fields = fields(element, contain.acts);
    choose_value(element, "guarantee", kGuarantees, contain.guarantee);
    check_from(element, contain.from, norm.per);
    norm.content = std::move(contain);
  }

  void read_power(const Element& element, Norm& norm) {
    Power power;
    power.acts = acts_in(element, "act");
    set_reads(norm, power.acts, {});
    power.when = formula(element, "when", Reads{power.acts, judged_, trigger_});
    power.holder = element.attribute_or_empty("holder");
    choose_value(element, "invalid", kInvalid, power.invalid);
    choose_value(element, "guarantee", kGuarantees, power.guarantee);
    if (const auto text = element.attribute("max")) {
      std::uint32_t most = 0;
      const auto end = std::from_chars(text->data(), text->data() + text->size(), most);
      if (end.ec != std::errc() || end.ptr != text->data() + text->size() || most == 0) {
        diagnostics_.error("bad-value", element.attribute_position("max"),
                           "expected a number from 1, found '" + std::string(*text) + "'", cite_);
      }
      power.max = most;
    }
    power.conditions = conditions(element);
    norm.content = std::move(power);
  }

  void read_permit(const Element& element, Norm& norm) {
    Permit permit;
    permit.acts = acts_in(element, "act");
    permit.from = acts_in(element, "from");
    set_reads(norm, permit.acts, permit.from);
    permit.when = formula(element, "when", Reads{permit.acts, judged_, trigger_});
    norm.content = std::move(permit);
  }

  void read_deem(const Element& element, Norm& norm) {
    Deem deem;
    deem.act = element.attribute_or_empty("act");
    acts_in(element, "act");
    deem.to = acts_in(element, "to");
    set_reads(norm, deem.to, deem.to);
    deem.when = formula(element, "when", Reads{deem.to, deem.to, deem.to});
    deem.on = formula(element, "on", Reads{deem.to, deem.to, deem.to}, Gives::kDate);
    deem.conditions = conditions(element);
    norm.content = std::move(deem);
  }

  void read_disapply(const Element& /*element*/, Norm& norm) {
    set_reads(norm, {}, {});
    norm.content = Disapply{};
  }

  /// What a pack must say of itself: a norm whose text was not read may only observe; an override
  /// by a norm that only observes has no effect (DECISIONS 12, 13b).
  void check_honesty(const Element& element, const Norm& norm) {
    if (norm.source == "unseen" && (norm.mode == Mode::kWarn || norm.mode == Mode::kEnforce)) {
      diagnostics_.error(
          "unseen-source", element.attribute_position("mode"),
          "expected mode observe or off for a norm whose text was not read, found '" +
              std::string(to_string(norm.mode)) + "'",
          norm.cite);
    }
    if (norm.cite.empty()) {
      diagnostics_.error("missing-citation", element.position(),
                         "expected a citation for the norm '" + norm.id + "'");
    }
    if (!norm.overrides.empty() && norm.reason.empty()) {
      diagnostics_.error("missing-reason", element.position(), "expected a reason for the override",
                         norm.cite);
    }
    check_void(element, norm);
    if (!norm.overrides.empty() && (norm.mode == Mode::kOff || norm.mode == Mode::kObserve)) {
      diagnostics_.warning("idle-override", element.attribute_position("overrides"),
                           "this override has no effect while the norm only observes", norm.cite);
    }
  }

  /// A norm that only observes takes no act its effect.
  void check_void(const Element& element, const Norm& norm) {
    if (norm.mode != Mode::kOff && norm.mode != Mode::kObserve) return;
    for (const Element& content : element.children()) {
      if (content.attribute("invalid") != "void") continue;
      diagnostics_.warning("idle-void", content.attribute_position("invalid"),
                           "an act against it keeps its effect while the norm only observes",
                           norm.cite);
    }
  }

  // --- after all is read

  struct Reference {
    std::string name;
    Position position;
    std::string cite;
  };

  void check_references() {
    const auto check = [this](const std::vector<Reference>& references,
                              const std::vector<std::string>& names, std::string_view rule,
                              std::string_view what) {
      for (const Reference& reference : references) {
        if (contains(names, reference.name)) continue;
        diagnostics_.error(std::string(rule), reference.position,
                           not_known(what, reference.name, names), reference.cite);
      }
    };
    check(clock_references_, clock_names_, "unknown-clock", "a clock or clock group of the packs");
    check(norm_references_, norm_names_, "unknown-norm", "a norm or set of the packs");
  }

  /// What a group says of its acts holds for those added to it too.
  void share_group_attributes() {
    for (const auto& [name, attributes] : group_attributes_) {
      const auto group = state_->vocabulary.groups.find(name);
      if (group == state_->vocabulary.groups.end()) continue;  // said before
      for (const std::string& act : group->second.acts) {
        std::vector<AttributeDecl>& own = state_->vocabulary.acts.at(act).attributes;
        for (const AttributeDecl& attribute : attributes) {
          const auto same = [&](const AttributeDecl& other) {
            return other.name == attribute.name;
          };
          if (std::none_of(own.begin(), own.end(), same)) own.push_back(attribute);
        }
      }
    }
  }

  std::shared_ptr<Law::State> state_;
  std::map<std::string, std::vector<AttributeDecl>> group_attributes_;
  Diagnostics& diagnostics_;
  std::string cite_;  // of the clock or norm being read
  ActSet judged_;     // acts that act.x speaks of in the norm being read
  ActSet trigger_;    // acts that trigger.x speaks of
  std::vector<Reference> clock_references_;
  std::vector<Reference> norm_references_;
  std::vector<std::string> clock_names_;
  std::vector<std::string> norm_names_;
  std::vector<Position>
      clock_chain_positions_;  // of each clock: where it says what it follows or overrides
};

}  // namespace

std::string_view to_string(Basis basis) {
  for (const Named<Basis>& row : kBases) {
    if (row.value == basis) return row.name;
  }
  LAGRUM_CHECK(false);
}

std::string_view to_string(Mode mode) {
  for (const Named<Mode>& row : kModes) {
    if (row.value == mode) return row.name;
  }
  LAGRUM_CHECK(false);
}

Result<Law> Law::load(const std::vector<xml::Document>& packs,
                      const std::vector<std::string>& named, const calendar::Calendar& calendar,
                      Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  Loader loader(calendar, diagnostics);
  std::shared_ptr<const State> state = loader.load(packs, named);
  if (diagnostics.error_count() > errors_before) return diagnostics.to_error();
  return Law(std::move(state));
}

}  // namespace lagrum::law
