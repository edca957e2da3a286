// Running cases come under another calendar, law and workflow.
#include "lagrum/reprojection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "lagrum/engine.h"
#include "support/changed_files.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/next_version.h"
#include "support/story.h"

namespace lagrum {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kStory = "workflows/se/serveringstillstand/scenarios/01-story.xml";
constexpr const char* kCalendar = "workflows/law/se/calendar.xml";
constexpr const char* kGeneral = "workflows/law/se/administrative.xml";
constexpr const char* kAlcohol = "workflows/law/se/alcohol.xml";

constexpr const char* kApplied = "2026-11-02T13:00";  // complete; decision due Mon 1 March 2027
/// Served on 26 January; appeal until 16 February.
constexpr const char* kNotified = "2027-01-28T09:00";

/// One text put for another in a file of the workspace.
struct Edit {
  std::string file;
  std::string text;
  std::string instead;
};
using Edits = std::vector<Edit>;

Edit holiday(const std::string& day) {
  return {kCalendar, R"(<day id="se.epiphany")",
          R"(<day id="se.extra" fixed=")" + day + R"(" public="true" cite="SFS 2026:1 1 §">)" +
              R"(<title xml:lang="sv">extradag</title><title xml:lang="da">ekstradag</title>)" +
              R"(<title xml:lang="en">an extra day</title></day><day id="se.epiphany")"};
}

Edit version(const std::string& file) {
  return {file, R"(version="2026.1")", R"(version="2026.2")"};
}

Edits march_holiday() { return {version(kCalendar), holiday("03-01")}; }

constexpr const char* kAppealTime =
    R"(<clock id="se.fl.44.appeal" cite="SFS 2017:900 44 §" starts="decision.notified" on="received_on" )";

Edit appeal_time(const std::string& length) {
  return {kGeneral, std::string(kAppealTime) + R"(length="P3W")",
          std::string(kAppealTime) + "length=\"" + length + "\""};
}

/// A store that cannot be used any more after some units of work.
class TiringStore : public test::MemoryStore {
 public:
  Result<std::unique_ptr<UnitOfWork>> begin() override {
    if (units_left-- > 0) return MemoryStore::begin();
    return Error{ErrorCode::kUnavailable, "expected a disk, found none", {}, {}};
  }

  int units_left = 1'000'000;
};

class Reprojection : public testing::Test {
 protected:
  static Instant at(const std::string& local) {
    return test::House::get()
        .zones()
        .to_instant(parse_local_time(local).value(), "Europe/Stockholm")
        .value();
  }

  /// Plays the story up to a time.
  void play(const std::string& until) {
    static const auto kActions = test::actions_of(kStory);
    ASSERT_TRUE(kActions.has_value()) << to_string(kActions.error());
    auto engine = test::engine_on(store_);
    ASSERT_TRUE(engine.has_value()) << to_string(engine.error());
    engine_ = std::make_unique<Engine>(std::move(*engine));
    const Instant end = at(until);
    for (const test::Action& action : *kActions) {
      const Instant now =
          action.kind == test::Action::Kind::kCommand ? action.command.now : action.now;
      if (action.kind != test::Action::Kind::kCheckpoint && now > end) break;
      ASSERT_TRUE(test::act(*engine_, action).has_value());
    }
    case_ = store_.cases().value().at(0).id;
  }

  /// The shipped texts with these edits, loaded once.
  static const Workspace& changed(const Edits& edits) {
    static std::map<std::string, Workspace> loaded_once;
    std::string key;
    for (const Edit& edit : edits) {
      for (const auto& part : {edit.file, edit.text, edit.instead}) (key += part) += '\n';
    }
    auto found = loaded_once.find(key);
    if (found == loaded_once.end()) {
      std::vector<SourceFile> files = test::sources_around("serveringstillstand");
      for (const Edit& edit : edits) test::replace_in(files, edit.file, edit.text, edit.instead);
      found = loaded_once.emplace(key, test::workspace_of(files)).first;
    }
    return found->second;
  }

  static ReprojectionOrder order(const std::string& time) {
    return {"anna", "The calendar has changed", at(time), std::string(32, 'r')};
  }

  ReprojectionReport plan(const Edits& edits, const std::string& time) {
    auto report = engine_->plan_reprojection(changed(edits), order(time));
    EXPECT_TRUE(report.has_value()) << to_string(report.error());
    return *std::move(report);
  }

  ReprojectionReport commit(const Edits& edits, const std::string& time) {
    auto report = engine_->reproject(changed(edits), order(time));
    EXPECT_TRUE(report.has_value()) << to_string(report.error());
    return *std::move(report);
  }

