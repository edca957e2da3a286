#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum {

/// A SHA-256 value.
using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of the parts one after the other (FIPS 180-4).
Digest sha256(std::initializer_list<std::string_view> parts);
inline Digest sha256(std::string_view bytes) { return sha256({bytes}); }

/// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(std::string_view key, std::string_view bytes);

std::string_view as_bytes(const Digest& digest);
std::string hex(std::string_view bytes);
/// Lower- or upper-case hexadecimal digits; fails with kInvalidArgument.
Result<std::string> from_hex(std::string_view text);
/// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes);
/// Refuses what is not the one canonical form: white space, missing padding, stray bits.
Result<std::string> from_base64(std::string_view text);
/// RFC 4648, section 5, without padding.
std::string base64url(std::string_view bytes);

inline constexpr std::size_t kEd25519KeySize = 32;
inline constexpr std::size_t kEd25519SignatureSize = 64;

/// RFC 8032. `seed` is the 32-byte private key. Fails with kInvalidArgument for another size.
Result<std::string> ed25519_public_key(std::string_view seed);
Result<std::string> ed25519_sign(std::string_view seed, std::string_view message);
bool ed25519_verify(std::string_view public_key, std::string_view message,
                    std::string_view signature);

}  // namespace lagrum
