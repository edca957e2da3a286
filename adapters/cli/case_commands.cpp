#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "archive/archive.h"
#include "cli/commands.h"
#include "eservice/eservice.h"
#include "files/files.h"
#include "lagrum/intake.h"
#include "log/log.h"
#include "message/message.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

int show(const House& house, const Answer& answer) {
  if (house.options().json) {
    std::cout << pretty(to_json(answer));
  } else {
    const bool good = answer.outcome == Outcome::kDone;
    std::cout << coloured(house.options(), good ? "32" : "31", answer.case_id.str()) << "  "
              << to_text(answer, house.language());
    if (!answer.detail.empty()) std::cout << "  " << answer.detail << "\n";
  }
  return status_of(answer.outcome);
}

// --- intake

struct Intake {
  std::string file;
  std::string general = "se.kontakt";
  std::string first = "contact";
  std::string again = "supplement";
};

Result<std::vector<intake::Mapping>> mappings_of(const Workspace& workspace) {
  std::vector<intake::Mapping> mappings;
  for (const xml::Document& document : workspace.mappings()) {
    Diagnostics diagnostics;
    LAGRUM_ASSIGN(intake::Mapping mapping, intake::Mapping::load(document, diagnostics));
    mappings.push_back(std::move(mapping));
  }
  return mappings;
}

Result<int> take_in(House& house, const Intake& intake_options) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  LAGRUM_ASSIGN(const std::vector<intake::Mapping> mappings, mappings_of(engine->workspace()));
  Diagnostics diagnostics;
  const eservice::GeneralWorkflow general{WorkflowId(intake_options.general), intake_options.first,
                                          intake_options.again};
  auto arrival = eservice::receive_file(intake_options.file, now, mappings, general, diagnostics);
  house.tell(diagnostics);
  if (!arrival) return arrival.error();
  LAGRUM_ASSIGN(const CaseId known, engine->case_of(eservice::matter_of(*arrival)));
  const Command fresh = house.fresh_command(now);
  Command command = eservice::to_command(*arrival, known);
  command.id = fresh.id;
  command.salt = fresh.salt;
  command.key = fresh.id.str();
  LAGRUM_ASSIGN(const Answer answer, engine->execute(command));
  return show(house, answer);
}

// --- case act

struct Act {
  std::string case_name;
  std::string workflow;
  std::string event;
  std::string who;
  std::string behalf;
  std::string reason;
  std::string happened;
  std::string channel;
  std::string key;
  std::vector<std::string> with;
  std::vector<std::string> documents;
  bool arrival = false;
  bool dry_run = false;
};

Status split(const std::string& text, char at, std::string& left, std::string& right) {
  const std::size_t position = text.find(at);
  if (position == std::string::npos) {
    return Error{ErrorCode::kInvalidArgument,
                 std::string("expected name") + at + "value, found '" + text + "'",
                 {},
                 {}};
  }
  left = text.substr(0, position);
  right = text.substr(position + 1);
  return {};
}

Status read_values(const Act& act, const Engine& engine, const std::string& workflow,
                   Command& command) {
  for (const std::string& text : act.with) {
    std::string name;
    std::string value;
    LAGRUM_TRY(split(text, '=', name, value));
    LAGRUM_ASSIGN(Value parsed,
                  engine.parse_event_value(WorkflowId(workflow), act.event, name, value));
    command.data.set(name, std::move(parsed));
  }
  for (const std::string& text : act.documents) {
    std::string kind;
    std::string path;
    LAGRUM_TRY(split(text, '=', kind, path));
    LAGRUM_ASSIGN(std::string bytes, files::read(path));
    command.documents.push_back(
        {kind, fs::path(path).filename().string(), "application/octet-stream", std::move(bytes)});
  }
  return {};
}

