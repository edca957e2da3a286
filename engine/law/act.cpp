#include "lagrum/act.h"

namespace lagrum {

std::string to_string(Sequence sequence) {
  if (sequence.value == 0) return {};
  return std::to_string(sequence.entry().value) + "." + std::to_string(sequence.position());
}

}  // namespace lagrum
