#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lagrum/result.h"

namespace lagrum {

/// A JSON value of the restricted profile that is hashed and stored: null, booleans, integers of at
/// most 2^53-1 in size, strings in UTF-8, arrays, objects. No fractions, no exponents: amounts are
/// strings.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json>;  ///< std::map keeps RFC 8785's order for ASCII names

  Json() = default;
  Json(const Json& other);
  Json(Json&&) = default;
  Json& operator=(const Json& other);
  Json& operator=(Json&&) = default;
  ~Json() = default;
  // NOLINTBEGIN(google-explicit-constructor): what is put in is a literal of the value
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}
  // NOLINTEND(google-explicit-constructor)

  bool is_null() const { return value_.index() == 0; }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const std::string* string() const { return std::get_if<std::string>(&value_); }
  const Array* array() const { return std::get_if<Array>(&value_); }
  const Object* object() const { return std::get_if<Object>(&value_); }
  Array* array() { return std::get_if<Array>(&value_); }
  Object* object() { return std::get_if<Object>(&value_); }

  /// The member of that name, or null for a missing member or a value that is no object.
  const Json& operator[](std::string_view name) const;

  /// The member as text, integer or boolean, or the given fallback when it is missing or of another
  /// kind.
  std::string text(std::string_view name, std::string_view fallback = {}) const;
  std::int64_t number(std::string_view name, std::int64_t fallback = 0) const;
  bool flag(std::string_view name, bool fallback = false) const;

  friend bool operator==(const Json& left, const Json& right) { return left.equals(right); }

 private:
  Json copy() const;
  bool equals(const Json& other) const;

  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

/// The texts as an array.
Json json_array(const std::vector<std::string>& texts);

inline constexpr std::size_t kJsonDepthMax = 64;
inline constexpr std::int64_t kJsonIntegerMax = 9007199254740991;  // 2^53 - 1

/// The one byte form of a value: RFC 8785 (JSON canonicalisation), object names ordered by UTF-16
/// code units. Fails with kOutOfRange for an integer beyond 2^53-1 and kInvalidArgument for text
/// that is not UTF-8.
Result<std::string> canonical(const Json& value);

/// Reads JSON text of the restricted profile; `canonical(parse_json(t)) == t` exactly for canonical
/// text. Refuses duplicate names, fractions and exponents, unpaired surrogates, depth over
/// kJsonDepthMax.
Result<Json> parse_json(std::string_view text);

/// The text with an indent of two blanks, for people; not canonical.
std::string pretty(const Json& value);

}  // namespace lagrum
