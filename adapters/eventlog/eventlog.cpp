#include "eventlog/eventlog.h"

#include "eventlog/bytes.h"
#include "eventlog/csv.h"
#include "eventlog/xes.h"

namespace lagrum::eventlog {
namespace {

constexpr std::size_t kFirstBytes = 4096;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<std::unique_ptr<audit::CaseLog>> open(const std::string& path, const std::string& case_key) {
  LAGRUM_ASSIGN(Bytes bytes, Bytes::open(path));
  std::string begun(kFirstBytes, '\0');
  begun.resize(bytes.read(begun.data(), begun.size()));
  if (begun.starts_with(kByteOrderMark)) begun.erase(0, kByteOrderMark.size());
  const std::size_t first = begun.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a log in XES or CSV, found " +
                     (bytes.broken().empty() ? std::string("an empty file") : bytes.broken()),
                 Position{path, 1, 1},
                 {}};
  }
  if (begun[first] == '<') return open_xes(path, std::move(bytes), std::move(begun));
  return open_csv(path, std::move(bytes), std::move(begun), case_key);
}

}  // namespace lagrum::eventlog
