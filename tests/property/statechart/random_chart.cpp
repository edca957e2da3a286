#include "random_chart.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

namespace lagrum::naive {
namespace {

using Kind = State::Kind;
using Initial = State::Initial;
using test::Chance;

constexpr int kDepthMax = 5;
constexpr int kBlockDepthMax = 2;

bool one_in(Chance& chance, std::size_t many) { return chance.below(many) == 0; }

template <class Item>
const Item& any_of(Chance& chance, const std::vector<Item>& items) {
  return items[chance.below(items.size())];
}

Ids words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

bool has_states(const State& state) {
  return std::ranges::any_of(state.children,
                             [](const State& child) { return child.kind != Kind::kHistory; });
}

bool below_or_same(const State* state, const State* ancestor) {
  for (; state != nullptr; state = state->parent) {
    if (state == ancestor) return true;
  }
  return false;
}

// ---- which states may be targets together (SCXML 1.0, section 3.11)

/// A history stands for what it restores, which is all of its parent.
const State* place_of(const State* state) {
  return state->kind == Kind::kHistory ? state->parent : state;
}

bool orthogonal(const State* a, const State* b) {
  a = place_of(a);
  b = place_of(b);
  if (below_or_same(a, b) || below_or_same(b, a)) return false;
  const State* common = a;
  while (!below_or_same(b, common)) common = common->parent;
  return common->kind == Kind::kParallel;
}

/// One of the candidates, sometimes with others in other regions.
Ids some_targets(Chance& chance, std::vector<const State*> candidates) {
  if (candidates.empty()) return {};
  std::vector<const State*> chosen = {any_of(chance, candidates)};
  chance.choose(candidates, one_in(chance, 2) ? candidates.size() : 0);
  for (const State* candidate : candidates) {
    if (chosen.size() < 3 && std::ranges::all_of(chosen, [candidate](const State* other) {
          return orthogonal(candidate, other);
        })) {
      chosen.push_back(candidate);
    }
  }
  Ids ids;
  for (const State* state : chosen) ids.push_back(state->id);
  return ids;
}

// ---- the generator

/// Where executable content stands.
struct Place {
  bool on_event = false;  ///< of a transition with a descriptor, so that there is an event
  bool plain = false;     ///< carried out only for what comes from outside
  int depth = 0;

  Place inner() const { return {.on_event = on_event, .plain = plain, .depth = depth + 1}; }
};

class Generator {
 public:
  explicit Generator(Chance& chance) : chance_(chance) {}

  Trial run() {
    budget_ = one_in(chance_, 40) ? chance_.between(10, 38) : chance_.between(2, 5);
    Trial trial;
    trial.chart.items = {{"n1", 0},  {"n2", chance_.between(0, 3)}, {"n3", 0}, {"e1", 0}, {"e2", 0},
                         {"fuel", 0}};
    grow(trial.chart.root, 0);
    settle(trial.chart);
    collect(trial.chart.root);
    fill(trial.chart.root);
    for (int i = chance_.between(6, 12); i > 0; --i) trial.inputs.push_back(some_input());
    settle(trial.chart);
    return trial;
  }

