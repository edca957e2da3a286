// The engine against a second interpreter that shares nothing with it: appendix D of SCXML 1.0,
// procedure by procedure, on random charts with random events.
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <utility>

#include "random_chart.h"
#include "statechart/interpreter.h"
#include "statechart/runner.h"

namespace lagrum::statechart {
namespace {

using naive::Fault;
using naive::Ids;
using naive::Milliseconds;
using naive::Trial;
using test::Chance;

const Instant kBegin{std::chrono::hours(24 * 20'000)};

/// What the trials made happen, to see that they reach what they are for.
struct Reached {
  std::size_t charts = 0;
  std::size_t inputs = 0;
  std::size_t macrosteps = 0;
  std::size_t microsteps = 0;
  std::size_t endless = 0;
  std::size_t orthogonal = 0;  ///< microsteps with several transitions
  std::size_t histories = 0;
  std::size_t parallel_histories = 0;
  std::size_t finished = 0;
};

std::ostream& operator<<(std::ostream& out, const Reached& reached) {
  return out << reached.charts << " charts, " << reached.inputs << " inputs, " << reached.macrosteps
             << " macrosteps, " << reached.microsteps << " microsteps; " << reached.endless
             << " endless, " << reached.orthogonal << " orthogonal, " << reached.histories
             << " histories restored, " << reached.parallel_histories << " of them in parallels, "
             << reached.finished << " finished";
}

Result<Chart> load_text(const std::string& text) {
  const Result<xml::Document> document = xml::Document::parse(text, "random.scxml");
  if (!document) return document.error();
  Diagnostics diagnostics;
  Result<Chart> chart =
      Chart::load(*document, LoadContext{.profile = Profile::kStandard}, diagnostics);
  if (!chart) {
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity == Severity::kError) {
        Error error = chart.error();
        error.message = to_string(diagnostic);
        return error;
      }
    }
  }
  return chart;
}

/// The engine's transitions by the names that the naive interpreter gives them.
Ids transition_names(const Chart& chart) {
  std::map<std::string, std::size_t> counts;
  Ids names;
  for (const TransitionInfo& transition : chart.transitions()) {
    names.push_back(transition.source + "#" + std::to_string(counts[transition.source]++));
  }
  return names;
}

std::string joined(const Ids& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return "[" + text + "]";
}

std::string joined(const std::map<std::string, Ids>& lists) {
  std::string text;
  for (const auto& [name, ids] : lists) text += name + " = " + joined(ids) + "; ";
  return text;
}

std::string joined(const std::map<std::string, std::int64_t>& items) {
  std::string text;
  for (const auto& [name, value] : items) text += name + " = " + std::to_string(value) + "; ";
  return text;
}

std::string data_text(const Context& data, const std::map<std::string, std::int64_t>& like) {
  std::string text;
  for (const auto& [name, value] : like) {
    const Value* found = data.find(name);
    text += name + " = " + (found == nullptr ? "missing" : to_string(*found)) + "; ";
  }
  return text;
}

std::string pending_text(const std::vector<naive::Pending>& pending) {
  std::string text;
  for (const naive::Pending& sent : pending) {
    text += sent.event.name + " at " + std::to_string(sent.due.count()) + " ";
    if (sent.event.value) text += "v = " + std::to_string(*sent.event.value);
    text += "; ";
  }
  return text;
}

std::string pending_text(const std::vector<PendingSend>& pending) {
  std::string text;
  for (const PendingSend& sent : pending) {
    text += sent.event.name + " at " + std::to_string((sent.due - kBegin).count()) + " ";
    const Context* data = sent.event.data.context();
    if (data != nullptr) text += "v = " + to_string(*data->find("v"));
    text += "; ";
  }
  return text;
}

enum class Restarts : std::uint8_t { kNone, kAlways };

/// One chart in both interpreters, step by step until they differ.
class Duel {
 public:
  Duel(const Trial& trial, Chart chart, Fault fault, Restarts restarts)
      : inputs_(trial.inputs),
        naive_(trial.chart, fault),
        chart_(std::move(chart)),
        names_(transition_names(chart_)),
        restarts_(restarts),
        runner_(chart_),
        live_(chart_) {}

