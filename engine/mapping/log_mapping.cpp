#include "mapping/log_mapping.h"

#include <algorithm>
#include <array>

#include "base/words.h"

namespace lagrum::audit {
namespace {

using feel::Type;
using xml::Element;

constexpr std::size_t kComparedMax = 64;  // events looked back at for one said twice

/// How a form is written, and the types of attributes that it gives.
struct FormRow {
  std::string_view name;
  LogForm form;
  std::array<std::string_view, 3> types;
  Type::Kind kind;
};
constexpr std::array<FormRow, 6> kForms = {
    {{"text", LogForm::kText, {"string", "party", "person"}, Type::Kind::kString},
     {"number", LogForm::kNumber, {"number", "", ""}, Type::Kind::kNumber},
     {"date", LogForm::kDate, {"date", "", ""}, Type::Kind::kDate},
     {"date-time", LogForm::kDateTime, {"date-time", "", ""}, Type::Kind::kDateTime},
     {"duration", LogForm::kDuration, {"duration", "", ""}, Type::Kind::kDuration},
     {"boolean", LogForm::kBoolean, {"boolean", "", ""}, Type::Kind::kBoolean}}};

const FormRow& row_of(LogForm form) {
  return *std::find_if(kForms.begin(), kForms.end(),
                       [&](const FormRow& row) { return row.form == form; });
}

/// Reads one mapping; faults are collected, so that one run names them all.
class Loader {
 public:
  Loader(const law::Law& law, Diagnostics& diagnostics) : law_(law), diagnostics_(diagnostics) {}

  std::shared_ptr<const LogMapping::State> read(const Element& root) {
    read_log(root.child(kLogMappingNamespace, "log"));
    state_->zone = root.attribute_or_empty("zone");
    state_->local_zone = law_.calendar().zone();
    if (state_->zone.empty()) state_->zone = state_->local_zone;
    for (const Element& element : root.children(kLogMappingNamespace, "data")) read_data(element);
    for (const Element& element : root.children(kLogMappingNamespace, "act")) {
      LogAct made = read_act(element, "type");
      made.at = element.attribute_or_empty("at");
      made.opens = element.attribute("opens") == "true";
      state_->case_acts.push_back(std::move(made));
    }
    for (const Element& element : root.children(kLogMappingNamespace, "activity")) {
      LogAct made = read_act(element, "act");
      made.activity = element.attribute_or_empty("name");
      once(element, "name", made.activity);
      state_->activities.push_back(std::move(made));
    }
    for (const Element& element : root.children(kLogMappingNamespace, "ignore")) {
      state_->ignored.push_back(element.attribute_or_empty("activity"));
      once(element, "activity", state_->ignored.back());
    }
    for (std::size_t i = 0; i < state_->activities.size(); ++i)
      state_->by_activity.emplace(state_->activities[i].activity, i);
    for (const auto& [type, at] : mapped_) state_->acts.push_back(type);
    return state_;
  }

 private:
  void fault(std::string rule, Position at, std::string message) {
    diagnostics_.error(std::move(rule), std::move(at), std::move(message));
  }

  void read_log(const Element& element) {
    state_->case_id = element.attribute_or_empty("case");
    state_->activity = element.attribute_or_empty("activity");
    state_->time = element.attribute_or_empty("time");
    state_->actor = element.attribute_or_empty("actor");
    state_->lifecycle = element.attribute_or_empty("lifecycle");
    state_->completes = element.attribute_or_empty("completes");
    state_->event_id = element.attribute_or_empty("event");
    if (state_->lifecycle.empty() == state_->completes.empty()) return;
    fault("lifecycle", element.position(), "expected lifecycle and completes together, found one");
  }

  /// An activity has one rule.
  void once(const Element& element, std::string_view attribute, const std::string& activity) {
    const auto [known, added] = activities_.emplace(activity, element.position());
    if (added) return;
    fault("activity-twice", element.attribute_position(attribute),
          "expected one rule for each activity, found another for '" + activity +
              "', which has one in line " + std::to_string(known->second.line));
  }

  void read_data(const Element& element) {
    const std::string name = element.attribute_or_empty("name");
    const auto& known = law_.vocabulary().data;
    const auto declared = known.find(name);
    if (declared == known.end()) {
      std::vector<std::string> names;
      for (const auto& [each, data] : known) names.push_back(each);
      fault("unknown-data", element.attribute_position("name"),
            not_known("data of the packs", name, names));
      return;
    }
    LogValue value = read_value(element);
    value.name = name.substr(name.find('.') + 1);
    scope_.add_variable(value.name, declared->second.type);
    if (element.attribute("expr") && !value.expression) return;  // said
    const Type::Kind wanted = declared->second.type.kind;
    const Type::Kind found =
        value.expression ? value.expression->type().kind : row_of(value.form).kind;
    if (found != wanted && found != Type::Kind::kAny)
      wrong_type(element, name, feel::to_string(declared->second.type));
    state_->data.push_back(std::move(value));
  }

