#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/crypto.h"
#include "base/words.h"
#include "cases/commit.h"
#include "cases/engine_parts.h"
#include "journal/disclosure.h"
#include "journal/tree.h"
#include "lagrum/journal.h"

namespace lagrum::cases {
namespace {

/// Bounds the entries held at once.
constexpr std::size_t kPortion = 512;

std::string at_entry(LogIndex index) { return "entry " + std::to_string(index.value); }

/// A replayed case: its chart run again from its entries.
class Replay {
 public:
  Replay(const CaseId& id, const Workflow& workflow, const ZoneRules& zones)
      : state_(id, workflow, zones) {}

  const CaseState& state() const { return state_; }

  /// Moments that came before this entry, or since the last one by the keys in `handled`, and left
  /// no entry of their own though the workflow takes them: each was taken out of the store.
  std::vector<std::string> missed_before(const Entry& entry) {
    const bool own = !entry.moment.empty();
    return missed(own ? entry.occurred : entry.recorded, [&](const law::Wake& wake) {
      if (!own) return wake.due <= entry.recorded;
      return wake.due < entry.occurred;
    });
  }
  std::vector<std::string> missed_since(Instant last, const std::set<std::string>& handled) {
    return missed(last, [&](const law::Wake& wake) { return handled.contains(wake.key); });
  }

  Status begin(Instant now) {
    LAGRUM_ASSIGN(const statechart::Trace trace,
                  statechart::start(state_.workflow->chart, state_.session, state_.id.str(),
                                    surroundings(state_, now)));
    static_cast<void>(trace);
    return {};
  }

  /// Runs the entry's events through the chart and compares what they perform with what the entry
  /// says.
  Status step(const Entry& entry) {
    const bool ran = entry.kind == EntryKind::kDone || entry.kind == EntryKind::kOutside ||
                     entry.kind == EntryKind::kTime;
    drop_sent(entry);
    if (!entry.moment.empty()) state_.handled.insert(entry.moment);
    if (!ran) return {};
    const statechart::Session before = state_.session;
    std::vector<statechart::PerformedAct> performed;
    if (!entry.event.empty()) {
      LAGRUM_TRY(process(entry.event, Value(entry.data), entry.recorded, performed));
    }
    for (const Act& act : entry.acts) {
      if (act.by_norm.empty()) continue;
      Context data = act.attributes;
      data.set("party", act.party.empty() ? Value() : Value(act.party.str()));
      data.set("norm", Value(act.by_norm));
      LAGRUM_TRY(
          process("act." + act.type.str(), Value(std::move(data)), entry.recorded, performed));
    }
    LAGRUM_TRY(compare(entry, performed));
    LAGRUM_TRY(state_.fold(entry));
    if (entry.kind == EntryKind::kOutside && state_.has_void_act(entry.acts))
      state_.session = before;
    return {};
  }

 private:
  std::vector<std::string> missed(Instant now, const std::function<bool(const law::Wake&)>& past) {
    std::vector<std::string> found;
    for (const law::Wake& wake : pending_moments(state_, now)) {
      if (!past(wake)) continue;
      state_.handled.insert(wake.key);
      if (wake.kind == law::Wake::Kind::kEffect) continue;
      statechart::Event event;
      event.name = event_of(wake);
      event.data = Value(data_of(wake));
      if (!statechart::enabled(state_.workflow->chart, state_.session, event,
                               surroundings(state_, now))
               .empty())
        found.push_back(event.name + " of " + to_string(wake.due));
    }
    return found;
  }

  /// A technical wait that this entry delivers is waited for no more.
  void drop_sent(const Entry& entry) {
    if (!entry.moment.starts_with("send|") || state_.session.pending.empty()) return;
    state_.session.pending.erase(state_.session.pending.begin());
  }

