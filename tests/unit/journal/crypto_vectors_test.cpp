// The Ed25519 and HMAC vectors of Project Wycheproof, good and forged.
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "lagrum/json.h"
#include "support/shared.h"

namespace lagrum::journal {
namespace {

/// The test groups of a file; empty when it isn't there.
Json::Array groups(const char* name) {
  const auto json =
      parse_json(test::read_bytes(*test::shared_dir() / "conformance/interop/audit" / name));
  const Json::Array* list = json ? (*json)["testGroups"].array() : nullptr;
  return list == nullptr ? Json::Array{} : *list;
}

std::string bytes(const Json& json, std::string_view name) {
  return from_hex(json.text(name)).value();
}

TEST(Wycheproof, Ed25519SignaturesAreJudgedAsExpected) {
  if (!test::shared_dir()) GTEST_SKIP() << "shared data not found";

  std::size_t count = 0;
  for (const Json& group : groups("ed25519_test.json")) {
    const std::string key = bytes(group["publicKey"], "pk");
    for (const Json& vector : *group["tests"].array()) {
      EXPECT_EQ(ed25519_verify(key, bytes(vector, "msg"), bytes(vector, "sig")),
                vector.text("result") == "valid")
          << vector.number("tcId") << ' ' << vector.text("comment");
      ++count;
    }
  }

  EXPECT_EQ(count, 151U);
}

TEST(Wycheproof, HmacTagsAreComputedAsExpected) {
  if (!test::shared_dir()) GTEST_SKIP() << "shared data not found";

  std::size_t count = 0;
  for (const Json& group : groups("hmac_sha256_test.json")) {
    const auto size = static_cast<std::size_t>(group.number("tagSize")) / 8;
    for (const Json& vector : *group["tests"].array()) {
      const std::string tag(as_bytes(hmac_sha256(bytes(vector, "key"), bytes(vector, "msg"))));
      EXPECT_EQ(tag.substr(0, size) == bytes(vector, "tag"), vector.text("result") == "valid")
          << vector.number("tcId") << ' ' << vector.text("comment");
      ++count;
    }
  }

  EXPECT_EQ(count, 174U);
}

}  // namespace
}  // namespace lagrum::journal
