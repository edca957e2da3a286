#include "clock/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace lagrum::clock {
namespace {

using ::testing::MatchesRegex;

TEST(RandomBytes, AreAsManyAsAskedFor) {
  for (const std::size_t count : {0U, 1U, 16U, 257U, 100000U}) {
    EXPECT_EQ(random_bytes(count).size(), count);
  }
}

TEST(RandomBytes, DifferEachTime) { EXPECT_NE(random_bytes(16), random_bytes(16)); }

TEST(RandomBytes, TakeEveryValue) {
  const std::string bytes = random_bytes(100000);

  EXPECT_EQ(std::set<char>(bytes.begin(), bytes.end()).size(), 256U);
}

// RFC 9562, section 5.4: version 4, variant 10.
TEST(RandomUuid, HasVersionAndVariant) {
  const std::string digit = "[0-9a-f]";
  const auto digits = [&](int count) {
    std::string pattern;
    for (int i = 0; i < count; ++i) pattern += digit;
    return pattern;
  };
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = random_uuid();
    EXPECT_THAT(uuid, MatchesRegex(digits(8) + "-" + digits(4) + "-4" + digits(3) + "-[89ab]" +
                                   digits(3) + "-" + digits(12)));
    seen.insert(uuid);
  }
  EXPECT_EQ(seen.size(), 1000U);
}

}  // namespace
}  // namespace lagrum::clock
