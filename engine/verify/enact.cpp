#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/crypto.h"
#include "base/malformed.h"
#include "base/words.h"
#include "cases/organisation.h"
#include "lagrum/engine.h"
#include "verify/guesses.h"
#include "verify/observer.h"
#include "verify/script.h"

namespace lagrum::verify {
namespace {

using std::chrono::days;
using std::chrono::minutes;

/// Values of one command that are tried, and how many of them may differ from the first guess.
constexpr std::size_t kTriesMax = 400;
constexpr std::size_t kDifferencesMax = 3;
/// Commands that are tried for one command of the run, and how many more for one that meets fewer
/// warnings.
constexpr std::size_t kTriesInAll = 2'500;
constexpr std::size_t kTriesToMend = 150;
constexpr const char* kDocumentName = "document.txt";
/// Moments that may fall due between two commands.
constexpr std::size_t kTicksMax = 400;
/// So long after its last command a duty is looked at: every time that could run has run out.
constexpr days kAfterwards{1100};
/// The story is told so many days later where the organisation as it was then cannot act it out.
constexpr std::array<int, 3> kLater = {0, 63, 200};
constexpr minutes kMorning{9 * 60};
constexpr minutes kEvening{17 * 60};
constexpr minutes kPause{10};

/// Somebody who may give a command.
struct Player {
  std::string who;
  bool arrives = false;
  bool is_body = false;
};

/// Every way in which at most kDifferencesMax choices differ from their first, the fewest first.
class Combinations {
 public:
  explicit Combinations(const std::vector<Choice>& choices) : choices_(choices) {}

  /// Calls `visit(data)` until it says true; then true.
  template <class Visit>
  bool any(Visit&& visit) {
    for (std::size_t differences = 0; differences <= kDifferencesMax; ++differences)
      if (vary(0, differences, {}, visit)) return true;
    return false;
  }

 private:
  using Picked = std::vector<std::pair<std::size_t, std::size_t>>;  // which choice, which value

  // NOLINTNEXTLINE(misc-no-recursion): at most kDifferencesMax deep
  template <class Visit>
  bool vary(std::size_t first, std::size_t left, Picked picked, Visit& visit) {
    if (left == 0) return ++made_ <= kTriesMax && visit(data_of(picked));
    for (std::size_t i = first; i < choices_.size(); ++i) {
      for (std::size_t value = 1; value < choices_[i].values.size(); ++value) {
        picked.emplace_back(i, value);
        if (vary(i + 1, left - 1, picked, visit)) return true;
        picked.pop_back();
        if (made_ > kTriesMax) return false;
      }
    }
    return false;
  }

  Context data_of(const Picked& picked) const {
    Context data;
    for (std::size_t i = 0; i < choices_.size(); ++i) {
      const auto other = std::ranges::find(picked, i, &Picked::value_type::first);
      const std::optional<Value>& value =
          choices_[i].values[other == picked.end() ? 0 : other->second];
      if (value) data.set(choices_[i].name, *value);
    }
    return data;
  }

  const std::vector<Choice>& choices_;
  std::size_t made_ = 0;
};

/// One try at carrying out a run, from some day on.
class Enacting {
 public:
  Enacting(const Workspace& workspace, const cases::Workflow& workflow, const NormResult& norm,
           const law::Norm& of, const Stage& stage, std::shared_ptr<const Directory> directory)
      : workspace_(workspace),
        workflow_(workflow),
        norm_(norm),
        of_(of),
        stage_(stage),
        directory_(std::move(directory)) {
    if (const auto* written = dynamic_cast<const cases::Organisation*>(directory_.get()))
      people_ = written->people();
  }

  Status play(Date begun) {
    LAGRUM_ASSIGN(store_, stage_.new_store());
    LAGRUM_ASSIGN(engine_, Engine::create(workspace_, Engine::Ports{store_.get(), stage_.signer,
                                                                    stage_.zones, directory_}));
    first_ = begun;
    now_ = local(begun) + kMorning;
    shift_ = norm_.run.front().on ? begun - *norm_.run.front().on : days{0};
    cast();
    const Guesses guesses(workflow_, norm_, names_);
    const std::size_t last = norm_.run.size() - 1;
    for (std::size_t i = 0; i < norm_.run.size(); ++i) {
      const Event& event = norm_.run[i];
      if (event.event.empty() && event.by.empty()) continue;
      if (event.by.empty()) {
        LAGRUM_TRY(wait_for(event));
        continue;
      }
      LAGRUM_TRY(go_to(event));
      LAGRUM_ASSIGN(const bool done, give(i, i == last && !norm_.breach.empty(), guesses));
      if (!done) return {};
      ++played_;
    }
    if (norm_.breach.empty()) return look_at_duty();
    return {};
  }

