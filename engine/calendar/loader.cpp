#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.h"
#include "calendar/arithmetic.h"
#include "calendar/state.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {
namespace {

using std::chrono::month_day;
using std::chrono::year;
using xml::Element;

constexpr std::string_view kNamespace = "urn:lagrum:calendar:1";
constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();

/// More named days than these in one document are refused, so that a day is judged quickly.
constexpr std::size_t kDaysMax = 1'000;

// ---- The form of a document: which attributes and children an element has, and in which order.

struct AttributeRule {
  std::string_view element;
  std::string_view name;
  bool required;
};
constexpr std::array kAttributes = {
    AttributeRule{"calendar", "id", true},         AttributeRule{"calendar", "territory", true},
    AttributeRule{"calendar", "within", false},    AttributeRule{"calendar", "zone", true},
    AttributeRule{"calendar", "version", true},    AttributeRule{"counting", "cite", true},
    AttributeRule{"counting", "units", true},      AttributeRule{"day", "id", true},
    AttributeRule{"day", "fixed", false},          AttributeRule{"day", "easter", false},
    AttributeRule{"day", "date", false},           AttributeRule{"day", "weekday", false},
    AttributeRule{"day", "from", false},           AttributeRule{"day", "to", false},
    AttributeRule{"day", "public", true},          AttributeRule{"day", "valid-from", false},
    AttributeRule{"day", "valid-to", false},       AttributeRule{"day", "cite", false},
    AttributeRule{"switch", "id", true},           AttributeRule{"switch", "value", true},
    AttributeRule{"day-set", "id", true},          AttributeRule{"day-set", "use", true},
    AttributeRule{"day-set", "cite", false},       AttributeRule{"day-set", "least", false},
    AttributeRule{"day-set", "least-from", false}, AttributeRule{"day-set", "longest", false},
    AttributeRule{"blocked", "weekdays", false},   AttributeRule{"blocked", "days", false},
    AttributeRule{"blocked", "unless", false},
};

struct ChildRule {
  std::string_view parent;
  std::string_view name;
  std::size_t min;
  std::size_t max;
};
/// In the order in which the children of one parent stand.
constexpr std::array kChildren = {
    ChildRule{"calendar", "title", 1, kUnbounded},   ChildRule{"calendar", "counting", 0, 1},
    ChildRule{"calendar", "day", 0, kDaysMax},       ChildRule{"calendar", "switch", 0, kUnbounded},
    ChildRule{"calendar", "day-set", 0, kUnbounded}, ChildRule{"counting", "note", 0, 1},
    ChildRule{"day", "title", 1, kUnbounded},        ChildRule{"day", "note", 0, 1},
    ChildRule{"switch", "title", 1, kUnbounded},     ChildRule{"switch", "note", 0, 1},
    ChildRule{"day-set", "title", 1, kUnbounded},    ChildRule{"day-set", "note", 0, 1},
    ChildRule{"day-set", "blocked", 1, kUnbounded},
};

std::string tag(std::string_view name) { return "<" + std::string(name) + ">"; }

bool holds_text(std::string_view element) { return element == "title" || element == "note"; }

/// Checks one element and what stands directly inside it.
class Form {
 public:
  Form(const Element& element, Diagnostics& diagnostics)
      : element_(element), diagnostics_(diagnostics) {}

  void check() {
    check_attributes();
    check_children();
    if (!holds_text(element_.local()) && !element_.trimmed_text().empty()) {
      error("text-not-allowed", element_.position(),
            "expected elements only inside " + tag(element_.local()) + ", found text");
    }
  }

 private:
  void error(std::string rule, Position at, std::string message) {
    diagnostics_.error(std::move(rule), std::move(at), std::move(message));
  }

