#include "lagrum/workspace.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/crypto.h"
#include "base/words.h"
#include "cases/files.h"
#include "cases/letter_check.h"
#include "cases/workspace_state.h"
#include "lagrum/intake.h"
#include "lagrum/schemas.h"
#include "statechart/tables.h"

namespace lagrum {
namespace {

using intake::kMappingNamespace;
using Kind = cases::FileKind;
using cases::Workflow;
using xml::Element;

/// Data that the engine supplies; all others a workflow states (engine/docs/law-language.md).
constexpr std::array<std::string_view, 4> kSuppliedData = {"case.authority", "case.begun",
                                                           "party.id", "party.role"};

/// E-service files of the platform, which any workspace may hold as samples: what no mapping takes
/// becomes a general contact.
constexpr std::string_view kFlowInstanceNamespace =
    "http://www.oeplatform.org/version/2.0/schemas/flowinstance";

using cases::kClockExpired;
using cases::kClockNear;
using cases::kDateReached;

/// How the events begin that the engine raises by what clocks, dates and states do.
struct RaisedRow {
  std::string_view family;
  std::string_view prefix;
  enum class Of : std::uint8_t { kClock, kState, kDate } of;
};
constexpr std::array<RaisedRow, 4> kRaised = {{{"clock.", kClockExpired, RaisedRow::Of::kClock},
                                               {"clock.", kClockNear, RaisedRow::Of::kClock},
                                               {"done.", "done.state.", RaisedRow::Of::kState},
                                               {"date.", kDateReached, RaisedRow::Of::kDate}}};

/// The acts that a board may give away, and that are its own until it does.
constexpr std::string_view kDelegableGroup = "delegable";

/// Loads the files in the order in which they need each other.
class WorkspaceLoader {
 public:
  WorkspaceLoader(const ZoneRules& zones, Diagnostics& diagnostics)
      : zones_(zones), told_(diagnostics), state_(std::make_shared<Workspace::State>()) {}

  std::shared_ptr<const Workspace::State> load(const std::vector<SourceFile>& files) {
    for (const SourceFile& file : files) {
      if (Workspace::takes(file.name)) sort_in(file);
    }
    check_others();
    load_calendars();
    for (const xml::Document& document : of(Kind::kPack)) state_->packs.push_back(document);
    for (const xml::Document& document : of(Kind::kDecisions)) {
      auto model = dmn::Model::load(document, diagnostics_);
      if (model)
        state_->decisions.emplace(document.name(), std::move(*model));
      else
        faulty_.insert(document.name());
    }
    for (const xml::Document& document : of(Kind::kText)) {
      auto letter = cases::Letter::load(document, diagnostics_);
      if (letter)
        state_->letters.emplace(document.name(), std::move(*letter));
      else
        faulty_.insert(document.name());
    }
    for (const xml::Document& document : of(Kind::kWorkflow)) load_workflow(document);
    gather_organisation_context();
    for (const xml::Document& document : of(Kind::kOrganisation)) load_organisation(document);
    for (const xml::Document& document : of(Kind::kMapping)) state_->mappings.push_back(document);
    state_->log_mappings = of(Kind::kLogMapping);
    if (!diagnostics_.has_errors()) {  // what is missing may stand in a faulty file
      for (const xml::Document& document : of(Kind::kMigration)) load_migration(document);
    }
    tell();
    return state_;
  }

 private:
  const std::vector<xml::Document>& of(Kind kind) { return documents_[kind]; }

  void sort_in(const SourceFile& file) {
    auto document = xml::Document::parse(file.bytes, file.name);
    if (!document) {
      // A story is judged when it is played or linted; it keeps nothing else from running.
      if (cases::folder_of(file.name).ends_with("/scenarios/")) return;
      diagnostics_.error("xml", document.error().source, document.error().message);
      faulty_.insert(file.name);
      unreadable_ = file.name;
      return;
    }
    const Kind kind = cases::kind_of(document->root());
    const bool judged_elsewhere = kind == Kind::kScenario || kind == Kind::kOther;
    if (!judged_elsewhere && !valid(*document)) {
      faulty_.insert(file.name);
      faulty_ids_[{kind, document->root().attribute_or_empty("id")}] = file.name;
      return;
    }
    documents_[kind].push_back(std::move(*document));
  }

