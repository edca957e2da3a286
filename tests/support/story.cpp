#include "support/story.h"

#include "support/house.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kCommandsPerCheckpoint = 10;

Error not_loaded() {
  const auto& findings = House::get().findings();
  return Error{
      ErrorCode::kInvalidArgument,
      "the shipped workflows do not load: " + (findings.empty() ? "" : to_string(findings.front())),
      {},
      {}};
}

}  // namespace

Result<std::vector<Action>> actions_of(const std::string& scenario) {
  if (!House::get().loaded()) return not_loaded();
  std::vector<Action> actions;
  std::size_t commands = 0;
  scenario::Surroundings surroundings = House::get().surroundings();
  surroundings.on_command = [&](const Command& command) {
    actions.push_back({Action::Kind::kCommand, command, {}, {}});
    if (++commands % kCommandsPerCheckpoint == 0)
      actions.push_back({Action::Kind::kCheckpoint, {}, {}, {}});
  };
  surroundings.on_tick = [&](Instant now, std::string_view salt) {
    actions.push_back({Action::Kind::kTick, {}, now, std::string(salt)});
  };
  Diagnostics diagnostics;
  LAGRUM_ASSIGN(const scenario::Report report,
                scenario::run(scenario, House::get().workspace(), surroundings, diagnostics));
  if (!report.failures.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 report.failures.front().message,
                 report.failures.front().source,
                 {}};
  }
  return actions;
}

Result<Engine> engine_on(Store& store) {
  const House& house = House::get();
  if (!house.loaded()) return not_loaded();
  const std::vector<std::string> organisations = house.workspace().organisations();
  return Engine::create(house.workspace(), {&store, &house.signer(), &house.zones(),
                                            house.workspace().organisation(organisations.at(0))});
}

Result<Answer> act(Engine& engine, const Action& action) {
  switch (action.kind) {
    case Action::Kind::kCommand:
      return engine.execute(action.command);
    case Action::Kind::kTick: {
      LAGRUM_ASSIGN(const TickReport report, engine.tick(action.now, action.salt));
      static_cast<void>(report);
      return Answer{};
    }
    case Action::Kind::kCheckpoint: {
      LAGRUM_ASSIGN(const std::string checkpoint, engine.checkpoint());
      static_cast<void>(checkpoint);
      return Answer{};
    }
  }
  LAGRUM_CHECK(false);
}

}  // namespace lagrum::test
