#include "bench/speed/peer.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace lagrum::bench {
namespace {

namespace fs = std::filesystem;

const fs::path kPeers = LAGRUM_PEERS_DIR;

bool is_script(const Peer& peer) { return peer.program.ends_with(".mjs"); }

std::string quoted(const std::string& word) { return "'" + word + "'"; }

/// What the command prints; fails where it ends badly.
Result<std::string> output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return Error{ErrorCode::kUnavailable, "cannot start " + command, {}, {}};
  std::string text;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    text.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  if (status == 0) return text;
  return Error{ErrorCode::kUnavailable,
               "expected exit status 0 of " + command + ", found " + std::to_string(status),
               {},
               {}};
}

}  // namespace

bool is_there(const Peer& peer) {
  if (!is_script(peer)) return fs::exists(kPeers / peer.program);
  const std::string load = "cd " + quoted(kPeers.string()) +
                           " 2>/dev/null && node --input-type=module -e 'await import(\"" +
                           peer.package + "\")' >/dev/null 2>&1";
  return std::system(load.c_str()) == 0;
}

Contender contender_of(const Peer& peer, const std::vector<std::string>& arguments,
                       std::size_t items, int times_aim) {
  std::string command = is_script(peer) ? "node " : "";
  command += quoted((kPeers / peer.program).string());
  for (const std::string& argument : arguments) command += " " + quoted(argument);
  const auto run = [command, items]() -> Result<Cost> {
    LAGRUM_ASSIGN(const std::string text, output_of(command));
    std::istringstream words(text);
    double seconds = 0;
    Cost cost;
    if (!(words >> seconds >> cost.sum >> cost.version)) {
      return Error{ErrorCode::kCorruption,
                   "expected seconds, sum and version of " + command + ", found '" + text + "'",
                   {},
                   {}};
    }
    cost.each = seconds / static_cast<double>(items);
    return cost;
  };
  return {peer.name, run, times_aim};
}

}  // namespace lagrum::bench
