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

struct JsonRow {
  const char* name;
  std::string text;
};
void PrintTo(const JsonRow& row, std::ostream* out) { *out << row.name; }
std::string name_of_json(const ::testing::TestParamInfo<JsonRow>& row) { return row.param.name; }

// --- canonical text stays as it is (RFC 8785 within the restricted profile)

class Canonical : public ::testing::TestWithParam<JsonRow> {};

TEST_P(Canonical, IsReadAndWrittenToTheByte) {
  const Result<Json> json = parse_json(GetParam().text);

  ASSERT_TRUE(json) << to_string(json.error());
  EXPECT_EQ(*canonical(*json), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc8785, Canonical,
    ::testing::Values(JsonRow{"Null", "null"}, JsonRow{"True", "true"}, JsonRow{"False", "false"},
                      JsonRow{"Zero", "0"}, JsonRow{"Negative", "-17"},
                      JsonRow{"Largest", "9007199254740991"},
                      JsonRow{"Smallest", "-9007199254740991"}, JsonRow{"EmptyString", R"("")"},
                      JsonRow{"EmptyArray", "[]"}, JsonRow{"EmptyObject", "{}"},
                      JsonRow{"EmptyName", R"({"":1})"},
                      JsonRow{"Nested", R"({"a":[1,{"b":[]}],"c":null})"},
                      JsonRow{"ShortEscapes", R"("\b\t\n\f\r\"\\")"},
                      JsonRow{"OtherControls", R"("\u0000\u001f")"},
                      JsonRow{"SlashAndDeletePlain", "\"/\x7f\""}, JsonRow{"Unicode", "\"å€😂\""},
                      JsonRow{"CapitalsBeforeSmallLetters", R"({"A":1,"B":2,"a":3})"},
                      JsonRow{"NamesByCodeUnits", "{\"😂\":1,\"\xef\xac\xb3\":2}"},
                      JsonRow{"DeepestAllowed", nested(kJsonDepthMax)}),
    name_of_json);

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

class Refused : public ::testing::TestWithParam<JsonRow> {};

TEST_P(Refused, WithAPlace) {
  const Result<Json> json = parse_json(GetParam().text);

  ASSERT_FALSE(json) << *canonical(*json);
  EXPECT_TRUE(json.error().message.starts_with("expected ")) << json.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Profile, Refused,
    ::testing::Values(JsonRow{"Fraction", "1.5"}, JsonRow{"FractionOfZero", "1.0"},
                      JsonRow{"Exponent", "1e3"}, JsonRow{"CapitalExponent", "1E3"},
                      JsonRow{"MinusZero", "-0"}, JsonRow{"TooLarge", "9007199254740992"},
                      JsonRow{"TooSmall", "-9007199254740992"},
                      JsonRow{"FarTooLarge", "123456789012345678901234567890"},
                      JsonRow{"NameTwice", R"({"a":1,"a":1})"},
                      JsonRow{"NameTwiceInDisguise", R"({"a":1,"\u0061":2})"},
                      JsonRow{"LoneHighSurrogate", R"("\ud83d")"},
                      JsonRow{"LoneLowSurrogate", R"("\ude02")"},
                      JsonRow{"SurrogatesSwapped", R"("\ude02\ud83d")"},
                      JsonRow{"HighSurrogateThenLetter", R"("\ud83d\u0041")"},
                      JsonRow{"HighSurrogateThenEscape", R"("\ud83d\n")"},
                      JsonRow{"OneLevelTooDeep", nested(kJsonDepthMax + 1)}),
    name_of_json);

INSTANTIATE_TEST_SUITE_P(
    Rfc8259, Refused,
    ::testing::Values(
        JsonRow{"Nothing", ""}, JsonRow{"BlanksAlone", " \n"}, JsonRow{"TwoValues", "1 2"},
        JsonRow{"CommaAfter", "[1,]"}, JsonRow{"CommaBefore", "[,1]"}, JsonRow{"CommaAlone", "[,]"},
        JsonRow{"NoComma", "[1 2]"}, JsonRow{"OpenArray", "[1"}, JsonRow{"OpenObject", R"({"a":1)"},
        JsonRow{"NoColon", R"({"a" 1})"}, JsonRow{"NoValue", R"({"a":})"},
        JsonRow{"CommaAfterMember", R"({"a":1,})"}, JsonRow{"NameWithoutQuotes", "{a:1}"},
        JsonRow{"NumberAsName", "{1:1}"}, JsonRow{"SingleQuotes", "'a'"},
        JsonRow{"WrongBracket", "[1}"}, JsonRow{"CapitalWord", "True"}, JsonRow{"WordCut", "nul"},
        JsonRow{"WordTooLong", "nullx"}, JsonRow{"NotANumber", "NaN"},
        JsonRow{"Infinity", "Infinity"}, JsonRow{"Plus", "+1"}, JsonRow{"MinusAlone", "-"},
        JsonRow{"MinusTwice", "--1"}, JsonRow{"LeadingZero", "01"}, JsonRow{"Hexadecimal", "0x10"},
        JsonRow{"PointFirst", ".5"}, JsonRow{"Comment", "/*a*/1"},
        JsonRow{"ByteOrderMark",
                "\xef\xbb\xbf"
                "1"},
        JsonRow{"ZeroAfter", std::string("1\0", 2)}, JsonRow{"OpenString", "\"a"},
        JsonRow{"OpenEscape", "\"\\"}, JsonRow{"ShortEscape", R"("\u00e")"},
        JsonRow{"SignInEscape", R"("\u+0e5")"}, JsonRow{"UnknownEscape", R"("\x41")"},
        JsonRow{"CapitalEscape", R"("\U0041")"}, JsonRow{"LineEndInString", "\"a\nb\""},
        JsonRow{"ZeroInString", std::string("\"\0\"", 3)}, JsonRow{"OtherBlank", "\f1"},
        JsonRow{"HardBlank",
                "\xc2\xa0"
                "1"}),
    name_of_json);

// Hostile bytes inside a string: what is not UTF-8 (RFC 3629, section 3 and 10).
INSTANTIATE_TEST_SUITE_P(Rfc3629, Refused,
                         ::testing::Values(JsonRow{"Latin1", "\"\xe5\""},
                                           JsonRow{"Continuation", "\"\x80\""},
                                           JsonRow{"OverlongTwo", "\"\xc0\xaf\""},
                                           JsonRow{"OverlongThree", "\"\xe0\x80\xaf\""},
                                           JsonRow{"OverlongFour", "\"\xf0\x80\x80\xaf\""},
                                           JsonRow{"Surrogate", "\"\xed\xa0\xbd\""},
                                           JsonRow{"BeyondUnicode", "\"\xf4\x90\x80\x80\""},
                                           JsonRow{"FiveBytes", "\"\xf8\x88\x80\x80\x80\""},
                                           JsonRow{"Cut", "\"\xe2\x82\""},
                                           JsonRow{"CutAtTheEnd", "\"\xe2\x82"},
                                           JsonRow{"InAName", "{\"\xff\":1}"}),
                         name_of_json);

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