  Status process(const std::string& name, Value data, Instant now,
                 std::vector<statechart::PerformedAct>& performed) {
    statechart::Event event;
    event.name = name;
    event.data = std::move(data);
    LAGRUM_ASSIGN(const statechart::Trace trace,
                  statechart::process(state_.workflow->chart, state_.session, event,
                                      surroundings(state_, now)));
    performed.insert(performed.end(), trace.acts.begin(), trace.acts.end());
    return {};
  }

  static Status compare(const Entry& entry,
                        const std::vector<statechart::PerformedAct>& performed) {
    std::vector<std::string> recorded;
    for (const Act& act : entry.acts) {
      // Effects of norms, and delegations that the engine put into the case, are not the workflow's
      // acts.
      if (act.by_norm.empty() && act.actor == entry.actor) recorded.push_back(act.type.str());
    }
    std::vector<std::string> replayed;
    for (const statechart::PerformedAct& act : performed) replayed.push_back(act.type);
    if (recorded == replayed) return {};
    const auto list = [](const std::vector<std::string>& types) {
      return types.empty() ? std::string("none") : comma_list(types);
    };
    return Error{ErrorCode::kCorruption,
                 at_entry(entry.index) + ": expected the acts " + list(replayed) +
                     " that the workflow performs, found " + list(recorded),
                 {},
                 {}};
  }

  CaseState state_;
};

/// Gathers what is wrong, one line each.
class Checker {
 public:
  Checker(Store& store, const Signer& signer, const Workspace::State& workspace,
          const ZoneRules& zones)
      : store_(store), signer_(signer), workspace_(workspace), zones_(zones) {}

