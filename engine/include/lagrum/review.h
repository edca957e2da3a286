#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/scenario.h"
#include "lagrum/text.h"
#include "lagrum/verify.h"
#include "lagrum/workspace.h"
#include "lagrum/xml.h"

/// What a lawyer reads of a workflow who has never seen its files: one page that says what it does,
/// which norms hold in it and why, its time limits, its people, its letters, and what is uncertain.
namespace lagrum::review {

inline constexpr std::string_view kVerdictsNamespace = "urn:lagrum:verdicts:1";
/// The file beside a workflow that holds its written reasons.
inline constexpr std::string_view kVerdictsFile = "verdicts.xml";

/// What people have written of the verdict on one norm.
struct WrittenReason {
  std::string norm;
  verify::Verdict alone = verify::Verdict::kProved;
  verify::Verdict enforced = verify::Verdict::kProved;
  Texts reason;          ///< empty where the verdict speaks for itself
  std::string scenario;  ///< the story that meets the norm, relative to the file; empty for none
  Position position;
};

/// The written reasons of a workflow (schemas/1/verdicts.xsd). Immutable; may be shared.
struct Reasons {
  std::string workflow;
  std::string file;
  std::vector<WrittenReason> all;  ///< in the order of the file

  /// Reads a `verdicts` document of a workflow of the workspace. Faults go to `diagnostics` with
  /// positions: an unknown workflow or norm, a norm that stands twice.
  static Result<Reasons> load(const xml::Document& document, const Workspace& workspace,
                              Diagnostics& diagnostics);
  /// Null for a norm that nothing is written of.
  const WrittenReason* find(std::string_view norm) const;
};

/// Where the verifier and the written reasons part: a verdict that is not the one written, or one
/// that needs a reason and has none.
struct Difference {
  enum class Kind : std::uint8_t { kOtherVerdict, kNoReason } kind = Kind::kOtherVerdict;
  std::string norm;
  std::string expected;  ///< "proved", or "relies-on-block, enforced proved"; empty for kNoReason
  std::string found;
  Position position;  ///< of the written verdict, or of the file
};

/// Verdicts that nobody should read without being told why: all but the proved, those that a
/// judgement gates and those that rest on blocking.
bool needs_reason(verify::Verdict verdict);

/// Compares the norms of the report, in their order.
std::vector<Difference> compare(const Reasons& reasons, const verify::Report& report);
/// "file:line:column: …", a sentence for people.
std::string text(const Difference& difference, Language language);

/// What the page is made of beside the workspace. All of it is borrowed.
struct Material {
  const verify::Report* report = nullptr;      ///< required
  const Reasons* reasons = nullptr;            ///< null where none are written
  std::vector<scenario::Report> stories = {};  ///< as they were played
  /// The bytes of a file of the workspace, by its path there: letters, stories, the organisation.
  std::function<Result<std::string>(const std::string& path)> read = {};
  /// Draws a graph (Graphviz DOT) as SVG; empty where there is nothing to draw with.
  std::function<Result<std::string>(const std::string& dot)> draw = {};
  std::string organisation = {};  ///< file of the authority that is shown; empty for none
};

/// The page on the newest version of a workflow, in one language: HTML that is well-formed XML
/// behind its document type, stands alone, needs no script and fetches nothing. kNotFound for a
/// workflow that is not loaded, kInvalidArgument where the report is of another one. Thread-safe as
/// far as the functions of `material` are.
Result<std::string> page(const Workspace& workspace, const WorkflowId& workflow,
                         const Material& material, Language language);

/// The report alone, as a page of the same kind: every norm with what is said of it in both
/// columns, and each breach as a story with its days, who acts, what is done, by which provision,
/// and the line that breaks the rule. Of `material` the report, and the organisation with `read`,
/// are used.
Result<std::string> breaches(const Workspace& workspace, const Material& material,
                             Language language);

}  // namespace lagrum::review