  const std::string& said() const { return said_; }
  std::size_t played() const { return played_; }
  const std::vector<std::string>& by_hand() const { return by_hand_; }
  const std::vector<Scene>& scenes() const { return scenes_; }

 private:
  static LocalTime local(Date day) { return LocalTime(day.time_since_epoch()); }
  static Date day_of(LocalTime time) {
    return Date(std::chrono::floor<days>(time).time_since_epoch());
  }
  Result<Instant> instant(LocalTime time) const {
    return stage_.zones->to_instant(time, workflow_.law.calendar().zone());
  }
  std::string bytes(std::string_view use) {
    return std::string(as_bytes(sha256({norm_.norm, "|", std::to_string(++made_), "|", use})));
  }

  // ---- people

  bool holds_role(const std::string& id, const std::string& role) const {
    const auto actor = directory_->find(id, WorkflowId(workflow_.chart.name()), day_of(now_));
    return actor && std::ranges::any_of(actor->roles, [&](const Actor::Role& held) {
             return held.name == role || held.generic == role;
           });
  }
  bool is_body(const std::string& id) const {
    const auto actor = directory_->find(id, WorkflowId(workflow_.chart.name()), day_of(now_));
    return actor && actor->body;
  }

  /// Who stands for "one" and "somebody else": people who may give the commands that the run says
  /// are theirs.
  void cast() {
    for (const std::string_view token : {kSomebody, kSomebodyElse}) {
      std::vector<std::string> able = people_;
      std::erase_if(able, [&](const std::string& id) { return is_body(id); });
      std::erase_if(able, [&](const std::string& id) {
        return std::ranges::any_of(names_, [&](const auto& each) { return each.second == id; });
      });
      for (const Event& event : norm_.run) {
        const bool theirs = std::ranges::any_of(event.attributes, [&](const Context& attributes) {
          const Value* actor = attributes.find("actor");
          return actor != nullptr && actor->string() != nullptr && *actor->string() == token;
        });
        if (!theirs) continue;
        std::vector<std::string> left = able;
        std::erase_if(left, [&](const std::string& id) {
          return std::ranges::none_of(
              event.by, [&](const std::string& role) { return holds_role(id, role); });
        });
        if (!left.empty()) able = std::move(left);
      }
      const auto named = std::ranges::find_if(able, [&](const std::string& id) {
        return directory_->find(id, WorkflowId(workflow_.chart.name()), day_of(now_))
                   ->roles.size() > 0;
      });
      if (named != able.end()) names_[std::string(token)] = *named;
    }
  }

  /// Those who may give the command, the likeliest first.
  std::vector<Player> players(const Event& event) const {
    std::vector<Player> found;
    const auto add = [&](const std::string& who, bool arrives) {
      const bool known = std::ranges::any_of(
          found, [&](const Player& each) { return each.who == who && each.arrives == arrives; });
      if (!known) found.push_back({who, arrives, !arrives && is_body(who)});
    };
    for (const Context& attributes : event.attributes) {
      const Value* actor = attributes.find("actor");
      if (actor == nullptr || actor->string() == nullptr) continue;
      const auto name = names_.find(*actor->string());
      if (name != names_.end()) add(name->second, false);
    }
    const bool is_cast = !found.empty();
    for (const std::string& role : event.by) {
      const bool own = law::is_authority_role(role) || directory_->has_role(role);
      const bool staffed =
          std::ranges::any_of(people_, [&](const std::string& id) { return holds_role(id, role); });
      if (own || staffed) continue;
      add(role == "party" && !party_.empty() ? party_ : role, true);
    }
    for (const std::string& role : event.by) {
      std::size_t count = 0;
      for (const std::string& id : people_)
        if (holds_role(id, role) && ++count <= 3) add(id, false);
    }
    if (is_cast)
      std::stable_partition(found.begin(), found.end(),
                            [](const Player& each) { return !each.arrives; });
    return found;
  }

