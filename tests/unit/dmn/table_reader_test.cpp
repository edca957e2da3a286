#include <ostream>

#include "table_testing.h"

namespace lagrum::dmn {
namespace {

struct Fault {
  const char* name;
  Sketch sketch;
  const char* expected;  ///< the first diagnostic, or empty for a table without fault
};

void PrintTo(const Fault& row, std::ostream* out) { *out << row.name; }

class TableFault : public testing::TestWithParam<Fault> {};

TEST_P(TableFault, IsNamedWithItsPlace) {
  const std::string found = faults(table(GetParam().sketch));

  EXPECT_EQ(found.substr(0, found.find('\n')), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, TableFault,
    testing::Values(
        Fault{"none", {.rules = {{">= 18", "\"low\"", {"\"a\""}}}}, ""},
        Fault{"empty_cell_is_dash", {.rules = {{"", "", {"\"a\""}}}}, ""},
        Fault{"unknown_policy",
              {.attributes = "hitPolicy=\"UNIQE\""},
              "test.dmn:3:27: error: expected a hitPolicy of DMN, found 'UNIQE' (did you mean "
              "'UNIQUE'?) [hit-policy]"},
        Fault{"unknown_aggregation",
              {.attributes = "hitPolicy=\"COLLECT\" aggregation=\"SUMM\""},
              "test.dmn:3:49: error: expected a aggregation of DMN, found 'SUMM' (did you mean "
              "'SUM'?) [hit-policy]"},
        Fault{"aggregation_without_collect",
              {.attributes = "hitPolicy=\"FIRST\" aggregation=\"SUM\""},
              "test.dmn:3:47: error: expected an aggregation with the hit policy COLLECT alone "
              "[hit-policy]"},
        Fault{"priority_without_values",
              {.attributes = "hitPolicy=\"PRIORITY\""},
              "test.dmn:3:1: error: expected output values, by which the priority is decided "
              "[hit-policy]"},
        Fault{
            "no_output", {.outputs = ""}, "test.dmn:3:1: error: expected an output [table-width]"},
        Fault{"output_without_name",
              {.outputs = "<output/><output name=\"b\"/>"},
              "test.dmn:5:1: error: expected attribute 'name' on 'output' [missing-attribute]"},
        Fault{"output_twice",
              {.outputs = "<output name=\"b\"/><output name=\"b\"/>"},
              "test.dmn:5:33: error: expected each output once, found 'b' again [duplicate-name]"},
        Fault{"missing_entry",
              {.rules = {{"-", "-", {}}}},
              "test.dmn:6:1: error: expected 2 input and 1 output entries, found 2 and 0 "
              "[table-width]"},
        Fault{"cell_of_other_type",
              {.rules = {{"\"18\"", "-", {"\"a\""}}}},
              "test.dmn:6:25: error: expected a test of number, found string [feel]"},
        Fault{"entry_of_other_type",
              {.rules = {{"-", "-", {"12"}}}},
              "test.dmn:6:104: error: entry: expected string, found 12 [output-type]"},
        Fault{"entry_of_other_inferred_type",
              {.rules = {{"-", "-", {"age + 1"}}}},
              "test.dmn:6:104: error: expected string, found number [output-type]"},
        Fault{"entry_missing",
              {.rules = {{"-", "-", {""}}}},
              "test.dmn:6:104: warning: expected a text in 'outputEntry', found none; 'null' is "
              "read [empty-text]"},
        Fault{
            "misspelt_cell",
            {.rules = {{"-", "\"low\", \"hihg\"", {"\"a\""}}}, .input_values = "\"low\", \"high\""},
            R"(test.dmn:6:64: error: expected one of "low", "high", found "hihg" [allowed-values])"},
        Fault{
            "misspelt_entry",
            {.outputs =
                 R"(<output typeRef="string"><outputValues><text>"granted", "refused"</text></outputValues></output>)",
             .rules = {{"-", "-", {"\"refussed\""}}}},
            R"(test.dmn:6:104: error: entry: expected one of "granted", "refused", found "refussed" [output-type])"},
        Fault{
            "misspelt_default",
            {.outputs =
                 R"(<output typeRef="string"><outputValues><text>"granted"</text></outputValues><defaultOutputEntry><text>"grant"</text></defaultOutputEntry></output>)"},
            R"(test.dmn:5:103: error: entry: expected one of "granted", found "grant" [output-type])"},
        Fault{"unknown_name",
              {.rules = {{"< agee", "-", {"\"a\""}}}},
              "test.dmn:6:27: error: expected a name that is known here, found 'agee' (did you "
              "mean 'age'?) [feel]"},
        Fault{"unknown_element",
              {.annotations = "<anotation/>"},
              "test.dmn:5:27: error: 'decisionTable' has no child 'anotation' (did you mean "
              "'annotation'?) [unknown-element]"}),
    [](const auto& row) { return row.param.name; });

TEST(TableReader, NamesEveryFault) {
  const Sketch sketch{.rules = {{"\"18\"", "1", {"12"}}, {"-", "-", {}}}};
  const std::string found = faults(table(sketch));

  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 3) << found;
}

}  // namespace
}  // namespace lagrum::dmn
