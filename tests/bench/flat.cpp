#include "bench/flat.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "base/crypto.h"
#include "support/house.h"

namespace lagrum::bench {
namespace {

constexpr const char* kChart =
    R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1"
  version="1.0" datamodel="feel" name="xx.flat" initial="left"
  l:version="1.0.0" l:valid-from="2026-01-01" l:law="xx.empty" l:calendar="se">
  <l:title xml:lang="sv">Fram och tillbaka</l:title>
  <l:title xml:lang="da">Frem og tilbage</l:title>
  <l:title xml:lang="en">To and fro</l:title>
  <datamodel><data id="parties" expr="[]"/></datamodel>
  <state id="left"><transition event="turn" target="right" l:by="officer"/></state>
  <state id="right"><transition event="turn" target="left" l:by="officer"/></state>
</scxml>
)";

constexpr const char* kPack =
    R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.empty" version="1.0.0" territory="SE" calendar="se">
  <title xml:lang="sv">Ingen lag</title><title xml:lang="da">Ingen lov</title><title xml:lang="en">No law</title>
  <source cite="none" as-of="none" status="read">
    <title xml:lang="sv">Ingen</title><title xml:lang="da">Ingen</title><title xml:lang="en">None</title>
  </source>
  <vocabulary>
    <act type="nothing.done">
      <title xml:lang="sv">Inget</title><title xml:lang="da">Intet</title><title xml:lang="en">Nothing</title>
    </act>
  </vocabulary>
</law-pack>
)";

std::string id_of(std::uint64_t number) {
  const std::string digits = hex(as_bytes(sha256("flat|" + std::to_string(number))));
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-4" + digits.substr(13, 3) + "-8" +
         digits.substr(17, 3) + "-" + digits.substr(20, 12);
}

}  // namespace

Result<Workspace> flat_workspace(const ZoneRules& zones) {
  constexpr std::array kShipped = {"/calendar.xml", "/organisation.xml", ".dmn"};
  std::vector<SourceFile> files = {{"flat/workflow.scxml", kChart}, {"flat/law.xml", kPack}};
  for (const std::string& path : test::workflow_files()) {
    const bool wanted = std::any_of(kShipped.begin(), kShipped.end(),
                                    [&](const char* end) { return path.ends_with(end); });
    if (!wanted) continue;
    LAGRUM_ASSIGN(std::string bytes, test::read_source(path));
    files.push_back({path, std::move(bytes)});
  }
  Diagnostics diagnostics;
  return Workspace::load(files, zones, diagnostics);
}

std::vector<test::Action> flat_actions(std::size_t cases, std::size_t turns) {
  std::vector<test::Action> actions;
  Instant now = Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 2}.time_since_epoch()};
  for (std::size_t i = 0; i < cases * turns; ++i) {
    test::Action action;
    Command& command = action.command;
    command.id = CommandId(id_of(i));
    command.key = command.id.str();
    if (i >= cases) command.case_id = CaseId("case-" + id_of(i % cases));
    command.workflow = WorkflowId(kFlatWorkflow);
    command.who = "anna";
    command.event = kFlatEvent;
    command.now = now += std::chrono::milliseconds{10};
    command.salt = std::string(as_bytes(sha256("salt|" + std::to_string(i))));
    actions.push_back(std::move(action));
  }
  return actions;
}

}  // namespace lagrum::bench
