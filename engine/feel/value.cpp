#include "lagrum/value.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <set>
#include <utility>

#include "feel/decimal.h"
#include "feel/function.h"
#include "feel/operators.h"
#include "feel/temporal.h"
#include "feel/types.h"

namespace lagrum {
namespace {

/// Beyond this depth values are shortened in texts and have no stored form.
constexpr std::size_t kDepthMax = (kJsonDepthMax - 4) / 3;  // a context takes three levels of JSON

/// Values with more parts have no stored form; a part that is shared counts each time.
constexpr std::size_t kStoredPartsMax = 100'000;

Error expected(std::string_view what, std::string_view found) {
  return Error{ErrorCode::kInvalidArgument,
               "expected " + std::string(what) + ", found '" + std::string(found) + "'",
               {},
               {}};
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        result += c;
    }
  }
  return result + "\"";
}

/// Writes a value as a literal, or without quotes and constructors, up to a length: values may
/// share their parts, so that few of them make a long text.
class Printer {
 public:
  explicit Printer(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  std::string literal(const Value& value) {
    write(value, false);
    return finished();
  }
  std::string plain(const Value& value) {
    write(value, true);
    return finished();
  }

  void operator()(std::monostate) { add("null"); }
  void operator()(bool value) { add(value ? "true" : "false"); }
  void operator()(const Decimal& value) { add(to_string(value)); }
  void operator()(const std::string& value) { add(plain_ ? value : quoted(value)); }
  void operator()(const CivilDate& value) { add_made("date", feel::to_string(value)); }
  void operator()(const TimeOfDay& value) { add_made("time", feel::to_string(value)); }
  void operator()(const DateTime& value) { add_made("date and time", feel::to_string(value)); }
  void operator()(const MonthsDuration& value) { add_made("duration", feel::to_string(value)); }
  void operator()(const SecondsDuration& value) { add_made("duration", feel::to_string(value)); }
  void operator()(const std::shared_ptr<const List>& list) {
    add("[");
    for (std::size_t i = 0; i < list->size() && !full(); ++i) {
      if (i > 0) add(", ");
      write((*list)[i], false);
    }
    add("]");
  }
  void operator()(const std::shared_ptr<const Context>& context) {
    add("{");
    bool first = true;
    for (const auto& [name, value] : context->entries()) {
      if (full()) break;
      if (!first) add(", ");
      first = false;
      add((is_plain_name(name) ? name : quoted(name)) + ": ");
      write(value, false);
    }
    add("}");
  }
  void operator()(const std::shared_ptr<const RangeValue>& range) {
    if (!range->comparison.empty()) {
      add(range->comparison + " ");
      return write(feel::operand_of(*range), false);
    }
    add(range->low_included ? "[" : "(");
    write(range->low, false);
    add("..");
    write(range->high, false);
    add(range->high_included ? "]" : ")");
  }
  void operator()(const std::shared_ptr<const FunctionValue>&) { add("function"); }
  void operator()(const Erased& value) { add("erased(" + std::to_string(value.sequence) + ")"); }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): bounded by kDepthMax
  void write(const Value& value, bool plain) {
    if (depth_ > kDepthMax) return add(kCut);
    ++depth_;
    plain_ = plain;
    std::visit(*this, value.variant());
    --depth_;
  }

  void add(std::string_view text) {
    if (!full()) text_ += text;
  }
  void add_made(std::string_view constructor, const std::string& text) {
    add(plain_ ? text : std::string(constructor) + "(\"" + text + "\")");
  }
  bool full() const { return text_.size() > bytes_max_; }

  std::string finished() {
    if (!full()) return std::move(text_);
    std::size_t end = bytes_max_;
    while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) --end;
    return text_.substr(0, end).append(kCut);
  }

  static constexpr std::string_view kCut = "…";

  std::size_t bytes_max_;
  std::size_t depth_ = 0;
  bool plain_ = false;
  std::string text_;
};

/// Compares two values. A part that many others hold would be compared as often as ways lead to it:
/// past kEqualPartsPlain, those that were found equal are remembered.
class Equality {
 public:
  // NOLINTBEGIN(misc-no-recursion): bounded by kDepthMax

