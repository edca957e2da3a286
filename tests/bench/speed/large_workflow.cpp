#include "bench/speed/large_workflow.h"

#include <string>

#include "cases/case_state.h"
#include "lagrum/lint.h"
#include "support/findings.h"
#include "support/house.h"

namespace lagrum::bench {
namespace {

// Four regions of eight blocks of five groups of five states make 996; with the parallel, a state
// before it and two ends there are kLargeStates.
constexpr int kRegions = 4;
constexpr int kBlocks = 8;
constexpr int kGroups = 5;
constexpr int kLeaves = 5;

constexpr const char* kLargePack =
    R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.large" version="1.0.0" territory="SE" calendar="se">
  <title xml:lang="sv">Liten lag</title><title xml:lang="da">Lille lov</title><title xml:lang="en">A small law</title>
  <source cite="none" as-of="none" status="read">
    <title xml:lang="sv">Ingen</title><title xml:lang="da">Ingen</title><title xml:lang="en">None</title>
  </source>
  <vocabulary>
    <act type="step.taken">
      <title xml:lang="sv">Steg</title><title xml:lang="da">Skridt</title><title xml:lang="en">Step</title>
      <with name="note" type="string"/><with name="pages" type="number"/>
    </act>
    <act type="matter.ended">
      <title xml:lang="sv">Slut</title><title xml:lang="da">Slut</title><title xml:lang="en">End</title>
    </act>
  </vocabulary>
</law-pack>
)";

constexpr const char* kOpening =
    R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1"
  version="1.0" datamodel="feel" name="xx.large" initial="begun"
  l:version="1.0.0" l:valid-from="2026-01-01" l:law="xx.large" l:calendar="se">
  <l:title xml:lang="sv">Stort</l:title><l:title xml:lang="da">Stort</l:title><l:title xml:lang="en">Large</l:title>
)";

constexpr const char* kEnding =
    R"(<transition event="end" target="closed" l:by="officer">
    <l:act type="matter.ended" l:basis="none"/></transition>
  </parallel>
  <final id="refused"/>
  <final id="closed" l:phase="archived"/>
</scxml>
)";

/// `text` with every @name@ replaced.
std::string filled(std::string text,
                   const std::vector<std::pair<std::string, std::string>>& values) {
  for (const auto& [name, value] : values) {
    const std::string mark = "@" + name + "@";
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size())
      text.replace(at, mark.size(), value);
  }
  return text;
}

std::string leaf(const std::string& region, const std::string& id, const std::string& next) {
  return filled(R"(<state id="@id@">
  <transition event="advance_@r@" target="@next@" cond="steps_@r@ &lt; 1000 and outcome_@r@ != &quot;no&quot;" l:by="officer">
    <assign location="steps_@r@" expr="steps_@r@ + 1"/>
    <l:act type="step.taken" l:basis="none"><l:with name="note"/><l:with name="pages" expr="steps_@r@ * 2"/></l:act>
  </transition>
  <transition event="note_@r@" l:by="officer registrar"><assign location="outcome_@r@" expr="_event.data.note"/>
    <l:act type="step.taken" l:basis="none"><l:with name="note"/></l:act></transition>
</state>
)",
                {{"id", id}, {"r", region}, {"next", next}});
}

std::string task(const std::string& id) {
  return filled(
      R"(<onentry><l:task id="@id@" role="officer"><l:title xml:lang="sv">Granska @id@</l:title>
  <l:title xml:lang="da">Gennemgå @id@</l:title><l:title xml:lang="en">Look through @id@</l:title></l:task></onentry>
)",
      {{"id", "task." + id}});
}

std::string id_of(const std::string& outer, const char* kind, int number) {
  return outer + "." + kind + std::to_string(number);
}

std::string group(const std::string& region, const std::string& id, const std::string& next) {
  std::string text = "<state id=\"" + id + "\" initial=\"" + id_of(id, "s", 1) + "\">\n" + task(id);
  for (int i = 1; i <= kLeaves; ++i)
    text += leaf(region, id_of(id, "s", i), i < kLeaves ? id_of(id, "s", i + 1) : next);
  return text + "</state>\n";
}

std::string block(const std::string& region, const std::string& id, const std::string& next,
                  const std::string& attributes) {
  std::string text =
      "<state id=\"" + id + "\" initial=\"" + id_of(id, "g", 1) + "\"" + attributes + ">\n";
  for (int i = 1; i <= kGroups; ++i)
    text += group(region, id_of(id, "g", i), i < kGroups ? id_of(id, "g", i + 1) : next);
  return text + "</state>\n";
}

/// Goes round: the last block leads to the first.
std::string region(int number) {
  const std::string name = std::to_string(number);
  const std::string id = "r" + name;
  std::string text = "<state id=\"" + id + "\" initial=\"" + id_of(id, "b", 1) + "\">\n";
  for (int i = 1; i <= kBlocks; ++i) {
    text += block(name, id_of(id, "b", i), id_of(id, "b", i % kBlocks + 1),
                  number == 1 ? " l:phase=\"preparation\"" : "");
  }
  return text + "</state>\n";
}

std::string chart_text() {
  std::string text = std::string(kOpening) + "<datamodel><data id=\"parties\" expr=\"[]\"/>";
  for (int i = 1; i <= kRegions; ++i) {
    text += filled(
        R"(<data id="steps_@r@" l:type="number" expr="0"/><data id="outcome_@r@" l:type="string" expr='"none"'/>)",
        {{"r", std::to_string(i)}});
  }
  text += R"(</datamodel>
  <state id="begun" l:phase="initiation">
    <transition event="take" target="case" l:by="registrar"><l:act type="step.taken" l:basis="none"/></transition>
    <transition event="refuse" target="refused" l:by="registrar"/>
  </state>
  <parallel id="case">
)";
  for (int i = 1; i <= kRegions; ++i) text += region(i);
  return text + kEnding;
}

Error fault(std::string message) { return {ErrorCode::kCorruption, std::move(message), {}, {}}; }

}  // namespace

Result<std::vector<SourceFile>> large_workflow() {
  std::vector<SourceFile> files = {{"large/workflow.scxml", chart_text()},
                                   {"large/law.xml", kLargePack}};
  for (const std::string& path : test::workflow_files()) {
    if (!path.ends_with("/calendar.xml")) continue;
    LAGRUM_ASSIGN(std::string bytes, test::read_source(path));
    files.push_back({path, std::move(bytes)});
  }
  return files;
}

Status load_and_lint(const std::vector<SourceFile>& files, const ZoneRules& zones) {
  Diagnostics diagnostics;
  LAGRUM_ASSIGN(const Workspace workspace, Workspace::load(files, zones, diagnostics));
  lint::check_mappings(workspace, diagnostics);
  lint::check_decisions(workspace, diagnostics);
  lint::check_bases(workspace, diagnostics);
  if (!diagnostics.all().empty())
    return fault("expected a workflow without a finding, found " + test::all_of(diagnostics));
  const std::size_t states = workspace.state()->workflows.at(0)->chart.states().size();
  if (states == kLargeStates) return {};
  return fault("expected " + std::to_string(kLargeStates) + " states, found " +
               std::to_string(states));
}

}  // namespace lagrum::bench
