#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dmn/reader.h"
#include "feel/expression.h"
#include "feel/types.h"

namespace lagrum::dmn {

/// How deep item definitions may refer to each other.
inline constexpr std::size_t kTypeDepthMax = 32;

/// A FEEL type with the values it allows. Immutable.
struct ItemType {
  feel::Type type;
  std::optional<feel::UnaryTests> allowed;  ///< of the value, or of each element of a collection
  std::string allowed_text;
  std::shared_ptr<const ItemType> element;  ///< of a collection
  std::vector<std::pair<std::string, std::shared_ptr<const ItemType>>> members;

  /// True where the kind of a value says whether it fits.
  bool is_plain() const {
    using Kind = feel::Type::Kind;
    return !allowed && !element && members.empty() && type.kind != Kind::kList &&
           type.kind != Kind::kContext && type.kind != Kind::kRange && type.kind != Kind::kFunction;
  }
};

/// True when the value is null or among the allowed ones.
bool is_allowed(const ItemType& type, const Value& value);

/// What of a value its type does not allow, as text; empty where all is allowed. What is erased is.
std::string not_allowed(const ItemType& type, const Value& value);
/// True where the type, or a part of it, allows some values only.
bool restricts(const ItemType& type);

/// `value` as the type wants it: one element for a list of one and the other way round, a date as
/// the midnight that begins it. What is new is made in `room`; null, with the reason in `fault`,
/// where the value does not conform or is not allowed.
const Value& fitted(const ItemType& type, const Value& value, Value& room, std::string& fault);

/// Issues of one evaluation beyond so many are not kept.
inline constexpr std::size_t kIssuesMax = 1'000;
inline void add_issue(std::vector<feel::Issue>& issues, feel::Issue issue) {
  if (issues.size() < kIssuesMax) issues.push_back(std::move(issue));
}

/// The same with an issue where the value does not fit; `what()` names it there.
template <class What>
const Value& coerced(const ItemType& type, const Value& value, Value& room, const What& what,
                     const Position& source, std::vector<feel::Issue>& issues) {
  if (value.is_null() || (type.is_plain() && feel::conforms(value, type.type.kind))) return value;
  std::string fault;
  const Value& result = fitted(type, value, room, fault);
  if (!fault.empty()) add_issue(issues, {what() + ": " + fault, source});
  return result;
}

template <class What>
Value coerced(const ItemType& type, Value value, const What& what, const Position& source,
              std::vector<feel::Issue>& issues) {
  Value room;
  const Value& result = coerced(type, value, room, what, source, issues);
  if (&result == &value) return value;
  return result;
}

/// A value that comes from outside with what its type's contexts have and it lacks, as null; what
/// is new is made in `room`.
const Value& completed(const ItemType& type, const Value& value, Value& room);

/// The item definitions of a file.
class ItemTypes {
 public:
  struct Imported {
    std::string name;  ///< of the import; stands before the names of its types, "import.type"
    const ItemTypes* types = nullptr;
  };
  /// Reads all itemDefinition elements; faults go to the reader's diagnostics.
  static ItemTypes read(const Reader& reader, const std::vector<Imported>& imported = {});

  /// The type of that name: a built-in one, with or without the prefix "feel:", or an item
  /// definition. An unknown one is a fault at `source` and gives Any.
  ItemType find(const Reader& reader, std::string_view name, const Position& source) const;
  const feel::Types& types() const { return types_; }
  /// The type at the end of a path, "Application" and then names of members; null where there is
  /// none.
  const ItemType* at(std::string_view definition, std::span<const std::string> path) const;

 private:
  friend class ItemTypeReader;
  std::map<std::string, ItemType, std::less<>> definitions_;
  feel::Types types_;
};

}  // namespace lagrum::dmn
