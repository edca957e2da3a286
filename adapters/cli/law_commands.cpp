#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <tuple>

#include "cli/commands.h"
#include "files/files.h"
#include "lagrum/audit.h"
#include "lagrum/law.h"
#include "lagrum/lint.h"
#include "lagrum/render.h"
#include "lagrum/review.h"
#include "lagrum/schemas.h"

namespace lagrum::cli {
namespace {

Json to_json(const Texts& texts) {
  Json::Object object;
  for (const auto& [language, text] : texts.all()) object[language] = Json(text);
  return Json(std::move(object));
}

Json to_json(const Workspace::NormInfo& norm) {
  Json::Array doubts;
  for (const Texts& doubt : norm.doubts) doubts.push_back(to_json(doubt));
  Json::Array acts;
  for (const std::string& act : norm.acts) acts.emplace_back(act);
  return Json(Json::Object{{"kind", norm.kind},
                           {"id", norm.id},
                           {"pack", norm.pack},
                           {"pack_version", norm.pack_version},
                           {"cite", norm.cite},
                           {"rank", norm.rank},
                           {"mode", norm.mode},
                           {"guarantee", norm.guarantee},
                           {"source", norm.source},
                           {"review", norm.review},
                           {"valid_from", norm.valid_from},
                           {"valid_to", norm.valid_to},
                           {"acts", Json(std::move(acts))},
                           {"title", to_json(norm.title)},
                           {"summary", to_json(norm.summary)},
                           {"doubts", Json(std::move(doubts))},
                           {"file", norm.file},
                           {"line", Json(static_cast<std::int64_t>(norm.line))}});
}

/// What a norm must be to be listed, by the option that says so: one of these; whatever it is,
/// where none is given.
struct Filter {
  const char* option;
  const char* help;
  std::string Workspace::NormInfo::*member;
  std::vector<std::string> wanted = {};
};
struct Filters {
  using Info = Workspace::NormInfo;
  std::array<Filter, 5> members = {
      {{"--pack", "Only norms of this pack", &Info::pack},
       {"--mode", "Only norms in this mode: off, observe, warn, enforce; may be given again",
        &Info::mode},
       {"--rank", "Only norms of this rank, as act or policy", &Info::rank},
       {"--source", "Only norms that rest on this, as statute or unseen", &Info::source},
       {"--review", "Only norms reviewed by this person, or none", &Info::review}}};
  std::string act;

  bool take(const Info& norm) const {
    const bool speaks_of_it =
        act.empty() || std::any_of(norm.acts.begin(), norm.acts.end(),
                                   [&](const auto& each) { return each == act || each == "any"; });
    return speaks_of_it && std::all_of(members.begin(), members.end(), [&](const Filter& filter) {
             return filter.wanted.empty() || has(filter.wanted, norm.*filter.member);
           });
  }

