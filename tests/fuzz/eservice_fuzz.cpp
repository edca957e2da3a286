// A file that an e-service leaves: it becomes a command that the engine carries out, or is refused
// with a reason. Either way the store stays sound.
#include "eservice/eservice.h"
#include "fuzz/fuzz.h"
#include "support/house.h"
#include "support/memory_store.h"
#include "support/story.h"

namespace lagrum::fuzz {
namespace {

constexpr const char* kName = "input.xml";

const std::vector<intake::Mapping>& mappings() {
  static const std::vector<intake::Mapping> kMappings = [] {
    std::vector<intake::Mapping> made;
    Diagnostics diagnostics;
    for (const xml::Document& document : test::House::get().workspace().mappings())
      made.push_back(intake::Mapping::load(document, diagnostics).value());
    return made;
  }();
  return kMappings;
}

/// What was received becomes a case: SFS 2017:900 22 §, it has come in.
void expect_case(const eservice::Arrival& arrival) {
  const auto medium = std::make_shared<test::MemoryMedium>();
  test::MemoryStore store(medium);
  Engine engine = test::engine_on(store).value();
  Command command = eservice::to_command(arrival, CaseId());
  command.id = CommandId("c-1");
  command.key = command.id.str();
  command.salt = std::string(kSaltBytesMin, 's');
  const auto answer = engine.execute(command);
  if (!answer) {
    expect(answer.error().message.size() >= 20, "a refusal gives its reason",
           to_string(answer.error()));
    expect(medium->log.empty() && medium->cases.empty() && medium->documents.empty(),
           "what is refused leaves nothing behind", to_string(answer.error()));
    return;
  }
  expect(answer->outcome == Outcome::kDone, "what has come in is taken in", answer->detail);
  const auto verified = engine.verify();
  expect(verified.has_value() && verified->sound(), "the store stays sound");
}

}  // namespace

void take(std::string_view bytes) {
  static const eservice::GeneralWorkflow kGeneral{WorkflowId("se.kontakt"), "contact", "contact"};
  static const Instant kReceived = *parse_instant("2026-10-17T19:40:00Z");
  Diagnostics diagnostics;
  const auto arrival =
      eservice::receive(bytes, kName, kReceived, mappings(), kGeneral, diagnostics);
  for (const Diagnostic& each : diagnostics.all())
    expect(each.source.file == kName && each.source.line > 0, "a finding names file and line",
           to_string(each));
  if (!arrival) {
    expect_place(arrival.error(), kName);
    return;
  }
  expect(arrival->bytes == bytes && arrival->file_name == kName, "the file is kept as it came");
  expect(arrival->received == kReceived, "the time is that of the receipt");
  expect_case(*arrival);
}

}  // namespace lagrum::fuzz