  /// A file that is none of ours is an e-service's sample, or brought by some scenario; any other
  /// is one of ours with a slip in its root, which would vanish without a word.
  void check_others() {
    std::set<std::string> brought;
    for (const xml::Document& scenario : of(Kind::kScenario)) {
      for (const Element& step : all_within(scenario.root())) {
        if (const auto path = step.attribute("file"))
          brought.insert(cases::resolve_path(scenario.name(), *path));
      }
    }
    for (const xml::Document& document : of(Kind::kOther)) {
      if (!brought.contains(document.name()) && !is_sample(document.root()))
        diagnostics_.error("unknown-file", document.root().position(),
                           cases::unknown_root(document.root()));
    }
  }

  static std::vector<Element> all_within(const Element& root) {
    std::vector<Element> all = {root};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::vector<Element> inner = all[i].children();
      all.insert(all.end(), inner.begin(), inner.end());
    }
    return all;
  }

  /// What some mapping takes, or the platform makes.
  bool is_sample(const Element& root) {
    if (root.is(kFlowInstanceNamespace, "FlowInstance")) return true;
    for (const xml::Document& mapping : of(Kind::kMapping)) {
      const Element source = mapping.root().child(kMappingNamespace, "source");
      if (source && source.attribute_or_empty("root") == root.local() &&
          source.attribute_or_empty("namespace") == root.ns())
        return true;
    }
    return false;
  }

  // --- what only follows from a fault elsewhere is not said

  /// True when `culprit` has faults of its own: `dependent` cannot be judged until they are mended.
  bool waits(const std::string& dependent, const std::string& culprit) {
    if (culprit.empty() || !faulty_.contains(culprit)) return false;
    waiting_[culprit].insert(dependent);
    faulty_.insert(dependent);
    return true;
  }

  /// The faulty file that a missing pack or calendar of this id stands in; an unreadable file may
  /// be any.
  std::string culprit(Kind kind, const std::string& id) const {
    const auto found = faulty_ids_.find({kind, id});
    return found == faulty_ids_.end() ? unreadable_ : found->second;
  }

  /// Hands over what was found: each fault once, however many workflows came upon it.
  void tell() {
    std::set<std::string> said;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      if (said.insert(to_string(diagnostic)).second) told_.add(diagnostic);
    }
    for (const auto& [culprit, dependents] : waiting_) {
      told_.add({Severity::kNote,
                 "not-checked",
                 "not checked, because this file has faults: " +
                     comma_list({dependents.begin(), dependents.end()}),
                 Position{culprit, 1, 1},
                 {}});
    }
  }

  bool valid(const xml::Document& document) {
    const auto schema = schema_for(document.root().ns());
    if (!schema) return true;  // a format of others: SCXML and DMN are checked by their loaders
    if (document.root().is(statechart::kScxmlNamespace, "scxml")) return true;
    const std::size_t before = diagnostics_.error_count();
    (*schema)->validate(document, diagnostics_);
    return diagnostics_.error_count() == before;
  }

  void load_calendars() {
    // A calendar may lie within another: load until nothing more can be loaded.
    std::vector<xml::Document> left = of(Kind::kCalendar);
    while (!left.empty()) {
      const std::size_t count = left.size();
      std::vector<xml::Document> waiting;
      for (xml::Document& document : left) {
        const std::string wider = document.root().attribute_or_empty("within");
        if (!wider.empty() && !state_->calendars.contains(wider)) {
          waiting.push_back(std::move(document));
        } else {
          load_calendar(document);
        }
      }
      left = std::move(waiting);
      if (left.size() != count) continue;
      for (const xml::Document& document : left)
        load_calendar(document);  // says which calendar is missing
      return;
    }
  }

  void load_calendar(const xml::Document& document) {
    const std::string within = document.root().attribute_or_empty("within");
    if (!within.empty() && !state_->calendars.contains(within) &&
        waits(document.name(), culprit(Kind::kCalendar, within))) {
      faulty_ids_[{Kind::kCalendar, document.root().attribute_or_empty("id")}] = document.name();
      return;
    }
    const auto wider = [this](std::string_view id) -> const calendar::Calendar* {
      const auto found = state_->calendars.find(std::string(id));
      return found == state_->calendars.end() ? nullptr : &found->second;
    };
    auto calendar = calendar::Calendar::load(document, wider, diagnostics_);
    if (!calendar) {
      faulty_.insert(document.name());
      faulty_ids_[{Kind::kCalendar, document.root().attribute_or_empty("id")}] = document.name();
      return;
    }
    if (!zones_.to_local(Instant{}, calendar->zone())) {
      diagnostics_.error(
          "unknown-zone", document.root().attribute_position("zone"),
          "expected a time zone such as Europe/Stockholm, found '" + calendar->zone() + "'");
      return;
    }
    const std::string id = calendar->id();
    if (!state_->calendars.emplace(id, std::move(*calendar)).second) {
      diagnostics_.error("duplicate-calendar", document.root().attribute_position("id"),
                         "expected one calendar '" + id + "', found another");
      return;
    }
    // Wider calendars are part of what it says.
    calendar_digests_[id] =
        hex(as_bytes(sha256(std::string(document.text()) +
                            (within.empty() ? std::string() : calendar_digests_[within]))));
  }

