#include "eventlog/csv.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>
#include <vector>

#include "eventlog/eventlog.h"
#include "lagrum/diagnostic.h"

namespace lagrum::eventlog {
namespace {

using audit::Faults;
using audit::LogCase;

constexpr std::string_view kCasePrefix = "case:";
constexpr std::size_t kColumnsMax = 1000;

/// A row as it stands in the file: its cells with their quotes.
struct Row {
  std::vector<std::string_view> cells;
  std::size_t end = 0;      // where the next row begins
  std::uint64_t lines = 0;  // that it takes
  bool open = false;        // a quote that is not closed
};

void split(std::string_view text, std::size_t begin, char separator, Row& row) {
  row.cells.clear();
  row.lines = 1;
  row.open = false;
  std::size_t cell = begin;
  bool quoted = false;
  std::size_t i = begin;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (c == '\n' && quoted) ++row.lines;
    if (quoted || (c != separator && c != '\n')) continue;
    row.cells.push_back(text.substr(cell, i - cell));
    cell = i + 1;
    if (c == '\n') break;
  }
  row.open = quoted;
  if (i == text.size() && cell < i) row.cells.push_back(text.substr(cell));
  row.end = std::min(i + 1, text.size());
  if (!row.cells.empty() && row.cells.back().ends_with('\r')) row.cells.back().remove_suffix(1);
}

bool is_quoted(std::string_view cell) {
  return cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
}

std::string_view bare(std::string_view cell) {
  return is_quoted(cell) ? cell.substr(1, cell.size() - 2) : cell;
}

/// What a cell says, without its quotes; doubled quotes become one in the place where they stand.
std::string_view unquoted(std::string_view cell, std::string& text) {
  if (!is_quoted(cell)) return cell;
  cell = bare(cell);
  if (cell.find('"') == std::string_view::npos) return cell;
  char* const begin = text.data() + (cell.data() - text.data());
  char* to = begin;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = begin[i];
    *to++ = c;
    if (c == '"') ++i;
  }
  return {begin, static_cast<std::size_t>(to - begin)};
}

class CsvLog final : public audit::CaseLog {
 public:
  CsvLog(std::string path, std::string text, std::string broken)
      : path_(std::move(path)), text_(std::move(text)), broken_(std::move(broken)) {}

  Status index(const std::string& case_key) {
    constexpr std::array kSeparators = {',', ';', '\t'};
    Row row;
    for (const char separator : kSeparators) {
      Row tried;
      split(text_, 0, separator, tried);
      if (tried.cells.size() <= row.cells.size()) continue;
      row = tried;
      separator_ = separator;
    }
    if (row.cells.size() > kColumnsMax) return fail("expected at most 1000 columns, found more");
    std::vector<std::string> names;
    for (const std::string_view cell : row.cells) names.emplace_back(unquoted(cell, text_));
    columns_ = std::move(names);
    const auto key = std::find(columns_.begin(), columns_.end(), case_key);
    if (key == columns_.end())
      return fail(not_known("a column with the case's id", case_key, columns_));
    key_ = static_cast<std::size_t>(key - columns_.begin());
    index_rows(row);
    return {};
  }

  const std::string& name() const override { return path_; }
  std::vector<std::string> columns() const override { return columns_; }

  Result<bool> next(LogCase& into, Faults& faults) override {
    if (next_ == 0) tell_rows(faults);
    if (next_ == cases_.size()) return false;
    const std::vector<Place>& places = cases_[next_++];
    into.clear();
    copies_.clear();
    into.line = places.front().line;
    Row row;
    for (const Place& place : places) {
      split(text_, place.begin, separator_, row);
      if (into.own == 0) {
        add(row, true, into);
        into.own = into.fields.size();
        own_ = own_cells(row);
      } else if (own_cells(row) != own_) {
        faults.add("case-values-differ", Position{path_, line(place), 0},
                   "expected the same values of the case in all its rows, found others; the first "
                   "row's are taken");
      }
      const std::size_t first = into.fields.size();
      add(row, false, into);
      into.events.push_back({first, into.fields.size(), place.line});
    }
    return true;
  }

