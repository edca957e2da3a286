#include "statechart/vocabulary.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/words.h"
#include "statechart/chart.h"

namespace lagrum::statechart {
namespace {

// What may be written where. Names of the extension carry "l:"; "%content" stands for executable
// content.
struct ElementRow {
  std::string_view name;
  std::string_view required;  // attributes
  std::string_view optional;  // attributes
  std::string_view children;
};

constexpr std::string_view kContent =
    "raise if foreach log assign send cancel script l:act l:evaluate";

constexpr std::array kElements = {
    ElementRow{"scxml", "version",
               "initial name datamodel binding l:version l:valid-from l:valid-to l:law l:calendar "
               "l:decisions",
               "state parallel final datamodel script l:title l:fact"},
    ElementRow{"state", "", "id initial l:phase",
               "onentry onexit transition initial state parallel final history datamodel invoke"},
    ElementRow{"parallel", "", "id l:phase",
               "onentry onexit transition state parallel history datamodel invoke"},
    ElementRow{"final", "", "id l:phase", "onentry onexit donedata"},
    ElementRow{"history", "", "id type", "transition"},
    ElementRow{"initial", "", "", "transition"},
    ElementRow{"transition", "", "event cond target type l:by", "%content l:payload"},
    ElementRow{"onentry", "", "", "%content l:task l:ask"},
    ElementRow{"onexit", "", "", "%content"},
    ElementRow{"datamodel", "", "", "data"},
    ElementRow{"data", "id", "expr src l:type", ""},
    ElementRow{"donedata", "", "", "param content"},
    ElementRow{"raise", "event", "", ""},
    ElementRow{"if", "cond", "", "%content elseif else"},
    ElementRow{"elseif", "cond", "", ""},
    ElementRow{"else", "", "", ""},
    ElementRow{"foreach", "array item", "index", "%content"},
    ElementRow{"log", "", "label expr", ""},
    ElementRow{"assign", "location", "expr", ""},
    ElementRow{
        "send", "",
        "event eventexpr target targetexpr type typeexpr id idlocation delay delayexpr namelist",
        "param content"},
    ElementRow{"param", "name", "expr location", ""},
    ElementRow{"content", "", "expr", ""},
    ElementRow{"cancel", "", "sendid sendidexpr", ""},
    ElementRow{"script", "", "src", ""},
    ElementRow{"invoke", "", "type typeexpr src srcexpr id idlocation namelist autoforward",
               "param content finalize"},
    ElementRow{"finalize", "", "", "if foreach log assign cancel script"},
    ElementRow{"l:title", "", "", ""},
    ElementRow{"l:fact", "name expr", "", ""},
    ElementRow{"l:payload", "name type", "required", "l:title"},
    ElementRow{"l:act", "type l:basis", "at", "l:with l:document"},
    ElementRow{"l:with", "name", "expr", ""},
    ElementRow{"l:document", "kind", "template", ""},
    ElementRow{"l:task", "id role", "form", "l:title"},
    ElementRow{"l:ask", "", "ref id role type reason", "l:title l:option"},
    ElementRow{"l:option", "value", "", "l:title"},
    ElementRow{"l:evaluate", "decision into", "", ""},
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

// A row with its words apart.
struct ElementRule {
  std::string_view name;
  std::vector<std::string> required;
  std::vector<std::string> allowed;  // attributes, the required ones among them
  std::vector<std::string> children;
};

ElementRule rule_of(const ElementRow& row) {
  ElementRule rule{row.name, words(row.required), words(row.required), words(row.children)};
  for (std::string& name : words(row.optional)) rule.allowed.push_back(std::move(name));
  if (!rule.children.empty() && rule.children.front() == "%content") {
    rule.children.erase(rule.children.begin());
    for (std::string& name : words(kContent)) rule.children.push_back(std::move(name));
  }
  return rule;
}

const ElementRule* find_rule(std::string_view name) {
  static const std::map<std::string_view, ElementRule> kRules = [] {
    std::map<std::string_view, ElementRule> rules;
    for (const ElementRow& row : kElements) rules.emplace(row.name, rule_of(row));
    return rules;
  }();
  const auto found = kRules.find(name);
  return found == kRules.end() ? nullptr : &found->second;
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
    const std::vector<std::string>& allowed = parent.children;
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
    std::vector<std::string> found;
    for (const xml::Attribute& attribute : element.attributes()) {
      const std::string name = table_name(attribute.ns, attribute.local, {});
      if (name.empty()) continue;
      found.push_back(name);
      check_attribute(rule, name, attribute);
    }
    for (const std::string& name : rule.required) {
      if (!contains(found, name)) missing(element, rule, name);
    }
  }

  void check_attribute(const ElementRule& rule, const std::string& name,
                       const xml::Attribute& attribute) {
    if (!contains(rule.allowed, name)) {
      return diagnostics_.error(
          "unknown-attribute", attribute.position,
          "expected " + (rule.allowed.empty() ? "no attribute" : "one of " + one_of(rule.allowed)) +
              " on <" + std::string(rule.name) + ">, found '" + name + "'" +
              suggestion(name, rule.allowed));
    }
    if (const RefusedRule* refused = refusal(rule.name, name, attribute.value)) {
      return not_supported(attribute.position, *refused);
    }
    if (name == "l:basis" && words(attribute.value).empty()) {
      return diagnostics_.error("missing-basis", attribute.position,
                                "expected the provisions that the act rests on, found none");
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
