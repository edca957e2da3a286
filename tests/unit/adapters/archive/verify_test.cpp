// The script that each package carries: finds and names what is wrong, also after a forger has
// written all checksums anew.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <sstream>

#include "archive/archive.h"
#include "samples.h"

namespace lagrum::archive {
namespace {

using ::testing::HasSubstr;

constexpr const char* kJournal = "metadata/preservation/journal/";

struct Outcome {
  int status = -1;
  std::string text;
};

Outcome run(const std::string& command) {
  Outcome outcome;
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) {
    outcome.text.append(buffer, size);
  }
  const int status = ::pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

/// A package, and the script from elsewhere that it is verified with.
class Verify : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto written = write_package(sample_.file, package_, sample_options());
    ASSERT_TRUE(written) << to_string(written.error());
    fs::copy_file(package_ / "documentation/verify.sh", folder_ / "verify.sh");
  }

  Outcome verify(const std::string& key = {}) {
    return run("sh '" + (folder_ / "verify.sh").string() + "' '" + package_.string() + "'" +
               (key.empty() ? "" : " '" + key + "'"));
  }

  std::string read(const std::string& path) { return test::read_bytes(package_ / path); }

  static void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }

  /// Changes a file as a forger would: with its checksum and size in METS.xml, and those in the
  /// manifest. Sizes stay, so `bytes` must be as many as before.
  void forge(const std::string& path, const std::string& bytes) {
    const std::string before = read(path);
    ASSERT_EQ(before.size(), bytes.size());
    ASSERT_NE(before, bytes);
    const std::string mets = read("METS.xml");
    std::string forged = mets;
    std::string manifest = read("manifest-sha256.txt");
    replace(forged, hex(as_bytes(sha256(before))), hex(as_bytes(sha256(bytes))));
    replace(manifest, hex(as_bytes(sha256(before))), hex(as_bytes(sha256(bytes))));
    replace(manifest, hex(as_bytes(sha256(mets))), hex(as_bytes(sha256(forged))));
    write_bytes(package_ / path, bytes);
    write_bytes(package_ / "METS.xml", forged);
    write_bytes(package_ / "manifest-sha256.txt", manifest);
  }

  /// Writes METS.xml and the manifest as the files now stand, as a forger would.
  void state_anew() {
    std::string mets = read("METS.xml");
    std::istringstream lines(read("manifest-sha256.txt"));
    std::string manifest;
    for (std::string line; std::getline(lines, line);) {
      const std::string path = line.substr(66);
      const bool there = fs::exists(package_ / path);
      if (path != "METS.xml") restate(mets, line.substr(0, 64), path, there);
      if (there && path != "METS.xml") manifest += hash_of(read(path)) + "  " + path + "\n";
    }
    write_bytes(package_ / "METS.xml", mets);
    write_bytes(package_ / "manifest-sha256.txt", hash_of(mets) + "  METS.xml\n" + manifest);
  }

  static std::string hash_of(const std::string& bytes) { return hex(as_bytes(sha256(bytes))); }

  /// Puts the file's checksum and size into its element of METS.xml, or takes the element out.
  void restate(std::string& mets, const std::string& before, const std::string& path, bool there) {
    const std::size_t at = mets.find(before);
    ASSERT_NE(at, std::string::npos) << path;
    const std::size_t open = mets.rfind('<', at);
    if (!there) {
      mets.erase(open, mets.find("</file>", open) + 7 - open);
      return;
    }
    const std::string bytes = read(path);
    mets.replace(at, 64, hash_of(bytes));
    const std::size_t size = mets.find(" SIZE=\"", open) + 7;
    mets.replace(size, mets.find('"', size) - size, std::to_string(bytes.size()));
  }

  SampleCase sample_;
  TestFolder folder_;
  fs::path package_ = folder_ / "package";
};

TEST_F(Verify, FindsAWrittenPackageSound) {
  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 0) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("3 entries are in the log"));
  EXPECT_THAT(outcome.text, HasSubstr("3 documents are those"));
  EXPECT_THAT(outcome.text, HasSubstr(sample_.file.public_key));
}

