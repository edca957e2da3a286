#include "irp_template.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace lagrum::statechart {
namespace {

constexpr std::string_view kConf = "http://www.w3.org/2005/scxml-conformance";

// A conf: attribute becomes `attribute` with `value`, in which $ is the template's value, # the
// variable of that number, $1 and $2 the parts of a value in two parts ("1=foo", "1 2"), #1 and #2
// the variables of these numbers, and % the comparison between them.
struct AttributeRow {
  std::string_view name;
  std::string_view attribute;
  std::string_view value;
};

constexpr AttributeRow kAttributes[] = {
    {"datamodel", "datamodel", "feel"},
    {"targetpass", "target", "pass"},
    {"targetfail", "target", "fail"},
    {"id", "id", "#"},
    {"name", "name", "#"},
    {"namelist", "namelist", "#"},
    {"multipleNamelist", "namelist", "#1 #2"},
    {"location", "location", "#"},
    {"idlocation", "idlocation", "#"},
    {"item", "item", "#"},
    {"index", "index", "#"},
    {"arrayVar", "array", "#"},
    {"arrayTextVar", "array", "#"},
    {"arrayExpr123", "expr", "[1, 2, 3]"},
    {"illegalArray", "expr", "7"},
    {"illegalItem", "item", "no item"},
    {"expr", "expr", "$"},
    {"quoteExpr", "expr", "\"$\""},
    {"varExpr", "expr", "#"},
    {"varChildExpr", "expr", "#"},
    {"varNonexistentStruct", "expr", "#.bar"},
    {"systemVarExpr", "expr", "$"},
    {"systemVarLocation", "location", "$"},
    {"eventField", "expr", "_event.$"},
    {"eventType", "expr", "_event.type"},
    {"eventSendid", "expr", "_event.sendid"},
    {"eventName", "expr", "_event.name"},
    {"eventRaw", "expr", "_event"},
    {"eventDataFieldValue", "expr", "_event.data.$"},
    {"eventDataParamValue", "expr", "_event.data.$"},
    {"eventDataNamelistValue", "expr", "_event.data.#"},
    {"eventExpr", "eventexpr", "#"},
    {"targetExpr", "targetexpr", "#"},
    {"targetVar", "targetexpr", "#"},
    {"typeExpr", "typeexpr", "#"},
    {"srcExpr", "srcexpr", "#"},
    {"sendIDExpr", "sendidexpr", "#"},
    {"delay", "delay", "$s"},
    {"delayFromVar", "delayexpr", "#"},
    {"true", "cond", "true"},
    {"false", "cond", "false"},
    {"nonBoolean", "cond", "\"a text\""},
    {"inState", "cond", "In(\"$\")"},
    {"isBound", "cond", "# != null"},
    {"unboundVar", "cond", "# = null"},
    {"noValue", "cond", "# = null"},
    {"systemVarIsBound", "cond", "$ != null"},
    {"idVal", "cond", "#1 % $2"},
    {"namelistIdVal", "cond", "#1 % $2"},
    {"varIdVal", "cond", "#1 % #2"},
    {"compareIDVal", "cond", "#1 % #2"},
    {"idQuoteVal", "cond", "#1 % \"$2\""},
    {"idSystemVarVal", "cond", "#1 % $2"},
    {"idSomeVal", "cond", "# = 123"},
    {"nameVarVal", "cond", "_name = \"$\""},
    {"VarEqVar", "cond", "#1 = #2"},
    {"VarEqVarStruct", "cond", "#1 = #2"},
    {"varPrefix", "cond", "starts with(#2, #1)"},
    {"originTypeEq", "cond", "_event.origintype = \"$\""},
    {"eventFieldHasNoValue", "cond", "_event.$ = null"},
    {"eventDataHasField", "cond", "get value(_event.data, \"$\") != null"},
    {"eventNameVal", "cond", "_event.name = \"$\""},
    {"eventIsExternal", "cond", "_event.type = \"external\""},
    {"eventFieldsAreBound", "cond", "count(get entries(_event)) = 7"},
    {"emptyEventData", "cond", "_event.data = null"},
    {"eventdataVal", "cond", "_event.data = $"},
    {"eventdataSomeVal", "cond", "_event.data = 123"},
    {"eventvarVal", "cond", "_event.data.#1 % $2"},
    {"illegalExpr", "expr", "1 +"},
    {"invalidLocation", "location", "no.such.place"},
    {"invalidNamelist", "namelist", "no.such.place"},
    {"invalidSessionID", "expr", "\"#_scxml_unknown\""},
    {"illegalTarget", "target", "baz"},
    {"unreachableTarget", "target", "#_scxml_unknown"},
    {"invalidSendType", "type", "unknown"},
    {"invalidSendTypeExpr", "expr", "\"unknown\""},
    {"scxmlEventIOLocation", "expr",
     "get value(get value(_ioprocessors, \"http://www.w3.org/TR/scxml/#SCXMLEventProcessor\"), "
     "\"location\")"},
};

// A conf: element becomes this text, in which #1 and #2 are the variables of its attributes id1 (or
// id) and id2, and $ its attribute `name`.
struct ElementRow {
  std::string_view name;
  std::string_view text;
};

constexpr ElementRow kElements[] = {
    {"pass", "<final id=\"pass\"/>"},
    {"fail", "<final id=\"fail\"/>"},
    {"array123", "[1, 2, 3]"},
    {"someInlineVal", "123"},
    {"contentFoo", "<content expr=\"&quot;foo&quot;\"/>"},
    {"incrementID", "<assign location=\"#1\" expr=\"#1 + 1\"/>"},
    {"sumVars", "<assign location=\"#1\" expr=\"#1 + #2\"/>"},
    {"concatVars", "<assign location=\"#1\" expr=\"#1 + #2\"/>"},
    {"extendArray", "<assign location=\"#1\" expr=\"append(#1, 4)\"/>"},
    {"script", "<script>{Var1: 1}</script>"},
    {"sendToSender",
     "<send event=\"$\" targetexpr=\"_event.origin\" typeexpr=\"_event.origintype\"/>"},
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string variable(std::string_view number) { return "Var" + std::string(number); }

// What a template says: a value, or two parts with a comparison or a blank between them.
struct Said {
  std::string value;
  std::string first;
  std::string comparison;
  std::string second;
};

Said said_by(const std::string& value) {
  constexpr const char* kBetween = "=<> ";
  Said said{value, value, "=", {}};
  const auto at = value.find_first_of(kBetween);
  if (at == std::string::npos) return said;
  const auto after = std::min(value.find_first_not_of(kBetween, at), value.size());
  said.first = value.substr(0, at);
  said.second = value.substr(after);
  const std::string between = value.substr(at, after - at);
  if (between.find_first_of("<>") != std::string::npos) said.comparison = between;
  return said;
}

// Fills the pattern of a row in.
std::string filled(std::string_view pattern, const Said& said) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const char next = i + 1 < pattern.size() ? pattern[i + 1] : ' ';
    const bool is_mark = c == '$' || (c == '#' && next != '_' && next != 'S');
    if (!is_mark) {
      out += c == '%' ? said.comparison : std::string(1, c);
      continue;
    }
    const std::string& part = next == '1' ? said.first : next == '2' ? said.second : said.value;
    if (next == '1' || next == '2') ++i;
    out += c == '#' ? variable(part) : part;
  }
  return out;
}

