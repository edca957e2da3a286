#include "journal/disclosure.h"

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "lagrum/journal.h"

namespace lagrum::journal {
namespace {

constexpr const char* kSalt = "_26bc4LT-ac6q2KI6cBW5es";

// RFC 9901, section 4.2.1: the disclosure as printed there has a blank after each comma.
const row::Disclosure kPrinted{
    "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
    "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"};

TEST(Disclosure, OfTheSpecificationOpens) {
  const auto opened = open_disclosure(kPrinted);

  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(*opened, (Opened{kSalt, "family_name", "Möbius"}));
  EXPECT_EQ(disclosure_digest(kPrinted.disclosure), kPrinted.digest);
}

TEST(Disclosure, IsWrittenWithoutBlanks) {
  const auto made = make_disclosure({kSalt, "family_name", "Möbius"});

  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->disclosure,
            "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd");
  EXPECT_EQ(made->digest, "TZjouOTrBKEwUNjNDs9yeMzBoQn8FFLPaJjRRmAtwrM");
  EXPECT_NE(made->digest, kPrinted.digest);
}

TEST(Disclosure, KeepsValuesOfEveryKind) {
  const Json value(Json::Object{{"b", Json::Array{1, true, nullptr}}, {"a", "x"}});

  const auto opened = open_disclosure(make_disclosure({kSalt, "data", value}).value());

  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->value, value);
}

TEST(Disclosure, DependsOnItsSalt) {
  const auto one = make_disclosure({"AAAAAAAAAAAAAAAAAAAAAA", "number", "19121212-1212"});
  const auto two = make_disclosure({"AAAAAAAAAAAAAAAAAAAAAB", "number", "19121212-1212"});

  ASSERT_TRUE(one.has_value() && two.has_value());
  EXPECT_NE(one->digest, two->digest);
}

TEST(Disclosure, RefusesASaltThatCanBeGuessed) {
  EXPECT_TRUE(make_disclosure({std::string(22, 'A'), "n", 1}).has_value());
  const auto made = make_disclosure({std::string(21, 'A'), "n", 1});

  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().message, "expected a salt of at least 22 characters, found 21");
}

TEST(Disclosure, RefusesTextThatIsNotUtf8) {
  EXPECT_FALSE(make_disclosure({kSalt, "name",
                                "M\xF6"
                                "bius"})
                   .has_value());
}

TEST(Disclosure, OfAnotherDigestIsCorrupt) {
  const auto opened =
      open_disclosure({"X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC1", kPrinted.disclosure});

  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorruption);
}

struct ContentRow {
  const char* name;
  std::string disclosure;
};

void PrintTo(const ContentRow& row, std::ostream* out) { *out << row.name; }

class MalformedDisclosure : public testing::TestWithParam<ContentRow> {};

TEST_P(MalformedDisclosure, IsRefused) {
  const std::string& text = GetParam().disclosure;

  const auto opened = open_disclosure({disclosure_digest(text), text});

  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(Disclosure, MalformedDisclosure,
                         testing::Values(ContentRow{"NoBase64", "???"},
                                         ContentRow{"Padded", base64(R"(["s","l",1])")},
                                         ContentRow{"NoJson", base64url("[")},
                                         ContentRow{"NoArray", base64url("{}")},
                                         ContentRow{"TwoParts", base64url(R"(["s","v"])")},
                                         ContentRow{"FourParts", base64url(R"(["s","l",1,2])")},
                                         ContentRow{"NumberAsSalt", base64url(R"([1,"l",2])")},
                                         ContentRow{"NumberAsLabel", base64url(R"(["s",1,2])")},
                                         ContentRow{"Fraction", base64url(R"(["s","l",1.5])")}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
// The digest is over salt and bytes together, so that the border between them must be fixed.
TEST(DocumentReference, IsOfNoDocumentCutFromTheFront) {
  row::Document stored;
  stored.salt = std::string(kDocumentSaltBytes, 's');
  stored.bytes = "not granted";
  stored.digest = hex(as_bytes(sha256({stored.salt, stored.bytes})));
  const DocumentRef reference{"decision", "", "", stored.bytes.size(), stored.digest};
  row::Document cut = stored;
  cut.salt += cut.bytes.substr(0, 4);
  cut.bytes.erase(0, 4);

  EXPECT_TRUE(is_of(stored, reference));
  EXPECT_EQ(hex(as_bytes(sha256({cut.salt, cut.bytes}))), reference.digest);
  EXPECT_FALSE(is_of(cut, reference));
}

}  // namespace lagrum::journal
