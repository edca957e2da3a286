#include "files/files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

namespace lagrum::files {
namespace {

namespace fs = std::filesystem;

Error error_of(ErrorCode code, const std::string& expected, const fs::path& path) {
  return Error{code, expected + " at '" + path.string() + "'", {}, {}};
}

}  // namespace

Result<std::string> read(const fs::path& path) {
  std::error_code failed;
  std::ifstream stream(path, std::ios::binary);
  if (!stream || fs::is_directory(path, failed))
    return error_of(ErrorCode::kNotFound, "expected a file that can be read, found none", path);
  std::string bytes;
  std::array<char, 65536> part;
  while (stream.read(part.data(), part.size()), stream.gcount() > 0) {
    bytes.append(part.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > kFileSizeMax)
      return error_of(ErrorCode::kOutOfRange,
                      "expected a file of at most " + std::to_string(kFileSizeMax) + " bytes",
                      path);
  }
  if (stream.bad())
    return error_of(ErrorCode::kNotFound, "expected a file that can be read, found a fault", path);
  return bytes;
}

Status write(const fs::path& path, std::string_view bytes) {
  std::error_code failed;
  const fs::file_status now = fs::status(path, failed);
  const bool is_stream = fs::exists(now) && !fs::is_regular_file(now);  // a terminal or pipe
  const fs::path into = is_stream ? path : fs::path(path.string() + ".new");
  std::ofstream stream(into, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  failed.clear();
  if (stream && !is_stream) fs::rename(into, path, failed);
  if (stream && !failed) return {};
  std::error_code none;
  if (!is_stream) fs::remove(into, none);
  return error_of(ErrorCode::kUnavailable, "expected a file that can be written", path);
}

Result<std::vector<SourceFile>> read_sources(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (at->is_regular_file() && Workspace::takes(at->path().generic_string()))
      paths.push_back(at->path());
  }
  if (failed || paths.empty()) {
    return error_of(ErrorCode::kNotFound, "expected a folder with workflows and law, found none",
                    folder);
  }
  std::sort(paths.begin(), paths.end());
  std::vector<SourceFile> sources;
  for (const fs::path& path : paths) {
    LAGRUM_ASSIGN(std::string bytes, read(path));
    sources.push_back({path.generic_string(), std::move(bytes)});
  }
  return sources;
}

}  // namespace lagrum::files