Result<std::string> attribute_text(const xml::Attribute& attribute) {
  std::string value(attribute.value);
  std::replace(value.begin(), value.end(), '\'', '"');
  for (const AttributeRow& row : kAttributes) {
    if (row.name != attribute.local) continue;
    return " " + std::string(row.attribute) + "=\"" + escaped(filled(row.value, said_by(value))) +
           "\"";
  }
  return Error{
      ErrorCode::kNotFound, "conf:" + std::string(attribute.local), attribute.position, {}};
}

Result<std::string> element_text(const xml::Element& element) {
  std::string first = element.attribute_or_empty("id1");
  if (first.empty()) first = element.attribute_or_empty("id");
  for (const ElementRow& row : kElements) {
    if (row.name != element.local()) continue;
    return filled(
        row.text,
        {element.attribute_or_empty("name"), first, {}, element.attribute_or_empty("id2")});
  }
  return Error{
      ErrorCode::kNotFound, "conf:" + std::string(element.local()), element.position(), {}};
}

// NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth
Result<std::string> written(const xml::Element& element) {
  if (element.ns() == kConf) return element_text(element);
  std::string out = "<" + std::string(element.local());
  if (element.local() == "scxml") out += " xmlns=\"http://www.w3.org/2005/07/scxml\"";
  for (const xml::Attribute& attribute : element.attributes()) {
    if (attribute.ns != kConf) {
      out += " " + std::string(attribute.local) + "=\"" + escaped(attribute.value) + "\"";
      continue;
    }
    LAGRUM_ASSIGN(const std::string text, attribute_text(attribute));
    // An empty expression means that there is none.
    if (!text.ends_with("=\"\"")) out += text;
  }
  out += ">" + escaped(element.trimmed_text());
  for (const xml::Element& child : element.children()) {
    LAGRUM_ASSIGN(const std::string text, written(child));
    out += text;
  }
  return out + "</" + std::string(element.local()) + ">";
}

}  // namespace

Result<std::string> from_template(const xml::Document& document) {
  return written(document.root());
}

}  // namespace lagrum::statechart
