#include "property/cases/trial.h"

#include <algorithm>
#include <array>
#include <set>

#include "support/house.h"

namespace lagrum::test {
namespace {

constexpr std::chrono::seconds kBetweenCommands{1};

const Workspace& workspace() { return House::get().workspace(); }

/// The ids of the organisation's people and bodies, in the order of its file.
const std::vector<std::string>& people() {
  static const std::vector<std::string> kPeople = [] {
    const std::string file = workspace().organisations().at(0);
    const auto document = xml::Document::parse(read_source(file).value(), file).value();
    std::vector<std::string> ids;
    for (const xml::Element& element : document.root().children()) {
      if (element.local() == "person" || element.local() == "body")
        ids.push_back(element.attribute_or_empty("id"));
    }
    return ids;
  }();
  return kPeople;
}

}  // namespace

Trial::Trial(const MemoryMedium& medium, const Command& command)
    : medium_(medium), case_(command.case_id), now_(command.now) {
  workflow_ = workspace().state()->by_key(medium_.cases.at(case_).workflow);
}

Result<Answer> Trial::send(Command command) {
  now_ += kBetweenCommands;
  ++commands_;
  command.case_id = case_;
  command.now = now_;
  command.id = CommandId("trial-" + std::to_string(commands_) + "-" + to_string(now_));
  command.key = command.id.str();
  command.salt = std::string(kSaltBytesMin, 't');
  const auto medium = std::make_shared<MemoryMedium>(std::move(medium_));
  MemoryStore store(medium);
  Engine engine = engine_on(store).value();
  auto answer = engine.execute(command);
  medium_ = std::move(*medium);
  return answer;
}

Result<Answer> Trial::ask(const Command& command) const {
  Trial copy = *this;
  return copy.send(command);
}

void Trial::wait_until(Date day) {
  wait_until(start_of_day(House::get().zones(), day, workflow_->law.calendar().zone()).value());
}

CaseView Trial::view() const {
  MemoryStore store(std::make_shared<MemoryMedium>(medium_));
  const Engine engine = engine_on(store).value();
  return engine.view(case_, now_).value();
}

Date Trial::today() const {
  return date_in(House::get().zones(), now_, workflow_->law.calendar().zone()).value();
}

std::vector<std::string> Trial::parties() const {
  std::vector<std::string> ids;
  for (const Context& party : view().parties) {
    const Value* id = party.find("id");
    if (id != nullptr && id->string() != nullptr) ids.push_back(*id->string());
  }
  return ids;
}

std::vector<Doer> doers_of(const Trial& trial, const std::string& event) {
  std::set<std::string> roles;
  for (const statechart::TransitionInfo& transition : trial.workflow().chart.transitions()) {
    const auto& events = transition.events;
    if (std::find(events.begin(), events.end(), event) != events.end())
      roles.insert(transition.roles.begin(), transition.roles.end());
  }
  std::vector<Doer> doers;
  const auto directory = workspace().organisation(workspace().organisations().at(0));
  for (const std::string& id : people()) {
    const auto actor =
        directory->find(id, WorkflowId(trial.workflow().chart.name()), trial.today());
    if (!actor) continue;
    const bool may =
        std::any_of(actor->roles.begin(), actor->roles.end(), [&](const Actor::Role& role) {
          return roles.contains(role.name) || roles.contains(role.generic);
        });
    if (may || roles.contains("anyone")) doers.push_back({Origin::kPerson, id});
  }
  for (const char* sender : {"party", "court", "police", "authority", "anyone"}) {
    if (roles.contains(sender)) doers.push_back({Origin::kArrival, sender});
  }
  return doers;
}

}  // namespace lagrum::test
