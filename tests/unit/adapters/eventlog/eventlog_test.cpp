#include "eventlog/eventlog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace lagrum::eventlog {
namespace {

using audit::Faults;
using audit::LogCase;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

constexpr const char* kCaseKey = "case:id";

std::string trace(const std::string& id, const std::string& inside) {
  return "<trace><string key=\"id\" value=\"" + id + "\"/>" + inside + "</trace>\n";
}

std::string event(const std::string& activity) {
  return "<event><string key=\"name\" value=\"" + activity + "\"/></event>";
}

std::string log(const std::string& traces) { return "<log>\n" + traces + "</log>\n"; }

/// What a reader gave: each case as "id: field=value field=value | …", and what it complained of.
struct Seen {
  std::vector<std::string> cases;
  std::vector<std::string> faults;  ///< "rule line"
  std::uint64_t cases_left_out = 0;
  std::uint64_t events_left_out = 0;
  std::string error;
};

std::string shown(const LogCase& read) {
  std::string text;
  const auto add = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      text += i == from ? "" : " ";
      text += read.fields[i].key;
      text += '=';
      text += read.fields[i].value;
    }
  };
  add(0, read.own);
  for (const LogCase::Event& each : read.events) {
    text += " | " + std::to_string(each.line) + " ";
    add(each.first, each.end);
  }
  return text;
}

class Reading : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "lagrum-eventlog-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ / "log";
  }
  void TearDown() override { fs::remove_all(folder_); }

  Seen read(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return read_file();
  }

  Seen read_file() const {
    Seen seen;
    const auto opened = open(path_.string(), kCaseKey);
    if (!opened) return seen.error = opened.error().message, seen;
    Faults faults;
    LogCase read;
    while (true) {
      const auto more = (*opened)->next(read, faults);
      if (!more) seen.error = more.error().message;
      if (!more || !*more) break;
      seen.cases.push_back(shown(read));
    }
    for (const Diagnostic& each : faults.shown())
      seen.faults.push_back(each.rule + " " + std::to_string(each.source.line));
    seen.cases_left_out = faults.cases_left_out();
    seen.events_left_out = faults.events_left_out();
    return seen;
  }

  std::string packed(const std::string& bytes) const {
    const std::string path = (folder_ / "packed").string();
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  fs::path folder_;
  fs::path path_;
};

// --- XES

TEST_F(Reading, GivesEachTraceWithItsEventsInDocumentOrder) {
  const Seen seen = read(log(trace("A", event("b") + "\n" + event("a")) + trace("B", "")));

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A | 2 name=b | 3 name=a", "case:id=B"));
  EXPECT_THAT(seen.faults, IsEmpty());
}

TEST_F(Reading, PassesOverWhatIsNoCase) {
  const Seen seen = read(
      "<?xml version=\"1.0\"?>\n<!-- <trace> -->\n<log xes.version=\"1.0\"><global><string "
      "key=\"x\" "
      "value=\"y\"/></global><int key=\"n\" value=\"1\"><int key=\"m\" value=\"2\"/></int>" +
      trace("A", "<!-- </trace> -->" + event("a")) + "</log>");

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A | 3 name=a"));
  EXPECT_THAT(seen.faults, IsEmpty());
}

TEST_F(Reading, PassesOverWhatHangsOnAValue) {
  const Seen seen = read(log(trace(
      "A",
      "<event><string key=\"name\" value=\"a\"><string key=\"name\" value=\"inner\"/></string>"
      "<int key='n' value='1'/></event>")));

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A | 2 name=a n=1"));
}

TEST_F(Reading, ReplacesEntities) {
  const Seen seen = read(log(trace("&lt;&#65;&amp;&#x20ac;&quot;", "")));

  EXPECT_THAT(seen.cases, ElementsAre("case:id=<A&\xE2\x82\xAC\""));
}

TEST_F(Reading, TakesACasesValuesAfterItsEventsToo) {
  const Seen seen = read(log("<trace>" + event("a") + "<string key=\"id\" value=\"A\"/></trace>"));

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A | 2 name=a"));
}

