#include <algorithm>
#include <array>
#include <set>

#include "base/words.h"
#include "cases/workspace_state.h"
#include "lagrum/review.h"

namespace lagrum::review {
namespace {

using verify::Verdict;

constexpr std::array kVerdicts = {
    Verdict::kProved,        Verdict::kProvedIfTimely, Verdict::kGated,
    Verdict::kReliesOnBlock, Verdict::kRefuted,        Verdict::kRuntimeOnly,
    Verdict::kVacuous,       Verdict::kNotMapped,      Verdict::kInconclusive};

/// What speaks for itself.
constexpr std::array kPlain = {Verdict::kProved, Verdict::kProvedIfTimely, Verdict::kGated,
                               Verdict::kReliesOnBlock};

class ReasonsLoader {
 public:
  ReasonsLoader(const Workspace& workspace, Diagnostics& diagnostics)
      : workspace_(workspace), diagnostics_(diagnostics) {}

  Reasons load(const xml::Document& document) {
    const xml::Element root = document.root();
    Reasons made;
    made.file = document.name();
    if (!root.is(kVerdictsNamespace, "verdicts")) {
      diagnostics_.error("root", root.position(),
                         "expected the root 'verdicts' of '" + std::string(kVerdictsNamespace) +
                             "', found '" + std::string(root.local()) + "' of '" +
                             std::string(root.ns()) + "'");
      return made;
    }
    made.workflow = root.attribute_or_empty("workflow");
    read_norms(root, made.workflow);
    for (const xml::Element& element : root.children(kVerdictsNamespace, "verdict"))
      read(element, made);
    return made;
  }

 private:
  void read_norms(const xml::Element& root, const std::string& workflow) {
    const auto found = workspace_.state()->newest(WorkflowId(workflow));
    if (!found) {
      diagnostics_.error("unknown-workflow", root.attribute_position("workflow"),
                         found.error().message);
      return;
    }
    for (const law::Norm& norm : (*found)->law.norms()) norms_.push_back(norm.id);
  }

  void read(const xml::Element& element, Reasons& made) {
    WrittenReason row;
    row.alone = verdict(element, "alone");
    row.enforced = element.attribute("enforced") ? verdict(element, "enforced") : row.alone;
    row.scenario = element.attribute_or_empty("scenario");
    row.position = element.position();
    for (const auto& [language, text] : xml::texts(element, "reason"))
      row.reason.set(language, text);
    for (const std::string& norm : words(element.attribute_or_empty("norms"))) {
      const Position position = element.attribute_position("norms");
      if (!norms_.empty() && !contains(norms_, norm)) {
        diagnostics_.error("unknown-norm", position,
                           not_known("a norm of the workflow's packs", norm, norms_));
      } else if (!told_.insert(norm).second) {
        diagnostics_.error("norm-twice", position,
                           "expected each norm once, found '" + norm + "' again");
      }
      row.norm = norm;
      made.all.push_back(row);
    }
  }

  Verdict verdict(const xml::Element& element, std::string_view attribute) {
    const std::string name = element.attribute_or_empty(attribute);
    std::vector<std::string> known;
    for (const Verdict each : kVerdicts) {
      if (to_string(each) == name) return each;
      known.emplace_back(to_string(each));
    }
    diagnostics_.error("unknown-verdict", element.attribute_position(attribute),
                       not_known("one of the verdicts " + comma_list(known), name, known));
    return Verdict::kInconclusive;
  }

  const Workspace& workspace_;
  Diagnostics& diagnostics_;
  std::vector<std::string> norms_;
  std::set<std::string> told_;
};

std::string told(Verdict alone, Verdict enforced) {
  std::string text(to_string(alone));
  if (alone != enforced) text += " → " + std::string(to_string(enforced));
  return text;
}

}  // namespace

bool needs_reason(Verdict verdict) {
  return std::find(kPlain.begin(), kPlain.end(), verdict) == kPlain.end();
}

Result<Reasons> Reasons::load(const xml::Document& document, const Workspace& workspace,
                              Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  Reasons made = ReasonsLoader(workspace, diagnostics).load(document);
  if (diagnostics.error_count() != before) return diagnostics.to_error();
  return made;
}

const WrittenReason* Reasons::find(std::string_view norm) const {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const WrittenReason& each) { return each.norm == norm; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<Difference> compare(const Reasons& reasons, const verify::Report& report) {
  std::vector<Difference> differences;
  std::set<std::string> answered;  // of a norm in several versions one is in force
  for (const verify::NormResult& norm : report.norms) {
    const WrittenReason* written = reasons.find(norm.norm);
    const std::string found = told(norm.alone, norm.enforced);
    if (written != nullptr && written->alone == norm.alone && written->enforced == norm.enforced)
      answered.insert(norm.norm);
    else if (written != nullptr)
      differences.push_back({Difference::Kind::kOtherVerdict, norm.norm,
                             told(written->alone, written->enforced), found, written->position});
    if (needs_reason(norm.alone) && (written == nullptr || written->reason.empty())) {
      differences.push_back(
          {Difference::Kind::kNoReason,
           norm.norm,
           {},
           found,
           written == nullptr ? Position{reasons.file, 1, 1} : written->position});
    }
  }
  std::erase_if(differences, [&](const Difference& each) {
    return each.kind == Difference::Kind::kOtherVerdict && answered.contains(each.norm);
  });
  return differences;
}

std::string text(const Difference& difference, Language language) {
  const std::string_view key =
      difference.kind == Difference::Kind::kOtherVerdict ? "review.differs" : "review.no-reason";
  return to_string(difference.position) + ": " +
         message(language, key,
                 {{"norm", difference.norm},
                  {"expected", difference.expected},
                  {"found", difference.found}});
}

}  // namespace lagrum::review
