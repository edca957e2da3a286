#include "cli/house.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <set>

#include "cli/terminal.h"
#include "clock/clock.h"
#include "clock/random.h"
#include "files/files.h"
#include "sqlite/sqlite_store.h"

namespace lagrum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSeedBytes = 32;

/// Where the texts are kept that cases may be under, below the data folder.
constexpr const char* kTexts = "texts";

Json::Object place_of(const Position& source) {
  return {{"file", source.file},
          {"line", Json(static_cast<std::int64_t>(source.line))},
          {"column", Json(static_cast<std::int64_t>(source.column))}};
}

}  // namespace

int status_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUnavailable:
      return kUnavailable;
    case ErrorCode::kCorruption:
      return kFailed;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kNotFound:
    case ErrorCode::kConflict:
    case ErrorCode::kOutOfRange:
      return kUsage;
  }
  return kUsage;
}

Json to_json(const Error& error) {
  Json::Object object = place_of(error.source);
  object["code"] = Json(std::string(to_string(error.code)));
  object["message"] = Json(error.message);
  object["provision"] = Json(error.provision);
  return Json(std::move(object));
}

int status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kDone:
      return kOk;
    case Outcome::kRefused:
      return kRefused;
    case Outcome::kNotAuthorised:
      return kNotAuthorised;
    case Outcome::kNotApplicable:
      return kNotApplicable;
    case Outcome::kReasonRequired:
      return kReasonRequired;
  }
  return kUsage;
}

std::string whole_path(const fs::path& path) {
  std::error_code failed;
  const fs::path whole = fs::weakly_canonical(path, failed);
  return (failed ? path.lexically_normal() : whole).generic_string();
}

std::string coloured(const Options& options, std::string_view colour, std::string_view text) {
  const bool wanted =
      options.color == "always" || (options.color == "auto" && ::isatty(STDOUT_FILENO) == 1 &&
                                    std::getenv("NO_COLOR") == nullptr);
  if (!wanted) return std::string(text);
  return colour_mark(colour) + std::string(text) + colour_mark("0");
}

const ZoneRules& House::zones() {
  if (!zones_) zones_ = calendar::system_zone_rules();
  return *zones_;
}

fs::path House::workspace_folder() const {
  if (!options_.workspace.empty()) return options_.workspace;
  for (const fs::path& candidate : {fs::path("workflows"), fs::path(LAGRUM_INSTALLED_WORKFLOWS)}) {
    if (fs::is_directory(candidate)) return candidate;
  }
  return "workflows";
}

Result<std::vector<SourceFile>> House::sources() const {
  return files::read_sources(whole_path(workspace_folder()));
}

void House::tell(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!options_.json) std::cerr << to_string(diagnostic) << "\n";
    told_.push_back(diagnostic);
  }
}

Json House::findings() const {
  Json::Array findings;
  for (const Diagnostic& diagnostic : told_) {
    Json::Object object = place_of(diagnostic.source);
    object["severity"] = Json(std::string(to_string(diagnostic.severity)));
    object["code"] = Json(diagnostic.rule);
    object["message"] = Json(diagnostic.message);
    object["provision"] = Json(diagnostic.provision);
    findings.emplace_back(std::move(object));
  }
  return Json(std::move(findings));
}

bool House::has_told(const Error& error) const {
  return std::any_of(told_.begin(), told_.end(), [&](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::kError && diagnostic.source == error.source &&
           error.message.starts_with(diagnostic.message);
  });
}

int House::complain(const Error& error) const {
  if (options_.json) {
    std::cout << pretty(Json(Json::Object{{"error", to_json(error)}, {"diagnostics", findings()}}));
  } else if (!has_told(error)) {
    std::cerr << "lagrum: " << to_string(error) << "\n";
  }
  return status_of(error);
}

