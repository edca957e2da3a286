#include "small_case.h"

#include <map>

#include "support/house.h"

namespace lagrum::review {
namespace {

constexpr std::string_view kPack = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <title xml:lang="sv">Liten lag</title><title xml:lang="da">Lille lov</title><title xml:lang="en">Small law</title>
  <source cite="XX 1" as-of="2026-01-01" status="unseen"><title xml:lang="en">Small Act</title></source>
  <vocabulary>
    <act type="act.asked" moves="opened"><title xml:lang="sv">Fråga</title><title xml:lang="da">Spørgsmål</title><title xml:lang="en">Asked</title></act>
    <act type="act.heard"><title xml:lang="en">Heard</title><with name="from" type="string"/><with name="adverse" type="boolean"/></act>
    <act type="act.decided" moves="decided"><title xml:lang="sv">Avgjort</title><title xml:lang="da">Afgjort</title><title xml:lang="en">Decided</title>
      <with name="deciders" type="list" takes-part="true"/></act>
    <act type="act.archived" moves="archived"><title xml:lang="en">Archived</title></act>
    <act type="act.judged" role="judgement" regards="case"><title xml:lang="en">Judged</title>
      <with name="ask" type="string"/><with name="answer" type="boolean"/><with name="reason" type="string"/></act>
    <act type="act.unknown"><title xml:lang="en">Never done</title></act>
    <group name="delegable" acts="act.decided"/>
    <data name="case.begun" type="date">begun</data>
    <data name="case.authority" type="string">kind</data>
    <data name="party.id" type="string">id</data>
    <data name="party.role" type="string">role</data>
  </vocabulary>
  <ask id="xx.needless" cite="XX 1 §" role="officer" default="no" per="case" reason="required"><question xml:lang="en">Is it needless?</question></ask>
  <clock id="xx.weeks" cite="XX 2 §" starts="act.asked" length="P4W" kind="latest-act" roll="se.vardag" roll-source="interpretation"><title xml:lang="en">Four weeks</title></clock>
  <norm id="xx.hear" cite="XX 3 §" rank="act" source="statute" review="none" mode="enforce">
    <title xml:lang="sv">Höras först</title><title xml:lang="da">Høres først</title><title xml:lang="en">Hear first</title>
    <summary xml:lang="en">Nothing is decided before the other authority is heard.</summary>
    <forbid act="act.decided" guarantee="block"><until><done act="act.heard" when='from = "other"'/></until></forbid>
  </norm>
  <norm id="xx.time" cite="XX 2 §" rank="act" source="statute" review="none" mode="warn">
    <title xml:lang="en">Decide in time</title><summary xml:lang="en">It is decided within four weeks.</summary>
    <doubt xml:lang="en">Nobody knows why.</doubt>
    <respond to="act.asked" with="act.decided" within="xx.weeks"/>
  </norm>
  <norm id="xx.promise" cite="XX 4 §" rank="policy" source="practice" review="none" mode="observe">
    <title xml:lang="en">Heard soon</title><summary xml:lang="en">The other authority is heard soon.</summary>
    <respond to="act.asked" with="act.heard" promptly="P1W"/>
  </norm>
  <norm id="xx.self" cite="XX 5 §" rank="act" source="statute" review="none" mode="warn">
    <title xml:lang="en">Not alone</title><summary xml:lang="en">Nobody decides alone.</summary>
    <contain act="act.decided" guarantee="warn"><field name="deciders" when="count(persons) = 1"/></contain>
    <unless><judged ask="xx.needless"/></unless>
  </norm>
  <norm id="xx.never" cite="XX 6 §" rank="act" source="statute" review="none" mode="warn">
    <title xml:lang="en">Never met</title><summary xml:lang="en">What is never done is not done twice.</summary>
    <forbid act="act.unknown" guarantee="warn"/>
  </norm>
</law-pack>)xml";

constexpr std::string_view kChart = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1" version="1.0" datamodel="feel"
       name="xx.small" initial="waiting" l:version="1.2.3" l:valid-from="2026-01-01" l:law="xx" l:calendar="se">
  <l:title xml:lang="sv">Litet &lt;flöde&gt;</l:title><l:title xml:lang="da">Lille &lt;forløb&gt;</l:title><l:title xml:lang="en">Small &lt;workflow&gt;</l:title>
  <datamodel><data id="ready" expr="true"/></datamodel>
  <state id="waiting" l:phase="initiation">
    <transition event="ask" target="work" l:by="party registrar"><l:act type="act.asked" l:basis="XX 1 §"/></transition>
  </state>
  <state id="work" l:phase="preparation" initial="handled">
    <transition event="clock.expired.xx.weeks"/>
    <transition event="judge.xx.needless" l:by="officer">
      <l:act type="act.judged" l:basis="XX 1 §"><l:with name="ask" expr='"xx.needless"'/><l:with name="answer"/><l:with name="reason"/></l:act>
    </transition>
    <state id="handled">
      <onentry><l:task id="t" role="officer">
        <l:title xml:lang="sv"><![CDATA[<script>alert(1)</script> & "x" ]]]]>&gt;</l:title>
        <l:title xml:lang="da"><![CDATA[<script>alert(1)</script> & "x" ]]]]>&gt;</l:title>
        <l:title xml:lang="en"><![CDATA[<script>alert(1)</script> & "x" ]]]]>&gt;</l:title>
      </l:task></onentry>
      <transition event="hear" l:by="officer court"><assign location="ready" expr="true"/>
        <l:act type="act.heard" l:basis="XX 3 §"><l:with name="from" expr='"other"'/><l:with name="adverse"/></l:act>
      </transition>
      <transition event="decide" cond="ready = true" target="done" l:by="delegate">
        <l:act type="act.decided" l:basis="XX 2 §"><l:with name="deciders"/><l:document kind="letter" template="texts/letter"/></l:act>
      </transition>
    </state>
  </state>
  <state id="done" l:phase="archive">
    <transition event="archive" target="archived" l:by="archivist"><l:act type="act.archived" l:basis="XX 6 §"/></transition>
  </state>
  <final id="archived" l:phase="archived"/>