  void load_workflow(const xml::Document& document) {
    const Element root = document.root();
    const std::string calendar(
        root.attribute(statechart::kWorkflowNamespace, "calendar").value_or(""));
    const auto days = state_->calendars.find(calendar);
    if (days == state_->calendars.end()) {
      if (waits(document.name(), culprit(Kind::kCalendar, calendar))) return;
      std::vector<std::string> known;
      for (const auto& [id, other] : state_->calendars) known.push_back(id);
      diagnostics_.error("unknown-calendar",
                         root.attribute_position(statechart::kWorkflowNamespace, "calendar"),
                         not_known("a calendar that is loaded", calendar, known));
      return;
    }
    const std::vector<std::string> named =
        words(root.attribute(statechart::kWorkflowNamespace, "law").value_or(""));
    if (!packs_are_sound(document, named)) return;
    auto law = law::Law::load(state_->packs, named, days->second, diagnostics_);
    if (!law) return;
    if (waits(document.name(), decisions_path(document))) return;
    std::optional<dmn::Model> decisions = decisions_of(document);
    const LawContext context(*law, decisions);
    auto chart = statechart::Chart::load(document, context.view(), diagnostics_);
    if (!chart) return;
    auto workflow = std::make_shared<Workflow>(Workflow{document.name(),
                                                        std::move(*chart),
                                                        std::move(*law),
                                                        calendar_digests_[calendar],
                                                        std::move(decisions),
                                                        {},
                                                        {}});
    const auto same = [&](const auto& other) { return other->key() == workflow->key(); };
    if (std::any_of(state_->workflows.begin(), state_->workflows.end(), same)) {
      diagnostics_.error("duplicate-workflow", root.attribute_position("name"),
                         "expected one workflow '" + workflow->key() + "', found another");
      return;
    }
    check_events(*workflow);
    check_roles(*workflow);
    check_facts(*workflow, root.attribute_position(statechart::kWorkflowNamespace, "law"));
    find_letters(*workflow);
    find_awaited_dates(*workflow);
    state_->workflows.push_back(std::move(workflow));
  }

