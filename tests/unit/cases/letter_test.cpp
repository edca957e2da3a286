#include "cases/letter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lagrum::cases {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string version(const std::string& language, const std::string& body) {
  return "<version xml:lang=\"" + language + "\"><title>T</title>" + body + "</version>";
}

Result<Letter> load(const std::string& sv, const std::string& da, const std::string& en,
                    Diagnostics& diagnostics) {
  const std::string text = "<text xmlns=\"urn:lagrum:text:1\" id=\"t\" kind=\"notice\">" +
                           version("sv", sv) + version("da", da) + version("en", en) + "</text>";
  return Letter::load(xml::Document::parse(text, "t.xml").value(), diagnostics);
}

Letter same(const std::string& body) {
  Diagnostics diagnostics;
  return load(body, body, body, diagnostics).value();
}

TEST(Letter, PutsValuesWhereTheyStandAndEscapesThem) {
  const Letter letter = same("<p>To <value of=\"party.name\"/> &amp; others.</p>");

  const std::string page = letter.render(
      Language::kEnglish, Context{{"party", Value(Context{{"name", Value("Kök <& Bar")}})}});

  EXPECT_THAT(page, HasSubstr("<p>To Kök &lt;&amp; Bar &amp; others.</p>"));
}

TEST(Letter, WritesDatesInTheLanguageOfTheVersion) {
  const Letter letter = same("<p><value of=\"act.on\"/></p>");
  const Context values{{"act", Value(Context{{"on", Value(parse_date("2027-02-16").value())}})}};

  EXPECT_THAT(letter.render(Language::kSwedish, values), HasSubstr("16 februari 2027"));
  EXPECT_THAT(letter.render(Language::kDanish, values), HasSubstr("16. februar 2027"));
  EXPECT_THAT(letter.render(Language::kEnglish, values), HasSubstr("16 February 2027"));
}

TEST(Letter, ReadsIdsWithDotsAfterClock) {
  const Letter letter = same("<p><value of=\"clock.a.b.c\"/></p>");

  const std::string page = letter.render(
      Language::kEnglish, Context{{"clock", Value(Context{{"a.b.c", Value("soon")}})}});

  EXPECT_THAT(page, HasSubstr("<p>soon</p>"));
}

TEST(Letter, ShowsADashForAMissingValue) {
  EXPECT_THAT(same("<p><value of=\"party.name\"/></p>").render(Language::kEnglish, Context{}),
              HasSubstr("<p>–</p>"));
}

TEST(Letter, LeavesOutWhatItsConditionDoesNotHoldFor) {
  const Letter letter = same("<when test='act.form = \"simplified\"'><p>Two weeks</p></when>");

  EXPECT_THAT(letter.render(Language::kEnglish,
                            Context{{"act", Value(Context{{"form", Value("simplified")}})}}),
              HasSubstr("Two weeks"));
  EXPECT_THAT(letter.render(Language::kEnglish,
                            Context{{"act", Value(Context{{"form", Value("ordinary")}})}}),
              Not(HasSubstr("Two weeks")));
}

TEST(Letter, CallsAValueByItsWordInTheLanguage) {
  Diagnostics diagnostics;
  const auto body = [](const std::string& menu) {
    return "<p><value of=\"act.missing\"><word for=\"menu\">" + menu + "</word></value>.</p>";
  };
  const Letter letter = load(body("meny"), body("menukort"), body("the menu"), diagnostics).value();
  const Context values{
      {"act", Value(Context{{"missing", Value(List{Value("menu"), Value("Other")})}})}};

  EXPECT_THAT(letter.render(Language::kSwedish, values), HasSubstr("<p>meny, Other.</p>"));
  EXPECT_THAT(letter.render(Language::kDanish, values), HasSubstr("<p>menukort, Other.</p>"));
}

TEST(Letter, ReadsDataOfTheWorkflowAlsoInConditions) {
  const Letter letter = same(
      "<p><value of=\"vehicle.kind\"/></p><when test='vehicle.kind = \"car\"'><p>C</p></when>");

  const std::string page = letter.render(
      Language::kEnglish, Context{{"vehicle", Value(Context{{"kind", Value("car")}})}});

  EXPECT_THAT(page, HasSubstr("<p>car</p>\n<p>C</p>"));
}

TEST(Letter, ReadsValuesOfOtherActsByTheirType) {
  const Context values{
      {"act", Value(Context{{"on", Value("now")}, {"notice.sent.on", Value("then")}})}};

  EXPECT_THAT(same("<p><value of=\"act.notice.sent.on\"/></p>").render(Language::kEnglish, values),
              HasSubstr("<p>then</p>"));
}

TEST(Letter, MissesTheValuesOutsideConditionsOnly) {
  const Letter letter = same(
      "<p><value of=\"party.name\"/><value of=\"act.on\"/></p>"
      "<when test=\"true\"><p><value of=\"act.by\"/></p></when>");
  const Context values{{"act", Value(Context{{"on", Value("now")}})}};

  EXPECT_THAT(letter.missing(Language::kSwedish, values), testing::ElementsAre("party.name"));
}

TEST(Letter, RefusesAVersionWithOtherValuesAndNamesThem) {
  Diagnostics diagnostics;

  const auto letter = load("<p><value of=\"party.name\"/></p>", "<p>x</p>",
                           "<p><value of=\"party.name\"/></p>", diagnostics);

  ASSERT_FALSE(letter.has_value());
  const Diagnostic& found = diagnostics.all().front();
  EXPECT_EQ(found.rule, "different-values");
  EXPECT_THAT(found.message, HasSubstr("found 'party.name' in 'en' and not in 'da'"));
  EXPECT_EQ(found.source.line, 1U);
  EXPECT_GT(found.source.column, 1U);
}

TEST(Letter, KnowsThePlacesOfItsValues) {
  const Letter letter = same("<p><value of=\"partey.name\"/></p>");

  ASSERT_EQ(letter.places().size(), 3U);
  EXPECT_EQ(letter.places().front().path, "partey.name");
  EXPECT_EQ(letter.places().front().position.line, 1U);
}

}  // namespace
}  // namespace lagrum::cases
