#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/engine.h"
#include "lagrum/journal.h"
#include "lagrum/json.h"
#include "lagrum/workspace.h"

namespace lagrum::cli {

/// Exit statuses of the command; `lagrum --help` lists them.
enum Exit : int {
  kOk = 0,
  kUsage = 2,           ///< the command line, a file or a value is unsound
  kRefused = 3,         ///< a norm refuses the act
  kNotAuthorised = 4,   ///< role or delegation is missing
  kNotApplicable = 5,   ///< the workflow does not take the event now
  kReasonRequired = 6,  ///< a warning needs a reason
  kFailed = 7,          ///< a check found something: a scenario, a proof, the journal
  kUnavailable = 8,     ///< the store or the disk cannot be used now
};

/// What every command may be given.
struct Options {
  std::string data = "lagrum-data";  ///< folder of the store and the key
  std::string workspace;             ///< folder of workflows and law; empty: found by itself
  std::string organisation;          ///< file; empty: the only one of the workspace
  std::string origin = "lagrum.example/log";  ///< name of the log, for a new key
  std::string language = "en";
  std::string now;  ///< instant or local time; empty: the system's clock
  std::string color = "auto";
  bool json = false;
};

/// The exit status that an error stands for.
int status_of(const Error& error);
/// The same as JSON: code, message, place and provision.
Json to_json(const Error& error);
/// The exit status for what became of a command.
int status_of(Outcome outcome);

/// The whole path; the same for every way of writing it, so that what files say of each other is
/// found.
std::string whole_path(const std::filesystem::path& path);

/// Text in a colour, where standard output is a terminal and nobody forbade it.
std::string coloured(const Options& options, std::string_view colour, std::string_view text);

/// Everything that is loaded and opened for one call of the command.
class House {
 public:
  explicit House(const Options& options) : options_(options) {}

  const Options& options() const { return options_; }
  Language language() const { return parse_language(options_.language); }
  const ZoneRules& zones();

  /// The workspace, loaded at the first question. Its findings are told.
  Result<const Workspace*> workspace();
  /// The workspace in a folder. Its findings are told.
  Result<Workspace> load(const std::filesystem::path& folder);
  /// Keeps the texts of a workspace with the store, once: cases are under them.
  Status keep_texts(const std::filesystem::path& folder);
  /// The sources of the workspace, as files say them.
  Result<std::vector<SourceFile>> sources() const;
  /// Says what was found: to standard error, or with --json in the answer to lint or a failure.
  void tell(const Diagnostics& diagnostics);
  /// The number of findings that were told.
  std::size_t told_count() const { return told_.size(); }
  /// All that was told, for machines.
  Json findings() const;
  /// Says why a command could not be carried out, and gives its exit status.
  int complain(const Error& error) const;
  /// The engine on the store of the data folder, which is made at the first use.
  Result<Engine*> engine();
  Result<Store*> store();
  Result<const Signer*> signer();
  /// The time of this call.
  Result<Instant> now();
  /// The time that an option says: an instant, or local time where the calendars agree on it.
  Result<Instant> instant(const std::string& text, const std::string& option);
  /// A new id and salt for a command.
  Command fresh_command(Instant now) const;
  /// The case with this id or this number of the register.
  Result<CaseId> find_case(const std::string& name);

  /// The folder of workflows: as said, or below the current folder, or as installed.
  std::filesystem::path workspace_folder() const;

 private:
  /// True where a diagnostic that was told says the same.
  bool has_told(const Error& error) const;
  Status open();
  /// The workspaces that were kept, without the one in force.
  Result<std::vector<Workspace>> earlier();

  const Options& options_;
  std::vector<Diagnostic> told_;
  std::unique_ptr<ZoneRules> zones_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Signer> signer_;
  std::optional<Engine> engine_;
};

}  // namespace lagrum::cli
