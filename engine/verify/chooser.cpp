#include "verify/chooser.h"

#include "lagrum/result.h"

namespace lagrum::verify {

std::size_t Chooser::pick(std::size_t count) {
  if (at_ == picks_.size()) picks_.push_back({0, count});
  LAGRUM_CHECK(picks_[at_].count == count);
  return picks_[at_++].made;
}

bool Chooser::next() {
  picks_.resize(at_);  // what the run before asked beyond stands for nothing now
  at_ = 0;
  while (!picks_.empty() && picks_.back().made + 1 == picks_.back().count) picks_.pop_back();
  if (picks_.empty()) {
    run_ = 0;
    return false;
  }
  ++picks_.back().made;
  ++run_;
  return true;
}

}  // namespace lagrum::verify