TEST_F(Verify, RunsFromInsideThePackage) {
  const Outcome outcome = run("sh '" + (package_ / "documentation/verify.sh").string() + "'");

  EXPECT_EQ(outcome.status, 0) << outcome.text;
}

TEST_F(Verify, ComparesWithAPublishedKey) {
  const std::string other = journal::vkey(test::FixedSigner("log.example/cases", 'x'));

  EXPECT_EQ(verify(sample_.file.public_key).status, 0);
  const Outcome outcome = verify(other);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.text, HasSubstr("log.vkey"));
}

// One bit of one byte in every file: at the beginning, in the middle and at the end.
TEST_F(Verify, NamesTheFileInWhichAByteWasFlipped) {
  for (const std::string& path : files_below(package_)) {
    const std::string bytes = read(path);
    if (bytes.empty()) continue;
    for (const std::size_t at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ (at % 2 == 0 ? 0x01 : 0x20));
      write_bytes(package_ / path, flipped);

      const Outcome outcome = verify();

      EXPECT_EQ(outcome.status, 1) << path << " at " << at << ": " << outcome.text;
      EXPECT_THAT(outcome.text, HasSubstr(path)) << "at " << at;
    }
    write_bytes(package_ / path, bytes);
  }
  EXPECT_EQ(verify().status, 0);
}

TEST_F(Verify, NamesEveryKindOfFaultInTheManifest) {
  const std::string bytes = read("manifest-sha256.txt");
  for (std::size_t at = 0; at < bytes.size(); at += 97) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x02);
    write_bytes(package_ / "manifest-sha256.txt", flipped);

    const Outcome outcome = verify();

    EXPECT_EQ(outcome.status, 1) << "at " << at;
    EXPECT_THAT(outcome.text, HasSubstr("manifest-sha256.txt")) << "at " << at;
  }
}

TEST_F(Verify, NamesAFileThatIsMissingOrWasAdded) {
  fs::remove(package_ / "schemas/case.xsd");
  EXPECT_THAT(verify().text, HasSubstr("WRONG: schemas/case.xsd: it is missing"));

  write_bytes(package_ / "schemas/case.xsd", test::read_bytes(folder_ / "verify.sh"));
  EXPECT_THAT(verify().text, HasSubstr("WRONG: schemas/case.xsd: expected the checksum"));
}

TEST_F(Verify, NamesAFileThatWasAdded) {
  write_bytes(package_ / "representations/rep1/data/0004-more.txt", "more");

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.text, HasSubstr("WRONG: representations/rep1/data/0004-more.txt"));
}

TEST_F(Verify, RefusesALinkOutOfThePackage) {
  fs::create_symlink("/etc/hostname", package_ / "schemas/link");

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.text, HasSubstr("schemas/link"));
}

// The digest is over salt and bytes together: a longer salt would take bytes from the document.
TEST_F(Verify, FindsADocumentWhoseFirstByteWasMovedIntoItsSalt) {
  const std::string path = "representations/rep1/data/0003-decision.xhtml";
  const std::string listed = std::string(kJournal) + "documents.txt";
  std::string lines = read(listed);
  replace(lines, hex(std::string(32, '2')), hex(std::string(32, '2') + "<"));
  write_bytes(package_ / path, "html/>");
  write_bytes(package_ / listed, lines);
  state_anew();

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("WRONG: " + path + ": its salt is not 32 bytes"));
}

TEST_F(Verify, FindsThatADocumentWasTakenOut) {
  const std::string path = "representations/rep1/data/0003-decision.xhtml";
  const std::string listed = std::string(kJournal) + "documents.txt";
  std::string lines = read(listed);
  lines.erase(lines.find(sample_.file.documents[1].digest));
  fs::remove(package_ / path);
  write_bytes(package_ / listed, lines);
  state_anew();

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("the document " + sample_.file.documents[1].digest +
                                      " of 7 bytes, which an entry names, is not in the package"));
}

