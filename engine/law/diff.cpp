#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/words.h"
#include "calendar/sentences.h"
#include "lagrum/calendar.h"
#include "lagrum/law.h"

namespace lagrum::law {
namespace {

using xml::Element;

/// The elements that are rules of their own, and the attribute that names one among its kind.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kRules = {
    {{"law-pack", "id"},
     {"calendar", "id"},
     {"source", "cite"},
     {"act", "type"},
     {"data", "name"},
     {"group", "name"},
     {"ask", "id"},
     {"clock", "id"},
     {"norm", "id"},
     {"day", "id"},
     {"day-set", "id"}}};

/// The contents of a norm: their attributes and elements are parts of the norm.
constexpr std::array<std::string_view, 7> kContents = {"forbid", "respond", "contain", "power",
                                                       "permit", "deem",    "disapply"};

/// Attributes that name rules, and those that give a span.
constexpr std::array<std::string_view, 22> kNaming = {
    "act",    "acts",  "to",    "with",     "from",   "of",       "after",  "without",
    "starts", "until", "clock", "ask",      "norm",   "lapses",   "within", "under",
    "group",  "sets",  "days",  "ended-by", "unless", "overrides"};
constexpr std::array<std::string_view, 4> kSpans = {"length", "near", "promptly", "up-to"};

/// Elements whose inner conditions are alternatives.
constexpr std::string_view kAny = "any";

std::string_view key_of(std::string_view rule) {
  const auto row = std::find_if(kRules.begin(), kRules.end(),
                                [&](const auto& each) { return each.first == rule; });
  return row == kRules.end() ? std::string_view() : row->second;
}

/// The engine's own words for a name, or the name itself.
std::string word_for(Language language, const std::string& family, std::string_view name) {
  const std::string key = family + std::string(name);
  std::string found = message(language, key);
  return found == key ? std::string(name) : found;
}

Texts titled(const Element& element, std::string_view local) {
  Texts texts;
  for (auto& [language, text] : xml::texts(element, local)) texts.set(language, text);
  return texts;
}

/// What rules are called, by their names; those of one side of the comparison.
using Titles = std::map<std::string, Texts, std::less<>>;

/// Says elements and attributes in words.
class Teller {
 public:
  explicit Teller(const Titles& titles) : titles_(titles) {}

  Texts value(std::string_view name, std::string_view written) const {
    return in_all([&](Language language) { return value(language, name, written); });
  }

  /// The conditions and details within an element, and its own attributes.
  Texts content(const Element& element) const {
    return in_all([&](Language language) { return content(language, element); });
  }

 private:
  template <class Say>
  static Texts in_all(Say say) {
    Texts texts;
    for (const Language language : kLanguages)
      texts.set(std::string(lagrum::to_string(language)), say(language));
    return texts;
  }

  std::string value(Language language, std::string_view name, std::string_view written) const {
    if (contains(kSpans, name)) {
      const auto period = calendar::parse_period(written);
      if (period) return calendar::in_words(language, *period);
    }
    if (!contains(kNaming, name)) return word_for(language, "law.value.", written);
    std::vector<std::string> names = words(written);
    for (std::string& each : names) {
      const auto title = titles_.find(each);
      if (title != titles_.end() && !title->second.empty())
        each = "“" + title->second.in(language) + "” (" + each + ")";
    }
    return comma_list(names);
  }

  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  std::string content(Language language, const Element& element) const {
    std::string said;
    const auto add = [&said](const std::string& more, const std::string& between) {
      if (more.empty()) return;
      if (!said.empty()) said += between;
      said += more;
    };
    for (const xml::Attribute& attribute : element.attributes())
      add(word_for(language, "law.part.", attribute.local) + " " +
              value(language, attribute.local, attribute.value),
          ", ");
    const std::string joint =
        "; " + (element.local() == kAny ? message(language, "word.or") + " " : std::string());
    for (const Element& inner : element.children()) {
      if (inner.attribute(xml::kXmlNamespace, "lang")) continue;  // a title for refusals
      add(word_for(language, "law.part.", inner.local()) + " [" + content(language, inner) + "]",
          joint);
    }
    add(element.children().empty() ? element.trimmed_text() : std::string(), ", ");
    return said;
  }

  const Titles& titles_;
};

/// A part of a rule: what it is called, what is compared, and what is told.
struct Part {
  std::string name;
  std::string bytes;
  Texts told;

  bool same_as(const Part& other) const { return name == other.name && bytes == other.bytes; }
};

/// The element without what says nothing: white space between elements, comments, the order of
/// attributes.
// NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
std::string plain(const Element& element) {
  std::vector<std::string> attributes;
  for (const xml::Attribute& each : element.attributes())
    attributes.push_back(std::string(each.local) + "=" + std::string(each.value));
  std::sort(attributes.begin(), attributes.end());
  std::string bytes = "<" + std::string(element.local()) + " " + comma_list(attributes) + ">";
  for (const Element& inner : element.children()) bytes += plain(inner);
  return bytes + space_list(words(element.text())) + "</>";
}

/// A rule of one side.
struct Rule {
  std::string file_id;
  std::string kind;
  std::string id;
  Element element;
};

class PartReader {
 public:
  PartReader(const Rule& rule, const Titles& titles) : teller_(titles) {
    read(rule.element, key_of(rule.kind));
  }