 private:
  // The tree.

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  State some_child(const State& parent, int depth) {
    State child;
    --budget_;
    child.id = "s" + std::to_string(++states_);
    const std::size_t pick = chance_.below(20);
    const bool deeper = depth < kDepthMax && budget_ > 0;
    if (pick < 7 && deeper) {
      grow(child, depth);
    } else if (pick < 12 && deeper) {
      child.kind = Kind::kParallel;
      grow(child, depth);
    } else if (pick < 16 && parent.kind != Kind::kParallel && !parent.children.empty()) {
      child.kind = Kind::kFinal;
    }
    return child;
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  void grow(State& state, int depth) {
    const bool wide = state.kind != Kind::kState;
    const int wanted = chance_.between(wide && !one_in(chance_, 8) ? 2 : 1, 4);
    for (int i = 0; i < wanted && (i == 0 || budget_ > 0); ++i) {
      state.children.push_back(some_child(state, depth + 1));
    }
    if (state.kind == Kind::kScxml) return;
    while (one_in(chance_, 3)) {
      State history{.kind = Kind::kHistory, .id = "h" + std::to_string(++histories_)};
      history.deep = one_in(chance_, 2);
      const auto place = chance_.below(state.children.size() + 1);
      state.children.insert(state.children.begin() + static_cast<std::ptrdiff_t>(place), history);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  void collect(State& state) {
    if (state.kind != Kind::kScxml) all_.push_back(&state);
    if (state.kind == Kind::kState || state.kind == Kind::kParallel) {
      if (!state.children.empty()) done_.push_back("done.state." + state.id);
      if (promise_data(state)) done_with_data_.push_back("done.state." + state.id);
    }
    for (State& child : state.children) collect(child);
  }

  /// Gives data to all finals of the state, so that guards may read them; false without any.
  bool promise_data(State& state) {
    const bool has_final = std::ranges::any_of(
        state.children, [](const State& child) { return child.kind == Kind::kFinal; });
    if (!has_final || one_in(chance_, 3)) return false;
    for (State& child : state.children) {
      if (child.kind == Kind::kFinal) child.donedata = some_number();
    }
    return true;
  }

  std::vector<const State*> below(const State& state) const {
    std::vector<const State*> found;
    for (const State* other : all_) {
      if (other != &state && below_or_same(other, &state)) found.push_back(other);
    }
    return found;
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  void fill(State& state) {
    if (state.kind == Kind::kHistory) {
      state.transitions.push_back(some_default(state));
      return;
    }
    fill_initial(state);
    if (state.kind != Kind::kScxml) {
      while (one_in(chance_, 6)) state.onentry.push_back(some_block({}));
      while (one_in(chance_, 7)) state.onexit.push_back(some_block({}));
    }
    if (state.kind == Kind::kState || state.kind == Kind::kParallel) {
      for (int i = chance_.between(0, 3); i > 0; --i) {
        state.transitions.push_back(some_transition(state));
      }
    }
    for (State& child : state.children) fill(child);
  }

  void fill_initial(State& state) {
    const bool compound = state.kind == Kind::kState && has_states(state);
    if (state.kind != Kind::kScxml && !compound) return;
    if (one_in(chance_, 2)) return;
    state.said = compound && one_in(chance_, 2) ? Initial::kElement : Initial::kAttribute;
    state.initial.targets = some_targets(chance_, below(state));
    if (state.said == Initial::kElement) state.initial.content = some_block({});
  }

  /// Of a shallow history children of its parent, of a deep one any descendants; a history among
  /// them only further down, so that defaults do not turn in a circle.
  Transition some_default(const State& history) {
    std::vector<const State*> candidates = below(*history.parent);
    std::erase_if(candidates, [&history](const State* state) {
      if (state->kind == Kind::kHistory) return state->parent == history.parent || !history.deep;
      return !history.deep && state->parent != history.parent;
    });
    Transition otherwise;
    otherwise.targets = some_targets(chance_, candidates);
    if (one_in(chance_, 3)) otherwise.content = some_block({});
    return otherwise;
  }

  // Transitions.

  Transition some_transition(const State& source) {
    Transition transition;
    transition.internal = one_in(chance_, 3);
    const bool inward = !source.children.empty() && one_in(chance_, 3);
    if (!one_in(chance_, 6)) {
      transition.targets = some_targets(chance_, inward ? below(source) : all_targets());
    }
    if (one_in(chance_, 6)) {
      make_eventless(transition);
      return transition;
    }
    transition.events = some_descriptors(source);
    const std::string& event = transition.events.front();
    const bool has_value =
        transition.events.size() == 1 &&
        (event == "q" || std::ranges::find(done_with_data_, event) != done_with_data_.end());
    if (has_value && one_in(chance_, 2)) {
      transition.guard = compare({.kind = Expression::Kind::kEventValue});
    } else if (one_in(chance_, 3)) {
      transition.guard = some_guard(2);
    }
    if (one_in(chance_, 2)) {
      transition.content = some_block({.on_event = true, .plain = is_plain(transition.events)});
    }
    if (has_value && one_in(chance_, 2)) {
      transition.content.push_back({.kind = Action::Kind::kAssign,
                                    .name = some_item(),
                                    .value = Expression{.kind = Expression::Kind::kEventValue}});
    }
    for (const std::string& awaited : transition.events) await(awaited);
    if (may_feed_itself(transition.events) && !one_in(chance_, 60)) bound_by_fuel(transition);
    return transition;
  }

  /// Notes an event that the chart takes, as far as it may come from outside.
  void await(const std::string& descriptor) {
    const bool whole = descriptor.find('*') == std::string::npos;
    if (whole && !descriptor.ends_with('.') && !descriptor.starts_with("done")) {
      awaited_.push_back(descriptor);
    }
  }

  /// True when the event may be one that the transition itself brings about, by entering a final
  /// state or by failing.
  static bool may_feed_itself(const Ids& descriptors) {
    return std::ranges::any_of(descriptors, [](const std::string& descriptor) {
      return descriptor == "*" || descriptor.starts_with("done") || descriptor.starts_with("error");
    });
  }

  static void bound_by_fuel(Transition& transition) {
    Expression fuel = less("fuel", 9);
    transition.guard = transition.guard
                           ? Expression{.kind = Expression::Kind::kAnd,
                                        .operands = {*transition.guard, std::move(fuel)}}
                           : fuel;
    transition.content.insert(transition.content.begin(), count_up("fuel"));
  }

  /// Counts up an item to a bound, and mostly nothing else.
  void make_eventless(Transition& transition) {
    const std::string item = some_count();
    transition.guard = less(item, chance_.between(1, 4));
    if (one_in(chance_, 3)) {
      transition.guard = Expression{.kind = Expression::Kind::kAnd,
                                    .operands = {*transition.guard, some_guard(1)}};
    }
    if (one_in(chance_, 3)) transition.content = some_block({});
    transition.content.push_back(count_up(item));
  }

  std::vector<const State*> all_targets() const { return {all_.begin(), all_.end()}; }

  Ids some_descriptors(const State& source) {
    static const Ids kDescriptors = words(
        "a a a a.b a.b.c a.* b b b b.x c c. q q * i.a i.b i.c i.* t t.u done error "
        "error.execution");
    Ids events;
    do {
      const bool reads_done = !done_.empty() && one_in(chance_, 5);
      if (reads_done && !done_with_data_.empty() && one_in(chance_, 2)) {
        events.push_back(any_of(chance_, done_with_data_));
      } else if (reads_done) {
        events.push_back(source.children.empty() || one_in(chance_, 2) ? any_of(chance_, done_)
                                                                       : "done.state." + source.id);
      } else {
        events.push_back(any_of(chance_, kDescriptors));
      }
    } while (one_in(chance_, 6));
    return events;
  }

  // Expressions.

  std::string some_item() { return "n" + std::to_string(chance_.between(1, 3)); }
  static Expression item_of(const std::string& name) {
    return {.kind = Expression::Kind::kItem, .name = name};
  }
  static Expression less(const std::string& item, std::int64_t bound) {
    return {.kind = Expression::Kind::kLess, .operands = {item_of(item), number_of(bound)}};
  }
  static Expression number_of(std::int64_t number) { return {.number = number}; }

  Expression some_number() {
    switch (chance_.below(3)) {
      case 0:
        return number_of(chance_.between(0, 4));
      case 1:
        return item_of(some_item());
      default:
        return {.kind = Expression::Kind::kAdd,
                .operands = {item_of(some_item()), number_of(chance_.between(0, 2))}};
    }
  }

  Expression compare(Expression left) {
    static const std::vector<Expression::Kind> kKinds = {
        Expression::Kind::kLess, Expression::Kind::kAtMost, Expression::Kind::kEqual};
    return {.kind = any_of(chance_, kKinds),
            .operands = {std::move(left), number_of(chance_.between(0, 4))}};
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is given
  Expression some_guard(int depth) {
    const std::size_t pick = depth == 0 ? chance_.below(2) : chance_.below(6);
    switch (pick) {
      case 0:
        return compare(some_number());
      case 1:
      case 2:
        return {.kind = Expression::Kind::kIn, .name = any_of(chance_, all_)->id};
      case 3:
        return {.kind = Expression::Kind::kAnd,
                .operands = {some_guard(depth - 1), some_guard(depth - 1)}};
      case 4:
        return {.kind = Expression::Kind::kOr,
                .operands = {some_guard(depth - 1), some_guard(depth - 1)}};
      default:
        return {.kind = Expression::Kind::kNot, .operands = {some_guard(depth - 1)}};
    }
  }

  // Executable content.

  /// True when nothing that is raised or sent as t takes the transition.
  static bool is_plain(const Ids& descriptors) {
    return std::ranges::all_of(descriptors, [](const std::string& descriptor) {
      return descriptor[0] == 'a' || descriptor[0] == 'b' || descriptor[0] == 'c' ||
             descriptor[0] == 'q';
    });
  }

  static Action count_up(const std::string& item) {
    return {.kind = Action::Kind::kAssign,
            .name = item,
            .value = Expression{.kind = Expression::Kind::kAdd,
                                .operands = {item_of(item), number_of(1)}}};
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  Block some_block(const Place& place) {
    Block block;
    for (int i = chance_.between(1, 2); i > 0; --i) block.push_back(some_action(place));
    return block;
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  Action some_action(const Place& place) {
    switch (chance_.below(place.depth < kBlockDepthMax ? 13 : 8)) {
      case 0:
      case 1:
        return some_log(place);
      case 2:
        return count_up(some_item());
      case 3:
        return {.kind = Action::Kind::kAssign, .name = some_item(), .value = some_number()};
      case 4:
        return some_raise(place);
      case 5:
        return some_send(place);
      case 6:
        return place.plain ? start_again() : some_log(place);
      case 7:
        return one_in(chance_, 4) ? Action{.kind = Action::Kind::kFail} : some_cancel(place);
      case 8:
      case 9:
        return some_if(place);
      case 10:
        return some_foreach(place);
      default:
        return some_log(place);
    }
  }

  std::string letter(std::string_view letters) {
    return std::string(1, letters[chance_.below(letters.size())]);
  }

  Action some_log(const Place& place) {
    if (place.on_event && one_in(chance_, 3)) return {.kind = Action::Kind::kLogEvent};
    Action log{.kind = Action::Kind::kLog, .name = "log " + std::to_string(++logs_)};
    if (one_in(chance_, 3)) log.value = some_number();
    return log;
  }

  /// A number that eventless transitions count up, from the beginning.
  Action start_again() {
    return {.kind = Action::Kind::kAssign, .name = some_count(), .value = number_of(0)};
  }

  std::string some_count() { return "e" + std::to_string(chance_.between(1, 2)); }

  /// The action, as long as there is fuel.
  Action fuelled(Action action) {
    return {.kind = Action::Kind::kIf,
            .branches = {{less("fuel", 6), {count_up("fuel"), std::move(action)}}}};
  }

  Action some_raise(const Place& place) {
    Action raise{.kind = Action::Kind::kRaise, .name = "i." + letter("abcd")};
    if (one_in(chance_, 5)) raise.value = some_number();
    if (place.plain || one_in(chance_, 50)) return raise;
    return fuelled(std::move(raise));
  }

  Action some_send(const Place& place) {
    Action send = some_free_send();
    const bool comes_back = !send.name.starts_with("t");
    if ((place.plain && !comes_back) || one_in(chance_, 500)) return send;
    return fuelled(std::move(send));
  }

  Action some_free_send() {
    static const Ids kSent = words("a b.x t t.u t.u.v q");
    Action send{.kind = Action::Kind::kSend, .name = any_of(chance_, kSent)};
    if (send.name == "q" || one_in(chance_, 5)) send.value = some_number();
    if (one_in(chance_, 3)) return send;
    send.delay = Milliseconds(500 * chance_.between(1, 8));
    send.sendid = "send" + std::to_string(++sends_);
    return send;
  }

  Action some_cancel(const Place& place) {
    if (sends_ == 0) return some_log(place);
    return {.kind = Action::Kind::kCancel,
            .sendid = "send" + std::to_string(chance_.between(1, sends_))};
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  Action some_if(const Place& place) {
    Action choice{.kind = Action::Kind::kIf};
    for (int i = chance_.between(1, 2); i > 0; --i) {
      choice.branches.push_back({some_guard(1), some_block(place.inner())});
    }
    if (one_in(chance_, 2)) {
      choice.branches.push_back({std::nullopt, some_block(place.inner())});
    }
    return choice;
  }

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded
  Action some_foreach(const Place& place) {
    Action loop{.kind = Action::Kind::kForeach};
    for (int i = chance_.between(0, 3); i > 0; --i) loop.list.push_back(chance_.between(0, 5));
    loop.name = one_in(chance_, 2) ? "undeclared" : some_item();
    if (one_in(chance_, 2)) loop.index = some_item();
    if (loop.index == loop.name) loop.index.clear();
    loop.block = some_block(place.inner());
    return loop;
  }

  Input some_input() {
    static const Ids kEvents = words("a a a.b a.b.c b b b.x c c.d q q t a.bc ab");
    if (one_in(chance_, 4)) return {.wait = Milliseconds(500 * chance_.between(0, 6))};
    const bool awaited = !awaited_.empty() && !one_in(chance_, 3);
    Input input{.event = {.name = any_of(chance_, awaited ? awaited_ : kEvents)}};
    if (input.event.name == "q" || one_in(chance_, 6)) input.event.value = chance_.between(0, 4);
    return input;
  }

  Chance& chance_;
  int budget_ = 0;
  int states_ = 0;
  int histories_ = 0;
  int logs_ = 0;
  int sends_ = 0;
  std::vector<State*> all_;
  Ids done_;
  Ids done_with_data_;
  Ids awaited_;  ///< events that transitions take
};

// ---- the document

std::string attribute(std::string_view name, std::string_view value) {
  std::string text = " " + std::string(name) + "=\"";
  for (const char letter : value) {
    switch (letter) {
      case '"':
        text += "&quot;";
        break;
      case '<':
        text += "&lt;";
        break;
      default:
        text += letter;
    }
  }
  return text + "\"";
}

std::string joined(const Ids& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
std::string to_feel(const Expression& expression) {
  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  const auto pair = [&](std::string_view between) {
    return "(" + to_feel(expression.operands[0]) + std::string(between) +
           to_feel(expression.operands[1]) + ")";
  };
  switch (expression.kind) {
    case Expression::Kind::kNumber:
      return std::to_string(expression.number);
    case Expression::Kind::kItem:
      return expression.name;
    case Expression::Kind::kEventValue:
      return "_event.data.v";
    case Expression::Kind::kAdd:
      return pair(" + ");
    case Expression::Kind::kLess:
      return pair(" < ");
    case Expression::Kind::kAtMost:
      return pair(" <= ");
    case Expression::Kind::kEqual:
      return pair(" = ");
    case Expression::Kind::kIn:
      return "In(\"" + expression.name + "\")";
    case Expression::Kind::kAnd:
      return pair(" and ");
    case Expression::Kind::kOr:
      return pair(" or ");
    case Expression::Kind::kNot:
      return "not(" + to_feel(expression.operands[0]) + ")";
  }
  return {};
}

/// Lines with their indent.
class Writer {
 public:
  void line(const std::string& text) { text_ += std::string(2 * depth_, ' ') + text + "\n"; }
  void open(const std::string& tag) {
    line("<" + tag + ">");
    ++depth_;
  }
  void close(const std::string& name) {
    --depth_;
    line("</" + name + ">");
  }
  const std::string& text() const { return text_; }

 private:
  std::size_t depth_ = 0;
  std::string text_;
};

void write(Writer& out, const Block& block);

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void write_if(Writer& out, const Action& action) {
  for (std::size_t i = 0; i < action.branches.size(); ++i) {
    const Branch& branch = action.branches[i];
    const std::string guard = branch.guard ? attribute("cond", to_feel(*branch.guard)) : "";
    if (i == 0) {
      out.open("if" + guard);
    } else {
      out.line(branch.guard ? "<elseif" + guard + "/>" : "<else/>");
    }
    write(out, branch.block);
  }
  out.close("if");
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void write_foreach(Writer& out, const Action& action) {
  std::string list;
  for (const std::int64_t member : action.list) {
    list += (list.empty() ? "" : ", ") + std::to_string(member);
  }
  out.open("foreach" + attribute("array", "[" + list + "]") + attribute("item", action.name) +
           (action.index.empty() ? "" : attribute("index", action.index)));
  write(out, action.block);
  out.close("foreach");
}

void write_with_value(Writer& out, const std::string& tag, const Action& action) {
  if (!action.value) {
    out.line("<" + tag + "/>");
    return;
  }
  out.open(tag);
  out.line("<param name=\"v\"" + attribute("expr", to_feel(*action.value)) + "/>");
  out.close("send");
}

void write_raise(Writer& out, const Action& action) {
  const std::string event = attribute("event", action.name);
  write_with_value(
      out, action.value ? "send" + event + attribute("target", "#_internal") : "raise" + event,
      action);
}

std::string delay_of(const Action& action) {
  const auto count = action.delay.count();
  return count % 1'000 == 0 ? std::to_string(count / 1'000) + "s" : std::to_string(count) + "ms";
}

void write_send(Writer& out, const Action& action) {
  std::string tag = "send" + attribute("event", action.name);
  if (!action.sendid.empty()) tag += attribute("id", action.sendid);
  if (action.delay.count() > 0) tag += attribute("delay", delay_of(action));
  write_with_value(out, tag, action);
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void write_action(Writer& out, const Action& action) {
  const std::string value = action.value ? attribute("expr", to_feel(*action.value)) : "";
  switch (action.kind) {
    case Action::Kind::kLog:
      out.line("<log" + attribute("label", action.name) + value + "/>");
      break;
    case Action::Kind::kLogEvent:
      out.line("<log expr=\"_event.name\"/>");
      break;
    case Action::Kind::kAssign:
      out.line("<assign" + attribute("location", action.name) + value + "/>");
      break;
    case Action::Kind::kRaise:
      write_raise(out, action);
      break;
    case Action::Kind::kIf:
      write_if(out, action);
      break;
    case Action::Kind::kForeach:
      write_foreach(out, action);
      break;
    case Action::Kind::kSend:
      write_send(out, action);
      break;
    case Action::Kind::kCancel:
      out.line("<cancel" + attribute("sendid", action.sendid) + "/>");
      break;
    case Action::Kind::kFail:
      out.line("<assign location=\"nowhere.at.all\" expr=\"1\"/>");
      break;
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void write(Writer& out, const Block& block) {
  for (const Action& action : block) write_action(out, action);
}

void write_transition(Writer& out, const Transition& transition) {
  std::string tag = "transition";
  if (!transition.events.empty()) tag += attribute("event", joined(transition.events));
  if (transition.guard) tag += attribute("cond", to_feel(*transition.guard));
  if (!transition.targets.empty()) tag += attribute("target", joined(transition.targets));
  if (transition.internal) tag += attribute("type", "internal");
  if (transition.content.empty()) {
    out.line("<" + tag + "/>");
    return;
  }
  out.open(tag);
  write(out, transition.content);
  out.close("transition");
}

void write_blocks(Writer& out, const std::string& name, const std::vector<Block>& blocks) {
  for (const Block& block : blocks) {
    out.open(name);
    write(out, block);
    out.close(name);
  }
}

std::string tag_of(const State& state) {
  switch (state.kind) {
    case Kind::kScxml:
      return "scxml";
    case Kind::kState:
      return "state";
    case Kind::kParallel:
      return "parallel";
    case Kind::kFinal:
      return "final";
    case Kind::kHistory:
      return "history";
  }
  return {};
}

void write_own(Writer& out, const State& state) {
  if (state.said == Initial::kElement) {
    out.open("initial");
    write_transition(out, state.initial);
    out.close("initial");
  }
  write_blocks(out, "onentry", state.onentry);
  write_blocks(out, "onexit", state.onexit);
  for (const Transition& transition : state.transitions) write_transition(out, transition);
  if (state.donedata) {
    out.open("donedata");
    out.line("<param name=\"v\"" + attribute("expr", to_feel(*state.donedata)) + "/>");
    out.close("donedata");
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void write_state(Writer& out, const State& state) {
  const std::string name = tag_of(state);
  std::string tag = name + attribute("id", state.id);
  if (state.said == Initial::kAttribute) tag += attribute("initial", joined(state.initial.targets));
  if (state.deep) tag += attribute("type", "deep");
  out.open(tag);
  write_own(out, state);
  for (const State& child : state.children) write_state(out, child);
  out.close(name);
}

// ---- shrinking

/// Removes the one thing of a chart that stands at a given place in the order of a walk.
class Cutter {
 public:
  explicit Cutter(std::size_t place) : left_(place) {}

  bool done() const { return done_; }

  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  void cut(State& state) {
    cut_one_of(state.children);
    if (state.kind != Kind::kHistory) cut_one_of(state.transitions);
    cut_one_of(state.onentry);
    cut_one_of(state.onexit);
    for (Block& block : state.onentry) cut(block);
    for (Block& block : state.onexit) cut(block);
    for (Transition& transition : state.transitions) cut(transition);
    if (state.said != Initial::kUnsaid && here()) {
      state.said = Initial::kUnsaid;
      state.initial = Transition();
    }
    cut(state.initial);
    for (State& child : state.children) cut(child);
  }

 private:
  bool here() {
    if (done_ || left_-- != 0) return false;
    done_ = true;
    return true;
  }

  template <class Item>
  void cut_one_of(std::vector<Item>& items) {
    for (std::size_t i = 0; i < items.size() && !done_; ++i) {
      if (here()) items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void cut(Transition& transition) {
    if (transition.guard && here()) transition.guard.reset();
    if (transition.internal && here()) transition.internal = false;
    if (transition.targets.size() > 1) cut_one_of(transition.targets);
    if (transition.events.size() > 1) cut_one_of(transition.events);
    cut(transition.content);
  }

  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  void cut(Block& block) {
    cut_one_of(block);
    for (Action& action : block) {
      if (action.branches.size() > 1) cut_one_of(action.branches);
      for (Branch& branch : action.branches) cut(branch.block);
      cut(action.block);
    }
  }

  std::size_t left_;
  bool done_ = false;
};

/// Makes a chart lawful again that has lost states.
class Mender {
 public:
  /// True when something was mended, after which more may be at fault.
  bool mend(Chart& chart) {
    ids_.clear();
    mended_ = false;
    collect(chart.root);
    mend(chart.root);
    return mended_;
  }

 private:
  bool known(const std::string& id) const { return std::ranges::find(ids_, id) != ids_.end(); }

  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  void collect(const State& state) {
    ids_.push_back(state.id);
    for (const State& child : state.children) collect(child);
  }

  /// True when the transition had targets and has none left.
  bool purge(Transition& transition) {
    if (transition.guard) mend(*transition.guard);
    mend(transition.content);
    const bool had = !transition.targets.empty();
    const auto gone =
        std::erase_if(transition.targets, [this](const std::string& id) { return !known(id); });
    mended_ = mended_ || gone > 0;
    return had && transition.targets.empty();
  }

  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  void mend(State& state) {
    std::erase_if(state.transitions, [this](Transition& t) { return purge(t); });
    if (purge(state.initial)) {
      state.said = Initial::kUnsaid;
      state.initial = Transition();
    }
    for (Block& block : state.onentry) mend(block);
    for (Block& block : state.onexit) mend(block);
    for (State& child : state.children) mend(child);
    const auto gone = std::erase_if(state.children, [](const State& child) {
      return child.kind == Kind::kHistory && child.transitions.empty();
    });
    mended_ = mended_ || gone > 0;
    if (state.kind != Kind::kHistory && !has_states(state)) make_atomic(state);
  }

  void make_atomic(State& state) {
    mended_ = mended_ || !state.children.empty();
    state.children.clear();
    if (state.kind == Kind::kParallel) state.kind = Kind::kState;
    state.said = Initial::kUnsaid;
    state.initial = Transition();
  }

  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  void mend(Block& block) {
    for (Action& action : block) {
      for (Branch& branch : action.branches) {
        if (branch.guard) mend(*branch.guard);
        mend(branch.block);
      }
      mend(action.block);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  void mend(Expression& expression) {
    for (Expression& operand : expression.operands) mend(operand);
    if (expression.kind != Expression::Kind::kIn || known(expression.name)) return;
    expression = {.kind = Expression::Kind::kEqual, .operands = {{.number = 0}, {.number = 1}}};
  }

  Ids ids_;
  bool mended_ = false;
};

bool shrink_inputs(Trial& trial, const std::function<bool(const Trial&)>& differs) {
  bool smaller = false;
  for (std::size_t i = 0; i < trial.inputs.size();) {
    Trial candidate = trial;
    candidate.inputs.erase(candidate.inputs.begin() + static_cast<std::ptrdiff_t>(i));
    if (differs(candidate)) {
      trial = std::move(candidate);
      smaller = true;
    } else {
      ++i;
    }
  }
  return smaller;
}

bool shrink_chart(Trial& trial, const std::function<bool(const Trial&)>& differs) {
  bool smaller = false;
  for (std::size_t place = 0;;) {
    Trial candidate = trial;
    Cutter cutter(place);
    cutter.cut(candidate.chart.root);
    if (!cutter.done()) return smaller;
    while (Mender().mend(candidate.chart)) {
    }
    if (!candidate.chart.root.children.empty() && differs(candidate)) {
      trial = std::move(candidate);
      smaller = true;
    } else {
      ++place;
    }
  }
}

}  // namespace

std::string to_string(const Input& input) {
  if (input.event.name.empty()) return "wait " + std::to_string(input.wait.count()) + "ms";
  return input.event.name +
         (input.event.value ? " with v = " + std::to_string(*input.event.value) : "");
}

Trial random_trial(Chance& chance) { return Generator(chance).run(); }

std::string to_xml(const Chart& chart) {
  Writer out;
  std::string tag = R"(scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0")";
  if (chart.root.said == Initial::kAttribute) {
    tag += attribute("initial", joined(chart.root.initial.targets));
  }
  out.open(tag);
  out.open("datamodel");
  for (const auto& [name, value] : chart.items) {
    out.line("<data" + attribute("id", name) + attribute("expr", std::to_string(value)) + "/>");
  }
  out.close("datamodel");
  for (const State& child : chart.root.children) write_state(out, child);
  out.close("scxml");
  return out.text();
}

Trial shrunk(Trial trial, const std::function<bool(const Trial&)>& differs) {
  bool smaller = true;
  while (smaller) {
    smaller = shrink_inputs(trial, differs);
    smaller = shrink_chart(trial, differs) || smaller;
  }
  return trial;
}

}  // namespace lagrum::naive
