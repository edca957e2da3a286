#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lagrum/journal.h"
#include "lagrum/scenario.h"
#include "lagrum/workspace.h"

namespace lagrum::test {

/// The shipped workflows, loaded once for a test program, and what runs need beside them.
class House {
 public:
  static const House& get();

  const Workspace& workspace() const { return *workspace_; }
  const ZoneRules& zones() const { return *zones_; }
  const Signer& signer() const { return *signer_; }
  /// Runs scenarios on memory stores, reading files below the source folder.
  scenario::Surroundings surroundings() const;
  /// What was found while loading; empty for sound workflows.
  const std::vector<Diagnostic>& findings() const { return findings_; }
  bool loaded() const { return workspace_ != nullptr; }

 private:
  House();
  std::unique_ptr<ZoneRules> zones_;
  std::unique_ptr<Signer> signer_;
  std::unique_ptr<Workspace> workspace_;
  std::vector<Diagnostic> findings_;
};

/// The bytes of a file below the source folder.
Result<std::string> read_source(const std::string& path);
/// Paths of all files below workflows/, relative to the source folder, sorted.
std::vector<std::string> workflow_files();
/// Those that a workspace takes, without the scenarios.
std::vector<SourceFile> shipped_sources();
/// Those of one workflow, named by its folder: its own, the packs and calendars, and the authority
/// with its orders. The authority's roles in other workflows are warned of.
std::vector<SourceFile> sources_around(const std::string& folder);
std::vector<Diagnostic> errors_of(const Diagnostics& diagnostics);
/// What these files make; tells what is wrong with them and stops the program where they make none.
Workspace workspace_of(const std::vector<SourceFile>& files);
/// Paths of the scenarios.
std::vector<std::string> shipped_scenarios();

}  // namespace lagrum::test
