#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/words.h"
#include "base/xml_text.h"
#include "exchange/ecmascript.h"
#include "exchange/extension.h"
#include "exchange/feel_terms.h"
#include "exchange/onto.h"
#include "exchange/splice.h"
#include "lagrum/exchange.h"
#include "statechart/chart.h"

namespace lagrum::exchange {
namespace {

using statechart::kScxmlNamespace;
using statechart::kWorkflowNamespace;

/// What an attribute of a plain chart holds.
enum class Holds : std::uint8_t { kCondition, kValue, kLocation };

struct ExpressionRow {
  std::string_view element;
  std::string_view attribute;
  Holds holds;
};

constexpr std::array kExpressions = {
    ExpressionRow{"transition", "cond", Holds::kCondition},
    ExpressionRow{"if", "cond", Holds::kCondition},
    ExpressionRow{"elseif", "cond", Holds::kCondition},
    ExpressionRow{"data", "expr", Holds::kValue},
    ExpressionRow{"assign", "expr", Holds::kValue},
    ExpressionRow{"assign", "location", Holds::kLocation},
    ExpressionRow{"log", "expr", Holds::kValue},
    ExpressionRow{"param", "expr", Holds::kValue},
    ExpressionRow{"param", "location", Holds::kLocation},
    ExpressionRow{"content", "expr", Holds::kValue},
    ExpressionRow{"foreach", "array", Holds::kValue},
    ExpressionRow{"foreach", "item", Holds::kLocation},
    ExpressionRow{"send", "eventexpr", Holds::kValue},
    ExpressionRow{"send", "targetexpr", Holds::kValue},
    ExpressionRow{"send", "typeexpr", Holds::kValue},
    ExpressionRow{"send", "delayexpr", Holds::kValue},
    ExpressionRow{"send", "idlocation", Holds::kLocation},
    ExpressionRow{"cancel", "sendidexpr", Holds::kValue},
};

/// What means another thing here, or nothing.
struct RefusedAttribute {
  std::string_view element;
  std::string_view attribute;
  std::string_view why;
};

constexpr std::array kRefused = {
    RefusedAttribute{"foreach", "index",
                     "expected a foreach without index, which counts from 0 in ECMAScript and from "
                     "1 in a workflow, found one"},
};

constexpr std::array<std::string_view, 3> kSendTypes = {"", "scxml", statechart::kScxmlProcessor};
constexpr std::array<std::string_view, 3> kForeignDatamodels = {"", "null", "ecmascript"};
constexpr std::array<std::string_view, 3> kActAttributes = {"type", "event", "target"};
constexpr std::array<std::string_view, 2> kTaskAttributes = {"type", "id"};

/// The text without white space outside its strings: what says the same in both languages.
std::string compact(std::string_view text) {
  std::string made;
  char quote = 0;
  for (const char c : text) {
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    }
    if (quote != 0 || xml::kSpace.find(c) == std::string_view::npos) made += c;
  }
  return made;
}

/// One document on its way to a workflow.
class Adoption {
 public:
  Adoption(const xml::Document& document, Diagnostics& diagnostics)
      : document_(document), text_(document.text()), splicer_(document), found_(diagnostics) {}

  /// The changed text; faults are in the diagnostics.
  std::string carry_out() {
    const Tag root = tag_of(text_, document_.root());
    adopt_root(root);
    adopt(document_.root());
    put_data(root);
    return splicer_.text();
  }

  /// The place in the document of a place in the changed text.
  Position original(const Position& place, const xml::TextIndex& changed) const {
    if (place.line == 0) return place;
    const std::size_t offset = splicer_.original(changed.offset(place.line, place.column));
    return xml::TextIndex(text_).position(offset, document_.name());
  }

 private:
  void fault(std::string rule, const Position& place, std::string message) {
    found_.error(std::move(rule), place, std::move(message));
  }

  // ---- the root

  void adopt_root(const Tag& tag) {
    prefix_ = declared_prefix(tag, text_);
    if (prefix_.empty()) {
      prefix_ = free_prefix();
      splicer_.insert(tag.name_span.end,
                      " xmlns:" + prefix_ + "=\"" + std::string(kWorkflowNamespace) + "\"");
    }
    if (const Tag::Attribute* datamodel = tag.attribute("datamodel")) {
      splicer_.set_value(*datamodel, "feel");
    } else {
      splicer_.insert(tag.name_span.end, " datamodel=\"feel\"");
    }
  }

  /// One that means nothing else anywhere in the document.
  std::string free_prefix() const {
    std::string made = "l";
    for (std::size_t number = 2; text_.find("xmlns:" + made) != std::string_view::npos; ++number)
      made = "l" + std::to_string(number);
    return made;
  }

