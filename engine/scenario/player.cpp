#include "scenario/player.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "feel/expression.h"
#include "lagrum/lint.h"

namespace lagrum::scenario {
namespace {

using xml::Element;

bool is(const Element& element, std::string_view local) {
  return element.is(cases::kScenarioNamespace, local);
}

Error at(const Element& element, Error error) {
  if (error.source.file.empty()) error.source = element.position();
  return error;
}

/// A deterministic id and salt for each command of a story, so that every run gives the same bytes.
std::string story_bytes(const std::string& file, std::uint64_t number, std::string_view use) {
  return std::string(as_bytes(sha256({file, "|", std::to_string(number), "|", use})));
}

std::string story_uuid(const std::string& file, std::uint64_t number) {
  const std::string digits = hex(story_bytes(file, number, "id"));
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-4" + digits.substr(13, 3) + "-8" +
         digits.substr(17, 3) + "-" + digits.substr(20, 12);
}

std::string file_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

void Player::fail(const Element& element, std::string message) {
  report_.failures.push_back({element.position(), std::move(message)});
}

/// The bytes of a file that the story refers to at `place`.
Result<std::string> Player::bytes_of(const std::string& path, const Position& place) const {
  Result<std::string> bytes = surroundings_.read(path);
  if (bytes) return bytes;
  Error error = bytes.error();
  error.source = place;
  return error;
}

Result<xml::Document> Player::read(const std::string& path, const Position& place) {
  LAGRUM_ASSIGN(const std::string bytes, bytes_of(path, place));
  LAGRUM_ASSIGN(xml::Document document, xml::Document::parse(bytes, path));
  if (!is(document.root(), "scenario")) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected the element scenario of " + std::string(cases::kScenarioNamespace) +
                     ", found '" + std::string(document.root().local()) + "'",
                 document.root().position(),
                 {}};
  }
  const std::size_t errors_before = diagnostics_.error_count();
  lint::check_scenario(document, workspace_, diagnostics_);
  if (diagnostics_.error_count() > errors_before) return diagnostics_.to_error();
  return document;
}

Result<Report> Player::play(const std::string& path) {
  LAGRUM_ASSIGN(const xml::Document document, read(path, Position{path, 0, 0}));
  report_.file = path;
  report_.title = text_at(document.root(), "title");
  LAGRUM_TRY(prepare(document));
  const Status played = play_until(document, {}, 0);
  if (!played)
    report_.failures.push_back(
        {played.error().source, "the story stops here: " + played.error().message});
  return std::move(report_);
}

/// Sets up an engine of its own for the story.
Status Player::prepare(const xml::Document& document) {
  const Element root = document.root();
  const std::string id = text_at(root, "workflow");
  for (const auto& each : workspace_.state()->workflows) {
    if (each->chart.name() == id) workflow_ = each.get();
  }
  LAGRUM_CHECK(workflow_ != nullptr);  // read() has looked for it
  report_.workflow = workflow_->key();
  const std::string organisation =
      cases::resolve_path(document.name(), text_at(root, "organisation"));
  std::shared_ptr<const Directory> directory = workspace_.organisation(organisation);
  if (directory == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "expected an organisation that is loaded, found '" + organisation + "'",
                 root.attribute_position("organisation"),
                 {}};
  }
  if (root.attribute("mapping")) {
    const std::string path = cases::resolve_path(document.name(), text_at(root, "mapping"));
    LAGRUM_ASSIGN(const std::string bytes, bytes_of(path, root.attribute_position("mapping")));
    LAGRUM_ASSIGN(const xml::Document mapping, xml::Document::parse(bytes, path));
    LAGRUM_ASSIGN(mapping_, intake::Mapping::load(mapping, diagnostics_));
  }
  LAGRUM_ASSIGN(store_, surroundings_.new_store());
  LAGRUM_ASSIGN(engine_, Engine::create(workspace_,
                                        Engine::Ports{store_.get(), surroundings_.signer,
                                                      surroundings_.zones, std::move(directory)}));
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): at most kContinuesMax deep
Status Player::play_until(const xml::Document& document, const std::string& mark, int depth) {
  const Element root = document.root();
  if (depth > kContinuesMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected stories that stand on at most 16 others",
                 root.position(),
                 {}};
  }
  if (const Element continues = root.child(cases::kScenarioNamespace, "continues")) {
    LAGRUM_ASSIGN(const xml::Document other,
                  read(cases::resolve_path(document.name(), text_at(continues, "scenario")),
                       continues.attribute_position("scenario")));
    LAGRUM_TRY(play_until(other, text_at(continues, "from"), depth + 1));
  }
  for (const Element& step : root.children()) {
    if (is(step, "at")) {
      LAGRUM_TRY(play_moment(step));
    } else if (is(step, "then")) {
      LAGRUM_TRY(then(step));
    } else if (is(step, "mark") && !mark.empty() && text_at(step, "id") == mark) {
      return {};
    }
  }
  if (mark.empty()) return {};
  return Error{ErrorCode::kNotFound,
               "expected the mark '" + mark + "' in " + document.name() + ", found none",
               root.position(),
               {}};
}

