#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model.h"
#include "feel/expression.h"
#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/text.h"
#include "lagrum/xml.h"

namespace lagrum::statechart {

inline constexpr std::string_view kScxmlNamespace = "http://www.w3.org/2005/07/scxml";
/// The name of SCXML's own event processor.
inline constexpr std::string_view kScxmlProcessor =
    "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";
inline constexpr std::string_view kWorkflowNamespace = "urn:lagrum:workflow:1";

/// Upper bounds; beyond them a load or a macrostep fails with kOutOfRange.
inline constexpr std::size_t kStatesMax = 10'000;
inline constexpr std::size_t kTransitionsMax = 50'000;
inline constexpr std::size_t kVariablesMax = 2'000;
inline constexpr std::size_t kMicrostepsMax = 1'000;

/// What a chart may know of the acts it performs: the attributes and their types. From the law
/// packs.
struct ActSignature {
  std::string type;
  std::vector<feel::Type::Member> attributes;
  std::map<std::string, std::vector<std::string>> values =
      {};  ///< of those that may hold few texts
};

/// The rules that a chart is held to. kCase, a workflow's: every fault is found at load, and what
/// would run beside the record (sessions in sessions, scripts, data that come into being on the
/// way) is refused. kStandard: a faulty expression or location stands until it is carried out,
/// where it fails with error.execution (SCXML 1.0, section 5.9.1); all of the language may be used.
using feel::Profile;

/// What a chart is loaded with.
struct LoadContext {
  /// Acts by type; empty means that acts are not checked (plain SCXML).
  const std::map<std::string, ActSignature>* acts = nullptr;
  /// Questions of the law packs by id, with the role that answers.
  const std::map<std::string, std::string>* asks = nullptr;
  /// The DMN model named by l:decisions; null when there is none.
  const dmn::Model* decisions = nullptr;
  /// Names of case and party facts the packs declare ("case.kind", "party.may_appeal") with their
  /// types.
  const std::map<std::string, feel::Type>* facts = nullptr;
  Profile profile = Profile::kCase;
  /// Gives the text behind a URI, for `src` of data, scripts and invoked charts; where it is empty,
  /// nothing is ever fetched. Called at load, and for invoked charts while a session runs. Only
  /// with Profile::kStandard.
  std::function<Result<std::string>(const std::string& uri)> read = {};
};

/// A document that an act is done by.
struct DocumentSpec {
  std::string kind;
  std::string template_path;  ///< empty for none
};

/// An act as the chart writes it.
struct ActSpec {
  std::string type;
  std::string basis;
  std::vector<std::string> attributes;  ///< names given by l:with, in order
  std::vector<DocumentSpec> documents;
  Position source;
};

struct TaskSpec {
  std::string id;
  std::string role;
  Texts title;
  std::string form;  ///< empty for none
};

/// A permitted answer to a question.
struct AskOption {
  std::string value;
  Texts title;
};

/// A value that an event carries beyond those of its acts: `l:payload`.
struct PayloadSpec {
  std::string name;
  feel::Type type;
  bool required = true;
  Texts title;
};

struct AskSpec {
  std::string id;  ///< of a pack's ask, or of the workflow's own
  bool of_pack = false;
  std::string role;  ///< empty for a pack's ask
  std::string type;  ///< FEEL type of the answer
  bool reason_required = true;
  Texts title;
  std::vector<AskOption> options;  ///< empty where every answer of the type is permitted
};

/// A transition as people and tools see it.
struct TransitionInfo {
  std::string source;               ///< state id
  std::vector<std::string> events;  ///< descriptors; empty for an eventless one
  std::string guard;                ///< FEEL text; empty for none
  std::vector<std::string> targets;
  std::vector<std::string> roles;    ///< l:by
  std::vector<ActSpec> acts;         ///< performed by its own content, in order
  std::vector<PayloadSpec> payload;  ///< l:payload, in order
  std::string name;                  ///< stable for reports: "source --event--> target#n"
  Position position;
};

struct StateInfo {
  std::string id;
  std::string parent;           ///< empty for a child of scxml
  std::string kind;             ///< state, parallel, final, history
  std::string phase;            ///< l:phase; empty for none
  std::vector<TaskSpec> tasks;  ///< opened on entry
  std::vector<AskSpec> asks;
  std::vector<ActSpec> acts;  ///< performed by its entry and exit content, in order
  Position position;
};

/// A case or party fact that the workflow states: `l:fact name expr`.
struct FactInfo {
  std::string name;
  std::string expression;
};

/// A compiled workflow: immutable tables, shared by all its cases.
class Chart {
 public:
  /// Compiles an SCXML document with our extension. Faults go to `diagnostics` with positions.
  static Result<Chart> load(const xml::Document& document, const LoadContext& context,
                            Diagnostics& diagnostics);
  /// The same from an <scxml> that stands inside a document.
  static Result<Chart> load(const xml::Element& root, const LoadContext& context,
                            Diagnostics& diagnostics);

  const std::string& name() const;
  const std::string& version() const;  ///< l:version; "0.0.0" for plain SCXML
  const Texts& title() const;
  const std::vector<std::string>& law() const;  ///< l:law, in order
  const std::string& calendar() const;
  const std::optional<Date>& valid_from() const;
  const std::optional<Date>& valid_to() const;
  const std::string& decisions() const;  ///< l:decisions; empty for none
  const std::string& digest() const;     ///< hex SHA-256 of the file's text in UTF-8

  const std::vector<StateInfo>& states() const;
  const std::vector<TransitionInfo>& transitions() const;
  const std::vector<FactInfo>& facts() const;
  /// The declared type of an event's values: the union over the acts its transitions perform, plus
  /// l:payload.
  std::vector<feel::Type::Member> event_data(std::string_view event) const;
  /// Names of values that every transition on the event requires by l:payload. What only some of
  /// them require is asked for when they are taken: process() then fails with kInvalidArgument.
  std::vector<std::string> required_data(std::string_view event) const;
  /// What of an event's value is not allowed, as text: by the type of l:payload, by the attribute
  /// of an act or the data item that it becomes as it stands. Empty where some transition that
  /// takes the event allows it.
  std::string not_allowed(std::string_view event, std::string_view name, const Value& value) const;
  /// The values that are allowed, where these are written out; empty for any.
  List allowed_values(std::string_view event, std::string_view name) const;
  /// Every event name that some transition takes, without wildcards, sorted.
  const std::vector<std::string>& events() const;
  /// True when the state, by id, is a descendant of (or the same as) `ancestor`.
  bool within(std::string_view state, std::string_view ancestor) const;

  struct Tables;
  const Tables& tables() const { return *tables_; }

 private:
  explicit Chart(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const Tables> tables_;
};

}  // namespace lagrum::statechart
