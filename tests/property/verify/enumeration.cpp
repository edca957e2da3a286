#include "property/verify/enumeration.h"

#include <algorithm>
#include <sstream>

#include "base/crypto.h"
#include "cases/engine_parts.h"
#include "cases/runner.h"
#include "property/law/plain_reading.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::verify::brute {
namespace {

using cases::CaseState;

constexpr std::chrono::minutes kBetween{1};
constexpr std::size_t kMomentsMax = 200;  ///< that come during one wait

/// Two people who may do everything; what one decides rests on a delegation, what the other
/// decides needs none.
class Everybody final : public Directory {
 public:
  explicit Everybody(const statechart::Chart& chart) {
    for (const statechart::TransitionInfo& transition : chart.transitions()) {
      for (const std::string& role : transition.roles) {
        if (law::is_authority_role(role)) roles_.insert(role);
      }
    }
  }
  std::string kind() const override { return "municipality"; }
  Language language() const override { return Language::kSwedish; }
  std::optional<Actor> find(std::string_view id, const WorkflowId&, Date) const override {
    if (id != kOne && id != kSomeoneElse) return std::nullopt;
    Actor actor;
    actor.id = actor.name = id;
    for (const std::string& role : roles_) actor.roles.push_back({role, role});
    return actor;
  }
  std::vector<std::string> named(std::string_view) const override { return {}; }
  bool has_role(std::string_view role) const override { return law::is_authority_role(role); }
  Result<DelegationAnswer> delegation(const Actor&, const WorkflowId&, const ActType&,
                                      const Context&, Date) const override {
    return DelegationAnswer{};
  }
  Context authority() const override { return {}; }

 private:
  std::set<std::string> roles_;
};

/// What has come of itself in a case, the earliest first.
struct Coming {
  enum class Kind : std::uint8_t { kNothing, kEffect, kSend, kMoment } kind = Kind::kNothing;
  Instant due{};
  law::Wake wake;
};

Coming coming(const CaseState& state, Instant now) {
  Coming next;
  const auto earlier = [&](Instant due) {
    return due <= now && (next.kind == Coming::Kind::kNothing || due < next.due);
  };
  const law::Effects effects = cases::due_effects(state, now);
  for (const law::Effect& effect : effects.create) {
    if (earlier(effect.act.legal)) next = {Coming::Kind::kEffect, effect.act.legal, {}};
  }
  if (!effects.supersede.empty() && next.kind == Coming::Kind::kNothing)
    next = {Coming::Kind::kEffect, now, {}};
  for (const statechart::PendingSend& send : state.session.pending) {
    if (earlier(send.due)) next = {Coming::Kind::kSend, send.due, {}};
  }
  for (const law::Wake& wake : cases::pending_moments(state, now)) {
    if (earlier(wake.due)) next = {Coming::Kind::kMoment, wake.due, wake};
  }
  return next;
}

/// A line of the plain reading: "norm party anchor A trigger T [act N] status …".
struct Line {
  std::string norm;
  bool duty = false;
  std::string status;
};

Line parsed(const std::string& text) {
  std::istringstream words(text);
  Line line;
  std::string skipped;
  words >> line.norm;
  for (int i = 0; i < 5; ++i) words >> skipped;
  words >> line.status;
  line.duty = line.status != "act";
  if (!line.duty) words >> skipped >> line.status;
  return line;
}

void keep(std::optional<Witness>& best, const Witness& other, std::size_t Witness::*by) {
  if (!best || other.*by < (*best).*by ||
      (other.*by == (*best).*by && other.lawful && !best->lawful))
    best = other;
}

}  // namespace

Enumerator::Enumerator(const cases::Workflow& workflow, const ZoneRules& zones)
    : workflow_(workflow),
      zones_(zones),
      words_(workflow),
      directory_(std::make_unique<Everybody>(workflow.chart)) {}

Node Enumerator::beginning(Date day) const {
  Node node{CaseState(CaseId("case-1"), workflow_, zones_), {}};
  node.now =
      start_of_day(zones_, day, workflow_.law.calendar().zone()).value() + std::chrono::hours{9};
  statechart::start(workflow_.chart, node.state.session, node.state.id.str(),
                    cases::surroundings(node.state, node.now))
      .value();
  return node;
}