TEST(VerifyCase, FindsAnEntryOfAnotherCase) {
  SampleCase sample;
  const TestFolder folder;
  sample.case_of_entries = "c-2";
  sample.file.entries.clear();
  sample.add_entries();
  ASSERT_TRUE(write_package(sample.file, folder / "p", sample_options()));

  const Outcome outcome = run("sh '" + (folder / "p/documentation/verify.sh").string() + "'");

  EXPECT_EQ(outcome.status, 1) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("000000000001.json: it is not of the case c-1"));
}

TEST_F(Verify, SaysWhatItDoesNotProve) {
  EXPECT_THAT(verify().text, HasSubstr("\nnot proved: that no entry of the case was left out"));
}

struct ForgedRow {
  const char* name;
  std::string path;   ///< the file that is changed, with all checksums
  std::string named;  ///< the file that must be named
};
void PrintTo(const ForgedRow& row, std::ostream* out) { *out << row.name; }

class Forged : public Verify, public ::testing::WithParamInterface<ForgedRow> {};

TEST_P(Forged, IsFoundByTheJournal) {
  std::string bytes = read(GetParam().path);
  // The last letter of a base64 line may hold unused bits, so the change is made before it.
  const std::size_t at = bytes.size() - 12;
  bytes[at] = bytes[at] == 'A' ? 'B' : 'A';
  forge(GetParam().path, bytes);

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1) << outcome.text;
  EXPECT_THAT(outcome.text, HasSubstr("WRONG: " + GetParam().named));
}

const std::string kIn = kJournal;
INSTANTIATE_TEST_SUITE_P(
    Rows, Forged,
    ::testing::Values(ForgedRow{"Entry", kIn + "entries/000000000004.json",
                                kIn + "entries/000000000004.json"},
                      ForgedRow{"ClearValue", kIn + "disclosures/000000000004.txt",
                                kIn + "disclosures/000000000004.txt"},
                      ForgedRow{"Receipt", kIn + "receipts/000000000001.tlog-proof",
                                kIn + "receipts/000000000001.tlog-proof"},
                      ForgedRow{"Signature", kIn + "checkpoint", kIn + "checkpoint"},
                      ForgedRow{"Key", kIn + "log.vkey", kIn + "log.vkey"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Verify, FindsAForgedDocumentByTheDigestInItsEntry) {
  forge("representations/rep1/data/0003-decision.xhtml", "<HTML/>");

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.text, HasSubstr("WRONG: representations/rep1/data/0003-decision.xhtml"));
}

TEST_F(Verify, FindsAForgedProof) {
  const std::string path = kIn + "receipts/000000000001.tlog-proof";
  std::string bytes = read(path);
  const std::size_t at = bytes.find("index 1\n") + 8;
  bytes[at] = bytes[at] == 'A' ? 'B' : 'A';
  forge(path, bytes);

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.text, HasSubstr("000000000001.json: it is not the entry 1 of the log"));
}

TEST_F(Verify, FindsAForgedRoot) {
  std::string bytes = read(kIn + "checkpoint");
  const std::size_t at = bytes.find("\n7\n") + 1;
  bytes[at] = '6';
  forge(kIn + "checkpoint", bytes);

  const Outcome outcome = verify();

  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.text, HasSubstr("checkpoint: the signature is not by the key"));
}

// Every place in logs of several sizes: complete and ragged trees.
TEST(VerifyInclusion, AcceptsEveryPlaceInTheTree) {
  for (const std::size_t size : {1U, 2U, 8U, 11U}) {
    SampleCase sample;
    const TestFolder folder;
    sample.leaves.clear();
    sample.file.entries.clear();
    sample.file.view.acts.clear();
    sample.file.documents.clear();
    sample.leaves.resize(size);
    for (std::uint64_t i = 0; i < size; ++i) {
      sample.add_entry(i, "2027-01-26T12:00:00.000Z", {}, {});
    }
    sample.seal();
    ASSERT_TRUE(write_package(sample.file, folder / "p", sample_options()));

    const Outcome outcome = run("sh '" + (folder / "p/documentation/verify.sh").string() + "'");

    EXPECT_EQ(outcome.status, 0) << outcome.text;
    EXPECT_THAT(outcome.text, HasSubstr("ok: " + std::to_string(size) + " entries"));
  }
}

}  // namespace
}  // namespace lagrum::archive