  /// Another person, if there is one such that may give the last command: it may be about them.
  std::string another_than(const std::string& who) const {
    std::string any;
    for (const std::string& id : people_) {
      const auto actor = directory_->find(id, WorkflowId(workflow_.chart.name()), day_of(now_));
      if (id == who || !actor || actor->body || actor->roles.empty()) continue;
      if (any.empty()) any = id;
      const std::vector<std::string>& by = norm_.run.back().by;
      if (std::ranges::any_of(by, [&](const std::string& role) { return holds_role(id, role); }))
        return id;
    }
    return any;
  }

  // ---- time

  Status pass_to(LocalTime until) {
    LAGRUM_ASSIGN(const Instant moment, instant(until));
    for (std::size_t i = 0; i < kTicksMax; ++i) {
      LAGRUM_ASSIGN(const std::optional<Instant> due, engine_->next_due());
      if (!due || *due > moment) break;
      LAGRUM_ASSIGN(const Instant here, instant(now_));
      LAGRUM_ASSIGN(const TickReport report, engine_->tick(std::max(*due, here), bytes("tick")));
      if (!report.failed.empty()) return report.failed.front().error;
    }
    now_ = std::max(now_, until);
    return {};
  }

  Status go_to(const Event& event) {
    LocalTime next = scenes_.empty() ? now_ : now_ + kPause;
    if (next - local(day_of(next)) > kEvening) next = local(day_of(next) + days{1}) + kMorning;
    if (event.on) next = std::max(next, local(*event.on + shift_) + kMorning);
    return pass_to(next);
  }

  /// What comes by itself: time passes until it has come.
  Status wait_for(const Event& event) {
    if (case_.empty()) return {};
    const auto named = [&](std::string_view prefix) {
      return event.event.starts_with(prefix) ? event.event.substr(prefix.size()) : std::string();
    };
    LAGRUM_ASSIGN(const CaseView view, seen());
    std::optional<Date> day;
    if (const std::string clock = named(cases::kClockExpired); !clock.empty()) {
      for (const CaseView::ClockLine& line : view.clocks)
        if (line.id == clock && line.status != "none" && line.status != "void")
          day = std::max(day.value_or(line.due), line.due);
      if (!day) by_hand_.push_back("the clock " + clock + " does not run in the case");
    } else if (const std::string date = named(cases::kDateReached); !date.empty()) {
      for (const CaseView::ActLine& line : view.acts) {
        const std::string type = line.act.type.str();
        if (!date.starts_with(type + ".")) continue;
        const Value* set = line.act.attributes.find(date.substr(type.size() + 1));
        if (set != nullptr && set->date() != nullptr) {
          if (const auto read = parse_date(plain_text(*set))) day = *read;
        }
      }
      if (!day) by_hand_.push_back("no act of the case fixes the day of " + date);
    }
    if (!day) return {};
    return pass_to(std::max(now_, local(*day + days{1}) + kMorning));
  }

  Result<CaseView> seen() const {
    LAGRUM_ASSIGN(const Instant now, instant(now_));
    return engine_->view(case_, now);
  }

  // ---- commands

  Result<Command> command_of(const Event& event, const Player& player, Context data) {
    Command command;
    command.id = CommandId(hex(bytes("id")).substr(0, 32));
    command.case_id = case_;
    command.workflow = WorkflowId(workflow_.chart.name());
    command.who = player.who;
    command.event = event.event;
    command.data = std::move(data);
    command.salt = bytes("salt");
    LAGRUM_ASSIGN(command.now, instant(now_));
    if (player.arrives) {
      command.origin = Origin::kArrival;
      command.channel = "e-mail";
    } else {
      command.reason = "The run has it so";
    }
    return command;
  }

  bool takes(const Answer& answer, const Event& event) const {
    return std::ranges::all_of(event.transitions, [&](const std::string& name) {
      return contains(answer.transitions, name);
    });
  }

  static std::vector<std::string> norms_of(const Answer& answer, std::string_view consequence) {
    std::vector<std::string> norms;
    for (const Objection& objection : answer.objections)
      if ((consequence.empty() || objection.consequence == consequence) &&
          !contains(norms, objection.norm))
        norms.push_back(objection.norm);
    return norms;
  }

  /// How good what a command would meet is; 0 where it is no use.
  enum Fit : std::uint8_t { kUseless, kWithBreaches, kWithWarnings, kClean };

