#include "lagrum/lint.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/words.h"
#include "cases/files.h"
#include "cases/workspace_state.h"
#include "lagrum/intake.h"
#include "lagrum/schemas.h"
#include "lifecycle/case_lifecycle.h"
#include "scenario/player.h"

namespace lagrum::lint {
namespace {

using feel::Type;
using intake::kMappingNamespace;
using xml::Element;
using Names = std::vector<std::string>;

const cases::Workflow* find_workflow(const Workspace& workspace, const Element& root,
                                     Diagnostics& diagnostics) {
  const std::string id = root.attribute_or_empty("workflow");
  const cases::Workflow* found = nullptr;
  Names ids;
  for (const auto& each : workspace.state()->workflows) {
    ids.push_back(each->chart.name());
    if (each->chart.name() == id) found = each.get();
  }
  if (found == nullptr) {
    diagnostics.error("unknown-workflow", root.attribute_position("workflow"),
                      not_known("a workflow that is loaded", id, ids));
  }
  return found;
}

// --- stories

/// Attributes of a story that name something of the workflow or its law.
enum class Of : std::uint8_t { kEvent, kNorm, kClock, kAct, kState, kPhase };
struct NamingRow {
  std::string_view element;  ///< empty for any
  std::string_view attribute;
  Of names;
  std::string_view rule;
  std::string_view what;
};
constexpr std::array<NamingRow, 9> kNaming = {
    {{"", "event", Of::kEvent, "unknown-event", "an event of the workflow"},
     {"", "norm", Of::kNorm, "unknown-norm", "a norm of the workflow's packs"},
     {"arrived", "rule", Of::kNorm, "unknown-norm", "a norm of the workflow's packs"},
     {"verdict", "lifted-by", Of::kNorm, "unknown-norm", "a norm of the workflow's packs"},
     {"clock", "id", Of::kClock, "unknown-clock", "a clock of the workflow's packs"},
     {"verdict", "act", Of::kAct, "unknown-act", "an act of the workflow's packs"},
     {"act", "type", Of::kAct, "unknown-act", "an act of the workflow's packs"},
     {"state", "is", Of::kState, "unknown-state", "a state of the workflow"},
     {"phase", "is", Of::kPhase, "unknown-phase", "a phase of a case"}}};

std::map<Of, Names> names_of(const cases::Workflow& workflow) {
  std::map<Of, Names> names;
  names[Of::kEvent] = workflow.chart.events();
  for (const law::Norm& norm : workflow.law.norms()) names[Of::kNorm].push_back(norm.id);
  for (const law::ClockDecl& clock : workflow.law.clocks()) names[Of::kClock].push_back(clock.id);
  names[Of::kAct] = workflow.law.vocabulary().act_names();
  for (const statechart::StateInfo& state : workflow.chart.states())
    names[Of::kState].push_back(state.id);
  for (const lifecycle::Phase phase : lifecycle::kPhases)
    names[Of::kPhase].emplace_back(lifecycle::to_string(phase));
  return names;
}

void check_names(const Element& element, std::map<Of, Names>& known, Diagnostics& diagnostics) {
  for (const NamingRow& row : kNaming) {
    if (!row.element.empty() && element.local() != row.element) continue;
    const auto written = element.attribute(row.attribute);
    const std::string name(written.value_or(""));
    if (!written || name.empty() || contains(known[row.names], name)) continue;
    diagnostics.error(std::string(row.rule), element.attribute_position(row.attribute),
                      not_known(row.what, name, known[row.names]));
  }
}

/// What is sent with an event must be what the event takes.
void check_sent(const Element& element, const cases::Workflow& workflow, Diagnostics& diagnostics) {
  const std::string event = element.attribute_or_empty("event");
  if (event.empty() || !contains(workflow.chart.events(), event)) return;
  const Names known = feel::names_of(workflow.chart.event_data(event));
  for (const Element& with : element.children(cases::kScenarioNamespace, "with")) {
    const std::string name = with.attribute_or_empty("name");
    if (contains(known, name)) continue;
    diagnostics.error("unknown-data", with.attribute_position("name"),
                      not_known("data that the event '" + event + "' takes", name, known));
  }
}

// --- mappings

/// What a workflow's two events for arriving files take, by event.
std::map<std::string, std::vector<Type::Member>> taken_by(const cases::Workflow& workflow,
                                                          const Element& mapping) {
  std::map<std::string, std::vector<Type::Member>> taken;
  const Element raises = mapping.child(kMappingNamespace, "raises");
  for (const char* which : {"first", "again"}) {
    const std::string event = raises.attribute_or_empty(which);
    taken[event] = workflow.chart.event_data(event);
  }
  return taken;
}

/// Checks one mapping against the workflow that it feeds.
class MappingCheck {
 public:
  MappingCheck(const xml::Document& document, const intake::Mapping& mapping,
               const cases::Workflow& workflow, Diagnostics& diagnostics)
      : root_(document.root()),
        mapping_(mapping),
        workflow_(workflow),
        taken_(taken_by(workflow, root_)),
        diagnostics_(diagnostics) {}

