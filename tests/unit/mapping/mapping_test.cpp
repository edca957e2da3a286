#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.h"

namespace lagrum::intake {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

/// A small mapping that shows each kind of rule.
constexpr std::string_view kMapping =
    R"(<mapping xmlns="urn:lagrum:mapping:1" id="m" workflow="w" version="1">
<source root="F" namespace="u"><where path="Kind" equals="a"/><where path="Version" at-least="2"/></source>
<identity path="Id"/>
<raises first="apply" again="supplement"/>
<keep-raw path="Posted" because="no zone"/>
<party role="applicant" each="Who"><value to="name" path="Name" required="true"/><value to="number" path="Number" masked="null"/></party>
<data into="application">
<value to="seats" path="V/Seats" as="number"/>
<value to="large" expr="seats &gt; 100"/>
<value to="drinks" path="V/Drink" as="texts"/>
<value to="secret" path="V/Secret"/>
<value to="outdoor" path="V/Outdoor" as="choice"><case text="Ja" is="true"/><case text="Nej" is="false"/></value>
<file to="menu" path="V/File" kind="menu"/>
</data>
<ignore path="Other"/>
</mapping>)";

constexpr std::string_view kMappedFile =
    R"(<F xmlns="u"><Kind>a</Kind><Version>3</Version><Id>77</Id><Posted> 01:00 </Posted>
<Who><Name> Åsa </Name><Number>***</Number></Who>
<Who><Name>Bo</Name></Who>
<V><Seats>120</Seats>
<Drink>Öl</Drink><Drink>Vin</Drink>
<Outdoor>Ja</Outdoor>
<File><ID>5</ID><Name>menu.pdf</Name><Size>9</Size></File></V>
<Other><More/></Other></F>)";

Mapping mapping_of(std::string_view text) {
  Diagnostics diagnostics;
  Result<Mapping> mapping = Mapping::load(document(text, "m.xml"), diagnostics);
  EXPECT_TRUE(mapping) << listed(diagnostics);
  return *mapping;
}

Mapping mapping() { return mapping_of(kMapping); }

TEST(Apply, GivesTypedValuesOfEveryRule) {
  Diagnostics diagnostics;

  const Result<Mapped> mapped = mapping().apply(document(kMappedFile), diagnostics);

  ASSERT_TRUE(mapped) << listed(diagnostics);
  EXPECT_TRUE(diagnostics.all().empty()) << listed(diagnostics);
  EXPECT_EQ(mapped->identity, "77");
  EXPECT_EQ(mapped->event_first, "apply");
  EXPECT_EQ(mapped->event_again, "supplement");
  EXPECT_THAT(mapped->raw, ElementsAre(Pair("Posted", " 01:00 ")));
  ASSERT_EQ(mapped->parties.size(), 2U);
  EXPECT_EQ(mapped->parties[0].role, "applicant");
  EXPECT_EQ(*mapped->parties[0].values.find("name"), Value("Åsa"));
  EXPECT_TRUE(mapped->parties[0].values.find("number")->is_null());
  EXPECT_EQ(*mapped->parties[1].values.find("name"), Value("Bo"));
  EXPECT_EQ(mapped->data.at(0).first, "application");
  EXPECT_EQ(at(*mapped, "seats"), Value::integer(120));
  EXPECT_EQ(at(*mapped, "large"), Value(true));
  EXPECT_EQ(at(*mapped, "drinks"), Value(List{Value("Öl"), Value("Vin")}));
  EXPECT_TRUE(at(*mapped, "secret").is_null());
  EXPECT_EQ(at(*mapped, "outdoor"), Value(true));
  EXPECT_EQ(at(*mapped, "menu"), Value("menu.pdf"));
  ASSERT_EQ(mapped->files.size(), 1U);
  EXPECT_EQ(mapped->files[0].kind, "menu");
  EXPECT_EQ(mapped->files[0].path, "V/File");
  EXPECT_EQ(mapped->files[0].id, "5");
}

TEST(Apply, LeavesOptionalValuesNull) {
  Diagnostics diagnostics;
  const std::string file =
      "<F xmlns='u'><Kind>a</Kind><Version>2</Version><Id>1</Id><Who><Name>B</Name></Who></F>";

  const auto mapped = mapping().apply(document(file), diagnostics);

  ASSERT_TRUE(mapped) << listed(diagnostics);
  EXPECT_TRUE(diagnostics.all().empty()) << listed(diagnostics);
  for (const char* name : {"seats", "large", "drinks", "outdoor", "menu"}) {
    EXPECT_TRUE(at(*mapped, name).is_null()) << name;
  }
}