Result<int> act(House& house, const Act& options) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  Command command = house.fresh_command(now);
  command.workflow = WorkflowId(options.workflow);
  std::string workflow = options.workflow;
  if (!options.case_name.empty()) {
    LAGRUM_ASSIGN(command.case_id, house.find_case(options.case_name));
    LAGRUM_ASSIGN(const CaseView view, engine->view(command.case_id, now));
    command.workflow = WorkflowId(view.workflow);
    workflow = view.workflow + "@" + view.workflow_version;
  }
  command.event = options.event;
  command.who = options.who;
  command.behalf = options.behalf;
  command.reason = options.reason;
  command.channel = options.channel;
  command.origin = options.arrival ? Origin::kArrival : Origin::kPerson;
  command.key = options.key.empty() ? command.id.str() : options.key;
  if (!options.happened.empty()) {
    LAGRUM_ASSIGN(command.happened, house.instant(options.happened, "--happened"));
  }
  LAGRUM_TRY(read_values(options, *engine, workflow, command));
  LAGRUM_ASSIGN(const Answer answer,
                options.dry_run ? engine->try_out(command) : engine->execute(command));
  return show(house, answer);
}

Result<int> show_case(House& house, const std::string& name, bool derivations) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  LAGRUM_ASSIGN(const CaseId id, house.find_case(name));
  LAGRUM_ASSIGN(const CaseView view, engine->view(id, now));
  if (house.options().json) {
    std::cout << pretty(to_json(view));
    return kOk;
  }
  std::cout << to_text(view, house.language());
  for (const CaseView::ClockLine& clock : view.clocks) {
    if (!derivations || clock.status == "none") continue;
    std::cout << "\n"
              << clock.title.in(house.language()) << " (" << clock.cite << ")\n"
              << clock.derivation.in(house.language());
  }
  return kOk;
}

Result<int> list_cases(House& house) {
  LAGRUM_ASSIGN(Store * store, house.store());
  LAGRUM_ASSIGN(const std::vector<row::Case> cases, store->cases());
  Json::Array array;
  for (const row::Case& row : cases) {
    array.emplace_back(Json::Object{{"case", row.id.str()},
                                    {"number", row.number},
                                    {"workflow", row.workflow},
                                    {"phase", row.phase},
                                    {"title", row.title}});
    if (!house.options().json) {
      std::cout << row.id.str() << "  " << (row.number.empty() ? "-" : row.number) << "  "
                << row.phase << "  " << row.workflow << "  " << row.title << "\n";
    }
  }
  if (house.options().json) std::cout << pretty(Json(std::move(array)));
  return kOk;
}

Json times_of(const CaseView::DutyLine& duty) {
  Json::Array times;
  for (const CaseView::DutyLine::Time& time : duty.times) {
    times.emplace_back(Json::Object{{"rung", time.rung},
                                    {"standing", time.standing},
                                    {"due", to_string(time.due)},
                                    {"clock", time.clock},
                                    {"cite", time.cite},
                                    {"basis", time.basis}});
  }
  return Json(std::move(times));
}

/// The times of a duty that has several, a line each.
std::string times_in_words(const CaseView::DutyLine& duty, Language language) {
  std::string lines;
  if (duty.times.size() < 2) return lines;
  for (const CaseView::DutyLine::Time& time : duty.times) {
    lines += "\n            " + to_string(time.due) + "  " +
             message(language, "duty." + time.rung) + ", " +
             message(language, "duty." + time.standing);
    if (!time.clock.empty()) {
      lines += ": " + time.title.in(language) + " (" + time.cite + ", " +
               message(language, "duty." + time.basis) + ")";
    }
  }
  return lines;
}

Result<int> list_duties(House& house, const std::string& name) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(Store * store, house.store());
  LAGRUM_ASSIGN(const Instant now, house.now());
  LAGRUM_ASSIGN(const std::vector<row::Case> cases, store->cases());
  CaseId only;
  if (!name.empty()) {
    LAGRUM_ASSIGN(only, house.find_case(name));
  }
  Json::Array array;
  std::multimap<std::string, std::string> lines;  // by day
  for (const row::Case& row : cases) {
    if (!name.empty() && row.id != only) continue;
    LAGRUM_ASSIGN(const CaseView view, engine->view(row.id, now));
    for (const CaseView::DutyLine& duty : view.duties) {
      if (duty.observed || (duty.status != "open" && duty.status != "overdue")) continue;
      const std::string due = duty.work_by ? to_string(*duty.work_by) : "-";
      const Json day = duty.due ? Json(to_string(*duty.due)) : Json();
      const std::string rank = duty.policy ? "policy" : "law";
      array.emplace_back(Json::Object{{"case", row.id.str()},
                                      {"norm", duty.norm},
                                      {"cite", duty.cite},
                                      {"due", day},
                                      {"status", duty.status},
                                      {"rank", rank},
                                      {"party", duty.party}});
      if (duty.times.size() > 1) {
        Json::Object& told = *array.back().object();
        told["work_by"] = Json(due);
        told["times"] = times_of(duty);
      }
      if (house.options().json) continue;
      lines.emplace(due,
                    coloured(house.options(), duty.status == "overdue" ? "31" : "0", duty.status) +
                        "  " + (row.number.empty() ? row.id.str() : row.number) + "  " +
                        duty.title.in(house.language()) + " (" + duty.cite + ", " + rank + ")" +
                        times_in_words(duty, house.language()));
    }
  }
  for (const auto& [due, line] : lines) std::cout << due << "  " << line << "\n";
  if (house.options().json) std::cout << pretty(Json(std::move(array)));
  return kOk;
}

