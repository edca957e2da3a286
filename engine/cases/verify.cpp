#include <algorithm>
#include <map>
#include <set>

#include "base/crypto.h"
#include "cases/commit.h"
#include "cases/engine_parts.h"
#include "cases/log_check.h"
#include "cases/replay.h"
#include "journal/disclosure.h"

namespace lagrum::cases {
namespace {

/// Bounds the rows held at once.
constexpr std::size_t kRememberedAtOnce = 512;

std::string at_entry(LogIndex index) { return "entry " + std::to_string(index.value); }

/// Gathers what is wrong, one line each.
class Checker {
 public:
  Checker(Store& store, const Signer& signer, const Shelf& shelf, const ZoneRules& zones)
      : store_(store), signer_(signer), shelf_(shelf), zones_(zones) {}

  Result<Verification> run() {
    LAGRUM_ASSIGN(unit_, store_.begin());  // nobody writes while all is read
    LAGRUM_ASSIGN(found_.problems, store_.faults());
    LAGRUM_ASSIGN(head_, unit_->head());
    auto newest = newest_checkpoint(head_, signer_);
    if (!newest) problem(newest.error().message);
    log_ = Rehash(newest ? *std::move(newest) : std::nullopt);
    LAGRUM_TRY(each_entry(store_, [this](const row::Entry& entry) { return check_entry(entry); }));
    check_head();
    LAGRUM_TRY(check_cases());
    LAGRUM_TRY(check_outbox());
    LAGRUM_TRY(check_remembered());
    found_.cases = cases_;
    return found_;
  }

 private:
  void problem(std::string what) { found_.problems.push_back(std::move(what)); }

  Status check_entry(const row::Entry& entry) {
    if (entry.index.value != found_.entries) {
      problem("log: expected entry " + std::to_string(found_.entries) + ", found " +
              at_entry(entry.index));
    }
    ++found_.entries;
    log_.append(entry.leaf);
    for (const row::Disclosure& disclosure : entry.disclosures) {
      const auto opened = journal::open_disclosure(disclosure);
      if (!opened)
        problem(at_entry(entry.index) + ", disclosure " + disclosure.digest + ": " +
                opened.error().message);
      if (entry.leaf.find(disclosure.digest) == std::string::npos) {
        problem(at_entry(entry.index) + ": the leaf does not commit to the disclosure " +
                disclosure.digest);
      }
    }
    check_disclosed(entry);
    auto read = decode(entry);
    if (!read) {
      problem(read.error().message);  // names the entry itself
      return {};
    }
    if (read->log != signer_.origin())
      problem(at_entry(entry.index) + ": expected an entry of the log '" + signer_.origin() +
              "' that the key signs, found one of '" + read->log + "'");
    if (read->case_id != entry.case_id)
      problem(at_entry(entry.index) + ": the row names another case than the leaf");
    if (last_ && read->recorded < *last_)
      problem(at_entry(entry.index) + ": recorded before the entry before it");
    last_ = read->recorded;
    for (const std::string& digest : read->remembered) remembered_.emplace(digest, entry.index);
    by_case_[entry.case_id].push_back(std::move(*read));
    return {};
  }

  /// Nothing can be erased yet, so that every commitment has its clear value beside it.
  void check_disclosed(const row::Entry& entry) {
    const auto leaf = parse_json(entry.leaf);
    if (!leaf) return;  // said by the decoding
    std::vector<std::string> commitments;
    gather(*leaf, commitments);
    for (const std::string& digest : commitments) {
      const bool opened =
          std::any_of(entry.disclosures.begin(), entry.disclosures.end(),
                      [&](const row::Disclosure& each) { return each.digest == digest; });
      if (!opened)
        problem(at_entry(entry.index) + ": expected the clear value behind the commitment " +
                digest + ", found none");
    }
  }

  static void gather(const Json& leaf, std::vector<std::string>& commitments) {
    const auto take = [&](const Json& reference) {
      if (reference.string() != nullptr) commitments.push_back(*reference.string());
    };
    for (const char* name : {"behalf", "reason", "moment", "facts", "decisions"}) take(leaf[name]);
    take(leaf["actor"]["is"]);
    take(leaf["reprojection"]["dates"]);
    std::vector<const Json*> named = {&leaf["data"], &leaf["migration"]["data"]};
    if (const Json::Array* acts = leaf["acts"].array()) {
      for (const Json& act : *acts) {
        take(act["party"]);
        take(act["names"]);
        named.push_back(&act["with"]);
      }
    }
    for (const Json* references : named) {
      if (references->object() == nullptr) continue;
      for (const auto& [name, reference] : *references->object()) take(reference);
    }
  }

