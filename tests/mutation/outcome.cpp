#include "mutation/outcome.h"

#include <algorithm>
#include <chrono>
#include <regex>
#include <set>

#include "base/words.h"
#include "cases/workspace_state.h"
#include "lagrum/lint.h"
#include "statechart/tables.h"
#include "support/house.h"
#include "verify/observer.h"
#include "verify/structure.h"
#include "verify/verdict.h"

namespace lagrum::mutation {
namespace {

using statechart::Chart;
using statechart::Formula;
using verify::View;

/// States of one search; a verdict that is not reached within them tells nothing of a mutant.
constexpr std::size_t kSearchStatesMax = 400'000;

/// What a diagnostic says, wherever it says it.
std::string said(const Diagnostic& diagnostic) {
  static const std::regex kNumbers("(line |#)[0-9]+");
  return diagnostic.rule + " " + std::regex_replace(diagnostic.message, kNumbers, "$1");
}

/// Everything that a norm with this view may see of a workflow, as a text: where it is the same, so
/// is what is said of the norm.
class Seen {
 public:
  Seen(const Chart& chart, const View& view) : tables_(chart.tables()), chart_(chart), view_(view) {
    find_read();
    write();
  }
  std::string text() && { return std::move(text_); }

 private:
  template <class Visit>
  void for_each_block(Visit&& visit) const {
    visit(tables_.script);
    for (const statechart::Transition& transition : tables_.transitions) visit(transition.content);
    for (const statechart::State& state : tables_.states) {
      visit(state.entry.content);
      for (const statechart::Block& block : state.on_entry) visit(block);
      for (const statechart::Block& block : state.on_exit) visit(block);
    }
  }

  bool add(const Formula& formula) {
    bool is_new = false;
    if (!formula.code) return false;
    for (const std::string& path : formula.code->reads()) {
      is_new = read_.insert(path.substr(0, path.find('.'))).second || is_new;
      constexpr std::string_view kData = "_event.data.";
      if (path.starts_with(kData))
        is_new =
            inputs_.insert(path.substr(kData.size(), path.find('.', kData.size()) - kData.size()))
                .second ||
            is_new;
    }
    return is_new;
  }

  static bool is_bound(const std::string& name) {
    return name == "regarding" || name == "opens" || name == "party" || name == "ask";
  }
  bool sees(const statechart::With& with) const {
    return view_.attributes.contains(with.name) || is_bound(with.name);
  }
  bool writes_read(const statechart::Location& location) const {
    return location.slot != statechart::kNone &&
           read_.contains(tables_.variables[location.slot].name);
  }

  /// Data items and inputs that what is seen may rest on.
  void find_read() {
    for (const statechart::Transition& transition : tables_.transitions)
      if (transition.guard) add(*transition.guard);
    for (const statechart::Fact& fact : tables_.facts)
      if (view_.facts.contains(fact.name)) add(fact.value);
    for (bool more = true; more;) {
      more = false;
      for_each_block([&](const statechart::Block& block) {
        for (const statechart::Instruction& each : block) {
          if (const auto* branch = std::get_if<statechart::Branch>(&each))
            more = add(branch->condition) || more;
          if (const auto* perform = std::get_if<statechart::Perform>(&each)) {
            if (!view_.acts.contains(perform->act.type)) continue;
            for (const statechart::With& with : perform->attributes) {
              if (!sees(with)) continue;
              if (with.value)
                more = add(*with.value) || more;
              else
                more = inputs_.insert(with.name).second || more;
            }
          }
          if (const auto* assign = std::get_if<statechart::Assign>(&each))
            if (writes_read(assign->location)) more = add(assign->value) || more;
          if (const auto* decide = std::get_if<statechart::Decide>(&each)) {
            if (!writes_read(decide->into)) continue;
            for (const auto& [name, slot] : decide->inputs) {
              more = inputs_.insert(name).second || more;
              if (slot != statechart::kNone)
                more = read_.insert(tables_.variables[slot].name).second || more;
            }
          }
        }
      });
    }
  }

