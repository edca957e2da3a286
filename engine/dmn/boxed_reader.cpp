#include <algorithm>
#include <array>
#include <utility>

#include "dmn/boxed.h"

namespace lagrum::dmn {
namespace {

using Kind = feel::Type::Kind;
using Is = Boxed::Is;

/// Reads expressions in one scope; boxes that add names read what is inside in a wider one.
class BoxedReader {
 public:
  BoxedReader(const Reader& reader, const ItemTypes& types, const feel::Scope& scope)
      : reader_(reader), types_(types), scope_(scope) {}

  // NOLINTBEGIN(misc-no-recursion): as deep as the XML document, which the gate bounds

  std::optional<Boxed> read_in(const xml::Element& holder, const ItemType& result) const {
    for (const xml::Element& element : reader_.children(holder)) {
      if (is_expression(element.local())) return read(element, result);
    }
    return std::nullopt;
  }

 private:
  using Member = Boxed (BoxedReader::*)(const xml::Element&, Boxed) const;
  struct Row {
    std::string_view local;
    Is is;
    Member read;
  };
  static const std::array<Row, 12> kRows;
  friend bool lagrum::dmn::is_expression(std::string_view local);

  Boxed read(const xml::Element& element, const ItemType& result) const {
    const auto row = std::find_if(kRows.begin(), kRows.end(),
                                  [&](const Row& one) { return one.local == element.local(); });
    Boxed boxed;
    boxed.is = row->is;
    boxed.position = element.position();
    boxed.type = declared(element, "typeRef");
    if (boxed.type.type.kind == Kind::kAny) boxed.type = result;
    reader_.check_language(element);
    return (this->*row->read)(element, std::move(boxed));
  }

  ItemType declared(const xml::Element& element, std::string_view attribute) const {
    return types_.find(reader_, element.attribute_or_empty(attribute),
                       element.attribute_position(attribute));
  }

  BoxedReader wider(const feel::Scope& scope) const { return {reader_, types_, scope}; }

  /// The expression in `holder`, which must be there.
  Boxed required_in(const xml::Element& holder, const ItemType& result = {}) const {
    if (auto found = read_in(holder, result)) return std::move(*found);
    return missing(holder, "expected an expression in '" + std::string(holder.local()) + "'");
  }

  Boxed required_part(const xml::Element& element, std::string_view local) const {
    const xml::Element part = reader_.child(element, local);
    if (part) return required_in(part);
    return missing(
        element, "expected '" + std::string(local) + "' in '" + std::string(element.local()) + "'");
  }

  Boxed missing(const xml::Element& element, std::string message) const {
    Boxed boxed;
    boxed.position = element.position();
    boxed.fault = message;
    reader_.error("no-logic", element.position(), std::move(message));
    return boxed;
  }

  /// What `read` makes of the text or table. It stays a fault where there is one, which in the
  /// standard's profile is no error but a null.
  template <class F>
  Boxed guarded(Boxed boxed, F&& read) const {
    const Is is = std::exchange(boxed.is, Is::kFault);
    Diagnostics own;
    read(Reader(reader_, own), boxed);
    for (const Diagnostic& diagnostic : own.all()) {
      if (boxed.fault.empty()) {
        boxed.fault = diagnostic.message;
        boxed.position = diagnostic.source;
      }
      reader_.add(diagnostic, scope_.profile() == feel::Profile::kCase ? diagnostic.severity
                                                                       : Severity::kWarning);
    }
    if (!own.has_errors()) boxed.is = is;
    return boxed;
  }

  Boxed literal(const xml::Element& element, Boxed boxed) const {
    reader_.check_children(element, {"text", "importedValues"});
    return guarded(std::move(boxed), [&](const Reader& reader, Boxed& into) {
      const SourceText text = reader.own_text(element);
      auto compiled = feel::Expression::compile(text.text, scope_, text.position);
      if (!compiled) return reader.error(compiled.error());
      into.expression = std::move(compiled).value();
    });
  }

  Boxed table(const xml::Element& element, Boxed boxed) const {
    return guarded(std::move(boxed), [&](const Reader& reader, Boxed& into) {
      into.table = read_table(reader, types_, scope_, element, into.type);
    });
  }

  Boxed context(const xml::Element& element, Boxed boxed) const {
    reader_.check_children(element, {"contextEntry"});
    feel::Scope scope = scope_;
    for (const xml::Element& entry : reader_.children(element, "contextEntry")) {
      const xml::Element variable = reader_.child(entry, "variable");
      const std::string name = variable ? variable.attribute_or_empty("name") : std::string();
      const auto& known = boxed.names;
      if (!name.empty() && std::find(known.begin(), known.end(), name) != known.end()) {
        reader_.error("duplicate-name", variable.position(),
                      "expected each entry once, found '" + name + "' again");
      }
      ItemType type = variable ? declared(variable, "typeRef") : ItemType{};
      if (type.type.kind == Kind::kAny) type = member_of(boxed.type, name);
      boxed.children.push_back(wider(scope).required_in(entry, type));
      boxed.names.push_back(name);
      scope.add_variable(name, boxed.children.back().result_type());
    }
    return boxed;
  }

