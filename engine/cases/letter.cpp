#include "cases/letter.h"

#include <algorithm>
#include <array>
#include <set>

namespace lagrum::cases {
namespace {

using xml::Element;

constexpr std::array<std::string_view, 7> kRoots = {"case",        "party", "officer", "authority",
                                                    "application", "act",   "clock"};
constexpr std::string_view kMissing = "–";

feel::Scope scope() {
  feel::Scope scope;
  for (const std::string_view root : kRoots) {
    scope.add_variable(std::string(root), feel::Type::of(feel::Type::Kind::kContext));
  }
  return scope;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// "16 februari 2027", with the month's name in the language.
std::string long_date(const CivilDate& date, Language language) {
  const std::string month = message(
      language, "month." + std::string(date.month < 10 ? "0" : "") + std::to_string(date.month));
  const std::string day = std::to_string(date.day) + (language == Language::kDanish ? ". " : " ");
  return day + month + " " + std::to_string(date.year);
}

std::string shown(const Value& value, Language language) {
  if (const std::string* text = value.string()) return *text;
  if (const CivilDate* date = value.date()) return long_date(*date, language);
  if (const bool* flag = value.boolean())
    return message(language, *flag ? "value.yes" : "value.no");
  if (const List* list = value.list()) {
    std::string joined;
    for (const Value& item : *list) joined += (joined.empty() ? "" : ", ") + shown(item, language);
    return joined;
  }
  return value.is_null() ? std::string(kMissing) : to_string(value);
}

/// The value at "act.cure_by"; the part after the root may hold dots of its own, as ids of clocks
/// do.
Value at_path(const Context& values, std::string_view path) {
  const std::size_t dot = path.find('.');
  const Value* root = values.find(path.substr(0, dot));
  if (root == nullptr || dot == std::string_view::npos) return root != nullptr ? *root : Value();
  const std::string_view rest = path.substr(dot + 1);
  const Context* context = root->context();
  if (context == nullptr) return {};
  if (const Value* whole = context->find(rest)) return *whole;
  Value current = *root;
  std::string_view left = rest;
  while (!left.empty()) {
    const std::string_view part = left.substr(0, left.find('.'));
    const Value* next = current.context() != nullptr ? current.context()->find(part) : nullptr;
    if (next == nullptr) return {};
    current = Value(*next);
    left = part.size() == left.size() ? std::string_view() : left.substr(part.size() + 1);
  }
  return current;
}

}  // namespace

class LetterLoader {
 public:
  explicit LetterLoader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Letter load(const Element& root) {
    Letter letter;
    letter.id_ = root.attribute_or_empty("id");
    letter.kind_ = root.attribute_or_empty("kind");
    std::map<std::string, std::set<std::string>> used;
    for (const Element& version : root.children(kTextNamespace, "version")) {
      paths_.clear();
      const std::string language(version.attribute(xml::kXmlNamespace, "lang").value_or("en"));
      letter.versions_[language] = read_version(version);
      used[language] = paths_;
    }
    for (const Language language : kLanguages) {
      const std::string tag(to_string(language));
      if (letter.versions_.contains(tag)) continue;
      diagnostics_.error("missing-language", root.position(),
                         "expected a version in '" + tag + "'");
    }
    for (const auto& [language, paths] : used) {
      if (paths == used.begin()->second) continue;
      diagnostics_.error("different-values", root.position(),
                         "expected the same values in every language, found others in '" +
                             language + "' than in '" + used.begin()->first + "'");
    }
    return letter;
  }

 private:
  Letter::Version read_version(const Element& version) {
    Letter::Version made;
    for (const Element& element : version.children()) {
      if (element.local() == "title") made.title = line(element);
      if (element.local() == "heading") made.blocks.push_back({"h2", line(element), {}});
      if (element.local() == "p") made.blocks.push_back({"p", line(element), {}});
      if (element.local() == "list") {
        for (const Element& item : element.children())
          made.blocks.push_back({"li", line(item), {}});
      }
      if (element.local() == "when") read_when(element, made);
    }
    return made;
  }