  Result<Verification> run() {
    LAGRUM_ASSIGN(unit_, store_.begin());  // nobody writes while all is read
    LAGRUM_ASSIGN(found_.problems, store_.faults());
    LAGRUM_TRY(each_entry(store_, [this](const row::Entry& entry) { return check_entry(entry); }));
    LAGRUM_TRY(check_head());
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
    frontier_.append(journal::leaf_hash(entry.leaf));
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
    for (const char* name : {"behalf", "reason", "moment", "facts"}) take(leaf[name]);
    take(leaf["actor"]["is"]);
    std::vector<const Json*> named = {&leaf["data"]};
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

  Status check_head() {
    LAGRUM_ASSIGN(const LogHead head, unit_->head());
    found_.root = hex(as_bytes(frontier_.root()));
    if (head.size != found_.entries) {
      problem("log head: expected size " + std::to_string(found_.entries) + ", found " +
              std::to_string(head.size));
    }
    if (head.recorded != last_)
      problem("log head: the newest recorded time is not that of the newest entry");
    if (head.frontier != frontier_.to_strings())
      problem("log head: the frontier is not that of the entries");
    if (head.checkpoint.empty()) return {};
    const auto key = journal::parse_vkey(journal::vkey(signer_));
    const auto checkpoint = key ? journal::verify_checkpoint(head.checkpoint, {*key})
                                : Result<journal::Checkpoint>(key.error());
    if (!checkpoint) {
      problem("checkpoint: " + checkpoint.error().message);
      return {};
    }
    return check_checkpoint(*checkpoint);
  }

  Status check_checkpoint(const journal::Checkpoint& checkpoint) {
    if (checkpoint.size > found_.entries) {
      problem("log: expected at least " + std::to_string(checkpoint.size) +
              " entries, as the signed checkpoint says, found " + std::to_string(found_.entries));
      return {};
    }
    journal::Frontier prefix;
    std::uint64_t count = 0;
    LAGRUM_TRY(each_entry(store_, [&](const row::Entry& entry) -> Status {
      if (count++ < checkpoint.size) prefix.append(journal::leaf_hash(entry.leaf));
      return {};
    }));
    if (as_bytes(prefix.root()) != checkpoint.root) {
      problem("log: the first " + std::to_string(checkpoint.size) +
              " entries do not have the root of the signed checkpoint");
    }
    return {};
  }

  Status check_cases() {
    LAGRUM_ASSIGN(const std::vector<row::Case> rows, store_.cases());
    cases_ = rows.size();
    for (const row::Case& row : rows) check_case(row);
    for (const auto& [id, entries] : by_case_) {
      const bool known = std::any_of(rows.begin(), rows.end(),
                                     [i = id](const row::Case& row) { return row.id == i; });
      if (!known)
        problem("case table: expected a row for '" + id.str() + "', which has entries, found none");
    }
    return {};
  }

  /// The fold of the journal must equal what the tables say.
  void check_case(const row::Case& row) {
    const std::string name = "case '" + row.id.str() + "'";
    const Workflow* workflow = workspace_.by_key(row.workflow);
    if (workflow == nullptr) {
      problem(name + ": the workflow '" + row.workflow +
              "' is not loaded, so that it cannot be replayed");
      return;
    }
    Replay replay(row.id, *workflow, zones_);
    const std::vector<Entry>& entries = by_case_[row.id];
    if (entries.empty() || !replay.begin(entries.front().recorded)) {
      problem(name + ": expected entries, found none that can be replayed");
      return;
    }
    for (const Entry& entry : entries) {
      check_sources(*workflow, entry);
      if (&entry != &entries.front()) tell_missed(name, replay.missed_before(entry));
      const Status stepped = replay.step(entry);
      if (!stepped) {
        problem(name + ", " + at_entry(entry.index) + ": " + stepped.error().message);
        return;
      }
      expect_letters(replay.state(), entry);
    }
    tell_missed(name, replay.missed_since(entries.back().recorded, handled_of(row)));
    check_documents(name, entries);
    compare_case(name, row, replay.state(), entries.back().recorded);
  }

  void tell_missed(const std::string& name, const std::vector<std::string>& moments) {
    for (const std::string& moment : moments)
      problem(name + ": expected an entry for " + moment + ", found none");
  }

  /// The texts that an entry was made under, where they are loaded, must be those that are loaded.
  void check_sources(const Workflow& workflow, const Entry& entry) {
    std::vector<SourceRef> loaded = law_refs(workflow);
    loaded.push_back(workflow_ref(workflow));
    loaded.push_back(calendar_ref(workflow));
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

  static std::set<std::string> handled_of(const row::Case& row) {
    std::set<std::string> handled;
    const auto snapshot = parse_json(row.snapshot);
    const Json::Array* keys = snapshot ? (*snapshot)["handled"].array() : nullptr;
    if (keys == nullptr) return handled;
    for (const Json& key : *keys) {
      if (key.string() != nullptr) handled.insert(*key.string());
    }
    return handled;
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
    if (!is_of(stored, reference)) return "other bytes";
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
      LAGRUM_ASSIGN(const std::vector<row::Remembered> rows, store_.remembered(after, kPortion));
      for (const row::Remembered& row : rows) {
        const auto digest = commitment_to(row);
        if (!digest || remembered_.erase(*digest) == 0) {
          problem("table of what is remembered, key '" + row.key +
                  "': no entry commits to this row");
        }
        after = row.key;
      }
      if (rows.size() < kPortion) break;
    }
    for (const auto& [digest, index] : remembered_) {
      problem("table of what is remembered: expected the row that " + at_entry(index) +
              " commits to, found none");
    }
    return {};
  }

  void compare_case(const std::string& name, const row::Case& row, const CaseState& state,
                    Instant now) {
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
    check_snapshot(name, row, state);
    compare_duties(name, state, now);
    compare_clocks(name, row, state, now);
  }

  /// The session must be the one that the entries lead to. Which moments were looked at without
  /// effect stands nowhere else: there the seal tells a changed byte.
  void check_snapshot(const std::string& name, const row::Case& row, const CaseState& state) {
    const auto snapshot = parse_json(row.snapshot);
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
             (duty.due ? to_string(*duty.due) : std::string("none")) + " " + duty.rank + " " +
             duty.role;
    };
    std::vector<std::string> expected;
    std::vector<std::string> found;
    for (const row::Duty& duty : duty_rows(state, now)) expected.push_back(line(duty));
    for (const row::Duty& duty : *stored) found.push_back(line(duty));
    differences("duty table, " + name, expected, found);
  }