Result<Instant> Player::instant(std::string_view local) const {
  LAGRUM_ASSIGN(const LocalTime time, parse_local_time(local));
  return surroundings_.zones->to_instant(time, workflow().law.calendar().zone());
}

/// Every moment that falls due on the way is handled when it comes, as in a house where the engine
/// runs.
Status Player::pass_time(Instant until) {
  for (;;) {
    LAGRUM_ASSIGN(const std::optional<Instant> due, engine_->next_due());
    if (!due || *due > until) break;
    ++commands_;
    const Instant when = std::max(*due, now_);
    const std::string salt = story_bytes(report_.file, commands_, "tick");
    if (surroundings_.on_tick) surroundings_.on_tick(when, salt);
    LAGRUM_ASSIGN(const TickReport ticked, engine_->tick(when, salt));
    if (!ticked.failed.empty()) return ticked.failed.front().error;  // it would stay due for ever
    report_.transitions.insert(ticked.transitions.begin(), ticked.transitions.end());
  }
  now_ = until;
  return {};
}

Status Player::play_moment(const Element& moment) {
  using Step = Status (Player::*)(const Element&);
  constexpr std::array<std::pair<std::string_view, Step>, 5> kSteps = {
      {{"arrives", &Player::arrives},
       {"does", &Player::does},
       {"records", &Player::records},
       {"tries", &Player::tries},
       {"then", &Player::then}}};
  auto time = instant(text_at(moment, "time"));
  if (!time) return at(moment, time.error());
  if (*time < now_) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected moments in order of time",
                 moment.attribute_position("time"),
                 {}};
  }
  const Status passed = pass_time(*time);
  if (!passed) return at(moment, passed.error());
  tell(text_at(moment, "time"));
  for (const Element& step : moment.children()) {
    for (const auto& [name, play] : kSteps) {
      if (!is(step, name)) continue;
      const Status played = (this->*play)(step);
      if (!played) return at(step, played.error());
    }
  }
  return {};
}

// --- commands

Result<Value> Player::value(const Element& with, const feel::Type& type) const {
  if (with.attribute("expr"))
    return feel::value_of(text_at(with, "expr"), {}, with.attribute_position("expr"));
  if (type.kind == feel::Type::Kind::kList) {
    const feel::Type& element = type.element == nullptr ? feel::Type::any() : *type.element;
    List list;
    for (const Element& item : with.children(cases::kScenarioNamespace, "item")) {
      LAGRUM_ASSIGN(Value parsed, feel::read_as(element, item.trimmed_text()));
      list.push_back(std::move(parsed));
    }
    return Value(std::move(list));
  }
  return feel::read_as(type,
                       with.attribute("value") ? text_at(with, "value") : with.trimmed_text());
}

Status Player::read_values(const Element& step, Command& command) const {
  const std::vector<std::string>& events = workflow().chart.events();
  if (std::find(events.begin(), events.end(), command.event) == events.end()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected an event of the workflow '" + workflow().chart.name() + "', found '" +
                     command.event + "'" + suggestion(command.event, events),
                 step.position(),
                 {}};
  }
  const std::vector<feel::Type::Member> declared = workflow().chart.event_data(command.event);
  for (const Element& with : step.children(cases::kScenarioNamespace, "with")) {
    const std::string name = text_at(with, "name");
    const feel::Type* known = feel::type_of(declared, name);
    if (known == nullptr) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a value that the event '" + command.event + "' takes, found '" + name +
                       "'" + suggestion(name, feel::names_of(declared)),
                   with.attribute_position("name"),
                   {}};
    }
    feel::Type type = *known;
    if (type.kind == feel::Type::Kind::kString && !type.name.empty())
      type = feel::Type::of(feel::Type::Kind::kString);
    auto parsed = value(with, type);
    if (!parsed) return at(with, parsed.error());
    command.data.set(name, std::move(*parsed));
  }
  return {};
}

Status Player::read_documents(const Element& step, Command& command) const {
  for (const Element& element : step.children(cases::kScenarioNamespace, "document")) {
    const std::string path = cases::resolve_path(element.position().file, text_at(element, "file"));
    LAGRUM_ASSIGN(std::string bytes, bytes_of(path, element.attribute_position("file")));
    command.documents.push_back(
        {text_at(element, "kind"), file_name(path), "application/octet-stream", std::move(bytes)});
  }
  return {};
}