  void check() {
    check_events();
    for (const Element& data : root_.children(kMappingNamespace, "data")) check_data(data);
    for (const Element& party : root_.children(kMappingNamespace, "party")) check_party(party);
  }

 private:
  void unknown(std::string rule, const Element& element, std::string_view attribute,
               const std::string& expected, const Names& known) {
    const std::string found = element.attribute_or_empty(attribute);
    diagnostics_.error(std::move(rule), element.attribute_position(attribute),
                       not_known(expected, found, known));
  }

  void check_events() {
    const Element raises = root_.child(kMappingNamespace, "raises");
    for (const char* which : {"first", "again"}) {
      if (contains(workflow_.chart.events(), raises.attribute_or_empty(which))) continue;
      unknown("unknown-event", raises, which,
              "an event of the workflow '" + workflow_.chart.name() + "'",
              workflow_.chart.events());
    }
  }

  void check_data(const Element& data) {
    const std::string into = data.attribute_or_empty("into");
    for (const auto& [event, members] : taken_) {
      const Type* type = feel::type_of(members, into);
      if (type != nullptr) {
        check_values(data, *type);
      } else if (contains(workflow_.chart.events(), event)) {
        unknown("unknown-data", data, "into", "data that the event '" + event + "' takes",
                feel::names_of(members));
      }
    }
  }

  void check_party(const Element& party) {
    const std::string first = root_.child(kMappingNamespace, "raises").attribute_or_empty("first");
    const Type* parties = feel::type_of(taken_.at(first), "parties");
    if (parties != nullptr && parties->element != nullptr) check_values(party, *parties->element);
  }

  void check_values(const Element& block, const Type& type) {
    if (type.members == nullptr) return;
    for (const Element& rule : block.children()) {
      const std::string to = rule.attribute_or_empty("to");
      const Type* declared = feel::type_of(*type.members, to);
      if (declared == nullptr) {
        unknown("unknown-member", rule, "to", "a member of " + feel::to_string(type),
                feel::names_of(*type.members));
      } else {
        check_type(block.attribute_or_empty("into"), rule, to, *declared);
      }
    }
  }

  /// The type of the value that the mapping sets, where it can be known.
  void check_type(const std::string& into, const Element& rule, const std::string& to,
                  const Type& declared) {
    for (const intake::Mapping::Field& field : mapping_.fields()) {
      if (field.item != into || field.name != to) continue;
      const auto given = feel::parse_type(field.type);
      if (!given || given->kind == Type::Kind::kAny || given->kind == Type::Kind::kNull ||
          declared.kind == Type::Kind::kAny || given->kind == declared.kind)
        return;
      diagnostics_.error("wrong-type", rule.attribute_position("to"),
                         "expected " + feel::to_string(declared) + " for '" + to +
                             "', found a rule that gives " + field.type);
    }
  }

