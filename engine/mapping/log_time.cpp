#include "mapping/log_time.h"

namespace lagrum::audit {
namespace {

/// Takes text apart from its front; after the first thing missing nothing is taken any more.
class Taker {
 public:
  explicit Taker(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int number = 0;
    sound_ = sound_ && rest_.size() >= count;
    for (std::size_t i = 0; sound_ && i < count; ++i) {
      sound_ = rest_[i] >= '0' && rest_[i] <= '9';
      number = number * 10 + (rest_[i] - '0');
    }
    if (sound_) rest_.remove_prefix(count);
    return number;
  }
  bool take(char c) {
    if (!sound_ || rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { sound_ = take(c) && sound_; }
  bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  bool done() const { return rest_.empty(); }
  bool sound() const { return sound_; }

 private:
  std::string_view rest_;
  bool sound_ = true;
};

/// A time in these years may be, in another zone, of a year that is not written: none is read.
constexpr std::chrono::year kTooEarly{1};
constexpr std::chrono::year kTooLate{9999};

std::uint32_t take_fraction(Taker& taker) {
  std::uint32_t milliseconds = 0;
  for (std::uint32_t weight = 100; taker.at_digit(); weight /= 10)
    milliseconds += static_cast<std::uint32_t>(taker.digits(1)) * weight;
  return milliseconds;
}

}  // namespace

std::optional<LogTime> parse_log_time(std::string_view text) {
  using namespace std::chrono;
  Taker taker(text);
  const year y{taker.digits(4)};
  taker.expect('-');
  const month m{static_cast<unsigned>(taker.digits(2))};
  taker.expect('-');
  const day d{static_cast<unsigned>(taker.digits(2))};
  const year_month_day date = y / m / d;
  if (!taker.sound() || !date.ok() || y <= kTooEarly || y >= kTooLate) return std::nullopt;
  LogTime time{local_days{date}, 0, std::nullopt};
  if (taker.done()) return time;
  if (!taker.take('T')) taker.expect(' ');
  const int hour = taker.digits(2);
  taker.expect(':');
  const int minute = taker.digits(2);
  const int second = taker.take(':') ? taker.digits(2) : 0;
  if (taker.take('.')) time.fraction = take_fraction(taker);
  time.local += hours{hour} + minutes{minute} + seconds{second};
  if (taker.take('Z')) {
    time.offset = minutes{0};
  } else if (!taker.done()) {
    const bool west = taker.take('-');
    if (!west) taker.expect('+');
    const int hours_off = taker.digits(2);
    taker.take(':');
    const int minutes_off = taker.digits(2);
    if (hours_off > 14 || minutes_off > 59) return std::nullopt;
    const minutes off = hours{hours_off} + minutes{minutes_off};
    time.offset = west ? -off : off;
  }
  if (!taker.sound() || !taker.done() || hour > 23 || minute > 59 || second > 59)
    return std::nullopt;
  return time;
}

}  // namespace lagrum::audit