  std::vector<Part> take() { return std::move(parts_); }

 private:
  /// The attributes and elements of a rule, and those of a norm's content as the norm's own.
  // NOLINTNEXTLINE(misc-no-recursion): a content holds no other
  void read(const Element& element, std::string_view but) {
    for (const xml::Attribute& attribute : element.attributes()) {
      if (attribute.local == but) continue;
      parts_.push_back({std::string(attribute.local), space_list(words(attribute.value)),
                        teller_.value(attribute.local, attribute.value)});
    }
    for (const Element& inner : element.children()) {
      const std::string local(inner.local());
      if (inner.attribute(xml::kXmlNamespace, "lang")) {
        add_text(inner, local);
      } else if (contains(kContents, local)) {
        parts_.push_back({"content", local, teller_.value("content", local)});
        read(inner, {});
      } else if (key_of(local).empty() && local != "vocabulary") {
        parts_.push_back({local, plain(inner), teller_.content(inner)});
      }
    }
    const std::string text = space_list(words(element.text()));
    if (!text.empty()) parts_.push_back({"text", text, teller_.value("text", text)});
  }

  /// One part for all languages of a text.
  void add_text(const Element& element, const std::string& local) {
    const std::string language(
        element.attribute(xml::kXmlNamespace, "lang").value_or(std::string_view()));
    const std::string text = space_list(words(element.text()));
    auto part = std::find_if(parts_.begin(), parts_.end(),
                             [&](const Part& each) { return each.name == local; });
    if (part == parts_.end()) part = parts_.insert(parts_.end(), Part{local, {}, {}});
    part->bytes += language + ": " + text + "\n";
    part->told.set(language, text);
  }

  Teller teller_;
  std::vector<Part> parts_;
};

/// All rules of one side, in the order of the text.
struct Side {
  std::vector<Rule> rules;
  Titles titles;

  explicit Side(const std::vector<xml::Document>& documents) {
    for (const xml::Document& document : documents) {
      const Element root = document.root();
      const bool taken = root.local() == "law-pack" || root.local() == "calendar";
      if (taken) add(root, root.attribute_or_empty("id"));
    }
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): rules stand in the root and in its vocabulary
  void add(const Element& element, const std::string& file_id) {
    const std::string kind(element.local());
    const std::string_view key = key_of(kind);
    if (!key.empty()) {
      const std::string id = element.attribute_or_empty(key);
      rules.push_back({file_id, kind, id, element});
      titles.emplace(id, titled(element, kind == "ask" ? "question" : "title"));
    }
    if (key.empty() && kind != "vocabulary") return;
    for (const Element& inner : element.children()) add(inner, file_id);
  }
};

RuleChange change_of(const Rule& rule, ChangeKind kind) {
  return {kind,
          rule.file_id,
          rule.kind,
          rule.id,
          rule.element.attribute_or_empty("cite"),
          titled(rule.element, rule.kind == "ask" ? "question" : "title"),
          rule.element.position(),
          {}};
}

/// The parts that only one side has; of one name they are held against each other in their order.
std::vector<PartChange> changed_parts(std::vector<Part> before, std::vector<Part> now) {
  for (auto part = before.begin(); part != before.end();) {
    const auto same = std::find_if(now.begin(), now.end(),
                                   [&](const Part& other) { return part->same_as(other); });
    if (same == now.end()) {
      ++part;
      continue;
    }
    now.erase(same);
    part = before.erase(part);
  }
  std::vector<PartChange> changes;
  for (const Part& was : before) {
    const auto is = std::find_if(now.begin(), now.end(),
                                 [&](const Part& other) { return other.name == was.name; });
    changes.push_back({was.name, was.told, is == now.end() ? Texts() : is->told});
    if (is != now.end()) now.erase(is);
  }
  for (const Part& is : now) changes.push_back({is.name, {}, is.told});
  return changes;
}

std::string date_key(const Rule& rule) { return rule.element.attribute_or_empty("valid-from"); }

/// The rule among `all` that is held against this one; null when there is none left.
const Rule* counterpart(const Rule& rule, const std::vector<const Rule*>& all, bool same_day) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Rule* other) {
    return other->kind == rule.kind && other->id == rule.id && other->file_id == rule.file_id &&
           (!same_day || date_key(*other) == date_key(rule));
  });
  return found == all.end() ? nullptr : *found;
}

using Pairs = std::map<const Rule*, const Rule*>;

