#include "exchange/plain.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/words.h"
#include "cases/workspace_state.h"
#include "exchange/ecmascript.h"
#include "exchange/extension.h"
#include "exchange/feel_terms.h"
#include "feel/program.h"
#include "lagrum/xml.h"
#include "statechart/tables.h"

namespace lagrum::exchange {
namespace {

using statechart::Block;
using statechart::Chart;
using statechart::Formula;
using statechart::StateIndex;
using statechart::StateKind;

/// The state that In("id") asks for, where a guard asks for nothing else; empty for other guards.
std::string state_asked_for(const Formula& guard) {
  if (!guard.code) return {};
  const feel::Program& program = guard.code->program();
  const auto calls = guard.code->extension_calls();
  if (program.nodes[program.root].op != feel::Op::kExtension || calls.size() != 1) return {};
  const std::string* id = calls.front().arguments.front().string();
  return id == nullptr ? std::string() : *id;
}

/// What a form cannot carry, by kind, for one warning each.
class LeftOut {
 public:
  void add(std::string_view what, const Position& place, std::size_t times = 1) {
    if (times == 0) return;
    const auto found =
        std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.what == what; });
    if (found != rows_.end()) {
      found->times += times;
    } else {
      rows_.push_back({std::string(what), times, place});
    }
  }

  void tell(Diagnostics& diagnostics) const {
    for (const Row& row : rows_) {
      diagnostics.warning("left-out", row.first,
                          "plain SCXML leaves out " + row.what + " (" + std::to_string(row.times) +
                              (row.times == 1 ? " time)" : " times, the first here)"));
    }
  }

 private:
  struct Row {
    std::string what;
    std::size_t times;
    Position first;
  };
  std::vector<Row> rows_;
};

class PlainWriter {
 public:
  PlainWriter(const Chart& chart, Datamodel datamodel, Diagnostics& diagnostics)
      : chart_(chart), tables_(chart.tables()), datamodel_(datamodel), diagnostics_(diagnostics) {
    for (const statechart::Variable& variable : tables_.variables) names_.push_back(variable.name);
    for (const std::string_view system : {"_event", "_name", "_sessionid"})
      names_.emplace_back(system);
    for (const auto& [id, state] : tables_.state_by_id) ids_.insert(id);
    ids_.insert(names_.begin(), names_.end());
  }

  std::string write() {
    writer_.open("scxml")
        .attribute("xmlns", statechart::kScxmlNamespace)
        .attribute("version", "1.0")
        .attribute("datamodel", has_data() ? "ecmascript" : "null");
    if (!chart_.name().empty()) writer_.attribute("name", chart_.name());
    const statechart::State& root = tables_.states.front();
    writer_.attribute("initial", ids_of(root.entry.targets));
    if (has_data()) write_data();
    for (const StateIndex child : inside(root)) write_state(child);
    writer_.close();
    leave_out_of_root();
    left_out_.tell(diagnostics_);
    return writer_.finish();
  }

 private:
  bool has_data() const { return datamodel_ == Datamodel::kEcmascript; }

  std::string ids_of(const std::vector<StateIndex>& states) const {
    std::vector<std::string> ids;
    ids.reserve(states.size());
    for (const StateIndex state : states) ids.push_back(tables_.states[state].id);
    return space_list(ids);
  }

  static std::vector<StateIndex> inside(const statechart::State& state) {
    std::vector<StateIndex> all = state.children;
    all.insert(all.end(), state.histories.begin(), state.histories.end());
    std::sort(all.begin(), all.end());
    return all;
  }

  /// An id that nothing else has: SCXML wants each once in the document.
  std::string unique(const std::string& id) {
    std::string made = id;
    for (std::size_t number = 2; !ids_.insert(made).second; ++number)
      made = id + "." + std::to_string(number);
    return made;
  }

  // ---- expressions

  std::string fault(const Error& error) {
    diagnostics_.error("not-translated", error.source, error.message);
    return "null";
  }