Result<Workspace> House::load(const fs::path& folder) {
  LAGRUM_ASSIGN(const std::vector<SourceFile> files, files::read_sources(whole_path(folder)));
  Diagnostics diagnostics;
  auto loaded = Workspace::load(files, zones(), diagnostics);
  tell(diagnostics);
  if (loaded) return loaded;
  return Error{ErrorCode::kInvalidArgument,
               "expected a workspace without faults, found " +
                   std::to_string(diagnostics.error_count()) + " in " + folder.string(),
               {},
               {}};
}

Result<const Workspace*> House::workspace() {
  if (!workspace_) {
    LAGRUM_ASSIGN(Workspace loaded, load(workspace_folder()));
    workspace_ = std::make_unique<Workspace>(std::move(loaded));
  }
  return static_cast<const Workspace*>(workspace_.get());
}

namespace {

/// What a workspace says, whatever folder it lies in.
std::string digest_of(const std::vector<SourceFile>& files, const std::string& folder) {
  std::string all;
  for (const SourceFile& file : files) {
    all += file.name.substr(folder.size()) + '\0' + journal::sha256_hex(file.bytes) + '\n';
  }
  return journal::sha256_hex(all);
}

}  // namespace

Status House::keep_texts(const fs::path& folder) {
  const std::string root = whole_path(folder);
  LAGRUM_ASSIGN(const std::vector<SourceFile> files, files::read_sources(root));
  const fs::path kept = fs::path(options_.data) / kTexts / digest_of(files, root);
  if (fs::exists(kept)) return {};
  const fs::path unfinished = kept.string() + ".part";
  std::error_code failed;
  for (const SourceFile& file : files) {
    const fs::path path = unfinished / file.name.substr(root.size() + 1);
    fs::create_directories(path.parent_path(), failed);
    LAGRUM_TRY(files::write(path, file.bytes));
  }
  fs::rename(unfinished, kept, failed);
  if (!failed) return {};
  return Error{ErrorCode::kUnavailable,
               "expected to keep the texts in '" + kept.string() + "', found: " + failed.message(),
               {},
               {}};
}

Result<std::vector<Workspace>> House::earlier() {
  std::vector<Workspace> earlier;
  const fs::path texts = fs::path(options_.data) / kTexts;
  if (!fs::is_directory(texts)) return earlier;
  LAGRUM_ASSIGN(const std::vector<SourceFile> now, sources());
  const std::string in_force = digest_of(now, whole_path(workspace_folder()));
  std::set<fs::path> kept;
  for (const fs::directory_entry& each : fs::directory_iterator(texts)) kept.insert(each.path());
  for (const fs::path& folder : kept) {
    if (folder.extension() == ".part" || folder.filename() == in_force) continue;
    LAGRUM_ASSIGN(const std::vector<SourceFile> files, files::read_sources(whole_path(folder)));
    Diagnostics diagnostics;  // its warnings were told when it was in force
    auto loaded = Workspace::load(files, zones(), diagnostics);
    if (!loaded) return loaded.error();
    earlier.push_back(std::move(*loaded));
  }
  return earlier;
}

Result<Store*> House::store() {
  LAGRUM_TRY(open());
  return store_.get();
}

Result<const Signer*> House::signer() {
  LAGRUM_TRY(open());
  return static_cast<const Signer*>(signer_.get());
}

