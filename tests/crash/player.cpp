#include "crash/player.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "lagrum/journal.h"
#include "lagrum/json.h"
#include "sqlite/sqlite_store.h"
#include "support/contents.h"

namespace lagrum::test {
namespace {

Confirmation confirmation_of(std::size_t action, const Answer& answer) {
  Confirmation made;
  made.action = action;
  made.repeated = answer.repeated;
  if (answer.entry) made.entry = answer.entry->value;
  made.answer = journal::sha256_hex(canonical(to_json(answer)).value());
  return made;
}

Status play_from(const std::vector<Action>& actions, std::size_t first, const std::string& path,
                 const Child::Teller& tell) {
  LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> store, SqliteStore::open(path));
  LAGRUM_ASSIGN(Engine engine, engine_on(*store));
  for (std::size_t i = first; i < actions.size(); ++i) {
    LAGRUM_ASSIGN(const Answer answer, act(engine, actions[i]));
    tell(to_line(confirmation_of(i, answer)));
  }
  return {};
}

Status tell_all(const std::string& path, Instant now, const Child::Teller& tell) {
  LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> store, SqliteStore::open(path));
  LAGRUM_ASSIGN(const Engine engine, engine_on(*store));
  LAGRUM_ASSIGN(const Verification found, engine.verify());
  for (const std::string& problem : found.problems) tell("problem: " + problem);
  tell("root " + found.root);
  LAGRUM_ASSIGN(const std::vector<row::Case> cases, store->cases());
  for (const row::Case& each : cases) {
    LAGRUM_ASSIGN(const CaseView view, engine.view(each.id, now));
    LAGRUM_ASSIGN(const std::string text, canonical(to_json(view)));
    tell("view " + text);
  }
  LAGRUM_ASSIGN(const std::vector<std::string> contents, contents_of(*store));
  for (const std::string& line : contents) tell(line);
  return {};
}

Status send_all_again(const std::vector<Action>& actions, Instant now, const std::string& path,
                      const Child::Teller& tell) {
  LAGRUM_ASSIGN(const std::unique_ptr<SqliteStore> store, SqliteStore::open(path));
  LAGRUM_ASSIGN(Engine engine, engine_on(*store));
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (actions[i].kind != Action::Kind::kCommand) continue;
    Command again = actions[i].command;
    again.id = CommandId("again-" + std::to_string(i));
    again.salt = std::string(kSaltBytesMin, 'a');
    again.now = now;
    LAGRUM_ASSIGN(const Answer answer, engine.execute(again));
    tell(to_line(confirmation_of(i, answer)));
  }
  return {};
}

/// The exit status of a process; what went wrong is told as a problem.
int ended(const Status& status, const Child::Teller& tell) {
  if (status) return EXIT_SUCCESS;
  tell("problem: " + to_string(status.error()));
  return EXIT_FAILURE;
}

}  // namespace

std::string to_line(const Confirmation& confirmation) {
  return std::to_string(confirmation.action) + (confirmation.repeated ? " repeated " : " new ") +
         (confirmation.entry ? std::to_string(*confirmation.entry) : "-") + " " +
         confirmation.answer;
}

Confirmation confirmation_from(const std::string& line) {
  Confirmation read;
  std::string repeated;
  std::string entry;
  std::istringstream(line) >> read.action >> repeated >> entry >> read.answer;
  read.repeated = repeated == "repeated";
  if (entry != "-" && !entry.empty()) read.entry = std::strtoull(entry.c_str(), nullptr, 10);
  return read;
}

int play(const std::vector<Action>& actions, std::size_t first, const std::string& path,
         const Child::Teller& tell) {
  return ended(play_from(actions, first, path, tell), tell);
}

int survey(const std::string& path, Instant now, const Child::Teller& tell) {
  return ended(tell_all(path, now, tell), tell);
}

int send_again(const std::vector<Action>& actions, Instant now, const std::string& path,
               const Child::Teller& tell) {
  return ended(send_all_again(actions, now, path, tell), tell);
}

}  // namespace lagrum::test