  void check_head() {
    found_.root = hex(as_bytes(log_.frontier().root()));
    if (head_.size != found_.entries) {
      problem("log head: expected size " + std::to_string(found_.entries) + ", found " +
              std::to_string(head_.size));
    }
    if (head_.recorded != last_)
      problem("log head: the newest recorded time is not that of the newest entry");
    if (head_.frontier != log_.frontier().to_strings())
      problem("log head: the frontier is not that of the entries");
    if (const std::string fault = log_.fault(); !fault.empty()) problem("log: " + fault);
  }

  Status check_cases() {
    LAGRUM_ASSIGN(const std::vector<row::Case> rows, store_.cases());
    cases_ = rows.size();
    std::set<CaseId> known;
    for (const row::Case& row : rows) {
      known.insert(row.id);
      check_case(row);
    }
    for (const auto& [id, entries] : by_case_) {
      if (!known.contains(id))
        problem("case table: expected a row for '" + id.str() + "', which has entries, found none");
    }
    return {};
  }

  /// The fold of the journal must equal what the tables say.
  void check_case(const row::Case& row) {
    const std::string name = "case '" + row.id.str() + "'";
    const std::vector<Entry>& entries = by_case_[row.id];
    const std::string begun_in = first_version(entries, row.workflow);
    const Workflow* workflow = shelf_.begun_under(begun_in, entries);
    if (workflow == nullptr) {
      problem(name + ": the workflow '" + begun_in +
              "' is not loaded, so that it cannot be replayed");
      return;
    }
    Replay replay(row.id, *workflow, shelf_, zones_);
    std::vector<SourceRef> loaded = sources_of(*workflow);
    const auto snapshot = parse_json(row.snapshot);
    const std::set<std::string> handled =
        snapshot ? handled_of(*snapshot) : std::set<std::string>{};
    if (entries.empty() || !replay.begin(entries.front().recorded)) {
      problem(name + ": expected entries, found none that can be replayed");
      return;
    }
    for (const Entry& entry : entries) {
      const bool moves = entry.migration || entry.reprojection;
      if (!moves) {
        check_sources(loaded, entry);
        check_version(replay.state().workflow->key(), entry);
      }
      if (&entry != &entries.front()) tell_missed(name, replay.missed_before(entry));
      const Status stepped = replay.step(entry);
      if (!stepped) {
        problem(name + ", " + at_entry(entry.index) + ": " + stepped.error().message);
        return;
      }
      if (moves) {
        loaded = sources_of(*replay.state().workflow);
        check_sources(loaded, entry);
      }
      expect_letters(replay.state(), entry);
    }
    tell_missed(name, replay.missed_since(entries.back().recorded, handled));
    check_documents(name, entries);
    if (replay.state().workflow->key() != row.workflow) {
      problem("case table, " + name + ", workflow: expected '" + replay.state().workflow->key() +
              "', found '" + row.workflow + "'");
      return;
    }
    compare_case(name, row, snapshot, replay.state());
    compare_clocks(name, handled, replay.state(), entries.back().recorded);
    compare_duties(name, replay.state(), entries.back().recorded);
  }

  /// The workflow and version that a case began in.
  static std::string first_version(const std::vector<Entry>& entries,
                                   const std::string& otherwise) {
    for (const Entry& entry : entries) {
      if (entry.migration) return entry.migration->from.key();
    }
    return otherwise;
  }

  /// A case goes to another version by an entry of its own.
  void check_version(const std::string& version, const Entry& entry) {
    const std::string made_under = entry.workflow.key();
    if (made_under != version)
      problem(at_entry(entry.index) + ": expected an entry made under '" + version + "', found '" +
              made_under + "'");
  }

  void tell_missed(const std::string& name, const std::vector<std::string>& moments) {
    for (const std::string& moment : moments)
      problem(name + ": expected an entry for " + moment + ", found none");
  }

