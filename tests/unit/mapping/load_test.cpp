#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.h"

namespace lagrum::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kSound = R"(<mapping xmlns="urn:lagrum:mapping:1" id="m" workflow="w" version="1">
<source root="F" namespace="u"><where path="Kind" equals="a"/></source>
<identity path="Id"/>
<raises first="apply" again="supplement"/>
<keep-raw path="Posted" because="no zone"/>
<party role="applicant"><value to="name" path="Who" required="true"/></party>
<data into="application">
<value to="seats" path="Seats" as="number"/>
<value to="large" expr="seats &gt; 100"/>
<value to="outdoor" path="Outdoor" as="choice"><case text="Ja" is="true"/><case text="Nej" is="false"/></value>
<file to="menu" path="Menu/File" kind="menu"/>
</data>
<ignore path="Other"/>
</mapping>)";

TEST(Load, ReadsASoundMapping) {
  Diagnostics diagnostics;

  const Result<Mapping> mapping = Mapping::load(document(kSound, "m.xml"), diagnostics);

  ASSERT_TRUE(mapping) << listed(diagnostics);
  EXPECT_EQ(mapping->id(), "m");
  EXPECT_EQ(mapping->workflow(), "w");
  EXPECT_EQ(mapping->version(), "1");
  EXPECT_EQ(mapping->event_first(), "apply");
  EXPECT_EQ(mapping->event_again(), "supplement");
  EXPECT_THAT(mapping->roles(), ElementsAre("applicant"));
  EXPECT_THAT(mapping->kinds(), ElementsAre("menu"));
  std::vector<std::string> fields;
  for (const Mapping::Field& field : mapping->fields())
    fields.push_back(field.item + "." + field.name + ": " + field.type);
  EXPECT_THAT(fields, ElementsAre("application.seats: number", "application.large: boolean",
                                  "application.outdoor: boolean", "application.menu: string"));
}

struct MappingFault {
  const char* name;
  const char* from;
  const char* to;
  std::uint32_t line;
  std::uint32_t column;
  const char* message;
};
void PrintTo(const MappingFault& row, std::ostream* out) { *out << row.name; }

class Refused : public ::testing::TestWithParam<MappingFault> {};

TEST_P(Refused, NamesPlaceAndReasonOnce) {
  const MappingFault& row = GetParam();
  Diagnostics diagnostics;

  const auto mapping =
      Mapping::load(document(replaced(kSound, row.from, row.to), "m.xml"), diagnostics);

  ASSERT_FALSE(mapping);
  ASSERT_EQ(diagnostics.all().size(), 1U) << listed(diagnostics);
  EXPECT_THAT(diagnostics.all()[0].message, HasSubstr(row.message));
  EXPECT_EQ(to_string(diagnostics.all()[0].source),
            to_string(Position{"m.xml", row.line, row.column}));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Refused,
    ::testing::Values(
        MappingFault{"OtherRoot", "<mapping xmlns=\"urn:lagrum:mapping:1\"",
                     "<mapping xmlns=\"urn:lagrum:mapping:2\"", 1, 1,
                     "found 'mapping' of namespace 'urn:lagrum:mapping:2'"},
        MappingFault{"MissingAttribute", " workflow=\"w\"", "", 1, 1,
                     "expected attribute 'workflow' on mapping"},
        MappingFault{"MisspeltAttribute", "required=\"true\"", "requird=\"true\"", 6, 62,
                     "found 'requird' (did you mean 'required'?)"},
        MappingFault{"MisspeltElement", "<ignore path=\"Other\"/>", "<ignores path=\"Other\"/>", 13,
                     1, "found 'ignores' (did you mean 'ignore'?)"},
        MappingFault{"FileInParty", "<value to=\"name\" path=\"Who\" required=\"true\"/>",
                     "<value to=\"name\" path=\"Who\"/><file/>", 6, 54,
                     "expected an element of party, found 'file'"},
        MappingFault{"NoIdentity", "<identity path=\"Id\"/>", "", 1, 1,
                     "expected one 'identity' in mapping, found 0"},
        MappingFault{"TwoIdentities", "<identity path=\"Id\"/>",
                     "<identity path=\"Id\"/><identity path=\"B\"/>", 3, 22, "found 2"},
        MappingFault{"BadPath", "path=\"Menu/File\"", "path=\"Menu//File\"", 11, 28,
                     "expected element names"},
        MappingFault{"PathAndExpression", "expr=\"seats &gt; 100\"", "expr=\"seats\" path=\"x\"", 9,
                     1, "either 'path' or 'expr'"},
        MappingFault{"UnknownName", "seats &gt; 100", "seat &gt; 100", 9, 25, "seat"},
        MappingFault{"LaterName", "seats &gt; 100", "outdoor", 9, 25, "outdoor"},
        MappingFault{"UnknownConversion", "as=\"number\"", "as=\"numbr\"", 8, 36,
                     "(did you mean 'number'?)"},
        MappingFault{"ChoiceWithoutCases",
                     "<case text=\"Ja\" is=\"true\"/><case text=\"Nej\" is=\"false\"/>", "", 10, 1,
                     "at least one case"},
        MappingFault{"CasesWithoutChoice", "as=\"choice\"", "as=\"text\"", 10, 1,
                     "only for a choice"},
        MappingFault{"CaseTwice", "text=\"Nej\"", "text=\"Ja\"", 10, 87, "found 'Ja' again"},
        MappingFault{"NameTwice", "to=\"menu\"", "to=\"seats\"", 11, 11,
                     "expected each name once in application"},
        MappingFault{"CamelCase", "to=\"menu\"", "to=\"menuCard\"", 11, 11,
                     "snake_case, found 'menuCard'"},
        MappingFault{"CamelCaseItem", "into=\"application\"", "into=\"theApplication\"", 7, 13,
                     "snake_case"},
        MappingFault{"BadFlag", "required=\"true\"", "required=\"yes\"", 6, 63,
                     "expected true or false, found 'yes'"},
        MappingFault{"BadMask", "required=\"true\"", "masked=\"maybe\"", 6, 61,
                     "expected refuse or null"},
        MappingFault{"CheckDigitOfText", "required=\"true\"", "check-digit=\"true\"", 6, 66,
                     "only for an organisation-number"},
        MappingFault{"WhereWithoutTest", " equals=\"a\"", "", 2, 32,
                     "either 'equals' or 'at-least'"},
        MappingFault{"WhereNoNumber", "equals=\"a\"", "at-least=\"a\"", 2, 61,
                     "expected a whole number, found 'a'"}),
    [](const auto& row) { return row.param.name; });

TEST(Load, NamesEveryFaultInOneRun) {
  Diagnostics diagnostics;
  const std::string text =
      replaced(replaced(kSound, "as=\"number\"", "as=\"numbr\""), "<ignore ", "<ignor ");

  const auto mapping = Mapping::load(document(text), diagnostics);

  ASSERT_FALSE(mapping);
  EXPECT_EQ(diagnostics.error_count(), 2U) << listed(diagnostics);
  EXPECT_THAT(mapping.error().message, HasSubstr("(and 1 more)"));
}

TEST(Load, ReadsTheShippedMapping) {
  Diagnostics diagnostics;

  const auto mapping = Mapping::load(document(shipped("mapping.xml"), "mapping.xml"), diagnostics);

  EXPECT_TRUE(mapping) << listed(diagnostics);
}

}  // namespace
}  // namespace lagrum::intake
