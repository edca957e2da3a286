// A result that nobody looks at stops the build.
// expect: nodiscard
#include "lagrum/time.h"

bool looked_at() { return lagrum::parse_date("2027-03-01").has_value(); }

#ifdef LAGRUM_MUST_FAIL
void thrown_away() { lagrum::parse_date("2027-03-01"); }
#endif
