#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/xml.h"
#include "samples.h"

namespace lagrum::messages {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Deliver = DropTest;

TEST_F(Deliver, WritesEachLetterAsAPairAndTakesItOffTheQueue) {
  send("41.0-aa", letter("text/html", "<p>Bifall</p>"));
  send("41.0-bb", letter("application/pdf", std::string("%PDF\0", 5)));

  const auto count = deliver(store_, folder_);

  ASSERT_TRUE(count) << to_string(count.error());
  EXPECT_EQ(*count, 2U);
  EXPECT_THAT(files(), ElementsAre("41.0-aa.html", "41.0-aa.xml", "41.0-bb.pdf", "41.0-bb.xml",
                                   "sent/41.0-aa.xml", "sent/41.0-bb.xml"));
  EXPECT_EQ(read("41.0-bb.pdf"), std::string("%PDF\0", 5));
  EXPECT_THAT(store_.outgoing(10).value(), IsEmpty());
}

TEST_F(Deliver, NamesCasePartyActAndDocumentInTheManifest) {
  const row::Document document = letter("text/html", "<p>Bifall</p>");
  send("41.0-aa", document);

  ASSERT_TRUE(deliver(store_, folder_));

  const auto manifest = xml::Document::parse(read("41.0-aa.xml"), "41.0-aa.xml");
  ASSERT_TRUE(manifest) << to_string(manifest.error());
  const xml::Element root = manifest->root();
  EXPECT_TRUE(root.is("urn:lagrum:message:1", "message"));
  EXPECT_EQ(root.attribute("id"), "41.0-aa");
  EXPECT_EQ(root.attribute("case"), "c-1");
  EXPECT_EQ(root.attribute("number"), "MBN 2026-417");
  EXPECT_EQ(root.attribute("party"), "191212121212");
  EXPECT_EQ(root.attribute("act"), "decision.notified");
  EXPECT_EQ(root.attribute("sequence"), "10496");
  EXPECT_EQ(root.attribute("created"), "2027-01-26T12:00:00.000Z");
  const xml::Element described = root.child("urn:lagrum:message:1", "document");
  EXPECT_EQ(described.attribute("file"), "41.0-aa.html");
  EXPECT_EQ(described.attribute("kind"), "decision");
  EXPECT_EQ(described.attribute("media"), "text/html");
  EXPECT_EQ(described.attribute("size"), "13");
  EXPECT_EQ(described.attribute("sha256"), journal::sha256_hex("<p>Bifall</p>"));
  EXPECT_EQ(described.attribute("digest"), document.digest);
}

TEST_F(Deliver, WritesTheSameBytesAgainAfterACrash) {
  const row::Document document = letter("text/html", "<p>Bifall</p>");
  send("41.0-aa", document);
  ASSERT_TRUE(deliver(store_, folder_));
  const std::string manifest = read("41.0-aa.xml");
  const std::vector<std::string> names = files();

  enqueue("41.0-aa", body_of(document));  // as if the store had not heard of the delivery
  const auto again = deliver(store_, folder_);

  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(read("41.0-aa.xml"), manifest);
  EXPECT_EQ(files(), names);
}

TEST_F(Deliver, LeavesOtherChannelsAlone) {
  enqueue("41.0-cc", "{}", "webhook");

  const auto count = deliver(store_, folder_);

  ASSERT_TRUE(count) << to_string(count.error());
  EXPECT_EQ(*count, 0U);
  EXPECT_EQ(store_.outgoing(10)->size(), 1U);
}

TEST_F(Deliver, KeepsAnXmlDocumentApartFromItsManifest) {
  send("41.0-aa", letter("application/xml", "<beslut/>"));

  ASSERT_TRUE(deliver(store_, folder_));

  EXPECT_EQ(read("41.0-aa.document.xml"), "<beslut/>");
  EXPECT_THAT(read("41.0-aa.xml"), HasSubstr("<message"));
}

TEST_F(Deliver, CarriesOutTheOthersWhenOneCannotBeWritten) {
  enqueue("41.0-aa", body_of(letter("text/html", "never stored")));
  send("41.0-bb", letter("text/html", "stored"));

  const auto count = deliver(store_, folder_);

  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(count.error().message, HasSubstr("outgoing item 1: expected the document"));
  EXPECT_THAT(count.error().message, HasSubstr("1 others were delivered"));
  EXPECT_THAT(files(), ElementsAre("41.0-bb.html", "41.0-bb.xml", "sent/41.0-bb.xml"));
  ASSERT_EQ(store_.outgoing(10)->size(), 1U);
  EXPECT_EQ(store_.outgoing(10)->front().id, "41.0-aa");
}

struct UnfitRow {
  const char* name;
  const char* id;
  const char* body;
  const char* message;
};
void PrintTo(const UnfitRow& row, std::ostream* out) { *out << row.name; }

class UnfitItem : public DropTest, public ::testing::WithParamInterface<UnfitRow> {};

TEST_P(UnfitItem, StaysInTheQueue) {
  enqueue(GetParam().id, GetParam().body);

  const auto count = deliver(store_, folder_);

  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(count.error().message, HasSubstr(GetParam().message));
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(store_.outgoing(10)->size(), 1U);
}

constexpr const char* kBody =
    R"({"act":"a","case":"c-1","digest":"d","kind":"k","media":"m","party":"p"})";
INSTANTIATE_TEST_SUITE_P(
    Rows, UnfitItem,
    ::testing::Values(
        UnfitRow{"PathInId", "../41", kBody, "expected an id"},
        UnfitRow{"DotFirst", ".41", kBody, "expected an id"},
        UnfitRow{"IdOfAReceipt", "41.receipt", kBody, "expected an id"},
        UnfitRow{"EmptyId", "", kBody, "expected an id"},
        UnfitRow{"NoJson", "41", "<letter/>", "expected"},
        UnfitRow{"NoDigest", "41", R"({"act":"a","case":"c-1","kind":"k","media":"m","party":"p"})",
                 "in the member 'digest'"},
        UnfitRow{"OtherCase", "41",
                 R"({"act":"a","case":"c-2","digest":"d","kind":"k","media":"m","party":"p"})",
                 "a message of the case 'c-1', found 'c-2'"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Deliver, SaysWhenThereIsNoFolder) {
  const auto count = deliver(store_, folder_ / "none");

  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace lagrum::messages
