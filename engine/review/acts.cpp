#include <algorithm>
#include <array>
#include <set>

#include "base/words.h"
#include "review/sheet.h"
#include "review/walk.h"

namespace lagrum::review {
namespace {

using ActIndex = law::Law::ActIndex;

/// What norms make of an act, by the sentence that says it.
struct EffectRow {
  std::string_view key;
  std::vector<std::size_t> ActIndex::*norms;
};
constexpr std::array<EffectRow, 6> kEffects = {{{"act.opens", &ActIndex::opens},
                                                {"act.fulfils", &ActIndex::fulfils},
                                                {"act.lapses", &ActIndex::lapses},
                                                {"act.bars", &ActIndex::bars},
                                                {"act.deems", &ActIndex::deems},
                                                {"act.judged", &ActIndex::judged_by}}};

class ActTable {
 public:
  explicit ActTable(const Sheet& sheet) : sheet_(sheet), speech_(sheet.speech) { read_names(); }

  Markup effects(const std::string& type) const {
    const ActIndex& index = sheet_.law().index(ActType(type));
    std::vector<Markup> lines;
    const auto line = [&](std::string_view key, const Markup& what) {
      if (!what.html.empty()) lines.push_back(element("div", speech_.show(key, {{"what", what}})));
    };
    line("act.starts", clocks(type));
    for (const EffectRow& row : kEffects) line(row.key, speech_.norms(index.*row.norms));
    line("act.awaited", speech_.norms(awaited_by(type)));
    line("act.unread", unread(type));
    if (lines.empty()) return plain(speech_.say("act.nothing"));
    return joined(lines, "");
  }

  Markup performed(const std::string& type, const std::vector<Step>& steps) const {
    std::vector<Markup> parts;
    for (const Step& step : steps) {
      Markup part = code(space_list(step.info->events)) + plain(" ") +
                    speech_.show("act.in", {{"state", speech_.state_link(step.info->source)}});
      if (parts.empty() || parts.back().html != part.html) parts.push_back(std::move(part));
    }
    if (!parts.empty()) return joined(parts, "; ");
    return plain(speech_.say(is_of_a_state(type) ? "act.by-state" : "act.by-engine"));
  }

 private:
  bool is_of_a_state(const std::string& type) const {
    return std::any_of(
        sheet_.outline.places().begin(), sheet_.outline.places().end(), [&](const Place& place) {
          return std::any_of(place.info->acts.begin(), place.info->acts.end(),
                             [&](const statechart::ActSpec& act) { return act.type == type; });
        });
  }

  Markup clocks(const std::string& type) const {
    std::vector<Markup> parts;
    for (const law::ClockDecl& clock : sheet_.law().clocks()) {
      const bool starts = std::any_of(
          clock.starts.begin(), clock.starts.end(),
          [&](const law::ClockStart& start) { return start.acts.contains(ActType(type)); });
      if (starts) parts.push_back(speech_.clock_link(clock.id));
    }
    return joined(parts, "; ");
  }

  /// Norms that ask whether the act has been done, before they let another one pass.
  std::vector<std::size_t> awaited_by(const std::string& type) const {
    std::vector<std::size_t> norms;
    for (std::size_t i = 0; i < sheet_.law().norms().size(); ++i) {
      bool awaits = false;
      each_condition(sheet_.law().norms()[i], [&](const law::Condition& condition) {
        awaits = awaits || (condition.kind == law::Condition::Kind::kDone &&
                            !condition.acts.is_any() && condition.acts.contains(ActType(type)));
      });
      if (awaits && sheet_.law().norms()[i].mode != law::Mode::kOff) norms.push_back(i);
    }
    return norms;
  }

  void read_names() {
    for (const law::Norm& norm : sheet_.law().norms()) {
      each_formula(norm, [&](const law::Formula& formula) {
        for (const auto& [name, use] : formula.uses()) read_.insert(name);
      });
      const auto add = [&](const std::vector<law::Field>& fields) {
        for (const law::Field& field : fields) read_.insert(field.name);
      };
      if (const auto* contain = std::get_if<law::Contain>(&norm.content)) add(contain->fields);
      if (const auto* respond = std::get_if<law::Respond>(&norm.content)) add(respond->fields);
      each_condition(
          norm, [&](const law::Condition& condition) { read_.insert(condition.date_attribute); });
    }
    for (const law::ClockDecl& clock : sheet_.law().clocks())
      for (const law::ClockStart& start : clock.starts) read_.insert(start.on);
    const auto& tables = sheet_.outline.tables();
    for (const statechart::Transition& transition : tables.transitions) {
      if (transition.guard && transition.guard->code) add(transition.guard->code->reads());
      for (const auto& instruction : transition.content) {
        const auto* assign = std::get_if<statechart::Assign>(&instruction);
        if (assign != nullptr && assign->value.code) add(assign->value.code->reads());
      }
    }
  }

  void add(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) read_.insert(path.substr(path.rfind('.') + 1));
  }

  /// Values of the act that decide nothing: no norm and no condition looks at them.
  Markup unread(const std::string& type) const {
    const law::ActDecl* declared = sheet_.law().act(ActType(type));
    std::vector<Markup> names;
    if (declared == nullptr) return {};
    for (const auto& [act, steps] : sheet_.acts) {
      if (act != type) continue;
      std::set<std::string> told;
      for (const Step& step : steps) {
        for (const statechart::ActSpec& spec : step.info->acts) {
          if (spec.type != type) continue;
          for (const std::string& name : spec.attributes)
            if (!read_.contains(name) && told.insert(name).second) names.push_back(code(name));
        }
      }
    }
    return joined(names, ", ");
  }

  const Sheet& sheet_;
  const Speech& speech_;
  std::set<std::string> read_;  ///< names of attributes that something looks at
};

}  // namespace

void write_acts(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  open_section(sheet, "acts", page);
  page.leaf("p", speech.say("acts.intro"));
  page.table(speech.say("acts.caption"),
             {speech.say("acts.act"), speech.say("acts.where"), speech.say("acts.effect")}, "acts");
  page.open("tbody");
  const ActTable table(sheet);
  for (const auto& [type, steps] : sheet.acts) {
    page.row({plain(speech.act(type)) + element("br", "") + element("small", code(type)),
              table.performed(type, steps), table.effects(type)},
             {{"id", id_of("act", type)}});
  }
  page.close().close().close();
}

}  // namespace lagrum::review
