#include <lagrum/engine.h>
#include <lagrum/journal.h>
#include <lagrum/workspace.h>

#include <iostream>

#include "clock/random.h"
#include "files/files.h"
#include "sqlite/sqlite_store.h"

using namespace lagrum;

Status run(const std::string& workflows, const std::string& store_file) {
  Diagnostics faults;
  const auto zones = calendar::system_zone_rules();
  LAGRUM_ASSIGN(const std::vector<SourceFile> sources, files::read_sources(workflows));
  LAGRUM_ASSIGN(const Workspace workspace, Workspace::load(sources, *zones, faults));
  LAGRUM_ASSIGN(const auto store, SqliteStore::open(store_file));
  // A real host keeps its key, or has it behind a Signer of its own.
  LAGRUM_ASSIGN(const auto signer,
                journal::seed_signer("cases.example.org", clock::random_bytes(32)));
  const auto people = workspace.organisation(workflows + "/se/organisation.xml");
  LAGRUM_ASSIGN(Engine engine,
                Engine::create(workspace, {store.get(), signer.get(), zones.get(), people}));

  // Time, id and randomness come with each command; a repeated key gives the stored answer.
  Command command;
  command.key = "apply-1";
  command.id = CommandId("00000000-0000-4000-8000-000000000001");
  command.salt = clock::random_bytes(32);
  LAGRUM_ASSIGN(command.now, parse_instant("2026-10-17T19:40:00Z"));
  command.workflow = WorkflowId("se.serveringstillstand");
  command.origin = Origin::kArrival;
  command.channel = "e-service";
  command.who = "5599000104";
  command.event = "apply";
  command.data = {{"application", Context{{"wants", "New licence"}}},
                  {"parties", List{Context{{"id", "5599000104"},
                                           {"role", "applicant"},
                                           {"name", "Kvarnens Kök & Bar AB"}}}}};
  LAGRUM_ASSIGN(const Answer opened, engine.execute(command));
  std::cout << opened.case_id.str() << "  " << to_text(opened, Language::kEnglish);

  command = {.key = "dismiss-1",
             .id = CommandId("00000000-0000-4000-8000-000000000002"),
             .case_id = opened.case_id,
             .who = "bo",
             .event = "dismiss",
             .data = {{"ground", "deficiency"}},
             .now = command.now,
             .salt = command.salt};
  LAGRUM_ASSIGN(const Answer refused, engine.execute(command));
  for (const Objection& objection : refused.objections) {
    std::cout << to_string(refused.outcome) << ": " << objection.cite << "  "
              << objection.title.in(Language::kEnglish) << "\n";
  }

  LAGRUM_ASSIGN(const CaseView view, engine.view(opened.case_id, command.now));
  for (const CaseView::DutyLine& duty : view.duties) {
    std::cout << duty.status << ": " << duty.cite << "  " << duty.title.in(Language::kEnglish)
              << (duty.due ? " by " + to_string(*duty.due) : "") << "\n";
  }
  return {};
}

int main(int count, char** arguments) {
  if (count != 3) return std::cerr << "usage: licences WORKFLOWS STORE\n", 2;
  const Status done = run(arguments[1], arguments[2]);
  if (!done) std::cerr << to_string(done.error()) << "\n";
  return done ? 0 : 1;
}
