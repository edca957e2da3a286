#pragma once

#include <map>
#include <memory>
#include <optional>
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
};

/// True when the value is null or among the allowed ones.
bool is_allowed(const ItemType& type, const Value& value);

/// `value` as the type wants it: one element for a list of one and the other way round, a date as
/// the midnight that begins it. Null with an issue where it does not conform or is not allowed;
/// `what` names it there.
Value coerced(const ItemType& type, Value value, const std::string& what, const Position& source,
              std::vector<feel::Issue>& issues);

/// A value that comes from outside with what its type's contexts have and it lacks, as null.
Value completed(const ItemType& type, Value value);

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

 private:
  friend class ItemTypeReader;
  std::map<std::string, ItemType, std::less<>> definitions_;
  feel::Types types_;
};

}  // namespace lagrum::dmn
