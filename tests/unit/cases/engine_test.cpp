#include "lagrum/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/house.h"
#include "support/memory_store.h"

namespace lagrum {
namespace {

using testing::Contains;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// An engine on an empty store, and commands with ids and salts that count up.
class EngineTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(test::House::get().loaded());
    reopen();
  }

  void reopen() {
    store_ = std::make_unique<test::MemoryStore>(medium_);
    const test::House& house = test::House::get();
    auto engine = Engine::create(house.workspace(),
                                 {store_.get(), &house.signer(), &house.zones(),
                                  house.workspace().organisation("workflows/se/organisation.xml")});
    ASSERT_TRUE(engine.has_value()) << to_string(engine.error());
    engine_ = std::make_unique<Engine>(std::move(*engine));
  }

  /// An engine on the shipped files with `text` put in after `after`, wherever that stands.
  std::unique_ptr<Engine> engine_with(const std::string& after, const std::string& text) {
    std::vector<SourceFile> files = test::shipped_sources();
    for (SourceFile& file : files) {
      const std::size_t at = file.bytes.find(after);
      if (at != std::string::npos) file.bytes.insert(at + after.size(), text);
    }
    const test::House& house = test::House::get();
    const Workspace workspace = test::workspace_of(files);
    return std::make_unique<Engine>(
        Engine::create(workspace, {store_.get(), &house.signer(), &house.zones(),
                                   workspace.organisation("workflows/se/organisation.xml")})
            .value());
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
    made.id =
        CommandId("00000000-0000-4000-8000-" +
                  std::string(12 - std::to_string(count_).size(), '0') + std::to_string(count_));
    made.salt = std::string(32, static_cast<char>('a' + count_ % 26));
    made.case_id = case_;
    made.workflow = WorkflowId("se.kontakt");
    made.who = who;
    made.event = event;
    made.now = at(time);
    return made;
  }

  /// A question by e-mail opens the case that the other steps act on.
  Answer open(const std::string& time = "2026-11-02T09:00") {
    Command made = command(time, "anyone", "contact");
    made.origin = Origin::kArrival;
    made.channel = "e-mail";
    made.data.set("topic", Value("Opening hours"));
    const Answer answer = engine_->execute(made).value();
    case_ = answer.case_id;
    return answer;
  }

  std::size_t entries() { return store_->log(LogIndex{0}, 1000).value().size(); }

  std::shared_ptr<test::MemoryMedium> medium_ = std::make_shared<test::MemoryMedium>();
  std::unique_ptr<test::MemoryStore> store_;
  std::unique_ptr<Engine> engine_;
  CaseId case_;
  int count_ = 0;
};

TEST_F(EngineTest, OpensACaseWithAnArrivalAndShowsItsDuty) {
  const Answer answer = open();

  EXPECT_EQ(answer.outcome, Outcome::kDone);
  EXPECT_EQ(answer.phase, "service");
  const CaseView view = engine_->view(case_, at("2026-11-02T09:00")).value();
  const bool owed = std::any_of(view.duties.begin(), view.duties.end(), [](const auto& duty) {
    return duty.norm == "se.fl.6.service" && duty.status == "open" && duty.policy;
  });
  EXPECT_TRUE(owed);
}

NewDocument brought(const std::string& kind, const std::string& name, const std::string& bytes) {
  return {kind, name, "text/plain", bytes};
}

// Forms send what nobody filled in.
TEST_F(EngineTest, TakesABlankTextForNoValue) {
  const auto data_of = [&](const std::function<void(Context&)>& change) {
    Command made = command("2026-11-02T09:00", "anyone", "contact");
    made.origin = Origin::kArrival;
    made.channel = "e-mail";
    change(made.data);
    const Result<Answer> answer = engine_->execute(made);
    return answer ? to_string(answer->outcome) : std::string_view("not executed");
  };

  EXPECT_EQ(data_of([](Context& data) { data.set("topic", Value(" \t")); }),
            data_of([](Context&) {}));
  EXPECT_EQ(data_of([](Context& data) { data.set("topic", Value("Hours")); }), "done");
}

