// Ids of two kinds are not compared either.
// expect: no match for .operator==|invalid operands to binary expression
#include "lagrum/ids.h"

bool same(const lagrum::NormId& a, const lagrum::NormId& b) { return a == b; }

#ifdef LAGRUM_MUST_FAIL
bool same(const lagrum::NormId& norm, const lagrum::ClockId& clock) { return norm == clock; }
#endif
