// Running cases of a shipped workflow go on in its next version.
#include "lagrum/migration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lagrum/engine.h"
#include "support/changed_files.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/next_version.h"

namespace lagrum {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using test::kMap;
using test::kMapText;
using test::kNewVersion;
using test::replace_all;

constexpr int kUnitsWithoutEnd = 1'000'000;

/// A store that cannot be used any more after some units of work.
class TiringStore : public test::MemoryStore {
 public:
  Result<std::unique_ptr<UnitOfWork>> begin() override {
    if (units_left-- > 0) return MemoryStore::begin();
    return Error{ErrorCode::kUnavailable, "expected a disk, found none", {}, {}};
  }

  int units_left = kUnitsWithoutEnd;
};

class CaseMigration : public testing::Test {
 protected:
  void SetUp() override { open_with_map(); }

  /// Both versions with their map; loaded once.
  void open_with_map() {
    static const Workspace kBoth = test::workspace_of(test::sources_with_next_version(kMapText));
    open_on(kBoth);
  }

  void open_with(const std::vector<SourceFile>& files) { open_on(test::workspace_of(files)); }

  void open_on(const Workspace& workspace) {
    const test::House& house = test::House::get();
    auto directory = workspace.organisation("workflows/se/organisation.xml");
    auto engine = Engine::create(workspace, {&store_, &house.signer(), &house.zones(), directory});
    ASSERT_TRUE(engine.has_value()) << to_string(engine.error());
    engine_ = std::make_unique<Engine>(std::move(*engine));
  }

  static Instant at(const std::string& local) {
    return test::House::get()
        .zones()
        .to_instant(parse_local_time(local).value(), "Europe/Stockholm")
        .value();
  }

  Command command(const std::string& time, const std::string& who, const std::string& event) {
    ++count_;
    Command made;
    made.id = CommandId("command-" + std::to_string(count_));
    made.salt = std::string(32, static_cast<char>('a' + count_ % 26));
    made.case_id = case_;
    made.workflow = WorkflowId("se.kontakt");
    made.who = who;
    made.event = event;
    made.now = at(time);
    return made;
  }

  void open(const std::string& time = "2026-11-02T09:00", const std::string& party = {}) {
    case_ = CaseId();
    Command made = command(time, "anyone", "contact");
    made.origin = Origin::kArrival;
    made.channel = "e-mail";
    made.data.set("topic", Value("Opening hours"));
    if (!party.empty())
      made.data.set("parties",
                    Value(List{Value(Context{{"id", Value("p1")}, {"name", Value(party)}})}));
    case_ = engine_->execute(made).value().case_id;
  }

  Outcome answer(const std::string& time) {
    Command made = command(time, "karin", "answer");
    made.data.set("text", Value("Nine to four"));
    return engine_->execute(made).value().outcome;
  }

  MigrationOrder order(const std::string& time = "2026-11-16T10:00") const {
    return {WorkflowId("se.kontakt"), "1.1.0", "anna", "New version", at(time),
            std::string(32, 'm')};
  }

  CaseView view(const std::string& time) { return engine_->view(case_, at(time)).value(); }
  std::size_t entries() { return store_.log(LogIndex{0}, 1000).value().size(); }
  std::vector<std::string> problems() { return engine_->verify().value().problems; }