 private:
  struct Place {
    std::size_t begin;
    std::uint64_t line;
  };
  static std::uint32_t line(const Place& place) { return static_cast<std::uint32_t>(place.line); }

  Status fail(std::string message) const {
    return Error{ErrorCode::kInvalidArgument, std::move(message), Position{path_, 1, 1}, {}};
  }

  void index_rows(Row& row) {
    std::unordered_map<std::string_view, std::size_t> known;
    std::uint64_t at_line = 1 + row.lines;
    for (std::size_t begin = row.end; begin < text_.size(); begin = row.end) {
      split(text_, begin, separator_, row);
      const Place place{begin, at_line};
      at_line += row.lines;
      if (row.cells.empty() || (row.cells.size() == 1 && row.cells.front().empty())) continue;
      if (row.cells.size() != columns_.size() || row.open) {
        wrong_.push_back(place);
        continue;
      }
      const auto [found, added] = known.emplace(bare(row.cells[key_]), cases_.size());
      if (added) cases_.emplace_back();
      cases_[found->second].push_back(place);
    }
  }

  void tell_rows(Faults& faults) {
    for (const Place& place : wrong_) {
      faults.add(
          "row-width", Position{path_, line(place), 0},
          "expected " + std::to_string(columns_.size()) + " whole cells, found a row of others");
      faults.leave_out_event();
    }
    wrong_.clear();
    if (broken_.empty()) return;
    faults.add("truncated", Position{path_, 0, 0}, "expected the whole log, found that " + broken_);
    faults.cut_short();
    broken_.clear();
  }

  bool is_own(std::size_t column) const { return columns_[column].starts_with(kCasePrefix); }

  std::vector<std::string_view> own_cells(const Row& row) const {
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (is_own(i)) cells.push_back(bare(row.cells[i]));
    }
    return cells;
  }

  /// The case's id counts as the case's own under whatever name it stands.
  void add(const Row& row, bool own, LogCase& into) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if ((is_own(i) || i == key_) == own)
        into.fields.push_back(
            {columns_[i], own ? plain(row.cells[i]) : unquoted(row.cells[i], text_)});
    }
  }

  /// As unquoted, without touching what later rows are compared with.
  std::string_view plain(std::string_view cell) {
    if (cell.find('"') == std::string_view::npos) return cell;
    copies_.emplace_back(cell);
    return unquoted(copies_.back(), copies_.back());
  }

  std::string path_;
  std::string text_;
  std::string broken_;
  std::vector<std::string> columns_;
  std::vector<std::vector<Place>> cases_;
  std::vector<Place> wrong_;
  std::vector<std::string_view> own_;
  std::deque<std::string> copies_;  // of cells of the case at hand
  std::size_t key_ = 0;
  std::size_t next_ = 0;
  char separator_ = ',';
};

}  // namespace

Result<std::unique_ptr<audit::CaseLog>> open_csv(const std::string& path, Bytes bytes,
                                                 std::string begun, const std::string& case_key) {
  constexpr std::size_t kStep = std::size_t{1} << 20U;
  std::string text = std::move(begun);
  while (true) {
    const std::size_t before = text.size();
    if (before > kTableBytesMax) {
      return Error{ErrorCode::kOutOfRange,
                   "expected at most " + std::to_string(kTableBytesMax) +
                       " bytes of CSV, found more; XES may be of any length",
                   Position{path, 0, 0},
                   {}};
    }
    text.resize(before + kStep);
    const std::size_t got = bytes.read(text.data() + before, kStep);
    text.resize(before + got);
    if (got < kStep) break;
  }
  if (!bytes.broken().empty()) text.resize(text.rfind('\n') + 1);  // half a row is none
  if (!is_utf8(text)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected CSV in UTF-8, found other bytes",
                 Position{path, 0, 0},
                 {}};
  }
  auto log = std::make_unique<CsvLog>(path, std::move(text), bytes.broken());
  LAGRUM_TRY(log->index(case_key));
  return std::unique_ptr<audit::CaseLog>(std::move(log));
}

}  // namespace lagrum::eventlog
