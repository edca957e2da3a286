#include "base/xml_gate.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "base/deleter.h"
#include "base/xml_text.h"

namespace lagrum::xml {
namespace {

/// No network; the encoding named inside is that of the bytes before they were brought into UTF-8.
constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC;

using ParserContext = std::unique_ptr<xmlParserCtxt, Deleter<xmlFreeParserCtxt>>;
using Tree = std::unique_ptr<xmlDoc, Deleter<xmlFreeDoc>>;
using SchemaParserContext = std::unique_ptr<xmlSchemaParserCtxt, Deleter<xmlSchemaFreeParserCtxt>>;
using SchemaPointer = std::unique_ptr<xmlSchema, Deleter<xmlSchemaFree>>;
using ValidationContext = std::unique_ptr<xmlSchemaValidCtxt, Deleter<xmlSchemaFreeValidCtxt>>;

void initialise() {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
}

/// The message in one line, without its full stop, cut at a character's border.
std::string bounded(const char* message) {
  std::string text = message == nullptr ? "unknown fault" : message;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '.'))
    text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() <= kMessageBytesMax) return text;
  std::size_t end = kMessageBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

/// What the parse of one text has seen so far; its first fault stops the parser.
struct Gate {
  const TextIndex& index;
  std::string_view text;
  const std::string& name;
  const Limits& limits;
  xmlParserCtxt* context = nullptr;
  std::vector<std::size_t> namespaces = {};  // declarations of each open element
  std::size_t namespaces_in_scope = 0;
  std::optional<Error> error = std::nullopt;

  void refuse(ErrorCode code, std::string message, std::uint32_t line, std::uint32_t column) {
    if (error) return;
    error = Error{code, std::move(message), Position{name, line, column}, {}};
    xmlStopParser(context);
  }

  /// Refuses at the newest `markup` at or before the parser's place.
  void refuse_at(std::string_view markup, ErrorCode code, std::string message) {
    const xmlParserInput* input = context->input;
    const std::size_t here = index.offset(static_cast<std::uint32_t>(std::max(input->line, 1)),
                                          static_cast<std::uint32_t>(std::max(input->col, 1)));
    const std::size_t found = text.rfind(markup, here);
    const Position place = index.position(found == std::string_view::npos ? here : found, name);
    refuse(code, std::move(message), place.line, place.column);
  }
};

Gate& gate_of(void* context) { return *static_cast<Gate*>(context); }

void on_doctype(void* context, const xmlChar* /*name*/, const xmlChar* /*id*/,
                const xmlChar* /*uri*/) {
  gate_of(context).refuse_at("<!DOCTYPE", ErrorCode::kInvalidArgument,
                             "expected a document without DOCTYPE, found one");
}

void on_entity(void* context, const xmlChar* /*name*/, int /*type*/, const xmlChar* /*id*/,
               const xmlChar* /*uri*/, xmlChar* /*content*/) {
  gate_of(context).refuse_at("<!ENTITY", ErrorCode::kInvalidArgument,
                             "expected a document without entity declarations, found one");
}

xmlParserInput* deny(void* /*context*/, const xmlChar* /*id*/, const xmlChar* /*uri*/) {
  return nullptr;
}

void on_start(void* context, const xmlChar* /*local*/, const xmlChar* /*prefix*/,
              const xmlChar* /*uri*/, int namespaces, const xmlChar** /*declarations*/,
              int /*attributes*/, int /*defaulted*/, const xmlChar** /*values*/) {
  Gate& gate = gate_of(context);
  gate.namespaces.push_back(static_cast<std::size_t>(namespaces));
  gate.namespaces_in_scope += gate.namespaces.back();
  if (gate.namespaces.size() > gate.limits.depth_max) {
    gate.refuse_at("<", ErrorCode::kOutOfRange,
                   "expected elements at most " + std::to_string(gate.limits.depth_max) +
                       " deep, found a deeper one");
  }
  if (gate.namespaces_in_scope > kAttributesMax) {
    gate.refuse_at("<", ErrorCode::kOutOfRange,
                   "expected at most " + std::to_string(kAttributesMax) +
                       " namespace declarations in scope, found more");
  }
}