struct FileFault {
  const char* name;
  const char* from;
  const char* to;
  std::uint32_t line;
  std::uint32_t column;
  Severity severity;
  const char* message;
};
void PrintTo(const FileFault& row, std::ostream* out) { *out << row.name; }

class Finds : public ::testing::TestWithParam<FileFault> {};

TEST_P(Finds, OneDiagnosticWithItsPlace) {
  const FileFault& row = GetParam();
  Diagnostics diagnostics;

  const auto mapped =
      mapping().apply(document(replaced(std::string(kMappedFile), row.from, row.to)), diagnostics);

  EXPECT_EQ(mapped.has_value(), row.severity == Severity::kWarning);
  ASSERT_EQ(diagnostics.all().size(), 1U) << listed(diagnostics);
  EXPECT_EQ(diagnostics.all()[0].severity, row.severity);
  EXPECT_EQ(diagnostics.all()[0].message, row.message);
  EXPECT_EQ(to_string(diagnostics.all()[0].source),
            to_string(Position{"t.xml", row.line, row.column}));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Finds,
    ::testing::Values(
        FileFault{"MissingRequired", "<Name>Bo</Name>", "", 3, 1, Severity::kError,
                  "expected a value at Name, found no Name in Who"},
        FileFault{"EmptyRequired", "<Name>Bo</Name>", "<Name> </Name>", 3, 6, Severity::kError,
                  "expected a value at Name, found an empty element"},
        FileFault{
            "Masked", "<Outdoor>", "<Secret>****</Secret><Outdoor>", 6, 1, Severity::kError,
            "expected a value at V/Secret, found a masked one: the e-service has to send it in "
            "clear"},
        FileFault{"BadNumber", "120", "många", 4, 4, Severity::kError,
                  "expected a number such as 120, 12.5 or 12,5, found 'många' at V/Seats"},
        FileFault{"UnknownChoice", "<Outdoor>Ja", "<Outdoor>Kanske", 6, 1, Severity::kError,
                  "expected one of 'Ja', 'Nej', found 'Kanske' at V/Outdoor"},
        FileFault{"TwoValues", "<Outdoor>Ja</Outdoor>",
                  "<Outdoor>Ja</Outdoor>\n<Outdoor>Nej</Outdoor>", 7, 1, Severity::kError,
                  "expected one value at V/Outdoor, found 2"},
        FileFault{"NoIdentity", "<Id>77</Id>", "", 1, 1, Severity::kError,
                  "expected one identity at Id, found none"},
        FileFault{"FileWithoutName", "<Name>menu.pdf</Name>", "<Name/>", 7, 1, Severity::kError,
                  "expected a file's name at V/File, found none"},
        FileFault{"UnknownElement", "<Other>", "<New><Deep>1</Deep></New><Other>", 8, 1,
                  Severity::kWarning,
                  "expected a rule for New in the mapping, found none: its content is not read"},
        FileFault{"UnknownInside", "<Drink>Öl", "<Food/><Drink>Öl", 5, 1, Severity::kWarning,
                  "expected a rule for V/Food in the mapping, found none: its content is not read"},
        FileFault{
            "ForeignNamespace", "<Drink>Öl", "<Drink xmlns='v'/><Drink>Öl", 5, 1,
            Severity::kWarning,
            "expected a rule for V/Drink in the mapping, found none: its content is not read"},
        FileFault{
            "ElementInAValue", "120", "120<Exact/>", 4, 14, Severity::kWarning,
            "expected a rule for V/Seats/Exact in the mapping, found none: its content is not "
            "read"},
        FileFault{"TextBetween", "<V>", "<V>loose", 4, 1, Severity::kWarning,
                  "expected a rule for V in the mapping, found none: its text is not read"},
        FileFault{
            "Attribute", "<V>", "<V unit='x'>", 4, 1, Severity::kWarning,
            "expected a rule for V in the mapping, found none: its attribute 'unit' is not read"}),
    [](const auto& row) { return row.param.name; });