  LogAct read_act(const Element& element, std::string_view attribute) {
    LogAct made;
    made.type = ActType(element.attribute_or_empty(attribute));
    const law::ActDecl* act = law_.act(made.type);
    if (act == nullptr) {
      fault("unknown-act", element.attribute_position(attribute),
            not_known("an act of the packs", made.type.str(), law_.vocabulary().act_names()));
      return made;
    }
    const auto [first, added] = mapped_.emplace(made.type.str(), element.position());
    if (!added && element.attribute("also") != "true") {
      fault("act-twice", element.attribute_position(attribute),
            "expected also=\"true\" where one more activity is the act '" + made.type.str() +
                "', which line " + std::to_string(first->second.line) + " is already");
    }
    for (const Element& with : element.children(kLogMappingNamespace, "with"))
      read_with(with, *act, made);
    return made;
  }

  void read_with(const Element& with, const law::ActDecl& act, LogAct& made) {
    LogValue value = read_value(with);
    value.name = with.attribute_or_empty("name");
    const auto same = [&](const LogValue& other) { return other.name == value.name; };
    if (std::any_of(made.values.begin(), made.values.end(), same)) {
      fault("attribute-twice", with.attribute_position("name"),
            "expected each attribute once, found '" + value.name + "' again");
    }
    const law::AttributeDecl* declared = act.attribute(value.name);
    if (declared == nullptr) {
      std::vector<std::string> names;
      for (const law::AttributeDecl& each : act.attributes) names.push_back(each.name);
      fault("unknown-attribute", with.attribute_position("name"),
            not_known("an attribute of the act", value.name, names));
      return;
    }
    if (!contains(row_of(value.form).types, declared->type))
      wrong_type(with, value.name, declared->type);
    made.values.push_back(std::move(value));
  }

  LogValue read_value(const Element& element) {
    LogValue value;
    value.from = element.attribute_or_empty("from");
    value.is = element.attribute_or_empty("is");
    const std::string as = element.attribute_or_empty("as");
    for (const FormRow& row : kForms) {
      if (row.name == as) value.form = row.form;
    }
    if ((value.form == LogForm::kBoolean) == value.is.empty()) {
      fault("boolean", element.position(),
            "expected 'is', the text that stands for true, with as=\"boolean\" and only there");
    }
    const auto text = element.attribute("expr");
    if (text.has_value() == !value.from.empty())
      fault("value", element.position(), "expected either 'from' or 'expr', found both or none");
    if (!text) return value;
    auto expression = feel::Expression::compile(*text, scope_, element.attribute_position("expr"));
    if (expression) {
      value.expression = std::move(*expression);
    } else {
      fault("expression", expression.error().source, expression.error().message);
    }
    return value;
  }

  void wrong_type(const Element& element, const std::string& name, const std::string& type) {
    const std::string found = element.attribute("expr") ? "an expression of another type"
                              : element.attribute("as")
                                  ? "as=\"" + element.attribute_or_empty("as") + "\""
                                  : "text";
    fault("wrong-type", element.attribute_position(element.attribute("as") ? "as" : "name"),
          "expected what becomes the " + type + " '" + name + "', found " + found);
  }

  const law::Law& law_;
  Diagnostics& diagnostics_;
  std::shared_ptr<LogMapping::State> state_ = std::make_shared<LogMapping::State>();
  feel::Scope scope_;                           // data read so far
  std::map<std::string, Position> mapped_;      // acts, with the first rule of each
  std::map<std::string, Position> activities_;  // with their rules
};

// --- a case

std::string_view find(std::span<const Field> fields, std::string_view key) {
  for (const Field& field : fields) {
    if (field.key == key) return field.value;
  }
  return {};
}

/// One case on its way to acts.
class Case {
 public:
  Case(const LogMapping::State& rules, const LogCase& log_case, LogState& state, MappedCase& into)
      : rules_(rules), log_(log_case), state_(state), into_(into) {}

  bool map() {
    into_.acts.clear();
    into_.lost.clear();
    into_.facts = law::Facts{};
    into_.newest = Instant{};
    into_.id = std::string(find(own(), rules_.case_id));
    if (into_.id.empty()) {
      fault("no-case-id", log_.line, "expected the case's id in '" + rules_.case_id + "'");
      state_.faults.leave_out_case();
      return false;
    }
    if (log_.events.size() > kEventsPerCaseMax) {
      fault("too-many-events", log_.line,
            "expected at most " + std::to_string(kEventsPerCaseMax) + " events, found " +
                std::to_string(log_.events.size()));
      state_.faults.leave_out_case();
      return false;
    }
    for (const LogAct& act : rules_.case_acts) add_case_act(act);
    for (const LogCase::Event& event : log_.events) add_event(event);
    if (into_.acts.empty()) return seen_;
    open();
    read_data();
    for (std::size_t i = 0; i < into_.acts.size(); ++i)
      into_.acts[i].sequence = Sequence::of(LogIndex{i}, 0);
    return true;
  }

