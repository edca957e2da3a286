// The position of an entry is no count of anything.
// expect: cannot convert|no viable conversion
#include "lagrum/ids.h"

std::uint64_t said(lagrum::LogIndex index) { return index.value; }

#ifdef LAGRUM_MUST_FAIL
std::uint64_t unsaid(lagrum::LogIndex index) { return index; }
#endif
