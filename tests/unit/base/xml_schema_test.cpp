#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/xml_gate.h"
#include "lagrum/xml.h"
#include "support/shared.h"

namespace lagrum::xml {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kMain =
    R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:u="u:1" xmlns:v="u:2"
    targetNamespace="u:1" elementFormDefault="qualified">
  <xs:import namespace="u:2" schemaLocation="https://example.invalid/schemas/other.xsd"/>
  <xs:element name="a"><xs:complexType><xs:sequence>
    <xs:element name="number" type="xs:integer"/>
    <xs:element name="kind" type="v:kind"/>
    <xs:element name="last" minOccurs="0"/>
  </xs:sequence><xs:attribute name="id" type="xs:NCName" use="required"/></xs:complexType></xs:element>
</xs:schema>)";
constexpr std::string_view kOther =
    R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="u:2">
  <xs:simpleType name="kind"><xs:restriction base="xs:token"><xs:enumeration value="x"/><xs:enumeration value="y"/></xs:restriction></xs:simpleType>
</xs:schema>)";

Result<Schema> compiled() {
  return Schema::compile(
      {{"schemas/main.xsd", std::string(kMain)}, {"schemas/other.xsd", std::string(kOther)}});
}

Diagnostics faults(std::string_view text) {
  Diagnostics diagnostics;
  const auto schema = compiled();
  EXPECT_TRUE(schema) << (schema ? "" : to_string(schema.error()));
  const auto document = Document::parse(text, "t.xml");
  EXPECT_TRUE(document) << (document ? "" : to_string(document.error()));
  if (schema && document) schema->validate(*document, diagnostics);
  return diagnostics;
}

struct Invalid {
  const char* name;
  const char* text;
  std::uint32_t line;
  std::uint32_t column;
  const char* message;
};
void PrintTo(const Invalid& row, std::ostream* out) { *out << row.name; }

class Validate : public ::testing::TestWithParam<Invalid> {};

TEST_P(Validate, NamesPlaceExpectedAndFound) {
  const Invalid& row = GetParam();

  const Diagnostics diagnostics = faults(row.text);

  ASSERT_EQ(diagnostics.all().size(), 1U) << to_string(diagnostics.all().at(0));
  EXPECT_EQ(diagnostics.all()[0].message, row.message);
  EXPECT_EQ(diagnostics.all()[0].source, (Position{"t.xml", row.line, row.column}));
  EXPECT_EQ(diagnostics.all()[0].rule, "schema");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Validate,
    ::testing::Values(
        Invalid{"OtherRoot", "<b xmlns='u:1'/>", 1, 1,
                "expected a root element of the schema, found element 'b'"},
        Invalid{"UnexpectedElement", "<a xmlns='u:1' id='i'>\n<kind>x</kind></a>", 2, 1,
                "expected number, found element 'kind'"},
        Invalid{"MissingElement", "<a xmlns='u:1' id='i'><number>1</number></a>", 1, 1,
                "expected kind, found the end of element 'a'"},
        Invalid{"BadNumber", "<a xmlns='u:1' id='i'>\n  <number>é1</number><kind>x</kind></a>", 2,
                3,
                "expected a value of the atomic type 'xs:integer', found 'é1' in element 'number'"},
        Invalid{"OutsideTheSet", "<a xmlns='u:1' id='i'><number>1</number>\n <kind>z</kind></a>", 2,
                2, "expected one of 'x', 'y', found 'z' in element 'kind'"},
        Invalid{"MissingAttribute", "<a xmlns='u:1'><number>1</number><kind>x</kind></a>", 1, 1,
                "expected attribute 'id' on element 'a', found none"},
        Invalid{"UnknownAttribute",
                "<a xmlns='u:1' id='i'\n  it='1'><number>1</number><kind>x</kind></a>", 2, 7,
                "expected only declared attributes on element 'a', found 'it'"},
        Invalid{"BadAttribute", "<a xmlns='u:1'\n id='1i'><number>1</number><kind>x</kind></a>", 2,
                6,
                "expected a value of the atomic type 'xs:NCName', found '1i' in element 'a', "
                "attribute 'id'"}),
    [](const auto& row) { return row.param.name; });

