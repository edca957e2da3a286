#pragma once

#include <cstddef>
#include <string>

namespace lagrum::clock {

/// Bytes from the system's source for keys and salts (getrandom). Stops the process where the
/// system has none, since no command may go on with guessable salts. Safe from several threads.
std::string random_bytes(std::size_t count);

/// A random UUID in lower case: "f47ac10b-58cc-4372-a567-0e02b2c3d479". Source: RFC 9562, 5.4.
std::string random_uuid();

}  // namespace lagrum::clock