Result<int> tick(House& house, const std::string& until) {
  LAGRUM_ASSIGN(const Instant now, until.empty() ? house.now() : house.instant(until, "--until"));
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const TickReport report, engine->tick(now, house.fresh_command(now).salt));
  Json::Array failed;
  for (const TickReport::Failed& each : report.failed) {
    failed.emplace_back(
        Json::Object{{"case", each.case_id.str()}, {"message", to_string(each.error)}});
    if (house.options().json) continue;
    std::cerr << message(house.language(), "cli.still-due",
                         {{"case", each.case_id.str()}, {"message", to_string(each.error)}})
              << "\n";
  }
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"moments", number_of(report.moments)},
                                          {"acts", number_of(report.acts)},
                                          {"refused", number_of(report.refused)},
                                          {"failed", Json(std::move(failed))}}));
  } else {
    std::cout << message(house.language(), "cli.ticked",
                         {{"moments", std::to_string(report.moments)},
                          {"acts", std::to_string(report.acts)},
                          {"refused", std::to_string(report.refused)}})
              << "\n";
  }
  return report.failed.empty() ? kOk : kFailed;
}

Result<int> archive_case(House& house, const std::string& name, const std::string& folder) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  LAGRUM_ASSIGN(const CaseId id, house.find_case(name));
  LAGRUM_ASSIGN(const CaseFile file, engine->file(id, now));
  archive::PackageOptions options;
  LAGRUM_ASSIGN(const std::string fingerprint, archive::write_package(file, folder, options));
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"package", folder}, {"fingerprint", fingerprint}}));
  } else {
    std::cout << folder << "  " << fingerprint << "\n";
  }
  return kOk;
}

// --- deliver

constexpr std::string_view kNoticeAct = "decision.notified";
constexpr std::string_view kNoticeKind = "notice";

/// Whether the act sent this letter to this party: what lies in the drop folder proves nothing.
bool sent_it(const lagrum::Act& act, const messages::Evidence& evidence) {
  return act.party == evidence.party &&
         std::any_of(act.documents.begin(), act.documents.end(), [&](const DocumentRef& document) {
           return document.kind == evidence.document_kind &&
                  letter_id(act, document) == evidence.message;
         });
}

/// The act that the letter was sent with, as the case has it.
Result<lagrum::Act> act_of(const Engine& engine, const messages::Evidence& evidence, Instant now) {
  LAGRUM_ASSIGN(const CaseView view, engine.view(evidence.case_id, now));
  for (const CaseView::ActLine& line : view.acts) {
    if (line.act.sequence == evidence.sequence && sent_it(line.act, evidence)) return line.act;
  }
  return Error{ErrorCode::kNotFound,
               "expected an act " + to_string(evidence.sequence) + " of the case '" +
                   evidence.case_id.str() + "' that sent the letter '" + evidence.message +
                   "' to '" + evidence.party.str() + "', found none",
               {},
               {}};
}

/// Only the notice of the decision in the main matter tells a party of it; evidence of any other
/// letter says nothing of the decision.
bool is_notice(const messages::Evidence& evidence, const lagrum::Act& act) {
  return evidence.act.str() == kNoticeAct && evidence.document_kind == kNoticeKind &&
         act.regarding.empty();
}

