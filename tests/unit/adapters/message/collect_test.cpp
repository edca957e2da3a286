#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.h"

namespace lagrum::messages {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kGood =
    "<receipt xmlns=\"urn:lagrum:message:1\" message=\"41.0-aa\" received-on=\"2027-01-27\"\n"
    "         evidence=\"signed-receipt\"/>";

class Collect : public DropTest {
 protected:
  void SetUp() override {
    DropTest::SetUp();
    send("41.0-aa", letter("text/html", "<p>Bifall</p>"));
    ASSERT_TRUE(deliver(store_, folder_));
    // The carrier has taken the pair.
    fs::remove(folder_ / "41.0-aa.xml");
    fs::remove(folder_ / "41.0-aa.html");
  }

  Diagnostics diagnostics_;
};

TEST_F(Collect, GivesWhatTheCarrierSaysOfAMessageWeSent) {
  put("41.0-aa.receipt.xml", kGood);

  const auto collected = collect(folder_, diagnostics_);

  ASSERT_TRUE(collected) << to_string(collected.error());
  ASSERT_EQ(collected->size(), 1U);
  const Evidence& evidence = collected->front();
  EXPECT_EQ(evidence.message, "41.0-aa");
  EXPECT_EQ(evidence.case_id, CaseId("c-1"));
  EXPECT_EQ(evidence.party, PartyId("191212121212"));
  EXPECT_EQ(evidence.act, ActType("decision.notified"));
  EXPECT_EQ(evidence.sequence, Sequence{10496});
  EXPECT_EQ(evidence.document_kind, "decision");
  EXPECT_EQ(to_string(evidence.received_on), "2027-01-27");
  EXPECT_EQ(evidence.kind, "signed-receipt");
  EXPECT_TRUE(diagnostics_.all().empty());
}

TEST_F(Collect, GivesTheSameAgainUntilSettled) {
  put("41.0-aa.receipt.xml", kGood);
  const Evidence evidence = collect(folder_)->front();

  EXPECT_EQ(collect(folder_)->size(), 1U);
  ASSERT_TRUE(settle(folder_, evidence));
  EXPECT_THAT(*collect(folder_), IsEmpty());
  EXPECT_EQ(read("settled/41.0-aa.receipt.xml"), kGood);
  EXPECT_TRUE(settle(folder_, evidence));
}

TEST_F(Collect, KeepsBothReceiptsOfOneMessage) {
  put("41.0-aa.receipt.xml", kGood);
  ASSERT_TRUE(settle(folder_, collect(folder_)->front()));

  put("41.0-aa.receipt.xml", kGood);
  ASSERT_TRUE(settle(folder_, collect(folder_)->front()));

  EXPECT_THAT(files(), Contains("settled/41.0-aa.receipt.xml"));
  EXPECT_THAT(files(), Contains("settled/41.0-aa.receipt.xml.2"));
}

TEST_F(Collect, PassesOverUnfinishedFiles) {
  put(".41.0-aa.receipt.xml", "<rec");

  const auto collected = collect(folder_, diagnostics_);

  ASSERT_TRUE(collected);
  EXPECT_THAT(*collected, IsEmpty());
  EXPECT_TRUE(diagnostics_.all().empty());
}

struct BadRow {
  const char* name;
  const char* file;
  const char* text;
  const char* finding;
};
void PrintTo(const BadRow& row, std::ostream* out) { *out << row.name; }

class BadReceipt : public Collect, public ::testing::WithParamInterface<BadRow> {};

TEST_P(BadReceipt, IsMovedAsideWithItsFault) {
  put(GetParam().file, GetParam().text);

  const auto collected = collect(folder_, diagnostics_);

  ASSERT_TRUE(collected) << to_string(collected.error());
  EXPECT_THAT(*collected, IsEmpty());
  ASSERT_EQ(diagnostics_.error_count(), 1U);
  EXPECT_THAT(to_string(diagnostics_.all()[0]), HasSubstr(GetParam().finding));
  const std::string name = GetParam().file;
  EXPECT_EQ(read("refused/" + name), GetParam().text);
  EXPECT_THAT(read("refused/" + name + ".txt"), HasSubstr(diagnostics_.all()[0].message));
  EXPECT_THAT(files(), Not(Contains(name)));
}

#define RECEIPT "<receipt xmlns=\"urn:lagrum:message:1\""
constexpr const char* kFile = "41.0-aa.receipt.xml";
INSTANTIATE_TEST_SUITE_P(
    Rows, BadReceipt,
    ::testing::Values(
        BadRow{"IllFormed", kFile, "<receipt", "well-formed"},
        BadRow{"OtherNamespace", kFile, "<receipt message='41.0-aa'/>",
               "41.0-aa.receipt.xml:1:1: error: expected the element 'receipt'"},
        BadRow{"OtherMessage", kFile,
               RECEIPT " message='41.0-ab' received-on='2027-01-27' evidence='opened'/>",
               "expected the message '41.0-aa' that the file is named for, found '41.0-ab'"},
        BadRow{"NeverSent", "41.0-zz.receipt.xml",
               RECEIPT " message='41.0-zz' received-on='2027-01-27' evidence='opened'/>",
               "expected a message that was sent from here"},
        BadRow{"NoDay", kFile, RECEIPT " message='41.0-aa' evidence='opened'/>",
               "expected the attribute 'received-on', found none"},
        BadRow{"ImpossibleDay", kFile,
               RECEIPT " message='41.0-aa' received-on='2027-02-29' evidence='opened'/>",
               "41.0-aa.receipt.xml:1:70: error: "},
        BadRow{"BeforeItWasMade", kFile,
               RECEIPT " message='41.0-aa' received-on='2027-01-24' evidence='opened'/>",
               "expected a day on or after 2027-01-25"},
        BadRow{"NoWordOfEvidence", kFile,
               RECEIPT " message='41.0-aa' received-on='2027-01-27' evidence='Åsa skrev på'/>",
               "expected a word of at most 40 small letters"},
        BadRow{"MisspeltAttribute", kFile,
               RECEIPT " message='41.0-aa' recieved-on='2027-01-27' evidence='opened'/>",
               "did you mean 'received-on'?"},
        BadRow{"UnfitName", "a b.receipt.xml", kGood, "expected a file named for a message"}),
    [](const auto& row) { return std::string(row.param.name); });
#undef RECEIPT

TEST_F(Collect, AcceptsTheDayBeforeInAZoneWestOfUtc) {
  put(kFile,
      "<receipt xmlns='urn:lagrum:message:1' message='41.0-aa' received-on='2027-01-25' "
      "evidence='opened'/>");

  EXPECT_EQ(collect(folder_)->size(), 1U);
}

TEST_F(Collect, RefusesAReceiptBeyondTheBound) {
  put(kFile, std::string(kReceiptBytesMax + 1, ' '));

  const auto collected = collect(folder_, diagnostics_);

  ASSERT_TRUE(collected);
  ASSERT_EQ(diagnostics_.error_count(), 1U);
  EXPECT_THAT(diagnostics_.all()[0].message, HasSubstr("at most 65536 bytes"));
}

TEST_F(Collect, FollowsNoLink) {
  put("elsewhere", kGood);
  fs::create_symlink(folder_ / "elsewhere", folder_ / kFile);

  const auto collected = collect(folder_, diagnostics_);

  ASSERT_TRUE(collected) << to_string(collected.error());
  EXPECT_THAT(*collected, IsEmpty());
  ASSERT_EQ(diagnostics_.error_count(), 1U);
  EXPECT_THAT(diagnostics_.all()[0].message, HasSubstr("expected a plain file"));
  EXPECT_EQ(read("elsewhere"), kGood);
}

TEST_F(Collect, SaysWhenThereIsNoFolder) {
  const auto collected = collect(folder_ / "none");

  ASSERT_FALSE(collected);
  EXPECT_EQ(collected.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace lagrum::messages
