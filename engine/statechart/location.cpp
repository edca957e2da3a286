#include "statechart/location.h"

#include <charconv>
#include <utility>

#include "lagrum/diagnostic.h"

namespace lagrum::statechart {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class LocationReader {
 public:
  explicit LocationReader(std::string_view text) : text_(text) {}

  Result<LocationPath> read() {
    LocationPath path;
    LAGRUM_ASSIGN(path.root, name());
    while (at_ < text_.size()) {
      if (path.steps.size() == kLocationStepsMax) return fault("at most 16 steps");
      LAGRUM_ASSIGN(LocationStep step, next_step());
      path.steps.push_back(std::move(step));
    }
    return path;
  }

 private:
  Result<LocationStep> next_step() {
    if (text_[at_] == '.') {
      ++at_;
      LAGRUM_ASSIGN(std::string member, name());
      return LocationStep(std::move(member));
    }
    if (text_[at_] != '[') return fault("'.', '[' or the end of the location");
    ++at_;
    return index();
  }

  Result<std::string> name() {
    const std::size_t begin = at_;
    if (at_ >= text_.size() || !is_letter(text_[at_])) return fault("a name");
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  Result<LocationStep> index() {
    std::int64_t value = 0;
    const char* begin = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    const auto [stop, failure] = std::from_chars(begin, end, value);
    if (failure != std::errc() || value == 0) return fault("a position from 1, or from -1");
    at_ += static_cast<std::size_t>(stop - begin);
    if (at_ >= text_.size() || text_[at_] != ']') return fault("']'");
    ++at_;
    return LocationStep(value);
  }

  Error fault(const std::string& expected) const {
    const std::string found =
        at_ < text_.size() ? "'" + std::string(text_.substr(at_)) + "'" : "the end";
    return {ErrorCode::kInvalidArgument,
            "expected " + expected + " in the location, found " + found,
            {{}, 1, static_cast<std::uint32_t>(at_ + 1)},
            {}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// The place of a 1-based or negative position, or the size where there is none.
std::size_t place_of(std::int64_t position, std::size_t size) {
  const auto count = static_cast<std::int64_t>(size);
  const std::int64_t place = position > 0 ? position - 1 : count + position;
  return place < 0 || place >= count ? size : static_cast<std::size_t>(place);
}

Error no_step(const std::string& expected, const Value& found) {
  return {ErrorCode::kInvalidArgument,
          "expected " + expected + " at the location, found " + std::string(type_name(found)),
          {},
          {}};
}

// The value one step further in; null for a member that is not there yet.
Result<Value> step_into(const Value& whole, const LocationStep& step) {
  if (const auto* member = std::get_if<std::string>(&step)) {
    const Context* context = whole.context();
    if (context == nullptr) return no_step("a context with '" + *member + "'", whole);
    const Value* found = context->find(*member);
    return found == nullptr ? Value() : *found;
  }
  const List* list = whole.list();
  if (list == nullptr) return no_step("a list", whole);
  const std::size_t place = place_of(std::get<std::int64_t>(step), list->size());
  if (place < list->size()) return (*list)[place];
  return Error{ErrorCode::kOutOfRange,
               "expected a position within a list of " + std::to_string(list->size()) + ", found " +
                   std::to_string(std::get<std::int64_t>(step)),
               {},
               {}};
}

// `whole` with its part at `step` replaced. Requires step_into(whole, step) to succeed.
Value replace(const Value& whole, const LocationStep& step, Value part) {
  if (const auto* member = std::get_if<std::string>(&step)) {
    Context context = *whole.context();
    context.set(*member, std::move(part));
    return Value(std::move(context));
  }
  List list = *whole.list();
  list[place_of(std::get<std::int64_t>(step), list.size())] = std::move(part);
  return Value(std::move(list));
}

Result<feel::Type> member_type(const feel::Type& type, const std::string& name) {
  if (type.members == nullptr) return feel::Type::any();
  if (const feel::Type* found = feel::type_of(*type.members, name)) return *found;
  return Error{ErrorCode::kNotFound,
               "expected a member of " + to_string(type) + ", found '" + name + "'" +
                   suggestion(name, feel::names_of(*type.members)),
               {},
               {}};
}

}  // namespace

Result<LocationPath> parse_location(std::string_view text) { return LocationReader(text).read(); }

Result<Value> with_value_at(const Value& whole, const std::vector<LocationStep>& steps,
                            Value leaf) {
  std::vector<Value> containers;
  Value inner = whole;
  for (const LocationStep& step : steps) {
    containers.push_back(inner);
    LAGRUM_ASSIGN(inner, step_into(containers.back(), step));
  }
  for (std::size_t i = steps.size(); i > 0; --i) {
    leaf = replace(containers[i - 1], steps[i - 1], std::move(leaf));
  }
  return leaf;
}

Result<feel::Type> type_at(const feel::Type& type, const std::vector<LocationStep>& steps) {
  feel::Type inner = type;
  for (const LocationStep& step : steps) {
    if (const auto* member = std::get_if<std::string>(&step)) {
      LAGRUM_ASSIGN(inner, member_type(inner, *member));
    } else {
      feel::Type element = inner.element == nullptr ? feel::Type::any() : *inner.element;
      inner = std::move(element);
    }
  }
  return inner;
}

}  // namespace lagrum::statechart