  void compare_clocks(const std::string& name, const row::Case& row, const CaseState& state,
                      Instant now) {
    const auto stored = store_.clocks(state.id);
    if (!stored) return problem("clock table, " + name + ": " + stored.error().message);
    const std::set<std::string> handled = handled_of(row);
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
  const Workspace::State& workspace_;
  const ZoneRules& zones_;
  Verification found_;
  journal::Frontier frontier_;
  std::optional<Instant> last_;
  std::unique_ptr<UnitOfWork> unit_;
  std::set<std::string> changed_;  ///< texts that were said to have changed
  std::map<CaseId, std::vector<Entry>> by_case_;
  std::map<std::string, row::Outgoing> letters_;  ///< what the entries sent, by id
  std::map<std::string, LogIndex> remembered_;    ///< digests that entries commit to
  std::uint64_t cases_ = 0;
};

}  // namespace

Status each_entry(Store& store, const std::function<Status(const row::Entry&)>& visit) {
  for (std::uint64_t next = 0;;) {
    LAGRUM_ASSIGN(const std::vector<row::Entry> portion, store.log(LogIndex{next}, kPortion));
    for (const row::Entry& entry : portion) {
      LAGRUM_TRY(visit(entry));
      next = entry.index.value + 1;
    }
    if (portion.size() < kPortion) return {};
  }
}

Status check_at_open(Store& store, const Signer& signer) {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, store.begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  LAGRUM_ASSIGN(const journal::Frontier frontier,
                journal::Frontier::from_strings(head.size, head.frontier));
  if (head.checkpoint.empty()) return {};
  LAGRUM_ASSIGN(const journal::VerifierKey key, journal::parse_vkey(journal::vkey(signer)));
  LAGRUM_ASSIGN(const journal::Checkpoint checkpoint,
                journal::verify_checkpoint(head.checkpoint, {key}));
  if (checkpoint.size > head.size) {
    return Error{ErrorCode::kCorruption,
                 "expected at least " + std::to_string(checkpoint.size) +
                     " entries, as the signed checkpoint says, found " + std::to_string(head.size),
                 {},
                 {}};
  }
  if (checkpoint.size == head.size && as_bytes(frontier.root()) != checkpoint.root) {
    return Error{ErrorCode::kCorruption,
                 "expected the root of the signed checkpoint, found another",
                 {},
                 {}};
  }
  return {};
}

Result<Digest> root_to_sign(Store& store, const LogHead& head, const Signer& signer) {
  std::optional<journal::Checkpoint> newest;
  if (!head.checkpoint.empty()) {
    LAGRUM_ASSIGN(const journal::VerifierKey key, journal::parse_vkey(journal::vkey(signer)));
    LAGRUM_ASSIGN(newest, journal::verify_checkpoint(head.checkpoint, {key}));
  }
  const auto corrupt = [](std::string message) {
    return Error{ErrorCode::kCorruption, std::move(message), {}, {}};
  };
  journal::Frontier frontier;
  LAGRUM_TRY(each_entry(store, [&](const row::Entry& entry) -> Status {
    frontier.append(journal::leaf_hash(entry.leaf));
    if (!newest || frontier.size() != newest->size || as_bytes(frontier.root()) == newest->root)
      return {};
    return corrupt("expected the " + std::to_string(newest->size) +
                   " entries of the signed checkpoint, found others");
  }));
  LAGRUM_ASSIGN(const journal::Frontier claimed,
                journal::Frontier::from_strings(head.size, head.frontier));
  if (frontier.size() != head.size || frontier.root() != claimed.root())
    return corrupt("expected the frontier of the " + std::to_string(frontier.size()) +
                   " entries of the log at its head, found another");
  return frontier.root();
}

Result<Verification> verify_store(Store& store, const Signer& signer,
                                  const Workspace::State& workspace, const ZoneRules& zones) {
  return Checker(store, signer, workspace, zones).run();
}

}  // namespace lagrum::cases
