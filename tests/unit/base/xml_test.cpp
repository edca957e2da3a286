#include "lagrum/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/shared.h"

namespace lagrum::xml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

Document parsed(std::string_view bytes) {
  Result<Document> document = Document::parse(bytes, "t.xml");
  EXPECT_TRUE(document) << (document ? "" : to_string(document.error()));
  return document ? *document : *Document::parse("<unreadable/>", "t.xml");
}

std::string nested(std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += "<a>";
  for (std::size_t i = 0; i < depth; ++i) text += "</a>";
  return text;
}

std::string with_attributes(std::size_t count) {
  std::string text = "<a";
  for (std::size_t i = 0; i < count; ++i) text += " b" + std::to_string(i) + "=''";
  return text + "/>";
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) bytes += '\0';
    bytes += c;
    if (!big_endian) bytes += '\0';
  }
  return bytes;
}

struct Refused {
  const char* name;
  std::string bytes;
  ErrorCode code;
  std::uint32_t line;
  std::uint32_t column;
  const char* message;
};
void PrintTo(const Refused& row, std::ostream* out) { *out << row.name; }

class Gate : public ::testing::TestWithParam<Refused> {};

TEST_P(Gate, RefusesWithPlaceAndReason) {
  const Refused& row = GetParam();

  const Result<Document> document = Document::parse(row.bytes, "t.xml");

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, row.code);
  EXPECT_EQ(document.error().source, (Position{"t.xml", row.line, row.column}))
      << to_string(document.error());
  EXPECT_THAT(document.error().message, HasSubstr(row.message));
}

const std::string kBillionLaughs =
    "<?xml version='1.0'?>\n<!-- <!DOCTYPE no> -->\n  <!DOCTYPE l [\n<!ENTITY a 'ha'>\n"
    "<!ENTITY b '&a;&a;&a;&a;'>\n]>\n<l>&b;</l>";

