#include "base/crypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "base/deleter.h"
#include "base/malformed.h"

namespace lagrum {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;

const unsigned char* data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Result<Key> private_key(std::string_view seed) {
  if (seed.size() != kEd25519KeySize) {
    return malformed("expected an Ed25519 key of 32 bytes, found " + std::to_string(seed.size()));
  }
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data(seed), seed.size()));
  LAGRUM_CHECK(key != nullptr);
  return key;
}

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode(std::string_view bytes, std::string_view alphabet, bool padded) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < left ? data(bytes)[i + j] : 0U);
    }
    for (std::size_t j = 0; j <= left; ++j) text += alphabet[group >> (18 - 6 * j) & 63U];
    if (padded) text.append(3 - left, '=');
  }
  return text;
}

}  // namespace

Digest sha256(std::initializer_list<std::string_view> parts) {
  thread_local const DigestContext kContext(EVP_MD_CTX_new());
  LAGRUM_CHECK(EVP_DigestInit_ex(kContext.get(), EVP_sha256(), nullptr) == 1);
  for (const std::string_view part : parts) {
    LAGRUM_CHECK(EVP_DigestUpdate(kContext.get(), part.data(), part.size()) == 1);
  }
  Digest digest{};
  LAGRUM_CHECK(EVP_DigestFinal_ex(kContext.get(), digest.data(), nullptr) == 1);
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned int size = 0;
  LAGRUM_CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data(bytes),
                    bytes.size(), digest.data(), &size) != nullptr);
  LAGRUM_CHECK(size == digest.size());
  return digest;
}

std::string_view as_bytes(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += kDigits[data(bytes)[i] >> 4U];
    text += kDigits[data(bytes)[i] & 15U];
  }
  return text;
}

Result<std::string> from_hex(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return malformed("expected pairs of hexadecimal digits");
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0)
      return malformed("expected hexadecimal digits, found '" + std::string(text.substr(i, 2)) +
                       "'");
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string base64(std::string_view bytes) { return encode(bytes, kBase64, true); }

std::string base64url(std::string_view bytes) { return encode(bytes, kBase64Url, false); }

Result<std::string> from_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t group = 0;
  std::size_t bits = 0;
  for (const char c : text.substr(0, text.find('='))) {
    const std::size_t value = kBase64.find(c);
    if (value == std::string_view::npos)
      return malformed("expected base64, found '" + std::string(text) + "'");
    group = group << 6U | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(group >> bits & 255U);
    }
  }
  if (base64(bytes) != text)
    return malformed("expected canonical base64, found '" + std::string(text) + "'");
  return bytes;
}

Result<std::string> ed25519_public_key(std::string_view seed) {
  LAGRUM_ASSIGN(const Key key, private_key(seed));
  std::string bytes(kEd25519KeySize, '\0');
  std::size_t size = bytes.size();
  LAGRUM_CHECK(EVP_PKEY_get_raw_public_key(
                   key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) == 1);
  return bytes;
}

Result<std::string> ed25519_sign(std::string_view seed, std::string_view message) {
  LAGRUM_ASSIGN(const Key key, private_key(seed));
  const DigestContext context(EVP_MD_CTX_new());
  std::string signature(kEd25519SignatureSize, '\0');
  std::size_t size = signature.size();
  LAGRUM_CHECK(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  LAGRUM_CHECK(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()),
                              &size, data(message), message.size()) == 1);
  return signature;
}

bool ed25519_verify(std::string_view public_key, std::string_view message,
                    std::string_view signature) {
  if (public_key.size() != kEd25519KeySize || signature.size() != kEd25519SignatureSize)
    return false;
  const Key key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(public_key), public_key.size()));
  const DigestContext context(EVP_MD_CTX_new());
  return key != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), data(signature), signature.size(), data(message),
                          message.size()) == 1;
}

}  // namespace lagrum
