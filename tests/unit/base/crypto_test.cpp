#include "base/crypto.h"

#include <gtest/gtest.h>

namespace lagrum {
namespace {

std::string bytes(std::string_view hexadecimal) { return from_hex(hexadecimal).value(); }
std::string hex_of(const Digest& digest) { return hex(as_bytes(digest)); }

struct HashRow {
  const char* name;
  std::string message;
  const char* digest;
};
void PrintTo(const HashRow& row, std::ostream* out) { *out << row.name; }

class Sha256 : public ::testing::TestWithParam<HashRow> {};

TEST_P(Sha256, GivesThePublishedDigest) {
  EXPECT_EQ(hex_of(sha256(GetParam().message)), GetParam().digest);
}

// FIPS 180-4, examples of the standard's authors; the long message is their one of a million
// letters.
INSTANTIATE_TEST_SUITE_P(
    Fips180, Sha256,
    ::testing::Values(
        HashRow{"Empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        HashRow{"OneBlock", "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        HashRow{"TwoBlocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        HashRow{"MillionLetters", std::string(1'000'000, 'a'),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Sha256Parts, AreHashedOneAfterTheOther) {
  EXPECT_EQ(sha256({"a", "", "bc"}), sha256("abc"));
  EXPECT_EQ(sha256({}), sha256(""));
  EXPECT_NE(sha256({"ab", "c"}), sha256({"abc", "c"}));
}

struct MacRow {
  const char* name;
  std::string key;
  std::string message;
  const char* mac;
};
void PrintTo(const MacRow& row, std::ostream* out) { *out << row.name; }

class Hmac : public ::testing::TestWithParam<MacRow> {};

TEST_P(Hmac, GivesThePublishedCode) {
  EXPECT_EQ(hex_of(hmac_sha256(GetParam().key, GetParam().message)), GetParam().mac);
}

// RFC 4231, section 4. Test case 5 truncates and has no place here.
INSTANTIATE_TEST_SUITE_P(
    Rfc4231, Hmac,
    ::testing::Values(
        MacRow{"Case1", std::string(20, '\x0b'), "Hi There",
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        MacRow{"Case2ShortKey", "Jefe", "what do ya want for nothing?",
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        MacRow{"Case3", std::string(20, '\xaa'), std::string(50, '\xdd'),
               "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        MacRow{"Case4", bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"),
               std::string(50, '\xcd'),
               "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        MacRow{"Case6KeyLongerThanABlock", std::string(131, '\xaa'),
               "Test Using Larger Than Block-Size Key - Hash Key First",
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        MacRow{
            "Case7LongKeyAndData", std::string(131, '\xaa'),
            "This is a test using a larger than block-size key and a larger than block-size data. "
            "The key needs to be hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
        MacRow{"NothingAtAll", "", "",
               "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"}),
    [](const auto& row) { return std::string(row.param.name); });

struct SignRow {
  const char* name;
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};
void PrintTo(const SignRow& row, std::ostream* out) { *out << row.name; }

class Ed25519 : public ::testing::TestWithParam<SignRow> {};

TEST_P(Ed25519, SignsAndVerifiesAsPublished) {
  const SignRow& row = GetParam();

  EXPECT_EQ(hex(*ed25519_public_key(bytes(row.seed))), row.public_key);
  EXPECT_EQ(hex(*ed25519_sign(bytes(row.seed), bytes(row.message))), row.signature);
  EXPECT_TRUE(ed25519_verify(bytes(row.public_key), bytes(row.message), bytes(row.signature)));
}

TEST_P(Ed25519, RefusesEveryChange) {
  const SignRow& row = GetParam();
  const std::string key = bytes(row.public_key);
  const std::string message = bytes(row.message);
  const std::string signature = bytes(row.signature);
  std::string other = signature;
  other[5] = static_cast<char>(other[5] ^ 1);

  EXPECT_FALSE(ed25519_verify(key, message, other));
  EXPECT_FALSE(ed25519_verify(key, message + '\0', signature));
  EXPECT_FALSE(ed25519_verify(key, message, signature.substr(0, 63)));
  EXPECT_FALSE(ed25519_verify(key, message, signature + '\0'));
  EXPECT_FALSE(ed25519_verify(key.substr(1), message, signature));
  EXPECT_FALSE(ed25519_verify(std::string(kEd25519KeySize, '\xff'), message, signature));
  EXPECT_FALSE(ed25519_verify("", "", ""));
}

// RFC 8032, section 7.1, tests 1 to 3 and SHA(abc).
INSTANTIATE_TEST_SUITE_P(
    Rfc8032, Ed25519,
    ::testing::Values(
        SignRow{"Test1EmptyMessage",
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
        SignRow{"Test2OneByte", "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
        SignRow{"Test3TwoBytes", "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
        SignRow{"TestShaAbc", "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Ed25519Key, IsOf32Bytes) {
  for (const std::size_t size : {0U, 31U, 33U, 64U}) {
    const std::string seed(size, 'k');
    EXPECT_EQ(ed25519_public_key(seed).error().code, ErrorCode::kInvalidArgument) << size;
    EXPECT_EQ(ed25519_sign(seed, "text").error().code, ErrorCode::kInvalidArgument) << size;
  }
}

struct TextRow {
  const char* name;
  std::string bytes;
  const char* text;
  const char* url;
};
void PrintTo(const TextRow& row, std::ostream* out) { *out << row.name; }

class Base64 : public ::testing::TestWithParam<TextRow> {};

TEST_P(Base64, IsWrittenAndReadAlike) {
  const TextRow& row = GetParam();

  EXPECT_EQ(base64(row.bytes), row.text);
  EXPECT_EQ(base64url(row.bytes), row.url);
  EXPECT_EQ(*from_base64(row.text), row.bytes);
}

// RFC 4648, section 10, and the two letters that differ between its alphabets.
INSTANTIATE_TEST_SUITE_P(Rfc4648, Base64,
                         ::testing::Values(TextRow{"Empty", "", "", ""},
                                           TextRow{"F", "f", "Zg==", "Zg"},
                                           TextRow{"Fo", "fo", "Zm8=", "Zm8"},
                                           TextRow{"Foo", "foo", "Zm9v", "Zm9v"},
                                           TextRow{"Foob", "foob", "Zm9vYg==", "Zm9vYg"},
                                           TextRow{"Fooba", "fooba", "Zm9vYmE=", "Zm9vYmE"},
                                           TextRow{"Foobar", "foobar", "Zm9vYmFy", "Zm9vYmFy"},
                                           TextRow{"LastLetters", "\xfb\xff\xfe", "+//+", "-__-"},
                                           TextRow{"Zero", std::string(1, '\0'), "AA==", "AA"}),
                         [](const auto& row) { return std::string(row.param.name); });

struct BadRow {
  const char* name;
  std::string text;
};
void PrintTo(const BadRow& row, std::ostream* out) { *out << row.name; }

class BadBase64 : public ::testing::TestWithParam<BadRow> {};

TEST_P(BadBase64, IsRefused) {
  const Result<std::string> read = from_base64(GetParam().text);

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
}

// One text for one value (RFC 4648, sections 3.2, 3.3 and 3.5).
INSTANTIATE_TEST_SUITE_P(
    Rfc4648, BadBase64,
    ::testing::Values(BadRow{"NoPadding", "Zg"}, BadRow{"HalfPadding", "Zg="},
                      BadRow{"TooMuchPadding", "Zg==="}, BadRow{"PaddingAlone", "="},
                      BadRow{"PaddingInside", "Zg==Zg=="}, BadRow{"StrayBits", "Zh=="},
                      BadRow{"StrayBitsOfTwo", "Zm9="}, BadRow{"OneLetter", "Z"},
                      BadRow{"Blank", "Zm 9v"}, BadRow{"LineEnd", "Zm9v\n"},
                      BadRow{"UrlAlphabet", "-__-"}, BadRow{"Zero", std::string(4, '\0')}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Hex, IsWrittenInSmallLettersAndReadInBoth) {
  EXPECT_EQ(hex(std::string("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(*from_hex("007fFF"), std::string("\x00\x7f\xff", 3));
  EXPECT_EQ(*from_hex(""), "");
}

TEST(Hex, IsRefusedWithOddOrOtherDigits) {
  for (const char* text : {"0", "0g", "g0", " 0", "0x00", "00 ", "-1"}) {
    ASSERT_FALSE(from_hex(text)) << text;
    EXPECT_EQ(from_hex(text).error().code, ErrorCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace lagrum
