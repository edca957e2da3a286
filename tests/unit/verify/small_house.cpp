#include "small_house.h"

#include "support/house.h"

namespace lagrum::verify {
namespace {

constexpr std::string_view kPackHead = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <title xml:lang="en">Small</title>
  <source cite="XX 1" as-of="2026-01-01" status="read"><title xml:lang="en">XX</title></source>
  <vocabulary>
    <act type="act.asked" moves="opened"/>
    <act type="material.added"/>
    <act type="act.told"><with name="reply_by" type="date"/></act>
    <act type="act.decided" moves="decided"><with name="outcome" type="string"/><with name="reasons" type="string"/></act>
    <act type="act.granted" by="authority"/>
    <act type="act.ruled" by="court"><with name="terms" type="string" optional="true"/></act>
    <act type="act.drafted"><with name="by" type="person"/></act>
    <act type="act.archived" moves="archived"/>
    <act type="act.delegated" role="delegation"/>
    <act type="act.filed" role="document"><with name="physically_on" type="date"/></act>
    <act type="act.judged" role="judgement" regards="case">
      <with name="ask" type="string"/><with name="answer" type="boolean"/><with name="reason" type="string"/>
    </act>
    <act type="act.appealed" dated-by="arrival"/>
    <act type="act.weighed"><with name="finding" type="string" values="yes no"/></act>
    <act type="act.ordered"/>
    <act type="act.permitted" ended-by="act.ordered"/>
    <act type="act.lengthened"><with name="by" type="duration" optional="true"/></act>
    <act type="act.heard"><with name="who" type="party"/></act>
    <group name="order" acts="act.ordered" document="order"/>
    <data name="case.told" type="boolean" moved-by="act.told">told</data>
    <data name="case.begun" type="date">begun</data>
    <data name="case.authority" type="string">kind</data>
    <data name="party.id" type="string">id</data>
    <data name="party.role" type="string">role</data>
  </vocabulary>
  <ask id="xx.needless" cite="XX 1 §" role="officer" default="no" per="case" reason="required"><question xml:lang="en">Needless?</question></ask>
  <clock id="xx.weeks" cite="XX 2 §" starts="act.asked" length="P4W" kind="latest-act" roll="se.vardag"><title xml:lang="en">Weeks</title></clock>
)xml";

constexpr std::string_view kChartHead = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1" version="1.0" datamodel="feel"
       name="xx.small" l:version="1.0.0" l:valid-from="2026-01-01" l:law="xx" l:calendar="se">
  <l:title xml:lang="en">Small</l:title>
)xml";

std::string text(const std::string& id) {
  std::string made =
      R"(<?xml version="1.0" encoding="UTF-8"?><text xmlns="urn:lagrum:text:1" id=")" + id +
      R"(" kind=")" + id + R"(">)";
  for (const std::string language : {"sv", "da", "en"})
    made += R"(<version xml:lang=")" + language + R"("><title>Text</title><p>Text.</p></version>)";
  return made + "</text>";
}

}  // namespace

Workspace small_house(const std::string& norms, const std::string& states) {
  const std::vector<SourceFile> files = {
      {"law/small.xml", std::string(kPackHead) + norms + "</law-pack>"},
      {"law/calendar.xml", test::read_source("workflows/law/se/calendar.xml").value()},
      {"small/texts/order.xml", text("order")},
      {"small/texts/word.xml", text("word")},
      {"small/workflow.scxml", std::string(kChartHead) + states + "</scxml>"}};
  return test::workspace_of(files);
}

std::string verdict(const NormResult& norm) {
  std::string text(to_string(norm.alone));
  if (norm.enforced != norm.alone) text += " → " + std::string(to_string(norm.enforced));
  return text;
}

NormResult only(const Workspace& workspace) {
  return check(workspace, WorkflowId("xx.small")).value().norms.at(0);
}

}  // namespace lagrum::verify
