#include "eventlog/xes.h"

#include <array>
#include <cstring>
#include <deque>
#include <vector>

#include "eventlog/eventlog.h"

namespace lagrum::eventlog {
namespace {

using audit::Faults;
using audit::LogCase;

constexpr std::size_t kStep = std::size_t{1} << 20U;
constexpr std::string_view kTraceEnd = "</trace>";
constexpr std::size_t kRetriesMax = 16;  // ends of traces in comments, before a trace is given up

/// A tag with what XES asks of it.
struct Tag {
  enum class Kind : std::uint8_t { kOpen, kClose, kEmpty, kEnd } kind = Kind::kEnd;
  std::string_view name;
  std::string_view key;
  std::string_view value;
};

/// What ends a run of text, so that the others are passed over with one look-up each.
enum Stop : std::uint8_t { kNone, kStop, kLine, kHigh };
constexpr std::array<std::uint8_t, 256> stops(char quote) {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0x80; i < table.size(); ++i) table[i] = kHigh;
  table['\n'] = kLine;
  table['<'] = table['&'] = table[0] = kStop;
  table[static_cast<unsigned char>(quote)] = kStop;
  return table;
}
constexpr std::array<std::array<std::uint8_t, 256>, 2> kStops = {stops('"'), stops('\'')};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_name(char c) { return is_space(c) || c == '/' || c == '>' || c == '='; }

/// Takes the tags of a piece of a document one by one. Entities are replaced in the bytes
/// themselves. After a fault nothing more is taken.
class Tags {
 public:
  Tags(char* begin, char* end, std::uint64_t line) : at_(begin), end_(end), line_(line) {}

  const std::string& fault() const { return fault_; }
  /// Whether a longer piece may be read otherwise: this one ends inside something, and is as it
  /// was.
  bool is_cut() const { return cut_ && !changed_; }
  std::uint64_t line() const { return line_; }
  char* at() const { return at_; }

  Tag next() {
    while (fault_.empty()) {
      while (at_ != end_ && *at_ != '<') {
        if (*at_ == '\n') ++line_;
        ++at_;
      }
      if (at_ == end_ || at_ + 1 == end_) {
        cut_ = true;
        return {};
      }
      if (at_[1] != '!' && at_[1] != '?') return tag();
      pass_over();
    }
    return {};
  }

 private:
  struct Passed {
    std::string_view from;
    std::string_view to;
  };

  /// Comments, instructions and marked text say nothing to XES. A document type could say anything.
  void pass_over() {
    static constexpr std::array<Passed, 3> kPassed = {
        {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}}};
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    for (const Passed& one : kPassed) {
      if (!rest.starts_with(one.from)) continue;
      const std::size_t end = rest.find(one.to, one.from.size());
      if (end == std::string_view::npos) return stop("a comment or instruction that does not end");
      for (const char c : rest.substr(0, end)) line_ += c == '\n' ? 1U : 0U;
      at_ += end + one.to.size();
      return;
    }
    fail("a document type declaration, which no log needs");
  }

  Tag tag() {
    ++at_;
    Tag found;
    found.kind = Tag::Kind::kOpen;
    if (*at_ == '/') {
      found.kind = Tag::Kind::kClose;
      ++at_;
    }
    found.name = name();
    while (fault_.empty()) {
      skip_space();
      if (at_ == end_) return stop("a tag that does not end"), Tag{};
      if (*at_ == '>') {
        ++at_;
        return found;
      }
      if (*at_ == '/' && at_ + 1 != end_ && at_[1] == '>' && found.kind == Tag::Kind::kOpen) {
        at_ += 2;
        found.kind = Tag::Kind::kEmpty;
        return found;
      }
      attribute(found);
    }
    return {};
  }

  void attribute(Tag& found) {
    const std::string_view name = this->name();
    skip_space();
    if (!take('=')) return fail("an attribute without a value");
    skip_space();
    if (at_ == end_ || (*at_ != '"' && *at_ != '\'')) return fail("a value without quotes");
    const char quote = *at_++;
    const std::string_view text = value(quote);
    if (name == "key") found.key = text;
    if (name == "value") found.value = text;
  }