void on_end(void* context, const xmlChar* /*local*/, const xmlChar* /*prefix*/,
            const xmlChar* /*uri*/) {
  Gate& gate = gate_of(context);
  if (gate.namespaces.empty()) return;
  gate.namespaces_in_scope -= gate.namespaces.back();
  gate.namespaces.pop_back();
}

void on_fault(void* context, xmlError* fault) {
  if (fault->level < XML_ERR_ERROR) return;
  // A namespace that is no sound URI is still a name: foreign documents hold such, and nothing is
  // fetched.
  if (fault->code == XML_WAR_NS_URI || fault->code == XML_WAR_NS_URI_RELATIVE) return;
  gate_of(context).refuse(ErrorCode::kInvalidArgument,
                          "expected well-formed XML, found: " + bounded(fault->message),
                          static_cast<std::uint32_t>(std::max(fault->line, 1)),
                          static_cast<std::uint32_t>(std::max(fault->int2, 1)));
}

xmlSAXHandler handlers() {
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = on_doctype;
  handler.entityDecl = on_entity;
  handler.resolveEntity = deny;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.serror = on_fault;
  return handler;
}

Status check_attributes(std::string_view text, const TextIndex& index, const std::string& name) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos;) {
    const std::optional<Markup> markup = markup_at(text, at);
    if (!markup) break;
    if (markup->attributes > kAttributesMax) {
      return Error{ErrorCode::kOutOfRange,
                   "expected at most " + std::to_string(kAttributesMax) +
                       " attributes on an element, found " + std::to_string(markup->attributes),
                   index.position(at, name),
                   {}};
    }
    at = text.find('<', markup->end);
  }
  return {};
}

}  // namespace

Status pass_gate(std::string_view text, const std::string& name, const Limits& limits) {
  initialise();
  const TextIndex index(text);
  LAGRUM_TRY(check_attributes(text, index, name));
  const ParserContext context(xmlNewParserCtxt());
  if (!context)
    return Error{ErrorCode::kUnavailable, "expected memory for the XML parser, found none", {}, {}};
  Gate gate{.index = index, .text = text, .name = name, .limits = limits, .context = context.get()};
  *context->sax = handlers();
  context->userData = &gate;
  const Tree tree(xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()),
                                    nullptr, nullptr, kOptions));
  if (gate.error) return *gate.error;
  if (context->wellFormed == 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected well-formed XML, found a fault without description",
                 Position{name, 1, 1},
                 {}};
  }
  return {};
}

namespace {

/// The files a compilation may open, and what it asked for in vain.
struct Library {
  const std::vector<Schema::File>& files;
  std::vector<std::string> missing = {};

  const Schema::File* find(std::string_view location) const {
    const auto last_part = [](std::string_view path) {
      return path.substr(path.find_last_of("/\\") + 1);
    };
    for (const Schema::File& file : files) {
      if (file.name == location) return &file;
    }
    for (const Schema::File& file : files) {
      if (last_part(file.name) == last_part(location)) return &file;
    }
    return nullptr;
  }
};

thread_local Library* library_in_use = nullptr;
std::mutex loader_mutex;
std::atomic<xmlExternalEntityLoader> outer_loader = nullptr;  // what the process had before ours

/// Answers from the library alone on the thread that compiles; other threads keep the loader they
/// had.
xmlParserInput* load_from_library(const char* url, const char* id, xmlParserCtxt* context) {
  if (library_in_use == nullptr) return outer_loader.load()(url, id, context);
  const std::string_view location = url == nullptr ? std::string_view() : std::string_view(url);
  const Schema::File* file = library_in_use->find(location);
  if (file == nullptr) {
    library_in_use->missing.emplace_back(location);
    return nullptr;
  }
  xmlParserInputBuffer* buffer = xmlParserInputBufferCreateMem(
      file->bytes.data(), static_cast<int>(file->bytes.size()), XML_CHAR_ENCODING_NONE);
  if (buffer == nullptr) return nullptr;
  xmlParserInput* input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE);
  if (input != nullptr)
    input->filename = reinterpret_cast<char*>(xmlStrdup(reinterpret_cast<const xmlChar*>(url)));
  return input;
}

