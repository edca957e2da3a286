#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

#include "mapping/state.h"

namespace lagrum::intake {
namespace {

constexpr std::string_view kInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

/// A path whose elements are known; `whole` means with all that is inside.
struct Known {
  std::vector<Step> steps;
  bool whole = false;
};

void add_known(std::vector<Known>& list, const Path& each, const Path& path, bool whole) {
  std::vector<Step> steps = each.steps;
  steps.insert(steps.end(), path.steps.begin(), path.steps.end());
  list.push_back(Known{std::move(steps), whole});
}

void add_known(std::vector<Known>& list, const Block& block) {
  for (const Rule& rule : block.rules) {
    if (const auto* value = std::get_if<FromPath>(&rule.from))
      add_known(list, block.each, value->path, false);
    if (const auto* file = std::get_if<FromFile>(&rule.from))
      add_known(list, block.each, file->path, true);
  }
}

std::vector<Known> known_paths(const Mapping::State& state) {
  std::vector<Known> list;
  add_known(list, {}, state.identity, false);
  for (const Where& where : state.where) add_known(list, {}, where.path, false);
  for (const Path& path : state.keep_raw) add_known(list, {}, path, false);
  for (const Path& path : state.ignored) add_known(list, {}, path, true);
  for (const Block& block : state.parties) add_known(list, block);
  for (const Block& block : state.data) add_known(list, block);
  return list;
}

/// Walks a file beside the known paths and names what no rule speaks of.
class Coverage {
 public:
  Coverage(const Mapping::State& state, Diagnostics& diagnostics)
      : ns_(state.ns), known_(known_paths(state)), diagnostics_(diagnostics) {}

  void check(xml::Element root) {
    Place top{root, {}, {}};
    for (const Known& known : known_) top.known.push_back(&known);
    std::vector<Place> open = {std::move(top)};
    while (!open.empty()) {
      const Place place = std::move(open.back());
      open.pop_back();
      std::vector<Place> inner = visit(place);
      open.insert(open.end(), std::make_move_iterator(inner.rbegin()),
                  std::make_move_iterator(inner.rend()));
    }
    if (count_ > kUnmappedMax) {
      diagnostics_.warning(
          "unmapped", root.position(),
          std::to_string(count_ - kUnmappedMax) + " more elements have no rule in the mapping");
    }
  }

 private:
  struct Place {
    xml::Element element;
    std::vector<std::string> names;   // from the root's child down to the element
    std::vector<const Known*> known;  // those that lead through the element
  };

  /// Every query of the platform begins with its number and its question: labels, not answers.
  bool is_label(const Place& place, std::string_view name) const {
    return ns_ == kFlowInstanceNamespace && place.names.size() == 2 &&
           place.names.front() == "Values" && (name == "QueryID" || name == "Name");
  }

  void report(const xml::Element& element, const std::vector<std::string>& names,
              std::string_view what) {
    if (++count_ > kUnmappedMax) return;
    std::string path;
    for (const std::string& name : names) path += (path.empty() ? "" : "/") + name;
    diagnostics_.warning("unmapped", element.position(),
                         "expected a rule for " + path + " in the mapping, found none: its " +
                             std::string(what) + " is not read");
  }

  void check_attributes(const Place& place) {
    for (const xml::Attribute& attribute : place.element.attributes()) {
      if (attribute.ns == kInstanceNamespace) continue;
      report(place.element, place.names, "attribute '" + std::string(attribute.local) + "'");
    }
  }

  /// The children that some known path leads further into.
  std::vector<Place> visit(const Place& place) {
    check_attributes(place);
    const std::size_t depth = place.names.size();
    std::map<std::string, std::size_t> numbers;
    std::vector<Place> inner;
    for (const xml::Element& child : place.element.children()) {
      Place next{child, place.names, {}};
      next.names.emplace_back(child.local());
      const std::size_t number = ++numbers[next.names.back()];
      bool exact = false;
      bool whole = false;
      for (const Known* known : place.known) {
        if (child.ns() != ns_ || known->steps.size() <= depth ||
            !matches(known->steps[depth], next.names.back(), number))
          continue;
        const bool last = known->steps.size() == depth + 1;
        exact = exact || last;
        whole = whole || (last && known->whole);
        if (!last) next.known.push_back(known);
      }
      if (whole) continue;
      if (!exact && next.known.empty()) {
        if (!is_label(place, child.local())) report(child, next.names, "content");
        continue;
      }
      if (!exact && !child.trimmed_text().empty()) report(child, next.names, "text");
      inner.push_back(std::move(next));
    }
    return inner;
  }