  std::string value(const Formula& formula) {
    if (formula.literal) return to_ecmascript({Term::Kind::kText, formula.text});
    const Result<Term> term = value_of(*formula.code, names_);
    return term ? to_ecmascript(*term) : fault(term.error());
  }

  using Reader = Result<Term> (*)(const feel::Expression&, const VariableNames&);

  /// The condition as the datamodel says it; nothing where it cannot.
  std::optional<std::string> said(const Formula& formula, Reader read) {
    if (has_data()) {
      const Result<Term> term = read(*formula.code, names_);
      return term ? to_ecmascript(*term) : fault(term.error());
    }
    const std::string id = state_asked_for(formula);
    if (id.empty()) return std::nullopt;
    return to_ecmascript({Term::Kind::kIn, id});
  }

  std::string location(const statechart::Location& location) {
    const bool plain = is_identifier(location.text.substr(0, location.text.find('.'))) &&
                       location.text.find('[') == std::string::npos;
    if (plain) return location.text;
    return fault({ErrorCode::kInvalidArgument,
                  "expected a location of names and dots, found '" + location.text + "'",
                  location.source,
                  {}});
  }

  // ---- states

  void write_data() {
    const auto& variables = tables_.variables;
    if (variables.empty()) return;
    writer_.open("datamodel");
    for (const statechart::Variable& variable : variables) {
      if (!is_identifier(variable.name)) {
        fault({ErrorCode::kInvalidArgument,
               "expected a name that ECMAScript leaves free, found '" + variable.name + "'",
               variable.source,
               {}});
      }
      writer_.open("data")
          .attribute("id", variable.name)
          .attribute("expr", variable.initial ? value(*variable.initial) : "null")
          .close();
    }
    writer_.close();
  }

  void keep_label(std::string_view kind, const std::string& text) {
    writer_.open("log").attribute("label", std::string(kind) + text).close();
  }

  /// A log that keeps what the datamodel has no place for.
  void keep(std::string_view kind, const std::string& text, std::string_view what,
            const Position& place) {
    left_out_.add(what, place);
    keep_label(kind, text);
  }

  /// The data items, in the first state of the document: the root has no content of its own.
  void keep_data() {
    if (has_data() || std::exchange(data_kept_, true) || tables_.variables.empty()) return;
    writer_.open("onentry");
    for (const statechart::Variable& variable : tables_.variables) {
      keep(kData, variable.name + " " + (variable.initial ? variable.initial->text : "null"),
           "data items, which are kept as the text of a log", variable.source);
    }
    writer_.close();
  }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  void write_state(StateIndex index) {
    const statechart::State& state = tables_.states[index];
    const statechart::StateInfo& info = tables_.state_infos[index - 1];
    writer_.open(info.kind).attribute("id", state.id);
    left_out_.add("l:phase", info.position, info.phase.empty() ? 0 : 1);
    left_out_.add("l:ask", info.position, info.asks.size());
    if (tables_.is_history(index)) {
      writer_.attribute("type", state.kind == StateKind::kDeepHistory ? "deep" : "shallow");
      write_default(state.entry);
    } else {
      const bool plain_entry = state.entry.content.empty();
      if (state.kind == StateKind::kCompound && plain_entry)
        writer_.attribute("initial", ids_of(state.entry.targets));
      if (state.kind == StateKind::kCompound && !plain_entry) {
        writer_.open("initial");
        write_default(state.entry);
        writer_.close();
      }
      keep_data();
      write_handlers("onentry", state.on_entry);
      write_handlers("onexit", state.on_exit);
      write_tasks(info);
      for (const statechart::TransitionIndex transition : state.transitions)
        write_transition(transition);
      for (const StateIndex child : inside(state)) write_state(child);
      if (state.done_data) write_done(*state.done_data, info.position);
    }
    writer_.close();
  }

