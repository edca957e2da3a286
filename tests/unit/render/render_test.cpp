#include "lagrum/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "render/diagram.h"
#include "support/house.h"

namespace lagrum::test {
namespace {

struct Frame {
  std::string id;
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  bool holds(const Frame& inner) const {
    return x <= inner.x && y <= inner.y && inner.x + inner.width <= x + width &&
           inner.y + inner.height <= y + height;
  }
  bool meets(const Frame& other) const {
    return x < other.x + other.width && other.x < x + width && y < other.y + other.height &&
           other.y < y + height;
  }
};

double size_of(const xml::Element& element, std::string_view name) {
  const std::string text = element.attribute_or_empty(name);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Frame frame_of(const xml::Element& group) {
  const xml::Element rectangle = group.child(group.ns(), "rect");
  return {group.attribute_or_empty("id"), size_of(rectangle, "x"), size_of(rectangle, "y"),
          size_of(rectangle, "width"), size_of(rectangle, "height")};
}

class Picture : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(House::get().loaded());
    const auto svg =
        render::svg(House::get().workspace(), WorkflowId(GetParam()), Language::kEnglish);
    ASSERT_TRUE(svg) << to_string(svg.error());
    document_.emplace(xml::Document::parse(*svg, "picture.svg").value());
    const auto workflow = House::get().workspace().state()->newest(WorkflowId(GetParam()));
    root_ = render::diagram_of(**workflow, Language::kEnglish);
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  static void each_node(const render::Node& node,
                        const std::function<void(const render::Node&)>& f) {
    f(node);
    for (const render::Node& child : node.children) each_node(child, f);
  }

  std::optional<xml::Document> document_;
  render::Node root_;
};

// The room that a text takes up at the least: half the size of its type for each character, and
// more in bold type.
Frame frame_of_text(const xml::Element& text) {
  const std::string written = text.trimmed_text();
  const auto characters = std::count_if(written.begin(), written.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  const std::string style = text.attribute_or_empty("style");
  int size = 0;
  std::from_chars(style.data() + style.find(':') + 1, style.data() + style.size(), size);
  return {written, size_of(text, "x"), size_of(text, "y"),
          (style.ends_with("bold") ? 0.6 : 0.5) * size * static_cast<double>(characters), 1};
}

// NOLINTNEXTLINE(misc-no-recursion)
void expect_nested(const xml::Element& group, std::set<std::string>& seen) {
  const Frame outer = frame_of(group);
  EXPECT_TRUE(seen.insert(outer.id).second) << outer.id;
  std::vector<Frame> inner;
  for (const xml::Element& child : group.children(group.ns(), "g")) {
    const Frame frame = frame_of(child);
    EXPECT_TRUE(outer.holds(frame)) << frame.id << " in " << outer.id;
    for (const Frame& other : inner) EXPECT_FALSE(frame.meets(other)) << frame.id << other.id;
    inner.push_back(frame);
    expect_nested(child, seen);
  }
  std::vector<xml::Element> texts = group.children(group.ns(), "text");
  for (const xml::Element& link : group.children(group.ns(), "a"))
    texts.push_back(link.child(group.ns(), "text"));
  for (const xml::Element& text : texts) {
    const Frame place = frame_of_text(text);
    EXPECT_TRUE(outer.holds(place)) << place.id << " in " << outer.id;
    for (const Frame& other : inner) EXPECT_FALSE(place.meets(other)) << place.id << other.id;
  }
}

TEST_P(Picture, DrawsEachStateOnceInsideItsOwnAndBesideTheOthers) {
  std::set<std::string> seen;
  const xml::Element root = document_->root();
  expect_nested(root.child(root.ns(), "g"), seen);

  std::size_t states = 0;
  each_node(root_, [&](const render::Node& node) {
    ++states;
    EXPECT_TRUE(seen.contains("state." + node.id)) << node.id;
  });
  EXPECT_EQ(seen.size(), states);
}

TEST_P(Picture, SaysEveryEventActProvisionAndClock) {
  std::string all;
  for (const char c : document_->text()) {
    if (c != '\n') all += c;
  }
  each_node(root_, [&](const render::Node& node) {
    for (const render::Row& row : node.rows) {
      EXPECT_THAT(all, testing::HasSubstr(row.event.substr(0, row.event.find(' '))));
      EXPECT_THAT(all, testing::HasSubstr(row.by.substr(0, row.by.find(','))));
      for (const render::Step& step : row.steps) {
        EXPECT_THAT(all, testing::HasSubstr(render::told(step)));
        EXPECT_THAT(all, testing::HasSubstr(step.basis.substr(0, 12)));
        for (const std::string& clock : step.clocks) EXPECT_THAT(all, testing::HasSubstr(clock));
      }
    }
  });
}

TEST_P(Picture, TellsMermaidEveryRoleActProvisionAndClock) {
  std::string all =
      render::mermaid(House::get().workspace(), WorkflowId(GetParam()), Language::kEnglish).value();
  for (const auto& [escape, character] : {std::pair("#58;", ":"), std::pair("#59;", ";")}) {
    for (auto at = all.find(escape); at != std::string::npos; at = all.find(escape, at))
      all.replace(at, 4, character);
  }
  each_node(root_, [&](const render::Node& node) {
    for (const render::Row& row : node.rows) {
      EXPECT_THAT(all, testing::HasSubstr("(" + row.by));
      for (const render::Step& step : row.steps) {
        const std::string basis = step.basis.empty() ? "" : " (" + step.basis + ")";
        EXPECT_THAT(all, testing::HasSubstr(render::told(step) + basis));
        EXPECT_THAT(all, testing::HasSubstr(render::clocks_of(step)));
      }
    }
  });
}

TEST_P(Picture, LinksOnlyToStatesThatAreThere) {
  const std::string text(document_->text());
  constexpr std::string_view kLink = "xlink:href=\"#";
  std::size_t links = 0;
  for (auto at = text.find(kLink); at != std::string::npos; at = text.find(kLink, at + 1)) {
    const auto begin = at + kLink.size();
    const std::string id = text.substr(begin, text.find('"', begin) - begin);
    EXPECT_THAT(text, testing::HasSubstr("id=\"" + id + "\""));
    ++links;
  }
  EXPECT_GT(links, 0U);
}

TEST_P(Picture, IsTheSameEachTime) {
  const auto again =
      render::svg(House::get().workspace(), WorkflowId(GetParam()), Language::kEnglish);

  EXPECT_EQ(*again, document_->text());
}

TEST_P(Picture, TellsMermaidEachStateOnceAndNoArrowOutOfItsState) {
  const auto text =
      render::mermaid(House::get().workspace(), WorkflowId(GetParam()), Language::kSwedish);
  ASSERT_TRUE(text);

  std::vector<std::string> open = {""};
  std::map<std::string, std::string> inside;  // alias → alias of the state it stands in
  std::istringstream lines(*text);
  std::string line;
  std::size_t states = 0;
  std::vector<std::pair<std::string, std::string>> arrows;
  while (std::getline(lines, line)) {
    const std::string bare = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    if (bare == "}") open.pop_back();
    if (bare.starts_with("state ")) {
      std::string alias = bare.substr(bare.rfind(" as ") + 4);
      const bool opens = alias.ends_with(" {");
      if (opens) alias.resize(alias.size() - 2);
      EXPECT_TRUE(inside.emplace(alias, open.back()).second) << alias;
      if (opens) open.push_back(alias);
      if (!alias.ends_with("said")) ++states;  // else it is the text of a state
    }
    const auto arrow = bare.find(" --> ");
    if (bare.starts_with("s") && arrow != std::string::npos) {
      const auto end = bare.find(' ', arrow + 5);
      arrows.emplace_back(bare.substr(0, arrow), bare.substr(arrow + 5, end - arrow - 5));
    }
  }
  for (const auto& [from, to] : arrows) {
    if (to == "[*]") continue;
    EXPECT_EQ(inside.at(from), inside.at(to)) << from << " " << to;
  }
  EXPECT_EQ(open.size(), 1U);
  std::size_t nodes = 0;
  each_node(root_, [&](const render::Node&) { ++nodes; });
  EXPECT_EQ(states + 1, nodes);
}

INSTANTIATE_TEST_SUITE_P(Shipped, Picture,
                         testing::Values("se.serveringstillstand", "se.kontakt", "se.utlamnande"),
                         [](const auto& given) { return given.param.substr(3); });

TEST(Render, NamesTheNearestWorkflow) {
  ASSERT_TRUE(House::get().loaded());

  const auto none =
      render::svg(House::get().workspace(), WorkflowId("se.kontakta"), Language::kEnglish);

  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(none.error().message, testing::HasSubstr("se.kontakt"));
}

}  // namespace
}  // namespace lagrum::test
