#include "support/contents.h"

#include <algorithm>

#include "lagrum/journal.h"
#include "lagrum/time.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kAll = 1'000'000;
constexpr std::size_t kDigestDigits = 64;

using Lines = std::vector<std::string>;

/// Bytes of any kind, short and in one line.
std::string shown(std::string_view bytes) { return journal::sha256_hex(bytes); }

Status add_log(Store& store, Lines& lines) {
  LAGRUM_ASSIGN(const std::vector<row::Entry> entries, store.log(LogIndex{0}, kAll));
  for (const row::Entry& entry : entries) {
    lines.push_back("entry " + std::to_string(entry.index.value) + " " + entry.case_id.str() + " " +
                    entry.leaf);
    for (const row::Disclosure& each : entry.disclosures)
      lines.push_back("  disclosure " + each.digest + " " + each.disclosure);
  }
  return {};
}

Status add_cases(Store& store, Lines& lines) {
  LAGRUM_ASSIGN(const std::vector<row::Case> cases, store.cases());
  for (const row::Case& each : cases) {
    lines.push_back("case " + each.id.str() + " version " + std::to_string(each.version) + " " +
                    each.workflow + " " + each.number + " " + each.phase + " " + each.title);
    lines.push_back("  snapshot " + each.snapshot);
  }
  LAGRUM_ASSIGN(const std::vector<row::Duty> duties, store.duties({}));
  for (const row::Duty& each : duties) {
    lines.push_back("duty " + each.case_id.str() + " " + each.key + " " + each.norm + " " +
                    each.party + " " + each.status + " due " +
                    (each.due ? to_string(*each.due) : "none") + " " + each.rank);
  }
  LAGRUM_ASSIGN(const std::vector<row::Clock> clocks, store.clocks({}));
  for (const row::Clock& each : clocks) {
    lines.push_back("clock " + each.case_id.str() + " " + each.key + " " + each.id + " " +
                    each.party + " " + each.kind + " due " + to_string(each.due));
  }
  LAGRUM_ASSIGN(const std::vector<row::Outgoing> outbox, store.outgoing(kAll));
  for (const row::Outgoing& each : outbox) {
    lines.push_back("outgoing " + std::to_string(each.sequence) + " " + each.id + " " +
                    each.case_id.str() + " " + each.channel + " " + each.body + " " +
                    to_string(each.created));
  }
  return {};
}

/// Every digest that stands in an entry and has a document.
Status add_documents(Store& store, UnitOfWork& unit, Lines& lines) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  LAGRUM_ASSIGN(const std::vector<row::Entry> entries, store.log(LogIndex{0}, kAll));
  for (const row::Entry& entry : entries) {
    const std::string& leaf = entry.leaf;
    for (std::size_t begin = leaf.find_first_of(kDigits); begin != std::string::npos;) {
      const std::size_t end = std::min(leaf.find_first_not_of(kDigits, begin), leaf.size());
      if (end - begin == kDigestDigits) {
        LAGRUM_ASSIGN(const auto document, unit.document(leaf.substr(begin, kDigestDigits)));
        if (document) {
          lines.push_back("document " + document->digest + " " + document->case_id.str() + " " +
                          document->name + " " + document->media_type + " " +
                          shown(document->salt) + " " + shown(document->bytes));
        }
      }
      begin = leaf.find_first_of(kDigits, end);
    }
  }
  return {};
}

}  // namespace

Result<Lines> contents_of(Store& store) {
  Lines lines;
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, store.begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  lines.push_back("head " + std::to_string(head.size) + " " +
                  (head.recorded ? to_string(*head.recorded) : "never"));
  for (const std::string& root : head.frontier) lines.push_back("  frontier " + shown(root));
  lines.push_back("  checkpoint " + shown(head.checkpoint));
  LAGRUM_TRY(add_log(store, lines));
  LAGRUM_TRY(add_cases(store, lines));
  LAGRUM_TRY(add_documents(store, *unit, lines));
  return lines;
}

std::string first_difference(const Lines& expected, const Lines& found) {
  const auto [left, right] =
      std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  if (left == expected.end() && right == found.end()) return {};
  return "expected " + (left == expected.end() ? "no more" : *left) + "\n   found " +
         (right == found.end() ? "no more" : *right);
}

}  // namespace lagrum::test
