#include "lagrum/result.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <set>

namespace lagrum {
namespace {

Error missing() { return Error{ErrorCode::kNotFound, "expected 'a', found 'b'", {}, {}}; }

Result<int> half(int number) {
  if (number % 2 != 0) return Error{ErrorCode::kInvalidArgument, "expected an even number", {}, {}};
  return number / 2;
}

TEST(Result, HoldsAValue) {
  const Result<std::string> result(std::string("text"));

  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(*result, "text");
  EXPECT_EQ(result->size(), 4U);
}

TEST(Result, HoldsAnErrorInPlaceOfTheValue) {
  const Result<std::string> result(missing());

  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(result.error().message, "expected 'a', found 'b'");
}

TEST(Result, GivesAwayAValueThatCannotBeCopied) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));

  const std::unique_ptr<int> taken = std::move(result).value();

  EXPECT_EQ(*taken, 7);
}

TEST(ResultAndThen, GoesOnWithTheValue) {
  const Result<int> quarter = half(8).and_then([](int number) { return half(number); });

  ASSERT_TRUE(quarter);
  EXPECT_EQ(*quarter, 2);
}

TEST(ResultAndThen, PassesTheErrorOnWithoutCalling) {
  bool called = false;

  const Result<int> result = half(7).and_then([&](int number) {
    called = true;
    return half(number);
  });

  ASSERT_FALSE(result);
  EXPECT_FALSE(called);
  EXPECT_EQ(result.error().message, "expected an even number");
}

TEST(ResultTransform, ChangesTheValueOrPassesTheErrorOn) {
  const auto text = [](int number) { return std::to_string(number); };

  EXPECT_EQ(*half(8).transform(text), "4");
  EXPECT_EQ(half(7).transform(text).error().code, ErrorCode::kInvalidArgument);
}

TEST(Status, IsGoodUnlessGivenAnError) {
  const Status good;
  const Status bad(missing());

  EXPECT_TRUE(good);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::kNotFound);
}

Result<int> sum_of_halves(int a, int b) {
  LAGRUM_ASSIGN(const int first, half(a));
  LAGRUM_ASSIGN(const int second, half(b));
  return first + second;
}

TEST(ResultMacros, StopAtTheFirstError) {
  EXPECT_EQ(*sum_of_halves(4, 6), 5);
  EXPECT_FALSE(sum_of_halves(4, 5));
  EXPECT_FALSE(sum_of_halves(3, 6));
}

void print_check(const char* /*file*/, int /*line*/, const char* condition) {
  std::fprintf(stderr, "host was told: %s\n", condition);
}

TEST(ResultDeath, StopsTheProcessWhereThereIsNoValue) {
  const Result<int> result(missing());

  EXPECT_DEATH(static_cast<void>(result.value()), "broken invariant: has_value");
}

TEST(ResultDeath, TellsTheHostBeforeItStops) {
  const Status good;

  EXPECT_DEATH(
      {
        set_check_handler(&print_check);
        static_cast<void>(good.error());
      },
      "host was told: error_");
}

struct PlaceRow {
  const char* name;
  Position position;
  const char* text;
};
void PrintTo(const PlaceRow& row, std::ostream* out) { *out << row.name; }

class PositionText : public ::testing::TestWithParam<PlaceRow> {};

TEST_P(PositionText, LeavesOutWhatIsUnknown) {
  EXPECT_EQ(to_string(GetParam().position), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Rows, PositionText,
                         ::testing::Values(PlaceRow{"Nothing", {}, ""},
                                           PlaceRow{"File", {"a.xml", 0, 0}, "a.xml"},
                                           PlaceRow{"Line", {"a.xml", 3, 0}, "a.xml:3"},
                                           PlaceRow{"Column", {"a.xml", 3, 9}, "a.xml:3:9"},
                                           PlaceRow{"NoFile", {"", 3, 9}, "3:9"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(ErrorText, NamesPlaceAndProvision) {
  const Error error{
      ErrorCode::kInvalidArgument, "expected a norm", {"a.xml", 3, 9}, "SFS 2017:900 5 §"};

  EXPECT_EQ(to_string(error), "a.xml:3:9: expected a norm (SFS 2017:900 5 §)");
  EXPECT_EQ(to_string(missing()), "expected 'a', found 'b'");
}

TEST(ErrorCodeText, IsAnotherForEachCode) {
  constexpr std::array kCodes = {ErrorCode::kInvalidArgument, ErrorCode::kNotFound,
                                 ErrorCode::kConflict,        ErrorCode::kOutOfRange,
                                 ErrorCode::kCorruption,      ErrorCode::kUnavailable};
  std::set<std::string_view> names;

  for (const ErrorCode code : kCodes) names.insert(to_string(code));

  EXPECT_EQ(names.size(), kCodes.size());
}

}  // namespace
}  // namespace lagrum
