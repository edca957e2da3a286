// A log exported by us, verified by the Go checksum database's code and by OpenSSL's command line.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "journal/note.h"
#include "journal/receipt.h"
#include "support/shared.h"
#include "support/signer.h"

namespace lagrum::journal {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kEarlier = 300;
constexpr std::uint64_t kSize = 70000;

int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool installed(const std::string& program) {
  return run("command -v " + program + " >/dev/null") == 0;
}

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

void write(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string leaf(std::uint64_t index) { return R"({"seq":)" + std::to_string(index) + "}"; }

/// A folder with a log in it, removed at the end.
class ExportedLog {
 public:
  ExportedLog() {
    std::string name = (fs::temp_directory_path() / "lagrum-log-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~ExportedLog() { fs::remove_all(folder_); }
  ExportedLog(const ExportedLog&) = delete;
  ExportedLog& operator=(const ExportedLog&) = delete;

  const fs::path& folder() const { return folder_; }
  const test::FixedSigner& signer() const { return signer_; }
  const std::string& checkpoint() const { return checkpoint_; }

  void fill(std::uint64_t size) {
    TileWriter writer([this](const std::string& path, std::string_view bytes) -> Status {
      write(folder_ / path, bytes);
      return {};
    });
    Frontier frontier;
    for (std::uint64_t i = 0; i < size; ++i) {
      if (i == kEarlier) write(folder_ / "checkpoint.earlier", sign(frontier));
      ASSERT_TRUE(writer.add(leaf(i)).has_value());
      hashes_.push_back(leaf_hash(leaf(i)));
      frontier.append(hashes_.back());
    }
    ASSERT_TRUE(writer.write_partial().has_value());
    checkpoint_ = sign(frontier);
    write(folder_ / "checkpoint", checkpoint_);
    write(folder_ / "vkey", vkey(signer_));
    write_proofs(size);
  }

 private:
  std::string sign(const Frontier& frontier) const {
    return sign_checkpoint(frontier.size(), as_bytes(frontier.root()), signer_).value();
  }

  void write_proofs(std::uint64_t size) const {
    for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
      const auto receipt =
          make_receipt(LogIndex{index}, leaf(index), checkpoint_, over_leaves(hashes_));
      write(folder_ / (std::to_string(index) + ".tlog-proof"), to_string(receipt.value()));
    }
    const HashPath proof = consistency_proof(kEarlier, size, over_leaves(hashes_)).value();
    std::string lines;
    for (const std::string& hash : proof) lines += base64(hash) + "\n";
    write(folder_ / "consistency", lines);
  }

  fs::path folder_;
  test::FixedSigner signer_{"audit.exempelkommun.se/arenden"};
  std::vector<Digest> hashes_;
  std::string checkpoint_;
};

class GoVerifier : public testing::Test {
 protected:
  void SetUp() override {
    if (!installed("go")) GTEST_SKIP() << "go is not installed (golang-go)";
    if (!fs::exists("/usr/share/gocode/src/golang.org/x/mod/sumdb")) {
      GTEST_SKIP() << "golang.org/x/mod is not installed (golang-golang-x-mod-dev)";
    }
    log_.fill(kSize);
    const std::string environment =
        "GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=" + quoted(LAGRUM_GO_CACHE);
    ASSERT_EQ(run("cd " + quoted(LAGRUM_GO_VERIFIER) + " && " + environment + " go build -o " +
                  quoted(program_) + " ."),
              0);
  }

  int verify() const { return run(quoted(program_) + " " + quoted(log_.folder()) + " 2>&1"); }
  std::string bytes(const char* file) const { return test::read_bytes(log_.folder() / file); }
  void replace(const char* file, std::string_view bytes) const {
    write(log_.folder() / file, bytes);
  }

  ExportedLog log_;
  fs::path program_ = log_.folder() / "verifier";
};

/// The same bytes with one bit of the byte at `at` changed.
std::string flipped(std::string bytes, std::size_t at) {
  bytes[at] ^= 1;
  return bytes;
}

TEST_F(GoVerifier, AcceptsASoundLogAndNoForgery) {
  ASSERT_EQ(verify(), 0);

  // Each forgery alone makes the foreign program refuse, so that it is seen to look at each file.
  for (const auto& [file, at] : {std::pair{"tile/entries/005", 40},
                                 {"tile/0/273.p/112", 40},
                                 {"tile/2/000.p/1", 0},
                                 {"35000.tlog-proof", 60},
                                 {"consistency", 10},
                                 {"checkpoint", 32},
                                 {"checkpoint.earlier", 32},
                                 {"vkey", 60}}) {
    const std::string sound = bytes(file);
    replace(file, flipped(sound, static_cast<std::size_t>(at)));
    EXPECT_EQ(verify(), 1) << file;
    replace(file, sound);
  }
  EXPECT_EQ(verify(), 0);
}

TEST(OpenSsl, VerifiesTheCheckpointsSignature) {
  if (!installed("openssl")) GTEST_SKIP() << "openssl is not installed";
  ExportedLog log;
  log.fill(kEarlier + 1);
  const Note note = parse_note(log.checkpoint()).value();
  // SubjectPublicKeyInfo of an Ed25519 key, RFC 8410, section 4.
  const std::string der = from_hex("302a300506032b6570032100").value() + log.signer().public_key();
  write(log.folder() / "key.der", der);
  write(log.folder() / "text", note.text);
  write(log.folder() / "signature", note.signatures.front().signature);
  const std::string command =
      "cd " + quoted(log.folder()) +
      " && openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin "
      "-in text -sigfile signature >/dev/null 2>&1";

  EXPECT_EQ(run(command), 0);
  write(log.folder() / "text", flipped(note.text, 0));
  EXPECT_NE(run(command), 0);
}

}  // namespace
}  // namespace lagrum::journal