  /// What was found for one command of the run so far.
  struct Search {
    const Event& event;
    bool must_breach;
    const Guesses& guesses;
    bool outside = false;                 // it is put on record afterwards
    std::vector<std::string> kinds = {};  // of documents that are brought
    std::optional<Scene> best = {};
    Fit fit = kUseless;
    std::string met = {};  // by what was tried, for people
    std::size_t tries_left = kTriesInAll;
  };

  /// Documents that acts of the command are done by.
  std::vector<std::string> kinds_of_documents(const Event& event) const {
    std::vector<std::string> kinds;
    for (const statechart::TransitionInfo& transition : workflow_.chart.transitions()) {
      if (!contains(event.transitions, transition.name)) continue;
      for (const statechart::ActSpec& act : transition.acts) {
        for (const statechart::DocumentSpec& document : act.documents)
          if (!contains(kinds, document.kind)) kinds.push_back(document.kind);
      }
    }
    return kinds;
  }

  Status try_with(const Player& player, Search& search) {
    const Moment moment{player.who,
                        another_than(player.who),
                        party_.empty() ? "party-1" : party_,
                        other_party_.empty() ? "party-2" : other_party_,
                        day_of(now_),
                        player.is_body};
    const std::vector<Choice> choices = search.guesses.of(search.event, moment);
    Combinations combinations(choices);
    Status failed;
    combinations.any([&](Context data) {
      if (search.tries_left-- == 0) return (search.tries_left = 0, true);
      auto made = command_of(search.event, player, std::move(data));
      if (!made) {
        failed = made.error();
        return true;
      }
      if (search.outside) made->happened = made->now;
      for (const std::string& kind : search.kinds)
        made->documents.push_back({kind, kDocumentName, "text/plain", "As the run has it"});
      const auto answer = engine_->try_out(*made);
      if (!answer) {
        if (search.met.empty()) search.met = answer.error().message;
        return false;
      }
      if (answer->outcome != Outcome::kDone && search.met.empty())
        search.met = to_text(*answer, Language::kEnglish) + answer->detail;
      if (answer->outcome == Outcome::kNotAuthorised && answer->provision.empty()) return true;
      const auto [scene, its] = weighed(search.event, player, *made, *answer, search.must_breach);
      if (its > search.fit) {
        if (search.fit == kUseless) search.tries_left = std::min(search.tries_left, kTriesToMend);
        search.fit = its;
        search.best = scene;
      }
      return search.fit == kClean;
    });
    return failed;
  }

  /// Finds a command that does what the run has it do and gives it; the last one must meet the
  /// norm.
  Result<bool> give(std::size_t step, bool must_breach, const Guesses& guesses) {
    const Event& event = norm_.run[step];
    Search search{event, must_breach, guesses};
    const std::vector<std::string> kinds = kinds_of_documents(event);
    for (const bool outside : {false, true}) {
      if (outside && must_breach && norm_.alone == Verdict::kReliesOnBlock) break;
      for (const bool brings : {false, true}) {
        if (brings && kinds.empty()) continue;
        search.kinds = brings ? kinds : std::vector<std::string>();
        search.outside = outside;
        for (const Player& player : players(event)) {
          if (outside && player.arrives) continue;
          LAGRUM_TRY(try_with(player, search));
          if (search.fit == kClean) break;
        }
        if (search.fit != kUseless) break;
      }
      if (search.fit != kUseless) break;
    }
    const std::optional<Scene>& best = search.best;
    const std::string& met = search.met;
    if (!best) {
      by_hand_.push_back("command " + std::to_string(step) + ", " + event.event +
                         ": no people and values were found with which the engine does it" +
                         (met.empty() ? std::string() : "; it said: " + met));
      return false;
    }
    return carried_out(*best, event, must_breach);
  }

