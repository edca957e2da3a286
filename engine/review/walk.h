#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "law/law.h"

namespace lagrum::review {

/// Every condition of a norm, the inner ones too, wherever it stands.
void each_condition(const law::Norm& norm, const std::function<void(const law::Condition&)>& see);
/// Those that a clock's restarts wait for.
void each_condition(const law::ClockDecl& clock,
                    const std::function<void(const law::Condition&)>& see);
/// Every expression of a norm, those of its conditions too.
void each_formula(const law::Norm& norm, const std::function<void(const law::Formula&)>& see);
/// The acts that a norm itself is about; empty for one that only lifts others.
law::ActSet acts_of(const law::Norm& norm);
/// Whether some expression of the norm asks who acted or takes part.
bool asks_who(const law::Norm& norm, const law::Law& law);

}  // namespace lagrum::review
