#include "lagrum/diagnostic.h"

#include <gtest/gtest.h>

namespace lagrum {
namespace {

const Position kPlace{"pack.xml", 12, 30};

TEST(DiagnosticText, IsTheFormThatEditorsJumpTo) {
  const Diagnostic diagnostic{Severity::kError, "unknown-act", "expected an act", kPlace,
                              "SFS 2017:900 25 §"};

  EXPECT_EQ(to_string(diagnostic),
            "pack.xml:12:30: error: expected an act [unknown-act] (SFS 2017:900 25 §)");
}

TEST(DiagnosticText, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(to_string(Diagnostic{Severity::kNote, "", "seen", {}, ""}), "note: seen");
  EXPECT_EQ(to_string(Diagnostic{Severity::kWarning, "idle", "seen", {"a", 1, 0}, ""}),
            "a:1: warning: seen [idle]");
}

TEST(Diagnostics, CountErrorsAlone) {
  Diagnostics diagnostics;
  diagnostics.warning("idle", kPlace, "no effect");
  EXPECT_FALSE(diagnostics.has_errors());

  diagnostics.error("unknown-act", kPlace, "expected an act");
  diagnostics.add(Diagnostic{Severity::kNote, "", "seen", {}, ""});

  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.error_count(), 1U);
  EXPECT_EQ(diagnostics.all().size(), 3U);
}

TEST(Diagnostics, BecomeTheirFirstErrorWithPlaceAndProvision) {
  Diagnostics diagnostics;
  diagnostics.warning("idle", {"a", 1, 1}, "no effect");
  diagnostics.error("unknown-act", kPlace, "expected an act", "SFS 2017:900 25 §");

  const Error error = diagnostics.to_error();

  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error.message, "expected an act [unknown-act]");
  EXPECT_EQ(error.source, kPlace);
  EXPECT_EQ(error.provision, "SFS 2017:900 25 §");
}

TEST(Diagnostics, SayHowManyErrorsThereAreMore) {
  Diagnostics diagnostics;
  diagnostics.error("a", kPlace, "first");
  diagnostics.warning("b", kPlace, "passed over");
  diagnostics.error("c", kPlace, "second");
  diagnostics.error("d", kPlace, "third");

  EXPECT_EQ(diagnostics.to_error().message, "first [a] (and 2 more)");
}

struct Meant {
  const char* name;
  const char* written;
  std::vector<std::string> candidates;
  const char* nearest;
};
void PrintTo(const Meant& row, std::ostream* out) { *out << row.name; }

class Nearest : public ::testing::TestWithParam<Meant> {};

TEST_P(Nearest, IsTheNameThatWasMeant) {
  const Meant& row = GetParam();

  EXPECT_EQ(nearest(row.written, row.candidates), row.nearest);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Nearest,
    ::testing::Values(
        Meant{"Same", "decision", {"decision"}, "decision"},
        Meant{"LetterLeftOut", "desision.made", {"decision.made", "note.made"}, "decision.made"},
        Meant{"LetterTooMany", "notee", {"note", "vote"}, "note"},
        Meant{"TwoLettersSwapped", "officre", {"officer", "office"}, "office"},
        Meant{"OtherLetter", "vate", {"vote", "decision"}, "vote"},
        Meant{"FirstOfTwoEquallyNear", "bote", {"note", "vote"}, "note"},
        Meant{"OneShortLetterOff", "x", {"y"}, "y"},
        Meant{"NothingNear", "enforcement", {"note.made", "vote.held"}, ""},
        Meant{"ShortNamesFarApart", "abc", {"xyz"}, ""},
        Meant{"ThirdOfTheLengthIsTheBorder", "abcdef", {"abcdxy"}, "abcdxy"},
        Meant{"MoreThanAThirdIsTooFar", "abcdef", {"abcxyz"}, ""},
        Meant{"NoCandidates", "decision", {}, ""}, Meant{"Empty", "", {"decision"}, ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Suggestion, AsksInAFormThatEndsASentence) {
  EXPECT_EQ(suggestion("desision", {"decision"}), " (did you mean 'decision'?)");
  EXPECT_EQ(suggestion("enforcement", {"decision"}), "");
}

// A name out of a hostile file may be long; the answer is still found in the time of one pass.
TEST(Nearest, PassesOverNamesOfAnotherLength) {
  const std::string name(std::size_t{4} << 20, 'a');
  const std::vector<std::string> candidates(2000, std::string(40, 'a'));

  EXPECT_EQ(nearest(name, candidates), "");
}

}  // namespace
}  // namespace lagrum