std::vector<Node> Enumerator::along(const std::string& scenario) const {
  std::vector<Node> nodes;
  const auto medium = std::make_shared<test::MemoryMedium>();
  test::MemoryStore store(medium);
  Engine engine = test::engine_on(store).value();
  for (const test::Action& action : test::actions_of(scenario).value()) {
    const Result<Answer> answer = test::act(engine, action);
    const bool done =
        action.kind == test::Action::Kind::kCommand && answer && answer->outcome == Outcome::kDone;
    if (!done || medium->cases.size() != 1) continue;
    const row::Case& row = medium->cases.begin()->second;
    if (row.workflow != workflow_.key()) continue;
    const auto entries = cases::decoded(medium->log).value();
    Node node{cases::load_case(row, entries, workflow_, zones_).value(), {}};
    for (const cases::Entry& entry : entries) {
      if (entry.facts) node.facts.emplace_back(Sequence::of(entry.index, 0), *entry.facts);
    }
    node.now = action.command.now;
    node.next = LogIndex{medium->head.size};
    node.so_far.commands = node.so_far.steps = entries.size();
    node.so_far.run.push_back(scenario + ", " + std::to_string(entries.size()) + " entries");
    nodes.push_back(std::move(node));
  }
  return nodes;
}

void Enumerator::explore(const Node& from, Bounds bounds) {
  differences_ = bounds.differences;
  seen_.clear();
  visit(from, bounds.depth);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the bound
void Enumerator::visit(const Node& node, std::size_t left) {
  std::vector<Node> next;
  if (left > 0) next = after(node);
  if (next.empty()) ++found_.runs;
  if (node.state.session.finished) ++found_.ended;
  for (Node& each : next) {
    judge(each);
    visit(each, left - 1);
    each.state.session.data = {};  // what is done with is let go
  }
}

/// Holds the run so far against every norm, anew from its first act.
void Enumerator::judge(Node& node) {
  law::plain::PlainReading reading(workflow_.law, zones_, node.state.monitor.history().all(),
                                   node.facts);
  std::set<std::string> standing;
  std::set<std::string> heard;
  std::set<std::string> breached;
  for (const std::string& text : reading.verdicts(node.now)) {
    const Line line = parsed(text);
    heard.insert(line.norm);
    if (line.status == "violated") breached.insert(line.norm);
    const bool owed = line.duty && line.status == "pending";
    if (owed && node.state.session.finished) standing.insert(line.norm);
  }
  for (const std::string& norm : heard) ++found_.norms[norm].heard;
  for (const std::string& norm : breached) {
    if (!node.breached.insert(norm).second) continue;
    keep(found_.norms[norm].breach, node.so_far, &Witness::commands);
    keep(found_.norms[norm].hasty, node.so_far, &Witness::steps);
  }
  for (const std::string& norm : standing) {
    keep(found_.norms[norm].standing, node.so_far, &Witness::commands);
    keep(found_.norms[norm].owed, node.so_far, &Witness::steps);
  }
}

std::vector<Node> Enumerator::after(const Node& node) {
  std::vector<Node> all;
  add_commands(node, all);
  add_waits(node, all);
  return all;
}

/// Who may raise the event: one person in each of its roles where a norm asks in whose, somebody
/// else too where one asks who; and those outside, for each party.
std::vector<Enumerator::Doer> Enumerator::doers(const Node& node, const std::string& event) const {
  std::vector<std::string> roles;
  bool holder = false;
  for (const std::size_t index : statechart::offered(workflow_.chart, node.state.session)) {
    const statechart::TransitionInfo& transition = workflow_.chart.transitions()[index];
    if (std::find(transition.events.begin(), transition.events.end(), event) ==
        transition.events.end())
      continue;
    for (const std::string& role : transition.roles) {
      if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
    }
    for (const statechart::ActSpec& act : transition.acts) {
      for (const std::size_t norm : workflow_.law.index(ActType(act.type)).judged_by)
        holder = holder || std::holds_alternative<law::Power>(workflow_.law.norms()[norm].content);
    }
  }
  std::vector<Doer> all;
  bool somebody = false;
  for (const std::string& role : roles) {
    if (law::is_authority_role(role)) {
      if (somebody && !holder && role != "board") continue;
      const bool board = role == "board";
      const auto add = [&](std::string_view who) {
        all.push_back({{board ? "body" : "person",
                        board ? "board" : std::string(who),
                        role,
                        role,
                        {},
                        board ? 7U : 0U},
                       role});
      };
      add(kOne);
      if (!somebody && !board && words_.asks_who(event)) add(kSomeoneElse);
      somebody = somebody || !board;
    } else if (role == "party") {
      for (const std::string& party : node.state.party_ids())
        all.push_back({{"sender", party, "party", "party", party, 0}, role});
      if (node.state.party_ids().empty())
        all.push_back({{"sender", "party", "party", "party", {}, 0}, role});
    } else if (role != "anyone" || roles.size() == 1) {
      all.push_back({{"sender", role, role, role, {}, 0}, role});
    }
  }
  return all;
}

/// One of each kind that the acts of the event come with, so that no letter stands in the way.
std::vector<NewDocument> Enumerator::documents(const Node& node, const std::string& event) const {
  std::vector<NewDocument> all;
  for (const std::size_t index : statechart::offered(workflow_.chart, node.state.session)) {
    const statechart::TransitionInfo& transition = workflow_.chart.transitions()[index];
    if (std::find(transition.events.begin(), transition.events.end(), event) ==
        transition.events.end())
      continue;
    for (const statechart::ActSpec& act : transition.acts) {
      for (const statechart::DocumentSpec& spec : act.documents) {
        const bool known = std::any_of(all.begin(), all.end(), [&](const NewDocument& other) {
          return other.kind == spec.kind;
        });
        if (!known) all.push_back({spec.kind, spec.kind + ".txt", "text/plain", "written"});
      }
    }
  }
  return all;
}

/// Carries an event through the case, whatever norms say of it. False where it cannot be.
bool Enumerator::carried(Node& node, cases::RunInput input, const std::string& event,
                         const Context& data, const std::string& role) {
  input.entry = node.next;
  input.salt = std::string(16, 's');
  input.directory = directory_.get();
  cases::Runner runner(node.state, input);
  const Result<cases::Run> run = runner.raise(event, data);
  if (!run) {
    // The acts are on the record; only the phase that the chart asserts is another.
    const bool phase = run.error().message.starts_with("expected the phase '");
    if (!phase || node.so_far.commands == 0) {
      if (run.error().message.find("which none of its acts takes") == std::string::npos)
        ++found_.faults[event + ": " + run.error().message];
      return false;
    }
    node.so_far.lawful = false;
  } else if (!role.empty()) {
    if (!run->taken) return false;
    const bool may = std::all_of(run->transitions.begin(), run->transitions.end(), [&](auto index) {
      const statechart::TransitionInfo& transition = workflow_.chart.transitions()[index];
      const bool own = std::find(transition.events.begin(), transition.events.end(), event) ==
                       transition.events.end();
      return own || std::find(transition.roles.begin(), transition.roles.end(), role) !=
                        transition.roles.end();
    });
    if (!may) return false;
  }
  // A case begins with an act that opens it; one that is void opens none.
  if (node.so_far.commands == 0 && !cases::check_phase(node.state)) return false;
  if (node.state.phase_fault) {
    if (node.so_far.commands == 0) return false;
    node.so_far.lawful = false;
    node.state.phase_fault.reset();
  }
  const auto written = [](const law::Facts& facts) { return cases::to_json(facts).value(); };
  if (node.facts.empty() ||
      (run ? run->facts_changed : written(node.facts.back().second) != written(node.state.facts)))
    node.facts.emplace_back(Sequence::of(node.next, 0), node.state.facts);
  for (const law::Folded& folded : node.state.monitor.history().all()) {
    if (folded.act.sequence.entry() == node.next) ++found_.acts[folded.act.type.str()];
  }
  ++node.next.value;
  ++node.so_far.steps;
  return true;
}

/// Documents are brought where some act takes them.
std::optional<Node> Enumerator::done(const Node& node, const std::string& event,
                                     const Context& data, const Doer& doer,
                                     const std::vector<NewDocument>& documents) {
  for (const bool brings : {true, false}) {
    if (brings && documents.empty()) continue;
    Node next = node;
    next.now += kBetween;
    cases::RunInput input;
    input.now = input.legal = next.now;
    input.doer = doer.as;
    input.channel = "web";
    if (brings) input.documents = &documents;
    if (!carried(next, input, event, data, doer.role)) continue;
    ++next.so_far.commands;
    next.so_far.run.push_back(to_string(next.now).substr(0, 10) + " " + doer.as.id + " (" +
                              doer.role + ") " + event + " " + to_string(Value(data)));
    found_.events.insert(event);
    return next;
  }
  ++found_.turned_down;
  return std::nullopt;
}

void Enumerator::add_commands(const Node& node, std::vector<Node>& all) {
  if (node.state.session.finished) return;
  std::set<std::string> events;
  for (const std::size_t index : statechart::offered(workflow_.chart, node.state.session)) {
    const statechart::TransitionInfo& transition = workflow_.chart.transitions()[index];
    if (!transition.roles.empty())
      events.insert(transition.events.begin(), transition.events.end());
  }
  const Date today = node.state.monitor.history().day_of(node.now);
  for (const std::string& event : events) {
    const std::vector<Choice> choices = words_.choices(event, node.state.party_ids(), today);
    const std::size_t left = differences_ - node.differences;
    const std::vector<Combination> values = combinations(choices, left);
    const std::vector<NewDocument> brought = documents(node, event);
    std::size_t others = 0;  // who does it other than the likeliest
    for (const Doer& doer : doers(node, event)) {
      for (const Combination& each : values) {
        if (each.differences + others > left) break;
        std::optional<Node> next = done(node, event, each.data, doer, brought);
        if (!next) continue;
        next->differences += each.differences + others;
        if (is_new(*next)) all.push_back(*std::move(next));
      }
      others = 1;
    }
  }
}

/// Lets time go on until then; what comes meanwhile comes in its order.
std::optional<Node> Enumerator::waited(const Node& node, Instant until) {
  Node next = node;
  std::vector<std::string> came;
  for (std::size_t moments = 0; moments < kMomentsMax; ++moments) {
    const Coming come = coming(next.state, until);
    if (come.kind == Coming::Kind::kNothing) break;
    std::string event;
    Context data;
    if (come.kind == Coming::Kind::kSend) {
      const statechart::PendingSend send = next.state.session.pending.front();
      next.state.session.pending.erase(next.state.session.pending.begin());
      event = send.event.name;
      if (send.event.data.context() != nullptr) data = *send.event.data.context();
    } else if (come.kind == Coming::Kind::kMoment) {
      event = cases::event_of(come.wake);
      data = cases::data_of(come.wake);
      next.state.handled.insert(come.wake.key);
    }
    cases::RunInput input;
    next.now = std::max(next.now, come.due);
    input.now = next.now;
    input.legal = input.until = come.due;
    input.doer = cases::Doer{"engine", "engine", "engine", "engine", {}, 0};
    if (!carried(next, input, event, data, {})) return std::nullopt;
    came.push_back(event.empty() ? "effect" : event);
  }
  next.now = std::max(next.now, until);
  ++next.so_far.commands;
  next.so_far.steps = std::max(next.so_far.steps, node.so_far.steps + 1);
  std::string told = to_string(next.now).substr(0, 10) + " time passes:";
  for (const std::string& event : came) told += " " + event;
  next.so_far.run.push_back(std::move(told));
  return next;
}

void Enumerator::add_waits(const Node& node, std::vector<Node>& all) {
  if (node.state.monitor.history().size() == 0) return;
  std::set<Instant> moments;
  for (const law::Wake& wake : cases::pending_moments(node.state, node.now)) {
    if (wake.due > node.now && wake.kind != law::Wake::Kind::kNear) moments.insert(wake.due);
  }
  for (const statechart::PendingSend& send : node.state.session.pending) {
    if (send.due > node.now) moments.insert(send.due);
  }
  if (moments.empty()) return;
  std::vector<Instant> waits(moments.begin(), moments.end());
  const Instant eve = waits.front() - std::chrono::days{1};
  const bool has_eve = eve > node.now + std::chrono::days{1};
  if (differences_ == node.differences) waits.resize(1);
  if (has_eve && differences_ > node.differences) waits.push_back(eve);
  for (std::size_t i = 0; i < waits.size(); ++i) {
    std::optional<Node> next = waited(node, waits[i]);
    if (!next) continue;
    if (i > 0) ++next->differences;
    if (is_new(*next)) all.push_back(*std::move(next));
  }
}

/// False where the same case has been met at the same moment after as many commands: the very same
/// acts, values and days.
bool Enumerator::is_new(const Node& node) {
  ++found_.commands;
  const statechart::Session& session = node.state.session;
  std::string key = to_string(Value(session.data));
  for (const std::string& state : session.configuration) key += " " + state;
  for (const auto& [history, states] : session.history) {
    key += "\n" + history;
    for (const std::string& state : states) key += " " + state;
  }
  for (const statechart::PendingSend& send : session.pending)
    key += "\n" + send.event.name + to_string(send.event.data) + to_string(send.due);
  key += "\n" + to_string(node.now) + " " + std::to_string(node.so_far.commands) + " " +
         std::to_string(node.differences);
  for (const law::Folded& folded : node.state.monitor.history().all()) {
    const Act& act = folded.act;
    key += "\n" + act.type.str() + "|" + act.party.str() + "|" + act.regarding + "|" + act.opens +
           "|" + act.actor + "|" + act.role + "|" + to_string(act.legal) + "|" +
           to_string(act.recorded) + "|" + (folded.superseded ? "-" : "") +
           std::to_string(act.documents.size()) + to_string(Value(act.attributes));
  }
  for (const std::string& handled : node.state.handled) key += "\n" + handled;
  const bool is_new = seen_.insert(std::string(as_bytes(sha256(key)))).second;
  if (is_new) ++found_.states;
  return is_new;
}

}  // namespace lagrum::verify::brute
