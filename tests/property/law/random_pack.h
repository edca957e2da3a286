#pragma once

#include <string>

#include "property/law/trial.h"

namespace lagrum::law::plain {

/// A law pack at random, in every form that norms have, over a few acts.
std::string random_pack(test::Chance& chance);

/// A case at random with the acts of such packs: several parties, a side matter, late records.
Trial random_trial(test::Chance& chance, const ZoneRules& zones);

}  // namespace lagrum::law::plain
