#include "mutation/mutants.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace lagrum::mutation {
namespace {

using pugi::xml_attribute;
using pugi::xml_node;

/// One change that an operator can make to a document.
struct Edit {
  xml_node at;
  std::string variant;  // tells apart several at one node
  std::string what;
  std::function<void()> make;
};
using Edits = std::vector<Edit>;

bool is(const xml_node& node, std::string_view name) { return node.name() == name; }

template <class Visit>
void for_each(const xml_node& root, std::string_view name, Visit&& visit) {
  struct Walker final : pugi::xml_tree_walker {
    std::string_view name;
    std::function<void(xml_node)> visit;
    bool for_each(xml_node& node) override {
      if (is(node, name)) visit(node);
      return true;
    }
  };
  Walker walker;
  walker.name = name;
  walker.visit = visit;
  xml_node(root).traverse(walker);
}

void remove(xml_node node) { node.parent().remove_child(node); }

/// The parts of an expression at its outermost `word` ("and", "or").
std::vector<std::string> parts_at(const std::string& text, const std::string& word) {
  std::vector<std::string> parts(1);
  int depth = 0;
  bool quoted = false;
  const std::string spaced = " " + word + " ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && (text[i] == '(' || text[i] == '[')) ++depth;
    if (!quoted && (text[i] == ')' || text[i] == ']')) --depth;
    if (!quoted && depth == 0 && text.compare(i, spaced.size(), spaced) == 0) {
      parts.emplace_back();
      i += spaced.size() - 1;
      continue;
    }
    parts.back() += text[i];
  }
  return parts;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// The text without one of its parts.
std::string without(const std::vector<std::string>& parts, std::size_t one,
                    const std::string& between) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == one) continue;
    text += (text.empty() ? "" : between) + parts[i];
  }
  return text;
}

bool is_of_engine(const std::string& event) {
  return event.starts_with("clock.") || event.starts_with("date.") || event.starts_with("act.");
}

Edits removing(const xml_node& root, const char* name) {
  Edits edits;
  for_each(root, name, [&](xml_node node) {
    std::ostringstream out;
    for (const xml_attribute& each : node.attributes())
      out << each.name() << "=" << each.value() << " ";
    edits.push_back({node, "", out.str(), [node] { remove(node); }});
  });
  return edits;
}

Edits guard_removed(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    if (!node.attribute("cond")) return;
    edits.push_back({node, "", node.attribute("cond").value(),
                     [node]() mutable { node.remove_attribute("cond"); }});
  });
  return edits;
}

Edits guard_negated(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    xml_attribute guard = node.attribute("cond");
    if (!guard) return;
    edits.push_back({node, "", guard.value(), [guard]() mutable {
                       guard.set_value(("not(" + std::string(guard.value()) + ")").c_str());
                     }});
  });
  return edits;
}

/// One condition of several taken away.
Edits guard_weakened(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    xml_attribute guard = node.attribute("cond");
    for (const char* word : {"and", "or"}) {
      const std::vector<std::string> parts = parts_at(guard.value(), word);
      for (std::size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
        const std::string left = without(parts, i, " " + std::string(word) + " ");
        edits.push_back({node, word + std::to_string(i + 1), parts[i],
                         [guard, left]() mutable { guard.set_value(left.c_str()); }});
      }
    }
  });
  return edits;
}

Edits transition_removed(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    const std::string event = node.attribute("event").value();
    if (is_of_engine(event) || is(node.parent(), "history") || is(node.parent(), "initial")) return;
    edits.push_back({node, "", event, [node] { remove(node); }});
  });
  return edits;
}

Edits transition_stays(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    const std::string event = node.attribute("event").value();
    if (!node.attribute("target") || event.empty() || is(node.parent(), "history")) return;
    edits.push_back({node, "", node.attribute("target").value(), [node]() mutable {
                       node.remove_attribute("target");
                       node.remove_attribute("type");
                     }});
  });
  return edits;
}

Edits clock_handler_removed(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    const std::string event = node.attribute("event").value();
    if (is_of_engine(event)) edits.push_back({node, "", event, [node] { remove(node); }});
  });
  return edits;
}

Edits attribute_left_open(const xml_node& root) {
  Edits edits;
  for_each(root, "l:with", [&](xml_node node) {
    if (!node.attribute("expr")) return;
    edits.push_back({node, "", node.attribute("expr").value(),
                     [node]() mutable { node.remove_attribute("expr"); }});
  });
  return edits;
}

Edits role_removed(const xml_node& root) {
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    xml_attribute by = node.attribute("l:by");
    const std::vector<std::string> roles = words_of(by.value());
    for (std::size_t i = 0; i < roles.size(); ++i) {
      const std::string left = without(roles, i, " ");
      edits.push_back({node, roles[i], roles[i], [node, by, left]() mutable {
                         if (left.empty())
                           node.remove_attribute(by);
                         else
                           by.set_value(left.c_str());
                       }});
    }
  });
  return edits;
}

/// What only the authority may do, everybody may.
Edits role_weakened(const xml_node& root) {
  static const std::set<std::string> kOutside = {"party", "anyone", "representative"};
  Edits edits;
  for_each(root, "transition", [&](xml_node node) {
    xml_attribute by = node.attribute("l:by");
    const std::vector<std::string> roles = words_of(by.value());
    const bool open = std::any_of(roles.begin(), roles.end(),
                                  [&](const std::string& role) { return kOutside.contains(role); });
    if (roles.empty() || open) return;
    edits.push_back({node, "party", by.value(), [by]() mutable {
                       by.set_value((std::string(by.value()) + " party").c_str());
                     }});
  });
  return edits;
}