INSTANTIATE_TEST_SUITE_P(
    Rows, Gate,
    ::testing::Values(
        Refused{"Empty", "", ErrorCode::kInvalidArgument, 1, 1, "expected well-formed XML"},
        Refused{"TextOnly", "hello", ErrorCode::kInvalidArgument, 1, 1, "expected well-formed XML"},
        Refused{"MismatchedTag", "<a>\n  <b></c>\n</a>", ErrorCode::kInvalidArgument, 2, 10,
                "b line 2 and c"},
        Refused{"UnclosedRoot", "<a>", ErrorCode::kInvalidArgument, 1, 4,
                "expected well-formed XML"},
        Refused{"TwoRoots", "<a/><b/>", ErrorCode::kInvalidArgument, 1, 5,
                "expected well-formed XML"},
        Refused{"AttributeTwice", "<a b='1' b='2'/>", ErrorCode::kInvalidArgument, 1, 15,
                "b redefined"},
        Refused{"UndeclaredPrefix", "<a><x:b/></a>", ErrorCode::kInvalidArgument, 1, 8, "prefix x"},
        Refused{"UndeclaredEntity", "<a>&b;</a>", ErrorCode::kInvalidArgument, 1, 7,
                "'b' not defined"},
        Refused{"ControlCharacter", "<a>\x01</a>", ErrorCode::kInvalidArgument, 1, 4,
                "expected well-formed XML"},
        Refused{"ControlReference", "<?xml version='1.1'?><a>&#1;</a>", ErrorCode::kInvalidArgument,
                1, 29, "expected well-formed XML"},
        Refused{"PrologWithoutSpace", "<?xml version=\"1.0\"encoding=\"UTF-8\"?><a/>",
                ErrorCode::kInvalidArgument, 1, 20, "Blank needed"},
        Refused{"Doctype", "<!DOCTYPE html>\n<html/>", ErrorCode::kInvalidArgument, 1, 1,
                "without DOCTYPE"},
        Refused{"BillionLaughs", kBillionLaughs, ErrorCode::kInvalidArgument, 3, 3,
                "without DOCTYPE"},
        Refused{"ExternalDtd", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
                ErrorCode::kInvalidArgument, 1, 1, "without DOCTYPE"},
        Refused{"OneTooDeep", nested(129), ErrorCode::kOutOfRange, 1, 385, "at most 128 deep"},
        Refused{"FarTooDeep", nested(200'000), ErrorCode::kOutOfRange, 1, 385, "at most 128 deep"},
        Refused{"TooManyAttributes", with_attributes(257), ErrorCode::kOutOfRange, 1, 1,
                "at most 256 attributes"},
        Refused{"OtherEncoding", "<?xml version='1.0' encoding='windows-1252'?><a/>",
                ErrorCode::kInvalidArgument, 1, 1, "'windows-1252'"},
        Refused{"MisspeltEncoding", "<?xml version='1.0' encoding=\"UTF_8\"?><a/>",
                ErrorCode::kInvalidArgument, 1, 1, "'UTF_8'"},
        Refused{"Utf16WithoutItsBytes", "<?xml version='1.0' encoding='UTF-16'?><a/>",
                ErrorCode::kInvalidArgument, 1, 1, "'UTF-16'"},
        Refused{"MarkAgainstDeclaration",
                "\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
                ErrorCode::kInvalidArgument, 1, 1, "byte order mark"},
        Refused{"Utf16DeclaredAsUtf8", utf16("<?xml version='1.0' encoding='UTF-8'?><a/>", true),
                ErrorCode::kInvalidArgument, 1, 1, "UTF-16"},
        Refused{"Latin1BytesAsUtf8", "<a>\n<b>K\xF6k</b></a>", ErrorCode::kInvalidArgument, 2, 5,
                "found the byte 0xF6"},
        Refused{"OverlongUtf8", "<a>\xC0\xAF</a>", ErrorCode::kInvalidArgument, 1, 4,
                "found the byte 0xC0"},
        Refused{"SurrogateInUtf8", "<a>\xED\xA0\x80</a>", ErrorCode::kInvalidArgument, 1, 4,
                "found the byte 0xED"},
        Refused{"NulByte", std::string("<a/>\0", 5), ErrorCode::kInvalidArgument, 1, 5,
                "found the byte 0x00"},
        Refused{"Utf16HalfUnit", utf16("<a/>", false) + "x", ErrorCode::kInvalidArgument, 1, 5,
                "single one at the end"},
        Refused{"Utf16LoneSurrogate", std::string("\xFE\xFF\0<\xD8\0\0>", 8),
                ErrorCode::kInvalidArgument, 1, 2, "half of one"}),
    [](const auto& row) { return row.param.name; });

struct Accepted {
  const char* name;
  std::string bytes;
  const char* encoding;
  const char* text;  // of the root
};
void PrintTo(const Accepted& row, std::ostream* out) { *out << row.name; }

class Reads : public ::testing::TestWithParam<Accepted> {};

TEST_P(Reads, AcceptsAndTranscodes) {
  const Accepted& row = GetParam();

  const Result<Document> document = Document::parse(row.bytes, "t.xml");

  ASSERT_TRUE(document) << to_string(document.error());
  EXPECT_EQ(document->encoding(), row.encoding);
  EXPECT_EQ(document->root().text(), row.text);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Reads,
    ::testing::Values(
        Accepted{"NoDeclaration", "<a>K\xC3\xB6k</a>", "UTF-8", "Kök"},
        Accepted{"ByteOrderMark", "\xEF\xBB\xBF<a>x</a>", "UTF-8", "x"},
        Accepted{"Xml11", "<?xml version=\"1.1\" encoding=\"UTF-8\"?><a>Kök</a>", "UTF-8", "Kök"},
        Accepted{"Latin1",
                 "<?xml version='1.0' encoding = 'iso-8859-1' standalone='no'?><a>K\xF6k</a>",
                 "ISO-8859-1", "Kök"},
        Accepted{"Utf16LittleEndian",
                 utf16("<?xml version='1.0' encoding='UTF-16'?><a>x</a>", false), "UTF-16", "x"},
        Accepted{"Utf16BigEndian", utf16("<a>x</a>", true), "UTF-16", "x"},
        Accepted{"Utf16Pair", std::string("\xFE\xFF\0<\0a\0>\xD8\x3D\xDE\x00\0<\0/\0a\0>", 20),
                 "UTF-16", "😀"},
        Accepted{"DeepestAllowed", nested(128), "UTF-8", ""},
        Accepted{"MostAttributes", with_attributes(256), "UTF-8", ""},
        Accepted{"CdataAndComments", "<a> x<!-- no --><![CDATA[<y>&amp;]]>&amp;&#228; </a>",
                 "UTF-8", " x<y>&amp;&ä "},
        Accepted{"LineEnds", "<a>x\r\ny\rz</a>", "UTF-8", "x\ny\nz"},
        Accepted{"ChildTextLeftOut", "<a>x<b>y</b>z</a>", "UTF-8", "xz"},
        Accepted{"OddNamespaceName", "<a xmlns='no uri at all'>x</a>", "UTF-8", "x"}),
    [](const auto& row) { return row.param.name; });

TEST(Gate, TakesTheSizeLimitToTheByte) {
  const std::string bytes = "<a>1234</a>";

  EXPECT_TRUE(Document::parse(bytes, "t.xml", Limits{.bytes_max = bytes.size()}));

  const auto refused = Document::parse(bytes, "t.xml", Limits{.bytes_max = bytes.size() - 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(refused.error().message, "expected at most 10 bytes, found 11");
}

TEST(Gate, BoundsNamespaceDeclarationsInScope) {
  std::string open;
  std::string close;
  for (int i = 0; i < 33; ++i) {
    open += "<a";
    for (int j = 0; j < 8; ++j) open += " xmlns:p" + std::to_string(j) + "='u'";
    open += ">";
    close += "</a>";
  }

  const auto refused = Document::parse(open + close, "t.xml");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kOutOfRange);
  EXPECT_THAT(refused.error().message, HasSubstr("namespace declarations"));
}

TEST(Gate, StopsAtAnEndlessTagInsteadOfComparingItsAttributes) {
  std::string bytes = "<a";
  for (int i = 0; i < 500'000; ++i) bytes += " b" + std::to_string(i) + "=''";

  const auto refused = Document::parse(bytes, "t.xml");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kOutOfRange);
}

TEST(Element, FindsNamespacesInScope) {
  const Document document = parsed(
      "<a xmlns='u:1' xmlns:p='u:2' p:x='1' x='2'><p:b/><b xmlns=''><c/></b><d "
      "xmlns:p='u:3'><p:e/></d></a>");
  const Element root = document.root();

  EXPECT_TRUE(root.is("u:1", "a"));
  EXPECT_TRUE(root.child("u:2", "b").is("u:2", "b"));
  EXPECT_FALSE(root.child("u:1", "b"));
  EXPECT_TRUE(root.child("", "b").child("", "c"));
  EXPECT_TRUE(root.child("u:1", "d").child("u:3", "e"));
  EXPECT_EQ(root.attribute("x"), "2");
  EXPECT_EQ(root.attribute("u:2", "x"), "1");
  EXPECT_EQ(root.attribute("p:x"), std::nullopt);
  EXPECT_EQ(root.attribute("xmlns"), std::nullopt);
  EXPECT_EQ(root.attributes().size(), 2U);
}

TEST(Element, AnswersNothingWhenEmpty) {
  const Element none;

  EXPECT_FALSE(none);
  EXPECT_EQ(none.local(), "");
  EXPECT_EQ(none.text(), "");
  EXPECT_EQ(none.source(), "");
  EXPECT_EQ(none.position(), Position{});
  EXPECT_TRUE(none.children().empty());
  EXPECT_FALSE(none.parent());
  EXPECT_FALSE(none.child("", "a"));
  EXPECT_FALSE(parsed("<a/>").root().parent());
}

TEST(Element, NamesPlacesInCharactersAlsoInsideAttributes) {
  const Document document = parsed(
      "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a t='\xE5\xE4' cond=\"x &lt; 1\"\n   "
      "empty=''>\n\xF6<b\n c = 'd'/></a>");
  const Element root = document.root();

  EXPECT_EQ(root.position(), (Position{"t.xml", 2, 1}));
  EXPECT_EQ(root.attribute("cond"), "x < 1");
  EXPECT_EQ(root.attribute_position("t"), (Position{"t.xml", 2, 7}));
  EXPECT_EQ(root.attribute_position("cond"), (Position{"t.xml", 2, 17}));
  EXPECT_EQ(root.attribute_position("empty"), (Position{"t.xml", 3, 11}));
  EXPECT_EQ(root.attribute_position("missing"), root.position());
  EXPECT_EQ(root.children().at(0).position(), (Position{"t.xml", 4, 2}));
  EXPECT_EQ(root.children().at(0).attributes().at(0).position, (Position{"t.xml", 5, 7}));
}

TEST(Element, GivesItsSourceUnchanged) {
  const Document document =
      parsed("<a><b c='>'><!-- </b> --><![CDATA[</b>]]><b/>&amp;<?p </b> ?></b ><d/></a>");
  const auto children = document.root().children();

  EXPECT_EQ(children.at(0).source(),
            "<b c='>'><!-- </b> --><![CDATA[</b>]]><b/>&amp;<?p </b> ?></b >");
  EXPECT_EQ(children.at(1).source(), "<d/>");
  EXPECT_EQ(document.root().source(), document.text());
}

TEST(Element, StaysValidWithACopyOfTheDocument) {
  std::optional<Document> first = parsed("<a><b>x</b></a>");
  const Element child = first->root().children().at(0);
  const Document second = *first;

  first.reset();

  EXPECT_EQ(child.text(), "x");
  EXPECT_EQ(child.parent().local(), second.root().local());
}

TEST(Element, NamesPlacesQuicklyInOneLongLine) {
  std::string bytes = "<a>";
  for (int i = 0; i < 100'000; ++i) bytes += "<b c='d'/>";
  const Document document = parsed(bytes + "</a>");

  EXPECT_EQ(document.root().children().back().attributes().at(0).position,
            (Position{"t.xml", 1, 1'000'000}));
}

TEST(Texts, TakesTheNearestLanguage) {
  const Document document = parsed(
      "<a xmlns='u' xml:lang='en'><t xml:lang='sv'> Kök\n</t><t>Kitchen</t><x xmlns='v'/><t "
      "xml:lang=''/></a>");

  EXPECT_THAT(texts(document.root(), "t"),
              ElementsAre(Pair("sv", "Kök"), Pair("en", "Kitchen"), Pair("", "")));
}

class Shared : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto found = test::shared_dir();
    if (!found) GTEST_SKIP() << "shared data not found: conformance/interop";
    interop_ = *found / "conformance" / "interop";
  }

  static std::vector<std::filesystem::path> xml_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  static bool accepts(const std::filesystem::path& file) {
    return Document::parse(test::read_bytes(file), file.filename().string()).has_value();
  }

  std::filesystem::path interop_;
};

TEST_F(Shared, RefusesEveryAttackAndTakesTheHarmlessOnes) {
  std::size_t refused = 0;
  for (const auto& file : xml_files(interop_ / "xmlattack" / "defusedxml")) {
    const std::string name = file.filename().string();
    const bool harmless = name == "simple.xml" || name == "simple-ns.xml";

    EXPECT_EQ(accepts(file), harmless) << name;
    refused += accepts(file) ? 0U : 1U;
  }
  EXPECT_EQ(refused, 8U);
}

TEST_F(Shared, RefusesEveryFileThatDeclaresEntities) {
  const auto files = xml_files(interop_ / "xmlattack" / "libxml2-recurse");

  ASSERT_GE(files.size(), 10U);
  for (const auto& file : files) EXPECT_FALSE(accepts(file)) << file;
}

TEST_F(Shared, TakesOpenEPlatformFilesExceptTheErrorPage) {
  std::size_t accepted = 0;
  for (const auto& file : xml_files(interop_ / "openeplatform")) {
    const bool error_page = file.filename() == "flow-instance.404.xml";

    EXPECT_EQ(accepts(file), !error_page) << file;
    accepted += accepts(file) ? 1U : 0U;
  }
  EXPECT_EQ(accepted, 8U);
}

TEST_F(Shared, RefusesEveryMalformedProlog) {
  const auto files = xml_files(interop_ / "openeplatform" / "malformed-prolog");

  ASSERT_GE(files.size(), 18U);
  for (const auto& file : files) {
    const std::string bytes = test::read_bytes(file);
    const bool malformed = bytes.substr(0, 60).find("\"1.0\"encoding") != std::string::npos;
    EXPECT_EQ(accepts(file), !malformed) << file;
  }
}

}  // namespace
}  // namespace lagrum::xml