  /// The first difference; empty for none.
  std::string run(Reached& reached) {
    compare_start();
    for (std::size_t i = 0; i < inputs_.size() && difference_.empty() && naive_.running(); ++i) {
      where_ = "input " + std::to_string(i + 1) + " (" + naive::to_string(inputs_[i]) + ")";
      if (restarts_ == Restarts::kAlways) restart();
      if (difference_.empty()) compare_input(inputs_[i]);
      ++reached_.inputs;
    }
    if (difference_.empty() && session_.finished) compare_after_the_end();
    add_to(reached);
    return difference_;
  }

 private:
  void differ(const std::string& what, const std::string& standard, const std::string& engine) {
    if (!difference_.empty() || standard == engine) return;
    difference_ =
        what + " differ at " + where_ + "\n  standard " + standard + "\n  engine   " + engine;
  }

  void compare_start() {
    where_ = "start";
    const naive::Step step = naive_.interpret(now_);
    const Session before = session_;
    const Result<Trace> trace = start(chart_, session_, "s", surroundings());
    compare_live(runner_.start(live_, "s", surroundings()), trace);
    compare_one(step, trace, before);
  }

  void compare_input(const naive::Input& input) {
    const Session before = session_;
    if (!input.event.name.empty()) {
      Event event{.name = input.event.name};
      if (input.event.value) event.data = Context{{"v", Value::integer(*input.event.value)}};
      const naive::Step step = naive_.process(input.event, now_);
      const Result<Trace> trace = process(chart_, session_, event, surroundings());
      compare_live(runner_.process(live_, event, surroundings()), trace);
      compare_one(step, trace, before);
      return;
    }
    now_ += input.wait;
    const std::vector<naive::Step> steps = naive_.advance(now_);
    const Result<std::vector<Trace>> traces = advance(chart_, session_, surroundings());
    const Result<std::vector<Trace>> live = runner_.advance(live_, surroundings());
    differ("advanced instance", traces ? std::to_string(traces->size()) : "fails",
           live ? std::to_string(live->size()) : "fails");
    if (ended_alike(!steps.empty() && steps[0].endless, traces, before)) {
      compare_all(steps, *traces);
    }
    compare_state();
  }

  /// What has ended takes nothing more.
  void compare_after_the_end() {
    ++reached_.finished;
    where_ = "an event after the end";
    if (restarts_ == Restarts::kAlways) restart();
    const Session before = session_;
    const Result<Trace> trace = process(chart_, session_, Event{.name = "a"}, surroundings());
    differ("taken", "no", trace && !trace->taken && session_ == before ? "no" : "yes");
  }

  /// The same by an instance that has been running since the start.
  void compare_live(const Status& done, const Result<Trace>& trace) {
    differ("instance", trace ? "ends" : "fails", done ? "ends" : "fails");
    if (!trace || !done) return;
    const Trace& live = runner_.trace();
    const bool same = trace->transitions == live.transitions && trace->entered == live.entered &&
                      trace->exited == live.exited && trace->logs == live.logs &&
                      trace->taken == live.taken && trace->errors.size() == live.errors.size();
    differ("trace of the instance", "the same", same ? "the same" : "another");
  }

  void compare_one(const naive::Step& step, const Result<Trace>& trace, const Session& before) {
    if (ended_alike(step.endless, trace, before)) compare_step(step, *trace);
    if (session_.started || naive_.running()) compare_state();
  }

