#include "tck.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "dmn/model.h"
#include "feel/decimal.h"
#include "lagrum/calendar.h"
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

const ZoneRules& zones() {
  static const std::unique_ptr<ZoneRules> kRules = calendar::system_zone_rules();
  return *kRules;
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

/// The models of one folder, by their namespaces.
class Models {
 public:
  explicit Models(const std::filesystem::path& folder) : folder_(folder) {}

  Result<xml::Document> open(const std::string& ns, const std::string& location) const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      if (entry.path().extension() != ".dmn") continue;
      auto document = read(entry.path().filename().string());
      if (document && (document->root().attribute_or_empty("namespace") == ns)) return document;
    }
    return Error{ErrorCode::kNotFound,
                 "expected a model of namespace '" + ns + "', found none at '" + location + "'",
                 {},
                 {}};
  }

  Result<xml::Document> read(const std::string& name) const {
    return xml::Document::parse(read_bytes(folder_ / name), name);
  }

 private:
  std::filesystem::path folder_;
};

class TestFile {
 public:
  explicit TestFile(const std::filesystem::path& path) : path_(path) {}

  TckTally run() {
    const auto tests = xml::Document::parse(read_bytes(path_), path_.filename().string());
    if (!tests) return tally_;
    load(child(tests->root(), "modelName").trimmed_text());
    for (const xml::Element& one : tests->root().children(kTestNamespace, "testCase"))
      run_case(one);
    return std::move(tally_);
  }

 private:
  void load(const std::string& name) {
    const Models models(path_.parent_path());
    const auto text = models.read(name);
    if (!text) {
      load_error_ = to_string(text.error());
      return;
    }
    Diagnostics diagnostics;
    dmn::LoadOptions options;
    options.profile = feel::Profile::kStandard;
    options.open = [&](const std::string& ns, const std::string& location) {
      return models.open(ns, location);
    };
    auto model = dmn::Model::load(*text, diagnostics, options);
    if (model) model_ = std::move(model).value();
    if (!model) load_error_ = to_string(model.error());
  }

  void run_case(const xml::Element& one) {
    Context inputs;
    for (const xml::Element& node : one.children(kTestNamespace, "inputNode")) {
      inputs.set(node.attribute_or_empty("name"), value_of(node));
    }
    for (const xml::Element& node : one.children(kTestNamespace, "resultNode"))
      judge(one, node, inputs);
  }

  /// What the decision, or the service that the case invokes, gives.
  Result<dmn::Decided> decided(const xml::Element& one, const std::string& decision,
                               const Context& inputs) const {
    feel::Environment environment;
    environment.zones = &zones();
    environment.now = DateTime{CivilDate{2026, 11, 22}, TimeOfDay{}};
    if (one.attribute_or_empty("type") == "decisionService")
      return model_->serve(one.attribute_or_empty("invocableName"), inputs, environment);
    return model_->evaluate(decision, inputs, environment);
  }

  void judge(const xml::Element& one, const xml::Element& node, const Context& inputs) {
    const xml::Element holder = child(node, "expected");
    const Value expected = holder ? value_of(holder) : Value();
    const std::string decision = node.attribute_or_empty("name");
    const std::string name =
        path_.filename().string() + " " + one.attribute_or_empty("id") + " " + decision;
    std::string found = load_error_;
    bool pass = false;
    if (model_) {
      const auto outcome = decided(one, decision, inputs);
      pass = outcome && agrees(outcome->value, expected);
      found = outcome ? to_string(outcome->value) : to_string(outcome.error());
      for (std::size_t i = 0; outcome && i < outcome->issues.size() && i < 2; ++i)
        found +=
            " (" + to_string(outcome->issues[i].source) + ": " + outcome->issues[i].message + ")";
    }
    tally_.total += 1;
    tally_.passed += pass ? 1 : 0;
    if (!expected.is_null()) {
      tally_.values += 1;
      tally_.values_passed += pass ? 1 : 0;
    }
    if (!pass)
      tally_.failures.push_back(name + ": expected " + to_string(expected) + ", found " + found);
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
  skipped.insert(skipped.end(), other.skipped.begin(), other.skipped.end());
}

std::string report(const TckTally& tally) {
  const auto counted = [](int passed, int total) {
    return std::to_string(passed) + " passed, " + std::to_string(total - passed) + " failed\n";
  };
  std::string text;
  for (const std::string& failure : tally.failures) text += failure + "\n";
  for (const std::string& skipped : tally.skipped) text += "skipped: " + skipped + "\n";
  return text + "of the cases that expect a value: " + counted(tally.values_passed, tally.values) +
         counted(tally.passed, tally.total);
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
