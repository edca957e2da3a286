#pragma once

#include <functional>
#include <string>
#include <vector>

#include "law/law.h"

/// What stands in a norm, whichever kind it is.
namespace lagrum::verify {

/// `helps` where the norm is content if the condition holds.
using VisitCondition = std::function<void(const law::Condition&, bool helps)>;

/// Calls `visit` for every expression of the norm, of its conditions and exceptions.
void for_each_formula(const law::Norm& norm, const std::function<void(const law::Formula&)>& visit);
/// Calls `visit` for every condition of the norm.
void for_each_condition(const law::Norm& norm, const VisitCondition& visit);
/// Calls `visit` for the conditions and what stands inside them.
void walk(const std::vector<law::Condition>& conditions, bool helps, const VisitCondition& visit);
/// True where `wanted` is one of the conditions, or stands inside one.
bool holds_condition(const std::vector<law::Condition>& conditions, const law::Condition& wanted);

/// The acts that open an instance of the norm; empty where it is open from the beginning.
const law::ActSet& opening_acts(const law::Norm& norm);
/// The acts that the norm judges, or that open its duty.
const law::ActSet& acts_of(const law::Norm& norm);
/// The fields that it wants of an act; null where it is no norm of that kind.
const std::vector<law::Field>* fields_of(const law::Norm& norm);
/// Which acts it speaks of; empty for all of its kind.
const law::Formula& when_of(const law::Norm& norm);

/// True where the expression reads one of these values or a part of one.
bool reads_any(const law::Formula& formula, std::initializer_list<std::string_view> roots);
/// True for a path that begins with none of act, trigger, case, party.
bool is_plain(const std::string& path);
std::string first_of(const std::string& path);

}  // namespace lagrum::verify
