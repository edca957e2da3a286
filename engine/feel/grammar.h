#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/builder.h"
#include "feel/parser.h"
#include "feel/scanner.h"

namespace lagrum::feel {

struct Infix;

using NodeIndex = std::uint32_t;

/// Reads one text by recursive descent, operators by precedence (Pratt). The first fault ends the
/// reading: the scanner is put at the end of the text, so that nothing more matches. Expressions
/// are read in parser.cpp, names and calls in parser_names.cpp. Belongs to one caller.
class Parser {
 public:
  Parser(std::string_view text, const Scope& scope, const Position& source)
      : text_(text), scope_(scope), scanner_(text), builder_(text, source, scope.profile()) {}

  Result<Parsed> parse_all();
  Result<Parsed> parse_tests(const Type& input);

 private:
  struct Local {
    std::string name;
    Type type;
    bool is_item = false;  ///< of a filter: its members are names, too
    bool read = false;
  };
  /// What a name at the current place means.
  struct Found {
    enum class Is : std::uint8_t { kNothing, kLocal, kItemsMember, kVariable } is = Is::kNothing;
    std::size_t end = 0;
    std::size_t index = 0;  ///< of the local or variable
    Type type;
    std::string member;
  };
  struct Argument {
    std::string name;
    NodeIndex node = 0;
  };
  struct Callee {
    std::size_t end = 0;  ///< after the name; 0 when no function's name is here
    std::string name;
    std::optional<std::size_t> extension;
  };

  NodeIndex expression();
  NodeIndex binary(int power);
  const Infix* next_infix(int power);
  NodeIndex infix(const Infix& row, NodeIndex left, std::size_t offset);
  NodeIndex between(NodeIndex value, std::size_t offset);
  NodeIndex in(NodeIndex value, std::size_t offset);
  NodeIndex unary();
  NodeIndex postfix(NodeIndex node, std::size_t offset);
  bool next_is_filter();
  NodeIndex member(NodeIndex base, std::string& path);
  std::string member_name(const Type& base, Type& type);
  std::string free_member_name();
  std::string plain_words();
  NodeIndex filter(NodeIndex base, std::size_t offset);
  NodeIndex instance_of(NodeIndex value, std::size_t offset);

  NodeIndex primary();
  std::optional<NodeIndex> keyword_expression();
  NodeIndex literal_or_bracket();
  NodeIndex number();
  NodeIndex string();
  NodeIndex at_literal();
  NodeIndex parenthesis();
  NodeIndex bracket();
  NodeIndex open_range();
  NodeIndex range(NodeIndex low, bool low_included, std::size_t offset);
  NodeIndex half_range(std::string_view symbol, std::size_t offset);
  NodeIndex context();
  std::string context_key();
  NodeIndex conditional(std::size_t offset);
  NodeIndex iteration(Op op, std::size_t offset);
  NodeIndex iteration_source(std::string& name);
  NodeIndex function_external(std::size_t offset);
  NodeIndex function_definition(std::size_t offset);

  NodeIndex zoned(const std::string& text, const Value& value, std::size_t offset);
  NodeIndex name_or_call();
  NodeIndex builtin_value(std::size_t offset);
  Found resolve();
  void consider(Found& best, std::string_view name, Found candidate);
  std::optional<std::size_t> open_item(const Found& found) const;
  NodeIndex reference(const Found& found, std::size_t offset);
  NodeIndex unknown_name();
  std::vector<std::string> names_in_scope() const;
  Callee callee();
  NodeIndex call(const Callee& callee, std::size_t offset);
  std::vector<Argument> arguments(const std::vector<std::string>& names);
  std::string argument_name(const std::vector<std::string>& names);
  bool check_arguments(const Type& function, const std::string& name,
                       const std::vector<Argument>& given, std::size_t offset);
  NodeIndex extension_call(std::size_t number, std::size_t offset);
  NodeIndex builtin_call(const std::string& name, std::size_t offset);
  NodeIndex made_call(std::size_t number, const std::vector<Argument>& given, std::size_t offset);
  NodeIndex invocation(NodeIndex callee, const std::string& name, std::size_t offset);

  std::vector<NodeIndex> tests(const Type& input, std::string_view end);
  NodeIndex test(const Type& input, int power);
  NodeIndex value_test(NodeIndex node, const Type& input, bool of_question, std::size_t offset);

  std::uint32_t push(Local local);
  void pop(std::size_t count = 1) { locals_.resize(locals_.size() - count); }
  void expect(std::string_view symbol, std::string_view where);
  void expect_word(std::string_view word, std::string_view where);
  std::string found_here();
  NodeIndex fail(std::size_t offset, const std::string& message);
  /// As Builder::amiss; reading goes on where it gives a node.
  NodeIndex amiss(std::size_t offset, const std::string& message);
  Result<Parsed> finish(NodeIndex root, bool irrelevant);

  std::string_view text_;
  const Scope& scope_;
  Scanner scanner_;
  Builder builder_;
  std::vector<Local> locals_;
  std::vector<std::string> reads_;
  std::size_t nesting_ = 0;
  bool question_used_ = false;
};

}  // namespace lagrum::feel
