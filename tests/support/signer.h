#pragma once

#include <string>
#include <utility>

#include "base/crypto.h"
#include "lagrum/store.h"

namespace lagrum::test {

/// A signer whose key is a repeated byte, so that signatures are the same in every run.
class FixedSigner : public Signer {
 public:
  explicit FixedSigner(std::string origin, char fill = 'k')
      : origin_(std::move(origin)), seed_(kEd25519KeySize, fill) {}

  std::string origin() const override { return origin_; }
  std::string public_key() const override { return ed25519_public_key(seed_).value(); }
  Result<std::string> sign(std::string_view message) const override {
    return ed25519_sign(seed_, message);
  }

 private:
  std::string origin_;
  std::string seed_;
};

}  // namespace lagrum::test
