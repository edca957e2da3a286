#include "calendar/rules.h"

namespace lagrum::calendar {
namespace {

using std::chrono::month_day;
using std::chrono::year_month_day;

month_day in_year(const year_month_day& date) { return date.month() / date.day(); }

struct Occurs {
  Date date;
  year_month_day civil;

  bool operator()(const FixedRule& rule) const { return in_year(civil) == rule.on; }
  bool operator()(const EasterRule& rule) const {
    return date - easter_day(civil.year()) == std::chrono::days{rule.offset_days};
  }
  bool operator()(const DateRule& rule) const { return date == rule.on; }
  bool operator()(const WeekdayRule& rule) const {
    return std::chrono::weekday{date} == rule.weekday && in_year(civil) >= rule.from &&
           in_year(civil) <= rule.to;
  }
};

}  // namespace

Date easter_day(std::chrono::year year) {
  // The letters are those of the published rule; each is one of its lines.
  const int y = static_cast<int>(year);
  const int a = y % 19;
  const int b = y / 100;
  const int c = y % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int march_day = h + l - 7 * m + 22;
  return Date{year / std::chrono::March / 1} + std::chrono::days{march_day - 1};
}

bool occurs(const DayRule& rule, Date date) {
  return std::visit(Occurs{date, year_month_day{date}}, rule);
}

}  // namespace lagrum::calendar