  TiringStore store_;
  std::unique_ptr<Engine> engine_;
  CaseId case_;
  int count_ = 0;
};

TEST_F(CaseMigration, PlansWithoutWriting) {
  open();
  const row::Case before = store_.cases().value().front();
  const std::size_t written = entries();

  const MigrationReport plan = engine_->plan_migration(order()).value();

  EXPECT_TRUE(plan.planned);
  ASSERT_THAT(plan.cases, SizeIs(1));
  const CaseMove& move = plan.cases.front();
  EXPECT_TRUE(move.moves());
  EXPECT_EQ(move.case_id, case_);
  EXPECT_EQ(move.from, "1.0.0");
  EXPECT_THAT(move.states_before, ElementsAre("received"));
  EXPECT_THAT(move.states_after, ElementsAre("incoming"));
  ASSERT_THAT(move.items, SizeIs(2));
  EXPECT_EQ(move.items[0].from + ">" + move.items[0].to, "contact>form");
  EXPECT_EQ(move.items[1].from + ">" + move.items[1].to, ">subject");
  EXPECT_FALSE(move.entry.has_value());
  EXPECT_EQ(store_.cases().value().front(), before);
  EXPECT_EQ(entries(), written);
}

TEST_F(CaseMigration, MovesACaseWithOneEntryAndTheCaseGoesOn) {
  open();

  const MigrationReport report = engine_->migrate(order()).value();

  ASSERT_EQ(report.moving(), 1U);
  const LogIndex index = report.cases.front().entry.value();
  const row::Entry entry = store_.log(index, 1).value().front();
  EXPECT_EQ(index.value + 1, entries());
  for (const char* part : {R"("kind":"migrated")", R"("id":"anna")", R"("version":"1.0.0")",
                           R"("version":"1.1.0")", R"("was":["received"])", R"("is":["incoming"])"})
    EXPECT_THAT(entry.leaf, HasSubstr(part));
  EXPECT_THAT(entry.leaf, testing::Not(HasSubstr("before 1.1")));
  const CaseView moved = view("2026-11-16T10:00");
  EXPECT_EQ(moved.workflow_version, "1.1.0");
  EXPECT_THAT(moved.states, Contains("incoming"));
  EXPECT_EQ(*moved.data.find("subject"), Value("before 1.1"));
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(answer("2026-11-16T11:00"), Outcome::kDone);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(CaseMigration, LeavesDutiesClocksAndTheirDates) {
  open();
  Command promise = command("2026-11-02T10:00", "karin", "promise");
  promise.data.set("by", Value(parse_date("2026-11-20").value()));
  ASSERT_EQ(engine_->execute(promise).value().outcome, Outcome::kDone);
  const auto duties = store_.duties(case_).value();
  const auto clocks = store_.clocks(case_).value();
  ASSERT_FALSE(duties.empty());
  ASSERT_FALSE(clocks.empty());

  ASSERT_EQ(engine_->migrate(order("2026-11-10T09:00")).value().moving(), 1U);

  EXPECT_EQ(store_.duties(case_).value(), duties);
  EXPECT_EQ(store_.clocks(case_).value(), clocks);
  engine_->tick(at("2026-11-21T01:00"), std::string(32, 't')).value();
  EXPECT_THAT(view("2026-11-21T01:00").states, Contains("passed"));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(CaseMigration, GoesOnAfterAReopening) {
  open();
  engine_->migrate(order()).value();
  open_with_map();

  EXPECT_EQ(answer("2026-11-16T11:00"), Outcome::kDone);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(CaseMigration, MovesEachCaseOnce) {
  for (const char* time : {"2026-11-02T09:00", "2026-11-02T09:10", "2026-11-02T09:20"}) open(time);
  ASSERT_EQ(engine_->migrate(order()).value().moving(), 3U);
  const std::size_t written = entries();

  const MigrationReport again = engine_->migrate(order()).value();

  EXPECT_THAT(again.cases, IsEmpty());
  EXPECT_EQ(entries(), written);
}

TEST_F(CaseMigration, LeavesCasesThatHaveEndedAndCountsThem) {
  open();
  ASSERT_EQ(answer("2026-11-02T10:00"), Outcome::kDone);
  ASSERT_EQ(engine_->execute(command("2026-11-02T11:00", "karin", "close")).value().outcome,
            Outcome::kDone);
  ASSERT_EQ(engine_->execute(command("2026-11-02T12:00", "agda", "archive")).value().outcome,
            Outcome::kDone);

  const MigrationReport report = engine_->migrate(order()).value();

  EXPECT_THAT(report.cases, IsEmpty());
  EXPECT_EQ(report.ended, 1U);
  EXPECT_EQ(view("2026-11-16T10:00").workflow_version, "1.0.0");
}

TEST_F(CaseMigration, OpensNewCasesInTheNewVersion) {
  open("2026-11-16T09:00");

  EXPECT_EQ(view("2026-11-16T09:00").workflow_version, "1.1.0");
  EXPECT_THAT(engine_->migrate(order()).value().cases, IsEmpty());
}

/// The map with `text` put in the place of what computes the subject.
std::string map_with(const std::string& text) {
  std::string map = kMapText;
  replace_all(map, R"(<data to="subject" expr='"before 1.1"'/>)", text);
  return map;
}

TEST_F(CaseMigration, TellsWhyACaseStaysAndMovesTheOthers) {
  open_with(test::sources_with_next_version(
      map_with(R"x(<data to="subject" expr="substring(parties[1].name, 1)"/>)x")));
  open("2026-11-02T09:00");
  const CaseId nameless = case_;
  const row::Case before = store_.cases().value().front();
  open("2026-11-02T09:10", "Pia");

  const MigrationReport report = engine_->migrate(order()).value();

  EXPECT_EQ(report.moving(), 1U);
  ASSERT_THAT(report.cases, SizeIs(2));
  for (const CaseMove& move : report.cases) {
    EXPECT_EQ(move.moves(), move.case_id == case_);
    if (move.moves()) continue;
    EXPECT_EQ(move.case_id, nameless);
    ASSERT_THAT(move.obstacles, SizeIs(1));
    EXPECT_EQ(move.obstacles.front().about, "data item 'subject'");
  }
  EXPECT_EQ(*view("2026-11-16T10:00").data.find("subject"), Value("Pia"));
  EXPECT_THAT(store_.cases().value(), Contains(before));
  EXPECT_THAT(problems(), IsEmpty());
  const std::string text = to_text(report, Language::kSwedish);
  EXPECT_THAT(text, HasSubstr("kan inte flyttas från 1.0.0:\n    data item 'subject': "));
  EXPECT_THAT(text, HasSubstr("blev kvar: 1"));
}

TEST_F(CaseMigration, GoesOnWhereAnInterruptedOneEnded) {
  for (const char* time : {"2026-11-02T09:00", "2026-11-02T09:10", "2026-11-02T09:20"}) open(time);
  store_.units_left = 3;  // the order's own, and two cases
  const auto interrupted = engine_->migrate(order());
  ASSERT_FALSE(interrupted.has_value());
  EXPECT_EQ(interrupted.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(entries(), 5U);
  store_.units_left = kUnitsWithoutEnd;

  const MigrationReport rest = engine_->migrate(order()).value();

  EXPECT_EQ(rest.moving(), 1U);
  EXPECT_THAT(rest.cases, SizeIs(1));
  EXPECT_EQ(entries(), 6U);
  EXPECT_THAT(problems(), IsEmpty());
}

// The map of a move is needed to replay it, as a workflow is.
TEST_F(CaseMigration, IsNotSoundUnderAnotherMap) {
  open();
  engine_->migrate(order()).value();
  open_with(
      test::sources_with_next_version(map_with(R"(<data to="subject" expr='"otherwise"'/>)")));

  EXPECT_THAT(problems(), ElementsAre(HasSubstr("expected the migration map")));
  open_with(test::sources_with_next_version(""));
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("to be loaded, found none")));
}

TEST_F(CaseMigration, IsMissedWhereTheRowAloneSaysSo) {
  open();
  row::Case row = store_.cases().value().front();
  row.workflow = "se.kontakt@1.1.0";
  ++row.version;
  const auto unit = store_.begin().value();
  ASSERT_TRUE(unit->put(row));
  ASSERT_TRUE(unit->commit());

  EXPECT_THAT(problems(), Contains(HasSubstr("expected an entry made under 'se.kontakt@1.1.0'")));
}

TEST_F(CaseMigration, SaysThatThereIsNoMap) {
  open_with(test::sources_with_next_version(""));
  open();

  const MigrationReport plan = engine_->plan_migration(order()).value();

  ASSERT_THAT(plan.cases, SizeIs(1));
  ASSERT_FALSE(plan.cases.front().moves());
  EXPECT_EQ(plan.cases.front().obstacles.front().message,
            "expected a migration map to version 1.1.0, found none");
}

TEST_F(CaseMigration, PutsTheFactsThatTheNewVersionStatesOnRecord) {
  std::vector<SourceFile> files = test::sources_with_next_version(kMapText);
  test::replace_in(files, kNewVersion, R"(<l:fact name="case.employment" expr="false"/>)",
                   R"(<l:fact name="case.employment" expr="true"/>)");
  open_with(files);
  open();

  const MigrationReport report = engine_->migrate(order()).value();

  ASSERT_EQ(report.moving(), 1U);
  EXPECT_THAT(store_.log(report.cases.front().entry.value(), 1).value().front().leaf,
              HasSubstr("\"facts\":"));
  EXPECT_THAT(problems(), IsEmpty());
}

constexpr const char* kFurtherLaw =
    R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.further" version="1.0.0" territory="SE" calendar="se" uses="se.administrative">
  <title xml:lang="sv">X</title><title xml:lang="da">X</title><title xml:lang="en">X</title>
  <source cite="SFS 0000:0" as-of="none" status="read"><title xml:lang="sv">X</title><title xml:lang="da">X</title><title xml:lang="en">X</title></source>
  <norm id="xx.further.answer" cite="SFS 0000:0" rank="act" source="design" review="none" mode="warn" per="contact.received">
    <title xml:lang="sv">X</title><title xml:lang="da">X</title><title xml:lang="en">X</title>
    <summary xml:lang="sv">X</summary><summary xml:lang="da">X</summary><summary xml:lang="en">X</summary>
    <respond to="contact.received" with="enquiry.answered" promptly="P9D" single="true"/>
  </norm>
</law-pack>
)";

// Duties are the law's: a version under other law would change them.
TEST_F(CaseMigration, LeavesACaseWhoseDutiesWouldChange) {
  std::vector<SourceFile> files = test::sources_with_next_version(kMapText);
  files.push_back({"workflows/law/further.xml", kFurtherLaw});
  test::replace_in(files, kNewVersion, R"(l:law="se.municipal se.administrative")",
                   R"(l:law="se.municipal se.administrative xx.further")");
  open_with(files);
  open();

  const MigrationReport report = engine_->migrate(order()).value();

  EXPECT_EQ(report.moving(), 0U);
  ASSERT_THAT(report.cases.front().obstacles, SizeIs(1));
  EXPECT_EQ(report.cases.front().obstacles.front().about,
            "duty 'xx.further.answer' due 2026-11-11");
  EXPECT_EQ(report.cases.front().obstacles.front().message,
            "expected that it stays as it is, found that version 1.1.0 adds it");
  EXPECT_EQ(view("2026-11-16T10:00").workflow_version, "1.0.0");
}

TEST_F(CaseMigration, LeavesACaseInAStateOfAnotherPhase) {
  std::vector<SourceFile> files = test::sources_with_next_version(map_with(""));
  test::replace_in(files, kMap, R"(to="incoming")", R"(to="closed")");
  test::replace_in(files, kNewVersion, R"(<data id="subject" l:type="string" expr='"none"'/>)", "");
  open_with(files);
  open();

  const MigrationReport plan = engine_->plan_migration(order()).value();

  ASSERT_EQ(plan.moving(), 0U);
  EXPECT_EQ(plan.cases.front().obstacles.front().about, "phase");
  EXPECT_THAT(plan.cases.front().obstacles.front().message,
              HasSubstr("expected the phase 'archive' in the state 'closed', found 'service'"));
}

// What came before the move came to the version that was in force.
TEST_F(CaseMigration, HandlesFirstWhatIsDue) {
  open();
  Command promise = command("2026-11-02T10:00", "karin", "promise");
  promise.data.set("by", Value(parse_date("2026-11-05").value()));
  ASSERT_EQ(engine_->execute(promise).value().outcome, Outcome::kDone);

  const MigrationReport plan = engine_->plan_migration(order()).value();
  const MigrationReport report = engine_->migrate(order()).value();

  EXPECT_THAT(plan.cases.front().states_before, ElementsAre("passed"));
  EXPECT_THAT(report.cases.front().states_before, ElementsAre("passed"));
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(engine_->tick(at("2026-11-16T10:01"), std::string(32, 't')).value().moments, 0U);
}

// A day that only the new version waits for does not come when it is gone.
TEST_F(CaseMigration, PassesOverWhatCameBeforeTheMove) {
  std::vector<SourceFile> files = test::sources_with_next_version(kMapText);
  const std::string place = R"(<transition event="act.arrival.deemed"/>)";
  test::replace_in(files, kNewVersion, place,
                   place + R"(<transition event="date.reached.note.made.observed_on">
                     <assign location="subject" expr='"it came"'/></transition>)");
  open_with(files);
  open();
  for (const char* day : {"2026-11-01", "2026-11-02"}) {
    Command note = command("2026-11-02T10:00", "karin", "note");
    note.data.set("fact", Value("Called"));
    note.data.set("observed_on", Value(parse_date(day).value()));
    ASSERT_EQ(engine_->execute(note).value().outcome, Outcome::kDone);
  }

  ASSERT_EQ(engine_->migrate(order()).value().moving(), 1U);

  EXPECT_EQ(engine_->tick(at("2026-11-16T10:01"), std::string(32, 't')).value().moments, 0U);
  EXPECT_EQ(*view("2026-11-16T10:01").data.find("subject"), Value("before 1.1"));
  EXPECT_THAT(problems(), IsEmpty());
}

struct UnsoundOrder {
  const char* name;
  void (*spoil)(MigrationOrder&);
  ErrorCode code;
  const char* message;
};
void PrintTo(const UnsoundOrder& row, std::ostream* out) { *out << row.name; }

class UnsoundOrders : public CaseMigration, public testing::WithParamInterface<UnsoundOrder> {};

TEST_P(UnsoundOrders, AreRefusedAndLeaveNothingBehind) {
  open();
  MigrationOrder given = order();
  GetParam().spoil(given);
  const std::size_t written = entries();

  const auto report = engine_->migrate(given);

  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, GetParam().code);
  EXPECT_THAT(report.error().message, HasSubstr(GetParam().message));
  EXPECT_EQ(entries(), written);
}

INSTANTIATE_TEST_SUITE_P(
    Each, UnsoundOrders,
    testing::Values(
        UnsoundOrder{"UnknownWorkflow",
                     [](MigrationOrder& given) { given.workflow = WorkflowId("se.kontak"); },
                     ErrorCode::kNotFound, "did you mean 'se.kontakt'"},
        UnsoundOrder{"UnknownVersion", [](MigrationOrder& given) { given.to = "1.2.0"; },
                     ErrorCode::kNotFound, "of 1.0.0, 1.1.0, found '1.2.0'"},
        UnsoundOrder{"AVersionToCome",
                     [](MigrationOrder& given) { given.now -= std::chrono::days{8}; },
                     ErrorCode::kNotFound, "valid on the day"},
        UnsoundOrder{"Nobody", [](MigrationOrder& given) { given.who = "olga"; },
                     ErrorCode::kInvalidArgument, "somebody of the organisation"},
        UnsoundOrder{"ShortSalt", [](MigrationOrder& given) { given.salt = "short"; },
                     ErrorCode::kInvalidArgument, "16 bytes"},
        UnsoundOrder{"ATimeThatHasPassed",
                     [](MigrationOrder& given) { given.now -= std::chrono::days{20}; },
                     ErrorCode::kOutOfRange, "when the newest entry was recorded"}),
    [](const testing::TestParamInfo<UnsoundOrder>& row) { return row.param.name; });

// --- maps that a workspace refuses

struct MapRow {
  const char* name;
  const char* text;
  const char* instead;
  const char* rule;
  const char* message;
};
void PrintTo(const MapRow& row, std::ostream* out) { *out << row.name; }

class FaultyMap : public testing::TestWithParam<MapRow> {};

TEST_P(FaultyMap, IsNamedWithItsPlace) {
  const MapRow& row = GetParam();
  std::vector<SourceFile> files = test::sources_with_next_version(kMapText);
  test::replace_in(files, kMap, row.text, row.instead);
  Diagnostics diagnostics;

  EXPECT_FALSE(Workspace::load(files, test::House::get().zones(), diagnostics).has_value());

  const std::vector<Diagnostic> errors = test::errors_of(diagnostics);
  ASSERT_THAT(errors, SizeIs(1));
  const Diagnostic& found = errors.front();
  EXPECT_EQ(found.rule, row.rule);
  EXPECT_EQ(found.source.file, kMap);
  EXPECT_GT(found.source.line, 0U);
  EXPECT_THAT(found.message, HasSubstr(row.message));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, FaultyMap,
    testing::Values(
        MapRow{"OfAWorkflowThatIsNot", R"(workflow="se.kontakt")", R"(workflow="se.kontact")",
               "unknown-workflow", "did you mean 'se.kontakt'"},
        MapRow{"ToAVersionThatIsNot", R"(to="1.1.0")", R"(to="1.2.0")", "unknown-version",
               "expected one of the versions 1.0.0, 1.1.0 of 'se.kontakt', found '1.2.0'"},
        MapRow{"FromAVersionToItself", R"(from="1.0.0")", R"(from="1.0.0 1.1.0")",
               "duplicate-migration", "from 1.1.0 to 1.1.0"},
        MapRow{"ToAStateThatIsNot", R"(to="incoming")", R"(to="incomming")", "unknown-state",
               "did you mean 'incoming'"},
        MapRow{"ThatTheSchemaDoesNotKnow", "<state from", "<states from", "schema", "states"}),
    [](const testing::TestParamInfo<MapRow>& row) { return row.param.name; });

// A version in which no case runs any more may be gone.
TEST(MigrationMaps, MayBeFromAVersionThatIsNotLoaded) {
  std::vector<SourceFile> files = test::sources_with_next_version(kMapText);
  test::replace_in(files, kMap, R"(from="1.0.0")", R"(from="0.9.0 1.0.0")");
  Diagnostics diagnostics;

  EXPECT_TRUE(Workspace::load(files, test::House::get().zones(), diagnostics).has_value());
}

}  // namespace
}  // namespace lagrum
