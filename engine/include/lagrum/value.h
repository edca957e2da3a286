#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lagrum/json.h"
#include "lagrum/result.h"
#include "lagrum/time.h"

namespace lagrum {

/// A decimal number of 34 digits (IEEE 754-2008 decimal128), FEEL's number. Arithmetic is in
/// feel/decimal.h.
struct Decimal {
  std::uint64_t low = 0;
  std::uint64_t high = 0x3040000000000000;  // the number zero

  static Decimal from_integer(std::int64_t value);
  /// Reads "-12.50", "1e3"; fails with kInvalidArgument for anything else, also for NaN and
  /// infinities.
  static Result<Decimal> parse(std::string_view text);
  /// True when the number is a whole one that fits.
  bool to_integer(std::int64_t& value) const;
};

/// Without exponent where at most 34 digits suffice; trailing zeros of a fraction are kept out.
std::string to_string(const Decimal& value);

/// A time of day with optional offset from UTC or zone name.
struct TimeOfDay {
  std::int32_t second_of_day = 0;  ///< 0 to 86399
  std::uint32_t nanosecond = 0;
  bool has_offset = false;
  std::int32_t offset_seconds = 0;
  std::string zone;

  friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};

/// A FEEL date: proleptic Gregorian, years beyond 9999 allowed.
struct CivilDate {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;

  friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

CivilDate to_civil(Date date);
/// Fails with kOutOfRange outside the years 1 to 9999.
Result<Date> to_date(const CivilDate& date);

struct DateTime {
  CivilDate date;
  TimeOfDay time;
  friend bool operator==(const DateTime&, const DateTime&) = default;
};

/// FEEL's "years and months duration".
struct MonthsDuration {
  std::int64_t months = 0;
  friend auto operator<=>(const MonthsDuration&, const MonthsDuration&) = default;
};

/// FEEL's "days and time duration".
struct SecondsDuration {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;  ///< same sign as seconds
  friend auto operator<=>(const SecondsDuration&, const SecondsDuration&) = default;
};

class Value;
struct RangeValue;
class FunctionValue;  // feel/function.h

using List = std::vector<Value>;

/// How many levels lists, contexts, ranges and functions may stand in each other. What would be
/// deeper is null.
inline constexpr std::uint32_t kValueDepthMax = 500;

/// Named values in the order in which they were written. Names may hold blanks. Finding one takes
/// the same time among many as among few.
class Context {
 public:
  using Entry = std::pair<std::string, Value>;

  Context();
  Context(std::initializer_list<Entry> entries);
  /// Of entries whose names are all different.
  explicit Context(std::vector<Entry> entries);
  Context(const Context&);
  Context(Context&&) noexcept;
  Context& operator=(const Context&);
  Context& operator=(Context&&) noexcept;
  ~Context();

  /// The value of that name, or null when there is none.
  const Value* find(std::string_view name) const;
  Value* find(std::string_view name);
  /// Replaces the value of that name in place, or adds it last.
  void set(std::string_view name, Value value);
  bool erase(std::string_view name);
  bool empty() const;
  std::size_t size() const;
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::size_t place_of(std::string_view name) const;
  void index_all();
  void index(std::size_t place);

  std::vector<Entry> entries_;
  // Where there are many: the places of the entries plus one, by the hash of their names, with free
  // ones between them. Empty where there are few.
  std::vector<std::uint32_t> places_;
};

/// A value that was erased from the record; the sequence is that of the erasure. A guard that reads
/// it fails.
struct Erased {
  std::uint64_t sequence = 0;
  friend bool operator==(const Erased&, const Erased&) = default;
};

/// A FEEL value. Lists and contexts are shared and copied on write by their owners; a Value is
/// immutable once it is in a context. Safe to read from several threads.
class Value {
 public:
  using Variant =
      std::variant<std::monostate, bool, Decimal, std::string, CivilDate, TimeOfDay, DateTime,
                   MonthsDuration, SecondsDuration, std::shared_ptr<const List>,
                   std::shared_ptr<const Context>, std::shared_ptr<const RangeValue>,
                   std::shared_ptr<const FunctionValue>, Erased>;

