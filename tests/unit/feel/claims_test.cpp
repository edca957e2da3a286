#include "feel/claims.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

/// Whether the two conditions are known to exclude each other.
bool exclude(const char* a, const char* b) {
  Scope scope;
  scope.add_variable("n", Type::any());
  scope.add_variable("party", Type::any());
  scope.add_function("In", {"id"}, Type::of(Type::Kind::kBoolean));
  const auto claims = [&](const char* text) {
    return claims_of(Expression::compile(text, scope).value().program());
  };
  for (const Claim& one : claims(a)) {
    for (const Claim& other : claims(b)) {
      if (contradict(one, other) != contradict(other, one)) ADD_FAILURE() << a << " " << b;
      if (contradict(one, other)) return true;
    }
  }
  return false;
}

TEST(Claims, ExcludeEachOther) {
  EXPECT_TRUE(exclude("n = 1", "n = 2"));
  EXPECT_TRUE(exclude("n = null", "n != null"));
  EXPECT_TRUE(exclude("n = null", "n > 3"));
  EXPECT_TRUE(exclude("n < 3", "n >= 3"));
  EXPECT_TRUE(exclude("3 > n", "n >= 3"));
  EXPECT_TRUE(exclude("n <= 2", "not(n < 3)"));
  EXPECT_TRUE(exclude("n", "not(n)"));
  EXPECT_TRUE(exclude("party.kind = \"a\" and n > 1", "n < 9 and party.kind = \"b\""));
  EXPECT_TRUE(exclude("In(\"x\")", "not(In(\"x\"))"));
}

TEST(Claims, LeaveOpenWhatMayBeSoTogether) {
  EXPECT_FALSE(exclude("n = 1", "n = 1"));
  EXPECT_FALSE(exclude("n < 3", "n > 1"));
  EXPECT_FALSE(exclude("n <= 3", "n >= 3"));
  EXPECT_FALSE(exclude("n != 1", "n != 2"));
  EXPECT_FALSE(exclude("n = 1", "party.n = 2"));
  EXPECT_FALSE(exclude("n = 1 or n = 3", "n = 2"));
  EXPECT_FALSE(exclude("n + 1 = 2", "n + 1 = 3"));
  EXPECT_FALSE(exclude("In(\"x\")", "In(\"y\")"));
  EXPECT_FALSE(exclude("not(n = 1 and party.n = 1)", "n = 1"));
}

}  // namespace
}  // namespace lagrum::feel