/// What the notice said is said again of its reception.
Command confirmation(const messages::Evidence& evidence, const lagrum::Act& notice,
                     Command command) {
  command.key = "evidence of " + evidence.message;
  command.case_id = evidence.case_id;
  command.data.set("party", Value(evidence.party.str()));
  command.data.set("received_on", Value(evidence.received_on));
  command.data.set("evidence", Value(evidence.kind));
  for (const char* name : {"form", "appeal_information", "reasons"}) {
    if (const Value* said = notice.attributes.find(name)) command.data.set(name, *said);
  }
  return command;
}

struct Delivery {
  std::string folder;
  std::string event = "confirm-receipt";
  std::string who;
};

/// Records one evidence; gives the exit status. What the case does not take now is left in the
/// folder, not recorded, and tried again by the next run.
Result<int> record_evidence(House& house, const Delivery& delivery,
                            const messages::Evidence& evidence, std::size_t& recorded) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  LAGRUM_ASSIGN(const lagrum::Act sent, act_of(*engine, evidence, now));
  if (!is_notice(evidence, sent)) {
    if (!house.options().json) {
      std::cout << message(house.language(), "cli.evidence-filed",
                           {{"message", evidence.message},
                            {"kind", evidence.document_kind},
                            {"party", evidence.party.str()}})
                << "\n";
    }
    LAGRUM_TRY(messages::settle(delivery.folder, evidence));
    return kOk;
  }
  Command command = confirmation(evidence, sent, house.fresh_command(now));
  command.event = delivery.event;
  command.who = delivery.who;
  LAGRUM_ASSIGN(Answer answer, engine->try_out(command));
  if (answer.outcome == Outcome::kDone) {
    LAGRUM_ASSIGN(answer, engine->execute(command));
  }
  if (answer.outcome != Outcome::kDone) return show(house, answer);
  LAGRUM_TRY(messages::settle(delivery.folder, evidence));
  ++recorded;
  return kOk;
}

/// Letters out, evidence in: the receipt of a notice raises the event with which the workflow
/// records it.
Result<int> deliver(House& house, const Delivery& delivery) {
  LAGRUM_ASSIGN(Store * store, house.store());
  LAGRUM_ASSIGN(const std::size_t sent, messages::deliver(*store, delivery.folder));
  Diagnostics diagnostics;
  LAGRUM_ASSIGN(const std::vector<messages::Evidence> evidence,
                messages::collect(delivery.folder, diagnostics));
  house.tell(diagnostics);
  int worst = kOk;
  std::size_t recorded = 0;
  for (const messages::Evidence& each : evidence) {
    const Result<int> status = record_evidence(house, delivery, each, recorded);
    if (!status) {  // it stays in the folder; the others are recorded all the same
      worst = house.complain(status.error());
    } else if (*status != kOk) {
      worst = *status;
    }
  }
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"sent", number_of(sent)},
                                          {"recorded", number_of(recorded)},
                                          {"evidence", number_of(evidence.size())}}));
  } else {
    std::cout << message(house.language(), "cli.delivered",
                         {{"sent", std::to_string(sent)}, {"recorded", std::to_string(recorded)}})
              << "\n";
  }
  return worst;
}

void add_intake(CLI::App& app, Options& options, int& result) {
  auto* intake_command = app.add_subcommand(
      "intake", "Take in a file of an e-service: it opens a case or supplements one");
  auto intake_options = std::make_shared<Intake>();
  intake_command->add_option("file", intake_options->file, "The file as it came")->required();
  intake_command
      ->add_option("--general", intake_options->general, "Workflow for files that no mapping takes")
      ->capture_default_str();
  intake_command->add_option("--first", intake_options->first, "Its event for a new contact")
      ->capture_default_str();
  intake_command
      ->add_option("--again", intake_options->again, "Its event for a later file of the same one")
      ->capture_default_str();
  run_on(intake_command, options, result,
         [intake_options](House& house) { return take_in(house, *intake_options); });
}