TEST_F(Reading, UnpacksGzip) {
  const Seen seen = read(packed(log(trace("A", event("a")))));

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A | 2 name=a"));
}

/// What is wrong, what is said of it, and the cases that are still given.
struct Bad {
  const char* name;
  std::string bytes;
  std::vector<std::string> faults;
  std::uint64_t left_out;
  std::vector<std::string> cases;
};
void PrintTo(const Bad& bad, std::ostream* stream) { *stream << bad.name; }

class BadXes : public Reading, public ::testing::WithParamInterface<Bad> {};

TEST_P(BadXes, IsNamedWithItsLineAndTheRestIsRead) {
  const Seen seen = read(GetParam().bytes);

  EXPECT_EQ(seen.error, "");
  EXPECT_EQ(seen.faults, GetParam().faults);
  EXPECT_EQ(seen.cases_left_out, GetParam().left_out);
  EXPECT_EQ(seen.cases, GetParam().cases);
}

const std::string kGood = trace("B", event("a"));
const std::vector<std::string> kRest = {"case:id=B | 3 name=a"};
INSTANTIATE_TEST_SUITE_P(
    Table, BadXes,
    ::testing::Values(
        Bad{"CutInATrace",
            "<log>\n" + trace("A", event("a")) + "<trace>" + event("b"),
            {"truncated 3"},
            1,
            {"case:id=A | 2 name=a"}},
        Bad{"CutBetweenTraces",
            "<log>\n" + trace("A", event("a")),
            {"truncated 3"},
            0,
            {"case:id=A | 2 name=a"}},
        Bad{"TagsThatDoNotMatch",
            log(trace("A", "<event><a></b></event>") + kGood),
            {"malformed 2"},
            1,
            kRest},
        Bad{"ABareLess", log(trace("A<", "") + kGood), {"malformed 2"}, 1, kRest},
        Bad{"AnUnknownEntity", log(trace("&nbsp;", "") + kGood), {"malformed 2"}, 1, kRest},
        Bad{"ASurrogate", log(trace("&#xD800;", "") + kGood), {"malformed 2"}, 1, kRest},
        Bad{"BytesOfNoText", log(trace("\xC0\x80", "") + kGood), {"malformed 2"}, 1, kRest},
        Bad{"TooDeep",
            log(trace("A",
                      [] {
                        std::string deep;
                        for (int i = 0; i < 100; ++i) deep += "<list key=\"l\" value=\"\">";
                        for (int i = 0; i < 100; ++i) deep += "</list>";
                        return deep;
                      }()) +
                kGood),
            {"malformed 2"},
            1,
            kRest}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Reading, SaysThatGzipIsCutShort) {
  std::string many;
  for (int i = 0; i < 2000; ++i) many += trace(std::to_string(i), event(std::to_string(i * 7919)));
  const std::string whole = packed(log(many));

  const Seen seen = read(whole.substr(0, whole.size() / 2));

  EXPECT_THAT(seen.cases.size(), ::testing::AllOf(::testing::Gt(100), ::testing::Lt(2000)));
  ASSERT_EQ(seen.faults.size(), 1);
  EXPECT_THAT(seen.faults.front(), HasSubstr("truncated "));
}

/// What is no log at all, and what is said of it.
struct NoLog {
  const char* name;
  std::string bytes;
  const char* said;
};
void PrintTo(const NoLog& row, std::ostream* stream) { *stream << row.name; }

class NoLogAtAll : public Reading, public ::testing::WithParamInterface<NoLog> {};

TEST_P(NoLogAtAll, IsRefused) {
  EXPECT_THAT(read(GetParam().bytes).error, HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Table, NoLogAtAll,
    ::testing::Values(NoLog{"Empty", "", "an empty file"},
                      NoLog{"AnotherRoot", "<html/>", "another root"},
                      NoLog{"DocumentType", "<!DOCTYPE log [<!ENTITY a \"b\">]><log/>",
                            "document type"},
                      NoLog{"CsvWithoutTheCase", "a,b\n1,2\n", "a column with the case's id"},
                      NoLog{"CsvOfOtherBytes", "case:id,b\n1,\xFF\n", "CSV in UTF-8"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Reading, SaysThatThereIsNoFile) {
  EXPECT_THAT(read_file().error, HasSubstr("a log that can be read"));
}

TEST_F(Reading, TakesWhateverBytesComeAndEndsAtTheirEnd) {
  const std::string sound =
      log(trace("A", event("a&amp;b") + "<!-- x -->") + trace("B", event("&#x41;")));
  const std::string rows = "case:id,name\nA,\"a,b\"\nB,c\n";
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    std::mt19937 random(seed);
    std::string bytes = seed % 4 == 0 ? rows : sound;
    for (std::size_t changes = 1 + random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % bytes.size();
      static constexpr std::string_view kOdd = "<>/&\"'=!-?\n\0\xFF;#x,";
      if (random() % 3 == 0) bytes.erase(at, 1 + random() % 9);
      if (!bytes.empty()) bytes[random() % bytes.size()] = kOdd[random() % kOdd.size()];
      if (bytes.empty()) bytes = "<";
    }

    const Seen seen = read(bytes);

    EXPECT_LE(seen.cases.size(), 4) << "seed " << seed;
  }
}

// The end of gzip holds its length and a check: without them nobody knows that all is there.
TEST_F(Reading, TellsOfAnEndThatIsNotWhole) {
  const std::string whole = log(trace("A", event("a")));
  const std::string gzip = packed(whole);
  for (const std::size_t cut : {1U, 4U, 8U, 9U}) {
    const Seen seen = read(gzip.substr(0, gzip.size() - cut));
    EXPECT_THAT(seen.faults, ElementsAre("truncated 3")) << cut;
  }
  std::string wrong = gzip;
  wrong[gzip.size() - 6] = static_cast<char>(wrong[gzip.size() - 6] ^ 1);
  EXPECT_THAT(read(wrong).faults, ElementsAre("truncated 3"));
  EXPECT_THAT(read(gzip + "more").faults, ElementsAre("truncated 3"));
  EXPECT_THAT(read(whole + "more").faults, ElementsAre("trailing 3"));
  EXPECT_THAT(read(gzip + std::string(512, '\0')).faults, IsEmpty());
  EXPECT_THAT(read(whole + "<!-- end -->\n").faults, IsEmpty());
  EXPECT_THAT(read(packed(whole.substr(0, 20)) + packed(whole.substr(20))).cases.size(), 1U);
}

// --- CSV

TEST_F(Reading, GathersTheRowsOfACaseWhereverTheyStand) {
  const Seen seen = read("case:id,case:from,name\nA,web,a\nB,post,b\nA,web,c\n");

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A case:from=web | 2 name=a | 4 name=c",
                                      "case:id=B case:from=post | 3 name=b"));
}

TEST_F(Reading, TakesQuotesLineBreaksAndOtherSeparators) {
  const Seen seen = read("\xEF\xBB\xBF\"case:id\";name\r\n\"A\";\"a \"\"b\"\"\n;c\"\r\nA;d\r\n");

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A | 2 name=a \"b\"\n;c | 4 name=d"));
}

TEST_F(Reading, NamesRowsThatAreNotWholeAndValuesThatDiffer) {
  const Seen seen = read("case:id,case:from,name\nA,web,a\nA,web\nA,post,b\n");

  EXPECT_THAT(seen.cases, ElementsAre("case:id=A case:from=web | 2 name=a | 4 name=b"));
  EXPECT_THAT(seen.faults, ElementsAre("row-width 3", "case-values-differ 4"));
  EXPECT_EQ(seen.events_left_out, 1);
}

TEST_F(Reading, TakesNoHalfRowOfATableThatIsCutShort) {
  std::string many = "case:id,name\n";
  for (int i = 0; i < 5000; ++i) many += std::to_string(i * 7919 % 5003) + ",a\n";
  const std::string whole = packed(many);

  const Seen seen = read(whole.substr(0, whole.size() / 2));

  EXPECT_THAT(seen.faults, ElementsAre("truncated 0"));
  EXPECT_GT(seen.cases.size(), 100);
}

}  // namespace
}  // namespace lagrum::eventlog