Edits template_removed(const xml_node& root) {
  Edits edits;
  for_each(root, "l:document", [&](xml_node node) {
    if (!node.attribute("template")) return;
    edits.push_back({node, "", node.attribute("template").value(),
                     [node]() mutable { node.remove_attribute("template"); }});
  });
  return edits;
}

Edits asks_removed(const xml_node& root) { return removing(root, "l:ask"); }
Edits tasks_removed(const xml_node& root) { return removing(root, "l:task"); }
Edits acts_removed(const xml_node& root) { return removing(root, "l:act"); }
Edits withs_removed(const xml_node& root) { return removing(root, "l:with"); }
Edits documents_removed(const xml_node& root) { return removing(root, "l:document"); }
Edits assigns_removed(const xml_node& root) { return removing(root, "assign"); }
Edits evaluations_removed(const xml_node& root) { return removing(root, "l:evaluate"); }
Edits raises_removed(const xml_node& root) { return removing(root, "raise"); }

struct Operator {
  const char* name;
  Edits (*edits)(const xml_node&);
};
constexpr std::array<Operator, 18> kOperators = {{
    {"guard-removed", guard_removed},
    {"guard-negated", guard_negated},
    {"guard-weakened", guard_weakened},
    {"transition-removed", transition_removed},
    {"transition-stays", transition_stays},
    {"act-removed", acts_removed},
    {"attribute-removed", withs_removed},
    {"attribute-left-open", attribute_left_open},
    {"task-removed", tasks_removed},
    {"ask-removed", asks_removed},
    {"role-removed", role_removed},
    {"role-weakened", role_weakened},
    {"document-removed", documents_removed},
    {"template-removed", template_removed},
    {"clock-handler-removed", clock_handler_removed},
    {"assign-removed", assigns_removed},
    {"evaluation-removed", evaluations_removed},
    {"raise-removed", raises_removed},
}};

/// How often a sibling before it is called the same.
std::string ordinal(const xml_node& node, const std::function<std::string(xml_node)>& name) {
  int number = 1;
  for (xml_node before = node.previous_sibling(); before; before = before.previous_sibling())
    if (std::string_view(before.name()) == node.name() && name(before) == name(node)) ++number;
  return "#" + std::to_string(number);
}

std::string part_of_place(const xml_node& node) {
  const auto attribute = [](const char* name) {
    return [name](xml_node each) { return std::string(each.attribute(name).value()); };
  };
  if (is(node, "state") || is(node, "parallel") || is(node, "final") || is(node, "history"))
    return node.attribute("id").value();
  if (is(node, "transition")) {
    const auto name = attribute("event");
    return (name(node).empty() ? "-" : name(node)) + ordinal(node, name);
  }
  if (is(node, "l:act")) return attribute("type")(node) + ordinal(node, attribute("type"));
  if (is(node, "l:with")) return "@" + attribute("name")(node);
  if (is(node, "l:document")) return "document " + attribute("kind")(node);
  if (is(node, "l:task")) return "task " + attribute("id")(node);
  if (is(node, "l:ask")) return "ask " + attribute("ref")(node) + attribute("id")(node);
  if (is(node, "assign"))
    return "assign " + attribute("location")(node) + ordinal(node, attribute("location"));
  if (is(node, "raise")) return "raise " + attribute("event")(node);
  if (is(node, "l:evaluate")) return "evaluate " + attribute("decision")(node);
  return {};
}

std::string place_of(const xml_node& node, const std::string& variant) {
  std::string place;
  bool is_in_state = false;
  for (xml_node at = node; at && !is_in_state; at = at.parent()) {
    const std::string part = part_of_place(at);
    is_in_state = is(at, "state") || is(at, "parallel") || is(at, "final") || is(at, "history");
    if (!part.empty()) place = part + (place.empty() ? "" : "/") + place;
  }
  return place + (variant.empty() ? "" : " " + variant);
}

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  document.load_string(text.c_str(), pugi::parse_full & ~pugi::parse_eol);
  return document;
}

}  // namespace

std::vector<std::string> operators() {
  std::vector<std::string> names;
  for (const Operator& each : kOperators) names.emplace_back(each.name);
  return names;
}

std::vector<Mutant> mutants_of(const std::string& text) {
  std::vector<Mutant> mutants;
  for (const Operator& each : kOperators) {
    const std::size_t count = each.edits(parsed(text)).size();
    for (std::size_t i = 0; i < count; ++i) {
      const pugi::xml_document document = parsed(text);
      const Edit edit = each.edits(document)[i];
      Mutant mutant{each.name, place_of(edit.at, edit.variant), edit.what, 1, 1, {}};
      const auto offset = static_cast<std::size_t>(edit.at.offset_debug());
      for (std::size_t at = 0; at + 1 < offset && at < text.size(); ++at) {
        mutant.column = text[at] == '\n' ? 1 : mutant.column + 1;
        if (text[at] == '\n') ++mutant.line;
      }
      edit.make();
      std::ostringstream out;
      document.save(out, "", pugi::format_raw);
      mutant.text = out.str();
      mutants.push_back(std::move(mutant));
    }
  }
  return mutants;
}

}  // namespace lagrum::mutation