  // ---- elements

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth
  void adopt(const xml::Element& element) {
    if (element.ns() != kScxmlNamespace) return;
    const Tag tag = tag_of(text_, element);
    const std::string type = element.attribute_or_empty("type");
    if (element.local() == "send" && type == kActType) return adopt_act(element, tag);
    if (element.local() == "invoke" && type == kTaskType) return adopt_task(element, tag);
    if (element.local() == "send" && !contains(kSendTypes, type)) {
      fault("not-supported", element.attribute_position("type"),
            "expected a send of type \"scxml\" or \"" + std::string(kActType) + "\", found \"" +
                type + "\"");
    }
    if (element.local() == "transition") take_guard(element, tag);
    if (element.local() == "log" && take_kept(element, tag)) return;
    for (const RefusedAttribute& row : kRefused) {
      if (element.local() == row.element && element.attribute(row.attribute))
        fault("not-supported", element.attribute_position(row.attribute), std::string(row.why));
    }
    adopt_expressions(element, tag);
    check_text(element);
    if (element.local() == "content") return;  // what it holds is a value
    for (const xml::Element& child : element.children()) adopt(child);
  }

  void adopt_expressions(const xml::Element& element, const Tag& tag) {
    for (const ExpressionRow& row : kExpressions) {
      if (row.element != element.local()) continue;
      const Tag::Attribute* attribute = tag.attribute(row.attribute);
      if (attribute == nullptr) continue;
      const std::string written = element.attribute_or_empty(row.attribute);
      const Position place = element.attribute_position(row.attribute);
      const std::string feel = row.holds == Holds::kLocation
                                   ? location(written, place)
                                   : translated(written, place, row.holds == Holds::kCondition);
      if (feel != written) splicer_.set_value(*attribute, feel);
    }
  }

  std::string location(const std::string& written, const Position& place) {
    if (written.find('[') != std::string::npos) {
      fault("not-translated", place,
            "expected a location of names and dots, found '" + written +
                "'; places in a list count from 1 in a workflow");
    }
    return written;
  }

  /// The expression in FEEL; the text itself where it says the same there.
  std::string translated(const std::string& written, Position place, bool condition) {
    Result<Term> term = read_ecmascript(written);
    if (!term) {
      place.column += std::max<std::uint32_t>(term.error().source.column, 1) - 1;
      fault("not-translated", place, term.error().message);
      return written;
    }
    const std::string feel = to_feel(condition ? simplified(std::move(term).value())
                                               : simplified_value(std::move(term).value()));
    return compact(feel) == compact(written) ? written : feel;
  }

  /// A value written between the tags is read as FEEL there.
  void check_text(const xml::Element& element) {
    if (element.local() != "data" && element.local() != "assign") return;
    const std::string inside = element.trimmed_text();
    if (inside.empty() || element.attribute("expr")) return;
    const Result<Term> term = read_ecmascript(inside);
    if (term && compact(to_feel(*term)) == compact(inside)) return;
    fault("not-translated", element.position(),
          "expected the value in 'expr', found one between the tags that FEEL reads otherwise");
  }

  // ---- what was kept as the text of a log

  static bool keeps_guard(const xml::Element& element) {
    return element.is(kScxmlNamespace, "log") &&
           element.attribute_or_empty("label").starts_with(kGuard);
  }

  /// Editors put their own elements before it: it may be any child.
  void take_guard(const xml::Element& element, const Tag& tag) {
    std::vector<xml::Element> logs = element.children();
    std::erase_if(logs, [](const xml::Element& child) { return !keeps_guard(child); });
    if (logs.empty()) return;
    if (tag.attribute("cond") != nullptr || logs.size() > 1) {
      return fault("conflicting-attributes", logs.back().position(),
                   "expected one guard, as 'cond' or in a log that keeps it, found two");
    }
    const std::string label = logs.front().attribute_or_empty("label");
    splicer_.remove_element(tag_of(text_, logs.front()));
    splicer_.insert(tag.name_span.end, new_attribute("cond", label.substr(kGuard.size())));
    if (element.attribute_or_empty("event") == kGuardEvent)
      splicer_.remove(tag.attribute("event")->whole);
  }

  /// An assignment or a data item; false for a log that keeps nothing.
  bool take_kept(const xml::Element& log, const Tag& tag) {
    const std::string label = log.attribute_or_empty("label");
    if (label.starts_with(kGuard)) {
      if (!log.parent().is(kScxmlNamespace, "transition")) {
        fault("misplaced-element", log.position(),
              "expected the log that keeps a guard in its transition, found it in <" +
                  std::string(log.parent().local()) + ">");
      }
      return true;
    }
    const bool assigns = label.starts_with(kAssign);
    if (!assigns && !label.starts_with(kData)) return false;
    const std::string kept = label.substr(assigns ? kAssign.size() : kData.size());
    const std::size_t blank = kept.find(' ');
    if (blank == std::string::npos) {
      fault("bad-value", log.attribute_position("label"),
            "expected a name and a value, found '" + kept + "'");
      return true;
    }
    const std::string name = kept.substr(0, blank);
    const std::string value = new_attribute("expr", kept.substr(blank + 1));
    const std::string open = "<" + std::string(tag.prefix());
    if (assigns) {
      splicer_.replace(tag.element,
                       open + "assign" + new_attribute("location", name) + value + "/>");
    } else {
      data_ += open + "data" + new_attribute("id", name) + value + "/>";
      splicer_.remove_element(tag);
    }
    return true;
  }