  static bool matches(const Step& step, std::string_view name, std::size_t number) {
    return step.name == name && (step.number == 0 || step.number == number);
  }

  std::string_view ns_;
  std::vector<Known> known_;
  Diagnostics& diagnostics_;
  std::size_t count_ = 0;
};

/// Reads the values of one file.
class Reader {
 public:
  Reader(const Mapping::State& state, xml::Element root, Diagnostics& diagnostics)
      : state_(state), root_(root), diagnostics_(diagnostics) {}

  Mapped read();

 private:
  Context read_block(const Block& block, xml::Element start);
  Value read_value(const FromPath& from, xml::Element start);
  std::optional<Value> read_text(const FromPath& from, const xml::Element& element);
  Value compute(const Rule& rule, const FromExpression& from, const std::vector<Value>& variables);
  Value read_files(const FromFile& from, xml::Element start);
  std::string read_identity();

  std::vector<xml::Element> at(const Path& path, xml::Element start) const {
    return resolve(path, start, state_.ns);
  }
  void fault(std::string rule, Position at, std::string message) {
    diagnostics_.error(std::move(rule), std::move(at), std::move(message));
  }
  void fault_missing(const Path& path, xml::Element start) {
    const Missing missing = intake::missing(path, start, state_.ns);
    fault("required", missing.last.position(),
          "expected a value at " + path.text + ", " + missing.reason);
  }

  const Mapping::State& state_;
  xml::Element root_;
  Diagnostics& diagnostics_;
  Mapped mapped_;
};

/// The value of one element; null for an empty or masked one that may be so, nothing after a fault.
std::optional<Value> Reader::read_text(const FromPath& from, const xml::Element& element) {
  const std::string text = element.trimmed_text();
  if (text.empty()) {
    if (!from.required) return Value();
    fault("required", element.position(),
          "expected a value at " + from.path.text + ", found an empty element");
    return std::nullopt;
  }
  if (is_masked(text)) {
    if (from.masked_is_null) return Value();
    fault("masked", element.position(),
          "expected a value at " + from.path.text +
              ", found a masked one: the e-service has to send it in clear");
    return std::nullopt;
  }
  Result<Value> value = from.converter.value(text);
  if (value) return std::move(value).value();
  fault("value", element.position(), value.error().message + " at " + from.path.text);
  return std::nullopt;
}

Value Reader::read_value(const FromPath& from, xml::Element start) {
  const std::vector<xml::Element> found = at(from.path, start);
  if (found.empty()) {
    if (from.required) fault_missing(from.path, start);
    return {};
  }
  if (from.converter.conversion != Conversion::kTexts) {
    if (found.size() > 1) {
      fault("value", found[1].position(),
            "expected one value at " + from.path.text + ", found " + std::to_string(found.size()));
      return {};
    }
    return read_text(from, found.front()).value_or(Value());
  }
  List list;
  for (const xml::Element& element : found) {
    std::optional<Value> value = read_text(from, element);
    if (value && !value->is_null()) list.push_back(std::move(*value));
  }
  return list;
}

Value Reader::compute(const Rule& rule, const FromExpression& from,
                      const std::vector<Value>& variables) {
  feel::Environment environment;
  environment.variables = variables;
  feel::Outcome outcome = from.expression.evaluate(environment);
  if (from.required && outcome.value.is_null()) {
    const std::string why = outcome.issues.empty() ? "" : ": " + outcome.issues.front().message;
    fault("required", rule.source,
          "expected a value of '" + from.expression.text() + "' for " + rule.to + ", found null" +
              why);
  }
  return std::move(outcome.value);
}

Value Reader::read_files(const FromFile& from, xml::Element start) {
  std::string names;
  for (const xml::Element& element : at(from.path, start)) {
    const xml::Element name = element.child(state_.ns, "Name");
    File file{from.kind, name ? name.trimmed_text() : element.trimmed_text(), from.path.text,
              element.child(state_.ns, "ID").trimmed_text()};
    if (file.name.empty()) {
      fault("file", element.position(),
            "expected a file's name at " + from.path.text + ", found none");
      continue;
    }
    names += (names.empty() ? "" : ", ") + file.name;
    mapped_.files.push_back(std::move(file));
  }
  return names.empty() ? Value() : Value(std::move(names));
}

Context Reader::read_block(const Block& block, xml::Element start) {
  Context context;
  std::vector<Value> variables;
  for (const Rule& rule : block.rules) {
    Value value;
    if (const auto* path = std::get_if<FromPath>(&rule.from)) value = read_value(*path, start);
    if (const auto* expression = std::get_if<FromExpression>(&rule.from))
      value = compute(rule, *expression, variables);
    if (const auto* file = std::get_if<FromFile>(&rule.from)) value = read_files(*file, start);
    variables.push_back(value);
    context.set(rule.to, std::move(value));
  }
  return context;
}

std::string Reader::read_identity() {
  const std::vector<xml::Element> found = at(state_.identity, root_);
  std::string text = found.empty() ? std::string() : found.front().trimmed_text();
  if (found.size() == 1 && !text.empty()) return text;
  fault("required", found.empty() ? root_.position() : found.back().position(),
        "expected one identity at " + state_.identity.text + ", found " +
            (found.size() > 1 ? std::to_string(found.size()) : "none"));
  return {};
}

Mapped Reader::read() {
  mapped_.identity = read_identity();
  mapped_.event_first = state_.event_first;
  mapped_.event_again = state_.event_again;
  for (const Block& block : state_.parties) {
    for (const xml::Element& start : at(block.each, root_)) {
      mapped_.parties.push_back(Party{block.name, read_block(block, start)});
    }
  }
  for (const Block& block : state_.data)
    mapped_.data.emplace_back(block.name, read_block(block, root_));
  for (const Path& path : state_.keep_raw) {
    for (const xml::Element& element : at(path, root_))
      mapped_.raw.emplace_back(path.text, element.text());
  }
  return std::move(mapped_);
}

bool holds(const Where& where, xml::Element root, std::string_view ns) {
  const std::vector<xml::Element> found = resolve(where.path, root, ns);
  if (found.empty()) return false;
  const std::string text = found.front().trimmed_text();
  if (where.equals) return text == *where.equals;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= *where.at_least;
}

Status takes_or_why(const Mapping::State& state, xml::Element root) {
  if (!root.is(state.ns, state.root)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected '" + state.root + "' of namespace " + state.ns + ", found " +
                     in_quotes(root.local()) + " of namespace " + in_quotes(root.ns()),
                 root.position(),
                 {}};
  }
  for (const Where& where : state.where) {
    if (holds(where, root, state.ns)) continue;
    return Error{ErrorCode::kInvalidArgument,
                 "expected " + where.path.text +
                     (where.equals ? " to be " + in_quotes(*where.equals)
                                   : " to be at least " + std::to_string(*where.at_least)) +
                     " for mapping " + state.id + ", found another value or none",
                 missing(where.path, root, state.ns).last.position(),
                 {}};
  }
  return {};
}

}  // namespace