  Value() = default;
  // NOLINTBEGIN(google-explicit-constructor): what is put in is a literal of the value
  Value(std::nullptr_t) {}
  Value(bool value) : value_(value) {}
  Value(Decimal value) : value_(value) {}
  Value(std::string value) : value_(std::move(value)) {}
  Value(std::string_view value) : value_(std::string(value)) {}
  Value(const char* value) : value_(std::string(value)) {}
  Value(CivilDate value) : value_(value) {}
  Value(Date value) : value_(to_civil(value)) {}
  Value(TimeOfDay value) : value_(std::move(value)) {}
  Value(DateTime value) : value_(std::move(value)) {}
  Value(MonthsDuration value) : value_(value) {}
  Value(SecondsDuration value) : value_(value) {}
  Value(List value);
  Value(Context value);
  Value(RangeValue value);
  Value(Erased value) : value_(value) {}
  // NOLINTEND(google-explicit-constructor)
  explicit Value(std::shared_ptr<const FunctionValue> value);
  static Value integer(std::int64_t value) { return Value(Decimal::from_integer(value)); }

  bool is_null() const { return value_.index() == 0; }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const Decimal* number() const { return std::get_if<Decimal>(&value_); }
  const std::string* string() const { return std::get_if<std::string>(&value_); }
  const CivilDate* date() const { return std::get_if<CivilDate>(&value_); }
  const TimeOfDay* time() const { return std::get_if<TimeOfDay>(&value_); }
  const DateTime* date_time() const { return std::get_if<DateTime>(&value_); }
  const MonthsDuration* months_duration() const { return std::get_if<MonthsDuration>(&value_); }
  const SecondsDuration* seconds_duration() const { return std::get_if<SecondsDuration>(&value_); }
  const List* list() const { return shared<List>(); }
  const Context* context() const { return shared<Context>(); }
  const RangeValue* range() const { return shared<RangeValue>(); }
  const FunctionValue* function() const { return shared<FunctionValue>(); }
  const Erased* erased() const { return std::get_if<Erased>(&value_); }

  const Variant& variant() const { return value_; }

  /// The levels of lists, contexts, ranges and functions in it; 0 for a scalar.
  std::uint32_t depth() const;

  /// True for the boolean true and for nothing else.
  bool is_true() const { return boolean() != nullptr && *boolean(); }

 private:
  template <class T>
  const T* shared() const {
    const auto* pointer = std::get_if<std::shared_ptr<const T>>(&value_);
    return pointer == nullptr ? nullptr : pointer->get();
  }

  Variant value_;
};

struct RangeValue {
  Value low;
  Value high;
  bool low_included = true;
  bool high_included = true;
  /// "<=" of "(<= 10)", whose other end is open; "=" and "!=" have the same value at both ends.
  /// Empty for an interval such as "[1..10]".
  std::string comparison = {};
};

/// Same type and same content; numbers by value (1.0 is 1), contexts without regard to order.
bool operator==(const Value& a, const Value& b);

/// Name of the value's FEEL type: "number", "date and time", "list", …
std::string_view type_name(const Value& value);

/// Upper bound of a value's text in bytes.
inline constexpr std::size_t kValueTextMax = std::size_t{4} << 20;

/// As FEEL would write it as a literal: strings in quotes. What is longer than `bytes_max` is cut
/// there and ends with "…".
std::string to_string(const Value& value, std::size_t bytes_max = kValueTextMax);

/// As FEEL's string() gives it: a string without quotes, a date as 2027-02-16, an empty value as
/// "null". Cut as to_string.
std::string plain_text(const Value& value);

/// The typed JSON form in which values are stored and hashed. Null, booleans and strings are
/// themselves; every other type is an object of one member named for it: {"number":"12.50"},
/// {"date":"2027-02-16"},
/// {"time":…}, {"date-time":…}, {"duration":"P2M"}, {"list":[…]}, {"context":[["name",value],…]},
/// {"range":[low included, low, high, high included]} or {"range":["<=",value]}, {"erased":41}.
/// Functions have no stored form and fail with kInvalidArgument, values of more than 20 levels or a
/// hundred thousand parts with kOutOfRange.
Result<Json> to_json(const Value& value);
Result<Value> value_from_json(const Json& json);

/// Reads the lexical form of a declared type as used in scenarios and on the command line.
/// `type` is string, number, boolean, date, time, date-time, duration or any FEEL type name.
/// Fails with kInvalidArgument naming what was expected and found.
Result<Value> parse_value(std::string_view type, std::string_view text);

}  // namespace lagrum
