#include "base/xml_text.h"

#include <gtest/gtest.h>

namespace lagrum::xml {
namespace {

TEST(FirstCharacter, ReadsOneToFourBytes) {
  EXPECT_EQ(first_character("a").code, U'a');
  EXPECT_EQ(first_character("öl").code, U'ö');
  EXPECT_EQ(first_character("€").code, U'€');
  EXPECT_EQ(first_character("😀!").size, 4U);
}

TEST(FirstCharacter, RefusesWhatIsNoUtf8) {
  for (const std::string_view bytes : {"", "\x80", "\xC3", "\xC0\x80", "\xE0\x80\x80",
                                       "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xFF"}) {
    EXPECT_EQ(first_character(bytes).size, 0U) << testing::PrintToString(bytes);
  }
}

TEST(AppendCharacter, IsTheInverseOfReading) {
  for (const char32_t code : {U'a', U'\u007F', U'\u0080', U'\u07FF', U'\u0800', U'\uFFFD',
                              U'\U00010000', U'\U0010FFFF'}) {
    std::string text;

    append_character(text, code);

    EXPECT_EQ(first_character(text).code, code);
    EXPECT_EQ(first_character(text).size, text.size());
  }
}

TEST(TextIndex, FindsPlacesAcrossBlocks) {
  const std::string text = "a\n" + std::string(3000, 'x') + "öy\n\nz";
  const TextIndex index(text);

  EXPECT_EQ(index.position(0, "f"), (Position{"f", 1, 1}));
  EXPECT_EQ(index.position(1, "f"), (Position{"f", 1, 2}));
  EXPECT_EQ(index.position(text.find('y'), "f"), (Position{"f", 2, 3002}));
  EXPECT_EQ(index.position(text.find('z'), "f"), (Position{"f", 4, 1}));
  EXPECT_EQ(index.position(1'000'000, "f"), (Position{"f", 4, 2}));
  EXPECT_EQ(index.offset(2, 3002), text.find('y'));
  EXPECT_EQ(index.offset(99, 1), text.size());
}

TEST(TextIndex, TakesTextThatEndsWithABlock) {
  const std::string text(2048, 'x');

  EXPECT_EQ(TextIndex(text).position(2048, "f"), (Position{"f", 1, 2049}));
  EXPECT_EQ(TextIndex("").position(0, "f"), (Position{"f", 1, 1}));
}

TEST(MarkupAt, TellsKindsApart) {
  EXPECT_EQ(markup_at("<a b='/>' c=\"'\">", 0)->attributes, 2U);
  EXPECT_EQ(markup_at("<a b='/>'>", 0)->kind, Markup::Kind::kOpen);
  EXPECT_EQ(markup_at("<a/>", 0)->kind, Markup::Kind::kEmpty);
  EXPECT_EQ(markup_at("</a>", 0)->kind, Markup::Kind::kClose);
  EXPECT_EQ(markup_at("<!-- > -->x", 0)->end, 10U);
  EXPECT_EQ(markup_at("<!DOCTYPE a>", 0), std::nullopt);
  EXPECT_EQ(markup_at("<!-- ", 0), std::nullopt);
  EXPECT_EQ(markup_at("<a b='", 0)->attributes, 1U);
}

}  // namespace
}  // namespace lagrum::xml