  /// Whether the packs that a workflow names, and those that they use, are there without faults.
  bool packs_are_sound(const xml::Document& document, const std::vector<std::string>& named) {
    std::map<std::string, const xml::Document*> packs;
    for (const xml::Document& pack : state_->packs)
      packs.emplace(pack.root().attribute_or_empty("id"), &pack);
    std::vector<std::string> wanted = named;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::string id = wanted[i];
      if (!seen.insert(id).second) continue;
      const auto found = packs.find(id);
      if (found != packs.end()) {
        const auto used = words(found->second->root().attribute_or_empty("uses"));
        wanted.insert(wanted.end(), used.begin(), used.end());
        continue;
      }
      if (waits(document.name(), culprit(Kind::kPack, id))) return false;
      if (i < named.size()) {
        std::vector<std::string> ids;
        ids.reserve(packs.size());
        for (const auto& [known, pack] : packs) ids.push_back(known);
        diagnostics_.error(
            "unknown-pack",
            document.root().attribute_position(statechart::kWorkflowNamespace, "law"),
            not_known("a law pack that is loaded", id, ids));
        return false;
      }
    }
    return true;
  }

  static std::string decisions_path(const xml::Document& document) {
    const auto path = document.root().attribute(statechart::kWorkflowNamespace, "decisions");
    return path ? cases::resolve_path(document.name(), *path) : std::string();
  }

  std::optional<dmn::Model> decisions_of(const xml::Document& document) {
    const Element root = document.root();
    const auto path = root.attribute(statechart::kWorkflowNamespace, "decisions");
    if (!path) return std::nullopt;
    const auto found = state_->decisions.find(decisions_path(document));
    if (found != state_->decisions.end()) return found->second;
    diagnostics_.error("unknown-decisions",
                       root.attribute_position(statechart::kWorkflowNamespace, "decisions"),
                       "expected a DMN file that is loaded, found '" + std::string(*path) + "'");
    return std::nullopt;
  }

  /// What the law tells the chart's loader.
  class LawContext {
   public:
    LawContext(const law::Law& law, const std::optional<dmn::Model>& decisions)
        : decisions_(decisions) {
      for (const auto& [name, act] : law.vocabulary().acts) {
        statechart::ActSignature signature{name, {}};
        for (const law::AttributeDecl& attribute : act.attributes) {
          signature.attributes.push_back({attribute.name, law::attribute_type(attribute.type)});
          if (!attribute.values.empty()) signature.values[attribute.name] = attribute.values;
        }
        for (const feel::Type::Member& member : law::settable_attributes()) {
          const auto same = [&](const feel::Type::Member& other) {
            return other.name == member.name;
          };
          if (std::none_of(signature.attributes.begin(), signature.attributes.end(), same))
            signature.attributes.push_back(member);
        }
        acts_.emplace(name, std::move(signature));
      }
      for (const auto& [id, ask] : law.asks()) asks_.emplace(id, ask.role);
      for (const auto& [name, data] : law.vocabulary().data) {
        if (!contains(kSuppliedData, name)) facts_.emplace(name, data.type);
      }
    }
    statechart::LoadContext view() const {
      return statechart::LoadContext{&acts_, &asks_, decisions_ ? &*decisions_ : nullptr, &facts_};
    }

   private:
    const std::optional<dmn::Model>& decisions_;
    std::map<std::string, statechart::ActSignature> acts_;
    std::map<std::string, std::string> asks_;
    std::map<std::string, feel::Type> facts_;
  };

  /// The engine raises events by the names of clocks, dates and states: one that names nothing
  /// never comes.
  void check_events(const Workflow& workflow) {
    std::vector<std::string> clocks;
    for (const law::ClockDecl& clock : workflow.law.clocks()) clocks.push_back(clock.id);
    std::vector<std::string> states;
    for (const statechart::StateInfo& state : workflow.chart.states()) states.push_back(state.id);
    for (const statechart::TransitionInfo& transition : workflow.chart.transitions()) {
      for (const std::string& event : transition.events) {
        check_family(event, transition.position);
        const auto* row = std::find_if(kRaised.begin(), kRaised.end(), [&](const RaisedRow& each) {
          return event.starts_with(each.prefix);
        });
        if (row == kRaised.end() || event.ends_with('*')) continue;
        const std::string_view named = std::string_view(event).substr(row->prefix.size());
        const std::string in = " in the event '" + event + "'";
        const Position& place = transition.position;
        switch (row->of) {
          case RaisedRow::Of::kClock:
            check_name(named, "unknown-clock", "a clock of the packs" + in, clocks, place);
            break;
          case RaisedRow::Of::kState:
            check_name(named, "unknown-state", "a state" + in, states, place);
            break;
          case RaisedRow::Of::kDate:
            check_date(named, in, workflow.law, place);
            break;
        }
      }
    }
  }

  /// "clock.expird.x" would never come.
  void check_family(std::string_view event, const Position& place) {
    std::vector<std::string> kinds;
    for (const RaisedRow& row : kRaised) {
      if (event.starts_with(row.family))
        kinds.emplace_back(row.prefix.substr(0, row.prefix.size() - 1));
    }
    const std::string kind(event.substr(0, event.find('.', event.find('.') + 1)));
    if (kinds.empty() || kind.ends_with('*') || contains(kinds, kind)) return;
    diagnostics_.error("unknown-event", place,
                       not_known("an event that the engine raises", kind, kinds));
  }

  void check_name(std::string_view name, const std::string& rule, const std::string& what,
                  const std::vector<std::string>& names, const Position& place) {
    if (!contains(names, name)) diagnostics_.error(rule, place, not_known(what, name, names));
  }

  /// "ACT.ATTRIBUTE": the act is of the packs, and the attribute is a date.
  void check_date(std::string_view named, const std::string& in, const law::Law& law,
                  const Position& place) {
    const std::size_t dot = named.rfind('.');
    const std::string act(named.substr(0, dot));
    const law::ActDecl* declared = law.act(ActType(act));
    if (dot == std::string_view::npos || declared == nullptr) {
      diagnostics_.error(
          "unknown-act", place,
          not_known("an act of the packs and its date" + in, act, law.vocabulary().act_names()));
      return;
    }
    const std::string attribute(named.substr(dot + 1));
    std::vector<std::string> dates;
    for (const law::AttributeDecl& each : declared->attributes) {
      if (each.type == "date") dates.push_back(each.name);
    }
    if (!contains(dates, attribute))
      diagnostics_.error("unknown-act-attribute", place,
                         not_known("a date of '" + act + "'" + in, attribute, dates));
  }

  bool has_faulty(Kind kind) const {
    return std::any_of(faulty_ids_.begin(), faulty_ids_.end(),
                       [&](const auto& each) { return each.first.first == kind; });
  }

  /// Roles are the organisation's, or the packs'; a role that nobody has is a slip of the pen.
  void check_roles(const Workflow& workflow) {
    std::vector<std::string> roles = {"party", "representative", "anyone", "board"};
    for (const xml::Document& document : of(Kind::kOrganisation)) {
      for (const Element& map :
           document.root().children(cases::kOrganisationNamespace, "role-map")) {
        roles.push_back(map.attribute_or_empty("local"));
        roles.push_back(map.attribute_or_empty("is"));
      }
      for (const Element& person :
           document.root().children(cases::kOrganisationNamespace, "person")) {
        for (const Element& role : person.children(cases::kOrganisationNamespace, "role"))
          roles.push_back(role.attribute_or_empty("is"));
      }
    }
    if (of(Kind::kOrganisation).empty() || has_faulty(Kind::kOrganisation)) return;
    const auto check = [&](const std::string& role, const Position& place) {
      if (!contains(roles, role))
        diagnostics_.error("unknown-role", place,
                           not_known("a role of the organisation", role, roles));
    };
    for (const statechart::TransitionInfo& transition : workflow.chart.transitions()) {
      for (const std::string& role : transition.roles) check(role, transition.position);
    }
    for (const statechart::StateInfo& state : workflow.chart.states()) {
      for (const statechart::TaskSpec& task : state.tasks) check(task.role, state.position);
      for (const statechart::AskSpec& ask : state.asks) {
        if (!ask.of_pack) check(ask.role, state.position);
      }
    }
  }

  /// A fact that is not stated is null, and null is never true: norms that ask for it are silent.
  void check_facts(const Workflow& workflow, const Position& place) {
    std::vector<std::string> missing;
    for (const auto& [name, data] : workflow.law.vocabulary().data) {
      const auto is_stated = [&, n = name](const statechart::FactInfo& fact) {
        return fact.name == n;
      };
      const auto& stated = workflow.chart.facts();
      if (!contains(kSuppliedData, name) && std::none_of(stated.begin(), stated.end(), is_stated))
        missing.push_back(name);
    }
    if (missing.empty()) return;
    diagnostics_.warning(
        "unstated-fact", place,
        "expected an l:fact for each datum that the packs' norms ask for, found none for " +
            comma_list(missing) + ": norms that ask for it are silent in this workflow");
  }

  /// Letters by the act that they are made of.
  using CheckedLetters = std::set<std::pair<std::string, std::string>>;

  void find_letters(Workflow& workflow) {
    CheckedLetters checked;
    for (const statechart::TransitionInfo& transition : workflow.chart.transitions()) {
      for (const statechart::ActSpec& act : transition.acts)
        find_letters_of(act, workflow, checked);
    }
    for (const statechart::StateInfo& state : workflow.chart.states()) {
      for (const statechart::ActSpec& act : state.acts) find_letters_of(act, workflow, checked);
    }
  }

  void find_letters_of(const statechart::ActSpec& act, Workflow& workflow,
                       CheckedLetters& checked) {
    for (const statechart::DocumentSpec& document : act.documents) {
      if (document.template_path.empty()) continue;
      const std::string file = cases::resolve_path(workflow.file, document.template_path + ".xml");
      const auto letter = state_->letters.find(file);
      if (letter == state_->letters.end()) {
        if (waits(workflow.file, file)) continue;
        diagnostics_.error(
            "unknown-template", act.source,
            "expected a text that is loaded, found '" + document.template_path + "' (" + file + ")",
            act.basis);
        continue;
      }
      workflow.letters.emplace(document.template_path, letter->second);
      if (checked.emplace(document.template_path, act.type).second)
        cases::check_letter(letter->second, act.type, workflow, diagnostics_);
    }
  }

  static void find_awaited_dates(Workflow& workflow) {
    for (const std::string& event : workflow.chart.events()) {
      const std::size_t dot = event.rfind('.');
      if (!event.starts_with(kDateReached) || dot < kDateReached.size()) continue;
      workflow.awaited_dates.emplace_back(
          event.substr(kDateReached.size(), dot - kDateReached.size()), event.substr(dot + 1));
    }
  }

  void load_organisation(const xml::Document& document) {
    for (const Element& order :
         document.root().children(cases::kOrganisationNamespace, "delegation-order")) {
      if (waits(document.name(),
                cases::resolve_path(document.name(), order.attribute_or_empty("table"))))
        return;
    }
    cases::OrganisationContext context = organisation_context_;
    context.tables = [&](const std::string& path) -> const dmn::Model* {
      const auto found = state_->decisions.find(cases::resolve_path(document.name(), path));
      return found == state_->decisions.end() ? nullptr : &found->second;
    };
    auto organisation = cases::Organisation::load(document, context, diagnostics_);
    if (organisation) state_->organisations.emplace(document.name(), std::move(*organisation));
  }

  /// The workflow of that version; null where it is not loaded.
  const Workflow* version_of(const std::string& workflow, const std::string& version) const {
    return state_->by_key(workflow + "@" + version);
  }

  /// The map for each version that it leads from and that is loaded: one that no case runs in any
  /// more may be gone.
  void load_migration(const xml::Document& document) {
    const Element root = document.root();
    const std::string name = root.attribute_or_empty("workflow");
    const Workflow* to = version_of(name, root.attribute_or_empty("to"));
    if (to == nullptr) return no_version(root, name);
    for (const std::string& version : words(root.attribute_or_empty("from"))) {
      const Workflow* from = version_of(name, version);
      if (from == to || (from != nullptr && state_->migration(from->key(), to->key()) != nullptr)) {
        diagnostics_.error("duplicate-migration", root.attribute_position("from"),
                           "expected one map from a version to another one of '" + name +
                               "', found another from " + version + " to " + to->chart.version());
        continue;
      }
      if (from == nullptr) continue;
      auto map = statechart::MigrationMap::load(document, from->chart, to->chart, diagnostics_);
      if (map) state_->migrations.push_back({document.name(), from, to, *std::move(map)});
    }
  }

  void no_version(const Element& root, const std::string& name) {
    std::vector<std::string> names;
    std::vector<std::string> versions;
    for (const auto& workflow : state_->workflows) {
      names.push_back(workflow->chart.name());
      if (names.back() == name) versions.push_back(workflow->chart.version());
    }
    if (versions.empty()) {
      diagnostics_.error("unknown-workflow", root.attribute_position("workflow"),
                         not_known("a workflow that is loaded", name, names));
    } else {
      diagnostics_.error("unknown-version", root.attribute_position("to"),
                         "expected one of the versions " + comma_list(versions) + " of '" + name +
                             "', found '" + root.attribute_or_empty("to") + "'");
    }
  }

  /// What organisation files must agree with.
  void gather_organisation_context() {
    if (diagnostics_.has_errors()) return;  // what is missing may stand in a faulty file
    std::set<std::string> acts;
    std::set<std::string> roles;
    for (const xml::Document& pack : state_->packs) {
      for (const Element& ask : pack.root().children(law::kLawNamespace, "ask"))
        roles.insert(ask.attribute_or_empty("role"));
      const Element vocabulary = pack.root().child(law::kLawNamespace, "vocabulary");
      if (!vocabulary) continue;
      for (const Element& act : vocabulary.children(law::kLawNamespace, "act"))
        acts.insert(act.attribute_or_empty("type"));
    }
    for (const auto& workflow : state_->workflows) {
      std::set<std::string>& own = organisation_context_.delegable[workflow->chart.name()];
      const auto& groups = workflow->law.vocabulary().groups;
      const auto delegable = groups.find(std::string(kDelegableGroup));
      if (delegable != groups.end())
        own.insert(delegable->second.acts.begin(), delegable->second.acts.end());
      for (const statechart::TransitionInfo& transition : workflow->chart.transitions())
        roles.insert(transition.roles.begin(), transition.roles.end());
      gather_steps(*workflow);
    }
    organisation_context_.acts.assign(acts.begin(), acts.end());
    organisation_context_.roles.assign(roles.begin(), roles.end());
  }

  /// A work order is of the version in which new cases begin.
  void gather_steps(const Workflow& workflow) {
    const std::string& name = workflow.chart.name();
    const auto newer = [&](const auto& other) {
      return other->chart.name() == name && workflow.chart.valid_from() < other->chart.valid_from();
    };
    if (std::any_of(state_->workflows.begin(), state_->workflows.end(), newer)) return;
    std::vector<cases::OfferedStep>& steps = organisation_context_.steps[name];
    steps.clear();
    for (const statechart::TransitionInfo& transition : workflow.chart.transitions()) {
      for (const std::string& event : transition.events)
        steps.push_back({event, transition.roles, transition.position});
    }
  }

  const ZoneRules& zones_;
  Diagnostics& told_;
  Diagnostics diagnostics_;  ///< as they come; the same fault may come more than once
  std::shared_ptr<Workspace::State> state_;
  std::set<std::string> faulty_;                                    ///< files with faults
  std::map<std::pair<Kind, std::string>, std::string> faulty_ids_;  ///< kind and id: file
  std::string unreadable_;  ///< some file of which not even the kind is known
  std::map<std::string, std::set<std::string>> waiting_;  ///< faulty file: those it keeps waiting
  std::map<std::string, std::string> calendar_digests_;
  cases::OrganisationContext organisation_context_;
  std::map<Kind, std::vector<xml::Document>> documents_;
};