  Element root_;
  const intake::Mapping& mapping_;
  const cases::Workflow& workflow_;
  std::map<std::string, std::vector<Type::Member>> taken_;  ///< by event
  Diagnostics& diagnostics_;
};

/// The source of a mapping as text: two mappings with the same one take the same files.
std::string source_of(const Element& root) {
  const Element source = root.child(kMappingNamespace, "source");
  std::string text =
      source.attribute_or_empty("root") + " " + source.attribute_or_empty("namespace");
  Names conditions;
  for (const Element& where : source.children(kMappingNamespace, "where")) {
    conditions.push_back(where.attribute_or_empty("path") + "=" +
                         where.attribute_or_empty("equals") + ">" +
                         where.attribute_or_empty("at-least"));
  }
  std::sort(conditions.begin(), conditions.end());
  for (const std::string& condition : conditions) text += " " + condition;
  return text;
}

}  // namespace

void check_scenario(const xml::Document& document, const Workspace& workspace,
                    Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const auto schema = schema_for(cases::kScenarioNamespace);
  if (schema) (*schema)->validate(document, diagnostics);
  if (diagnostics.error_count() > errors_before) return;
  const cases::Workflow* workflow = find_workflow(workspace, document.root(), diagnostics);
  if (workflow == nullptr) return;
  std::map<Of, Names> known = names_of(*workflow);
  std::vector<Element> open = {document.root()};
  for (std::size_t i = 0; i < open.size(); ++i) {
    check_names(open[i], known, diagnostics);
    check_sent(open[i], *workflow, diagnostics);
    const std::vector<Element> inner = open[i].children();
    open.insert(open.end(), inner.begin(), inner.end());
  }
}

void check_decisions(const Workspace& workspace, Diagnostics& diagnostics) {
  for (const auto& [file, model] : workspace.state()->decisions) model.check_tables(diagnostics);
}

void check_bases(const Workspace& workspace, Diagnostics& diagnostics) {
  std::map<std::string, std::string> citations;
  for (const Workspace::NormInfo& norm : workspace.norms()) citations.emplace(norm.id, norm.cite);
  const auto check = [&](const std::vector<statechart::ActSpec>& acts) {
    for (const statechart::ActSpec& act : acts) {
      const auto norm = citations.find(act.basis);
      if (norm == citations.end()) continue;
      diagnostics.warning("basis", act.source,
                          "expected the citation of a provision as basis of '" + act.type +
                              "', found the id of a norm, which is cited as '" + norm->second +
                              "'");
    }
  };
  for (const auto& workflow : workspace.state()->workflows) {
    for (const auto& state : workflow->chart.states()) check(state.acts);
    for (const auto& transition : workflow->chart.transitions()) check(transition.acts);
  }
}

void check_texts(const Workspace& workspace, Diagnostics& diagnostics) {
  std::set<std::string> used;
  std::set<std::string> folders;
  for (const auto& workflow : workspace.state()->workflows) {
    for (const auto& [path, letter] : workflow->letters) {
      used.insert(cases::resolve_path(workflow->file, path + ".xml"));
      const std::string file = cases::resolve_path(workflow->file, path);
      folders.insert(file.substr(0, file.rfind('/') + 1));
    }
  }
  for (const auto& [file, letter] : workspace.state()->letters) {
    if (used.contains(file) || !folders.contains(file.substr(0, file.rfind('/') + 1))) continue;
    diagnostics.warning("unused-text", {file, 1, 1},
                        "expected an act that is done by this text, found none");
  }
}

void check_mappings(const Workspace& workspace, Diagnostics& diagnostics) {
  std::map<std::string, std::string> takers;
  for (const xml::Document& document : workspace.mappings()) {
    const auto mapping = intake::Mapping::load(document, diagnostics);
    if (!mapping) continue;
    const auto [first, is_new] = takers.emplace(source_of(document.root()), document.name());
    if (!is_new) {
      diagnostics.error(
          "second-mapping", document.root().position(),
          "expected one mapping for the same files, found another in " + first->second);
    }
    const cases::Workflow* workflow = find_workflow(workspace, document.root(), diagnostics);
    if (workflow != nullptr) MappingCheck(document, *mapping, *workflow, diagnostics).check();
  }
}

}  // namespace lagrum::lint
