#include "message/drop_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace lagrum::messages {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdSizeMax = 128;

/// An open file or folder; closed at the end.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : number_(::open(path.c_str(), flags, 0600)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  bool opened() const { return number_ >= 0; }
  bool sync() const { return ::fsync(number_) == 0; }
  bool is_plain_file() const {
    struct stat status = {};
    return ::fstat(number_, &status) == 0 && S_ISREG(status.st_mode);
  }
  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) return false;
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  /// Appends what can be read, at most `bytes_max`.
  bool read(std::string& bytes, std::size_t bytes_max) const {
    char buffer[4096];
    while (bytes.size() < bytes_max) {
      const std::size_t wanted = std::min(sizeof buffer, bytes_max - bytes.size());
      const ssize_t count = ::read(number_, buffer, wanted);
      if (count == 0) return true;
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) bytes.append(buffer, static_cast<std::size_t>(count));
    }
    return true;
  }

 private:
  int number_;
};

Error fault(ErrorCode code, std::string message, const fs::path& path) {
  return Error{code, std::move(message), Position{path.filename().string(), 0, 0}, {}};
}

Error failed(std::string_view what, const fs::path& path, const std::error_code& error) {
  return Error{ErrorCode::kUnavailable,
               "expected to " + std::string(what) + ", found: " + error.message(),
               Position{path.string(), 0, 0},
               {}};
}

}  // namespace

Error failed(std::string_view what, const fs::path& path) {
  return failed(what, path, std::error_code(errno, std::generic_category()));
}

bool is_sound_id(std::string_view id) {
  return !id.empty() && id.size() <= kIdSizeMax && id.front() != '.' && !id.ends_with(".receipt") &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

Status write_atomically(const fs::path& path, std::string_view bytes) {
  const fs::path beside = path.parent_path() / ("." + path.filename().string() + ".part");
  {
    const Descriptor file(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC);
    if (!file.opened() || !file.write(bytes) || !file.sync()) {
      return failed("write the file", beside);
    }
  }
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) return failed("rename the file", path, error);
  return {};
}

Status sync_folder(const fs::path& folder) {
  const Descriptor opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!opened.opened() || !opened.sync()) return failed("sync the folder", folder);
  return {};
}

Status make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  if (error) return failed("make the folder", folder, error);
  return {};
}

Status check_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  return Error{ErrorCode::kNotFound,
               "expected a folder for messages, found none",
               Position{folder.string(), 0, 0},
               {}};
}

Result<std::string> read_plain_file(const fs::path& path, std::size_t bytes_max) {
  const Descriptor file(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (!file.opened() && errno == ENOENT) {
    return fault(ErrorCode::kNotFound, "expected a file, found none", path);
  }
  if (!file.opened() && errno != ELOOP) return failed("open the file", path);
  if (!file.opened() || !file.is_plain_file()) {
    return fault(ErrorCode::kInvalidArgument, "expected a plain file, found something else", path);
  }
  std::string bytes;
  if (!file.read(bytes, bytes_max + 1)) return failed("read the file", path);
  if (bytes.size() > bytes_max) {
    return fault(ErrorCode::kOutOfRange,
                 "expected at most " + std::to_string(bytes_max) + " bytes, found more", path);
  }
  return bytes;
}

}  // namespace lagrum::messages
