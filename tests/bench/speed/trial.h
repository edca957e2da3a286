#pragma once

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

/// What all charts are put through alike, ours and those of others. The same events again and
/// again; where the chart stands after each pass goes into a sum that must be the same for all.
namespace lagrum::bench {

struct Measured {
  double seconds = 0;
  std::string sum;
};

/// FNV-1a over all texts so far.
class Sum {
 public:
  void add(const std::string& text) {
    for (const char c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  std::string text() const { return std::to_string(hash_); }

 private:
  std::uint32_t hash_ = 2166136261U;
};

/// Sends all events `passes` times, after a fifth as many to warm up. A subject makes its events
/// (`prepare`) while nobody looks at the clock, takes them (`take_all`), and says where it stands
/// (`state`): the names of its active atomic states in order, then its data.
template <class Subject>
Measured trial(Subject& subject, const std::vector<std::string>& events, std::size_t passes) {
  using Clock = std::chrono::steady_clock;
  const std::size_t warm_up = passes / 5;
  Measured measured;
  Sum sum;
  for (std::size_t pass = 0; pass < warm_up + passes; ++pass) {
    subject.prepare(events);
    const auto begin = Clock::now();
    subject.take_all();
    const std::chrono::duration<double> took = Clock::now() - begin;
    if (pass >= warm_up) measured.seconds += took.count();
    sum.add(subject.state());
  }
  measured.sum = sum.text();
  return measured;
}

inline std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// The main function of a subject that is a program of its own: PROGRAM EVENTS PASSES prints the
/// seconds, the sum, and the version of who did it.
template <class Subject>
int tell_trial(Subject& subject, const std::string& version, int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: " << arguments[0] << " EVENTS PASSES\n";
    return 2;
  }
  const Measured measured = trial(subject, lines_of(arguments[1]), std::stoul(arguments[2]));
  std::cout << measured.seconds << ' ' << measured.sum << ' ' << version << '\n';
  return 0;
}

}  // namespace lagrum::bench