  static bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
};

Status check_name(const std::string& option, const std::string& what, const std::string& name,
                  const std::vector<std::string>& known) {
  if (Filters::has(known, name)) return {};
  return Error{ErrorCode::kNotFound, option + ": " + not_known(what, name, known), {}, {}};
}

/// A filter that no norm could pass is a slip.
Status check_filters(const Workspace& workspace, const Filters& filters) {
  const std::vector<Workspace::NormInfo> norms = workspace.norms();
  for (const Filter& filter : filters.members) {
    std::vector<std::string> known;
    known.reserve(norms.size());
    for (const Workspace::NormInfo& norm : norms) known.push_back(norm.*filter.member);
    for (const std::string& wanted : filter.wanted)
      LAGRUM_TRY(check_name(filter.option, "what some norm of the packs has", wanted, known));
  }
  if (filters.act.empty()) return {};
  return check_name("--act", "an act of the packs", filters.act, workspace.acts());
}

Result<int> list_norms(House& house, const Filters& filters) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_TRY(check_filters(*workspace, filters));
  Json::Array array;
  for (const Workspace::NormInfo& norm : workspace->norms()) {
    if (!filters.take(norm)) continue;
    array.push_back(to_json(norm));
    if (house.options().json) continue;
    std::cout << norm.id << "  [" << norm.mode << ", " << norm.rank << "]  "
              << norm.title.in(house.language()) << " (" << norm.cite << ")\n";
  }
  if (house.options().json) std::cout << pretty(Json(std::move(array)));
  return kOk;
}

/// The packs and calendars in a file, or in all files of a workspace, each valid by its schema.
Result<std::vector<xml::Document>> laws_in(House& house, const std::string& path) {
  std::vector<SourceFile> files;
  if (std::filesystem::is_directory(path)) {
    LAGRUM_ASSIGN(files, files::read_sources(path));
  } else {
    LAGRUM_ASSIGN(std::string bytes, files::read(path));
    files.push_back({path, std::move(bytes)});
  }
  std::vector<xml::Document> laws;
  Diagnostics diagnostics;
  for (const SourceFile& file : files) {
    LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(file.bytes, file.name));
    const std::string_view root = document.root().local();
    if (root != "law-pack" && root != "calendar") continue;
    LAGRUM_ASSIGN(const xml::Schema* schema, schema_for(document.root().ns()));
    schema->validate(document, diagnostics);
    laws.push_back(document);
  }
  if (laws.empty()) {
    return Error{ErrorCode::kNotFound,
                 "expected a law pack or calendar in '" + path + "', found none",
                 {},
                 {}};
  }
  house.tell(diagnostics);
  if (diagnostics.has_errors()) return diagnostics.to_error();
  return laws;
}

void print_rule(const House& house, const Workspace::NormInfo& rule) {
  const Language language = house.language();
  std::cout << coloured(house.options(), "1", rule.title.in(language)) << "\n"
            << rule.cite << "   " << rule.id << "   " << rule.pack << " " << rule.pack_version
            << "\n\n";
  if (!rule.summary.empty()) std::cout << rule.summary.in(language) << "\n\n";
  const std::map<std::string, std::string> values = {
      {"mode", rule.mode},
      {"rank", rule.rank},
      {"source", rule.source},
      {"review", rule.review},
      {"guarantee", rule.guarantee.empty() ? "-" : rule.guarantee},
      {"from", rule.valid_from.empty() ? "-" : rule.valid_from},
      {"to", rule.valid_to.empty() ? "-" : rule.valid_to}};
  if (rule.kind == "norm") std::cout << message(language, "cli.norm-status", values) << "\n";
  if (rule.kind == "clock") std::cout << message(language, "cli.clock-status", values) << "\n";
  for (const Texts& doubt : rule.doubts)
    std::cout << message(language, "cli.norm-doubt", {{"doubt", doubt.in(language)}}) << "\n";
  std::cout << "\n" << rule.file << ":" << rule.line << "\n" << rule.xml << "\n";
}

/// When each version holds, side by side, and what it says otherwise than the one before it. A
/// clock and a norm of one id are no versions of each other.
Status print_versions(House& house, const std::vector<Workspace::NormInfo>& versions) {
  const auto of_one_kind = [](const auto& a, const auto& b) { return a.kind == b.kind; };
  if (std::ranges::adjacent_find(versions, of_one_kind) == versions.end()) return {};
  for (const Workspace::NormInfo& version : versions) {
    std::cout << (version.valid_from.empty() ? "          " : version.valid_from) << " – "
              << (version.valid_to.empty() ? "          " : version.valid_to) << "  "
              << version.cite << "\n";
  }
  LAGRUM_ASSIGN(const auto laws, laws_in(house, house.workspace_folder().string()));
  for (const law::RuleChange& change : law::versions_of(laws, versions.front().id))
    std::cout << law::to_text(change, house.language());
  std::cout << "\n";
  return {};
}

