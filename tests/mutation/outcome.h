#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/verify.h"
#include "lagrum/workspace.h"
#include "law/law.h"
#include "verify/world.h"

namespace lagrum::mutation {

/// One workflow of the shipped ones, with everything around it, and what is found about it as it
/// is.
class Subject {
 public:
  /// `id` as in "se.kontakt".
  explicit Subject(const std::string& id);

  const std::string& text() const { return text_; }
  const std::string& id() const { return id_; }
  const std::string& file() const { return file_; }
  /// Null where the text does not load; then the first fault is told.
  std::optional<Workspace> load(const std::string& text, std::string& fault) const;

  /// What makes a mutant differ from the workflow.
  struct Difference {
    std::string by;           ///< "load", "lint", "structure", "verdict"; empty where nothing does
    std::string what;         ///< the rule, or the norm with both verdicts
    std::string note;         ///< a note that is new
    std::string other_run;    ///< a norm whose shortest run to a breach differs
    std::size_t weighed = 0;  ///< norms that were weighed
  };
  Difference difference(const std::string& mutant);

  const Workspace& original() const { return *original_; }

 private:
  using Counts = std::map<std::string, std::size_t>;
  struct Face {
    Counts loading;  // warnings by what they say, without lines
    Counts lint;
    Counts structure;
    Counts notes;
  };
  struct Norm {
    std::size_t index = 0;
    std::string id;
    verify::View view;
    std::string seen;  // what it sees of the workflow
    verify::NormResult result;
    double cost = 0;
  };
  std::optional<Workspace> loaded(const std::string& text, std::string& fault, Counts& found) const;
  Face face_of(const Workspace& workspace) const;

  std::string id_;
  std::string file_;
  std::string text_;
  std::vector<SourceFile> around_;
  std::unique_ptr<ZoneRules> zones_;
  std::optional<Workspace> original_;
  Counts loading_;
  Face face_;
  std::vector<Norm> norms_;  // the cheapest first
  Date begun_{};
  std::string authority_;
};

}  // namespace lagrum::mutation