  static std::vector<SourceRef> sources_of(const Workflow& workflow) {
    std::vector<SourceRef> loaded = law_refs(workflow);
    loaded.push_back(workflow_ref(workflow));
    loaded.push_back(calendar_ref(workflow));
    return loaded;
  }

  /// The texts that an entry was made under, where they are loaded, must be those that are loaded.
  void check_sources(const std::vector<SourceRef>& loaded, const Entry& entry) {
    std::vector<SourceRef> named = entry.law;
    named.push_back(entry.workflow);
    named.push_back(entry.calendar);
    for (const SourceRef& source : named) {
      const auto same = std::find_if(loaded.begin(), loaded.end(), [&](const SourceRef& other) {
        return other.id == source.id && other.version == source.version;
      });
      if (same == loaded.end() || same->digest == source.digest || source.digest.empty()) continue;
      if (!changed_.insert(source.id + "|" + source.version + "|" + source.digest).second) continue;
      problem(at_entry(entry.index) + ": expected the text of '" + source.id + "' version " +
              source.version + " that is loaded, " + same->digest +
              ", found that it was made under " + source.digest +
              "; a changed text needs a version of its own");
    }
  }

  /// Every document that an act names is kept, and is the one it names.
  void check_documents(const std::string& name, const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      for (const Act& act : entry.acts) {
        for (const DocumentRef& reference : act.documents) {
          const auto stored = unit_->document(reference.digest);
          const std::string fault =
              !stored || !*stored ? "none" : fault_of(**stored, reference, entry.case_id);
          if (fault.empty()) continue;
          problem("document table, " + name + ", " + at_entry(entry.index) +
                  ": expected the document " + reference.digest + ", found " + fault);
        }
      }
    }
  }

  static std::string fault_of(const row::Document& stored, const DocumentRef& reference,
                              const CaseId& id) {
    if (!journal::is_of(stored, reference)) return "other bytes";
    if (stored.name != reference.name) return "the name '" + stored.name + "'";
    if (stored.media_type != reference.media_type)
      return "the media type '" + stored.media_type + "'";
    if (stored.case_id != id) return "it with the case '" + stored.case_id.str() + "'";
    return {};
  }

  void expect_letters(const CaseState& state, const Entry& entry) {
    auto letters = letters_of(state, entry);
    if (!letters)
      return problem("outbox, " + at_entry(entry.index) + ": " + letters.error().message);
    for (row::Outgoing& letter : *letters) letters_[letter.id] = std::move(letter);
  }

  /// What has not left yet must be what the entries sent. What is not there any more has left.
  Status check_outbox() {
    LAGRUM_ASSIGN(const std::vector<row::Outgoing> rows, store_.outgoing(SIZE_MAX));
    for (row::Outgoing row : rows) {
      const std::string name = "outbox, item " + std::to_string(row.sequence);
      row.sequence = 0;
      const auto expected = letters_.find(row.id);
      if (expected == letters_.end()) {
        problem(name + ": expected an item that some entry sends, found '" + row.id + "'");
      } else if (!(expected->second == row)) {
        problem(name + ": not the item '" + row.id + "' that its entry sends");
      }
    }
    return {};
  }

  /// Every remembered row must be one that an entry commits to, and all of those must be there.
  Status check_remembered() {
    std::string after;
    for (;;) {
      LAGRUM_ASSIGN(const std::vector<row::Remembered> rows,
                    store_.remembered(after, kRememberedAtOnce));
      for (const row::Remembered& row : rows) {
        const auto digest = commitment_to(row);
        if (!digest || remembered_.erase(*digest) == 0) {
          problem("table of what is remembered, key '" + row.key +
                  "': no entry commits to this row");
        }
        after = row.key;
      }
      if (rows.size() < kRememberedAtOnce) break;
    }
    for (const auto& [digest, index] : remembered_) {
      problem("table of what is remembered: expected the row that " + at_entry(index) +
              " commits to, found none");
    }
    return {};
  }