  /// True when both ran to the end, so that there is more to compare.
  template <class Answer>
  bool ended_alike(bool endless, const Result<Answer>& answer, const Session& before) {
    const std::string engine = answer ? "ends"
                               : answer.error().code == ErrorCode::kOutOfRange
                                   ? "endless"
                                   : "fails: " + answer.error().message;
    differ("macrostep", endless ? "endless" : "ends", engine);
    if (answer) return difference_.empty();
    ++reached_.endless;
    differ("session after an endless macrostep", "unchanged",
           session_ == before ? "unchanged" : "changed");
    return false;
  }

  void compare_all(const std::vector<naive::Step>& steps, const std::vector<Trace>& traces) {
    for (std::size_t i = 0; i < std::min(steps.size(), traces.size()); ++i) {
      compare_step(steps[i], traces[i]);
    }
    differ("events delivered", std::to_string(steps.size()), std::to_string(traces.size()));
  }

  void compare_step(const naive::Step& step, const Trace& trace) {
    ++reached_.macrosteps;
    reached_.microsteps += step.microsteps;
    if (step.widest > 1) ++reached_.orthogonal;
    reached_.histories += step.histories;
    reached_.parallel_histories += step.parallel_histories;
    Ids taken;
    for (const std::size_t index : trace.transitions) taken.push_back(names_.at(index));
    differ("transitions", joined(step.transitions), joined(taken));
    differ("exited", joined(step.exited), joined(ids_of(trace.exited)));
    differ("entered", joined(step.entered), joined(ids_of(trace.entered)));
    differ("logs", joined(step.logs), joined(trace.logs));
    differ("taken", step.taken ? "yes" : "no", trace.taken ? "yes" : "no");
    differ("errors", std::to_string(step.errors), std::to_string(trace.errors.size()));
    for (const Error& error : trace.unsettled) differ("unsettled guards", "none", error.message);
  }

  void compare_state() {
    differ("running", naive_.running() ? "yes" : "no",
           session_.started && !session_.finished ? "yes" : "no");
    // A final state of the top stays, so that a case shows where it ended.
    const Ids active = naive_.running() ? naive_.configuration() : naive_.ended_in();
    differ("configuration", joined(active), joined(session_.configuration));
    differ("history", joined(naive_.history()), joined(session_.history));
    differ("data", joined(naive_.items()), data_text(session_.data, naive_.items()));
    differ("pending", pending_text(naive_.pending()), pending_text(session_.pending));
    differ("state of the instance", "the same",
           live_.session() == session_ ? "the same" : "another");
  }

  Ids ids_of(const std::vector<std::size_t>& states) const {
    Ids ids;
    for (const std::size_t state : states) ids.push_back(chart_.states().at(state).id);
    return ids;
  }

  void restart() {
    const Result<Json> json = to_json(session_);
    const Result<Session> again =
        json ? session_from_json(*json, chart_) : Result<Session>(json.error());
    differ("restart", "", again ? "" : again.error().message);
    if (!again) return;
    differ("session after a restart", "the same", *again == session_ ? "the same" : "another");
    session_ = *again;
  }

  Surroundings surroundings() const { return {.now = kBegin + now_, .local_now = std::nullopt}; }

  void add_to(Reached& reached) const {
    ++reached.charts;
    reached.inputs += reached_.inputs;
    reached.macrosteps += reached_.macrosteps;
    reached.microsteps += reached_.microsteps;
    reached.endless += reached_.endless;
    reached.orthogonal += reached_.orthogonal;
    reached.histories += reached_.histories;
    reached.parallel_histories += reached_.parallel_histories;
    reached.finished += reached_.finished;
  }

