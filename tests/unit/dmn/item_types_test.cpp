#include "dmn/item_types.h"

#include "dmn_testing.h"

namespace lagrum::dmn {
namespace {

std::string echo(const std::string& type, const std::string& item_definitions) {
  return definitions(
      item_definitions + R"(<inputData id="i" name="x"><variable name="x" typeRef=")" + type +
      R"("/></inputData><decision id="d" name="d"><variable name="d"/>)"
      R"(<informationRequirement><requiredInput href="#i"/></informationRequirement>)"
      R"(<literalExpression><text>x</text></literalExpression></decision>)");
}

Decided echoed(const std::string& type, const std::string& item_definitions, const Value& value) {
  return decided(echo(type, item_definitions), "d", Context{{"x", value}});
}

constexpr const char* kOutcome =
    R"(<itemDefinition name="Outcome"><typeRef>string</typeRef><allowedValues><text>"granted", "refused"</text></allowedValues></itemDefinition>)";
constexpr const char* kParties =
    R"(<itemDefinition name="Party"><itemComponent name="id"><typeRef>string</typeRef></itemComponent>)"
    R"(<itemComponent name="wants"><typeRef>Outcome</typeRef></itemComponent></itemDefinition>)"
    R"(<itemDefinition name="Parties" isCollection="true"><typeRef>Party</typeRef></itemDefinition>)";

TEST(ItemTypes, LetAllowedValuesThrough) {
  EXPECT_EQ(echoed("Outcome", kOutcome, "granted").value, Value("granted"));
  EXPECT_EQ(echoed("Outcome", kOutcome, Value()).value, Value());
}

TEST(ItemTypes, MakeOtherValuesNullWithAnIssue) {
  const Decided decided = echoed("Outcome", kOutcome, "grantd");

  EXPECT_EQ(decided.value, Value());
  EXPECT_EQ(first_issue(decided),
            R"(input 'x': expected one of "granted", "refused", found "grantd")");
}

TEST(ItemTypes, TakeTheNumberTypesOfOtherEditors) {
  for (const char* type : {"integer", "long", "double"})
    EXPECT_EQ(echoed(type, "", Value::integer(3)).value, Value::integer(3)) << type;
}

TEST(ItemTypes, MakeValuesOfOtherTypesNullWithAnIssue) {
  const Decided decided = echoed("number", "", "12");

  EXPECT_EQ(decided.value, Value());
  EXPECT_EQ(first_issue(decided), R"(input 'x': expected number, found "12")");
}

TEST(ItemTypes, LookIntoCollectionsAndComponents) {
  const std::string types = std::string(kOutcome) + kParties;
  const Value good = List{Context{{"id", "p1"}, {"wants", "granted"}}};
  const Value bad = List{Context{{"id", "p1"}, {"wants", "money"}}};

  EXPECT_EQ(echoed("Parties", types, good).value, good);
  EXPECT_EQ(first_issue(echoed("Parties", types, bad)),
            R"(input 'x': wants: expected one of "granted", "refused", found "money")");
}

TEST(ItemTypes, ChangeBetweenAnElementAndAListOfOne) {
  const std::string list =
      R"(<itemDefinition name="Names" isCollection="true"><typeRef>string</typeRef></itemDefinition>)";

  EXPECT_EQ(echoed("Names", list, "a").value, Value(List{"a"}));
  EXPECT_EQ(echoed("string", "", List{"a"}).value, Value("a"));
  EXPECT_EQ(echoed("string", "", List{"a", "b"}).value, Value());
}

TEST(ItemTypes, TakeADateAsTheMidnightThatBeginsIt) {
  EXPECT_EQ(to_string(echoed("date and time", "", CivilDate{2027, 2, 16}).value),
            R"(date and time("2027-02-16T00:00:00Z"))");
}

TEST(ItemTypes, AreKnownByName) {
  const auto model = loaded(echo("Parties", std::string(kOutcome) + kParties));

  ASSERT_TRUE(model.has_value());
  EXPECT_EQ(model->types().size(), 3U);
  EXPECT_EQ(feel::to_string(model->types().at("Parties")), "Parties");
  EXPECT_EQ(feel::to_string(*model->types().at("Parties").element), "Party");
}

TEST(ItemTypes, OfUnknownNameAreFaults) {
  EXPECT_TRUE(faults(echo("Outcme", kOutcome)).starts_with("test.dmn:2:193: error:"));
  EXPECT_NE(faults(echo("Outcme", kOutcome))
                .find("found 'Outcme' (did you mean 'Outcome'?) [unknown-type]"),
            std::string::npos);
  EXPECT_EQ(faults(echo("feel:number", "")), "");
}

TEST(ItemTypes, ThatContainEachOtherAreFaults) {
  const std::string types =
      R"(<itemDefinition name="A"><itemComponent name="b"><typeRef>B</typeRef></itemComponent></itemDefinition>)"
      R"(<itemDefinition name="B" isCollection="true"><typeRef>A</typeRef></itemDefinition>)";

  EXPECT_NE(
      faults(echo("A", types))
          .find(
              "expected item definitions that do not contain each other, found 'A' [cyclic-type]"),
      std::string::npos);
}

TEST(ItemTypes, OfOneNameTwiceAreFaults) {
  EXPECT_NE(faults(echo("Outcome", std::string(kOutcome) + kOutcome))
                .find("found 'Outcome' again [duplicate-name]"),
            std::string::npos);
}

TEST(ItemTypes, WithAllowedValuesOfAnotherTypeAreFaults) {
  const std::string types =
      R"(<itemDefinition name="A"><typeRef>number</typeRef><allowedValues><text>"a"</text></allowedValues></itemDefinition>)";

  EXPECT_NE(faults(echo("A", types)).find("expected a test of number, found string [feel]"),
            std::string::npos);
}

}  // namespace
}  // namespace lagrum::dmn