void collect_first(void* error, xmlError* fault) {
  auto& first = *static_cast<std::optional<Error>*>(error);
  if (first || fault->level < XML_ERR_ERROR) return;
  first = Error{ErrorCode::kInvalidArgument,
                "expected a valid schema, found: " + bounded(fault->message),
                Position{fault->file == nullptr ? "" : fault->file,
                         static_cast<std::uint32_t>(std::max(fault->line, 0)), 0},
                {}};
}

/// Sets the process's entity loader and the thread's error handler for one compilation, and puts
/// the former ones back.
class Compilation {
 public:
  Compilation(Library& library, std::optional<Error>& error)
      : lock_(loader_mutex),
        handler_(xmlStructuredError),
        handler_context_(xmlStructuredErrorContext) {
    outer_loader = xmlGetExternalEntityLoader();
    library_in_use = &library;
    xmlSetExternalEntityLoader(load_from_library);
    xmlSetStructuredErrorFunc(&error, collect_first);
  }
  Compilation(const Compilation&) = delete;
  Compilation& operator=(const Compilation&) = delete;
  ~Compilation() {
    xmlSetStructuredErrorFunc(handler_context_, handler_);
    xmlSetExternalEntityLoader(outer_loader);
    library_in_use = nullptr;
  }

 private:
  std::lock_guard<std::mutex> lock_;
  xmlStructuredErrorFunc handler_;
  void* handler_context_;
};

std::string names_of(const std::vector<Schema::File>& files) {
  std::string names;
  for (const Schema::File& file : files) names += (names.empty() ? "" : ", ") + file.name;
  return names;
}

/// Removes every "{namespace}" of Clark's notation: people know elements by their names.
std::string without_namespaces(std::string_view message) {
  std::string text;
  for (std::size_t at = 0; at < message.size(); ++at) {
    const std::size_t close = message[at] == '{' ? message.find('}', at) : std::string_view::npos;
    // "{'a', 'b'}" is a set of values, not a namespace.
    if (close == std::string_view::npos || message.substr(at, 2) == "{'") {
      text += message[at];
    } else {
      at = close;
    }
  }
  return text;
}

std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = text.substr(begin + before.size());
  const std::size_t end = after.empty() ? rest.size() : rest.rfind(after);
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

/// How one kind of fault is said: `marker` occurs in libxml2's words; the parts around it fill the
/// sentence.
struct Phrase {
  std::string_view marker;
  std::string (*say)(std::string_view where, std::string_view fault);
};

std::string expected_elements(std::string_view fault) {
  for (const std::string_view before : {"Expected is one of ( ", "Expected is ( "}) {
    const std::string_view list = between(fault, before, " )");
    if (!list.empty())
      return (before.find("one") == std::string_view::npos ? "" : "one of ") + std::string(list);
  }
  return "no further element";
}

