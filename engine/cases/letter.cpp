#include "cases/letter.h"

#include <algorithm>
#include <array>

namespace lagrum::cases {
namespace {

using xml::Element;

/// What every text may name; further roots are data items of the workflow.
constexpr std::array<std::string_view, 6> kRoots = {"case",      "party", "officer",
                                                    "authority", "act",   "clock"};
constexpr std::string_view kMissing = "–";

std::string root_of(std::string_view path) { return std::string(path.substr(0, path.find('.'))); }

feel::Scope scope(const std::vector<std::string>& roots) {
  feel::Scope scope;
  for (const std::string& root : roots) {
    scope.add_variable(root, feel::Type::of(feel::Type::Kind::kContext));
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

using Words = std::map<std::string, std::string>;

// NOLINTNEXTLINE(misc-no-recursion): data has been written as JSON, within kJsonDepthMax
std::string shown(const Value& value, Language language, const Words& words) {
  if (const std::string* text = value.string()) {
    const auto word = words.find(*text);
    return word == words.end() ? *text : word->second;
  }
  if (const CivilDate* date = value.date()) return long_date(*date, language);
  if (const bool* flag = value.boolean())
    return message(language, *flag ? "value.yes" : "value.no");
  if (const List* list = value.list()) {
    std::string joined;
    for (const Value& item : *list)
      joined += (joined.empty() ? "" : ", ") + shown(item, language, words);
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
    letter_.id_ = root.attribute_or_empty("id");
    letter_.kind_ = root.attribute_or_empty("kind");
    letter_.roots_.assign(kRoots.begin(), kRoots.end());
    find_data(root);
    std::map<std::string, Used> used;
    for (const Element& version : root.children(kTextNamespace, "version")) {
      used_.clear();
      const std::string language(version.attribute(xml::kXmlNamespace, "lang").value_or("en"));
      letter_.versions_[language] = read_version(version);
      used[language] = used_;
    }
    for (const Language language : kLanguages) {
      const std::string tag(to_string(language));
      if (letter_.versions_.contains(tag)) continue;
      diagnostics_.error("missing-language", root.position(),
                         "expected a version in '" + tag + "'");
    }
    for (const auto& [language, values] : used) {
      for (const auto& [other, others] : used) report_missing(values, others, language, other);
    }
    return std::move(letter_);
  }

 private:
  using Used =
      std::map<std::string, Position>;  ///< a value, or a word for one, and where it stands

  /// Conditions may name the data items that the text names anywhere.
  void find_data(const Element& element) {
    std::vector<Element> left = {element};
    while (!left.empty()) {
      const Element next = left.back();
      left.pop_back();
      for (const Element& child : next.children()) left.push_back(child);
      if (!next.is(kTextNamespace, "value")) continue;
      std::string root = root_of(next.attribute_or_empty("of"));
      auto& roots = letter_.roots_;
      if (std::find(roots.begin(), roots.end(), root) == roots.end())
        roots.push_back(std::move(root));
    }
    std::sort(letter_.roots_.begin() + kRoots.size(), letter_.roots_.end());
  }

  void report_missing(const Used& values, const Used& others, const std::string& language,
                      const std::string& other) {
    for (const auto& [value, place] : values) {
      if (others.contains(value)) continue;
      diagnostics_.error("different-values", place,
                         "expected the same values in every language, found '" + value + "' in '" +
                             language + "' and not in '" + other + "'");
    }
  }

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
    auto test = feel::Expression::compile(element.attribute_or_empty("test"), scope(letter_.roots_),
                                          element.attribute_position("test"));
    if (!test) {
      diagnostics_.error("expression", test.error().source, test.error().message);
      return;
    }
    used_.emplace(test->text(), element.attribute_position("test"));
    for (const std::string& path : test->reads())
      letter_.places_.push_back({path, element.attribute_position("test"), true});
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
      const Position place = value.attribute_position("of");
      for (const Element& word : value.children(kTextNamespace, "word")) {
        const std::string name = word.attribute_or_empty("for");
        used_.emplace(piece.path + "' with a word for '" + name, word.position());
        piece.words[name] = word.trimmed_text();
      }
      letter_.places_.push_back({piece.path, place, false});
      used_.emplace(piece.path, place);
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
  Letter letter_;
  Used used_;
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
    text += escaped(piece.path.empty() ? piece.text
                                       : shown(at_path(values, piece.path), language, piece.words));
  }
  return text;
}

std::vector<std::string> Letter::missing(Language language, const Context& values) const {
  std::vector<std::string> paths;
  const auto version = versions_.find(std::string(to_string(language)));
  if (version == versions_.end()) return paths;
  const auto look_at = [&](const Line& line) {
    for (const Piece& piece : line) {
      if (piece.path.empty() || !at_path(values, piece.path).is_null()) continue;
      if (std::find(paths.begin(), paths.end(), piece.path) == paths.end())
        paths.push_back(piece.path);
    }
  };
  look_at(version->second.title);
  for (const Block& block : version->second.blocks) {
    if (block.when.empty()) look_at(block.line);
  }
  return paths;
}

std::string Letter::render(Language language, const Context& values) const {
  const std::string tag(to_string(language));
  const auto version = versions_.find(tag);
  if (version == versions_.end()) return {};
  std::vector<Value> roots;
  for (const std::string& root : roots_) {
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