TEST_F(EngineTest, KeepsEveryDocumentThatIsBroughtWithItsNameAndOrder) {
  Command made = command("2026-11-02T09:00", "anyone", "contact");
  made.origin = Origin::kArrival;
  made.channel = "e-mail";
  made.data.set("topic", Value("Opening hours"));
  made.documents = {brought("attachment", "a.txt", "one"), brought("photo", "b.txt", ""),
                    brought("attachment", "a.txt", "two")};

  case_ = engine_->execute(made).value().case_id;

  const CaseFile file = engine_->file(case_, made.now).value();
  ASSERT_EQ(file.documents.size(), 3U);
  EXPECT_EQ(file.documents[0].name, "a.txt");
  EXPECT_EQ(file.documents[0].bytes, "one");
  EXPECT_EQ(file.documents[1].name, "b.txt");
  EXPECT_EQ(file.documents[1].bytes, "");
  EXPECT_EQ(file.documents[2].name, "a (2).txt");
  EXPECT_EQ(file.documents[2].bytes, "two");
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(EngineTest, GivesAllDocumentsOfAKindToTheActThatNamesIt) {
  open();
  Command answer = command("2026-11-02T10:00", "karin", "answer");
  answer.data.set("text", Value("Nine to four"));
  answer.documents = {brought("answer", "one.txt", ""), brought("answer", "two.txt", "2")};

  ASSERT_EQ(engine_->execute(answer).value().outcome, Outcome::kDone);

  const CaseFile file = engine_->file(case_, answer.now).value();
  ASSERT_EQ(file.documents.size(), 2U);
  EXPECT_EQ(file.documents[0].name, "one.txt");
  EXPECT_EQ(file.documents[1].name, "two.txt");
}

TEST_F(EngineTest, RefusesADocumentThatNoActTakes) {
  open();
  Command answer = command("2026-11-02T10:00", "karin", "answer");
  answer.data.set("text", Value("Nine to four"));
  answer.documents = {brought("attachment", "one.txt", "1")};
  const std::size_t written = entries();

  const auto done = engine_->execute(answer);

  ASSERT_FALSE(done.has_value());
  EXPECT_THAT(done.error().message,
              HasSubstr("documents of kind answer only with the event 'answer', found 'one.txt' "
                        "of kind 'attachment', which none of its acts takes"));
  EXPECT_EQ(entries(), written);
}

TEST_F(EngineTest, SendsAPartyWhatTheAuthorityMadeAndNotWhatThePartySent) {
  Command made = command("2026-11-02T09:00", "party", "contact");
  made.origin = Origin::kArrival;
  made.channel = "e-mail";
  made.data.set("topic", Value("Opening hours"));
  made.data.set("parties",
                Value(List{Value(Context{{"id", Value("p1")}, {"name", Value("Pia")}})}));
  made.documents = {brought("attachment", "a.txt", "one")};
  case_ = engine_->execute(made).value().case_id;
  EXPECT_EQ(engine_->view(case_, made.now).value().acts.front().act.party.str(), "p1");
  EXPECT_THAT(store_->outgoing(10).value(), IsEmpty());
  Command answer = command("2026-11-02T10:00", "karin", "answer");
  answer.data.set("text", Value("Nine to four"));
  answer.data.set("party", Value("p1"));

  ASSERT_EQ(engine_->execute(answer).value().outcome, Outcome::kDone);

  const auto letters = store_->outgoing(10).value();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_THAT(letters.front().body, HasSubstr("enquiry.answered"));
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

// As the decision goes with the notice of it (FL 33 § 1 st.): a document without a template is the
// one that the case has.
TEST_F(EngineTest, EnclosesADocumentOfTheCase) {
  engine_ = engine_with(R"(<l:document kind="answer" template="texts/answer"/>)",
                        R"(<l:document kind="receipt"/>)");
  open();
  Command promise = command("2026-11-02T10:00", "karin", "promise");
  promise.data.set("by", Value(parse_date("2026-11-04").value()));
  ASSERT_EQ(engine_->execute(promise).value().outcome, Outcome::kDone);
  Command answer = command("2026-11-02T11:00", "karin", "answer");
  answer.data.set("text", Value("Nine to four"));

  ASSERT_EQ(engine_->execute(answer).value().outcome, Outcome::kDone);

  const CaseView view = engine_->view(case_, answer.now).value();
  const auto documents = [&](const std::string& type) {
    for (const CaseView::ActLine& line : view.acts) {
      if (line.act.type.str() == type) return line.act.documents;
    }
    return std::vector<DocumentRef>();
  };
  ASSERT_EQ(documents("enquiry.answered").size(), 2U);
  EXPECT_EQ(documents("enquiry.answered")[1].digest, documents("callback.promised")[0].digest);
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(EngineTest, WritesLettersInTheLanguageOfTheAuthority) {
  engine_ = engine_with(R"(territory="SE" kind="municipality")", R"( xml:lang="da")");
  open();
  Command answer = command("2026-11-02T11:00", "karin", "answer");
  answer.data.set("text", Value("Nine to four"));

  ASSERT_EQ(engine_->execute(answer).value().outcome, Outcome::kDone);

  const DocumentRef letter =
      engine_->view(case_, answer.now).value().acts.back().act.documents.at(0);
  const auto stored = store_->begin().value()->document(letter.digest).value();
  EXPECT_THAT(stored.value().bytes, HasSubstr("Ankeborg Kommune"));
}

TEST_F(EngineTest, PutsAGuardThatIsNeitherTrueNorFalseOnRecord) {
  engine_ = engine_with(R"(<transition event="answer")",
                        R"( cond="string length(parties[99].number) > 1")");
  open();
  Command answer = command("2026-11-02T11:00", "karin", "answer");
  answer.data.set("text", Value("Nine to four"));

  const Answer said = engine_->execute(answer).value();

  EXPECT_EQ(said.outcome, Outcome::kNotApplicable);
  EXPECT_THAT(said.detail, ContainsRegex("neither true nor false at [0-9]+:[0-9]+"));
  EXPECT_THAT(store_->log(said.entry.value(), 1).value().front().leaf,
              ContainsRegex("\"unsettled\":\\[\"[0-9]+:[0-9]+\"\\]"));
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(EngineTest, AnswersTheSameKeyWithTheStoredAnswer) {
  open();
  Command answer = command("2026-11-02T10:00", "karin", "answer");
  answer.key = "k1";
  answer.data.set("text", Value("Nine to four"));
  const Answer first = engine_->execute(answer).value();
  const std::size_t written = entries();

  const Answer second = engine_->execute(answer).value();

  EXPECT_EQ(first.outcome, Outcome::kDone);
  EXPECT_TRUE(second.repeated);
  EXPECT_EQ(second.outcome, first.outcome);
  EXPECT_EQ(second.entry, first.entry);
  EXPECT_EQ(entries(), written);
}

TEST_F(EngineTest, RefusesAnotherCommandUnderAUsedKey) {
  open();
  Command answer = command("2026-11-02T10:00", "karin", "answer");
  answer.key = "k1";
  answer.data.set("text", Value("Nine to four"));
  ASSERT_TRUE(engine_->execute(answer).has_value());
  answer.data.set("text", Value("Nine to five"));

  const auto again = engine_->execute(answer);

  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

TEST_F(EngineTest, OpensOneCaseForAMatter) {
  Command first = command("2026-11-02T09:00", "anyone", "contact");
  first.origin = Origin::kArrival;
  first.channel = "e-service";
  first.matter = "flow|4711";
  first.data.set("topic", Value("Opening hours"));
  EXPECT_EQ(engine_->case_of("flow|4711").value(), CaseId());
  const Answer opened = engine_->execute(first).value();
  ASSERT_EQ(opened.outcome, Outcome::kDone);
  reopen();
  Command second = first;
  second.id = CommandId("00000000-0000-4000-8000-00000000ffff");

  const auto again = engine_->execute(second);

  EXPECT_EQ(engine_->case_of("flow|4711").value(), opened.case_id);
  EXPECT_EQ(engine_->case_of("flow|4712").value(), CaseId());
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  EXPECT_THAT(again.error().message, HasSubstr(opened.case_id.str()));
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(EngineTest, TakesAMatterOnlyWhereACaseIsOpened) {
  open();
  Command supplement = command("2026-11-02T10:00", "karin", "answer");
  supplement.matter = "flow|4711";

  const auto answer = engine_->execute(supplement);

  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(EngineTest, RefusesATimeBeforeTheNewestEntry) {
  open("2026-11-02T09:00");

  const auto late = engine_->execute(command("2026-11-02T08:59", "karin", "close"));

  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(entries(), 1U);
}

struct UnsoundCommand {
  std::string name;
  std::function<void(Command&)> spoil;
  std::string message;
};
void PrintTo(const UnsoundCommand& row, std::ostream* out) { *out << row.name; }

class UnsoundCommands : public EngineTest, public testing::WithParamInterface<UnsoundCommand> {};

TEST_P(UnsoundCommands, AreRefusedAndLeaveNothingBehind) {
  open();
  Command made = command("2026-11-02T10:00", "karin", "answer");
  made.data.set("text", Value("Nine to four"));
  GetParam().spoil(made);
  const std::size_t written = entries();

  const auto answer = engine_->execute(made);

  ASSERT_FALSE(answer.has_value());
  EXPECT_THAT(answer.error().message, HasSubstr(GetParam().message));
  EXPECT_EQ(entries(), written);
}

INSTANTIATE_TEST_SUITE_P(
    Each, UnsoundCommands,
    testing::Values(
        UnsoundCommand{"UnknownEvent", [](Command& made) { made.event = "anwser"; },
                       "did you mean 'answer'"},
        UnsoundCommand{"UnknownValue", [](Command& made) { made.data.set("texts", Value("x")); },
                       "did you mean 'text'"},
        UnsoundCommand{"WrongType", [](Command& made) { made.data.set("text", Value(true)); },
                       "expected string"},
        UnsoundCommand{"ShortSalt", [](Command& made) { made.salt = "short"; }, "16 bytes"},
        UnsoundCommand{"NoId", [](Command& made) { made.id = CommandId(); }, "an id"},
        UnsoundCommand{"Future",
                       [](Command& made) { made.happened = made.now + std::chrono::hours{1}; },
                       "has passed"},
        UnsoundCommand{"UnknownCase", [](Command& made) { made.case_id = CaseId("case-x"); },
                       "case that exists"}),
    [](const testing::TestParamInfo<UnsoundCommand>& row) { return row.param.name; });

TEST_F(EngineTest, RefusesAValueThatItsTypeDoesNotAllow) {
  Command asked = command("2026-11-02T09:00", "karin", "ask-orally");
  asked.workflow = WorkflowId("se.utlamnande");
  asked.case_id = CaseId();
  asked.data = {{"channel", "phone"}, {"topic", "The minutes"}, {"written_copy", false}};
  const auto opened = engine_->execute(asked);
  ASSERT_TRUE(opened.has_value()) << to_string(opened.error());
  Command test = command("2026-11-02T09:10", "karin", "test-secrecy");
  test.case_id = opened->case_id;
  test.data.set("outcome", Value("opne"));
  const std::size_t written = entries();

  const auto answer = engine_->execute(test);

  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(answer.error().message,
            "'outcome' of the event 'test-secrecy': expected one of \"open\", \"partly\", "
            "\"secret\", found \"opne\"");
  EXPECT_EQ(entries(), written);
  test.id = CommandId("again");
  test.data.set("outcome", Value("open"));
  EXPECT_TRUE(engine_->execute(test).has_value());
}

TEST_F(EngineTest, JournalsTheAttemptOfAnOfficialWithoutTheRole) {
  open();
  Command made = command("2026-11-02T10:00", "agda", "answer");
  made.data.set("text", Value("Nine to four"));

  const Answer answer = engine_->execute(made).value();

  EXPECT_EQ(answer.outcome, Outcome::kNotAuthorised);
  ASSERT_TRUE(answer.entry.has_value());
  EXPECT_THAT(store_->log(*answer.entry, 1).value().front().leaf,
              HasSubstr("\"kind\":\"not-authorised\""));
}

TEST_F(EngineTest, LeavesAStrangersAttemptOutOfTheLog) {
  open();
  Command made = command("2026-11-02T10:00", "mallory", "answer");
  made.data.set("text", Value("x"));
  const std::size_t written = entries();

  const Answer answer = engine_->execute(made).value();

  EXPECT_EQ(answer.outcome, Outcome::kNotAuthorised);
  EXPECT_FALSE(answer.entry.has_value());
  EXPECT_EQ(entries(), written);
}

/// Words for the authority's own people, of the packs and of the organisation.
class OwnRoles : public EngineTest, public testing::WithParamInterface<const char*> {};

TEST_P(OwnRoles, AreNobodysBySayingSo) {
  open();
  const std::size_t written = entries();
  for (const Origin origin : {Origin::kPerson, Origin::kArrival}) {
    Command made = command("2026-11-02T10:00", GetParam(), "answer");
    made.origin = origin;
    made.data.set("text", Value("x"));

    const Answer answer = engine_->execute(made).value();

    EXPECT_EQ(answer.outcome, Outcome::kNotAuthorised);
    EXPECT_EQ(entries(), written);
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, OwnRoles,
                         testing::Values("officer", "delegate", "registrar", "board", "manager",
                                         "member", "secretary"));

// What arrives is taken in as the registry would; the registry's own acts take a person.
TEST_F(EngineTest, TakesFromAnArrivalOnlyWhatTakesSomethingIn) {
  open();
  Command made = command("2026-11-02T10:00", "mallory", "register");
  made.origin = Origin::kArrival;
  made.data.set("number", Value("1"));

  EXPECT_EQ(engine_->execute(made).value().outcome, Outcome::kNotAuthorised);
}

TEST_F(EngineTest, JournalsWhatArrivesAndIsNotTakenNow) {
  open();
  Command made = command("2026-11-02T10:00", "anyone", "contact");
  made.origin = Origin::kArrival;
  made.channel = "e-mail";
  made.data.set("topic", Value("Opening hours"));
  Command archived = command("2026-11-02T11:00", "anyone", "close");
  archived.origin = Origin::kArrival;

  const Answer answer = engine_->execute(archived).value();

  EXPECT_EQ(answer.outcome, Outcome::kNotApplicable);
  EXPECT_TRUE(answer.entry.has_value());
}

TEST_F(EngineTest, AnswersATimeBeyondTheYearsWithAnError) {
  open();
  const std::string salt(32, 's');
  for (const Instant beyond : {Instant::min(), Instant::max()}) {
    EXPECT_EQ(engine_->view(case_, beyond).error().code, ErrorCode::kOutOfRange);
    EXPECT_EQ(engine_->tick(beyond, salt).error().code, ErrorCode::kOutOfRange);
    Command made = command("2026-11-02T10:00", "karin", "answer");
    made.data.set("text", Value("x"));
    made.now = beyond;
    EXPECT_EQ(engine_->execute(made).error().code, ErrorCode::kOutOfRange);
  }
  Command made = command("2026-11-02T10:00", "karin", "answer");
  made.data.set("text", Value("x"));
  made.happened = Instant::min();
  EXPECT_EQ(engine_->execute(made).error().code, ErrorCode::kOutOfRange);
}

TEST_F(EngineTest, TakesNoValueThatCannotBeReadBack) {
  open();
  Command made = command("2026-11-02T10:00", "anyone", "call");
  made.who = "karin";
  made.event = "promise";
  made.data.set("by", Value(CivilDate{2026, 2, 31}));

  const auto answer = engine_->execute(made);

  ASSERT_FALSE(answer.has_value());
  EXPECT_THAT(answer.error().message, HasSubstr("'by'"));
}

TEST_F(EngineTest, FindsATextThatWasChangedUnderItsVersion) {
  open();
  const auto other = engine_with("id=\"se.fl.6.callback\"", " ");

  const Verification found = other->verify().value();

  ASSERT_FALSE(found.sound());
  EXPECT_THAT(found.problems.front(), HasSubstr("'se.administrative' version 2026.1"));
}

TEST_F(EngineTest, KnowsAPersonBehindASecondAccount) {
  open();
  Command made = command("2026-11-02T10:00", "ANKEBORG\\karkvi", "answer");
  made.data.set("text", Value("Nine to four"));
  ASSERT_EQ(engine_->execute(made).value().outcome, Outcome::kDone);

  const CaseView view = engine_->view(case_, at("2026-11-02T10:00")).value();

  const auto answered = std::find_if(view.acts.begin(), view.acts.end(), [](const auto& line) {
    return line.act.type.str() == "enquiry.answered";
  });
  ASSERT_NE(answered, view.acts.end());
  EXPECT_EQ(answered->act.actor, "karin");
}

TEST_F(EngineTest, SaysWhatIsPossibleWhenTheWorkflowDoesNotTakeAnEvent) {
  open();

  const Answer answer = engine_->execute(command("2026-11-02T10:00", "karin", "close")).value();

  EXPECT_EQ(answer.outcome, Outcome::kNotApplicable);
  EXPECT_THAT(answer.possible, Contains("answer"));
  EXPECT_TRUE(answer.unmet.empty());
}

TEST_F(EngineTest, ReadsValuesOfTypesThatTheDecisionModelDefines) {
  const auto party = [&](const char* text) {
    return engine_->parse_event_value(WorkflowId("se.serveringstillstand"), "add-party", "party",
                                      text);
  };

  const Result<Value> read = party(R"({id: "x", role: "applicant", name: "N"})");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(*read->context()->find("name"), Value("N"));
  EXPECT_THAT(party(R"({id: "x", rol: "applicant"})").error().message,
              AllOf(HasSubstr("the value 'party'"), HasSubstr("did you mean 'role'?")));
}

TEST_F(EngineTest, SaysWhichConditionDoesNotHold) {
  engine_ = engine_with(R"(<transition event="answer")", R"( cond="count(parties) = 99")");
  open();
  Command made = command("2026-11-02T11:00", "karin", "answer");
  made.data.set("text", Value("Nine to four"));

  const Answer answer = engine_->execute(made).value();

  EXPECT_EQ(answer.outcome, Outcome::kNotApplicable);
  ASSERT_EQ(answer.unmet.size(), 1U);
  EXPECT_THAT(answer.unmet.front(), ContainsRegex("count.parties. = 99 .*workflow.scxml:[0-9]+:"));
  EXPECT_THAT(answer.possible, Not(Contains("answer")));
  EXPECT_THAT(to_text(answer, Language::kSwedish), HasSubstr("villkor gäller inte"));
  EXPECT_EQ(engine_->execute(made).value().unmet, answer.unmet);  // as it was stored
}

TEST_F(EngineTest, TriesACommandWithoutWriting) {
  open();
  Command made = command("2026-11-02T10:00", "karin", "answer");
  made.data.set("text", Value("Nine to four"));

  const Answer answer = engine_->try_out(made).value();

  EXPECT_EQ(answer.outcome, Outcome::kDone);
  EXPECT_EQ(entries(), 1U);
}

TEST_F(EngineTest, GoesOnAfterARestartAsBefore) {
  open();
  reopen();
  Command made = command("2026-11-02T10:00", "karin", "answer");
  made.data.set("text", Value("Nine to four"));

  const Answer answer = engine_->execute(made).value();

  EXPECT_EQ(answer.outcome, Outcome::kDone);
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(EngineTest, HoldsNoValueOfAnActInTheLeaf) {
  Command made = command("2026-11-02T09:00", "anyone", "contact");
  made.origin = Origin::kArrival;
  made.channel = "e-mail";
  made.data.set("topic", Value("Diagnosis of Åsa Öbergh 19800101-1234"));
  ASSERT_TRUE(engine_->execute(made).has_value());

  const std::string leaf = store_->log(LogIndex{0}, 1).value().front().leaf;

  EXPECT_THAT(leaf, Not(HasSubstr("Öbergh")));
  EXPECT_THAT(leaf, Not(HasSubstr("19800101")));
}

TEST_F(EngineTest, GivesTheSameBytesForTheSameCommands) {
  open();
  const std::string first = store_->log(LogIndex{0}, 1).value().front().leaf;
  medium_ = std::make_shared<test::MemoryMedium>();
  case_ = CaseId();
  count_ = 0;
  reopen();

  open();

  EXPECT_EQ(store_->log(LogIndex{0}, 1).value().front().leaf, first);
}

TEST_F(EngineTest, FindsAChangedPhaseInTheCaseTable) {
  open();
  medium_->cases.begin()->second.phase = "final";

  const auto found = engine_->verify().value().problems;

  EXPECT_THAT(found, Contains(HasSubstr("case table")));
}

TEST_F(EngineTest, FindsARemovedDutyRow) {
  open();
  medium_->duties.begin()->second.clear();

  EXPECT_THAT(engine_->verify().value().problems, Contains(HasSubstr("duty table")));
}

TEST_F(EngineTest, FindsAChangedDisclosure) {
  open();
  medium_->log.front().disclosures.front().disclosure += "A";

  EXPECT_THAT(engine_->verify().value().problems, Contains(HasSubstr("entry 0, disclosure")));
}

TEST_F(EngineTest, RefusesToOpenALogThatIsShorterThanItsCheckpoint) {
  open();
  ASSERT_TRUE(engine_->checkpoint().has_value());
  medium_->log.clear();
  medium_->head.size = 0;
  medium_->head.frontier.clear();

  const test::House& house = test::House::get();
  const auto engine = Engine::create(
      house.workspace(), {store_.get(), &house.signer(), &house.zones(),
                          house.workspace().organisation("workflows/se/organisation.xml")});

  ASSERT_FALSE(engine.has_value());
  EXPECT_EQ(engine.error().code, ErrorCode::kCorruption);
}

TEST_F(EngineTest, KeepsAnswersThroughJson) {
  open();
  const Answer answer = engine_->execute(command("2026-11-02T10:00", "karin", "close")).value();

  const Answer again = answer_from_json(to_json(answer)).value();

  EXPECT_EQ(to_json(again), to_json(answer));
  EXPECT_EQ(to_text(again, Language::kDanish), to_text(answer, Language::kDanish));
}

}  // namespace
}  // namespace lagrum
