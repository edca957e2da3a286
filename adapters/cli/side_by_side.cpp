#include "cli/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace lagrum::cli {

std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)> side_by_side(
    std::size_t threads) {
  const std::size_t wanted =
      threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  return [wanted](std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> workers;  // joined where it ends
    for (std::size_t i = 0; i < std::min(wanted, count); ++i) {
      workers.emplace_back([&] {
        for (std::size_t at = next++; at < count; at = next++) work(at);
      });
    }
  };
}

}  // namespace lagrum::cli
