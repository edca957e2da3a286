#include <vector>

#include "base/xml_text.h"
#include "lagrum/xml.h"

namespace lagrum::xml {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

struct Escape {
  char character;
  std::string_view written;
  bool in_text;  // attributes escape all of them
};
constexpr Escape kEscapes[] = {
    {'&', "&amp;", true},   {'<', "&lt;", true},    {'>', "&gt;", true},   {'\r', "&#13;", true},
    {'"', "&quot;", false}, {'\n', "&#10;", false}, {'\t', "&#9;", false},
};

std::string_view escape_of(char character, bool in_text) {
  for (const Escape& escape : kEscapes) {
    if (escape.character == character && (escape.in_text || !in_text)) return escape.written;
  }
  return {};
}

/// Calls `write` with each character's bytes; what XML cannot hold becomes U+FFFD.
template <class Write>
void each_character(std::string_view text, Write write) {
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::size_t size = character.size == 0 ? 1 : character.size;
    const bool sound = character.size != 0 && is_xml_character(character.code);
    write(sound ? text.substr(0, size) : kReplacement);
    text.remove_prefix(size);
  }
}

/// The name with '_' for every character that no name may hold, so that any text gives a
/// well-formed document.
std::string sound_name(std::string_view name) {
  constexpr std::string_view kPunctuation = "_:-.";
  std::string result;
  each_character(name, [&](std::string_view bytes) {
    const char c = bytes.front();
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (bytes.size() > 1 && bytes != kReplacement);
    const bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
    const bool sound = letter || (kPunctuation.find(c) != std::string_view::npos && !later) ||
                       (later && !result.empty());
    result += sound ? bytes : std::string_view("_");
  });
  return result.empty() ? "_" : result;
}

}  // namespace

std::string escaped(std::string_view text, bool in_text) {
  std::string result;
  each_character(text, [&](std::string_view bytes) {
    const std::string_view escape = escape_of(bytes.front(), in_text);
    result += escape.empty() ? bytes : escape;
  });
  return result;
}

struct Writer::Impl {
  struct Frame {
    std::string name;
    bool has_text = false;
    bool has_children = false;
  };
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::vector<Frame> open;
  bool in_tag = false;  // the newest start tag still takes attributes

  void end_tag() {
    if (in_tag) out += '>';
    in_tag = false;
  }

  void indent() {
    if (!open.empty()) out += '\n' + std::string(open.size() * 2, ' ');
  }

  /// Makes room for a child: not inside text, where white space would change it.
  void begin_child() {
    end_tag();
    if (open.empty()) return;
    open.back().has_children = true;
    if (!open.back().has_text) indent();
  }
};

Writer::Writer() : impl_(std::make_unique<Impl>()) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

Writer& Writer::open(std::string_view name) {
  impl_->begin_child();
  impl_->open.push_back(Impl::Frame{sound_name(name)});
  impl_->out += '<' + impl_->open.back().name;
  impl_->in_tag = true;
  return *this;
}

Writer& Writer::attribute(std::string_view name, std::string_view value) {
  LAGRUM_CHECK(impl_->in_tag);
  impl_->out += ' ' + sound_name(name) + "=\"" + escaped(value, false) + '"';
  return *this;
}

Writer& Writer::text(std::string_view text) {
  LAGRUM_CHECK(!impl_->open.empty());
  if (text.empty()) return *this;
  impl_->end_tag();
  impl_->open.back().has_text = true;
  impl_->out += escaped(text, true);
  return *this;
}

Writer& Writer::close() {
  LAGRUM_CHECK(!impl_->open.empty());
  const Impl::Frame frame = std::move(impl_->open.back());
  impl_->open.pop_back();
  if (impl_->in_tag) {
    impl_->out += "/>";
    impl_->in_tag = false;
    return *this;
  }
  if (frame.has_children && !frame.has_text)
    impl_->out += '\n' + std::string(impl_->open.size() * 2, ' ');
  impl_->out += "</" + frame.name + '>';
  return *this;
}

Writer& Writer::leaf(std::string_view name, std::string_view text) {
  return open(name).text(text).close();
}

Writer& Writer::comment(std::string_view text) {
  impl_->begin_child();
  std::string body;
  each_character(text, [&](std::string_view bytes) {
    if (bytes == "-" && !body.empty() && body.back() == '-') body += ' ';
    body += bytes;
  });
  impl_->out += "<!-- " + body + " -->";
  if (impl_->open.empty()) impl_->out += '\n';
  return *this;
}

std::string Writer::finish() {
  LAGRUM_CHECK(impl_->open.empty());
  return std::move(impl_->out) + '\n';
}

}  // namespace lagrum::xml
