#include "journal/note.h"

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "support/signer.h"

namespace lagrum::journal {
namespace {

// The vector of the Go package golang.org/x/mod/sumdb/note.
constexpr std::string_view kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kLine =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBw"
    "JnAM=\n";
constexpr std::string_view kKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

std::string peter() { return std::string(kText) + "\n" + std::string(kLine); }

TEST(Note, OfTheGoPackageVerifies) {
  const auto key = parse_vkey(kKey);
  const auto note = parse_note(peter());
  ASSERT_TRUE(key.has_value() && note.has_value());

  const auto signers = verify_note(*note, {*key});

  ASSERT_TRUE(signers.has_value());
  EXPECT_EQ(signers->front().name, "PeterNeumann");
  EXPECT_EQ(note->text, kText);
  EXPECT_EQ(to_string(*note), peter());
}

TEST(Note, WithAnotherTextIsRefused) {
  const VerifierKey key = parse_vkey(kKey).value();
  Note note = parse_note(peter()).value();
  note.text[0] = 'i';

  const auto signers = verify_note(note, {key});

  ASSERT_FALSE(signers.has_value());
  EXPECT_EQ(signers.error().code, ErrorCode::kCorruption);
  EXPECT_EQ(signers.error().message,
            "expected a signature by 'PeterNeumann' over this text, but it doesn't verify");
}

TEST(Note, OfUnknownKeysOnlyIsRefused) {
  const auto signers =
      verify_note(parse_note(peter()).value(), {{"PeterNeumann", std::string(32, 'x')}});

  ASSERT_FALSE(signers.has_value());
  EXPECT_EQ(signers.error().message, "expected a signature by a known key, found none among 1");
}

TEST(Note, IgnoresSignaturesByUnknownKeys) {
  Note note = parse_note(peter()).value();
  note.signatures.insert(note.signatures.begin(), {"witness.example", 7, "of another type"});

  const auto signers = verify_note(parse_note(to_string(note)).value(), {parse_vkey(kKey).value()});

  ASSERT_TRUE(signers.has_value());
  EXPECT_EQ(signers->size(), 1U);
}

TEST(Note, NamesEverySignerOnce) {
  const test::FixedSigner first("log.example", 'a');
  const test::FixedSigner second("log.example", 'b');
  Note note{"text\n", {}};
  ASSERT_TRUE(sign_note(note, first) && sign_note(note, second) && sign_note(note, first));

  const auto signers =
      verify_note(note, {parse_vkey(vkey(first)).value(), parse_vkey(vkey(second)).value()});

  ASSERT_TRUE(signers.has_value());
  EXPECT_EQ(signers->size(), 2U);
}

TEST(Note, KeepsEmptyLinesOfItsText) {
  const test::FixedSigner signer("log.example");
  Note note{"one\n\ntwo\n", {}};
  ASSERT_TRUE(sign_note(note, signer).has_value());

  const auto read = parse_note(to_string(note));

  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, note);
}

class LyingSigner : public test::FixedSigner {
 public:
  LyingSigner() : FixedSigner("log.example") {}
  Result<std::string> sign(std::string_view) const override { return std::string(64, 'x'); }
};

TEST(Note, RefusesASignerThatSignsSomethingElse) {
  Note note{"text\n", {}};

  const Status status = sign_note(note, LyingSigner());

  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kCorruption);
  EXPECT_TRUE(note.signatures.empty());
}

struct NoteRow {
  const char* name;
  std::string text;
  const char* message;
};

void PrintTo(const NoteRow& row, std::ostream* out) { *out << row.name; }

class MalformedNote : public testing::TestWithParam<NoteRow> {};

TEST_P(MalformedNote, IsRefused) {
  const auto note = parse_note(GetParam().text);

  ASSERT_FALSE(note.has_value());
  EXPECT_EQ(note.error().message, GetParam().message);
}

