#include "tck.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "dmn/model.h"
#include "feel/decimal.h"
#include "support/shared.h"

namespace lagrum::test {
namespace {

constexpr std::string_view kTestNamespace = "http://www.omg.org/spec/DMN/20160719/testcase";
constexpr std::string_view kInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

xml::Element child(const xml::Element& parent, std::string_view local) {
  return parent.child(kTestNamespace, local);
}

bool is_nil(const xml::Element& element) {
  return element.attribute(kInstanceNamespace, "nil") == "true";
}

/// The FEEL type of an XML Schema type such as "xsd:decimal".
std::string feel_type(std::string_view type) {
  const std::string_view local = type.substr(std::min(type.find(':') + 1, type.size()));
  if (local == "decimal" || local == "double" || local == "integer" || local == "int")
    return "number";
  return local.empty() ? "string" : std::string(local);
}

Value scalar(const xml::Element& element) {
  if (is_nil(element)) return nullptr;
  const std::string type(element.attribute(kInstanceNamespace, "type").value_or(""));
  const auto value = parse_value(
      feel_type(type), feel_type(type) == "string" ? element.text() : element.trimmed_text());
  return value ? *value : Value(element.text());
}

/// The value that an inputNode, expected, component or item holds.
Value value_of(const xml::Element& holder) {
  if (const xml::Element value = child(holder, "value")) return scalar(value);
  if (const xml::Element list = child(holder, "list")) {
    if (is_nil(list)) return nullptr;
    List elements;
    for (const xml::Element& item : list.children(kTestNamespace, "item"))
      elements.push_back(value_of(item));
    return elements;
  }
  const auto components = holder.children(kTestNamespace, "component");
  if (components.empty() || is_nil(holder)) return nullptr;
  Context context;
  for (const xml::Element& component : components) {
    context.set(component.attribute_or_empty("name"), value_of(component));
  }
  return context;
}

/// As the official runners compare: numbers within 1e-8.
bool agrees(const Value& found, const Value& expected) {
  if (found.number() != nullptr && expected.number() != nullptr) {
    const auto distance = feel::subtract(*found.number(), *expected.number());
    const Decimal tolerance = Decimal::parse("1e-8").value();
    return distance && feel::compare(feel::absolute(*distance), tolerance) <= 0;
  }
  if (found.list() != nullptr && expected.list() != nullptr) {
    return std::equal(found.list()->begin(), found.list()->end(), expected.list()->begin(),
                      expected.list()->end(), agrees);
  }
  if (found.context() != nullptr && expected.context() != nullptr) {
    const auto& entries = expected.context()->entries();
    return found.context()->size() == entries.size() &&
           std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
             const Value* other = found.context()->find(entry.first);
             return other != nullptr && agrees(*other, entry.second);
           });
  }
  return found == expected;
}

class TestFile {
 public:
  explicit TestFile(const std::filesystem::path& path) : path_(path) {}

  TckTally run() {
    const auto tests = xml::Document::parse(read_bytes(path_), path_.filename().string());
    if (!tests) return tally_;
    const std::string name = child(tests->root(), "modelName").trimmed_text();
    const auto text = xml::Document::parse(read_bytes(path_.parent_path() / name), name);
    if (text) {
      Diagnostics diagnostics;
      auto model = dmn::Model::load(*text, diagnostics);
      if (model) model_ = std::move(model).value();
      if (!model) load_error_ = to_string(model.error());
    }
    for (const xml::Element& one : tests->root().children(kTestNamespace, "testCase"))
      run_case(one);
    return std::move(tally_);
  }

 private:
  void run_case(const xml::Element& one) {
    Context inputs;
    for (const xml::Element& node : one.children(kTestNamespace, "inputNode")) {
      inputs.set(node.attribute_or_empty("name"), value_of(node));
    }
    for (const xml::Element& node : one.children(kTestNamespace, "resultNode")) {
      judge(one.attribute_or_empty("id"), node, inputs);
    }
  }

  void judge(const std::string& id, const xml::Element& node, const Context& inputs) {
    const xml::Element holder = child(node, "expected");
    const Value expected = holder ? value_of(holder) : Value();
    const std::string decision = node.attribute_or_empty("name");
    std::string found = load_error_;
    bool pass = false;
    if (model_) {
      const auto decided = model_->evaluate(decision, inputs, {});
      pass = decided && agrees(decided->value, expected);
      found = decided ? to_string(decided->value) : to_string(decided.error());
    }
    tally_.total += 1;
    tally_.passed += pass ? 1 : 0;
    if (!expected.is_null()) {
      tally_.values += 1;
      tally_.values_passed += pass ? 1 : 0;
    }
    if (!pass) {
      tally_.failures.push_back(path_.filename().string() + " " + id + " " + decision +
                                ": expected " + to_string(expected) + ", found " + found);
    }
  }

  std::filesystem::path path_;
  std::optional<dmn::Model> model_;
  std::string load_error_;
  TckTally tally_;
};

}  // namespace

void TckTally::add(const TckTally& other) {
  passed += other.passed;
  total += other.total;
  values_passed += other.values_passed;
  values += other.values;
  failures.insert(failures.end(), other.failures.begin(), other.failures.end());
}

TckTally run_tck_folder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  TckTally all;
  for (const auto& file : files) all.add(TestFile(file).run());
  return all;
}

}  // namespace lagrum::test
