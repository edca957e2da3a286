#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/result.h"
#include "lagrum/value.h"
#include "lagrum/xml.h"

namespace lagrum::intake {

inline constexpr std::string_view kMappingNamespace = "urn:lagrum:mapping:1";

/// A party that a file names.
struct Party {
  std::string role;  ///< "applicant"
  Context
      values;  ///< id, name, number, email, … as the mapping says; null where the file gives none
};

/// An attachment that a file names. Its bytes come by another way; `id` is what the e-service calls
/// it.
struct File {
  std::string kind;  ///< kind of document it becomes: "lease"
  std::string name;  ///< "hyresavtal.pdf"
  std::string path;  ///< where it stood: "Values/Dispositionsratt/File"
  std::string id;    ///< may be empty
};

/// What a file of an e-service says, in the words of a workflow.
struct Mapped {
  std::string identity;     ///< what makes two files the same matter
  std::string event_first;  ///< raised when no case of that identity is open
  std::string event_again;  ///< raised when there is one
  std::vector<Party> parties;
  std::vector<std::pair<std::string, Value>> data;  ///< data item to a context of its values
  std::vector<File> files;
  std::vector<std::pair<std::string, std::string>> raw;  ///< path to text, kept as it stood
};

/// The data of the event that `mapped` raises: each data item by its name, and for the `first` file
/// of a matter also "parties", a list of the parties' values, each with its role.
Context event_data(const Mapped& mapped, bool first);

/// The namespace of Open ePlatform's files.
inline constexpr std::string_view kFlowInstanceNamespace =
    "http://www.oeplatform.org/version/2.0/schemas/flowinstance";
/// Most elements without a rule that are named one by one.
inline constexpr std::size_t kUnmappedMax = 50;

/// The rules by which a file of an e-service becomes an event with data, read from a `mapping`
/// document (namespace urn:lagrum:mapping:1). Immutable and cheap to copy; may be shared between
/// threads.
class Mapping {
 public:
  /// A value that the mapping sets in a data item, for comparison with the workflow's declarations.
  struct Field {
    std::string item;  ///< data item: "application"
    std::string name;  ///< "seats"
    std::string type;  ///< FEEL type: "number", "list<string>"; "Any" where it cannot be known
    Position source;
  };

  /// Reads a mapping. Every fault goes to `diagnostics` with its position; the error is their sum.
  static Result<Mapping> load(const xml::Document& document, Diagnostics& diagnostics);

  const std::string& id() const;
  const std::string& workflow() const;
  const std::string& version() const;
  const std::string& event_first() const;
  const std::string& event_again() const;
  const std::vector<Field>& fields() const;
  std::vector<std::string> roles() const;  ///< of its parties, in the order of the text
  std::vector<std::string> kinds() const;  ///< of its files, in the order of the text

  /// True when root element, namespace and all conditions of the mapping's source hold for
  /// `document`.
  bool takes(const xml::Document& document) const;

  /// The values of `document`. A required value that is missing, a masked one, one that is not of
  /// its form or no known choice is an error in `diagnostics`, and the result is their sum; an
  /// element that no rule names is a warning. Values that are optional and missing are null. Fails
  /// with kInvalidArgument also for a document that the mapping doesn't take.
  Result<Mapped> apply(const xml::Document& document, Diagnostics& diagnostics) const;

  struct State;

 private:
  explicit Mapping(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// Reads any sound Open ePlatform file, whatever its flow, as a general contact: who sent it, what
/// it is called, and its questions and answers as text. The events are left empty; the workflow
/// that takes contacts knows its own.
///
/// Sound is a FlowInstance in kFlowInstanceNamespace with an identity and a flow's name. Its
/// status, and whether it names a sender, do not matter: a document has come in on the day it
/// reaches the authority, and an anonymous or half-filled one has come in too. Everything else is
/// refused with kInvalidArgument: another namespace, a list of instances (it names matters but
/// holds none), an error page, any other document. Source: SFS 2017:900 (förvaltningslagen) 19 and
/// 22 §.
///
/// Parties: every Owner as "party"; without one the Poster; a Poster beside Owners as
/// "representative". Data: "contact" with subject, reference, family, version, status, and answers,
/// a list of {question, name, values}, each value {name, text}. Times are kept raw: the platform
/// writes them with a 12-hour clock and without zone.
Result<Mapped> general_contact(const xml::Document& document);

}  // namespace lagrum::intake