  bool equal(const Value& a, const Value& b) {
    if (a.variant().index() != b.variant().index() || depth_ > kDepthMax * 8) return false;
    if (a.number() != nullptr) return feel::compare(*a.number(), *b.number()) == 0;
    if (a.list() != nullptr) return equal_parts(*a.list(), *b.list());
    if (a.context() != nullptr) return equal_parts(*a.context(), *b.context());
    if (a.range() != nullptr) return equal_parts(*a.range(), *b.range());
    if (a.boolean() != nullptr) return *a.boolean() == *b.boolean();
    if (a.string() != nullptr) return *a.string() == *b.string();
    if (a.date() != nullptr) return *a.date() == *b.date();
    if (a.time() != nullptr) return *a.time() == *b.time();
    if (a.date_time() != nullptr) return *a.date_time() == *b.date_time();
    if (a.months_duration() != nullptr) return *a.months_duration() == *b.months_duration();
    if (a.seconds_duration() != nullptr) return *a.seconds_duration() == *b.seconds_duration();
    if (a.function() != nullptr) return a.function() == b.function();
    if (a.erased() != nullptr) return *a.erased() == *b.erased();
    return a.is_null();
  }

 private:
  static constexpr std::size_t kEqualPartsPlain = 1'000;

  template <class Whole>
  bool equal_parts(const Whole& a, const Whole& b) {
    if (&a == &b || equal_.contains({&a, &b})) return true;
    ++depth_;
    const bool same = compare(a, b);
    --depth_;
    if (same && ++compared_ > kEqualPartsPlain) equal_.emplace(&a, &b);
    return same;
  }

  bool compare(const List& a, const List& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Value& one, const Value& other) { return equal(one, other); });
  }

  bool compare(const Context& a, const Context& b) {
    return a.size() == b.size() &&
           std::all_of(a.entries().begin(), a.entries().end(), [&](const Context::Entry& entry) {
             const Value* other = b.find(entry.first);
             return other != nullptr && equal(entry.second, *other);
           });
  }

  bool compare(const RangeValue& a, const RangeValue& b) {
    return a.low_included == b.low_included && a.high_included == b.high_included &&
           a.comparison == b.comparison && equal(a.low, b.low) && equal(a.high, b.high);
  }

  // NOLINTEND(misc-no-recursion)

  std::size_t depth_ = 0;
  std::size_t compared_ = 0;
  std::set<std::pair<const void*, const void*>> equal_;
};

// NOLINTBEGIN(misc-no-recursion): bounded by kDepthMax

/// Moves the value, which an initializer list would copy with all its parts.
Json member(const char* name, Json value) {
  Json::Object object;
  object.emplace(name, std::move(value));
  return Json(std::move(object));
}

/// Where in a value its stored form is being made.
struct Stored {
  std::size_t* parts = nullptr;
  std::size_t depth = 0;

  Stored inner() const { return {parts, depth + 1}; }
};

Result<Json> json_of(const Value& value, Stored at);

Result<Json> json_of(const List& list, Stored at) {
  Json::Array elements;
  for (const Value& element : list) {
    LAGRUM_ASSIGN(Json json, json_of(element, at.inner()));
    elements.push_back(std::move(json));
  }
  return member("list", std::move(elements));
}

Result<Json> json_of(const Context& context, Stored at) {
  Json::Array entries;
  for (const auto& [name, value] : context.entries()) {
    LAGRUM_ASSIGN(Json json, json_of(value, at.inner()));
    Json::Array entry;
    entry.emplace_back(name);
    entry.push_back(std::move(json));
    entries.emplace_back(std::move(entry));
  }
  return member("context", std::move(entries));
}

/// {"range":[low included, low, high, high included]} or {"range":["<=",value]}
Result<Json> json_of(const RangeValue& range, Stored at) {
  if (!range.comparison.empty()) {
    LAGRUM_ASSIGN(Json operand, json_of(feel::operand_of(range), at.inner()));
    return member("range", Json::Array{Json(range.comparison), std::move(operand)});
  }
  LAGRUM_ASSIGN(Json low, json_of(range.low, at.inner()));
  LAGRUM_ASSIGN(Json high, json_of(range.high, at.inner()));
  return member("range", Json::Array{Json(range.low_included), std::move(low), std::move(high),
                                     Json(range.high_included)});
}

