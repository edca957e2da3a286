// A date and a span make a date; two dates make nothing.
// expect: no match for .operator\+|invalid operands to binary expression
#include "lagrum/time.h"

lagrum::Date next_day(lagrum::Date date) { return date + std::chrono::days{1}; }

#ifdef LAGRUM_MUST_FAIL
lagrum::Date sum(lagrum::Date a, lagrum::Date b) { return a + b; }
#endif
