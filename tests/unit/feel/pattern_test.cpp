#include "feel/pattern.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

class Patterns : public testing::TestWithParam<Row> {};

TEST_P(Patterns, GiveWhatXPathSays) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Matches, Patterns,
    testing::Values(Row{"part", R"x(matches("abracadabra", "bra"))x", "true"},
                    Row{"anchored", R"x(matches("abracadabra", "^a.*a$"))x", "true"},
                    Row{"not_at_start", R"x(matches("abracadabra", "^bra"))x", "false"},
                    Row{"no_flags", R"x(matches("a", "A", null))x", "false"},
                    Row{"any_case", R"x(matches("a", "A", "i"))x", "true"},
                    Row{"dot_is_no_end_of_line", R"x(matches("a\nb", "a.b"))x", "false"},
                    Row{"dot_is_no_carriage_return", R"x(matches("a\rb", "a.b"))x", "false"},
                    Row{"dot_with_s", R"x(matches("a\nb", "a.b", "s"))x", "true"},
                    Row{"lines_with_m", R"x(matches("a\nb", "^b$", "m"))x", "true"},
                    Row{"lines_without_m", R"x(matches("a\nb", "^b$"))x", "false"},
                    Row{"blanks_with_x", R"x(matches("hello world", "hello[ ] world", "x"))x",
                        "true"},
                    Row{"quoted", R"x(matches("a+b", "a+b", "q"))x", "true"},
                    Row{"decimal_digits_of_any_script", R"x(matches("\u0663", "^\d$"))x", "true"},
                    Row{"letters", R"x(matches("Åsa", "^\p{Lu}\p{Ll}+$"))x", "true"},
                    Row{"block", R"x(matches("Åsa", "\p{IsLatin-1Supplement}"))x", "true"},
                    Row{"not_of_block", R"x(matches("Asa", "\P{IsBasicLatin}"))x", "false"},
                    Row{"class_less_class", R"x(matches("b", "[a-z-[aeiou]]"))x", "true"},
                    Row{"class_less_class_not", R"x(matches("e", "[a-z-[aeiou]]"))x", "false"},
                    Row{"name_less_class", R"x(matches("7", "^[\d-[7]]$"))x", "false"},
                    Row{"name_less_class_other", R"x(matches("8", "^[\d-[7]]$"))x", "true"},
                    Row{"count", R"x(matches("aaa", "^a{2,3}$"))x", "true"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Refused, Patterns,
    testing::Values(Row{"flag", R"x(matches("a", "a", "p"))x", "null"},
                    Row{"back_reference", R"x(matches("aa", "(a)\1"))x", "null"},
                    Row{"word_border", R"x(matches("a", "\ba"))x", "null"},
                    Row{"look_ahead", R"x(matches("a", "(?=a)"))x", "null"},
                    Row{"flags_inside", R"x(matches("a", "(?i)A"))x", "null"},
                    Row{"open_group", R"x(matches("a", "(a"))x", "null"},
                    Row{"lone_bracket", R"x(matches("a", "a]"))x", "null"},
                    Row{"empty_class", R"x(matches("a", "[]"))x", "null"},
                    Row{"backward_span", R"x(matches("a", "[z-a]"))x", "null"},
                    Row{"count_without_number", R"x(matches("a", "a{,2}"))x", "null"},
                    Row{"unknown_block", R"x(matches("a", "\p{IsKlingon}"))x", "null"},
                    Row{"unknown_category", R"x(matches("a", "\p{Latin}"))x", "null"},
                    Row{"blank_in_category", R"x(matches("a", "\p{ Lu}"))x", "null"},
                    Row{"null_text", R"x(matches(null, "a"))x", "null"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Replace, Patterns,
    testing::Values(Row{"all", R"x(replace("banana", "a", "o"))x", R"("bonono")"},
                    Row{"groups", R"x(replace("2027-02-16", "(\d+)-(\d+)-(\d+)", "$3.$2.$1"))x",
                        R"("16.02.2027")"},
                    Row{"whole_match", R"x(replace("abc", "b", "[$0]"))x", R"("a[b]c")"},
                    Row{"group_without_match", R"x(replace("abcd", "(ab)|(a)", "[$1][$2]"))x",
                        R"("[ab][]cd")"},
                    Row{"digit_after_group", R"x(replace("a", "(a)", "$12"))x", R"("a2")"},
                    Row{"dollar_itself", R"x(replace("a", "a", "\$1"))x", R"("$1")"},
                    Row{"reluctant", R"x(replace("abracadabra", "a.*?a", "*"))x", R"("*c*bra")"},
                    Row{"start_only_once", R"x(replace("aaa", "^a", "b"))x", R"("baa")"},
                    Row{"lone_dollar", R"x(replace("a", "a", "$"))x", "null"},
                    Row{"lone_backslash", R"x(replace("a", "a", "\x"))x", "null"},
                    Row{"pattern_of_nothing", R"x(replace("abc", "x*", "-"))x", "null"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Split, Patterns,
    testing::Values(Row{"blanks", R"x(split("a  b c", "\s+"))x", R"(["a", "b", "c"])"},
                    Row{"ends", R"x(split(";a;", ";"))x", R"(["", "a", ""])"},
                    Row{"operator_alone", R"x(split("a|b", "\|"))x", R"(["a", "b"])"},
                    Row{"no_match", R"x(split("abc", ";"))x", R"(["abc"])"},
                    Row{"pattern_of_nothing", R"x(split("abc", "x?"))x", "null"}),
    row_name);

TEST(Pattern, SaysWhyItIsRefused) {
  EXPECT_EQ(first_issue(R"x(matches("aa", "(a)\1"))x"),
            "test:1:1: matches: expected a regular expression of XPath, found '(a)\\1': "
            "back-references are not carried out");
}

TEST(Pattern, TakesTimeInProportionToTheText) {
  const auto pattern = Pattern::compile("(a+)+$", "").value();

  EXPECT_FALSE(pattern.found_in(std::string(100'000, 'a') + "b"));
}

TEST(Pattern, IsBounded) {
  EXPECT_FALSE(Pattern::compile(std::string(kPatternBytesMax + 1, 'a'), "").has_value());
  EXPECT_FALSE(Pattern::compile("((a{1000}){1000}){1000}", "").has_value());
  const auto one = Pattern::compile("a", "").value();
  const std::string long_text(10'000, 'a');

  EXPECT_EQ(one.replaced_in(long_text, long_text).error().code, ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace lagrum::feel