/// The versions of a rule, oldest first; with `day` only one that is valid then.
Result<std::vector<Workspace::NormInfo>> versions_of(const Workspace& workspace,
                                                     const std::string& id,
                                                     const std::string& day) {
  std::vector<std::string> ids;
  std::vector<Workspace::NormInfo> versions;
  for (Workspace::NormInfo& rule : workspace.rules()) {
    ids.push_back(rule.id);
    if (rule.id == id) versions.push_back(std::move(rule));
  }
  const auto none = [](std::string message) {
    return Error{ErrorCode::kNotFound, std::move(message), {}, {}};
  };
  if (versions.empty()) return none(not_known("a norm, clock or question of the packs", id, ids));
  std::stable_sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
    return std::tie(a.kind, a.valid_from) < std::tie(b.kind, b.valid_from);
  });
  if (day.empty()) return versions;
  LAGRUM_TRY(parse_date(day));
  std::erase_if(versions, [&](const Workspace::NormInfo& version) {
    return day < version.valid_from || (!version.valid_to.empty() && day > version.valid_to);
  });
  if (!versions.empty()) return versions;
  return none("expected a version of '" + id + "' that is valid on " + day + ", found none");
}

Result<int> show_rule(House& house, const std::string& id, const std::string& day) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  LAGRUM_ASSIGN(const std::vector<Workspace::NormInfo> versions, versions_of(*workspace, id, day));
  if (house.options().json) {
    Json::Array array;
    for (const Workspace::NormInfo& version : versions) array.push_back(to_json(version));
    std::cout << pretty(versions.size() == 1 ? array.front() : Json(std::move(array)));
    return kOk;
  }
  LAGRUM_TRY(print_versions(house, versions));
  for (const Workspace::NormInfo& version : versions) print_rule(house, version);
  return kOk;
}

Result<int> diff_laws(House& house, const std::string& before, const std::string& now) {
  LAGRUM_ASSIGN(const auto old_laws, laws_in(house, before));
  LAGRUM_ASSIGN(const auto new_laws, laws_in(house, now));
  const std::vector<law::RuleChange> changes = law::diff(old_laws, new_laws);
  if (house.options().json) {
    Json::Array array;
    for (const law::RuleChange& change : changes) array.push_back(law::to_json(change));
    std::cout << pretty(Json(Json::Object{{"changes", Json(std::move(array))}}));
  } else {
    std::cout << law::to_text(changes, house.language());
  }
  return changes.empty() ? kOk : kFailed;
}

/// The workspace with these packs and calendars in place of its own of the same id.
Result<std::vector<SourceFile>> sources_with(const House& house,
                                             const std::vector<std::string>& paths) {
  LAGRUM_ASSIGN(std::vector<SourceFile> sources, house.sources());
  for (const std::string& path : paths) {
    LAGRUM_ASSIGN(std::string bytes, files::read(path));
    LAGRUM_ASSIGN(const xml::Document given, xml::Document::parse(bytes, path));
    const std::string kind(given.root().local());
    const std::string id = given.root().attribute_or_empty("id");
    if (kind != "law-pack" && kind != "calendar") {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a law pack or calendar, found '" + kind + "'",
                   given.root().position(),
                   {}};
    }
    std::erase_if(sources, [&](const SourceFile& source) {
      const auto other = xml::Document::parse(source.bytes, source.name);
      return other && other->root().local() == kind && other->root().attribute_or_empty("id") == id;
    });
    sources.push_back({path, std::move(bytes)});
  }
  return sources;
}

/// What was found at load counts as well; notes do not.
Result<int> tell_law(House& house, const Diagnostics& found, std::size_t norms) {
  const bool sound = house.told_count() == 0 &&
                     std::all_of(found.all().begin(), found.all().end(),
                                 [](auto& each) { return each.severity == Severity::kNote; });
  house.tell(found);
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"diagnostics", house.findings()}}));
  } else if (sound) {
    std::cout << message(house.language(), "cli.law-checked", {{"norms", std::to_string(norms)}})
              << "\n";
  }
  if (found.has_errors()) return kUsage;
  return sound ? kOk : kFailed;
}

