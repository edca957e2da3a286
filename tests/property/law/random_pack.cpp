#include "property/law/random_pack.h"

#include <array>
#include <string_view>

namespace lagrum::law::plain {
namespace {

using test::Chance;

constexpr std::string_view kVocabulary = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="asked"/>
    <act type="told"/>
    <act type="added"/>
    <act type="closed" regards="case"/>
    <act type="appealed" ended-by="withdrawn"/>
    <act type="withdrawn"/>
    <act type="sent-back"/>
    <act type="decided" ended-by="sent-back"/>
    <act type="refused" ended-by="sent-back"/>
    <act type="longer"/>
    <act type="stopped"/>
    <act type="went-on"/>
    <act type="deemed"/>
    <act type="judged" role="judgement" regards="case"/>
    <data name="case.kind" type="string"/><data name="party.role" type="string"/>
    <data name="case.since" type="date"/><data name="case.begun" type="date"/>
    <group name="decision" acts="decided refused"/>
    <group name="all" acts="asked told added closed appealed withdrawn sent-back decided refused longer stopped went-on judged">
      <with name="mark" type="string"/><with name="on" type="date"/><with name="by" type="duration"/>
      <with name="ask" type="string"/><with name="answer" type="boolean"/>
    </group>
    <group name="main" acts="decided"/>
  </vocabulary>
  <ask id="xx.ask" cite="XX 1" role="officer" default="no" per="case"/>
  <ask id="xx.each" cite="XX 1" role="officer" default="yes" per="decision"/>
  <ask id="xx.appeal" cite="XX 1" role="officer" default="no" per="appealed"/>
  <ask id="xx.main" cite="XX 1" role="officer" default="no" per="main"/>
)xml";

constexpr std::array kActs = {"told",   "added",    "asked",     "decided",
                              "closed", "appealed", "told added"};
constexpr std::array kMarks = {R"( when='mark = "a"')", R"( when='mark != "b"')", "", "", ""};
constexpr std::array kPer = {"",
                             "",
                             R"( per="party")",
                             R"( per="decision")",
                             R"( per="party decision")",
                             R"( per="appealed")",
                             R"( per="asked")"};
constexpr std::array kSimple = {
    R"(<done act="told"/>)",
    R"(<done act="added" when='mark = "a"'/>)",
    R"(<done act="told" when='mark = act.mark'/>)",
    R"(<done act="told" after="added"/>)",
    R"(<done act="told" before="added"/>)",
    R"(<done act="told" without="added"/>)",
    R"(<done act="told" without="added" without-when='mark = trigger.mark'/>)",
    R"(<done act="told" within="xx.time"/>)",
    R"(<done act="told" of="decision"/>)",
    R"(<done act="told" of="decided"/>)",
    R"(<done act="decided" without="sent-back"/>)",
    R"(<done act="any" when='mark = "b"'/>)",
    R"(<reached clock="xx.time"/>)",
    R"(<reached clock="xx.each" every="true"/>)",
    R"(<reached clock="xx.each"/>)",
    R"(<reached clock="xx.after" every="true" of="decision"/>)",
    R"(<reached clock="times" every="true"/>)",
    R"(<reached date="told.on"/>)",
    R"(<judged ask="xx.ask"/>)",
    R"(<judged ask="xx.ask" answer="any"/>)",
    R"(<judged ask="xx.each" answer="no"/>)",
    R"(<judged ask="xx.each"/>)",
    R"(<judged ask="xx.appeal"/>)",
    R"(<verdict norm="xx.0" is="violated"/>)",
    R"(<verdict norm="xx.0" is="fulfilled"/>)",
    R"(<verdict norm="xx.0" is="lapsed"/>)",
    R"(<judged ask="xx.main"/>)",
    R"(<reached clock="xx.hours"/>)",
    R"(<reached date="trigger.on"/>)",
    R"(<done act="told" when='mark = trigger.mark'/>)",
    R"(<given that='act.mark = "a"'/>)",
    R"(<given that='trigger.mark = "a"'/>)",
    R"(<given that='party.role = "x"'/>)",
    R"(<given that='case.begun > date("2026-01-12")'/>)",
    R"(<given that='due("xx.time") > date("2026-02-10")'/>)",
    R"(<given that='days late("xx.0") > 3'/>)",
    R"(<given that='values("told", "mark")[-1] = "a"'/>)",
    R"(<given that='case.kind = "x"'/>)",
    R"(<given that='due("xx.time") = null'/>)",
    R"(<given that='count(values("told", "mark")) > 1'/>)",
};

std::string condition(Chance& chance, int depth, bool first) {
  const std::size_t kind = depth == 0 ? 0 : chance.below(8);
  if (kind == 5) return "<not>" + condition(chance, depth - 1, first) + "</not>";
  if (kind == 6)
    return "<any>" + condition(chance, depth - 1, first) + condition(chance, depth - 1, first) +
           "</any>";
  if (kind == 7)
    return "<not>" + condition(chance, depth - 1, first) + condition(chance, depth - 1, first) +
           "</not>";
  for (;;) {
    std::string text = one_of(chance, kSimple);
    if (!first || text.find("xx.0") == std::string::npos) return text;
  }
}

std::string conditions(Chance& chance, bool first) {
  std::string text = condition(chance, 2, first);
  if (chance.below(4) == 0) text += condition(chance, 2, first);
  return text;
}

constexpr std::array kFields = {
    R"(<field name="mark"/>)", R"(<field name="on" is='due("xx.time")'/>)",
    R"(<field name="mark" is='"a"'/>)", R"(<field name="mark" when='mark != "b"' is='"a"'/>)"};

/// An act from which on a norm speaks: where each act has its own instance, such an act.
std::string opener(Chance& chance, const std::string& per) {
  for (const std::string act : {"decision", "appealed", "asked"}) {
    if (per.find(act) != std::string::npos) return act;
  }
  return one_of(chance, kActs);
}

std::string forbid(Chance& chance, const std::string& per, bool first) {
  std::string text = "<forbid act=\"" + one_of(chance, kActs) + "\"" + one_of(chance, kMarks);
  if (chance.below(2) == 0) {
    text += " from=\"" + opener(chance, per) + "\"";
    if (chance.below(3) == 0) text += R"( from-when='mark != "b"')";
  }
  if (chance.below(5) == 0) text += R"( invalid="void")";
  text += " guarantee=\"block\">";
  if (chance.below(4) != 0) text += "<until>" + conditions(chance, first) + "</until>";
  return text + "</forbid>";
}

std::string respond(Chance& chance, bool of_decision) {
  std::string text = "<respond to=\"" + one_of(chance, kActs) + "\"" + one_of(chance, kMarks) +
                     " with=\"" + one_of(chance, kActs) + "\"";
  text += chance.below(4) == 0
              ? " promptly=\"P3D\""
              : one_of(chance,
                       std::array{" within=\"xx.time\"", " within=\"xx.time\" outer=\"xx.outer\"",
                                  " within=\"xx.each\"", " within=\"xx.hours\""});
  if (chance.below(2) == 0) text += " persist=\"true\"";
  if (chance.below(4) == 0) text += " single=\"true\"";
  if (!of_decision && chance.below(4) == 0) text += " in=\"main\"";
  if (chance.below(3) == 0) text += " lapses=\"closed\"";
  text += ">";
  if (chance.below(4) == 0) text += one_of(chance, kFields);
  return text + "</respond>";
}

std::string content(Chance& chance, const std::string& per, bool first) {
  switch (chance.below(9)) {
    case 0:
    case 1:
    case 2:
      return forbid(chance, per, first);
    case 3:
    case 4:
    case 5:
      return respond(chance, per.find("decision") != std::string::npos);
    case 6: {
      std::string text = "<contain act=\"" + one_of(chance, kActs) + "\"" + one_of(chance, kMarks);
      const bool from = chance.below(3) == 0;
      if (from) text += " from=\"" + opener(chance, per) + "\"";
      text += " guarantee=\"block\">" + one_of(chance, kFields);
      if (from && chance.below(2) == 0) text += R"(<field name="mark" is="trigger.mark"/>)";
      return text + "</contain>";
    }
    default: {
      std::string text = "<power act=\"" + one_of(chance, kActs) + "\"" + one_of(chance, kMarks) +
                         " holder=\"" + one_of(chance, std::array{"authority", "party"}) + "\"";
      if (chance.below(2) == 0) text += " max=\"1\"";
      text += " invalid=\"" + one_of(chance, std::array{"void", "voidable", "breach-only"}) +
              "\" guarantee=\"warn\">";
      if (chance.below(3) != 0) text += conditions(chance, first);
      return text + "</power>";
    }
  }
}

void replace_all(std::string& text, std::size_t from, std::string_view what,
                 std::string_view with) {
  for (std::size_t at = from; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

std::string validity(Chance& chance) {
  std::string text;
  if (chance.below(5) == 0) text += R"( valid-from="2026-01-20")";
  if (chance.below(5) == 0) text += R"( valid-to="2026-03-01")";
  if (!text.empty() && chance.below(3) == 0) text += R"( valid-by="case.since")";
  return text;
}

std::string norm(Chance& chance, int number) {
  const bool first = number == 0;
  const bool deems = number == 2 && chance.below(3) == 0;
  const std::string per =
      deems ? one_of(chance, std::array{"", R"( per="asked")"}) : one_of(chance, kPer);
  std::string text = "<norm id=\"xx." + std::to_string(number) + "\"" + per +
                     " cite=\"XX 1\" source=\"statute\" rank=\"" +
                     one_of(chance, std::array{"act", "act", "policy"}) + "\"";
  text += validity(chance);
  std::string mode = one_of(chance, std::array{"warn", "warn", "observe"});
  std::string what;
  std::string reason;
  if (number == 1 && chance.below(4) != 0) {
    text += " overrides=\"xx.0\"";
    mode = "warn";
    reason = R"(<reason xml:lang="en">special</reason>)";
    const std::size_t kind = chance.below(4);
    if (kind == 0) what = "<disapply/>";
    if (kind == 1 || kind == 2)
      what = "<permit act=\"" + one_of(chance, std::array{"told added asked decided", "told"}) +
             "\"" + one_of(chance, kMarks) +
             (chance.below(2) == 0 ? " from=\"" + one_of(chance, kActs) + "\"" : "") + "/>";
  }
  if (number == 2 && !deems && chance.below(3) == 0) {
    text += " overrides=\"xx.1\"";
    mode = "warn";
    reason = R"(<reason xml:lang="en">more special still</reason>)";
    what = "<disapply/>";
  }
  if (deems)
    what =
        R"(<deem act="deemed" to="asked" on="trigger.on">)" + conditions(chance, first) + "</deem>";
  const bool of_acts = what.empty() || what.starts_with("<permit");
  if (what.empty()) what = content(chance, per, first);
  text += " mode=\"" + mode + "\">" + reason;
  const std::size_t begun = text.size();
  if (per.find("party") != std::string::npos && chance.below(3) == 0)
    text += R"(<where that='party.role = "x"'/>)";
  else if (chance.below(4) == 0)
    text += "<where>" + conditions(chance, first) + "</where>";
  text += what;
  if (chance.below(3) == 0) text += "<unless>" + conditions(chance, first) + "</unless>";
  const bool opened = what.starts_with("<respond") || what.starts_with("<deem") ||
                      what.find(" from=") != std::string::npos ||
                      per.find("ed") != std::string::npos ||
                      per.find("decision") != std::string::npos;
  if (!of_acts) replace_all(text, begun, "act.mark", R"("a")");  // no act is judged there
  if (!opened) {                                                 // and none has opened an instance
    replace_all(text, begun, "trigger.mark", R"("a")");
    replace_all(text, begun, "trigger.on", "told.on");
  }
  return text + "</norm>\n";
}

std::string clocks(Chance& chance) {
  std::string text = R"(<clock id="xx.time" cite="XX 1" starts="asked" kind=")" +
                     one_of(chance, std::array{"latest-act", "latest-act", "earliest-act"}) +
                     "\" length=\"" + one_of(chance, std::array{"P2W", "P10D", "P1M"}) + "\"" +
                     one_of(chance, std::array{R"( per="party")", "", "", R"( per="asked")"}) +
                     validity(chance) + ">";
  if (chance.below(3) == 0) text += R"(<start act="decided" on="on" when='mark = "a"'/>)";
  if (chance.below(2) == 0)
    text += R"(<restart act="added")" +
            one_of(chance, std::array{"", R"( always="true")", R"( always="true" fresh="true")",
                                      R"( on="on" when='mark = "a"')"}) +
            ">" +
            one_of(chance, std::array{"", "", R"(<done act="told" within="xx.each"/>)",
                                      R"(<not><reached clock="xx.hours"/></not>)"}) +
            "</restart>";
  if (chance.below(3) == 0)
    text += R"(<extend under="xx.longer" )" +
            one_of(chance,
                   std::array{R"(from="start")", R"(from="raw-end")",
                              R"(from="rolled-end" up-to="P10D")", R"(from="start" up-to="P1M")"}) +
            "/>";
  if (chance.below(3) == 0)
    text += R"(<suspend from="stopped" until="went-on")" +
            one_of(chance, std::array{"", R"( up-to="P5D")", R"( until-on="on")",
                                      R"( up-to="P5D" until-on="on" when='mark != "b"')"}) +
            "/>";
  if (chance.below(4) == 0) text += R"(<void act="withdrawn"/>)";
  text += "</clock>\n";
  text +=
      R"(<clock id="xx.each" cite="XX 1" starts="told" on="on" length="P1W" kind="latest-act" group="times")" +
      one_of(chance, std::array{R"( per="decision")", R"( per="party decision")"}) +
      one_of(chance, std::array{"", R"( that='party.role = "x"')", R"( that='case.kind = "x"')"}) +
      "/>\n";
  text +=
      R"(<clock id="xx.instead" cite="XX 1" starts="added" length="P2W" kind="latest-act" group="times" per="party main")" +
      one_of(chance, std::array{"", R"( overrides="xx.each")"}) + R"( that='party.role = "y"'/>)" +
      "\n";
  text +=
      R"(<clock id="xx.after" cite="XX 1" after="times" length="P2D" days="se.arbetsdag" kind="earliest-act" roll="none"/>)"
      "\n";
  text +=
      R"(<clock id="xx.hours" cite="XX 1" starts="told" length="PT48H" kind="latest-act" roll="none")" +
      one_of(chance, std::array{"", R"( per="party")", R"( per="told")"}) + "/>\n";
  text +=
      R"(<clock id="xx.outer" cite="XX 1" starts="asked" length="P2M" kind="latest-act" roll="none"/>)";
  return text + "\n" +
         R"(<norm id="xx.longer" cite="XX 1" rank="act" source="statute" mode="warn">)"
         R"(<power act="longer" holder="authority" )" +
         one_of(chance, std::array{R"(max="1")", R"(max="3")"}) +
         R"( invalid="void" guarantee="warn">)"
         R"(<not><reached clock="xx.time"/></not></power></norm>)"
         "\n";
}

}  // namespace

std::string random_pack(Chance& chance) {
  std::string text(kVocabulary.substr(1));
  text += clocks(chance);
  for (int number = 0; number < 4; ++number) text += norm(chance, number);
  return text + "</law-pack>\n";
}

Trial random_trial(Chance& chance, const ZoneRules& zones) {
  static constexpr std::array kKinds = {"asked",   "told",    "told",      "added",  "decided",
                                        "refused", "decided", "appealed",  "asked",  "withdrawn",
                                        "judged",  "judged",  "sent-back", "longer", "stopped",
                                        "went-on", "closed",  "told"};
  Trial trial;
  Facts facts;
  if (chance.below(4) != 0) facts.case_data.set("kind", Value(chance.below(2) == 0 ? "x" : "y"));
  for (const char* id : {"A", "B"}) {
    facts.parties.emplace(
        id, Context{{"id", id}, {"role", chance.below(2) == 0 ? Value("x") : Value("y")}});
  }
  trial.facts.emplace_back(Sequence{}, facts);
  if (chance.below(4) == 0) {  // what is known changes
    facts.case_data.set("kind", Value("x"));
    facts.parties.at("A").set("role", Value(chance.below(2) == 0 ? "x" : "y"));
    facts.case_data.set("since", Value(Date{std::chrono::year{2026} / 1 / chance.between(10, 30)}));
    const auto from = static_cast<std::uint64_t>(chance.between(2, 8));
    trial.facts.emplace_back(Sequence::of(LogIndex{from}, 0), facts);
  }
  Date day = Date{std::chrono::year{2026} / 1 / 7};
  const int acts = chance.between(1, 10);
  for (int i = 1; i <= acts; ++i) {
    day += std::chrono::days{chance.between(0, 9)};
    Act act;
    act.type = ActType(kKinds.at(chance.below(kKinds.size())));
    act.sequence = Sequence::of(LogIndex{static_cast<std::uint64_t>(i)}, 0);
    act.recorded = start_of_day(zones, day, "Europe/Stockholm").value() + std::chrono::hours{10};
    act.legal = act.recorded;
    if (chance.below(6) == 0) act.legal -= std::chrono::days{chance.between(1, 20)};
    act.actor = act.role = act.generic_role = "officer";
    const std::size_t party = chance.below(4);
    if (party < 2) act.party = PartyId(party == 0 ? "A" : "B");
    const bool of_case = act.type.str() == "closed" || act.type.str() == "judged";
    if (!of_case && chance.below(5) == 0) act.regarding = "side";
    if (act.type.str() == "refused" && act.regarding.empty()) act.opens = "side";
    if (act.type.str() == "judged") {
      act.attributes.set("ask",
                         Value(one_of(chance, std::array{"xx.ask", "xx.each", "xx.appeal"})));
      act.attributes.set("answer", Value(chance.below(2) == 0));
    } else if (act.type.str() == "longer") {
      act.attributes.set("by", Value(SecondsDuration{chance.between(1, 6) * 86400, 0}));
    } else {
      if (chance.below(3) != 0) act.attributes.set("mark", Value(chance.below(2) == 0 ? "a" : "b"));
      if (chance.below(4) != 0)
        act.attributes.set("on", Value(day + std::chrono::days{chance.between(-2, 6)}));
    }
    trial.acts.push_back(std::move(act));
  }
  return trial;
}

}  // namespace lagrum::law::plain
