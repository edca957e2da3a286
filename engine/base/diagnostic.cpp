#include "lagrum/diagnostic.h"

#include <algorithm>
#include <numeric>

namespace lagrum {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  LAGRUM_CHECK(false);
}

std::string to_string(const Diagnostic& diagnostic) {
  std::string text = to_string(diagnostic.source);
  if (!text.empty()) text += ": ";
  text += to_string(diagnostic.severity);
  text += ": " + diagnostic.message;
  if (!diagnostic.rule.empty()) text += " [" + diagnostic.rule + "]";
  if (!diagnostic.provision.empty()) text += " (" + diagnostic.provision + ")";
  return text;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::kError) ++errors_;
  list_.push_back(std::move(diagnostic));
}

void Diagnostics::error(std::string rule, Position source, std::string message,
                        std::string provision) {
  add(Diagnostic{Severity::kError, std::move(rule), std::move(message), std::move(source),
                 std::move(provision)});
}

void Diagnostics::warning(std::string rule, Position source, std::string message,
                          std::string provision) {
  add(Diagnostic{Severity::kWarning, std::move(rule), std::move(message), std::move(source),
                 std::move(provision)});
}

Error Diagnostics::to_error() const {
  LAGRUM_CHECK(has_errors());
  const auto first = std::find_if(list_.begin(), list_.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::kError;
  });
  std::string message = first->message;
  if (!first->rule.empty()) message += " [" + first->rule + "]";
  if (errors_ > 1) message += " (and " + std::to_string(errors_ - 1) + " more)";
  return Error{ErrorCode::kInvalidArgument, std::move(message), first->source, first->provision};
}

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  const std::size_t tolerance = std::max<std::size_t>(1, name.size() / 3);
  std::size_t best = tolerance + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(name.size(), candidate.size());
    const std::size_t shorter = std::min(name.size(), candidate.size());
    if (longer - shorter >= best) continue;  // their distance is at least that
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string found = nearest(name, candidates);
  return found.empty() ? std::string() : " (did you mean '" + found + "'?)";
}

std::string not_known(std::string_view what, std::string_view name,
                      const std::vector<std::string>& known) {
  return "expected " + std::string(what) + ", found '" + std::string(name) + "'" +
         suggestion(name, known);
}

}  // namespace lagrum