/// Which rule of `now` stands where one of `before` stood.
Pairs pairs_of(const Side& before, const Side& now) {
  Pairs pairs;
  std::vector<const Rule*> left;
  for (const Rule& rule : before.rules) left.push_back(&rule);
  for (const bool same_day : {true, false}) {
    for (const Rule& rule : now.rules) {
      if (pairs.contains(&rule)) continue;
      const Rule* found = counterpart(rule, left, same_day);
      if (found == nullptr) continue;
      pairs[&rule] = found;
      std::erase(left, found);
    }
  }
  return pairs;
}

}  // namespace

std::string_view to_string(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    case ChangeKind::kChanged:
      return "changed";
  }
  LAGRUM_CHECK(false);
}

std::vector<RuleChange> diff(const std::vector<xml::Document>& before,
                             const std::vector<xml::Document>& now) {
  const Side old_side(before);
  const Side new_side(now);
  const Pairs pairs = pairs_of(old_side, new_side);
  std::vector<RuleChange> changes;
  for (const Rule& rule : new_side.rules) {
    const auto pair = pairs.find(&rule);
    if (pair == pairs.end()) {
      changes.push_back(change_of(rule, ChangeKind::kAdded));
      continue;
    }
    RuleChange change = change_of(rule, ChangeKind::kChanged);
    change.parts = changed_parts(PartReader(*pair->second, old_side.titles).take(),
                                 PartReader(rule, new_side.titles).take());
    if (!change.parts.empty()) changes.push_back(std::move(change));
  }
  for (const Rule& rule : old_side.rules) {
    const bool kept = std::any_of(pairs.begin(), pairs.end(),
                                  [&](const auto& pair) { return pair.second == &rule; });
    if (!kept) changes.push_back(change_of(rule, ChangeKind::kRemoved));
  }
  return changes;
}

std::vector<RuleChange> versions_of(const std::vector<xml::Document>& documents,
                                    std::string_view id) {
  const Side side(documents);
  std::vector<const Rule*> versions;
  for (const Rule& rule : side.rules) {
    if (rule.id == id) versions.push_back(&rule);
  }
  std::stable_sort(versions.begin(), versions.end(), [](const Rule* a, const Rule* b) {
    return std::pair(a->kind, date_key(*a)) < std::pair(b->kind, date_key(*b));
  });
  std::vector<RuleChange> changes;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    if (versions[i - 1]->kind != versions[i]->kind) continue;  // a clock of the norm's name
    changes.push_back(change_of(*versions[i], ChangeKind::kChanged));
    changes.back().parts = changed_parts(PartReader(*versions[i - 1], side.titles).take(),
                                         PartReader(*versions[i], side.titles).take());
  }
  return changes;
}

std::string to_text(const RuleChange& change, Language language, const std::string& indent) {
  std::string text =
      indent + message(language, "law.change." + std::string(to_string(change.kind)),
                       {{"rule", word_for(language, "law.rule.", change.rule)}, {"id", change.id}});
  if (!change.title.empty()) text += " – " + change.title.in(language);
  if (!change.cite.empty() && change.cite != change.id) text += " (" + change.cite + ")";
  text += "\n";
  const auto said = [&](const Texts& texts) {
    return texts.empty() ? message(language, "law.nothing") : texts.in(language);
  };
  for (const PartChange& part : change.parts) {
    text += indent + "    " + word_for(language, "law.part.", part.part) + ": " + said(part.was) +
            " → " + said(part.is) + "\n";
  }
  return text;
}

std::string to_text(const std::vector<RuleChange>& changes, Language language) {
  std::string text;
  std::map<ChangeKind, std::size_t> norms;
  std::size_t others = 0;
  for (const RuleChange& change : changes) {
    text += to_text(change, language);
    ++(change.rule == "norm" ? norms[change.kind] : others);
  }
  return text +
         message(language, changes.empty() ? "law.same" : "law.changed",
                 {{"added", std::to_string(norms[ChangeKind::kAdded])},
                  {"removed", std::to_string(norms[ChangeKind::kRemoved])},
                  {"changed", std::to_string(norms[ChangeKind::kChanged])},
                  {"others", std::to_string(others)}}) +
         "\n";
}

Json to_json(const RuleChange& change) {
  const auto texts = [](const Texts& all) {
    Json::Object object;
    for (const auto& [language, text] : all.all()) object[language] = Json(text);
    return Json(std::move(object));
  };
  Json::Array parts;
  for (const PartChange& part : change.parts) {
    parts.emplace_back(
        Json::Object{{"part", part.part}, {"was", texts(part.was)}, {"is", texts(part.is)}});
  }
  return Json(Json::Object{{"change", Json(to_string(change.kind))},
                           {"in", change.file_id},
                           {"rule", change.rule},
                           {"id", change.id},
                           {"cite", change.cite},
                           {"title", texts(change.title)},
                           {"file", change.source.file},
                           {"line", Json(static_cast<std::int64_t>(change.source.line))},
                           {"column", Json(static_cast<std::int64_t>(change.source.column))},
                           {"parts", Json(std::move(parts))}});
}

}  // namespace lagrum::law
