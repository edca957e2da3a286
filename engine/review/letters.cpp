#include <map>
#include <set>

#include "cases/files.h"
#include "review/sheet.h"

namespace lagrum::review {
namespace {

/// The text of a letter as it stands, with a mark where a value of the case goes.
class LetterText {
 public:
  LetterText(const Sheet& sheet, Html& page) : speech_(sheet.speech), page_(page) {}

  Markup title(const xml::Element& version) const {
    return line(version.child(cases::kTextNamespace, "title"));
  }

  void write(const xml::Element& version) const {
    page_.open("blockquote", {{"class", "letter"}});
    for (const xml::Element& block : version.children()) {
      const std::string_view name = block.local();
      if (name == "heading") page_.leaf("p", element("em", line(block)));
      if (name == "p") page_.leaf("p", line(block));
      if (name == "list") write_list(block);
      if (name == "when") write_when(block);
    }
    page_.close();
  }

 private:
  void write_list(const xml::Element& list) const {
    page_.open("ul");
    for (const xml::Element& item : list.children()) page_.leaf("li", line(item));
    page_.close();
  }

  void write_when(const xml::Element& when) const {
    page_.open("div", {{"class", "when"}});
    page_.leaf("small", speech_.show("letter.when",
                                     {{"expression", code(when.attribute_or_empty("test"))}}));
    for (const xml::Element& paragraph : when.children()) page_.leaf("p", line(paragraph));
    page_.close();
  }

  /// Text and places in their order: the text between two places lies in the source between their
  /// tags.
  Markup line(const xml::Element& element) const {
    const std::string_view source = element.source();
    std::size_t at = source.find('>') + 1;
    Markup shown;
    for (const xml::Element& value : element.children()) {
      const auto offset = static_cast<std::size_t>(value.source().data() - source.data());
      shown = std::move(shown) + said(source.substr(at, offset - at)) + place(value);
      at = offset + value.source().size();
    }
    const std::size_t end = source.rfind("</");
    if (end != std::string_view::npos && end > at)
      shown = std::move(shown) + said(source.substr(at, end - at));
    return shown;
  }

  /// Source without elements, as text: references and CDATA are read, comments left out.
  static Markup said(std::string_view source) {
    const auto document = xml::Document::parse("<t>" + std::string(source) + "</t>", {});
    return document ? plain(document->root().text()) : Markup{};
  }

  Markup place(const xml::Element& value) const {
    return element("mark", speech_.say("letter.place", {{"name", value.attribute_or_empty("of")}}));
  }

  const Speech& speech_;
  Html& page_;
};

/// The letter in that language; empty where it has none.
xml::Element version_of(const xml::Document& letter, Language language) {
  for (const xml::Element& version : letter.root().children(cases::kTextNamespace, "version")) {
    const auto tag = version.attribute(xml::kXmlNamespace, "lang");
    if (tag && parse_language(*tag) == language) return version;
  }
  return {};
}

/// The acts that a letter is sent with.
std::vector<Markup> senders(const Sheet& sheet, const std::string& path) {
  std::vector<Markup> acts;
  std::set<std::string> told;
  for (const auto& [type, steps] : sheet.acts) {
    for (const Step& step : steps) {
      for (const statechart::ActSpec& act : step.info->acts) {
        for (const statechart::DocumentSpec& document : act.documents) {
          if (act.type == type && document.template_path == path && told.insert(type).second)
            acts.push_back(sheet.speech.act_link(type));
        }
      }
    }
  }
  return acts;
}

}  // namespace

void write_letters(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  open_section(sheet, "letters", page);
  page.leaf("p", speech.say("letters.intro"));
  if (sheet.workflow().letters.empty()) page.leaf("p", speech.say("letters.none"));
  for (const auto& [path, letter] : sheet.workflow().letters) {
    const auto file =
        read_document(sheet.material, cases::resolve_path(sheet.workflow().file, path + ".xml"));
    const xml::Element version = file ? version_of(*file, speech.language()) : xml::Element();
    const LetterText text(sheet, page);
    page.leaf("h3",
              (version ? text.title(version) : plain(letter.kind())) + plain(" ") +
                  element("small", code(path)),
              {{"id", id_of("letter", path)}});
    page.leaf("p", speech.show("letter.with", {{"acts", joined(senders(sheet, path), "; ")}}));
    if (version)
      text.write(version);
    else
      page.leaf("p", speech.say("letter.unread"));
  }
  page.close();
}

}  // namespace lagrum::review