/// Units with keys, and roles that refer to them.
Result<Schema> keys_and_references() {
  return Schema::compile({{"s.xsd", R"(<xs:schema
      xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">
    <xs:complexType><xs:choice maxOccurs="unbounded">
      <xs:element name="unit"><xs:complexType><xs:attribute name="id"/></xs:complexType></xs:element>
      <xs:element name="role"><xs:complexType>
        <xs:attribute name="id"/><xs:attribute name="in"/></xs:complexType></xs:element>
    </xs:choice></xs:complexType>
    <xs:key name="ids"><xs:selector xpath="unit"/><xs:field xpath="@id"/></xs:key>
    <xs:keyref name="role-in" refer="ids"><xs:selector xpath="role"/><xs:field xpath="@in"/></xs:keyref>
  </xs:element></xs:schema>)"}});
}

TEST(Validate, NamesAKeyThatStandsTwice) {
  const auto schema = keys_and_references();
  ASSERT_TRUE(schema) << to_string(schema.error());
  const auto document = Document::parse("<a><unit id='b'/>\n<unit id='b'/></a>", "t.xml");
  ASSERT_TRUE(document) << to_string(document.error());
  Diagnostics diagnostics;

  schema->validate(*document, diagnostics);

  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all()[0].message,
            "expected each once (ids), found 'b' again in element 'unit'");
}

TEST(Validate, PlacesAReferenceWithoutItsKeyOnItsAttribute) {
  const auto schema = keys_and_references();
  ASSERT_TRUE(schema) << to_string(schema.error());
  const auto document = Document::parse(
      "<a><unit id='b'/>\n"
      "<role id='x'\n in='nowhere'/>\n"
      "<role in='b'/><role in='c'/></a>",
      "t.xml");
  ASSERT_TRUE(document) << to_string(document.error());
  Diagnostics diagnostics;

  schema->validate(*document, diagnostics);

  ASSERT_EQ(diagnostics.all().size(), 2U);
  EXPECT_EQ(diagnostics.all()[0].source, (Position{"t.xml", 3, 6}));
  EXPECT_EQ(
      diagnostics.all()[0].message,
      "expected a value that the document declares (role-in), found 'nowhere' in element 'role'");
  EXPECT_EQ(diagnostics.all()[1].source, (Position{"t.xml", 4, 25}));
}

TEST(Validate, AcceptsAValidDocumentInAnyEncoding) {
  EXPECT_TRUE(
      faults(
          "<?xml version='1.0' encoding='ISO-8859-1'?><a xmlns='u:1' id='\xE5'><number>1</number>"
          "<kind>x</kind><last/></a>")
          .all()
          .empty());
}

TEST(Validate, LoadsNoSchemaThatTheDocumentNames) {
  const Diagnostics diagnostics = faults(
      "<a xmlns='u:1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
      "xsi:schemaLocation='u:9 file:///nowhere.xsd' id='i'><number>1</number><kind>x</kind></a>");

  EXPECT_TRUE(diagnostics.all().empty());
}

TEST(Validate, BoundsTheNumberAndSizeOfMessages) {
  const auto schema =
      Schema::compile({{"s.xsd", R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:element name="a"><xs:complexType><xs:sequence><xs:element name="n" type="xs:integer" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element></xs:schema>)"}});
  ASSERT_TRUE(schema) << to_string(schema.error());
  std::string text = "<a>";
  for (std::size_t i = 0; i < kSchemaFaultsMax + 7; ++i)
    text += "<n>" + std::string(5000, 'x') + "</n>";
  const auto document = Document::parse(text + "</a>", "t.xml");
  ASSERT_TRUE(document);
  Diagnostics diagnostics;

  schema->validate(*document, diagnostics);

  ASSERT_EQ(diagnostics.all().size(), kSchemaFaultsMax + 1);
  EXPECT_EQ(diagnostics.all().back().message, "7 more faults were found");
  EXPECT_LE(diagnostics.all().front().message.size(), 2 * kMessageBytesMax);
}

TEST(Compile, RefusesAnImportThatIsNotGiven) {
  const auto schema = Schema::compile({{"main.xsd", std::string(kMain)}});

  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(
      schema.error().message,
      "expected 'https://example.invalid/schemas/other.xsd' among the given files, found main.xsd");
}

TEST(Compile, NamesTheFaultOfASchema) {
  const auto unknown_type =
      Schema::compile({{"s.xsd",
                        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n"
                        "<xs:element name='a' type='nowhere'/></xs:schema>"}});
  const auto ill_formed = Schema::compile({{"s.xsd", "<xs:schema"}});

  ASSERT_FALSE(unknown_type);
  EXPECT_EQ(unknown_type.error().source.file, "s.xsd");
  EXPECT_EQ(unknown_type.error().source.line, 2U);
  EXPECT_THAT(unknown_type.error().message, HasSubstr("nowhere"));
  EXPECT_FALSE(ill_formed);
  EXPECT_FALSE(Schema::compile({}));
}

TEST(Compile, FetchesNothingForAHostileSchema) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/interop/xmlattack";
  const std::string bytes =
      test::read_bytes(*shared / "conformance/interop/xmlattack/defusedxml/schema-include.xsd");

  const auto schema = Schema::compile({{"schema-include.xsd", bytes}});

  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().code, ErrorCode::kNotFound);
}

TEST(Compile, TakesTheDraftSchemas) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: draft";
  const auto read = [&](const std::string& name) {
    return Schema::File{name, test::read_bytes(*shared / "draft" / name)};
  };
  const auto schema = Schema::compile({read("calendar.xsd"), read("xml.xsd")});
  ASSERT_TRUE(schema) << to_string(schema.error());
  const auto document =
      Document::parse(test::read_bytes(*shared / "draft" / "calendar.se.xml"), "calendar.se.xml");
  ASSERT_TRUE(document) << to_string(document.error());
  Diagnostics diagnostics;

  schema->validate(*document, diagnostics);

  EXPECT_FALSE(diagnostics.has_errors()) << to_string(diagnostics.all().at(0));
}

}  // namespace
}  // namespace lagrum::xml