  void check_attributes() {
    std::vector<std::string> names;
    for (const AttributeRule& row : kAttributes) {
      if (row.element != element_.local()) continue;
      names.emplace_back(row.name);
      if (row.required && !element_.attribute(row.name)) missing(row.name);
    }
    if (element_.local() == "title" && !element_.attribute(xml::kXmlNamespace, "lang"))
      missing("xml:lang");
    for (const xml::Attribute& each : element_.attributes()) {
      const bool language = each.ns == xml::kXmlNamespace && each.local == "lang";
      if (each.ns == kSchemaInstance || (language && element_.local() == "title")) continue;
      if (each.ns.empty() && std::find(names.begin(), names.end(), each.local) != names.end())
        continue;
      error("unknown-attribute", each.position,
            "expected an attribute of " + tag(element_.local()) + ", found '" +
                std::string(each.local) + "'" + suggestion(each.local, names));
    }
  }

  void missing(std::string_view attribute) {
    error("missing-attribute", element_.position(),
          "expected attribute '" + std::string(attribute) + "' on " + tag(element_.local()) +
              ", found none");
  }

  void check_children() {
    std::array<std::size_t, kChildren.size()> seen{};
    std::size_t latest = 0;
    for (const Element& child : element_.children()) {
      const std::size_t row = row_of(child);
      if (row == kChildren.size()) {
        unknown(child);
      } else if (row < latest) {
        error("element-order", child.position(),
              "expected " + tag(child.local()) + " before " + tag(kChildren[latest].name) +
                  ", found it after");
      } else if (++seen[row] == kChildren[row].max + 1) {
        error("too-many", child.position(),
              "expected at most " + std::to_string(kChildren[row].max) + " " + tag(child.local()) +
                  ", found more");
      }
      if (row != kChildren.size()) latest = std::max(latest, row);
    }
    for (std::size_t row = 0; row < kChildren.size(); ++row) check_minimum(row, seen[row]);
  }

  void check_minimum(std::size_t row, std::size_t seen) {
    const ChildRule& rule = kChildren[row];
    if (rule.parent != element_.local() || seen >= rule.min) return;
    if (element_.child(kNamespace, rule.name)) return;  // there is one, in the wrong place
    error("missing-element", element_.position(),
          "expected " + tag(rule.name) + " inside " + tag(rule.parent) + ", found none");
  }

  std::size_t row_of(const Element& child) const {
    const auto row = std::find_if(kChildren.begin(), kChildren.end(), [&](const ChildRule& each) {
      return each.parent == element_.local() && child.is(kNamespace, each.name);
    });
    return static_cast<std::size_t>(row - kChildren.begin());
  }

  void unknown(const Element& child) {
    std::vector<std::string> names;
    for (const ChildRule& row : kChildren) {
      if (row.parent == element_.local()) names.emplace_back(row.name);
    }
    error("unknown-element", child.position(),
          "expected an element of " + tag(element_.local()) + ", found '" +
              std::string(child.local()) + "'" +
              (child.ns() == kNamespace ? suggestion(child.local(), names)
                                        : " of another namespace"));
  }

