#include "bench/wide_workflow.h"

#include <vector>

#include "support/house.h"

namespace lagrum::bench {
namespace {

constexpr int kRegions = 4;
constexpr int kSteps = 48;  // with the region 49: 196 states, and begun, work, refused, closed
constexpr int kTold = 20;
constexpr int kDecided = 40;

std::string n(int number) { return std::to_string(number); }

std::string titled(const std::string& text) {
  return "<title xml:lang=\"en\">" + text + "</title>";
}

std::string norm(const std::string& id, const std::string& content,
                 const std::string& mode = "enforce") {
  return "<norm id=\"xx." + id +
         R"(" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute" review="none" )"
         "mode=\"" +
         mode + "\">" + titled("N") + "<summary xml:lang=\"en\">S.</summary>" + content +
         "</norm>\n";
}

std::string until(const std::string& act, const std::vector<std::string>& first) {
  std::string text = "<forbid act=\"" + act + "\" guarantee=\"block\"><until>";
  for (const std::string& each : first) text += "<done act=\"" + each + "\"/>";
  return text + "</until></forbid>";
}

/// Holds by the chart alone, but only one who looks at all these regions sees that.
std::string until_any(const std::string& act, const std::vector<std::string>& first) {
  std::string text = "<forbid act=\"" + act + "\" guarantee=\"block\"><until><any>";
  for (const std::string& each : first) text += "<done act=\"" + each + "\"/>";
  return text + "</any></until></forbid>";
}

std::string answer(const std::string& to, const std::string& with, int clock) {
  return "<respond to=\"" + to + "\" with=\"" + with + "\" within=\"xx.clock" + n(clock) + "\"/>";
}

std::string clock(int number, const std::string& starts) {
  return "<clock id=\"xx.clock" + n(number) + "\" cite=\"XX 2 §\" starts=\"" + starts +
         "\" length=\"P" + n(number + 2) + "W\" kind=\"latest-act\" roll=\"se.vardag\">" +
         titled("Weeks") + "</clock>\n";
}

std::string pack() {
  std::string text = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <title xml:lang="en">Wide</title>
  <source cite="XX 1" as-of="2026-01-01" status="read"><title xml:lang="en">XX</title></source>
  <vocabulary>
    <act type="case.opened" moves="opened"/>
    <act type="case.ended" moves="archived"/>
)xml";
  for (int r = 0; r < kRegions; ++r)
    for (const char* act : {"asked", "told", "decided", "step"})
      text += "    <act type=\"" + std::string(act) + ".r" + n(r) + "\"/>\n";
  text += "  </vocabulary>\n";
  for (int r = 0; r < kRegions; ++r) text += clock(r, "asked.r" + n(r));
  text += clock(4, "told.r0") + clock(5, "told.r1");
  for (int r = 0; r < 2; ++r)
    text += norm("own" + n(r), until("decided.r" + n(r), {"told.r" + n(r)}));
  text += norm("any2", until_any("decided.r0", {"told.r0", "told.r1"}));
  text += norm("any3", until_any("decided.r2", {"told.r0", "told.r1", "told.r2"}));
  text += norm("answer0", answer("asked.r0", "decided.r0", 0), "warn");
  text += norm("answer1", answer("asked.r1", "told.r1 decided.r1", 1), "warn");
  text += norm("across2", answer("told.r0", "decided.r3", 4), "warn");
  text += norm("pair1", until("decided.r0", {"told.r1"}));
  text += norm("pair2", until("decided.r2", {"told.r3"}));
  text += norm("three1", until("decided.r0", {"told.r1", "told.r2"}));
  text += norm("three2", until("decided.r3", {"told.r0", "told.r1"}));
  text += norm("four", until("decided.r0", {"told.r1", "told.r2", "told.r3"}));
  return text + "</law-pack>\n";
}

std::string leaf_id(int region, int step) { return "r" + n(region) + "_" + n(step); }

std::string leap(int region, int step, const std::string& event, int by, const std::string& act) {
  return "<transition event=\"" + event + "_r" + n(region) + "\" l:by=\"officer\" target=\"" +
         leaf_id(region, std::min(step + by, kSteps - 1)) + "\"><l:act type=\"" + act + ".r" +
         n(region) + "\" l:basis=\"XX 1 §\"/></transition>";
}

std::string leaf(int region, int step) {
  std::string text = "<state id=\"" + leaf_id(region, step) + "\">";
  if (step + 1 < kSteps) {
    const char* act = step == 0          ? "asked"
                      : step == kTold    ? "told"
                      : step == kDecided ? "decided"
                                         : "step";
    text += leap(region, step, "next", 1, act);
    // Odd regions can leap over the telling.
    if (step % 4 == 3 && (region % 2 == 1 || step != kTold - 1))
      text += leap(region, step, "leap", 3, "step");
    if (step == kSteps - 3) text += leap(region, step, "again", 1 - step, "step");
    const bool hears = step > 0 && step % 8 == 0;
    if (hears)
      text += "<transition event=\"clock.expired.xx.clock" + n(region) + "\" target=\"" +
              leaf_id(region, step + 1) + "\"/>";
    if (hears && region < 2)
      text += "<transition event=\"clock.expired.xx.clock" + n(region + 4) + "\" target=\"" +
              leaf_id(region, std::min(step + 2, kSteps - 1)) + "\"/>";
  }
  return text + "</state>\n";
}

std::string chart() {
  std::string text = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1" version="1.0" datamodel="feel"
       name="xx.wide" l:version="1.0.0" l:valid-from="2026-01-01" l:law="xx" l:calendar="se">
  <l:title xml:lang="en">Wide</l:title>
  <state id="begun">
    <transition event="open" l:by="officer" target="work"><l:act type="case.opened" l:basis="XX 1 §"/></transition>
    <transition event="refuse" l:by="officer" target="refused"/>
  </state>
  <parallel id="work">
    <transition event="end" l:by="officer" target="closed"><l:act type="case.ended" l:basis="XX 1 §"/></transition>
)xml";
  for (int r = 0; r < kRegions; ++r) {
    text += "<state id=\"r" + n(r) + "\">\n";
    for (int step = 0; step < kSteps; ++step) text += leaf(r, step);
    text += "</state>\n";
  }
  return text + "</parallel>\n<final id=\"refused\"/>\n<final id=\"closed\"/>\n</scxml>\n";
}

}  // namespace

Workspace wide_workspace() {
  return test::workspace_of(
      {{"law/wide.xml", pack()},
       {"law/calendar.xml", test::read_source("workflows/law/se/calendar.xml").value()},
       {"wide/workflow.scxml", chart()}});
}

Workspace shipped_workspace() { return test::workspace_of(test::shipped_sources()); }

}  // namespace lagrum::bench