  static ItemType member_of(const ItemType& type, const std::string& name) {
    for (const auto& [member, inner] : type.members) {
      if (member == name) return *inner;
    }
    return {};
  }

  Boxed list(const xml::Element& element, Boxed boxed) const {
    const ItemType inner = boxed.type.element ? *boxed.type.element : ItemType{};
    for (const xml::Element& part : reader_.children(element)) {
      if (is_expression(part.local())) boxed.children.push_back(read(part, inner));
    }
    return boxed;
  }

  Boxed relation(const xml::Element& element, Boxed boxed) const {
    reader_.check_children(element, {"column", "row"});
    std::vector<ItemType> columns;
    for (const xml::Element& column : reader_.children(element, "column")) {
      boxed.names.push_back(reader_.required(column, "name"));
      columns.push_back(declared(column, "typeRef"));
    }
    for (const xml::Element& row : reader_.children(element, "row")) {
      std::size_t number = 0;
      for (const xml::Element& cell : reader_.children(row)) {
        if (!is_expression(cell.local())) continue;
        boxed.children.push_back(
            read(cell, number < columns.size() ? columns[number] : ItemType{}));
        ++number;
      }
      if (number == columns.size()) continue;
      reader_.error(
          "table-width", row.position(),
          "expected " + std::to_string(columns.size()) + " cells, found " + std::to_string(number));
    }
    return boxed;
  }

  Boxed function(const xml::Element& element, Boxed boxed) const {
    const std::string kind = element.attribute_or_empty("kind");
    if (!kind.empty() && kind != "FEEL") {
      return guarded(std::move(boxed), [&](const Reader& reader, Boxed&) {
        reader.error("not-carried-out", element.attribute_position("kind"),
                     "expected a function of FEEL, found '" + kind + "'");
      });
    }
    boxed.parameters = read_parameters(reader_, types_, element);
    feel::Scope scope = scope_;
    for (const Boxed::Parameter& parameter : boxed.parameters)
      scope.add_variable(parameter.name, parameter.type.type);
    ItemType result = declared(element, "typeRef");
    if (result.type.kind == Kind::kFunction || result.type.kind == Kind::kAny) {
      boxed.type = result;
      result = {};
    } else {
      boxed.type = {};
    }
    boxed.children.push_back(wider(scope).required_in(element, result));
    return boxed;
  }

  Boxed invocation(const xml::Element& element, Boxed boxed) const {
    boxed.children.push_back(required_in(element));
    for (const xml::Element& binding : reader_.children(element, "binding")) {
      const xml::Element parameter = reader_.child(binding, "parameter");
      boxed.names.push_back(parameter ? reader_.required(parameter, "name") : std::string());
      const ItemType type = parameter ? declared(parameter, "typeRef") : ItemType{};
      auto argument = read_in(binding, type);
      boxed.children.push_back(argument ? std::move(*argument) : nothing(binding));
    }
    return boxed;
  }

  /// A binding without an expression gives null.
  Boxed nothing(const xml::Element& element) const {
    Boxed boxed;
    boxed.is = Is::kLiteral;
    boxed.position = element.position();
    boxed.expression = feel::Expression::compile("null", {}, element.position()).value();
    return boxed;
  }

  Boxed conditional(const xml::Element& element, Boxed boxed) const {
    reader_.check_children(element, {"if", "then", "else"});
    for (const std::string_view part : {"if", "then", "else"})
      boxed.children.push_back(required_part(element, part));
    return boxed;
  }

  Boxed filter(const xml::Element& element, Boxed boxed) const {
    reader_.check_children(element, {"in", "match"});
    boxed.children.push_back(required_part(element, "in"));
    const feel::Type type = boxed.children.front().result_type();
    feel::Scope scope = scope_;
    const feel::Type item = type.element ? *type.element : feel::Type::any();
    if (item.kind == Kind::kContext && item.members) {
      for (const feel::Type::Member& member : *item.members) {
        boxed.names.push_back(member.name);
        scope.add_variable(member.name, member.type);
      }
    }
    scope.add_variable("item", item);
    boxed.children.push_back(wider(scope).required_part(element, "match"));
    return boxed;
  }

