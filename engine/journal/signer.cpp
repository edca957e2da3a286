#include "base/crypto.h"
#include "journal/note.h"
#include "lagrum/journal.h"

namespace lagrum::journal {
namespace {

/// Signs with a seed held in memory.
class SeedSigner final : public Signer {
 public:
  SeedSigner(std::string origin, std::string seed, std::string public_key)
      : origin_(std::move(origin)), seed_(std::move(seed)), public_key_(std::move(public_key)) {}

  std::string origin() const override { return origin_; }
  std::string public_key() const override { return public_key_; }
  Result<std::string> sign(std::string_view message) const override {
    return ed25519_sign(seed_, message);
  }

 private:
  std::string origin_;
  std::string seed_;
  std::string public_key_;
};

}  // namespace

Result<std::unique_ptr<Signer>> seed_signer(std::string origin, std::string seed) {
  if (!is_key_name(origin)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a log name without spaces and plus signs, found '" + origin + "'",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(std::string public_key, ed25519_public_key(seed));
  std::unique_ptr<Signer> made =
      std::make_unique<SeedSigner>(std::move(origin), std::move(seed), std::move(public_key));
  return made;
}

}  // namespace lagrum::journal