constexpr std::array kPhrases = {
    Phrase{"This element is not expected",
           [](std::string_view where, std::string_view fault) {
             return "expected " + expected_elements(fault) + ", found " + std::string(where);
           }},
    Phrase{"Missing child element(s)",
           [](std::string_view where, std::string_view fault) {
             return "expected " + expected_elements(fault) + ", found the end of " +
                    std::string(where);
           }},
    Phrase{"is not an element of the set",
           [](std::string_view where, std::string_view fault) {
             return "expected one of " + std::string(between(fault, "set {", "}")) + ", found '" +
                    std::string(between(fault, "The value '", "' is not an element")) + "' in " +
                    std::string(where);
           }},
    Phrase{"is not accepted by the pattern",
           [](std::string_view where, std::string_view fault) {
             return "expected the form '" + std::string(between(fault, "pattern '", "'")) +
                    "', found '" + std::string(between(fault, "The value '", "' is not accepted")) +
                    "' in " + std::string(where);
           }},
    Phrase{"is not a valid value of",
           [](std::string_view where, std::string_view fault) {
             const std::string_view type = between(fault, "is not a valid value of the ", "");
             return "expected a value of the " + std::string(type) + ", found '" +
                    std::string(between(fault, "'", "' is not a valid value")) + "' in " +
                    std::string(where);
           }},
    Phrase{"is required but missing",
           [](std::string_view where, std::string_view fault) {
             return "expected attribute '" +
                    std::string(between(fault, "The attribute '", "' is required")) + "' on " +
                    std::string(where) + ", found none";
           }},
    Phrase{"is not allowed",
           [](std::string_view where, std::string_view fault) {
             return "expected only declared attributes on " +
                    std::string(where.substr(0, where.find(", attribute"))) + ", found '" +
                    std::string(between(fault, "The attribute '", "' is not allowed")) + "'";
           }},
    Phrase{"No match found for key-sequence",
           [](std::string_view where, std::string_view fault) {
             return "expected a value that the document declares (" +
                    std::string(between(fault, "of keyref '", "'")) + "), found " +
                    std::string(between(fault, "key-sequence [", "] of keyref")) + " in " +
                    std::string(where);
           }},
    Phrase{"Duplicate key-sequence",
           [](std::string_view where, std::string_view fault) {
             return "expected each once (" + std::string(between(fault, "-constraint '", "'")) +
                    "), found " + std::string(between(fault, "key-sequence [", "] in ")) +
                    " again in " + std::string(where);
           }},
    Phrase{"No matching global",
           [](std::string_view where, std::string_view) {
             return "expected a root element of the schema, found " + std::string(where);
           }},
};

/// libxml2's words as "expected …, found …". They begin "Element 'x': " or "Element 'x', attribute
/// 'y': ".
std::string rephrase(const char* message) {
  std::string text = without_namespaces(bounded(message));
  const std::size_t colon = text.find("': ");
  if (text.substr(0, 8) != "Element " || colon == std::string::npos) return text;
  const std::string where = "element" + text.substr(7, colon - 6);
  std::string_view fault = std::string_view(text).substr(colon + 3);
  if (fault.substr(0, 6) == "[facet")
    fault.remove_prefix(std::min(fault.find("] ") + 2, fault.size()));
  for (const Phrase& phrase : kPhrases) {
    if (fault.find(phrase.marker) != std::string_view::npos) return phrase.say(where, fault);
  }
  return where + ": " + std::string(fault);
}

/// The element of `document` that stands where `node` stands in its own tree.
Element counterpart(const Document& document, const xmlNode* node) {
  std::vector<std::size_t> path;  // element number at each level, innermost first
  for (; node != nullptr && node->type == XML_ELEMENT_NODE; node = node->parent) {
    std::size_t number = 0;
    for (const xmlNode* before = node->prev; before != nullptr; before = before->prev) {
      if (before->type == XML_ELEMENT_NODE) ++number;
    }
    path.push_back(number);
  }
  Element element = document.root();
  for (std::size_t level = path.size(); level > 1; --level) {
    const std::vector<Element> children = element.children();
    if (path[level - 2] >= children.size()) break;
    element = children[path[level - 2]];
  }
  return element;
}

/// The place of a reference without its key, of which libxml2 tells only the line where the tag
/// ends: the attribute with the value, or else the element. Of several such tags on one line it is
/// the first that holds the value.
Position place_of_reference(const Document& document, std::string_view fault, int fault_line) {
  const std::string message = without_namespaces(fault);
  const std::string_view name =
      between(std::string_view(message).substr(0, message.find("': ") + 1), "Element '", "'");
  Position place{document.name(), static_cast<std::uint32_t>(std::max(fault_line, 0)), 0};
  const std::uint32_t end = place.line;
  std::pair<std::uint32_t, bool> best{0, false};  // line, and whether it holds the value
  std::vector<Element> open{document.root()};
  while (!open.empty()) {
    const Element element = open.back();
    open.pop_back();
    const std::vector<Element> children = element.children();
    open.insert(open.end(), children.rbegin(), children.rend());
    const std::uint32_t line = element.position().line;
    if (element.local() != name || line > end) continue;
    const std::vector<Attribute> attributes = element.attributes();
    const auto holder =
        std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& each) {
          return message.find("'" + std::string(each.value) + "'", message.find('[')) !=
                 message.npos;
        });
    const bool holds = holder != attributes.end();
    if (std::pair(line, holds) <= best) continue;
    best = {line, holds};
    place = holds ? holder->position : element.position();
  }
  return place;
}