/// Opens the store and the key; both are made at the first use, readable by their owner alone.
Status House::open() {
  if (store_) return {};
  const fs::path data(options_.data);
  std::error_code failed;
  fs::create_directories(data, failed);
  const fs::path key = data / "log.key";
  if (!fs::exists(key)) {
    if (fs::exists(data / "store.sqlite")) {
      return Error{ErrorCode::kNotFound,
                   "expected the key of the log in '" + key.string() +
                       "', found a store without it; put the key back",
                   {},
                   {}};
    }
    LAGRUM_TRY(files::write(key, options_.origin + "\n" + clock::random_bytes(kSeedBytes)));
  }
  LAGRUM_ASSIGN(const std::string stored, files::read(key));
  const std::size_t line = stored.find('\n');
  if (line == std::string::npos || stored.size() != line + 1 + kSeedBytes) {
    return Error{ErrorCode::kCorruption,
                 "expected the log's key in '" + key.string() + "', found something else",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(signer_, journal::seed_signer(stored.substr(0, line), stored.substr(line + 1)));
  const std::string public_half = journal::vkey(*signer_) + "\n";
  const Result<std::string> known = files::read(data / "log.vkey");
  if (!known || *known != public_half) LAGRUM_TRY(files::write(data / "log.vkey", public_half));
  LAGRUM_ASSIGN(store_, SqliteStore::open((data / "store.sqlite").string(), {}));
  return {};
}

Result<Engine*> House::engine() {
  if (!engine_) {
    LAGRUM_ASSIGN(const Workspace* loaded, workspace());
    LAGRUM_TRY(open());
    const std::vector<std::string> known = loaded->organisations();
    std::string wanted = options_.organisation;
    if (wanted.empty() && known.size() == 1) wanted = known.front();
    std::shared_ptr<const Directory> directory = loaded->organisation(whole_path(wanted));
    if (directory == nullptr) {
      std::string names;
      for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
      return Error{ErrorCode::kNotFound,
                   "expected --organisation to name one of " + names + ", found '" + wanted + "'",
                   {},
                   {}};
    }
    LAGRUM_ASSIGN(std::vector<Workspace> before, earlier());
    LAGRUM_ASSIGN(engine_, Engine::create(*loaded, {store_.get(), signer_.get(), &zones(),
                                                    std::move(directory), std::move(before)}));
  }
  return &*engine_;
}

Result<Instant> House::now() {
  if (options_.now.empty()) {
    LAGRUM_ASSIGN(Store * opened, store());
    return clock::Guard(*opened).now();
  }
  return instant(options_.now, "--now");
}

Result<Instant> House::instant(const std::string& text, const std::string& option) {
  if (auto instant = parse_instant(text)) return *instant;
  const auto local = parse_local_time(text);
  if (!local)
    return Error{ErrorCode::kInvalidArgument, option + ": " + local.error().message, {}, {}};
  LAGRUM_ASSIGN(const Workspace* loaded, workspace());
  std::set<Instant> meant;
  for (const std::string& id : loaded->calendars()) {
    LAGRUM_ASSIGN(const Instant there, zones().to_instant(*local, loaded->calendar(id)->zone()));
    meant.insert(there);
  }
  if (meant.size() == 1) return *meant.begin();
  return Error{ErrorCode::kInvalidArgument,
               option + ": expected a time with its zone, as 2026-10-16T19:00:00Z, because the " +
                   std::to_string(meant.size()) +
                   " times that the workspace's calendars know differ, found '" + text + "'",
               {},
               {}};
}

Command House::fresh_command(Instant now) const {
  Command command;
  command.id = CommandId(clock::random_uuid());
  command.now = now;
  command.salt = clock::random_bytes(32);
  return command;
}

Result<CaseId> House::find_case(const std::string& name) {
  LAGRUM_ASSIGN(Store * opened, store());
  LAGRUM_ASSIGN(const std::vector<row::Case> cases, opened->cases());
  std::vector<std::string> names;
  std::vector<CaseId> numbered;
  for (const row::Case& row : cases) {
    if (row.id.str() == name) return row.id;
    if (row.number == name) numbered.push_back(row.id);
    names.push_back(row.number.empty() ? row.id.str() : row.number);
  }
  if (numbered.size() == 1) return numbered.front();
  if (numbered.empty()) {
    return Error{ErrorCode::kNotFound, not_known("a case by id or number", name, names), {}, {}};
  }
  std::string ids;
  for (const CaseId& id : numbered) ids += (ids.empty() ? "" : ", ") + id.str();
  return Error{ErrorCode::kConflict,
               "expected one case, found the number '" + name + "' on " + ids + ": say which by id",
               {},
               {}};
}

}  // namespace lagrum::cli