  /// The data items stand before all else in the root.
  void put_data(const Tag& root) {
    if (data_.empty()) return;
    const std::string name = std::string(root.prefix()) + "datamodel>";
    splicer_.insert(begin_of_content(text_, root), "<" + name + data_ + "</" + name);
  }

  // ---- acts

  std::string ours(std::string_view local) const { return prefix_ + ":" + std::string(local); }

  void rename(const Tag& tag, const std::string& name) {
    splicer_.replace(tag.name_span, name);
    if (tag.end_name) splicer_.replace(*tag.end_name, name);
  }

  /// Attributes without prefix that have no place on what the element becomes.
  template <class Names>
  void refuse_others(const xml::Element& element, const Names& taken, std::string_view what) {
    for (const xml::Attribute& attribute : element.attributes()) {
      if (!attribute.ns.empty() || contains(taken, attribute.local)) continue;
      fault("not-supported", attribute.position,
            "expected no attribute but " + one_of({taken.begin(), taken.end()}) + " on " +
                std::string(what) + ", found '" + std::string(attribute.local) + "'");
    }
  }

  void adopt_act(const xml::Element& element, const Tag& tag) {
    refuse_others(element, kActAttributes, "the send of an act");
    rename(tag, ours("act"));
    splicer_.remove(tag.attribute("type")->whole);
    if (const Tag::Attribute* event = tag.attribute("event")) {
      splicer_.replace(event->name_span, "type");
    } else {
      fault("missing-attribute", element.position(),
            "expected the act's type in 'event' on its send, found none");
    }
    adopt_basis(element, tag);
    for (const xml::Element& child : element.children()) adopt_value(child, tag);
  }

  void adopt_basis(const xml::Element& element, const Tag& tag) {
    const Tag::Attribute* target = tag.attribute("target");
    const std::string uri = element.attribute_or_empty("target");
    if (target == nullptr || !uri.starts_with(kBasis)) {
      return fault("missing-basis", element.attribute_position("target"),
                   "expected the target \"" + std::string(kBasis) +
                       "CITATION\" on the send of an act, found \"" + uri +
                       "\"; it cites the provisions that the act rests on");
    }
    const Result<std::string> basis = text_of_urn(std::string_view(uri).substr(kBasis.size()));
    if (!basis)
      return fault("bad-value", element.attribute_position("target"), basis.error().message);
    splicer_.replace(target->name_span, ours("basis"));
    splicer_.set_value(*target, *basis);
  }

  /// What stands inside an act's send: a value, or something foreign that stays.
  void adopt_value(const xml::Element& element, const Tag& act) {
    if (element.ns() != kScxmlNamespace) return;
    if (element.local() != "param") {
      return fault(
          "misplaced-element", element.position(),
          "expected <param> in the send of an act, found <" + std::string(element.local()) + ">");
    }
    const Tag tag = tag_of(text_, element);
    const std::string name = element.attribute_or_empty("name");
    if (name == kLegalTime) return adopt_legal_time(element, tag, act);
    rename(tag, ours("with"));
    if (const Tag::Attribute* from = tag.attribute("location"))
      splicer_.replace(from->name_span, "expr");
    const Tag::Attribute* value = tag.attribute("expr");
    if (value != nullptr && element.attribute_or_empty("expr") == "_event.data." + name)
      return splicer_.remove(value->whole);
    adopt_expressions(element, tag);
  }

  void adopt_legal_time(const xml::Element& element, const Tag& tag, const Tag& act) {
    const Tag::Attribute* value = tag.attribute("expr");
    if (value == nullptr) {
      return fault("missing-attribute", element.position(),
                   "expected 'expr' on the parameter of the legal time, found none");
    }
    const std::string feel =
        translated(element.attribute_or_empty("expr"), element.attribute_position("expr"), false);
    splicer_.insert(act.name_span.end, new_attribute("at", feel));
    splicer_.remove_element(tag);
  }

  // ---- tasks

  void adopt_task(const xml::Element& element, const Tag& tag) {
    refuse_others(element, kTaskAttributes, "the invoke of a task");
    const std::string scxml(tag.prefix());
    splicer_.insert(tag.element.begin, "<" + scxml + "onentry>");
    rename(tag, ours("task"));
    for (const xml::Element& child : element.children()) adopt_inside_task(child);
    adopt_role(element, tag);
    splicer_.insert(tag.element.end, "</" + scxml + "onentry>");
  }

