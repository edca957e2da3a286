#include <algorithm>
#include <array>

#include "base/words.h"
#include "review/condition.h"
#include "review/pictures.h"
#include "review/sheet.h"

namespace lagrum::review {
namespace {

class Course {
 public:
  Course(const Sheet& sheet, Html& page) : sheet_(sheet), speech_(sheet.speech), page_(page) {}

  void write() {
    const Pictures pictures(sheet_);
    pictures.write_overview(page_);
    for (const std::string& phase : sheet_.outline.phases()) {
      page_.leaf("h3", speech_.phase(phase), {{"id", id_of("phase", phase)}});
      pictures.write_phase(phase, page_);
      for (const Place& place : sheet_.outline.places()) {
        if (place.phase == phase) write(place);
      }
    }
  }

 private:
  /// A state that only holds others and says nothing itself.
  static bool is_bare(const Place& place) {
    return place.steps.empty() && place.info->tasks.empty() && place.info->asks.empty() &&
           place.node->steps.empty() && !place.node->children.empty();
  }

  void write(const Place& place) {
    const std::string id = place.info->id;
    page_.open("div", {{"class", "state"}, {"id", id_of("state", id)}});
    page_.leaf("h4", speech_.show("state", {{"state", code(id)}}));
    for (const statechart::TaskSpec& task : place.info->tasks) {
      page_.leaf("p",
                 speech_.show("state.task", {{"task", element("strong", speech_.of(task.title))},
                                             {"role", plain(speech_.role(task.role))}}));
    }
    write_asks(place);
    write_around(place);
    write_entry(place);
    if (is_bare(place)) {
      page_.close();
      return;
    }
    page_.open("ul", {{"class", "steps"}});
    for (const Step& step : place.steps) write(step);
    if (place.steps.empty()) page_.leaf("li", speech_.say(nothing_of(place)));
    page_.close().close();
  }

  static std::string_view nothing_of(const Place& place) {
    if (place.info->kind == "final") return "state.final";
    return "state.no-steps";
  }

  void write_asks(const Place& place) {
    for (const statechart::AskSpec& ask : place.info->asks) {
      const auto known = sheet_.law().asks().find(ask.id);
      const Texts& question =
          known == sheet_.law().asks().end() ? ask.title : known->second.question;
      const std::string& role =
          ask.role.empty() && known != sheet_.law().asks().end() ? known->second.role : ask.role;
      page_.leaf("p", speech_.show("state.ask", {{"question", element("q", speech_.of(question))},
                                                 {"role", plain(speech_.role(role))}}));
    }
  }

  void write_around(const Place& place) {
    Markup line;
    if (!place.info->parent.empty())
      line = speech_.show("state.within", {{"state", speech_.state_link(place.info->parent)}});
    std::vector<Markup> from;
    for (const std::string& state : place.reached_from) from.push_back(speech_.state_link(state));
    if (!from.empty())
      line = line + plain(" ") + speech_.show("state.from", {{"states", joined(from, ", ")}});
    std::vector<Markup> begins;
    for (const render::Node& child : place.node->children)
      if (child.initial) begins.push_back(speech_.state_link(child.id));
    if (!begins.empty())
      line = line + plain(" ") + speech_.show("state.begins", {{"state", joined(begins, ", ")}});
    if (place.info->kind == "parallel") line = line + plain(" " + speech_.say("state.parallel"));
    if (!line.html.empty()) page_.leaf("p", line, {{"class", "around"}});
  }

  void write_entry(const Place& place) {
    if (place.node->steps.empty()) return;
    page_.leaf("p", speech_.show("state.entry", {{"steps", told(place.node->steps)}}));
  }

  /// What is done beside the acts: decisions that are taken, events that follow.
  Markup told(const std::vector<render::Step>& steps) const {
    std::vector<Markup> parts;
    for (const render::Step& step : steps) {
      if (step.kind == render::Step::Kind::kAct)
        parts.push_back(speech_.act_link(step.what) + plain(" (" + step.basis + ")"));
      else
        parts.push_back(plain(render::told(step)));
    }
    return joined(parts, "; ");
  }

  void write(const Step& step) {
    page_.open("li");
    page_.put(who(step));
    if (const auto& guard = sheet_.outline.tables().transitions[step.index].guard)
      page_.put(only_if(*guard));
    std::vector<render::Step> beside;
    for (const render::Step& each : step.row->steps)
      if (each.kind != render::Step::Kind::kAct) beside.push_back(each);
    write_acts(step);
    if (!beside.empty()) page_.leaf("div", speech_.show("step.beside", {{"steps", told(beside)}}));
    write_payload(step);
    page_.leaf("div", leads(step), {{"class", "leads"}});
    page_.close();
  }

  /// A sentence that begins with a role begins with a capital.
  static Markup capitalised(Markup sentence) {
    char& first = sentence.html.front();
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
    return sentence;
  }