  /// An engine of these texts on the store.
  Result<Engine> engine_of(const Workspace& workspace, std::vector<Workspace> earlier = {}) {
    const test::House& house = test::House::get();
    return Engine::create(
        workspace, {&store_, &house.signer(), &house.zones(),
                    workspace.organisation("workflows/se/organisation.xml"), std::move(earlier)});
  }

  static const DateMove* find(const ReprojectionReport& report, const std::string& id) {
    for (const CaseReprojection& each : report.cases) {
      for (const DateMove& move : each.dates) {
        if (move.id == id) return &move;
      }
    }
    return nullptr;
  }

  std::string due(const std::string& clock, const std::string& time) {
    std::string days;
    for (const CaseView::ClockLine& line : engine_->view(case_, at(time)).value().clocks) {
      if (line.id == clock) days += to_string(line.due);
    }
    return days;
  }

  std::size_t entries() { return store_.log(LogIndex{0}, 1000).value().size(); }
  std::vector<std::string> problems() { return engine_->verify().value().problems; }

  TiringStore store_;
  std::unique_ptr<Engine> engine_;
  CaseId case_;
};

std::string day_of(const std::optional<Date>& day) { return day ? to_string(*day) : "none"; }

TEST_F(Reprojection, SaysWhichDatesMoveAndWhyAndWritesNothing) {
  play(kApplied);
  const std::size_t before = entries();

  const ReprojectionReport report = plan(march_holiday(), "2026-11-03T09:00");

  ASSERT_THAT(report.cases, SizeIs(1));
  EXPECT_TRUE(report.planned);
  const DateMove* clock = find(report, "se.alkf.5.decision");
  ASSERT_NE(clock, nullptr);
  EXPECT_EQ(day_of(clock->was) + " " + day_of(clock->is), "2027-03-01 2027-03-02");
  ASSERT_THAT(clock->causes, SizeIs(1));
  EXPECT_EQ(clock->causes[0].kind, "day");
  EXPECT_THAT(clock->causes[0].text.in(Language::kEnglish),
              HasSubstr("2027-03-01 is no longer one of"));
  EXPECT_THAT(clock->causes[0].text.in(Language::kSwedish), HasSubstr("extradag (SFS 2026:1 1 §)"));
  EXPECT_THAT(clock->derivation_was.steps.back().text.in(Language::kEnglish), HasSubstr("1 March"));
  EXPECT_THAT(clock->derivation_is.steps.back().text.in(Language::kEnglish), HasSubstr("2 March"));
  EXPECT_EQ(entries(), before);
}

TEST_F(Reprojection, TellsTheDutyWithItsClock) {
  play(kApplied);

  const ReprojectionReport report = plan(march_holiday(), "2026-11-03T09:00");

  const DateMove* duty = find(report, "se.alkf.5.decide");
  ASSERT_NE(duty, nullptr);
  EXPECT_EQ(duty->kind + " " + duty->clock, "duty se.alkf.5.decision");
  EXPECT_EQ(duty->causes[0].kind, "day");
}

TEST_F(Reprojection, SaysWhoMustBeTold) {
  play(kApplied);

  const ReprojectionReport report = plan(march_holiday(), "2026-11-03T09:00");

  ASSERT_THAT(report.cases[0].parties, SizeIs(1));
  EXPECT_EQ(report.cases[0].parties[0].id, "5599000104");
  EXPECT_TRUE(report.cases[0].parties[0].detriment);
  EXPECT_THAT(report.cases[0].roles, testing::Contains("delegate"));
}

TEST_F(Reprojection, SaysWhichLetterHasToldTheDateAndWhoActs) {
  play(kApplied);

  const ReprojectionReport report = plan(march_holiday(), "2026-11-03T09:00");

  const DateMove* clock = find(report, "se.alkf.5.decision");
  ASSERT_NE(clock, nullptr);
  ASSERT_THAT(clock->told, SizeIs(1));
  EXPECT_EQ(clock->told[0].type.str() + " " + to_string(clock->told[0].on),
            "receipt.sent 2026-11-02");
  EXPECT_TRUE(report.cases[0].parties[0].was_told);
  EXPECT_THAT(report.cases[0].officers, Not(IsEmpty()));
  EXPECT_THAT(to_text(report, Language::kEnglish), HasSubstr("on 2026-11-02 (receipt.sent)"));
}

TEST_F(Reprojection, SaysThatADateHasNotBeenTold) {
  play(kNotified);

  const ReprojectionReport report = plan({version(kGeneral), appeal_time("P2W")}, kNotified);

  EXPECT_THAT(find(report, "se.fl.44.appeal")->told, IsEmpty());
  EXPECT_FALSE(report.cases[0].parties[0].was_told);
}

struct DetrimentRow {
  std::string name;
  std::string time;
  Edits edits;
  std::string id;
  Detriment expected;
};
void PrintTo(const DetrimentRow& row, std::ostream* stream) { *stream << row.name; }

class Against : public Reprojection, public testing::WithParamInterface<DetrimentRow> {};

TEST_P(Against, Party) {
  play(GetParam().time);

  const ReprojectionReport report = plan(GetParam().edits, GetParam().time);

  const DateMove* move = find(report, GetParam().id);
  ASSERT_NE(move, nullptr);
  EXPECT_EQ(move->detriment, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Detriments, Against,
                         testing::Values(DetrimentRow{"AuthorityLater", kApplied, march_holiday(),
                                                      "se.alkf.5.decision", Detriment::kCertain},
                                         DetrimentRow{"AuthorityEarlier",
                                                      kApplied,
                                                      {version(kAlcohol),
                                                       {kAlcohol, R"(length="P4M" kind)",
                                                        R"(length="P3M" kind)"}},
                                                      "se.alkf.5.decide",
                                                      Detriment::kNone},
                                         DetrimentRow{"PartyEarlier",
                                                      kNotified,
                                                      {version(kGeneral), appeal_time("P2W")},
                                                      "se.fl.44.appeal",
                                                      Detriment::kCertain},
                                         DetrimentRow{"PartyLater",
                                                      kNotified,
                                                      {version(kGeneral), appeal_time("P4W")},
                                                      "se.fl.44.appeal",
                                                      Detriment::kNone}),
                         [](const auto& row) { return row.param.name; });

TEST_F(Reprojection, NamesTheChangedRule) {
  play(kNotified);

  const ReprojectionReport report = plan({version(kGeneral), appeal_time("P2W")}, kNotified);

  const DateMove* appeal = find(report, "se.fl.44.appeal");
  ASSERT_NE(appeal, nullptr);
  EXPECT_EQ(day_of(appeal->was) + " " + day_of(appeal->is), "2027-02-16 2027-02-09");
  EXPECT_EQ(appeal->party, "5599000104");
  EXPECT_EQ(appeal->causes[0].kind, "rule");
  EXPECT_THAT(appeal->causes[0].text.in(Language::kEnglish),
              HasSubstr("length: 3 weeks → 2 weeks"));
}

Edits decision_time(const std::string& length) {
  return {version(kAlcohol),
          {kAlcohol, R"(starts="application.complete" length="P4M")",
           R"(starts="application.complete" length=")" + length + R"(")"}};
}

TEST_F(Reprojection, LeavesACaseInWhichALawfulActWouldBecomeABreach) {
  play(kNotified);

  const ReprojectionReport report = commit(decision_time("P1M"), kNotified);

  ASSERT_THAT(report.cases, SizeIs(1));
  ASSERT_THAT(report.cases[0].verdicts, SizeIs(1));
  const VerdictMove& verdict = report.cases[0].verdicts[0];
  EXPECT_EQ(verdict.norm + " " + verdict.was + " " + verdict.is,
            "se.alkf.5.decide fulfilled violated");
  ASSERT_THAT(report.cases[0].obstacles, SizeIs(1));
  EXPECT_THAT(report.cases[0].obstacles[0].message,
              HasSubstr("a breach of 'se.alkf.5.decide' (SFS 2010:1636 5 §)"));
  EXPECT_FALSE(report.cases[0].entry.has_value());
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Reprojection, LeavesACaseWhoseLastDayWouldHaveBeen) {
  play(kApplied);

  const ReprojectionReport report = plan(decision_time("P1M"), "2026-12-10T09:00");

  ASSERT_THAT(report.cases, SizeIs(1));
  EXPECT_FALSE(report.cases[0].moves());
  EXPECT_THAT(report.cases[0].obstacles,
              testing::Contains(testing::Field(
                  &Obstacle::message, HasSubstr("a last day still to come, found that it would"))));
}

TEST_F(Reprojection, MovesACaseWhoseLastDayComesNearer) {
  play(kApplied);

  const ReprojectionReport report = plan(decision_time("P2M"), "2026-12-10T09:00");

  ASSERT_THAT(report.cases, SizeIs(1));
  EXPECT_THAT(report.cases[0].obstacles, IsEmpty());
}

TEST_F(Reprojection, MovesACaseWithOneEntryThatSaysFromWhatToWhat) {
  play(kApplied);
  const std::size_t before = entries();

  const ReprojectionReport report = commit(march_holiday(), "2026-11-03T09:00");

  EXPECT_EQ(report.moving(), 1U);
  ASSERT_EQ(entries(), before + 1);
  const std::string leaf = store_.log(LogIndex{before}, 1).value().at(0).leaf;
  EXPECT_THAT(leaf, HasSubstr(R"("kind":"reprojected")"));
  const Json read = parse_json(leaf).value();
  EXPECT_EQ(read["calendar"].text("version"), "2026.2");
  EXPECT_EQ(read["reprojection"]["calendar"].text("version"), "2026.1");
  EXPECT_NE(read["reprojection"]["calendar"].text("digest"), read["calendar"].text("digest"));
  EXPECT_EQ(read["reprojection"].text("batch"), report.batch);
  EXPECT_THAT(report.batch, SizeIs(64));
  EXPECT_EQ(due("se.alkf.5.decision", "2026-11-03T09:00"), "2027-03-02");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Reprojection, MovesEachCaseOnce) {
  play(kApplied);
  commit(march_holiday(), "2026-11-03T09:00");
  const std::size_t before = entries();

  const ReprojectionReport again = commit(march_holiday(), "2026-11-03T10:00");

  EXPECT_EQ(again.there, 1U);
  EXPECT_THAT(again.cases, IsEmpty());
  EXPECT_EQ(entries(), before);
}

TEST_F(Reprojection, GoesThereAndBack) {
  play(kApplied);
  commit(march_holiday(), "2026-11-03T09:00");

  const auto back = engine_->reproject(test::House::get().workspace(), order("2026-11-03T10:00"));

  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->moving(), 1U);
  EXPECT_EQ(due("se.alkf.5.decision", "2026-11-03T10:00"), "2027-03-01");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Reprojection, GoesOnWhereAnInterruptedOneEnded) {
  play(kApplied);
  store_.units_left = 2;  // the newest entry and the first case are read, then the disk is gone
  const auto broken = engine_->reproject(changed(march_holiday()), order("2026-11-03T09:00"));
  store_.units_left = 1'000'000;

  const ReprojectionReport report = commit(march_holiday(), "2026-11-03T09:00");

  EXPECT_EQ(broken.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(report.moving() + report.there, 1U);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Reprojection, GoesOnUnderTheTextsThatTheCaseIsUnder) {
  play(kApplied);
  commit(march_holiday(), "2026-11-03T09:00");
  const Workspace now = changed(march_holiday());
  const Workspace& shipped = test::House::get().workspace();

  // Whichever of the two is in force, as long as the other is there too.
  for (const auto& [in_force, other] : {std::pair(now, shipped), std::pair(shipped, now)}) {
    engine_ = std::make_unique<Engine>(engine_of(in_force, {other}).value());
    EXPECT_EQ(due("se.alkf.5.decision", "2026-11-03T10:00"), "2027-03-02");
    EXPECT_THAT(problems(), IsEmpty());
  }
}

TEST_F(Reprojection, IsVerifiedFromTheTextsThatItTookTheCaseAwayFrom) {
  play(kApplied);  // under the shipped texts, which are gone afterwards: the case is under others
  const Workspace middle = changed({version(kCalendar), holiday("07-17")});
  engine_ = std::make_unique<Engine>(engine_of(middle).value());
  commit(march_holiday(), "2026-11-03T09:00");

  const Engine engine = engine_of(changed(march_holiday()), {middle}).value();

  EXPECT_THAT(engine.verify().value().problems, IsEmpty());
}

TEST_F(Reprojection, DoesNotRunACaseUnderTextsThatItIsNotUnder) {
  play(kApplied);
  commit(march_holiday(), "2026-11-03T09:00");

  const Engine old = engine_of(test::House::get().workspace()).value();

  const auto view = old.view(case_, at("2026-11-03T10:00"));
  ASSERT_FALSE(view.has_value());
  EXPECT_THAT(view.error().message, HasSubstr("the re-projected case is under"));
  EXPECT_THAT(old.verify().value().problems, ElementsAre(HasSubstr("was re-projected to")));
}

TEST_F(Reprojection, NeedsTheEarlierTextsForAVerification) {
  play(kApplied);
  commit(march_holiday(), "2026-11-03T09:00");

  const Engine now = engine_of(changed(march_holiday())).value();

  EXPECT_TRUE(now.view(case_, at("2026-11-03T10:00")).has_value());
  EXPECT_THAT(now.verify().value().problems, ElementsAre(HasSubstr("was under before")));
}

TEST_F(Reprojection, LeavesACaseWhoseWorkflowChangedUnderItsVersion) {
  play(kApplied);
  Edits edits = march_holiday();
  edits.push_back({"workflows/se/serveringstillstand/workflow.scxml", "<datamodel>",
                   "<!-- changed --><datamodel>"});

  const ReprojectionReport report = commit(edits, "2026-11-03T09:00");

  ASSERT_THAT(report.cases, SizeIs(1));
  ASSERT_THAT(report.cases[0].obstacles, SizeIs(1));
  EXPECT_THAT(report.cases[0].obstacles[0].message, HasSubstr("needs a version of its own"));
  EXPECT_EQ(due("se.alkf.5.decision", "2026-11-03T10:00"), "2027-03-01");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Reprojection, MovesByAMapToo) {
  engine_ = std::make_unique<Engine>(test::engine_on(store_).value());
  Command made;
  made.id = CommandId("contact-1");
  made.salt = std::string(32, 'c');
  made.workflow = WorkflowId("se.kontakt");
  made.origin = Origin::kArrival;
  made.who = "anyone";
  made.event = "contact";
  made.channel = "e-mail";
  made.data.set("topic", Value("Opening hours"));
  made.now = at("2026-11-02T09:00");
  case_ = engine_->execute(made).value().case_id;

  const auto report =
      engine_->reproject(test::workspace_of(test::sources_with_next_version(test::kMapText)),
                         order("2026-11-16T09:00"));

  ASSERT_TRUE(report.has_value());
  ASSERT_THAT(report->cases, SizeIs(1));
  EXPECT_THAT(report->cases[0].obstacles, IsEmpty());
  EXPECT_EQ(report->cases[0].to, "se.kontakt@1.1.0");
  EXPECT_THAT(engine_->view(case_, at("2026-11-16T09:00")).value().states,
              testing::Contains("incoming"));
  EXPECT_THAT(problems(), IsEmpty());
}

struct OrderRow {
  std::string name;
  ReprojectionOrder order;
  ErrorCode code;
  std::string message;
};

TEST_F(Reprojection, RefusesAnUnsoundOrder) {
  play(kApplied);
  const Instant now = at("2026-11-03T09:00");
  const std::string salt(32, 'r');
  const OrderRow rows[] = {
      {"ShortSalt", {"anna", "", now, "short"}, ErrorCode::kInvalidArgument, "16 bytes of salt"},
      {"Nobody", {"nobody", "", now, salt}, ErrorCode::kInvalidArgument, "who orders the move"},
      {"Earlier",
       {"anna", "", at("2026-10-01T09:00"), salt},
       ErrorCode::kOutOfRange,
       "when the newest entry was recorded"}};
  for (const OrderRow& row : rows) {
    const auto report = engine_->reproject(changed(march_holiday()), row.order);

    ASSERT_FALSE(report.has_value()) << row.name;
    EXPECT_EQ(report.error().code, row.code) << row.name;
    EXPECT_THAT(report.error().message, HasSubstr(row.message)) << row.name;
  }
}

TEST_F(Reprojection, IsMissedWhereTheEntrySaysOtherDates) {
  play(kApplied);
  commit(march_holiday(), "2026-11-03T09:00");
  const Workspace other = changed({version(kCalendar), holiday("03-02")});

  const Engine engine = engine_of(other, {test::House::get().workspace()}).value();

  EXPECT_FALSE(engine.verify().value().sound());
}

TEST_F(Reprojection, IsToldAsJsonInFull) {
  play(kApplied);

  const Json told = to_json(plan(march_holiday(), "2026-11-03T09:00"));

  EXPECT_TRUE(told.flag("planned"));
  EXPECT_EQ(told.number("moving"), 1);
  const Json& move = (*(*told["cases"].array())[0]["dates"].array())[0];
  EXPECT_EQ(move.text("was") + " " + move.text("is"), "2027-03-01 2027-03-02");
  EXPECT_EQ(move.text("detriment"), "certain");
  EXPECT_FALSE(move["derivation_is"].array()->empty());
}

TEST_F(Reprojection, LetsTheStoryGoOnToItsEnd) {
  play(kApplied);
  commit({version(kCalendar), holiday("07-17")}, kApplied);
  const auto actions = test::actions_of(kStory);

  for (const test::Action& action : actions.value()) {
    if (action.kind != test::Action::Kind::kCommand || action.command.now <= at(kApplied)) continue;
    const auto answer = engine_->execute(action.command);
    ASSERT_TRUE(answer.has_value()) << to_string(answer.error());
  }

  EXPECT_THAT(problems(), IsEmpty());
}

}  // namespace
}  // namespace lagrum