  void compare_case(const std::string& name, const row::Case& row, const Result<Json>& snapshot,
                    const CaseState& state) {
    if (row.phase != lifecycle::to_string(state.phase)) {
      problem("case table, " + name + ", phase: expected '" +
              std::string(lifecycle::to_string(state.phase)) + "', found '" + row.phase + "'");
    }
    const std::string title = state.workflow->chart.title().in(Language::kSwedish);
    if (row.title != title)
      problem("case table, " + name + ", title: expected '" + title + "', found '" + row.title +
              "'");
    if (row.number != state.number)
      problem("case table, " + name + ", number: expected '" + state.number + "', found '" +
              row.number + "'");
    check_snapshot(name, row, snapshot, state);
  }

  /// The session must be the one that the entries lead to. Which moments were looked at without
  /// effect stands nowhere else: there the seal tells a changed byte.
  void check_snapshot(const std::string& name, const row::Case& row, const Result<Json>& snapshot,
                      const CaseState& state) {
    const auto session = statechart::to_json(state.session);
    if (!snapshot || !session || !((*snapshot)["session"] == *session)) {
      return problem("case table, " + name + ", snapshot: not the state that the entries lead to");
    }
    const auto seal = seal_of(*snapshot);
    const auto bytes = canonical(*snapshot);
    if (!seal || !bytes || !((*snapshot)["seal"] == *seal) || *bytes != row.snapshot) {
      problem("case table, " + name + ", snapshot: changed since it was written");
    } else if (row.version != static_cast<std::uint64_t>(snapshot->number("version", -1))) {
      problem("case table, " + name + ", version: expected that of the snapshot, found " +
              std::to_string(row.version));
    }
  }

  void compare_duties(const std::string& name, const CaseState& state, Instant now) {
    const auto stored = store_.duties(state.id);
    if (!stored) return problem("duty table, " + name + ": " + stored.error().message);
    const auto line = [](const row::Duty& duty) {
      return duty.key + " of " + duty.norm + " [" + duty.party + "] " + duty.status + " due " +
             (duty.due ? to_string(*duty.due) : std::string("none")) + " " + duty.rank;
    };
    std::vector<std::string> expected;
    std::vector<std::string> found;
    for (const row::Duty& duty : duty_rows(state, now)) expected.push_back(line(duty));
    for (const row::Duty& duty : *stored) found.push_back(line(duty));
    differences("duty table, " + name, expected, found);
  }

  void compare_clocks(const std::string& name, const std::set<std::string>& handled,
                      const CaseState& state, Instant now) {
    const auto stored = store_.clocks(state.id);
    if (!stored) return problem("clock table, " + name + ": " + stored.error().message);
    const auto line = [](const row::Clock& clock) {
      return clock.key + " of " + clock.id + " [" + clock.party + "] " + clock.kind + " at " +
             to_string(clock.due);
    };
    std::vector<std::string> expected;
    std::vector<std::string> found;
    for (const row::Clock& clock : clock_rows(state, now)) {
      if (!handled.contains(clock.key)) expected.push_back(line(clock));
    }
    for (const row::Clock& clock : *stored) found.push_back(line(clock));
    differences("clock table, " + name, expected, found);
  }

  void differences(const std::string& where, std::vector<std::string> expected,
                   std::vector<std::string> found) {
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    std::vector<std::string> missing;
    std::vector<std::string> extra;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                        std::back_inserter(missing));
    std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                        std::back_inserter(extra));
    for (const std::string& row : missing)
      problem(where + ": expected the row " + row + ", found none");
    for (const std::string& row : extra) problem(where + ": expected no row " + row);
  }

  Store& store_;
  const Signer& signer_;
  const Shelf& shelf_;
  const ZoneRules& zones_;
  Verification found_;
  LogHead head_;
  Rehash log_{std::nullopt};
  std::optional<Instant> last_;
  std::unique_ptr<UnitOfWork> unit_;
  std::set<std::string> changed_;  ///< texts that were said to have changed
  std::map<CaseId, std::vector<Entry>> by_case_;
  std::map<std::string, row::Outgoing> letters_;  ///< what the entries sent, by id
  std::map<std::string, LogIndex> remembered_;    ///< digests that entries commit to
  std::uint64_t cases_ = 0;
};

}  // namespace

Result<Verification> verify_store(Store& store, const Signer& signer, const Shelf& shelf,
                                  const ZoneRules& zones) {
  return Checker(store, signer, shelf, zones).run();
}

}  // namespace lagrum::cases