/// By the day from which new cases begin in it; of two from the same day, the one that is loaded
/// later.
bool is_newer(const cases::Workflow& later, const cases::Workflow* than) {
  return than == nullptr ||
         than->chart.valid_from().value_or(Date{}) <= later.chart.valid_from().value_or(Date{});
}

}  // namespace

const cases::Workflow* Workspace::State::open_on(const WorkflowId& id, Date day) const {
  const cases::Workflow* newest = nullptr;
  for (const auto& workflow : workflows) {
    if (workflow->chart.name() != id.str()) continue;
    const auto& from = workflow->chart.valid_from();
    const auto& to = workflow->chart.valid_to();
    if ((from && *from > day) || (to && day > *to)) continue;
    if (is_newer(*workflow, newest)) newest = workflow.get();
  }
  return newest;
}

Result<const cases::Workflow*> Workspace::State::newest(const WorkflowId& id) const {
  const cases::Workflow* found = nullptr;
  std::vector<std::string> ids;
  for (const auto& each : workflows) {
    ids.push_back(each->chart.name());
    if (each->chart.name() == id.str() && is_newer(*each, found)) found = each.get();
  }
  if (found != nullptr) return found;
  return Error{ErrorCode::kNotFound, not_known("a workflow that is loaded", id.str(), ids), {}, {}};
}