void add_act(CLI::App& cases, Options& options, int& result) {
  auto* act_command = cases.add_subcommand("act", "Raise an event in a case");
  auto act_options = std::make_shared<Act>();
  act_command->add_option("event", act_options->event, "Event of the workflow")->required();
  act_command->add_option("--case", act_options->case_name,
                          "Case by id or number; without it a case is opened");
  act_command->add_option("--workflow", act_options->workflow,
                          "Workflow of the case that is opened");
  act_command->add_option("--as", act_options->who, "Account or person; for an arrival the sender")
      ->required();
  act_command->add_option("--for", act_options->behalf,
                          "Party for whom something is put on record");
  act_command
      ->add_option("--with", act_options->with, "Value of the event as name=value; a list as a;b;c")
      ->take_all();
  act_command->add_option("--document", act_options->documents, "Document as kind=file")
      ->take_all();
  act_command->add_option("--reason", act_options->reason,
                          "Reason for going on in spite of a warning");
  act_command->add_option("--happened", act_options->happened,
                          "When it took place outside the system; it is recorded, never refused");
  act_command->add_option("--channel", act_options->channel,
                          "e-service, e-mail, post, own-letterbox, desk or phone");
  act_command->add_option("--key", act_options->key,
                          "Idempotency key; the same key gives the stored answer");
  act_command->add_flag("--arrival", act_options->arrival, "It reached the authority from outside");
  act_command->add_flag("--dry-run", act_options->dry_run,
                        "Answer what would come of it, and do nothing");
  run_on(act_command, options, result,
         [act_options](House& house) { return act(house, *act_options); });
}

void add_showing(CLI::App& cases, Options& options, int& result) {
  auto* show_command =
      cases.add_subcommand("show", "Show a case: acts, duties, clocks, tasks, what is possible");
  auto name = std::make_shared<std::string>();
  auto derivations = std::make_shared<bool>(false);
  show_command->add_option("case", *name, "Case by id or number")->required();
  show_command->add_flag("--derivations", *derivations, "How each date came about, step by step");
  run_on(show_command, options, result,
         [name, derivations](House& house) { return show_case(house, *name, *derivations); });
  run_on(cases.add_subcommand("list", "List the cases"), options, result,
         [](House& house) { return list_cases(house); });
}

void add_time(CLI::App& app, Options& options, int& result) {
  auto* duties = app.add_subcommand("duties", "Open duties of all cases, or of one");
  auto of_case = std::make_shared<std::string>();
  duties->add_option("--case", *of_case, "Case by id or number");
  run_on(duties, options, result, [of_case](House& house) { return list_duties(house, *of_case); });

  auto* tick_command = app.add_subcommand("tick", "Handle what has fallen due, in due order");
  auto until = std::make_shared<std::string>();
  tick_command->add_option("--until", *until,
                           "Up to this time, as 2027-02-16T08:30; without it up to now");
  run_on(tick_command, options, result, [until](House& house) { return tick(house, *until); });
}

void add_sending(CLI::App& app, Options& options, int& result) {
  auto* archive_command =
      app.add_subcommand("archive", "Write a case as an archive package that verifies by itself");
  auto archived = std::make_shared<std::string>();
  auto folder = std::make_shared<std::string>();
  archive_command->add_option("case", *archived, "Case by id or number")->required();
  archive_command->add_option("folder", *folder, "Folder of the package; must not exist")
      ->required();
  run_on(archive_command, options, result,
         [archived, folder](House& house) { return archive_case(house, *archived, *folder); });

  auto* deliver_command = app.add_subcommand(
      "deliver", "Write outgoing letters into a drop folder and record evidence of delivery");
  auto delivery = std::make_shared<Delivery>();
  deliver_command->add_option("folder", delivery->folder, "The drop folder")->required();
  deliver_command
      ->add_option("--event", delivery->event,
                   "Event with which the workflow records that a notice was received")
      ->capture_default_str();
  deliver_command->add_option("--as", delivery->who, "Account that records evidence")->required();
  run_on(deliver_command, options, result,
         [delivery](House& house) { return deliver(house, *delivery); });
}

}  // namespace

void add_case_commands(CLI::App& app, Options& options, int& result) {
  add_intake(app, options, result);
  CLI::App* cases =
      app.add_subcommand("case", "Cases: do an act, show one, list them")->require_subcommand(1);
  add_act(*cases, options, result);
  add_showing(*cases, options, result);
  add_time(app, options, result);
  add_sending(app, options, result);
}

}  // namespace lagrum::cli