/// Of given files, faults wherever they show, and what else is found in the files themselves.
Result<int> check_files(House& house, const std::vector<std::string>& paths) {
  LAGRUM_ASSIGN(const std::vector<SourceFile> sources, sources_with(house, paths));
  Diagnostics all;
  const auto loaded = Workspace::load(sources, house.zones(), all);
  if (loaded) lint::check_law(*loaded, all);
  Diagnostics found;
  for (const Diagnostic& each : all.all()) {
    if (each.severity == Severity::kError || Filters::has(paths, each.source.file)) found.add(each);
  }
  std::size_t norms = 0;
  if (loaded) {
    for (const Workspace::NormInfo& norm : loaded->norms())
      norms += Filters::has(paths, norm.file) ? 1U : 0U;
  }
  return tell_law(house, found, norms);
}

Result<int> check_laws(House& house, const std::vector<std::string>& paths) {
  if (!paths.empty()) return check_files(house, paths);
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  Diagnostics found;
  lint::check_law(*workspace, found);
  return tell_law(house, found, workspace->norms().size());
}

struct DateOptions {
  std::string start;
  std::string length;
  std::string calendar = "se";
  std::string kind = "latest-act";
  std::string roll;
  std::string days;
  std::string cite;
  std::vector<std::string> extend;
  std::vector<std::string> switches;
};

/// The set that the last day moves to. Where none is named, the last day for an act moves as the
/// calendar has it.
Result<std::string> roll_of(const calendar::Calendar& days, calendar::Kind kind,
                            const std::string& named) {
  if (named == "none") return std::string();
  if (!named.empty() || kind != calendar::Kind::kLatestAct) return named;
  std::vector<std::string> sets = days.sets();
  std::erase_if(
      sets, [&](const std::string& set) { return days.set_use(set) != calendar::SetUse::kRoll; });
  if (sets.size() < 2) return sets.empty() ? std::string() : sets.front();
  std::string all;
  for (const std::string& set : sets) all += (all.empty() ? "" : ", ") + set;
  return Error{ErrorCode::kInvalidArgument,
               "expected --roll with one of the sets of '" + days.id() + "' to move to (" + all +
                   ") or none, found no --roll",
               {},
               {}};
}

Result<int> compute_date(House& house, const DateOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  const calendar::Calendar* found = workspace->calendar(given.calendar);
  if (found == nullptr) {
    return Error{ErrorCode::kNotFound,
                 not_known("a calendar of the workspace", given.calendar, workspace->calendars()),
                 {},
                 {}};
  }
  calendar::Calendar days = *found;
  for (const std::string& text : given.switches) {
    const std::size_t equals = text.find('=');
    LAGRUM_ASSIGN(
        days, days.with_switch(text.substr(0, equals),
                               equals == std::string::npos || text.substr(equals + 1) == "true"));
  }
  calendar::TimeLimit limit;
  LAGRUM_ASSIGN(limit.start, parse_date(given.start));
  LAGRUM_ASSIGN(limit.length, calendar::parse_period(given.length));
  LAGRUM_ASSIGN(limit.kind, calendar::parse_kind(given.kind));
  LAGRUM_ASSIGN(limit.roll, roll_of(days, limit.kind, given.roll));
  limit.days = given.days;
  limit.cite = given.cite;
  for (const std::string& text : given.extend) {
    LAGRUM_ASSIGN(const calendar::Period by, calendar::parse_period(text));
    limit.extensions.push_back({by, calendar::From::kStart, given.cite});
  }
  LAGRUM_ASSIGN(const calendar::Computed computed, calendar::compute(days, limit));
  if (house.options().json) {
    Json::Array steps;
    for (const calendar::Step& step : computed.derivation.steps) {
      steps.emplace_back(Json::Object{{"as", step.as},
                                      {"on", to_string(step.on)},
                                      {"cite", step.cite},
                                      {"interpretation", Json(step.interpretation)},
                                      {"text", step.text.in(house.language())}});
    }
    std::cout << pretty(Json(Json::Object{{"raw_end", to_string(computed.raw_end)},
                                          {"due", to_string(computed.due)},
                                          {"steps", Json(std::move(steps))}}));
  } else {
    std::cout << coloured(house.options(), "1", to_string(computed.due)) << "\n"
              << computed.derivation.in(house.language());
  }
  return kOk;
}

