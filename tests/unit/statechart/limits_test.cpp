// What values an event may carry: what their types, data items and the acts' attributes allow.
#include <gmock/gmock.h>

#include "support.h"

namespace lagrum::statechart {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kTypes =
    R"x(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="types" namespace="urn:types">
  <itemDefinition name="Outcome"><typeRef>string</typeRef><allowedValues><text>"granted", "refused"</text></allowedValues></itemDefinition>
  <itemDefinition name="Seats"><typeRef>number</typeRef><allowedValues><text>[1..50]</text></allowedValues></itemDefinition>
  <itemDefinition name="Wish"><itemComponent name="outcome"><typeRef>Outcome</typeRef></itemComponent>
    <itemComponent name="note"><typeRef>string</typeRef></itemComponent></itemDefinition>
</definitions>)x";

class Limits : public testing::Test {
 protected:
  Limits() {
    law_.acts["form.sent"].values["to"] = {"town", "state"};
    const auto document = xml::Document::parse(kTypes, "types.dmn");
    Diagnostics diagnostics;
    model_.emplace(dmn::Model::load(*document, diagnostics).value());
    context_ = law_.context();
    context_.decisions = &*model_;
  }

  /// A chart whose event `tell` leads on with this content; and with another, where there is one.
  Chart chart(const std::string& content, const std::string& other = {}) const {
    const auto way = [](const std::string& inside) {
      return "<transition event='tell' l:by='clerk' target='b'>" + inside + "</transition>";
    };
    return chart_of(
        scxml("<datamodel><data id='known' l:type='Outcome'/></datamodel>"
              "<state id='a'>" +
              way(content) + "<transition event='move' target='c'/></state>" + "<state id='c'>" +
              (other.empty() ? other : way(other)) + "</state><final id='b'/>"),
        context_);
  }

  Law law_;
  std::optional<dmn::Model> model_;
  LoadContext context_;
};

const std::string kPayload = "<l:payload name='x' type='Outcome'/>";
const std::string kKept = "<assign location='known' expr='_event.data.x'/>";
const std::string kSent =
    "<l:act type='form.sent' l:basis='1 §'><l:with name='to' expr='_event.data.x'/></l:act>";
const std::string kFree = "<l:payload name='x' type='string'/>";

TEST_F(Limits, ComeFromThePayloadTheDataItemAndTheAttribute) {
  EXPECT_THAT(chart(kPayload).allowed_values("tell", "x"),
              ElementsAre(Value("granted"), Value("refused")));
  EXPECT_THAT(chart(kFree + kKept).allowed_values("tell", "x"),
              ElementsAre(Value("granted"), Value("refused")));
  EXPECT_THAT(chart(kFree + kSent).allowed_values("tell", "x"),
              ElementsAre(Value("town"), Value("state")));
  EXPECT_THAT(chart("<l:act type='form.sent' l:basis='1 §'><l:with name='to'/></l:act>")
                  .allowed_values("tell", "to"),
              ElementsAre(Value("town"), Value("state")));
  EXPECT_THAT(chart(kFree).allowed_values("tell", "x"), IsEmpty());
}

TEST_F(Limits, SayWhatIsExpectedAndWhatWasFound) {
  EXPECT_EQ(chart(kPayload).not_allowed("tell", "x", Value("granted")), "");
  EXPECT_EQ(chart(kPayload).not_allowed("tell", "x", Value()), "");
  EXPECT_EQ(chart(kPayload).not_allowed("tell", "x", Value("grantd")),
            R"(expected one of "granted", "refused", found "grantd")");
  EXPECT_EQ(chart(kFree + kSent).not_allowed("tell", "x", Value("nation")),
            R"(expected one of town, state, found "nation")");
  EXPECT_EQ(chart(kFree).not_allowed("tell", "x", Value("grantd")), "");
}

TEST_F(Limits, HoldForRangesAndPartsToo) {
  const Chart seats = chart("<l:payload name='x' type='Seats'/>");
  EXPECT_EQ(seats.not_allowed("tell", "x", Value::integer(50)), "");
  EXPECT_EQ(seats.not_allowed("tell", "x", Value::integer(51)),
            "expected one of [1..50], found 51");
  EXPECT_THAT(seats.allowed_values("tell", "x"), IsEmpty());

  const Chart wish = chart("<l:payload name='x' type='Wish'/>");
  EXPECT_EQ(wish.not_allowed("tell", "x", Value(Context{{"outcome", "refused"}})), "");
  EXPECT_THAT(wish.not_allowed("tell", "x", Value(Context{{"outcome", "x"}})),
              HasSubstr("outcome: expected one of"));
}

TEST_F(Limits, AreThoseOfAnyWayThatTakesTheEvent) {
  const Chart two = chart(kFree + kSent, kFree + kKept);
  EXPECT_THAT(two.allowed_values("tell", "x"),
              ElementsAre(Value("town"), Value("state"), Value("granted"), Value("refused")));
  EXPECT_EQ(two.not_allowed("tell", "x", Value("refused")), "");
  EXPECT_EQ(chart(kFree + kSent, kFree).not_allowed("tell", "x", Value("anything")), "");
}

// The way that is taken has the last word.
TEST_F(Limits, RefuseAValueThatOnlyAnotherWayAllows) {
  const Chart two = chart(kFree + kSent, kFree + kKept);
  Running running(two);
  Event event{.name = "tell", .data = Value(Context{{"x", "refused"}})};

  const auto taken = process(two, running.session, event, running.surroundings);

  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().message,
            "'x' of the event 'tell': expected one of town, state, found \"refused\"");
  event.data = Value(Context{{"x", "town"}});
  EXPECT_TRUE(process(two, running.session, event, running.surroundings).has_value());
}

TEST_F(Limits, KeepADataItemFromAnyOtherValue) {
  const auto runs = [&](const std::string& expression) {
    Running running(chart(kFree + "<assign location='known' expr='" + expression + "'/>"));
    running.send("tell", {{"x", "grant"}});
    return running.trace.errors.empty() ? std::string() : running.trace.errors[0].message;
  };
  EXPECT_EQ(runs("_event.data.x + \"ed\""), "");
  EXPECT_EQ(runs("_event.data.x + \"s\""),
            R"('known': expected one of "granted", "refused", found "grants")");
}

}  // namespace
}  // namespace lagrum::statechart
