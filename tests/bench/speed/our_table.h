#pragma once

#include <string>
#include <vector>

#include "dmn/model.h"
#include "lagrum/result.h"

namespace lagrum::bench {

/// The one place where the speed table meets our decision tables: fees.dmn, with all combinations
/// of what its rules tell apart.
class OurTable {
 public:
  /// Fails where the file does not load, or where a fee is another than the same rules written in
  /// C++ give.
  static Result<OurTable> load(const std::string& path);

  std::size_t questions() const { return questions_.size(); }
  /// The seconds that it takes to decide all questions `passes` times, after a fifth as many to
  /// warm up.
  double measure(std::size_t passes) const;

 private:
  struct Question {
    std::vector<Value> inputs;  ///< in the order of the decision's
    int fee = 0;
  };

  explicit OurTable(dmn::Decision decision) : decision_(std::move(decision)) {}
  Status check() const;

  dmn::Decision decision_;
  std::vector<Question> questions_;
};

}  // namespace lagrum::bench
