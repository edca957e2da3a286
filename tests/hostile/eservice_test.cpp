// Whatever reaches the e-service's inbox: it is taken in as a case of the general enquiry, or
// refused with a reason that a person can act on, and then nothing is left behind.
#include "eservice/eservice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/contents.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/shared.h"
#include "support/story.h"

namespace lagrum::test {
namespace {

namespace fs = std::filesystem;

const eservice::GeneralWorkflow kGeneral{WorkflowId("se.kontakt"), "contact", "contact"};

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// An authority with an inbox: what comes of a file, on a store of its own.
class Inbox {
 public:
  Inbox() : engine_(engine_on(store_).value()) {
    Diagnostics diagnostics;
    for (const xml::Document& document : House::get().workspace().mappings()) {
      mappings_.push_back(intake::Mapping::load(document, diagnostics).value());
    }
  }

  Result<Answer> take_in(std::string_view bytes, const std::string& name) {
    Diagnostics diagnostics;
    LAGRUM_ASSIGN(const eservice::Arrival arrival,
                  eservice::receive(bytes, name, now_, mappings_, kGeneral, diagnostics));
    LAGRUM_ASSIGN(const CaseId known, engine_.case_of(eservice::matter_of(arrival)));
    Command command = eservice::to_command(arrival, known);
    command.id = CommandId("c-" + std::to_string(++commands_));
    command.key = command.id.str();
    command.salt = std::string(kSaltBytesMin, 's');
    return engine_.execute(command);
  }

  std::vector<std::string> contents() { return contents_of(store_).value(); }
  Engine& engine() { return engine_; }
  Instant now() const { return now_; }

 private:
  MemoryStore store_;
  Engine engine_;
  std::vector<intake::Mapping> mappings_;
  Instant now_ = *parse_instant("2026-10-17T19:40:00Z");
  std::size_t commands_ = 0;
};

/// A refusal says what is wrong, in which file and where.
void expect_reason(const Error& error, const std::string& name) {
  EXPECT_GE(error.message.size(), 20U) << to_string(error);
  EXPECT_EQ(error.source.file, name) << to_string(error);
  EXPECT_GT(error.source.line, 0U) << to_string(error);
}

struct FolderRow {
  const char* name;
  const char* folder;
  std::size_t taken;  ///< files that become cases; all others are refused
};

void PrintTo(const FolderRow& row, std::ostream* out) { *out << row.name; }

class EServiceFiles : public testing::TestWithParam<FolderRow> {};

// SFS 2017:900 22 §: what has reached the authority has come in, known form or not.
TEST_P(EServiceFiles, BecomeCasesOrAreRefusedWithoutATrace) {
  const auto shared = shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: " << GetParam().folder;
  ASSERT_TRUE(House::get().loaded());
  Inbox inbox;
  std::size_t taken = 0;

  for (const fs::path& file : files_below(*shared / GetParam().folder)) {
    const std::string name = file.filename().string();
    SCOPED_TRACE(name);
    const std::vector<std::string> before = inbox.contents();
    const auto answer = inbox.take_in(read_bytes(file), name);
    if (!answer) {
      expect_reason(answer.error(), name);
      EXPECT_EQ(first_difference(before, inbox.contents()), "");
      continue;
    }
    ++taken;
    EXPECT_EQ(answer->outcome, Outcome::kDone) << answer->detail;
    const auto view = inbox.engine().view(answer->case_id, inbox.now());
    ASSERT_TRUE(view) << to_string(view.error());
    EXPECT_EQ(view->workflow, "se.kontakt");
  }

  EXPECT_EQ(taken, GetParam().taken);
  const auto verified = inbox.engine().verify();
  ASSERT_TRUE(verified) << to_string(verified.error());
  EXPECT_THAT(verified->problems, testing::IsEmpty());
  EXPECT_EQ(verified->cases, taken);
}

INSTANTIATE_TEST_SUITE_P(
    Foreign, EServiceFiles,
    testing::Values(FolderRow{"platform", "conformance/interop/openeplatform", 5},
                    FolderRow{"attacks", "conformance/interop/xmlattack", 0}),
    [](const testing::TestParamInfo<FolderRow>& row) { return row.param.name; });

struct FileRow {
  const char* name;
  const char* file;
  const char* message;  ///< part of the refusal; null for a file that is taken in
};

void PrintTo(const FileRow& row, std::ostream* out) { *out << row.name; }

class EServiceFile : public testing::TestWithParam<FileRow> {};

TEST_P(EServiceFile, IsRefusedForWhatIsWrongWithIt) {
  const auto shared = shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/interop";
  ASSERT_TRUE(House::get().loaded());
  Inbox inbox;

  const auto answer =
      inbox.take_in(read_bytes(*shared / "conformance/interop" / GetParam().file), "f.xml");

  if (GetParam().message == nullptr) {
    ASSERT_TRUE(answer) << to_string(answer.error());
    EXPECT_EQ(answer->outcome, Outcome::kDone);
    return;
  }
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, testing::HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Foreign, EServiceFile,
    testing::Values(
        FileRow{"a_person_s_file", "openeplatform/flow-instance.external.person.xml", nullptr},
        FileRow{"an_incomplete_one", "openeplatform/flow-instance.external.incomplete.xml",
                nullptr},
        FileRow{"an_error_page", "openeplatform/flow-instance.404.xml", "HTML page"},
        FileRow{"another_namespace", "openeplatform/flow-instance.faulty.namespace.xml",
                "namespace"},
        FileRow{"a_list_of_instances", "openeplatform/flow-instances.xml", "found"},
        FileRow{"an_encoding_that_is_none",
                "openeplatform/malformed-prolog/flow-instance-lamna-synpunkt.xml", "UTF_8"},
        FileRow{"a_billion_laughs", "xmlattack/defusedxml/xmlbomb.xml", "DOCTYPE"},
        FileRow{"an_outside_entity", "xmlattack/defusedxml/external_file.xml", "DOCTYPE"},
        FileRow{"an_archive", "xmlattack/zip-slip/zip-slip.zip", "found"}),
    [](const testing::TestParamInfo<FileRow>& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::test