  const Element& element_;
  Diagnostics& diagnostics_;
};

/// Checks the form of the whole document, whose elements nest three deep.
void check_form(const Element& root, Diagnostics& diagnostics) {
  Form(root, diagnostics).check();
  for (const Element& child : root.children()) {
    if (child.ns() != kNamespace) continue;
    Form(child, diagnostics).check();
    for (const Element& grandchild : child.children()) {
      if (grandchild.ns() == kNamespace) Form(grandchild, diagnostics).check();
    }
  }
}

// ---- The values of attributes. Each reader answers nothing for a text it does not understand.

constexpr std::array<std::string_view, 7> kWeekdayNames = {
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 6> kUnitNames = {"days",  "weeks",       "months",
                                                        "years", "half-months", "hours"};

template <std::size_t N>
std::optional<std::size_t> index_in(const std::array<std::string_view, N>& names,
                                    std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::optional<bool> read_boolean(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::optional<int> read_integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Date> read_date(std::string_view text) {
  const auto date = parse_date(text);
  return date ? std::optional<Date>(*date) : std::nullopt;
}

std::optional<month_day> read_month_day(std::string_view text) {
  // A leap year has every month and day there is.
  const auto date = read_date("2000-" + std::string(text));
  if (!date) return std::nullopt;
  const std::chrono::year_month_day civil{*date};
  return civil.month() / civil.day();
}

bool is_id(std::string_view text) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto in_word = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '-'; };
  if (text.empty() || !lower(text.front()) || text.back() == '.') return false;
  char before = text.front();
  for (const char c : text) {
    if (!in_word(c) && (c != '.' || before == '.')) return false;
    before = c;
  }
  return true;
}

// ---- The document as a calendar.

class Loader {
 public:
  /// `state` holds what the wider territory has, and takes what the document adds.
  Loader(Calendar::State& state, Diagnostics& diagnostics)
      : state_(state), diagnostics_(diagnostics), inherited_sets_(state.sets.size()) {}

  void read(const Element& root) {
    read_head(root);
    for (const Element& each : root.children(kNamespace, "counting")) read_counting(each);
    for (const Element& each : root.children(kNamespace, "day")) read_day(each);
    for (const Element& each : root.children(kNamespace, "switch")) read_switch(each);
    for (const Element& each : root.children(kNamespace, "day-set")) read_set(each);
    if (state_.sets.empty()) {
      error("missing-element", root.position(), "expected <day-set> inside <calendar>, found none");
    }
    for (std::size_t set = 0; set < inherited_sets_; ++set) check_open(root, state_.sets[set]);
  }

 private:
  void error(std::string rule, Position at, std::string message, std::string cite = {}) {
    diagnostics_.error(std::move(rule), std::move(at), std::move(message), std::move(cite));
  }

  void bad_value(const Element& element, std::string_view attribute, std::string_view expected,
                 std::string_view found, const std::string& hint = {}) {
    error("bad-value", element.attribute_position(attribute),
          "expected " + std::string(expected) + " in '" + std::string(attribute) + "', found '" +
              std::string(found) + "'" + hint,
          element.attribute_or_empty("cite"));
  }

  /// The attribute as `reader` understands it; a diagnostic where it is there and not understood.
  template <class Reader>
  auto value(const Element& element, std::string_view attribute, Reader reader,
             std::string_view expected) -> decltype(reader(std::string_view())) {
    const auto text = element.attribute(attribute);
    if (!text) return std::nullopt;
    auto read_value = reader(*text);
    if (!read_value) bad_value(element, attribute, expected, *text);
    return read_value;
  }

  std::string non_empty(const Element& element, std::string_view attribute) {
    const auto text = element.attribute(attribute);
    if (text && text->empty()) bad_value(element, attribute, "a text", *text);
    return element.attribute_or_empty(attribute);
  }

  std::string id_of(const Element& element) {
    std::string id = element.attribute_or_empty("id");
    if (!element.attribute("id")) return id;
    if (!is_id(id)) {
      error("bad-id", element.attribute_position("id"),
            "expected an id of small letters, digits, '-' and '.', found '" + id + "'");
    } else if (std::find(ids_.begin(), ids_.end(), id) != ids_.end()) {
      error("duplicate-id", element.attribute_position("id"),
            "expected an id not yet used in this calendar, found '" + id + "' again");
    }
    ids_.push_back(id);
    return id;
  }

  Texts titles(const Element& element) {
    Texts titles;
    for (const Element& each : element.children(kNamespace, "title")) {
      const auto attribute = each.attribute(xml::kXmlNamespace, "lang");
      if (!attribute) continue;
      const std::string language(*attribute);
      if (language.empty()) {
        error("bad-value", each.attribute_position(xml::kXmlNamespace, "lang"),
              "expected a language such as sv in 'xml:lang', found ''");
      }
      if (titles.all().contains(language)) {
        error("duplicate-title", each.position(),
              "expected one title in each language, found another in '" + language + "'");
      }
      if (each.trimmed_text().empty()) {
        error("bad-value", each.position(), "expected a title, found no text");
      }
      titles.set(language, each.trimmed_text());
    }
    return titles;
  }

  void read_head(const Element& root) {
    for (const NamedDay& day : state_.days) ids_.push_back(day.id);
    for (const Switch& each : state_.switches) ids_.push_back(each.id);
    for (const DaySet& set : state_.sets) ids_.push_back(set.id);
    state_.id = root.attribute_or_empty("id");
    if (root.attribute("id") && !is_id(state_.id)) {
      error("bad-id", root.attribute_position("id"),
            "expected an id of small letters, digits, '-' and '.', found '" + state_.id + "'");
    }
    state_.territory = non_empty(root, "territory");
    state_.zone = non_empty(root, "zone");
    state_.version = non_empty(root, "version");
    state_.title = titles(root);
  }

  void read_counting(const Element& element) {
    state_.counting_cite = non_empty(element, "cite");
    state_.counting_units = {};
    const std::vector<std::string> units = words(element.attribute_or_empty("units"));
    for (const std::string& unit : units) {
      const auto index = index_in(kUnitNames, unit);
      if (index) {
        state_.counting_units[*index] = true;
      } else {
        bad_value(element, "units", "days, weeks, months, years, half-months or hours", unit,
                  suggestion(unit, {kUnitNames.begin(), kUnitNames.end()}));
      }
    }
    if (units.empty() && element.attribute("units")) {
      bad_value(element, "units", "days, weeks, months or years", "");
    }
  }

  void read_day(const Element& element) {
    NamedDay day{id_of(element),
                 titles(element),
                 element.attribute_or_empty("cite"),
                 DateRule{},
                 false,
                 {},
                 {}};
    day.is_public = value(element, "public", read_boolean, "true or false").value_or(false);
    day.valid_from = value(element, "valid-from", read_date, "a date such as 2005-04-01");
    day.valid_to = value(element, "valid-to", read_date, "a date such as 2005-04-01");
    if (day.valid_from && day.valid_to && *day.valid_from > *day.valid_to) {
      error("range", element.attribute_position("valid-to"),
            "expected 'valid-to' on " + lagrum::to_string(*day.valid_from) + " or later, found " +
                lagrum::to_string(*day.valid_to),
            day.cite);
    }
    if (const auto rule = read_rule(element)) day.rule = *rule;
    state_.days.push_back(std::move(day));
  }

  /// The one rule of a day. Other than one is a fault, as is a range without its weekday.
  std::optional<DayRule> read_rule(const Element& element) {
    constexpr std::array<std::string_view, 4> kRules = {"fixed", "easter", "date", "weekday"};
    std::string found;
    std::size_t count = 0;
    for (const std::string_view each : kRules) {
      if (!element.attribute(each)) continue;
      found += (count++ == 0 ? "" : ", ") + std::string(each);
    }
    if (count != 1) {
      error("one-rule", element.position(),
            "expected exactly one of fixed, easter, date and weekday on <day>, found " +
                (count == 0 ? "none" : found),
            element.attribute_or_empty("cite"));
      return std::nullopt;
    }
    if (found != "weekday" && (element.attribute("from") || element.attribute("to"))) {
      error("one-rule", element.attribute_position(element.attribute("from") ? "from" : "to"),
            "expected 'from' and 'to' only beside 'weekday', found them beside '" + found + "'",
            element.attribute_or_empty("cite"));
      return std::nullopt;
    }
    return read_rule(element, found);
  }

  std::optional<DayRule> read_rule(const Element& element, std::string_view which) {
    if (which == "fixed") {
      const auto on = value(element, which, read_month_day, "a month and day such as 06-20");
      return on ? std::optional<DayRule>(FixedRule{*on}) : std::nullopt;
    }
    if (which == "easter") {
      const auto offset =
          value(element, which, read_easter_offset, "a number of days from -80 to 250");
      return offset ? std::optional<DayRule>(EasterRule{*offset}) : std::nullopt;
    }
    if (which == "date") {
      const auto on = value(element, which, read_date, "a date such as 2026-06-20");
      return on ? std::optional<DayRule>(DateRule{*on}) : std::nullopt;
    }
    return read_weekday_rule(element);
  }

  static std::optional<int> read_easter_offset(std::string_view text) {
    const auto offset = read_integer(text);
    if (!offset || *offset < kEasterOffsetMin || *offset > kEasterOffsetMax) return std::nullopt;
    return offset;
  }

  std::optional<DayRule> read_weekday_rule(const Element& element) {
    for (const std::string_view each : {"from", "to"}) {
      if (element.attribute(each)) continue;
      error("missing-attribute", element.position(),
            "expected attribute '" + std::string(each) + "' beside 'weekday', found none",
            element.attribute_or_empty("cite"));
      return std::nullopt;
    }
    const auto weekday = read_weekday(element, "weekday", element.attribute_or_empty("weekday"));
    const auto from = value(element, "from", read_month_day, "a month and day such as 06-20");
    const auto to = value(element, "to", read_month_day, "a month and day such as 06-20");
    if (!weekday || !from || !to || !seven_days(element, *from, *to)) return std::nullopt;
    return WeekdayRule{std::chrono::weekday{static_cast<unsigned>(*weekday)}, *from, *to};
  }

  /// A weekday occurs once each year only when its range has seven days, in leap years too.
  bool seven_days(const Element& element, month_day from, month_day to) {
    if (from > to) {
      error("range", element.attribute_position("to"),
            "expected 'to' on or after 'from' (" + element.attribute_or_empty("from") +
                "), found '" + element.attribute_or_empty("to") + "'",
            element.attribute_or_empty("cite"));
      return false;
    }
    for (const year each : {year{2000}, year{2001}}) {
      const auto length = (Date{each / to} - Date{each / from}).count() + 1;
      if (length == 7) continue;
      error("range", element.attribute_position("to"),
            "expected seven days from 'from' to 'to', so that the weekday occurs once each year, "
            "found " +
                std::to_string(length),
            element.attribute_or_empty("cite"));
      return false;
    }
    return true;
  }

  std::optional<std::size_t> read_weekday(const Element& element, std::string_view attribute,
                                          const std::string& text) {
    const auto index = index_in(kWeekdayNames, text);
    if (!index) {
      error("unknown-weekday", element.attribute_position(attribute),
            not_known("a weekday such as monday", text,
                      {kWeekdayNames.begin(), kWeekdayNames.end()}));
    }
    return index;
  }

  void read_switch(const Element& element) {
    const bool on = value(element, "value", read_boolean, "true or false").value_or(false);
    state_.switches.push_back(Switch{id_of(element), titles(element), on});
  }

  void read_set(const Element& element) {
    DaySet set;
    set.id = id_of(element);
    set.title = titles(element);
    set.cite = element.attribute_or_empty("cite");
    const auto read_use = [](std::string_view text) -> std::optional<SetUse> {
      if (text == "roll") return SetUse::kRoll;
      if (text == "count") return SetUse::kCount;
      return std::nullopt;
    };
    set.use = value(element, "use", read_use, "roll or count").value_or(SetUse::kRoll);
    read_lengths(element, set);
    for (const Element& each : element.children(kNamespace, "blocked")) {
      set.blocked.push_back(read_blocked(each));
    }
    check_open(element, set);
    state_.sets.push_back(std::move(set));
  }

  /// How long a time is that the rule of the set speaks of.
  void read_lengths(const Element& element, DaySet& set) {
    const auto read_least = [](std::string_view text) -> std::optional<std::int32_t> {
      const bool digit = text.size() == 1 && text.front() >= '1' && text.front() <= '9';
      return digit ? std::optional<std::int32_t>(text.front() - '0') : std::nullopt;
    };
    const auto read_period = [](std::string_view text) -> std::optional<Period> {
      const auto period = parse_period(text);
      return period ? std::optional<Period>(*period) : std::nullopt;
    };
    set.least = value(element, "least", read_least, "a number from 1 to 9").value_or(0);
    set.least_from = value(element, "least-from", read_period, "a period such as P3D");
    if (element.attribute("least-from") && !element.attribute("least")) {
      error("missing-attribute", element.position(),
            "expected attribute 'least' beside 'least-from' on <day-set>, found none");
    }
    if (!element.attribute("longest")) return;
    set.most.emplace();
    for (const std::string& word : words(element.attribute_or_empty("longest"))) {
      if (const auto period = read_period(word)) {
        set.most->push_back(*period);
      } else {
        bad_value(element, "longest", "periods such as P90D P12W", word);
      }
    }
  }

  Blocked read_blocked(const Element& element) {
    Blocked row;
    if (!element.attribute("weekdays") && !element.attribute("days")) {
      error("missing-attribute", element.position(),
            "expected attribute 'weekdays' or 'days' on <blocked>, found neither");
    }
    for (const std::string& word : words(element.attribute_or_empty("weekdays"))) {
      if (const auto index = read_weekday(element, "weekdays", word)) row.weekdays[*index] = true;
    }
    for (const std::string& word : words(element.attribute_or_empty("days"))) {
      if (word == "public") {
        row.public_days = true;
      } else if (const auto day =
                     find_id(element, "days", word, state_.days, "day", "unknown-day")) {
        row.days.push_back(*day);
      }
    }
    if (element.attribute("unless")) {
      row.unless = find_id(element, "unless", element.attribute_or_empty("unless"), state_.switches,
                           "switch", "unknown-switch");
    }
    return row;
  }

  template <class Named>
  std::optional<std::size_t> find_id(const Element& element, std::string_view attribute,
                                     const std::string& id, const std::vector<Named>& list,
                                     const std::string& what, std::string rule) {
    std::vector<std::string> known;
    known.reserve(list.size() + 1);
    for (const Named& each : list) known.push_back(each.id);
    const auto found = std::find(known.begin(), known.end(), id);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    if (what == "day") known.emplace_back("public");
    error(std::move(rule), element.attribute_position(attribute),
          "expected the id of a " + what + " of this calendar, found '" + id + "'" +
              suggestion(id, known));
    return std::nullopt;
  }

  /// Refuses a set that could be blocked for kScanDaysMax days on end, however its switches stand.
  /// Within these days each open weekday comes at least 57 times, and a named day at most twice.
  void check_open(const Element& element, const DaySet& set) {
    constexpr std::size_t kWeeks = kScanDaysMax / 7;
    std::size_t open = 0;
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
      open += std::none_of(set.blocked.begin(), set.blocked.end(),
                           [&](const Blocked& row) { return row.weekdays[weekday]; });
    }
    std::size_t named = 0;
    for (std::size_t day = 0; day < state_.days.size(); ++day) {
      named += std::any_of(set.blocked.begin(), set.blocked.end(),
                           [&](const Blocked& row) { return row.names(state_.days, day); });
    }
    if (2 * named < kWeeks * open) return;
    error("blocks-everything", element.position(),
          "expected a set that leaves a day open at least every " + std::to_string(kScanDaysMax) +
              " days, found one that leaves " + std::to_string(open) + " weekdays less " +
              std::to_string(named) + " named days",
          set.cite);
  }

  Calendar::State& state_;
  Diagnostics& diagnostics_;
  const std::size_t inherited_sets_;
  std::vector<std::string> ids_;
};

/// Adds `found` to the caller's list in the order of the text, and sums it up.
Error hand_over(const Diagnostics& found, Diagnostics& diagnostics) {
  std::vector<Diagnostic> ordered = found.all();
  std::stable_sort(ordered.begin(), ordered.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.source.line, a.source.column) < std::pair(b.source.line, b.source.column);
  });
  Diagnostics sum;
  for (const Diagnostic& each : ordered) {
    sum.add(each);
    diagnostics.add(each);
  }
  return sum.to_error();
}

}  // namespace

Result<Calendar> Calendar::load(const xml::Document& document, const Wider& wider,
                                Diagnostics& diagnostics) {
  const Element root = document.root();
  Diagnostics own;
  if (!root.is(kNamespace, "calendar")) {
    own.error("unknown-element", root.position(),
              "expected <calendar> of namespace " + std::string(kNamespace) + ", found " +
                  tag(root.local()) +
                  (root.ns().empty() ? " of none" : " of namespace " + std::string(root.ns())));
    return hand_over(own, diagnostics);
  }
  auto state = std::make_shared<State>();
  check_form(root, own);
  if (const auto within = root.attribute("within")) {
    const Calendar* const found = wider ? wider(*within) : nullptr;
    if (found != nullptr) {
      *state = *found->state_;
    } else {
      own.error("unknown-calendar", root.attribute_position("within"),
                "expected the id of a calendar in 'within', found '" + std::string(*within) + "'");
    }
  }
  Loader(*state, own).read(root);
  if (own.has_errors()) return hand_over(own, diagnostics);
  return Calendar(std::move(state));
}

}  // namespace lagrum::calendar
