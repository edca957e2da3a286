#include "exchange/onto.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/words.h"
#include "exchange/splice.h"
#include "statechart/chart.h"

namespace lagrum::exchange {
namespace {

using statechart::kScxmlNamespace;
using statechart::kWorkflowNamespace;
using xml::Element;

constexpr std::array<std::string_view, 4> kStateNames = {"state", "parallel", "final", "history"};
constexpr std::array<std::string_view, 3> kHandlers = {"onentry", "onexit", "transition"};

bool is_ours(const Element& element, std::string_view local) {
  return element.is(kWorkflowNamespace, local);
}

// NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth
void gather(const Element& element, std::string_view ns, std::string_view local,
            std::vector<Element>& found) {
  for (const Element& child : element.children()) {
    if (child.is(ns, local)) found.push_back(child);
    gather(child, ns, local, found);
  }
}

std::vector<Element> all_of(const Element& element, std::string_view ns, std::string_view local) {
  std::vector<Element> found;
  gather(element, ns, local, found);
  return found;
}

/// Elements by what they are called; those of one name are told apart by their number.
using Named = std::map<std::string, Element>;

void add(Named& named, const std::string& name, const Element& element) {
  for (std::size_t number = 1;; ++number) {
    if (named.emplace(name + "#" + std::to_string(number), element).second) return;
  }
}

std::string name_of_ask(const Element& ask) {
  return ask.attribute_or_empty("ref") + ask.attribute_or_empty("id");
}

class Carrier {
 public:
  Carrier(const xml::Document& made, const xml::Document& from, Diagnostics& diagnostics)
      : made_(made),
        from_(from),
        splicer_(made),
        diagnostics_(diagnostics),
        prefix_(declared_prefix(tag_of(made.text(), made.root()), made.text())),
        same_prefix_(prefix_ == declared_prefix(tag_of(from.text(), from.root()), from.text())) {}

  std::string carry_out() {
    Parts root = attributes(made_.root(), from_.root());
    for (const std::string_view local : {"title", "fact"}) {
      if (!made_.root().child(kWorkflowNamespace, local))
        root.inside += sources(from_.root(), local);
    }
    put(made_.root(), root);
    carry_named("data", "the data item");
    for (const std::string_view name : kStateNames) carry_named(name, "the state");
    return splicer_.text();
  }

 private:
  /// What is put into a tag, and between it and its end.
  struct Parts {
    std::string attributes;
    std::string inside;
  };

  /// An empty element gets an end tag for what is put inside.
  void put(const Element& element, const Parts& parts) {
    const Tag tag = tag_of(made_.text(), element);
    if (!parts.attributes.empty()) splicer_.insert(tag.name_span.end, parts.attributes);
    if (parts.inside.empty()) return;
    if (tag.end_name) {
      splicer_.insert(begin_of_content(made_.text(), tag), parts.inside);
    } else {
      splicer_.replace({tag.element.end - 2, tag.element.end},
                       ">" + parts.inside + "</" + std::string(tag.name) + ">");
    }
  }

  std::string source(const Element& element) const {
    return same_prefix_ ? std::string(element.source()) : element.standalone_source();
  }

  std::string sources(const Element& parent, std::string_view local) const {
    std::string all;
    for (const Element& child : parent.children(kWorkflowNamespace, local))
      all += "\n" + source(child);
    return all;
  }

  /// Our attributes that are not there yet.
  Parts attributes(const Element& made, const Element& from) const {
    Parts parts;
    for (const xml::Attribute& attribute : from.attributes()) {
      if (attribute.ns != kWorkflowNamespace || made.attribute(attribute.ns, attribute.local))
        continue;
      parts.attributes +=
          new_attribute(prefix_ + ":" + std::string(attribute.local), attribute.value);
    }
    return parts;
  }

  void lost(const Element& from, const std::string& what) {
    diagnostics_.warning("not-carried-over", from.position(),
                         "expected " + what +
                             " in the file that is imported, found none: what is "
                             "ours of it is not carried over");
  }

  // ---- data and states, by id

  void carry_named(std::string_view local, const std::string& what) {
    Named places;
    for (const Element& each : all_of(made_.root(), kScxmlNamespace, local))
      places.emplace(each.attribute_or_empty("id"), each);
    for (const Element& from : all_of(from_.root(), kScxmlNamespace, local)) {
      const std::string id = from.attribute_or_empty("id");
      const auto found = places.find(id);
      if (found == places.end()) {
        lost(from, what + " '" + id + "'");
      } else if (local == "data") {
        put(found->second, attributes(found->second, from));
      } else {
        carry_state(found->second, from);
      }
    }
  }

  void carry_state(const Element& made, const Element& from) {
    Parts parts = attributes(made, from);
    const std::string asks = missing_asks(made, from);
    if (!asks.empty()) {
      const std::string name =
          std::string(tag_of(made_.text(), made_.root()).prefix()) + "onentry>";
      parts.inside = "<" + name + asks + "</" + name;
    }
    put(made, parts);
    carry_tasks(made, from);
    for (const std::string_view handler : kHandlers) carry_handlers(made, from, handler);
  }

