#pragma once

#include <string>
#include <vector>

#include "lagrum/case.h"
#include "law/monitor.h"

namespace lagrum::cases {

/// A finding in words: the norm, the act, and what would make it lawful.
Objection objection(const law::Monitor& monitor, const law::Finding& finding);
/// The findings in words, each norm once for each party.
std::vector<Objection> objections(const law::Monitor& monitor,
                                  const std::vector<law::Finding>& findings);

}  // namespace lagrum::cases
