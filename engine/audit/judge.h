#pragma once

#include <string>
#include <vector>

#include "lagrum/audit.h"
#include "law/monitor.h"
#include "mapping/log_mapping.h"

namespace lagrum::audit {

/// Judges cases by a law, as a mapping shows them.
class Judge {
 public:
  /// What a mapping gives: acts by type, and data by name without "case.".
  Judge(law::Law law, const std::vector<std::string>& acts, const std::vector<std::string>& data);

  const std::vector<NormInfo>& norms() const { return norms_; }
  const law::Law& law() const { return law_; }

  /// A case that has been judged, with what was found. Borrowed by its report.
  struct Judged {
    law::Monitor monitor;
    std::vector<law::VerdictView> views;  ///< of each finding
    CaseReport report;
    bool open = false;  ///< a later horizon may change it
  };
  /// What the norms say of the acts at `now`. Takes the acts.
  Judged judge(MappedCase& mapped, const ZoneRules& zones, Instant now) const;

 private:
  Verdict verdict_of(const law::VerdictView& view, const MappedCase& mapped) const;
  bool depends_on_time(const law::VerdictView& view) const;

  law::Law law_;
  std::vector<NormInfo> norms_;
  bool judgements_seen_;  // acts that answer questions are mapped
};

}  // namespace lagrum::audit