  std::string_view name() {
    char* const begin = at_;
    while (at_ != end_ && !ends_name(*at_) && *at_ != '<' && *at_ != '"') ++at_;
    if (at_ == begin) fail("a tag or attribute without a name");
    return {begin, static_cast<std::size_t>(at_ - begin)};
  }

  std::string_view value(char quote) {
    const auto& table = kStops[quote == '"' ? 0 : 1];
    char* const begin = at_;
    char* to = at_;
    bool high = false;
    while (at_ != end_) {
      const std::uint8_t stop = table[static_cast<unsigned char>(*at_)];
      if (stop == kStop) {
        if (*at_ == quote) break;
        if (*at_ != '&') return fail("a value with a bare '<' or zero byte"), std::string_view();
        entity(to);
        if (!fault_.empty()) return {};
        high = true;
        continue;
      }
      if (stop == kLine) ++line_;
      high = high || stop == kHigh;
      if (to != at_) *to = *at_;
      ++to;
      ++at_;
    }
    if (at_ == end_) return stop("a value that does not end"), std::string_view();
    ++at_;
    const std::string_view text(begin, static_cast<std::size_t>(to - begin));
    if (high && !is_utf8(text)) fail("bytes that are not UTF-8");
    return text;
  }

  void entity(char*& to) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
        {{"lt;", '<'}, {"gt;", '>'}, {"amp;", '&'}, {"quot;", '"'}, {"apos;", '\''}}};
    ++at_;
    changed_ = true;
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    for (const auto& [text, character] : kNamed) {
      if (!rest.starts_with(text)) continue;
      *to++ = character;
      at_ += text.size();
      return;
    }
    if (!take('#')) return fail("an entity that XML does not know");
    number(to);
  }

  void number(char*& to) {
    const std::uint32_t base = take('x') ? 16 : 10;
    std::uint32_t point = 0;
    std::size_t digits = 0;
    for (; at_ != end_ && *at_ != ';'; ++at_, ++digits) {
      const char c = *at_;
      const std::uint32_t digit = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                                  : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                                  : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                         : base;
      if (digit >= base || digits == 7) return fail("a character reference that is no number");
      point = point * base + digit;
    }
    const bool allowed = point == 9 || point == 10 || point == 13 || point >= 0x20;
    if (digits == 0 || !take(';') || !allowed || point > 0x10FFFF)
      return fail("a character reference that names no character");
    // Never longer than the reference was; whether it is a character is_utf8 says.
    const auto put = [&](std::uint32_t byte) { *to++ = static_cast<char>(byte); };
    if (point < 0x80) return put(point);
    if (point >= 0x10000) put(0xF0U | point >> 18U), put(0x80U | (point >> 12U & 0x3FU));
    if (point >= 0x800 && point < 0x10000) put(0xE0U | point >> 12U);
    if (point >= 0x800) put(0x80U | (point >> 6U & 0x3FU));
    if (point < 0x800) put(0xC0U | point >> 6U);
    put(0x80U | (point & 0x3FU));
  }

  void skip_space() {
    while (at_ != end_ && is_space(*at_)) {
      if (*at_ == '\n') ++line_;
      ++at_;
    }
  }

  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  void fail(std::string_view found) { fault_ = found; }
  void stop(std::string_view found) {
    cut_ = true;
    fail(found);
  }

  char* at_;
  char* end_;
  std::uint64_t line_;
  std::string fault_;
  bool cut_ = false;
  bool changed_ = false;  // an entity has been replaced
};

class XesLog final : public audit::CaseLog {
 public:
  XesLog(std::string path, Bytes bytes, std::string begun)
      : path_(std::move(path)), bytes_(std::move(bytes)), buffer_(std::move(begun)) {}

  const std::string& name() const override { return path_; }