</scxml>)xml";

constexpr std::string_view kLetter = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<text xmlns="urn:lagrum:text:1" id="letter" kind="letter">
  <version xml:lang="sv"><title>Brev</title><p>Hej <value of="party.name"/> &amp; <![CDATA[<img src="x">]]></p></version>
  <version xml:lang="da"><title>Brev</title><p>Hej <value of="party.name"/> &amp; <![CDATA[<img src="x">]]></p></version>
  <version xml:lang="en"><title>A letter</title><p>Hello <value of="party.name"/> &amp; <![CDATA[<img src="x">]]></p></version>
</text>)xml";

const std::map<std::string, std::string>& files() {
  static const std::map<std::string, std::string> kFiles = {
      {"law/small.xml", std::string(kPack)},
      {"law/calendar.xml", test::read_source("workflows/law/se/calendar.xml").value()},
      {"small/texts/letter.xml", std::string(kLetter)},
      {"small/workflow.scxml", std::string(kChart)}};
  return kFiles;
}

Workspace load() {
  std::vector<SourceFile> sources;
  for (const auto& [name, bytes] : files()) sources.push_back({name, bytes});
  return test::workspace_of(sources);
}

}  // namespace

const Workspace& small_case() {
  static const Workspace kWorkspace = load();
  return kWorkspace;
}

Result<std::string> small_file(const std::string& path) {
  const auto found = files().find(path);
  if (found == files().end()) return Error{ErrorCode::kNotFound, "expected a file", {}, {}};
  return found->second;
}

const verify::Report& small_report() {
  static const verify::Report kReport = verify::check(small_case(), WorkflowId("xx.small")).value();
  return kReport;
}

std::string small_page(Language language, Material material) {
  if (material.report == nullptr) material.report = &small_report();
  if (!material.read) material.read = small_file;
  return page(small_case(), WorkflowId("xx.small"), material, language).value();
}

}  // namespace lagrum::review
