#pragma once

#include <string>
#include <vector>

#include "law/norm.h"

namespace lagrum::law {

/// What a norm speaks of, wherever it does so.
struct Mentions {
  /// Acts without which the norm cannot be judged: at least one of each set must be seen.
  std::vector<ActSet> needed;
  std::vector<std::string> data;      ///< of the case and its parties: "case.kind"
  std::vector<std::string> clocks;    ///< clocks and clock groups, in the order of the text
  std::vector<std::string> verdicts;  ///< norms whose verdict it asks for
  bool judged = false;                ///< it asks for a person's judgement
  bool timed = false;                 ///< an exception or end of it comes by time alone
};

/// Of a norm; the acts of `vocabulary` and the starts of `clocks` give its names their meaning.
Mentions mentions_of(const Norm& norm, const Vocabulary& vocabulary,
                     const std::vector<ClockDecl>& clocks);

}  // namespace lagrum::law
