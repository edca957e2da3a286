#include "mapping/path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lagrum::intake {
namespace {

using ::testing::ElementsAre;

Path path(std::string_view text) {
  Result<Path> parsed = parse_path(text, Position{"m.xml", 1, 1});
  EXPECT_TRUE(parsed) << (parsed ? "" : to_string(parsed.error()));
  return parsed ? *parsed : Path{};
}

std::vector<std::string> found(std::string_view text, std::string_view xml) {
  const auto document = xml::Document::parse(xml, "t.xml");
  std::vector<std::string> texts;
  for (const xml::Element& element : resolve(path(text), document->root(), "u")) {
    texts.push_back(element.text());
  }
  return texts;
}

constexpr std::string_view kPathFile =
    "<f xmlns='u'><Rad><Å-1>a</Å-1></Rad><Rad><Å-1>b</Å-1><Å-1>c</Å-1></Rad><Rad xmlns='v'/></f>";

TEST(Path, TakesAllOrTheNumberedOne) {
  EXPECT_THAT(found("Rad/Å-1", kPathFile), ElementsAre("a", "b", "c"));
  EXPECT_THAT(found("Rad[2]/Å-1", kPathFile), ElementsAre("b", "c"));
  EXPECT_THAT(found("Rad/Å-1[2]", kPathFile), ElementsAre("c"));
  EXPECT_THAT(found("Rad[3]", kPathFile), ElementsAre());
}

TEST(Path, RefusesOtherFormsWithTheirColumn) {
  struct Row {
    std::string_view text;
    std::uint32_t column;
  };
  for (const Row& row : {Row{"", 11},
                         {"/A", 11},
                         {"A/", 13},
                         {"Åå//B", 14},
                         {"A/1b", 13},
                         {"A[0]", 11},
                         {"A[x]", 11},
                         {"A[1", 11},
                         {"A[1]x", 11},
                         {"a:b", 11},
                         {"A[100001]", 11},
                         {"../A", 11}}) {
    const auto refused = parse_path(row.text, Position{"m.xml", 3, 11});

    ASSERT_FALSE(refused) << row.text;
    EXPECT_EQ(refused.error().source, (Position{"m.xml", 3, row.column})) << row.text;
  }
}

TEST(Path, BoundsTheNumberOfSteps) {
  std::string text = "a";
  for (std::size_t i = 1; i < kPathStepsMax; ++i) text += "/a";

  EXPECT_TRUE(parse_path(text, {}));
  EXPECT_FALSE(parse_path(text + "/a", {}));
}

TEST(Missing, NamesWhereItEndsAndWhatIsNear) {
  const auto document =
      xml::Document::parse("<f xmlns='u'>\n<Tid><Fran/><Tilll/></Tid></f>", "t.xml");

  const Missing absent = missing(path("Tid/Till"), document->root(), "u");

  EXPECT_EQ(absent.last.position(), (Position{"t.xml", 2, 1}));
  EXPECT_EQ(absent.reason, "found no Till in Tid (did you mean 'Tilll'?)");
  EXPECT_EQ(missing(path("Tid[2]"), document->root(), "u").reason,
            "found no Tid[2] in f (did you mean 'Tid'?)");
}

}  // namespace
}  // namespace lagrum::intake
