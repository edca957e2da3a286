#include "review/html.h"

#include <algorithm>
#include <array>

#include "base/xml_text.h"
#include "lagrum/result.h"

namespace lagrum::review {
namespace {

/// Elements of HTML that have no end tag.
constexpr std::array<std::string_view, 4> kVoid = {"br", "hr", "meta", "wbr"};

std::string start_tag(std::string_view name, const Attributes& attributes) {
  std::string tag = "<" + std::string(name);
  for (const auto& [attribute, value] : attributes)
    tag += " " + std::string(attribute) + "=\"" + xml::escaped(value, false) + "\"";
  return tag;
}

bool is_void(std::string_view name) {
  return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

}  // namespace

Markup plain(std::string_view text) { return {xml::escaped(text, true)}; }

Markup element(std::string_view name, const Markup& inside, const Attributes& attributes) {
  const std::string begin = start_tag(name, attributes);
  if (is_void(name)) return {begin + "/>"};
  return {begin + ">" + inside.html + "</" + std::string(name) + ">"};
}

Markup element(std::string_view name, std::string_view text, const Attributes& attributes) {
  return element(name, plain(text), attributes);
}

Markup code(std::string_view text) { return element("code", text); }

Markup link(std::string_view id, const Markup& inside) {
  return element("a", inside, {{"href", "#" + std::string(id)}});
}

Markup joined(const std::vector<Markup>& parts, std::string_view between) {
  Markup all;
  for (std::size_t i = 0; i < parts.size(); ++i)
    all.html += (i == 0 ? std::string() : plain(between).html) + parts[i].html;
  return all;
}

Markup operator+(Markup first, const Markup& second) {
  first.html += second.html;
  return first;
}

std::string id_of(std::string_view kind, std::string_view name) {
  std::string id = std::string(kind) + "-";
  for (const char c : name) {
    const bool sound = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-';
    id += sound ? c : '_';
  }
  return id;
}

Html& Html::open(std::string_view name, const Attributes& attributes) {
  html_ += start_tag(name, attributes) + ">";
  open_.emplace_back(name);
  return *this;
}

Html& Html::close() {
  LAGRUM_CHECK(!open_.empty());
  html_ += "</" + open_.back() + ">\n";
  open_.pop_back();
  return *this;
}

Html& Html::put(const Markup& markup) {
  html_ += markup.html;
  return *this;
}

Html& Html::leaf(std::string_view name, const Markup& inside, const Attributes& attributes) {
  html_ += element(name, inside, attributes).html + "\n";
  return *this;
}

Html& Html::leaf(std::string_view name, std::string_view text, const Attributes& attributes) {
  return leaf(name, plain(text), attributes);
}

Html& Html::table(std::string_view caption, const std::vector<std::string>& columns,
                  std::string_view style) {
  open("table", style.empty() ? Attributes{} : Attributes{{"class", std::string(style)}});
  leaf("caption", caption);
  Markup heads;
  for (const std::string& column : columns)
    heads = std::move(heads) + element("th", column, {{"scope", "col"}});
  return leaf("thead", element("tr", heads));
}

Html& Html::row(const std::vector<Markup>& cells, const Attributes& attributes) {
  Markup inside;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    inside = std::move(inside) +
             (i == 0 ? element("th", cells[i], {{"scope", "row"}}) : element("td", cells[i]));
  }
  return leaf("tr", inside, attributes);
}

Markup Html::finish() {
  LAGRUM_CHECK(open_.empty());
  return {std::move(html_)};
}

}  // namespace lagrum::review