/// Stories, as far as they can be judged without being played.
Status check_scenarios(House& house, const Workspace& workspace, Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const std::vector<SourceFile> sources, house.sources());
  for (const SourceFile& source : sources) {
    const auto document = xml::Document::parse(source.bytes, source.name);
    if (!document) {  // the workspace has been loaded: only stories may be unreadable in it
      diagnostics.error("xml", document.error().source, document.error().message);
    } else if (document->root().local() == "scenario") {
      lint::check_scenario(*document, workspace, diagnostics);
    }
  }
  return {};
}

/// What is written of verdicts, wherever such files lie.
Status check_written_reasons(House& house, const Workspace& workspace, Diagnostics& diagnostics) {
  LAGRUM_ASSIGN(const std::vector<SourceFile> sources, house.sources());
  for (const SourceFile& source : sources) {
    const auto document = xml::Document::parse(source.bytes, source.name);
    if (document && document->root().is(review::kVerdictsNamespace, "verdicts"))
      (void)review::Reasons::load(*document, workspace, diagnostics);  // says what is wrong
  }
  return {};
}

Result<int> lint_all(House& house) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  Diagnostics diagnostics;
  lint::check_mappings(*workspace, diagnostics);
  lint::check_decisions(*workspace, diagnostics);
  lint::check_bases(*workspace, diagnostics);
  lint::check_texts(*workspace, diagnostics);
  Diagnostics of_law;  // what is only noted of it is for "law check"
  lint::check_law(*workspace, of_law);
  for (const Diagnostic& each : of_law.all())
    if (each.severity != Severity::kNote) diagnostics.add(each);
  for (const xml::Document& mapping : workspace->log_mappings())
    (void)audit::Audit::load(mapping, {}, sources_of(*workspace),
                             diagnostics);  // says what is wrong
  LAGRUM_TRY(check_scenarios(house, *workspace, diagnostics));
  LAGRUM_TRY(check_written_reasons(house, *workspace, diagnostics));
  house.tell(diagnostics);
  const int status = diagnostics.has_errors() ? kUsage : kOk;
  if (house.options().json) {
    std::cout << pretty(Json(Json::Object{{"diagnostics", house.findings()}}));
    return status;
  }
  if (status != kOk) return status;
  const std::size_t warnings = house.told_count();
  std::cout << message(house.language(), warnings == 0 ? "cli.lint-clean" : "cli.lint-warned",
                       {{"warnings", std::to_string(warnings)},
                        {"workflows", std::to_string(workspace->workflows().size())},
                        {"norms", std::to_string(workspace->norms().size())}})
            << "\n";
  return kOk;
}

struct RenderOptions {
  std::string workflow;
  std::string form = "svg";
  std::string out;
};

Result<int> render_workflow(House& house, const RenderOptions& given) {
  LAGRUM_ASSIGN(const Workspace* workspace, house.workspace());
  const auto drawn = given.form == "svg" ? render::svg : render::mermaid;
  LAGRUM_ASSIGN(const std::string picture,
                drawn(*workspace, WorkflowId(given.workflow), house.language()));
  if (given.out.empty()) {
    std::cout << picture;
    return kOk;
  }
  LAGRUM_TRY(files::write(given.out, picture));
  std::cout << given.out << "\n";
  return kOk;
}

}  // namespace