Result<Json> json_of(const Value& value, Stored at) {
  if (++*at.parts > kStoredPartsMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected a value of at most " + std::to_string(kStoredPartsMax) + " parts",
                 {},
                 {}};
  }
  if (at.depth > kDepthMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected a value of at most " + std::to_string(kDepthMax) + " levels",
                 {},
                 {}};
  }
  if (value.list() != nullptr) return json_of(*value.list(), at);
  if (value.context() != nullptr) return json_of(*value.context(), at);
  if (value.range() != nullptr) return json_of(*value.range(), at);
  if (value.is_null()) return Json();
  if (value.boolean() != nullptr) return Json(*value.boolean());
  if (value.string() != nullptr) return Json(*value.string());
  if (value.number() != nullptr) return member("number", to_string(*value.number()));
  if (value.date() != nullptr) return member("date", plain_text(value));
  if (value.time() != nullptr) return member("time", plain_text(value));
  if (value.date_time() != nullptr) return member("date-time", plain_text(value));
  if (value.erased() != nullptr) {
    return member("erased", Json(static_cast<std::int64_t>(value.erased()->sequence)));
  }
  if (value.function() == nullptr) return member("duration", plain_text(value));
  return Error{
      ErrorCode::kInvalidArgument, "expected a value that can be stored, found a function", {}, {}};
}

Result<Value> value_of(const Json& json, std::size_t depth);

Result<Value> list_of(const Json& json, std::size_t depth) {
  if (json.array() == nullptr) return expected("an array", "list");
  List list;
  for (const Json& element : *json.array()) {
    LAGRUM_ASSIGN(Value value, value_of(element, depth + 1));
    list.push_back(std::move(value));
  }
  return Value(std::move(list));
}

Result<Value> context_of(const Json& json, std::size_t depth) {
  if (json.array() == nullptr) return expected("an array", "context");
  std::vector<Context::Entry> entries;
  std::set<std::string_view> names;
  for (const Json& entry : *json.array()) {
    const Json::Array* pair = entry.array();
    if (pair == nullptr || pair->size() != 2 || (*pair)[0].string() == nullptr) {
      return expected("pairs of name and value", "context");
    }
    const std::string& name = *(*pair)[0].string();
    if (!names.insert(name).second) return expected("each name once", name);
    LAGRUM_ASSIGN(Value value, value_of((*pair)[1], depth + 1));
    entries.emplace_back(name, std::move(value));
  }
  return Value(Context(std::move(entries)));
}

Result<Value> range_of(const Json& json, std::size_t depth) {
  const Json::Array* parts = json.array();
  if (parts != nullptr && parts->size() == 2 && parts->front().string() != nullptr) {
    LAGRUM_ASSIGN(Value operand, value_of(parts->back(), depth + 1));
    if (auto range = feel::range_of_comparison(*parts->front().string(), std::move(operand)))
      return Value(std::move(*range));
  }
  if (parts == nullptr || parts->size() != 4 || (*parts)[0].boolean() == nullptr ||
      (*parts)[3].boolean() == nullptr) {
    return expected("[included, low, high, included]", "range");
  }
  LAGRUM_ASSIGN(Value low, value_of((*parts)[1], depth + 1));
  LAGRUM_ASSIGN(Value high, value_of((*parts)[2], depth + 1));
  return Value(
      RangeValue{std::move(low), std::move(high), *(*parts)[0].boolean(), *(*parts)[3].boolean()});
}

Result<Value> member_value(const std::string& name, const Json& json, std::size_t depth) {
  if (name == "list") return list_of(json, depth);
  if (name == "context") return context_of(json, depth);
  if (name == "range") return range_of(json, depth);
  if (name == "erased") {
    if (json.integer() == nullptr || *json.integer() < 0)
      return expected("a sequence number", name);
    return Value(Erased{static_cast<std::uint64_t>(*json.integer())});
  }
  if (json.string() == nullptr) return expected("a string", name);
  constexpr std::array<std::string_view, 5> kScalars = {"number", "date", "time", "date-time",
                                                        "duration"};
  if (std::find(kScalars.begin(), kScalars.end(), name) == kScalars.end()) {
    return expected("the name of a value's type", name);
  }
  return parse_value(name, *json.string());
}

