#include "log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "support/shared.h"

namespace lagrum::log {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class LogTest : public ::testing::Test {
 protected:
  std::string text() const { return stream_.str(); }

  std::ostringstream stream_;
  Log log_ = Log::to_stream(stream_);
};

Objection objection(const char* norm) {
  Objection made;
  made.norm = norm;
  return made;
}

TickReport report(std::size_t moments, std::size_t acts) {
  TickReport made;
  made.moments = moments;
  made.acts = acts;
  return made;
}

TEST_F(LogTest, TellsWhatTookPlace) {
  Answer answer;
  answer.case_id = CaseId("c-1");
  answer.entry = LogIndex{41};
  answer.phase = "decision";
  answer.acts = {{"decision.made", Date{}, ""}, {"service.deemed", Date{}, "xx.act.26.deemed"}};

  log_.answer(answer);

  EXPECT_THAT(text(), MatchesRegex("....-..-..T..:..:..[.]...Z info answer outcome=done case=c-1 "
                                   "entry=41 phase=decision norms=xx[.]act[.]26[.]deemed "
                                   "acts=decision[.]made,service[.]deemed\n"));
}

TEST_F(LogTest, WarnsOfARefusalWithEachNormOnce) {
  Answer answer;
  answer.outcome = Outcome::kRefused;
  answer.case_id = CaseId("c-1");
  answer.objections = {objection("xx.b"), objection("xx.a"), objection("xx.b")};

  log_.answer(answer);

  EXPECT_THAT(text(), HasSubstr(" warning answer outcome=refused case=c-1 norms=xx.a,xx.b\n"));
}

TEST_F(LogTest, NamesTheMissingProvisionAndARepetition) {
  Answer answer;
  answer.outcome = Outcome::kNotAuthorised;
  answer.case_id = CaseId("c-1");
  answer.provision = "SFS 2017:725 6 kap. 37 §\n\"A4\"";
  answer.repeated = true;

  log_.answer(answer);

  EXPECT_THAT(text(), HasSubstr("provision=\"SFS 2017:725 6 kap. 37 §??A4?\" repeated=true\n"));
}

TEST_F(LogTest, CountsWhatFellDueAndIsSilentWhenNothingDid) {
  log_.tick(TickReport{});
  EXPECT_EQ(text(), "");

  log_.tick(report(2, 1));
  EXPECT_THAT(text(), HasSubstr(" info tick moments=2 acts=1 refused=0 failed=0\n"));
}

TEST_F(LogTest, TellsTheCaseThatStaysDue) {
  TickReport report;
  report.failed.push_back({CaseId("c-1"), Error{ErrorCode::kNotFound, "", {}, {}}});

  log_.tick(report);

  EXPECT_THAT(text(), HasSubstr(" error still-due case=c-1 code=" +
                                std::string(to_string(ErrorCode::kNotFound)) + "\n"));
}

TEST_F(LogTest, TellsAnErrorsCodeAndPlace) {
  log_.error(Error{ErrorCode::kNotFound, "expected a case", Position{"f.xml", 3, 7}, "FL 25 §"});

  EXPECT_THAT(text(),
              HasSubstr(" error error code=" + std::string(to_string(ErrorCode::kNotFound)) +
                        " line=3 column=7 provision=\"FL 25 §\"\n"));
}

// Regulation (EU) 2016/679, art. 5(1)(c): no more personal data than is needed; for a log, none.
TEST_F(LogTest, HoldsNoPersonalData) {
  const std::string name = "Åsa Öberg";
  const std::string number = "19121212-1212";
  Objection told = objection("xx.act.25.told");
  told.party = number;
  told.title.set("sv", name);
  told.summary.set("sv", name);
  told.remedies = {Objection::Remedy{Texts({{"sv", name}}), "state", {name}, number, std::nullopt}};
  Answer answer;
  answer.outcome = Outcome::kReasonRequired;
  answer.case_id = CaseId("c-1");
  answer.objections = {told};
  answer.detail = name + " " + number;
  answer.possible = {name};

  log_.answer(answer);
  log_.error(Error{ErrorCode::kInvalidArgument,
                   "expected a number, found '" + name + number + "'",
                   Position{name + ".pdf", 1, 1},
                   {}});

  EXPECT_THAT(text(), HasSubstr("xx.act.25.told"));
  for (const char* personal : {"Åsa", "Öberg", "1912", "1212", ".pdf"}) {
    EXPECT_THAT(text(), Not(HasSubstr(personal)));
  }
}

TEST_F(LogTest, WritesAQuestionMarkForWhatIsNoId) {
  Answer answer;
  answer.case_id = CaseId("c-1 Åsa\nforged");
  answer.phase = std::string(81, 'a');

  log_.answer(answer);

  EXPECT_THAT(text(), HasSubstr("case=? phase=?\n"));
}

TEST_F(LogTest, TakesBracesAsTheyStand) {
  log_.error(Error{ErrorCode::kConflict, "", {}, "{} {0} %s"});

  EXPECT_THAT(text(), HasSubstr("provision=\"{} {0} %s\""));
}

TEST(LogToFile, Appends) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("lagrum-log-" + std::to_string(::getpid()) + ".log");
  std::filesystem::remove(path);

  Log::to_file(path.string())->tick(report(1, 0));
  Log::to_file(path.string())->tick(report(2, 0));

  const std::string text = test::read_bytes(path);
  EXPECT_THAT(text, HasSubstr("moments=1"));
  EXPECT_THAT(text, HasSubstr("moments=2"));
  std::filesystem::remove(path);
}

TEST(LogToFile, SaysWhenTheFileCannotBeOpened) {
  const auto log = Log::to_file("/dev/null/lagrum.log");

  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace lagrum::log
