#include "graphviz/graphviz.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

namespace lagrum::graphviz {
namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kPause{5};

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

Error unavailable(const std::string& found) {
  return Error{
      ErrorCode::kUnavailable, "expected the program 'dot' of Graphviz to draw, " + found, {}, {}};
}

/// Starts `dot` between the two files; nothing where there is no such program.
std::optional<pid_t> start(const File& from, const File& to, const char* option) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(from.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(to.get()), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::array<std::string, 2> words = {"dot", option};
  std::array<char*, 3> arguments = {words[0].data(), words[1].data(), nullptr};
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), ::environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

/// Whether the program ended well in time; it is stopped where it does not.
bool ends_well(pid_t child) {
  int status = 0;
  const auto patience_ends = std::chrono::steady_clock::now() + kPatience;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > patience_ends) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(kPause);
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool is_there() {
  const File from(std::tmpfile());
  const File to(std::tmpfile());
  if (!from || !to) return false;
  const auto child = start(from, to, "-V");
  return child && ends_well(*child);
}

Result<std::string> draw(std::string_view dot) {
  const File from(std::tmpfile());
  const File to(std::tmpfile());
  if (!from || !to || std::fwrite(dot.data(), 1, dot.size(), from.get()) != dot.size())
    return unavailable("found no room for a file in between");
  std::rewind(from.get());
  const auto child = start(from, to, "-Tsvg");
  if (!child) return unavailable("found none on the path");
  if (!ends_well(*child)) return unavailable("found that it failed or took more than a minute");
  std::rewind(to.get());
  std::string svg;
  std::array<char, 65536> part;
  for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), to.get())) > 0;)
    svg.append(part.data(), size);
  return svg;
}

}  // namespace lagrum::graphviz
