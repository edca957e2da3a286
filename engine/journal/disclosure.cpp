#include "journal/disclosure.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/malformed.h"
#include "lagrum/journal.h"

namespace lagrum::journal {
namespace {

Result<std::string> from_base64url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) {
    return malformed("expected base64url without padding in a disclosure");
  }
  std::string standard(text);
  std::replace(standard.begin(), standard.end(), '-', '+');
  std::replace(standard.begin(), standard.end(), '_', '/');
  standard.append((4 - standard.size() % 4) % 4, '=');
  auto bytes = from_base64(standard);
  if (!bytes) return malformed("expected base64url without padding in a disclosure");
  return bytes;
}

}  // namespace

bool is_of(const row::Document& stored, const DocumentRef& reference) {
  return stored.salt.size() == kDocumentSaltBytes && stored.bytes.size() == reference.size &&
         hex(as_bytes(sha256({stored.salt, stored.bytes}))) == reference.digest;
}

Result<row::Disclosure> make_disclosure(const Opened& content) {
  if (content.salt.size() < kSaltSizeMin) {
    return malformed("expected a salt of at least " + std::to_string(kSaltSizeMin) +
                     " characters, found " + std::to_string(content.salt.size()));
  }
  LAGRUM_ASSIGN(const std::string json,
                canonical(Json(Json::Array{content.salt, content.label, content.value})));
  std::string disclosure = base64url(json);
  std::string digest = disclosure_digest(disclosure);
  return row::Disclosure{std::move(digest), std::move(disclosure)};
}

std::string disclosure_digest(std::string_view disclosure) {
  return base64url(as_bytes(sha256(disclosure)));
}

Result<Opened> open_disclosure(const row::Disclosure& disclosure) {
  const std::string digest = disclosure_digest(disclosure.disclosure);
  if (digest != disclosure.digest) {
    return Error{ErrorCode::kCorruption,
                 "expected a disclosure with the digest " + disclosure.digest + ", found " + digest,
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(const std::string text, from_base64url(disclosure.disclosure));
  LAGRUM_ASSIGN(const Json json, parse_json(text));
  const Json::Array* parts = json.array();
  if (parts == nullptr || parts->size() != 3 || parts->at(0).string() == nullptr ||
      parts->at(1).string() == nullptr) {
    return malformed("expected a disclosure of salt, label and value");
  }
  return Opened{*parts->at(0).string(), *parts->at(1).string(), parts->at(2)};
}

}  // namespace lagrum::journal
