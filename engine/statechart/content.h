#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"
#include "statechart/expressions.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// Compiles executable content to blocks. Belongs to one load.
class ContentReader {
 public:
  ContentReader(const LoadContext& context, Expressions& expressions, Diagnostics& diagnostics)
      : context_(context), expressions_(expressions), diagnostics_(diagnostics) {}

  /// The executable children of `handler` (a transition, onentry, onexit), in order; others are
  /// passed over.
  Block read(const xml::Element& handler, const feel::Scope& scope);
  /// The data of a send or of donedata: its params, namelist and content.
  Payload read_payload(const xml::Element& element, const feel::Scope& scope);
  Invoke read_invoke(const xml::Element& element, const feel::Scope& scope);

 private:
  using Reader = void (ContentReader::*)(const xml::Element&);
  struct Row;
  static const Row kRows[];

  void read_children(const xml::Element& parent);
  void read_element(const xml::Element& element);
  void read_raise(const xml::Element& element);
  void read_if(const xml::Element& element);
  void read_foreach(const xml::Element& element);
  void read_log(const xml::Element& element);
  void read_assign(const xml::Element& element);
  void read_send(const xml::Element& element);
  void read_cancel(const xml::Element& element);
  void read_act(const xml::Element& element);
  void read_evaluate(const xml::Element& element);
  void check_input(const xml::Element& element, const dmn::Decision& decision, std::size_t place,
                   const std::string& input);
  void read_script(const xml::Element& element);

  Formula condition(const xml::Element& element);
  With read_with(const xml::Element& element, const ActSignature* signature);
  const ActSignature* signature(const xml::Element& act);
  Parameter read_parameter(const xml::Element& element);
  void read_content(const xml::Element& element, Payload& payload);
  Payload read_parameters(const xml::Element& element);
  void read_finalize(const xml::Element& invoke, const xml::Element& finalize, Invoke& made);
  /// `name`, or `name` + "expr"; both at once are an error.
  TextOrFormula text_or_formula(const xml::Element& element, const std::string& name,
                                const std::string& formula_name);
  void require_one(const xml::Element& element, bool given, const std::string& what);

  const LoadContext& context_;
  Expressions& expressions_;
  Diagnostics& diagnostics_;
  const feel::Scope* scope_ = nullptr;  // of the block that is being read
  Block block_;
};

/// The text of a script: what `src` names, or what is written inside. An error is that of reading.
Result<std::string> script_text(const xml::Element& element, const LoadContext& context);

/// The text that `uri` names, by the context's reader; kNotFound where it has none.
Result<std::string> read_source(const std::string& uri, const LoadContext& context);

/// What stands in a document as text: a number or a boolean where it reads as one and nothing is
/// lost, else the text itself.
Formula as_written(std::string text, const Position& source);

/// The acts that a block performs, in order.
std::vector<ActSpec> acts_of(const Block& block);

}  // namespace lagrum::statechart
