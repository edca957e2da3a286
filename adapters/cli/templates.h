#pragma once

#include <array>
#include <string_view>

namespace lagrum::cli {

/// A file of a new workflow; @NAME@ stands for its name.
struct Template {
  std::string_view path;
  std::string_view text;
};

inline constexpr std::array<Template, 3> kWorkflowTemplates = {{
    {"workflow.scxml", R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- A first workflow: a question comes in, is answered, and the matter is closed. Change it step by step and run
     `lagrum lint` and the scenario after each. -->
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1" version="1.0" datamodel="feel"
       name="se.@NAME@" initial="waiting"
       l:version="1.0.0" l:valid-from="2026-01-01" l:law="se.administrative" l:calendar="se">
  <l:title xml:lang="sv">Ett första flöde</l:title>
  <l:title xml:lang="da">Et første forløb</l:title>
  <l:title xml:lang="en">A first workflow</l:title>
  <!-- What norms ask of the case and of each party. What is not stated is unknown, and norms that ask for it are silent. -->
  <l:fact name="case.kind" expr='"question"'/>
  <l:fact name="case.regime" expr='"party"'/>
  <l:fact name="case.opened_by" expr='"individual"'/>
  <l:fact name="case.opened_by_representative" expr="false"/>
  <l:fact name="case.instance" expr="1"/>
  <l:fact name="case.service_activity" expr="false"/>
  <l:fact name="case.consequence" expr="false"/>
  <l:fact name="case.employment" expr="false"/>
  <l:fact name="case.temporary_decision" expr="false"/>
  <l:fact name="case.open_circle" expr="false"/>
  <l:fact name="case.appeal_open" expr="false"/>
  <l:fact name="party.may_appeal" expr="false"/>
  <l:fact name="party.public" expr="false"/>
  <datamodel>
    <data id="parties" expr="[]"/>
  </datamodel>

  <state id="waiting">
    <transition event="contact" target="received" l:by="anyone party officer registrar">
      <l:act type="contact.received" l:basis="SFS 2017:900 6 §"><l:with name="channel"/><l:with name="topic"/></l:act>
    </transition>
  </state>

  <state id="received" l:phase="service">
    <onentry>
      <l:task id="answer" role="officer">
        <l:title xml:lang="sv">Svara på frågan</l:title>
        <l:title xml:lang="da">Besvar spørgsmålet</l:title>
        <l:title xml:lang="en">Answer the question</l:title>
      </l:task>
    </onentry>
    <transition event="answer" target="answered" l:by="officer">
      <l:act type="enquiry.answered" l:basis="SFS 2017:900 6 §"><l:with name="text"/></l:act>
    </transition>
  </state>

  <state id="answered" l:phase="service">
    <transition event="close" target="closed" l:by="officer registrar">
      <l:act type="case.closed" l:basis="SFS 1990:782 3 §"/>
    </transition>
  </state>

  <final id="closed" l:phase="archive"/>
</scxml>
)"},
    {"scenarios/01-answered.xml", R"(<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:lagrum:scenario:1" workflow="se.@NAME@" organisation="../../organisation.xml" title="A question is answered">
  <summary xml:lang="sv">En fråga kommer in, besvaras och avslutas.</summary>
  <summary xml:lang="da">Et spørgsmål kommer ind, besvares og afsluttes.</summary>
  <summary xml:lang="en">A question comes in, is answered and closed.</summary>
  <at time="2026-11-02T09:00">
    <arrives channel="e-mail" from="anyone" event="contact"><with name="topic" value="Opening hours"/></arrives>
    <then><phase is="service"/><duty norm="se.fl.6.service" is="open" rank="policy"/></then>
  </at>
  <at time="2026-11-02T10:00">
    <does who="anna" event="answer"><with name="text" value="We are open from nine to four"/></does>
    <then><duty norm="se.fl.6.service" is="fulfilled"/></then>
    <does who="anna" event="close"/>
    <then><phase is="archive"/></then>
  </at>
</scenario>
)"},
    {"README.md", R"(# se.@NAME@

A first workflow, made to be changed.

| provision | act | state | event |
|---|---|---|---|
| FL 6 § | contact.received | waiting | contact |
| FL 6 § | enquiry.answered | received | answer |
| ArkL 3 § | case.closed | answered | close |
)"},
}};

}  // namespace lagrum::cli
