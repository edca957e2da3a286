#include "archive/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <system_error>

namespace lagrum::archive {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& what, const fs::path& path, const std::error_code& error) {
  return Error{ErrorCode::kUnavailable,
               "expected to " + what + ", found: " + error.message(),
               Position{path.string(), 0, 0},
               {}};
}

Error failed(const std::string& what, const fs::path& path) {
  return failed(what, path, std::error_code(errno, std::generic_category()));
}

/// An open file or folder; closed at the end.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : number_(::open(path.c_str(), flags, 0644)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  bool opened() const { return number_ >= 0; }
  bool sync() const { return ::fsync(number_) == 0; }
  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) return false;
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

 private:
  int number_;
};

Status write_file(const fs::path& path, std::string_view bytes) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
  if (!file.opened() || !file.write(bytes) || !file.sync()) return failed("write the file", path);
  return {};
}

Status sync_folder(const fs::path& path) {
  const Descriptor folder(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!folder.opened() || !folder.sync()) return failed("sync the folder", path);
  return {};
}

/// A folder that is removed with all it holds, unless it was kept.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  void keep() { kept_ = true; }

 private:
  fs::path path_;
  bool kept_ = false;
};

Status write_all(const fs::path& root, const std::vector<PackageFile>& files) {
  std::set<fs::path> folders{root};
  for (const PackageFile& file : files) {
    const fs::path path = root / file.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return failed("make the folder", path.parent_path(), error);
    LAGRUM_TRY(write_file(path, file.bytes));
    for (fs::path above = path.parent_path(); above != root; above = above.parent_path()) {
      folders.insert(above);
    }
  }
  for (const fs::path& folder : folders) LAGRUM_TRY(sync_folder(folder));
  return {};
}

}  // namespace

Status write_folder(const fs::path& folder, const std::vector<PackageFile>& files) {
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  const fs::path beside = parent / ("." + folder.filename().string() + ".partial");
  std::error_code error;
  if (!fs::is_directory(parent, error)) {
    return Error{ErrorCode::kNotFound,
                 "expected a folder to write the package into, found none",
                 Position{parent.string(), 0, 0},
                 {}};
  }
  if (fs::exists(fs::symlink_status(folder, error))) {
    return Error{ErrorCode::kConflict,
                 "expected no file or folder of the package's name, found one",
                 Position{folder.string(), 0, 0},
                 {}};
  }
  if (!fs::create_directory(beside, error)) {
    if (error) return failed("make the folder", beside, error);
    return Error{
        ErrorCode::kConflict,
        "expected no folder of an unfinished package, found one: another write goes on, or "
        "was interrupted and the folder can be removed",
        Position{beside.string(), 0, 0},
        {}};
  }
  Scratch scratch(beside);
  LAGRUM_TRY(write_all(beside, files));
  fs::rename(beside, folder, error);
  if (error) return failed("give the package its name", folder, error);
  scratch.keep();
  return sync_folder(parent);
}

}  // namespace lagrum::archive
