#pragma once

#include <string>
#include <string_view>

#include "lagrum/json.h"
#include "lagrum/store.h"

namespace lagrum::journal {

inline constexpr std::size_t kSaltSizeMin = 22;  ///< characters: 128 bits in base64url

/// What a disclosure says.
struct Opened {
  std::string salt;
  std::string label;
  Json value;

  friend bool operator==(const Opened&, const Opened&) = default;
};

/// The commitment to a personal value and the disclosure that opens it. The digest goes into the
/// leaf; the disclosure is kept beside the log and can be erased. The array is written as RFC 8785
/// has it. Fails with kInvalidArgument for a salt under kSaltSizeMin and for text that isn't UTF-8.
/// Source: RFC 9901 (SD-JWT), section 4.2.1 and 4.2.3.
Result<row::Disclosure> make_disclosure(const Opened& content);

/// base64url of SHA-256 of the disclosure's characters, whatever spacing its JSON has.
std::string disclosure_digest(std::string_view disclosure);

/// Opens a commitment. Fails with kCorruption when the digest is another one's, and with
/// kInvalidArgument for a disclosure that isn't base64url of ["salt","label",value] in the profile
/// of lagrum/json.h.
Result<Opened> open_disclosure(const row::Disclosure& disclosure);

}  // namespace lagrum::journal
