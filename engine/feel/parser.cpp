#include "feel/parser.h"

#include <algorithm>
#include <array>

#include "feel/functions.h"
#include "feel/grammar.h"
#include "feel/operators.h"
#include "feel/temporal.h"
#include "lagrum/diagnostic.h"

namespace lagrum::feel {

/// An operator between two operands; a higher power binds closer.
struct Infix {
  std::string_view text;
  Op op;
  int power;
};

namespace {

using Kind = Type::Kind;
/// Variables of one for, some or every.
constexpr std::size_t kIterationsMax = 16;

constexpr int kComparisonPower = 3;
constexpr int kAdditivePower = 4;

/// Operators between two operands; longer symbols stand before those they begin with.
constexpr std::array kInfixes = {
    Infix{"or", Op::kOr, 1},
    Infix{"and", Op::kAnd, 2},
    Infix{"!=", Op::kNotEqual, kComparisonPower},
    Infix{"<=", Op::kLessEqual, kComparisonPower},
    Infix{">=", Op::kGreaterEqual, kComparisonPower},
    Infix{"=", Op::kEqual, kComparisonPower},
    Infix{"<", Op::kLess, kComparisonPower},
    Infix{">", Op::kGreater, kComparisonPower},
    Infix{"between", Op::kBetween, kComparisonPower},
    Infix{"in", Op::kIn, kComparisonPower},
    Infix{"+", Op::kAdd, kAdditivePower},
    Infix{"-", Op::kSubtract, kAdditivePower},
    Infix{"**", Op::kPower, 6},
    Infix{"*", Op::kMultiply, 5},
    Infix{"/", Op::kDivide, 5},
};

/// The comparisons that a unary test may begin with.
constexpr std::array kTestSymbols = {"<=", ">=", "!=", "<", ">", "="};

/// Words that end an operand, and so never continue a name.
constexpr std::array kKeywords = {"and",  "or",   "between", "in",       "instance",
                                  "then", "else", "return",  "satisfies"};

Type element_of(const Type& type) {
  if (type.kind != Kind::kList && type.kind != Kind::kRange) return type;
  return type.element ? *type.element : Type::any();
}

/// The type that both have, or Any.
Type common(const Type& a, const Type& b) {
  if (a.kind == Kind::kNull) return b;
  if (b.kind == Kind::kNull) return a;
  return to_string(a) == to_string(b) ? a : Type::any();
}

bool may_hold(const Type& type) { return is_open(type.kind) || type.kind == Kind::kBoolean; }

bool may_be_called(const Type& type) {
  return type.kind == Kind::kFunction || type.kind == Kind::kAny;
}

}  // namespace

NodeIndex Parser::fail(std::size_t offset, const std::string& message) {
  scanner_.move_to(text_.size());  // nothing more matches, so that every loop ends
  return builder_.fail(offset, message);
}

NodeIndex Parser::amiss(std::size_t offset, const std::string& message) {
  return builder_.strict() ? fail(offset, message) : builder_.fault(offset, message);
}

std::string Parser::found_here() {
  if (scanner_.done()) return "the end of the text";
  const std::size_t at = scanner_.at();
  std::string word = scanner_.words();
  if (word.empty()) {
    std::size_t size = 1;
    while (at + size < text_.size() &&
           (static_cast<unsigned char>(text_[at + size]) & 0xC0U) == 0x80U)
      ++size;
    word = std::string(text_.substr(at, size));
  }
  scanner_.move_to(at);
  return "'" + word + "'";
}

void Parser::expect(std::string_view symbol, std::string_view where) {
  if (scanner_.accept(symbol)) return;
  fail(scanner_.at(),
       "expected '" + std::string(symbol) + "' " + std::string(where) + ", found " + found_here());
}

void Parser::expect_word(std::string_view word, std::string_view where) {
  if (scanner_.accept_word(word)) return;
  fail(scanner_.at(),
       "expected '" + std::string(word) + "' " + std::string(where) + ", found " + found_here());
}

std::uint32_t Parser::push(Local local) {
  locals_.push_back(std::move(local));
  builder_.need_slots(locals_.size());
  return static_cast<std::uint32_t>(locals_.size() - 1);
}

Result<Parsed> Parser::finish(NodeIndex root, bool irrelevant) {
  if (!scanner_.done() && !builder_.failed()) {
    fail(scanner_.at(), "expected an operator or the end of the text, found " + found_here());
  }
  if (builder_.failed()) return builder_.error();
  Parsed parsed;
  parsed.type = builder_.type_of(root);
  parsed.program = builder_.finish(root);
  parsed.reads = std::move(reads_);
  parsed.irrelevant = irrelevant;
  return parsed;
}

Result<Parsed> Parser::parse_all() {
  if (scanner_.done())
    return fail(0, "expected an expression, found the end of the text"), builder_.error();
  return finish(expression(), false);
}

Result<Parsed> Parser::parse_tests(const Type& input) {
  push(Local{"?", input});
  if (scanner_.accept("-") && scanner_.done()) {
    return finish(builder_.constant(true, Type::of(Kind::kBoolean), 0), true);
  }
  scanner_.move_to(0);
  if (scanner_.done())
    return fail(0, "expected a unary test or '-', found the end of the text"), builder_.error();
  const std::size_t start = scanner_.at();
  // "not(…)" around all tests; anything else that begins with not is an ordinary condition.
  if (scanner_.accept_word("not") && scanner_.accept("(")) {
    std::vector<NodeIndex> inner = tests(input, ")");
    expect(")", "after the tests of 'not'");
    if (scanner_.done() && !builder_.failed()) {
      inner.insert(inner.begin(), builder_.node(Op::kLocal, {}, input, start, 0));
      const NodeIndex in = builder_.node(Op::kIn, inner, Type::of(Kind::kBoolean), start);
      return finish(made_call(*builtin_row("not", 1, {}), {Argument{{}, in}}, start), false);
    }
    if (builder_.failed()) return builder_.error();
  }
  scanner_.move_to(start);
  std::vector<NodeIndex> children = tests(input, "");
  children.insert(children.begin(), builder_.node(Op::kLocal, {}, input, start, 0));
  return finish(builder_.node(Op::kIn, children, Type::of(Kind::kBoolean), start), false);
}

std::vector<NodeIndex> Parser::tests(const Type& input, std::string_view end) {
  std::vector<NodeIndex> all;
  do {
    all.push_back(test(input, 0));
  } while (scanner_.accept(",") && (end.empty() || !scanner_.next_is(end)));
  return all;
}

// NOLINTBEGIN(misc-no-recursion): bounded by kNestingMax and kTreeDepthMax

NodeIndex Parser::test(const Type& input, int power) {
  const std::size_t offset = scanner_.here();
  for (const std::string_view symbol : kTestSymbols) {
    if (!scanner_.accept(symbol)) continue;
    const auto* row = std::find_if(kInfixes.begin(), kInfixes.end(),
                                   [&](const Infix& infix) { return infix.text == symbol; });
    const NodeIndex operand = binary(kComparisonPower);
    if (builder_.strict() && !comparable(input, builder_.type_of(operand))) {
      return fail(offset, "expected a test of " + to_string(input) + ", found " +
                              to_string(builder_.type_of(operand)));
    }
    return builder_.node(Op::kTestCompare, {operand}, Type::of(Kind::kBoolean), offset,
                         static_cast<std::uint32_t>(row->op));
  }
  const bool outer = question_used_;
  question_used_ = false;
  const NodeIndex node = power == 0 ? expression() : binary(power);
  const bool of_question = question_used_;
  question_used_ = outer || of_question;
  return value_test(node, input, of_question, offset);
}

NodeIndex Parser::value_test(NodeIndex node, const Type& input, bool of_question,
                             std::size_t offset) {
  const Type& type = builder_.type_of(node);
  const bool boolean_input =
      input.kind == Kind::kBoolean || input.kind == Kind::kAny || input.kind == Kind::kNull;
  const bool truth = type.kind == Kind::kBoolean && !boolean_input;
  if (of_question || truth) {
    if (builder_.strict() && type.kind != Kind::kBoolean && type.kind != Kind::kAny) {
      return fail(offset, "expected a condition over '?', found " + to_string(type));
    }
    return builder_.node(Op::kTestTruth, {node}, Type::of(Kind::kBoolean), offset);
  }
  const bool fits = comparable(input, type) || comparable(input, element_of(type)) ||
                    comparable(input, element_of(element_of(type)));
  if (!fits && builder_.strict())
    return fail(offset, "expected a test of " + to_string(input) + ", found " + to_string(type));
  return builder_.node(Op::kTestValue, {node}, Type::of(Kind::kBoolean), offset);
}

NodeIndex Parser::expression() {
  if (nesting_ >= kNestingMax) {
    return fail(scanner_.at(),
                "expected an expression of at most " + std::to_string(kNestingMax) + " levels");
  }
  ++nesting_;
  const NodeIndex node = binary(0);
  --nesting_;
  return node;
}

const Infix* Parser::next_infix(int power) {
  for (const Infix& row : kInfixes) {
    if (row.power <= power) continue;
    if (is_name_start(row.text.front()) ? scanner_.accept_word(row.text)
                                        : scanner_.accept(row.text))
      return &row;
  }
  return nullptr;
}

NodeIndex Parser::binary(int power) {
  NodeIndex left = unary();
  while (!builder_.failed()) {
    const std::size_t offset = scanner_.here();
    const Infix* row = next_infix(power);
    if (row == nullptr) break;
    left = infix(*row, left, offset);
  }
  return left;
}

NodeIndex Parser::infix(const Infix& row, NodeIndex left, std::size_t offset) {
  if (row.op == Op::kBetween) return between(left, offset);
  if (row.op == Op::kIn) return in(left, offset);
  const NodeIndex right = binary(row.power);
  if (builder_.failed()) return left;
  if (row.op == Op::kAnd || row.op == Op::kOr) return builder_.logic(row.op, left, right, offset);
  if (row.power == kComparisonPower) return builder_.comparison(row.op, left, right, offset);
  return builder_.arithmetic(row.op, left, right, offset);
}

NodeIndex Parser::between(NodeIndex value, std::size_t offset) {
  const NodeIndex low = binary(kComparisonPower);
  expect_word("and", "between the two ends of 'between'");
  const NodeIndex high = binary(kComparisonPower);
  if (builder_.failed()) return value;
  builder_.comparison(Op::kGreaterEqual, value, low, offset);  // for its check of types
  builder_.comparison(Op::kLessEqual, value, high, offset);
  return builder_.node(Op::kBetween, {value, low, high}, Type::of(Kind::kBoolean), offset);
}

NodeIndex Parser::in(NodeIndex value, std::size_t offset) {
  const Type input = builder_.type_of(value);
  std::vector<NodeIndex> children = {value};
  const std::size_t start = scanner_.here();
  if (scanner_.accept("(")) {
    if (nesting_ >= kNestingMax) return fail(start, "expected an expression of less depth");
    ++nesting_;
    const std::size_t first = scanner_.here();
    NodeIndex operand = test(input, 0);
    --nesting_;
    const Node& made = builder_.program().nodes[operand];
    if (made.op == Op::kTestValue && scanner_.next_is("..")) {  // an open range such as (1..5]
      operand = range(builder_.program().child(made, 0), false, first);
      children.push_back(value_test(operand, input, false, first));
    } else {
      children.push_back(operand);
      while (scanner_.accept(",")) children.push_back(test(input, 0));
      expect(")", "after the tests of 'in'");
    }
  } else {
    children.push_back(test(input, kComparisonPower));
  }
  return builder_.node(Op::kIn, children, Type::of(Kind::kBoolean), offset);
}

NodeIndex Parser::unary() {
  const std::size_t offset = scanner_.here();
  if (!scanner_.accept("-")) return postfix(primary(), offset);
  if (nesting_ >= kNestingMax) return fail(offset, "expected less signs");
  ++nesting_;
  const NodeIndex operand = unary();
  --nesting_;
  return builder_.failed() ? operand : builder_.negation(operand, offset);
}

bool Parser::next_is_filter() {
  const std::size_t start = scanner_.here();
  if (!scanner_.accept("[")) return false;
  // The "[" that ends "]1..5[" is followed by nothing that begins an expression.
  constexpr std::string_view kEnds = ",.)]}=<>!+*/";
  bool begins = !scanner_.done() && kEnds.find(scanner_.peek()) == std::string_view::npos;
  for (const std::string_view word : kKeywords) begins = begins && !scanner_.next_is_word(word);
  scanner_.move_to(start);
  return begins;
}

NodeIndex Parser::postfix(NodeIndex node, std::size_t offset) {
  const Node& first = builder_.program().nodes[node];
  std::string path;
  std::size_t read = reads_.size();
  if (first.op == Op::kVariable) {
    path = scope_.variables()[first.a].name;
    reads_.emplace_back();
  }
  while (!builder_.failed()) {
    const std::size_t at = scanner_.here();
    if (scanner_.next_is(".")) {
      scanner_.accept(".");
      node = member(node, path);
    } else if (next_is_filter()) {
      if (read < reads_.size() && reads_[read].empty()) reads_[read] = path;
      path.clear();
      node = filter(node, offset);
    } else if (may_be_called(builder_.type_of(node)) && scanner_.next_is("(")) {
      node = invocation(node, path, at);
    } else if (scanner_.accept_word("instance of")) {
      node = instance_of(node, at);
    } else {
      break;
    }
  }
  if (read < reads_.size() && reads_[read].empty()) reads_[read] = path;
  return node;
}

std::string Parser::plain_words() {
  std::string name(scanner_.word());
  while (!name.empty() && is_name_start(scanner_.peek())) {
    const bool keyword = std::any_of(kKeywords.begin(), kKeywords.end(),
                                     [&](const char* word) { return scanner_.next_is_word(word); });
    if (keyword) break;
    name += " " + std::string(scanner_.word());
  }
  return name;
}

std::string Parser::free_member_name() {
  constexpr std::array kBlankNames = {"time offset", "start included", "end included"};
  for (const std::string_view name : kBlankNames) {
    if (scanner_.accept_word(name)) return std::string(name);
  }
  return plain_words();
}

std::string Parser::member_name(const Type& base, Type& type) {
  const Type owner = element_of(base);
  std::vector<std::string> names;
  if (base.kind == Kind::kRange || !owner.members) {
    names = properties_of(base.kind == Kind::kRange ? Kind::kRange : owner.kind);
  } else {
    names = names_of(*owner.members);
  }
  const bool open = (owner.kind == Kind::kContext && !owner.members) || owner.kind == Kind::kAny ||
                    owner.kind == Kind::kNull;
  if (open && base.kind != Kind::kRange) return free_member_name();
  const std::size_t start = scanner_.here();
  std::string best;
  std::size_t end = 0;
  for (const std::string& name : names) {
    const std::size_t matched = scanner_.match(name);
    if (matched != std::string_view::npos && matched > end) {
      end = matched;
      best = name;
    }
  }
  if (best.empty() && !builder_.strict()) return free_member_name();
  if (best.empty()) {
    const std::string found(scanner_.word());
    fail(start, "expected a member of " + to_string(owner) + ", found '" + found + "'" +
                    suggestion(found, names));
    return {};
  }
  scanner_.move_to(end);
  if (!owner.members || base.kind == Kind::kRange) {
    type = property_type(base.kind == Kind::kRange ? Kind::kRange : owner.kind, best);
  } else {
    type = std::find_if(owner.members->begin(), owner.members->end(), [&](const Type::Member& row) {
             return row.name == best;
           })->type;
  }
  return best;
}

NodeIndex Parser::member(NodeIndex base, std::string& path) {
  const std::size_t offset = scanner_.here();
  const Type base_type = builder_.type_of(base);
  Type type;
  std::string name = member_name(base_type, type);
  if (builder_.failed()) return base;
  if (name.empty())
    return fail(offset, "expected the name of a member after '.', found " + found_here());
  if (!path.empty()) path += "." + name;
  if (base_type.kind == Kind::kList) type = Type::list_of(std::move(type));
  return builder_.node(Op::kMember, {base}, std::move(type), offset,
                       builder_.name(std::move(name)));
}

NodeIndex Parser::filter(NodeIndex base, std::size_t offset) {
  const Type base_type = builder_.type_of(base);
  const Type element = base_type.kind == Kind::kRange ? base_type : element_of(base_type);
  scanner_.accept("[");
  const std::uint32_t slot = push(Local{"item", element, true});
  const NodeIndex condition = expression();
  expect("]", "after the filter");
  pop();
  if (builder_.failed()) return base;
  const Type& kind = builder_.type_of(condition);
  Type type;
  if (kind.kind == Kind::kNumber) type = element;
  if (kind.kind == Kind::kBoolean) type = Type::list_of(element);
  const bool fits = kind.kind == Kind::kNumber || kind.kind == Kind::kBoolean ||
                    kind.kind == Kind::kAny || kind.kind == Kind::kNull;
  if (!fits && builder_.strict())
    return fail(offset, "a filter expects a boolean or a position, found " + to_string(kind));
  return builder_.node(Op::kFilter, {base, condition}, std::move(type), offset, slot);
}

NodeIndex Parser::instance_of(NodeIndex value, std::size_t offset) {
  const std::size_t start = scanner_.here();
  Result<Type> type = take_type(scanner_, scope_.types());
  if (!type) return fail(start, type.error().message);
  const std::uint32_t number = builder_.type(std::move(*type));
  return builder_.node(Op::kInstanceOf, {value}, Type::of(Kind::kBoolean), offset, number);
}

NodeIndex Parser::primary() {
  const char next = scanner_.peek();
  if (is_name_start(next) || next == '?') return name_or_call();
  return literal_or_bracket();
}

NodeIndex Parser::literal_or_bracket() {
  const std::size_t offset = scanner_.at();
  switch (scanner_.peek()) {
    case '"':
      return string();
    case '@':
      return at_literal();
    case '(':
      return parenthesis();
    case '[':
      return bracket();
    case ']':
      return open_range();
    case '{':
      return context();
    case '\'':
      return fail(offset, "FEEL strings stand in double quotes");
    default:
      return number();
  }
}

NodeIndex Parser::number() {
  const std::size_t offset = scanner_.at();
  const std::string_view digits = scanner_.number();
  if (digits.empty()) return fail(offset, "expected an expression, found " + found_here());
  const Result<Decimal> value = Decimal::parse(digits);
  if (!value) return fail(offset, value.error().message);
  return builder_.constant(*value, Type::of(Kind::kNumber), offset);
}

NodeIndex Parser::string() {
  const std::size_t offset = scanner_.at();
  Result<std::string> text = scanner_.quoted();
  if (!text) return fail(offset, text.error().message);
  return builder_.constant(std::move(*text), Type::of(Kind::kString), offset);
}

NodeIndex Parser::at_literal() {
  const std::size_t offset = scanner_.at();
  scanner_.accept("@");
  if (scanner_.peek() != '"')
    return fail(offset, "expected a string after '@', found " + found_here());
  Result<std::string> text = scanner_.quoted();
  if (!text) return fail(offset, text.error().message);
  Value value = read_temporal(*text);
  if (value.is_null()) {
    return amiss(offset, "expected a date, time, date and time or duration after '@', found '" +
                             *text + "'");
  }
  if (names_zone(value)) return zoned(*text, value, offset);
  const Result<Type> type = parse_type(type_name(value));
  return builder_.constant(std::move(value), type ? *type : Type::any(), offset);
}

/// Such a value is made at evaluation, so that nothing is worked out without the rules of zones.
NodeIndex Parser::zoned(const std::string& text, const Value& value, std::size_t offset) {
  const NodeIndex from = builder_.constant(text, Type::of(Kind::kString), offset);
  return made_call(*builtin_row(type_name(value), 1, {}), {Argument{{}, from}}, offset);
}

NodeIndex Parser::half_range(std::string_view symbol, std::size_t offset) {
  const NodeIndex end = binary(kComparisonPower);
  expect(")", "after the range");
  if (builder_.failed()) return end;
  Type type = Type::range_of(builder_.type_of(end));
  return builder_.node(Op::kHalfRange, {end}, std::move(type), offset,
                       builder_.name(std::string(symbol)));
}

NodeIndex Parser::parenthesis() {
  const std::size_t offset = scanner_.at();
  scanner_.accept("(");
  for (const std::string_view symbol : kTestSymbols) {
    if (scanner_.accept(symbol)) return half_range(symbol, offset);
  }
  const NodeIndex node = expression();
  if (scanner_.next_is("..")) return range(node, false, offset);
  expect(")", "after the expression");
  return node;
}

NodeIndex Parser::range(NodeIndex low, bool low_included, std::size_t offset) {
  scanner_.accept("..");
  const NodeIndex high = expression();
  const bool included = scanner_.accept("]");
  if (!included && !scanner_.accept(")") && !scanner_.accept("[")) {
    return fail(scanner_.at(), "expected ']', ')' or '[' after the range, found " + found_here());
  }
  if (builder_.failed()) return low;
  builder_.comparison(Op::kLessEqual, low, high, offset);  // for its check of types
  Type type = Type::range_of(common(builder_.type_of(low), builder_.type_of(high)));
  return builder_.node(Op::kRange, {low, high}, std::move(type), offset,
                       (low_included ? 1U : 0U) + (included ? 2U : 0U));
}

NodeIndex Parser::open_range() {
  const std::size_t offset = scanner_.at();
  scanner_.accept("]");
  const NodeIndex low = expression();
  if (!scanner_.next_is(".."))
    return fail(scanner_.at(), "expected '..' in the range, found " + found_here());
  return range(low, false, offset);
}

NodeIndex Parser::bracket() {
  const std::size_t offset = scanner_.at();
  scanner_.accept("[");
  if (scanner_.accept("]")) return builder_.constant(List{}, Type::of(Kind::kList), offset);
  std::vector<NodeIndex> elements = {expression()};
  if (scanner_.next_is("..")) return range(elements.front(), true, offset);
  Type element = builder_.type_of(elements.front());
  while (scanner_.accept(",")) {
    elements.push_back(expression());
    element = common(element, builder_.type_of(elements.back()));
  }
  expect("]", "after the list");
  if (builder_.failed()) return elements.front();
  return builder_.node(Op::kList, elements, Type::list_of(std::move(element)), offset);
}

std::string Parser::context_key() {
  const std::size_t offset = scanner_.here();
  if (scanner_.peek() == '"') {
    Result<std::string> text = scanner_.quoted();
    if (text) return std::move(text).value();
    fail(offset, text.error().message);
    return {};
  }
  std::string key(scanner_.until(":,{}"));
  if (key.empty()) fail(offset, "expected the name of an entry, found " + found_here());
  return key;
}

NodeIndex Parser::context() {
  const std::size_t offset = scanner_.at();
  scanner_.accept("{");
  std::vector<NodeIndex> values;
  std::vector<Type::Member> members;
  const std::size_t first_slot = locals_.size();
  std::string twice;
  while (!scanner_.next_is("}") && !builder_.failed()) {
    const std::size_t at = scanner_.here();
    if (members.size() == kEntriesMax) {
      return fail(at, "expected a context of at most " + std::to_string(kEntriesMax) +
                          " entries, found more");
    }
    std::string key = context_key();
    if (feel::type_of(members, key) != nullptr) {
      twice = "expected each entry once, found '" + key + "' again";
      if (builder_.strict()) return fail(at, twice);
    }
    expect(":", "after the name of the entry");
    values.push_back(expression());
    members.push_back(Type::Member{key, builder_.type_of(values.back())});
    push(Local{std::move(key), members.back().type});
    if (!scanner_.accept(",")) break;
  }
  expect("}", "after the context");
  pop(locals_.size() - first_slot);
  if (!twice.empty()) return builder_.fault(offset, twice);
  std::uint32_t first_name = static_cast<std::uint32_t>(builder_.program().names.size());
  for (const Type::Member& member : members) builder_.name(member.name);
  return builder_.node(Op::kContext, values, Type::context_of(std::move(members)), offset,
                       first_name, static_cast<std::uint32_t>(first_slot));
}

NodeIndex Parser::conditional(std::size_t offset) {
  const NodeIndex truth = expression();
  expect_word("then", "after the condition of 'if'");
  const NodeIndex yes = expression();
  expect_word("else", "after the first value of 'if'");
  const NodeIndex no = expression();
  if (builder_.failed()) return truth;
  const Type& type = builder_.type_of(truth);
  if (builder_.strict() && !may_hold(type)) {
    return fail(offset, "'if' expects a boolean, found " + to_string(type));
  }
  return builder_.node(Op::kIf, {truth, yes, no},
                       common(builder_.type_of(yes), builder_.type_of(no)), offset);
}

NodeIndex Parser::iteration_source(std::string& name) {
  const std::size_t offset = scanner_.here();
  while (is_name_start(scanner_.peek()) && !scanner_.next_is_word("in")) {
    name += (name.empty() ? "" : " ") + std::string(scanner_.word());
  }
  if (name.empty()) return fail(offset, "expected the name of a variable, found " + found_here());
  expect_word("in", "after the name of the variable");
  const std::size_t start = scanner_.here();
  const NodeIndex source = expression();
  if (!scanner_.accept("..")) return source;
  const NodeIndex high = expression();
  if (builder_.failed()) return source;
  Type type = Type::range_of(common(builder_.type_of(source), builder_.type_of(high)));
  return builder_.node(Op::kSpan, {source, high}, std::move(type), start);
}

NodeIndex Parser::iteration(Op op, std::size_t offset) {
  std::vector<NodeIndex> children;
  const std::size_t first_slot = locals_.size();
  do {
    if (children.size() >= kIterationsMax) return fail(offset, "expected at most 16 variables");
    std::string name;
    const NodeIndex source = iteration_source(name);
    push(Local{std::move(name), element_of(builder_.type_of(source))});
    children.push_back(source);
  } while (scanner_.accept(","));
  if (op == Op::kFor) push(Local{"partial", Type::of(Kind::kList)});
  expect_word(op == Op::kFor ? "return" : "satisfies", "after the lists");
  const NodeIndex body = expression();
  children.push_back(body);
  const bool partial = op == Op::kFor && locals_.back().read;
  pop(locals_.size() - first_slot);
  const Type& type = builder_.type_of(body);
  if (op != Op::kFor && builder_.strict() && !may_hold(type)) {
    return fail(offset, "'satisfies' expects a boolean, found " + to_string(type));
  }
  return builder_.node(op, children,
                       op == Op::kFor ? Type::list_of(type) : Type::of(Kind::kBoolean), offset,
                       static_cast<std::uint32_t>(first_slot), partial ? 1 : 0);
}

NodeIndex Parser::function_external(std::size_t offset) {
  if (!builder_.strict()) expression();
  return amiss(offset, "functions of other languages are not carried out");
}

NodeIndex Parser::function_definition(std::size_t offset) {
  const std::size_t first_slot = locals_.size();
  std::vector<Type::Member> parameters;
  scanner_.accept("(");
  while (!scanner_.next_is(")") && !builder_.failed()) {
    Type::Member parameter{std::string(scanner_.until(",:)")), {}};
    if (parameter.name.empty())
      return fail(scanner_.at(), "expected the name of a parameter, found " + found_here());
    if (scanner_.accept(":")) {
      const std::size_t at = scanner_.here();
      Result<Type> declared = take_type(scanner_, scope_.types());
      if (!declared) return fail(at, declared.error().message);
      parameter.type = std::move(declared).value();
    }
    push(Local{parameter.name, parameter.type});
    parameters.push_back(std::move(parameter));
    if (!scanner_.accept(",")) break;
  }
  expect(")", "after the parameters");
  const std::size_t at = scanner_.here();
  const bool external = scanner_.accept_word("external");
  const NodeIndex body = external ? function_external(at) : expression();
  pop(parameters.size());
  if (builder_.failed()) return body;
  Type type = Type::function_of(std::move(parameters), builder_.type_of(body));
  const std::uint32_t number = builder_.type(type);
  return builder_.node(Op::kFunction, {body}, std::move(type), offset,
                       static_cast<std::uint32_t>(first_slot), number);
}

std::optional<NodeIndex> Parser::keyword_expression() {
  const std::size_t offset = scanner_.here();
  if (scanner_.accept_word("null"))
    return builder_.constant(Value(), Type::of(Kind::kNull), offset);
  if (scanner_.accept_word("true"))
    return builder_.constant(true, Type::of(Kind::kBoolean), offset);
  if (scanner_.accept_word("false"))
    return builder_.constant(false, Type::of(Kind::kBoolean), offset);
  if (scanner_.accept_word("if")) return conditional(offset);
  if (scanner_.accept_word("for")) return iteration(Op::kFor, offset);
  if (scanner_.accept_word("some")) return iteration(Op::kSome, offset);
  if (scanner_.accept_word("every")) return iteration(Op::kEvery, offset);
  if (scanner_.accept_word("function")) {
    if (scanner_.next_is("(")) return function_definition(offset);
    scanner_.move_to(offset);
  }
  return std::nullopt;
}

Result<Parsed> parse_expression(std::string_view text, const Scope& scope, const Position& source) {
  return Parser(text, scope, source).parse_all();
}

Result<Parsed> parse_unary_tests(std::string_view text, const Scope& scope, const Type& input,
                                 const Position& source) {
  return Parser(text, scope, source).parse_tests(input);
}

// NOLINTEND(misc-no-recursion)

}  // namespace lagrum::feel