  const std::vector<naive::Input>& inputs_;
  naive::Interpreter naive_;
  Chart chart_;
  Ids names_;
  Restarts restarts_;
  Runner runner_;
  Instance live_;
  Session session_;
  Milliseconds now_{};
  std::string where_;
  std::string difference_;
  Reached reached_;
};

/// The first difference between both interpreters; empty for none.
std::string difference(const Trial& trial, Fault fault, Restarts restarts, Reached& reached) {
  Result<Chart> chart = load_text(naive::to_xml(trial.chart));
  if (!chart) return "load: " + chart.error().message;
  return Duel(trial, std::move(chart).value(), fault, restarts).run(reached);
}

/// What differs, without where.
std::string_view kind_of(std::string_view difference) {
  return difference.substr(0, difference.find(" differ at "));
}

constexpr int kShrinkTriesMax = 3'000;

/// For people: a smaller trial that differs in the same thing.
std::string told(const Trial& trial, Fault fault, Restarts restarts) {
  Reached reached;
  int tries = 0;
  const std::string first = difference(trial, fault, restarts, reached);
  const auto differs = [&](const Trial& candidate) {
    return ++tries < kShrinkTriesMax &&
           kind_of(difference(candidate, fault, restarts, reached)) == kind_of(first);
  };
  const Trial small = naive::shrunk(trial, differs);
  std::string text = naive::to_xml(small.chart);
  for (const naive::Input& input : small.inputs) text += naive::to_string(input) + "\n";
  return text + difference(small, fault, restarts, reached);
}

void compare_random_charts(int charts, Restarts restarts) {
  Chance chance;
  Reached reached;
  for (int i = 0; i < charts; ++i) {
    const Trial trial = naive::random_trial(chance);
    const std::string found = difference(trial, Fault::kNone, restarts, reached);
    if (!found.empty()) {
      FAIL() << "chart " << i << ", " << found << "\nsmaller:\n"
             << told(trial, Fault::kNone, restarts);
    }
  }
  std::cout << reached << '\n';
  const auto expected = static_cast<std::size_t>(charts) / 100;
  EXPECT_GT(reached.orthogonal, expected);
  EXPECT_GT(reached.histories, expected);
  EXPECT_GT(reached.parallel_histories, expected);
  EXPECT_GT(reached.finished, expected);
}

TEST(NaiveInterpreter, GivesTheSameTracesOnRandomCharts) {
  compare_random_charts(test::long_run() ? 200'000 : 10'000, Restarts::kNone);
}

TEST(NaiveInterpreter, SeesNoRestartBetweenAnyTwoSteps) {
  compare_random_charts(test::long_run() ? 20'000 : 500, Restarts::kAlways);
}

// ---- regions of a parallel (SCXML 1.0, sections 3.4, 3.10 and 3.13)

/// A parallel of regions, each of two floors of states, that can be left and come back to by its
/// histories. In region i the state "l i j k" is child k of "m i j".
class Regions {
 public:
  explicit Regions(Chance& chance) : chance_(chance) {
    for (int i = chance.between(2, 5); i > 0; --i) {
      floors_.push_back({chance.between(1, 3), chance.between(1, 3)});
    }
  }

  std::size_t count() const { return floors_.size(); }

  std::string text(std::string_view type_of_all) const {
    std::string shallow;
    for (std::size_t i = 0; i < count(); ++i) shallow += " h" + std::to_string(i);
    std::string text =
        "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0'>"
        "<state id='top'><transition event='leave' target='away'/>"
        "<parallel id='p'><history id='deep' type='deep'><transition target='l000'/></history>";
    for (std::size_t i = 0; i < count(); ++i) text += region(i, type_of_all);
    return text +
           "</parallel></state><state id='away'><transition event='deep' target='deep'/>"
           "<transition event='shallow' target='" +
           shallow.substr(1) + "'/></state></scxml>";
  }

  /// A state of the lowest floor for each region.
  Ids some_leaves() {
    Ids leaves;
    for (std::size_t i = 0; i < count(); ++i) {
      leaves.push_back(leaf(i, chance_.between(0, floors_[i].middle - 1),
                            chance_.between(0, floors_[i].low - 1)));
    }
    return leaves;
  }

  /// The states that "all" goes to: the last of each region.
  Ids last_leaves() const {
    Ids leaves;
    for (std::size_t i = 0; i < count(); ++i) {
      leaves.push_back(leaf(i, floors_[i].middle - 1, floors_[i].low - 1));
    }
    return leaves;
  }

 private:
  struct Floors {
    int middle;
    int low;
  };

  static std::string leaf(std::size_t region, int middle, int low) {
    return "l" + std::to_string(region) + std::to_string(middle) + std::to_string(low);
  }

  std::string region(std::size_t i, std::string_view type_of_all) const {
    const std::string id = std::to_string(i);
    std::string moves = "<transition event='all' type='" + std::string(type_of_all) + "' target='" +
                        last_leaves()[i] + "'/>";
    std::string states;
    for (int j = 0; j < floors_[i].middle; ++j) {
      states += "<state id='m" + id + std::to_string(j) + "'>";
      for (int k = 0; k < floors_[i].low; ++k) {
        const std::string low = leaf(i, j, k);
        states += "<state id='" + low + "'/>";
        moves += "<transition event='" + low + "' type='internal' target='" + low + "'/>";
      }
      states += "</state>";
    }
    return "<state id='r" + id + "'>" + moves + "<history id='h" + id + "'><transition target='m" +
           id + "0'/></history>" + states + "</state>";
  }

  Chance& chance_;
  std::vector<Floors> floors_;
};

/// A running chart of regions.
struct RegionsRun {
  explicit RegionsRun(const std::string& text) : chart(load_text(text).value()) {
    EXPECT_TRUE(start(chart, session, "s", surroundings).has_value());
  }

  Trace send(const std::string& event) {
    return process(chart, session, Event{.name = event}, surroundings).value();
  }

  void go_to(const Ids& leaves) {
    for (const std::string& leaf : leaves) send(leaf);
  }

  Chart chart;
  Session session;
  Surroundings surroundings{.now = kBegin, .local_now = std::nullopt};
};

/// A parallel of one region whose deep history leads to the region, until it has a value inside of
/// it: the transition from inside to the history leaves the parallel, which moves the value.
Trial moving_history() {
  using Kind = naive::State::Kind;
  naive::State history{.kind = Kind::kHistory, .id = "h", .transitions = {{.targets = {"r"}}}};
  history.deep = true;
  naive::State inside{.id = "a", .transitions = {{.events = {"e"}, .targets = {"h"}}}};
  naive::State region{.id = "r", .children = {inside, {.id = "b"}}};
  naive::State parallel{.kind = Kind::kParallel, .id = "p", .children = {history, region}};
  Trial trial;
  trial.chart.root.children = {{.id = "top", .children = {parallel}}};
  trial.inputs = {{.event = {.name = "e"}}, {.event = {.name = "e"}}};
  return trial;
}

TEST(Regions, AreEnteredAgainWhereTheirHistoryMovesOnTheWay) {
  const Trial trial = moving_history();
  Reached reached;

  EXPECT_EQ(difference(trial, Fault::kNone, Restarts::kNone, reached), "");
  EXPECT_NE(difference(trial, Fault::kAsksForTheDomainAgain, Restarts::kNone, reached), "");
}

constexpr int kRegionsTried = 300;

// "If the transitions do not conflict, they are all taken" (section 3.13).
TEST(Regions, TakeAllTransitionsOfAnEventThatDoNotConflict) {
  Chance chance;
  for (int i = 0; i < kRegionsTried; ++i) {
    Regions regions(chance);
    RegionsRun run(regions.text("internal"));
    run.go_to(regions.some_leaves());

    const Trace trace = run.send("all");

    ASSERT_EQ(trace.transitions.size(), regions.count());
    ASSERT_TRUE(std::ranges::is_sorted(trace.transitions));
    ASSERT_EQ(run.session.configuration, regions.last_leaves());
  }
}

// An external transition from a region leaves the whole parallel, as a parallel is no compound
// ancestor: all conflict, and the first in document order is taken.
TEST(Regions, TakeTheFirstOfTransitionsThatLeaveTheParallel) {
  Chance chance;
  for (int i = 0; i < kRegionsTried; ++i) {
    Regions regions(chance);
    RegionsRun run(regions.text("external"));

    const Trace trace = run.send("all");

    ASSERT_EQ(trace.transitions.size(), 1U);
    ASSERT_EQ(run.chart.transitions()[trace.transitions[0]].source, "r0");
    ASSERT_EQ(run.session.configuration[0], regions.last_leaves()[0]);
  }
}

TEST(Regions, ComeBackWhereTheyWereByADeepHistory) {
  Chance chance;
  for (int i = 0; i < kRegionsTried; ++i) {
    Regions regions(chance);
    RegionsRun run(regions.text("internal"));
    const Ids leaves = regions.some_leaves();
    run.go_to(leaves);
    run.send("leave");

    run.send("deep");

    ASSERT_EQ(run.session.configuration, leaves);
  }
}

TEST(Regions, ComeBackToTheChildThatTheyWereInByShallowHistories) {
  Chance chance;
  for (int i = 0; i < kRegionsTried; ++i) {
    Regions regions(chance);
    RegionsRun run(regions.text("internal"));
    Ids leaves = regions.some_leaves();
    run.go_to(leaves);
    run.send("leave");

    run.send("shallow");

    for (std::string& leaf : leaves) leaf.back() = '0';  // the child's own initial state
    ASSERT_EQ(run.session.configuration, leaves);
  }
}

// ---- the comparison itself

struct Broken {
  const char* name;
  Fault fault;
};

void PrintTo(const Broken& broken, std::ostream* stream) { *stream << broken.name; }

// Most are noticed within a hundred; none should fail by bad luck.
constexpr int kChartsUntilNoticed = 3'000;

class BrokenInterpreter : public testing::TestWithParam<Broken> {};

TEST_P(BrokenInterpreter, IsNoticedWithinAFewHundredCharts) {
  Chance chance;
  Reached reached;
  std::string found;
  for (int i = 0; i < kChartsUntilNoticed && found.empty(); ++i) {
    const Trial trial = naive::random_trial(chance);
    found = difference(trial, GetParam().fault, Restarts::kNone, reached);
  }

  EXPECT_FALSE(found.empty());
  std::cout << "chart " << reached.charts << ", " << found << '\n';
}

TEST(Told, IsNoLongerThanWhatWasFound) {
  Chance chance;
  Reached reached;
  Trial trial = naive::random_trial(chance);
  while (difference(trial, Fault::kKeepsConflicts, Restarts::kNone, reached).empty()) {
    trial = naive::random_trial(chance);
  }

  const std::string text = told(trial, Fault::kKeepsConflicts, Restarts::kNone);

  EXPECT_NE(text.find(" differ at "), std::string::npos);
  EXPECT_LE(text.find("</scxml>"), naive::to_xml(trial.chart).find("</scxml>"));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, BrokenInterpreter,
    testing::Values(Broken{"ExitsInDocumentOrder", Fault::kExitsInDocumentOrder},
                    Broken{"KeepsConflicts", Fault::kKeepsConflicts},
                    Broken{"PrefersAncestors", Fault::kPrefersAncestors},
                    Broken{"TakesInternalAsExternal", Fault::kTakesInternalAsExternal},
                    Broken{"TakesShallowAsDeep", Fault::kTakesShallowAsDeep},
                    Broken{"ForgetsRegions", Fault::kForgetsRegions},
                    Broken{"MatchesByLetters", Fault::kMatchesByLetters},
                    Broken{"RaisesAtOnce", Fault::kRaisesAtOnce},
                    Broken{"EntersWhatStays", Fault::kEntersWhatStays}),
    [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace lagrum::statechart