  Result<bool> next(LogCase& into, Faults& faults) override {
    while (!done_) {
      into.clear();
      const std::size_t end = next_end();
      Tags tags(buffer_.data() + at_, buffer_.data() + end, line_);
      const bool opened = opened_;
      const Found found = read_trace(tags, into);
      if (found == Found::kTrace) {
        retries_ = 0;
        at_ = static_cast<std::size_t>(tags.at() - buffer_.data());
        line_ = tags.line();
        return true;
      }
      const bool more = end < buffer_.size() || (!whole_ && end - at_ < kCaseBytesMax);
      if (tags.is_cut() && more && ++retries_ <= kRetriesMax) {
        searched_ = end;  // the end that was found stood in a comment: on to the next one
        opened_ = opened;
        continue;
      }
      retries_ = 0;
      if (!opened_) {
        return Error{ErrorCode::kInvalidArgument,
                     "expected a log in XES, found " +
                         (tags.fault().empty() ? std::string("another root") : tags.fault()),
                     Position{path_, static_cast<std::uint32_t>(tags.line()), 0},
                     {}};
      }
      leave_out(found, tags, end, faults);
    }
    return false;
  }

 private:
  enum class Found : std::uint8_t { kTrace, kLogEnd, kFault };

  /// Makes the buffer hold everything up to the end of the next trace, or of the file; answers
  /// where that is.
  std::size_t next_end() {
    std::size_t from = std::max(searched_, at_);
    while (true) {
      const char* const found = static_cast<const char*>(
          memmem(buffer_.data() + from, buffer_.size() - from, kTraceEnd.data(), kTraceEnd.size()));
      if (found != nullptr)
        return static_cast<std::size_t>(found - buffer_.data()) + kTraceEnd.size();
      if (whole_ || buffer_.size() - at_ >= kCaseBytesMax) return buffer_.size();
      from = buffer_.size() - std::min(buffer_.size() - at_, kTraceEnd.size() - 1);
      const std::size_t gone = at_;
      buffer_.erase(0, gone);
      at_ = 0;
      searched_ = 0;
      from -= gone;
      const std::size_t before = buffer_.size();
      buffer_.resize(before + kStep);
      const std::size_t got = bytes_.read(buffer_.data() + before, kStep);
      buffer_.resize(before + got);
      whole_ = got < kStep;
    }
  }

  /// Reads on until a trace has ended.
  Found read_trace(Tags& tags, LogCase& into) {
    while (true) {
      const Tag tag = tags.next();
      if (tag.kind == Tag::Kind::kEnd) return Found::kFault;
      if (!opened_) {
        if (tag.name != "log" || tag.kind == Tag::Kind::kClose) return Found::kFault;
        opened_ = true;
        if (tag.kind == Tag::Kind::kEmpty) return Found::kLogEnd;
      } else if (tag.kind == Tag::Kind::kClose) {
        return tag.name == "log" ? Found::kLogEnd : Found::kFault;
      } else if (tag.name == "trace") {
        into.line = tags.line();
        if (tag.kind == Tag::Kind::kEmpty || read_members(tags, nullptr, into))
          return Found::kTrace;
        return Found::kFault;
      } else if (tag.kind == Tag::Kind::kOpen && !skip(tags, tag.name)) {
        return Found::kFault;
      }
    }
  }

  /// The values of a trace or of an event, until it ends. `event`: null for a trace.
  // NOLINTNEXTLINE(misc-no-recursion): an event holds no events, so that it is entered once
  bool read_members(Tags& tags, LogCase::Event* event, LogCase& into) {
    const std::string_view own = event == nullptr ? "trace" : "event";
    while (true) {
      const Tag tag = tags.next();
      if (tag.kind == Tag::Kind::kEnd) return false;
      if (tag.kind == Tag::Kind::kClose) return tag.name == own;
      if (event == nullptr && tag.name == "event") {
        LogCase::Event one{into.fields.size(), into.fields.size(), tags.line()};
        if (tag.kind == Tag::Kind::kOpen && !read_members(tags, &one, into)) return false;
        one.end = into.fields.size();
        into.events.push_back(one);
        continue;
      }
      if (into.fields.size() == kFieldsMax) return false;
      if (event != nullptr) {
        into.fields.push_back({tag.key, tag.value});
      } else {
        add_own({case_key(tag.key), tag.value}, into);
      }
      if (tag.kind == Tag::Kind::kOpen && !skip(tags, tag.name)) return false;
    }
  }

  /// The case's own values stand first, wherever the trace has them.
  static void add_own(const audit::Field& field, LogCase& into) {
    into.fields.insert(into.fields.begin() + static_cast<std::ptrdiff_t>(into.own), field);
    ++into.own;
    for (LogCase::Event& event : into.events) {
      ++event.first;
      ++event.end;
    }
  }

