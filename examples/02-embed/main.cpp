#include <lagrum/engine.h>
#include <lagrum/journal.h>
#include <lagrum/workspace.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "sqlite/sqlite_store.h"

using namespace lagrum;
namespace fs = std::filesystem;

std::string random_bytes() {
  std::random_device source;
  std::string bytes(32, '\0');
  for (char& byte : bytes) byte = static_cast<char>(source());
  return bytes;
}

// The engine opens no file: it gets bytes and the names that files use for each other.
std::vector<SourceFile> read_folder(const fs::path& folder) {
  std::vector<SourceFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path path = entry.path();
    if (path.extension() != ".xml" && path.extension() != ".scxml" && path.extension() != ".dmn")
      continue;
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    files.push_back({path.lexically_relative(folder).generic_string(), bytes.str()});
  }
  return files;
}

// Time, id and randomness come with each command; a repeated key gives the stored answer.
Command command(const std::string& key, std::string who, std::string event, Context data,
                Instant now) {
  Command made;
  made.key = key;
  made.id = CommandId(key);
  made.who = std::move(who);
  made.event = std::move(event);
  made.data = std::move(data);
  made.now = now;
  made.salt = random_bytes();
  return made;
}

Status run(const fs::path& workflows, const std::string& store_file) {
  Diagnostics faults;
  const auto zones = calendar::system_zone_rules();
  LAGRUM_ASSIGN(const Workspace workspace, Workspace::load(read_folder(workflows), *zones, faults));
  LAGRUM_ASSIGN(const auto store, SqliteStore::open(store_file));
  // A real host keeps its key, or has it behind a Signer of its own; this one forgets it when it
  // ends.
  LAGRUM_ASSIGN(const auto signer, journal::seed_signer("cases.example.org", random_bytes()));
  const auto people = workspace.organisation("se/organisation.xml");
  LAGRUM_ASSIGN(Engine engine,
                Engine::create(workspace, {store.get(), signer.get(), zones.get(), people}));

  LAGRUM_ASSIGN(const Instant evening, parse_instant("2026-10-17T19:40:00Z"));
  const Context applicant{
      {"id", "5599000104"}, {"role", "applicant"}, {"name", "Kvarnens Kök & Bar AB"}};
  Command arrival = command(
      "00000000-0000-4000-8000-000000000001", "5599000104", "apply",
      {{"application", Context{{"wants", "New licence"}}}, {"parties", List{applicant}}}, evening);
  arrival.origin = Origin::kArrival;
  arrival.workflow = WorkflowId("se.serveringstillstand");
  arrival.channel = "e-service";
  LAGRUM_ASSIGN(const Answer opened, engine.execute(arrival));
  std::cout << opened.case_id.str() << "  " << to_text(opened, Language::kEnglish);

  Command attempt = command("00000000-0000-4000-8000-000000000002", "bo", "dismiss",
                            {{"ground", "deficiency"}}, evening);
  attempt.case_id = opened.case_id;
  LAGRUM_ASSIGN(const Answer refused, engine.execute(attempt));
  for (const Objection& objection : refused.objections) {
    std::cout << to_string(refused.outcome) << ": " << objection.cite << "  "
              << objection.title.in(Language::kEnglish) << "\n";
  }

  LAGRUM_ASSIGN(const CaseView view, engine.view(opened.case_id, evening));
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