struct Validation {
  const Document& document;
  Diagnostics& diagnostics;
  std::size_t faults = 0;
  const void* last = nullptr;

  /// Of the attribute that the message names, or else of the element.
  Position place(const xmlError& fault) const {
    const auto* node = static_cast<const xmlNode*>(fault.node);
    const std::string_view message = fault.message == nullptr ? "" : fault.message;
    if (node == nullptr) return place_of_reference(document, message, fault.line);
    const Element element = counterpart(document, node);
    const std::string_view attribute =
        between(message.substr(0, message.find("': ") + 1), ", attribute '", "'");
    const std::size_t close = attribute.find('}');
    if (close == std::string_view::npos) return element.attribute_position(attribute);
    return element.attribute_position(attribute.substr(1, close - 1), attribute.substr(close + 1));
  }
};

void report(void* context, xmlError* fault) {
  auto& validation = *static_cast<Validation*>(context);
  const auto* node = static_cast<const xmlNode*>(fault->node);
  // A value that breaks a facet is reported once more as no value of its type: once is enough.
  const bool repeated = node != nullptr && node == validation.last &&
                        fault->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1;
  validation.last = node;
  if (repeated || ++validation.faults > kSchemaFaultsMax) return;
  validation.diagnostics.error("schema", validation.place(*fault), rephrase(fault->message));
}

}  // namespace

struct Schema::Impl {
  SchemaPointer schema;
};

Result<Schema> Schema::compile(const std::vector<File>& files) {
  if (files.empty())
    return Error{
        ErrorCode::kInvalidArgument, "expected at least one schema file, found none", {}, {}};
  initialise();
  Library library{files};
  std::optional<Error> error;
  auto impl = std::make_shared<Impl>();
  {
    const Compilation compilation(library, error);
    const SchemaParserContext context(xmlSchemaNewParserCtxt(files.front().name.c_str()));
    if (!context)
      return Error{ErrorCode::kUnavailable, "expected memory for a schema, found none", {}, {}};
    xmlSchemaSetParserStructuredErrors(context.get(), collect_first, &error);
    impl->schema.reset(xmlSchemaParse(context.get()));
  }
  if (!library.missing.empty()) {
    return Error{ErrorCode::kNotFound,
                 "expected '" + library.missing.front() + "' among the given files, found " +
                     names_of(files),
                 Position{files.front().name, 0, 0},
                 {}};
  }
  if (error) return *error;
  if (!impl->schema)
    return Error{ErrorCode::kInvalidArgument,
                 "expected a valid schema, found a fault without description",
                 Position{files.front().name, 0, 0},
                 {}};
  return Schema(std::move(impl));
}

void Schema::validate(const Document& document, Diagnostics& diagnostics) const {
  const std::string_view text = document.text();
  const Tree tree(xmlReadMemory(text.data(), static_cast<int>(text.size()), document.name().c_str(),
                                nullptr, kOptions | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  const ValidationContext context(xmlSchemaNewValidCtxt(impl_->schema.get()));
  Validation validation{document, diagnostics};
  if (!tree || !context) {
    diagnostics.error("schema", Position{document.name(), 0, 0},
                      "expected memory for validation, found none");
    return;
  }
  xmlSchemaSetValidStructuredErrors(context.get(), report, &validation);
  const int outcome = xmlSchemaValidateDoc(context.get(), tree.get());
  if (validation.faults > kSchemaFaultsMax) {
    diagnostics.error(
        "schema", Position{document.name(), 0, 0},
        std::to_string(validation.faults - kSchemaFaultsMax) + " more faults were found");
  } else if (outcome != 0 && validation.faults == 0) {
    diagnostics.error("schema", Position{document.name(), 0, 0},
                      "expected a valid document, found a fault without description");
  }
}

}  // namespace lagrum::xml