Context event_data(const Mapped& mapped, bool first) {
  Context data;
  for (const auto& [item, value] : mapped.data) data.set(item, value);
  if (!first) return data;
  List parties;
  for (const Party& party : mapped.parties) {
    Context values = party.values;
    values.set("role", party.role);
    parties.push_back(std::move(values));
  }
  data.set("parties", std::move(parties));
  return data;
}

const std::string& Mapping::id() const { return state_->id; }
const std::string& Mapping::workflow() const { return state_->workflow; }
const std::string& Mapping::version() const { return state_->version; }
const std::string& Mapping::event_first() const { return state_->event_first; }
const std::string& Mapping::event_again() const { return state_->event_again; }
const std::vector<Mapping::Field>& Mapping::fields() const { return state_->fields; }

std::vector<std::string> Mapping::roles() const {
  std::vector<std::string> roles;
  for (const Block& block : state_->parties) roles.push_back(block.name);
  return roles;
}

std::vector<std::string> Mapping::kinds() const {
  std::vector<std::string> kinds;
  for (const Block& block : state_->data) {
    for (const Rule& rule : block.rules) {
      if (const auto* file = std::get_if<FromFile>(&rule.from)) kinds.push_back(file->kind);
    }
  }
  return kinds;
}

bool Mapping::takes(const xml::Document& document) const {
  return takes_or_why(*state_, document.root()).has_value();
}

Result<Mapped> Mapping::apply(const xml::Document& document, Diagnostics& diagnostics) const {
  const xml::Element root = document.root();
  LAGRUM_TRY(takes_or_why(*state_, root));
  Diagnostics found;
  Mapped mapped = Reader(*state_, root, found).read();
  Coverage(*state_, found).check(root);
  for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
  if (found.has_errors()) return found.to_error();
  return mapped;
}

}  // namespace lagrum::intake
