#pragma once

#include <string_view>

namespace lagrum::law {

/// A small pack of building permits: the decision time with its new starts, extension and older
/// version, and the fee that sinks with the delay (SFS 2010:900 9 kap. 27, 99 §§, 12 kap. 8 a §).
inline constexpr std::string_view kBuildingPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx.building" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="application.received"/>
    <act type="application.changed"><with name="own_initiative" type="boolean"/></act>
    <act type="completeness.checked"><with name="complete" type="boolean"/></act>
    <act type="deficiency.ordered"><with name="deficiencies" type="list"/><with name="cure_by" type="date"/></act>
    <act type="deficiency.cured"/>
    <act type="time.extended"><with name="by" type="duration"/><with name="reasons" type="string"/></act>
    <act type="decision.made"/>
    <act type="decision.deferred"/>
    <act type="deferral.ended"/>
    <act type="fee.decided"><with name="reduction" type="number"/><with name="reckoning" type="string"/></act>
    <act type="judgement.recorded" role="judgement"><with name="ask" type="string"/><with name="answer" type="boolean"/></act>
    <act type="delegation.given" role="delegation"><with name="to" type="string"/><with name="clause" type="string"/></act>
    <data name="case.begun" type="date"/>
  </vocabulary>
  <ask id="xx.needed" cite="SFS 2010:900 9 kap. 99 §" role="officer" default="no" per="case"/>
  <clock id="xx.window" cite="SFS 2010:900 9 kap. 99 §" starts="application.received" length="P3W" kind="latest-act" roll="se.vardag"/>
  <clock id="xx.time" cite="SFS 2010:900 9 kap. 27 §" starts="application.received" length="P10W" valid-to="2025-11-30" valid-by="case.begun" kind="latest-act" roll="se.vardag">
    <restart act="deficiency.cured"><done act="deficiency.ordered" within="xx.window"/></restart>
    <extend under="xx.extend" up-to="P10W" from="start"/>
  </clock>
  <clock id="xx.time" cite="SFS 2010:900 9 kap. 99 §" starts="application.received" length="P10W" valid-from="2025-12-01" valid-by="case.begun" kind="latest-act" roll="se.vardag">
    <restart act="application.changed" when="own_initiative"/>
    <restart act="deficiency.cured"><done act="deficiency.ordered" within="xx.window"/></restart>
    <extend under="xx.extend" up-to="P10W" from="start"/>
    <suspend from="decision.deferred" until="deferral.ended"/>
  </clock>
  <norm id="xx.order" cite="SFS 2010:900 9 kap. 91 §" rank="act" source="statute" mode="warn">
    <respond to="completeness.checked" when="not(complete)" with="deficiency.ordered" within="xx.window">
      <field name="deficiencies"/><field name="cure_by"/>
    </respond>
  </norm>
  <norm id="xx.decide" cite="SFS 2010:900 9 kap. 99 §" rank="act" source="statute" mode="warn">
    <respond to="application.received" with="decision.made" within="xx.time" persist="true"/>
  </norm>
  <norm id="xx.extend" cite="SFS 2010:900 9 kap. 99 § 2 st." rank="act" source="statute" mode="warn">
    <power act="time.extended" holder="authority" max="1" invalid="void" guarantee="warn">
      <given that="act.reasons != null"/>
      <judged ask="xx.needed"/>
      <not><reached clock="xx.time"/></not>
    </power>
  </norm>
  <norm id="xx.fee" cite="SFS 2010:900 12 kap. 8 a §" rank="act" source="statute" mode="enforce">
    <contain act="fee.decided" guarantee="block">
      <field name="reduction" is='min(5, ceiling(days late("xx.decide") / 7)) / 5'/>
      <field name="reckoning"/>
    </contain>
  </norm>
</law-pack>
)xml";

}  // namespace lagrum::law
