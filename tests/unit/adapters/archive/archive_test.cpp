#include "archive/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/xml.h"
#include "samples.h"

namespace lagrum::archive {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kPremis = "http://www.loc.gov/premis/v3";

class WritePackage : public ::testing::Test {
 protected:
  Result<std::string> write(const std::string& name = "MBN-2026-417") {
    return write_package(sample_.file, folder_ / name, sample_options());
  }
  std::string read(const std::string& path) {
    return test::read_bytes(folder_ / "MBN-2026-417" / path);
  }
  xml::Document read_xml(const std::string& path) {
    auto document = xml::Document::parse(read(path), path);
    EXPECT_TRUE(document) << (document ? "" : to_string(document.error()));
    return std::move(document).value();
  }

  SampleCase sample_;
  TestFolder folder_;
};

TEST_F(WritePackage, HoldsTheWholeCase) {
  const auto written = write();

  ASSERT_TRUE(written) << to_string(written.error());
  EXPECT_THAT(
      files_below(folder_ / "MBN-2026-417"),
      ElementsAre("METS.xml", "documentation/readme.txt", "documentation/verify.sh",
                  "manifest-sha256.txt", "metadata/descriptive/case.xml",
                  "metadata/preservation/journal/checkpoint",
                  "metadata/preservation/journal/disclosures/000000000001.txt",
                  "metadata/preservation/journal/disclosures/000000000004.txt",
                  "metadata/preservation/journal/disclosures/000000000005.txt",
                  "metadata/preservation/journal/documents.txt",
                  "metadata/preservation/journal/entries/000000000001.json",
                  "metadata/preservation/journal/entries/000000000004.json",
                  "metadata/preservation/journal/entries/000000000005.json",
                  "metadata/preservation/journal/log.vkey",
                  "metadata/preservation/journal/receipts/000000000001.tlog-proof",
                  "metadata/preservation/journal/receipts/000000000004.tlog-proof",
                  "metadata/preservation/journal/receipts/000000000005.tlog-proof",
                  "metadata/preservation/premis.xml", "representations/rep1/data/0000-register.tsv",
                  "representations/rep1/data/0001-application.pdf",
                  "representations/rep1/data/0002----bilaga-1.bin",
                  "representations/rep1/data/0003-decision.xhtml", "schemas/case.xsd"));
  EXPECT_EQ(read("representations/rep1/data/0001-application.pdf"),
            sample_.file.documents[0].bytes);
  EXPECT_EQ(read("metadata/preservation/journal/entries/000000000004.json"), sample_.leaves[4]);
  EXPECT_EQ(read("metadata/preservation/journal/receipts/000000000005.tlog-proof"),
            sample_.file.receipts[2]);
}

TEST_F(WritePackage, GivesTheManifestsHashAsFingerprint) {
  const auto written = write();

  ASSERT_TRUE(written) << to_string(written.error());
  EXPECT_EQ(*written, hex(as_bytes(sha256(read("manifest-sha256.txt")))));
}

TEST_F(WritePackage, GivesTheSameBytesForTheSameCase) {
  const auto first = write("a/MBN").has_value();
  fs::create_directory(folder_ / "a");
  fs::create_directory(folder_ / "b");
  const auto one = write("a/MBN");
  const auto two = write("b/MBN");

  EXPECT_FALSE(first) << "the folder above was missing";
  ASSERT_TRUE(one && two);
  EXPECT_EQ(*one, *two);
  ASSERT_EQ(files_below(folder_ / "a/MBN"), files_below(folder_ / "b/MBN"));
  for (const std::string& path : files_below(folder_ / "a/MBN")) {
    EXPECT_EQ(test::read_bytes(folder_ / "a/MBN" / path),
              test::read_bytes(folder_ / "b/MBN" / path))
        << path;
  }
}

TEST_F(WritePackage, DependsOnTheCaseAlone) {
  const auto before = write("one");
  sample_.file.view.phase = "final";
  const auto after = write("two");

  ASSERT_TRUE(before && after);
  EXPECT_NE(*before, *after);
}

TEST_F(WritePackage, KeepsADocumentsOwnNameAsATitleOnly) {
  ASSERT_TRUE(write());

  const std::string mets = read("METS.xml");
  EXPECT_THAT(mets, HasSubstr("xlink:title=\"Ansökan &quot;från&quot; Åsa.pdf\""));
  EXPECT_THAT(mets, HasSubstr("xlink:title=\"../../beslut.xhtml\""));
  EXPECT_THAT(mets, Not(HasSubstr("xlink:href=\"..")));
  EXPECT_FALSE(fs::exists(folder_ / "beslut.xhtml"));
}

TEST_F(WritePackage, DescribesTheCaseByItsSchema) {
  ASSERT_TRUE(write());

  const auto schema = xml::Schema::compile({{"case.xsd", read("schemas/case.xsd")}});
  ASSERT_TRUE(schema) << to_string(schema.error());
  const xml::Document document = read_xml("metadata/descriptive/case.xml");
  Diagnostics diagnostics;
  schema->validate(document, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << to_string(diagnostics.to_error());
  const xml::Element root = document.root();
  const std::string_view ns = "urn:lagrum:archive:1";
  EXPECT_EQ(root.attribute("number"), "MBN 2026-417");
  EXPECT_EQ(root.child(ns, "parties").attribute("count"), "1");
  EXPECT_EQ(root.child(ns, "acts").attribute("first-day"), "2026-10-17");
  EXPECT_EQ(root.child(ns, "acts").attribute("recorded"), "2027-02-09T23:00:00.000Z");
  EXPECT_EQ(root.child(ns, "journal").attribute("size"), "7");
  EXPECT_EQ(root.children(ns, "document").size(), 3U);
}

TEST_F(WritePackage, TellsActsAsEventsWithAgentsAndStatutes) {
  ASSERT_TRUE(write());

  const xml::Document document = read_xml("metadata/preservation/premis.xml");
  const xml::Element root = document.root();
  const auto events = root.children(kPremis, "event");
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[1].child(kPremis, "eventType").text(), "decision.made");
  EXPECT_EQ(
      events[1].child(kPremis, "eventIdentifier").child(kPremis, "eventIdentifierValue").text(),
      "4.0");
  EXPECT_EQ(events[1].children(kPremis, "linkingObjectIdentifier").size(), 2U);
  EXPECT_EQ(root.children(kPremis, "agent").size(), 3U);
  const auto rights = root.children(kPremis, "rights");
  ASSERT_EQ(rights.size(), 1U);
  const xml::Element statute =
      rights[0].child(kPremis, "rightsStatement").child(kPremis, "statuteInformation");
  EXPECT_EQ(statute.child(kPremis, "statuteCitation").text(), "SFS 2010:1622 8 kap. 12 §");
  EXPECT_EQ(statute.child(kPremis, "statuteJurisdiction").text(), "SE");
  EXPECT_EQ(statute.child(kPremis, "statuteNote").text(), "basis of the events 4.0");
}

TEST_F(WritePackage, NamesADocumentWhoseBytesAreGone) {
  sample_.file.documents.erase(sample_.file.documents.begin());

  ASSERT_TRUE(write());

  const std::string description = read("metadata/descriptive/case.xml");
  EXPECT_THAT(description, HasSubstr("Ansökan"));
  EXPECT_THAT(description, Not(HasSubstr("0001-")));
  EXPECT_THAT(files_below(folder_ / "MBN-2026-417"),
              Contains("representations/rep1/data/0003-decision.xhtml"));
}

TEST_F(WritePackage, LeavesNothingWhenTheNameIsTaken) {
  fs::create_directory(folder_ / "MBN-2026-417");

  const auto written = write();

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(fs::is_empty(folder_ / "MBN-2026-417"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 1);
}

TEST_F(WritePackage, TouchesNoUnfinishedPackage) {
  fs::create_directory(folder_ / ".MBN-2026-417.partial");

  const auto written = write();

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kConflict);
  EXPECT_THAT(written.error().message, HasSubstr("unfinished"));
  EXPECT_TRUE(fs::exists(folder_ / ".MBN-2026-417.partial"));
}

TEST_F(WritePackage, RefusesNamesThatAreNoPlainName) {
  for (const char* name : {"MBN 417", ".hidden", "ärende", "a/..", ""}) {
    const auto written = write(name);

    ASSERT_FALSE(written) << name;
    EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument) << name;
  }
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

struct UnsoundRow {
  const char* name;
  void (*spoil)(CaseFile&);
  ErrorCode code;
  const char* message;
};
void PrintTo(const UnsoundRow& row, std::ostream* out) { *out << row.name; }

class UnsoundCase : public ::testing::TestWithParam<UnsoundRow> {};

TEST_P(UnsoundCase, IsNotPacked) {
  SampleCase sample;
  const TestFolder folder;
  GetParam().spoil(sample.file);

  const auto written = write_package(sample.file, folder / "p", sample_options());

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, GetParam().code) << to_string(written.error());
  EXPECT_THAT(to_string(written.error()), HasSubstr(GetParam().message));
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, UnsoundCase,
    ::testing::Values(
        UnsoundRow{"NoEntries", [](CaseFile& file) { file.entries.clear(); },
                   ErrorCode::kInvalidArgument, "expected a case with entries"},
        UnsoundRow{"ReceiptMissing", [](CaseFile& file) { file.receipts.pop_back(); },
                   ErrorCode::kInvalidArgument, "a receipt for each of 3 entries, found 2"},
        UnsoundRow{"ReceiptsSwapped",
                   [](CaseFile& file) { std::swap(file.receipts[0], file.receipts[1]); },
                   ErrorCode::kCorruption, "receipt of entry 1, found that of 4"},
        UnsoundRow{"LeafChanged", [](CaseFile& file) { file.entries[1].leaf += ' '; },
                   ErrorCode::kCorruption, "entry 4"},
        UnsoundRow{"DocumentChanged", [](CaseFile& file) { file.documents[1].bytes += ' '; },
                   ErrorCode::kCorruption, "other bytes under that name"},
        UnsoundRow{"FirstByteMovedIntoTheSalt",
                   [](CaseFile& file) {
                     file.documents[1].salt += file.documents[1].bytes.front();
                     file.documents[1].bytes.erase(0, 1);
                   },
                   ErrorCode::kCorruption, "other bytes under that name"},
        UnsoundRow{"KeyOfAnother",
                   [](CaseFile& file) {
                     file.public_key = journal::vkey(test::FixedSigner("log.example/cases", 'x'));
                   },
                   ErrorCode::kCorruption, ""}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace lagrum::archive
