#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.h"

namespace lagrum::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr std::string_view kContactFile =
    R"(<FlowInstance xmlns="http://www.oeplatform.org/version/2.0/schemas/flowinstance"><Header>
<Flow><FamilyID>8</FamilyID><Version>4</Version><Name>Synpunkt</Name></Flow>
<FlowInstanceID>99</FlowInstanceID><Status><ID>1</ID><Name>Preliminär</Name></Status>
<Poster><Firstname>Bo</Firstname><Lastname>Ek</Lastname><Email>bo@example.se</Email><ID>7</ID></Poster>
<Owner><Firstname>Bo</Firstname><Lastname>Ek</Lastname><ID>7</ID></Owner>
<Posted>2024-12-05T09:41:45</Posted></Header>
<Values><Vad><QueryID>1</QueryID><Name>Vad gäller det?</Name><Value>Buller</Value><Rad><Value>natt</Value></Rad></Vad>
<Bild><QueryID>2</QueryID><Name>Bild</Name><File><ID>3</ID><Name>a.jpg</Name></File></Bild></Values>
<SigningEvents><SignEvent><Date>2024-12-05T09:41:45</Date></SignEvent></SigningEvents></FlowInstance>)";

std::vector<std::string> roles(const Mapped& mapped) {
  std::vector<std::string> roles;
  for (const Party& party : mapped.parties) roles.push_back(party.role);
  return roles;
}

TEST(GeneralContact, KeepsSenderSubjectAndAnswers) {
  const Result<Mapped> mapped = general_contact(document(kContactFile));

  ASSERT_TRUE(mapped) << to_string(mapped.error());
  EXPECT_EQ(mapped->identity, "99");
  EXPECT_EQ(mapped->event_first, "");
  EXPECT_THAT(roles(*mapped), ElementsAre("party"));
  EXPECT_EQ(*mapped->parties[0].values.find("name"), Value("Bo Ek"));
  EXPECT_EQ(mapped->data.at(0).first, "contact");
  EXPECT_EQ(at(*mapped, "subject"), Value("Synpunkt"));
  EXPECT_EQ(at(*mapped, "status"), Value("Preliminär"));
  const List& answers = *at(*mapped, "answers").list();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0],
            Value(Context{{"question", "Vad gäller det?"},
                          {"name", "Vad"},
                          {"values", List{Context{{"name", "Value"}, {"text", "Buller"}},
                                          Context{{"name", "Value"}, {"text", "natt"}}}}}));
  ASSERT_EQ(mapped->files.size(), 1U);
  EXPECT_EQ(mapped->files[0].name, "a.jpg");
  EXPECT_THAT(mapped->raw,
              ElementsAre(Pair("Header/Posted", "2024-12-05T09:41:45"),
                          Pair("SigningEvents/SignEvent/Date", "2024-12-05T09:41:45")));
}

TEST(GeneralContact, TellsSenderFromOwner) {
  const std::string file(kContactFile);
  const auto agent =
      general_contact(document(replaced(file, "<ID>7</ID></Owner>", "<ID>8</ID></Owner>")));
  const auto sender = general_contact(document(replaced(
      file, "<Owner><Firstname>Bo</Firstname><Lastname>Ek</Lastname><ID>7</ID></Owner>", "")));

  EXPECT_THAT(roles(*agent), ElementsAre("party", "representative"));
  EXPECT_THAT(roles(*sender), ElementsAre("party"));
}

struct Refusal {
  const char* name;
  std::string text;
  const char* message;
};
void PrintTo(const Refusal& row, std::ostream* out) { *out << row.name; }

class ContactRefuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(ContactRefuses, NamingWhatWasFound) {
  const auto mapped = general_contact(document(GetParam().text));

  ASSERT_FALSE(mapped);
  EXPECT_EQ(mapped.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(mapped.error().message, HasSubstr(GetParam().message));
  EXPECT_EQ(mapped.error().source.line, 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ContactRefuses,
    ::testing::Values(
        Refusal{"OtherNamespace",
                replaced(std::string(kContactFile), "www.oeplatform.org", "www.nowhere.com"),
                "found one of namespace 'http://www.nowhere.com"},
        Refusal{"NoNamespace", "<FlowInstance/>", "found one without namespace"},
        Refusal{"List", "<FlowInstances><FlowInstance/></FlowInstances>", "a list of instances"},
        Refusal{"HtmlPage", "<HTML xmlns='http://www.w3.org/1999/xhtml'/>", "an HTML page"},
        Refusal{"OtherRoot", "<menu/>", "found 'menu'"},
        Refusal{"NoIdentity",
                replaced(std::string(kContactFile), "<FlowInstanceID>99</FlowInstanceID>", ""),
                "expected a value at Header/FlowInstanceID, found none"},
        Refusal{
            "NoHeader",
            "<FlowInstance xmlns='http://www.oeplatform.org/version/2.0/schemas/flowinstance'/>",
            "expected a value at Header/FlowInstanceID, found none"}),
    [](const auto& row) { return row.param.name; });

struct Sample {
  const char* file;
  bool taken;
  const char* says;  ///< the identity, or a part of the refusal
};
void PrintTo(const Sample& row, std::ostream* out) { *out << row.file; }

class OpenEPlatform : public ::testing::TestWithParam<Sample> {};

// SFS 2017:900 22 §: a document has come in on the day it reaches the authority. So a half-filled
// file and one whose status is called preliminary are taken; a list names matters that have not
// been fetched, and is not.
TEST_P(OpenEPlatform, IsTakenWhenItIsASoundFile) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/interop/openeplatform";
  const Sample& row = GetParam();
  const std::string bytes =
      test::read_bytes(*shared / "conformance/interop/openeplatform" / row.file);

  const auto mapped = general_contact(document(bytes, row.file));

  ASSERT_EQ(mapped.has_value(), row.taken) << (mapped ? "" : to_string(mapped.error()));
  if (row.taken) {
    EXPECT_EQ(mapped->identity, row.says);
  } else {
    EXPECT_THAT(mapped.error().message, HasSubstr(row.says));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Samples, OpenEPlatform,
    ::testing::Values(Sample{"oep-integrator-case.xml", true, "235212"},
                      Sample{"flow-instance.external.incomplete.xml", true, "234567"},
                      Sample{"flow-instance.external.organization.xml", true, "6931"},
                      Sample{"flow-instance.external.person.xml", true, "225965"},
                      Sample{"flow-instance.internal.organization.xml", true, "6859"},
                      Sample{"flow-instance.faulty.namespace.xml", false, "http://www.nowhere.com"},
                      Sample{"flow-instances.xml", false, "a list of instances"},
                      Sample{"misc.xml", false, "found 'menu'"}),
    [](const auto& row) {
      std::string name = row.param.file;
      for (char& c : name) c = c == '.' || c == '-' ? '_' : c;
      return name;
    });

}  // namespace
}  // namespace lagrum::intake
