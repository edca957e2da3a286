#include <array>

#include "lagrum/intake.h"
#include "mapping/convert.h"
#include "mapping/path.h"

namespace lagrum::intake {
namespace {

constexpr std::string_view kNs = kFlowInstanceNamespace;
/// Times without zone and half-day: for the record, never for a time limit.
constexpr std::array kRawOfHeader = {"Posted", "Updated", "FirstSubmitted", "LastSubmitted"};
constexpr std::array kRawOfSignature = {"Date", "SignedChecksum"};

Error refused(xml::Element at, std::string_view found) {
  return Error{
      ErrorCode::kInvalidArgument,
      "expected a FlowInstance of namespace " + std::string(kNs) + ", found " + std::string(found),
      at.position(),
      {}};
}

bool is_html(std::string_view local) {
  return local.size() == 4 && (local[0] | 0x20) == 'h' && (local[1] | 0x20) == 't' &&
         (local[2] | 0x20) == 'm' && (local[3] | 0x20) == 'l';
}

Status check_root(xml::Element root) {
  if (root.is(kNs, "FlowInstance")) return {};
  if (is_html(root.local()))
    return refused(root, "an HTML page, as the platform sends instead of an error");
  if (root.local() == "FlowInstances")
    return refused(root, "a list of instances, which names matters but holds none");
  if (root.local() == "FlowInstance") {
    return refused(root, root.ns().empty() ? "one without namespace"
                                           : "one of namespace " + in_quotes(root.ns()));
  }
  return refused(root, in_quotes(root.local()));
}

xml::Element at(xml::Element start, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) start = start.child(kNs, name);
  return start;
}

Value text_or_null(xml::Element element) {
  std::string text = element.trimmed_text();
  return text.empty() ? Value() : Value(std::move(text));
}

Result<std::string> required(xml::Element root, std::initializer_list<std::string_view> names) {
  const xml::Element element = at(root, names);
  std::string text = element.trimmed_text();
  if (!text.empty()) return text;
  std::string path;
  for (const std::string_view name : names) path += (path.empty() ? "" : "/") + std::string(name);
  return Error{ErrorCode::kInvalidArgument,
               "expected a value at " + path + ", found " + (element ? "an empty element" : "none"),
               element ? element.position() : root.position(),
               {}};
}

/// A person of the header: Firstname, Lastname, Email, and the platform's own number for the
/// account.
Party person(xml::Element element, std::string role) {
  std::string name = at(element, {"Firstname"}).trimmed_text();
  const std::string last = at(element, {"Lastname"}).trimmed_text();
  if (!name.empty() && !last.empty()) name += ' ';
  name += last;
  return Party{std::move(role), Context{{"id", text_or_null(at(element, {"ID"}))},
                                        {"name", name.empty() ? Value() : Value(std::move(name))},
                                        {"email", text_or_null(at(element, {"Email"}))}}};
}

std::vector<Party> parties(xml::Element header) {
  const auto same_account = [](xml::Element a, xml::Element b) {
    return at(a, {"ID"}).trimmed_text() == at(b, {"ID"}).trimmed_text();
  };
  std::vector<Party> list;
  const xml::Element poster = at(header, {"Poster"});
  bool poster_listed = !poster;
  for (const xml::Element& owner : header.children(kNs, "Owner")) {
    list.push_back(person(owner, "party"));
    poster_listed = poster_listed || same_account(owner, poster);
  }
  if (!poster_listed) list.push_back(person(poster, list.empty() ? "party" : "representative"));
  return list;
}

void push_children(std::vector<xml::Element>& open, xml::Element element) {
  const std::vector<xml::Element> children = element.children();
  open.insert(open.end(), children.rbegin(), children.rend());
}

/// The texts of a query, apart from its labels and files; what stands deeper has its own name.
List values_of(xml::Element query) {
  std::vector<xml::Element> open;
  push_children(open, query);
  std::erase_if(open, [](const xml::Element& child) {
    return child.is(kNs, "QueryID") || child.is(kNs, "Name") || child.is(kNs, "File");
  });
  List list;
  while (!open.empty()) {
    const xml::Element element = open.back();
    open.pop_back();
    const std::string text = element.trimmed_text();
    if (!text.empty()) list.push_back(Context{{"name", element.local()}, {"text", text}});
    push_children(open, element);
  }
  return list;
}

List answers(xml::Element values) {
  List list;
  for (const xml::Element& query : values.children()) {
    list.push_back(Context{{"question", text_or_null(at(query, {"Name"}))},
                           {"name", query.local()},
                           {"values", values_of(query)}});
  }
  return list;
}

std::vector<File> files(xml::Element values) {
  std::vector<File> list;
  for (const xml::Element& query : values.children()) {
    for (const xml::Element& file : query.children(kNs, "File")) {
      list.push_back(File{"attachment", at(file, {"Name"}).trimmed_text(),
                          "Values/" + std::string(query.local()) + "/File",
                          at(file, {"ID"}).trimmed_text()});
    }
  }
  return list;
}

void keep(Mapped& mapped, std::string_view prefix, std::string_view path, xml::Element element) {
  if (element) mapped.raw.emplace_back(std::string(prefix) + std::string(path), element.text());
}

void keep_raw(Mapped& mapped, xml::Element root) {
  const xml::Element header = at(root, {"Header"});
  for (const char* name : kRawOfHeader) {
    keep(mapped, "Header/", name, at(header, {name}));
  }
  for (const xml::Element& event : at(root, {"SigningEvents"}).children(kNs, "SignEvent")) {
    for (const char* name : kRawOfSignature)
      keep(mapped, "SigningEvents/SignEvent/", name, at(event, {name}));
  }
}

}  // namespace

Result<Mapped> general_contact(const xml::Document& document) {
  const xml::Element root = document.root();
  LAGRUM_TRY(check_root(root));
  LAGRUM_ASSIGN(std::string reference, required(root, {"Header", "FlowInstanceID"}));
  LAGRUM_ASSIGN(std::string subject, required(root, {"Header", "Flow", "Name"}));
  const xml::Element header = at(root, {"Header"});
  const xml::Element values = at(root, {"Values"});
  Mapped mapped;
  mapped.identity = reference;
  mapped.parties = parties(header);
  mapped.data.emplace_back("contact",
                           Context{{"subject", std::move(subject)},
                                   {"reference", std::move(reference)},
                                   {"family", text_or_null(at(header, {"Flow", "FamilyID"}))},
                                   {"version", text_or_null(at(header, {"Flow", "Version"}))},
                                   {"status", text_or_null(at(header, {"Status", "Name"}))},
                                   {"answers", answers(values)}});
  mapped.files = files(values);
  keep_raw(mapped, root);
  return mapped;
}

}  // namespace lagrum::intake
