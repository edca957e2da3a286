// What libFuzzer calls, for every fuzzer alike.
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

[[gnu::weak]] void lagrum::fuzz::write_seeds() {}

extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  if (std::getenv("LAGRUM_FUZZ_SEEDS") != nullptr) lagrum::fuzz::write_seeds();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lagrum::fuzz::take(lagrum::fuzz::view_of(data, size));
  return 0;
}