 private:
  std::span<const Field> own() const { return {log_.fields.data(), log_.own}; }
  std::span<const Field> fields_of(const LogCase::Event& event) const {
    return {log_.fields.data() + event.first, event.end - event.first};
  }

  void fault(std::string_view rule, std::uint64_t line, std::string found) {
    state_.faults.add(rule, Position{state_.log, static_cast<std::uint32_t>(line), 0},
                      "case '" + into_.id + "': " + std::move(found));
  }

  std::optional<Instant> instant(std::string_view text, std::uint64_t line) {
    const auto time = parse_log_time(text);
    if (!time) return std::nullopt;
    if (state_.zoned && *state_.zoned != time->offset.has_value()) {
      fault("mixed-zones", line,
            "times with and without their offset from UTC, found '" + std::string(text) + "'");
    }
    state_.zoned = time->offset.has_value();
    const std::chrono::milliseconds fraction{time->fraction};
    if (time->offset) {
      return Instant{time->local.time_since_epoch() - *time->offset + fraction};
    }
    const auto there = state_.zones.to_instant(time->local, rules_.zone);
    return there ? std::optional(*there + fraction) : std::nullopt;
  }

  Value value_of(const LogValue& rule, std::string_view text, std::uint64_t line) {
    if (text.empty()) return {};
    switch (rule.form) {
      case LogForm::kText:
        return Value(text);
      case LogForm::kNumber:
        if (auto number = Decimal::parse(text)) return Value(*number);
        break;
      case LogForm::kDuration:
        if (auto duration = parse_value("duration", text)) return *std::move(duration);
        break;
      case LogForm::kBoolean:
        return Value(text == rule.is);
      case LogForm::kDate:
      case LogForm::kDateTime:
        if (const auto at = instant(text, line)) {
          const auto local = state_.zones.to_local(*at, rules_.local_zone);
          if (!local) break;
          const auto day = std::chrono::floor<std::chrono::days>(*local);
          const CivilDate date = to_civil(Date{day.time_since_epoch()});
          if (rule.form == LogForm::kDate) return Value(date);
          TimeOfDay clock;
          clock.second_of_day = static_cast<std::int32_t>((*local - day).count());
          return Value(DateTime{date, clock});
        }
        break;
    }
    fault("bad-value", line,
          "expected as " + std::string(row_of(rule.form).name) + " what becomes '" + rule.name +
              "', found '" + std::string(text) + "'");
    return {};
  }

  void add(const LogAct& rule, Instant at, std::span<const Field> fields, std::uint64_t line) {
    Act act;
    act.type = rule.type;
    act.legal = act.recorded = at;
    if (!rules_.actor.empty()) act.actor = std::string(find(fields, rules_.actor));
    std::vector<Context::Entry> entries;
    entries.reserve(rule.values.size() + 1);  // and the legal day
    for (const LogValue& value : rule.values) {
      Value read = value_of(value, find(fields, value.from), line);
      if (!read.is_null()) entries.emplace_back(value.name, std::move(read));
    }
    act.attributes = Context(std::move(entries));
    into_.acts.push_back(std::move(act));
  }

  void add_case_act(const LogAct& rule) {
    const std::string_view text = find(own(), rule.at);
    if (text.empty()) return;  // has not happened
    const auto at = instant(text, log_.line);
    if (!at) {
      lose(rule, "impossible-time", log_.line, text);
      return;
    }
    if (rule.opens) openers_.push_back(into_.acts.size());
    add(rule, *at, own(), log_.line);
  }

  void lose(const LogAct& rule, std::string_view why, std::uint64_t line, std::string_view text) {
    fault(why, line,
          "expected a time of '" + rule.type.str() + "', found '" + std::string(text) + "'");
    state_.faults.leave_out_event();
    into_.lost.push_back(rule.type.str());
  }

