// A result answers whether it holds a value only in a condition.
// expect: cannot convert|no viable conversion
#include "lagrum/time.h"

bool asked(const lagrum::Result<lagrum::Date>& date) { return date ? true : false; }

#ifdef LAGRUM_MUST_FAIL
bool taken(const lagrum::Result<lagrum::Date>& date) { return date; }
#endif
