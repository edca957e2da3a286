#pragma once

namespace lagrum {

/// For std::unique_ptr to an object of a C library: Deleter<xmlFreeDoc>.
template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

}  // namespace lagrum