  std::string missing_asks(const Element& made, const Element& from) const {
    std::vector<std::string> known;
    for (const Element& handler : made.children(kScxmlNamespace, "onentry")) {
      for (const Element& ask : handler.children(kWorkflowNamespace, "ask"))
        known.push_back(name_of_ask(ask));
    }
    std::string asks;
    for (const Element& handler : from.children(kScxmlNamespace, "onentry")) {
      for (const Element& ask : handler.children(kWorkflowNamespace, "ask")) {
        if (!contains(known, name_of_ask(ask))) asks += source(ask);
      }
    }
    return asks;
  }

  void carry_tasks(const Element& made, const Element& from) {
    Named tasks;
    for (const Element& handler : from.children(kScxmlNamespace, "onentry")) {
      for (const Element& task : handler.children(kWorkflowNamespace, "task"))
        add(tasks, task.attribute_or_empty("id"), task);
    }
    for (const Element& handler : made.children(kScxmlNamespace, "onentry")) {
      for (const Element& task : handler.children(kWorkflowNamespace, "task")) {
        const auto found = tasks.find(task.attribute_or_empty("id") + "#1");
        if (found == tasks.end() || task.child(kWorkflowNamespace, "title")) continue;
        Parts parts = attributes(task, found->second);
        add_plain(task, found->second, "form", parts);
        parts.inside = sources(found->second, "title");
        put(task, parts);
      }
    }
  }

  /// An attribute without namespace that only one of ours has.
  static void add_plain(const Element& made, const Element& from, std::string_view local,
                        Parts& parts) {
    const auto value = from.attribute(local);
    if (value && !made.attribute(local)) parts.attributes += new_attribute(local, *value);
  }

  // ---- transitions, by events and targets; other handlers, by their acts

  static std::string name_of(const Element& handler) {
    std::string name(handler.local());
    for (const std::string_view list : {"event", "target"}) {
      name += "|";
      for (const std::string& word : words(handler.attribute_or_empty(list))) name += " " + word;
    }
    return name;
  }

  void carry_handlers(const Element& made, const Element& from, std::string_view local) {
    if (local != "transition") return carry_acts(made, from, local);
    Named places;
    for (const Element& each : made.children(kScxmlNamespace, local))
      add(places, name_of(each), each);
    Named wanted;
    for (const Element& each : from.children(kScxmlNamespace, local))
      add(wanted, name_of(each), each);
    for (const auto& [name, transition] : wanted) {
      const auto found = places.find(name);
      if (found == places.end()) {
        lost(transition, "the transition on '" + transition.attribute_or_empty("event") + "' to '" +
                             transition.attribute_or_empty("target") + "'");
        continue;
      }
      Parts parts = attributes(found->second, transition);
      if (!found->second.child(kWorkflowNamespace, "payload"))
        parts.inside = sources(transition, "payload");
      put(found->second, parts);
      carry_acts_of(all_acts(found->second), all_acts(transition));
      tell_decisions(found->second, transition);
    }
  }

  /// Where among the content a decision belongs, nobody knows any more.
  void tell_decisions(const Element& made, const Element& from) {
    if (!all_of(made, kWorkflowNamespace, "evaluate").empty()) return;
    for (const Element& decision : all_of(from, kWorkflowNamespace, "evaluate"))
      lost(decision, "the decision '" + decision.attribute_or_empty("decision") + "'");
  }

  static void add_acts(Named& acts, const Element& handler) {
    for (const Element& act : all_of(handler, kWorkflowNamespace, "act"))
      add(acts, act.attribute_or_empty("type"), act);
  }

  static Named all_acts(const Element& handler) {
    Named acts;
    add_acts(acts, handler);
    return acts;
  }

  void carry_acts(const Element& made, const Element& from, std::string_view local) {
    const auto acts_of = [&](const Element& state) {
      Named acts;
      for (const Element& handler : state.children(kScxmlNamespace, local)) add_acts(acts, handler);
      return acts;
    };
    carry_acts_of(acts_of(made), acts_of(from));
    for (const Element& handler : from.children(kScxmlNamespace, local))
      tell_decisions(made.child(kScxmlNamespace, local), handler);
  }

  void carry_acts_of(const Named& made, const Named& from) {
    for (const auto& [name, act] : from) {
      const auto found = made.find(name);
      if (found == made.end()) {
        lost(act, "the act '" + act.attribute_or_empty("type") + "' in its place");
        continue;
      }
      Parts parts = attributes(found->second, act);
      add_plain(found->second, act, "at", parts);
      for (const Element& child : act.children()) {
        if (is_missing(found->second, child)) parts.inside += source(child);
      }
      put(found->second, parts);
    }
  }

  /// A value of an act that has none of that name, or a document of an act without documents.
  static bool is_missing(const Element& act, const Element& part) {
    if (is_ours(part, "document")) return !act.child(kWorkflowNamespace, "document");
    const std::vector<Element> values = act.children(kWorkflowNamespace, "with");
    return is_ours(part, "with") &&
           std::none_of(values.begin(), values.end(), [&](const Element& value) {
             return value.attribute_or_empty("name") == part.attribute_or_empty("name");
           });
  }

  const xml::Document& made_;
  const xml::Document& from_;
  Splicer splicer_;
  Diagnostics& diagnostics_;
  const std::string prefix_;
  const bool same_prefix_;
};

}  // namespace

std::string carried_over(const xml::Document& made, const xml::Document& from,
                         Diagnostics& diagnostics) {
  return Carrier(made, from, diagnostics).carry_out();
}

}  // namespace lagrum::exchange
