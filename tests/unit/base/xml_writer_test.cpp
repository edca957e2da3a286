#include <gtest/gtest.h>

#include "lagrum/xml.h"

namespace lagrum::xml {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string written(Writer& writer) {
  const std::string text = writer.finish();
  EXPECT_EQ(text.substr(0, kDeclaration.size()), kDeclaration);
  return text.substr(std::min(text.size(), kDeclaration.size()));
}

TEST(Writer, IndentsElementsAndClosesEmptyOnes) {
  Writer writer;
  writer.open("a")
      .attribute("xmlns:p", "u:1")
      .open("p:b")
      .leaf("c", "x")
      .leaf("d", "")
      .close()
      .open("e")
      .close()
      .close();

  EXPECT_EQ(written(writer),
            "<a xmlns:p=\"u:1\">\n  <p:b>\n    <c>x</c>\n    <d/>\n  </p:b>\n  <e/>\n</a>\n");
}

TEST(Writer, AddsNoSpaceWhereAnElementHoldsText) {
  Writer writer;
  writer.open("p").text("one ").leaf("b", "two").text(" three").close();

  EXPECT_EQ(written(writer), "<p>one <b>two</b> three</p>\n");
}

TEST(Writer, EscapesMarkupAndWhiteSpaceOfAttributes) {
  Writer writer;
  writer.open("a").attribute("b", "<\"&'\n\t>").text("<\"&>]]>\n\r").close();

  EXPECT_EQ(written(writer),
            "<a b=\"&lt;&quot;&amp;'&#10;&#9;&gt;\">&lt;\"&amp;&gt;]]&gt;\n&#13;</a>\n");
}

TEST(Writer, ReplacesWhatXmlCannotHold) {
  Writer writer;
  writer.open("a").attribute("b", std::string_view("\0\x1B", 2)).text("K\xF6k\xEF\xBF\xBF").close();

  EXPECT_EQ(written(writer), "<a b=\"\uFFFD\uFFFD\">K\uFFFDk\uFFFD</a>\n");
}

TEST(Writer, KeepsNamesAndCommentsWellFormed) {
  Writer writer;
  writer.comment("a -- b --->").open("1 två<").attribute("", "x").comment("in").close();
  const std::string text = writer.finish();

  EXPECT_EQ(text.substr(kDeclaration.size()),
            "<!-- a - - b - - -> -->\n<__två_ _=\"x\">\n  <!-- in -->\n</__två_>\n");
  EXPECT_TRUE(Document::parse(text, "t.xml"));
}

TEST(Writer, GivesBackWhatTheReaderReads) {
  const std::string value = "å\r\n\t<&>\"' 😀";
  Writer writer;
  writer.open("a").attribute("b", value).text(value).close();

  const auto document = Document::parse(writer.finish(), "t.xml");

  ASSERT_TRUE(document) << to_string(document.error());
  EXPECT_EQ(document->root().attribute("b"), value);
  EXPECT_EQ(document->root().text(), value);
}

}  // namespace
}  // namespace lagrum::xml