  void read_when(const Element& element, Letter::Version& version) {
    auto test = feel::Expression::compile(element.attribute_or_empty("test"), scope(),
                                          element.attribute_position("test"));
    if (!test) {
      diagnostics_.error("expression", test.error().source, test.error().message);
      return;
    }
    paths_.insert(test->text());
    for (const Element& paragraph : element.children())
      version.blocks.push_back({"p", line(paragraph), {*test}});
  }

  /// Text and places in their order: the text between two places lies in the source between their
  /// tags.
  Letter::Line line(const Element& element) {
    Letter::Line line;
    const std::string_view source = element.source();
    std::size_t at = source.find('>') + 1;
    const std::size_t end = source.rfind("</");
    for (const Element& value : element.children()) {
      const std::string_view inner = value.source();
      const auto offset = static_cast<std::size_t>(inner.data() - source.data());
      add_text(line, source.substr(at, offset - at));
      Letter::Piece piece;
      piece.path = value.attribute_or_empty("of");
      piece.as = value.attribute_or_empty("as");
      const std::string root = piece.path.substr(0, piece.path.find('.'));
      if (root != "each" && std::find(kRoots.begin(), kRoots.end(), root) == kRoots.end()) {
        diagnostics_.error("unknown-value", value.attribute_position("of"),
                           "expected a value of case, party, officer, authority, application, act "
                           "or clock, found '" +
                               piece.path + "'");
      }
      paths_.insert(piece.path);
      line.push_back(std::move(piece));
      at = offset + inner.size();
    }
    if (end != std::string_view::npos && end > at) add_text(line, source.substr(at, end - at));
    return line;
  }

  static void add_text(Letter::Line& line, std::string_view raw) {
    constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string text;
    for (std::size_t i = 0; i < raw.size();) {
      const auto entity = std::find_if(kEntities.begin(), kEntities.end(), [&](const auto& each) {
        return raw.substr(i, each.first.size()) == each.first;
      });
      const bool blank = raw[i] == '\n' || raw[i] == '\t' || raw[i] == ' ';
      if (entity != kEntities.end()) {
        text += entity->second;
        i += entity->first.size();
      } else {
        if (!blank) text += raw[i];
        if (blank && (text.empty() || text.back() != ' ')) text += ' ';
        ++i;
      }
    }
    if (!text.empty()) line.push_back({std::move(text), {}, {}});
  }

  Diagnostics& diagnostics_;
  std::set<std::string> paths_;
};

Result<Letter> Letter::load(const xml::Document& document, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  Letter letter = LetterLoader(diagnostics).load(document.root());
  if (diagnostics.error_count() > errors_before) return diagnostics.to_error();
  return letter;
}

std::string Letter::render_line(const Line& line, Language language, const Context& values) {
  std::string text;
  for (const Piece& piece : line) {
    text += escaped(piece.path.empty() ? piece.text : shown(at_path(values, piece.path), language));
  }
  return text;
}

std::string Letter::render(Language language, const Context& values) const {
  const std::string tag(to_string(language));
  const auto version = versions_.find(tag);
  if (version == versions_.end()) return {};
  std::vector<Value> roots;
  for (const std::string_view root : kRoots) {
    const Value* value = values.find(root);
    roots.push_back(value != nullptr ? *value : Value(Context{}));
  }
  feel::Environment environment;
  environment.variables = roots;
  const std::string title = render_line(version->second.title, language, values);
  std::string page =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
      "lang=\"" +
      tag + "\" xml:lang=\"" + tag + "\">\n<head><title>" + title +
      "</title></head>\n<body>\n<h1>" + title + "</h1>\n";
  bool in_list = false;
  for (const Block& block : version->second.blocks) {
    if (!block.when.empty() && !block.when.front().evaluate(environment).value.is_true()) continue;
    const bool item = block.element == "li";
    if (item != in_list) page += item ? "<ul>\n" : "</ul>\n";
    in_list = item;
    page += "<" + block.element + ">" + render_line(block.line, language, values) + "</" +
            block.element + ">\n";
  }
  if (in_list) page += "</ul>\n";
  return page + "</body>\n</html>\n";
}

}  // namespace lagrum::cases
