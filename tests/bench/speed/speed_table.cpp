#include "bench/speed/speed_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "bench/measuring.h"

namespace lagrum::bench {
namespace {

struct UnitRow {
  const char* name;
  double scale;
  bool is_rate;  ///< items a second: the more the better
};

constexpr std::array<UnitRow, 4> kUnits = {
    {{"ns", 1e9, false}, {"M/s", 1e-6, true}, {"ms", 1e3, false}, {"B", 1, false}}};

const UnitRow& row_of(Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }

double in_unit(const UnitRow& unit, double each) {
  return unit.is_rate ? unit.scale / each : unit.scale * each;
}

/// Three digits that say something.
std::string digits(double value) {
  std::array<char, 64> text{};
  const int decimals =
      value > 0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(value))), 0, 6) : 0;
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string range_of(const Spread& spread) { return digits(spread.min) + "–" + digits(spread.max); }

std::string judged(const std::string& aim, bool met) { return aim + (met ? ", met" : ", not met"); }

/// What one contender showed, round by round.
struct Shown {
  std::vector<double> each;
  std::string sum;
  std::string version;
};

void print_ourselves(const Work& work, const Contender& contender, const Shown& ours) {
  const UnitRow& unit = row_of(work.unit);
  std::vector<double> figures;
  for (const double each : ours.each) figures.push_back(in_unit(unit, each));
  const Spread spread = spread_of(figures);
  const bool met = unit.is_rate ? spread.median >= work.aim : spread.median <= work.aim;
  const std::string aim = (unit.is_rate ? "≥ " : "≤ ") + std::to_string(work.aim) + " " + unit.name;
  std::printf("| %s | %s | %s %s | %s | %s | | | |\n", work.title.c_str(), contender.name.c_str(),
              digits(spread.median).c_str(), unit.name, range_of(spread).c_str(),
              judged(aim, met).c_str());
}

void print_peer(const Work& work, const Contender& contender, const Shown& peer,
                const Shown& ours) {
  const UnitRow& unit = row_of(work.unit);
  std::vector<double> figures;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < peer.each.size(); ++i) {
    figures.push_back(in_unit(unit, peer.each[i]));
    ratios.push_back(peer.each[i] / ours.each[i]);
  }
  const Spread spread = spread_of(figures);
  std::printf("| | %s %s | %s %s | %s | |", contender.name.c_str(), peer.version.c_str(),
              digits(spread.median).c_str(), unit.name, range_of(spread).c_str());
  if (peer.sum != ours.sum) {
    std::printf(" none: other results (%s, ours %s) | | |\n", peer.sum.c_str(), ours.sum.c_str());
    return;
  }
  const Spread times = spread_of(ratios);
  const std::string aim = "≥ " + std::to_string(contender.times_aim);
  std::printf(
      " %s | %s | %s |\n", digits(times.median).c_str(), range_of(times).c_str(),
      contender.times_aim > 0 ? judged(aim, times.median >= contender.times_aim).c_str() : "");
}

}  // namespace

Result<bool> print_speed_table(const std::vector<Work>& works, std::size_t rounds) {
  std::vector<std::vector<Shown>> shown;
  for (const Work& work : works) shown.emplace_back(work.contenders.size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t w = 0; w < works.size(); ++w) {
      for (std::size_t c = 0; c < works[w].contenders.size(); ++c) {
        LAGRUM_ASSIGN(Cost cost, works[w].contenders[c].run());
        Shown& mine = shown[w][c];
        mine.each.push_back(cost.each);
        mine.sum = std::move(cost.sum);
        mine.version = std::move(cost.version);
      }
    }
  }
  std::printf("| work | who | median | range | aim | times ours | range | aim |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
  bool same = true;
  for (std::size_t w = 0; w < works.size(); ++w) {
    print_ourselves(works[w], works[w].contenders.front(), shown[w].front());
    for (std::size_t c = 1; c < works[w].contenders.size(); ++c) {
      print_peer(works[w], works[w].contenders[c], shown[w][c], shown[w].front());
      same = same && shown[w][c].sum == shown[w].front().sum;
    }
  }
  return same;
}

}  // namespace lagrum::bench