Result<Value> value_of(const Json& json, std::size_t depth) {
  if (depth > kDepthMax) return expected("a value of fewer levels", "nested value");
  if (json.is_null()) return Value();
  if (json.boolean() != nullptr) return Value(*json.boolean());
  if (json.string() != nullptr) return Value(*json.string());
  if (json.object() == nullptr || json.object()->size() != 1) {
    return expected("null, a boolean, a string or an object of one member", "other JSON");
  }
  const auto& [name, content] = *json.object()->begin();
  return member_value(name, content, depth);
}

// NOLINTEND(misc-no-recursion)

/// "08:30" and "2027-02-16T08:30" with the seconds that people leave out.
std::string with_seconds(std::string_view text) {
  std::string result(text);
  const std::size_t clock = text.find('T') == std::string_view::npos ? 0 : text.find('T') + 1;
  if (text.size() == clock + 5 && text[clock + 2] == ':') result += ":00";
  return result;
}

Result<Value> parse_scalar(feel::Type::Kind kind, std::string_view text) {
  using Kind = feel::Type::Kind;
  switch (kind) {
    case Kind::kString:
      return Value(text);
    case Kind::kNumber:
      return Decimal::parse(text).transform([](Decimal&& number) { return Value(number); });
    case Kind::kBoolean:
      if (text == "true" || text == "false") return Value(text == "true");
      return expected("true or false", text);
    case Kind::kDate:
      if (const auto date = feel::read_date(text)) return Value(*date);
      return expected("a date such as 2027-02-16", text);
    case Kind::kTime:
      if (const auto time = feel::read_time(with_seconds(text))) return Value(*time);
      return expected("a time such as 08:30:00", text);
    case Kind::kDateTime:
      if (const auto time = feel::read_date_time(with_seconds(text))) return Value(*time);
      return expected("a date and time such as 2027-02-16T08:30:00", text);
    case Kind::kMonthsDuration:
    case Kind::kSecondsDuration:
    case Kind::kDuration:
      if (Value duration = feel::read_duration(text);
          !duration.is_null() && feel::conforms(duration, feel::Type::of(kind))) {
        return duration;
      }
      return expected("a " + feel::to_string(feel::Type::of(kind)) + " such as " +
                          (kind == Kind::kSecondsDuration ? "P14D" : "P2M"),
                      text);
    case Kind::kAny:
    case Kind::kNull:
    case Kind::kList:
    case Kind::kContext:
    case Kind::kRange:
    case Kind::kFunction:
      break;
  }
  return expected("a type that is written as one text", feel::to_string(feel::Type::of(kind)));
}

/// Index of the variant's alternative to the name of its type.
constexpr std::array<std::string_view, std::variant_size_v<Value::Variant>> kTypeNames = {
    "Null",
    "boolean",
    "number",
    "string",
    "date",
    "time",
    "date and time",
    "years and months duration",
    "days and time duration",
    "list",
    "context",
    "range",
    "function",
    "erased"};

}  // namespace

CivilDate to_civil(Date date) {
  const std::chrono::year_month_day ymd{date};
  return CivilDate{static_cast<int>(ymd.year()),
                   static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
                   static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}

Result<Date> to_date(const CivilDate& date) {
  if (date.year < 1 || date.year > 9999) {
    return Error{ErrorCode::kOutOfRange,
                 "expected a date in the years 1 to 9999, found " + feel::to_string(date),
                 {},
                 {}};
  }
  return Date{std::chrono::days{feel::to_days(date)}};
}

Context::Context() = default;
Context::Context(const Context&) = default;
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(const Context&) = default;
Context& Context::operator=(Context&&) noexcept = default;
Context::~Context() = default;

Context::Context(std::initializer_list<Entry> entries) {
  for (const auto& [name, value] : entries) set(name, value);
}

Context::Context(std::vector<Entry> entries) : entries_(std::move(entries)) { index_all(); }

const Value* Context::find(std::string_view name) const {
  const std::size_t place = place_of(name);
  return place == entries_.size() ? nullptr : &entries_[place].second;
}

Value* Context::find(std::string_view name) {
  return const_cast<Value*>(std::as_const(*this).find(name));
}

void Context::set(std::string_view name, Value value) {
  if (Value* present = find(name)) {
    *present = std::move(value);
    return;
  }
  entries_.emplace_back(std::string(name), std::move(value));
  if (2 * entries_.size() > places_.size()) {
    index_all();
  } else {
    index(entries_.size() - 1);
  }
}

bool Context::erase(std::string_view name) {
  const std::size_t place = place_of(name);
  if (place == entries_.size()) return false;
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(place));
  index_all();
  return true;
}

