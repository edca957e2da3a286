#include "review/html.h"

#include <gtest/gtest.h>

namespace lagrum::review {
namespace {

TEST(Html, EscapesTextAndAttributes) {
  EXPECT_EQ(plain("<a> & \"b\"").html, "&lt;a&gt; &amp; \"b\"");
  EXPECT_EQ(element("p", "x", {{"title", "\"><script>"}}).html,
            "<p title=\"&quot;&gt;&lt;script&gt;\">x</p>");
}

TEST(Html, ClosesVoidElementsInTheirTag) {
  EXPECT_EQ(element("br", "").html, "<br/>");
  EXPECT_EQ(element("td", "").html, "<td></td>");
}

TEST(Html, MakesIdsOfAnyName) {
  EXPECT_EQ(id_of("act", "a.b-c"), "act-a.b-c");
  EXPECT_EQ(id_of("x", "a b\"<"), "x-a_b__");
}

TEST(Html, PutsHeadingsIntoTablesWithTheirScope) {
  Html page;
  page.table("Things", {"One", "Two"}).open("tbody").row({plain("a"), plain("b")}).close().close();

  EXPECT_EQ(
      page.finish().html,
      "<table><caption>Things</caption>\n<thead><tr><th scope=\"col\">One</th><th "
      "scope=\"col\">Two</th></tr></thead>\n<tbody><tr><th scope=\"row\">a</th><td>b</td></tr>"
      "\n</tbody>\n</table>\n");
}

}  // namespace
}  // namespace lagrum::review