  Markup who(const Step& step) const {
    const Markup events = code(space_list(step.info->events));
    if (!step.info->roles.empty()) {
      return capitalised(
          speech_.show("step.may", {{"who", plain(speech_.roles(step.info->roles))},
                                    {"what", element("strong", speech_.event(*step.info))},
                                    {"event", events}}));
    }
    return element("span", comes(step), {{"class", "itself"}});
  }

  Markup comes(const Step& step) const {
    if (step.info->events.empty()) return plain(speech_.say("comes.condition"));
    std::vector<Markup> parts;
    for (const std::string& event : step.info->events) parts.push_back(comes(event));
    return joined(parts, " ");
  }

  Markup comes(const std::string& event) const {
    for (const ComesRow& row : kComes) {
      if (!event.starts_with(row.prefix)) continue;
      const std::string rest = event.substr(row.prefix.size());
      return speech_.show("comes." + std::string(row.key),
                          {{"what", named(row.of, rest)}, {"event", code(event)}});
    }
    return speech_.show("comes.event", {{"event", code(event)}});
  }

  Markup named(ComesRow::Of of, const std::string& name) const {
    switch (of) {
      case ComesRow::Of::kAct:
        return speech_.act_link(name);
      case ComesRow::Of::kClock:
        return speech_.clock_link(name);
      case ComesRow::Of::kDate: {
        const std::size_t dot = name.rfind('.');
        return speech_.act_link(name.substr(0, dot)) + plain(" (") + code(name.substr(dot + 1)) +
               plain(")");
      }
      case ComesRow::Of::kState:
        return speech_.state_link(name);
    }
    return code(name);
  }

  Markup only_if(const statechart::Formula& guard) const {
    const auto words = guard.code ? in_words(*guard.code, speech_) : std::nullopt;
    const Markup shown =
        words ? speech_.show("step.if",
                             {{"condition", plain(*words)}, {"expression", code(guard.text)}})
              : speech_.show("step.if-written", {{"expression", code(guard.text)}});
    return element("div", shown, {{"class", "if"}});
  }

  void write_acts(const Step& step) {
    if (step.info->acts.empty()) return;
    page_.open("div").put(plain(speech_.say("step.acts") + " "));
    const bool one = step.info->acts.size() == 1;
    if (!one) page_.open("ul");
    for (const statechart::ActSpec& act : step.info->acts) {
      Markup line = speech_.act_link(act.type) + plain(" (" + act.basis + ")");
      const std::string fixed = fixed_values(step, act);
      if (!fixed.empty()) line = line + plain(": ") + element("small", fixed);
      for (const statechart::DocumentSpec& document : act.documents) {
        if (document.template_path.empty()) continue;
        line = line + plain("; ") +
               speech_.show("step.letter", {{"letter", link(id_of("letter", document.template_path),
                                                            plain(document.kind))}});
      }
      if (one)
        page_.put(line);
      else
        page_.leaf("li", line);
    }
    if (!one) page_.close();
    page_.close();
  }

  /// The values of an act that the workflow itself fixes: "from = police".
  std::string fixed_values(const Step& step, const statechart::ActSpec& act) const {
    std::vector<std::string> fixed;
    for (const auto& instruction : sheet_.outline.tables().transitions[step.index].content) {
      const auto* perform = std::get_if<statechart::Perform>(&instruction);
      if (perform == nullptr || !(perform->act.source == act.source)) continue;
      for (const statechart::With& with : perform->attributes) {
        const Value* constant =
            with.value && with.value->code ? with.value->code->constant() : nullptr;
        if (constant == nullptr) continue;
        if (const std::string* text = constant->string())
          fixed.push_back(with.name + " = " + *text);
        if (const bool* truth = constant->boolean())
          fixed.push_back(with.name + " = " + speech_.yes_or_no(*truth));
      }
    }
    return comma_list(fixed);
  }

  void write_payload(const Step& step) {
    std::vector<Markup> asked;
    for (const statechart::PayloadSpec& value : step.info->payload) {
      const std::string& title = speech_.of(value.title);
      asked.push_back(title.empty() ? code(value.name) : plain(title));
    }
    if (!asked.empty())
      page_.leaf("div", speech_.show("step.stated", {{"values", joined(asked, "; ")}}),
                 {{"class", "stated"}});
  }

  Markup leads(const Step& step) const {
    if (step.info->targets.empty()) return plain(speech_.say("step.stays"));
    std::vector<Markup> targets;
    std::string_view key = "step.leads";
    for (const std::string& target : step.info->targets) {
      const std::string place = sheet_.outline.target_of(target);
      if (place != target) key = "step.returns";
      targets.push_back(speech_.state_link(place));
    }
    return speech_.show(key, {{"state", joined(targets, " + ")}});
  }

  const Sheet& sheet_;
  const Speech& speech_;
  Html& page_;
};

}  // namespace

void write_course(const Sheet& sheet, Html& page) {
  open_section(sheet, "course", page);
  page.leaf("p", sheet.speech.say("course.intro"));
  Course(sheet, page).write();
  page.close();
}

}  // namespace lagrum::review