bool Context::empty() const { return entries_.empty(); }
std::size_t Context::size() const { return entries_.size(); }

/// The place of the entry, or how many there are.
std::size_t Context::place_of(std::string_view name) const {
  if (places_.empty()) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.first == name; });
    return static_cast<std::size_t>(found - entries_.begin());
  }
  const std::size_t mask = places_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(name) & mask;
  for (; places_[at] != 0; at = (at + 1) & mask) {
    if (entries_[places_[at] - 1].first == name) return places_[at] - 1;
  }
  return entries_.size();
}

void Context::index_all() {
  constexpr std::size_t kFew = 16;
  places_.clear();
  if (entries_.size() <= kFew) return;
  places_.resize(std::bit_ceil(4 * entries_.size()));
  for (std::size_t place = 0; place < entries_.size(); ++place) index(place);
}

void Context::index(std::size_t place) {
  if (places_.empty()) return;
  const std::size_t mask = places_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(entries_[place].first) & mask;
  while (places_[at] != 0) at = (at + 1) & mask;
  places_[at] = static_cast<std::uint32_t>(place + 1);
}

namespace {

/// What values share, with its levels, so that nobody has to go down to count them.
template <class T>
struct Levelled : T {
  Levelled(T value, std::uint32_t levels) : T(std::move(value)), depth(levels) {}
  std::uint32_t depth;
};

template <class T>
std::uint32_t levels_of(const std::shared_ptr<const T>& shared) {
  return static_cast<const Levelled<T>&>(*shared).depth;
}

/// Null where it would be too deep.
template <class T>
Value::Variant levelled(T value, std::uint32_t levels_inside) {
  if (levels_inside >= kValueDepthMax) return {};
  return std::shared_ptr<const T>(
      std::make_shared<const Levelled<T>>(std::move(value), levels_inside + 1));
}

std::uint32_t deepest(const Context& context) {
  std::uint32_t levels = 0;
  for (const auto& [name, value] : context.entries()) levels = std::max(levels, value.depth());
  return levels;
}

}  // namespace

namespace feel {

std::uint32_t deepest(std::span<const Value> values) {
  std::uint32_t levels = 0;
  for (const Value& value : values) levels = std::max(levels, value.depth());
  return levels;
}

std::string too_many_levels() {
  return "expected a value of at most " + std::to_string(kValueDepthMax) + " levels";
}

}  // namespace feel

Value::Value(List value) {
  const std::uint32_t levels = feel::deepest(value);
  value_ = levelled(std::move(value), levels);
}

Value::Value(Context value) {
  const std::uint32_t levels = deepest(value);
  value_ = levelled(std::move(value), levels);
}

Value::Value(RangeValue value) {
  const std::uint32_t levels = std::max(value.low.depth(), value.high.depth());
  value_ = levelled(std::move(value), levels);
}

Value::Value(std::shared_ptr<const FunctionValue> value) {
  if (value->depth() <= kValueDepthMax) value_ = std::move(value);
}

std::uint32_t Value::depth() const {
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value_)) return levels_of(*list);
  if (const auto* context = std::get_if<std::shared_ptr<const Context>>(&value_))
    return levels_of(*context);
  if (const auto* range = std::get_if<std::shared_ptr<const RangeValue>>(&value_))
    return levels_of(*range);
  return function() == nullptr ? 0 : function()->depth();
}

bool operator==(const Value& a, const Value& b) { return Equality().equal(a, b); }

std::string_view type_name(const Value& value) { return kTypeNames[value.variant().index()]; }

std::string to_string(const Value& value, std::size_t bytes_max) {
  return Printer(bytes_max).literal(value);
}

std::string plain_text(const Value& value) { return Printer(kValueTextMax).plain(value); }

Result<Json> to_json(const Value& value) {
  std::size_t parts = 0;
  return json_of(value, {&parts, 0});
}

Result<Value> value_from_json(const Json& json) { return value_of(json, 0); }

Result<Value> parse_value(std::string_view type, std::string_view text) {
  LAGRUM_ASSIGN(const feel::Type parsed, feel::parse_type(type));
  return parse_scalar(parsed.kind, text);
}

}  // namespace lagrum
