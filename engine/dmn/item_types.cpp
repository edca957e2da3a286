#include "dmn/item_types.h"

#include <algorithm>

namespace lagrum::dmn {
namespace {

using Kind = feel::Type::Kind;

std::string_view local_name(std::string_view name) {
  constexpr std::string_view kPrefix = "feel:";
  return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
}

ItemType list_type(ItemType element, std::string name) {
  ItemType list;
  list.type = feel::Type::list_of(element.type);
  list.type.name = std::move(name);
  list.element = std::make_shared<const ItemType>(std::move(element));
  return list;
}

/// A list of one for an element, an element for a list of one, midnight for a date.
const Value& reshaped(const feel::Type& type, const Value& value, Value& room) {
  if (value.is_null() || type.kind == Kind::kAny) return value;
  if (type.kind == Kind::kList) return value.list() != nullptr ? value : room = Value(List{value});
  if (value.list() != nullptr && value.list()->size() == 1) return value.list()->front();
  if (type.kind == Kind::kDateTime && value.date() != nullptr) {
    TimeOfDay midnight;
    midnight.has_offset = true;
    return room = DateTime{*value.date(), midnight};
  }
  return value;
}

/// The first part of the value that the type does not take, as text; empty where there is none.
// NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
std::string misfit(const ItemType& type, const Value& value) {
  if (value.is_null()) return {};
  if (!feel::conforms(value, type.type)) {
    return "expected " + feel::to_string(type.type) + ", found " + feel::shown(value);
  }
  if (!is_allowed(type, value))
    return "expected one of " + type.allowed_text + ", found " + feel::shown(value);
  if (type.element && value.list() != nullptr) {
    for (const Value& element : *value.list()) {
      if (std::string found = misfit(*type.element, element); !found.empty()) return found;
    }
  }
  if (value.context() == nullptr) return {};
  for (const auto& [name, member] : type.members) {
    const Value* found = value.context()->find(name);
    if (found == nullptr) return "expected '" + name + "' in " + feel::shown(value);
    if (std::string text = misfit(*member, *found); !text.empty()) return name + ": " + text;
  }
  return {};
}

}  // namespace

bool is_allowed(const ItemType& type, const Value& value) {
  return !type.allowed || value.is_null() || type.allowed->evaluate(value, {}).value.is_true();
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
std::string not_allowed(const ItemType& type, const Value& value) {
  if (value.is_null() || value.erased() != nullptr) return {};
  if (!is_allowed(type, value))
    return "expected one of " + type.allowed_text + ", found " + feel::shown(value);
  if (type.element && value.list() != nullptr) {
    for (const Value& element : *value.list())
      if (std::string fault = not_allowed(*type.element, element); !fault.empty()) return fault;
  }
  if (value.context() == nullptr) return {};
  for (const auto& [name, member] : type.members) {
    const Value* found = value.context()->find(name);
    if (found == nullptr) continue;
    if (std::string fault = not_allowed(*member, *found); !fault.empty())
      return name + ": " + fault;
  }
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
bool restricts(const ItemType& type) {
  return type.allowed || (type.element && restricts(*type.element)) ||
         std::ranges::any_of(type.members,
                             [](const auto& member) { return restricts(*member.second); });
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
const Value& completed(const ItemType& type, const Value& value, Value& room) {
  if (type.element && value.list() != nullptr) {
    List list;
    list.reserve(value.list()->size());
    for (const Value& element : *value.list()) {
      Value made;
      list.push_back(completed(*type.element, element, made));
    }
    return room = Value(std::move(list));
  }
  if (value.context() == nullptr || type.members.empty()) return value;
  Context context = *value.context();
  for (const auto& [name, member] : type.members) {
    const Value* found = context.find(name);
    Value made;
    context.set(name, found == nullptr ? Value() : completed(*member, *found, made));
  }
  return room = Value(std::move(context));
}

const Value& fitted(const ItemType& type, const Value& value, Value& room, std::string& fault) {
  const Value& shaped = reshaped(type.type, value, room);
  fault = misfit(type, shaped);
  return fault.empty() ? shaped : room = nullptr;
}

/// Reads item definitions in the order in which they need each other.
class ItemTypeReader {
 public:
  ItemTypeReader(const Reader& reader, const std::vector<ItemTypes::Imported>& imported)
      : reader_(reader) {
    for (const ItemTypes::Imported& one : imported) {
      const std::string prefix = one.name.empty() ? one.name : one.name + ".";
      for (const auto& [name, type] : one.types->definitions_)
        result_.definitions_.emplace(prefix + name, type);
    }
    for (const xml::Element& element : reader.children(reader.root(), "itemDefinition")) {
      const std::string name = reader.required(element, "name");
      if (!elements_.emplace(name, element).second) {
        reader.error("duplicate-name", element.attribute_position("name"),
                     "expected each item definition once, found '" + name + "' again");
      }
    }
  }

  ItemTypes read_all() {
    for (const auto& [name, element] : elements_) named(name, element.position(), 0);
    for (const auto& [name, type] : result_.definitions_) result_.types_.emplace(name, type.type);
    return std::move(result_);
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
  ItemType named(std::string_view name, const Position& source, std::size_t depth) {
    const auto element = elements_.find(std::string(local_name(name)));
    if (element == elements_.end()) return result_.find(reader_, name, source);
    const auto known = result_.definitions_.find(element->first);
    if (known != result_.definitions_.end()) return known->second;
    if (depth > kTypeDepthMax ||
        std::find(open_.begin(), open_.end(), element->first) != open_.end()) {
      reader_.error("cyclic-type", source,
                    "expected item definitions that do not contain each other, found '" +
                        element->first + "'");
      return {};
    }
    open_.push_back(element->first);
    ItemType type = read(element->second, depth + 1);
    type.type.name = element->first;
    open_.pop_back();
    result_.definitions_.emplace(element->first, type);
    return type;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
  ItemType read(const xml::Element& element, std::size_t depth) {
    reader_.check_children(
        element, {"typeRef", "allowedValues", "typeConstraint", "itemComponent", "functionItem"});
    if (depth > kTypeDepthMax) {
      reader_.error("cyclic-type", element.position(),
                    "expected item components of at most 32 levels");
      return {};
    }
    ItemType type = core(element, depth);
    restrict(element, "allowedValues", type);
    if (element.attribute_or_empty("isCollection") != "true") {
      restrict(element, "typeConstraint", type);
      return type;
    }
    ItemType list = list_type(std::move(type), {});
    restrict(element, "typeConstraint", list);
    return list;
  }

  /// The type without its restrictions, of one element where it is a collection.
  // NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
  ItemType core(const xml::Element& element, std::size_t depth) {
    if (const xml::Element reference = reader_.child(element, "typeRef")) {
      return named(reference.trimmed_text(), reference.position(), depth);
    }
    if (const xml::Element function = reader_.child(element, "functionItem"))
      return of_function(function, depth);
    ItemType type;
    std::vector<feel::Type::Member> members;
    for (const xml::Element& component : reader_.children(element, "itemComponent")) {
      const std::string name = reader_.required(component, "name");
      ItemType member = read(component, depth + 1);
      members.push_back({name, member.type});
      type.members.emplace_back(name, std::make_shared<const ItemType>(std::move(member)));
    }
    if (!members.empty()) type.type = feel::Type::context_of(std::move(members));
    return type;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
  ItemType of_function(const xml::Element& element, std::size_t depth) {
    std::vector<feel::Type::Member> parameters;
    for (const xml::Element& parameter : reader_.children(element, "parameters")) {
      parameters.push_back(
          {reader_.required(parameter, "name"), attribute_type(parameter, "typeRef", depth)});
    }
    ItemType type;
    type.type = feel::Type::function_of(std::move(parameters),
                                        attribute_type(element, "outputTypeRef", depth));
    return type;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kTypeDepthMax
  feel::Type attribute_type(const xml::Element& element, std::string_view attribute,
                            std::size_t depth) {
    return named(element.attribute_or_empty(attribute), element.attribute_position(attribute),
                 depth)
        .type;
  }

  void restrict(const xml::Element& element, std::string_view local, ItemType& type) {
    if (!reader_.child(element, local)) return;
    const SourceText text = reader_.text_of(element, local);
    auto tests = feel::UnaryTests::compile(text.text, {}, type.type, text.position);
    if (!tests) {
      reader_.error(tests.error());
      return;
    }
    type.allowed = std::move(tests).value();
    type.allowed_text = text.text;
  }

  const Reader& reader_;
  std::map<std::string, xml::Element> elements_;
  std::vector<std::string> open_;
  ItemTypes result_;
};

ItemTypes ItemTypes::read(const Reader& reader, const std::vector<Imported>& imported) {
  return ItemTypeReader(reader, imported).read_all();
}

ItemType ItemTypes::find(const Reader& reader, std::string_view name,
                         const Position& source) const {
  const std::string_view local = local_name(name);
  if (const auto found = definitions_.find(local); found != definitions_.end())
    return found->second;
  if (local.empty()) return {};
  // Editors of DMN 1.1 write the types of their host language.
  const bool number = local == "integer" || local == "long" || local == "double";
  if (auto type = feel::parse_type(number ? "number" : local)) {
    ItemType built_in;
    built_in.type = std::move(type).value();
    return built_in;
  }
  std::vector<std::string> candidates = {"string", "number", "boolean",
                                         "date",   "time",   "date and time"};
  for (const auto& [known, type] : definitions_) candidates.push_back(known);
  reader.error("unknown-type", source,
               "expected a FEEL type or item definition, found '" + std::string(name) + "'" +
                   suggestion(local, candidates));
  return {};
}

const ItemType* ItemTypes::at(std::string_view definition,
                              std::span<const std::string> path) const {
  const auto found = definitions_.find(definition);
  const ItemType* type = found == definitions_.end() ? nullptr : &found->second;
  for (const std::string& name : path) {
    if (type == nullptr) return nullptr;
    const auto member = std::find_if(type->members.begin(), type->members.end(),
                                     [&](const auto& each) { return each.first == name; });
    type = member == type->members.end() ? nullptr : member->second.get();
  }
  return type;
}

}  // namespace lagrum::dmn
