#include "cli/written.h"

#include "files/files.h"

namespace lagrum::cli {

namespace fs = std::filesystem;

std::string file_of(const Workspace& workspace, const std::string& workflow) {
  std::string file;
  for (const Workspace::WorkflowInfo& info : workspace.workflows())
    if (info.id == workflow) file = info.file;
  return file;
}

Result<std::optional<review::Reasons>> written_reasons(House& house, const Workspace& workspace,
                                                       const std::string& workflow) {
  const fs::path file =
      fs::path(file_of(workspace, workflow)).parent_path() / std::string(review::kVerdictsFile);
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) return std::optional<review::Reasons>();
  LAGRUM_ASSIGN(const std::string bytes, files::read(file));
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(bytes, file.generic_string()));
  Diagnostics diagnostics;
  auto reasons = review::Reasons::load(document, workspace, diagnostics);
  house.tell(diagnostics);
  if (!reasons) return reasons.error();
  return std::optional(*std::move(reasons));
}

}  // namespace lagrum::cli
