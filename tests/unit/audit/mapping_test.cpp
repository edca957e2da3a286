#include "support.h"

namespace lagrum::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Bad {
  const char* name;
  const char* rules;
  const char* said;
};
void PrintTo(const Bad& bad, std::ostream* stream) { *stream << bad.name; }

class BadMapping : public ::testing::TestWithParam<Bad> {};

TEST_P(BadMapping, IsRefusedWithItsPlace) {
  const Loaded loaded = load(mapping_of(GetParam().rules));

  EXPECT_FALSE(loaded.audit);
  EXPECT_THAT(loaded.faults, ElementsAre(HasSubstr(GetParam().said)));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadMapping,
    ::testing::Values(
        Bad{"UnknownAct", "<activity name=\"a\" act=\"notice.send\"/>",
            "4 unknown-act: expected an act of the packs, found 'notice.send' (did you mean "
            "'notice.sent'?)"},
        Bad{"TwoActivitiesOneAct",
            "<activity name=\"a\" act=\"notice.sent\"/>\n<activity name=\"b\" "
            "act=\"notice.sent\"/>",
            "5 act-twice: expected also=\"true\""},
        Bad{"OneActivityTwice",
            "<activity name=\"a\" act=\"notice.sent\"/>\n<activity name=\"a\" act=\"fee.paid\"/>",
            "5 activity-twice: expected one rule for each activity"},
        Bad{"MappedAndIgnored",
            "<activity name=\"a\" act=\"notice.sent\"/>\n<ignore activity=\"a\" because=\"x\"/>",
            "5 activity-twice"},
        Bad{"WrongType",
            "<activity name=\"a\" act=\"fee.paid\"><with name=\"amount\" from=\"x\"/></activity>",
            "4 wrong-type: expected what becomes the number 'amount', found text"},
        Bad{"UnknownAttribute",
            "<activity name=\"a\" act=\"fee.paid\"><with name=\"amont\" from=\"x\" "
            "as=\"number\"/></activity>",
            "4 unknown-attribute: expected an attribute of the act, found 'amont' (did you mean "
            "'amount'?)"},
        Bad{"UnknownData", "<data name=\"case.chanel\" from=\"x\"/>",
            "did you mean 'case.channel'?"},
        Bad{"BooleanOfNothing",
            "<activity name=\"a\" act=\"permit.revoked\"><with name=\"final\" from=\"x\" "
            "as=\"boolean\"/></activity>",
            "4 boolean: expected 'is'"},
        Bad{"WrongExpression", "<data name=\"case.size\" expr=\"1 +\"/>", "4 expression"},
        Bad{"ExpressionOfAnotherType", "<data name=\"case.size\" expr='\"big\"'/>", "4 wrong-type"},
        Bad{"NoForm", "<activity name=\"a\"/>", "expected attribute 'act' on element 'activity'"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(LogMapping, LetsTwoActivitiesBeOneActWhereThatIsSaid) {
  const Loaded loaded =
      load(mapping_of("<activity name=\"a\" act=\"notice.sent\"/><activity name=\"b\" "
                      "act=\"notice.sent\" also=\"true\"/>"));

  EXPECT_THAT(loaded.faults, IsEmpty());
}

TEST(LogMapping, ReadsADuration) {
  WrittenLog log;
  log.with("A")
      .event("inspect", "2026-03-01", {{"took", "P28D"}})
      .event("inspect", "2026-03-02", {{"took", "PT3H"}})
      .event("inspect", "2026-03-03", {{"took", "28 days"}});
  const Loaded loaded =
      load(mapping_of("<activity name=\"inspect\" act=\"inspection.held\"><with name=\"took\" "
                      "from=\"took\" as=\"duration\"/></activity>"));

  ASSERT_THAT(loaded.faults, IsEmpty());
  const Came came = run(*loaded.audit, log);
  ASSERT_EQ(came.faults.shown().size(), 1);
  EXPECT_THAT(came.faults.shown().front().message,
              HasSubstr("expected as duration what becomes 'took', found '28 days'"));
}

/// A log that is a table.
class Table final : public CaseLog {
 public:
  explicit Table(std::vector<std::string> columns) : columns_(std::move(columns)) {}
  Result<bool> next(LogCase&, Faults&) override { return false; }
  const std::string& name() const override { return name_; }
  std::vector<std::string> columns() const override { return columns_; }

 private:
  std::string name_ = "log.csv";
  std::vector<std::string> columns_;
};

TEST(LogMapping, ReadsOnlyColumnsThatTheLogHas) {
  const Loaded loaded =
      load(mapping_of("<activity name=\"inspect\" act=\"inspection.held\"><with name=\"took\" "
                      "from=\"took\" as=\"duration\"/></activity>"));
  const auto said = [&](const std::string& column) {
    Table table({"case:id", "name", "time", "who", column});
    const auto zones = calendar::system_zone_rules();
    Faults faults;
    const auto ran = loaded.audit->run(table, {}, *zones, faults, [](const CaseReport&) {});
    return ran ? std::string() : ran.error().message;
  };

  EXPECT_EQ(said("took"), "");
  EXPECT_THAT(said("tok"), HasSubstr("expected a column of 'log.csv'"));
  EXPECT_THAT(said("tok"), HasSubstr("found 'took' (did you mean 'tok'?)"));
}

TEST(LogMapping, OpensACaseByATimeOfItsOwn) {
  WrittenLog log;
  log.with("A", {{"case:start", "2026-03-05"}}).event("notify", "2026-03-01");
  const Loaded loaded = load(mapping_of(
      "<act type=\"case.opened\" at=\"case:start\" opens=\"true\"><with name=\"on\" "
      "from=\"case:start\" as=\"date\"/></act>"
      "<activity name=\"notify\" act=\"notice.sent\"/><activity name=\"pay\" act=\"fee.paid\"/>"));

  EXPECT_THAT(run(*loaded.audit, log, {.only_norm = "xx.notice"}).found,
              ElementsAre("A xx.notice fulfilled 2026-03-01 due 2026-03-11"));
}

}  // namespace
}  // namespace lagrum::audit