  void write(const statechart::Block& block) {
    for (const statechart::Instruction& each : block) {
      if (const auto* perform = std::get_if<statechart::Perform>(&each)) {
        if (!view_.acts.contains(perform->act.type)) {
          // what matters there are depends on acts that the norm does not look at, too
          for (const statechart::With& with : perform->attributes)
            if ((with.name == "regarding" || with.name == "opens") && with.value)
              text_ += "matter " + with.value->text + "\n";
          continue;
        }
        text_ += "act " + perform->act.type + (perform->act.basis.empty() ? " -" : " +") + "\n";
        for (const statechart::With& with : perform->attributes)
          if (sees(with))
            text_ += " " + with.name + "=" + (with.value ? with.value->text : "*") + "\n";
      } else if (const auto* assign = std::get_if<statechart::Assign>(&each)) {
        if (writes_read(assign->location))
          text_ += "set " + assign->location.text + "=" + assign->value.text + "\n";
      } else if (const auto* decide = std::get_if<statechart::Decide>(&each)) {
        if (writes_read(decide->into)) text_ += "decide " + decide->into.text + "\n";
      } else if (const auto* raise = std::get_if<statechart::Raise>(&each)) {
        text_ += "raise " + raise->event + "\n";
      } else if (const auto* branch = std::get_if<statechart::Branch>(&each)) {
        text_ += "if " + branch->condition.text + " " + std::to_string(branch->otherwise) + "\n";
      } else {
        text_ += "other " + std::to_string(each.index()) + "\n";
      }
    }
  }

  void write() {
    for (const statechart::State& state : tables_.states) {
      text_ += "state " + state.id + " " + std::to_string(static_cast<int>(state.kind)) + " " +
               std::to_string(state.parent) + "\n";
      write(state.entry.content);
      for (const statechart::StateIndex target : state.entry.targets)
        text_ += " begins " + std::to_string(target) + "\n";
      for (const statechart::Block& block : state.on_entry) write(block);
      text_ += "exit\n";
      for (const statechart::Block& block : state.on_exit) write(block);
    }
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      const statechart::TransitionInfo& info = tables_.transition_infos[i];
      const bool authority =
          std::any_of(info.roles.begin(), info.roles.end(), law::is_authority_role);
      text_ += "from " + info.source + " on " + comma_list(info.events) + " if " + info.guard +
               " to " + comma_list(info.targets) +
               (tables_.transitions[i].internal ? " internal" : "") +
               (info.roles.empty() ? " nobody"
                : authority        ? " authority"
                                   : " party") +
               "\n";
      write(tables_.transitions[i].content);
    }
    for (const statechart::Fact& fact : tables_.facts)
      if (view_.facts.contains(fact.name)) text_ += fact.name + "=" + fact.value.text + "\n";
    for (const statechart::Variable& variable : tables_.variables)
      if (read_.contains(variable.name) && variable.initial)
        text_ += variable.name + ":=" + variable.initial->text + "\n";
    for (const std::string& event : chart_.events()) {
      const std::vector<std::string> required = chart_.required_data(event);
      for (const feel::Type::Member& member : chart_.event_data(event))
        if (inputs_.contains(member.name))
          text_ += event + " brings " + member.name +
                   (contains(required, member.name) ? "!" : "?") + "\n";
    }
  }

  const Chart::Tables& tables_;
  const Chart& chart_;
  const View& view_;
  std::set<std::string> read_;
  std::set<std::string> inputs_;
  std::string text_;
};

std::string run_text(const verify::NormResult& result) {
  std::string text = result.breach;
  for (const verify::Event& event : result.run)
    text += "|" + event.event + ":" + comma_list(event.acts) + ":" + comma_list(event.values);
  return text;
}

/// What is there more often than before; empty where nothing is.
std::string more_than(const std::map<std::string, std::size_t>& found,
                      const std::map<std::string, std::size_t>& before) {
  for (const auto& [text, count] : found) {
    const auto known = before.find(text);
    if (known == before.end() || known->second < count) return text;
  }
  return {};
}

void unite(View& view, const View& other) {
  view.acts.insert(other.acts.begin(), other.acts.end());
  view.attributes.insert(other.attributes.begin(), other.attributes.end());
  view.facts.insert(other.facts.begin(), other.facts.end());
}

}  // namespace