  void adopt_inside_task(const xml::Element& element) {
    if (element.ns() != kScxmlNamespace) return;
    if (element.local() == "content") return splicer_.remove_element(tag_of(text_, element));
    fault(
        "misplaced-element", element.position(),
        "expected <content> in the invoke of a task, found <" + std::string(element.local()) + ">");
  }

  /// The role is the name of the task's chart.
  void adopt_role(const xml::Element& element, const Tag& tag) {
    const xml::Element chart =
        element.child(kScxmlNamespace, "content").child(kScxmlNamespace, "scxml");
    const Tag::Attribute* id = tag.attribute("id");
    const std::string role = chart.attribute_or_empty("name");
    if (role.empty() || id == nullptr) {
      return fault("missing-attribute", element.position(),
                   "expected an id, and a chart in <content> that is named for the role, on the "
                   "invoke of a task, found none");
    }
    splicer_.replace(tag.attribute("type")->whole, new_attribute("role", role));
    const std::string label = chart.child(kScxmlNamespace, "state")
                                  .child(kScxmlNamespace, "onentry")
                                  .child(kScxmlNamespace, "log")
                                  .attribute_or_empty("label");
    if (label.starts_with(kTaskId)) splicer_.set_value(*id, label.substr(kTaskId.size()));
  }

  const xml::Document& document_;
  const std::string_view text_;
  Splicer splicer_;
  Diagnostics& found_;
  std::string prefix_;  // of our namespace
  std::string data_;    // elements of data items that were kept as text
};

/// The datamodel of the root; a fault where it is none that is read.
Status check_root(const xml::Element& root, Diagnostics& found) {
  const std::string datamodel = root.attribute_or_empty("datamodel");
  if (!root.is(kScxmlNamespace, "scxml")) {
    found.error("unknown-element", root.position(),
                "expected the root <scxml> of " + std::string(kScxmlNamespace) + ", found <" +
                    std::string(root.local()) + "> of \"" + std::string(root.ns()) + "\"");
  } else if (datamodel != "feel" && !contains(kForeignDatamodels, datamodel)) {
    found.error(
        "datamodel", root.attribute_position("datamodel"),
        "expected 'null', 'ecmascript' or 'feel' for 'datamodel', found \"" + datamodel + "\"");
  }
  if (found.has_errors()) return found.to_error();
  return {};
}

/// Loads the changed text, which `encoded` holds as the original is encoded; what is wrong with it
/// is told with its place in the original.
void check_chart(const std::string& text, const std::string& encoded, const xml::Document& document,
                 const Adoption& adoption, Diagnostics& found) {
  const Result<xml::Document> changed = xml::Document::parse(encoded, document.name());
  const xml::TextIndex index(text);
  if (!changed) {
    return found.error("xml", adoption.original(changed.error().source, index),
                       changed.error().message);
  }
  Diagnostics told;
  if (statechart::Chart::load(*changed, {}, told)) return;
  for (Diagnostic each : told.all()) {
    if (each.severity != Severity::kError) continue;
    each.source = adoption.original(each.source, index);
    found.add(std::move(each));
  }
}

/// As workflow_from, with the faults in `found`.
Result<std::string> adopted(std::string_view bytes, const std::string& name,
                            const xml::Document* onto, Diagnostics& found) {
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(bytes, name));
  LAGRUM_TRY(check_root(document.root(), found));
  if (document.root().attribute_or_empty("datamodel") == "feel") return std::string(bytes);
  if (onto != nullptr && (!onto->root().is(kScxmlNamespace, "scxml") ||
                          onto->root().attribute_or_empty("datamodel") != "feel")) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a workflow with the datamodel \"feel\" to import onto, found <" +
                     std::string(onto->root().local()) + ">",
                 onto->root().position(),
                 {}};
  }
  Adoption adoption(document, found);
  const std::string text = adoption.carry_out();
  const std::string encoded = encoded_like(text, document, bytes);
  if (!found.has_errors()) check_chart(text, encoded, document, adoption, found);
  if (found.has_errors()) return found.to_error();
  if (onto == nullptr) return encoded;
  LAGRUM_ASSIGN(const xml::Document made, xml::Document::parse(encoded, name));
  return encoded_like(carried_over(made, *onto, found), document, bytes);
}

}  // namespace

Result<std::string> workflow_from(std::string_view bytes, const std::string& name,
                                  Diagnostics& diagnostics, const xml::Document* onto) {
  Diagnostics found;
  Result<std::string> made = adopted(bytes, name, onto, found);
  for (const Diagnostic& each : found.all()) diagnostics.add(each);
  return made;
}

}  // namespace lagrum::exchange
