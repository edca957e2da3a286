#include "statechart/content.h"

#include <algorithm>
#include <utility>

#include "base/words.h"
#include "statechart/delay.h"

namespace lagrum::statechart {

using feel::Type;

namespace {

Value literal_of(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  const Result<Decimal> number = Decimal::parse(text);
  if (number && to_string(*number) == text) return *number;
  return text;
}

}  // namespace

Formula as_written(std::string text, const Position& source) {
  Value value = literal_of(text);
  return {.text = std::move(text), .source = source, .literal = std::move(value)};
}

Result<std::string> read_source(const std::string& uri, const LoadContext& context) {
  if (context.read) return context.read(uri);
  return Error{
      ErrorCode::kNotFound, "expected a reader of sources for '" + uri + "', found none", {}, {}};
}

Result<std::string> script_text(const xml::Element& element, const LoadContext& context) {
  const auto uri = element.attribute("src");
  return uri ? read_source(std::string(*uri), context) : element.trimmed_text();
}

struct ContentReader::Row {
  std::string_view ns;
  std::string_view local;
  Reader read;
};

const ContentReader::Row ContentReader::kRows[] = {
    {kScxmlNamespace, "raise", &ContentReader::read_raise},
    {kScxmlNamespace, "if", &ContentReader::read_if},
    {kScxmlNamespace, "foreach", &ContentReader::read_foreach},
    {kScxmlNamespace, "log", &ContentReader::read_log},
    {kScxmlNamespace, "assign", &ContentReader::read_assign},
    {kScxmlNamespace, "send", &ContentReader::read_send},
    {kScxmlNamespace, "cancel", &ContentReader::read_cancel},
    {kScxmlNamespace, "script", &ContentReader::read_script},
    {kWorkflowNamespace, "act", &ContentReader::read_act},
    {kWorkflowNamespace, "evaluate", &ContentReader::read_evaluate},
};

Block ContentReader::read(const xml::Element& handler, const feel::Scope& scope) {
  scope_ = &scope;
  block_.clear();
  read_children(handler);
  return std::exchange(block_, {});
}

// The vocabulary check bounds the depth by kElementDepthMax before content is read.
// NOLINTNEXTLINE(misc-no-recursion)
void ContentReader::read_children(const xml::Element& parent) {
  for (const xml::Element& child : parent.children()) read_element(child);
}

// NOLINTNEXTLINE(misc-no-recursion): see read_children
void ContentReader::read_element(const xml::Element& element) {
  for (const Row& row : kRows) {
    if (element.is(row.ns, row.local)) return (this->*row.read)(element);
  }
}

void ContentReader::read_raise(const xml::Element& element) {
  block_.push_back(Raise{element.attribute_or_empty("event")});
}

Formula ContentReader::condition(const xml::Element& element) {
  return expressions_.compile(element.attribute_or_empty("cond"),
                              element.attribute_position("cond"), *scope_,
                              Type::of(Type::Kind::kBoolean));
}

// NOLINTNEXTLINE(misc-no-recursion): see read_children
void ContentReader::read_if(const xml::Element& element) {
  std::vector<std::size_t> ends;
  std::size_t open = block_.size();  // the branch that has no way out yet
  bool had_else = false;
  block_.push_back(Branch{condition(element)});
  for (const xml::Element& child : element.children()) {
    const bool other = child.is(kScxmlNamespace, "else");
    if (!other && !child.is(kScxmlNamespace, "elseif")) {
      read_element(child);
      continue;
    }
    if (had_else) {
      diagnostics_.error(
          "misplaced-element", child.position(),
          "expected nothing after <else>, found <" + std::string(child.local()) + ">");
      return;
    }
    ends.push_back(block_.size());
    block_.push_back(Jump{});
    std::get<Branch>(block_[open]).otherwise = block_.size();
    had_else = other;
    if (other) continue;
    open = block_.size();
    block_.push_back(Branch{condition(child)});
  }
  if (!had_else) std::get<Branch>(block_[open]).otherwise = block_.size();
  for (const std::size_t end : ends) std::get<Jump>(block_[end]).to = block_.size();
}

// NOLINTNEXTLINE(misc-no-recursion): see read_children
void ContentReader::read_foreach(const xml::Element& element) {
  Foreach loop;
  loop.array =
      expressions_.compile(element.attribute_or_empty("array"), element.attribute_position("array"),
                           *scope_, Type::of(Type::Kind::kList));
  loop.item = expressions_.location(element, "item");
  if (element.attribute("index")) loop.index = expressions_.location(element, "index");
  const std::size_t begin = block_.size();
  block_.push_back(std::move(loop));
  read_children(element);
  block_.push_back(Next{begin});
  std::get<Foreach>(block_[begin]).end = block_.size();
}

void ContentReader::read_log(const xml::Element& element) {
  block_.push_back(
      Log{element.attribute_or_empty("label"), expressions_.attribute(element, "expr", *scope_)});
}

void ContentReader::read_assign(const xml::Element& element) {
  Location location = expressions_.location(element, "location");
  std::optional<Formula> value = expressions_.attribute(element, "expr", *scope_, location.type);
  const std::vector<xml::Element> inside = element.children();
  if (!value && !inside.empty()) {  // markup is kept as text
    value = as_written(inside.front().standalone_source(), element.position());
  } else if (!value) {
    value =
        expressions_.compile(element.trimmed_text(), element.position(), *scope_, location.type);
  }
  block_.push_back(Assign{std::move(location), std::move(*value)});
}

TextOrFormula ContentReader::text_or_formula(const xml::Element& element, const std::string& name,
                                             const std::string& formula_name) {
  TextOrFormula both{element.attribute_or_empty(name),
                     expressions_.attribute(element, formula_name, *scope_)};
  if (both.formula && element.attribute(name)) {
    diagnostics_.error("conflicting-attributes", element.attribute_position(formula_name),
                       "expected either '" + name + "' or '" + formula_name + "', found both");
  }
  return both;
}

void ContentReader::require_one(const xml::Element& element, bool given, const std::string& what) {
  if (given) return;
  diagnostics_.error("missing-attribute", element.position(),
                     "expected " + what + " on <" + std::string(element.local()) + ">, found none");
}

void ContentReader::read_send(const xml::Element& element) {
  Send send;
  send.event = text_or_formula(element, "event", "eventexpr");
  send.target = text_or_formula(element, "target", "targetexpr");
  send.type = text_or_formula(element, "type", "typeexpr");
  send.delay = text_or_formula(element, "delay", "delayexpr");
  send.id = element.attribute_or_empty("id");
  if (element.attribute("idlocation"))
    send.id_location = expressions_.location(element, "idlocation");
  send.payload = read_payload(element, *scope_);
  require_one(element, send.event.given(), "'event' or 'eventexpr'");
  if (!send.delay.text.empty()) {
    const auto delay = parse_delay(send.delay.text);
    if (!delay) {
      diagnostics_.error("delay", element.attribute_position("delay"), delay.error().message);
    }
  }
  const bool leaves =
      send.target.formula || (!send.target.text.empty() && send.target.text != "#_internal");
  if (leaves && context_.acts != nullptr) {
    diagnostics_.error("not-supported", element.position(),
                       "expected no target but '#_internal' on a send of a case's workflow, found "
                       "another: what leaves a case is the letter of an act");
  }
  if (send.delay.given() && send.target.text == "#_internal") {
    diagnostics_.error("conflicting-attributes", element.position(),
                       "expected no delay on a send to '#_internal', found one");
  }
  block_.push_back(std::move(send));
}

void ContentReader::read_cancel(const xml::Element& element) {
  Cancel cancel{text_or_formula(element, "sendid", "sendidexpr")};
  require_one(element, cancel.send_id.given(), "'sendid' or 'sendidexpr'");
  block_.push_back(std::move(cancel));
}

Payload ContentReader::read_parameters(const xml::Element& element) {
  Payload payload;
  for (const std::string& name : words(element.attribute_or_empty("namelist"))) {
    payload.parameters.push_back(
        {name, expressions_.compile(name, element.attribute_position("namelist"), *scope_)});
  }
  for (const xml::Element& child : element.children(kScxmlNamespace, "param"))
    payload.parameters.push_back(read_parameter(child));
  return payload;
}

Payload ContentReader::read_payload(const xml::Element& element, const feel::Scope& scope) {
  scope_ = &scope;
  Payload payload = read_parameters(element);
  if (const xml::Element content = element.child(kScxmlNamespace, "content"))
    read_content(content, payload);
  if (!payload.parameters.empty() && payload.content) {
    diagnostics_.error("misplaced-element", element.position(),
                       "expected either <content> or named values, found both");
  }
  return payload;
}

Parameter ContentReader::read_parameter(const xml::Element& element) {
  const std::string attribute = element.attribute("location") ? "location" : "expr";
  const bool both = element.attribute("location") && element.attribute("expr");
  if (both) {
    diagnostics_.error("conflicting-attributes", element.position(),
                       "expected either 'expr' or 'location', found both");
  }
  std::optional<Formula> value = expressions_.attribute(element, attribute, *scope_);
  require_one(element, value.has_value(), "'expr' or 'location'");
  return {element.attribute_or_empty("name"), value ? std::move(*value) : Formula{}};
}

void ContentReader::read_content(const xml::Element& element, Payload& payload) {
  payload.content = expressions_.attribute(element, "expr", *scope_);
  if (payload.content) return;
  const std::vector<xml::Element> children = element.children();
  payload.content =
      as_written(children.empty() ? element.trimmed_text() : children.front().standalone_source(),
                 element.position());
}

Invoke ContentReader::read_invoke(const xml::Element& element, const feel::Scope& scope) {
  scope_ = &scope;
  Invoke made;
  made.type = text_or_formula(element, "type", "typeexpr");
  made.chart_source = text_or_formula(element, "src", "srcexpr");
  made.id = element.attribute_or_empty("id");
  if (element.attribute("idlocation"))
    made.id_location = expressions_.location(element, "idlocation");
  if (!made.id.empty() && made.id_location) {
    diagnostics_.error("conflicting-attributes", element.attribute_position("idlocation"),
                       "expected either 'id' or 'idlocation', found both");
  }
  made.autoforward = element.attribute_or_empty("autoforward") == "true";
  const xml::Element content = element.child(kScxmlNamespace, "content");
  const xml::Element inside = content.child(kScxmlNamespace, "scxml");
  require_one(element, made.chart_source.given() || content, "'src', 'srcexpr' or <content>");
  if (made.chart_source.given() && content) {
    diagnostics_.error("misplaced-element", content.position(),
                       "expected either a source or <content>, found both");
  }
  made.payload = read_parameters(element);
  if (inside) {
    Result<Chart> chart = Chart::load(inside, context_, diagnostics_);
    if (chart) made.chart = std::move(chart).value();
  } else if (content) {
    read_content(content, made.payload);
  }
  const xml::Element finalize = element.child(kScxmlNamespace, "finalize");
  if (finalize) read_finalize(element, finalize, made);
  return made;
}

// An empty one stands for assignments to the places that the parameters came from. Source: SCXML
// 1.0, section 6.5.
void ContentReader::read_finalize(const xml::Element& invoke, const xml::Element& finalize,
                                  Invoke& made) {
  if (!finalize.children().empty()) {
    block_.clear();
    read_children(finalize);
    made.finalize = std::exchange(block_, {});
    return;
  }
  for (const std::string& name : words(invoke.attribute_or_empty("namelist"))) {
    made.returned.emplace_back(name,
                               expressions_.location(name, invoke.attribute_position("namelist")));
  }
  for (const xml::Element& parameter : invoke.children(kScxmlNamespace, "param")) {
    if (!parameter.attribute("location")) continue;
    made.returned.emplace_back(parameter.attribute_or_empty("name"),
                               expressions_.location(parameter, "location"));
  }
}

void ContentReader::read_script(const xml::Element& element) {
  const Result<std::string> text = script_text(element, context_);
  if (!text) {
    return diagnostics_.error("script", element.attribute_position("src"), text.error().message);
  }
  if (text->empty()) return;
  Script script{
      expressions_.compile(*text, element.position(), *scope_, Type::of(Type::Kind::kContext)), {}};
  const auto& members = script.value.code ? script.value.code->type().members : nullptr;
  if (members != nullptr) {
    for (const Type::Member& member : *members)
      script.items.push_back(expressions_.location(member.name, element.position()));
  }
  block_.push_back(std::move(script));
}

const ActSignature* ContentReader::signature(const xml::Element& act) {
  if (context_.acts == nullptr) return nullptr;
  const std::string type = act.attribute_or_empty("type");
  const auto found = context_.acts->find(type);
  if (found != context_.acts->end()) return &found->second;
  std::vector<std::string> known;
  for (const auto& [name, signature] : *context_.acts) known.push_back(name);
  diagnostics_.error("unknown-act", act.attribute_position("type"),
                     not_known("an act of the law packs' vocabulary", type, known));
  return nullptr;
}

With ContentReader::read_with(const xml::Element& element, const ActSignature* signature) {
  With with{element.attribute_or_empty("name"), std::nullopt, Type::any()};
  if (signature != nullptr) {
    const auto& known = signature->attributes;
    if (const Type* found = feel::type_of(known, with.name)) {
      with.type = *found;
    } else {
      diagnostics_.error("unknown-act-attribute", element.attribute_position("name"),
                         "expected an attribute of the act '" + signature->type + "', found '" +
                             with.name + "'" + suggestion(with.name, feel::names_of(known)));
    }
  }
  with.value = expressions_.attribute(element, "expr", *scope_, with.type);
  return with;
}

void ContentReader::read_act(const xml::Element& element) {
  Perform perform;
  perform.act.type = element.attribute_or_empty("type");
  perform.act.basis = std::string(element.attribute(kWorkflowNamespace, "basis").value_or(""));
  perform.act.source = element.position();
  perform.at = expressions_.attribute(element, "at", *scope_);
  const ActSignature* known = signature(element);
  for (const xml::Element& child : element.children(kWorkflowNamespace, "with")) {
    With with = read_with(child, known);
    const auto& names = perform.act.attributes;
    if (std::find(names.begin(), names.end(), with.name) != names.end()) {
      diagnostics_.error(
          "duplicate-attribute", child.position(),
          "expected each attribute of the act once, found '" + with.name + "' again");
    }
    perform.act.attributes.push_back(with.name);
    perform.attributes.push_back(std::move(with));
  }
  for (const xml::Element& child : element.children(kWorkflowNamespace, "document")) {
    perform.act.documents.push_back(
        {child.attribute_or_empty("kind"), child.attribute_or_empty("template")});
  }
  block_.push_back(std::move(perform));
}

void ContentReader::read_evaluate(const xml::Element& element) {
  const std::string name = element.attribute_or_empty("decision");
  const auto unknown = [&](std::string message) {
    diagnostics_.error("unknown-decision", element.attribute_position("decision"),
                       std::move(message));
  };
  Location into = expressions_.location(element, "into");
  if (context_.decisions == nullptr) {
    return unknown("expected a decision model named by 'l:decisions', found none for '" + name +
                   "'");
  }
  const Result<dmn::Decision> decision = context_.decisions->decision(name);
  if (!decision) return unknown(decision.error().message);
  if (!may_be(decision->result_type(), into.type)) {
    diagnostics_.error("wrong-type", element.attribute_position("into"),
                       "expected a data item of type " + to_string(decision->result_type()) +
                           " for the decision '" + name + "', found " + to_string(into.type));
  }
  Decide decide{*decision, {}, std::move(into), element.position()};
  for (const std::string& input : decision->inputs()) {
    check_input(element, *decision, decide.inputs.size(), input);
    decide.inputs.emplace_back(input, expressions_.slot_of(input));
  }
  block_.push_back(std::move(decide));
}

// What nobody gives is null; that is seldom meant.
void ContentReader::check_input(const xml::Element& element, const dmn::Decision& decision,
                                std::size_t place, const std::string& input) {
  const Position position = element.attribute_position("decision");
  const std::string what = "'" + input + "' of the decision '" + decision.name() + "'";
  const std::vector<feel::Scope::Variable>& known = scope_->variables();
  const auto event = std::find_if(known.begin(), known.end(),
                                  [](const auto& each) { return each.name == "_event"; });
  const Type* data = feel::type_of(*event->type.members, "data");
  const bool of_event = data == nullptr || !data->members;
  const Type* value = of_event ? nullptr : feel::type_of(*data->members, input);
  const std::uint32_t slot = expressions_.slot_of(input);
  if (value == nullptr && slot != kNone) value = &known[slot].type;
  if (value == nullptr && !of_event) {
    return diagnostics_.warning(
        "missing-input", position,
        "expected a data item or a value of the event for the input " + what + ", found none");
  }
  if (value == nullptr || may_be(*value, decision.input_type(place))) return;
  diagnostics_.error("wrong-type", position,
                     "expected a value of type " + to_string(decision.input_type(place)) +
                         " for the input " + what + ", found " + to_string(*value));
}

std::vector<ActSpec> acts_of(const Block& block) {
  std::vector<ActSpec> acts;
  for (const Instruction& instruction : block) {
    if (const auto* perform = std::get_if<Perform>(&instruction)) acts.push_back(perform->act);
  }
  return acts;
}

}  // namespace lagrum::statechart