  void write_default(const statechart::DefaultEntry& entry) {
    writer_.open("transition").attribute("target", ids_of(entry.targets));
    write_block(entry.content);
    writer_.close();
  }

  void write_handlers(std::string_view name, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      if (block.empty()) continue;
      writer_.open(name);
      write_block(block);
      writer_.close();
    }
  }

  void write_tasks(const statechart::StateInfo& info) {
    for (const statechart::TaskSpec& task : info.tasks) {
      left_out_.add("titles and forms of tasks", info.position,
                    task.title.empty() && task.form.empty() ? 0 : 1);
      if (info.kind == "final") {
        left_out_.add("tasks of final states", info.position);
        continue;
      }
      write_task(task);
    }
  }

  /// A session that lives as long as the state: its chart is named for the role and never ends.
  void write_task(const statechart::TaskSpec& task) {
    const std::string id = unique(task.id);
    writer_.open("invoke").attribute("type", kTaskType).attribute("id", id);
    writer_.open("content").open("scxml").attribute("version", "1.0").attribute("name", task.role);
    writer_.open("state");
    if (id != task.id) {
      writer_.open("onentry");
      keep_label(kTaskId, task.id);
      writer_.close();
    }
    writer_.close().close().close().close();
  }

  void write_transition(statechart::TransitionIndex index) {
    const statechart::Transition& transition = tables_.transitions[index];
    const statechart::TransitionInfo& info = tables_.transition_infos[index];
    left_out_.add("l:by", info.position, info.roles.empty() ? 0 : 1);
    left_out_.add("l:payload", info.position, info.payload.size());
    std::optional<std::string> guard;
    if (transition.guard) guard = said(*transition.guard, condition_of);
    const bool kept_as_text = transition.guard && !guard;
    writer_.open("transition");
    if (!info.events.empty()) writer_.attribute("event", space_list(info.events));
    if (info.events.empty() && kept_as_text) writer_.attribute("event", kGuardEvent);
    if (guard) writer_.attribute("cond", *guard);
    if (transition.internal) writer_.attribute("type", "internal");
    if (!info.targets.empty()) writer_.attribute("target", space_list(info.targets));
    if (kept_as_text) {
      keep(kGuard, transition.guard->text, "guards, which are kept as the text of a log",
           transition.guard->source);
    }
    write_block(transition.content);
    writer_.close();
  }

  void write_done(const statechart::Payload& payload, const Position& place) {
    if (!has_data()) return left_out_.add("donedata", place);
    writer_.open("donedata");
    write_payload(payload);
    writer_.close();
  }

  void leave_out_of_root() {
    const Position& place = tables_.states.front().source;
    left_out_.add("l:fact", place, tables_.facts.size());
    left_out_.add("the title of the workflow", place, tables_.title.empty() ? 0 : 1);
    left_out_.add("version, law, calendar and decisions of the workflow", place,
                  tables_.law.empty() && tables_.version == "0.0.0" ? 0 : 1);
  }

  // ---- executable content

  void write_block(const Block& block) { write_between(block, 0, block.size()); }

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of content is bounded at load
  void write_between(const Block& block, std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      at = std::visit([&](const auto& instruction) { return write_one(instruction, block, at); },
                      block[at]);
    }
  }

  std::size_t write_one(const statechart::Raise& raise, const Block&, std::size_t at) {
    writer_.open("raise").attribute("event", raise.event).close();
    return at + 1;
  }

  std::size_t write_one(const statechart::Log& log, const Block&, std::size_t at) {
    if (log.value && !has_data()) left_out_.add("values of <log>", log.value->source);
    writer_.open("log");
    if (!log.label.empty()) writer_.attribute("label", log.label);
    if (log.value && has_data()) writer_.attribute("expr", value(*log.value));
    writer_.close();
    return at + 1;
  }

  std::size_t write_one(const statechart::Assign& assign, const Block&, std::size_t at) {
    if (!has_data()) {
      keep(kAssign, assign.location.text + " " + assign.value.text,
           "assignments, which are kept as the text of a log", assign.location.source);
      return at + 1;
    }
    writer_.open("assign")
        .attribute("location", location(assign.location))
        .attribute("expr", value(assign.value))
        .close();
    return at + 1;
  }

  void write_either(std::string_view name, std::string_view formula_name,
                    const statechart::TextOrFormula& both) {
    if (both.formula) {
      writer_.attribute(formula_name, value(*both.formula));
    } else if (!both.text.empty()) {
      writer_.attribute(name, both.text);
    }
  }

  void write_payload(const statechart::Payload& payload) {
    for (const statechart::Parameter& parameter : payload.parameters)
      write_parameter(parameter.name, value(parameter.value));
    if (!payload.content) return;
    if (payload.content->literal) {
      writer_.leaf("content", payload.content->text);
    } else {
      writer_.open("content").attribute("expr", value(*payload.content)).close();
    }
  }

  void write_parameter(std::string_view name, std::string_view expression) {
    writer_.open("param").attribute("name", name).attribute("expr", expression).close();
  }

  std::size_t write_one(const statechart::Send& send, const Block&, std::size_t at) {
    const Formula* computed = nullptr;
    for (const auto* each : {&send.event, &send.target, &send.type, &send.delay}) {
      if (each->formula) computed = &*each->formula;
    }
    if (computed != nullptr && !has_data()) {
      left_out_.add("<send> with expressions", computed->source);
      return at + 1;
    }
    writer_.open("send");
    write_either("event", "eventexpr", send.event);
    write_either("target", "targetexpr", send.target);
    write_either("type", "typeexpr", send.type);
    write_either("delay", "delayexpr", send.delay);
    if (!send.id.empty()) writer_.attribute("id", send.id);
    if (has_data()) {
      if (send.id_location) writer_.attribute("idlocation", location(*send.id_location));
      write_payload(send.payload);
    } else if (!send.payload.parameters.empty() || send.payload.content) {
      left_out_.add("values of <send>", tables_.states.front().source);
    }
    writer_.close();
    return at + 1;
  }

  std::size_t write_one(const statechart::Cancel& cancel, const Block&, std::size_t at) {
    if (cancel.send_id.formula && !has_data()) {
      left_out_.add("<cancel> with an expression", cancel.send_id.formula->source);
      return at + 1;
    }
    writer_.open("cancel");
    write_either("sendid", "sendidexpr", cancel.send_id);
    writer_.close();
    return at + 1;
  }

  /// Where the whole of an if, elseif, else ends.
  static std::size_t end_of_chain(const Block& block, std::size_t at) {
    const std::size_t otherwise = std::get<statechart::Branch>(block[at]).otherwise;
    const auto* jump = std::get_if<statechart::Jump>(&block[otherwise - 1]);
    return jump != nullptr && jump->to > otherwise ? jump->to : otherwise;
  }

  /// A branch that begins an elseif: what follows it ends where the chain does.
  static bool continues(const Block& block, std::size_t at, std::size_t end) {
    return std::holds_alternative<statechart::Branch>(block[at]) && end_of_chain(block, at) == end;
  }

  bool can_say_chain(const Block& block, std::size_t at, std::size_t end) {
    for (;;) {
      const auto& branch = std::get<statechart::Branch>(block[at]);
      if (!has_data() && state_asked_for(branch.condition).empty()) return false;
      at = branch.otherwise;
      if (at >= end || !continues(block, at, end)) return true;
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): see write_between
  std::size_t write_one(const statechart::Branch& first, const Block& block, std::size_t at) {
    const std::size_t end = end_of_chain(block, at);
    if (!can_say_chain(block, at, end)) {
      left_out_.add("<if> with what it holds", first.condition.source);
      return end;
    }
    writer_.open("if").attribute("cond", *said(first.condition, branch_of));
    while (true) {
      const std::size_t otherwise = std::get<statechart::Branch>(block[at]).otherwise;
      write_between(block, at + 1, otherwise);
      if (otherwise == end) break;
      if (!continues(block, otherwise, end)) {
        writer_.open("else").close();
        write_between(block, otherwise, end);
        break;
      }
      at = otherwise;
      writer_.open("elseif")
          .attribute("cond", *said(std::get<statechart::Branch>(block[at]).condition, branch_of))
          .close();
    }
    writer_.close();
    return end;
  }

  // Only a way out of a branch, which <elseif> and <else> say.
  static std::size_t write_one(const statechart::Jump&, const Block&, std::size_t at) {
    return at + 1;
  }

  // NOLINTNEXTLINE(misc-no-recursion): see write_between
  std::size_t write_one(const statechart::Foreach& loop, const Block& block, std::size_t at) {
    if (!has_data()) {
      left_out_.add("<foreach> with what it holds", loop.array.source);
      return loop.end;
    }
    if (loop.index) {
      fault({ErrorCode::kInvalidArgument,
             "expected a foreach without index, which counts from 1 here and from 0 in "
             "ECMAScript, found '" +
                 loop.index->text + "'",
             loop.index->source,
             {}});
    }
    writer_.open("foreach")
        .attribute("array", value(loop.array))
        .attribute("item", location(loop.item));
    write_between(block, at + 1, loop.end);
    writer_.close();
    return loop.end;
  }

  static std::size_t write_one(const statechart::Next&, const Block&, std::size_t at) {
    return at + 1;
  }

  std::size_t write_one(const statechart::Perform& perform, const Block&, std::size_t at) {
    left_out_.add("l:document", perform.act.source, perform.act.documents.size());
    writer_.open("send").attribute("type", kActType).attribute("event", perform.act.type);
    if (!perform.act.basis.empty()) writer_.attribute("target", urn(kBasis, perform.act.basis));
    if (has_data()) {
      for (const statechart::With& with : perform.attributes) {
        write_parameter(with.name, with.value ? value(*with.value) : "_event.data." + with.name);
      }
      if (perform.at) write_parameter(kLegalTime, value(*perform.at));
    } else {
      left_out_.add("values of acts", perform.act.source,
                    perform.attributes.size() + (perform.at ? 1 : 0));
    }
    writer_.close();
    return at + 1;
  }

  std::size_t write_one(const statechart::Decide& decide, const Block&, std::size_t at) {
    const Position& place = decide.into.source;
    if (!has_data()) {
      left_out_.add("l:evaluate", place);
    } else {
      fault({ErrorCode::kInvalidArgument,
             "expected content of the subset that is translated, found the decision '" +
                 decide.decision.name() + "'",
             place,
             {}});
    }
    return at + 1;
  }

  std::size_t write_one(const statechart::Script& script, const Block&, std::size_t at) {
    fault(
        {ErrorCode::kInvalidArgument, "expected no <script>, found one", script.value.source, {}});
    return at + 1;
  }

  const Chart& chart_;
  const Chart::Tables& tables_;
  const Datamodel datamodel_;
  Diagnostics& diagnostics_;
  xml::Writer writer_;
  VariableNames names_;
  std::set<std::string> ids_;
  LeftOut left_out_;
  bool data_kept_ = false;
};

}  // namespace

Result<std::string> plain_chart(const Chart& chart, Datamodel datamodel, Diagnostics& diagnostics) {
  Diagnostics told;
  std::string text = PlainWriter(chart, datamodel, told).write();
  for (const Diagnostic& each : told.all()) diagnostics.add(each);
  if (told.has_errors()) return told.to_error();
  return text;
}

Result<std::string> plain_scxml(const Workspace& workspace, const WorkflowId& workflow,
                                Datamodel datamodel, Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const cases::Workflow* found, workspace.state()->newest(workflow));
  return plain_chart(found->chart, datamodel, diagnostics);
}

}  // namespace lagrum::exchange
