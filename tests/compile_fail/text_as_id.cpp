// A text becomes an id only where somebody says so.
// expect: could not convert|no viable conversion|conversion from .* to non-scalar type
#include <string>

#include "lagrum/ids.h"

lagrum::CaseId said(const std::string& text) { return lagrum::CaseId(text); }

#ifdef LAGRUM_MUST_FAIL
lagrum::CaseId unsaid(const std::string& text) { return text; }
#endif
