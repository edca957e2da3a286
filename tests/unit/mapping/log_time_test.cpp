#include "mapping/log_time.h"

#include <gtest/gtest.h>

namespace lagrum::audit {
namespace {

std::string shown(std::string_view text) {
  const auto time = parse_log_time(text);
  if (!time) return "none";
  std::string said = to_string(time->local) + "." + std::to_string(time->fraction);
  if (time->offset) said += " " + std::to_string(time->offset->count());
  return said;
}

TEST(LogTime, ReadsTheFormsOfLogs) {
  EXPECT_EQ(shown("2006-07-24"), "2006-07-24T00:00:00.0");
  EXPECT_EQ(shown("2006-07-24T00:00:00+02:00"), "2006-07-24T00:00:00.0 120");
  EXPECT_EQ(shown("2011-10-11 13:42:22.688000+02:00"), "2011-10-11T13:42:22.688 120");
  EXPECT_EQ(shown("2011-10-11T13:42Z"), "2011-10-11T13:42:00.0 0");
  EXPECT_EQ(shown("2011-10-11T13:42:01.5-0330"), "2011-10-11T13:42:01.500 -210");
}

TEST(LogTime, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2011", "2011-02-29", "2011-13-01", "0000-01-01", "0001-01-01",
        "9999-12-31T23:59:59-14:00", "2011-10-11T24:00", "2011-10-11T13:60", "2011-10-11T13:42:60",
        "2011-10-11T13:42x", "2011-10-11T13:42+25:00", "2011-10-11T", "11/10/2011"}) {
    EXPECT_EQ(shown(text), "none") << text;
  }
}

}  // namespace
}  // namespace lagrum::audit
