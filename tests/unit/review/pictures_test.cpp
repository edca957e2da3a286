#include "review/pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_case.h"
#include "soundness.h"

namespace lagrum::review {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kDrawn =
    "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"x\" \"http://x\">\n<!-- x -->\n"
    "<svg width=\"120pt\" height=\"50pt\" viewBox=\"0 0 120 50\" "
    "xmlns=\"http://www.w3.org/2000/svg\" "
    "onload=\"x()\"><g id=\"graph0\"><title>n</title><script>x()</script>"
    "<a href=\"http://x\"><text>gone</text></a><image href=\"http://x\"/>"
    "<path d=\"M0 0\" onclick=\"x()\" fill=\"none\"/><text x=\"1\">a &lt; b</text></g></svg>";

TEST(Drawing, KeepsShapesAndTextAlone) {
  const auto drawing = drawing_of(kDrawn, "picture-1", "A <title>");

  ASSERT_TRUE(drawing);
  EXPECT_EQ(drawing->svg.html,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"picture-1\" "
            "width=\"120pt\" height=\"50pt\" viewBox=\"0 0 120 50\">"
            "<title id=\"picture-1\">A &lt;title&gt;</title>"
            "<g><path d=\"M0 0\" fill=\"none\"></path><text x=\"1\">a &lt; b</text></g></svg>");
  EXPECT_EQ(drawing->width, 120);
  EXPECT_EQ(drawing->height, 50);
}

TEST(Drawing, RefusesWhatIsNoXml) {
  EXPECT_FALSE(drawing_of("<svg><g></svg>", "i", "t"));
  EXPECT_FALSE(drawing_of("Segmentation fault", "i", "t"));
}

TEST(Drawing, IsLegibleWhileItsTypeIsSevenPointsHighOnPaper) {
  EXPECT_TRUE(is_legible({{}, 728, 100}));
  EXPECT_FALSE(is_legible({{}, 729, 100}));
  EXPECT_FALSE(is_legible({{}, 100, 1001}));
}

TEST(Pictures, AreOneOfThePhasesAndOneOfEachPhaseThatSomethingLeadsOutOf) {
  std::vector<std::string> graphs;
  Material material;
  material.draw = [&](const std::string& dot) -> Result<std::string> {
    graphs.push_back(dot);
    return std::string(kDrawn);
  };

  const std::string page = small_page(Language::kEnglish, material);

  expect_sound(page);
  ASSERT_EQ(graphs.size(), 4U);  // phases; initiation, preparation, archive
  EXPECT_THAT(graphs[0], HasSubstr("label=<Asked>"));
  EXPECT_THAT(graphs[2], HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(graphs[2], Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("<figcaption>Picture: Preparation</figcaption>"));
}

TEST(Pictures, AreTakenApartUntilTheyAreLegible) {
  std::vector<std::string> graphs;
  Material material;
  material.draw = [&](const std::string& dot) -> Result<std::string> {
    graphs.push_back(dot);
    return std::string("<svg width=\"2000pt\" height=\"9pt\"></svg>");
  };

  expect_sound(small_page(Language::kEnglish, material));

  EXPECT_THAT(graphs, testing::Contains(HasSubstr("rankdir=LR")));
}

TEST(Pictures, SayWhatWentWrong) {
  Material material;
  material.draw = [](const std::string&) -> Result<std::string> {
    return Error{ErrorCode::kUnavailable, "out of <ink>", {}, {}};
  };

  EXPECT_THAT(small_page(Language::kEnglish, material),
              HasSubstr("The picture could not be drawn: out of &lt;ink&gt;"));
}

}  // namespace
}  // namespace lagrum::review
