#include "lagrum/json.h"

#include <gtest/gtest.h>

#include "support/shared.h"

namespace lagrum {
namespace {

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

Json built(std::size_t levels) {
  Json value{Json::Array{}};
  for (std::size_t i = 1; i < levels; ++i) value = Json(Json::Array{std::move(value)});
  return value;
}

struct Row {
  const char* name;
  std::string text;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
std::string name_of(const ::testing::TestParamInfo<Row>& row) { return row.param.name; }

// --- canonical text stays as it is (RFC 8785 within the restricted profile)

class Canonical : public ::testing::TestWithParam<Row> {};

TEST_P(Canonical, IsReadAndWrittenToTheByte) {
  const Result<Json> json = parse_json(GetParam().text);

  ASSERT_TRUE(json) << to_string(json.error());
  EXPECT_EQ(*canonical(*json), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc8785, Canonical,
    ::testing::Values(
        Row{"Null", "null"}, Row{"True", "true"}, Row{"False", "false"}, Row{"Zero", "0"},
        Row{"Negative", "-17"}, Row{"Largest", "9007199254740991"},
        Row{"Smallest", "-9007199254740991"}, Row{"EmptyString", R"("")"}, Row{"EmptyArray", "[]"},
        Row{"EmptyObject", "{}"}, Row{"EmptyName", R"({"":1})"},
        Row{"Nested", R"({"a":[1,{"b":[]}],"c":null})"}, Row{"ShortEscapes", R"("\b\t\n\f\r\"\\")"},
        Row{"OtherControls", R"("\u0000\u001f")"}, Row{"SlashAndDeletePlain", "\"/\x7f\""},
        Row{"Unicode", "\"å€😂\""}, Row{"CapitalsBeforeSmallLetters", R"({"A":1,"B":2,"a":3})"},
        Row{"NamesByCodeUnits", "{\"😂\":1,\"\xef\xac\xb3\":2}"},
        Row{"DeepestAllowed", nested(kJsonDepthMax)}),
    name_of);

// --- other texts of the same value become canonical

struct Written {
  const char* name;
  std::string text;
  std::string canonical;
};
void PrintTo(const Written& row, std::ostream* out) { *out << row.name; }

class Becomes : public ::testing::TestWithParam<Written> {};

TEST_P(Becomes, TheOneByteForm) {
  const Result<Json> json = parse_json(GetParam().text);

  ASSERT_TRUE(json) << to_string(json.error());
  EXPECT_EQ(*canonical(*json), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc8785, Becomes,
    ::testing::Values(Written{"Blanks", " \t\r\n[ 1 ,\n2 ] ", "[1,2]"},
                      Written{"NamesInOrder", R"({"b":1,"a":2,"":3})", R"({"":3,"a":2,"b":1})"},
                      Written{"NamesAsText", R"({"10":1,"2":2,"1":3})", R"({"1":3,"10":1,"2":2})"},
                      Written{"EscapesUndone", R"("\u0041\/\u00e5")", "\"A/å\""},
                      Written{"CapitalHexadecimal", R"("\u00E5\u000A")", "\"å\\n\""},
                      Written{"SurrogatePair", R"("\ud83d\ude02")", "\"😂\""},
                      Written{"NotNormalised", "\"A\\u030a\"", "\"A\xcc\x8a\""}),
    [](const auto& row) { return std::string(row.param.name); });

// --- texts that are refused

class Refused : public ::testing::TestWithParam<Row> {};

TEST_P(Refused, WithAPlace) {
  const Result<Json> json = parse_json(GetParam().text);

  ASSERT_FALSE(json) << *canonical(*json);
  EXPECT_TRUE(json.error().message.starts_with("expected ")) << json.error().message;
}

INSTANTIATE_TEST_SUITE_P(Profile, Refused,
                         ::testing::Values(Row{"Fraction", "1.5"}, Row{"FractionOfZero", "1.0"},
                                           Row{"Exponent", "1e3"}, Row{"CapitalExponent", "1E3"},
                                           Row{"MinusZero", "-0"},
                                           Row{"TooLarge", "9007199254740992"},
                                           Row{"TooSmall", "-9007199254740992"},
                                           Row{"FarTooLarge", "123456789012345678901234567890"},
                                           Row{"NameTwice", R"({"a":1,"a":1})"},
                                           Row{"NameTwiceInDisguise", R"({"a":1,"\u0061":2})"},
                                           Row{"LoneHighSurrogate", R"("\ud83d")"},
                                           Row{"LoneLowSurrogate", R"("\ude02")"},
                                           Row{"SurrogatesSwapped", R"("\ude02\ud83d")"},
                                           Row{"HighSurrogateThenLetter", R"("\ud83d\u0041")"},
                                           Row{"HighSurrogateThenEscape", R"("\ud83d\n")"},
                                           Row{"OneLevelTooDeep", nested(kJsonDepthMax + 1)}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(
    Rfc8259, Refused,
    ::testing::Values(Row{"Nothing", ""}, Row{"BlanksAlone", " \n"}, Row{"TwoValues", "1 2"},
                      Row{"CommaAfter", "[1,]"}, Row{"CommaBefore", "[,1]"},
                      Row{"CommaAlone", "[,]"}, Row{"NoComma", "[1 2]"}, Row{"OpenArray", "[1"},
                      Row{"OpenObject", R"({"a":1)"}, Row{"NoColon", R"({"a" 1})"},
                      Row{"NoValue", R"({"a":})"}, Row{"CommaAfterMember", R"({"a":1,})"},
                      Row{"NameWithoutQuotes", "{a:1}"}, Row{"NumberAsName", "{1:1}"},
                      Row{"SingleQuotes", "'a'"}, Row{"WrongBracket", "[1}"},
                      Row{"CapitalWord", "True"}, Row{"WordCut", "nul"},
                      Row{"WordTooLong", "nullx"}, Row{"NotANumber", "NaN"},
                      Row{"Infinity", "Infinity"}, Row{"Plus", "+1"}, Row{"MinusAlone", "-"},
                      Row{"MinusTwice", "--1"}, Row{"LeadingZero", "01"},
                      Row{"Hexadecimal", "0x10"}, Row{"PointFirst", ".5"}, Row{"Comment", "/*a*/1"},
                      Row{"ByteOrderMark",
                          "\xef\xbb\xbf"
                          "1"},
                      Row{"ZeroAfter", std::string("1\0", 2)}, Row{"OpenString", "\"a"},
                      Row{"OpenEscape", "\"\\"}, Row{"ShortEscape", R"("\u00e")"},
                      Row{"SignInEscape", R"("\u+0e5")"}, Row{"UnknownEscape", R"("\x41")"},
                      Row{"CapitalEscape", R"("\U0041")"}, Row{"LineEndInString", "\"a\nb\""},
                      Row{"ZeroInString", std::string("\"\0\"", 3)}, Row{"OtherBlank", "\f1"},
                      Row{"HardBlank",
                          "\xc2\xa0"
                          "1"}),
    name_of);

// Hostile bytes inside a string: what is not UTF-8 (RFC 3629, section 3 and 10).
INSTANTIATE_TEST_SUITE_P(
    Rfc3629, Refused,
    ::testing::Values(Row{"Latin1", "\"\xe5\""}, Row{"Continuation", "\"\x80\""},
                      Row{"OverlongTwo", "\"\xc0\xaf\""}, Row{"OverlongThree", "\"\xe0\x80\xaf\""},
                      Row{"OverlongFour", "\"\xf0\x80\x80\xaf\""},
                      Row{"Surrogate", "\"\xed\xa0\xbd\""},
                      Row{"BeyondUnicode", "\"\xf4\x90\x80\x80\""},
                      Row{"FiveBytes", "\"\xf8\x88\x80\x80\x80\""}, Row{"Cut", "\"\xe2\x82\""},
                      Row{"CutAtTheEnd", "\"\xe2\x82"}, Row{"InAName", "{\"\xff\":1}"}),
    name_of);

TEST(JsonDepth, IsRefusedAsOutOfRange) {
  EXPECT_EQ(parse_json(nested(kJsonDepthMax + 1)).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(parse_json(std::string(1'000'000, '[')).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(canonical(built(kJsonDepthMax + 1)).error().code, ErrorCode::kOutOfRange);
  EXPECT_TRUE(canonical(built(kJsonDepthMax)));
}

TEST(JsonDepth, CountsLevelsAndNotValues) {
  EXPECT_TRUE(
      parse_json(std::string(kJsonDepthMax, '[') + "1,2" + std::string(kJsonDepthMax, ']')));
}

TEST(JsonCanonical, RefusesIntegersThatOthersWouldRound) {
  EXPECT_EQ(canonical(Json(kJsonIntegerMax + 1)).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(canonical(Json(-kJsonIntegerMax - 1)).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(*canonical(Json(-kJsonIntegerMax)), "-9007199254740991");
}

TEST(JsonCanonical, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(canonical(Json("\xe5")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(canonical(Json(Json::Object{{"\xff", 1}})).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(canonical(Json(Json::Array{Json("ok"), Json("\xed\xa0\x80")})).error().code,
            ErrorCode::kInvalidArgument);
}

TEST(JsonText, NamesTheOffsetOfAFault) {
  EXPECT_NE(parse_json("[1,2,x]").error().message.find("offset 5"), std::string::npos);
  EXPECT_NE(parse_json(R"({"a":1,"a":2})").error().message.find("'a' twice"), std::string::npos);
}

// --- reading a value

TEST(JsonMembers, AreFoundByNameOrNull) {
  const Json json = *parse_json(R"({"text":"a","number":7,"flag":true,"inner":{"x":1}})");

  EXPECT_EQ(json.text("text"), "a");
  EXPECT_EQ(json.number("number"), 7);
  EXPECT_TRUE(json.flag("flag"));
  EXPECT_EQ(json["inner"].number("x"), 1);
  EXPECT_TRUE(json["missing"].is_null());
  EXPECT_TRUE(json["missing"]["deeper"].is_null());
  EXPECT_TRUE(Json(7)["a"].is_null());
}

TEST(JsonMembers, OfAnotherKindGiveTheFallback) {
  const Json json = *parse_json(R"({"text":7,"number":"7","flag":null})");

  EXPECT_EQ(json.text("text", "none"), "none");
  EXPECT_EQ(json.number("number", -1), -1);
  EXPECT_TRUE(json.flag("flag", true));
}

// --- for people

TEST(JsonPretty, IsIndentedByTwoAndReadsBack) {
  const Json json = *parse_json(R"({"b":[1,{"c":[]}],"a":{}})");

  EXPECT_EQ(pretty(json),
            "{\n  \"a\": {},\n  \"b\": [\n    1,\n    {\n      \"c\": []\n    }\n  ]\n}\n");
  EXPECT_EQ(*parse_json(pretty(json)), json);
}

TEST(JsonPretty, ShowsWhatCannotBeWrittenInsteadOfStopping) {
  const std::string text = pretty(Json(Json::Object{{"\xff", Json("\xfe")}}));

  EXPECT_NE(text.find(": null"), std::string::npos) << text;
}

// --- the vectors of the canonicalisation scheme's authors

TEST(JsonShared, WritesTheVectorsOfTheSchemeWithinTheProfile) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/interop/audit/jcs-testdata";
  const auto folder = *shared / "conformance/interop/audit/jcs-testdata";
  for (const char* name : {"arrays.json", "french.json", "unicode.json", "weird.json"}) {
    const Result<Json> json = parse_json(test::read_bytes(folder / "input" / name));

    ASSERT_TRUE(json) << name << ": " << to_string(json.error());
    EXPECT_EQ(*canonical(*json), test::read_bytes(folder / "output" / name)) << name;
  }
}

}  // namespace
}  // namespace lagrum
