// Stored JSON: what is read has one byte form, and reads back from it.
#include "fuzz/fuzz.h"
#include "lagrum/case.h"
#include "lagrum/json.h"
#include "lagrum/value.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::fuzz {
namespace {

void expect_one_form(const Json& json) {
  const auto bytes = canonical(json);
  expect(bytes.has_value(), "what was read has a byte form", bytes ? "" : to_string(bytes.error()));
  const auto again = parse_json(*bytes);
  expect(again.has_value() && *again == json, "the byte form reads back", *bytes);
  expect(canonical(*again).value() == *bytes, "there is one byte form", *bytes);
  const auto shown = parse_json(pretty(json));
  expect(shown.has_value() && *shown == json, "the indented form reads back", pretty(json));
}

void expect_value(const Json& json) {
  const auto value = value_from_json(json);
  if (!value) return;
  const auto stored = to_json(*value);
  expect(stored.has_value(), "what was read can be stored", to_string(*value));
  const auto again = value_from_json(*stored);
  expect(again.has_value() && *again == *value, "a value reads back", to_string(*value));
  const auto stored_again = to_json(*again);
  expect(stored_again && *stored_again == *stored, "a value has one stored form", pretty(*stored));
}

void expect_answer(const Json& json) {
  const auto answer = answer_from_json(json);
  if (!answer) return;
  const Json stored = to_json(*answer);
  const auto again = answer_from_json(stored);
  expect(again.has_value() && to_json(*again) == stored, "an answer reads back", pretty(stored));
  for (const Language language : kLanguages) static_cast<void>(to_text(*answer, language));
}

}  // namespace

void take(std::string_view bytes) {
  const auto json = parse_json(bytes);
  if (!json) {
    expect(!json.error().message.empty(), "an error says what is wrong");
    return;
  }
  expect_one_form(*json);
  expect_value(*json);
  expect_answer(*json);
}

/// All JSON that a store holds after a story.
void write_seeds() {
  const auto medium = std::make_shared<test::MemoryMedium>();
  test::MemoryStore store(medium);
  Engine engine = test::engine_on(store).value();
  const auto actions =
      test::actions_of("workflows/se/serveringstillstand/scenarios/07-board.xml").value();
  for (const test::Action& action : actions) static_cast<void>(test::act(engine, action).value());
  for (const auto& [key, remembered] : medium->remembered)
    write_seed("answer-" + key, remembered.answer);
  for (const auto& [number, item] : medium->outbox)
    write_seed("outgoing-" + std::to_string(number), item.body);
  for (const auto& [id, row] : medium->cases) write_seed("snapshot-" + id.str(), row.snapshot);
  const Value values(Context{
      {"a", Value(List{Value::integer(5), Value(Decimal::parse("-12.50").value()), Value()})},
      {"b", Value(TimeOfDay{3600, 5, true, 7200, ""})},
      {"c",
       Value(DateTime{CivilDate{2027, 2, 16}, TimeOfDay{60, 0, false, 0, "Europe/Stockholm"}})},
      {"d", Value(MonthsDuration{14})},
      {"e", Value(SecondsDuration{-90000, 0})},
      {"f", Value(RangeValue{Value::integer(1), Value(), true, false})},
      {"g", Value(Erased{41})}});
  write_seed("values", canonical(to_json(values).value()).value());
}

}  // namespace lagrum::fuzz