Subject::Subject(const std::string& id) : id_(id), zones_(calendar::system_zone_rules()) {
  const std::string folder = id.substr(id.find('.') + 1);
  file_ = "workflows/se/" + folder + "/workflow.scxml";
  text_ = test::read_source(file_).value();
  around_ = test::sources_around(folder);
  std::erase_if(around_, [&](const SourceFile& source) { return source.name == file_; });
  std::string fault;
  original_ = loaded(text_, fault, loading_);
  if (!original_) throw std::runtime_error(fault);
  face_ = face_of(*original_);
  const cases::Workflow& workflow = **original_->state()->newest(WorkflowId(id_));
  begun_ = workflow.chart.valid_from().value();
  std::set<std::string> kinds;
  for (const std::string& file : original_->organisations())
    kinds.insert(original_->organisation(file)->kind());
  if (kinds.size() == 1) authority_ = *kinds.begin();
  for (std::size_t i = 0; i < workflow.law.norms().size(); ++i) {
    if (workflow.law.norms()[i].mode == law::Mode::kOff) continue;
    Norm norm;
    norm.index = i;
    norm.id = workflow.law.norms()[i].id;
    for (const auto lifting :
         {verify::Lifting::kNone, verify::Lifting::kOwn, verify::Lifting::kAll}) {
      verify::Aim aim;
      aim.begun = begun_;
      aim.lifting = lifting;
      unite(norm.view, verify::Observer(workflow.law, i, aim).view());
    }
    norm.seen = Seen(workflow.chart, norm.view).text();
    const auto from = std::chrono::steady_clock::now();
    norm.result = verify::weigh(workflow.chart, workflow.law, i, authority_, begun_,
                                kSearchStatesMax, verify::Columns::kAlone);
    norm.cost = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
    norms_.push_back(std::move(norm));
  }
  std::stable_sort(norms_.begin(), norms_.end(),
                   [](const Norm& a, const Norm& b) { return a.cost < b.cost; });
}

std::optional<Workspace> Subject::loaded(const std::string& text, std::string& fault,
                                         Counts& found) const {
  std::vector<SourceFile> sources = around_;
  sources.push_back({file_, text});
  Diagnostics diagnostics;
  Result<Workspace> made = Workspace::load(sources, *zones_, diagnostics);
  for (const Diagnostic& each : diagnostics.all())
    if (each.severity != Severity::kNote) ++found[said(each)];
  if (!made) {
    fault = made.error().message;
    return std::nullopt;
  }
  return *std::move(made);
}

std::optional<Workspace> Subject::load(const std::string& text, std::string& fault) const {
  Counts found;
  return loaded(text, fault, found);
}

Subject::Face Subject::face_of(const Workspace& workspace) const {
  Face face;
  Diagnostics diagnostics;
  lint::check_mappings(workspace, diagnostics);
  lint::check_bases(workspace, diagnostics);
  lint::check_texts(workspace, diagnostics);
  lint::check_law(workspace, diagnostics);
  for (const Diagnostic& each : diagnostics.all())
    ++(each.severity == Severity::kNote ? face.notes : face.lint)[said(each)];
  const cases::Workflow& workflow = **workspace.state()->newest(WorkflowId(id_));
  for (const verify::Finding& each :
       verify::structure_of(workflow.chart, workflow.law, kSearchStatesMax)) {
    static const std::regex kNumbers("#[0-9]+");
    const std::string text = each.rule + " " + std::regex_replace(each.place, kNumbers, "") + " " +
                             std::regex_replace(each.other, kNumbers, "");
    ++(each.severity == Severity::kNote ? face.notes : face.structure)[text];
  }
  return face;
}

Subject::Difference Subject::difference(const std::string& mutant) {
  Difference difference;
  Counts loading;
  const std::optional<Workspace> workspace = loaded(mutant, difference.what, loading);
  if (!workspace) {
    difference.by = "load";
    return difference;
  }
  const auto differs = [&](const char* by, std::string what) {
    if (what.empty()) return false;
    difference.by = by;
    difference.what = std::move(what);
    return true;
  };
  if (differs("lint", more_than(loading, loading_))) return difference;
  const Face face = face_of(*workspace);
  if (differs("lint", more_than(face.lint, face_.lint))) return difference;
  if (differs("structure", more_than(face.structure, face_.structure))) return difference;
  difference.note = more_than(face.notes, face_.notes);
  const cases::Workflow& workflow = **workspace->state()->newest(WorkflowId(id_));
  for (const Norm& norm : norms_) {
    if (Seen(workflow.chart, norm.view).text() == norm.seen) continue;
    ++difference.weighed;
    const verify::NormResult result =
        verify::weigh(workflow.chart, workflow.law, norm.index, authority_, begun_,
                      kSearchStatesMax, verify::Columns::kAlone);
    const bool known = result.alone != verify::Verdict::kInconclusive;
    if (known && result.alone != norm.result.alone) {
      differs("verdict", norm.id + ": " + std::string(to_string(norm.result.alone)) + " -> " +
                             std::string(to_string(result.alone)));
      return difference;
    }
    if (difference.other_run.empty() && run_text(result) != run_text(norm.result))
      difference.other_run = norm.id;
  }
  return difference;
}

}  // namespace lagrum::mutation
