#include "statechart/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/words.h"
#include "statechart/chart.h"

namespace lagrum::statechart {
namespace {

// What may be written where. Names of the extension carry "l:"; "%content" stands for executable
// content.
struct ElementRule {
  std::string_view name;
  std::string_view required;  // attributes
  std::string_view optional;  // attributes
  std::string_view children;
};

constexpr std::string_view kContent =
    "raise if foreach log assign send cancel script l:act l:evaluate";

constexpr std::array kElements = {
    ElementRule{"scxml", "version",
                "initial name datamodel binding l:version l:valid-from l:valid-to l:law l:calendar "
                "l:decisions",
                "state parallel final datamodel script l:title l:fact"},
    ElementRule{"state", "", "id initial l:phase",
                "onentry onexit transition initial state parallel final history datamodel invoke"},
    ElementRule{"parallel", "", "id l:phase",
                "onentry onexit transition state parallel history datamodel invoke"},
    ElementRule{"final", "", "id l:phase", "onentry onexit donedata"},
    ElementRule{"history", "", "id type", "transition"},
    ElementRule{"initial", "", "", "transition"},
    ElementRule{"transition", "", "event cond target type l:by", "%content l:payload"},
    ElementRule{"onentry", "", "", "%content l:task l:ask"},
    ElementRule{"onexit", "", "", "%content"},
    ElementRule{"datamodel", "", "", "data"},
    ElementRule{"data", "id", "expr src l:type", ""},
    ElementRule{"donedata", "", "", "param content"},
    ElementRule{"raise", "event", "", ""},
    ElementRule{"if", "cond", "", "%content elseif else"},
    ElementRule{"elseif", "cond", "", ""},
    ElementRule{"else", "", "", ""},
    ElementRule{"foreach", "array item", "index", "%content"},
    ElementRule{"log", "", "label expr", ""},
    ElementRule{"assign", "location", "expr", ""},
    ElementRule{
        "send", "",
        "event eventexpr target targetexpr type typeexpr id idlocation delay delayexpr namelist",
        "param content"},
    ElementRule{"param", "name", "expr location", ""},
    ElementRule{"content", "", "expr", ""},
    ElementRule{"cancel", "", "sendid sendidexpr", ""},
    ElementRule{"script", "", "src", ""},
    ElementRule{"invoke", "", "type typeexpr src srcexpr id idlocation namelist autoforward",
                "param content finalize"},
    ElementRule{"finalize", "", "", "if foreach log assign cancel script"},
    ElementRule{"l:title", "", "", ""},
    ElementRule{"l:fact", "name expr", "", ""},
    ElementRule{"l:payload", "name type", "required", "l:title"},
    ElementRule{"l:act", "type l:basis", "at", "l:with l:document"},
    ElementRule{"l:with", "name", "expr", ""},
    ElementRule{"l:document", "kind", "template", ""},
    ElementRule{"l:task", "id role", "form", "l:title"},
    ElementRule{"l:ask", "", "ref id role type reason", "l:title l:option"},
    ElementRule{"l:option", "value", "", "l:title"},
    ElementRule{"l:evaluate", "decision into", "", ""},
};

struct ValueRule {
  std::string_view element;
  std::string_view attribute;
  std::string_view values;
};

constexpr std::string_view kPhases =
    "service initiation preparation decision notified appeal final archive archived";

constexpr std::array kValues = {
    ValueRule{"scxml", "version", "1.0"},
    ValueRule{"scxml", "datamodel", "feel null"},
    ValueRule{"scxml", "binding", "early late"},
    ValueRule{"invoke", "autoforward", "true false"},
    ValueRule{"transition", "type", "external internal"},
    ValueRule{"history", "type", "shallow deep"},
    ValueRule{"l:ask", "reason", "required optional"},
    ValueRule{"l:payload", "required", "true false 1 0"},
    ValueRule{"state", "l:phase", kPhases},
    ValueRule{"parallel", "l:phase", kPhases},
    ValueRule{"final", "l:phase", kPhases},
};

// Known to SCXML and not carried out in a workflow. An empty attribute stands for the element
// itself.
struct RefusedRule {
  std::string_view element;
  std::string_view attribute;
  std::string_view value;
  std::string_view instead;
};

constexpr std::array kRefused = {
    RefusedRule{"script", "", "", "use assign and expressions"},
    RefusedRule{"invoke", "", "", "use parallel states, or a case of its own"},
    RefusedRule{"data", "src", "", "write the value in expr"},
    RefusedRule{"scxml", "binding", "late", "all data exist from the start with binding=\"early\""},
};

// The name as the tables write it; empty for a foreign namespace.
std::string table_name(std::string_view ns, std::string_view local, std::string_view plain_ns) {
  if (ns == plain_ns) return std::string(local);
  if (ns == kWorkflowNamespace) return "l:" + std::string(local);
  return {};
}

const ElementRule* find_rule(std::string_view name) {
  const auto* found = std::find_if(kElements.begin(), kElements.end(),
                                   [&](const ElementRule& rule) { return rule.name == name; });
  return found == kElements.end() ? nullptr : found;
}

std::vector<std::string> children_of(const ElementRule& rule) {
  std::vector<std::string> names = words(rule.children);
  if (!names.empty() && names.front() == "%content") {
    names.erase(names.begin());
    for (std::string& name : words(kContent)) names.push_back(std::move(name));
  }
  return names;
}

class VocabularyCheck {
 public:
  VocabularyCheck(Profile profile, Diagnostics& diagnostics)
      : profile_(profile), diagnostics_(diagnostics) {}

  // NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kElementDepthMax
  void check(const xml::Element& element, const ElementRule& rule, std::size_t depth) {
    check_attributes(element, rule);
    if (const RefusedRule* refused = refusal(rule.name, {}, {})) {
      return not_supported(element.position(), *refused);
    }
    if (holds_markup(rule.name)) return;
    for (const xml::Element& child : element.children()) {
      if (depth == kElementDepthMax) {
        too_deep_ = true;
        return diagnostics_.error("too-deep", child.position(),
                                  "expected at most 100 nested elements");
      }
      if (const ElementRule* known = check_child(child, rule)) check(child, *known, depth + 1);
    }
  }

  bool too_deep() const { return too_deep_; }

 private:
  // Whether any markup may stand there, as a value.
  bool holds_markup(std::string_view element) const {
    if (element == "content") return true;
    return profile_ == Profile::kStandard && (element == "assign" || element == "data");
  }

  // The child's rule, or null where it is not to be looked into.
  const ElementRule* check_child(const xml::Element& child, const ElementRule& parent) {
    const std::string name = table_name(child.ns(), child.local(), kScxmlNamespace);
    if (name.empty()) return nullptr;
    const std::vector<std::string> allowed = children_of(parent);
    const ElementRule* rule = find_rule(name);
    if (rule != nullptr && contains(allowed, name)) return rule;
    const std::string place = " in <" + std::string(parent.name) + ">";
    if (rule != nullptr) {
      diagnostics_.error("misplaced-element", child.position(),
                         allowed.empty() ? "expected no element" + place + ", found <" + name + ">"
                                         : "expected one of " + one_of(allowed) + place +
                                               ", found <" + name + ">");
    } else {
      diagnostics_.error("unknown-element", child.position(),
                         "expected an element of SCXML or of the extension" + place + ", found <" +
                             name + ">" + suggestion(name, allowed));
    }
    return nullptr;
  }

  void check_attributes(const xml::Element& element, const ElementRule& rule) {
    const std::vector<std::string> required = words(rule.required);
    std::vector<std::string> allowed = required;
    for (std::string& name : words(rule.optional)) allowed.push_back(std::move(name));
    std::vector<std::string> found;
    for (const xml::Attribute& attribute : element.attributes()) {
      const std::string name = table_name(attribute.ns, attribute.local, {});
      if (name.empty()) continue;
      found.push_back(name);
      check_attribute(rule, name, attribute, allowed);
    }
    for (const std::string& name : required) {
      if (!contains(found, name)) missing(element, rule, name);
    }
  }

  void check_attribute(const ElementRule& rule, const std::string& name,
                       const xml::Attribute& attribute, const std::vector<std::string>& allowed) {
    if (!contains(allowed, name)) {
      return diagnostics_.error(
          "unknown-attribute", attribute.position,
          "expected " + (allowed.empty() ? "no attribute" : "one of " + one_of(allowed)) + " on <" +
              std::string(rule.name) + ">, found '" + name + "'" + suggestion(name, allowed));
    }
    if (const RefusedRule* refused = refusal(rule.name, name, attribute.value)) {
      return not_supported(attribute.position, *refused);
    }
    check_value(rule, name, attribute);
  }

  void check_value(const ElementRule& rule, std::string_view name,
                   const xml::Attribute& attribute) {
    for (const ValueRule& row : kValues) {
      if (row.element != rule.name || row.attribute != name) continue;
      const std::vector<std::string> values = words(row.values);
      const std::string found(attribute.value);
      if (contains(values, found)) return;
      diagnostics_.error(name == "datamodel" ? "datamodel" : "bad-value", attribute.position,
                         "expected " + one_of(values) + " for '" + std::string(name) +
                             "', found \"" + found + "\"" + suggestion(found, values));
    }
  }

  void missing(const xml::Element& element, const ElementRule& rule, const std::string& name) {
    const bool basis = name == "l:basis";
    diagnostics_.error(basis ? "missing-basis" : "missing-attribute", element.position(),
                       "expected the attribute '" + name + "' on <" + std::string(rule.name) +
                           ">, found none" +
                           (basis ? "; it cites the provisions that the act rests on" : ""));
  }

  const RefusedRule* refusal(std::string_view element, std::string_view attribute,
                             std::string_view value) const {
    if (profile_ != Profile::kCase) return nullptr;
    for (const RefusedRule& row : kRefused) {
      if (row.element != element || row.attribute != attribute) continue;
      if (row.value.empty() || row.value == value) return &row;
    }
    return nullptr;
  }

  void not_supported(const Position& position, const RefusedRule& refused) {
    std::string what = "<" + std::string(refused.element) + ">";
    if (!refused.attribute.empty()) what += " " + std::string(refused.attribute);
    if (!refused.value.empty()) what += "=\"" + std::string(refused.value) + "\"";
    diagnostics_.error("not-supported", position,
                       "not taken in a workflow: " + what + "; " + std::string(refused.instead));
  }

  const Profile profile_;
  Diagnostics& diagnostics_;
  bool too_deep_ = false;
};

}  // namespace

bool check_vocabulary(const xml::Element& root, Profile profile, Diagnostics& diagnostics) {
  if (!root.is(kScxmlNamespace, "scxml")) {
    diagnostics.error("unknown-element", root.position(),
                      "expected the root <scxml> of " + std::string(kScxmlNamespace) + ", found <" +
                          std::string(root.local()) + "> of \"" + std::string(root.ns()) + "\"");
    return false;
  }
  VocabularyCheck check(profile, diagnostics);
  check.check(root, *find_rule("scxml"), 1);
  return !check.too_deep();
}

}  // namespace lagrum::statechart