const cases::Workflow* Workspace::State::by_key(std::string_view key) const {
  for (const auto& workflow : workflows) {
    if (workflow->key() == key) return workflow.get();
  }
  return nullptr;
}

const cases::Migration* Workspace::State::migration(std::string_view from,
                                                    std::string_view to) const {
  for (const cases::Migration& each : migrations) {
    if (each.from->key() == from && each.to->key() == to) return &each;
  }
  return nullptr;
}

bool Workspace::takes(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".scxml") || name.ends_with(".dmn");
}

Result<Workspace> Workspace::load(const std::vector<SourceFile>& files, const ZoneRules& zones,
                                  Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  std::shared_ptr<const State> state = WorkspaceLoader(zones, diagnostics).load(files);
  if (diagnostics.error_count() > errors_before) return diagnostics.to_error();
  return Workspace(std::move(state));
}

std::vector<Workspace::WorkflowInfo> Workspace::workflows() const {
  std::vector<WorkflowInfo> list;
  for (const auto& workflow : state_->workflows) {
    WorkflowInfo info{workflow->chart.name(),
                      workflow->chart.version(),
                      workflow->chart.title(),
                      workflow->file,
                      workflow->chart.law(),
                      workflow->chart.events(),
                      {}};
    for (const statechart::TransitionInfo& transition : workflow->chart.transitions())
      info.transitions.push_back(transition.name);
    list.push_back(std::move(info));
  }
  return list;
}