  std::pair<Scene, Fit> weighed(const Event& event, const Player& player, const Command& command,
                                const Answer& answer, bool must_breach) const {
    Scene scene{player.arrives ? Scene::Kind::kArrives : Scene::Kind::kDoes, now_, command};
    if (command.happened) scene.kind = Scene::Kind::kRecords;
    const std::vector<std::string> refusing = norms_of(answer, "refuse");
    const std::vector<std::string> warning = norms_of(answer, "warn");
    if (must_breach && contains(refusing, norm_.norm) && answer.outcome == Outcome::kRefused &&
        !player.arrives) {
      scene.kind = Scene::Kind::kTries;
      scene.norms = {norm_.norm};
      return {scene, refusing.size() == 1 ? kClean : kWithWarnings};
    }
    // Who lacks a power is turned away before any norm is heard: the same law, said otherwise.
    const bool lacks_power = must_breach && answer.outcome == Outcome::kNotAuthorised &&
                             !answer.provision.empty() && !player.arrives && !command.happened &&
                             std::holds_alternative<law::Power>(of_.content);
    if (lacks_power) {
      scene.kind = Scene::Kind::kTries;
      scene.provision = answer.provision;
      return {scene, kWithBreaches};
    }
    if (answer.outcome != Outcome::kDone || !takes(answer, event)) return {scene, kUseless};
    const std::vector<std::string> all = norms_of(answer, "");
    const bool silent = norm_.mode == "observe";
    if (must_breach && !silent && !contains(all, norm_.norm)) return {scene, kUseless};
    scene.norms = command.happened ? all : warning;
    std::size_t others = all.size();
    if (must_breach && contains(all, norm_.norm)) --others;
    if (command.happened) return {scene, others == 0 ? kWithWarnings : kWithBreaches};
    return {scene, others == 0 ? kClean : kWithWarnings};
  }

  Result<bool> carried_out(Scene scene, const Event& event, bool must_breach) {
    if (scene.norms.empty()) scene.command.reason.clear();
    if (must_breach)
      scene.note = norm_.breach + " breaches " + norm_.title.in(Language::kEnglish) + " (" +
                   norm_.cite + "): " + norm_.summary.in(Language::kEnglish);
    if (scene.kind == Scene::Kind::kTries) {
      said_ = scene.provision.empty() ? "refused" : "not-authorised";
      scenes_.push_back(std::move(scene));
      return true;
    }
    LAGRUM_ASSIGN(const Answer answer, engine_->execute(scene.command));
    if (answer.outcome != Outcome::kDone) {
      by_hand_.push_back(event.event + ": the engine says " +
                         std::string(lagrum::to_string(answer.outcome)));
      return false;
    }
    if (case_.empty()) case_ = answer.case_id;
    const bool recorded = scene.kind == Scene::Kind::kRecords;
    const bool named = contains(scene.norms, norm_.norm);
    scenes_.push_back(std::move(scene));
    LAGRUM_ASSIGN(const CaseView view, seen());
    meet_parties(view);
    if (!must_breach) return true;
    const bool violated = std::ranges::any_of(view.verdicts, [&](const auto& verdict) {
      return verdict.norm == norm_.norm && verdict.verdict == "violated" && !verdict.superseded;
    });
    if (violated)
      claim({{"verdict", {{"norm", norm_.norm}, {"act", norm_.breach}, {"is", "violated"}}}});
    said_ = violated ? "violated" : named ? (recorded ? "recorded" : "warned") : "";
    if (said_.empty())
      by_hand_.push_back(event.event + ": the engine does not say that the norm is breached" +
                         verdicts_of(view));
    return !said_.empty();
  }

  std::string verdicts_of(const CaseView& view) const {
    std::string text;
    for (const auto& verdict : view.verdicts)
      if (verdict.norm == norm_.norm) text += "; " + verdict.verdict + " on " + verdict.act;
    for (const auto& duty : view.duties)
      if (duty.norm == norm_.norm) text += "; duty " + duty.status;
    return text;
  }

  void meet_parties(const CaseView& view) {
    if (!party_.empty()) return;
    for (const Context& party : view.parties) {
      const Value* id = party.find("id");
      const Value* role = party.find("role");
      if (id == nullptr || id->string() == nullptr) continue;
      const bool fits = norm_.party_role.empty() || (role != nullptr && role->string() != nullptr &&
                                                     *role->string() == norm_.party_role);
      if (party_.empty() && fits)
        party_ = *id->string();
      else
        other_party_ = *id->string();
    }
  }

  void claim(std::vector<Scene::Claim> claims) {
    Scene scene{Scene::Kind::kThen, now_};
    scene.claims = std::move(claims);
    scenes_.push_back(std::move(scene));
  }