std::string many_signatures() {
  std::string text = "a\n\n";
  for (std::size_t i = 0; i <= kNoteSignaturesMax; ++i) text += "— n AAAAAAA=\n";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Note, MalformedNote,
    testing::Values(
        NoteRow{"Empty", "", "expected a text, an empty line and signature lines, found ''"},
        NoteRow{"NoSignature", "text\n\n",
                "expected a text, an empty line and signature lines, found 'text\n\n'"},
        NoteRow{"NoLastNewline", "a\n\n— n AAAAAAA=",
                "expected a text, an empty line and signature lines, found 'a\n\n— n AAAAAAA='"},
        NoteRow{"ControlCharacter", "a\r\n\n— n AAAAAAA=\n",
                "expected a note in UTF-8 without control characters, found 'other bytes'"},
        NoteRow{"NotUtf8", "a\xE5\n\n— n AAAAAAA=\n",
                "expected a note in UTF-8 without control characters, found 'other bytes'"},
        NoteRow{"Overlong", "a\xC0\xAF\n\n— n AAAAAAA=\n",
                "expected a note in UTF-8 without control characters, found 'other bytes'"},
        NoteRow{"Surrogate", "a\xED\xA0\x80\n\n— n AAAAAAA=\n",
                "expected a note in UTF-8 without control characters, found 'other bytes'"},
        NoteRow{"Hyphen", "a\n\n- n AAAAAAA=\n",
                "expected a signature line '— name base64', found '- n AAAAAAA='"},
        NoteRow{"KeyIdOnly", "a\n\n— n AAAAAA==\n",
                "expected a signature line '— name base64', found '— n AAAAAA=='"},
        NoteRow{"NoName", "a\n\n—  AAAAAAA=\n",
                "expected a signature line '— name base64', found '—  AAAAAAA='"},
        NoteRow{"TooManySignatures", many_signatures(),
                "expected at most 64 signatures, found more"},
        NoteRow{"TooLong", std::string(kNoteSizeMax + 1, 'a'),
                "expected a note of at most 262144 bytes, found 262145"}),
    [](const auto& row) { return row.param.name; });

TEST(Vkey, RoundTrips) {
  const auto key = parse_vkey(kKey);

  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(key_id(*key), 0xc74f20a3U);
  EXPECT_EQ(to_string(*key), kKey);
}

TEST(Vkey, OfTheSpecificationIsRead) {
  EXPECT_TRUE(parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
                  .has_value());
  EXPECT_TRUE(parse_vkey("Wit1+55ee4561+AVhZSmQj9+SoL+p/nN0Hh76xXmF7QcHfytUrI1XfSClk").has_value());
}

class MalformedVkey : public testing::TestWithParam<NoteRow> {};

TEST_P(MalformedVkey, IsRefused) {
  const auto key = parse_vkey(GetParam().text);

  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Vkey, MalformedVkey,
    testing::Values(NoteRow{"NoParts", "PeterNeumann",
                            "expected a verifier key 'name+id+base64', found 'PeterNeumann'"},
                    NoteRow{"NoName", "+c74f20a3+ARpc",
                            "expected a verifier key 'name+id+base64', found '+c74f20a3+ARpc'"},
                    NoteRow{"AnotherKeysId",
                            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                            "expected the key id c74f20a3, found 'c74f20a4'"},
                    NoteRow{"WitnessType", "w+00000000+BA==",
                            "expected an Ed25519 key: type 1 and 32 bytes, found '04'"}),
    [](const auto& row) { return row.param.name; });

struct NameRow {
  const char* name;
  const char* key_name;
  bool accepted;
};

void PrintTo(const NameRow& row, std::ostream* out) { *out << row.name; }

class KeyName : public testing::TestWithParam<NameRow> {};

TEST_P(KeyName, IsJudged) { EXPECT_EQ(is_key_name(GetParam().key_name), GetParam().accepted); }

INSTANTIATE_TEST_SUITE_P(Note, KeyName,
                         testing::Values(NameRow{"Path", "audit.exempelkommun.se/arenden", true},
                                         NameRow{"Letters", "miljönämnden", true},
                                         NameRow{"Empty", "", false}, NameRow{"Plus", "a+b", false},
                                         NameRow{"Space", "a b", false},
                                         NameRow{"Newline", "a\nb", false},
                                         NameRow{"NoBreakSpace", "a\u00A0b", false},
                                         NameRow{"IdeographicSpace", "a\u3000b", false},
                                         NameRow{"Control", "a\x01", false}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::journal
