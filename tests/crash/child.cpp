#include "crash/child.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace lagrum::test {

void Child::Teller::operator()(const std::string& line) const {
  const std::string bytes = line + "\n";
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count = ::write(pipe_, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno != EINTR) std::_Exit(EXIT_FAILURE);
    if (count > 0) written += static_cast<std::size_t>(count);
  }
}

Child::Child(const std::function<int(const Teller&)>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return;
  process_ = ::fork();
  if (process_ == 0) {
    ::close(ends[0]);
    std::_Exit(work(Teller(ends[1])));  // none of the parent's objects is ours to end
  }
  ::close(ends[1]);
  pipe_ = ends[0];
}

Child::~Child() {
  if (process_ > 0) {
    kill();
    wait();
  }
  ::close(pipe_);
}

std::optional<std::string> Child::line() {
  for (;;) {
    const std::size_t end = read_.find('\n');
    if (end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(pipe_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    read_.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

std::vector<std::string> Child::rest() {
  std::vector<std::string> lines;
  while (auto next = line()) lines.push_back(std::move(*next));
  return lines;
}

void Child::kill() const { ::kill(process_, SIGKILL); }

std::optional<int> Child::wait() {
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  if (!WIFEXITED(status)) return std::nullopt;
  return WEXITSTATUS(status);
}

}  // namespace lagrum::test
