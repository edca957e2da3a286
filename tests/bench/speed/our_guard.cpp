#include "bench/speed/our_guard.h"

#include "bench/measuring.h"

namespace lagrum::bench {
namespace {

using feel::Type;

char letter_of(const Value& value) {
  if (value.boolean() == nullptr) return '?';
  return value.is_true() ? 't' : 'f';
}

}  // namespace

std::vector<Application> applications(Date today) {
  std::vector<Application> all;
  for (const char* amount : {"999.99", "1000", "1000.01", "250000"}) {
    for (const int age : {17, 18, 44}) {
      for (const int days : {-3, 12, 30})
        all.push_back({amount, age, today + std::chrono::days(days)});
    }
  }
  return all;
}

Result<OurGuard> OurGuard::compile(Date today, const std::vector<Application>& applications) {
  feel::Scope scope;
  scope.add_variable("amount", Type::of(Type::Kind::kNumber));
  scope.add_variable("applicant", Type::context_of({{"age", Type::of(Type::Kind::kNumber)}}));
  scope.add_variable("due", Type::of(Type::Kind::kDate));
  LAGRUM_ASSIGN(feel::Expression guard, feel::Expression::compile(kGuard, scope));
  OurGuard made(std::move(guard), today);
  for (const Application& each : applications) {
    LAGRUM_ASSIGN(const Decimal amount, Decimal::parse(each.amount));
    made.rows_.push_back(
        {Value(amount), Value(Context{{"age", Value::integer(each.age)}}), Value(each.due)});
  }
  return made;
}

Measured OurGuard::measure(std::size_t passes) const {
  feel::Environment environment;
  environment.now = DateTime{to_civil(today_), {}};
  Measured measured;
  measured.sum.resize(rows_.size());
  const auto answer_all = [&] {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      environment.variables = rows_[i];
      measured.sum[i] = letter_of(guard_.evaluate(environment).value);
    }
  };
  for (std::size_t pass = 0; pass < passes / 5; ++pass) answer_all();
  measured.seconds = seconds_of([&] {
    for (std::size_t pass = 0; pass < passes; ++pass) answer_all();
  });
  return measured;
}

}  // namespace lagrum::bench
