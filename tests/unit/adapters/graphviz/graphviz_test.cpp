#include "graphviz/graphviz.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace lagrum::graphviz {
namespace {

TEST(Graphviz, DrawsWhereItIsThere) {
  if (!is_there()) GTEST_SKIP() << "no program 'dot' on the path";
  const auto svg = draw("digraph g { a -> b }");

  ASSERT_TRUE(svg) << to_string(svg.error());
  EXPECT_THAT(*svg, testing::HasSubstr("<svg"));
  EXPECT_THAT(*svg, testing::HasSubstr(">b</text>"));
}

TEST(Graphviz, SaysThatAGraphIsNone) {
  if (!is_there()) GTEST_SKIP() << "no program 'dot' on the path";
  const auto svg = draw("digraph g {");

  ASSERT_FALSE(svg);
  EXPECT_EQ(svg.error().code, ErrorCode::kUnavailable);
}

TEST(Graphviz, SaysThatItIsMissing) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "", 1);
  const bool there = is_there();
  const auto svg = draw("digraph g {}");
  ::setenv("PATH", path.c_str(), 1);

  EXPECT_FALSE(there);
  ASSERT_FALSE(svg);
  EXPECT_THAT(svg.error().message, testing::HasSubstr("'dot'"));
}

}  // namespace
}  // namespace lagrum::graphviz
