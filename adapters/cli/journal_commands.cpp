#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "files/files.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

Result<int> verify(House& house) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Verification found, engine->verify());
  if (house.options().json) {
    Json::Array problems;
    for (const std::string& problem : found.problems) problems.emplace_back(problem);
    std::cout << pretty(Json(Json::Object{{"entries", number_of(found.entries)},
                                          {"cases", number_of(found.cases)},
                                          {"root", found.root},
                                          {"problems", Json(std::move(problems))}}));
  } else {
    for (const std::string& problem : found.problems)
      std::cout << coloured(house.options(), "31", problem) << "\n";
    std::cout << message(house.language(),
                         found.sound() ? "cli.journal-sound" : "cli.journal-unsound",
                         {{"entries", std::to_string(found.entries)},
                          {"cases", std::to_string(found.cases)},
                          {"root", found.root}})
              << "\n";
  }
  return found.sound() ? kOk : kFailed;
}

Result<int> checkpoint(House& house) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const std::string text, engine->checkpoint());
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"checkpoint", text}}));
  } else {
    std::cout << text;
  }
  return kOk;
}

Result<int> prove(House& house, const std::string& name, std::uint64_t entry) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(const Instant now, house.now());
  LAGRUM_ASSIGN(const CaseId id, house.find_case(name));
  LAGRUM_ASSIGN(const CaseFile file, engine->file(id, now));
  for (std::size_t i = 0; i < file.entries.size(); ++i) {
    if (file.entries[i].index.value != entry) continue;
    if (house.options().json) {
      std::cout << pretty(Json(Json::Object{{"receipt", file.receipts[i]}}));
    } else {
      std::cout << file.receipts[i];
    }
    return kOk;
  }
  return Error{ErrorCode::kNotFound,
               "expected an entry of the case, found " + std::to_string(entry),
               {},
               {}};
}

/// The log as tiles, entry bundles, checkpoint and key: what any C2SP verifier reads.
Result<int> export_log(House& house, const std::string& folder) {
  LAGRUM_ASSIGN(Engine * engine, house.engine());
  LAGRUM_ASSIGN(Store * store, house.store());
  LAGRUM_ASSIGN(const Signer* signer, house.signer());
  LAGRUM_ASSIGN(const std::string text, engine->checkpoint());
  LAGRUM_ASSIGN(const journal::Checkpoint covered, journal::parse_checkpoint(text));
  journal::TileWriter writer([&](const std::string& path, std::string_view bytes) -> Status {
    std::error_code failed;
    fs::create_directories((fs::path(folder) / path).parent_path(), failed);
    return files::write(fs::path(folder) / path, bytes);
  });
  constexpr std::size_t kPortion = 512;
  for (std::uint64_t next = 0; next < covered.size;) {
    LAGRUM_ASSIGN(const std::vector<row::Entry> portion, store->log(LogIndex{next}, kPortion));
    for (const row::Entry& entry : portion) {
      if (entry.index.value < covered.size) LAGRUM_TRY(writer.add(entry.leaf));
    }
    next += kPortion;
  }
  LAGRUM_TRY(writer.write_partial());
  LAGRUM_TRY(files::write(fs::path(folder) / "checkpoint", text));
  LAGRUM_TRY(files::write(fs::path(folder) / "vkey", journal::vkey(*signer) + "\n"));
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"folder", folder}, {"checkpoint", text}}));
  } else {
    std::cout << folder << "\n";
  }
  return kOk;
}

}  // namespace

void add_journal_commands(CLI::App& app, Options& options, int& result) {
  auto* journal =
      app.add_subcommand("journal", "The journal: verify it, sign a checkpoint, hand out proofs")
          ->require_subcommand(1);
  run_on(journal->add_subcommand(
             "verify", "Recompute every hash, replay every case, compare with the tables"),
         options, result, [](House& house) { return verify(house); });
  run_on(
      journal->add_subcommand("checkpoint", "Sign the log as it stands and print the checkpoint"),
      options, result, [](House& house) { return checkpoint(house); });
  auto* prove_command = journal->add_subcommand(
      "prove", "Print the receipt of an entry: its inclusion proof and a checkpoint");
  auto name = std::make_shared<std::string>();
  auto entry = std::make_shared<std::uint64_t>(0);
  prove_command->add_option("case", *name, "Case by id or number")->required();
  prove_command->add_option("entry", *entry, "Index of the entry")->required();
  run_on(prove_command, options, result,
         [name, entry](House& house) { return prove(house, *name, *entry); });
  auto* export_command =
      journal->add_subcommand("export", "Write the log as C2SP tiles with checkpoint and key");
  auto folder = std::make_shared<std::string>();
  export_command->add_option("folder", *folder, "Folder to write to")->required();
  run_on(export_command, options, result,
         [folder](House& house) { return export_log(house, *folder); });
}

}  // namespace lagrum::cli