namespace {

using Groups = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The groups of all packs, with their acts.
Groups groups_of(const std::vector<xml::Document>& packs) {
  Groups groups;
  for (const xml::Document& pack : packs) {
    for (const Element& vocabulary : pack.root().children(law::kLawNamespace, "vocabulary")) {
      for (const Element& group : vocabulary.children(law::kLawNamespace, "group"))
        groups[group.attribute_or_empty("name")] = words(group.attribute_or_empty("acts"));
    }
  }
  return groups;
}

/// The acts that the contents of a norm name.
std::vector<std::string> acts_of(const Element& norm, const Groups& groups) {
  constexpr std::array<std::string_view, 4> kNaming = {"act", "from", "to", "with"};
  std::set<std::string> acts;
  for (const Element& content : norm.children()) {
    for (const std::string_view name : kNaming) {
      for (const std::string& each : words(content.attribute_or_empty(name))) {
        const auto group = groups.find(each);
        if (group == groups.end())
          acts.insert(each);
        else
          acts.insert(group->second.begin(), group->second.end());
      }
    }
  }
  return {acts.begin(), acts.end()};
}

Workspace::NormInfo info_of(const xml::Document& pack, const Element& element) {
  const auto texts_in = [&](std::string_view local) {
    Texts texts;
    for (auto& [language, text] : xml::texts(element, local)) texts.set(language, text);
    return texts;
  };
  Workspace::NormInfo info;
  info.kind = element.local();
  info.id = element.attribute_or_empty("id");
  info.pack = pack.root().attribute_or_empty("id");
  info.pack_version = pack.root().attribute_or_empty("version");
  info.cite = element.attribute_or_empty("cite");
  info.rank = element.attribute_or_empty("rank");
  info.mode = element.attribute_or_empty("mode");
  info.source = element.attribute_or_empty("source");
  info.review = element.attribute_or_empty("review");
  info.valid_from = element.attribute_or_empty("valid-from");
  info.valid_to = element.attribute_or_empty("valid-to");
  info.title = texts_in(info.kind == "ask" ? "question" : "title");
  info.summary = texts_in("summary");
  for (const Element& content : element.children()) {
    if (const auto guarantee = content.attribute("guarantee")) info.guarantee = *guarantee;
  }
  Texts doubt = texts_in("doubt");
  if (!doubt.empty()) info.doubts.push_back(std::move(doubt));
  info.file = pack.name();
  info.line = element.position().line;
  info.xml = std::string(element.source());
  return info;
}

}  // namespace

