// Entries of a log that somebody else may have written: the leaf in the first line, what opens its
// commitments in the others.
#include "cases/entry.h"
#include "fuzz/fuzz.h"
#include "journal/disclosure.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::fuzz {
namespace {

constexpr const char* kStory = "workflows/se/serveringstillstand/scenarios/01-story.xml";
const std::string kSalt(kSaltBytesMin, 's');

row::Entry row_of(std::string_view text) {
  row::Entry row;
  bool first = true;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (first) {
      row.leaf = line;
    } else {
      row.disclosures.push_back({journal::disclosure_digest(line), std::string(line)});
    }
    first = false;
  }
  const auto leaf = parse_json(row.leaf);
  if (leaf) row.index = LogIndex{static_cast<std::uint64_t>(leaf->number("index"))};
  return row;
}

}  // namespace

void take(std::string_view text) {
  const auto entry = cases::decode(row_of(text));
  if (!entry) {
    expect(!entry.error().message.empty(), "an error says what is wrong");
    return;
  }
  const auto written = cases::encode(*entry, kSalt);
  if (!written) {
    expect(!written.error().message.empty(), "an error says what is wrong");
    return;
  }
  expect(written->leaf.size() <= cases::kLeafBytesMax, "a leaf has a bound");
  const auto read = cases::decode(*written);
  expect(read.has_value(), "what was written can be read",
         written->leaf + "\n" + (read ? "" : to_string(read.error())));
  const auto again = cases::encode(*read, kSalt);
  expect(again.has_value() && *again == *written, "what was read is written the same",
         written->leaf + "\n" + (again ? again->leaf : to_string(again.error())));
}

void write_seeds() {
  test::MemoryStore store;
  Engine engine = test::engine_on(store).value();
  const std::vector<test::Action> actions = test::actions_of(kStory).value();
  for (const test::Action& action : actions) static_cast<void>(test::act(engine, action).value());
  const std::vector<row::Entry> entries = store.log(LogIndex{0}, 1000).value();
  for (const row::Entry& entry : entries) {
    std::string text = entry.leaf;
    for (const row::Disclosure& each : entry.disclosures) text += "\n" + each.disclosure;
    write_seed("entry-" + std::to_string(entry.index.value), text);
    write_seed("leaf-" + std::to_string(entry.index.value), entry.leaf);
  }
}

}  // namespace lagrum::fuzz
