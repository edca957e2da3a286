#include <sys/stat.h>

#include <algorithm>
#include <exception>
#include <iostream>

#include "cli/commands.h"
#include "cli/terminal.h"

namespace {

constexpr std::string_view kJson = "--json";

constexpr const char* kFooter =
    "Exit status: 0 done; 2 the command line, a file or a value is unsound; 3 a norm refuses; 4 "
    "not authorised;\n"
    "5 the workflow does not take the event now; 6 a warning needs a reason; 7 a check failed; 8 "
    "the store cannot be used.";

/// Whether the caller reads JSON; asked where the command line could not be parsed.
bool wants_json(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](const char* word) { return word == kJson; });
}

/// The commands that could have been meant where the parser stopped.
std::vector<std::string> commands_of(const CLI::App& app) {
  const CLI::App* last = &app;
  while (!last->get_subcommands().empty()) last = last->get_subcommands().front();
  std::vector<std::string> names;
  for (const CLI::App* command : last->get_subcommands(nullptr))
    names.push_back(command->get_name());
  return names;
}

/// The first word that is neither an option nor a command: what a misspelt command looks like.
std::string hint(const CLI::App& app) {
  for (const std::string& word : app.remaining(true)) {
    const std::string meant = lagrum::suggestion(word, commands_of(app));
    if (!meant.empty()) return std::string("'").append(word).append("'").append(meant);
  }
  return {};
}

int parse_failed(const CLI::App& app, const CLI::ParseError& error, bool json) {
  using lagrum::Json;
  if (error.get_exit_code() == 0) return app.exit(error), lagrum::cli::kOk;  // --help, --version
  const std::string meant = hint(app);
  if (json) {
    const lagrum::Error said{lagrum::ErrorCode::kInvalidArgument,
                             error.what() + (meant.empty() ? meant : ": " + meant),
                             {},
                             {}};
    std::cout << pretty(Json(
        Json::Object{{"error", lagrum::cli::to_json(said)}, {"diagnostics", Json(Json::Array{})}}));
    return lagrum::cli::kUsage;
  }
  app.exit(error);
  if (!meant.empty()) std::cerr << meant << "\n";
  return lagrum::cli::kUsage;
}

int run(int argc, char** argv) {
  lagrum::cli::Options options;
  int result = lagrum::cli::kOk;
  CLI::App app("Lagrum: lawful case handling. Every step names the provision it rests on.",
               "lagrum");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string(LAGRUM_VERSION));
  app.add_option("--data", options.data, "Folder of the store and the log's key")
      ->envname("LAGRUM_DATA")
      ->capture_default_str();
  app.add_option("--workspace", options.workspace,
                 "Folder of workflows and law packs (default: ./workflows, else as installed)")
      ->envname("LAGRUM_WORKSPACE");
  app.add_option("--organisation", options.organisation,
                 "Organisation file (default: the workspace's only one)");
  app.add_option("--origin", options.origin, "Name of the log, when its key is made")
      ->capture_default_str();
  app.add_option("--lang", options.language, "Language for people: sv, da or en")
      ->check(CLI::IsMember({"sv", "da", "en"}))
      ->envname("LAGRUM_LANG")
      ->capture_default_str();
  app.add_option(
      "--now", options.now,
      "Time of the command, as 2027-02-16T08:30 (local) or with a zone; for tests and stories");
  app.add_option("--color", options.color, "Colour: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  app.add_flag(std::string(kJson), options.json, "Answer as JSON, for machines");
  lagrum::cli::add_case_commands(app, options, result);
  lagrum::cli::add_journal_commands(app, options, result);
  lagrum::cli::add_law_commands(app, options, result);
  lagrum::cli::add_audit_commands(app, options, result);
  lagrum::cli::add_migrate_commands(app, options, result);
  lagrum::cli::add_reproject_commands(app, options, result);
  lagrum::cli::add_scenario_commands(app, options, result);
  lagrum::cli::add_decide_commands(app, options, result);
  lagrum::cli::add_exchange_commands(app, options, result);
  lagrum::cli::add_verify_commands(app, options, result);
  lagrum::cli::add_review_commands(app, options, result);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return parse_failed(app, error, wants_json(argc, argv));
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(0077);  // store, packages and letters hold personal data: for their owner alone
  const lagrum::cli::PrintableBuffer out(std::cout);
  const lagrum::cli::PrintableBuffer err(std::cerr);
  try {
    const int status = run(argc, argv);
    if (std::cout.flush()) return status;
    std::cerr << "lagrum: expected standard output that can be written, found that it cannot be\n";
    return lagrum::cli::kUnavailable;
  } catch (const std::exception& exception) {
    std::cerr << "lagrum: " << exception.what() << "\n";
    return lagrum::cli::kUnavailable;
  }
}