Result<Command> Player::command(const Element& step, const std::string& event) {
  ++commands_;
  Command command;
  command.id = CommandId(story_uuid(report_.file, commands_));
  command.key = command.id.str();
  command.case_id = case_;
  command.workflow = WorkflowId(workflow().chart.name());
  command.who = text_at(step, "who");
  command.behalf = text_at(step, "for");
  command.reason = text_at(step, "reason");
  command.event = event;
  command.now = now_;
  command.salt = story_bytes(report_.file, commands_, "salt");
  LAGRUM_TRY(read_documents(step, command));
  return command;
}

Result<Answer> Player::execute(const Element& step, const Command& command) {
  ++report_.steps;
  if (surroundings_.on_command) surroundings_.on_command(command);
  auto answer = engine_->execute(command);
  if (!answer) return at(step, answer.error());
  if (case_.empty() && answer->outcome == Outcome::kDone) case_ = answer->case_id;
  report_.transitions.insert(answer->transitions.begin(), answer->transitions.end());
  tell("  " + command.who + ": " + command.event + " → " + std::string(to_string(answer->outcome)));
  return answer;
}

/// The file that arrives gives the event and its data by the mapping; values written in the story
/// go before.
Status Player::take_file(const Element& step, Command& command) {
  const std::string path = cases::resolve_path(step.position().file, text_at(step, "file"));
  LAGRUM_ASSIGN(std::string bytes, bytes_of(path, step.attribute_position("file")));
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(bytes, path));
  const bool known = mapping_ && mapping_->takes(document);
  if (!known && command.event.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a file that the mapping takes, or an event, found '" + path + "'",
                 step.attribute_position("file"),
                 {}};
  }
  Diagnostics findings;
  LAGRUM_ASSIGN(const intake::Mapped mapped,
                known ? mapping_->apply(document, findings) : intake::general_contact(document));
  const bool first = case_.empty();
  if (command.event.empty()) command.event = first ? mapped.event_first : mapped.event_again;
  const Context data = intake::event_data(mapped, first);
  const std::vector<feel::Type::Member> declared = workflow().chart.event_data(command.event);
  for (const auto& [name, given] : data.entries()) {
    if (feel::type_of(declared, name) != nullptr) command.data.set(name, given);
  }
  command.documents.push_back(
      {"e-service-file", file_name(path), "application/xml", std::move(bytes)});
  return {};
}

Status Player::arrives(const Element& step) {
  LAGRUM_ASSIGN(Command made, command(step, text_at(step, "event")));
  made.origin = Origin::kArrival;
  made.channel = text_at(step, "channel");
  made.who = step.attribute("from") ? text_at(step, "from") : "party";
  if (step.attribute("file")) LAGRUM_TRY(take_file(step, made));
  if (made.event.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected an event, or a file that the mapping gives one for",
                 step.position(),
                 {}};
  }
  LAGRUM_TRY(read_values(step, made));
  LAGRUM_ASSIGN(const Answer answer, execute(step, made));
  ++report_.checks;
  if (answer.outcome != Outcome::kDone) {
    fail(step, "expected '" + made.event + "' to be taken in, found " +
                   std::string(to_string(answer.outcome)) + "\n" +
                   to_text(answer, Language::kEnglish) + answer.detail);
    return {};
  }
  compare_warnings(step, answer, false);
  compare_arrival(step, answer);
  return {};
}

void Player::compare_arrival(const Element& step, const Answer& answer) {
  const Element expected = step.child(cases::kScenarioNamespace, "arrived");
  if (!expected) return;
  ++report_.checks;
  for (const Answer::Done& act : answer.acts) {
    if (act.by_norm.empty()) continue;
    const std::string rule = text_at(expected, "rule");
    if (to_string(act.legal_day) == text_at(expected, "on") &&
        (rule.empty() || rule == act.by_norm))
      return;
  }
  std::string found;
  for (const Answer::Done& act : answer.acts) {
    if (!act.by_norm.empty())
      found += (found.empty() ? "" : ", ") + to_string(act.legal_day) + " by " + act.by_norm;
  }
  fail(expected, "expected arrival on " + text_at(expected, "on") + " by " +
                     text_at(expected, "rule") + ", found " + (found.empty() ? "none" : found));
}

