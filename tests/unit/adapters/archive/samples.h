#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "base/crypto.h"
#include "journal/disclosure.h"
#include "journal/receipt.h"
#include "support/shared.h"
#include "support/signer.h"

namespace lagrum::archive {

namespace fs = std::filesystem;

/// A folder of the running test, removed with it.
class TestFolder {
 public:
  TestFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = "lagrum-" + std::string(test->name()) + "-" + std::to_string(::getpid());
    std::replace(name.begin(), name.end(), '/', '-');
    path_ = fs::temp_directory_path() / name;
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { fs::remove_all(path_); }

  fs::path operator/(const std::string& name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

inline void write_bytes(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Every file below `folder`, by its path relative to it.
inline std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(fs::relative(entry.path(), folder).string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline row::Document document(const std::string& salt, const std::string& media,
                              const std::string& name, const std::string& bytes) {
  const std::string digest = hex(as_bytes(sha256({salt, bytes})));
  return row::Document{digest, salt, media, name, bytes, CaseId("c-1")};
}

inline Act act(const char* type, std::uint64_t entry, const char* at, const std::string& actor) {
  Act made;
  made.type = ActType(type);
  made.sequence = Sequence::of(LogIndex{entry}, 0);
  made.legal = *parse_instant(at);
  made.recorded = *parse_instant(at);
  made.actor = actor;
  made.role = "handläggare";
  return made;
}

inline CaseView::ActLine line_of(Act made) {
  const Date day = std::chrono::floor<std::chrono::days>(made.legal);
  return CaseView::ActLine{std::move(made), day};
}

inline DocumentRef reference_to(const row::Document& stored, const char* kind) {
  return {kind, stored.name, stored.media_type, stored.bytes.size(), stored.digest};
}

/// A case of three entries, 1, 4 and 5 of a log of seven, with three documents.
struct SampleCase {
  std::vector<std::string> leaves;
  CaseFile file;
  test::FixedSigner signer{"log.example/cases"};
  std::string case_of_entries = "c-1";

  SampleCase() {
    add_acts();
    add_entries();
  }

  void add_acts() {
    CaseView& view = file.view;
    view.id = CaseId("c-1");
    view.workflow = "xx.licence";
    view.workflow_version = "1.0.0";
    view.number = "MBN 2026-417";
    view.phase = "archive";
    view.parties = {Context{{"name", "Åsa <Öst> & Co"}}};
    file.documents = {
        document(std::string(32, '\0'), "application/pdf", "Ansökan \"från\" Åsa.pdf",
                 std::string("%PDF\0\xFF", 6)),
        document(std::string(32, '2'), "application/xhtml+xml", "../../beslut.xhtml", "<html/>"),
        document(std::string(32, '3'), "no media type", "", "")};
    Act applied = act("application.received", 1, "2026-10-17T19:40:00Z", "party");
    applied.documents = {reference_to(file.documents[0], "application"),
                         reference_to(file.documents[2], "../Bilaga 1")};
    Act decided = act("decision.made", 4, "2027-01-26T12:00:00Z", "david");
    decided.basis = "SFS 2010:1622 8 kap. 12 §";
    decided.documents = {reference_to(file.documents[1], "decision")};
    Act deemed = act("service.deemed", 5, "2027-02-09T23:00:00Z", "engine");
    deemed.by_norm = "xx.service.deemed";
    view.acts = {line_of(applied), line_of(decided), line_of(deemed)};
  }

  static row::Disclosure disclosed(const std::string& label, const std::string& value) {
    return journal::make_disclosure({"0123456789abcdefghijkl", label, Json(value)}).value();
  }

  void add_entry(std::uint64_t index, const char* recorded, std::vector<row::Disclosure> values,
                 const std::vector<DocumentRef>& named) {
    Json::Array commitments;
    for (const row::Disclosure& value : values) commitments.emplace_back(value.digest);
    Json::Array documents;
    for (const DocumentRef& document : named) {
      documents.emplace_back(
          Json::Object{{"kind", document.kind},
                       {"digest", document.digest},
                       {"media", document.media_type},
                       {"size", Json(static_cast<std::int64_t>(document.size))}});
    }
    Json::Array acts;
    acts.emplace_back(Json::Object{{"documents", Json(std::move(documents))}});
    const Json leaf(Json::Object{{"index", Json(static_cast<std::int64_t>(index))},
                                 {"recorded", recorded},
                                 {"acts", Json(std::move(acts))},
                                 {"calendar", Json(Json::Object{{"id", "xx"}})},
                                 {"case", case_of_entries},
                                 {"law", Json(Json::Array{})},
                                 {"log", "log.example/cases"},
                                 {"data", Json(std::move(commitments))}});
    leaves[index] = canonical(leaf).value();
    file.entries.push_back({LogIndex{index}, CaseId("c-1"), leaves[index], std::move(values)});
  }

  void add_entries() {
    for (int i = 0; i < 7; ++i) leaves.push_back("entry " + std::to_string(i));
    add_entry(1, "2026-10-17T19:40:00.000Z",
              {disclosed("data.name", "Åsa"), disclosed("data.number", "191212121212")},
              file.view.acts[0].act.documents);
    add_entry(4, "2027-01-26T12:00:00.000Z", {disclosed("data.result", "granted")},
              file.view.acts[1].act.documents);
    add_entry(5, "2027-02-09T23:00:00.000Z", {}, {});
    seal();
  }

  /// Makes checkpoint and receipts for the leaves as they stand.
  void seal() {
    std::vector<Digest> hashes;
    journal::Frontier frontier;
    for (const std::string& leaf : leaves) {
      hashes.push_back(journal::leaf_hash(leaf));
      frontier.append(hashes.back());
    }
    file.checkpoint =
        journal::sign_checkpoint(leaves.size(), as_bytes(frontier.root()), signer).value();
    file.public_key = journal::vkey(signer);
    file.receipts.clear();
    for (const row::Entry& entry : file.entries) {
      file.receipts.push_back(
          to_string(journal::make_receipt(entry.index, entry.leaf, file.checkpoint,
                                          journal::over_leaves(hashes))
                        .value()));
    }
  }
};

inline PackageOptions sample_options() {
  PackageOptions options;
  options.creator = {"Exempelkommun", "VAT:SE2120000000"};
  options.submission_agreement = "ÖK 2026-1";
  options.jurisdiction = "SE";
  return options;
}

}  // namespace lagrum::archive
