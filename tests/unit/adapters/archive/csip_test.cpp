// METS.xml against the CSIP schema and the DILCIS Schematron rules of the shared data.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <regex>
#include <set>
#include <sstream>

#include "archive/archive.h"
#include "samples.h"

namespace lagrum::archive {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  std::string text;
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) {
    text.append(buffer, size);
  }
  ::pclose(pipe);
  return text;
}

/// Requirements whose rule asks for an attribute named "…_test" that a validator's own preparation
/// puts in after it has looked up a vocabulary: no package bears it, so that the bare rule can't
/// hold. Their values are held against the vocabularies in UsesWordsOfTheVocabularies.
std::set<std::string> rules_that_need_preparation(const fs::path& shared) {
  std::set<std::string> ids;
  const std::regex assertion("<assert id=\"([A-Z0-9_]+)\"[^>]*test=\"[^\"]*_test\\b");
  for (const auto& entry :
       fs::directory_iterator(shared / "conformance/interop/eark/schematron/V2.1.0/CSIP")) {
    const std::string text = test::read_bytes(entry.path());
    for (std::sregex_iterator found(text.begin(), text.end(), assertion), end; found != end;
         ++found) {
      ids.insert((*found)[1]);
    }
  }
  return ids;
}

class Csip : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto shared = test::shared_dir();
    if (!shared || !fs::exists(*shared / "tools/check_csip.py")) {
      GTEST_SKIP() << "shared data not found: tools/check_csip.py";
    }
    shared_ = *shared;
  }

  /// The requirements that the package fails, without warnings: all of them, as the program itself
  /// prints the first twenty findings only.
  std::set<std::string> findings(const fs::path& package) {
    const std::string program =
        "import glob, os, sys; sys.path.insert(0, sys.argv[1]); import check_csip as c;"
        "pattern = os.path.join(c.BASE, 'schema', '**', 'mets.csip.local.v2-0.xsd');"
        "schema = c.etree.XMLSchema(c.etree.parse(glob.glob(pattern, recursive=True)[0]));"
        "found = c.check(sys.argv[2], schema, c.rules('CSIP', 'V2.1.0'));"
        "[print(*finding) for finding in found]; print('END -')";
    const std::string output =
        output_of("PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -c \"" + program + "\" '" +
                  (shared_ / "tools").string() + "' '" + package.string() + "'");
    EXPECT_THAT(output, HasSubstr("END -"));
    std::set<std::string> ids;
    std::istringstream lines(output);
    std::string severity;
    std::string id;
    std::string rest;
    while (lines >> severity >> id && severity != "END") {
      std::getline(lines, rest);
      if (severity != "WARN") ids.insert(severity == "ERROR" ? id : severity + " " + id + rest);
    }
    return ids;
  }

  std::set<std::string> findings_of(const PackageOptions& options) {
    const auto written = write_package(sample_.file, folder_ / "package", options);
    EXPECT_TRUE(written) << to_string(written.error());
    std::set<std::string> ids = findings(folder_ / "package");
    for (const std::string& id : rules_that_need_preparation(shared_)) ids.erase(id);
    return ids;
  }

  fs::path shared_;
  SampleCase sample_;
  TestFolder folder_;
};

TEST_F(Csip, FindsNothingInAPackage) { EXPECT_THAT(findings_of(sample_options()), IsEmpty()); }

// The rules take every agent with ROLE="CREATOR" for the software; the SIP profile asks for the
// submitter in that role too.
TEST_F(Csip, MistakesTheSubmitterForTheSoftware) {
  PackageOptions options = sample_options();
  options.submitter = {"Exempelkommun", ""};

  EXPECT_EQ(findings_of(options), (std::set<std::string>{"CSIP12", "CSIP13", "CSIP15", "CSIP16"}));
}

TEST_F(Csip, FindsNothingInACaseWithoutDocuments) {
  sample_.file.view.acts.clear();
  sample_.file.documents.clear();

  EXPECT_THAT(findings_of(sample_options()), IsEmpty());
}

// Attributes in the namespace written in lower case are unknown to the rules.
TEST_F(Csip, ReportsTheNamespaceInLowerCase) {
  ASSERT_TRUE(write_package(sample_.file, folder_ / "package", sample_options()));
  const std::string mets = test::read_bytes(folder_ / "package/METS.xml");
  write_bytes(folder_ / "package/METS.xml",
              std::regex_replace(mets, std::regex("https://DILCIS.eu"), "https://dilcis.eu"));

  EXPECT_THAT(findings(folder_ / "package"), IsSupersetOf({"CSIP16", "CSIP62", "CSIP63"}));
}

TEST_F(Csip, UsesWordsOfTheVocabularies) {
  ASSERT_TRUE(write_package(sample_.file, folder_ / "package", sample_options()));
  const std::string mets = test::read_bytes(folder_ / "package/METS.xml");
  const fs::path vocabularies = shared_ / "conformance/interop/eark/vocabs";
  const auto holds = [&](const char* file, const char* word) {
    EXPECT_THAT(test::read_bytes(vocabularies / file), HasSubstr(std::string(">") + word + "<"))
        << file;
  };

  EXPECT_THAT(mets, HasSubstr(" TYPE=\"Other\""));
  holds("CSIPVocabularyContentCategory.xml", "Other");
  EXPECT_THAT(mets, HasSubstr("csip:CONTENTINFORMATIONTYPE=\"OTHER\""));
  holds("CSIPVocabularyContentInformationType.xml", "OTHER");
  EXPECT_THAT(mets, HasSubstr("csip:OAISPACKAGETYPE=\"SIP\""));
  holds("CSIPVocabularyOAISPackageType.xml", "SIP");
  EXPECT_THAT(mets, HasSubstr("STATUS=\"CURRENT\""));
  holds("CSIPVocabularyStatus.xml", "CURRENT");
  EXPECT_THAT(mets, HasSubstr("RECORDSTATUS=\"NEW\""));
  holds("SIPVocabularyRecordStatus.xml", "NEW");
}

}  // namespace
}  // namespace lagrum::archive
