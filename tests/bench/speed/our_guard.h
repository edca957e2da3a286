#pragma once

#include <array>
#include <string>
#include <vector>

#include "bench/speed/trial.h"
#include "feel/expression.h"

namespace lagrum::bench {

inline constexpr const char* kGuard =
    R"(amount > 1000 and applicant.age >= 18 and due < today() + duration("P21D"))";

/// What the guard is asked about.
struct Application {
  std::string amount;
  int age = 0;
  Date due;
};

/// Every combination of amounts, ages and days around the guard's borders.
std::vector<Application> applications(Date today);

/// The one place where the speed table meets our FEEL.
class OurGuard {
 public:
  static Result<OurGuard> compile(Date today, const std::vector<Application>& applications);

  /// Answers for all applications `passes` times, after a fifth as many to warm up; the sum has a
  /// letter for each application: t, f or ?.
  Measured measure(std::size_t passes) const;

 private:
  OurGuard(feel::Expression guard, Date today) : guard_(std::move(guard)), today_(today) {}

  feel::Expression guard_;
  Date today_;
  std::vector<std::array<Value, 3>> rows_;  ///< amount, applicant, due
};

}  // namespace lagrum::bench
