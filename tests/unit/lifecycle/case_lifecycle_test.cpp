#include "lifecycle/case_lifecycle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace lagrum::lifecycle {
namespace {

using ::testing::HasSubstr;

std::string shown(Phase phase) {
  return phase == Phase::kNone ? "none" : std::string(to_string(phase));
}

/// What a matter that stands in a phase does with a move. A pair that no row names is refused.
struct CaseRow {
  Phase phase;
  Move move;
  Phase after;
  const char* why;
};
void PrintTo(const CaseRow& row, std::ostream* out) {
  *out << shown(row.phase) << " " << to_string(row.move) << ": " << row.why;
}

// The provisions are those that make the move possible in the phase; all parties have been
// informed.
constexpr std::array kTakenByCase = {
    CaseRow{Phase::kNone, Move::kContacted, Phase::kService,
            "SFS 2017:900 6 §: a question needs no case"},
    CaseRow{Phase::kNone, Move::kOpened, Phase::kInitiation,
            "SFS 2017:900 19 §: an application opens a case"},
    CaseRow{Phase::kService, Move::kContacted, Phase::kService, "SFS 2017:900 6 §: asked again"},
    CaseRow{Phase::kService, Move::kOpened, Phase::kInitiation,
            "SFS 2017:900 19 §: the contact became a case"},
    CaseRow{Phase::kService, Move::kClosed, Phase::kArchive, "SFS 2017:900 6 §: answered"},
    CaseRow{Phase::kInitiation, Move::kOpened, Phase::kInitiation,
            "SFS 2017:900 19 §: applied once more"},
    CaseRow{Phase::kInitiation, Move::kCompleted, Phase::kPreparation,
            "SFS 2017:900 23 §: investigated"},
    CaseRow{Phase::kInitiation, Move::kDecided, Phase::kDecision,
            "SFS 2017:900 20 § 2 st.: dismissed"},
    CaseRow{Phase::kPreparation, Move::kOpened, Phase::kPreparation,
            "SFS 2017:900 19 §: applied once more"},
    CaseRow{Phase::kPreparation, Move::kCompleted, Phase::kPreparation,
            "SFS 2017:900 20 §: checked anew"},
    CaseRow{Phase::kPreparation, Move::kInformedAll, Phase::kPreparation,
            "SFS 2017:900 33 §: told that a dismissal has been set aside"},
    CaseRow{Phase::kPreparation, Move::kDecided, Phase::kDecision, "SFS 2017:900 31 §: decided"},
    CaseRow{Phase::kDecision, Move::kInformedAll, Phase::kNotified,
            "SFS 2017:900 33 §: everybody is told"},
    CaseRow{Phase::kDecision, Move::kAppealed, Phase::kAppeal,
            "SFS 2017:900 43 §: appealed before all are told"},
    CaseRow{Phase::kDecision, Move::kRemitted, Phase::kPreparation,
            "SFS 2017:900 37 §: a dismissal is set aside before all are told"},
    CaseRow{Phase::kNotified, Move::kInformedAll, Phase::kNotified,
            "SFS 2017:900 33 §: told once more"},
    CaseRow{Phase::kNotified, Move::kAppealed, Phase::kAppeal, "SFS 2017:900 43 §: appealed"},
    CaseRow{Phase::kNotified, Move::kRemitted, Phase::kPreparation,
            "SFS 2017:900 37 §: a dismissal is set aside unasked"},
    CaseRow{Phase::kNotified, Move::kFinalised, Phase::kFinal,
            "SFS 2017:900 44 §: the time has run out"},
    CaseRow{Phase::kAppeal, Move::kInformedAll, Phase::kAppeal,
            "SFS 2017:900 33 §: the last party is told"},
    CaseRow{Phase::kAppeal, Move::kAppealed, Phase::kAppeal, "SFS 2017:900 43 §: another appeals"},
    CaseRow{Phase::kAppeal, Move::kAppealEnded, Phase::kNotified,
            "SFS 2017:900 44 §: withdrawn; the time runs on"},
    CaseRow{Phase::kAppeal, Move::kRemitted, Phase::kPreparation,
            "SFS 2017:900 46 §: the court sends it back"},
    CaseRow{Phase::kAppeal, Move::kFinalised, Phase::kFinal,
            "SFS 2017:900 35 §: the judgment is final"},
    CaseRow{Phase::kFinal, Move::kInformedAll, Phase::kFinal, "SFS 2017:900 33 §: told once more"},
    CaseRow{Phase::kFinal, Move::kAppealed, Phase::kAppeal,
            "SFS 2017:900 22 §: a letter that had come in time"},
    CaseRow{Phase::kFinal, Move::kClosed, Phase::kArchive,
            "SFS 1990:782 3 §: the file is complete"},
    CaseRow{Phase::kArchive, Move::kAppealed, Phase::kAppeal,
            "SFS 2017:900 22 §: a letter in time is found after the closing"},
    CaseRow{Phase::kArchive, Move::kArchived, Phase::kArchived,
            "SFS 1990:782 3 §: handed to the archive"},
};

const CaseRow* row_of(Phase phase, Move move) {
  for (const CaseRow& row : kTakenByCase) {
    if (row.phase == phase && row.move == move) return &row;
  }
  return nullptr;
}

class CaseMove : public ::testing::TestWithParam<std::tuple<Phase, Move>> {};

std::string name_of(const ::testing::TestParamInfo<std::tuple<Phase, Move>>& row) {
  std::string name =
      shown(std::get<0>(row.param)) + "_" + std::string(to_string(std::get<1>(row.param)));
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

TEST_P(CaseMove, LeadsWhereTheTableSaysOrIsRefused) {
  const auto [phase, move] = GetParam();
  const CaseRow* row = row_of(phase, move);

  const Result<Phase> after = advance(phase, move, true);

  ASSERT_EQ(after.has_value(), row != nullptr);
  if (row != nullptr) {
    EXPECT_EQ(*after, row->after) << row->why << ", found " << shown(*after);
  } else {
    EXPECT_EQ(after.error().code, ErrorCode::kConflict);
  }
}

TEST_P(CaseMove, NamesThePhasesFromWhichItIsLawful) {
  const auto [phase, move] = GetParam();
  if (row_of(phase, move) != nullptr) return;
  std::string lawful;
  for (const Phase other : kPhases) {
    if (row_of(other, move) == nullptr) continue;
    lawful += (lawful.empty() ? "" : ", ") + (other == Phase::kNone ? "no case yet" : shown(other));
  }

  const std::string message = advance(phase, move, true).error().message;

  EXPECT_THAT(message, HasSubstr("expected the phase " + lawful + " for the move"));
  EXPECT_THAT(message, HasSubstr("'" + std::string(to_string(move)) + "'"));
  EXPECT_THAT(message,
              HasSubstr("found '" + (phase == Phase::kNone ? "no case yet" : shown(phase)) + "'"));
}

INSTANTIATE_TEST_SUITE_P(AllPairs, CaseMove,
                         ::testing::Combine(::testing::ValuesIn(kPhases),
                                            ::testing::ValuesIn(kMoves)),
                         name_of);

// Whether everybody has been told matters for one move alone.
TEST(CaseLifecycle, AsksWhetherAllAreInformedOnlyWhenAnAppealEnds) {
  for (const CaseRow& row : kTakenByCase) {
    const Phase told = *advance(row.phase, row.move, true);
    const Phase untold = *advance(row.phase, row.move, false);
    if (row.move == Move::kAppealEnded) {
      EXPECT_EQ(untold, Phase::kDecision);
    } else {
      EXPECT_EQ(told, untold) << ::testing::PrintToString(row);
    }
  }
}

// A matter is put where it stood each time it moves. These moves leave it there, so that a phase
// that was not put back would show.
TEST(CaseLifecycle, StandsWhereItStoodAfterAMoveThatChangesNothing) {
  const std::map<Phase, Move> neutral = {
      {Phase::kService, Move::kContacted},     {Phase::kInitiation, Move::kOpened},
      {Phase::kPreparation, Move::kCompleted}, {Phase::kNotified, Move::kInformedAll},
      {Phase::kAppeal, Move::kAppealed},       {Phase::kFinal, Move::kInformedAll}};

  for (const auto& [phase, move] : neutral)
    EXPECT_EQ(*advance(phase, move, true), phase) << shown(phase);
}

// The phases without such a move are known by what they refuse and by the one way on.
TEST(CaseLifecycle, StandsWhereItStoodAfterARefusal) {
  for (const Phase phase : {Phase::kNone, Phase::kDecision, Phase::kArchived}) {
    const Result<Phase> refused = advance(phase, Move::kCompleted, true);

    ASSERT_FALSE(refused) << shown(phase);
    EXPECT_THAT(
        refused.error().message,
        HasSubstr("found '" + (phase == Phase::kNone ? "no case yet" : shown(phase)) + "'"));
  }
  EXPECT_EQ(*advance(Phase::kArchive, Move::kArchived, true), Phase::kArchived);
}

TEST(CaseLifecycle, ListsTheMovesOfAPhase) {
  for (const Phase phase : kPhases) {
    std::set<Move> expected;
    for (const CaseRow& row : kTakenByCase) {
      if (row.phase == phase) expected.insert(row.move);
    }

    const std::vector<Move> moves = moves_from(phase);

    EXPECT_EQ(std::set<Move>(moves.begin(), moves.end()), expected) << shown(phase);
    EXPECT_EQ(moves.size(), expected.size()) << shown(phase);
  }
}

TEST(CaseLifecycle, EndsWithTheArchive) { EXPECT_TRUE(moves_from(Phase::kArchived).empty()); }

TEST(PhaseName, IsReadAndWrittenAlike) {
  for (const Phase phase : kPhases) {
    if (phase == Phase::kNone) continue;
    EXPECT_EQ(parse_phase(to_string(phase)), phase);
  }
}

TEST(PhaseName, OfNothingYetIsNoName) {
  EXPECT_EQ(to_string(Phase::kNone), "");
  for (const char* name : {"", "none", "Service", "decided", " decision"}) {
    EXPECT_EQ(parse_phase(name), std::nullopt) << name;
  }
}

TEST(MoveName, IsReadAndWrittenAlike) {
  for (const Move move : kMoves) EXPECT_EQ(parse_move(to_string(move)), move);
}

// One party's notice is no move: the matter moves when all parties are informed (SFS 2017:900 33
// §).
TEST(MoveName, OfOnePartysNoticeIsNoMove) {
  for (const char* name : {"", "informed", "Decided", "decision", "appeal"}) {
    EXPECT_EQ(parse_move(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace lagrum::lifecycle