  /// What has become of the duty when all its time has passed.
  Status look_at_duty() {
    if (case_.empty()) return {};
    LAGRUM_TRY(pass_to(local(day_of(now_) + kAfterwards) + kMorning));
    LAGRUM_ASSIGN(const CaseView view, seen());
    std::vector<Scene::Claim> claims;
    for (const auto& verdict : view.verdicts) {
      if (verdict.norm != norm_.norm || verdict.superseded || verdict.verdict != "violated")
        continue;
      said_ = "violated";
      claims = {{"verdict", {{"norm", norm_.norm}, {"is", "violated"}}}};
    }
    for (const auto& duty : view.duties) {
      if (duty.norm != norm_.norm || (duty.status != "overdue" && duty.status != "open")) continue;
      if (said_.empty() || (said_ == "open" && duty.status == "overdue")) said_ = duty.status;
      if (claims.size() < 2 && said_ != "violated")
        claims = {{"duty", {{"norm", norm_.norm}, {"is", said_}}}};
    }
    if (said_.empty()) {
      by_hand_.push_back("the engine does not say that the duty is left standing" +
                         verdicts_of(view));
      return {};
    }
    claim(std::move(claims));
    scenes_.back().note = norm_.title.in(Language::kEnglish) + " (" + norm_.cite +
                          ") is still owed: " + norm_.summary.in(Language::kEnglish);
    return {};
  }

  const Workspace& workspace_;
  const cases::Workflow& workflow_;
  const NormResult& norm_;
  const law::Norm& of_;
  const Stage& stage_;
  std::shared_ptr<const Directory> directory_;
  std::vector<std::string> people_;
  std::map<std::string, std::string> names_;  // of "one" and "somebody else"
  std::unique_ptr<Store> store_;
  std::optional<Engine> engine_;
  Date first_{};
  days shift_{0};
  LocalTime now_{};
  CaseId case_;
  std::string party_;
  std::string other_party_;
  std::uint64_t made_ = 0;
  std::size_t played_ = 0;
  std::string said_;
  std::vector<std::string> by_hand_;
  std::vector<Scene> scenes_;
};

}  // namespace

Result<Enactment> enact(const Workspace& workspace, const WorkflowId& id, const NormResult& norm,
                        const Stage& stage, const std::string& file) {
  LAGRUM_ASSIGN(const cases::Workflow* workflow, workspace.state()->newest(id));
  if (norm.run.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a norm that some run breaches, found '" + norm.norm + "', which is " +
                     std::string(to_string(norm.alone)),
                 {},
                 {}};
  }
  const auto directory = workspace.organisation(stage.organisation);
  if (directory == nullptr) {
    return Error{ErrorCode::kNotFound,
                 not_known("an organisation of the workspace", stage.organisation,
                           workspace.organisations()),
                 {},
                 {}};
  }
  const std::vector<std::size_t>& versions = workflow->law.versions(norm.norm);
  if (versions.empty()) {
    return Error{ErrorCode::kNotFound,
                 "expected a norm of the workflow's packs, found '" + norm.norm + "'",
                 {},
                 {}};
  }
  constexpr Date kLongAgo{std::chrono::year{2026} / 1 / 2};
  const Date begun = norm.run.front().on.value_or(workflow->chart.valid_from().value_or(kLongAgo));
  std::optional<Enacting> best;
  for (const int later : kLater) {
    Enacting enacting(workspace, *workflow, norm, workflow->law.norms()[versions.front()], stage,
                      directory);
    const Status played = enacting.play(begun + days(later));
    if (!played) return played.error();
    const auto rank = [&](const Enacting& each) {
      const bool refused = norm.alone == Verdict::kReliesOnBlock && each.said() != "refused" &&
                           each.said() != "not-authorised";
      return std::tuple(!each.said().empty(), !refused, each.played());
    };
    if (!best || rank(enacting) >= rank(*best)) best.emplace(std::move(enacting));
    if (std::get<0>(rank(*best)) && std::get<1>(rank(*best))) break;
  }
  Heading heading{workflow->chart.name(),
                  path_from(file, stage.organisation),
                  path_from(file, workflow->file),
                  norm.title.in(Language::kEnglish) + " (" + norm.cite + ")",
                  norm.summary,
                  {}};
  heading.notes.push_back(
      "A breach of " + norm.norm + ", as lagrum verify found it: " +
      (norm.breach.empty() ? "the duty is left standing" : norm.breach + " breaks the rule") + ".");
  for (const std::string& hand : best->by_hand()) heading.notes.push_back("By hand: " + hand);
  return Enactment{best->said(), best->by_hand(), script_of(heading, best->scenes())};
}

}  // namespace lagrum::verify