  void add_event(const LogCase::Event& event) {
    const std::span<const Field> fields = fields_of(event);
    const std::string_view activity = find(fields, rules_.activity);
    const std::string_view time = find(fields, rules_.time);
    const auto found = rules_.by_activity.find(activity);
    const bool mapped = found != rules_.by_activity.end();
    const auto at = time.empty() ? std::nullopt : instant(time, event.line);
    if (!at) {
      static const LogAct kNoRule;
      lose(mapped ? rules_.activities[found->second] : kNoRule,
           time.empty() ? "missing-time" : "impossible-time", event.line, time);
      return;
    }
    if (seen_ && *at < latest_)
      fault("out-of-order", event.line,
            "an event before the one it follows, at " + std::string(time));
    latest_ = *at;
    into_.newest = seen_ ? std::max(into_.newest, *at) : *at;
    seen_ = true;
    if (said_before(event, activity, time)) return;
    const std::string_view step =
        rules_.lifecycle.empty() ? std::string_view() : find(fields, rules_.lifecycle);
    const bool complete = step.empty() || step == rules_.completes;
    if (mapped && complete) {
      add(rules_.activities[found->second], *at, fields, event.line);
    } else if (!contains(rules_.ignored, activity)) {
      count(complete ? std::string(activity)
                     : std::string(activity) + " (" + std::string(step) + ")");
    }
  }

  void count(const std::string& activity) {
    constexpr std::size_t kActivitiesMax = 10'000;  // names that are told apart
    if (state_.unread.size() < kActivitiesMax || state_.unread.contains(activity))
      ++state_.unread[activity];
  }

  /// True for an event whose id an earlier one has. Without ids nothing is left out: two like
  /// events may be two payments of one day; they are said.
  bool said_before(const LogCase::Event& event, std::string_view activity, std::string_view time) {
    const std::span<const Field> fields = fields_of(event);
    const std::string_view id =
        rules_.event_id.empty() ? std::string_view() : find(fields, rules_.event_id);
    const auto place = static_cast<std::size_t>(&event - log_.events.data());
    for (std::size_t i = place - std::min(place, kComparedMax); i < place; ++i) {
      const std::span<const Field> earlier = fields_of(log_.events[i]);
      if (!id.empty()) {
        if (find(earlier, rules_.event_id) != id) continue;
        fault("duplicate-event", event.line,
              "expected each event once, found '" + std::string(id) + "' again, and left it out");
        state_.faults.leave_out_event();
        return true;
      }
      if (find(earlier, rules_.time) != time || find(earlier, rules_.activity) != activity)
        continue;
      const auto same = [](const Field& a, const Field& b) {
        return a.key == b.key && a.value == b.value;
      };
      if (!std::equal(earlier.begin(), earlier.end(), fields.begin(), fields.end(), same)) continue;
      fault("like-event", event.line,
            "two events that are alike in all their values: '" + std::string(activity) +
                "'; both are kept, since nothing says which event is which");
      return false;
    }
    return false;
  }

  /// An opening act stands before all others, whatever the log says of its hour; what the statute
  /// counts from is the day it carries.
  void open() {
    Instant first = into_.acts.front().legal;
    for (const Act& act : into_.acts) first = std::min(first, act.legal);
    for (const std::size_t opener : openers_)
      into_.acts[opener].legal = into_.acts[opener].recorded = first;
  }

  void read_data() {
    std::vector<Value> values;
    for (const LogValue& rule : rules_.data) {
      Value value;
      if (rule.expression) {
        feel::Environment environment;
        environment.variables = values;
        environment.zones = &state_.zones;
        value = rule.expression->evaluate(environment).value;
      } else {
        value = value_of(rule, find(own(), rule.from), log_.line);
      }
      values.push_back(value);
      into_.facts.case_data.set(rule.name, std::move(value));
    }
  }

  const LogMapping::State& rules_;
  const LogCase& log_;
  LogState& state_;
  MappedCase& into_;
  std::vector<std::size_t> openers_;  // acts that open the case
  Instant latest_{};
  bool seen_ = false;
};

}  // namespace

std::vector<std::string> LogMapping::packs_of(const xml::Document& document) {
  return words(document.root().attribute_or_empty("law"));
}

Result<LogMapping> LogMapping::load(const xml::Document& document, const law::Law& law,
                                    Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  auto state = Loader(law, diagnostics).read(document.root());
  if (diagnostics.error_count() > before) return diagnostics.to_error();
  return LogMapping(std::move(state));
}

const std::vector<std::string>& LogMapping::acts() const { return state_->acts; }

std::vector<std::string> LogMapping::keys() const {
  std::vector<std::string> keys = {state_->case_id, state_->activity, state_->time};
  const auto add = [&](const std::vector<LogValue>& values) {
    for (const LogValue& value : values) keys.push_back(value.from);
  };
  add(state_->data);
  for (const LogAct& act : state_->case_acts) {
    keys.push_back(act.at);
    add(act.values);
  }
  for (const LogAct& act : state_->activities) add(act.values);
  std::erase(keys, std::string());
  return keys;
}

std::vector<std::string> LogMapping::data() const {
  std::vector<std::string> names;
  for (const LogValue& value : state_->data) names.push_back(value.name);
  return names;
}

bool LogMapping::apply(const LogCase& log_case, LogState& state, MappedCase& into) const {
  return Case(*state_, log_case, state, into).map();
}

}  // namespace lagrum::audit