  /// "case:" and the key, kept for as long as the log.
  std::string_view case_key(std::string_view key) {
    constexpr std::string_view kPrefix = "case:";
    for (const std::string& known : case_keys_) {
      if (std::string_view(known).substr(kPrefix.size()) == key) return known;
    }
    constexpr std::size_t kKeysMax = 1000;
    if (case_keys_.size() == kKeysMax) return {};
    return case_keys_.emplace_back(std::string(kPrefix) + std::string(key));
  }

  /// Passes over an element with all it holds.
  bool skip(Tags& tags, std::string_view name) {
    open_.assign(1, name);
    while (!open_.empty()) {
      const Tag tag = tags.next();
      if (tag.kind == Tag::Kind::kEnd) return false;
      if (tag.kind == Tag::Kind::kOpen) open_.push_back(tag.name);
      if (open_.size() > kDepthMax) return false;
      if (tag.kind != Tag::Kind::kClose) continue;
      if (tag.name != open_.back()) return false;
      open_.pop_back();
    }
    return true;
  }

  /// What could not be read as a trace is passed over, as far as the end that was found.
  void leave_out(Found found, const Tags& tags, std::size_t end, Faults& faults) {
    const Position place{path_, static_cast<std::uint32_t>(tags.line()), 0};
    const bool in_trace = memmem(buffer_.data() + at_, end - at_, "<trace", 6) != nullptr;
    if (found != Found::kLogEnd && whole_ && end == buffer_.size()) {
      done_ = true;
      const std::string& why = bytes_.broken();
      faults.add("truncated", place,
                 "expected the end of the log, found " +
                     (why.empty() ? std::string("the end of the file") : "that " + why));
      faults.cut_short();
      if (in_trace) faults.leave_out_case();
    } else if (found == Found::kLogEnd) {
      done_ = true;
      check_end(tags, place, faults);
      return;
    } else {
      faults.add("malformed", place,
                 "expected a trace of XES, found " +
                     (tags.fault().empty() ? std::string("elements that do not match, or too many")
                                           : tags.fault()));
      faults.leave_out_case();
    }
    for (std::size_t i = at_; i < end; ++i) line_ += buffer_[i] == '\n' ? 1U : 0U;
    at_ = end;
  }

  /// Nothing but space and comments follows on the end of the log, and the packing is whole.
  void check_end(const Tags& tags, const Position& place, Faults& faults) {
    buffer_.erase(0, static_cast<std::size_t>(tags.at() - buffer_.data()));
    bool more = false;
    while (true) {
      const auto first = std::ranges::find_if_not(buffer_, is_space);
      const std::string_view rest(first, buffer_.end());
      more = more || !(rest.empty() || rest.starts_with("<!--") || rest.starts_with("<?"));
      if (whole_ || (!rest.empty() && !more)) break;
      buffer_.resize(kStep);
      const std::size_t got = bytes_.read(buffer_.data(), kStep);
      buffer_.resize(got);
      whole_ = got < kStep;
    }
    while (!whole_) {
      buffer_.resize(kStep);
      whole_ = bytes_.read(buffer_.data(), kStep) < kStep;
    }
    if (more) faults.add("trailing", place, "expected nothing after the log, found more");
    if (bytes_.broken().empty()) return;
    faults.add("truncated", place, "expected the whole log, found that " + bytes_.broken());
    faults.cut_short();
  }

  std::string path_;
  Bytes bytes_;
  std::string buffer_;
  std::size_t at_ = 0;        // what has been read
  std::size_t searched_ = 0;  // no end of a trace before this that has not been seen
  std::uint64_t line_ = 1;
  bool whole_ = false;   // the file has been read to its end
  bool opened_ = false;  // the log has begun
  bool done_ = false;
  std::size_t retries_ = 0;
  std::vector<std::string_view> open_;
  std::deque<std::string> case_keys_;
};

}  // namespace

Result<std::unique_ptr<audit::CaseLog>> open_xes(const std::string& path, Bytes bytes,
                                                 std::string begun) {
  return std::unique_ptr<audit::CaseLog>(
      std::make_unique<XesLog>(path, std::move(bytes), std::move(begun)));
}

}  // namespace lagrum::eventlog