void add_law_commands(CLI::App& app, Options& options, int& result) {
  auto* law =
      app.add_subcommand("law", "The law packs: list, show, check, compare")->require_subcommand(1);
  auto* list = law->add_subcommand("list", "List the norms with mode and citation");
  auto wanted = std::make_shared<Filters>();
  for (Filter& filter : wanted->members)
    list->add_option(filter.option, filter.wanted, filter.help)->allow_extra_args(false);
  list->add_option("--act", wanted->act, "Only norms that speak of this act");
  run_on(list, options, result, [wanted](House& house) { return list_norms(house, *wanted); });
  auto* show_command = law->add_subcommand(
      "show", "Show a norm, clock or question as a lawyer reads it, in all its versions");
  auto rule = std::make_shared<std::pair<std::string, std::string>>();
  show_command->add_option("id", rule->first, "Its id")->required();
  show_command->add_option("--on", rule->second, "Only the version valid on this day");
  run_on(show_command, options, result,
         [rule](House& house) { return show_rule(house, rule->first, rule->second); });
  auto* check = law->add_subcommand(
      "check", "Look for faults of packs, and for what they seldom mean, with place and provision");
  auto paths = std::make_shared<std::vector<std::string>>();
  check->add_option("files", *paths,
                    "Packs and calendars, judged in place of the workspace's own of the same id "
                    "(default: the whole workspace)");
  run_on(check, options, result, [paths](House& house) { return check_laws(house, *paths); });
  auto* diff_command =
      law->add_subcommand("diff", "Say what one text of the law says otherwise than another");
  auto texts = std::make_shared<std::pair<std::string, std::string>>();
  diff_command->add_option("old", texts->first, "A pack, a calendar or a workspace")->required();
  diff_command->add_option("new", texts->second, "The same, as it is to be")->required();
  run_on(diff_command, options, result,
         [texts](House& house) { return diff_laws(house, texts->first, texts->second); });

  auto* date = app.add_subcommand("date", "Compute a time limit and print its derivation");
  auto given = std::make_shared<DateOptions>();
  date->add_option("start", given->start, "Day from which the count starts, as 2026-10-31")
      ->required();
  date->add_option("length", given->length, "Length as P14D, P3W, P4M or P1Y")->required();
  date->add_option("--calendar", given->calendar, "Calendar")->capture_default_str();
  date->add_option("--kind", given->kind, "latest-act, earliest-act, deemed-event or backward")
      ->capture_default_str();
  date->add_option(
      "--roll", given->roll,
      "Day set that the last day moves to, or none (default: for latest-act the calendar's)");
  date->add_option("--days", given->days, "Count only days of this set");
  date->add_option("--cite", given->cite, "Provision of the limit");
  date->add_option("--extend", given->extend, "Extension from the start, as P2M")->take_all();
  date->add_option("--switch", given->switches, "Interpretation switch of the calendar, as id=true")
      ->take_all();
  run_on(date, options, result, [given](House& house) { return compute_date(house, *given); });

  run_on(app.add_subcommand(
             "lint",
             "Check every workflow, pack, calendar, text, mapping and scenario of the workspace"),
         options, result, [](House& house) { return lint_all(house); });

  auto* picture = app.add_subcommand(
      "render",
      "Draw a workflow: states, transitions and who may take them, acts with provisions, clocks, "
      "waits, decisions");
  auto drawn = std::make_shared<RenderOptions>();
  picture->add_option("workflow", drawn->workflow, "Id of the workflow")->required();
  picture->add_option("--form", drawn->form, "svg or mermaid")
      ->check(CLI::IsMember({"svg", "mermaid"}))
      ->capture_default_str();
  picture->add_option("--out", drawn->out, "File to write; without it the picture is printed");
  run_on(picture, options, result,
         [drawn](House& house) { return render_workflow(house, *drawn); });
}

}  // namespace lagrum::cli
