#pragma once

#include <vector>

#include "lagrum/verify.h"
#include "law/law.h"
#include "statechart/chart.h"

namespace lagrum::verify {

/// What the workflow says in all places but one: a data item that all other ways of one event set,
/// or an attribute that it gives a value itself wherever else it does the act. And values that a
/// state's steps tell apart and of which one leads nowhere.
void find_uneven_branches(const statechart::Chart& chart, const law::Law& law,
                          std::vector<Finding>& findings);

}  // namespace lagrum::verify