std::vector<Workspace::NormInfo> Workspace::rules() const {
  constexpr std::array<std::string_view, 3> kKinds = {"ask", "clock", "norm"};
  const Groups groups = groups_of(state_->packs);
  std::vector<NormInfo> list;
  for (const xml::Document& pack : state_->packs) {
    for (const Element& element : pack.root().children()) {
      if (!contains(kKinds, element.local())) continue;
      list.push_back(info_of(pack, element));
      if (element.local() == "norm") list.back().acts = acts_of(element, groups);
    }
  }
  return list;
}

std::vector<std::string> Workspace::acts() const {
  std::set<std::string> acts;
  for (const xml::Document& pack : state_->packs) {
    for (const Element& vocabulary : pack.root().children(law::kLawNamespace, "vocabulary")) {
      for (const Element& act : vocabulary.children(law::kLawNamespace, "act"))
        acts.insert(act.attribute_or_empty("type"));
    }
  }
  return {acts.begin(), acts.end()};
}

std::vector<Workspace::NormInfo> Workspace::norms() const {
  std::vector<NormInfo> list = rules();
  std::erase_if(list, [](const NormInfo& info) { return info.kind != "norm"; });
  return list;
}

const calendar::Calendar* Workspace::calendar(std::string_view id) const {
  const auto found = state_->calendars.find(std::string(id));
  return found == state_->calendars.end() ? nullptr : &found->second;
}

std::vector<std::string> Workspace::calendars() const {
  std::vector<std::string> ids;
  for (const auto& [id, calendar] : state_->calendars) ids.push_back(id);
  return ids;
}

std::shared_ptr<const Directory> Workspace::organisation(std::string_view file) const {
  const auto found = state_->organisations.find(std::string(file));
  return found == state_->organisations.end() ? nullptr : found->second;
}

std::vector<std::string> Workspace::organisations() const {
  std::vector<std::string> files;
  for (const auto& [file, organisation] : state_->organisations) files.push_back(file);
  return files;
}

const std::vector<xml::Document>& Workspace::mappings() const { return state_->mappings; }
const std::vector<xml::Document>& Workspace::log_mappings() const { return state_->log_mappings; }
const std::vector<xml::Document>& Workspace::packs() const { return state_->packs; }

}  // namespace lagrum