void Player::compare_warnings(const Element& step, const Answer& answer, bool exactly) {
  std::vector<std::string> expected;
  for (const Element& warned : step.children(cases::kScenarioNamespace, "warned"))
    expected.push_back(text_at(warned, "norm"));
  std::vector<std::string> found;
  for (const Objection& objection : answer.objections) {
    if (objection.consequence == "warn") found.push_back(objection.norm);
  }
  for (const std::string& norm : expected) {
    ++report_.checks;
    if (std::find(found.begin(), found.end(), norm) == found.end())
      fail(step, "expected the warning of " + norm + ", found none");
  }
  for (const std::string& norm : found) {
    if (exactly && std::find(expected.begin(), expected.end(), norm) == expected.end()) {
      fail(step, "expected no warning of " + norm);
    }
  }
}

Status Player::does(const Element& step) {
  LAGRUM_ASSIGN(Command made, command(step, text_at(step, "event")));
  LAGRUM_TRY(read_values(step, made));
  // Warnings that the story names are answered with the story's reason.
  const bool warned = !step.children(cases::kScenarioNamespace, "warned").empty();
  if (warned && made.reason.empty()) made.reason = "as the story says";
  LAGRUM_ASSIGN(const Answer answer, execute(step, made));
  ++report_.checks;
  if (answer.outcome != Outcome::kDone) {
    fail(step, "expected '" + made.event + "' to be done, found " +
                   std::string(to_string(answer.outcome)) + "\n" +
                   to_text(answer, Language::kEnglish) + answer.detail);
    return {};
  }
  compare_warnings(step, answer, true);
  return {};
}

Status Player::records(const Element& step) {
  LAGRUM_ASSIGN(Command made, command(step, text_at(step, "event")));
  auto happened = instant(text_at(step, "happened"));
  if (!happened) return at(step, happened.error());
  made.happened = *happened;
  LAGRUM_TRY(read_values(step, made));
  LAGRUM_ASSIGN(const Answer answer, execute(step, made));
  ++report_.checks;
  if (answer.outcome != Outcome::kDone) {
    fail(step, "expected '" + made.event + "' to be recorded, found " +
                   std::string(to_string(answer.outcome)) + "\n" +
                   to_text(answer, Language::kEnglish) + answer.detail);
    return {};
  }
  for (const Element& breach : step.children(cases::kScenarioNamespace, "breach")) {
    ++report_.checks;
    const std::string norm = text_at(breach, "norm");
    const bool found =
        std::any_of(answer.objections.begin(), answer.objections.end(),
                    [&](const Objection& objection) { return objection.norm == norm; });
    if (!found) fail(breach, "expected a breach of " + norm + " on record, found none");
  }
  return {};
}

Status Player::tries(const Element& step) {
  LAGRUM_ASSIGN(Command made, command(step, text_at(step, "event")));
  LAGRUM_TRY(read_values(step, made));
  LAGRUM_ASSIGN(const Answer answer, execute(step, made));
  ++report_.checks;
  const auto expect = [&](Outcome outcome) {
    if (answer.outcome == outcome) return true;
    fail(step, "expected '" + made.event + "' to be " + std::string(to_string(outcome)) +
                   ", found " + std::string(to_string(answer.outcome)) + "\n" +
                   to_text(answer, Language::kEnglish) + answer.detail);
    return false;
  };
  const auto refused = step.children(cases::kScenarioNamespace, "refused");
  for (const Element& each : refused) {
    const std::string norm = text_at(each, "norm");
    const bool named = std::any_of(
        answer.objections.begin(), answer.objections.end(), [&](const Objection& objection) {
          return objection.norm == norm && objection.consequence == "refuse";
        });
    // A chart may order its steps; the law is heard all the same (DECISIONS 5).
    if (answer.outcome != Outcome::kNotApplicable && !expect(Outcome::kRefused)) return {};
    if (!named)
      fail(each,
           "expected a refusal by " + norm + ", found\n" + to_text(answer, Language::kEnglish));
  }
  if (const Element denied = step.child(cases::kScenarioNamespace, "not-authorised")) {
    if (!expect(Outcome::kNotAuthorised)) return {};
    const auto provision = denied.attribute("provision");
    if (provision && *provision != answer.provision) {
      fail(denied, "expected the provision '" + std::string(*provision) + "', found '" +
                       answer.provision + "'");
    }
  }
  if (step.child(cases::kScenarioNamespace, "not-applicable")) expect(Outcome::kNotApplicable);
  if (refused.empty() && step.child(cases::kScenarioNamespace, "warned") &&
      expect(Outcome::kReasonRequired)) {
    compare_warnings(step, answer, false);
  }
  return {};
}

Result<Report> run(const std::string& path, const Workspace& workspace,
                   const Surroundings& surroundings, Diagnostics& diagnostics) {
  return Player(workspace, surroundings, diagnostics).play(path);
}

}  // namespace lagrum::scenario
