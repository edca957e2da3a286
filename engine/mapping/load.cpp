#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "base/words.h"
#include "mapping/state.h"

namespace lagrum::intake {
namespace {

using Names = std::vector<std::string>;

/// What an element of the format may hold.
struct Form {
  Names required;
  Names optional;
  Names children;
};

const Form* form_of(std::string_view name) {
  static const std::vector<std::pair<std::string_view, Form>> kForms = {
      {"mapping",
       {{"id", "workflow", "version"},
        {},
        {"source", "identity", "raises", "keep-raw", "party", "data", "ignore"}}},
      {"source", {{"root", "namespace"}, {}, {"where"}}},
      {"where", {{"path"}, {"equals", "at-least"}, {}}},
      {"identity", {{"path"}, {}, {}}},
      {"raises", {{"first", "again"}, {}, {}}},
      {"keep-raw", {{"path", "because"}, {}, {}}},
      {"party", {{"role"}, {"each"}, {"value"}}},
      {"data", {{"into"}, {}, {"value", "file"}}},
      {"value", {{"to"}, {"path", "expr", "as", "required", "masked", "check-digit"}, {"case"}}},
      {"case", {{"text", "is"}, {}, {}}},
      {"file", {{"to", "path", "kind"}, {}, {}}},
      {"ignore", {{"path"}, {}, {}}},
  };
  const auto found = std::find_if(kForms.begin(), kForms.end(),
                                  [&](const auto& form) { return form.first == name; });
  return found == kForms.end() ? nullptr : &found->second;
}

Names joined(Names first, const Names& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

bool is_snake_case(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

/// Reads one mapping document; faults are collected, so that one run names them all.
class Loader {
 public:
  explicit Loader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void check_forms(xml::Element root);
  void read(xml::Element root, Mapping::State& state);

 private:
  void check_form(xml::Element element, const Form& form);
  void read_source(xml::Element element, Mapping::State& state);
  Where read_where(xml::Element element);
  Block read_block(xml::Element element, std::string_view name_attribute);
  void read_rule(xml::Element element, Block& block, feel::Scope& scope);
  std::optional<Rule> read_value(xml::Element element, const feel::Scope& scope);
  std::optional<Rule> read_file(xml::Element element);
  Converter read_converter(xml::Element element);
  void read_cases(xml::Element element, Converter& converter);

  /// The one child of that name; a fault where it is missing or occurs twice.
  xml::Element only(xml::Element parent, std::string_view name);
  Path path(xml::Element element, std::string_view attribute);
  bool flag(xml::Element element, std::string_view attribute);
  void fault(std::string rule, Position at, std::string message) {
    diagnostics_.error(std::move(rule), std::move(at), std::move(message));
  }

  Diagnostics& diagnostics_;
};

void Loader::check_form(xml::Element element, const Form& form) {
  const std::string name(element.local());
  for (const std::string& required : form.required) {
    if (!element.attribute(required)) {
      fault("missing-attribute", element.position(),
            "expected attribute '" + required + "' on " + name + ", found none");
    }
  }
  const Names known = joined(form.required, form.optional);
  for (const xml::Attribute& attribute : element.attributes()) {
    const std::string attribute_name(attribute.local);
    if (!attribute.ns.empty() || contains(known, attribute_name)) continue;
    fault("unknown-attribute", attribute.position,
          "expected an attribute of " + name + ", found '" + attribute_name + "'" +
              suggestion(attribute_name, known));
  }
  for (const xml::Element& child : element.children()) {
    const std::string child_name(child.local());
    if (child.ns() == kMappingNamespace && contains(form.children, child_name)) continue;
    fault("unknown-element", child.position(),
          "expected an element of " + name + ", found '" + child_name + "'" +
              suggestion(child_name, form.children));
  }
}

void Loader::check_forms(xml::Element root) {
  std::vector<xml::Element> open = {root};
  while (!open.empty()) {
    const xml::Element element = open.back();
    open.pop_back();
    const Form& form = *form_of(element.local());
    check_form(element, form);
    std::vector<xml::Element> children = element.children();
    std::erase_if(children, [&](const xml::Element& child) {
      return child.ns() != kMappingNamespace || !contains(form.children, child.local());
    });
    open.insert(open.end(), children.rbegin(), children.rend());
  }
}

xml::Element Loader::only(xml::Element parent, std::string_view name) {
  const std::vector<xml::Element> found = parent.children(kMappingNamespace, name);
  if (found.size() != 1) {
    fault("one-element", found.size() > 1 ? found[1].position() : parent.position(),
          "expected one '" + std::string(name) + "' in " + std::string(parent.local()) +
              ", found " + std::to_string(found.size()));
  }
  return found.empty() ? xml::Element() : found.front();
}

Path Loader::path(xml::Element element, std::string_view attribute) {
  const std::optional<std::string_view> text = element.attribute(attribute);
  if (!text) return {};
  Result<Path> path = parse_path(*text, element.attribute_position(attribute));
  if (path) return std::move(path).value();
  fault("path", path.error().source, path.error().message);
  return {};
}

bool Loader::flag(xml::Element element, std::string_view attribute) {
  const std::string text = element.attribute_or_empty(attribute);
  if (text == "true" || text == "1") return true;
  if (!text.empty() && text != "false" && text != "0") {
    fault("boolean", element.attribute_position(attribute),
          "expected true or false, found " + in_quotes(text));
  }
  return false;
}

Where Loader::read_where(xml::Element element) {
  Where where{path(element, "path"), std::nullopt, std::nullopt};
  if (const auto equals = element.attribute("equals")) where.equals = std::string(*equals);
  if (const auto text = element.attribute("at-least")) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size()) {
      fault("number", element.attribute_position("at-least"),
            "expected a whole number, found " + in_quotes(*text));
    }
    where.at_least = number;
  }
  if (where.equals.has_value() == where.at_least.has_value()) {
    fault("where", element.position(),
          "expected either 'equals' or 'at-least' on where, found both or none");
  }
  return where;
}

void Loader::read_source(xml::Element element, Mapping::State& state) {
  if (!element) return;
  state.root = element.attribute_or_empty("root");
  state.ns = element.attribute_or_empty("namespace");
  for (const xml::Element& where : element.children(kMappingNamespace, "where")) {
    state.where.push_back(read_where(where));
  }
}

void Loader::read_cases(xml::Element element, Converter& converter) {
  std::set<std::string> seen;
  for (const xml::Element& one : element.children(kMappingNamespace, "case")) {
    std::string text = one.attribute_or_empty("text");
    if (!seen.insert(text).second) {
      fault("case", one.attribute_position("text"),
            "expected each text once, found " + in_quotes(text) + " again");
    }
    converter.cases.emplace_back(std::move(text), one.attribute_or_empty("is"));
  }
  const bool choice = converter.conversion == Conversion::kChoice;
  if (choice == converter.cases.empty()) {
    fault("case", element.position(),
          choice ? "expected at least one case for a choice, found none"
                 : "expected cases only for a choice, found as='" +
                       element.attribute_or_empty("as") + "'");
  }
}

Converter Loader::read_converter(xml::Element element) {
  Converter converter;
  if (const auto name = element.attribute("as")) {
    const Result<Conversion> conversion = parse_conversion(*name);
    if (conversion) {
      converter.conversion = *conversion;
    } else {
      fault("conversion", element.attribute_position("as"), conversion.error().message);
    }
  }
  converter.check_digit = flag(element, "check-digit");
  if (converter.check_digit && converter.conversion != Conversion::kOrganisationNumber) {
    fault("check-digit", element.attribute_position("check-digit"),
          "expected 'check-digit' only for an organisation-number, found as='" +
              element.attribute_or_empty("as") + "'");
  }
  read_cases(element, converter);
  return converter;
}

std::optional<Rule> Loader::read_value(xml::Element element, const feel::Scope& scope) {
  const auto text = element.attribute("expr");
  if (text.has_value() == element.attribute("path").has_value()) {
    fault("value", element.position(),
          "expected either 'path' or 'expr' on value, found both or none");
    return std::nullopt;
  }
  const std::string to = element.attribute_or_empty("to");
  const bool required = flag(element, "required");
  if (!text) {
    const std::string masked = element.attribute_or_empty("masked");
    if (!masked.empty() && masked != "refuse" && masked != "null") {
      fault("masked", element.attribute_position("masked"),
            "expected refuse or null, found " + in_quotes(masked));
    }
    return Rule{
        to, FromPath{path(element, "path"), read_converter(element), required, masked == "null"},
        element.position()};
  }
  Result<feel::Expression> expression =
      feel::Expression::compile(*text, scope, element.attribute_position("expr"));
  if (!expression) {
    fault("expression", expression.error().source, expression.error().message);
    return std::nullopt;
  }
  return Rule{to, FromExpression{std::move(expression).value(), required}, element.position()};
}

std::optional<Rule> Loader::read_file(xml::Element element) {
  return Rule{element.attribute_or_empty("to"),
              FromFile{path(element, "path"), element.attribute_or_empty("kind")},
              element.position()};
}

feel::Type type_of(const Rule& rule) {
  if (const auto* from = std::get_if<FromPath>(&rule.from)) return from->converter.type();
  if (const auto* from = std::get_if<FromExpression>(&rule.from)) return from->expression.type();
  return feel::Type::of(feel::Type::Kind::kString);
}

void Loader::read_rule(xml::Element element, Block& block, feel::Scope& scope) {
  const std::string to = element.attribute_or_empty("to");
  if (!to.empty() && !is_snake_case(to)) {
    fault("name", element.attribute_position("to"),
          "expected a name in snake_case, found " + in_quotes(to));
    return;
  }
  const auto& variables = scope.variables();
  if (std::any_of(variables.begin(), variables.end(),
                  [&](const auto& variable) { return variable.name == to; })) {
    fault("name", element.attribute_position("to"),
          "expected each name once in " + block.name + ", found " + in_quotes(to) + " again");
    return;
  }
  const std::size_t faults = diagnostics_.error_count();
  std::optional<Rule> rule =
      element.local() == "file" ? read_file(element) : read_value(element, scope);
  // After a fault the name is known, its type is not: later expressions are not blamed for it.
  const bool sound = diagnostics_.error_count() == faults;
  scope.add_variable(to, sound ? type_of(*rule) : feel::Type::any());
  if (rule) block.rules.push_back(std::move(*rule));
}

Block Loader::read_block(xml::Element element, std::string_view name_attribute) {
  Block block{element.attribute_or_empty(name_attribute), path(element, "each"), {}};
  feel::Scope scope;
  for (const xml::Element& child : element.children()) {
    const Form* form = form_of(element.local());
    if (child.ns() != kMappingNamespace || !contains(form->children, child.local())) continue;
    read_rule(child, block, scope);
  }
  return block;
}

void Loader::read(xml::Element root, Mapping::State& state) {
  state.id = root.attribute_or_empty("id");
  state.workflow = root.attribute_or_empty("workflow");
  state.version = root.attribute_or_empty("version");
  read_source(only(root, "source"), state);
  state.identity = path(only(root, "identity"), "path");
  const xml::Element raises = only(root, "raises");
  state.event_first = raises.attribute_or_empty("first");
  state.event_again = raises.attribute_or_empty("again");
  for (const xml::Element& child : root.children(kMappingNamespace, "keep-raw"))
    state.keep_raw.push_back(path(child, "path"));
  for (const xml::Element& child : root.children(kMappingNamespace, "ignore"))
    state.ignored.push_back(path(child, "path"));
  for (const xml::Element& child : root.children(kMappingNamespace, "party"))
    state.parties.push_back(read_block(child, "role"));
  std::set<std::string> items;
  for (const xml::Element& child : root.children(kMappingNamespace, "data")) {
    Block block = read_block(child, "into");
    if (!is_snake_case(block.name) || !items.insert(block.name).second) {
      fault("name", child.attribute_position("into"),
            "expected a new name in snake_case, found " + in_quotes(block.name));
    }
    for (const Rule& rule : block.rules) {
      state.fields.push_back(
          Mapping::Field{block.name, rule.to, feel::to_string(type_of(rule)), rule.source});
    }
    state.data.push_back(std::move(block));
  }
}

}  // namespace

Result<Mapping> Mapping::load(const xml::Document& document, Diagnostics& diagnostics) {
  const xml::Element root = document.root();
  if (!root.is(kMappingNamespace, "mapping")) {
    diagnostics.error("root", root.position(),
                      "expected a mapping of namespace " + std::string(kMappingNamespace) +
                          ", found " + in_quotes(root.local()) + " of namespace " +
                          in_quotes(root.ns()));
    return diagnostics.to_error();
  }
  Diagnostics found;
  Loader loader(found);
  auto state = std::make_shared<State>();
  loader.check_forms(root);
  loader.read(root, *state);
  std::vector<Diagnostic> ordered = found.all();
  std::stable_sort(ordered.begin(), ordered.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.source.line, a.source.column) < std::tie(b.source.line, b.source.column);
  });
  for (Diagnostic& diagnostic : ordered) diagnostics.add(std::move(diagnostic));
  if (found.has_errors()) return found.to_error();
  return Mapping(std::move(state));
}

}  // namespace lagrum::intake
