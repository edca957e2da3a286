// An id of one kind is never taken for an id of another.
// expect: invalid initialization of reference|no matching function
#include "lagrum/ids.h"

std::size_t length(const lagrum::PersonId& person) { return person.str().size(); }

std::size_t of_a_person() { return length(lagrum::PersonId("anna")); }

#ifdef LAGRUM_MUST_FAIL
std::size_t of_a_party() { return length(lagrum::PartyId("applicant")); }
#endif