  Boxed iteration(const xml::Element& element, Boxed boxed) const {
    const std::string_view last = boxed.is == Is::kFor ? "return" : "satisfies";
    reader_.check_children(element, {"in", last});
    boxed.names.push_back(reader_.required(element, "iteratorVariable"));
    boxed.children.push_back(required_part(element, "in"));
    const feel::Type type = boxed.children.front().result_type();
    feel::Scope scope = scope_;
    scope.add_variable(boxed.names.front(), type.element ? *type.element : feel::Type::any());
    if (boxed.is == Is::kFor) scope.add_variable("partial", feel::Type::of(Kind::kList));
    boxed.children.push_back(wider(scope).required_part(element, last));
    if (boxed.is == Is::kFor && reads_partial(boxed.children.back()))
      boxed.names.emplace_back("partial");
    return boxed;
  }

  /// Whether the results so far are wanted; where that is hard to tell, they are.
  static bool reads_partial(const Boxed& boxed) {
    if (!boxed.expression) return boxed.is != Is::kFault;
    const auto& reads = boxed.expression->reads();
    return std::any_of(reads.begin(), reads.end(),
                       [](const std::string& path) { return path.starts_with("partial"); });
  }

  // NOLINTEND(misc-no-recursion)

  const Reader& reader_;
  const ItemTypes& types_;
  const feel::Scope& scope_;
};

const std::array<BoxedReader::Row, 12> BoxedReader::kRows = {
    Row{"literalExpression", Is::kLiteral, &BoxedReader::literal},
    Row{"decisionTable", Is::kTable, &BoxedReader::table},
    Row{"context", Is::kContext, &BoxedReader::context},
    Row{"list", Is::kList, &BoxedReader::list},
    Row{"relation", Is::kRelation, &BoxedReader::relation},
    Row{"functionDefinition", Is::kFunction, &BoxedReader::function},
    Row{"invocation", Is::kInvocation, &BoxedReader::invocation},
    Row{"conditional", Is::kConditional, &BoxedReader::conditional},
    Row{"filter", Is::kFilter, &BoxedReader::filter},
    Row{"for", Is::kFor, &BoxedReader::iteration},
    Row{"some", Is::kSome, &BoxedReader::iteration},
    Row{"every", Is::kEvery, &BoxedReader::iteration},
};

/// A context of these names, where each is named; else the type of the last entry.
// NOLINTNEXTLINE(misc-no-recursion): boxed expressions are as deep as the XML gate allows
feel::Type context_type(const Boxed& boxed) {
  std::vector<feel::Type::Member> members;
  for (std::size_t i = 0; i < boxed.children.size(); ++i) {
    if (boxed.names[i].empty()) return boxed.children[i].result_type();
    members.push_back({boxed.names[i], boxed.children[i].result_type()});
  }
  return feel::Type::context_of(std::move(members));
}

feel::Type relation_type(const Boxed& boxed) {
  std::vector<feel::Type::Member> members;
  for (const std::string& name : boxed.names) members.push_back({name, {}});
  return feel::Type::list_of(feel::Type::context_of(std::move(members)));
}

}  // namespace

bool is_expression(std::string_view local) {
  return std::any_of(BoxedReader::kRows.begin(), BoxedReader::kRows.end(),
                     [&](const auto& row) { return row.local == local; });
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the XML document
feel::Type Boxed::result_type() const {
  if (type.type.kind != Kind::kAny) return type.type;
  switch (is) {
    case Is::kLiteral:
      return expression->type();
    case Is::kTable:
      return table->result_type();
    case Is::kContext:
      return context_type(*this);
    case Is::kRelation:
      return relation_type(*this);
    case Is::kFunction:
      return function_type(parameters, children.front().result_type());
    case Is::kSome:
    case Is::kEvery:
      return feel::Type::of(Kind::kBoolean);
    case Is::kList:
    case Is::kFor:
      return feel::Type::of(Kind::kList);
    case Is::kFilter:
      return children.front().result_type();
    case Is::kFault:
    case Is::kInvocation:
    case Is::kConditional:
      break;
  }
  return feel::Type::any();
}

feel::Type function_type(const std::vector<Boxed::Parameter>& parameters,
                         const feel::Type& result) {
  std::vector<feel::Type::Member> members;
  members.reserve(parameters.size());
  for (const Boxed::Parameter& parameter : parameters)
    members.push_back({parameter.name, parameter.type.type});
  return feel::Type::function_of(std::move(members), result);
}

std::optional<Boxed> read_boxed(const Reader& reader, const ItemTypes& types,
                                const feel::Scope& scope, const xml::Element& holder,
                                const ItemType& result) {
  return BoxedReader(reader, types, scope).read_in(holder, result);
}

std::vector<Boxed::Parameter> read_parameters(const Reader& reader, const ItemTypes& types,
                                              const xml::Element& holder) {
  std::vector<Boxed::Parameter> parameters;
  for (const xml::Element& element : reader.children(holder, "formalParameter")) {
    parameters.push_back(
        {reader.required(element, "name"), types.find(reader, element.attribute_or_empty("typeRef"),
                                                      element.attribute_position("typeRef"))});
  }
  return parameters;
}

}  // namespace lagrum::dmn
