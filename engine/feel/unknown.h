#pragma once

#include <cstdint>

namespace lagrum::feel {

/// The sequence of an erased value that may have been null, too: nothing at all is known of it. No
/// record holds one. Any other erased value says that there was one.
inline constexpr std::uint64_t kPerhapsNull = ~std::uint64_t{0};

}  // namespace lagrum::feel