TEST(Apply, BoundsWhatItNamesOneByOne) {
  std::string more;
  for (std::size_t i = 0; i < kUnmappedMax + 5; ++i) more += "<New/>";
  Diagnostics diagnostics;

  const auto mapped = mapping().apply(
      document(replaced(std::string(kMappedFile), "<Other>", more + "<Other>")), diagnostics);

  ASSERT_TRUE(mapped);
  ASSERT_EQ(diagnostics.all().size(), kUnmappedMax + 1);
  EXPECT_EQ(diagnostics.all().back().message, "5 more elements have no rule in the mapping");
}

TEST(Takes, AsksRootNamespaceAndConditions) {
  const std::string file(kMappedFile);

  EXPECT_TRUE(mapping().takes(document(file)));
  EXPECT_FALSE(mapping().takes(document(replaced(file, "\"u\"", "\"v\""))));
  EXPECT_FALSE(mapping().takes(document(replaced(file, "<Kind>a", "<Kind>b"))));
  EXPECT_FALSE(mapping().takes(document(replaced(file, "<Kind>a</Kind>", ""))));
  EXPECT_FALSE(mapping().takes(document(replaced(file, "<Version>3", "<Version>1"))));
  EXPECT_FALSE(mapping().takes(document(replaced(file, "<Version>3", "<Version>3b"))));
}

TEST(Apply, RefusesAFileItDoesNotTake) {
  Diagnostics diagnostics;

  const auto older = mapping().apply(
      document(replaced(std::string(kMappedFile), "<Version>3", "<Version>1")), diagnostics);
  const auto other = mapping().apply(document("<menu/>"), diagnostics);

  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().message,
            "expected Version to be at least 2 for mapping m, found another value or none");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "expected 'F' of namespace u, found 'menu' of namespace ''");
}

class Shipped : public ::testing::Test {
 protected:
  Result<Mapped> apply(const std::string& bytes) {
    return mapping_of(shipped("mapping.xml"))
        .apply(document(bytes, "application.xml"), diagnostics_);
  }

  Diagnostics diagnostics_;
};

TEST_F(Shipped, ReadsTheApplicationInLatin1) {
  const auto mapped = apply(shipped("application.xml"));

  ASSERT_TRUE(mapped) << listed(diagnostics_);
  EXPECT_TRUE(diagnostics_.all().empty()) << listed(diagnostics_);
  EXPECT_EQ(mapped->identity, "260417");
  ASSERT_EQ(mapped->parties.size(), 1U);
  EXPECT_EQ(*mapped->parties[0].values.find("name"), Value("Kvarnens Kök & Bar AB"));
  EXPECT_EQ(*mapped->parties[0].values.find("id"), Value("5599000104"));
  EXPECT_EQ(at(*mapped, "seats"), Value::integer(120));
  EXPECT_EQ(at(*mapped, "serving_until").time()->second_of_day, 3600);
  EXPECT_EQ(at(*mapped, "past_midnight"), Value(true));
  EXPECT_EQ(at(*mapped, "spirits"), Value(true));
  EXPECT_EQ(at(*mapped, "fee_paid"), Value(true));
  EXPECT_TRUE(at(*mapped, "floor_plan").is_null());
  ASSERT_EQ(mapped->files.size(), 3U);
  EXPECT_EQ(mapped->files[2].name, "meny hösten.pdf");
  EXPECT_THAT(mapped->raw, Contains(Pair("Header/Posted", "2026-10-17T09:38:51")));
}

TEST_F(Shipped, ReadsTheSupplementOfTheSameMatter) {
  const auto mapped = apply(shipped("supplement.xml"));

  ASSERT_TRUE(mapped) << listed(diagnostics_);
  EXPECT_TRUE(diagnostics_.all().empty()) << listed(diagnostics_);
  EXPECT_EQ(mapped->identity, "260417");
  EXPECT_EQ(at(*mapped, "floor_plan"), Value("planritning uteservering och lokal.pdf"));
  EXPECT_EQ(mapped->files.size(), 4U);
}

TEST_F(Shipped, NamesAQuestionThatIsNewInTheForm) {
  const auto mapped = apply(replaced(
      shipped("application.xml"), "<Uteservering>",
      "<Spel><QueryID>1</QueryID><Name>Spel?</Name><Value>Ja</Value></Spel><Uteservering>"));

  ASSERT_TRUE(mapped);
  ASSERT_EQ(diagnostics_.all().size(), 1U) << listed(diagnostics_);
  EXPECT_THAT(diagnostics_.all()[0].message, HasSubstr("Values/Spel in the mapping"));
}

}  // namespace
}  // namespace lagrum::intake
